"""A person decides on some of our marks and leaves others: what she decided stays, the rest is taken back."""

import pytest

from drafter.docx.manuscript import Edit, Manuscript, TakenBack
from drafter.docx.opening import open_docx
from drafter.docx.views import views
from tests.helpers.raw_paragraphs import docx_of, first
from tests.helpers.samples import changed, part

RUN = "<w:r><w:t>{}</w:t></w:r>"
INS = '<w:ins w:id="1" w:author="drafter">' + RUN + "</w:ins>"
DEL = '<w:del w:id="2" w:author="drafter"><w:r><w:delText>{}</w:delText></w:r></w:del>'
HERS = '<w:ins w:id="3" w:author="文员">' + RUN + "</w:ins>"
REPLACED = [("3400", "3512")]


def taken_back(body: str, proposals: list[tuple[str, str]]) -> tuple[str, TakenBack]:
    manuscript = Manuscript(open_docx(docx_of(body)))
    back = manuscript.take_back(proposals)
    assert "drafter" not in part(manuscript.packed(), "word/document.xml")
    return first(manuscript).text, back


@pytest.mark.parametrize(
    ("body", "proposals", "text", "spans"),
    [
        # pending, whole and in pieces
        (DEL.format("3400") + INS.format("3512"), REPLACED, "3400", (("3400", "3512"),)),
        (
            DEL.format("34") + DEL.format("00") + INS.format("35") + INS.format("12"),
            REPLACED,
            "3400",
            (("3400", "3512"),),
        ),
        # the insertion accepted, the deletion still pending
        (DEL.format("3400") + RUN.format("3512"), REPLACED, "3512", ()),
        # the insertion refused
        (DEL.format("3400") + RUN.format("万元"), REPLACED, "3400万元", ()),
        # the deletion refused, the insertion pending
        (RUN.format("支出3400") + INS.format("3512"), REPLACED, "支出3400", ()),
        # the deletion accepted
        (RUN.format("支出") + INS.format("3512"), REPLACED, "支出3512", ()),
        # the new text changed by her, plainly and tracked
        (DEL.format("3400") + INS.format("3513"), REPLACED, "3513", ()),
        (DEL.format("3400") + INS.format("35") + HERS.format("9") + INS.format("2"), REPLACED, "3592", ()),
        # only deleted, only inserted
        (RUN.format("甲") + DEL.format("乙"), [("乙", "")], "甲乙", (("乙", ""),)),
        (RUN.format("甲") + INS.format("乙"), [("", "乙")], "甲", (("", "乙"),)),
        # nothing known of what we proposed
        (DEL.format("3400") + INS.format("3513"), [], "3400", (("3400", "3513"),)),
    ],
)
def test_what_she_decided_stays(
    body: str, proposals: list[tuple[str, str]], text: str, spans: tuple[tuple[str, str], ...]
) -> None:
    found, back = taken_back(body, proposals)
    assert found == text
    assert back.spans == spans


def test_revisions_of_others_are_not_touched() -> None:
    other = DEL.replace("drafter", "文员").format("旧") + HERS.format("新")
    docx = docx_of(other + DEL.format("3400") + INS.format("3512"))
    manuscript = Manuscript(open_docx(docx))
    manuscript.take_back(REPLACED)
    document = part(manuscript.packed(), "word/document.xml")
    assert document.count('w:author="文员"') == 2
    assert first(manuscript).text == "新3400"
    assert first(manuscript).is_inserted(0, 1)
    assert not first(manuscript).is_inserted(1, 5)


def test_her_deletion_of_our_text_is_a_refusal() -> None:
    struck = DEL.replace("drafter", "文员").replace('"2"', '"9"').format("3512")
    found, _ = taken_back(DEL.format("3400") + f'<w:ins w:id="1" w:author="drafter">{struck}</w:ins>', REPLACED)
    assert found == "3400"


def test_a_paragraph_of_ours_that_she_wrote_in_is_hers() -> None:
    mark = '<w:pPr><w:rPr><w:ins w:id="8" w:author="drafter"/></w:rPr></w:pPr>'
    found, back = taken_back(mark + INS.format("新段") + RUN.format("补一句"), [("", "新段")])
    assert (found, back.added) == ("新段补一句", ())


WORD = "http://schemas.microsoft.com/office/word"


def answered(docx: bytes, replier: str) -> bytes:
    """The file after Word has saved it with a reply to its only comment."""
    space = f'xmlns:w14="{WORD}/2010/wordml"'
    comments = part(docx, "word/comments.xml").replace("<w:comments", f"<w:comments {space}", 1)
    comments = comments.replace("<w:p>", '<w:p w14:paraId="00000001">', 1)
    reply = (
        f'<w:comment w:id="99" w:author="{replier}"><w:p w14:paraId="00000002">{RUN.format("知道了")}</w:p></w:comment>'
    )
    extended = (
        f'<w15:commentsEx xmlns:w15="{WORD}/2012/wordml"><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/></w15:commentsEx>'
    )
    ids = (
        f'<w16cid:commentsIds xmlns:w16cid="{WORD}/2016/wordml/cid">'
        '<w16cid:commentId w16cid:paraId="00000001" w16cid:durableId="0A"/>'
        '<w16cid:commentId w16cid:paraId="00000002" w16cid:durableId="0B"/></w16cid:commentsIds>'
    )
    relations = part(docx, "word/_rels/document.xml.rels")
    for number, kind in enumerate(("commentsExtended", "commentsIds")):
        entry = f'<Relationship Id="rId9{number}" Type="{WORD}/{kind}" Target="{kind}.xml"/>'
        relations = relations.replace("</Relationships>", f"{entry}</Relationships>")
    return changed(
        docx,
        {
            "word/comments.xml": comments.replace("</w:comments>", f"{reply}</w:comments>").encode(),
            "word/commentsExtended.xml": extended.encode(),
            "word/commentsIds.xml": ids.encode(),
            "word/_rels/document.xml.rels": relations.encode(),
        },
    )


@pytest.mark.parametrize(("replier", "stays"), [("文员", True), ("drafter", False)])
def test_a_comment_that_she_answered_stays(replier: str, stays: bool) -> None:
    manuscript = Manuscript(open_docx(docx_of(RUN.format("甲乙丙"))))
    first(manuscript).apply([Edit(1, 2, "乙", note="请核对")])
    again = Manuscript(open_docx(answered(manuscript.packed(), replier)))
    back = again.take_back([])
    packed = again.packed()
    assert back.notes == (() if stays else ("请核对", "知道了"))
    assert len(views(packed).comments) == 2 * stays
    assert ("commentReference" in part(packed, "word/document.xml")) is stays
    assert part(packed, "word/commentsExtended.xml").count("paraId=") == 2 * stays
    assert part(packed, "word/commentsIds.xml").count("durableId") == 2 * stays


def test_a_comment_may_stand_on_nothing() -> None:
    manuscript = Manuscript(open_docx(docx_of("", RUN.format("乙"))))
    first(manuscript).apply([Edit(0, 0, "", note="空段\n第二行")])
    packed = manuscript.packed()
    assert views(packed).comments == (("drafter", "空段\n第二行"),)
    assert "<w:r/>" not in part(packed, "word/document.xml")
    assert packed == rebuilt()
    again = Manuscript(open_docx(packed))
    again.take_back([])
    assert "comment" not in part(again.packed(), "word/document.xml")


def rebuilt() -> bytes:
    manuscript = Manuscript(open_docx(docx_of("", RUN.format("乙"))))
    first(manuscript).apply([Edit(0, 0, "", note="空段\n第二行")])
    return manuscript.packed()
