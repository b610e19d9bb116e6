"""A data file with several goals and projects, and the scores of a file of their own put into it."""

from pathlib import Path

from drafter.load import Loaded, load
from drafter.load.scores import with_scores

DATA = """\
单位名称: 某区人才中心
年度: 2020
预算执行: {全年预算数: 100, 全年执行数: 90, 分值: 20, 得分: 18}
年度目标:
  - 名称: 人才补贴
    指标:
      - {三级指标: 兑现人数, 指标值: ≥10人, 完成值: 9人, 分值: 30, 得分: 27}
      - {三级指标: 服务对象满意度, 分值: 10, 得分: 10}
  - 名称: 人才培训
    指标:
      - {三级指标: QQ群人数（人）, 分值: 20}
      - {三级指标: 服务对象满意度, 分值: 10, 得分: 10}
      - {三级指标: 场次, 分值: 5}
      - {三级指标: 场次, 分值: 5}
总分: 85
等级: 良
项目:
  - 项目名称: 微服务小程序
    预算执行: {全年预算数: 2, 全年执行数: 2, 分值: 20}
    年度目标:
      - 指标: [{三级指标: 响应时间, 分值: 40, 得分: 40}]
      - 指标: [{三级指标: 响应时间, 分值: 40, 得分: 40}, {三级指标: 故障率, 分值: 10, 得分: 1}]
  - 项目名称: 金山人才
    总分: 20
    年度目标:
      - 指标: [{三级指标: 入选人数, 分值: 80, 得分: 0}]
"""


def scored(folder: Path, text: str | bytes, name: str = "得分.yaml", data: str = DATA) -> Loaded:
    """The data file with the scores; both are written into the folder first."""
    file, scores = folder / "数据.yaml", folder / name
    file.write_text(data, encoding="utf-8")
    scores.write_bytes(text if isinstance(text, bytes) else text.encode())
    return with_scores(load(file), scores)


ROWS = """\
- {三级指标: 兑现人数, 得分: 26.50}
- {三级指标: 服务对象满意度, 年度目标: 人才培训, 得分: 9}
- 三级指标: ＱＱ群人数(人)
  得分: 19
- {预算执行得分: 17.5, 总分: 82, 等级: 中}
- {项目名称: 微服务小程序, 三级指标: 响应时间, 年度目标: 第2个目标, 得分: 30}
- {项目名称: 微服务小程序, 预算执行得分: 19, 总分: 89, 等级: 良}
- {项目名称: 金山人才, 三级指标: 入选人数, 得分: 1}
"""
