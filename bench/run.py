"""How long the commands take and how much memory they use: whole processes, medians of several runs.

    python bench/run.py [--runs N]

Each row is one command as a person types it. CPU is user + system time of the process; "beyond start" subtracts
the same command on a report of one indicator, so that what is left is the work itself.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from processes import DRAFTER_CODES, Command, median, once

LEVELS = [
    ("产出指标", "数量指标", "{n}个", "{m}个"),
    ("产出指标", "质量指标", "≥95%", "97.30%"),
    ("产出指标", "时效指标", "2020年底前", "2020年12月15日"),
    ("效益指标", "社会效益指标", "较上年有所增加", "较上年有所增加"),
    ("满意度指标", "服务对象满意度指标", "≥90%", "88.50%"),
]


def report(rows: int) -> dict:
    """A department's report of that many indicators in goals of twenty; a fifth of them fall short."""
    indicators = []
    for number in range(rows):
        level1, level2, target, actual = LEVELS[number % len(LEVELS)]
        indicators.append(
            {
                "一级指标": level1,
                "二级指标": level2,
                "三级指标": f"事项{number + 1}",
                "指标值": target.format(n=200 + number),
                "完成值": actual.format(m=180 + number),
                "分值": "0.04",
                "评分标准": "达到目标值得满分，否则按完成程度得分" if number % 2 else "",
                "偏差原因": "符合条件人数少于预期" if number % 3 else "",
            }
        )
    goals = [{"名称": f"目标{start // 20 + 1}", "指标": indicators[start : start + 20]} for start in range(0, rows, 20)]
    return {
        "模板": "hubei",
        "单位名称": "某区人力资源局",
        "年度": "2020",
        "预算执行": {"全年预算数": "3719.88", "全年执行数": "3411.33", "分值": "20"},
        "年度目标": goals,
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    drafter = [sys.executable, "-m", "drafter"]
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for rows in (1, 40, 2000):
            files[rows] = Path(folder) / f"{rows}.json"
            files[rows].write_text(json.dumps(report(rows), ensure_ascii=False), encoding="utf-8")
        out = Path(folder) / "out"

        def draft(rows: int) -> Command:
            return Command([*drafter, "draft", str(files[rows]), "-o", str(out)], out, DRAFTER_CODES)

        def check(rows: int) -> Command:
            return Command([*drafter, "check", str(files[rows])], codes=DRAFTER_CODES)

        commands = {
            "python -c pass": Command([sys.executable, "-c", "pass"]),
            "drafter --version": Command([*drafter, "--version"]),
            "drafter --help": Command([*drafter, "--help"]),
            "check, 1 indicator": check(1),
            "check, 2,000 indicators": check(2000),
            "draft, 1 indicator": draft(1),
            "draft, 40 indicators": draft(40),
            "draft, 2,000 indicators": draft(2000),
        }
        print(f"| {'command':24} | CPU s | beyond start, s | peak MiB |")
        print("|---|--:|--:|--:|")
        measured: dict[str, float] = {}
        for name, command in commands.items():
            once(command)  # warms the caches
            cost = median([once(command) for _ in range(runs)])
            measured[name] = cost.cpu
            start = measured.get(f"{name.split(',')[0]}, 1 indicator")
            beyond = f"{cost.cpu - start:.2f}" if start is not None and not name.endswith("1 indicator") else ""
            print(f"| {name:24} | {cost.cpu:.2f} | {beyond} | {cost.peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
