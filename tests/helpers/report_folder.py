"""A folder with a data file and its report, and what a clerk does there: edits, new figures, updates."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.helpers.finished_command import Ran
from tests.helpers.samples import changed, part

OLD, NEW = "3411.33", "3512.40"
"""全年执行数 of the example (万元), and the figure that new data bring."""

DOCUMENT = "word/document.xml"


@dataclass(frozen=True)
class Work:
    """A folder with the data and the 完整版 that was drafted from them."""

    folder: Path
    data: Path
    report: Path
    run: Callable[..., Ran]

    def new_figure(self) -> None:
        """Puts the new figure into the data file."""
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
        return sorted(self.folder.glob(".drafter/*/gen-*.json*"))
