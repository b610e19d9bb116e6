"""The words that the sentences need: each kind of report that the pack drafts must have them.

In: a ``Subject``, the phrasebank. Out: ``Remark``s.
"""

from difflib import get_close_matches

from drafter.compose.template import REPORT_WORDS
from drafter.lint.remark import Remark, Subject
from drafter.phrasebank import Phrasebank
from drafter.phrasebank.loading import COMMON

_SPEAKER = "自评主体"
_TOLD = ("部门整体", "项目")
"""The kinds of report whose sentences speak of the budget by the pack's words."""


def wording(subject: Subject, bank: Phrasebank) -> list[Remark]:
    """Words that sentences of the phrasebank would miss."""
    data = subject.data
    if data is None or "称谓" in subject.faulty:
        return []
    wanted = [name for name in _slots(bank) if name in COMMON and name not in (*REPORT_WORDS, _SPEAKER)]
    drafted = {kind for form in data.documents.values() for kind in form.report_types or tuple(data.wording)}
    found = []
    for kind in sorted(drafted):
        words = data.wording.get(kind)
        if words is None:
            told, hint = f"没有“{kind}”的称谓", f"在“称谓”里补上“{kind}”，或从“文书”的“报告类型”里删去"
            found.append(subject.error("称谓", told, "文书里的每种报告都应有称谓", hint))
            continue
        for name in wanted if kind in _TOLD else ():
            if name not in words:
                near = get_close_matches(name, [word for word in words if word not in wanted], n=1, cutoff=0.5)
                hint = f"是否把它写成了“{near[0]}”" if near else f"补上一行“{name}: …”"
                found.append(subject.error(f"称谓.{kind}", f"没有“{name}”", "句库里的句子要用这个词", hint))
    return found


def _slots(bank: Phrasebank) -> list[str]:
    return list(dict.fromkeys(n for phrase in bank.phrases for n in phrase.slots if n not in phrase.needs))
