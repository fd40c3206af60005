"""Whether a run fails, and why: the only place where an exit code is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kamgen.model.choices import Severity
from kamgen.model.finding import SEVERITIES, count_severities
from kamgen.model.report import Report
from kamgen.report.text import plural

CLEAN, FINDINGS = 0, 1
"""Exit codes; 2 is for commands that could not do their work (see `model.errors`)."""

NEVER = "never"


@dataclass(frozen=True, slots=True)
class Threshold:
    """From where on a run fails."""

    fail_on: str = Severity.ERROR.value
    """The mildest severity that fails, or ``never``: then nothing does, whatever the other two say."""
    max_warnings: int | None = None
    """The most warnings that pass; None for any number."""
    fail_under: int | None = None
    """The least checklist score (0 to 100) of every account; None for any. Accounts without a score pass."""

    def under(self, least: int | None) -> Threshold:
        """The same with the least score of site.toml, where it has none of its own."""
        return self if self.fail_under is not None else replace(self, fail_under=least)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The exit code, and in words what the list of findings alone does not tell."""

    exit_code: int
    reasons: tuple[str, ...]


def judge(report: Report, threshold: Threshold, fallen: tuple[str, ...] = ()) -> Verdict:
    """Hold a report against a threshold; ``fallen`` says why it fails by its baseline."""
    if threshold.fail_on == NEVER:
        return Verdict(CLEAN, ())
    reasons = (*_reasons(report, threshold), *fallen)
    return Verdict(FINDINGS if reasons or _severe(report, threshold.fail_on) else CLEAN, reasons)


def _severe(report: Report, fail_on: str) -> bool:
    counting = SEVERITIES[: SEVERITIES.index(Severity(fail_on)) + 1]
    return any(finding.severity in counting for finding in report.findings)


def _reasons(report: Report, threshold: Threshold) -> Iterator[str]:
    warnings = count_severities(report.findings)[Severity.WARNING]
    if threshold.max_warnings is not None and warnings > threshold.max_warnings:
        yield f"{plural(warnings, 'warning')}, and no more than {threshold.max_warnings:,} may pass"
    if threshold.fail_under is not None:
        for slug, score in report.scores.items():
            if score is not None and score < threshold.fail_under:
                yield f"{slug} has a checklist score of {score}, and {threshold.fail_under} is the least"
