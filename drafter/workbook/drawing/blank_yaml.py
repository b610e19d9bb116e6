"""Empty YAML to fill in: every key with what it means and an example, as comments.

In: an ``EntryForm``. Out: the text of the file. Goals and indicators are there to be filled in; entries of other
lists are comments, to be uncommented where they are wanted, so that nothing empty gets into a report.
"""

from collections.abc import Iterator, Sequence

from drafter.textfile.writing import scalar
from drafter.workbook.drawing.form import EntryForm
from drafter.workbook.drawing.hints import HINTS, Hint
from drafter.workbook.shape import HEAD_KEYS

_TOP = (
    "# {type}绩效数据（{title}）",
    "# 在冒号后面空一格写内容，# 后面是说明，不读入。【要填】的尽量填全（单位名称、年度必须填），其余没有的就空着。",
    "# 要增加一条，照样子把从“- ”起的几行再写一遍，左边对齐。行首是 # 的，用得着时去掉行首的“# ”再改。",
    '# 多行的文字：冒号后面写 |，从下一行起缩进。以 > < = % 等符号开头的值要加引号，如 ">90%"。',
    "# 填完运行：drafter draft 本文件",
)
_COLUMN = 34
"""The column where comments begin, where the line before them is shorter."""

_EVALUATION = ("评价维度", "指标分级")


def blank_yaml(form: EntryForm) -> str:
    """The whole file."""
    lines = [line.format(type=form.report_type, title=form.title) for line in _TOP]
    for key in HINTS[""]:
        if key in ("项目", *_EVALUATION, "经验做法"):
            continue
        lines += _key(key, form)
    if form.is_evaluation:
        for key in (*_EVALUATION, "经验做法"):
            lines += _key(key, form)
    elif form.has_projects:
        lines += _projects()
    return "\n".join(lines) + "\n"


def _key(key: str, form: EntryForm) -> Iterator[str]:
    hint = HINTS[""][key]
    given = {"模板": form.pack, "报告类型": form.report_type}
    if key in HEAD_KEYS and key not in form.head_keys:
        return
    if key == "经验做法":
        yield _line("", key, "", hint)
        yield "#   - 一条经验做法"
        return
    if key not in ("基本情况", *HINTS):
        choices = "、".join(form.ticks.get(key, ()))
        with_choices = Hint(f"{hint.meaning}：{choices}", must=hint.must) if choices else hint
        yield _line("", key, scalar(given.get(key)), with_choices)
        return
    yield _line("", key, "", hint)
    match key:
        case "基本情况":
            yield from (f"  {scalar(heading)}:" for heading in form.headings)
        case "收支情况":
            yield _line("  ", "金额单位", "万元", HINTS[key]["金额单位"])
            for side in ("收入", "支出"):
                yield _line("  ", side, "", HINTS[key][side])
                yield from _commented("    ", f"{key}.{side}", _keys(f"{key}.{side}"))
        case "预算执行":
            for name in _keys(key, "明细"):
                yield _line("  ", name, "万元" if name == "金额单位" else "", _with(HINTS[key][name], name, form))
            yield _line("  ", "明细", "", HINTS[key]["明细"])
            yield from _commented("    ", "预算执行.明细", _keys("预算执行.明细"))
        case "年度目标":
            yield from _goals(form)
        case "领导签批":
            for name in _keys(key):
                yield _line("  ", name, "", HINTS[key][name])
        case "评价维度":
            yield from _entry("  ", key, _keys(key, "扣分"))
            yield _line("    ", "扣分", "", HINTS[key]["扣分"])
            yield from _commented("      ", "评价维度.扣分", _keys("评价维度.扣分"))
        case _:
            yield from _commented("  ", key, _keys(key))


def _goals(form: EntryForm) -> Iterator[str]:
    if form.is_evaluation:
        yield "#   - 名称: 一个年度目标的名称"
        return
    yield from _entry("  ", "年度目标", _keys("年度目标", "一级分值", "指标"))
    points = HINTS["年度目标"]["一级分值"]
    yield f"#     一级分值: {points.example}   # {points.meaning}"
    yield _line("    ", "指标", "", HINTS["年度目标"]["指标"])
    for number, name in enumerate(HINTS["年度目标.指标"]):
        hint = _with(HINTS["年度目标.指标"][name], name, form)
        yield _line("      - " if number == 0 else "        ", name, "", hint)


def _projects() -> Iterator[str]:
    yield _line("", "项目", "", HINTS[""]["项目"])
    yield "#   - 项目名称: 企业人才薪酬补贴"
    yield "#     主管部门: 某区人力资源局"
    yield "#     实施单位: 某区人才服务中心"
    yield "#     预算执行: {全年预算数: 1200.00, 全年执行数: 1100.00, 分值: 20}"
    yield "#     年度目标: []          # 与上面的年度目标一样写"


def _with(hint: Hint, name: str, form: EntryForm) -> Hint:
    """A hint with the choices of the pack and the phrasebank."""
    choices = {
        "原因类别": form.categories,
        "一级指标": tuple(form.levels),
        "二级指标": tuple(dict.fromkeys(name for classes in form.levels.values() for name in classes)),
    }.get(name)
    return Hint(f"{hint.meaning}：{'、'.join(choices)}", must=hint.must) if choices else hint


def _keys(group: str, *without: str) -> list[str]:
    return [key for key in HINTS[group] if key not in without]


def _entry(indent: str, group: str, keys: Sequence[str]) -> Iterator[str]:
    for number, key in enumerate(keys):
        yield _line(f"{indent}{'- ' if number == 0 else '  '}", key, "", HINTS[group][key])


def _commented(indent: str, group: str, keys: Sequence[str]) -> Iterator[str]:
    """An entry with its examples, as comments."""
    for number, key in enumerate(keys):
        hint = HINTS[group][key]
        example = f"[{hint.example}]" if key in ("涉及指标", "针对问题") else hint.example
        value = example.replace("、", ", ") if key == "针对问题" else example
        line = f"# {indent}{'- ' if number == 0 else '  '}{key}: {value}"
        yield f"{line}{' ' * max(_COLUMN - _wide(line), 2)}# {hint.meaning}"


def _line(indent: str, key: str, value: str, hint: Hint) -> str:
    line = f"{indent}{key}:{' ' + value if value else ''}"
    comment = ("【要填】" if hint.must else "") + (hint.meaning if value else hint.with_example)
    return f"{line}{' ' * max(_COLUMN - _wide(line), 2)}# {comment}"


def _wide(text: str) -> int:
    """The width of a line in columns of a terminal, where Chinese characters take two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
