"""The past of an account on its own page: since its last review, all versions, moved dates, age of each section."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from kamgen.facts.topics import TOPIC_EVERY
from kamgen.model.account import Account
from kamgen.model.account_history import AccountHistory, Since, Version
from kamgen.model.change import Kind
from kamgen.model.commits import Commit
from kamgen.render.site_context import SiteContext
from kamgen.render.views.changes import LONGEST, Changes, changes, told
from kamgen.text.addresses import external
from kamgen.text.words import clipped, counted

OPEN = 10
"""Versions that are shown at once; older ones are folded."""

ROWS = 60
"""Lines of one version, or since a review."""

_HEADING = re.compile(r'<h([3-6]) id="plan-([^"]*)">.*?</h\1>\n', re.DOTALL)


class CommitWords(NamedTuple):
    """A commit as pages name it."""

    short: str
    url: str
    """In the repository's web view; empty when site.toml does not say."""
    author: str
    subject: str


class SinceView(NamedTuple):
    """What changed since the last review."""

    day: str
    told: str
    """``5 changes, 2 to look at``; empty when nothing changed."""
    changes: Changes


class VersionRow(NamedTuple):
    """One commit that changed what the plan says."""

    day: str
    commit: CommitWords
    note: str
    """``the plan was added``, ``moved here from …``; empty for most."""
    changes: Changes


class Log(NamedTuple):
    """The change log, newest first."""

    total: str
    versions: tuple[VersionRow, ...]
    older: tuple[VersionRow, ...]
    folded: str
    """``12 older versions, back to 2025-01-03``; empty without any."""
    cut: bool


def since_view(since: Since | None) -> SinceView | None:
    """What changed since the last review that took place; None when that is not known."""
    if since is None:
        return None
    words = told(since.plan) if since.plan else ""
    return SinceView(since.day.isoformat(), words, changes(since.plan, ROWS))


def log_view(past: AccountHistory, context: SiteContext) -> Log | None:
    """All versions; None when there are none, and none that are missing."""
    if not past.versions and not past.cut:
        return None
    rows = tuple([version_row(version, past.cut, ROWS, context) for version in past.versions])
    older = rows[OPEN:]
    folded = f"{counted(len(older), 'older version')}, back to {older[-1].day}" if older else ""
    return Log(counted(len(rows), "version"), rows[:OPEN], older, folded, past.cut)


def version_row(version: Version, cut: bool, most: int, context: SiteContext) -> VersionRow:
    """One version, at most so many lines of it; ``cut`` says whether the first one may not be the first."""
    note = f"moved here from {version.former}" if version.former else ""
    if version.kind is Kind.ADDED:
        note = "the first version that is known here" if cut else "the plan was added"
        return VersionRow(version.day.isoformat(), commit_words(version.commit, context), note, Changes((), ""))
    return VersionRow(version.day.isoformat(), commit_words(version.commit, context), note, changes(version.plan, most))


def commit_words(commit: Commit, context: SiteContext) -> CommitWords:
    """A commit, with its address where site.toml has one."""
    pattern = context.site.site.commit_url or ""
    url = external(pattern.replace("{commit}", commit.id)) if commit.id else ""
    return CommitWords(commit.short, url, commit.author, clipped(commit.subject, LONGEST))


def stale(account: Account, context: SiteContext) -> bool:
    """Whether nobody changed the plan within its cadence."""
    every = context.cadences[account.category].plan_touched_every
    return account.touched is not None and every.after(account.touched) < context.as_of


def dated_prose(prose: Markup, sections: tuple[tuple[str, date], ...], as_of: date) -> Markup:
    """The prose with the day of the last change below each heading that has words of its own."""
    if not sections:
        return prose
    days = dict(sections)

    def dated(found: re.Match[str]) -> str:
        day = days.get(found[2])
        return found[0] if day is None else f"{found[0]}{_section_day(day, as_of)}\n"

    return Markup(_HEADING.sub(dated, prose))


def _section_day(day: date, as_of: date) -> str:
    shown = f'<time datetime="{day}">{day}</time>'
    if TOPIC_EVERY.after(day) < as_of:
        return f'<p class="changed sev-warning">not changed for over {TOPIC_EVERY}: last on {shown}</p>'
    return f'<p class="changed">last changed {shown}</p>'
