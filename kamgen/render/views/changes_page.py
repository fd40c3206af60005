"""The pages of changes and of slippage.

changes    what happened to the accounts since a day, what to look at first, and how totals went
slippage   what each owner moved, and every move
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from kamgen.model.account_history import PortfolioHistory, Removed, RuleMark
from kamgen.model.change import ReviewFlag
from kamgen.model.fields import Doc, folded
from kamgen.render.account_rows import PortfolioData, RecentVersion, ReviewLine
from kamgen.render.site_context import SiteContext
from kamgen.render.views.cards import Card, Note
from kamgen.render.views.moves import CommitWords, MoveRow, Slippage, VersionRow, commit_words, slippage_words, together
from kamgen.render.views.rows import AccountRow
from kamgen.render.views.trend import HEALTH, PIPELINE, SCORE, TARGET, change_words, then, value_words
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import counted, iso

SHOWN = 500
"""Versions that the page lists; a longer one helps nobody."""

FLAGS_LISTED = 12
"""Lines of what to look at."""


class RemovedRow(Struct, frozen=True):
    """An account whose plan was deleted; it has no page any more."""

    day: str
    commit: CommitWords
    name: str
    owner: str
    path: Annotated[str, Doc("Of the plan, as it was.")]
    flag: Annotated[str, Doc("Why to look at it, in words.")]


class Group(Struct, frozen=True):
    """The changes of one account."""

    account: Annotated[AccountRow | None, Doc("None when it is gone.")]
    versions: Annotated[tuple[RecentVersion, ...], Doc("Newest first.")]
    removed: Annotated[RemovedRow | None, Doc("The account when it is gone.")] = None

    @property
    def day(self) -> str:
        """Of the newest change."""
        return self.removed.day if self.removed else self.versions[0].version.day


class ListedReview(Struct, frozen=True):
    """A change that a reviewer should look at, with its account and commit."""

    account: AccountRow
    version: VersionRow
    line: ReviewLine


class RulesChange(Struct, frozen=True):
    """A commit that changed what accounts are judged by."""

    day: str
    commit: CommitWords
    format: Annotated[int | None, Doc("Version of kamgen's definitions from then on; none when it stayed")]


class ChangesView(Struct, frozen=True):
    """What the page shows."""

    since: Annotated[str, Doc("The last day whose changes are not among these.")]
    compared: Annotated[str, Doc("The day that totals are held against, when that is another.")]
    cards: tuple[Card, ...]
    removed: Annotated[tuple[RemovedRow, ...], Doc("What to look at first of all, newest first.")]
    flags: Annotated[tuple[ListedReview, ...], Doc("What to look at then, the most serious first.")]
    more_flags: Annotated[int, Doc("Those below that are not among the first.")]
    rules: Annotated[tuple[RulesChange, ...], Doc("Newest first.")]
    groups: Annotated[tuple[Group, ...], Doc("The account that changed last first.")]
    hidden: Annotated[int, Doc("Versions that are not listed here; the pages of their accounts have them.")]
    cut: Annotated[bool, Doc("Whether history is cut off, so that some may be missing.")]


def recent(data: PortfolioData) -> list[Group]:
    """Accounts that changed after the day from when on changes are listed, the one that changed last first."""
    since, found = data.past.since, []
    for rows in data.rows_of(data.ordered) if since else ():
        versions = tuple([each for each in rows.versions if each.version.day > iso(since)])
        if versions:
            found.append(Group(rows.row, versions))
    return sorted(found, key=attrgetter("day"), reverse=True)


def removed_since(past: PortfolioHistory) -> list[Removed]:
    """Accounts that were removed after that day, newest first."""
    return [each for each in past.removed if past.since is not None and each.day > past.since]


def changes_view(data: PortfolioData, context: SiteContext) -> ChangesView:
    """The page of changes."""
    changed, past = recent(data), data.past
    removed = [
        RemovedRow(
            day=iso(each.day),
            commit=commit_words(each.commit, context),
            name=each.name or each.path,
            owner=each.owner or UNKNOWN,
            path=each.path,
            flag=ReviewFlag.ACCOUNT_REMOVED.words,
        )
        for each in removed_since(past)
    ]
    flags = sorted(
        (
            ListedReview(each.account, recent.version, line)
            for each in changed
            if each.account
            for recent in each.versions
            for line in recent.to_review
        ),
        key=lambda look: (look.line.rank, -date.fromisoformat(look.version.day).toordinal()),
    )
    since, before = past.since, then(past.points, past.since)
    rules = [mark for mark in past.marks if since is None or mark.day > since]
    listed = sum(len(each.versions) for each in changed) + len(removed)
    return ChangesView(
        since=iso(since),
        compared=iso(before.day) if before is not None and before.day != since else "",
        cards=(changed_card(changed, data, ""), *total_cards(data, context)),
        removed=tuple(removed[:FLAGS_LISTED]),
        flags=tuple(flags[: max(0, FLAGS_LISTED - len(removed))]),
        more_flags=max(0, len(removed) + len(flags) - FLAGS_LISTED),
        rules=rule_changes(rules, context),
        groups=_first([*(Group(None, (), each) for each in removed), *changed]),
        hidden=max(0, listed - SHOWN),
        cut=data.cut,
    )


def _first(groups: list[Group]) -> tuple[Group, ...]:
    """As many of the newest as have `SHOWN` versions together."""
    found, left = [], SHOWN
    for group in sorted(groups, key=attrgetter("day"), reverse=True):
        if left > 0:
            found.append(replace(group, versions=group.versions[:left]))
            left -= len(group.versions) or 1
    return tuple(found)


def rule_changes(marks: Sequence[RuleMark], context: SiteContext) -> tuple[RulesChange, ...]:
    """Commits that changed what accounts are judged by, newest first; ``marks`` are oldest first."""
    return tuple(
        [RulesChange(mark.day.isoformat(), commit_words(mark.commit, context), mark.format) for mark in reversed(marks)]
    )


def changed_card(changed: list[Group], data: PortfolioData, url: str) -> Card:
    """How many accounts changed, and how much there is to look at; leads to ``url``."""
    removed = len(removed_since(data.past))
    flags = removed + sum(len(recent.to_review) for each in changed for recent in each.versions)
    versions = sum(len(each.versions) for each in changed)
    notes = [Note(f"since {data.past.since}", url), Note(counted(versions, "new version"))]
    if removed:
        notes.append(Note(f"{counted(removed, 'account')} removed", css="sev-warning"))
    if flags:
        notes.append(Note(f"{flags} to look at", css="sev-warning"))
    return Card("Accounts changed", f"{len(changed)} of {len(data.accounts)}", tuple(notes))


TOTALS = (
    SCORE._replace(title="Mean checklist score"),
    HEALTH._replace(title="Mean health score"),
    TARGET,
    PIPELINE,
)
"""Figures of all accounts together that are compared."""


def total_cards(data: PortfolioData, context: SiteContext) -> Iterator[Card]:
    """Totals as they are, and how they went since the day."""
    points = data.past.points
    before = then(points, data.past.since)
    if before is None:
        return
    for measure in TOTALS:
        was, now = measure.figure(before), measure.figure(points[-1])
        if now is None:
            continue
        notes = []
        if was is not None:
            notes = [Note(f"was {value_words(was, context)}")] if was != now else []
            notes.append(Note(change_words(measure, (before.day, was), (points[-1].day, now), context)))
        unit = context.currency if measure.money else ""
        yield Card(measure.title, value_words(now, context), tuple(notes), unit)


LEDGER = 1000
"""Moves that the ledger lists; a longer table helps nobody."""


class OwnerSlippage(Struct, frozen=True):
    """What the accounts of one owner come to."""

    name: str
    url: Annotated[str, Doc("Below the site's root; empty for accounts without an owner.")]
    accounts: Annotated[int, Doc("With a move.")]
    slippage: Slippage


class ListedMove(Struct, frozen=True):
    """A move, and the account it is of."""

    account: AccountRow
    move: MoveRow


class SlippageView(Struct, frozen=True):
    """What the page shows."""

    summary: Annotated[str, Doc("Empty when nothing was ever moved.")]
    owners: Annotated[tuple[OwnerSlippage, ...], Doc("Most moves first.")]
    rows: Annotated[tuple[ListedMove, ...], Doc("Newest first.")]
    hidden: Annotated[int, Doc("Moves that are not listed here; the pages of their accounts have them.")]
    cut: Annotated[bool, Doc("Whether history is cut off, so that some may be missing.")]


def slippage_view(data: PortfolioData, _: SiteContext) -> SlippageView:
    """Every move of every account, the newest first."""
    by_owner: dict[str, list[Slippage]] = {}
    rows: list[ListedMove] = []
    for account in data.ordered:
        own = data.rows[account.slug]
        if own.slippage.moves:
            for owner, slippage in own.booked:
                by_owner.setdefault(owner, []).append(slippage)
            rows += [ListedMove(own.row, move) for move in own.moves]
    rows.sort(key=lambda row: row.move.day, reverse=True)
    whole_slippage = together(slippage for found in by_owner.values() for slippage in found)
    owners = [
        OwnerSlippage(name or UNKNOWN, data.owners.get(name, ""), len(found), together(found))
        for name, found in by_owner.items()
    ]
    return SlippageView(
        summary=slippage_words(whole_slippage) if rows else "",
        owners=tuple(sorted(owners, key=lambda owner: (-owner.slippage.moves, folded(owner.name), owner.name))),
        rows=tuple(rows[:LEDGER]),
        hidden=whole_slippage.moves - min(len(rows), LEDGER),
        cut=data.cut,
    )
