"""What questions of value need of one account (see `kamgen.model.client_value`), as facts have it."""

from __future__ import annotations

from collections.abc import Iterator

from kamgen.facts import money, promises, results, wallet
from kamgen.facts.entries import is_quotable
from kamgen.facts.promises import PromiseFact
from kamgen.model.account import Account
from kamgen.model.client_value import ClientValue, PromiseLeft, ReferenceGiven
from kamgen.model.context import Context

UNDATED = "no due date"
"""What is said of an open promise without one."""


def client_value(account: Account, context: Context) -> ClientValue:
    """Wallet, white space, promises, results and references of ``account``; its context has its links."""
    plan, as_of, calendar = account.plan, context.as_of, context.calendar
    last = calendar.last_full_year(as_of)
    rows = [(year, money.year_row(plan, year)) for year in range(last - 2, calendar.year_of(as_of) + 1)]
    fall = money.wallet_fall(plan, calendar, money.analysed_year(plan, context)[0])
    facts = promises.promises_of(plan, as_of)
    return ClientValue(
        wallet=tuple([(year, share) for year, row in rows if row and (share := row[1].share_of_wallet) is not None]),
        falling=fall is not None and fall.falling,
        spend=wallet.newest_spend(plan, context),
        offerings=tuple(wallet.white_space(plan, context)),
        lately=promises.tally(facts),
        ever=promises.tally(facts, ever=True),
        promises=tuple([_left(each, account) for each in facts if each.is_worth_a_look]),
        results=tuple(results.newest_results(plan, as_of)),
        stale=sum(row.actual is not None and not results.is_result(row, as_of) for row in plan.front.outcomes),
        references=tuple(_references(account, context)),
        unasked=tuple(results.never_asked(plan, as_of)),
    )


def _left(fact: PromiseFact, account: Account) -> PromiseLeft:
    line = account.plan.at(f"promises[{fact.number}]").line
    return PromiseLeft(line, fact.row, UNDATED if fact.undated else fact.words, fact.late, fact.open)


def _references(account: Account, context: Context) -> Iterator[ReferenceGiven]:
    led = {key: to for key, *to in account.links.led_to}
    for number, row in enumerate(account.plan.front.references):
        slug, stage = led.get(f"references[{number}].led_to", ("", ""))
        line = account.plan.at(f"references[{number}]").line
        yield ReferenceGiven(line, row, is_quotable(row, context.as_of), slug, stage)
