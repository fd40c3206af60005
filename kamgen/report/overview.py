"""What a person at a terminal reads of a whole portfolio: what is wrong, and of each account what helps it most.

errors in full                        what cannot be read comes before all judgement
the portfolio                         gaps of all accounts together, which stand in site.toml
accounts, the lowest score last       score, health, the three most valuable gaps and what each adds, how many more
the summary

A plan that cannot be read stands with its account, so that no mean hides it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamgen.model.enums import Severity, band_of
from kamgen.model.finding import Checked, Finding, Report
from kamgen.report.console import STYLES, finding_rows
from kamgen.report.findings import (
    BOLD,
    SITE_FILE,
    as_text,
    baseline_lines,
    mark_of,
    mendable_lines,
    paint,
    summary_line,
    summary_lines,
    visible,
    worst_first,
)
from kamgen.text.health import standing_words
from kamgen.text.words import excused, rests_on

GAPS = 3
"""Findings that are shown of each account."""


@as_text
def overview(report: Report, color: bool) -> Iterator[str]:
    """Errors with their lines, accounts with their most valuable gaps, the summary."""
    by_path: dict[str, list[Finding]] = {}
    for finding in worst_first(report.findings):
        if finding.severity is Severity.ERROR:
            yield from finding_rows(finding, report, color)
        else:
            by_path.setdefault(finding.path, []).append(finding)
    if own := by_path.get(SITE_FILE):
        yield from (paint("The portfolio", BOLD, color), *_gaps(own, {}, "--all", color), "")
    scores = report.scores
    for account in sorted(report.checked, key=lambda each: (-(scores.get(each.slug) or 0), each.path)):
        yield f"{paint(visible(account.slug), BOLD, color)}: {_standing(account, report)}"
        gains = report.gains.get(account.slug, {})
        found = sorted(by_path.get(account.path, ()), key=lambda each: -gains.get(each.code, 0))
        yield from _gaps(found, gains, visible(account.slug), color)
        yield from [""] * bool(found)
    yield from summary_lines(report) if len(report.checked) != 1 else [summary_line(report), *baseline_lines(report)]
    yield from mendable_lines(report)


def _standing(account: Checked, report: Report) -> str:
    """``checklist score 62, watch; health 31, 5 of 9 known: act``."""
    if not account.readable:
        return "cannot be read, and has no score"
    score, health = report.scores.get(account.slug), report.health.get(account.slug)
    checklist = (
        "no checklist score"
        if score is None
        else f"checklist score {rests_on(str(score), excused(account.waived))}, {band_of(score).word}"
    )
    return (
        f"{checklist}; health {visible(standing_words(health))}" if health and health.score is not None else checklist
    )


def _gaps(found: Sequence[Finding], gains: dict[str, int], rest: str, color: bool) -> Iterator[str]:
    """The first of them with their points, place and what to write; ``rest`` is given to `check` for all."""
    shown = list({finding.code: finding for finding in reversed(found)}.values())[::-1][:GAPS]
    for finding in shown:
        tenths = gains.get(finding.code)
        gain = f"+{tenths // 10}.{tenths % 10}" if tenths else ""
        place = f"{visible(finding.path)}:{finding.line}:{finding.column}"
        code = paint(finding.code, STYLES[finding.severity], color)
        yield f"{gain:>5}  {code} {mark_of(finding)}{visible(finding.message)}  {place}"
        if finding.write:
            yield f"       {visible(finding.write)}"
    if more := len(found) - len(shown):
        yield f"       and {more:,} more: `kamgen check {rest}`"
