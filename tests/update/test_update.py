"""What an update writes, and where: new files, a backup before the report is replaced, the account, the next base."""

import gzip
import json
import os
import socket
from pathlib import Path

import pytest

from drafter.commands import output_files
from drafter.docx.opening import open_docx
from drafter.docx.read import read_outline
from drafter.docx.write import render
from drafter.files import write_new
from drafter.findings import Fault, SelfCheckError
from drafter.revise import Account, Change, Matter, Revised
from drafter.state.base import carried
from tests.helpers.report_folder import NEW, OLD, Work

UPDATED, TOLD = "自评报告（更新2）.docx", "自评报告（更新2）.更新说明.txt"


def docx_files(work: Work) -> list[str]:
    return sorted(path.name for path in work.folder.glob("*.docx"))


def test_the_new_figures_go_into_a_new_file_beside_the_report(work: Work) -> None:
    hers = work.report.read_bytes()
    work.new_figure()
    ran = work.update()
    assert ran.code in (0, 1), ran.err
    assert ran.out.startswith("第1次生成的稿子 → 第2次；原有段落和表格 ")
    assert "已更新 " in ran.out
    assert f"已写出：{work.folder / UPDATED}" in ran.out
    assert "见 drafter check" in ran.out
    assert work.report.read_bytes() == hers
    outline = read_outline(work.folder / UPDATED)
    assert NEW in outline
    assert OLD not in outline
    state = carried(open_docx(work.folder / UPDATED)).state
    assert state.generation == 2
    assert [path.name for path in work.sidecars] == ["gen-0001.json.gz", "gen-0002.json.gz"]
    assert gzip.decompress(work.sidecars[1].read_bytes()).decode() == state.as_json()
    assert sorted(path.name for path in work.sidecars[0].parent.iterdir()) == ["gen-0001.json.gz", "gen-0002.json.gz"]


def test_the_account_is_for_notepad(work: Work) -> None:
    work.new_figure()
    work.update()
    told = (work.folder / TOLD).read_bytes()
    assert told.startswith(b"\xef\xbb\xbf")
    lines = told.decode("utf-8-sig").split("\r\n")
    assert lines[:3] == ["更新说明", "原报告：自评报告.docx", f"更新后：{UPDATED}"]
    assert any(line.startswith("已更新 ") for line in lines)


def test_the_same_input_writes_the_same_bytes_once(work: Work) -> None:
    work.new_figure()
    work.update()
    before = work.files
    assert "内容相同，未改动" in work.update().out
    assert work.files == before


def test_an_update_of_an_update_counts_on(work: Work) -> None:
    work.new_figure()
    work.update()
    text = work.data.read_text(encoding="utf-8").replace(NEW, "3600.00")
    work.data.write_text(text, encoding="utf-8")
    ran = work.run("update", work.folder / UPDATED, work.data, "--json")
    assert (ran.json["底稿"], ran.json["本次"]) == (2, 3)
    assert docx_files(work) == ["自评报告.docx", UPDATED, "自评报告（更新3）.docx"]
    again = work.run("update", work.report, work.data)
    assert "“自评报告（更新2）.docx”已存在且内容不同，未覆盖" in again.out
    assert len([path for path in work.sidecars if path.name.startswith("gen-0002")]) == 2


def test_nothing_new_writes_nothing_but_a_copy_that_was_named(work: Work) -> None:
    work.edit("部门整体", "部门全部")
    before = work.files
    ran = work.update()
    assert "没有要带入的新数据：报告写的就是现在的数据，没有写文件" in ran.out
    assert work.files == before
    assert work.update("-o", work.folder / "另存.docx", "--json").json["有变化"] is False
    assert (work.folder / "另存.docx").read_bytes() == work.report.read_bytes()
    assert work.files.keys() - before.keys() == {"另存.docx"}


def test_a_dry_run_writes_nothing_and_says_all(work: Work) -> None:
    work.new_figure()
    before = work.files
    ran = work.update("--dry-run", "--in-place")
    assert "只看（--dry-run），没有写文件。" in ran.out
    assert "→" in ran.out.partition("已更新")[2]
    assert work.files == before
    assert work.update("--dry-run", "--json").json["文件"] is None


@pytest.mark.parametrize("option", ["--in-place", "-o", "link"])
def test_in_place_is_backed_up_first(work: Work, option: str) -> None:
    hers = work.report.read_bytes()
    work.new_figure()
    if option == "link":  # another way to the same file
        (work.folder / "去").symlink_to(work.folder)
    ways = {"-o": ("-o", work.report), "link": ("-o", work.folder / "去" / work.report.name)}
    ran = work.update(*ways.get(option, (option,)))
    assert ran.code in (0, 1), ran.err
    (backup,) = work.folder.glob("自评报告.*.bak.docx")
    assert backup.read_bytes() == hers
    assert NEW in read_outline(work.report)
    assert (work.folder / "自评报告.更新说明.txt").exists()
    assert f"原文件的备份：{backup}" in ran.out


def test_a_backup_that_fails_stops_all(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work.new_figure()
    before = work.files

    def broken(path: Path, data: bytes, **options: object) -> None:
        write_new(path, data[:-100] if path.name.endswith(".bak.docx") else data, **options)

    monkeypatch.setattr("drafter.files.write_new", broken)
    ran = work.update("--in-place")
    assert ran.code != 0
    assert work.files == before


def test_a_report_that_was_saved_meanwhile_is_not_replaced(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work.new_figure()
    back_up = output_files.back_up

    def slow(report: object) -> Path:
        done = back_up(report)
        work.report.write_bytes(work.report.read_bytes() + b"saved")
        return done

    monkeypatch.setattr("drafter.commands.update.back_up", slow)
    ran = work.update("--in-place")
    assert ran.code == 3
    assert "运行期间被打开或改动了" in ran.err
    assert work.report.read_bytes().endswith(b"saved")


@pytest.mark.parametrize("name", ["新.docx", "新文件夹", "新/稿.docx"])
def test_out_is_a_file_or_a_folder(work: Work, name: str) -> None:
    work.new_figure()
    written = Path(work.update("-o", work.folder / name, "--json").json["文件"])
    assert written == work.folder / (name if name.endswith(".docx") else f"{name}/{UPDATED}")
    assert (written.parent / ".drafter").is_dir()


def test_an_existing_file_of_hers_is_never_written_over(work: Work) -> None:
    work.new_figure()
    (work.folder / UPDATED).write_bytes(b"hers")
    ran = work.update("--json")
    assert Path(ran.json["文件"]).name == "自评报告（更新2）（2）.docx"
    assert (work.folder / UPDATED).read_bytes() == b"hers"


def merge_that(monkeypatch: pytest.MonkeyPatch, *, account: Account | None = None, fails: str = "") -> None:
    def made(content: bytes, name: str, base, draft, state, **options: bool) -> Revised:
        if fails == "self-check":
            raise SelfCheckError(Fault(name, "自检未通过", "应通过", "没有写出文件"))
        return Revised(render(draft, state=None if fails else state), state, account or Account(), changed=True)

    monkeypatch.setattr("drafter.commands.update.revised", made)


@pytest.mark.parametrize("fails", ["self-check", "no state in it"])
def test_a_result_that_is_not_right_is_not_written(work: Work, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    merge_that(monkeypatch, fails=fails)
    before = work.files
    for options in ((), ("--in-place",)):
        ran = work.update(*options)
        assert ran.code == 4
        assert len(ran.err.splitlines()) == 1
        assert work.files == before


FULL = Account(
    120, 116, 2, 6, 3,
    updated=[Change("（一）", "1", "2", is_figure=True), Change("（一）", "增长", "下降")],
    deleted=[Change("存在的问题", "（三）某段", "")],
    decisions=[Matter("预算执行情况 第1段", "底稿 3411.36万元，您改为 3400.00万元，新数据 3512.40万元")],
    to_check=[Matter("某段", f"旧数字{number}") for number in range(25)],
    not_restored=[Matter("某段", "您删去的“预算执行率…”\n新值 94.42%")],
)  # fmt: skip


def test_the_account_on_the_screen(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    merge_that(monkeypatch, account=FULL)
    ran = work.update()
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[:4] == [
        "第1次生成的稿子 → 第2次；原有段落和表格 120 个，认出 118 个，其中 2 个按文字认出；"
        "您加写 6 段、删去 3 段，都照您的",
        "已更新 2 处（数字 1、措辞 1）  删除 1 处",
        "需要您决定 1 处（已用修订和批注标出；“底稿”是程序上次写的）：",
        "  1 预算执行情况 第1段：底稿 3411.36万元，您改为 3400.00万元，新数据 3512.40万元",
    ]
    assert "  其余 5 处见 更新说明.txt" in lines
    assert "  1 某段：您删去的“预算执行率…” 新值 94.42%" in lines
    assert not any("与数据不一致" in line for line in lines)
    told = (work.folder / TOLD).read_text(encoding="utf-8-sig")
    assert "  25 某段：旧数字24" in told
    assert "  2 （一）：增长 → 下降" in told
    found = work.update("--json", "--dry-run").json
    assert len(found["请核对"]) == 25
    assert found["定位"] == {"段落": 120, "按书签": 116, "按内容": 2, "您新增": 6, "您删除": 3}


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (Account(not_restored=FULL.not_restored, updated=FULL.updated), 0),
        (Account(differing=FULL.decisions), 1),
        (Account(to_check=FULL.to_check), 1),
    ],
)
def test_the_exit_code_tells_whether_anything_is_left_to_her(
    work: Work, monkeypatch: pytest.MonkeyPatch, account: Account, code: int
) -> None:
    merge_that(monkeypatch, account=account)
    assert work.update().code == code


def lock_of(work: Work, holder: str) -> Path:
    lock = work.sidecars[0].with_name("lock")
    lock.write_text(holder, encoding="utf-8")
    return lock


@pytest.mark.parametrize("holder", [f"{os.getpid()} ab {socket.gethostname()}", "1 ab 别的电脑"], ids=["a", "b"])
def test_one_update_at_a_time(work: Work, holder: str) -> None:
    work.new_figure()
    lock_of(work, holder)
    before = work.files
    ran = work.update()
    assert ran.code == 3
    assert "一份报告一次只更新一遍" in ran.err
    assert work.files == before
    assert work.update("--dry-run").code in (0, 1)


@pytest.mark.parametrize(
    "holder", [f"4194999 ab {socket.gethostname()}", f"x ab {socket.gethostname()}"], ids=["a", "b"]
)
def test_the_lock_of_a_dead_process_is_taken_over(work: Work, holder: str) -> None:
    work.new_figure()
    lock = lock_of(work, holder)
    assert work.update().code in (0, 1)
    assert not lock.exists()
    assert [path.name for path in lock.parent.iterdir() if path.name.startswith("lock")] == []


def test_json_is_one_document(work: Work) -> None:
    work.new_figure()
    ran = work.update("--json")
    keys = set(json.loads(ran.out))
    assert {"底稿", "本次", "文件", "定位", "已更新", "新增", "删除", "重新编号", "需要决定"} <= keys
    assert {"请核对", "未恢复", "与数据不一致", "findings"} <= keys
