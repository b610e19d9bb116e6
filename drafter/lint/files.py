"""The files that lie in the folder of a pack: links, folders, and those that nothing names.

In: a ``Subject``. Out: ``Remark``s.
"""

from drafter.findings import Fault, Severity
from drafter.lint.remark import Remark, Subject
from drafter.pack import PACK_FILE, TEMPLATE_SUFFIX


def files(subject: Subject) -> list[Remark]:
    """Links are errors; forms and templates that ``pack.yaml`` does not name are told as notes."""
    named = {PACK_FILE, *_named(subject, "文书", "模板"), *_named(subject, "表单", "文件")}
    found = []
    for path in sorted(subject.folder.iterdir()):
        if path.is_symlink():
            fault = Fault(str(path), "这是一个链接", "模板包里只能有普通的文件", "把文件本身复制进来，或删去")
            found.append(Remark(Severity.ERROR, fault))
        elif path.name.endswith((".yaml", ".yml", TEMPLATE_SUFFIX)) and path.name not in named:
            group = "文书" if path.name.endswith(TEMPLATE_SUFFIX) else "表单"
            fault = Fault(
                str(path), "没有用到这个文件", f"{PACK_FILE} 的“{group}”里应有它", f"在“{group}”里登记，不用的删去"
            )
            found.append(Remark(Severity.NOTE, fault))
    return found


def _named(subject: Subject, group: str, key: str) -> set[str]:
    entries = subject.tree.get(group)
    values = entries.values() if isinstance(entries, dict) else ()
    return {str(entry.get(key)) for entry in values if isinstance(entry, dict)}
