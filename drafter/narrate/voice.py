"""The narrator's voice: facts under the form's own words, and statements made of them.

In: an ``Assessment`` with its pack, phrasebank and places. Out: ``Fact``s and ``Statement``s.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.assess import Assessment
from drafter.blocks import Fact, Statement, gap
from drafter.model import DataPath, PlaceOf, ReportType, SelfEvaluation
from drafter.narrate.wording import Passage, clause, named_project
from drafter.numbers import fixed, score
from drafter.pack import Pack
from drafter.phrasebank import Phrasebank

__all__ = ["Passage", "Voice", "flag", "given_text"]


class Voice(Struct, frozen=True, dict=True):
    """One report's voice. ``place_of`` gives the place of a data path in the clerk's file (line or cell)."""

    assessment: Assessment
    pack: Pack
    phrasebank: Phrasebank
    place_of: PlaceOf
    wordings: Mapping[tuple[DataPath, str], int] = field(default_factory=dict)
    id_prefix: str = ""
    """Before the id of every statement that another part of the report says too: ids are unique in a report."""

    @property
    def data(self) -> SelfEvaluation:
        return self.assessment.data

    @cached_property
    def problem_texts(self) -> str:
        """What the clerk's problems say, heads and causes, one after the other."""
        return "".join(f"{clause(given.problem)}。{clause(given.cause)}。" for given in self.data.problems)

    @property
    def path(self) -> DataPath:
        return self.assessment.path

    @property
    def is_nested(self) -> bool:
        """Whether this is the voice of a project inside a department's report."""
        return bool(self.path)

    def of(self, assessment: Assessment) -> "Voice":
        """The same voice on a nested project."""
        return replace(self, assessment=assessment)

    def within(self, id_prefix: str) -> "Voice":
        """The same voice in a part of the report that repeats sentences of another part."""
        return replace(self, id_prefix=id_prefix)

    def fact(self, name: str, text: str | None, *paths: DataPath, formula: str = "") -> Fact:
        """A fact; a missing one has no text, but knows the cells that should hold it."""
        return Fact(name, (text or "").strip(), formula, tuple(self.place_of(path) for path in paths))

    def points(self, name: str, value: Decimal | None, *paths: DataPath, formula: str = "") -> Fact:
        """Points in 分: whole ones without decimals, others with two."""
        return self.fact(name, None if value is None else score(value), *paths, formula=formula)

    def money(self, name: str, value: Decimal | None, *paths: DataPath, formula: str = "") -> Fact:
        """An amount in 万元, two decimals."""
        return self.fact(name, None if value is None else fixed(value), *paths, formula=formula)

    def common(self) -> list[Fact]:
        """What every sentence may name: year, unit, project, and the pack's words for this kind of report."""
        data, path = self.data, self.path
        kind = data.report_type.value
        words = [Fact(name, text) for name, text in self.pack.data.wording.get(kind, {}).items()]
        project = self.fact("项目", named_project(data.project_name), path / "项目名称")
        whole = Fact("自评主体", self.pack.data.wording.get(kind, {}).get("自评对象", ""))
        return [
            project,
            replace(project, name="自评主体") if data.report_type is ReportType.PROJECT and project.text else whole,
            self.fact("年度", str(data.year), path / "年度"),
            self.fact("单位名称", data.unit, path / "单位名称"),
            self.fact("项目名称", data.project_name, path / "项目名称"),
            Fact("报告类型", kind),
            *words,
        ]

    def say(
        self, topic: str, facts: Iterable[Fact], *, about: str, path: DataPath | None = None, of: str = ""
    ) -> Statement:
        """The topic's statement; a gap points to ``path``, where the missing value belongs.

        ``of``: the key whose number chooses the wording (``wording_choice``); by default a hash of ``about``.
        """
        where = self.place_of(path or self.path)
        prefix = f"{self.id_prefix}{self.path}." if self.is_nested else self.id_prefix
        wording = self.wordings.get((self.path, of)) if of else None
        return self.phrasebank.say(
            topic, [*self.common(), *facts], about=f"{prefix}{about}", where=where, wording=wording
        )


def flag(name: str, holds: bool) -> Fact:
    """A fact that only conditions ask for: 是, or missing."""
    return Fact(name, "是" if holds else "")


def given_text(voice: Voice, key: str, text: str | None) -> list[Passage]:
    """A gap for a text that the outline asks for; a given text is prose and is set by the composer."""
    if text:
        return []
    path = voice.path / key
    content = Fact("栏目内容", gap(key), places=(voice.place_of(path),))
    return [(voice.say("missing.text", [content], about=f"missing/{key}", path=path),)]
