"""The command line: arguments in, Chinese lines or one JSON document out.

In: arguments. Out: an exit code (0 nothing to say, 1 findings left, 2 wrong input, 3 refused, 4 self-check).
They call ``commands`` and work nothing out themselves; what they need is imported when they run.
"""

import sys
from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand, ChineseGroup, help_asked_for, usage_fault
from drafter.cli.options import (
    AllFindingsOption,
    AllOption,
    BaseOption,
    CheckedFile,
    ConvertOption,
    ConvertOut,
    DataFile,
    DataOption,
    DryRunOption,
    FinalOption,
    FinalOut,
    ForceOption,
    FormFiles,
    ImportOut,
    InPlaceOption,
    JsonOption,
    NewFile,
    NewPackOption,
    OnlyOption,
    OutOption,
    PackOption,
    PdfOption,
    ReferenceOption,
    ReportFile,
    ReportOrCode,
    ReportText,
    ScoresOption,
    Show,
    ShowOption,
    TypeOption,
    UpdateOut,
)
from drafter.cli.packs import packs_app
from drafter.findings import DrafterError, Exit, Fault

app = typer.Typer(
    cls=ChineseGroup,
    help="起草预算绩效自评报告：从数据文件到 Word 文件，并找出数据里不一致的地方。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(packs_app, name="packs")


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="显示版本后退出")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="出错时显示程序内部的调用过程")] = False,
) -> None:
    context.obj = {"debug": debug}
    if version:
        from drafter import __version__

        typer.echo(f"drafter {__version__}")
        raise typer.Exit


@app.command(cls=ChineseCommand, help="建一个空的数据文件：带下拉和说明的 Excel 表，或带批注的 YAML。")
def new(file: NewFile, pack: NewPackOption = None, kind: TypeOption = None, as_json: JsonOption = False) -> None:
    from drafter.cli.data_files import show_new
    from drafter.commands.new import new as command

    raise typer.Exit(show_new(command(file, pack, kind), as_json=as_json))


@app.command(cls=ChineseCommand, help="把数据文件在 YAML、JSON、Excel 之间转换，内容一字不差。")
def convert(data: DataFile, out: ConvertOut, as_json: JsonOption = False) -> None:
    from drafter.cli.data_files import show_converted
    from drafter.commands.convert import convert as command

    raise typer.Exit(show_converted(command(data, out), as_json=as_json))


@app.command(cls=ChineseCommand, help="起草报告：写出 Word 文件，列出空缺和不一致。")
def draft(
    data: DataFile,
    out: OutOption = None,
    only: OnlyOption = None,
    everything: AllOption = False,
    pack: PackOption = None,
    scores: ScoresOption = None,
    reference: ReferenceOption = None,
    final: FinalOption = False,
    pdf: PdfOption = False,
    as_json: JsonOption = False,
) -> None:
    from drafter.cli.output import show_draft
    from drafter.commands.draft import draft as command

    outcome = command(
        data,
        out,
        only=tuple(only or ()),
        everything=everything,
        pack=pack,
        scores=scores,
        reference=reference,
        final=final,
        pdf=pdf,
    )
    raise typer.Exit(show_draft(data, outcome, as_json=as_json, look=reference))


@app.command(cls=ChineseCommand, help="检查数据文件或 Word 报告：找出不一致的地方，写明位置、算式和改法。")
def check(
    data: CheckedFile,
    beside: DataOption = None,
    pack: PackOption = None,
    scores: ScoresOption = None,
    everything: AllFindingsOption = False,
    as_json: JsonOption = False,
) -> None:
    from drafter.cli.output import show_check
    from drafter.commands.check import check_file

    outcome = check_file(data, beside, pack, scores)
    raise typer.Exit(show_check(data, outcome, everything=everything, as_json=as_json))


@app.command(cls=ChineseCommand, help="逐项列出程序读懂了什么、怎样计分：指标值、完成值、完成率、判断、得分。")
def score(data: DataFile, pack: PackOption = None, scores: ScoresOption = None, as_json: JsonOption = False) -> None:
    from drafter.cli.score import show_score
    from drafter.commands.understand import score_data

    found, findings = score_data(data, pack, scores)
    raise typer.Exit(show_score(data, found, findings, as_json=as_json))


@app.command(
    cls=ChineseCommand, help="说明报告里一句话、一个数的来历：句子、条件、算式、数据文件里的位置；或说明一个检查代码。"
)
def explain(report: ReportOrCode, text: ReportText = None, as_json: JsonOption = False) -> None:
    from drafter.cli.explain import code_asked_for, show_code, show_explanation

    code = code_asked_for(report) if text is None else None
    if code is not None:
        raise typer.Exit(show_code(code, as_json=as_json))
    from drafter.commands.explain import explain as command

    raise typer.Exit(show_explanation(command(report, text), as_json=as_json))


@app.command(cls=ChineseCommand, help="把新数据带进在 Word 里改过的报告：您的改动留下，有冲突的用修订和批注标出。")
def update(
    report: ReportFile,
    data: DataFile,
    out: UpdateOut = None,
    show: ShowOption = Show.CONFLICTS,
    base: BaseOption = None,
    dry_run: DryRunOption = False,
    in_place: InPlaceOption = False,
    force: ForceOption = False,
    scores: ScoresOption = None,
    pack: PackOption = None,
    as_json: JsonOption = False,
) -> None:
    from drafter.cli.update import show_update
    from drafter.commands.update import update as command

    done = command(
        report,
        data,
        out,
        show_all=show is Show.ALL,
        base_file=base,
        dry_run=dry_run,
        in_place=in_place,
        force=force,
        scores=scores,
        pack=pack,
    )
    raise typer.Exit(show_update(done, as_json=as_json))


@app.command(cls=ChineseCommand, help="定稿：另存一份没有隐藏标记的报告，列出还没有补充的地方。")
def finalize(report: ReportFile, out: FinalOut, as_json: JsonOption = False) -> None:
    from drafter.cli.finalize import show_finalized
    from drafter.commands.finalize import finalize as command

    raise typer.Exit(show_finalized(command(report, out), as_json=as_json))


@app.command("import", cls=ChineseCommand, help="读已有的 Word 自评表，写成数据文件；没有认出的逐处列出。")
def import_(
    forms: FormFiles,
    out: ImportOut,
    convert: ConvertOption = False,
    pack: PackOption = None,
    as_json: JsonOption = False,
) -> None:
    from drafter.cli.data_files import show_import
    from drafter.commands.import_forms import import_files

    raise typer.Exit(show_import(import_files(forms, out, convert=convert, pack=pack), as_json=as_json))


def run(arguments: list[str]) -> int:
    """Runs one command. Every fault becomes Chinese lines on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    as_json, debug = "--json" in arguments, "--debug" in arguments
    try:
        code = app(arguments, prog_name="drafter", standalone_mode=False)
    except DrafterError as error:
        if debug:
            raise
        return _tell(error.faults, error.exit_code, as_json=as_json)
    except (KeyboardInterrupt, BrokenPipeError):
        return Exit.REFUSED
    except Exception as error:
        page = help_asked_for(error)
        if page is not None:
            print(page)
            return Exit.OK
        fault = usage_fault(error)
        if fault is not None:
            return _tell((fault,), Exit.USAGE, as_json=as_json)
        if debug:
            raise
        unexpected = Fault(
            "程序内部",
            f"出现未料到的错误（{type(error).__name__}）",
            "程序不应有这样的错误",
            "请加 --debug 重试，把显示的内容告诉开发者",
        )
        return _tell((unexpected,), Exit.SELF_CHECK, as_json=as_json)
    return int(code or 0)


def _tell(faults: tuple[Fault, ...], code: Exit, *, as_json: bool) -> int:
    from drafter.cli.output import show_faults

    show_faults(faults, as_json=as_json)
    return int(code)
