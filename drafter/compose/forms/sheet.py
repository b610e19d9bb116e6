"""The file that describes a form: rows of cells, repeated for each goal, indicator or fund.

In: a form file of a pack (YAML). Out: a ``Sheet``, its spans proved to fill its grid. Raises ``InputError`` with
file, line and the nearest known name for what cannot be.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drafter.findings import Fault, InputError
from drafter.pack import MOST_COLUMNS, Lines, Yes, file_of
from drafter.textfile import read_record
from drafter.textfile.text import read_text_tree

Each = Literal["年度目标", "一级指标", "指标", "资金", "项目"]


class _Record(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True, populate_by_name=True)


class CellForm(_Record):
    """A cell: a label text, or a field of the data; ``suffixes`` are printed where all their names have values."""

    text: str | None = Field(
        alias="文字",
        default=None,
        description="固定的字，里面可以有 `{{ 名称 }}`；缺了印【待补充：…】",
        examples=['"年度绩效目标{{ 序号 }}"'],
    )
    content: Lines = Field(
        alias="内容", default=(), description="印哪一项；可写几个，取第一个有值的", examples=["指标值"]
    )
    suffixes: Lines = Field(
        alias="附",
        default=(),
        description="接在后面的字，里面的 `{{ 名称 }}` 都有值才印；可写几段",
        examples=['"（{{ 一级分值 }}分）"'],
    )
    choices: tuple[str, ...] = Field(
        alias="勾选",
        default=(),
        description="各个选项：数据里有的打 ☑，没有的打 □，选项以外的接在最后",
        examples=["[持续性项目, 新增性项目]"],
    )
    columns: int = Field(alias="跨列", default=1, ge=1, le=MOST_COLUMNS, description="占几列，不写是1", examples=["2"])
    align: Literal["左", "中", "右"] = Field(
        alias="对齐", default="中", description="左、中、右，不写是中", examples=["左"]
    )
    merge: Yes = Field(
        alias="合并",
        default=False,
        description="是：上下相同的格子并成一格（从最左一列起，连着写）；同一类的指标排在一起",
        examples=["是"],
    )
    required: Yes = Field(alias="必填", default=False, description="是：没有值时印【待补充：…】", examples=["是"])


def _cell(value: Any) -> Any:
    """A text alone is a label; nothing is an empty cell."""
    return {} if value is None else {"文字": value} if isinstance(value, str) else value


Cells = tuple[Annotated[CellForm, BeforeValidator(_cell)], ...]


class Part(_Record):
    """A row (格), or rows (行) with cells at their left or right that stand beside all of them; perhaps repeated."""

    cells: Cells = Field(
        alias="格",
        default=(),
        description="这一行的格子，从左到右，要占满全部的列",
        examples=["[单位名称, {内容: 单位名称, 跨列: 6}]"],
    )
    rows: tuple["Part", ...] = Field(
        alias="行", default=(), description="一组行；组里还可以有组", examples=["- 格: […]"]
    )
    left: Cells = Field(
        alias="左", default=(), description="一组行的左边的格子，占这一组全部的行", examples=["[绩效指标]"]
    )
    right: Cells = Field(
        alias="右", default=(), description="一组行的右边的格子，占这一组全部的行", examples=["[{内容: 执行率}]"]
    )
    each: Each | None = Field(
        alias="每个",
        default=None,
        description="重复：`年度目标`、`一级指标`、`指标`、`资金`（预算执行的明细）、`项目`",
        examples=["指标"],
    )
    header: Yes = Field(alias="表头", default=False, description="是：这一行是表头", examples=["是"])
    fixed_levels: Mapping[str, tuple[str, ...]] = Field(
        alias="固定指标",
        default_factory=dict,
        description="随 `每个: 指标`。列出一级指标和下面的二级指标：没有指标的也留一空行，数据里多出的排在后面",
        examples=["{产出指标: [数量指标, 质量指标]}"],
    )
    fixed_funds: tuple[str, ...] = Field(
        alias="固定资金",
        default=(),
        description="随 `每个: 资金`。列出资金来源，没有金额的也留一行",
        examples=["[当年财政拨款, 上年结转资金]"],
    )


class Sheet(_Record):
    """A form: the grid, what stands above it, its rows, the notes below; how many rows make its head repeat."""

    widths: tuple[Annotated[int, Field(gt=0, le=10_000)], ...] = Field(
        alias="列宽",
        min_length=1,
        max_length=MOST_COLUMNS,
        description="每一列的宽度，按比例；有几个数就有几列",
        examples=["[18, 22, 36]"],
    )
    above: Lines = Field(
        alias="表前",
        default=(),
        description='表上面的小字，一行或几行，如 `"单位名称：{{ 单位名称 }}"`',
        examples=['"单位名称：{{ 单位名称 }}"'],
    )
    rows: tuple[Part, ...] = Field(
        alias="行", min_length=1, description="从上到下的各行", examples=["- 格: [单位名称, {内容: 单位名称}]"]
    )
    notes: tuple[str, ...] = Field(
        alias="备注", default=(), description="表下面的备注，一条一条写，编号由程序加", examples=["[分值应合计 100 分]"]
    )
    long: int = Field(
        alias="长表",
        default=15,
        ge=0,
        le=10_000,
        description="表头下面的指标超过多少行时，表头在每一页重复（从表头起另成一张紧挨着的表，"
        "因为 Word 只重复表格最上面的行）；不写是15",
        examples=["15"],
    )


def read_sheet(folder: Path, file: str, key: str = "表单") -> Sheet:
    """The form of a pack's file, which ``pack.yaml`` names at ``key``. Raises ``InputError``."""
    path = file_of(folder, file, key)
    sheet = read_record(path, Sheet)
    wrong = list(wrong_shapes(sheet.rows, len(sheet.widths), "行"))
    if wrong:
        raise told_at(path, wrong)
    return sheet


def told_at(path: Path, wrong: list[tuple[str, str, str, str]]) -> InputError:
    """The error for faults of a form file, each given by its data path (行[2].格[0]) and its three parts."""
    places = read_text_tree(path).places
    return InputError([Fault(places.of(at), found, expected, hint) for at, found, expected, hint in wrong])


def wrong_shapes(
    parts: tuple[Part, ...], columns: int, at: str, inside: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str, str, str]]:
    """Rows whose cells do not fill the columns that are there for them, or that are repeated for each repetition."""
    for index, part in enumerate(parts):
        here = f"{at}[{index}]"
        if part.each in inside:
            found = f"“每个: {part.each}”写在同样的“每个: {part.each}”之内"
            yield here, found, "同一种重复只能写一层", "删去里面的一个“每个”"
            continue
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
            within = inside | {part.each} if part.each else inside
            yield from wrong_shapes(part.rows, columns - beside, f"{here}.行", within)
