"""Tables on a terminal: columns of equal width, whatever the script."""

from drafter.cli.table import shortened, table, width, wrapped


def test_a_chinese_character_takes_two_cells() -> None:
    assert width("指标A") == 5
    assert width("e\u0301") == 1
    assert shortened("兑现\n人数", 20) == "兑现 人数"
    assert shortened("兑现人数", 8) == "兑现人数"
    assert shortened("兑现人数", 7) == "兑现人…"
    assert shortened("兑现人数", 6) == "兑现…"
    assert shortened("a\x00b", 6) == "a b"


def test_only_texts_are_shortened_and_not_below_a_readable_width() -> None:
    lines = table(["名称", "数"], [["很长很长很长很长的名称", "1234567890"]], room=5, right=frozenset({"数"}))
    assert lines == ["名称              数", "很长很…   1234567890"]


def test_lines_are_broken_between_words_and_never_before_a_mark() -> None:
    assert wrapped("写到哪个文件（默认：报告旁边）", 14) == ["写到哪个文件", "（默认：报告旁", "边）"]
    assert wrapped("加 --force 重试", 12) == ["加 --force", "重试"]
    assert wrapped("", 12) == [""]
    assert wrapped("文件名  [必填]", 10) == ["文件名", "[必填]"]
