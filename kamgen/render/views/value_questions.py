"""Questions of value: unsold money, promises, what clients got, who speaks for us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from kamgen.analyse import outcomes, promises, references, whitespace
from kamgen.analyse.client_value import UNDATED
from kamgen.facts.accounts import is_active
from kamgen.facts.promises import Ledger
from kamgen.model.summary import Summary
from kamgen.model.table import Table
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.small import Caption
from kamgen.render.charts.stacks import Stack, stacks
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view
from kamgen.text.words import counted, listed

NAMED = 5
"""Accounts that a sentence names."""

OFFERINGS = 12
"""Offerings that the matrix on the page has; exports have all."""


def _names(accounts: Iterable[Summary]) -> str:
    return listed(list(dict.fromkeys(account.name for account in accounts)), most=NAMED)


def _to_do(*asked: tuple[str, Sequence[Summary]]) -> tuple[str, ...]:
    """What to do about accounts, whose names take the place of ``{}``; nothing of none."""
    return tuple([words.format(_names(accounts)) for words, accounts in asked if accounts])


def _parts(
    tables: Iterable[Table], lines: Mapping[str, str], data: PortfolioData, context: SiteContext
) -> tuple[Part, ...]:
    """A part a table; ``lines`` say, by the name of a table, how it is reckoned."""
    return tuple(
        [
            Part(each.title, (lines[each.name],) if each.name in lines else (), table=table_view(each, data, context))
            for each in tables
        ]
    )


def whitespace_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """Where is unsold money?"""
    found, style, currency = whitespace.white_space(data.portfolio), context.style, context.currency
    matrix, unsold, offerings, wallet = whitespace.tables(found)
    accounts, lines = found.accounts, {"wallet": "A part year's share is that to date; its amounts stand for the year."}
    money = [(each, *[whitespace.spend_of(each, part) for part in ("ours", "unsold")]) for each in accounts]
    bars = [
        Stack(each.name, f"{style.compact(theirs)} unsold", [max(float(part), 0) for part in (ours, theirs)])
        for each, ours, theirs in money
        if ours is not None and theirs is not None
    ]
    spaces = [
        Stack(each.name, f"{each.accounts['offered'] + each.accounts['white']:,} to win", tuple(each.accounts.values()))
        for each in found.offerings
    ]
    by_client = stacks(
        Caption("unsold", "Ours and unsold", f"What clients spend in our field in a year, in {currency}."),
        (("c-data", "ours"), ("c-soft", "with others")),
        bars,
    )
    states = (("c-data", "sold"), ("c-soft", "offered"), ("c-paper", "white"), ("c-na", "not relevant"))
    by_offering = stacks(
        Caption("spaces", "Offerings at accounts", "At how many accounts each offering is sold, offered or white."),
        (*states, ("c-track", "not known")),
        spaces,
    )
    answer = "What clients spend in our field is known of none."
    if found.spend and found.unsold is not None:
        share, spend = style.percent(found.unsold / found.spend), style.compact(found.spend)
        most = listed([f"{each.name} ({style.compact(theirs)})" for each, _, theirs in money[:3] if theirs])
        answer = (
            f"{counted(found.counted, 'client')} spend {spend} {currency} a year in our field, "
            f"{style.compact(found.unsold)} of it ({share}) with others; most at {most}."
        )
        lines["white_space"] = (
            f"The sums have {found.counted:,} of {counted(len(accounts), 'account')}, lost ones left out."
        )
    first = listed([f"{row.cells[1]} at {row.cells[0]}" for row in unsold.rows[:3]])
    to_do = _to_do(
        (
            "Share of wallet fell two years running at {}: ask what they buy from others.",
            [a for a in accounts if a.value.falling],
        ),
        (
            "Write `customer_spend` of {}: an estimate is better than nothing.",
            [a for a in accounts if not a.value.spend],
        ),
        ("Say in `offerings` what {} buy of each thing we sell.", [a for a in accounts if not a.value.offerings]),
        ("Give the currency of {} a rate under `[fx]`: no sum has them.", [a for a in accounts if a.rate is None]),
    )
    narrow = replace(
        matrix,
        columns=matrix.columns[: OFFERINGS + 2],
        rows=tuple([row._replace(cells=row.cells[: OFFERINGS + 2]) for row in matrix.rows]),
    )
    return QuestionView(
        "Where is unsold money?",
        answer,
        (
            Part("By client", picture=by_client),
            Part("By offering", picture=by_offering),
            *_parts((unsold, narrow, offerings, wallet), lines, data, context),
        ),
        (*([f"Begin with {first}: there most goes to others."] if first else []), *to_do),
    )


def promises_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """Do we keep our word?"""
    found, style = promises.promises_kept(data.portfolio), context.style
    tables = promises.tables(found)
    whole, rate = found.whole.lately, found.whole.lately.rate
    answer = f"No promise was to be settled in the last 12 months; {counted(whole.open, 'promise')} are open."
    if rate is not None and whole.in_time is not None:
        ever = f"; of all {found.whole.ever.settled:,} ever, {style.percent(found.whole.ever.rate or Decimal(0))}"
        answer = (
            f"Of {counted(whole.settled, 'promise')} of the last 12 months {style.percent(rate)} were kept, "
            f"{style.percent(whole.in_time)} in time{ever}. Vendors keep about one in four (Collis)."
        )
    ledgers = [("All, last 12 months", whole), ("All, ever", found.whole.ever)]
    ledgers += [(each.name, each.lately) for each in found.owners]
    picture = stacks(
        Caption("kept", "Promises kept", "As parts of those settled or overdue: all, then by owner, last 12 months."),
        (("c-ok", "kept in time"), ("c-watch", "kept late"), ("c-act", "broken or overdue")),
        [Stack(name, _of(ledger), _fractions(ledger)) for name, ledger in ledgers if ledger.settled],
        mark=0.25,
    )
    legend = ("The line: about one promise in four is kept by vendors (Collis, citing research).",)
    clients = [each.account for each in found.clients if each.account]
    to_do = _to_do(
        (
            "Settle with the client what is overdue, or agree another day: {}.",
            [a for a in clients if Ledger(*a.value.lately).overdue],
        ),
        (
            "Write the `due` date of open promises: {}.",
            [a for a in clients if any(each.state == UNDATED for each in a.value.promises)],
        ),
        (
            "No promise is written of {}: what was promised there?",
            [a for a in data.accounts if is_active(a) and a not in clients],
        ),
    )
    lines = {"promises_by_client": "Kept, as a part of those kept, broken and overdue; one kept late is kept."}
    parts = (Part("Kept, late, broken", picture=picture, legend=legend), *_parts(tables, lines, data, context))
    return QuestionView("Do we keep our word?", answer, parts, to_do)


def _of(ledger: Ledger) -> str:
    return f"{ledger.kept:,} of {ledger.settled:,} kept"


def _fractions(ledger: Ledger) -> tuple[float, ...]:
    return tuple([each / ledger.settled for each in (ledger.on_time, ledger.late, ledger.broken + ledger.overdue)])


def outcomes_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """What did clients get?"""
    found = outcomes.metrics(data.portfolio)
    clients = [account for account in data.accounts if account.value.results]
    reached = [sum(column) for column in zip((0, 0), *[metric.reached for metric in found], strict=True)]
    answer = "No result of the last two years is written."
    if clients:
        answer = (
            f"{counted(len(clients), 'client')} got {counted(sum(len(each.results) for each in found), 'result')} in "
            f"metrics of their own; {reached[0]:,} of {counted(reached[1], 'target')} were reached."
        )
    bars = []
    for account in clients:
        goals = [result.reached for result in account.value.results]
        counts = (goals.count(True), goals.count(False), goals.count(None))
        bars.append(Stack(account.name, f"{counts[0]:,} of {len(goals):,} reached", counts))
    picture = stacks(
        Caption("results", "Results", "How many of its targets each client reached."),
        (("c-data", "target reached"), ("c-soft", "not yet"), ("c-track", "no target")),
        sorted(bars, key=lambda bar: -sum(bar.parts)),
    )
    several = [metric for metric in found if len(metric.results) > 1]
    stale = [account for account in data.accounts if account.value.stale]
    to_do = _to_do(
        (
            "Measure again, and write the day as `as_of`: results of {} are older than two years, or of no known day.",
            stale,
        ),
        (
            "No outcome of {} is measured: ask which of its own figures we should move.",
            [a for a in data.accounts if is_active(a) and not a.value.results],
        ),
    )
    line = "Say of how many clients a sentence is. A result counts for two years after its day, and once a client."
    alone = (
        " No metric is one of several clients yet: agree on names and units of metrics."
        if found and not several
        else ""
    )
    parts = _parts(outcomes.tables(found, context.style), {"outcome_metrics": line + alone}, data, context)
    return QuestionView("What did clients get?", answer, (Part("By client", picture=picture), *parts), to_do)


def references_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """Who speaks for us?"""
    found = references.references(data.portfolio)
    quotable = [account for account, each in found.given if each.quotable]
    given, unasked = ([account for account, _ in pairs] for pairs in (found.given, found.unasked))
    led = [words for _, each in found.given if (words := references.led_to(each, found.names))]
    answer = "No client has spoken for us yet."
    if given:
        who = f"{_names(quotable)} may be quoted" if quotable else "none may be quoted"
        clients = counted(len({account.slug for account in given}), "client")
        to = f"; {len(led):,} led to an account or an opportunity" if led else ""
        answer = f"{clients} gave {counted(len(given), 'reference')}; {who}{to}."
    bars = []
    for owner in data.by_owner:
        clients_of = [account for account in data.by_owner[owner] if is_active(account)]
        best = [quotable, given, unasked]
        ranks = [next((n for n, group in enumerate(best) if account in group), 3) for account in clients_of]
        counts = [ranks.count(rank) for rank in range(4)]
        bars.append(Stack(owner or "nobody", f"{counts[0]:,} of {counted(len(ranks), 'client')}", counts))
    picture = stacks(
        Caption(
            "spoken", "Who speaks for us", "Clients by owner: quotable, gave a reference, never asked, all others."
        ),
        (
            ("c-data", "may be quoted"),
            ("c-soft", "gave a reference"),
            ("c-act", "good result, never asked"),
            ("c-track", "others"),
        ),
        bars,
    )
    to_do = _to_do(
        ("Ask {} for a testimonial or a referral: they got what they wanted, and were never asked.", unasked),
        (
            "Ask whether they may be named, and write `quotable`: {}.",
            [a for a, each in found.given if each.row.quotable is None],
        ),
        ("Write what a reference speaks for (`about`): {}.", [a for a, each in found.given if not each.row.about]),
    )
    parts = (Part("By owner", picture=picture), *_parts(references.tables(found), {}, data, context))
    return QuestionView("References: who speaks for us?", answer, parts, to_do)
