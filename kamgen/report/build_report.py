"""The report of a run: findings of its plans and of all accounts together, from what was read and judged.

No single plan is at fault for a gap of the whole portfolio: it stands in site.toml, where one answers it with another
limit, or with `ignore`."""

from __future__ import annotations

from collections.abc import Iterable

import kamgen
from kamgen.facts.accounts import mean_score
from kamgen.model.account import Criterion
from kamgen.model.finding import Checked, Finding, Report
from kamgen.model.places import Places, lines_of
from kamgen.model.summary import Portfolio
from kamgen.report.findings import SITE_FILE
from kamgen.source.nodes import spot_of
from kamgen.source.toml import scan_toml


def make_report(portfolio: Portfolio, scored: Portfolio, plans: frozenset[str], own: Iterable[Finding] = ()) -> Report:
    """What to tell about ``plans`` (paths), without their texts (see `findings.texts_of`).

    ``scored`` is the portfolio as site.toml's own rules score it; ``own`` are findings about all accounts together.
    """
    accounts, judged = ([account for account in each.accounts if account.path in plans] for each in (portfolio, scored))
    findings = (*(found for account in accounts for found in account.findings), *own)
    return Report(
        portfolio.as_of,
        len(accounts),
        tuple(sorted(findings, key=lambda found: found.order)),
        {account.slug: account.score for account in judged},
        mean_score(judged),
        {},
        kamgen.__version__,
        {account.slug: account.health for account in judged},
        tuple(
            Checked(account.slug, account.name, account.path, account.readable, account.outcomes, account.waived)
            for account in accounts
        ),
    )


def portfolio_findings(criteria: Iterable[Criterion], text: str) -> tuple[Finding, ...]:
    """The gaps of the portfolio's rules; ``text`` is that of site.toml. Their ``account`` is empty."""
    written = Places(lines_of(text, 1), spot_of(scan_toml(text), (0, 0), set()))
    return tuple(
        Finding(
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
        for criterion in criteria
        for fault, place in ((fault, written.at(fault.key)) for fault in criterion.gaps)
    )
