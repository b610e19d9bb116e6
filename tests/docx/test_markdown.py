"""Markdown as clerks write it: what is typed is printed, and nothing is taken for markup that was text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.blocks import Block, Run, Table, Text
from drafter.markdown import escape, outline, prose
from tests.helpers.samples import HOSTILE


def printed(text: str) -> list[str]:
    """The blocks as lines, kinds other than body named."""
    return [line for block in prose(text, "甲") for line in shown(block)]


def shown(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return [block.text if block.kind == "body" else f"{block.kind}: {block.text}"]


CASES = {
    "paragraphs": ("第一段。\n\n第二段。\n", ["第一段。", "第二段。"]),
    "line break between Chinese characters": ("完成\n目标，\n全部", ["完成目标，全部"]),
    "line break beside a figure": ("共\n35项\n指标", ["共35项指标"]),
    "line break between words": ("Word\nfile", ["Word file"]),
    "hard break": ("上  \n下", ["上", "下"]),
    "ordered list": ("1. 甲\n2. 乙\n   丙", ["1.甲", "2.乙丙"]),
    "ordered list with brackets and gaps in its numbers": ("1) 甲\n5) 乙", ["1)甲", "5)乙"]),
    "list item that begins with a figure": ("3. 5倍", ["3. 5倍"]),
    "bullets": ("- 甲\n- 乙\n  - 丙\n* 丁", ["甲", "乙", "丙", "丁"]),
    "bullet with nothing behind it": ("-", ["-"]),
    "numbers as Chinese is numbered": (
        "1、甲\n2、乙\n（一）丙\n（2）丁\n①戊\n二、己\n3.庚",
        ["1、甲", "2、乙", "（一）丙", "（2）丁", "①戊", "二、己", "3.庚"],
    ),
    "year with a full stop": ("2020. 年初\n\n2021.", ["2020. 年初", "2021."]),
    "decimal at the start of a line": ("金额为\n3.5万元", ["金额为3.5万元"]),
    "headings": ("# 甲\n## 乙\n### 丙 ###", ["heading3: 甲", "heading4: 乙", "heading4: 丙"]),
    "headings that begin lower": ("### 甲\n#### 乙", ["heading3: 甲", "heading4: 乙"]),
    "sign without a heading": ("#\n\n#1号楼", ["#", "#1号楼"]),
    "table": ("|甲|乙|\n|--|:--|\n|1|`2`|\n|3|", ["甲 | 乙", "1 | 2", "3 | "]),
    "table row with too many cells": ("|甲|\n|--|\n|1|2|", ["|甲|", "|--|", "|1|2|"]),
    "greater than at the start of a line": ("> 95%", ["> 95%"]),
    "rule and underlined heading": ("---\n\n合计\n===", ["---", "合计==="]),
    "indent typed by hand": ("    四个空格\n\n　　全角空格", ["四个空格", "全角空格"]),
    "html": ("<b>粗</b><br>\n\n<div>\n块\n</div>\n\n<!-- 注 -->", ["<b>粗</b><br>", "<div>块</div>", "<!-- 注 -->"]),
    "entities": ("&lt;A&amp;B&nbsp;&#65;", ["&lt;A&amp;B&nbsp;&#65;"]),
    "links": ("[甲](乙) ![丙](丁) <http://a.cn>\n\n[1]: 来源", ["[甲](乙) ![丙](丁) <http://a.cn>", "[1]: 来源"]),
    "code span": ("用`代码`写", ["用代码写"]),
    "fences": ("```\n甲\n```", ["甲"]),
    "Windows paths": (r"C:\数据\a.xlsx、\\server\共享", [r"C:\数据\a.xlsx、\\server\共享"]),
    "escaped signs": (r"\*甲\* \# \_ 1\. \`", ["*甲* # _ 1. `"]),
    "backslash at the end of a line": ("甲\\\n乙", ["甲\\乙"]),
    "multiplication": ("3*4*5，单价*数量*月数，（甲）*（乙）*（丙）", ["3*4*5，单价*数量*月数，（甲）*（乙）*（丙）"]),
    "bold that CommonMark does not see": ("执行率**95%**超过", ["执行率**95%**超过"]),
    "template signs": ("{{ 年度 }} {% if %}", ["{{ 年度 }} {% if %}"]),
    "nothing": (" \n\n", []),
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES)
def test_prose(source: str, expected: list[str]) -> None:
    assert printed(source) == expected


def test_bold_and_italic_are_runs() -> None:
    (block,) = prose("其中**绩效**目标，*注*：***两者***。", "甲")
    assert isinstance(block, Text)
    assert block.runs == (
        Run("其中"),
        Run("绩效", "bold"),
        Run("目标，"),
        Run("注", "italic"),
        Run("："),
        Run("两者", "bold"),
        Run("。"),
    )


def test_ids_tell_paragraphs_and_tables_apart() -> None:
    blocks = prose("甲\n\n|乙|\n|--|\n|1|\n\n丙", "基本情况/主要职能")
    assert [block.id for block in blocks] == ["基本情况/主要职能/p1", "基本情况/主要职能/t1", "基本情况/主要职能/p2"]


def test_table_columns_follow_their_marks() -> None:
    (drawn,) = prose("|名称|金额|备注|\n|:--|--:|--|\n|基本支出|460.55|无|", "甲")
    assert isinstance(drawn, Table)
    head, row = drawn.rows
    assert (head.header, row.header) == (True, False)
    assert [cell.align for cell in row.cells] == ["left", "right", "center"]
    assert all(cell.label for cell in head.cells)


def test_outline_gives_headings_and_paragraphs_in_order() -> None:
    items = outline("# 标题\n\n## 一、结论\n\n得分\n{{ 总分 }}，**良**。\n\n[[自评表]]\n\n|甲|乙|\n|--|--|\n|1|2|\n")
    assert [(item.level, item.text) for item in items] == [
        (1, "标题"),
        (2, "一、结论"),
        (0, "得分{{ 总分 }}，良。"),
        (0, "[[自评表]]"),
        (0, "甲 | 乙"),
        (0, "1 | 2"),
    ]
    assert items[2].runs[1] == Run("良", "bold")


def normalised(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


MARKUP = st.text(st.sampled_from("*_#|<>&`[]()!~+-=\\.:{}0123456789 \t\n\r甲乙“”，a;"), max_size=40)


@settings(deadline=None)  # machines that run tests are busy
@given(st.one_of(MARKUP, st.text()))
@example("# 标题")
@example("1. 甲")
@example("2020)")
@example("\\")
@example("\\*甲\\")
@example("&#92;")
@example("- [x] 甲")
@example("|甲|\n|--|")
@example(HOSTILE)
def test_escaped_text_prints_as_it_is(text: str) -> None:
    assert normalised(" ".join(printed(escape(text)))) == normalised(text)


@settings(deadline=None)  # machines that run tests are busy
@given(MARKUP)
def test_escaped_text_prints_as_it_is_wherever_a_template_puts_it(text: str) -> None:
    template = (
        f"# 一、{escape(text)}尾\n\n- 首{escape(text)}\n\n首{escape(text)}*尾\n续\n\n|甲|\n|--|\n|首{escape(text)}尾|\n"
    )
    value = normalised(text)
    lines = [normalised(line) for line in printed(template)]
    assert lines == [
        normalised(line) for line in (f"heading3: 一、{value}尾", f"首{value}", f"首{value}*尾续", "甲", f"首{value}尾")
    ]


@settings(deadline=None)  # machines that run tests are busy
@given(MARKUP)
def test_no_character_of_a_text_without_markup_signs_is_lost(text: str) -> None:
    plain = "".join(character for character in text if character not in "*_`#|\\-+:")
    assert "".join("".join(printed(plain)).split()) == "".join(plain.split())
