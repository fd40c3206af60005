"""What asks for attention on the first page: accounts in trouble, and plans gone quiet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kamgen.model.choices import ReviewWith, Status
from kamgen.model.portfolio import Account
from kamgen.model.rule import State
from kamgen.render.due import Due
from kamgen.render.guide import Guide
from kamgen.render.text import count, days_text, sentence

SHOWN = 8
"""Lines a list has on the first page."""

_GAPS = {
    "SPA006": "revenue falls two years in a row",
    "CRV004": "the last two client meetings were cancelled",
    "POL003": "service below target",
}
"""Gaps that are trouble, and how they read; most serious first."""

_ALONE = 5
"""The last rank of a reason that is trouble by itself; the others only stand beside one of these."""


class Line(NamedTuple):
    """One line of a list."""

    name: str
    url: str
    words: str
    side: str = ""
    """What stands at its end: a number of days."""
    day: str = ""


class Attention(NamedTuple):
    """A list, and how many lines it would have in all."""

    lines: tuple[Line, ...]
    total: str


def in_trouble(accounts: Sequence[Account], dues: dict[str, tuple[Due, ...]], guide: Guide) -> Attention:
    """Accounts with reasons to worry, the most serious reason first."""
    ranks = _revenue_ranks(accounts, guide.figures.year)
    found = []
    for account in accounts:
        reasons = sorted(_reasons(account, dues[account.slug], ranks, guide))
        if reasons and reasons[0][0] <= _ALONE:
            weight = (reasons[0][0], -len(reasons), ranks.get(account.slug, len(ranks) + 1), account.slug)
            words = "; ".join(words for _, words in reasons[:3])
            found.append((weight, Line(account.name, guide.accounts[account.slug].url, sentence(words))))
    found.sort(key=lambda item: item[0])
    return Attention(tuple(line for _, line in found[:SHOWN]), count(len(found), "account"))


def _revenue_ranks(accounts: Sequence[Account], year: int) -> dict[str, int]:
    amounts = []
    for account in accounts:
        row = account.year(year)
        converted = account.converted(row.revenue) if row else None
        if converted is not None:
            amounts.append((-converted, account.slug))
    return {slug: rank for rank, (_, slug) in enumerate(sorted(amounts), 1)}


def _reasons(account: Account, dues: tuple[Due, ...], ranks: dict[str, int], guide: Guide) -> Iterator[tuple[int, str]]:
    """Reasons with their rank, 0 the most serious."""
    if not account.plan.readable:
        yield 0, f"plan cannot be read: {account.findings[0].message if account.findings else 'no front matter'}"
        return
    if account.status is Status.LOST:
        return
    row = account.year(guide.figures.year)
    if row and row.profit is not None and row.profit < 0:
        rank = ranks.get(account.slug, 0)
        place = f" although it is number {rank} in revenue" if 0 < rank <= 3 else ""
        yield 1, f"loses {guide.style.compact(-row.profit)} {account.plan.front.currency or guide.currency}{place}"
    broken = sum(due.kind == "Promise" and due.days < 0 for due in dues)
    if broken:
        yield 2, f"{count(broken, 'promise')} overdue"
    if account.score is not None and account.score < 60:
        yield 3, f"checklist score {account.score}"
    gaps = _gap_codes(account)
    for rank, (code, words) in enumerate(_GAPS.items(), 4):
        if code in gaps:
            yield rank, words


def _gap_codes(account: Account) -> set[str]:
    if account.scorecard is None:
        return set()
    return {item.rule.code for item in account.scorecard.criteria if item.outcome.state is State.GAP}


def gone_quiet(accounts: Sequence[Account], guide: Guide) -> Attention:
    """Accounts that nobody talked to for longer than contact may take, or whose plan nobody changed in time."""
    found: list[tuple[date, str, Line]] = []
    for account in accounts:
        if account.status is Status.LOST or not account.plan.readable:
            continue
        url, every = guide.accounts[account.slug].url, guide.cadences[account.category]
        signs = sorted(sign for sign in _signs(account) if sign[0] <= guide.as_of)
        if not signs:
            found.append((date.min, account.slug, Line(account.name, url, "No review, feedback or contact on record")))
            continue
        silences = [(*signs[-1], every.contact_every)]
        if account.plan.touched:
            silences.append((account.plan.touched, "Change to the plan", every.plan_touched_every))
        over = sorted((day, words) for day, words, cadence in silences if cadence.after(day) < guide.as_of)
        if over:
            day, words = over[0]
            silence = days_text((guide.as_of - day).days)
            line = Line(account.name, url, f"{words} on {day.isoformat()} was the last", silence, day.isoformat())
            found.append((day, account.slug, line))
    found.sort(key=lambda item: item[:2])
    return Attention(tuple(line for _, _, line in found[:SHOWN]), count(len(found), "account"))


def _signs(account: Account) -> Iterator[tuple[date, str]]:
    """Days on which somebody talked with the client."""
    front = account.plan.front
    for review in front.reviews:
        if review.party is ReviewWith.CLIENT and not review.cancelled:
            yield review.date, "Client review"
    for feedback in front.feedback:
        yield feedback.date, "Feedback"
    for contact in front.contacts:
        if contact.last_contact:
            yield contact.last_contact, f"Contact with {contact.name}"
