"""What ``new``, ``convert`` and ``import`` print.

In: what was written, an ``ImportOutcome``. Out: text on stdout, notes on stderr, the exit code: 1 where an import
left something to the person.
"""

from typing import TYPE_CHECKING

from drafter.cli.output import print_json, print_notes
from drafter.findings import Exit

if TYPE_CHECKING:
    from drafter.commands.convert import Converted
    from drafter.commands.import_forms import ImportOutcome
    from drafter.commands.new import Entered


def show_new(entered: "Entered", *, as_json: bool) -> int:
    """Where the empty data file lies, and what to do with it."""
    if as_json:
        print_json({"文件": str(entered.path), "模板": entered.pack, "报告类型": entered.report_type})
        return Exit.OK
    print(f"已写出：{entered.path}（{entered.report_type}，模板包 {entered.pack}）")
    where = " Excel 或 WPS 表格" if entered.path.suffix.lower() == ".xlsx" else "记事本"
    print("接下来：")
    print(f"  1. 用{where}打开，照里面的说明填写，存盘")
    print(f'  2. 起草：drafter draft "{entered.path}"')
    return Exit.OK


def show_converted(converted: "Converted", *, as_json: bool) -> int:
    """Where the data file lies in its new form."""
    if as_json:
        print_json({"文件": str(converted.path), "notes": list(converted.notes)})
        return Exit.OK
    print_notes(converted.notes)
    print(f"已写出：{converted.path}")
    return Exit.OK


def show_import(done: "ImportOutcome", *, as_json: bool) -> int:
    """What was read, where it is, what was left over, what is missing."""
    read = done.read
    code = Exit.FINDINGS if read.remarks or done.missing else Exit.OK
    if as_json:
        print_json(
            {
                "文件": str(done.target),
                "整体表": read.wholes,
                "项目表": read.projects,
                "没有放进": [fault.as_json() for fault in read.remarks],
                "待改正": [fault.as_json() for fault in done.missing],
            }
        )
        return code
    counts = ((read.wholes, "部门整体自评表"), (read.projects, "项目自评表"))
    print(f"读到{'、'.join(f'{name} {count} 张' for count, name in counts if count)}，已写出：{done.target}")
    if read.remarks:
        print(f"请核对 {len(read.remarks)} 处：")
        for number, fault in enumerate(read.remarks, 1):
            print(f"  {number}. {fault}")
    if done.missing:
        print(f"数据文件还有 {len(done.missing)} 处要补上或改正：")
        for number, fault in enumerate(done.missing, 1):
            print(f"  {number}. {fault}")
    print(f"接下来：drafter check {done.target}")
    return code
