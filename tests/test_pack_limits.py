"""A template cannot loop, grow, run code or read files; a wrong value of a pack is one Chinese line, never a crash."""

import re
import time
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateSyntaxError, Undefined, UndefinedError

from drafter.compose.template import environment
from tests.helpers.examples import ROOT
from tests.helpers.packs import line_of, spoilt

ENGLISH = re.compile(r"[a-z]{4,} [a-z]{2,}")


def told(drafter, data: Path, pack: Path) -> str:
    """The one fault of a draft that must end with exit code 2 and write nothing."""
    out = pack.parent / "out"
    began = time.monotonic()
    ran = drafter("draft", data, "--pack", pack, "-o", out, "--all")
    assert time.monotonic() - began < 5
    assert ran.code == 2, ran.err
    assert ran.out == ""
    assert not out.exists()
    assert "Traceback" not in ran.err
    assert not ENGLISH.search(ran.err), ran.err
    return ran.err


CODE = [
    ("{% for n in [1,2,3] %}甲{% endfor %}", "循环（for）"),
    ("{% for n in range(99999999) %}{% for m in range(9999) %}甲{% endfor %}{% endfor %}", "循环（for）"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "宏（macro）"),
    ("{{ '甲' * 100000000 }}", "运算"),
    ("{{ 10 ** 100000000 }}", "运算"),
    ("{% set a = '甲' %}{% set a = a ~ a %}{{ a }}", "变量（set）"),
    ("{{ 年度 ~ 年度 }}", "拼接（~）"),
    ("{% include '/etc/passwd' %}", "引入别的文件（include）"),
    ("{% include 'pack.yaml' %}", "引入别的文件（include）"),
    ("{% import '../hubei/完整版.md.jinja' as x %}", "引入别的文件（import）"),
    ("{% from 'x' import y %}", "引入别的文件（import）"),
    ("{% extends 'base' %}", "引入别的文件（extends）"),
    ("{% block a %}{% endblock %}", "区块（block）"),
    ("{{ ''.__class__.__mro__ }}", "取属性（.）"),
    ("{{ 年度['x'] }}", "取下标（[ ]）"),
    ("{{ range(9) }}", "函数"),
    ("{{ 年度 if 项目 }}", "行内的 if"),
    ("{{ '%s' | format(年度) }}", "| format"),
    ("{{ 年度 | attr('x') }}", "| attr"),
    ("{% filter upper %}x{% endfilter %}", "过滤"),
    ("{# 说明 #}", "注释（{# #}）"),
    ("甲{#- 说明 -#}乙", "注释（{# #}）"),
    ("{% raw %}{{ 年度 }}{% endraw %}", "原文段（raw）"),
    ("{%- raw -%}甲{%- endraw -%}", "原文段（raw）"),
    ("{% if 1" + "0" * 6_000 + " == 1 %}甲{% endif %}", "一个数太长；最多30位"),
    ("{{ 1" + "_0" * 5_000 + " }}", "一个数太长；最多30位"),
    ("{{ 0.1" + "0" * 6_000 + " }}", "一个数太长；最多30位"),
]


@pytest.mark.parametrize(("text", "word"), CODE, ids=[text[:24] for text, _ in CODE])
def test_a_template_says_text_slots_and_if_only(drafter, data_file, tmp_path: Path, text: str, word: str) -> None:
    pack = spoilt(tmp_path, "摘要版.md.jinja", "{{ 自评得分 }}", f"甲\n{text}")
    line = (pack / "摘要版.md.jinja").read_text(encoding="utf-8").splitlines().index(text) + 1
    message = told(drafter, data_file(), pack)
    assert f"摘要版.md.jinja 第{line}行" in message
    assert word in message
    ran = drafter("packs", "lint", pack)
    assert (ran.code, word in ran.out) == (1, True)


@pytest.mark.parametrize("kind", [ValueError, OverflowError, RecursionError, AssertionError])
def test_whatever_the_engine_raises_is_told_in_chinese(
    drafter, data_file, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def failing(*_: object) -> object:
        raise kind("Exceeds the limit for integer string conversion")

    monkeypatch.setattr(Environment, "parse", failing)
    assert ".md.jinja：模板" in told(drafter, data_file(), spoilt(tmp_path))


def test_a_template_of_headings_only_is_drafted_and_told_by_lint(drafter, data_file, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "摘要版.md.jinja", "", "# 标题\n")
    ran = drafter("draft", data_file(), "--pack", pack, "-o", tmp_path / "out", "--only", "摘要版")
    assert ran.code in (0, 1), ran.err
    assert len(list((tmp_path / "out").glob("*.docx"))) == 1
    assert "“摘要版”的模板只有标题，没有要印的内容" in drafter("packs", "lint", pack).out


WRITTEN = [
    ("{{ 自评得分", "“{{”没有对应的“}}”"),
    ("{% if 项目支出", "“{%”没有对应的“%}”"),
    ("{# 说明", "“{#”没有对应的“#}”"),
    ("{% if 项目支出 %}", "{% if %} 没有对应的 {% endif %}"),
    ("{% endif %}", "前面没有对应的 {% if %}"),
    ("{% 如果 项目支出 %}", "没有 {% 如果 %} 这种语句"),
    ("{{ }}", "花括号里没有写名称"),
    ("{% if %}甲{% endif %}", "花括号里没有写名称"),
    ("{{ 自评得分 项目支出 }}", "多余的或写错的“项目支出”"),
    ("{{ 自评得分，}}", "多余的或写错的“，”"),
    ("{{ 自评得分 } }", "“{{”没有对应的“}}”"),
    ("{{ 自评得分 | }}", "花括号里没有写名称，或写得不全"),
    ("{{ 自评得分 | upper }}", "不能用“| upper”"),
    ("{% else %}", "前面没有对应的 {% if %}"),
    ("{{ (自评得分 }}", "括号没有配对"),
    ("{{ 自评的分 }}", "是否想写“自评得分”"),
    ("### 得分{{ 自评得分 }}", "“自评得分”写在标题里"),
]


@pytest.mark.parametrize(("text", "said"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_a_slip_of_writing_is_told_at_its_line(drafter, data_file, tmp_path: Path, text: str, said: str) -> None:
    pack = spoilt(tmp_path, "摘要版.md.jinja", "{{ 自评得分 }}", text)
    line = line_of(ROOT / "templates" / "hubei" / "摘要版.md.jinja", "{{ 自评得分 }}")
    message = told(drafter, data_file(), pack)
    assert f"摘要版.md.jinja 第{line}行" in message
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "{{ " * 20_000,
        "{{ " + "(" * 50_000 + "年度" + ")" * 50_000 + " }}",
        "{% if " + "not " * 50_000 + "年度 %}甲{% endif %}",
        "{% if " + " and ".join(["年度"] * 20_000) + " %}甲{% endif %}",
        "{% if 年度 %}" * 500 + "甲" + "{% endif %}" * 500,
        "甲" * 100_000,
        "{#" * 100_000,
    ],
    ids=["braces", "parentheses", "not", "and", "if", "size", "comments"],
)
def test_a_huge_template_ends_soon(drafter, data_file, tmp_path: Path, text: str) -> None:
    told(drafter, data_file(), spoilt(tmp_path, "摘要版.md.jinja", "", text))


DEEP = [
    "{% if 年度 %}" * 21 + "甲" + "{% endif %}" * 21,
    "{{ " + "(" * 21 + "年度" + ")" * 21 + " }}",
    "{% if " + "not " * 200 + "年度 %}甲{% endif %}",
]


@pytest.mark.parametrize("text", DEEP, ids=["if", "parentheses", "not"])
def test_depth_is_told_before_the_engine_reads_the_template(
    drafter, data_file, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    parse = Environment.parse

    def bounded(self: Environment, source: str, *more: object) -> object:
        assert text not in source
        return parse(self, source, *more)

    monkeypatch.setattr(Environment, "parse", bounded)
    message = told(drafter, data_file(), spoilt(tmp_path, "摘要版.md.jinja", "{{ 自评得分 }}", text))
    assert "模板套得太深" in message
    assert re.search(r"摘要版\.md\.jinja 第\d+行", message)


@pytest.mark.parametrize("words", ["", "Unbekannter Fehler in Zeile 3", "unknown tag 'x'"])
@pytest.mark.parametrize("text", ["{{ 自评得分，}}", "{% 如果 项目支出 %}", "{{ 自评得分 ! }}", "{% if 年度 %}", "甲"])
def test_a_slip_is_told_whatever_words_the_engine_uses(
    drafter, data_file, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, text: str
) -> None:
    def failing(*_: object) -> object:
        raise TemplateSyntaxError(words, 1)

    monkeypatch.setattr(Environment, "parse", failing)
    pack = spoilt(tmp_path, "摘要版.md.jinja", "{{ 自评得分 }}", text)
    message = told(drafter, data_file(), pack)
    assert "模板写法有误：" in message
    assert words == "" or words not in message


@pytest.mark.parametrize("words", ["", "ist nicht bekannt"])
def test_a_name_without_a_value_is_named_whatever_words_the_engine_uses(words: str) -> None:
    engine = environment()
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr(Undefined, "_undefined_message", property(lambda self: words))
        with pytest.raises(UndefinedError) as caught:
            engine.from_string("{{ 某称谓 }}").render()
    assert getattr(caught.value, "name", "") == "某称谓"


def test_a_template_of_many_names_is_bounded(drafter, data_file, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "摘要版.md.jinja", "", "{{单位名称}}\n" * 3_500)
    message = told(drafter, data_file({"单位名称": "某" * 180}), pack)
    assert "模板写出的文字太长" in message


@pytest.mark.parametrize("name", ["../摘要版.md.jinja", "/etc/passwd", "子/摘要版.md.jinja", "..", "C:摘要版", " "])
def test_a_template_outside_its_pack_is_refused(drafter, data_file, tmp_path: Path, name: str) -> None:
    (tmp_path / "摘要版.md.jinja").write_text("# 甲", encoding="utf-8")
    pack = spoilt(tmp_path, "pack.yaml", "模板: 摘要版.md.jinja", f'模板: "{name}"')
    assert "不是一个文件名" in told(drafter, data_file(), pack)


@pytest.mark.parametrize("file", ["摘要版.md.jinja", "整体自评表.yaml", "pack.yaml"])
def test_a_link_in_a_pack_is_refused(drafter, data_file, tmp_path: Path, file: str) -> None:
    pack = spoilt(tmp_path)
    (pack / file).rename(tmp_path / file)
    (pack / file).symlink_to(tmp_path / file)
    assert f"“{file}”是一个链接" in told(drafter, data_file(), pack)
    assert drafter("packs", "lint", pack).code in (1, 2)


@pytest.mark.parametrize("file", ["整体自评表.yaml", "pack.yaml"])
def test_a_file_of_a_pack_is_bounded(drafter, data_file, tmp_path: Path, file: str) -> None:
    pack = spoilt(tmp_path, file, "", "备注: [" + "甲," * 200_000 + "]")
    assert "文件超过" in told(drafter, data_file(), pack)


def test_a_template_in_another_encoding_is_told(drafter, data_file, tmp_path: Path) -> None:
    pack = spoilt(tmp_path)
    (pack / "摘要版.md.jinja").write_bytes("# 甲乙丙".encode("gb18030"))
    assert "UTF-8" in told(drafter, data_file(), pack)


VALUES = [
    ("执行率偏低线: 90%", "执行率偏低线: x%", "应写成百分数，如 90%"),
    ("执行率偏低线: 90%", "执行率偏低线: NaN%", "应写成百分数，如 90%"),
    ("执行率偏低线: 90%", "执行率偏低线: -5%", "应写成百分数，如 90%"),
    ("执行率偏低线: 90%", "执行率偏低线: 1e999%", "应写成百分数，如 90%"),
    ("满分: 100", "满分: 一百", "应是不小于 0 的数"),
    ("满分: 100", "满分: NaN", "应是不小于 0 的数"),
    ("满分: 100", "满分: 0", "应大于 0"),
    ("预算执行分值: 20", "预算执行分值: 200", "不应大于满分"),
    ("  指标体系:", "  等级: [{名称: 优, 不低于: 900}]\n  指标体系:", "等级“优”的不低于（900）不应大于满分"),
    ("  指标体系:", "  等级: [{名称: 优, 不低于: 高}]\n  指标体系:", "应是不小于 0 的数"),
    ("  指标体系:", "  总分上限: [{执行率低于: 60%, 总分不高于: 690}]\n  指标体系:", "不应大于满分"),
    ("{达成: [80%, 100%]", "{达成: [100%, 80%]", "应从低到高"),
    ("{达成: [80%, 100%]", "{完成: [80%, 100%]", "应为 达成、部分达成、未达成 之一"),
    ("正文列举上限: 10", "正文列举上限: 0", "应大于 0"),
    ("正文列举上限: 10", "正文列举上限: 很多", "应是整数"),
    ("内容: [绩效类别]", "内容: []", "“内容”是空的"),
    ("内容: [绩效类别]", "内容: ", "内容：没有填；这一项必填。请填写内容，如 [分值]"),
    ("内容: [绩效类别]", "内容: ['']", "没有可印的内容"),
    ("宽: 18", "宽: -1", "应大于 0"),
    ("合并: 是", "合并: 对", "应为 是 或 否"),
    ("报告类型: [部门整体, 项目]", "报告类型: [部门]", "应为 部门整体、项目"),
    ("  部门整体:\n    自评对象", "  部门:\n    自评对象", "应为 部门整体、项目"),
    ("  摘要版:\n", "  完整版:\n", "键“完整版”写了两次"),
    ("字体: windows", "字体: 仿宋", "应为 windows、gb 之一"),
    ("    列:\n", "    列: []\n    多:\n", "“列”是空的"),
]


@pytest.mark.parametrize(("old", "new", "said"), VALUES, ids=[new.strip() for _, new, _ in VALUES])
def test_a_wrong_value_is_told(drafter, data_file, tmp_path: Path, old: str, new: str, said: str) -> None:
    pack = spoilt(tmp_path, "pack.yaml", old, new)
    message = told(drafter, data_file(), pack)
    assert said in message
    assert "pack.yaml 第" in message
    assert said in drafter("packs", "lint", pack).out


def test_more_columns_than_word_has_are_told(drafter, data_file, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "    列:\n", "    列:\n" + "      - {标题: 列, 内容: 得分, 宽: 1}\n" * 60)
    assert "最多63条" in told(drafter, data_file(), pack)
    form = spoilt(tmp_path / "b", "整体自评表.yaml", "列宽: [", "列宽: [" + "1," * 63)
    assert "最多63条" in told(drafter, data_file(), form)


def test_a_document_without_contents_is_told(drafter, data_file, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "摘要版.md.jinja", "", "\n")
    assert "“摘要版”没有可印的内容" in told(drafter, data_file(), pack)


@pytest.mark.parametrize("name", ["", "{{ 项目 }}", " /. "])
def test_a_file_name_that_is_empty_is_told(drafter, data_file, tmp_path: Path, name: str) -> None:
    old = '"{{ 年度 }}年度{{ 单位名称 }}{{ 项目 }}{{ 摘要标题 }}（摘要版）"'
    pack = spoilt(tmp_path, "pack.yaml", f"文件名: {old}", f'文件名: "{name}"')
    message = told(drafter, data_file(), pack)
    assert "文件名" in message
    assert "是空的" in message


def test_a_file_name_with_an_unknown_name_is_told_with_its_line(drafter, data_file, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "{{ 摘要标题 }}（摘要版）", "{{ 摘要标提 }}（摘要版）")
    message = told(drafter, data_file(), pack)
    assert "pack.yaml 第" in message
    assert "是否想写“摘要标题”" in message


def test_a_word_that_only_another_kind_of_report_has_is_told(drafter, data_file, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "    摘要标题: 整体绩效自评结果\n", "")
    assert "“摘要标题”在这种报告里没有" in told(drafter, data_file(), pack)


def test_rows_repeated_inside_their_own_repetition_are_refused(drafter, data_file, tmp_path: Path) -> None:
    inside = "列宽: [1]\n行:\n  - 每个: 指标\n    行:\n      - 每个: 指标\n        格: [{内容: 得分}]\n"
    pack = spoilt(tmp_path, "整体自评表.yaml", "", inside)
    assert "同一种重复只能写一层" in told(drafter, data_file(), pack)


def test_a_form_of_too_many_rows_is_told(drafter, data_file, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.compose.forms.drawing.MOST_ROWS", 5)
    assert "超过5行；最多5行" in told(drafter, data_file(), spoilt(tmp_path))
