"""A report of the 2020 example that a person has edited, and the commands around its update.

STAND-INS: where ``drafter.revise.revised`` or ``drafter.docx.finalizing`` is not there, the plainest thing in its
place. Both step back by themselves as soon as the real ones can be imported.
"""

import importlib.util
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

import drafter.revise
from drafter.blocks import Draft
from drafter.commands.clerks_file import differences
from drafter.docx.opening import Opened
from drafter.docx.write import render
from drafter.revise import Account, Change, Revised
from drafter.state.record import State
from tests.helpers.examples import SUMMARY_2020
from tests.helpers.finished_command import Ran
from tests.helpers.samples import changed, part

OLD, NEW = "3411.33", "3512.40"
DOCUMENT = "word/document.xml"


@dataclass(frozen=True)
class Work:
    """A folder with the data and the 完整版 that was drafted from them."""

    folder: Path
    data: Path
    report: Path
    run: Callable[..., Ran]

    def new_figure(self) -> None:
        text = self.data.read_text(encoding="utf-8")
        assert OLD in text
        self.data.write_text(text.replace(OLD, NEW), encoding="utf-8")

    def edit(self, old: str, new: str) -> None:
        """Words replaced, as a person does in Word."""
        document = part(self.report.read_bytes(), DOCUMENT)
        assert old in document
        self.rewrite({DOCUMENT: document.replace(old, new, 1).encode()})

    def rewrite(self, parts: dict[str, bytes]) -> None:
        self.report.write_bytes(changed(self.report.read_bytes(), parts))

    def update(self, *options: object) -> Ran:
        return self.run("update", self.report, self.data, *options)

    @property
    def files(self) -> dict[str, bytes]:
        return {str(p.relative_to(self.folder)): p.read_bytes() for p in sorted(self.folder.rglob("*")) if p.is_file()}

    @property
    def sidecars(self) -> list[Path]:
        return sorted(self.folder.glob(".drafter/*/gen-*.json"))


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    from drafter.commands.draft import draft

    folder = tmp_path_factory.mktemp("drafted")
    data = folder / "数据.yaml"
    data.write_bytes(SUMMARY_2020.read_bytes())
    (file,) = draft(data, only=("完整版",)).files
    file.path.rename(folder / "自评报告.docx")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def work(drafter, tmp_path: Path, drafted: dict[str, bytes]) -> Work:
    for name, content in drafted.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return Work(tmp_path, tmp_path / "数据.yaml", tmp_path / "自评报告.docx", drafter)


def merged(
    content: bytes, name: str, base: State, draft: Draft, state: State, *, show_all: bool = False, force: bool = False
) -> Revised:
    """STAND-IN for the merge: the new draft, and nothing of hers."""
    count = differences(base, state)
    account = Account(len(base.blocks), len(base.blocks), updated=[Change("某处", OLD, NEW, is_figure=True)] * count)
    return Revised(render(draft, state=state) if count else content, state, account, changed=count > 0)


@pytest.fixture(autouse=True)
def merge(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(drafter.revise, "revised"):
        monkeypatch.setattr(drafter.revise, "revised", merged, raising=False)


@pytest.fixture(autouse=True)
def finalizing(monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("drafter.docx.finalizing") is None:
        stand_in = ModuleType("drafter.docx.finalizing")
        stand_in.stripped, stand_in.undecided = _stripped, _undecided  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "drafter.docx.finalizing", stand_in)


def _stripped(opened: Opened) -> bytes:
    """STAND-IN: without the parts that carry the state, and without bookmarks."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(opened.parts):
            if name.startswith("customXml/") or name == "docProps/custom.xml":
                continue
            content = opened.read(name)
            if name.endswith((".rels", ".xml")):
                content = re.sub(rb"<(Relationship|Override) [^>]*[Cc]ustom(Xml|-properties)[^>]*/>", b"", content)
                content = re.sub(rb"<w:bookmark(Start|End) [^>]*/>", b"", content)
            archive.writestr(name, content)
    return buffer.getvalue()


def _undecided(opened: Opened) -> int:
    """STAND-IN: revisions of ours in the text."""
    return len(re.findall(rb'<w:(?:ins|del) [^>]*w:author="drafter"', opened.read(opened.document)))
