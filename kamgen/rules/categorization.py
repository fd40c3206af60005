"""Element v: each account placed by performance and by potential.

    assessment ─ six marks, 1 to 5      CAT001 ─┬─ attractiveness ┐
                                                └─ position       ┴─ bounds of [categories] ─ category   CAT002
    status, share of wallet ─ objective         CAT003
    share of the portfolio's revenue ─ category CAT004

The category expected is the first, from the top, whose bounds the assessment reaches; a category without bounds takes
everyone. Share of wallet is that of the last full fiscal year. Lost accounts are not judged; prospects are.
"""

from __future__ import annotations

from decimal import Decimal

from kamgen.facts.accounts import expected_category, is_key_share, is_prospect
from kamgen.facts.money import year_row
from kamgen.facts.wallet import Wallet, wallet
from kamgen.model.enums import Objective
from kamgen.model.values import plain
from kamgen.rules.declare import (
    Context,
    Element,
    Example,
    Outcome,
    Plan,
    Repeated,
    Rule,
    RuleFamily,
    gap,
    judge_age,
    judge_condition,
    not_applicable,
    of_revenue,
)
from kamgen.text.numbers import percent
from kamgen.text.words import listed

rule = RuleFamily(Element.CATEGORIZATION)

MARKS = ("size", "growth", "financial_stability", "closeness", "values_offer", "relevance")
"""The six marks of an assessment: three of attractiveness, three of position."""

_COMPANY = '[portfolio]\ncompany_revenue = { 2025 = "6M" }'

_ASSESS = "assess the account, and write `date` and all six marks (1 to 5) under `assessment`"


@rule(
    "CAT001",
    "account-assessed",
    weight=3,
    repeats=Repeated.ASSESSMENT,
    summary="All six marks are given, within their cadence (`assessment_every`, 12 months by default)",
    rationale=(
        "Collis places accounts by performance and by potential. Graham names what to look at: how attractive "
        "the client is (size, growth, financial stability), and how strong we are there (closeness, whether "
        "it values our offer, and whether the offer is relevant to it). Both move from year to year."
    ),
    good=Example(
        "assessment: {date: 2026-09-01, size: 4, growth: 3, financial_stability: 5, closeness: 4, "
        "values_offer: 4, relevance: 3}"
    ),
    bad=Example("assessment: {date: 2026-09-01, size: 4, growth: 3, financial_stability: 5}"),
)
def account_assessed(plan: Plan, context: Context) -> Outcome:
    assessment = plan.front.assessment
    if assessment is None:
        return gap("the account is not assessed", "assessment", _ASSESS)
    missing = [f"`{mark}`" for mark in MARKS if getattr(assessment, mark) is None]
    if missing:
        evidence = f"the assessment of {assessment.date} lacks {listed(missing)}"
        return gap(evidence, "assessment", f"give a mark from 1 to 5 for {listed(missing)}")
    cadence = context.cadences.assessment_every
    return judge_age("last assessed", assessment.date, cadence, context, "assessment.date", _ASSESS)


@rule(
    "CAT002",
    "category-matches-assessment",
    weight=2,
    summary="The category is the first from the top whose bounds in site.toml the assessment reaches",
    rationale=(
        "A category decides what a client gets: reviews, sponsor, service. Given by habit or by revenue alone "
        "it goes to the wrong clients; Graham would give it by attractiveness and our position, Vital "
        "accounts adds that volume and profit are not everything. A deliberate exception is fine, and is "
        "written as a waiver."
    ),
    good=Example(
        "assessment: {date: 2026-09-01, size: 4, growth: 3, financial_stability: 5, closeness: 4, "
        "values_offer: 4, relevance: 3}"
    ),
    bad=Example(
        "assessment: {date: 2026-09-01, size: 2, growth: 1, financial_stability: 5, closeness: 4, "
        "values_offer: 4, relevance: 3}"
    ),
)
def category_matches_assessment(plan: Plan, context: Context) -> Outcome:
    site, assessment = context.site, plan.front.assessment
    key = site.category_key(plan.front.category)
    bounds = [bound for each in site.categories.values() for bound in (each.attractiveness, each.position)]
    if key is None or all(bound is None for bound in bounds):
        return not_applicable("site.toml sets no bounds for this account's category", "category")
    attractiveness = assessment.attractiveness if assessment else None
    position = assessment.position if assessment else None
    if attractiveness is None or position is None:
        return not_applicable("the assessment has no six marks yet: CAT001 asks for them", "assessment")
    marks = f"attractiveness {plain(round(attractiveness, 2))} and position {plain(round(position, 2))}"
    expected = expected_category(site, attractiveness, position)
    if expected is None:
        return not_applicable(f"no category of site.toml takes {marks}", "category")
    fits = expected == key
    return judge_condition(
        fits,
        f"{marks} fit {site.category_title(expected)}{'' if fits else f', the plan says {site.category_title(key)}'}",
        "category",
        f"write `category: {expected}`; if the exception is meant, say why under `waive` with `rule: CAT002`",
    )


def _objection(plan: Plan, context: Context, share: Decimal | None) -> tuple[str, Objective] | None:
    """Why the objective does not agree with status and share of wallet, and which one would."""
    objective, of_wallet = plan.front.objective, wallet(share, context.site)
    if is_prospect(plan.front):
        return None if objective is Objective.WIN else ("a prospect is there to be won", Objective.WIN)
    if objective is Objective.WIN and of_wallet is not Wallet.FOOTHOLD:
        large = of_wallet is Wallet.LARGE
        return "the account is a client already", Objective.RETAIN if large else Objective.PENETRATE
    if objective is Objective.PENETRATE and of_wallet is Wallet.LARGE:
        large_from = percent(context.site.thresholds.wallet_large)
        return f"{large_from} of its spend or more is ours already", Objective.RETAIN
    small = of_wallet in (Wallet.FOOTHOLD, Wallet.SMALL)
    if (
        objective is Objective.RETAIN
        and small
        and (context.links.few or not is_key_share(context.links.share, context.site))
    ):
        return "most of its spend goes to others, and it is no large part of our revenue", Objective.PENETRATE
    return None


@rule(
    "CAT003",
    "objective-set",
    weight=2,
    summary="The objective is set, and agrees with status and share of wallet",
    rationale=(
        "Selling skills knows three objectives: retain a client that is a large part of our business, "
        "penetrate one that buys little from us of the much it could buy, win a prospect of high potential. "
        "So: a prospect is to be won, and so is a client below 10% of whose spend is ours; from 50% on there "
        "is nothing to penetrate; below 20% there is little to retain, unless the account is a key share of "
        "our own revenue. While share of wallet is not known, only whether an objective is set and suits the "
        "status is judged."
    ),
    good=Example("objective: penetrate\nfinancials:\n  - {year: 2025, revenue: 600k, customer_spend: 4M}"),
    bad=Example("objective: penetrate\nfinancials:\n  - {year: 2025, revenue: 2.4M, customer_spend: 4M}"),
)
def objective_set(plan: Plan, context: Context) -> Outcome:
    objective = plan.front.objective
    if objective is None:
        write = "add `objective: retain`, `penetrate` or `win` (`win` is for prospects)"
        return gap("no objective is written", "objective", write)
    year = context.calendar.last_full_year(context.as_of)
    found = year_row(plan, year)
    share = found[1].share_of_wallet if found else None
    bounds = context.site.thresholds
    shares = (bounds.wallet_foothold, bounds.wallet_small, bounds.wallet_large)
    about = f"share of wallet of {year}{' is not known' if share is None else f': {percent(share, *shares)}'}"
    if is_prospect(plan.front):
        about = "the account is a prospect"
    why, better = _objection(plan, context, share) or ("", objective)
    evidence = f"objective is to {objective}{f', but {why}' if why else ''}; {about}"
    return judge_condition(not why, evidence, "objective", f"write `objective: {better}`")


@rule(
    "CAT004",
    "key-share-recognised",
    weight=2,
    earns=False,
    summary="An account with a key share of revenue (18% by default) is in the top category",
    rationale=(
        "Vital accounts draws the line: a client that takes 18% of all we sell is a key account whatever we "
        "call it, one that takes 1% is not. Served like the others, it is a risk that nobody looks after."
    ),
    good=Example("financials:\n  - {year: 2025, revenue: 1.1M}", site=_COMPANY),
    bad=Example(
        "---\nname: Halden Marine\nowner: Ingrid Solberg\ncategory: core\n"
        "financials:\n  - {year: 2025, revenue: 1.1M}\n---\n",
        site=_COMPANY,
    ),
)
def key_share_recognised(plan: Plan, context: Context) -> Outcome:
    share, bound, site = context.links.share, context.site.portfolio.key_account_share, context.site
    if share is None or context.links.few:
        return not_applicable(context.links.few or "the account's share of revenue is not known", "financials")
    evidence = of_revenue(context, bound)
    if not is_key_share(share, site):
        return not_applicable(f"{evidence}: below {percent(bound)} any category will do", "category")
    key, top = site.category_key(plan.front.category), site.top_category()
    if key is None or top is None:
        return not_applicable("site.toml does not define this account's category", "category")
    titles = f"but its category is {site.category_title(key)}, not {site.category_title(top)}"
    said = "and in the top category" if key == top else titles
    return judge_condition(key == top, f"{evidence}, {said}", "category", f"write `category: {top}`")


RULES: tuple[Rule, ...] = (
    account_assessed,
    category_matches_assessment,
    objective_set,
    key_share_recognised,
)
