"""One update of a report at a time: a lock file with the process that holds it.

In: the path of a report and its id. Out: a context in which no other update of it runs; ``RefusedError`` where one
does. The lock of a process that has died is taken over. A folder that cannot be written to needs no lock.
"""

import contextlib
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from drafter.findings import DrafterError, Fault, RefusedError
from drafter.state.sidecar import folder_of

_MOST_BYTES = 1000


@contextlib.contextmanager
def locked(report: Path, report_id: str) -> Iterator[None]:
    """Holds the lock of a report; the folders that it made go with it where nothing else is in them."""
    lock = folder_of(report, report_id) / "lock"
    own_entry = f"{os.getpid()} {secrets.token_hex(4)} {socket.gethostname()}"
    held = _take(lock, own_entry.encode())
    try:
        yield
    finally:
        if held:
            with contextlib.suppress(OSError):
                lock.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # they are kept while there is anything in them
            lock.parent.rmdir()
            lock.parent.parent.rmdir()


def _take(lock: Path, own_entry: bytes) -> bool:
    from drafter.files import write_new

    for _ in range(3):  # a stale lock may be taken over by another process first; not for ever
        try:
            write_new(lock, own_entry)
            return True
        except RefusedError:
            found = _content(lock)
            if found is None:
                if lock.exists():
                    raise _busy(lock, "") from None
                return False  # the folder cannot be written to
        holder, _, rest = found.partition(" ")
        host = rest.partition(" ")[2]
        if host != socket.gethostname() or (holder.isdecimal() and _runs(int(holder))):
            raise _busy(lock, host if host != socket.gethostname() else "")
        _remove_stale(lock, found)
    raise _busy(lock, "")


def _remove_stale(lock: Path, found: str) -> None:
    """Out of the way under a name of its own: of two processes only one can move it."""
    aside = lock.with_name(f"lock.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        lock.rename(aside)
        if _content(aside) != found and not lock.exists():  # another one was quicker, and this is its lock
            aside.rename(lock)
        else:
            aside.unlink(missing_ok=True)


def _content(lock: Path) -> str | None:
    from drafter.files import read_bounded

    try:
        return read_bounded(lock, _MOST_BYTES).decode(errors="replace")
    except DrafterError:
        return None


def _busy(lock: Path, host: str) -> RefusedError:
    where = f"在另一台电脑（{host}）上" if host else ""
    found = f"另一个 drafter update 正{where}更新这份报告"
    hint = f"请等它结束再运行；确知没有在运行的，删去“{lock}”"
    return RefusedError(Fault("更新", found, "一份报告一次只更新一遍", hint))


def _runs(process: int) -> bool:
    """Whether a process of this machine is alive."""
    if sys.platform == "win32":  # there, signal 0 would end it
        import ctypes

        query_limited = 0x1000
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(query_limited, False, process)
        if not handle:
            return bool(kernel.GetLastError() == 5)  # access denied: it is there
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == 259  # STILL_ACTIVE
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
