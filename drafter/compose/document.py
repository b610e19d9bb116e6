"""What stands where: the statements and the pack's template -> a ``Draft`` of one document.

In: a pack, the name of one of its documents, the assessment and its ``Narrative``. Out: blocks in reading order,
headings numbered 一、（一）1.（1）, slots filled with statements, prose and tables. Nothing is worded here.
"""

from collections.abc import Callable, Iterator
from itertools import count

from msgspec import Struct, field

from drafter.assess import Assessment
from drafter.blocks import Block, Draft, Run, Section, Statement, Text, TextKind
from drafter.compose.charts import DrawnChart, charts
from drafter.compose.extent import page_count
from drafter.compose.forms.pages import Page, caption_kind, form_pages
from drafter.compose.grammar import NUMBERED
from drafter.compose.numbering import Numbering
from drafter.compose.prose import GIVEN_TEXTS, PROSE_SLOTS, prose_slots
from drafter.compose.tables import indicator_tables
from drafter.compose.template import (
    COVER,
    PAGE_TURNS,
    inline_words,
    render_line,
    render_template,
    slot_marks,
    without_marks,
)
from drafter.findings import Fault, InputError
from drafter.markdown import outline
from drafter.model import ROOT, PlaceOf
from drafter.narrate import SLOTS, Narrative, Passage
from drafter.pack import Pack, PackData


class EmptyDocumentError(InputError):
    """The document is made of project forms, and the data have no projects."""


FORMULAS = frozenset(("预算执行公式",))
"""Slots whose paragraphs are formulas."""

CAPTION_LEVEL = 6
"""``###### 表题``: a line above a table that carries no number."""


def compose(pack: Pack, document: str, assessment: Assessment, narrative: Narrative, place_of: PlaceOf) -> Draft:
    """The draft of one document.

    Raises ``InputError`` for a fault in the template, ``EmptyDocumentError`` where the data have nothing for it.
    """
    data = assessment.data
    slots = _Slots(
        narrative,
        prose_slots(pack, assessment, place_of),
        indicator_tables(pack, assessment, place_of),
        charts(pack, assessment, place_of),
        form_pages(pack, assessment, place_of),
    )
    known = known_slots(pack.data)
    text = render_template(pack, document, inline_words(pack, data), slots.filled(), known, slots.wanting())
    pages = _Pages()
    for item in outline(text):
        _place(item.level, item.runs, item.text, slots, pages)
    blocks = pages.blocks()
    if not blocks:
        raise _nothing(pack, document, place_of)
    sections = pages.sections()
    least = pack.data.documents[document].contents
    headed = any(isinstance(block, Text) and block.kind == "heading1" for block in blocks)
    contents = headed and least > 0 and page_count(sections) >= least
    return Draft(document, _title(blocks), data.unit, sections, contents)


def known_slots(pack: PackData) -> set[str]:
    """Every slot that a template of the pack may have."""
    return {*SLOTS, *PROSE_SLOTS, *pack.set_apart, *PAGE_TURNS, COVER, *pack.tables, *pack.charts, *pack.forms}


def file_stem(pack: Pack, document: str, assessment: Assessment) -> str:
    """The file name without its suffix, from the pack's pattern: 2020年度某中心整体绩效自评报告.

    Raises ``InputError`` where nothing is left of it.
    """
    key = f"文书.{document}.文件名"
    name = render_line(pack.data.documents[document].file_name, inline_words(pack, assessment.data), pack, key)
    if not any(char.isalnum() for char in name):
        found = f"“{document}”的文件名是空的"
        raise InputError(
            Fault(pack.place_of(key), found, "应有文字，或有值的名称", "在“文件名”里补上文字，如 绩效自评报告")
        )
    return name


def _title(blocks: list[Block]) -> str:
    """The title lines; for a document of forms, what stands above the first one."""
    title = "".join(block.text for block in blocks if isinstance(block, Text) and block.kind == "title")
    captions = (block.text for block in blocks if isinstance(block, Text) and block.kind == "caption")
    return title or next(captions, "")


def _nothing(pack: Pack, document: str, place_of: PlaceOf) -> InputError:
    """A template without contents; or a document of project forms, asked for by a report without projects."""
    template = pack.data.documents[document].template
    if not pack.data.forms or not any(name in pack.template_text(document) for name in pack.data.forms):
        where = str(pack.folder / template)
        return InputError(
            Fault(where, f"“{document}”没有可印的内容", "模板里应有标题或有内容的空", "在模板里写上标题和 {{ 名称 }}")
        )
    return EmptyDocumentError(
        Fault(
            place_of(ROOT / "项目"),
            f"“{document}”没有可印的内容：数据文件里没有项目",
            f"模板包“{pack.name}”的这份文书逐个项目印表",
            "把报告类型改为“项目”，或在“项目”里填写，或换用别的模板包",
        )
    )


class _Pages(Struct):
    """Sections in the making: the current one takes the blocks, a page turn begins the next."""

    numbering: Numbering = field(default_factory=Numbering)
    done: list[Section] = field(default_factory=list)
    current: list[Block] = field(default_factory=list)
    landscape: bool = False

    def turn(self, *, landscape: bool) -> None:
        if self.current:
            self.done.append(Section(tuple(self.current), landscape=self.landscape))
        self.current, self.landscape = [], landscape

    def cover(self) -> None:
        """What stands on the page so far is the cover; the next page begins upright."""
        self.done.append(Section(tuple(self.current), cover=True))
        self.current, self.landscape = [], False

    def form(self, page: Page) -> None:
        """A filled form begins a page of its own; only the headings above it share it."""
        if any(not _is_heading(block) for block in self.current):
            self.turn(landscape=page.landscape)
        self.landscape = page.landscape
        self.current.extend(page.blocks)

    def blocks(self) -> list[Block]:
        return [block for section in self.done for block in section.blocks] + self.current

    def sections(self) -> tuple[Section, ...]:
        last = (Section(tuple(self.current), landscape=self.landscape),) if self.current else ()
        return (*self.done, *last)


def _is_heading(block: Block) -> bool:
    return isinstance(block, Text) and block.kind in ("title", "caption", "annex")


class _Slots(Struct):
    """Everything that a slot of a template can stand for."""

    narrative: Narrative
    prose: dict[str, Callable[[Numbering], tuple[Block, ...]]]
    tables: dict[str, Block]
    charts: dict[str, DrawnChart]
    forms: dict[str, Callable[[], tuple[Page, ...]]]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """Of the charts, in the order of the document."""

    def filled(self) -> set[str]:
        """The slots that have something to print."""
        told = {name for name, passages in self.narrative.passages.items() if passages}
        return told | set(self.prose) | set(self.tables) | set(self.charts) | set(self.forms)

    def wanting(self) -> set[str]:
        """The texts of the clerk's that she has not written: what stands for them is a gap."""
        return set(GIVEN_TEXTS) - set(self.prose)

    def blocks(self, name: str, numbering: Numbering, *, numbered: bool) -> tuple[Block, ...]:
        """The slot's blocks: a given text before statements about its absence."""
        if name in self.prose:
            return self.prose[name](numbering)
        if name in self.tables:
            return (self.tables[name],)
        if name in self.charts:
            return self.charts[name].blocks(next(self.numbers))
        passages = self.narrative[name]
        kind: TextKind = "formula" if name in FORMULAS else "body"
        return tuple(_paragraph(kind, p, numbering, numbered=numbered and len(passages) > 1) for p in passages)


def _paragraph(kind: TextKind, passage: Passage, numbering: Numbering, *, numbered: bool) -> Text:
    lead = (Run(numbering.item()),) if numbered else ()
    return Text.of_runs(passage[0].id, kind, (*lead, *(run for s in passage for run in _runs(s))), passage)


def _runs(statement: Statement) -> tuple[Run, ...]:
    head, rest = statement.text[: statement.head], statement.text[statement.head :]
    return tuple(run for run in (Run(head, "head"), Run(rest)) if run.text)


def _place(level: int, runs: tuple[Run, ...], text: str, slots: _Slots, pages: _Pages) -> None:
    """One heading, slot or paragraph of the rendered template."""
    if level == 0:
        plain = without_marks(text)
        if plain:
            pages.current.append(Text(f"text/{pages.numbering.path}/{plain[:20]}", "body", plain))
        for name, mark in slot_marks(text):
            if name in PAGE_TURNS:
                pages.turn(landscape=PAGE_TURNS[name])
            elif name == COVER:
                pages.cover()
            elif name in slots.forms:
                for page in slots.forms[name]():
                    pages.form(page)
            else:
                pages.current.extend(slots.blocks(name, pages.numbering, numbered=mark == NUMBERED))
        return
    if level == 1:
        pages.current.append(Text.of_runs(f"title/{len(pages.current)}", "title", runs))
    elif level == CAPTION_LEVEL:
        pages.current.append(Text.of_runs(f"caption/{text}", caption_kind(text), runs))
    else:
        depth = level - 1
        number = pages.numbering.heading(depth, text)
        kind: TextKind = ("heading1", "heading2", "heading3", "heading4")[depth - 1]
        pages.current.append(Text.of_runs(f"heading/{pages.numbering.path}", kind, (Run(number), *runs)))
