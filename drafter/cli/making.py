"""What ``packs show``, ``packs copy`` and ``packs lint`` print.

In: a shown pack, a copy, the remarks on a pack. Out: text on stdout and the exit code.
"""

from collections.abc import Sequence
from pathlib import Path

from drafter.cli.output import SEVERITY_WORDS, print_json
from drafter.codes import Severity
from drafter.findings import Exit
from drafter.lint import Remark
from drafter.pack import PACK_FILE, STYLE_FILE, TEMPLATE_SUFFIX
from drafter.workflow.copying import Copied
from drafter.workflow.showing import Entry, ShownPack


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
