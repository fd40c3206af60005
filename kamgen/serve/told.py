"""A rebuild as one line on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kamgen.model.finding import Finding
from kamgen.model.report import Report
from kamgen.report.findings import severity_counts
from kamgen.report.text import visible
from kamgen.serve.changes import EVERYTHING
from kamgen.serve.layout import shown
from kamgen.serve.problem import Problem
from kamgen.text.words import counted


def what_changed(paths: tuple[str, ...], root: Path) -> str:
    """``content/accounts/halden.md``, or with more of them how many; empty for none."""
    if not paths or EVERYTHING in paths:
        return "many files" if paths else ""
    first = visible(shown(paths[0], root))
    return first if len(paths) == 1 else f"{first} and {len(paths) - 1:,} more"


def difference(before: Report, after: Report) -> str:
    """`` (2 fixed, 1 new)``; empty when the findings are the same. Lines that moved make no difference."""
    old, new = Counter(map(_same, before.findings)), Counter(map(_same, after.findings))
    fixed, came = (old - new).total(), (new - old).total()
    parts = [f"{count:,} {word}" for count, word in ((fixed, "fixed"), (came, "new")) if count]
    return f" ({', '.join(parts)})" if parts else ""


def _same(finding: Finding) -> tuple[str, str, str, str]:
    return finding.path, finding.code, finding.key, finding.message


def made_line(changed: str, seconds: float, before: Report | None, after: Report) -> str:
    """``halden.md changed: made in 0.12 s; 3 errors, 12 warnings (2 fixed, 1 new)``."""
    start = f"{changed} changed" if changed else f"{counted(after.accounts, 'account')} read"
    change = difference(before, after) if before else ""
    return f"{start}: made in {seconds:.2f} s; {severity_counts(after.findings)}{change}"


def failed_lines(changed: str, problem: Problem) -> Iterable[str]:
    """What is wrong, a line each, then the help."""
    if changed:
        yield f"{changed} changed, and the site cannot be made from it; pages stay as they were"
    for mistake in problem.mistakes:
        yield f"error: {visible(f'{mistake.place}: {mistake.message}' if mistake.place else mistake.message)}"
    if problem.help:
        yield f"help: {visible(problem.help)}"
