"""The same report by several tools: CPU, memory and the ratio to docxtpl, all measured in one run.

    python bench/peers.py --setup                    # once: an environment with the peers (network), then the table
    python bench/peers.py [--only docxtpl,drafter] [--workloads W1,W3] [--runs N] [--json FILE]

W1 is a report of 40 rows, W2 one of 2,000, W3 200 different reports of 40 rows in one process, R20000 one of 20,000.
``workload.py`` has the report, ``contestants.py`` those who make it. A contestant that is not installed is left out and
named. The contestants of a workload take turns; the ratio is the median of the ratios of the rounds.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from processes import DRAFTER_CODES, ROOT, Command, CommandError, Cost, in_turn, median

HERE = Path(__file__).resolve().parent
BASE = "docxtpl"
WRITERS = {"limit": "docx", "docxtpl": "docxtpl", "python-docx": "docx", "pandoc": "docx"}
"""The peers, each with the module that it needs (the limit and pandoc: for the empty package and for counting)."""

DRAFTER_COMMANDS = {"drafter": ["draft"], "drafter check": ["check"], "drafter score": ["score"]}
STARTS = {"python -c pass": ["-c", "pass"]} | {
    f"drafter {option}": ["-m", "drafter", option] for option in ("--help", "--version")
}
NAMES = (*WRITERS, *DRAFTER_COMMANDS, *STARTS)


@dataclass(frozen=True)
class Workload:
    """``count`` reports of ``rows`` rows (0: one report, no folder); ``runs``: rounds where nobody says otherwise."""

    rows: int
    count: int
    runs: int


WORKLOADS = {
    "W1": Workload(40, 0, 9),
    "W2": Workload(2000, 0, 5),
    "W3": Workload(40, 200, 3),
    "R20000": Workload(20_000, 0, 2),
}


@dataclass(frozen=True)
class Result:
    """What a contestant took for a workload, or why there is no figure. ``ratio`` is empty without docxtpl."""

    cost: Cost | None = None
    ratio: float | None = None
    report: Mapping[str, int] | None = None
    error: str = ""


def cache() -> Path:
    """Where the environment of the peers lies between runs."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "drafter-bench"


def python_of(environment: Path) -> Path:
    return environment / "bin" / "python"


def set_up(environment: Path) -> None:
    """The newest docxtpl and python-docx beside what drafter needs: one interpreter, the same libraries for all."""
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    install = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--upgrade"]
    subprocess.run([str(python_of(environment)), *install, "docxtpl", "python-docx", *needs], check=True)


def missing(python: str, names: Iterable[str]) -> dict[str, str]:
    """Of the peers, and the commands of drafter, those that cannot run here, with the reason."""
    found = {}
    for name in names:
        # A start that fails ends with 1 as a draft with gaps does: without this it would be measured as a quick one.
        module = "drafter.commands.draft" if name.startswith("drafter") else WRITERS.get(name, "docx")
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True, cwd=ROOT).returncode:
            found[name] = f"no module {module} in {python}"
        elif name == "pandoc" and shutil.which("pandoc") is None:
            found[name] = "pandoc is not installed"
    return found


def contestants(python: str, *words: str) -> list[str]:
    return [python, "-m", "contestants", *words]


def helper(python: str, *words: str) -> str:
    """One call of ``contestants.py`` that is not measured; in a process of its own, which keeps this one small."""
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    return subprocess.run(
        contestants(python, *words), check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ).stdout


def commands_of(workload: Workload, label: str, names: Iterable[str], python: str, folder: Path) -> dict[str, Command]:
    """The commands of one workload, by name; their input is written here."""
    data = {kind: folder / f"{kind}-{label}{'' if workload.count else '.json'}" for kind in ("peers", "drafter")}
    for kind, path in data.items():
        helper(python, "data", kind, str(workload.rows), str(workload.count), str(path))
    ours = {"PYTHONPATH": str(HERE)}
    commands = {}
    for name in names:
        out = folder / f"out-{label}-{name.replace(' ', '-')}"
        if name in WRITERS:
            target = out if workload.count else out.with_suffix(".docx")
            words = contestants(python, name, str(folder), str(data["peers"]), str(target))
            commands[name] = Command(words, target, environment=ours)
        elif name == "drafter" and workload.count:
            words = contestants(python, "drafter", str(folder), str(data["drafter"]), str(out))
            commands[name] = Command(words, out, environment=ours)
        elif name in DRAFTER_COMMANDS and not workload.count:
            words = [python, "-m", "drafter", *DRAFTER_COMMANDS[name], str(data["drafter"])]
            output = ["-o", str(out)] if name == "drafter" else []
            commands[name] = Command([*words, *output], out, DRAFTER_CODES)
        elif name in STARTS and label == "W1":
            commands[name] = Command([python, *STARTS[name]])
    return commands


def first_report(output: Path | None) -> Path | None:
    """The .docx that was written, of several the first."""
    if output is None or output.is_file():
        return output
    return min(output.glob("*.docx"), default=None)


def measured(commands: Mapping[str, Command], runs: int, python: str) -> dict[str, Result]:
    """The contestants of one workload in turn."""
    costs = in_turn(commands, runs)
    base = costs.get(BASE)
    results = {}
    for name, taken in costs.items():
        if isinstance(taken, CommandError):
            results[name] = Result(error=str(taken))
            continue
        ratio = None
        if base and not isinstance(base, CommandError):
            ratio = statistics.median(mine.cpu / its.cpu for mine, its in zip(taken, base, strict=True))
        report = first_report(commands[name].output)
        held = json.loads(helper(python, "count", str(report))) if report is not None else None
        results[name] = Result(median(taken), ratio, held)
    return results


def lines_of(results: Mapping[str, Mapping[str, Result]]) -> list[str]:
    """Two Markdown tables: what it took, and what the reports hold."""
    lines = ["| workload | contestant | CPU s | × docxtpl | peak MiB |", "|---|---|--:|--:|--:|"]
    for label, of_workload in results.items():
        for name, result in of_workload.items():
            if result.cost is None:
                lines.append(f"| {label} | {name} | refused or failed | | |")
                continue
            ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
            lines.append(f"| {label} | {name} | {result.cost.cpu:.3f} | {ratio} | {result.cost.peak:.0f} |")
    titles = ("headings 1", "paragraphs", "characters", "columns", "table rows", "merged", "characters in cells", "KiB")
    lines += ["", f"| workload | report of | {' | '.join(titles)} |", f"|---|---|{'--:|' * len(titles)}"]
    for label, of_workload in results.items():
        for name, result in of_workload.items():
            if result.report is not None:
                held = dict(result.report)
                size = held.pop("bytes") / 1024
                order = ("headings", "paragraphs", "characters", "columns", "rows", "merged", "cell_characters")
                lines.append(f"| {label} | {name} | {' | '.join(str(held[key]) for key in order)} | {size:.0f} |")
    errors = {
        (label, name): result.error for label, of in results.items() for name, result in of.items() if result.error
    }
    return [*lines, *(f"{label} {name}: {error}" for (label, name), error in errors.items())]


def machine(python: str) -> str:
    """The line above the tables: what was measured with."""
    names = ("docxtpl", "python-docx", "lxml", "jinja2", "pydantic")
    code = (
        "import importlib.metadata as m, sys\n"
        "for n in sys.argv[1:]:\n"
        "  try: print(n, m.version(n))\n"
        "  except m.PackageNotFoundError: pass"
    )
    versions = subprocess.run([python, "-c", code, *names], capture_output=True, text=True).stdout.split("\n")
    return ", ".join(
        [f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}", *filter(None, versions)]
    )


def run(
    names: Iterable[str], workloads: Iterable[str], runs: int | None, python: str, say: Callable[[str], None]
) -> dict[str, dict[str, Result]]:
    """Measures; what cannot run here is said and left out."""
    chosen = list(names)
    absent = missing(python, [name for name in chosen if name in WRITERS or name in DRAFTER_COMMANDS])
    for name, reason in absent.items():
        say(f"left out: {name} ({reason})")
    chosen = [name for name in chosen if name not in absent]
    results = {}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        helper(python, "prepare", str(folder))
        for label in workloads:
            workload = WORKLOADS[label]
            commands = commands_of(workload, label, chosen, python, folder)
            results[label] = measured(commands, runs or workload.runs, python)
            say(f"{label} measured")
    return results


def listed(possible: Iterable[str]) -> Callable[[str], list[str]]:
    """A type of argument: some of these names, parted by commas."""

    def read(text: str) -> list[str]:
        names = [name.strip() for name in text.split(",") if name.strip()]
        for name in names:
            if name not in possible:
                raise argparse.ArgumentTypeError(f"{name}: not one of {', '.join(possible)}")
        return names

    return read


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    environment = cache() / f"python{sys.version_info.major}.{sys.version_info.minor}"
    options.add_argument(
        "--setup", action="store_true", help=f"install the peers in {environment}, where they are missing"
    )
    options.add_argument(
        "--python", help="the interpreter of all contestants (default: that of --setup, else this one)"
    )
    options.add_argument("--only", type=listed(NAMES), default=list(NAMES), metavar="NAME,…", help=", ".join(NAMES))
    options.add_argument("--workloads", type=listed(WORKLOADS), default=list(WORKLOADS), metavar="W,…")
    options.add_argument("--runs", type=int, help="rounds of each workload (default: fewer the longer it takes)")
    options.add_argument("--json", type=Path, metavar="FILE", help="write all figures there, too")
    given = options.parse_args(arguments)
    own = python_of(environment)
    if given.setup and (not own.exists() or missing(str(own), [BASE, "drafter"])):
        set_up(environment)
    python = given.python or (str(own) if own.exists() else sys.executable)
    print(machine(python), flush=True)
    results = run(
        given.only, given.workloads, given.runs, python, lambda line: print(line, file=sys.stderr, flush=True)
    )
    print("\n".join(["", *lines_of(results)]))
    if given.json:
        plain = {label: {name: asdict(result) for name, result in of.items()} for label, of in results.items()}
        given.json.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
