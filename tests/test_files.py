"""Files on a real disk: read within bounds, written whole or not at all."""

import errno
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from drafter.files import read_bounded, read_head, write_new
from drafter.findings import DrafterError, Exit, Fault, InputError, RefusedError

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


def only_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        write_new(path, b"new", **options)
    assert caught.value.exit_code is Exit.REFUSED
    (fault,) = caught.value.faults
    assert "\n" not in str(fault)
    return fault.found


# Reading


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    assert read_bounded(path, 100) == b"x" * 100
    assert read_head(path, 10) == b"x" * 10
    with pytest.raises(InputError, match="文件超过 99 字节"):
        read_bounded(path, 99)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path, told in [
        (tmp_path / "none", "没有这个文件"),
        (tmp_path, "这是一个文件夹"),
        (tmp_path / "file" / "x", "路径中间有一段不是文件夹"),
        (tmp_path / "loop", "路径里的链接绕成了圈"),
        (Path("/dev/null"), "不是普通文件"),
    ]:
        with pytest.raises(InputError, match=told):
            read_bounded(path, 10)


# Writing


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙" / "报告.docx"
    write_new(path, b"content")
    assert path.read_bytes() == b"content"
    assert only_files(path.parent) == ["报告.docx"]


@posix
def test_the_mode_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_new(tmp_path / "a", b"x")
        write_new(tmp_path / "a", b"y", overwrite=True)
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_an_existing_file_is_only_replaced_when_told_to(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    assert refusal(path) == "同名的文件已经存在"
    assert path.read_bytes() == b"old"
    write_new(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert only_files(tmp_path) == ["a"]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_link_is_never_followed(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "target").write_bytes(b"old")
    for name in ("target", "none"):
        link = tmp_path / f"to-{name}"
        link.symlink_to(tmp_path / name)
        assert refusal(link, overwrite=overwrite) == "这里是一个链接，不是文件"
    assert (tmp_path / "target").read_bytes() == b"old"
    assert not (tmp_path / "none").exists()


def test_folders_read_only_files_and_impossible_places_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    read_only = tmp_path / "read-only"
    read_only.write_bytes(b"old")
    read_only.chmod(0o444)
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    for path, told in [
        (tmp_path / "folder", "这里是一个同名的文件夹"),
        (read_only, "文件是只读的"),
        (read_only / "x", "写不进去：路径中间有一段不是文件夹"),
        (tmp_path / "dangling" / "x", "这里不是文件夹"),
        (tmp_path / ("x" * 300), "写不进去：文件名或路径太长"),
        (tmp_path / "x\0y", "写不进去：路径里有不能用的字符"),
        (tmp_path / "\ud800", "写不进去：路径里有不能用的字符"),
        (Path("/dev/null"), "这里不是普通文件"),
    ]:
        assert refusal(path, overwrite=True) == told
    assert read_only.read_bytes() == b"old"
    assert only_files(tmp_path) == ["dangling", "folder", "read-only"]


def test_what_does_not_pass_the_check_is_not_written(tmp_path: Path) -> None:
    seen: list[bytes] = []

    def broken(written: bytes) -> None:
        seen.append(written)
        raise ValueError("not a zip file")

    def own(written: bytes) -> None:
        raise DrafterError(Fault("报告", "核对不符", "应相符", "请重试"))

    path = tmp_path / "a"
    assert refusal(path, verify=broken) == "写出的内容没有通过核对"
    assert seen == [b"new"]
    with pytest.raises(DrafterError, match="核对不符"):
        write_new(path, b"new", verify=own)
    assert only_files(tmp_path) == []
    write_new(path, b"new", verify=seen.append)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "told"), [(errno.ENOSPC, "磁盘已满"), (errno.EIO, "磁盘读写出错"), (errno.ENXIO, "系统错误")]
)
def test_a_full_or_broken_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    real = os.write
    calls: list[int] = []

    def full(handle: int, data: bytes) -> int:
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(number, os.strerror(number))
        return real(handle, bytes(data[:1]))

    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        assert told in refusal(path, overwrite=True)
    assert path.read_bytes() == b"old"
    assert only_files(tmp_path) == ["a"]


@posix
def test_a_real_limit_of_the_system_leaves_no_file(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from drafter.files import write_new\n"
        "from drafter.findings import RefusedError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_new(Path(sys.argv[1]), b'x' * 5000)\n"
        "except RefusedError as error: sys.exit(0 if '超过了系统允许的文件大小' in str(error) else 5)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], check=True, timeout=20)
    assert only_files(tmp_path) == []


@posix
def test_a_disk_without_hard_links_is_written_to_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*names: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a"
    write_new(path, b"first")
    assert refusal(path) == "同名的文件已经存在"
    assert path.read_bytes() == b"first"
    assert only_files(tmp_path) == ["a"]


def race(path: Path, mark: int, start: Any, results: Any) -> None:
    start.wait(10)
    try:
        write_new(path, bytes([mark]) * 200_000)
        results.put(mark)
    except RefusedError:
        results.put(None)


@posix
def test_of_processes_that_want_one_name_one_wins(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    for turn in range(5):
        path, start, results = tmp_path / str(turn), fork.Barrier(6), fork.Queue()
        racers = [fork.Process(target=race, args=(path, mark, start, results)) for mark in range(6)]
        for racer in racers:
            racer.start()
        marks = [results.get(timeout=20) for _ in racers]
        for racer in racers:
            racer.join(20)
        (winner,) = [mark for mark in marks if mark is not None]
        assert path.read_bytes() == bytes([winner]) * 200_000
    assert only_files(tmp_path) == ["0", "1", "2", "3", "4"]


WRITE_FOR_EVER = """
import sys
from pathlib import Path
from drafter.files import write_new
path, size = Path(sys.argv[1]), int(sys.argv[2])
turn = 0
print("ready", flush=True)
while True:
    turn += 1
    write_new(path, bytes([65 + turn % 26]) * size, overwrite=True)
"""


@posix
def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    path, size = tmp_path / "报告.docx", 2_000_000
    write_new(path, b"A" * size)
    chance = random.Random(20201015)
    end = time.monotonic() + 6
    for _ in range(12):
        command = [sys.executable, "-c", WRITE_FOR_EVER, str(path), str(size)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0, 0.06))
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        child.stdout.close()
        content = path.read_bytes()
        assert len(content) == size
        assert len(set(content)) == 1
        if time.monotonic() > end:
            break


@posix
def test_killed_before_the_name_is_taken_the_old_file_stays(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from drafter.files import write_new\n"
        "write_new(Path(sys.argv[1]), b'new', overwrite=True, verify=lambda _: os.kill(os.getpid(), signal.SIGKILL))"
    )
    path = tmp_path / "a"
    path.write_bytes(b"old")
    ran = subprocess.run([sys.executable, "-c", code, str(path)], check=False, timeout=20)
    assert ran.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
