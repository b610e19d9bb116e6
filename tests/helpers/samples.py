"""Drafts to write and read back: one with every kind of block, and small ways to make more."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from drafter.blocks import Block, Cell, Draft, Row, Run, Section, Table, Text, TextKind

HOSTILE = "&<>\"'{{ }}{% %}**#|<script>alert(1)</script>\x00\x01\x0b\x1f\ud800\udfff\ufffe\uffff😀𠮷\u202e尾"
"""Markup, template signs, what XML cannot hold, characters beyond the basic plane, a right-to-left mark."""

HOSTILE_AS_PRINTED = "&<>\"'{{ }}{% %}**#|<script>alert(1)</script>😀𠮷\u202e尾"

SENTENCE = (
    "某单位2020年度部门整体绩效自评得分85.84分，其中预算执行率20分，得18.34分；绩效指标80分，得67.50分。"
    "“兑现人数”完成2105人次，完成率105.25%。"
)


def text(kind: TextKind, *runs: str | Run, block_id: str = "段") -> Text:
    return Text.of_runs(block_id, kind, tuple(run if isinstance(run, Run) else Run(run) for run in runs))


def draft(*blocks: Block, landscape: bool = False) -> Draft:
    return Draft("完整版", "标题", "某单位", (Section(blocks, landscape=landscape),))


def table(*rows: tuple[str, ...], header: bool = True) -> Table:
    """A plain table; the first row is its head."""
    made = tuple(
        Row(f"表/r{number}", tuple(Cell(cell, label=header and number == 0) for cell in row), header and number == 0)
        for number, row in enumerate(rows)
    )
    return Table("表", tuple(2 for _ in rows[0]), made)


def indicator_table(count: int) -> Table:
    """A 自评表 of ``count`` indicators, its goals merged over five rows."""
    head = ("年度目标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因")
    rows = [Row("表/head", tuple(Cell(word, label=True) for word in head), header=True)]
    for number in range(count):
        goal = [Cell(f"目标{number // 5 + 1}\n人才服务", rowspan=min(5, count - number), label=True)]
        reason = "【待补充：偏差原因】" if number % 4 == 1 else "审核返工，部分补贴跨年兑付"
        figures = ("≥2000人次", "2105人次", "15.00", "14.50")
        cells = [Cell(f"指标{number + 1}", "left"), *map(Cell, figures), Cell(reason, "left")]
        rows.append(Row(f"表/{number}", tuple(goal * (number % 5 == 0) + cells)))
    return Table("表", (10, 12, 12, 10, 7, 7, 18), tuple(rows))


def every_kind(rows: int = 12) -> Draft:
    """A cover, every kind of paragraph, tables one after the other, a landscape section, a last upright one."""
    title, unit, date = (
        text("title", "2020年度部门整体绩效自评报告"),
        text("unit", "某单位"),
        text("date", "2021年3月5日"),
    )
    cover = Section((text("title", "某单位"), title, unit, date), cover=True)
    report = Section(
        (
            text("title", "某单位"),
            title,
            text("heading1", "一、自评结论"),
            text("heading2", "（一）自评得分"),
            text("body", SENTENCE * 3),
            text("heading3", "1.产出指标"),
            text("heading4", "（1）数量指标"),
            text("body", Run("（一）兑现时间未达标。", "head"), "逾期20天，失2.50分。主要原因是【待补充：偏差原因】。"),
            text("body", Run("粗", "bold"), "和", Run("斜", "italic"), "，半个缺口【待补", Run("充：依据】。", "bold")),
            text("caption", "表1 绩效目标完成情况"),
            indicator_table(rows),
            table(("甲", "乙"), ("1", "2")),
            text("note", "注：金额单位为万元。"),
            unit,
            date,
        )
    )
    form = Section((text("caption", "部门整体绩效自评表"), indicator_table(rows)), landscape=True)
    return Draft(
        "完整版", "2020年度部门整体绩效自评报告", "某单位", (cover, report, form, Section((text("body", SENTENCE),)))
    )


def part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode()


def changed(docx: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The package with parts put in or replaced."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | changes
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
