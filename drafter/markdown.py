"""Prose: the Markdown that a clerk or a template writes becomes paragraphs, headings and tables.

In: Markdown text. Out: blocks (``prose``) or the headings and paragraphs of a template (``outline``); ``escape``
makes any text print as it is. Only what an official report uses is markup: headings, lists, tables, bold, italic.
Everything else (HTML, links, quotes, rules, entities, indented code) is taken as the text that was typed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct

from drafter.blocks import Align, Block, Cell, Emphasis, Row, Run, Table, Text, TextKind
from drafter.findings import Place
from drafter.patterns import regex

# Rules of CommonMark that would eat what a clerk typed: “> 95%” is no quotation, a line of --- no heading,
# four spaces no program, [1](2) no link, &lt; and <b> no HTML.
# fmt: off
_NOT_USED = ("blockquote", "code", "fence", "hr", "html_block", "lheading", "reference",
             "autolink", "html_inline", "image", "link")
# fmt: on

# A backslash before one of these means the character itself; before anything else (C:\数据, \\server\x) it stays.
_ESCAPED = frozenset("*_#|<>&`[]()!~+-=.")
_BACKSLASH = "&#92;"  # how ``escape`` writes a backslash; the only entity that is read

_SPECIAL = regex(r"[*_#|<>&`\[\]()!~+\-=]|\\")
_NUMBER_AT_START = regex(r"^(\d{1,9})([.)])")
_CHINESE_NUMBER = regex(
    r"[（(](?:\d{1,2}|[一二三四五六七八九十]+)[）)]|[一二三四五六七八九十]+、|\d{1,2}(?:[、．]|\.(?=[^\d\s]))|[①-⑳]"
)
_BETWEEN_TERMS = regex(r"(?:[^\W_]|[)）\]】》”％%])\*(?:[^\W_]|[(（\[【《“])")
_ONE_SPACE = regex(r"[ \t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


class OutlineItem(Struct, frozen=True):
    """A heading (``level`` 1 to 6) or a paragraph (``level`` 0), its text on one line."""

    level: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class TableItem(Struct, frozen=True):
    """A table: cells row by row, the first row its head, and how each column is set."""

    rows: tuple[tuple[str, ...], ...]
    alignments: tuple[Align, ...]


Piece = OutlineItem | TableItem


def prose(text: str, id_prefix: str, places: tuple[Place, ...] = ()) -> tuple[Block, ...]:
    """The blocks of a text: paragraphs ``id_prefix/p1`` …, tables ``id_prefix/t1`` ….

    The highest heading that the text uses becomes ``heading3``, all below it ``heading4``; numbers are not invented.
    ``places``: the lines or cells of the text in the data.
    """
    pieces = tuple(_pieces(text))
    top = min((piece.level for piece in pieces if isinstance(piece, OutlineItem) and piece.level), default=0)
    blocks: list[Block] = []
    paragraphs = tables = 0
    for piece in pieces:
        if isinstance(piece, TableItem):
            tables += 1
            blocks.append(_table_block(piece, f"{id_prefix}/t{tables}", places))
        else:
            paragraphs += 1
            kind: TextKind = "body" if not piece.level else "heading3" if piece.level == top else "heading4"
            blocks.append(Text.of_runs(f"{id_prefix}/p{paragraphs}", kind, piece.runs, places=places))
    return tuple(blocks)


def outline(text: str) -> tuple[OutlineItem, ...]:
    """The headings and paragraphs of a template's Markdown in order; the rows of a table are paragraphs."""
    items: list[OutlineItem] = []
    for piece in _pieces(text):
        if isinstance(piece, OutlineItem):
            items.append(piece)
        else:
            items.extend(OutlineItem(0, (Run(" | ".join(row)),)) for row in piece.rows)
    return tuple(items)


def escape(text: str) -> str:
    """The text so written that Markdown prints it as it is; line ends and tabs become spaces."""
    text = _ONE_SPACE.sub(" ", text.replace("\0", "")).strip()
    text = _SPECIAL.sub(lambda match: _BACKSLASH if match.group() == "\\" else f"\\{match.group()}", text)
    return _NUMBER_AT_START.sub(r"\1\\\2", text)


@cache
def parser() -> MarkdownIt:
    """The one parser: CommonMark with tables, without the rules that a report has no use for."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(_NOT_USED)
    markdown.inline.ruler.at("escape", _read_escape)
    markdown.inline.ruler.at("entity", _read_backslash)
    markdown.inline.ruler.before("emphasis", "sign", _read_sign)
    return markdown


def _read_escape(state: StateInline, silent: bool) -> bool:
    """``\\*`` is an asterisk; a backslash before anything but a Markdown sign is a backslash."""
    if state.src[state.pos] != "\\" or state.src[state.pos + 1 : state.pos + 2] not in _ESCAPED:
        return False
    return _take(state, silent, state.src[state.pos + 1], 2)


def _read_backslash(state: StateInline, silent: bool) -> bool:
    return state.src.startswith(_BACKSLASH, state.pos) and _take(state, silent, "\\", len(_BACKSLASH))


def _read_sign(state: StateInline, silent: bool) -> bool:
    """A single * between two terms multiplies them (单价*数量*月数) and does not start italics."""
    if state.pos == 0 or not _BETWEEN_TERMS.match(state.src, state.pos - 1):
        return False
    return _take(state, silent, "*", 1)


def _take(state: StateInline, silent: bool, text: str, length: int) -> bool:
    """Reads ``length`` characters of the source as ``text``."""
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.info = text, "escape"
    state.pos += length
    return True


def starts_with_number(text: str) -> bool:
    """Whether a text begins with a number as Chinese is numbered: （一）, 1., ①, 一是."""
    return re.match(rf"\s*(?:#+\s*)?(?:{_CHINESE_NUMBER.pattern}|[一二三四五六七八九十]+是)", text) is not None


def _pieces(text: str) -> Iterator[Piece]:
    source = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    root = SyntaxTreeNode(parser().parse("\n".join(source)))
    for node in root.children:
        yield from _BLOCKS[node.type](node, source)


def _paragraph(node: SyntaxTreeNode, source: list[str]) -> Iterator[Piece]:
    for runs in _lines(node):
        yield OutlineItem(0, runs)


def _heading(node: SyntaxTreeNode, source: list[str]) -> Iterator[Piece]:
    lines = _lines(node)
    for runs in lines:
        yield OutlineItem(int(node.tag[1:]), runs)
    if not lines:  # a line with nothing but “#”: it was text
        yield OutlineItem(0, (Run(node.markup),))


def _list(node: SyntaxTreeNode, source: list[str]) -> Iterator[Piece]:
    """Each item a paragraph: an ordered one with its number as typed, a bullet without a sign."""
    for item in node.children:
        pieces = [piece for child in item.children for piece in _BLOCKS[child.type](child, source)]
        marker = f"{item.info}{item.markup}"
        if not pieces:  # a line with nothing but “2020.” or “-”: it was text
            pieces = [OutlineItem(0, (Run(marker),))]
        elif node.type == "ordered_list" and isinstance(first := pieces[0], OutlineItem):
            # “3. 5倍” must not become 3.5倍, and 2020. is no list number; else no space before a Chinese character
            space = " " if first.text[:1].isascii() or len(item.info) > 2 else ""
            pieces[0] = OutlineItem(first.level, tuple(_merged([Run(marker + space), *first.runs])))
        elif node.type == "ordered_list":
            pieces.insert(0, OutlineItem(0, (Run(marker),)))
        yield from pieces


def _table(node: SyntaxTreeNode, source: list[str]) -> Iterator[Piece]:
    rows = [row for part in node.children for row in part.children]
    columns = len(rows[0].children)
    first, end = node.map or (0, 0)
    if any(_cell_count(line) > columns for line in source[first:end]):  # CommonMark drops what is too much
        yield from (OutlineItem(0, (Run(line.strip()),)) for line in source[first:end])
        return
    cells = tuple(
        tuple("".join(run.text for runs in _lines(cell) for run in runs) for cell in row.children) for row in rows
    )
    yield TableItem(cells, tuple(_ALIGNMENTS.get(cell.attrs.get("style"), "center") for cell in rows[0].children))


_BLOCKS: Mapping[str, Callable[[SyntaxTreeNode, list[str]], Iterator[Piece]]] = MappingProxyType(
    {
        "paragraph": _paragraph,
        "heading": _heading,
        "ordered_list": _list,
        "bullet_list": _list,
        "table": _table,
    }
)


def _cell_count(line: str) -> int:
    return len(re.findall(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))) + 1


_ALIGNMENTS: Mapping[object, Align] = MappingProxyType({"text-align:left": "left", "text-align:right": "right"})
_SOFT_BREAK, _HARD_BREAK = "\n", "\r"  # neither is left in a text after parsing
_EMPHASES: Mapping[str, Emphasis] = MappingProxyType({"strong": "bold", "em": "italic"})
_BREAKS: Mapping[str, str] = MappingProxyType({"softbreak": _SOFT_BREAK, "hardbreak": _HARD_BREAK})


def _lines(node: SyntaxTreeNode) -> list[tuple[Run, ...]]:
    """The runs of a node line by line, blank lines left out.

    A line ends at a hard break, and where the next one begins with a number as Chinese is numbered (1、 （一） ①).
    """
    runs = [run for child in node.children for run in _inline(child, "") if run.text]
    lines: list[list[Run]] = [[]]
    for number, run in enumerate(runs):
        following = runs[number + 1].text if number + 1 < len(runs) else ""
        if run.text == _HARD_BREAK or (run.text == _SOFT_BREAK and _CHINESE_NUMBER.match(following)):
            lines.append([])
        else:
            lines[-1].append(run)
    joined = (_trimmed(_without_soft_breaks(line)) for line in lines)
    return [tuple(line) for line in joined if line]


def _inline(node: SyntaxTreeNode, emphasis: Emphasis) -> Iterator[Run]:
    """The runs of an inline node; text that is bold and italic is bold."""
    if node.type in _BREAKS:
        yield Run(_BREAKS[node.type], emphasis)
    elif node.children:
        within: Emphasis = "bold" if emphasis == "bold" else _EMPHASES.get(node.type, emphasis)
        for child in node.children:
            yield from _inline(child, within)
    else:
        yield Run(node.content, emphasis)


def _without_soft_breaks(runs: list[Run]) -> list[Run]:
    """A line break beside a Chinese character disappears; between two words of another script it is a space."""
    result: list[Run] = []
    for number, run in enumerate(runs):
        if run.text == _SOFT_BREAK:
            before = result[-1].text[-1:] if result else ""
            after = runs[number + 1].text[:1] if number + 1 < len(runs) else ""
            run = Run("" if _is_wide(before) or _is_wide(after) else " ", run.emphasis)
        result.append(run)
    return result


def _is_wide(character: str) -> bool:
    """Whether a character is Chinese or Chinese punctuation (“”—… count as ambiguous in Unicode)."""
    return character != "" and (east_asian_width(character) in "WF" or character in "“”‘’—…·")


def _merged(runs: list[Run]) -> list[Run]:
    """Neighbours of one emphasis as one run, without empty ones."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].emphasis == run.emphasis:
            merged[-1] = Run(merged[-1].text + run.text, run.emphasis)
        elif run.text:
            merged.append(run)
    return merged


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without the spaces around the paragraph: the indent comes from the style, not from two full-width spaces."""
    if runs:
        runs[0] = Run(runs[0].text.lstrip(), runs[0].emphasis)
        runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].emphasis)
    return _merged(runs)


def _table_block(item: TableItem, table_id: str, places: tuple[Place, ...]) -> Table:
    """A table block: each column as wide as its longest cell, between 4 and 20 Chinese characters."""
    columns = range(len(item.alignments))
    widths = tuple(max(4, min(20, max(_width(row[column]) for row in item.rows))) for column in columns)
    rows = tuple(
        Row(
            f"{table_id}/r{number}",
            tuple(
                Cell(text, "center" if number == 0 else alignment, label=number == 0)
                for text, alignment in zip(cells, item.alignments, strict=True)
            ),
            header=number == 0,
        )
        for number, cells in enumerate(item.rows)
    )
    return Table(table_id, widths, rows, places)


def _width(text: str) -> int:
    """The width in Chinese characters, with one for the margins of the cell."""
    return sum(2 if _is_wide(character) else 1 for character in text) // 2 + 1
