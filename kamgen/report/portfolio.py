"""Findings about all accounts together, at the limits in site.toml that they are held against.

No single plan is at fault, and site.toml is where one answers them: with another limit, or with `ignore`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamgen.model.finding import Finding
from kamgen.model.places import FrontText
from kamgen.model.plan import Fault
from kamgen.model.rule import State
from kamgen.model.scorecard import Criterion

SITE_FILE = "site.toml"


def portfolio_findings(criteria: Iterable[Criterion], text: str) -> tuple[Finding, ...]:
    """The gaps of the portfolio's rules; ``text`` is that of site.toml. Their ``account`` is empty."""
    written = FrontText("toml", text, 1)
    return tuple(
        found
        for criterion in criteria
        if criterion.outcome.state is State.GAP
        for found in _findings(criterion, written)
    )


def _findings(criterion: Criterion, written: FrontText) -> Iterator[Finding]:
    outcome = criterion.outcome
    for fault in outcome.faults or (Fault(outcome.key, outcome.evidence, outcome.write),):
        place = written.place(fault.key)
        yield Finding(
            code=criterion.rule.code,
            name=criterion.rule.name,
            severity=criterion.severity,
            account="",
            path=SITE_FILE,
            key=fault.key,
            line=place.line,
            column=place.column,
            end_column=place.end_column,
            message=fault.message,
            write=fault.write,
        )
