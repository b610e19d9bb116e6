"""Broken data files, and the lines that a clerk gets for them."""

from pathlib import Path

import pytest

from drafter.findings import Fault, InputError, Place
from drafter.load import load

HEAD = "单位名称: 某中心\n年度: 2020\n"
BUDGET = HEAD + "预算执行: {全年预算数: 100, 全年执行数: 90}\n"
ROW = BUDGET + "年度目标:\n  - 名称: 甲\n    指标:\n      - 三级指标: 兑现人数\n"


def faults_of(folder: Path, text: str | bytes, name: str = "数据.yaml") -> list[str]:
    """The fault lines of a file with this content: file name, line, column, path among the keys, message."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        load(path)
    assert all("\n" not in str(fault) for fault in caught.value.faults)
    return [line_of(fault) for fault in caught.value.faults]


def line_of(fault: Fault) -> str:
    """The line of a fault with the path among the keys, however the clerk is shown it."""
    where = fault.where if isinstance(fault.where, Place) else Place(fault.where)
    spot = (f"第{where.line}行" if where.line else "") + (f"第{where.column}列" if where.column else "")
    place = " ".join(part for part in (Path(where.file).name, spot, where.path) if part)
    return f"{place}：{fault.found}；{fault.expected}。{fault.hint}。"


# Line 8 of the file (in the first indicator), and how the message about it begins.
BROKEN_ROWS = [
    ("        指标值: >90%\n", "数据.yaml 第8行第16列：值“>90%”以 > 开头"),
    ("        指标值: >2\n", "数据.yaml 第8行第14列 年度目标[0].指标[0].指标值：>2 会被当作多行文字的标记，内容成了空"),
    ("        指标值: >-2\n        完成值: 3\n", "数据.yaml 第8行第14列 年度目标[0].指标[0].指标值：>-2 会被"),
    ("        指标值:>2\n", "数据.yaml 第8行第9列：“指标值:>”缺少冒号后的空格"),
    ("        指标值：2\n", "数据.yaml 第8行第9列：“指标值：”用了全角冒号"),
    ("        指标值: **要点**\n", "数据.yaml 第8行第15列：值“**要点**”以 * 开头"),
    ("        指标值: [2020]2号\n", "数据.yaml 第8行第20列：值“[2020]2号”以 [ 开头"),
    ("        指标值: {{ 单位 }}\n", "数据.yaml 第8行第15列：冒号前面不是一个词"),
    ("        指标值: %5\n", "数据.yaml 第8行第14列：值“%5”以 % 开头"),
    ("        指标值: @甲\n", "数据.yaml 第8行第14列：值“@甲”以 @ 开头"),
    ("        指标值: - 5\n", "数据.yaml 第8行第14列：值“- 5”以 - 开头"),
    ("        指标值: 甲: 乙\n", "数据.yaml 第8行第15列：值“甲: 乙”里有半角冒号加空格"),
    ("        指标值: 'x\n", "数据.yaml 第8行第14列：引号没有收尾"),
    ('        指标值: "x" y\n', '数据.yaml 第8行第18列：值“"x" y”的引号后面还有文字'),
    ('        指标值: "a\\q"\n', "数据.yaml 第8行第14列：双引号里的 \\ 后面写法不对"),
    ("       指标值: 5\n", "数据.yaml 第8行第8列：缩进不一致"),
    ("         指标值: 5\n", "数据.yaml 第8行第13列：一行里有两个“: ”，或缩进比上一行深"),
    ("\t指标值: 5\n", "数据.yaml 第8行第1列：缩进里有制表符"),
    (
        "        指标值: !!python/object:os.system x\n",
        "数据.yaml 第8行第14列 年度目标[0].指标[0].指标值：“!”",
    ),
    ("        指标值: &abc 5\n", "数据.yaml 第8行第14列 年度目标[0].指标[0].指标值：&abc 会被当作锚点"),
    ("        指标值: &甲 5\n", "数据.yaml 第8行第15列：值“&甲 5”以 & 开头"),
    ("        指标值: *abc\n", "数据.yaml 第8行第14列 年度目标[0].指标[0].指标值：*abc 会被当作引用"),
    (
        "        三级指标: 乙\n",
        "数据.yaml 第8行第9列 年度目标[0].指标[0].三级指标：键“三级指标”写了两次（第一次",
    ),
    ("        完成植: 5\n", "数据.yaml 第8行 年度目标[0].指标[0].完成植：没有“完成植”这个键；最接近的是“完成值”。"),
    ("        基本情况: 5\n", "数据.yaml 第8行 年度目标[0].指标[0].基本情况：这里没有“基本情况”这个键；它属于最外层。"),
    ("        措施: 5\n", "数据.yaml 第8行 年度目标[0].指标[0].措施：没有“措施”这个键；最接近的是“改进措施”。"),
    ("        foo:\n", "数据.yaml 第8行 年度目标[0].指标[0].foo：没有“foo”这个键；这里可以写一级指标、"),
    ("        分值: -5\n", "数据.yaml 第8行 年度目标[0].指标[0].分值：现在是负数“-5”；这里不能小于0。"),
    ("        核心指标: true\n", "数据.yaml 第8行 年度目标[0].指标[0].核心指标：现在是“true”；这里只能是“是”、“否”。"),
    ("      - 三级指标:兑现\n", "数据.yaml 第8行 年度目标[0].指标[1]：“三级指标:”缺少冒号后的空格"),
    ("      - 三级指标：兑现\n", "数据.yaml 第8行 年度目标[0].指标[1]：“三级指标：”用了全角冒号"),
    ("      -三级指标: 兑现\n", "数据.yaml 第8行第7列：短横后面缺少空格"),
    ("        ? [甲]\n        : 乙\n", "数据.yaml 第8行第11列：冒号前面不是一个词"),
    ("        ? \n        : 乙\n", "数据.yaml 第8行第10列 年度目标[0].指标[0]：冒号前面没有键名"),
    ("---\n单位名称: 乙\n", "数据.yaml 第8行第1列：文件里有第二份文档"),
    ("        指标值: [甲\n        完成值: 1\n", "数据.yaml 第8行第14列：值“[甲”以 [ 开头"),
    (
        "        指标值: {甲: 乙}\n",
        "数据.yaml 第8行 年度目标[0].指标[0].指标值：现在是一组键（甲）；",
    ),
]
