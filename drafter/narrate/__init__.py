"""What to say, and why: an assessment and the phrasebank -> statements.

In: an ``Assessment``, the pack, the phrasebank, the places of the data's values. Out: a ``Narrative``: for each
slot of the templates the passages (paragraphs) that fill it, each a tuple of ``Statement``s. Nothing is said
that is not in the data or computed from it; what is missing is a visible gap.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from drafter.assess import Assessment
from drafter.blocks import Statement
from drafter.model import PlaceOf
from drafter.narrate.evaluation import conclusion, dimensions, evaluated_budget, tiers
from drafter.narrate.execution import execution_amounts, execution_formula, execution_score, funding, revenue
from drafter.narrate.frame import approval, opening, sentence_basis
from drafter.narrate.indicators import completed_goals, incomplete_goals, overall_goals, undecided_goals
from drafter.narrate.problems import measures, problems
from drafter.narrate.projects import project_summaries, projects, scope, whole_result
from drafter.narrate.scores import analysis, counts, goal_scores, total
from drafter.narrate.voice import Passage, Voice, given_text
from drafter.narrate.wording_choice import wording_numbers
from drafter.pack import Pack
from drafter.phrasebank import Phrasebank

__all__ = ["SLOTS", "Narrative", "Passage", "narrate", "sentence_basis"]

SLOTS: Mapping[str, Callable[[Voice], list[Passage]]] = MappingProxyType(
    {
        "评价依据": opening,
        "领导签批": approval,
        "自评得分": total,
        "目标得分": goal_scores,
        "指标概况": counts,
        "得分分析": analysis,
        "预算执行": execution_amounts,
        "预算执行公式": execution_formula,
        "预算执行得分": execution_score,
        "资金构成": funding,
        "完成的目标": completed_goals,
        "未完成的目标": incomplete_goals,
        "待判断的目标": undecided_goals,
        "总体目标": overall_goals,
        "项目支出": projects,
        "收支情况": revenue,
        "自评范围": scope,
        "整体自评结果": whole_result,
        "项目综述": project_summaries,
        "存在的问题": problems,
        "改进措施": measures,
        "评价结论": conclusion,
        "评价资金": evaluated_budget,
        "评价维度": dimensions,
        "指标分级": tiers,
        "上年度结果应用": lambda voice: given_text(voice, "上年度结果应用", voice.data.previous_application),
        "结果应用": lambda voice: given_text(voice, "结果应用", voice.data.result_application),
    }
)
"""Every slot that a template may use for statements, and the function that fills it."""


class Narrative(Struct, frozen=True):
    """The passages of every slot; empty where there is nothing to say."""

    passages: Mapping[str, tuple[Passage, ...]]

    def __getitem__(self, slot: str) -> tuple[Passage, ...]:
        return self.passages[slot]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement once, in the order of the slots."""
        found = {s.id: s for passages in self.passages.values() for passage in passages for s in passage}
        return tuple(found.values())


def narrate(assessment: Assessment, pack: Pack, phrasebank: Phrasebank, place_of: PlaceOf) -> Narrative:
    """All that a report of this assessment can say, slot by slot."""
    voice = Voice(assessment, pack, phrasebank, place_of, wording_numbers(assessment))
    return Narrative({slot: tuple(fill(voice)) for slot, fill in SLOTS.items()})
