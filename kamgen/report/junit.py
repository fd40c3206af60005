"""JUnit XML: every rule of every account as a test, for what shows tests. GitLab reads at most 30 MB of it.

A gap is a failure whatever its severity, which is the failure's type: the exit code, and not this list, says whether
a run fails. Waived rules, and gaps that the baseline keeps, are skipped with the reason; rules that do not apply are
not listed. Rules of the whole portfolio are listed when they fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kamgen.model.finding import SEVERITIES, Finding, Report
from kamgen.model.rule import State
from kamgen.report.findings import baseline_lines, full_message, visible
from kamgen.rules.catalogue import by_code
from kamgen.text.words import counted

ROOM = 28_000_000
"""Bytes of tests that are written at most."""

SKIPPED, PASSED = len(SEVERITIES), len(SEVERITIES) + 1

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'


class _Case(NamedTuple):
    rank: int
    """0 to 2: a failure, worst first; then `SKIPPED` and `PASSED`."""
    text: str


def render(report: Report, _color: bool) -> str:
    """One suite; its tests are named by code and rule, their classes by account."""
    cases = list(_cases(report))
    chosen = _fitting(cases, ROOM)
    failed, skipped = sum(case.rank < SKIPPED for case in chosen), sum(case.rank == SKIPPED for case in chosen)
    counts = f'tests="{len(chosen)}" failures="{failed}" errors="0" skipped="{skipped}"'
    rows = [f'<testsuite name="kamgen" {counts} timestamp="{report.as_of}T00:00:00">', *(case.text for case in chosen)]
    told = baseline_lines(report)
    if len(chosen) < len(cases):
        left = counted(len(cases) - len(chosen), "test")
        told.append(f"{left} left out, those that passed first: the file would be too large")
    if told:
        rows.append(f"<system-out>{escape(chr(10).join(map(_clean, told)))}</system-out>")
    return _HEAD + "".join(f"{row}\n" for row in [*rows, "</testsuite>", "</testsuites>"])


def _fitting(cases: list[_Case], room: int) -> list[_Case]:
    """All, when there is room; else the worst ones that fit, in their order."""
    sizes = [len(case.text.encode()) + 1 for case in cases]
    if sum(sizes) <= room:
        return cases
    chosen = set()
    for number in sorted(range(len(cases)), key=lambda number: cases[number].rank):
        room -= sizes[number]
        if room < 0:
            break
        chosen.add(number)
    return [case for number, case in enumerate(cases) if number in chosen]


def _cases(report: Report) -> Iterator[_Case]:
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(report.findings, key=lambda each: (each.path, each.code)):
        found.setdefault((finding.path, finding.code), []).append(finding)
    for account in report.checked:
        waived = dict(account.waived)
        path = report.in_repository(account.path)
        for code, state in account.outcomes:
            if state == State.NOT_APPLICABLE:
                continue
            head = _head(account.slug, code, path)
            if findings := found.pop((account.path, code), None):
                yield _failed(head, path, findings)
            elif state == State.PASS:
                yield _Case(PASSED, f"{head}/>")
            else:
                why = waived.get(code, "known from the baseline")
                yield _Case(SKIPPED, f"{head}><skipped message={_quoted(why)}/></testcase>")
    for (own, code), findings in found.items():
        path = report.in_repository(own)
        yield _failed(_head(own, code, path), path, findings)


def _head(account: str, code: str, path: str) -> str:
    return f"<testcase classname={_quoted(account)} name={_quoted(f'{code} {by_code[code].name}')} file={_quoted(path)}"


def _failed(head: str, path: str, findings: list[Finding]) -> _Case:
    worst = min(findings, key=lambda found: SEVERITIES.index(found.severity))
    said = f"<failure type={_quoted(worst.severity.value)} message={_quoted(full_message(worst))}>"
    lines = "\n".join(_clean(f"{path}:{found.line}:{found.column}: {full_message(found)}") for found in findings)
    return _Case(SEVERITIES.index(worst.severity), f"{head}>{said}{escape(lines)}</failure></testcase>")


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """The text on one line, without what XML cannot hold."""
    return visible(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
