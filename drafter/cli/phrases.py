"""What ``packs phrases`` and ``packs preview`` print: sentences with the ids of their phrases.

In: proved phrases, or the statements of a data file slot by slot. Out: text on stdout and the exit code.
"""

from collections.abc import Mapping, Sequence

from drafter.blocks import Statement
from drafter.cli.output import print_json
from drafter.findings import Exit
from drafter.workflow.packs import PhraseProof


def show_phrases(found: Sequence[PhraseProof], *, as_json: bool) -> int:
    """Every phrase with its conditions and every wording filled; 1 where an example does not come out."""
    wrong = [proof for proof in found if not proof.holds]
    if as_json:
        print_json({"句子": [_phrase_json(proof) for proof in found], "例子对不上": len(wrong)})
        return Exit.FINDINGS if wrong else Exit.OK
    for proof in found:
        phrase = proof.phrase
        conditions = "、".join(f"{name} {condition.wanted}" for name, condition in phrase.when.items())
        print(f"{phrase.id}" + (f"    条件：{conditions}" if conditions else ""))
        for number, (given, expected) in enumerate(proof.pairs):
            count = number % len(phrase.say) + 1
            print(f"  {count}. {given}")
            if given != expected:
                print(f"     ✗ 例子里写的是：{expected}")
    print(f"共 {len(found)} 句、{sum(len(proof.phrase.say) for proof in found)} 种说法，例子对不上的 {len(wrong)} 句")
    return Exit.FINDINGS if wrong else Exit.OK


def _phrase_json(proof: PhraseProof) -> dict[str, object]:
    return {
        "编号": proof.phrase.id,
        "条件": {name: condition.wanted for name, condition in proof.phrase.when.items()},
        "说法": list(proof.phrase.say),
        "例子": [{"写出": given, "应为": expected} for given, expected in proof.pairs],
    }


def show_preview(found: Mapping[str, Sequence[Sequence[Statement]]], *, as_json: bool) -> int:
    """The paragraphs of each slot, every sentence behind the id and the number of its wording."""
    if as_json:
        told = {
            slot: [
                [{"编号": s.rule, "说法": s.wording, "条件": s.why or None, "句子": s.text} for s in p]
                for p in passages
            ]
            for slot, passages in found.items()
        }
        print_json({"空": told})
        return Exit.OK
    if not found:
        print("没有段落用到这个话题。")
    for slot, passages in found.items():
        print(f"【{slot}】")
        for passage in passages:
            for number, statement in enumerate(passage):
                print(f"  {'·' if number == 0 else ' '} {statement.text}    〔{statement.rule} {statement.wording}〕")
    return Exit.OK


def _json(statement: Statement) -> dict[str, object]:
    return {
        "编号": statement.rule,
        "说法": statement.wording,
        "条件": statement.why or None,
        "句子": statement.text,
    }
