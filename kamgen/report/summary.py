"""The lines that sum a run up: what was found, and the checklist scores."""

from __future__ import annotations

from collections.abc import Iterable

from kamgen.model.choices import Severity
from kamgen.model.finding import Finding, count_severities
from kamgen.model.report import Report
from kamgen.model.scorecard import band_of
from kamgen.report.text import plural, visible

_NAMES = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


def by_severity(findings: Iterable[Finding]) -> list[str]:
    """``2 errors``, ``1 warning``, ``3 pieces of advice``: those that there are, worst first."""
    return [plural(count, *_NAMES[severity]) for severity, count in count_severities(findings).items() if count]


def counted(findings: Iterable[Finding]) -> str:
    """``2 errors, 31 warnings``; kinds that do not occur are left out, and without any: ``no findings``."""
    return ", ".join(by_severity(findings)) or "no findings"


def summary_line(report: Report) -> str:
    """``Checked 16 accounts as of 2026-11-20: 2 errors, 31 warnings; 12 known from the baseline.``"""
    baseline = f"; {report.known:,} known from the baseline" if report.known else ""
    return f"Checked {plural(report.accounts, 'account')} as of {report.as_of}: {counted(report.findings)}{baseline}."


def summary(report: Report) -> list[str]:
    """The summary line, then the score of a single account or the mean of several."""
    return [summary_line(report), *_scores(report)]


def _scores(report: Report) -> list[str]:
    """``halden: checklist score 82, on course``; nothing when no account has a score."""
    if len(report.scores) == 1:
        known = [(slug, score) for slug, score in report.scores.items() if score is not None]
        return [_scored(f"{visible(slug)}: checklist score", score) for slug, score in known]
    return [_scored("Mean checklist score", report.mean)] if report.mean is not None else []


def _scored(what: str, score: int) -> str:
    return f"{what} {score}, {band_of(score).word}"
