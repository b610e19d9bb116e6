"""The words of the data: instructions of the form left in, brackets of document numbers, characters without a glyph.

In: ``Evidence``. Out: findings at the text that holds them.
"""

from collections.abc import Iterator

from drafter.checks.evidence import Check, Evidence
from drafter.findings import Finding
from drafter.model import DataPath, Record, SelfEvaluation
from drafter.patterns import regex

_RESIDUE = regex(r"…{1,}$|简要概述|（?此处填写|请在此")
_LABEL = regex(r"^(?:指标|目标|问题)\s*\d\s*[:：]")
_BRACKETS = regex(
    r"(?:\d{4})?[【\[［](?:\d{4}|\d{1,3})[】\]］]\s*(?:第\s*)?\d*\s*号|[（(](?:19|20)\d{2}[)）]\s*(?:第\s*)?\d+\s*号"
)
_IDEOGRAPH = regex("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_VALUES = ("指标值", "完成值", "评分标准", "上年完成值")
"""Values are copied from the form, signs and all (≧, ①); other checks read them."""


def residue_of(text: str) -> str:
    """The first line that holds an instruction of the form, "" without one.

    指标1： alone is the form's; before other words it is a number that somebody wrote.
    """
    for line in map(str.strip, text.splitlines()):
        label = _LABEL.match(line)
        if _RESIDUE.search(line) or (label and not line[label.end() :].strip()):
            return line
    return ""


def residue_message(line: str) -> tuple[str, str, str]:
    """What is said of such a line: found, expected, hint."""
    return f"“{line}”像是表格原有的提示语", "应换成填报的内容", "删去或改写"


def bracketed_number(text: str) -> str:
    """The first 文号 of the text with other brackets than 〔 〕, "" without one."""
    match = _BRACKETS.search(text)
    return match.group() if match else ""


def brackets_message(number: str) -> tuple[str, str, str]:
    """What is said of such a number: found, expected, hint."""
    return f"文号“{number}”的括号", "文号应用六角括号〔〕，如〔2020〕2号", "改用〔〕"


def template_residue(evidence: Evidence) -> Iterator[Finding]:
    """An instruction of the form that was not replaced."""
    for path, text in texts(evidence):
        line = residue_of(text)
        if line and not path.endswith(".评分标准"):
            yield evidence.finding("template-residue", path, *residue_message(line))


def bracket_style(evidence: Evidence) -> Iterator[Finding]:
    """文号 with other brackets than 〔 〕."""
    for path, text in texts(evidence):
        if number := bracketed_number(text):
            yield evidence.finding("bracket-style", path, *brackets_message(number))


def rare_character(evidence: Evidence) -> Iterator[Finding]:
    """Characters that 仿宋_GB2312 does not have, in names and texts; once a text."""
    for path, text in texts(evidence):
        rare = dict.fromkeys(char for char in _IDEOGRAPH.findall(text) if not _in_gb2312(char))
        if rare and not path.endswith(_VALUES):
            yield evidence.finding(
                "rare-character",
                path,
                f"“{'”“'.join(rare)}”不在仿宋_GB2312字库中",
                "打印时可能成为方框或另一种字体",
                "核对用字；无误的，这个字改用仿宋、宋体等字库较全的字体",
            )


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def texts(evidence: Evidence) -> Iterator[tuple[DataPath, str]]:
    """The texts of this report with their paths; nested projects are examined on their own."""
    return _texts(evidence.assessment.data, evidence.assessment.path)


_NOT_PRINTED = ("项目", "模板", "报告类型", "核实说明")


def _texts(value: object, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            key = field.alias or name
            inherited = path and key == "单位名称"
            if not (isinstance(value, SelfEvaluation) and (inherited or key in _NOT_PRINTED)):
                yield from _texts(getattr(value, name), path / key)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, path / key)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, path / index)


WORDING: tuple[Check, ...] = (template_residue, bracket_style, rare_character)
"""In the order in which they report."""
