"""A pack: one place's way of reporting, as a folder of data under ``templates/``.

In: the name of a pack or a path to its folder. Out: a ``Pack`` with the scoring profile, the documents and
their templates, the columns of the tables, the forms, the words for each kind of report. Everything that
differs between places stands here; the code asks the pack and never the place's name.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drafter.findings import Fault, InputError, Place
from drafter.textfile import read_record

PACK_FILE = "pack.yaml"


def _ratio(value: Any) -> Any:
    """``90%`` -> 0.9; a pack writes every rate with its sign."""
    text = str(value).strip()
    if not text.endswith("%"):
        raise ValueError("应写成百分数，如 90%")
    return Decimal(text[:-1]) / 100


def _yes(value: Any) -> Any:
    """是 / 否, as everywhere in the data files."""
    return {"是": True, "否": False}.get(value, value)


Ratio = Annotated[Decimal, BeforeValidator(_ratio)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Grade(_Record):
    """A grade word and the lowest total (points) that earns it."""

    name: str = Field(alias="名称")
    at_least: Decimal = Field(alias="不低于")


class Cap(_Record):
    """A highest total for low execution: 执行率低于 60% → 总分不高于 69."""

    below: Ratio = Field(alias="执行率低于")
    total: Decimal = Field(alias="总分不高于")


class Deduction(_Record):
    """Points taken off an indicator far above its target."""

    above: Ratio = Field(alias="完成率高于")
    points: Decimal = Field(alias="扣分")


class Scoring(_Record):
    """The scoring profile of a place. Points in 分, rates as ratios."""

    full_marks: Decimal = Field(alias="满分")
    execution_points: Decimal = Field(alias="预算执行分值")
    execution_low: Ratio = Field(alias="执行率偏低线")
    explain_above: Ratio = Field(alias="超额说明线")
    deduction: Deduction | None = Field(alias="超额扣分", default=None)
    floor_rule: Literal["按比例", "不得分"] = Field(alias="正向未达成", default="按比例")
    ceiling_rule: Literal["按比例", "不得分"] = Field(alias="反向未达成", default="按比例")
    bands: Mapping[str, tuple[Ratio, Ratio]] = Field(alias="定性分档", default_factory=dict)
    caps: tuple[Cap, ...] = Field(alias="总分上限", default=())
    adjusted_explained: Annotated[bool, BeforeValidator(_yes)] = Field(alias="预算调整应说明", default=False)
    level1_points: Mapping[str, Decimal] = Field(alias="一级分值", default_factory=dict)
    grades: tuple[Grade, ...] = Field(alias="等级", default=())
    levels: Mapping[str, tuple[str, ...]] = Field(alias="指标体系")

    def level1_of(self, level2: str) -> str | None:
        """The first-level group that a second-level class belongs to (``社会效益指标`` -> ``效益指标``)."""
        for level1, classes in self.levels.items():
            if level2 in classes:
                return level1
        return level2 if level2 in self.levels else None

    def cap_of(self, rate: Decimal | None) -> Decimal | None:
        """The highest total that an execution rate allows, or None where no cap applies."""
        fitting = [cap.total for cap in self.caps if rate is not None and rate < cap.below]
        return min(fitting, default=None)

    def grade_of(self, total: Decimal) -> str | None:
        """The grade word for a total, or None where the place's reports carry no grade."""
        fitting = [grade for grade in self.grades if total >= grade.at_least]
        return max(fitting, key=lambda grade: grade.at_least).name if fitting else None


class Column(_Record):
    """A column of a table: its head, the field it prints (the first that has a value), width, manner."""

    title: str = Field(alias="标题")
    content: tuple[str, ...] = Field(alias="内容")
    width: int = Field(alias="宽", gt=0)
    align: Literal["左", "中", "右"] = Field(alias="对齐", default="中")
    merge: Annotated[bool, BeforeValidator(_yes)] = Field(alias="合并", default=False)


class TableForm(_Record):
    """A table of indicators: its columns, and where a missing value is a visible gap."""

    rows: Literal["全部", "完成", "未完成", "待判断"] = Field(alias="行", default="全部")
    columns: tuple[Column, ...] = Field(alias="列", min_length=1)
    gaps: tuple[str, ...] = Field(alias="必填", default=())


class DocumentForm(_Record):
    """One document of the pack: template file, file name, whether it is in the usual set."""

    template: str = Field(alias="模板")
    file_name: str = Field(alias="文件名")
    usual: Annotated[bool, BeforeValidator(_yes)] = Field(alias="默认", default=True)
    report_types: tuple[str, ...] = Field(alias="报告类型", default=())


def _lines(value: Any) -> Any:
    """One line may stand for a list of one."""
    return [value] if isinstance(value, str) else value


Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
Yes = Annotated[bool, BeforeValidator(_yes)]


class FormFile(_Record):
    """A form (自评表) of the pack: the file that describes it, how its page lies, which reports fill it."""

    file: str = Field(alias="文件")
    orientation: Literal["纵向", "横向"] = Field(alias="方向", default="纵向")
    report_types: tuple[str, ...] = Field(alias="报告类型", min_length=1)
    caption: Lines = Field(alias="表题", default=())
    project_caption: Lines = Field(alias="逐项表题", default=())
    annex: str = Field(alias="附件名", default="")


class PackData(_Record):
    """The contents of ``pack.yaml``."""

    title: str = Field(alias="名称")
    purpose: str = Field(alias="说明", default="")
    sources: tuple[str, ...] = Field(alias="依据", default=())
    fonts: Literal["windows", "gb"] = Field(alias="字体", default="windows")
    scoring: Scoring = Field(alias="计分")
    wording: Mapping[str, Mapping[str, str]] = Field(alias="称谓")
    documents: Mapping[str, DocumentForm] = Field(alias="文书")
    tables: Mapping[str, TableForm] = Field(alias="表格", default_factory=dict)
    forms: Mapping[str, FormFile] = Field(alias="表单", default_factory=dict)
    background: Mapping[str, tuple[str, ...]] = Field(alias="基本情况", default_factory=dict)
    set_apart: tuple[str, ...] = Field(alias="另列材料", default=())
    """Headings of 基本情况 that are slots of their own; a missing one is a gap."""
    prose_limit: int = Field(alias="正文列举上限", default=6, gt=0)
    """How many indicators of one kind a paragraph tells one by one; the rest stands in the table."""


class Pack(_Record):
    """A pack as found on disk."""

    name: str
    folder: Path
    data: PackData

    @property
    def scoring(self) -> Scoring:
        return self.data.scoring

    def documents_for(self, report_type: str) -> dict[str, DocumentForm]:
        """The documents that the pack has for a kind of report, in the pack's order."""
        return {
            name: form
            for name, form in self.data.documents.items()
            if not form.report_types or report_type in form.report_types
        }

    def template_text(self, document: str) -> str:
        return (self.folder / self.data.documents[document].template).read_text(encoding="utf-8")


def packaged(folder: str) -> Path:
    """The copy of ``templates`` or ``phrasebank`` that came with the program (wheel, or source checkout)."""
    here = Path(__file__).resolve().parent
    installed = here / "data" / folder
    return installed if installed.is_dir() else here.parent / folder


def pack_folders() -> dict[str, Path]:
    """Every pack by name: those of ``./templates`` first, then those that came with the program."""
    found: dict[str, Path] = {}
    for root in (Path("templates"), packaged("templates")):
        for file in sorted(root.glob(f"*/{PACK_FILE}")):
            found.setdefault(file.parent.name, file.parent)
    return dict(sorted(found.items()))


def load_pack(name: str, where: Place | str = "模板") -> Pack:
    """The pack of that name, or in that folder. Raises ``InputError`` naming the packs that there are."""
    folder = Path(name)
    if not (folder / PACK_FILE).is_file():
        known = pack_folders()
        if name not in known:
            raise InputError(
                Fault(
                    where=where,
                    found=f"没有名为“{name}”的模板包",
                    expected=f"应为 {'、'.join(known)} 之一，或一个含 {PACK_FILE} 的文件夹",
                    hint="改正数据文件的“模板”或 --pack，用 drafter packs list 查看全部模板包",
                )
            )
        folder = known[name]
    return Pack(name=folder.name, folder=folder, data=read_record(folder / PACK_FILE, PackData))
