"""What the commands print: Chinese lines for a person, or one JSON document.

In: outcomes of the commands. Out: text on stdout (progress and faults on stderr) and the exit code.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from drafter.codes import Severity
from drafter.commands.outcomes import ExistingReport, Outcome, Written
from drafter.findings import Exit, Fault, Finding, shown_path
from drafter.patterns import regex

SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "提示"}
_WORST_FIRST = [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def show_draft(data: Path, outcome: Outcome, *, as_json: bool, look: Path | None = None) -> int:
    """The files written, then what is missing, then what does not agree; ``look``: the style file asked for."""
    gaps = [f for f in outcome.findings if f.code == "gap-left"]
    others = [f for f in outcome.findings if f.code != "gap-left"]
    if as_json:
        print_json(
            {
                "files": [_file_json(file) for file in outcome.files],
                "未写出": [_existing_json(there) for there in outcome.existing],
                "gaps": [f.as_json() for f in gaps],
                **findings_json(others),
                "notes": list(outcome.notes),
            }
        )
        return _draft_code(outcome)
    print(f"数据文件：{data}")
    for file in outcome.files:
        print(f"  {file.document}：{file.path}{_remark(file)}")
    for there in outcome.existing:
        print(f"  {there.document}：没有写出。{_existing_line(there, data, look)}")
    print_notes(outcome.notes)
    if gaps:
        print(f"待补充 {len(gaps)} 处（报告中以黄底【待补充：…】标出）：")
        for number, finding in enumerate(gaps, 1):
            print(f"  {number}. {finding.found.removeprefix('报告中留有')} ← {_spot(finding, data)}")
    _print_findings(others, data)
    if outcome.settled:
        print(f"已说明 {len(outcome.settled)} 处（用 drafter check --all 列出）。")
    if not outcome.findings:
        print("没有空缺，也没有别的不一致。" if outcome.settled else "没有空缺，也没有发现不一致。")
    return _draft_code(outcome)


def _draft_code(outcome: Outcome) -> int:
    return Exit.REFUSED if outcome.existing else exit_code(outcome.findings)


def _existing_line(there: ExistingReport, data: Path, look: Path | None) -> str:
    """What is there, whether a person has worked on it, whether the data would change it, what to do."""
    if there.edited is None or there.outdated is None:
        return f"“{there.path}”已在，是这份报告，但附带的底稿读不出来；要重新起草，请用 -o 换一个文件夹。"
    edited = "文字改过" if there.edited else "文字没有改过"
    if not there.outdated and look is not None:
        told = f"“{there.path}”已在（{edited}），写的就是现在的数据，不同的只是样子"
        return f"{told}；要用“{look.name}”的样式，请用 -o 换一个文件夹另起草一份。"
    if not there.outdated:
        return f"“{there.path}”已在（{edited}），写的就是现在的数据，不用更新。"
    told = f"“{there.path}”已在（{edited}），与现在起草的有{there.outdated}处（段、表格行）不同"
    fresh = "另起草一份用 -o 换一个文件夹"
    if there.pack:
        return f"{told}；它是用模板包“{there.pack}”起草的，{fresh}。"
    return f'{told}；带入新数据：drafter update "{there.path}" "{data}"；{fresh}'


def _existing_json(there: ExistingReport) -> dict[str, object]:
    return {"文书": there.document, "路径": str(there.path), "改过": there.edited, "与数据不同": there.outdated}


def show_check(data: Path, outcome: Outcome, *, everything: bool, as_json: bool) -> int:
    """What does not agree, worst first, and one line of counts; ``everything``: what is explained as well."""
    settled = outcome.settled
    if as_json:
        explained = [{**finding.as_json(), "说明": why} for finding, why in settled]
        shown = {"已说明": explained} if everything else {}
        counts = {**findings_json(outcome.findings), "settled": len(settled)}
        print_json({**counts, **shown, "notes": list(outcome.notes)})
        return exit_code(outcome.findings)
    print_notes(outcome.notes)
    print(f"{'报告' if data.suffix.casefold() == '.docx' else '数据文件'}：{data}")
    _print_findings(outcome.findings, data)
    if not outcome.findings:
        print("没有别的不一致。" if settled else "没有发现不一致。")
    if settled:
        print(f"已说明 {len(settled)} 处" + ("：" if everything else "（用 --all 列出）。"))
    for finding, why in settled if everything else ():
        print(f"  {_spot(finding, data)}：{finding.message}。[{finding.code}]")
        print(f"    核实说明：{why}")
    return exit_code(outcome.findings)


def show_faults(faults: Iterable[Fault], *, as_json: bool) -> None:
    """Faults on stderr, one line each; with --json also as the one document on stdout."""
    told = list(faults)
    for fault in told:
        print(fault, file=sys.stderr)
    if as_json:
        print_json({"faults": [fault.as_json() for fault in told]})


def _remark(file: Written) -> str:
    if file.unchanged:
        return "（已有，内容相同，未改动）"
    if file.renamed_from is not None:
        return f"（“{file.renamed_from.name}”已存在且内容不同，未覆盖，另存为此名）"
    return ""


def _file_json(file: Written) -> dict[str, object]:
    renamed = str(file.renamed_from) if file.renamed_from else None
    return {"文书": file.document, "路径": str(file.path), "未改动": file.unchanged, "原有文件": renamed}


def findings_json(findings: Sequence[Finding]) -> dict[str, object]:
    """The findings and how many of them are errors and warnings."""
    return {
        "findings": [finding.as_json() for finding in findings],
        "errors": sum(1 for f in findings if f.severity is Severity.ERROR),
        "warnings": sum(1 for f in findings if f.severity is Severity.WARNING),
    }


def _print_findings(findings: Sequence[Finding], data: Path) -> None:
    """Findings by section or indicator, the one with the worst finding first; then one line of counts."""
    for section, in_section in _sections(findings):
        print(f"{section}：")
        for finding in sorted(in_section, key=lambda f: _WORST_FIRST.index(f.severity)):
            told = f"{SEVERITY_WORDS[finding.severity]} {_spot(finding, data)}：{finding.message}。{finding.hint}。"
            print(f"  {told}[{finding.code}]")
    if findings:
        print(counted(findings))


def counted(findings: Sequence[Finding]) -> str:
    """How many findings there are, by severity."""
    counts = [f"{SEVERITY_WORDS[s]} {n}" for s in _WORST_FIRST if (n := sum(1 for f in findings if f.severity is s))]
    return f"不一致 {len(findings)} 处：{'、'.join(counts)}"


def _sections(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings by what they are about, in order of their worst; equal ones in the order of the data."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_section(finding), []).append(finding)
    return sorted(groups.items(), key=lambda group: min(_WORST_FIRST.index(f.severity) for f in group[1]))


_PARTS = regex(r"((?:项目\[\d+\]\.)?)(年度目标\[\d+\]\.指标\[\d+\]|年度目标|预算执行|存在问题|改进措施)")


def _section(finding: Finding) -> str:
    """项目[2]·预算执行, 年度目标[1]·指标[3]: what a finding is about, counted from 1; 报告整体 for the rest."""
    found = _PARTS.match(finding.where.path)
    return shown_path(found.group(0)) if found else "报告整体"


def _spot(finding: Finding, data: Path) -> str:
    """The place inside the data file that the first line has named; another file (the scores) by its name too."""
    where = finding.where
    return where.within or where.file if where.file in ("", str(data)) else str(where)


def print_notes(notes: Sequence[str]) -> None:
    """Notes on the reading, on stderr."""
    for note in notes:
        print(f"说明：{note}", file=sys.stderr)


def print_json(document: object) -> None:
    """The one document on stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def exit_code(findings: Sequence[Finding]) -> int:
    """1 where something is left for the person."""
    return Exit.FINDINGS if findings else Exit.OK
