"""Questions of value: unsold money, promises, what clients got, who speaks for us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup

from kamgen.analyse import outcomes, promises, references, whitespace
from kamgen.analyse.client_value import UNDATED
from kamgen.facts.accounts import is_active
from kamgen.model.summary import Summary
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.ranks import Rank, ranks
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view, without_rate
from kamgen.text.words import counted, listed

NAMED, DRAWN = 5, 15
"""How many accounts a sentence names, and a picture shows."""

OFFERINGS = 12
"""Offerings that the matrix on the page has; exports have all."""


def _names(accounts: Iterable[Summary]) -> str:
    return listed(list(dict.fromkeys(account.name for account in accounts)), most=NAMED)


def _to_do(*asked: tuple[str, Sequence[Summary]]) -> tuple[str, ...]:
    """What to do about accounts, whose names take the place of ``{}``; nothing of none."""
    return tuple([words.format(_names(accounts)) for words, accounts in asked if accounts])


def whitespace_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """Where is unsold money?"""
    found, short, percent = whitespace.white_space(data.portfolio), context.style.compact, context.style.percent
    accounts, tables = found.accounts, whitespace.tables(found)
    money = [
        (account, ours, theirs)
        for account in accounts
        if (ours := whitespace.spend_of(account, "ours")) is not None
        if (theirs := whitespace.spend_of(account, "unsold")) is not None
    ]
    bars = [
        Rank(account.name, (max(float(ours), 0), max(float(theirs), 0)), f"{short(theirs)} unsold")
        for account, ours, theirs in money
    ]
    rows = [Rank(each.name, each.accounts[:3], f"{sum(each.accounts[1:3])} to win") for each in found.offerings]
    answer = "What clients spend in our field is not known of any account."
    if found.spend and found.unsold is not None:
        most = listed([f"{account.name} ({short(theirs)})" for account, _, theirs in money[:3]])
        answer = (
            f"{counted(found.counted, 'client')} spend {short(found.spend)} {context.currency} a year in our field, "
            f"{short(found.unsold)} of it ({percent(found.unsold / found.spend)}) with others; most at {most}."
        )
    first = listed([f"{row.cells[1]} at {row.cells[0]}" for row in tables[1].rows[:3]])
    unknown = [account for account in accounts if not account.value.spend]
    to_do = _to_do(
        ("Share of wallet fell two years running at {}: ask what they buy from others.", found.falling),
        ("Write `customer_spend` of {}: an estimate is better than nothing.", unknown),
        ("Say in `offerings` what {} buy of each thing we sell.", [a for a in accounts if not a.value.offerings]),
    )
    said = (
        f"Dark: ours; light: with others, a year, in {context.currency}. Of {counted(len(accounts), 'account')} the "
        f"sums have {found.counted:,}, of {len(unknown):,} the client's spend is not known; lost accounts are left out."
    )
    unsold, offerings, wallet = (table_view(table, data, context) for table in tables[1:])
    by_client = ranks(Caption("unsold", "What clients spend a year", said), bars[:DRAWN]) if bars else Markup()
    key = "Accounts where it is sold (dark), offered (light) or white (pale)."
    by_offering = ranks(Caption("spaces", "Offerings at accounts", key), rows[:DRAWN]) if rows else Markup()
    return QuestionView(
        "Where is unsold money?",
        answer,
        (
            Part("Share of wallet", (said, _TO_DATE, *without_rate(data)), by_client, table=wallet),
            Part("What is bought elsewhere", table=unsold),
            Part("White space", (key,), by_offering, table=offerings),
            Part("Account by account", table=table_view(tables[0], data, context, OFFERINGS + 2)),
        ),
        (*([f"Begin with {first}: there most goes to others."] if first else []), *to_do),
    )


_TO_DATE = "A part year's share is that to date; its amounts stand for the whole year."


def promises_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """Do we keep our word?"""
    found, percent = promises.promises_kept(data.portfolio), context.style.percent
    whole, ever = found.whole.lately, found.whole.ever
    answer = f"No promise was settled in the last 12 months, and none is overdue; {whole.open:,} are open."
    if whole.rate is not None and whole.in_time is not None and ever.rate is not None:
        answer = (
            f"Of {counted(whole.settled, 'promise')} of the last 12 months {percent(whole.rate)} were kept, "
            f"{percent(whole.in_time)} in time; of all {ever.settled:,} ever {percent(ever.rate)} were kept. Vendors "
            "keep about one in four (Collis)."
        )
    ledgers = [("All, 12 months", whole), ("All, ever", ever), *[(each.name, each.lately) for each in found.owners]]
    rows = [
        Rank(name, promises.fractions(ledger), f"{ledger.kept:,} of {ledger.settled:,} kept")
        for name, ledger in ledgers
        if ledger.settled
    ]
    picture = ranks(Caption("kept", "Promises kept", _KEPT), rows[:DRAWN], 0.25) if rows else Markup()
    clients = [each.account for each in found.clients if each.account]
    to_settle, by_client, by_owner = (table_view(table, data, context) for table in promises.tables(found))
    undated = [a for a in clients if any(each.state == UNDATED for each in a.value.promises)]
    to_do = _to_do(
        (
            "Keep what is overdue, or agree with the client on another day: {}.",
            [a for a in clients if a.value.lately[3]],
        ),
        ("Write by when open promises are to be kept (`due`): {}.", undated),
        (
            "Write what was promised (`promises`) at {}.",
            [a for a in data.accounts if is_active(a) and a not in clients],
        ),
    )
    return QuestionView(
        "Do we keep our word?",
        answer,
        (
            Part("Kept, late and broken", (_KEPT,), picture, table=by_owner),
            Part("To settle", table=to_settle),
            Part("Client by client", table=by_client),
        ),
        to_do,
    )


_KEPT = (
    "Dark: kept in time; light: kept late; pale: broken or overdue, each as a part of all three; the last 12 months. "
    "The line is what vendors keep: about one promise in four, as research has it that Collis quotes (“What are the "
    "main barriers to repeat sales?”)."
)


def outcomes_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """What did clients get?"""
    found = outcomes.metrics(data.portfolio)
    clients = [account for account in data.accounts if account.value.results]
    reached, aimed = (sum(each.reached[place] for each in found) for place in (0, 1))
    answer = "No plan has a result of the last two years."
    if clients:
        results = counted(sum(len(each.results) for each in found), "result")
        share = f" ({context.style.percent(Decimal(reached) / aimed)})" if aimed else ""
        answer = (
            f"{counted(len(clients), 'client')} got {results} in metrics of their own, and {reached:,} of "
            f"{counted(aimed, 'target')}{share} were reached."
        )
    goals = [(account.name, [each.reached for each in account.value.results]) for account in clients]
    goals.sort(key=lambda each: (-each[1].count(True), each[0]))
    rows = [
        Rank(name, (own.count(True), own.count(False), own.count(None)), f"{own.count(True)} of {len(own)} reached")
        for name, own in goals
    ]
    picture = ranks(Caption("results", "Targets reached", _REACHED), rows[:DRAWN]) if rows else Markup()
    said, by_client = (
        table_view(table, data, context, 7 if table.name == "outcome_metrics" else None)
        for table in outcomes.tables(found, context.style)
    )
    several = any(len(each.results) > 1 for each in found)
    to_do = _to_do(
        (
            "Measure again at {}: results are over two years old, or say no day (`as_of`).",
            [a for a in data.accounts if a.value.stale],
        ),
        (
            "Ask {} which of its own figures we should move, and measure it (`outcomes`).",
            [a for a in data.accounts if is_active(a) and a not in clients],
        ),
        (
            "Each metric is one client's: give {} and others the same `metric` and `unit` where they mean the same.",
            [] if several else clients,
        ),
    )
    return QuestionView(
        "What did clients get?",
        answer,
        (
            Part("What a seller may say", (_SAID,), table=said),
            Part("Client by client", (_REACHED,), picture, table=by_client),
        ),
        to_do,
    )


_SAID = "A result counts for two years after its day, and a client once for a metric, with its newest result."
_REACHED = "Results by client: dark where the target was reached, light where not yet, pale without a target."


def references_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """References: who speaks for us?"""
    found = references.references(data.portfolio)
    given, unasked = ([account for account, _ in pairs] for pairs in (found.given, found.unasked))
    quotable = [account for account, each in found.given if each.quotable]
    answer = "No client has spoken for us yet."
    if given:
        led = sum(bool(each.led) for _, each in found.given)
        answer = (
            f"{counted(len({account.slug for account in given}), 'client')} gave "
            f"{counted(len(given), 'reference')}, {led:,} of which led to an account or an opportunity; "
            f"{_names(quotable) or 'nobody'} may be quoted."
        )
    rows = []
    for owner, accounts in data.by_owner.items():
        active = [account for account in accounts if is_active(account)]
        best = [sum(account in group for account in active) for group in (quotable, given, unasked)]
        parts = (best[0], best[1] - best[0], best[2])
        rows.append(Rank(owner or "nobody", parts, f"{best[0]} of {counted(len(active), 'client')}"))
    picture = (
        ranks(Caption("spoken", "Who speaks for us", _SPOKEN), rows[:DRAWN])
        if any(sum(row.parts) for row in rows)
        else Markup()
    )
    references_table, never_asked = (table_view(table, data, context) for table in references.tables(found))
    to_do = _to_do(
        ("Ask {} for a testimonial or a referral: they got what they wanted, and were never asked.", unasked),
        (
            "Ask {} whether they may be named and quoted (`quotable`).",
            [a for a, each in found.given if each.row.quotable is None],
        ),
        ("Write what a reference speaks for (`about`) at {}.", [a for a, each in found.given if not each.row.about]),
    )
    return QuestionView(
        "References: who speaks for us?",
        answer,
        (
            Part("By account manager", (_SPOKEN,), picture, table=references_table),
            Part("Never asked", table=never_asked),
        ),
        to_do,
    )


_SPOKEN = (
    "Clients of each of us: dark who may be quoted, light who gave a reference, pale who got what it wanted and was "
    "never asked. Collis: referrals are the cheapest marketing, and most often forgotten."
)
