"""The commands under ``drafter packs``.

In: arguments. Out: an exit code; the lines are printed by ``output`` and ``phrases``.
"""

from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand, ChineseGroup
from drafter.cli.options import DataFile, JsonOption, PackOption

packs_app = typer.Typer(cls=ChineseGroup, help="查看模板包和句库。", no_args_is_help=True, rich_markup_mode=None)

TopicArgument = Annotated[
    str, typer.Argument(metavar="[话题]", help="只看编号以它开头的句子，如 shortfall.late", show_default=False)
]
TopicOption = Annotated[
    str, typer.Option("--topic", metavar="话题", help="只看用到这个话题的段落，如 cause", show_default=False)
]


@packs_app.command("list", cls=ChineseCommand, help="列出全部模板包。")
def packs_list(as_json: JsonOption = False) -> None:
    from drafter.cli.output import show_packs
    from drafter.workflow.packs import packs

    raise typer.Exit(show_packs(packs(), as_json=as_json))


@packs_app.command("phrases", cls=ChineseCommand, help="列出句库的每种说法，填上例子，供校对；例子对不上的标出来。")
def packs_phrases(topic: TopicArgument = "", as_json: JsonOption = False) -> None:
    from drafter.cli.phrases import show_phrases
    from drafter.workflow.packs import proved_phrases

    raise typer.Exit(show_phrases(proved_phrases(topic), as_json=as_json))


@packs_app.command("preview", cls=ChineseCommand, help="用数据文件看全文的句子和各句的编号，不写 Word 文件。")
def packs_preview(
    data: DataFile, pack: PackOption = None, topic: TopicOption = "", as_json: JsonOption = False
) -> None:
    from drafter.cli.phrases import show_preview
    from drafter.workflow.packs import preview

    raise typer.Exit(show_preview(preview(data, pack, topic), as_json=as_json))
