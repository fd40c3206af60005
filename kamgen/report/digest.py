"""A digest: where the trouble is, what changed since a day, what is late and what comes; for mail and chat.

Markdown here is what mail and chat show alike: headings, lists, bold; what a plan says makes no link and calls nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from msgspec import Struct

from kamgen.model.change import ChangeKind
from kamgen.model.comparison import Comparison
from kamgen.report.agenda import chat_markdown
from kamgen.report.changes.brief import brief_lines, settled_words
from kamgen.report.changes.report import AccountReport, change_report, headline
from kamgen.report.findings import BOLD, CYAN, as_text, paint, visible
from kamgen.report.json import FORMAT_VERSION, dumped
from kamgen.text.words import counted, joined


class Troubled(NamedTuple):
    """An account in trouble, as the first page has it."""

    account: str
    owner: str
    words: str
    stake: str
    """The money at stake; empty where none is known."""


class Due(NamedTuple):
    """Something with a day."""

    day: str
    """Empty for what was never done."""
    kind: str
    account: str
    what: str
    who: str
    days: int
    """From today; negative for what is late."""


class Digest(Struct, frozen=True):
    """What a digest tells, of all accounts or of those of one owner."""

    as_of: date
    since: date
    until: date
    title: str
    owner: str
    """Whose accounts; empty for all."""
    state: str
    """Today in a sentence."""
    trouble: tuple[Troubled, ...]
    """The gravest first."""
    changes: Comparison | None
    """Between the newest commit of ``since`` and today; None without history."""
    note: str
    """What history does not say; empty when it says all."""
    late: tuple[Due, ...]
    """Soonest first."""
    coming: tuple[Due, ...]
    """From today to ``until``."""
    never: tuple[Due, ...]
    most: int | None
    """Entries of each list; None for all."""


class Section(NamedTuple):
    """A list of the digest, each entry with lines below it."""

    title: str
    entries: list[tuple[str, list[str]]]


def _sections(found: Digest) -> Iterator[Section]:
    """The lists in the order in which they are read; those that are empty are left out by the formats."""
    yield Section(
        "In trouble",
        [(f"{_named(each.account, each.owner)}: {joined(each.words, each.stake)}", []) for each in found.trouble],
    )
    changed = _accounts(found)
    yield Section(
        f"Changed since {found.since}", [(_changed(each), brief_lines(each, found.most is None)) for each in changed]
    )
    yield Section("Late", [(_due(each), []) for each in found.late])
    yield Section(f"Due by {found.until}", [(_due(each), []) for each in found.coming])
    yield Section("Never done", [(_due(each), []) for each in found.never])


def _accounts(found: Digest) -> list[AccountReport]:
    """What changed, what wants a look first, then the worst."""
    report = change_report(found.changes).accounts if found.changes else []
    return sorted(report, key=lambda each: not each.flags)


def _named(account: str, owner: str) -> str:
    return f"**{account}**{f' ({owner})' if owner else ''}"


def _changed(account: AccountReport) -> str:
    """``**Brekke** (Eva Lund), by Per Moe (2 commits): checklist 71 → 64 (−7), target 1.3M → 1.1M``."""
    change = account.change
    whole = change.kind is not ChangeKind.CHANGED
    told = [change.kind.word] if whole else []
    told += [words for words in account.scores.split(", ")[:2] if whole or "→" in words]
    by = f", by {account.authors}" if account.authors else ""
    words = joined(*told, account.amounts)
    return f"{_named(account.name, change.one.owner)}{by}{f': {words}' if words else ''}"


def _due(each: Due) -> str:
    """``2026-11-13 promise, Fjällvik Massa: pumps, to Lars Ek (Astrid Lundell), 7 days late``."""
    late = f"{counted(-each.days, 'day')} late" if each.days < 0 else ""
    who = f" ({each.who})" if each.who else ""
    return f"{joined(f'{each.day} {each.kind.lower()}'.strip(), each.account)}: {joined(f'{each.what}{who}', late)}"


def _shown(found: Digest) -> Iterator[Section]:
    for title, entries in _sections(found):
        left = 0 if found.most is None else len(entries) - found.most
        more = [(f"and {left:,} more", list[str]())] if left > 0 else []
        if entries:
            yield Section(f"{title} ({len(entries):,})", [*entries[: found.most], *more])


def _week(found: Digest) -> str:
    """All of it in a sentence: what moved, as far as that is known, and that nothing is late or to come."""
    parts = [] if found.changes is None else [f"no plan changed since {found.since}"]
    if found.changes:
        parts = [joined(f"since {found.since} {', '.join(headline(found.changes))}", *settled_words(_accounts(found)))]
    parts += [] if found.late else ["nothing is late"]
    parts += [] if found.coming else [f"nothing is due by {found.until}"]
    words = "; ".join(parts)
    return words and f"{words[0].upper()}{words[1:]}."


@as_text
def full(found: Digest, color: bool, _version: str) -> Iterator[str]:
    """For people at a terminal."""
    yield paint(visible(f"{found.title}, {found.since} to {found.as_of}"), BOLD, color)
    yield from (visible(words) for words in (found.state, found.note, _week(found)) if words)
    for title, entries in _shown(found):
        yield from ("", paint(title, BOLD, color))
        for words, lines in entries:
            head, mark, rest = words.removeprefix("**").partition("**")
            yield f"  {paint(visible(head), CYAN, color) if mark else visible(head)}{visible(rest)}"
            yield from (f"    {visible(line)}" for line in lines)


@as_text
def markdown(found: Digest, _color: bool, _version: str) -> Iterator[str]:
    """For mail and chat."""
    yield f"# {chat_markdown(f'{found.title}, {found.since} to {found.as_of}')}"
    yield from ("", *(chat_markdown(words) for words in (found.state, found.note, _week(found)) if words))
    for title, entries in _shown(found):
        yield from ("", f"## {title}", "")
        for words, lines in entries:
            head, mark, rest = words.removeprefix("**").partition("**")
            yield (
                f"- **{chat_markdown(head)}** {chat_markdown(rest)}".replace("** :", "**:")
                if mark
                else f"- {chat_markdown(head)}"
            )
            yield from (f"  - {chat_markdown(line)}" for line in lines)


def json(found: Digest, _color: bool, version: str) -> str:
    """One object: format_version, tool, as_of, since, until, owner, state, note, trouble, changed, late, due, never."""

    def listed(rows: Sequence[NamedTuple]) -> list[dict[str, Any]]:
        return [row._asdict() for row in rows]

    changed = None if found.changes is None else [_object(each) for each in _accounts(found)]
    return dumped(
        {
            "format_version": FORMAT_VERSION,
            "tool": {"name": "kamgen", "version": version},
            "as_of": found.as_of.isoformat(),
            "since": found.since.isoformat(),
            "until": found.until.isoformat(),
            "owner": found.owner or None,
            "state": found.state,
            "note": found.note or None,
            "trouble": listed(found.trouble),
            "changed": changed,
            "late": listed(found.late),
            "due": listed(found.coming),
            "never": listed(found.never),
        }
    )


def _object(account: AccountReport) -> dict[str, Any]:
    change = account.change
    scores = [each.score if each else None for each in (change.before, change.after)]
    return {
        "slug": change.one.slug,
        "name": account.name,
        "owner": change.one.owner,
        "kind": change.kind.word,
        "authors": account.authors or None,
        "score": scores,
        "money": account.amounts or None,
        "flags": [flag.words for flag in account.flags],
        "changes": brief_lines(account, everything=True),
    }


DIGEST_FORMATS: dict[str, Callable[[Digest, bool, str], str]] = {"full": full, "markdown": markdown, "json": json}
"""The formats by name; each is given the digest, whether there is colour, and kamgen's version."""


def of_owner(changes: Comparison, slugs: Iterable[str]) -> Comparison:
    """What changed in those accounts alone."""
    from msgspec.structs import replace

    wanted = set(slugs)
    kept = tuple([each for each in changes.accounts if each.one.slug in wanted])
    paths = {each.path for change in kept for each in (change.before, change.after) if each}
    written = tuple([each for each in changes.written if not paths.isdisjoint(each.paths)])
    whole = {"settings": (), "rules": (), "score": (None, None), "baseline": None}
    return replace(changes, accounts=kept, written=written, **whole)
