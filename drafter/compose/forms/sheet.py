"""The file that describes a form: rows of cells, repeated for each goal, indicator or fund.

In: a form file of a pack (YAML). Out: a ``Sheet``, its spans proved to fill its grid. Raises ``InputError`` with
file, line and the nearest known name for what cannot be.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drafter.findings import Fault, InputError
from drafter.pack import Lines, Yes
from drafter.textfile import read_record
from drafter.textfile.text import read_text_tree

Each = Literal["年度目标", "一级指标", "指标", "资金", "项目"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class CellForm(_Record):
    """A cell: a label text, or a field of the data; ``suffixes`` are printed where all their names have values."""

    text: str | None = Field(alias="文字", default=None)
    content: Lines = Field(alias="内容", default=())
    suffixes: Lines = Field(alias="附", default=())
    choices: tuple[str, ...] = Field(alias="勾选", default=())
    columns: int = Field(alias="跨列", default=1, ge=1)
    align: Literal["左", "中", "右"] = Field(alias="对齐", default="中")
    merge: Yes = Field(alias="合并", default=False)
    required: Yes = Field(alias="必填", default=False)


def _cell(value: Any) -> Any:
    """A text alone is a label; nothing is an empty cell."""
    return {} if value is None else {"文字": value} if isinstance(value, str) else value


Cells = tuple[Annotated[CellForm, BeforeValidator(_cell)], ...]


class Part(_Record):
    """A row (格), or rows (行) with cells at their left or right that stand beside all of them; perhaps repeated."""

    each: Each | None = Field(alias="每个", default=None)
    cells: Cells = Field(alias="格", default=())
    left: Cells = Field(alias="左", default=())
    right: Cells = Field(alias="右", default=())
    rows: tuple["Part", ...] = Field(alias="行", default=())
    header: Yes = Field(alias="表头", default=False)
    fixed_levels: Mapping[str, tuple[str, ...]] = Field(alias="固定指标", default_factory=dict)
    fixed_funds: tuple[str, ...] = Field(alias="固定资金", default=())


class Sheet(_Record):
    """A form: the grid, what stands above it, its rows, the notes below; how many rows make its head repeat."""

    widths: tuple[Annotated[int, Field(gt=0)], ...] = Field(alias="列宽", min_length=1)
    above: Lines = Field(alias="表前", default=())
    rows: tuple[Part, ...] = Field(alias="行", min_length=1)
    notes: tuple[str, ...] = Field(alias="备注", default=())
    long: int = Field(alias="长表", default=15, ge=0)


def read_sheet(folder: Path, file: str) -> Sheet:
    """The form of a pack's file. Raises ``InputError``."""
    path = folder / file
    if not path.is_file():
        there = "、".join(sorted(other.name for other in folder.glob("*.yaml") if other.name != "pack.yaml"))
        raise InputError(
            Fault(
                str(folder / "pack.yaml"),
                f"表单的文件“{file}”不存在",
                f"这个文件夹里有：{there or '没有表单文件'}",
                "改正“表单”里的“文件”，或补上这个文件",
            )
        )
    sheet = read_record(path, Sheet)
    wrong = list(_wrong_shapes(sheet.rows, len(sheet.widths), "行"))
    if wrong:
        raise told_at(path, wrong)
    return sheet


def told_at(path: Path, wrong: list[tuple[str, str, str, str]]) -> InputError:
    """The error for faults of a form file, each given by its data path (行[2].格[0]) and its three parts."""
    places = read_text_tree(path).places
    return InputError([Fault(places.of(at), found, expected, hint) for at, found, expected, hint in wrong])


def _wrong_shapes(parts: tuple[Part, ...], columns: int, at: str) -> Iterator[tuple[str, str, str, str]]:
    """Rows whose cells do not fill the columns that are there for them."""
    for index, part in enumerate(parts):
        here = f"{at}[{index}]"
        if bool(part.cells) == bool(part.rows) or (part.cells and (part.left or part.right)):
            yield here, "不是一行，也不是一组行", "写“格”，或写“行”（可带“左”“右”）", "“格”和“行”只能有一个"
            continue
        if (part.fixed_levels and part.each != "指标") or (part.fixed_funds and part.each != "资金"):
            yield (
                here,
                "固定的行没有写在它重复的地方",
                "“固定指标”随“每个: 指标”，“固定资金”随“每个: 资金”",
                "改正“每个”",
            )
        beside = sum(cell.columns for cell in (*part.left, *part.right))
        filled = sum(cell.columns for cell in part.cells)
        if part.cells and filled != columns:
            yield (
                here,
                f"这一行的格子共占{filled}列",
                f"应占满{columns}列（列宽共有几列，减去左右两侧的格子）",
                "改正“跨列”",
            )
        elif part.rows and beside >= columns:
            yield here, f"左右两侧的格子占了{beside}列", f"这里只有{columns}列，要给“行”留下位置", "改正“跨列”"
        else:
            yield from _wrong_shapes(part.rows, columns - beside, f"{here}.行")
