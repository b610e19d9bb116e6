"""What a command costs as a person starts it: a whole process, its CPU time and its memory.

The process that measures must stay small and import nothing large: a child's peak can begin with the size that its
parent had when it was started.
"""

import os
import shutil
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAFTER_CODES = (0, 1)
"""1: there are findings, the work was done."""


@dataclass(frozen=True)
class Command:
    """What is started from the root of the checkout; ``output`` is what it writes, removed before each run."""

    words: Sequence[str]
    output: Path | None = None
    codes: Sequence[int] = (0,)
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """CPU seconds (user and system, with every child that was waited for) and the peak of the largest process, MiB."""

    cpu: float
    peak: float


class CommandError(Exception):
    """A command that ended with another code than those of success, with the end of what it said."""


def once(command: Command) -> Cost:
    """One run. Raises CommandError."""
    if command.output is not None:
        if command.output.is_dir():
            shutil.rmtree(command.output)
        command.output.unlink(missing_ok=True)
    # Bytecode is written, as it is for a person; no hash seed, no setting of the person changes what is measured.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.Popen(
        command.words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env={**environment, "PYTHONHASHSEED": "0", **command.environment},
    )
    assert process.stdout is not None
    said = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in command.codes:
        raise CommandError(f"exit {process.returncode}: {said.decode('utf-8', 'replace').strip()[-400:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turn(commands: Mapping[str, Command], runs: int) -> dict[str, list[Cost] | CommandError]:
    """Every command once to warm up, then ``runs`` rounds in which each has its turn.

    Other work on the machine then falls on all alike. A command that fails is not started again: its error stands
    where its costs would.
    """
    costs: dict[str, list[Cost] | CommandError] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            taken = costs[name]
            if isinstance(taken, CommandError):
                continue
            try:
                cost = once(command)
            except CommandError as error:
                costs[name] = error
            else:
                if number:
                    taken.append(cost)
    return costs


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each of the two figures."""
    return Cost(statistics.median(cost.cpu for cost in costs), statistics.median(cost.peak for cost in costs))
