"""Edits of a person's text: the text becomes what was asked, all else stays, and our marks can be taken back."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.docx.manuscript import Edit, LiveParagraph, Manuscript
from drafter.docx.opening import open_docx
from drafter.docx.read import text_of
from drafter.docx.views import views
from tests.helpers.raw_paragraphs import W, docx_of, first
from tests.helpers.samples import part

words = st.text(alphabet="甲乙35.万 \t\n-", min_size=1, max_size=5)


def content(said: str) -> str:
    signs = {"\t": "<w:tab/>", "\n": "<w:br/>", "-": "<w:noBreakHyphen/>"}
    return "".join(signs.get(c, f'<w:t xml:space="preserve">{c}</w:t>') for c in said)


@st.composite
def runs(draw: st.DrawFn) -> str:
    manner = draw(st.sampled_from(["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"]))
    if draw(st.booleans()):
        said = draw(st.text(alphabet="甲乙35.万 ", min_size=1, max_size=6))
        return f'<w:r>{manner}<w:t xml:space="preserve">{said}</w:t></w:r>'
    return f"<w:r>{manner}{content(draw(words))}</w:r>"


@st.composite
def stretches(draw: st.DrawFn) -> str:
    run = draw(runs())
    author = 'w:id="7" w:author="文员"'
    deleted = run.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return draw(
        st.sampled_from(
            [
                run,
                run,
                run,
                f'<w:hyperlink w:anchor="x">{run}</w:hyperlink>',
                f"<w:ins {author}>{run}</w:ins>",
                f"<w:del {author}>{deleted}</w:del>",
                '<w:bookmarkStart w:id="3" w:name="她的"/><w:bookmarkEnd w:id="3"/>',
                "<w:proofErr/>".replace("/>", ' w:type="spellStart"/>'),
            ]
        )
    )


paragraphs = st.lists(stretches(), max_size=6).map("".join)


def opened(*bodies: str) -> Manuscript:
    return Manuscript(open_docx(docx_of(*bodies)))


@st.composite
def edits_of(draw: st.DrawFn, said: str, tracked: bool | None = None) -> list[Edit]:
    edges = sorted(draw(st.lists(st.integers(0, len(said)), max_size=6)))
    edits = []
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        marked = draw(st.booleans()) if tracked is None else tracked
        new = draw(st.one_of(st.just(""), words, st.just(said[start:end])))
        edits.append(Edit(start, end, new, marked, draw(st.sampled_from(["", "", "注"]))))
    return edits


def edited(said: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        said = said[: edit.start] + edit.text + said[edit.end :]
    return said


def shown(content: bytes, *, accept: bool) -> str:
    """The document after our marks are settled, paragraph by paragraph, blank ones too."""
    from drafter.docx.manuscript.tool_revisions import settle

    opened = open_docx(content)
    root = opened.tree(opened.document)
    settle(root, accept=accept)
    return "\n".join(text_of(paragraph) for paragraph in root.iter(f"{W}p"))


@st.composite
def edited_paragraphs(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    body = draw(paragraphs)
    return body, draw(edits_of(first(opened(body)).text))


PLAIN_RUN = "<w:r><w:t>甲乙</w:t></w:r>"
CLERKS_RUN = f'<w:ins w:id="7" w:author="文员">{PLAIN_RUN}</w:ins>'


@settings(deadline=None)
@given(edited_paragraphs())
@example((PLAIN_RUN, [Edit(0, 0, "5"), Edit(0, 1, "", tracked=True)]))
@example((CLERKS_RUN + PLAIN_RUN, [Edit(1, 1, "5"), Edit(1, 2, "", tracked=True)]))
def test_the_text_becomes_what_was_asked_and_our_marks_tell_both(case: tuple[str, list[Edit]]) -> None:
    body, edits = case
    manuscript = opened(body)
    paragraph = first(manuscript)
    before = paragraph.text
    paragraph.apply(edits)
    assert paragraph.text == edited(before, edits)
    packed = manuscript.packed()
    assert shown(packed, accept=True) == edited(before, edits)
    assert shown(packed, accept=False) == edited(before, [edit for edit in edits if not edit.tracked])
    root = etree.fromstring(part(packed, "word/document.xml").encode())
    assert not [run for run in root.iter(f"{W}r") if not len(run)]
    assert not [mark for mark in root.iter(f"{W}ins", f"{W}del") if not len(mark)]
    assert not [leaf for leaf in root.iter(f"{W}t") if not leaf.text]


@settings(deadline=None)
@given(st.data())
def test_what_was_tracked_is_taken_back_whole(data: st.DataObject) -> None:
    manuscript = opened(data.draw(paragraphs))
    before = first(manuscript).text
    edits = data.draw(edits_of(before, tracked=True))
    first(manuscript).apply(edits)
    again = Manuscript(open_docx(manuscript.packed()))
    again.take_back([(before[edit.start : edit.end], edit.text) for edit in edits])
    packed = again.packed()
    assert first(again).text == before
    assert "drafter" not in part(packed, "word/document.xml")
    assert views(packed).tracked == 0
    assert views(packed).comments == ()


def manners(paragraph: LiveParagraph) -> list[tuple[str, bool, bool]]:
    """Each character, whether it is bold, whether it is in her insertion."""
    found = []
    for leaf in paragraph.element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        if next(leaf.iterancestors(f"{W}del"), None) is None:
            bold = next(leaf.iterancestors(f"{W}r")).find(f"{W}rPr/{W}b") is not None
            hers = any(mark.get(f"{W}author") == "文员" for mark in leaf.iterancestors(f"{W}ins"))
            said = leaf.text or "" if leaf.tag == f"{W}t" else "?"
            found.extend((character, bold, hers) for character in said)
    return found


@settings(deadline=None)
@given(st.data())
def test_characters_that_are_not_replaced_keep_their_manner(data: st.DataObject) -> None:
    paragraph = first(opened(data.draw(paragraphs)))
    before = manners(paragraph)
    start, end = sorted(data.draw(st.lists(st.integers(0, len(before)), min_size=2, max_size=2)))
    new = data.draw(words)
    paragraph.apply([Edit(start, end, new, tracked=data.draw(st.booleans()))])
    after = manners(paragraph)
    assert after[:start] == before[:start]
    assert after[len(after) - (len(before) - end) :] == before[end:]
