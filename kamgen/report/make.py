"""The report of a run, from what was read and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from kamgen.model.finding import Finding
from kamgen.model.portfolio import Portfolio, mean_score
from kamgen.model.report import Checked, Report
from kamgen.model.source import Content
from kamgen.model.summary import Summary
from kamgen.report.portfolio import SITE_FILE


def make_report(
    portfolio: Portfolio,
    content: Content,
    plans: frozenset[str],
    scored: Portfolio,
    version: str,
    own: Sequence[Finding] = (),
    site_text: str = "",
) -> Report:
    """What to tell about ``plans`` (paths); ``scored`` is the portfolio as site.toml's own rules score it.

    ``own`` are findings about all accounts together, which stand in site.toml (``site_text``).
    """
    accounts, judged = ([account for account in each.accounts if account.path in plans] for each in (portfolio, scored))
    told = (*(found for account in accounts for found in account.findings), *own)
    findings = sorted(told, key=lambda found: found.order)
    wanted = {found.path for found in findings}
    texts = {source.path: _text(source.data) for source in content.plans if source.path in wanted}
    return Report(
        portfolio.as_of,
        len(accounts),
        tuple(findings),
        {account.slug: account.score for account in judged},
        mean_score(judged),
        texts | ({SITE_FILE: site_text} if own else {}),
        version,
        {account.slug: (account.health, account.signals) for account in judged},
        tuple(map(_checked, accounts)),
    )


def _checked(account: Summary) -> Checked:
    return Checked(account.slug, account.name, account.path, account.readable, account.outcomes, account.waived)


def _text(data: bytes) -> str:
    """A plan's text as far as it can be shown, its lines and columns counted as the parser does."""
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
