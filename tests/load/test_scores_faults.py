"""Every fault of a scores file is told in Chinese, with its place."""

from pathlib import Path

import pytest

from drafter.findings import InputError
from drafter.load import load
from drafter.load.scores import with_scores
from tests.helpers.score_files import DATA, scored


def faults_of(folder: Path, text: str | bytes, name: str = "得分.yaml", data: str = DATA) -> list[str]:
    """The fault lines of a scores file, its folder left out."""
    with pytest.raises(InputError) as caught:
        scored(folder, text, name, data)
    lines = [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]
    assert all("\n" not in line for line in lines)
    return lines


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('{"得分": {"兑现人数": 1}}', "请写在方括号里，各条之间用逗号"),
        ('{"得分": 3}', "请写在方括号里，各条之间用逗号"),
        ('["兑现人数：15"]', "请写在方括号里，各条之间用逗号"),
        ('{"等级": ["良"]}', "请改成一段带引号的文字，或一个数"),
        ('{"得分": [{"三级指标": {"甲": 1}, "得分": 1}]}', "请改成一段带引号的文字，或一个数"),
    ],
)
def test_the_advice_for_a_json_file_is_in_json(tmp_path: Path, text: str, hint: str) -> None:
    lines = faults_of(tmp_path, text, "得分.json")
    assert any(hint in line for line in lines), lines
    assert not any(word in line for line in lines for word in ("短横", "“- ", "起头", "缩进")), lines


# What stands in the scores file; the place and the message of the one line that is told about it.
BROKEN = [
    # names that lead nowhere
    (
        "- {三级指标: 兑现人次, 得分: 1}",
        "第1行 [1]·三级指标",
        "没有名为“兑现人次”的指标；最接近的是“兑现人数”。请改正三级指标的名称，或删去这一行。",
    ),
    (
        "- {三级指标: 完全不同, 得分: 1}",
        "第1行 [1]·三级指标",
        "没有名为“完全不同”的指标；数据文件里有“兑现人数”、“服务对象满意度”、“QQ群人数（人）”、“场次”。请改正三级指标的名称，或删去这一行。",
    ),
    (
        "- {三级指标: 兑现人数, 年度目标: 人材补贴, 得分: 1}",
        "第1行 [1]·年度目标",
        "没有名为“人材补贴”的年度目标；最接近的是“人才补贴”。请改正年度目标。",
    ),
    (
        "- {三级指标: 兑现人数, 年度目标: 人才培训, 得分: 1}",
        "第1行 [1]·年度目标",
        "年度目标“人才培训”里没有“兑现人数”；它在年度目标“人才补贴”里。请改正年度目标。",
    ),
    (
        "- {项目名称: 微服务, 总分: 1}",
        "第1行 [1]·项目名称",
        "没有名为“微服务”的项目；最接近的是“微服务小程序”。请改正项目名称。",
    ),
    (
        "- {三级指标: 故障率, 得分: 1}",
        "第1行 [1]·三级指标",
        "没有名为“故障率”的指标；它在项目“微服务小程序”里。请填写项目名称。",
    ),
    (
        "- {项目名称: 金山人才, 三级指标: 故障率, 得分: 1}",
        "第1行 [1]·三级指标",
        "项目“金山人才”里没有名为“故障率”的指标；它在项目“微服务小程序”里。请改正项目名称。",
    ),
    (
        "- {项目名称: 金山人才, 三级指标: 兑现人数, 得分: 1}",
        "第1行 [1]·三级指标",
        "项目“金山人才”里没有名为“兑现人数”的指标；它在本单位的指标里。请把项目名称留空。",
    ),
    # names that lead to several
    (
        "- {三级指标: 服务对象满意度, 得分: 1}",
        "第1行 [1]·三级指标",
        "“服务对象满意度”在2个年度目标里都有：“人才补贴”、“人才培训”；要写明是哪一个目标的。请填写年度目标。",
    ),
    (
        "- {项目名称: 微服务小程序, 三级指标: 响应时间, 得分: 1}",
        "第1行 [1]·三级指标",
        "“响应时间”在2个年度目标里都有：“第1个目标”、“第2个目标”；要写明是哪一个目标的。请填写年度目标。",
    ),
    (
        "- {三级指标: 场次, 得分: 1}",
        "第1行 [1]·三级指标",
        "年度目标“人才培训”里叫“场次”的指标有2个；得分要能对上一个指标。请先在数据文件里把重名的指标或目标分开。",
    ),
    # keys and values
    (
        "- {三级指标: 兑现人数, 得份: 1}",
        "第1行 [1]·得份",
        "没有“得份”这个键；最接近的是“得分”。请改成“得分”，或删去。",
    ),
    (
        "- {指标值: 5, 三级指标: 兑现人数, 得分: 1}",
        "第1行 [1]·指标值",
        "没有“指标值”这个键；这里可以写项目名称、年度目标、三级指标、得分、预算执行得分、总分、等级。请改正或删去。",
    ),
    ("总份: 5", "第1行 总份", "没有“总份”这个键；最接近的是“总分”。请改成“总分”，或删去。"),
    (
        "三级指标: 兑现人数\n得分: []",
        "第1行 三级指标",
        "这里没有“三级指标”这个键；它属于得分。请核对缩进，或移到那里。",
    ),
    ("得分: 5", "第1行 得分", "现在是“5”；这里应是一个列表。请另起一行，每条以短横“- ”开头。"),
    (
        "- 兑现人数 27",
        "第1行 [1]",
        "现在是“兑现人数 27”；这里应是一组“键: 值”。请改成“- 三级指标: 兑现人数”起头、下一行写得分的样子。",
    ),
    (
        "- {三级指标: 兑现人数, 得分: 优}",
        "第1行 [1]·得分",
        "现在是“优”，不能当作数读；这里应是一个数，如 20 或 18.34。请改成数字；还没有数就留空。",
    ),
    (
        "- {三级指标: [兑现人数], 得分: 1}",
        "第1行 [1]·三级指标",
        "现在是一个列表（1条）；这里应是一段文字或一个数。请把内容写在冒号后面，多行文字用 | 起头。",
    ),
    ("- {得分: 1}", "第1行 [1]", "没有填“三级指标”；得分要写明是哪个指标的。请补上三级指标。"),
    (
        "- {项目名称: 金山人才}",
        "第1行 [1]",
        "这一条只有项目名称；应有三级指标和得分，或预算执行得分、总分、等级。请补上，或删去。",
    ),
    (
        "- {三级指标: 兑现人数, 得分: 1, 总分: 5}",
        "第1行 [1]",
        "同一条里既有“三级指标”，又有“总分”；指标的得分和总分、等级要分开写。请把“总分”另写一条。",
    ),
    # written twice
    (
        "- {三级指标: 兑现人数, 得分: 1}\n- {三级指标: 兑现人数, 年度目标: 人才补贴, 得分: 1}",
        "第2行 [2]·得分",
        "“兑现人数”的得分写了两次（第一次在第1行）；每个得分只能写一次。请删去一处。",
    ),
    (
        "总分: 5\n得分:\n  - 总分: 6",
        "第3行 得分[1]·总分",
        "总分写了两次（第一次在第1行）；每个得分只能写一次。请删去一处。",
    ),
    (
        "- {项目名称: 金山人才, 等级: 良}\n- {项目名称: 金山人才, 等级: 优}",
        "第2行 [2]·等级",
        "项目“金山人才”的等级写了两次（第一次在第1行）；每个得分只能写一次。请删去一处。",
    ),
    (
        "总分: 5\n总分: 6",
        "第2行第1列 总分",
        "键“总分”写了两次（第一次在第1行）；同一组里每个键只能写一次。请删去一处，或合并成一处。",
    ),
    # the file as a whole
    ("", "", "文件是空的；应是得分的列表，每条写三级指标和得分。请核对是否保存过，或选错了文件。"),
    ("# 无", "", "文件里没有内容；应是得分的列表，每条写三级指标和得分。请填写，或选别的文件。"),
    ("85.84", "", "整个文件是“85.84”；应是得分的列表，每条写三级指标和得分。请核对内容，或选别的文件。"),
    ("[]", "", "文件里没有一个得分；应是得分的列表，每条写三级指标和得分。请填写得分，或选别的文件。"),
    ("- 得分: 'x", "第1行第7列", "引号没有收尾；引号要成对。请补上后一个引号。"),
]


@pytest.mark.parametrize(("text", "where", "message"), BROKEN)
def test_a_fault_is_one_chinese_line_in_four_parts(tmp_path: Path, text: str, where: str, message: str) -> None:
    assert faults_of(tmp_path, text) == [f"得分.yaml {where}".strip() + f"：{message}"]


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """\
得分:
  - {三级指标: 兑现人次, 得分: 1}
  - {三级指标: 兑现人数, 得分: 多}
  - {项目名称: 银山人才, 分数: 3, 总分: 1}
  - {三级指标: 故障率, 得分: 多}
总分: 多
等级: &a 良
"""
    lines = faults_of(tmp_path, text)
    assert [line.split("：")[0] for line in lines] == [
        "得分.yaml 第2行 得分[1]·三级指标",
        "得分.yaml 第3行 得分[2]·得分",
        "得分.yaml 第4行 得分[3]·分数",
        "得分.yaml 第4行 得分[3]·项目名称",
        "得分.yaml 第5行 得分[4]·得分",
        "得分.yaml 第5行 得分[4]·三级指标",
        "得分.yaml 第6行 总分",
        "得分.yaml 第7行第5列 等级",
    ]


def test_two_projects_or_goals_of_one_name_cannot_be_told_apart(tmp_path: Path) -> None:
    data = DATA.replace("金山人才", "微服务小程序").replace("人才培训", "人才补贴")
    (line,) = faults_of(tmp_path, "- {项目名称: 微服务小程序, 总分: 1}", data=data)
    assert "有2个项目都叫“微服务小程序”；得分要能对上一个项目。请先在数据文件里把项目名称分开。" in line
    (line,) = faults_of(tmp_path, "- {三级指标: 服务对象满意度, 年度目标: 人才补贴, 得分: 1}", data=data)
    assert "年度目标“人才补贴”里叫“服务对象满意度”的指标有2个；得分要能对上一个指标。" in line


def test_a_data_file_without_projects_goals_or_indicators_says_so(tmp_path: Path) -> None:
    data = "单位名称: 甲\n年度: 2020\n预算执行: {全年预算数: 1}\n"
    (line,) = faults_of(tmp_path, "- {项目名称: 乙, 总分: 1}", data=data)
    assert "没有名为“乙”的项目；数据文件里没有带名称的项目。请把项目名称留空。" in line
    (line,) = faults_of(tmp_path, "- {三级指标: 乙, 得分: 1}", data=data)
    assert "没有名为“乙”的指标；数据文件里没有指标。" in line
    (line,) = faults_of(tmp_path, "- {三级指标: 乙, 年度目标: 丙, 得分: 1}", data=data)
    assert "没有名为“丙”的年度目标；数据文件里没有年度目标。" in line


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    (line,) = faults_of(tmp_path, b"PK\x03\x04", "得分.xlsx")
    assert line.startswith("得分.xlsx：是损坏的压缩包")
    (line,) = faults_of(tmp_path, "三级指标,得分\n", "得分.csv")
    assert line.startswith("得分.csv：这是表格文本（CSV）；这一版读 .yaml、.json 和 .xlsx 文件。")
    with pytest.raises(InputError, match=r"没有这个文件"):
        with_scores(load(tmp_path / "数据.yaml"), tmp_path / "没有.yaml")


def test_a_file_with_very_many_faults_is_told_in_part(tmp_path: Path) -> None:
    lines = faults_of(tmp_path, "- {三级指标: 兑现人次, 得分: 1}\n" * 3000)
    assert len(lines) == 201
    assert (
        lines[-1] == "得分.yaml 第201行 [201]：前面已有200处不对，以下没有再核对；各项都要能读。请先改正上面这些再试。"
    )
