"""The command ``update``: new figures go into the clerk's file; and its account as Chinese lines.

In: paths and options as ``cli`` received them. Out: an ``Updated``; nothing is printed here. The clerk's file is
replaced only where that is asked for, after a copy that was read back; everything else goes into new files. The lines
of the account are those of the screen and of the file beside the report; those with nothing to count are left out.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from drafter.blocks import Draft, Text
from drafter.commands.clerks_file import ClerksFile, files_of, open_report
from drafter.commands.contents import paged
from drafter.commands.draft import composed, findings_of_drafts, generation_of
from drafter.commands.lock import locked
from drafter.commands.outcomes import Written
from drafter.commands.output_files import back_up, later_update, replace_report, updated_path, write_beside
from drafter.commands.understand import Understood, phrasebank, understand
from drafter.docx.opening import open_docx
from drafter.findings import DrafterError, Fault, Finding, InputError, RefusedError, SelfCheckError
from drafter.model import ROOT
from drafter.patterns import regex
from drafter.revise import Account, Change, Matter, Revised, revised
from drafter.state.base import base_of, carried
from drafter.state.record import State
from drafter.state.sidecar import keep

ACCOUNT_SUFFIX = ".更新说明.txt"


class Updated(Struct, frozen=True):
    """What an update did. ``file``: None where nothing was written; ``target``: where it is, or would have been."""

    report: Path
    data: Path
    target: Path
    base: int
    generation: int
    account: Account
    changed: bool
    dry_run: bool = False
    file: Written | None = None
    backup: Path | None = None
    told: Path | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def update(
    report: Path,
    data: Path,
    out: Path | None = None,
    *,
    show_all: bool = False,
    base_file: Path | None = None,
    dry_run: bool = False,
    in_place: bool = False,
    force: bool = False,
    scores: Path | None = None,
    pack: str | None = None,
) -> Updated:
    """Brings the draft of the present data into the clerk's file.

    Raises ``InputError`` for wrong input, ``RefusedError`` for a report that the program did not draft, that is open,
    or that is of other data (``force`` goes on), ``SelfCheckError`` where the result is not what it must be; then
    nothing is written.
    """
    clerks_file = open_report(report)
    base = base_of(report, clerks_file.opened, base_file)
    target = updated_path(report, base.generation + 1, out, in_place=in_place)
    if force and target == report:
        raise InputError(Fault("--force", "与 --in-place 同用", "没有把握的更新只另存，不改原文件", "去掉 --in-place"))
    found = understand(data, pack, scores)
    if not force:
        _refuse_other_ways(report, base, found, pack, scores)
    drafted, findings = _draft(found, base)
    state = generation_of(found, drafted, base.generation + 1)
    if state.id != base.id and not force:
        raise _other_report(report, base, state)
    with nullcontext() if dry_run else locked(report, base.id):
        result = revised(clerks_file.content, report.name, base, drafted, state, show_all=show_all, force=force)
        done = Updated(
            report,
            data,
            target,
            base.generation,
            base.generation + 1,
            result.account,
            result.changed,
            dry_run=dry_run,
            findings=tuple(findings),
            notes=found.loaded.notes,
        )
        if not dry_run and result.changed:
            headings = [block.text for block in base.blocks if isinstance(block, Text) and "heading" in block.kind]
            content, told = paged(result.content, result.state.report.document, written=headings)
            result = replace(result, content=content)
            done = replace(done, notes=(*told, *done.notes))
        if not dry_run:
            done = _written(done, clerks_file, result) if result.changed else _unchanged(done, clerks_file, out)
    later = later_update(report, base.generation, done.target)
    return done if later is None else replace(done, notes=(_later(later, data), *done.notes))


def _later(later: Path, data: Path) -> str:
    """Note: this report was updated before, and what was written into the newer file since is not in this one."""
    told = f"旁边已有更新过的“{later.name}”，您在那里改的不在这份报告里"
    return f'{told}；要接着那一份更新：drafter update "{later}" "{data}"'


def _draft(found: Understood, base: State) -> tuple[Draft, list[Finding]]:
    """The one document that the base is a generation of, and what it leaves to the person."""
    document, report_type = base.report.document, found.loaded.data.report_type.value
    forms = found.pack.documents_for(report_type)
    if document not in forms:
        told = f"模板包“{found.pack.name}”没有{report_type}的“{document}”"
        hint = f"请用 --pack {base.pack}（底稿的模板包），或改正报告类型"
        raise InputError(
            Fault(found.loaded.place_of(ROOT / "报告类型"), told, f"可写：{'、'.join(forms) or '无'}", hint)
        )
    bank = phrasebank()
    ((_, drafted),) = composed(found, [document], bank)
    return drafted, findings_of_drafts(found, [drafted], bank)


def _refuse_other_ways(report: Path, base: State, found: Understood, pack: str | None, scores: Path | None) -> None:
    """Raises ``RefusedError`` for another pack, which would word the whole report anew, and for scores left out, which
    would change its figures: neither is likely to be meant.
    """
    if pack is None and found.pack.name != base.pack:
        told = f"底稿用的是模板包“{base.pack}”，这次是“{found.pack.name}”"
        hint = f"请加 --pack {base.pack}；确要换模板包的，加 --pack {found.pack.name}"
        raise RefusedError(Fault(report.name, told, "更新应与起草用同一个模板包", hint))
    others = sorted(files_of(base) - {base.data})
    if scores is None and others:
        told = f"底稿的得分取自“{'、'.join(others)}”，这次没有给得分文件"
        hint = "请加 --scores 得分文件；确实不用了的，加 --force"
        raise RefusedError(Fault(report.name, told, "更新应与起草用同样的数据", hint))


def _other_report(report: Path, base: State, state: State) -> RefusedError:
    told = f"是“{_name(base)}”的报告，数据文件是“{_name(state)}”的"
    hint = "请核对报告和数据文件；确是同一份报告（如改正了单位名称）的，加 --force"
    return RefusedError(Fault(report.name, told, "报告和数据应是同一单位、年度、项目的", hint))


def _name(state: State) -> str:
    report = state.report
    return f"{report.unit} {report.year}年度 {f'{report.project} ' if report.project else ''}{report.document}"


def _unchanged(done: Updated, clerks_file: ClerksFile, out: Path | None) -> Updated:
    """Nothing to bring in: no file, but a copy where the person has named one."""
    if out is None or done.target != out or done.target == done.report:
        return done
    return replace(done, file=write_beside("报告", done.target, clerks_file.content))


def _written(done: Updated, clerks_file: ClerksFile, result: Revised) -> Updated:
    def verify(content: bytes) -> None:
        _reopened(content, result.state)

    if done.target == done.report:
        verify(result.content)
        backup = back_up(clerks_file)
        replace_report(clerks_file, result.content)
        done = replace(done, backup=backup, file=Written(result.state.report.document, done.report))
    else:
        file = write_beside(result.state.report.document, done.target, result.content, verify=verify)
        done = replace(done, file=file, target=file.path)
    told, notes = _account(done)
    return replace(done, told=told, notes=(*done.notes, *notes, *keep(done.target, result.state)))


def _reopened(content: bytes, state: State) -> None:
    """The file that was written opens, and carries the generation that the next update needs."""
    try:
        kept = carried(open_docx(content, "写出的报告"))
    except DrafterError as error:
        raise _own_error(error.faults[0].found) from error
    if not kept.intact or kept.state != state:
        raise _own_error("写出的报告没有带上这一次的底稿")


def _own_error(found: str) -> SelfCheckError:
    expected = "写出的报告应能重新打开，并带着底稿"
    return SelfCheckError(
        Fault("程序内部", found, expected, "这是程序的错误，没有写出文件，请把这份报告和数据交给维护人员")
    )


def _account(done: Updated) -> tuple[Path | None, tuple[str, ...]]:
    """The whole account beside the report, for Notepad: old ones need the mark in front and CRLF to show Chinese."""
    path = done.target.with_name(done.target.stem + ACCOUNT_SUFFIX)
    lines = full_account(done.base, done.generation, done.account, done.report.name, done.target.name)
    content = "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
    try:
        return write_beside("更新说明", path, content).path, ()
    except RefusedError as error:
        return None, (f"更新说明没有写成（{error.faults[0].found}），报告已经写好",)


MOST = 20
"""Entries of a list on the screen."""

MOST_HEADINGS = 5
"""Headings named in the one line of what was renumbered."""

_HEADING = regex(r" 第\d+段$|^标题“|”$")


def summary(base: int, generation: int, account: Account) -> Iterator[str]:
    """Two lines: what was found again, and what was done."""
    now = f" → 第{generation}次" if generation > base else ""
    counts = (
        (account.blocks, f"原有段落和表格 {{}} 个，认出 {account.anchored + account.recovered} 个"),
        (account.recovered, "其中 {} 个按文字认出"),
    )
    found = "，".join(words.format(count) for count, words in counts if count)
    edits = [f"{words} {n} 段" for n, words in ((account.added, "加写"), (account.removed, "删去")) if n]
    kept = [f"您{'、'.join(edits)}，都照您的"] if edits else []
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
    """All lines, as they are in the file beside the report."""
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
