"""Scores in a file of their own: whose place they take."""

import json
import re
from pathlib import Path

from drafter.load import load
from drafter.load.scores import SCORE_KEYS
from tests.helpers.examples import ROOT
from tests.helpers.score_files import DATA, ROWS, scored


def test_scores_take_the_place_of_those_of_the_data_file(tmp_path: Path) -> None:
    data = scored(tmp_path, ROWS).data
    first, second = data.goals
    assert [str(row.score) for row in first.indicators] == ["26.50", "10"]
    assert [str(row.score) for row in second.indicators] == ["19", "9", "None", "None"]
    assert (str(data.execution.score), str(data.total), data.grade) == ("17.5", "82", "中")
    service, talents = data.projects
    assert [str(row.score) for goal in service.goals for row in goal.indicators] == ["40", "30", "1"]
    assert (str(service.execution.score), str(service.total), service.grade) == ("19", "89", "良")
    assert str(talents.goals[0].indicators[0].score) == "1"
    assert str(talents.total) == "20"


def test_everything_else_stays_as_it_was(tmp_path: Path) -> None:
    loaded = scored(tmp_path, "总分: 85\n等级: 良\n")
    assert loaded.data == load(tmp_path / "数据.yaml").data
    assert loaded.path == tmp_path / "数据.yaml"
    assert loaded.notes == ()


def test_places_of_the_scores_lie_in_the_scores_file_and_all_others_where_they_were(tmp_path: Path) -> None:
    places = scored(tmp_path, ROWS).places
    scores = str(tmp_path / "得分.yaml")

    def told(path: str) -> tuple[str, int | None, str]:
        place = places.of(path)
        return place.file, place.line, place.path

    assert told("年度目标[0].指标[0].得分") == (scores, 1, "[0].得分")
    assert told("年度目标[1].指标[0].得分") == (scores, 4, "[2].得分")
    assert told("预算执行.得分") == (scores, 5, "[3].预算执行得分")
    assert told("项目[0].年度目标[1].指标[0].得分") == (scores, 6, "[4].得分")
    assert told("项目[0].等级") == (scores, 7, "[5].等级")
    data = str(tmp_path / "数据.yaml")
    assert told("年度目标[0].指标[0].分值") == (data, 7, "年度目标[0].指标[0].分值")
    assert told("年度目标[0].指标[1].得分") == (data, 8, "年度目标[0].指标[1].得分")
    assert told("项目[1].总分") == (data, 24, "项目[1].总分")


def test_a_file_may_have_keys_of_its_own_above_the_rows(tmp_path: Path) -> None:
    loaded = scored(tmp_path, "总分: 80\n预算执行得分: 18\n得分:\n  - 三级指标: 兑现人数\n    得分: 25\n")
    assert str(loaded.data.total) == "80"
    assert str(loaded.data.goals[0].indicators[0].score) == "25"
    assert loaded.places.of("年度目标[0].指标[0].得分").path == "得分[0].得分"
    assert loaded.places.of("总分").line == 1


def test_json_is_read_as_well_and_keeps_the_figure_as_written(tmp_path: Path) -> None:
    rows = [{"项目名称": None, "三级指标": "兑现人数", "得分": "26.50"}, {"总分": 80}, None, {}]
    for tree in (rows, {"得分": rows}):
        loaded = scored(tmp_path, json.dumps(tree, ensure_ascii=False), "得分.json")
        assert str(loaded.data.goals[0].indicators[0].score) == "26.50"
        assert str(loaded.data.total) == "80"


def test_a_blank_score_leaves_the_old_one_and_is_noted(tmp_path: Path) -> None:
    loaded = scored(tmp_path, "- {三级指标: 兑现人数, 得分: }\n- {总分: 80, 等级: }\n")
    assert str(loaded.data.goals[0].indicators[0].score) == "27"
    assert loaded.data.grade == "良"
    assert loaded.notes == (f"{tmp_path}/得分.yaml：有1个指标没有填得分（“兑现人数”），仍用数据文件里的",)


def test_a_file_that_is_a_project_may_be_named(tmp_path: Path) -> None:
    data = "报告类型: 项目\n项目名称: 小程序\n" + DATA.split("项目:\n")[0]
    loaded = scored(tmp_path, "- {项目名称: 小程序, 三级指标: 兑现人数, 得分: 1}\n", data=data)
    assert str(loaded.data.goals[0].indicators[0].score) == "1"


def test_the_reference_page_has_every_key_and_its_examples_are_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "data-file.md").read_text(encoding="utf-8").split("## 得分文件")[1]
    assert tuple(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)) == SCORE_KEYS
    rows, keys = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    data = DATA.replace("- 指标: [{三级指标: 响应时间, 分值: 40, 得分: 40}]\n", "")
    assert str(scored(tmp_path, rows, data=data).data.projects[0].goals[0].indicators[0].score) == "6.67"
    assert str(scored(tmp_path, keys, data=data).data.total) == "85.84"
