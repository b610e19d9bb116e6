"""Folders of phrase files -> a phrasebank whose examples hold.

In: the folder that came with the program, and perhaps a unit's own, which overlays it phrase by phrase: a phrase with
an id of the standard bank takes the place of that one, any other is tried before the standard ones. Out: a
``Phrasebank``. Raises ``InputError`` with every fault at once, each with its file and line.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from drafter.findings import Fault, InputError, Place
from drafter.phrasebank.bank import COMMON, Phrasebank
from drafter.phrasebank.phrase import SLOT, Phrase, proofs
from drafter.textfile import read_records


def load_phrasebank(folder: Path, own: Path | None = None) -> Phrasebank:
    """Every phrase of a folder and its sub-folders, overlaid by those of ``own``.

    The examples of ``own`` must come out as written; those of ``folder`` are run as tests. Raises ``InputError``.
    """
    faults: list[Fault] = []
    standard = _read(folder, faults)
    if not standard:
        faults.append(Fault(str(folder), "没有句子", "文件夹里应有 .yaml 句子文件", "检查 phrasebank 文件夹的位置"))
    if faults:
        raise InputError(faults)
    bank = Phrasebank(tuple(phrase for phrase, _ in standard))
    if own is None:
        return bank
    local = _read(own, faults)
    overlaid = _overlaid(bank, [phrase for phrase, _ in local])
    for phrase, place in local:
        faults.extend(_unproved(phrase, place))
        faults.extend(_unknown_facts(phrase, place, bank))
    if faults:
        raise InputError(faults)
    return overlaid


def _read(folder: Path, faults: list[Fault]) -> list[tuple[Phrase, Place]]:
    found: list[tuple[Phrase, Place]] = []
    seen: dict[str, Place] = {}
    for file in sorted(folder.rglob("*.yaml")):
        for phrase, place in read_records(file, Phrase):
            faults.extend(_faults(phrase, place, seen))
            seen.setdefault(phrase.id, place)
            found.append((phrase, place))
    return found


def _overlaid(bank: Phrasebank, own: Sequence[Phrase]) -> Phrasebank:
    """The unit's phrases before the standard ones; a standard one stays as the last of its topic where the unit's own
    does not always apply."""
    by_id = {phrase.id: phrase for phrase in own}
    known = {phrase.id for phrase in bank.phrases}
    added = [phrase for phrase in own if phrase.id not in known]
    overlaid = Phrasebank((*added, *(by_id.get(phrase.id, phrase) for phrase in bank.phrases)))
    last = [bank.topics[topic][-1] for topic in overlaid.open_topics() if topic in bank.topics]
    return Phrasebank((*overlaid.phrases, *last))


def _faults(phrase: Phrase, place: Place, seen: Mapping[str, Place]) -> Iterator[Fault]:
    if phrase.id in seen:
        yield Fault(place, f"句子编号“{phrase.id}”重复", f"{seen[phrase.id]} 已有同名句子", "给其中一句换个编号")
    for wording in phrase.say:
        if "{%" in wording or "{#" in wording or _stray_braces(wording):
            yield Fault(
                place,
                f"句子“{phrase.id}”含有看不懂的花括号",
                "句子里只能有 {{ 名称 }} 形式的空",
                "改成 {{ 名称 }}",
            )
        elif missing := [name for name in phrase.slots if name not in SLOT.findall(wording)]:
            yield Fault(
                place,
                f"句子“{phrase.id}”的一种说法里没有“{'、'.join(missing)}”",
                "同一句的各种说法应说同样的事实",
                "补上这个空，或另写一句",
            )
    for name in phrase.needs:
        if name not in phrase.slots:
            near = get_close_matches(name, phrase.slots, n=1, cutoff=0.3)
            hint = f"是否想写“{near[0]}”" if near else "删去它，或在句子里加上这个空"
            known = "、".join(phrase.slots)
            yield Fault(place, f"句子“{phrase.id}”的 needs 里有“{name}”", f"句子里的空是 {known}", hint)


def _stray_braces(text: str) -> bool:
    rest = SLOT.sub("", text)
    return "{" in rest or "}" in rest


def _unproved(phrase: Phrase, place: Place) -> Iterator[Fault]:
    """An example that does not come out as it was written."""
    for given, expected in proofs(phrase):
        if given != expected:
            yield Fault(
                place,
                f"句子“{phrase.id}”的例子写出来是“{given}”",
                f"gives 里写的是“{expected}”",
                "把 say 或 gives 改成一致",
            )


def _unknown_facts(phrase: Phrase, place: Place, standard: Phrasebank) -> Iterator[Fault]:
    """A name that no standard phrase of the topic uses: its slot would always be a gap, its condition never hold."""
    topic = next((name for name in standard.topics if phrase.id == name or phrase.id.startswith(f"{name}.")), None)
    if topic is None:
        near = get_close_matches(phrase.id, list(standard.topics), n=1, cutoff=0.3)
        hint = f"是否想写“{near[0]}”" if near else "用 drafter packs phrases 看全部编号"
        yield Fault(place, f"没有“{phrase.id}”这个话题，这一句不会用到", "编号应以已有的话题开头", hint)
        return
    known = {name for other in standard.topics[topic] for name in (*other.slots, *other.when)} | COMMON
    for name in (*phrase.slots, *phrase.when):
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.3)
            hint = f"是否想写“{near[0]}”" if near else "改成这个话题里有的名称"
            yield Fault(place, f"句子“{phrase.id}”里的“{name}”没有出处", f"这里可用：{'、'.join(sorted(known))}", hint)
