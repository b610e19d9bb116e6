"""The arguments and options that commands share, with their Chinese help.

In: nothing. Out: annotated types for the commands' signatures.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Show(StrEnum):
    """What an update marks as revisions."""

    CONFLICTS = "conflicts"
    ALL = "all"


DataFile = Annotated[
    Path,
    typer.Argument(metavar="数据文件", readable=False, help="数据文件（.xlsx、.yaml 或 .json）", show_default=False),
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
AllFindingsOption = Annotated[bool, typer.Option("--all", help="已有核实说明的也列出")]
FinalOption = Annotated[bool, typer.Option("--final", help="定稿：还有空缺或错误时拒绝写出")]
PdfOption = Annotated[bool, typer.Option("--pdf", help="Word 文件旁边再写一份 PDF（用本机的 LibreOffice）")]
ReferenceOption = Annotated[
    Path | None, typer.Option("--reference-doc", metavar="Word文件", help="用这份 .docx 的样式、纸张、页边距、页眉页脚")
]
ReportFile = Annotated[
    Path, typer.Argument(metavar="报告", readable=False, help="程序起草的 .docx，改过也可以", show_default=False)
]
UpdateOut = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="文件", help="写到哪个文件或文件夹（默认：报告旁边的“…（更新N）.docx”）"),
]
ShowOption = Annotated[
    Show,
    typer.Option(
        "--show",
        metavar="conflicts|all",
        show_default=False,
        help="用修订标出哪些：conflicts 只标要您决定的（默认），all 标全部改动",
    ),
]
BaseOption = Annotated[
    Path | None,
    typer.Option(
        "--base", metavar="底稿", help="底稿：.drafter 里的 gen-….json.gz，或带底稿的 .docx（报告丢了底稿时用）"
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="只看会改什么，不写文件")]
InPlaceOption = Annotated[bool, typer.Option("--in-place", help="改原文件，先在旁边备份（….bak.docx）")]
ForceOption = Annotated[bool, typer.Option("--force", help="单位、年度、模板包不同，或大半段落找不到时，仍然更新")]
FinalOut = Annotated[
    Path, typer.Option("-o", "--out", metavar="文件", help="定稿写到哪个文件或文件夹，不能是原文件", show_default=False)
]
FormFiles = Annotated[
    list[Path],
    typer.Argument(metavar="自评表.docx…", readable=False, help="有自评表的 Word 文件，可以几个", show_default=False),
]
ImportOut = Annotated[
    Path,
    typer.Option("-o", "--out", metavar="文件", help="写成哪个数据文件（.yaml、.json、.xlsx）", show_default=False),
]
ConvertOption = Annotated[
    bool, typer.Option("--convert", help=".doc、.wps、.odt、.rtf 先用本机的 LibreOffice 转成 .docx")
]
ReportOrCode = Annotated[
    Path,
    typer.Argument(
        metavar="报告",
        readable=False,
        help="程序起草的 .docx，改过也可以；或检查结果的代码，如 reason-missing",
        show_default=False,
    ),
]
ReportText = Annotated[
    str | None, typer.Argument(metavar="内容", help="报告里的一句话、一个数或一格（默认：全部）", show_default=False)
]
NewFile = Annotated[
    Path,
    typer.Argument(metavar="文件", help="要建的数据文件，如 数据.xlsx 或 数据.yaml；不覆盖已有的", show_default=False),
]
NewPackOption = Annotated[
    str | None, typer.Option("--pack", metavar="模板包", help="给哪个模板包用（默认按报告类型）", show_default=False)
]
TypeOption = Annotated[
    str | None,
    typer.Option("--type", metavar="报告类型", help="部门整体（默认）、项目、财政评价", show_default=False),
]
ConvertOut = Annotated[
    Path,
    typer.Option(
        "-o", "--out", metavar="文件", help="写到哪个 .yaml、.json、.xlsx 文件，不覆盖已有的", show_default=False
    ),
]
