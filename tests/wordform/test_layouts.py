"""Forms that others laid out: other labels, extra columns, split heads, blank rows, several tables for one form."""

from pathlib import Path

import yaml

from tests.helpers.word_forms import UP, C, Rows, saved, symbol, table


def imported(drafter, folder: Path, *parts: str, name: str = "自评表.docx"):
    """The tree and what was said."""
    ran = drafter("import", saved(folder, *parts, name=name), "-o", folder / "数据.yaml")
    return yaml.load((folder / "数据.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader), ran


SYSTEM: Rows = [
    [C("项目支出绩效自评表", 9)],
    ["单位（公章）：", C("某县水利局", 4), C("填报日期", 2), C("2023.2.28", 2)],
    ["项目名称", C("农村饮水维修养护", 4), C("主管部门及代码", 2), C("某县水利局", 2)],
    [C("项目资金\n（万元）", down=True), "", "年初预算数", "全年预算数", "全年执行数", C("分值", 2), "执行率", "得分"],
    [UP, "年度资金总额：", "120.00", "100.00", "98.50", C("10", 2), "98.50%", "9.85"],
    [UP, "其中：上级补助", "80.00", "70.00", "70.00", C("—", 2), "—", "—"],
    [UP, "本级资金", "40.00", "30.00", "28.50", C("—", 2), "—", "—"],
    [C("", 9)],
    ["年度总体目标", C("年初设定目标", 4), C("年度总体目标完成情况", 4)],
    ["", C("维修养护工程42处", 4), C("完成维修养护42处", 4)],
    ["一级指标", "二级指标", "指标名称", C("年度指标值", 3), "全年完成值", "分值", "得分"],
    ["", "", "", "运算符号", "数值", "计量单位", "", "", ""],
    [C("产出指标", down=True), "数量指标", "维修工程数", "≥", "42", "处", "42", "20", "20"],
    [UP, "质量指标", "工程合格率", "=", "100", "%", "100", "20", "20"],
    [UP, "时效指标", "完成时间", "定性", "12月底前", "/", "11月底", "10", "10"],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%", "88", "10", "9"],
    [C("总分", 7), "100", "98.85"],
    ["填表人：张三", C("", 8)],
]


def test_the_form_of_the_performance_system(drafter, tmp_path: Path) -> None:
    tree, ran = imported(drafter, tmp_path, "2022年度", table(SYSTEM))
    assert tree == {
        "报告类型": "项目",
        "单位名称": "某县水利局",
        "项目名称": "农村饮水维修养护",
        "主管部门": "某县水利局",
        "年度": "2022",
        "填报日期": "2023.2.28",
        "预算执行": {
            "金额单位": "万元",
            "年初预算数": "120.00",
            "全年预算数": "100.00",
            "全年执行数": "98.50",
            "执行率": "98.50%",
            "分值": "10",
            "得分": "9.85",
            "明细": [
                {"名称": "上级补助", "年初预算数": "80.00", "全年预算数": "70.00", "全年执行数": "70.00"},
                {"名称": "本级资金", "年初预算数": "40.00", "全年预算数": "30.00", "全年执行数": "28.50"},
            ],
        },
        "年度目标": [
            {
                "预期目标": "维修养护工程42处",
                "实际完成情况": "完成维修养护42处",
                "指标": [
                    row("产出指标", "数量指标", "维修工程数", "≥42处", "42处", "20", "20"),
                    row("产出指标", "质量指标", "工程合格率", "100%", "100%", "20", "20"),
                    row("产出指标", "时效指标", "完成时间", "12月底前", "11月底", "10", "10"),
                    row("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "88%", "10", "9"),
                ],
            }
        ],
        "总分": "98.85",
    }
    assert ran.code == 1
    assert "表1 第13行第7列：这张表的完成值都没有写单位；已按“计量单位”一列补上" in ran.out
    assert "表1 第18行第1列：“填表人：张三”没有认出；没有放进数据文件。请核对后手工填入" in ran.out
    assert "项目支出绩效自评表" in ran.out  # the title in the first row: said, not dropped
    assert drafter("check", tmp_path / "数据.yaml").code in (0, 1)


def row(level1: str, level2: str, name: str, target: str, actual: str, points: str, score: str, **more: str) -> dict:
    given = {"一级指标": level1, "二级指标": level2, "三级指标": name, "指标值": target, "完成值": actual}
    return {key: value for key, value in {**given, "分值": points, "得分": score, **more}.items() if value}


def test_head_and_indicators_in_two_tables_with_numbers_and_remarks(drafter, tmp_path: Path) -> None:
    """序号 and 备注 columns, weights called 权重, levels blank below their first row, heads repeated, blank rows."""
    head: Rows = [
        ["部门（单位）名称", "某区文化馆", "年度", "2021年度"],
        ["调整后预算数（元）", "1,250,000.00", "实际支出数（元）", "1,000,000.00"],
        ["预算执行率（10分）", "80%", "执行率得分", "8"],
    ]
    columns = ["序号", "一级指标", "二级指标", "绩效指标", "目标值", "实际完成情况", "权重", "自评得分", "备注"]
    first: Rows = [
        columns,
        ["1", "产出指标（50分）", "数量指标", "演出场次", "≥60场", "62场", "30", "30", ""],
        ["2", "", "", "培训人次", "≥500人次", "480人次", "20", "19.2", "报名不足"],
        ["", "", "", "", "", "", "", "", ""],
        columns,
        ["3", "效益指标（40分）", "社会效益", "知晓率", "≥85%", "90%", "40", "40", ""],
        [C("合计", 6), "90", "89.2", ""],
    ]
    goal = "年度绩效目标：丰富群众文化生活"
    titles = ("2021年度部门整体支出绩效自评表", "说明：下表由各科室填写，馆办公室汇总后报送区文化和旅游局，纸质一份。")
    tree, ran = imported(drafter, tmp_path, titles[0], table(head), goal, table(first))
    assert tree == {
        "报告类型": "部门整体",
        "单位名称": "某区文化馆",
        "年度": "2021",
        "预算执行": {
            "金额单位": "元",
            "全年预算数": "1,250,000.00",
            "全年执行数": "1,000,000.00",
            "执行率": "80%",
            "分值": "10",
            "得分": "8",
        },
        "年度目标": [
            {
                "一级分值": {"产出指标": "50", "效益指标": "40"},
                "指标": [
                    row("产出指标", "数量指标", "演出场次", "≥60场", "62场", "30", "30"),
                    row("产出指标", "数量指标", "培训人次", "≥500人次", "480人次", "20", "19.2"),
                    row("效益指标", "社会效益", "知晓率", "≥85%", "90%", "40", "40"),
                ],
            }
        ],
        "总分": "89.2",
    }
    assert "“报名不足”没有认出" in ran.out


def test_the_execution_as_an_indicator_and_goals_of_their_own(drafter, tmp_path: Path) -> None:
    """Two goals by a column, joined levels, reason and measure apart, the execution rate among the rows."""
    rows: Rows = [
        ["单位名称", C("某街道办事处", 3), "主管部门", C("某区政府", 4)],
        ["年度目标", "绩效类别", "三级指标", "年初指标值", "实际值", "标准分", "得分", "未完成原因", "整改措施"],
        [C("预算执行率", 3), "100%", "95.50%", "20", "19.1", "尾款未支付", "加快结算"],
        [
            C("社区治理（50分）", down=True),
            "产出指标-数量指标",
            "改造小区",
            "5个",
            "4个",
            "50",
            "40",
            "招标推迟",
            "提前招标",
        ],
        [UP, "效益指标-社会效益指标", "投诉量", "≤10起", "8起", "0", "0", "", ""],
        ["民生服务（30分）", "满意度指标-服务对象满意度指标", "居民满意度", "≥90%", "93%", "30", "30", "", ""],
        [C("自评得分", 6), "89.1", "自评等级", "良"],
        ["存在问题", C("小区改造进度慢\n资料归档不及时", 8)],
        ["改进措施", C("提前启动招标。", 8)],
    ]
    tree, ran = imported(drafter, tmp_path, table(rows), name="2020年度某街道办事处绩效自评表.docx")
    execution = {"执行率": "95.50%", "分值": "20", "得分": "19.1", "偏差原因": "尾款未支付", "改进措施": "加快结算"}
    first = row("", "产出指标-数量指标", "改造小区", "5个", "4个", "50", "40", 偏差原因="招标推迟", 改进措施="提前招标")
    assert tree == {
        "报告类型": "部门整体",
        "单位名称": "某街道办事处",
        "主管部门": "某区政府",
        "年度": "2020",
        "预算执行": execution,
        "年度目标": [
            {
                "名称": "社区治理",
                "分值": "50",
                "指标": [first, row("", "效益指标-社会效益指标", "投诉量", "≤10起", "8起", "0", "0")],
            },
            {
                "名称": "民生服务",
                "分值": "30",
                "指标": [row("", "满意度指标-服务对象满意度指标", "居民满意度", "≥90%", "93%", "30", "30")],
            },
        ],
        "总分": "89.1",
        "等级": "良",
        "存在问题": [{"问题": "小区改造进度慢"}, {"问题": "资料归档不及时"}],
        "改进措施": [{"措施": "提前启动招标。"}],
    }
    assert ran.code == 0, ran.out
    scored = drafter("score", tmp_path / "数据.yaml", "--json").json
    assert scored["指标"][0]["计算得分"] == "40"


def test_goals_one_below_the_other_and_a_nested_table(drafter, tmp_path: Path) -> None:
    """The list of indicators is a table within a cell; each goal has its own; boxes before the words, of two fonts."""

    def listed(name: str) -> str:
        return table(
            [
                ["一级\n指标", "二级\n指标", "三级指标", "目标值", "完成值", "得分"],
                ["产出指标", "数量指标", name, "10次", "10次", "40"],
            ]
        )

    rows: Rows = [
        ["项 目 名 称", C("公园 养护", 3)],
        ["实施单位：", "园林所", "主管单位", "住建局"],
        ["项目属性", C("□持续性项目 ☒新增性项目", 3)],
        ["项目类别", C("部门预算项目（√） 区直专项（ ）", 3)],
        ["项目类型", C("", 3, inner=symbol("Wingdings 2", "F052"))],
        ["年度绩效目标1（40分）", C("养护", 3)],
        [C("", 4, inner=listed("养护次数"))],
        ["年度绩效目标2（40分）", C("补种", 3)],
        [C("", 4, inner=listed("补种次数"))],
        ["总 分", "80", "备注", "无"],
    ]
    tree, _ = imported(
        drafter, tmp_path, "某区2023年项目绩效自评表", "单位名称：某区住建局　　　金额单位：万元", table(rows)
    )
    goals = tree.pop("年度目标")
    assert [(goal["名称"], goal["分值"], [r["三级指标"] for r in goal["指标"]]) for goal in goals] == [
        ("养护", "40", ["养护次数"]),
        ("补种", "40", ["补种次数"]),
    ]
    assert tree == {
        "报告类型": "项目",
        "单位名称": "某区住建局",
        "项目名称": "公园 养护",
        "主管部门": "住建局",
        "实施单位": "园林所",
        "项目类别": ["部门预算项目"],
        "项目属性": ["新增性项目"],
        "项目类型": ["常年性项目"],
        "年度": "2023",
        "预算执行": {"金额单位": "万元"},
        "总分": "80",
    }


def test_a_head_over_a_head_and_a_list_that_goes_on_in_the_next_table(drafter, tmp_path: Path) -> None:
    wide: Rows = [
        ["填报单位", C("某镇卫生院", 6)],
        [
            C("绩效指标", 3),
            C("指标值", down=True),
            C("完成情况", down=True),
            C("分值", down=True),
            C("得分", down=True),
        ],
        ["一级指标", "二级指标", "三级指标", UP, UP, UP, UP],
        [C("满意度指标", 2), "患者满意度", "≥90%", "95%", "10分", "10分"],
    ]
    more: Rows = [
        ["产出指标", "数量指标", "巡诊次数", "12次", "12次", "90", "90"],
        [C("总计", 5), "100", "100"],
        ["偏差原因分析及改进措施", C("巡诊次数：车辆少，下年增加车辆。", 6)],
    ]
    tree, ran = imported(drafter, tmp_path, "2022年度绩效自评表", table(wide), table(more))
    assert tree["年度目标"] == [
        {
            "指标": [
                row("满意度指标", "", "患者满意度", "≥90%", "95%", "10分", "10分"),
                row("产出指标", "数量指标", "巡诊次数", "12次", "12次", "90", "90", 偏差原因="车辆少，下年增加车辆。"),
            ]
        }
    ]
    assert (tree["单位名称"], tree["总分"]) == ("某镇卫生院", "100")
    assert ran.code == 0, ran.out


def test_several_files_become_one_report(drafter, tmp_path: Path) -> None:
    """A whole and two projects in three files; what all projects say is said once."""

    def form(*first: list) -> str:
        return table([*first, ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "得分"],
                      ["产出指标", "数量指标", "次数", "1次", "1次", "5"], [C("总分", 5), "95"]])  # fmt: skip

    files = [
        saved(tmp_path, "2022年度自评表", form(["单位名称", C("某局", 5)]), name="整体.docx"),
        saved(tmp_path, "2022年度自评表", form(["单位名称", "某局", "项目名称", C("甲", 3)]), name="1.docx"),
        saved(tmp_path, "2021年度自评表", form(["单位名称", "某所", "项目名称", C("乙", 3)]), name="2.docx"),
    ]
    ran = drafter("import", *files, "-o", tmp_path / "数据.json", "--json")
    assert (ran.code, ran.json["整体表"], ran.json["项目表"]) == (0, 1, 2)
    tree = yaml.load((tmp_path / "数据.json").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert (tree["单位名称"], tree["年度"], tree["报告类型"]) == ("某局", "2022", "部门整体")
    keys = ("项目名称", "单位名称", "年度")
    assert [tuple(p.get(key) for key in keys) for p in tree["项目"]] == [("甲", None, None), ("乙", "某所", "2021")]
