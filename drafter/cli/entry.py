"""What ``new`` and ``convert`` print.

In: what was written. Out: text on stdout, notes on stderr, the exit code.
"""

from drafter.cli.output import print_json, print_notes
from drafter.findings import Exit
from drafter.workflow.converting import Converted
from drafter.workflow.entering import Entered


def show_new(entered: Entered, *, as_json: bool) -> int:
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


def show_converted(converted: Converted, *, as_json: bool) -> int:
    """Where the data file lies in its new form."""
    if as_json:
        print_json({"文件": str(converted.path), "notes": list(converted.notes)})
        return Exit.OK
    print_notes(converted.notes)
    print(f"已写出：{converted.path}")
    return Exit.OK
