"""How shortfalls are put together and worded: one reason, one paragraph; a change touches only what it names."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml

from drafter.blocks import Statement
from drafter.commands.understand import phrasebank, understand
from drafter.narrate import Narrative, narrate
from drafter.narrate.wording import goals_named, quoted, spoken
from drafter.phrasebank import Phrasebank
from drafter.values import read_value
from tests.helpers.examples import EXAMPLES, ROOT, SUMMARY_2020
from tests.helpers.small_report import indicator, small_report

BANK = phrasebank()
EXAMPLE_FILES = sorted(EXAMPLES.glob("*.yaml"))


def narrated(path: Path) -> Narrative:
    found = understand(path)
    return narrate(found.assessment, found.pack, BANK, found.loaded.places.of)


def tree_of(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture
def told(tmp_path: Path) -> Callable[[dict[str, Any]], Narrative]:
    def write(report: dict[str, Any]) -> Narrative:
        path = tmp_path / "数据.yaml"
        path.write_text(yaml.safe_dump(report, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return narrated(path)

    return write


def paragraphs(narrative: Narrative, slot: str) -> list[str]:
    return ["".join(s.text for s in passage) for passage in narrative[slot]]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("≥95%", "不低于95%"), (">=2", "不少于2"), ("≧90%", "不低于90%"), ("≤8%", "不超过8%"), (">50%", "高于50%"),
        (">2000人", "超过2000人"), ("=100%", "100%"), ("60 家", "60家"), ("不超过 4期/年", "不超过4期/年"),
        ("2020年底前", "2020年底前"), ("有所提升", "“有所提升”"),
        ("1、甲：8人次\n2、乙：4人次", "1、甲：8人次；2、乙：4人次"),
    ],
)  # fmt: skip
def test_a_sign_becomes_a_word_and_no_figure_changes(target: str, words: str) -> None:
    assert spoken(read_value(target), target) == words


@pytest.mark.parametrize(
    ("names", "listed"),
    [(["甲"], "“甲”"), (["甲", "乙"], "“甲”“乙”2项指标"), (list("甲乙丙"), "“甲”“乙”“丙”3项指标"),
     (list("甲乙丙丁"), "“甲”“乙”“丙”等4项指标")],
)  # fmt: skip
def test_names_are_listed_in_chinese_manner(names: list[str], listed: str) -> None:
    assert quoted(names, "指标") == listed


def test_goals_are_counted_with_a_measure_word() -> None:
    assert goals_named(["甲"]) == "“甲”年度目标"
    assert goals_named(["甲", "乙"]) == "“甲”“乙”两个年度目标"
    assert goals_named(list("甲乙丙丁戊")) == "“甲”“乙”“丙”等五个年度目标"


def without_problems(path: Path) -> dict[str, Any]:
    tree = tree_of(path)
    tree.pop("存在问题", None)
    tree.pop("改进措施", None)
    return tree


def test_two_goals_that_were_not_carried_out_are_one_paragraph_and_the_late_payment_another(told) -> None:
    narrative = told(without_problems(SUMMARY_2020))
    first, second, third = paragraphs(narrative, "存在的问题")
    assert "91.71%" in third
    assert "“企业家和高端人才培训”“开展企业、人才政策和服务宣传”两个年度目标" in first
    assert "8项指标" in first
    assert "共失10分" in first
    assert "企业家专题培训班" in first
    assert "“非必须，不举办”" in first
    assert "“兑现时间”" in second
    assert "2.50分" in second
    assert "申报材料不全" in second
    measures = paragraphs(narrative, "改进措施")
    assert len(measures) == 2
    assert "两个年度目标未开展的问题" in measures[0]
    assert "应急预案" in measures[0]
    assert "“兑现时间”" in measures[1]
    assert "申报材料清单" in measures[1]
    assert all(text.endswith("（建议，请核实）") for text in measures)


def group(*rows: dict[str, Any]) -> dict[str, Any]:
    report = deepcopy(small_report())
    report["存在问题"], report["改进措施"] = [], []
    report["预算执行"] = {"全年预算数": "100.00", "全年执行数": "100.00", "分值": "20"}
    report["年度目标"] = [{"名称": "促进就业", "分值": "80", "指标": list(rows)}]
    return report


def missed(name: str, reason: str | None, **more: str) -> dict[str, Any]:
    return indicator("产出指标", "数量指标", name, "100个", "80个", "20", "16", 偏差原因=reason, **more)


def test_rows_of_one_reason_are_told_together_with_the_reason_once(told) -> None:
    narrative = told(group(missed("甲", "材料返工"), missed("乙", "人手不足"), missed("丙", "主要原因是材料返工。")))
    one, other = paragraphs(narrative, "存在的问题")
    assert "“甲”“丙”2项指标" in one
    assert "8分" in one
    assert one.count("材料返工") == 1
    assert "“甲”目标100个，实际完成80个" in one
    assert "“丙”目标100个，实际完成80个" in one
    assert "“乙”" in other
    assert "人手不足" in other


def test_rows_without_a_reason_are_not_told_together(told) -> None:
    narrative = told(group(missed("甲", None), missed("乙", None)))
    assert len(paragraphs(narrative, "存在的问题")) == 2


def test_points_lost_though_met_are_one_paragraph_that_asks_for_the_basis(told) -> None:
    rows = [indicator("产出指标", "数量指标", name, "100个", "100个", "20", "18") for name in "甲乙"]
    (text,) = paragraphs(told(group(*rows)), "存在的问题")
    assert "“甲”“乙”2项指标" in text
    assert text.count("【待补充：扣分依据】") == 1
    assert "4分" in text


def test_a_given_measure_is_printed_and_no_suggestion_with_it(told) -> None:
    narrative = told(group(missed("甲", "材料返工", 原因类别="申报审核", 改进措施="提前复核")))
    assert paragraphs(narrative, "改进措施") == ["提前复核。"]


def test_without_a_category_a_measure_is_a_gap(told) -> None:
    (text,) = paragraphs(told(group(missed("甲", "材料返工"))), "改进措施")
    assert "“甲”未达标的问题" in text
    assert text.endswith("【待补充：改进措施】。")


def test_measures_follow_the_problems_that_they_answer(told) -> None:
    report = group(missed("甲", "材料返工"), missed("乙", "人手不足"), missed("丙", "设备老化"))
    report["存在问题"] = [
        {"编号": "1", "问题": "甲没有完成", "涉及指标": ["甲"]},
        {"编号": "2", "问题": "乙没有完成", "涉及指标": ["乙"]},
        {"编号": "3", "问题": "丙没有完成", "涉及指标": ["丙"]},
    ]
    report["改进措施"] = [{"措施": "措施丙", "针对问题": ["3"]}, {"措施": "措施甲乙", "针对问题": ["1", "2"]}]
    first, second, third = paragraphs(told(report), "改进措施")
    assert (first, third) == ("措施甲乙。", "措施丙。")
    assert second == "第1项措施同样针对“乙没有完成”。"


def test_a_reason_given_on_the_row_is_told_with_her_problem(told) -> None:
    report = group(missed("甲", "材料返工"))
    report["存在问题"] = [{"编号": "1", "问题": "甲没有完成", "涉及指标": ["甲"]}]
    (text,) = paragraphs(told(report), "存在的问题")
    assert "材料返工" in text
    assert "待补充" not in text


def test_execution_that_lost_the_most_comes_first_and_names_its_largest_part(told) -> None:
    report = group(missed("甲", "材料返工"))
    report["预算执行"] = {
        "全年预算数": "100", "全年执行数": "40", "分值": "20", "偏差原因": "配套政策年内未出台",
        "原因类别": "政策未出台",
        "明细": [
            {"名称": "当年财政拨款", "全年预算数": "60", "全年执行数": "40"},
            {"名称": "上年结转资金", "全年预算数": "40", "全年执行数": "0"},
        ],
    }  # fmt: skip
    narrative = told(report)
    first = paragraphs(narrative, "存在的问题")[0]
    assert "40.00%" in first
    assert "上年结转资金" in first
    assert "66.67%" in first
    assert "配套政策年内未出台" in first
    assert "上年结转资金40.00万元" in first
    assert "预算执行率偏低的问题" in paragraphs(narrative, "改进措施")[0]
    assert (
        "按资金来源看，当年财政拨款全年预算数60.00万元，全年执行数40.00万元，执行率66.67%"
        in (paragraphs(narrative, "资金构成")[0])
    )


def test_completed_rows_tell_last_year_and_what_is_above_the_target(told) -> None:
    rows = [
        indicator("产出指标", "数量指标", "服务企业", "300家", "300家", "20", "20", 上年完成值="220家"),
        indicator("产出指标", "质量指标", "兑现率", "≥95%", "97.30%", "20", "20"),
    ]
    (text,) = paragraphs(told(group(*rows)), "完成的目标")
    assert "比上年增加80家，增长36.36%" in text
    assert "高于目标2.3个百分点" in text


def test_more_completed_rows_than_the_limit_are_left_to_the_table(told) -> None:
    rows = [indicator("产出指标", "数量指标", f"事项{n}", "1件", "1件", str(n), str(n)) for n in range(1, 13)]
    (text,) = paragraphs(told(group(*rows)), "完成的目标")
    assert "其余2项完成情况见附表" in text
    assert "“事项12”" in text
    assert "“事项1”" not in text


def rows_of(tree: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of a data file with the name of the project that it stands in."""
    for goal in tree.get("年度目标") or []:
        for row in goal.get("指标") or []:
            yield "", row
    for project in tree.get("项目") or []:
        for goal in project.get("年度目标") or []:
            for row in goal.get("指标") or []:
                yield project["项目名称"], row


def _changed(row: dict[str, Any]) -> bool:
    """Makes another figure of the row's score or actual; nothing where it has none."""
    score = row.get("得分") or ""
    if re.fullmatch(r"[\d.]+", score):
        row["得分"] = str(max(0, float(score) - 1)) if float(score) >= 1 else "1"
        return True
    return False


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_another_figure_changes_only_what_names_it_and_the_sums(path: Path, told) -> None:
    before = told(tree_of(path))
    plain = {s.id: s for s in before.statements}
    count = sum(1 for _ in rows_of(tree_of(path)))
    for number in range(0, count, max(1, count // 12)):
        tree = tree_of(path)
        project, row = list(rows_of(tree))[number]
        if not _changed(row):
            continue
        for statement in told(tree).statements:
            old = plain.get(statement.id)
            if old is None or old.text.rstrip("。；") == statement.text.rstrip("。；"):
                continue
            assert _may_change(statement, row["三级指标"], project) or _may_change(old, row["三级指标"], project), (
                row["三级指标"],
                old.text,
                statement.text,
            )


SUMS = ("output/", "score/", "analysis/", "completed/", "incomplete/", "summary", "measure/unneeded", "problem/none")


def _may_change(statement: Statement, name: str, project: str) -> bool:
    own = statement.id.split("].", 1)[-1] if project else statement.id
    of_the_cluster = f"/{name}" in statement.id
    return (
        name in statement.text
        or of_the_cluster
        or own.startswith(SUMS)
        or statement.rule.startswith("shortfall.group")
        or "共失" in statement.text
    )


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_neighbours_in_the_data_do_not_share_a_pattern(path: Path) -> None:
    narrative = narrated(path)
    for slot in ("项目支出", "目标得分", "完成的目标"):
        leads = [(p[0].rule, p[0].wording) for p in narrative[slot] if len(BANK_WORDINGS[p[0].rule]) > 1]
        assert all(one != other for one, other in pairwise(leads)), (slot, leads)


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_paragraphs_side_by_side_are_not_made_alike(path: Path, told) -> None:
    """The fact, the cause and the measure have wordings of their own: two paragraphs seldom share them all."""
    for tree in (tree_of(path), without_problems(path)):
        narrative = told(tree)
        for slot in ("存在的问题", "项目支出"):
            made = [tuple((s.rule, s.wording) for s in p) for p in narrative[slot] if len(p) > 1]
            assert all(one != other for one, other in pairwise(made)), (slot, made)


BANK_WORDINGS = {phrase.id: phrase.say for phrase in BANK.phrases}


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_no_pattern_is_used_three_times_for_problems_and_measures(path: Path, told) -> None:
    for tree in (tree_of(path), without_problems(path)):
        narrative = told(tree)
        for slot in ("存在的问题", "改进措施"):
            used = [(s.rule, s.wording) for p in narrative[slot] for s in p if len(BANK_WORDINGS[s.rule]) > 1]
            assert all(used.count(pattern) < 3 for pattern in used), (slot, used)


ANY_OBJECT = re.compile("进一步加强(?=[。，；])|不断提升(?=[。，；])|切实做好(?=[。，；])|由于种种原因|圆满完成")


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_no_sentence_of_ours_is_empty(path: Path) -> None:
    assert not [s.text for s in narrated(path).statements if ANY_OBJECT.search(s.text)]


def _awkward(graded: Path) -> Iterator[dict[str, Any]]:
    """Reports that between them bring up everything there is to say."""
    yield small_report()
    yield {**small_report(), "预算执行": {"全年预算数": "0", "全年执行数": "0", "分值": "20"}, "上年度结果应用": None}
    bare = group(missed("甲", "材料返工"))
    yield bare
    yield {**bare, "存在问题": [{"编号": "1", "问题": "资金拨付慢"}]}
    kinds = [
        ("数量指标", "100个", "未开展"), ("数量指标", "100个", "300个"), ("质量指标", "100%", "90%"),
        ("时效指标", "2020年6月30日前", "2020年8月1日"), ("社会效益指标", "有所提升", "部分达成"),
        ("服务对象满意度指标", "≥90%", "80%"), ("经济成本指标", "≤10万元", "12万元"), ("数量指标", "100个", "100个"),
        ("数量指标", "有所增加", "无"), ("数量指标", "100￥", "80"),
    ]  # fmt: skip
    rows = [
        indicator("产出指标", level2, f"事项{number}", target, actual, "5", "5" if actual == "300个" else "3")
        for number, (level2, target, actual) in enumerate(kinds)
    ]
    rows.append(indicator("产出指标", "数量指标", "开放题", "有所增加", "", "0", "0"))
    yield group(*rows)
    yield group(
        missed("甲", "一", 原因类别="不可抗力", 完成值="未开展"),
        missed("乙", "二", 原因类别="不可抗力", 完成值="未开展"),
    )
    many = [missed(f"事项{number}", "材料返工") for number in range(12)]
    yield group(*many)
    full = group(*[{**row, "完成值": "100个", "得分": "20", "偏差原因": None} for row in many[:4]])
    yield {**full, "总分": "100"}
    yield group(*[{**row, "完成值": "100个", "得分": "20", "偏差原因": None} for row in many])
    yield group(*[missed(name, "扣分", 指标值="不超过合同金额", 完成值="10.5") for name in ("甲", "乙")])
    answered = group(missed("甲", "一"), missed("乙", "二"))
    answered["存在问题"] = [{"编号": "1", "问题": "甲"}, {"编号": "2", "问题": "乙"}]
    answered["改进措施"] = [{"措施": "做", "针对问题": ["1", "2"]}]
    yield answered
    yield {**small_report(), "模板": str(graded)}
    yield tree_of(EXAMPLES / "2020年石峰区人力资源和社会保障局.yaml")
    open_ = group(missed("甲", "一", 完成值="", 得分=""))
    project = {**group(missed("甲", "一", 改进措施="做")), "报告类型": "项目", "项目名称": "补助"}
    yield group(missed("甲", "一", 上年完成值="70个"))
    yield {**open_, "项目": [{key: value for key, value in project.items() if key not in ("模板", "单位名称", "年度")}]}
    funded = group(missed("甲", "一"))
    parts = [{"名称": name, "全年预算数": "50", "全年执行数": spent} for name, spent in (("甲款", "0"), ("乙款", "50"))]
    yield {**funded, "预算执行": {"全年预算数": "100", "全年执行数": "50", "分值": "20", "明细": parts}}
    yield {"报告类型": "财政评价", "单位名称": "甲", "年度": "2021", "评价维度": [{"分值": "100", "得分": "90"}]}
    yield {**small_report(), "评价依据": "《通知》", "领导签批": {"姓名": "张某", "意见": "同意"}}


def test_every_topic_is_spoken_of_and_no_phrase_waits_for_a_fact_that_never_comes(told, monkeypatch, tmp_path) -> None:
    graded = tmp_path / "评等级"
    copytree(ROOT / "templates" / "hubei", graded)
    pack = graded / "pack.yaml"
    pack.write_text(
        pack.read_text(encoding="utf-8").replace("  超额说明线", "  等级: [{名称: 优, 不低于: 90}]\n  超额说明线")
    )
    asked: dict[str, set[str]] = {}
    say = Phrasebank.say

    def listen(self: Phrasebank, topic: str, facts: Any, **more: Any) -> Statement:
        given = list(facts)
        asked.setdefault(topic, set()).update(fact.name for fact in given)
        return say(self, topic, given, **more)

    monkeypatch.setattr(Phrasebank, "say", listen)
    for report in (*_awkward(graded), *(tree_of(path) for path in EXAMPLE_FILES)):
        told(report)
    assert sorted(set(BANK.topics) - set(asked)) == []
    for topic, phrases in BANK.topics.items():
        for phrase in phrases:
            unknown = {*phrase.slots, *phrase.when} - asked[topic] - set(phrase.needs)
            assert not unknown, (phrase.id, unknown)


def test_every_project_has_its_summary_in_the_accounts_also_one_without_indicators(told) -> None:
    tree = tree_of(EXAMPLES / "2023年东西湖区企业和人才服务中心.yaml")
    money = {"金额单位": "万元", "全年预算数": "75", "全年执行数": "52.7", "执行率": "70.3%", "分值": "20"}
    tree["项目"].append({"项目名称": "综合业务", "预算执行": money})
    texts = paragraphs(told(tree), "项目综述")
    assert len(texts) == 9
    named = [project["项目名称"] for project in tree["项目"]]
    assert all(f"“{name}" in text and "绩效自评综述" in text for name, text in zip(named, texts, strict=True))
    assert "项目全年预算数为75.00万元，执行数为52.70万元，完成预算的70.30%" in texts[8]
    assert "全年预算数为1850.00万元，执行数为0.00万元，完成预算的0.00%" in texts[1]


def test_the_loss_of_a_group_is_told_with_the_first_row_that_her_problems_leave_untold(told) -> None:
    rows = [missed(name, reason) for name, reason in (("甲", "一"), ("乙", "二"))]
    for row in rows:
        row.update({"分值": "", "得分": "16"})
    report = group(*rows)
    report["年度目标"][0]["一级分值"] = {"产出指标": "80"}
    report["存在问题"] = [{"编号": "1", "问题": "甲没有完成", "涉及指标": ["甲"]}]
    report["改进措施"] = [{"措施": "做", "针对问题": ["1"]}]
    hers, ours = paragraphs(told(report), "存在的问题")
    assert "48分" not in hers
    assert "“乙”" in ours
    assert "失48分" in ours


@pytest.mark.parametrize(
    ("first", "planned", "words"),
    [("100", "100", "100.00万元，决算"), ("80", "100", "100.00万元，比年初预算80.00万元追加20.00万元、增长25.00%，"),
     ("125", "100", "100.00万元，比年初预算125.00万元调减25.00万元、下降20.00%，"),
     ("0", "100", "100.00万元，比年初预算0.00万元追加100.00万元，"),
     ("80", None, "【待补充：全年预算数】万元（年初预算80.00万元），")],
)  # fmt: skip
def test_the_budget_of_the_year_is_compared_with_the_first_one_where_they_differ(told, first, planned, words) -> None:
    report = small_report()
    report["预算执行"] |= {"年初预算数": first, "全年预算数": planned}
    (text,) = paragraphs(told(report), "预算执行")
    assert words in text
