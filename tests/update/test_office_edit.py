"""The real thing: a person edits the report in LibreOffice, five figures change, and the pages show both."""

import shutil
import subprocess
from pathlib import Path

import pytest

from drafter.docx.manuscript import LiveParagraph, Manuscript
from drafter.docx.opening import open_docx
from tests.helpers.examples import SHIFENG
from tests.helpers.office import REASON, Person, person_at_office
from tests.helpers.report_folder import Work
from tests.helpers.word_file import comments

DATA = (
    ("全年执行数: 3411.33", "全年执行数: 3512.40"),
    ("执行率: 91.71%", "执行率: 94.42%"),
    ("得分: 18.34", "得分: 18.88"),
    ("完成值:\n        分值: 15\n        得分: 15", "完成值: 1867人次\n        分值: 15\n        得分: 14"),
    ("        得分: 2.5\n", "        得分: 3\n"),
)
HERS = "未执行的资金主要是年末申报的补贴，已结转下年使用。"
ANEW = "总的来看，三类指标的得分都在八成左右，年内未开展的8项指标失分最多。"
UPDATED = "自评报告（更新2）.docx"


def edits(person: Person) -> None:
    person("type", find="基准分值20分，按执行率计得", put="满分20分，按照执行率计得")
    person("remove_paragraph", find="4.对企业人才薪酬补贴发放的跟踪管理")
    person("new_paragraph", after="未执行资金308.55万元", put=HERS)
    person("move_paragraph", find="“开展企业、人才政策和服务宣传”目标得0分", before="“企业家和高端人才培训”目标设置")
    person("split", before="材料只得返工")
    person("join", find="1.为突发状况")
    person("retype", find="从各类指标看", put=ANEW)
    person("type", find="决算支出总额3411.33万元", put="决算支出总额3400.00万元")
    person("cell", row="兑现人数", find="15", put="14.5")
    person("bold", find="预算执行率=")
    person("comment", find="年度绩效目标共设置", put="请财务科核对")


def pages(path: Path) -> str:
    shown = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True).stdout.decode()
    return "".join(shown.split())


def styles(path: Path) -> dict[str, str]:
    """Each paragraph's beginning -> its style."""
    blocks = Manuscript(open_docx(path.read_bytes())).blocks
    return {block.text[:8]: block.style for block in blocks if isinstance(block, LiveParagraph)}


def form(person: Person, work: Work) -> tuple[Path, Path]:
    """The Hunan forms, edited with the tracking of changes on; LibreOffice drops idle columns of their grids."""
    data = work.folder / "石峰.yaml"
    data.write_bytes(SHIFENG.read_bytes())
    work.run("draft", data, "-o", work.folder / "石峰", "--only", "自评表")
    (report,) = (work.folder / "石峰").glob("*.docx")
    person("open", path=str(report))
    person("track", on=True)
    person("cell", row="支付时限", find="2020年底前", put="2020年12月底前")
    person("save")
    person("close")
    data.write_text(data.read_text(encoding="utf-8").replace("1621.08", "1650.20"), encoding="utf-8")
    return report, data


@pytest.mark.skipif(bool(REASON) or not shutil.which("pdftotext"), reason=REASON or "pdftotext is not installed")
def test_edited_in_libreoffice_updated_and_printed(work: Work) -> None:
    with person_at_office(work.folder) as person:
        person("open", path=str(work.report))
        edits(person)
        person("save")
        text = work.data.read_text(encoding="utf-8")
        for old, new in DATA:
            assert old in text
            text = text.replace(old, new, 1)
        work.data.write_text(text, encoding="utf-8")
        still_open = work.update()
        assert (still_open.code, "保存并关闭" in still_open.err) == (3, True)
        person("close")
        ran = work.update()
        assert ran.code == 1, ran.err
        person("open", path=str(work.folder / UPDATED))
        person("save_as", path=str(work.folder / "页.pdf"), kind="writer_pdf_Export")
        person("close")
        forms = work.run("update", *form(person, work), "--json")
    assert forms.code in (0, 1), forms.err
    told = [(change["位置"], change["改为"]) for change in forms.json["已更新"]]
    assert ("附件2-5 › 2020年度项目支出绩效自评表 “合计”行“全年执行数”列", "1650.20") in told
    assert not any("重画" in text for _, text in told)
    printed = pages(work.folder / "页.pdf")
    for words in (HERS, ANEW, "满分20分，按照执行率计得18.88分", "改在线上办理。2.按照薪酬补贴的政策"):
        assert words in printed
    assert (
        "对企业人才薪酬补贴发放的跟踪管理还不够完善，武临开〔2020〕2号文没有写明发放进度由谁跟踪"
        not in (printed.partition("（一）改进措施")[0])
    )
    assert printed.index("“开展企业、人才政策和服务宣传”目标") < printed.index("“企业家和高端人才培训”目标设置")
    for figure in ("94.42%", "18.88", "1.12分", "207.48万元", "1867人次", "5项（占33.33%）", "得3分"):
        assert figure in printed
    for figure in ("91.71%", "18.34", "308.55", "3411.33", "2.50分"):
        assert figure not in printed
    for both in ("3400.00万元3512.40万元", "14.514"):  # struck out, put in
        assert both in printed
    assert sorted(comments((work.folder / UPDATED).read_bytes())) == sorted(
        [
            ("drafter", "底稿 3411.33万元，您改为 3400.00万元，新数据 3512.40万元"),
            ("drafter", "底稿 15，您改为 14.5，新数据 14"),
            *((who, told) for who, told in comments((work.folder / UPDATED).read_bytes()) if "重写了本段" in told),
            ("文员", "请财务科核对"),
        ]
    )
    assert "“兑现人数”行“得分”列：底稿 15，您改为 14.5，新数据 14" in ran.out
    found = styles(work.folder / UPDATED)
    assert found["4.“兑现人数”"] == found["3.有的绩效指标"] == found[HERS[:8]] == "正文"
