"""How long an update takes: a report of 800 paragraphs with edits of hers, and a form of 2,000 rows.

    python bench/update.py

CPU seconds of ``revised(...)`` in this process, once each, and the peak of the process in MiB.
"""

import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from drafter.blocks import Cell, Draft, Row, Section, Table, Text  # noqa: E402
from drafter.docx.write import render  # noqa: E402
from drafter.revise import revised  # noqa: E402
from drafter.state.record import Identity, State, state_of  # noqa: E402
from tests.helpers.reviewing import strip_bookmarks  # noqa: E402

PARAGRAPHS, ROWS, TABLES, EDITS, CHANGED = 800, 30, 5, 40, 200


def report(shift: int) -> Draft:
    """Near-duplicates under headings; ``shift`` is added to the figures of 200 of them, beginning with the tenth."""
    blocks: list[Text | Table] = []
    for number in range(PARAGRAPHS):
        if number % 40 == 0:
            blocks.append(Text(f"heading/{number}", "heading1", f"第{number}部分情况"))
        actual = 1000 + number + (shift if number % 4 == 1 else 0)
        words = f"“事项{number}”目标{2000 + number}人次，实际完成{actual}人次，主要原因是部分工作延后。"
        blocks.append(Text(f"body/{number}", "body", words))
        if number % (PARAGRAPHS // TABLES) == 5:
            blocks.append(form(f"table/{number}", ROWS, shift))
    return Draft("完整版", "报告", "某单位", (Section(tuple(blocks)),))


def form(name: str, count: int, shift: int) -> Table:
    """A form whose groups of ten are merged; every tenth figure changes."""
    rows = [Row(f"{name}/head", tuple(map(Cell, ("二级指标", "三级指标", "完成值"))), header=True)]
    for number in range(count):
        group = [Cell(f"分组{number // 10}", rowspan=min(10, count - number))] if number % 10 == 0 else []
        figure = str(5000 + number + (shift if number % 10 == 3 else 0))
        rows.append(Row(f"{name}/{number}", (*group, Cell(f"指标{number}"), Cell(figure))))
    return Table(name, (3, 3, 3), tuple(rows))


def state(draft: Draft, generation: int) -> State:
    identity = Identity("某单位", "2020", "", "完整版")
    return state_of(draft, identity, data="数据.yaml", pack="hubei", generation=generation)


def edited(content: bytes) -> bytes:
    """Words of hers in forty paragraphs."""
    from tests.helpers.samples import changed, part

    document = part(content, "word/document.xml")
    for number in range(0, PARAGRAPHS, PARAGRAPHS // EDITS):
        document = document.replace(f"{1000 + number}人次，主要", f"{1000 + number}人次，据统计主要", 1)
    return changed(content, {"word/document.xml": document.encode()})


def main() -> None:
    long_form = [Draft("完整版", "报告", "某单位", (Section((form("table", 2000, shift),)),)) for shift in (0, 7000)]
    small = report(0), report(70000)
    print("| update | CPU s | peak MiB |\n|---|--:|--:|")
    for name, (before, after), stripped in (
        ("800 paragraphs, anchored", small, False),
        ("800 paragraphs, bookmarks gone", small, True),
        ("form of 2,000 rows", long_form, False),
        ("form of 2,000 rows, bookmarks gone", long_form, True),
    ):
        base, now = state(before, 1), state(after, 2)
        content = edited(render(before, state=base))
        content = strip_bookmarks(content) if stripped else content
        start = time.process_time()
        revised(content, "报告.docx", base, after, now)
        taken, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {name} | {taken:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
