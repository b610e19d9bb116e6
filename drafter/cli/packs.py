"""The commands under ``drafter packs``.

In: arguments. Out: an exit code; the lines are printed by ``output`` and ``packs_output``.
"""

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand, ChineseGroup
from drafter.cli.options import DataFile, JsonOption, PackOption

packs_app = typer.Typer(
    cls=ChineseGroup, help="查看、复制、检查模板包，校对句库。", no_args_is_help=True, rich_markup_mode=None
)

PackArgument = Annotated[
    str, typer.Argument(metavar="模板包", help="模板包的名称（见 packs list），或它的文件夹", show_default=False)
]
NewFolder = Annotated[
    Path,
    typer.Argument(metavar="文件夹", help="要建的文件夹，如 templates/本县；最后一段就是新名称", show_default=False),
]
TopicArgument = Annotated[
    str, typer.Argument(metavar="[话题]", help="只看编号以它开头的句子，如 shortfall.late", show_default=False)
]
TopicOption = Annotated[
    str, typer.Option("--topic", metavar="话题", help="只看用到这个话题的段落，如 cause", show_default=False)
]


@packs_app.command("list", cls=ChineseCommand, help="列出全部模板包。")
def packs_list(as_json: JsonOption = False) -> None:
    from drafter.cli.packs_output import show_packs
    from drafter.commands.packs import packs

    raise typer.Exit(show_packs(packs(), as_json=as_json))


@packs_app.command("show", cls=ChineseCommand, help="逐项列出模板包里可以改的内容：现在怎样写，是什么意思。")
def packs_show(pack: PackArgument, as_json: JsonOption = False) -> None:
    from drafter.cli.packs_output import show_pack
    from drafter.commands.packs import shown_pack

    raise typer.Exit(show_pack(shown_pack(pack), as_json=as_json))


@packs_app.command("copy", cls=ChineseCommand, help="复制一个模板包，作为自己的模板包的起点；不覆盖已有的文件。")
def packs_copy(pack: PackArgument, folder: NewFolder, as_json: JsonOption = False) -> None:
    from drafter.cli.packs_output import show_copy
    from drafter.commands.packs import copy_pack

    raise typer.Exit(show_copy(copy_pack(pack, folder), as_json=as_json))


@packs_app.command("lint", cls=ChineseCommand, help="检查模板包：一次列出全部写错的地方和行号，不需要数据文件。")
def packs_lint(pack: PackArgument, as_json: JsonOption = False) -> None:
    from drafter.cli.packs_output import show_lint
    from drafter.commands.packs import linted

    folder, remarks = linted(pack)
    raise typer.Exit(show_lint(folder, remarks, as_json=as_json))


@packs_app.command("phrases", cls=ChineseCommand, help="列出句库的每种说法，填上例子，供校对；例子对不上的标出来。")
def packs_phrases(topic: TopicArgument = "", as_json: JsonOption = False) -> None:
    from drafter.cli.packs_output import show_phrases
    from drafter.commands.packs import proved_phrases

    raise typer.Exit(show_phrases(proved_phrases(topic), as_json=as_json))


@packs_app.command("preview", cls=ChineseCommand, help="用数据文件看全文的句子和各句的编号，不写 Word 文件。")
def packs_preview(
    data: DataFile, pack: PackOption = None, topic: TopicOption = "", as_json: JsonOption = False
) -> None:
    from drafter.cli.packs_output import show_preview
    from drafter.commands.packs import preview

    raise typer.Exit(show_preview(preview(data, pack, topic), as_json=as_json))
