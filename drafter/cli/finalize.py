"""What ``finalize`` prints.

In: a ``Finalized``. Out: text on stdout and the exit code: 1 where something is still to be filled in.
"""

from drafter.cli.output import print_json
from drafter.commands.finalize import Finalized
from drafter.findings import Exit


def show_finalized(done: Finalized, *, as_json: bool) -> int:
    """The file, and what is still to be filled in."""
    code = Exit.FINDINGS if done.left else Exit.OK
    if as_json:
        print_json({"报告": str(done.report), "文件": str(done.file), "待补充": list(done.left)})
        return code
    print(f"已写出：{done.file}（没有隐藏的标记；以后要更新，请用“{done.report.name}”）")
    if done.left:
        print(f"还有 {len(done.left)} 处待补充或未核实：")
        for number, text in enumerate(done.left, 1):
            print(f"  {number} {text}")
    return code
