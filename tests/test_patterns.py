"""Patterns of modules are compiled at their first use, and behave as compiled ones."""

import ast
import re
import subprocess
import sys

import pytest

from drafter.patterns import regex
from tests.helpers.examples import ROOT


def test_a_pattern_behaves_as_a_compiled_one() -> None:
    late, compiled = regex(r"(?P<n>\d+)年", re.IGNORECASE), re.compile(r"(?P<n>\d+)年", re.IGNORECASE)
    text = "2020年和2021年"
    for method in ("match", "fullmatch", "search"):
        assert str(getattr(late, method)(text)) == str(getattr(compiled, method)(text))
    assert late.findall(text) == compiled.findall(text)
    assert [match["n"] for match in late.finditer(text, 1)] == [match["n"] for match in compiled.finditer(text, 1)]
    assert (late.sub("岁", text), late.subn("岁", text)) == (compiled.sub("岁", text), compiled.subn("岁", text))
    assert late.split(text) == compiled.split(text)
    assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert late.groupindex == compiled.groupindex
    assert regex(rb"\d").search(b"a1")
    with pytest.raises(re.error):
        regex("(").search("")


def patterns_of_modules() -> list[str]:
    """``re.compile`` where a module or a class is made."""
    found = []
    for file in sorted((ROOT / "drafter").rglob("*.py")):
        waiting: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
                found.append(f"{file.relative_to(ROOT)}:{node.lineno}")
            if not isinstance(node, ast.FunctionDef | ast.Lambda):
                waiting.extend(ast.iter_child_nodes(node))
    return found


def test_no_module_compiles_a_pattern_when_it_is_imported() -> None:
    assert not patterns_of_modules()


def test_every_pattern_of_a_module_is_sound() -> None:
    """Its fault would be seen at its first use only: the program reads some shapes once a year."""
    code = (
        "import importlib, pkgutil, drafter, drafter.patterns as p\n"
        "made = []\n"
        "first = p._Pattern.__init__\n"
        "p._Pattern.__init__ = lambda self, *given: (first(self, *given), made.append(self))[0]\n"
        "for found in pkgutil.walk_packages(drafter.__path__, 'drafter.'):\n"
        "    if not found.name.endswith('__main__'):\n"
        "        importlib.import_module(found.name)\n"
        "print(sum(one.groups >= 0 for one in made))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 250
