"""Charts in an update: drawn anew where the clerk left them alone; else the clerk's, with a comment on what is new.

In: the paragraphs of the clerk's file that hold a chart, the charts of the base and of the draft. Out: a ``ChartPlan``
for each chart of the base that is still there. Word has no revision for what is inside a chart: where every change is
tracked, a comment says what it showed before.
"""

from collections.abc import Mapping, Sequence

from drafter.blocks import Block, Chart
from drafter.docx.anchors import anchor_name
from drafter.docx.chart_reading import FoundChart, figures_of, same_look
from drafter.docx.manuscript import LiveParagraph, Manuscript
from drafter.revise.account import Change, Matter
from drafter.revise.merge_base import packed_chart
from drafter.revise.plan import ChartPlan, Plan
from drafter.revise.where import Places
from drafter.state.record import Pending

STRUCK_CHART = "新数据中该图已不再生成；接受=删除，拒绝=保留您改过的图"
_SAME_CHART = 0.5
"""The share of two charts' names that must be the same for the one to be taken for the other, without an anchor."""

_MOST_TOLD = 6
"""Figures that a comment names; the data file has them all."""


def matched_charts(charts: Mapping[LiveParagraph, FoundChart], known: Sequence[Chart]) -> dict[LiveParagraph, Chart]:
    """The charts of the base that are still in the clerk's file: by their anchors, else by the names in them."""
    found: dict[LiveParagraph, Chart] = {}
    left = {anchor_name(chart.id): chart for chart in known}
    for paragraph in charts:
        name = next((name for name in paragraph.anchors if name in left), "")
        if name:
            found[paragraph] = left.pop(name)
    for paragraph, live in charts.items():
        if paragraph in found or not left:
            continue
        name = max(left, key=lambda name: _share(live.chart, left[name]))
        if _share(live.chart, left[name]) >= _SAME_CHART:
            found[paragraph] = left.pop(name)
    return found


def _share(one: Chart, other: Chart) -> float:
    left, right = ({*chart.categories, *(series.name for series in chart.series)} for chart in (one, other))
    return len(left & right) / max(1, len(left), len(right))


class ChartPlanner:
    """Plans every chart of the base. ``widest``: twips of the text on the widest page."""

    def __init__(self, manuscript: Manuscript, plan: Plan, places: Places, widest: int, *, tracked: bool) -> None:
        self._manuscript, self._plan, self._places = manuscript, plan, places
        self._widest, self._tracked = round(widest * 635 / 36_000), tracked

    def planned(
        self, charts: Mapping[LiveParagraph, FoundChart], base: Sequence[Block], draft: Mapping[str, Block]
    ) -> dict[LiveParagraph, ChartPlan]:
        """The plans by paragraph."""
        known = [block for block in base if isinstance(block, Chart)]
        account = self._plan.account
        account.blocks += len(known)
        pairs = matched_charts(charts, known)
        for paragraph, chart in pairs.items():
            if anchor_name(chart.id) in paragraph.anchors:
                account.anchored += 1
            else:
                account.recovered += 1
        before: dict[str, str] = {}
        last = ""
        for block in base:
            before[block.id] = last
            last = block.id if block.id in draft else last
        return {
            paragraph: self._one(paragraph, charts[paragraph], chart, draft.get(chart.id), before[chart.id])
            for paragraph, chart in pairs.items()
        }

    def _one(
        self, paragraph: LiveParagraph, found: FoundChart, base: Chart, draft: Block | None, before: str
    ) -> ChartPlan:
        plan = ChartPlan(paragraph.text, paragraph, (base.id,), found=found)
        where = self._places.of(paragraph)
        edited = self._is_edited(found, base)
        if not isinstance(draft, Chart):
            self._gone(plan, base, where, before, edited=edited or bool(paragraph.text.strip()))
        elif figures_of(base) != figures_of(draft):
            if edited:
                plan.note = f"这幅图您改过，没有更新；新数据为：{_told(base, draft)}"
                self._plan.account.to_check.append(Matter(where, plan.note))
                self._plan.pending.append(Pending("text", base.id, old=packed_chart(base), note=plan.note))
            else:
                plan.redrawn = draft
                if self._tracked:
                    plan.note = f"图中的数据已更新：{_told(base, draft)}"
                for name, old, new in changed_figures(base, draft):
                    self._plan.account.updated.append(Change(f"{where} 图中“{name}”", old, new, is_figure=True))
        return plan

    def _is_edited(self, found: FoundChart, base: Chart) -> bool:
        if figures_of(found.chart) != figures_of(base) or not same_look(found.chart.look, base.look, self._widest):
            return True
        return not self._manuscript.chart_parts.keeps_figures(found, base)

    def _gone(self, plan: ChartPlan, base: Chart, where: str, before: str, *, edited: bool) -> None:
        if not edited and not self._tracked:
            plan.gone = "removed"
            self._plan.account.add_deleted(where, "图表")
            return
        plan.gone, plan.note = "struck", STRUCK_CHART
        self._plan.account.decisions.append(Matter(where, "这幅图新数据中已不再生成"))
        self._plan.pending.append(Pending("gone", base.id, old=packed_chart(base), note=plan.note, after=before))


def changed_figures(base: Chart, draft: Chart) -> list[tuple[str, str, str]]:
    """What differs between two charts: what it is, the figure before and after, "" for none."""
    old, new = _figures(base), _figures(draft)
    return [
        (" ".join(filter(None, key)), old.get(key, ""), new.get(key, ""))
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]


def _figures(chart: Chart) -> dict[tuple[str, str], str]:
    return {
        (category, series.name): series.points[at].text
        for at, category in enumerate(chart.categories)
        for series in chart.series
    }


def _told(base: Chart, draft: Chart) -> str:
    found = changed_figures(base, draft)
    told = [f"{name} {old or '（无）'} → {new or '（无）'}" for name, old, new in found[:_MOST_TOLD]]
    more = f"等{len(found)}处" if len(found) > _MOST_TOLD else ""
    return "；".join(told) + more
