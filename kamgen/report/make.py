"""The report of a run, from what was read and what came of it."""

from __future__ import annotations

from kamgen.model.portfolio import Portfolio
from kamgen.model.report import Report
from kamgen.model.source import Content


def make_report(
    portfolio: Portfolio, content: Content, plans: frozenset[str], scores: dict[str, int | None], version: str
) -> Report:
    """What to tell about ``plans`` (paths); ``scores`` are all accounts' checklist scores by slug."""
    accounts = [account for account in portfolio.accounts if account.plan.path in plans]
    findings = sorted((found for account in accounts for found in account.findings), key=lambda found: found.order)
    wanted = {found.path for found in findings}
    return Report(
        portfolio.as_of,
        len(accounts),
        tuple(findings),
        {account.slug: scores.get(account.slug) for account in accounts},
        {source.path: _text(source.data) for source in content.plans if source.path in wanted},
        version,
    )


def scores_of(portfolio: Portfolio) -> dict[str, int | None]:
    """Checklist score by slug."""
    return {account.slug: account.score for account in portfolio.accounts}


def _text(data: bytes) -> str:
    """A plan's text as far as it can be shown, its lines and columns counted as the parser does."""
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
