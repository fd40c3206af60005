"""History: what changed when and by whom, trends, and what slipped; for the terminal and as JSON.

text   trend of scores and money, then every change newest first
moves  the slippage ledger, with totals by owner
json   all of it
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from kamgen.facts.leaning import stands
from kamgen.model.account_history import (
    AccountHistory,
    History,
    Move,
    OddDate,
    Point,
    Removed,
    RuleMark,
    ToConfirm,
    Version,
    booked,
    lowered_targets,
    merged_words,
    moved_often,
)
from kamgen.model.change import ChangeKind, ReviewFlag
from kamgen.model.fields import folded
from kamgen.model.source import Commit
from kamgen.model.summary import Summary
from kamgen.report.changes import wording
from kamgen.report.changes.json import amounts_object, field_object, plan_object, suspect_object
from kamgen.report.changes.terminal import flagged_line, plan_lines
from kamgen.report.changes.wording import rounded_amount
from kamgen.report.findings import BOLD, CYAN, as_text, paint, visible
from kamgen.report.json import dumped, health_object
from kamgen.text.changes import moved_words, version_notes
from kamgen.text.health import health_words
from kamgen.text.words import listed

FORMAT_VERSION = "1.0"
_BEGUN = 8
"""Accounts that one commit began which are named."""

_AMOUNTS = ("revenue", "revenue target", "profit", "weighted pipeline")

Told = tuple[Summary, Version]
Dated = TypeVar("Dated", Version, Move, ToConfirm)


def json(history: History, _color: bool, version: str) -> str:
    """One object: format_version, tool, as_of, since, currency, cut, odd_dates, trend, marks, removed, accounts."""
    return dumped(
        {
            "format_version": FORMAT_VERSION,
            "tool": {"name": "kamgen", "version": version},
            "as_of": history.as_of.isoformat(),
            "since": history.since.isoformat() if history.since else None,
            "currency": history.currency,
            "cut": history.cut,
            "odd_dates": [
                {**_written(odd.commit), "date": odd.commit.date.isoformat(), "parent": odd.parent and odd.parent.id}
                for odd in history.odd_dates
            ],
            "trend": [_point(point) for point in history.points],
            "marks": [{**_commit(mark), "format": mark.format} for mark in history.marks],
            "removed": [
                {**_commit(gone), "name": gone.name, "owner": gone.owner, "path": gone.path} for gone in history.removed
            ],
            "accounts": [_account(account, past, history) for account, past in history.accounts],
        }
    )


@as_text
def full(history: History, color: bool, _version: str) -> Iterator[str]:
    """For people: the trend, then changes."""
    if len(history.points) > 1:
        yield paint(f"Trend, amounts in {visible(history.currency)}", BOLD, color)
        yield from _trend(history.points)
        yield ""
    versions = [
        (account, version) for account, past in history.accounts for version in _since_day(past.versions, history)
    ]
    told: list[Told | Removed | RuleMark] = [*versions, *history.removed, *history.marks]
    told.sort(key=partial(_place, history.order), reverse=True)
    for (day, commit), changes in groupby(told, key=_day_and_commit):
        yield from _commit_lines(day, commit, list(changes), color)
    if not told:
        since = f" since {history.since}" if history.since else ""
        yield f"No plan said anything else{since}."
    yield from _to_confirm(history, color)
    if history.cut:
        yield "This clone is shallow: older changes are not known."
    yield from map(_odd_date, history.odd_dates)


def _to_confirm(history: History, color: bool) -> Iterator[str]:
    """What of today's plans is to be confirmed."""
    for account, past in history.accounts:
        found = [each for each in _since_day(past.suspects, history) if stands(each, history.as_of)]
        if found:
            said = f"{account.name}: {len(found):,} to be confirmed, by an edit or `confirmed: DATE`"
            yield from ("", paint(visible(said), BOLD, color))
        for each in found:
            place = paint(f"{visible(account.path)}:{each.suspect.line}", CYAN, color)
            why = f"{wording.suspect_words(each.suspect)}: {wording.cause_words(each.suspect.on)}"
            yield f"  {place}: {visible(why)}, {each.day} {visible(each.commit.by)}"


def _place(order: Mapping[str, int], told: Told | tuple[Summary, Move] | Removed | RuleMark) -> tuple[int, int]:
    """Where it came among the others: what could not be read, when it could."""
    at = told if isinstance(told, Removed | RuleMark) else told[1]
    own = order.get(at.commit.id, -1)
    mended = at.mended if isinstance(at, Version | Move) else None
    return (order.get(mended.id, -1) if mended else own), own


def _day_and_commit(told: Told | Removed | RuleMark) -> tuple[date, Commit]:
    return (told.day, told.commit) if isinstance(told, Removed | RuleMark) else (told[1].day, told[1].commit)


def _commit_lines(day: date, commit: Commit, changes: list[Told | Removed | RuleMark], color: bool) -> Iterator[str]:
    """What one commit changed."""
    subject = visible(wording.clipped_line(commit.subject, wording.TITLE))
    merge = next((each[1].merge for each in changes if not isinstance(each, Removed | RuleMark)), None)
    yield f"{day}  {paint(commit.short, CYAN, color)}  {visible(_by(commit, merge))}: {subject}"
    for gone in changes:
        if isinstance(gone, Removed):
            said = f"{paint(visible(gone.name), BOLD, color)}  {visible(gone.path)}"
            yield flagged_line("-", said, ReviewFlag.ACCOUNT_REMOVED, "", color)
        elif isinstance(gone, RuleMark):
            why = f"kamgen's definitions {gone.format}: scores moved with them, not with the accounts"
            yield f"    site.toml: {why if gone.format else 'what accounts are judged by'}"
    told = [each for each in changes if not isinstance(each, Removed | RuleMark)]
    for account, version in told:
        if version.kind is ChangeKind.REMOVED:
            said = f"{paint(visible(account.name), BOLD, color)}  {visible(version.former or account.path)}"
            yield flagged_line("-", said, ReviewFlag.ACCOUNT_REMOVED, "", color)
    begun = [visible(account.name) for account, version in told if version.kind is ChangeKind.ADDED]
    if begun:
        more = f" and {len(begun) - _BEGUN} more" if len(begun) > _BEGUN else ""
        yield f"    begun: {', '.join(begun[:_BEGUN])}{more}"
    for account, version in told:
        if version.kind is ChangeKind.CHANGED:
            notes = "".join(f", {note}" for note in version_notes(version))
            yield f"  {paint(visible(account.name), BOLD, color)}  {visible(account.path)}{visible(notes)}"
            yield from plan_lines(version.plan, color)


def _by(commit: Commit, merge: Commit | None) -> str:
    """Who wrote it, and who merged it."""
    return ", ".join(filter(None, (commit.by, merged_words(commit, merge))))


def _odd_date(odd: OddDate) -> str:
    """That a date cannot be right: ``Commit 1a2b3c4 is dated 2026-01-02, before …``."""
    commit, parent = odd
    why = f"{commit.short} by {visible(commit.by)} is dated {commit.date}, "
    why += f"before {parent.short} that it follows ({parent.date})" if parent else "after the day judged"
    return f"Commit {why}: it stands where the log has it."


def _since_day(found: Iterable[Dated], history: History) -> list[Dated]:
    """Those since the day that is asked for."""
    return [each for each in found if history.since is None or each.day >= history.since]


def _trend(points: tuple[Point, ...]) -> Iterator[str]:
    titles = ["day", "checklist", "health", "days old", *_AMOUNTS]
    rows = []
    for point in points:
        score, age = ("–" if each is None else str(each) for each in (point.score, point.freshness))
        health = "–" if point.health.score is None else health_words(point.health)
        rows.append([point.day.isoformat(), score, health, age, *map(rounded_amount, point.amounts)])
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    for row in (titles, *rows):
        yield "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


@as_text
def moves(history: History, color: bool, _version: str) -> Iterator[str]:
    """For people: what slipped."""
    found = [(account, move) for account, past in history.accounts for move in _since_day(past.moves, history)]
    if not found:
        yield "No due date, close date or target was moved."
        return
    found.sort(key=partial(_place, history.order), reverse=True)
    for account, move in found:
        noun, title = wording.clipped_line(move.noun, wording.NAME), wording.quoted(move.title)
        what = f"{noun} {title}, {wording.field_words(move.field)}" if move.group else wording.field_words(move.field)
        by = paint(visible(move.commit.by), CYAN, color)
        merged = visible(", ".join(("", *filter(None, [merged_words(move.commit, move.merge)]))))
        yield f"{move.day}  {visible(account.name)}: {visible(what)}  {by} {move.commit.short}{merged}"
    yield ""
    yield paint("By owner", BOLD, color)
    yield from _owners(history)


def _owners(history: History) -> Iterator[str]:
    """What the moves of each owner's accounts come to, most moves first: of who answered for the account then."""
    by_owner: defaultdict[str, list[list[Move]]] = defaultdict(list)
    today: defaultdict[str, list[str]] = defaultdict(list)
    for account, past in history.accounts:
        for owner, own in booked(account.owner, _since_day(past.moves, history)).items():
            by_owner[owner].append(own)
            if folded(owner) != folded(account.owner):
                today[owner].append(f"{account.name} is {account.owner}'s today")
    for owner, theirs in sorted(by_owner.items(), key=lambda each: (-sum(map(len, each[1])), each[0])):
        days = sum(move.days or 0 for moves in theirs for move in moves)
        lowered, often = sum(map(lowered_targets, theirs)), sum(map(moved_often, theirs))
        said = moved_words(sum(map(len, theirs)), days, lowered, often)
        since = f" ({listed(today[owner], most=_BEGUN)})" if today[owner] else ""
        yield f"  {visible(owner) or 'no owner'}: {said}{visible(since)}"


def _account(account: Summary, past: AccountHistory, history: History) -> dict[str, Any]:
    return {
        "slug": account.slug,
        "name": account.name,
        "owner": account.owner,
        "path": account.path,
        "removed": next((gone.day.isoformat() for gone in history.removed if gone.path == account.path), None),
        "trend": [_point(point) for point in past.points],
        "versions": [
            {
                **_commit(version),
                "kind": version.kind.word,
                "former": version.former or None,
                "owner": version.owner or None,
                "back": version.back.isoformat() if version.back else None,
                "across": {"day": version.across[0].isoformat(), "commit": version.across[1].id}
                if version.across
                else None,
                **plan_object(version.plan),
            }
            for version in _since_day(past.versions, history)
        ],
        "to_confirm": [
            {**_commit(each), **suspect_object(each.suspect)} for each in past.suspects if stands(each, history.as_of)
        ],
        "moves": [
            {
                **_commit(move),
                "group": move.group,
                "title": move.title,
                "owner": move.owner or account.owner,
                "days": move.days,
                **field_object(move.field),
            }
            for move in _since_day(past.moves, history)
        ],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        **point._asdict(),
        "day": point.day.isoformat(),
        "health": point.health.score,
        "standing": health_object(point.health),
        "amounts": amounts_object(point.amounts),
    }


def _commit(version: Version | Move | Removed | RuleMark | ToConfirm) -> dict[str, Any]:
    merge = version.merge if isinstance(version, Version | Move) else None
    merged = {"commit": merge.id, "author": merge.author, "subject": merge.subject} if merge else None
    mended = version.mended.id if isinstance(version, Version | Move) and version.mended else None
    return {"day": version.day.isoformat(), **_written(version.commit), "merged_by": merged, "readable_with": mended}


def _written(commit: Commit) -> dict[str, Any]:
    others = list(commit.co_authors)
    return {"commit": commit.id, "author": commit.author, "co_authors": others, "subject": commit.subject}


HISTORY_FORMATS: dict[str, Callable[[History, bool, str], str]] = {"full": full, "slippage": moves, "json": json}
"""The formats by name; each is given the history, whether there is colour, and kamgen's version."""
