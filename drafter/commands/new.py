"""The command ``new``: an empty data file of a pack and a kind of report, as a workbook or as YAML.

In: the path to write, the names of a pack and a kind of report. Out: an ``Entered``. Raises ``InputError`` for a kind
that the pack does not have, ``RefusedError`` where there is a file already.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from drafter.commands.understand import default_pack, known_categories, phrasebank
from drafter.files import write_new
from drafter.findings import Fault, InputError
from drafter.model import ReportType
from drafter.pack import Pack, load_pack
from drafter.workbook.drawing.form import EntryForm

WORKBOOK, YAML = ".xlsx", (".yaml", ".yml")
_TICKED = ("项目类别", "项目属性", "项目类型")


class Entered(Struct, frozen=True):
    """The empty data file that was written."""

    path: Path
    pack: str
    report_type: str


def new(path: Path, pack: str | None = None, report_type: str | None = None) -> Entered:
    """Writes an empty data file, never over another one."""
    if path.suffix.lower() not in (WORKBOOK, *YAML):
        raise InputError(_no_kind(path))
    form = entry_form(pack, report_type)
    write_new(path, _content(path, form))
    return Entered(path, form.pack, form.report_type)


def entry_form(pack: str | None, report_type: str | None) -> EntryForm:
    """The form of a pack and a kind of report; what is not named is the default of the other."""
    kind = None if report_type is None else _kind(report_type)
    chosen = load_pack(pack, "--pack") if pack else default_pack(kind or ReportType.WHOLE)
    named = pack or chosen.name
    kinds = [name for name in chosen.data.wording if chosen.documents_for(name)]
    found = kind.value if kind else kinds[0] if kinds else ReportType.WHOLE.value
    if kind and found not in kinds:
        raise InputError(
            Fault(
                "--type",
                f"模板包“{named}”没有报告类型“{found}”",
                f"此模板包可写：{'、'.join(kinds) or '无'}",
                "改正 --type，或用 --pack 换一个模板包（drafter packs list 查看）",
            )
        )
    return form_of(chosen, named, found)


def form_of(pack: Pack, named: str, report_type: str) -> EntryForm:
    """What an entry workbook asks of a pack. ``named``: what 模板 says."""
    scoring = pack.scoring
    headings = next((told for name, told in pack.data.background.items() if name == report_type), ())
    return EntryForm(
        pack=named,
        title=pack.data.title,
        report_type=report_type,
        levels=scoring.levels,
        headings=(*headings, *(pack.data.set_apart if headings else ())),
        ticks=_ticks(pack),
        categories=known_categories(phrasebank()),
        grades=tuple(grade.name for grade in scoring.grades),
        full_marks=scoring.full_marks,
        execution_points=scoring.execution_points,
        execution_low=scoring.execution_low,
    )


def _ticks(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """The tick boxes of the pack's forms, by the key that they print."""
    from drafter.compose.forms import load_form

    found: dict[str, tuple[str, ...]] = {}
    for form in pack.data.forms.values():
        for cell in (cell for part in load_form(pack, form).rows for cell in part.cells):
            for key in _TICKED:
                if cell.choices and key in cell.content:
                    found.setdefault(key, tuple(cell.choices))
    return found


def _content(path: Path, form: EntryForm) -> bytes:
    if path.suffix.lower() == WORKBOOK:
        from drafter.workbook.drawing.workbook import entry_workbook

        return entry_workbook(form)
    from drafter.workbook.drawing.blank_yaml import blank_yaml

    return blank_yaml(form).encode()


def _kind(report_type: str) -> ReportType:
    if report_type not in set(ReportType):
        raise InputError(
            Fault(
                "--type",
                f"没有报告类型“{report_type}”",
                f"应为 {'、'.join(ReportType)} 之一",
                "改正 --type",
            )
        )
    return ReportType(report_type)


def _no_kind(path: Path) -> Fault:
    if path.suffix.lower() == ".json":
        found, hint = "JSON 里不能写说明，不便填写", "请写 .xlsx 或 .yaml；要 JSON 的，填好后用 drafter convert 转换"
        return Fault(str(path), found, "应是 .xlsx 或 .yaml", hint)
    found = f"不会写 {path.suffix} 文件" if path.suffix else "文件名没有扩展名"
    return Fault(str(path), found, "应是 .xlsx 或 .yaml", "请写成 数据.xlsx 或 数据.yaml 的样子")
