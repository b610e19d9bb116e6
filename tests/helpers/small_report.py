"""A small correct report, as the mapping of a data file: only what a test changes in it can be wrong."""


def small_report() -> dict:
    """A correct report: 20 + 80 points, one shortfall with its reason, a problem and its measure."""
    return {
        "模板": "hubei",
        "报告类型": "部门整体",
        "单位名称": "某区人力资源局",
        "年度": "2020",
        "填报日期": "2021-03-05",
        "基本情况": {"主要职能": "负责人力资源工作。", "机构设置": "内设三个科室。", "人员情况": "在职10人。"},
        "预算执行": {
            "全年预算数": "100.00",
            "全年执行数": "95.00",
            "执行率": "95.00%",
            "分值": "20",
            "得分": "19",
            "偏差原因": "部分合同尾款未到支付节点",
        },
        "年度目标": [
            {
                "名称": "促进就业",
                "分值": "80",
                "指标": [
                    indicator(
                        "产出指标",
                        "数量指标",
                        "开发岗位",
                        "200个",
                        "164个",
                        "50",
                        "41",
                        偏差原因="符合条件人数少于预期",
                    ),
                    indicator("效益指标", "社会效益指标", "就业率", "≥90%", "92%", "20", "20"),
                    indicator("满意度指标", "服务对象满意度指标", "求职者满意度", "≥90%", "95%", "10", "10"),
                ],
            }
        ],
        "总分": "90",
        "存在问题": [
            {"编号": "1", "问题": "岗位开发未达目标", "原因": "符合条件人数少于预期", "涉及指标": ["开发岗位"]}
        ],
        "改进措施": [{"措施": "年初摸底测算后再定目标", "针对问题": ["1"]}],
        "上年度结果应用": "上年度结果已用于编制预算。",
        "结果应用": "自评结果作为下年度预算安排的依据。",
    }


def indicator(
    level1: str, level2: str, name: str, target: str, actual: str, points: str, score: str, **more: str
) -> dict:
    """A row of the data file."""
    row = {"一级指标": level1, "二级指标": level2, "三级指标": name, "指标值": target, "完成值": actual}
    return {**row, "分值": points, "得分": score, **more}
