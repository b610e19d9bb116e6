"""Packs on disk: which there are, their files, one of them loaded.

In: the name of a pack or a path to its folder. Out: a ``Pack``; the text of its files, which must be in the folder
itself, be no links and be no larger than a template can be. Raises ``InputError``.
"""

from pathlib import Path

from drafter.files import STYLE_FILE, packaged, read_bounded
from drafter.findings import Fault, InputError, Place
from drafter.pack.records import DocumentForm, PackData, Scoring, _Record
from drafter.textfile import read_record, read_text_tree

PACK_FILE = "pack.yaml"
TEMPLATE_SUFFIX = ".md.jinja"

MOST_BYTES = 256 << 10
"""Bytes of a file of a pack; the longest one that comes with the program has 6 kB."""

MOST_TEMPLATE_BYTES = 64 << 10
"""Bytes of a template."""


class Pack(_Record):
    """A pack as found on disk: the name and path of its folder, the contents of its ``pack.yaml``."""

    name: str
    folder: Path
    data: PackData

    @property
    def scoring(self) -> Scoring:
        return self.data.scoring

    @property
    def style_file(self) -> Path | None:
        """The pack's own style file, None where it has the shared look. Raises ``InputError`` for a link."""
        return style_file_of(self.folder)

    def documents_for(self, report_type: str) -> dict[str, DocumentForm]:
        """The documents that the pack has for a kind of report, in the pack's order."""
        return {
            name: form
            for name, form in self.data.documents.items()
            if not form.report_types or report_type in form.report_types
        }

    def template_text(self, document: str) -> str:
        """The text of a document's template. Raises ``InputError``."""
        return template_text(self.folder, self.data.documents[document].template, f"文书.{document}.模板")

    def place_of(self, key: str) -> Place:
        """The line of a key in ``pack.yaml`` (``文书.完整版.文件名``)."""
        return read_text_tree(self.folder / PACK_FILE).places.of(key)


def pack_folders() -> dict[str, Path]:
    """Every pack by name: those of ``./templates`` first, then those that came with the program."""
    found: dict[str, Path] = {}
    for root in (Path("templates"), packaged("templates")):
        for file in sorted(root.glob(f"*/{PACK_FILE}")):
            found.setdefault(file.parent.name, file.parent)
    return dict(sorted(found.items()))


def pack_folder(name: str, where: Place | str = "模板") -> Path:
    """The folder of the pack of that name, or that folder. Raises ``InputError`` with the names of all packs.

    ``where``: the place of the name, for the message.
    """
    folder = Path(name)
    if (folder / PACK_FILE).is_file():
        return folder
    known = pack_folders()
    if name in known:
        return known[name]
    raise InputError(
        Fault(
            where=where,
            found=f"没有名为“{name}”的模板包",
            expected=f"应为 {'、'.join(known)} 之一，或一个含 {PACK_FILE} 的文件夹",
            hint="改正数据文件的“模板”或 --pack，用 drafter packs list 查看全部模板包",
        )
    )


def load_pack(name: str, where: Place | str = "模板") -> Pack:
    """The pack of that name, or in that folder. Raises ``InputError`` with all faults of its ``pack.yaml``."""
    folder = pack_folder(name, where)
    return Pack(name=folder.resolve().name, folder=folder, data=read_pack_file(folder))


def read_pack_file(folder: Path) -> PackData:
    """``pack.yaml``. Raises ``InputError``."""
    return read_record(file_of(folder, PACK_FILE), PackData)


def template_text(folder: Path, file: str, key: str) -> str:
    """The text of a template file. Raises ``InputError``; ``key``: where ``pack.yaml`` names it."""
    path = file_of(folder, file, key, TEMPLATE_SUFFIX)
    try:
        text = read_bounded(path, MOST_TEMPLATE_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where, what = str(path), "应是 UTF-8 编码的文本"
        raise InputError(Fault(where, "文字编码认不出来", what, "请用记事本打开，另存为 UTF-8 编码")) from error
    return "".join(char for char in text.replace("\r\n", "\n") if char in "\t\n" or char.isprintable())


def file_of(folder: Path, file: str, key: str = "", suffix: str = ".yaml") -> Path:
    """The path of a pack's file, proved to lie in its folder, to be no link and not too large.

    Raises ``InputError``; ``key``: where ``pack.yaml`` names the file, empty for ``pack.yaml`` itself.
    """
    if not file.strip() or Path(file).name != file or any(char in file for char in "\\/:\0") or file in (".", ".."):
        hint = "只写文件名，把文件放进模板包的文件夹"
        raise _wrong_file(folder, key, f"“{file}”不是一个文件名", "应是同一文件夹里的文件名，不带路径", hint)
    path = folder / file
    for here in (folder, path):
        if here.is_symlink():
            found = f"“{here.name}”是一个链接"
            raise _wrong_file(folder, key, found, "模板包里只能有普通的文件", "把文件本身复制进来")
    if not path.is_file():
        there = sorted(other.name for other in folder.glob(f"*{suffix}") if other.name != PACK_FILE)
        expected = f"这个文件夹里有：{'、'.join(there) or '没有这类文件'}"
        raise _wrong_file(folder, key, f"文件“{file}”不存在", expected, "改正文件名，或补上这个文件")
    read_bounded(path, MOST_BYTES)
    return path


def style_file_of(folder: Path) -> Path | None:
    """The style file in the folder of a pack, None where it has none. Raises ``InputError`` for a link.

    What has its name and is no file is not passed over: whoever reads it is told.
    """
    path = folder / STYLE_FILE
    for here in (folder, path):
        if here.is_symlink():
            found = f"“{here.name}”是一个链接"
            raise InputError(Fault(str(path), found, "模板包里只能有普通的文件", "把文件本身复制进来"))
    return path if path.exists() else None


def _wrong_file(folder: Path, key: str, found: str, expected: str, hint: str) -> InputError:
    path = folder / PACK_FILE
    where = read_text_tree(path).places.of(key) if key and not path.is_symlink() else Place(str(path))
    return InputError(Fault(where, found, expected, hint))
