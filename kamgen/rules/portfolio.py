"""Rules of the whole portfolio. No single plan can answer them: `kamgen.analyse.portfolio_rules` does."""

from __future__ import annotations

from functools import partial

from kamgen.model.choices import Severity
from kamgen.model.context import Context
from kamgen.model.plan import Plan
from kamgen.model.rule import Example, Family, Outcome, Rule, not_applicable


def _asked_of_all(_plan: Plan, _context: Context) -> Outcome:
    return not_applicable("asked of all accounts together")


def _plan(name: str, *fields: str) -> str:
    return "\n".join(["---", f"name: {name}", "owner: Per Moe", "category: core", *fields, "---", ""])


def _figures(revenue: int, gross_profit: int) -> str:
    return f"financials: [{{year: 2025, revenue: {revenue}k, gross_profit: {gross_profit}k, cost_to_serve: 50k}}]"


_SMALLER = tuple([(f"{name.lower()}.md", _plan(name, _figures(100, 80))) for name in ("Aas", "Berg", "Dahl", "Vik")])

_rule = partial(Rule, element=Family.PORTFOLIO, severity=Severity.ADVICE, weight=0, check=_asked_of_all)

RULES: tuple[Rule, ...] = (
    _rule(
        code="PFL001",
        name="concentration",
        summary="No account brings a key share of revenue (`key_account_share`, 18% by default)",
        rationale=(
            "Vital accounts draws the line of dependence at 18% of volume, and wants a plan for the loss of such a "
            "client. The share is that of the last full fiscal year, of `company_revenue` in site.toml where that is "
            "given. Without it a handful of accounts cannot be judged: one of them always has a large share."
        ),
        good=Example(
            "financials: [{year: 2025, revenue: 900k}]", site='[portfolio]\ncompany_revenue = { 2025 = "10M" }'
        ),
        bad=Example(
            "financials: [{year: 2025, revenue: 1.8M}]", site='[portfolio]\ncompany_revenue = { 2025 = "10M" }'
        ),
    ),
    _rule(
        code="PFL002",
        name="portfolio-servable",
        summary="There are no more key accounts than can be served (`max_accounts`, and `max_accounts_per_owner`)",
        rationale=(
            "Principles puts what a firm can serve as key accounts at 20 to 30: joint plans, reviews and sponsors "
            "take time. Beyond that, every account gets the service of none. Prospects take that time too; lost "
            "accounts do not."
        ),
        good=Example("", site="[portfolio]\nmax_accounts = 2", others=_SMALLER[:1]),
        bad=Example("", site="[portfolio]\nmax_accounts = 2", others=_SMALLER[:2]),
    ),
    _rule(
        code="PFL003",
        name="profit-follows-revenue",
        summary="The fifth of the accounts with the most revenue brings as large a share of profit as of revenue",
        rationale=(
            "Graham sees the top tenth by revenue run at a loss regularly, for the support it takes; Principles "
            "finds the most profitable clients below those with the most revenue. Profit is that after cost to serve "
            "in the last full fiscal year; from five accounts on with both figures there is a fifth."
        ),
        good=Example(_figures(1000, 400), others=_SMALLER),
        bad=Example(_figures(1000, 200), others=_SMALLER),
    ),
)
