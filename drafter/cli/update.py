"""What ``update`` prints.

In: an ``Updated``. Out: text on stdout and the exit code: 1 where something is left to the person.
"""

from collections.abc import Sequence

from drafter.cli.output import findings_json, print_json, print_notes
from drafter.commands.update import Updated, changes, matters, summary
from drafter.findings import Exit
from drafter.revise import Account, Change, Matter


def show_update(done: Updated, *, as_json: bool) -> int:
    """What was found, what was done, what is left to the clerk, where it is."""
    account = done.account
    code = Exit.FINDINGS if account.decisions or account.to_check or account.differing else Exit.OK
    if as_json:
        print_json(_json(done))
        return code
    print_notes(done.notes)
    for line in summary(done.base, done.generation if done.changed else done.base, account):
        print(line)
    for line in matters(account, None) if done.dry_run else matters(account):
        print(line)
    if done.dry_run:
        for line in changes(account):
            print(line)
    for line in _files(done):
        print(line)
    if done.findings:
        print(_left(done))
    if done.changed and not done.dry_run:
        print(_next(done))
    return code


def _next(done: Updated) -> str:
    """What to do next with the file."""
    if done.account.decisions or done.account.to_check:
        first = "用 Word 打开它，逐处接受（用新数据）或拒绝（保留您写的），看过批注后删去"
    else:
        first = "用 Word 打开它看一遍"
    return f"下一步：{first}；以后改它、更新它，交出去以前用 drafter finalize 定稿"


def _files(done: Updated) -> list[str]:
    if done.dry_run:
        return ["只看（--dry-run），没有写文件。"]
    if not done.changed:
        copied = f"；原样另存：{done.file.path}" if done.file else "，没有写文件"
        return [f"没有要带入的新数据：报告写的就是现在的数据{copied}。"]
    told = [f"已写出：{done.target}"]
    if done.file and done.file.unchanged:
        told = [f"已有，内容相同，未改动：{done.target}"]
    elif done.file and done.file.renamed_from:
        told = [f"已写出：{done.target}（“{done.file.renamed_from.name}”已存在且内容不同，未覆盖）"]
    if done.backup:
        told.append(f"原文件的备份：{done.backup}")
    if done.told:
        told.append(f"逐处说明：{done.told}")
    return told


def _left(done: Updated) -> str:
    gaps = sum(finding.code == "gap-left" for finding in done.findings)
    counts = ((gaps, "空缺 {} 处"), (len(done.findings) - gaps, "不一致 {} 处"))
    shown = done.target if done.file else done.report
    told = "、".join(words.format(count) for count, words in counts if count)
    return f'另有{told}，见 drafter check "{shown}" --data "{done.data}"'


def _json(done: Updated) -> dict[str, object]:
    account = done.account
    return {
        "底稿": done.base,
        "本次": done.generation,
        "文件": str(done.file.path) if done.file else None,
        "有变化": done.changed,
        "只看": done.dry_run,
        "备份": str(done.backup) if done.backup else None,
        "更新说明": str(done.told) if done.told else None,
        "定位": _found(account),
        "已更新": _changes(account.updated),
        "新增": _changes(account.inserted),
        "删除": _changes(account.deleted),
        "重新编号": _changes(account.renumbered),
        "需要决定": _matters(account.decisions),
        "请核对": _matters(account.to_check),
        "未恢复": _matters(account.not_restored),
        "与数据不一致": _matters(account.differing),
        **findings_json(done.findings),
        "notes": list(done.notes),
    }


def _found(account: Account) -> dict[str, int]:
    return {
        "段落": account.blocks,
        "按书签": account.anchored,
        "按内容": account.recovered,
        "您新增": account.added,
        "您删除": account.removed,
    }


def _changes(entries: Sequence[Change]) -> list[dict[str, object]]:
    return [{"位置": c.where, "原为": c.before, "改为": c.after, "数字": c.is_figure} for c in entries]


def _matters(entries: Sequence[Matter]) -> list[dict[str, str]]:
    return [{"位置": m.where, "内容": m.text} for m in entries]
