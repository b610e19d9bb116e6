"""The account of an update as Chinese lines, for the screen and for the file beside the report.

In: an ``Account``. Out: lines; those with nothing to count are left out.
"""

import re
from collections.abc import Iterator, Sequence

from drafter.revise import Account, Change, Matter

MOST = 20
"""Entries of a list on the screen."""

MOST_HEADINGS = 5
"""Headings named in the one line of what was renumbered."""

_HEADING = re.compile(r" 第\d+段$|^标题“|”$")


def summary(base: int, generation: int, account: Account) -> Iterator[str]:
    """Two lines: what was found again, and what was done."""
    now = f" → 第{generation}次" if generation > base else ""
    counts = (
        (account.blocks, f"原有段落和表格 {{}} 个，认出 {account.anchored + account.recovered} 个"),
        (account.recovered, "其中 {} 个按文字认出"),
    )
    found = "，".join(words.format(count) for count, words in counts if count)
    hers = [f"{words} {n} 段" for n, words in ((account.added, "加写"), (account.removed, "删去")) if n]
    kept = [f"您{'、'.join(hers)}，都照您的"] if hers else []
    yield "；".join((f"第{base}次生成的稿子{now}", found, *kept))
    figures = sum(change.is_figure for change in account.updated)
    kinds = [
        f"{name} {count}" for name, count in (("数字", figures), ("措辞", len(account.updated) - figures)) if count
    ]
    done = [f"已更新 {len(account.updated)} 处（{'、'.join(kinds)}）"] if account.updated else []
    others = (("新增", account.inserted), ("删除", account.deleted), ("重新编号", account.renumbered))
    done += [f"{name} {len(changes)} 处" for name, changes in others if changes]
    if done:
        yield "  ".join(done)


def matters(account: Account, most: int | None = MOST) -> Iterator[str]:
    """What is left to the person: to decide, to read, to know."""
    lists = (
        ("需要您决定 {} 处（已用修订和批注标出；“底稿”是程序上次写的）：", account.decisions),
        ("请核对 {} 处：", account.to_check),
        ("未恢复 {} 处（您删去或改写的，数据后来又变了）：", account.not_restored),
        ("与数据不一致 {} 处（保留您写的）：", account.differing),
    )
    for title, entries in lists:
        if entries:
            yield title.format(len(entries))
            yield from _numbered([_matter(entry) for entry in entries], most)


def changes(account: Account) -> Iterator[str]:
    """Every figure, word and paragraph that was changed; of numbers the headings under which they run on."""
    lists = (
        ("已更新 {} 处：", account.updated),
        ("新增 {} 处：", account.inserted),
        ("删除 {} 处：", account.deleted),
    )
    for title, entries in lists:
        if entries:
            yield title.format(len(entries))
            yield from _numbered([_change(entry, listed=title) for entry in entries], None)
    if account.renumbered:
        places = list(dict.fromkeys(_HEADING.sub("", change.where) for change in account.renumbered))
        more = f"等 {len(places)} 个标题下" if len(places) > MOST_HEADINGS else ""
        yield f"重新编号 {len(account.renumbered)} 处：{'、'.join(places[:MOST_HEADINGS])}{more}"


def full_account(base: int, generation: int, account: Account, report: str, target: str) -> Iterator[str]:
    """All of it, as it stands in the file beside the report."""
    yield "更新说明"
    yield f"原报告：{report}"
    yield f"更新后：{target}"
    yield from summary(base, generation, account)
    for part in (list(matters(account, None)), list(changes(account))):
        if part:
            yield ""
            yield from part


def _numbered(lines: Sequence[str], most: int | None) -> Iterator[str]:
    for number, line in enumerate(lines if most is None else lines[:most], 1):
        yield f"  {number} {line}"
    if most is not None and len(lines) > most:
        yield f"  其余 {len(lines) - most} 处见 更新说明.txt"


def _matter(matter: Matter) -> str:
    return _line(f"{matter.where}：{matter.text}" if matter.where else matter.text)


def _change(change: Change, *, listed: str) -> str:
    if change.before and change.after:
        arrow = f"{change.lead}{change.before}{change.unit} → {change.after}{change.unit}"
    elif listed.startswith("已更新"):
        arrow = f"删去：{change.before}" if change.before else f"加上：{change.after}"
    else:
        arrow = change.before or change.after
    return _line(f"{change.where}：{arrow}" if change.where else arrow)


def _line(text: str) -> str:
    """On one line, and nothing that a terminal would take for an order."""
    return "".join(char if char.isprintable() else "·" for char in " ".join(text.split()))
