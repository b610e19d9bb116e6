"""What ``import`` prints.

In: an ``ImportOutcome``. Out: text on stdout and the exit code: 1 where something is left to the person.
"""

from drafter.cli.output import print_json
from drafter.findings import Exit
from drafter.workflow.importing import ImportOutcome


def show_import(done: ImportOutcome, *, as_json: bool) -> int:
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
