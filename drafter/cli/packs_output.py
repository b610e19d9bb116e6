"""What the commands under ``drafter packs`` print.

In: summaries of packs, a shown pack, a copy, the remarks on a pack; phrases with their proofs, the statements of a data
file slot by slot. Out: text on stdout and the exit code. Apart from ``cli.packs``, which a help page imports: the
records it prints are those of rooms that are imported only when a command runs.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from drafter.blocks import Statement
from drafter.cli.output import SEVERITY_WORDS, print_json
from drafter.codes import Severity
from drafter.commands.packs import Copied, Entry, PackSummary, PhraseProof, ShownPack
from drafter.findings import Exit
from drafter.lint import Remark
from drafter.pack import PACK_FILE, STYLE_FILE, TEMPLATE_SUFFIX


def show_packs(packs: Sequence[PackSummary], *, as_json: bool) -> int:
    """Every pack: name, title, documents."""
    if as_json:
        rows = [
            {"名称": p.name, "标题": p.title, "说明": p.purpose, "文书": list(p.documents), "文件夹": str(p.folder)}
            for p in packs
        ]
        print_json({"packs": rows})
        return Exit.OK
    for pack in packs:
        print(f"{pack.name}  {pack.title}")
        print(f"    {pack.purpose}")
        print(f"    文书：{'、'.join(pack.documents) or '暂无（可用于 check 和 score）'}    文件夹：{pack.folder}")
    return Exit.OK


def show_lint(folder: Path, remarks: Sequence[Remark], *, as_json: bool) -> int:
    """Every remark on a line; 1 where there is one."""
    counts = {severity: sum(1 for r in remarks if r.severity is severity) for severity in Severity}
    if as_json:
        print_json(
            {
                "模板包": folder.resolve().name,
                "文件夹": str(folder),
                "findings": [remark.as_json() for remark in remarks],
                "errors": counts[Severity.ERROR],
                "warnings": counts[Severity.WARNING],
                "notes": counts[Severity.NOTE],
            }
        )
        return Exit.FINDINGS if remarks else Exit.OK
    print(f"模板包：{folder}")
    for remark in remarks:
        print(f"  {SEVERITY_WORDS[remark.severity]} {remark.fault}")
    told = "、".join(f"{SEVERITY_WORDS[severity]} {count}" for severity, count in counts.items() if count)
    print(f"共 {len(remarks)} 处：{told}" if remarks else "没有发现问题。")
    return Exit.FINDINGS if remarks else Exit.OK


def show_copy(copied: Copied, *, as_json: bool) -> int:
    """Where the copy lies and what to do next."""
    if as_json:
        print_json(
            {
                "原模板包": copied.origin,
                "文件夹": str(copied.folder),
                "模板": copied.name,
                "文件": list(copied.files),
                "没有复制": list(copied.left),
            }
        )
        return Exit.OK
    templates = [name for name in copied.files if name.endswith(TEMPLATE_SUFFIX)]
    forms = [name for name in copied.files if name.endswith((".yaml", ".yml")) and name != PACK_FILE]
    print(f"已把模板包 {copied.origin} 复制到 {copied.folder}（{len(copied.files)}个文件）。")
    if copied.left:
        print(f"没有复制：{'、'.join(copied.left)}")
    print("接下来：")
    steps = [
        f"改 {PACK_FILE}：名称、说明、依据；计分和称谓有不同的也改（drafter packs show {copied.name} 逐项看）",
        f"改标题和顺序：{'、'.join(templates)}" if templates else "",
        f"改自评表的格子：{'、'.join(forms)}" if forms else "",
        f"改字体、字号、行距、页边距：用 Word 打开 {STYLE_FILE}，改样式",
        f"检查：drafter packs lint {copied.name}",
        f"看效果：drafter draft 数据.yaml --pack {copied.name} -o out，数据文件里写“模板: {copied.name}”",
    ]
    for number, step in enumerate((step for step in steps if step), 1):
        print(f"  {number}. {step}")
    return Exit.OK


def show_pack(pack: ShownPack, *, as_json: bool) -> int:
    """Every key with its value and its meaning, file by file."""
    if as_json:
        groups = [
            {"文件": g.file, "部分": g.title, "键": [_entry_json(entry) for entry in g.entries]} for g in pack.groups
        ]
        print_json({"模板包": pack.name, "名称": pack.title, "文件夹": str(pack.folder), "内容": groups})
        return Exit.OK
    print(f"{pack.name}  {pack.title}    文件夹：{pack.folder}")
    for group in pack.groups:
        print(f"\n【{group.file}】{group.title}")
        for entry in group.entries:
            print(f"  {_line(entry)}")
    return Exit.OK


def _line(entry: Entry) -> str:
    if entry.value is not None:
        return f"{entry.key}：{entry.value}    （{entry.meaning}）"
    if entry.example:
        return f"{entry.key}（没写，可写 {entry.example}）    （{entry.meaning}）"
    return f"{entry.key}    （{entry.meaning}）"


def _entry_json(entry: Entry) -> dict[str, object]:
    return {"键": entry.key, "意思": entry.meaning, "现在": entry.value, "例": entry.example or None}


def show_phrases(found: Sequence[PhraseProof], *, as_json: bool) -> int:
    """Every phrase with its conditions and every wording filled; 1 where an example does not come out."""
    wrong = [proof for proof in found if not proof.holds]
    if as_json:
        print_json({"句子": [_phrase_json(proof) for proof in found], "例子对不上": len(wrong)})
        return Exit.FINDINGS if wrong else Exit.OK
    for proof in found:
        phrase = proof.phrase
        conditions = "、".join(f"{name} {condition.wanted}" for name, condition in phrase.when.items())
        print(f"{phrase.id}" + (f"    条件：{conditions}" if conditions else ""))
        for number, (given, expected) in enumerate(proof.pairs):
            count = number % len(phrase.say) + 1
            print(f"  {count}. {given}")
            if given != expected:
                print(f"     ✗ 例子里写的是：{expected}")
    print(f"共 {len(found)} 句、{sum(len(proof.phrase.say) for proof in found)} 种说法，例子对不上的 {len(wrong)} 句")
    return Exit.FINDINGS if wrong else Exit.OK


def _phrase_json(proof: PhraseProof) -> dict[str, object]:
    return {
        "编号": proof.phrase.id,
        "条件": {name: condition.wanted for name, condition in proof.phrase.when.items()},
        "说法": list(proof.phrase.say),
        "例子": [{"写出": given, "应为": expected} for given, expected in proof.pairs],
    }


def show_preview(found: Mapping[str, Sequence[Sequence[Statement]]], *, as_json: bool) -> int:
    """The paragraphs of each slot, every sentence behind the id and the number of its wording."""
    if as_json:
        told = {
            slot: [
                [{"编号": s.rule, "说法": s.wording, "条件": s.why or None, "句子": s.text} for s in p]
                for p in passages
            ]
            for slot, passages in found.items()
        }
        print_json({"空": told})
        return Exit.OK
    if not found:
        print("没有段落用到这个话题。")
    for slot, passages in found.items():
        print(f"【{slot}】")
        for passage in passages:
            for number, statement in enumerate(passage):
                print(f"  {'·' if number == 0 else ' '} {statement.text}    〔{statement.rule} {statement.wording}〕")
    return Exit.OK
