"""What an update tells: places that a person can find, figures with their words, one line for numbers, what is next."""

import re

import pytest

from drafter.commands.update import changes
from drafter.revise import Account, Change
from drafter.revise.grid import edges
from tests.helpers.report_folder import NEW, Work


def told(work: Work) -> list[str]:
    (path,) = work.folder.glob("*更新2）.更新说明.txt")
    return [re.sub(r"^  \d+ ", "", line) for line in path.read_text(encoding="utf-8-sig").splitlines()]


def data(work: Work, *pairs: tuple[str, str]) -> None:
    text = work.data.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    work.data.write_text(text, encoding="utf-8")


def test_figures_stand_in_their_words_and_cells_in_row_and_column(work: Work) -> None:
    data(work, ("3411.33", NEW), ("执行率: 91.71%", "执行率: 94.42%"), ("得分: 2.5", "得分: 3"))
    work.update()
    lines = told(work)
    assert "预算执行情况 第1段：决算支出总额3411.33万元 → 3512.40万元" in lines
    assert "预算执行情况 第2段：91.71% → 94.42%" in lines
    assert "部门整体绩效自评表 “部门整体支出总额”行“执行数”列：3411.33 → 3512.40" in lines
    assert "部门整体绩效自评表 “兑现时间”行“得分”列：2.5 → 3" in lines
    assert not any("【待补充：填报日期】" in line for line in lines)


def test_rows_of_one_name_are_counted(work: Work) -> None:
    data(work, ("三级指标: 企业人才满意度\n        指标值:\n", "三级指标: 企业人才满意度\n        指标值: ≥85%\n"))
    work.update()
    assert "部门整体绩效自评表 “企业人才满意度”行（第2个）“年初目标值”列：【待补充：指标值】 → ≥85%" in told(work)


def test_numbers_are_one_line_and_words_say_which_way() -> None:
    renumbered = [Change(f"存在的问题 第{n}段", f"{n}.", f"{n + 1}.") for n in range(1, 9)]
    account = Account(updated=[Change("甲", "旧话。", ""), Change("甲", "", "新话。")], renumbered=renumbered)
    assert list(changes(account)) == [
        "已更新 2 处：",
        "  1 甲：删去：旧话。",
        "  2 甲：加上：新话。",
        "重新编号 8 处：存在的问题",
    ]


def test_an_older_report_beside_a_newer_one(work: Work) -> None:
    data(work, ("3411.33", NEW))
    work.update()
    assert "更新过的" not in work.update().err
    data(work, (NEW, "3600.00"))
    for _ in range(2):
        err = work.update().err
        assert "旁边已有更新过的“自评报告（更新2）.docx”，您在那里改的不在这份报告里" in err
        assert f'drafter update "{work.folder / "自评报告（更新2）.docx"}"' in err


def test_what_is_next(work: Work) -> None:
    data(work, ("3411.33", NEW))
    ran = work.update()
    assert ran.out.splitlines()[-1].startswith("下一步：用 Word 打开它")
    unchanged = work.run("update", work.folder / "自评报告（更新2）.docx", work.data)
    assert "下一步" not in unchanged.out
    assert unchanged.out.startswith("第2次生成的稿子；")
    assert f'drafter check "{work.folder / "自评报告（更新2）.docx"}"' in unchanged.out


def test_slips_on_the_command_line(work: Work) -> None:
    other = work.run("update", work.report, work.report, work.data)
    assert (other.code, "一次一份文件" in other.err) == (2, True)
    assert "请写出是哪一份报告" in work.run("update", work.folder, work.data).err
    assert "缺少“-o 文件”" in work.run("finalize", work.report).err


def test_a_table_drawn_anew_with_all_changes_tracked(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Her own grid is not that of the draft any more, and she has left the words as they were."""
    monkeypatch.setattr("drafter.revise.table_plan.columns_of", lambda *_: None)
    data(work, ("3411.33", NEW))
    for options in ((), ("--show", "all", "-o", work.folder / "修订.docx")):
        ran = work.update(*options)
        assert ran.code in (0, 1), ran.err
        assert "已写出" in ran.out


def test_idle_columns_of_a_grid_do_not_count() -> None:
    assert edges([[1, 8], [1, 2, 6], [3, 6]]) == edges([[1, 6], [1, 1, 5], [2, 5]])
    assert edges([[1, 2], [3]]) != edges([[1, 1, 1], [3]])
