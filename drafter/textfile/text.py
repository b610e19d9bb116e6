"""Reads data files that are text: YAML and JSON.

In: the path of a .yaml, .yml or .json file. Out: the tree of text, the place of every value, notes, and the faults
that left it readable. UTF-8 is expected; UTF-16 with its mark and GB18030 are read and noted.
"""

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from drafter.files import read_bounded
from drafter.findings import Fault, InputError
from drafter.textfile.compiled import tree_of
from drafter.textfile.jsonfile import read_json
from drafter.textfile.kinds import HEAD, foreign_kind, kind_in_message
from drafter.textfile.tree import Places, Tree, TreeBuilder, Value, shown

MAX_BYTES = 20 << 20
"""Bytes of a text file; twenty thousand indicators with their reasons have 5 to 15 MB."""


def _read_yaml(source: str, builder: TreeBuilder) -> list[str]:
    """As ``read_yaml``: the parser is imported where there is something to parse."""
    from drafter.textfile.yamlfile import read_yaml

    return read_yaml(source, builder)


READERS: Mapping[str, Callable[[str, TreeBuilder], list[str]]] = {
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".json": read_json,
}

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class TextTree(Struct, frozen=True):
    """A file that could be read: every scalar is text or None, as written; ``notes``: Chinese lines for the clerk."""

    tree: Value
    places: Places
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def mapping(self) -> Tree:
        """The tree of a file whose root is a mapping (the default of ``read_text_tree``)."""
        return self.tree if isinstance(self.tree, dict) else {}


Root = type[dict[str, Value]] | type[list[Value]]

_CONTENTS = "应有单位名称、年度和指标"
_GROUP = "应是一组“键: 值”，如 单位名称: 某单位"


def read_text_tree(path: Path, root: Root | tuple[Root, ...] = dict, *, expected: str = "") -> TextTree:
    """The tree of a text file, by its ending; ``root`` says whether it is a mapping, a list, or either.

    ``expected``: what a message says the file should have, where it is no data file (应有…). Raises InputError
    when it cannot be read at all.
    """
    file = str(path)
    content = read_bounded(path, MAX_BYTES)
    known = tree_of(path, content)
    if known is not None and isinstance(known[0], root):
        return TextTree(*known, (), ())
    foreign = foreign_kind(path, content[:HEAD])
    if foreign is not None:
        kind, advice = foreign
        raise InputError(Fault(file, f"文件其实是{kind_in_message(kind)}", "这一版读 .yaml 和 .json 文本文件", advice))
    if not content.strip():
        raise InputError(Fault(file, "文件是空的", expected or _CONTENTS, "请核对是否保存过，或选错了文件"))
    source, notes = _decoded(file, content)
    builder = TreeBuilder(file)
    notes += READERS[path.suffix.lower()](source, builder)
    if not isinstance(builder.root, root):
        raise InputError([*builder.faults, _no_groups(file, builder, expected)])
    return TextTree(builder.root, builder.places, tuple(notes + builder.notes()), tuple(builder.faults))


def _decoded(file: str, content: bytes) -> tuple[str, list[str]]:
    if content.startswith(_UTF16_MARKS):
        encoding, name = "utf-16", "UTF-16"
    else:
        encoding, name = ("utf-8-sig", "") if _is_utf8(content) else ("gb18030", "GB18030")
    try:
        source = content.decode(encoding)
    except UnicodeDecodeError:
        source = "\0"
    if "\0" in source:
        found, hint = "文字编码认不出来，或者不是文本文件", "请用记事本打开，另存为 UTF-8 编码"
        raise InputError(Fault(file, found, "应是 UTF-8 编码的文本", hint))
    notes = [f"{file}：文件不是 UTF-8 编码，按 {name} 读入；请核对文字，最好另存为 UTF-8"] if name else []
    return source, notes


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _no_groups(file: str, builder: TreeBuilder, expected: str) -> Fault:
    root = builder.root
    if root is None:
        return Fault(file, "文件里没有内容", expected or _CONTENTS, "请填写，或选别的文件")
    if isinstance(root, str) and "：" in root:
        found, hint = "键后面用了全角冒号", "请把“：”改成半角冒号加一个空格“: ”"
        return Fault(file, found, "应是“键: 值”", hint)
    found = f"整个文件是{shown(root)}"
    return Fault(file, found, expected or _GROUP, "请核对内容，或选别的文件")
