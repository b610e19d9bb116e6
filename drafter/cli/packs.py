"""The commands under ``drafter packs``.

In: arguments. Out: an exit code; the lines are printed by ``output``.
"""

import typer

from drafter.cli.chinese import ChineseCommand, ChineseGroup
from drafter.cli.options import JsonOption

packs_app = typer.Typer(cls=ChineseGroup, help="查看模板包。", no_args_is_help=True, rich_markup_mode=None)


@packs_app.command("list", cls=ChineseCommand, help="列出全部模板包。")
def packs_list(as_json: JsonOption = False) -> None:
    from drafter.cli.output import show_packs
    from drafter.workflow.packs import packs

    raise typer.Exit(show_packs(packs(), as_json=as_json))
