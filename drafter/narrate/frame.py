"""What frames a report: its first sentence with the basis it was made on, and the leader's signed opinion.

In: a ``Voice``. Out: passages; empty where the data file has nothing for them: neither is asked for, since not every
place prints them.
"""

from drafter.narrate.voice import Passage, Voice
from drafter.narrate.wording import clause
from drafter.patterns import regex

_LEAD = regex(r"^(?:根据|按照|依据|遵照)")
_INNER_STOP = regex(r"[。！？]|\n")


def sentence_basis(text: str | None) -> str | None:
    """评价依据 as a sentence can carry it: one clause, without its 根据; None where it is a text of several sentences.

    《通知》（某财〔2024〕3号） and 根据《通知》要求。 are such a clause; what is longer is printed as it was written.
    """
    bare = (text or "").strip().rstrip("。；;")
    if not bare or _INNER_STOP.search(bare):
        return None
    return _LEAD.sub("", bare).strip() or None


def opening(voice: Voice) -> list[Passage]:
    """根据……，某局对2023年度部门整体开展了绩效自评：the first sentence, where 评价依据 is one clause."""
    path = voice.path / "评价依据"
    basis = sentence_basis(voice.data.evaluation_basis)
    if basis is None:
        return []
    return [(voice.say("opening", [voice.fact("评价依据", basis, path)], about="opening", path=path),)]


def approval(voice: Voice) -> list[Passage]:
    """领导签批: who signed, when, and the words; what is missing of a line that was begun is a gap."""
    given, path = voice.data.approval, voice.path / "领导签批"
    if not (given.name or given.opinion or given.date):
        return []
    day = f"{given.date.year}年{given.date.month}月{given.date.day}日" if given.date else None
    facts = [
        voice.fact("签批人", clause(given.name), path / "姓名"),
        voice.fact("签批意见", clause(given.opinion), path / "意见"),
        voice.fact("签批日期", day, path / "日期"),
    ]
    return [(voice.say("approval", facts, about="approval", path=path),)]
