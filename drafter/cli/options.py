"""The arguments and options that commands share, with their Chinese help.

In: nothing. Out: annotated types for the commands' signatures.
"""

from pathlib import Path
from typing import Annotated

import typer

DataFile = Annotated[
    Path, typer.Argument(metavar="数据文件", readable=False, help="数据文件（.yaml 或 .json）", show_default=False)
]
CheckedFile = Annotated[
    Path,
    typer.Argument(
        metavar="数据文件|报告.docx", readable=False, help="数据文件，或一份 Word 报告（.docx）", show_default=False
    ),
]
DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="数据文件", help="核对 Word 报告时用的数据文件；不给时只查报告本身")
]
PackOption = Annotated[
    str | None, typer.Option("--pack", metavar="模板包", help="模板包的名称或文件夹，代替数据文件里的“模板”")
]
JsonOption = Annotated[bool, typer.Option("--json", help="只在标准输出写一份 JSON")]
ScoresOption = Annotated[
    Path | None, typer.Option("--scores", metavar="得分文件", help="另一个文件里的得分，代替数据文件里的得分")
]
OutOption = Annotated[
    Path | None, typer.Option("-o", "--out", metavar="文件夹", help="写到哪个文件夹（默认：数据文件旁边）")
]
OnlyOption = Annotated[
    list[str] | None, typer.Option("--only", metavar="文书", help="只写这一份，可重复：完整版、摘要版")
]
AllOption = Annotated[bool, typer.Option("--all", help="写出模板包的全部文书")]
FinalOption = Annotated[bool, typer.Option("--final", help="定稿：还有空缺或错误时拒绝写出")]
ReferenceOption = Annotated[
    Path | None, typer.Option("--reference-doc", metavar="Word文件", help="用这份 .docx 的样式（字体、字号、行距）")
]
ReportFile = Annotated[
    Path, typer.Argument(metavar="报告", readable=False, help="程序起草的 .docx，改过也可以", show_default=False)
]
ReportText = Annotated[
    str | None, typer.Argument(metavar="内容", help="报告里的一句话、一个数或一格（默认：全部）", show_default=False)
]
