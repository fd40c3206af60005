"""What commands tell about a site: findings of its plans and of all accounts together, and why a run fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamgen.cli.session import Session

if TYPE_CHECKING:
    from kamgen.cli.terminal import Terminal
    from kamgen.model.portfolio import Portfolio
    from kamgen.model.report import Report
    from kamgen.report.verdict import Verdict


def report_of(
    session: Session,
    portfolio: Portfolio,
    scored: Portfolio,
    plans: frozenset[str] | None = None,
    whole: bool = True,
) -> Report:
    """The report about ``plans`` (None: all), and about the portfolio as a ``whole``.

    ``scored`` is the portfolio as site.toml's own rules score it.
    """
    import kamgen
    from kamgen.analyse.portfolio_rules import judge_portfolio
    from kamgen.report.make import make_report
    from kamgen.report.portfolio import portfolio_findings

    chosen = session.paths if plans is None else plans
    own = portfolio_findings(judge_portfolio(portfolio), session.text) if whole else ()
    return make_report(portfolio, session.content, chosen, scored, kamgen.__version__, own, session.text)


def concluded(verdict: Verdict, terminal: Terminal) -> int:
    """The exit code, after saying why the run fails."""
    for reason in verdict.reasons:
        terminal.note(reason)
    return verdict.exit_code
