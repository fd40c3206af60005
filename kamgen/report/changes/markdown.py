"""A comment on a pull request: the net effect, what to look at and the worst accounts first, all else folded.

Everything that a plan, site.toml or a branch says is escaped: it comes from whoever opened the pull request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kamgen.model.change import ChangeKind, EntryChange, FieldChange, Piece
from kamgen.model.comparison import Comparison, Side
from kamgen.model.finding import Finding
from kamgen.report.changes import ChangeOptions, wording
from kamgen.report.changes.flagged import Flagged, touched_words
from kamgen.report.changes.report import AccountReport, ChangeReport, FigureChange, change_report, old_base, time_words
from kamgen.report.changes.wording import clipped_line
from kamgen.report.findings import full_message
from kamgen.report.markdown import TableSection, code, escaped, fold, truncated, worded
from kamgen.text.addresses import line_url
from kamgen.text.changes import section_words
from kamgen.text.words import counted

SHOWN = 7
"""Rows of the table of accounts before the first fold."""
OPEN = 10
"""Things to look at in one account that stand open."""
_FIGURES = ("checklist", "health", "target", "weighted pipeline")
_TABLE = "| Account | Checklist | Health | Target | Pipeline | Findings |\n| --- | ---: | ---: | ---: | ---: | --- |\n"
_NO_MARKER = re.compile(r"[^\w.]+", re.ASCII)
_WHERE, _MESSAGE, _MARKER = 160, 300, 60
_FIELDS, _PIECES = 12, 40
"""Fields of one entry and pieces of one excerpt that are shown; all of them are in the other formats."""


def render(comparison: Comparison, options: ChangeOptions) -> str:
    """The comment; empty when nothing changed, or nothing but the day."""
    if not comparison:
        return ""
    report = change_report(comparison)
    head = f"{marker(options.marker)}\n\n### kamgen: {' · '.join(report.headline)}"
    if by := wording.authors(comparison.written):
        head += f"\n\nBy {escaped(by)}"
    ends = escaped(f"as of {comparison.as_of} · kamgen {options.version}")
    foot = f"<sub>base {_side(comparison.base)} · head {_side(comparison.head)} · {ends}</sub>"
    return truncated(head, list(_sections(report, options.source_url)), foot, options.limit)


def marker(name: str) -> str:
    """The first line, by which the comment is found again: ``<!-- kamgen:diff:sales -->``."""
    fit = _NO_MARKER.sub("-", name.strip())[:_MARKER].strip("-")
    return f"<!-- kamgen:diff:{fit} -->" if fit else "<!-- kamgen:diff -->"


def _side(side: Side) -> str:
    """As `wording.side`; a commit's id stays whole, for copying."""
    label, commit = wording.side_parts(side)
    return " ".join([escaped(label), *([code(commit)] if commit else [])])


def _sections(report: ChangeReport, source_url: str) -> Iterator[TableSection]:
    comparison, accounts = report.comparison, report.accounts
    currency = escaped(clipped_line(comparison.currency, wording.NAME))
    open_ones = [row for account in accounts for row in _open(account, report.flags, source_url)]
    yield TableSection("To look at", "", [*open_ones, *_open_of_site(report.flags, source_url)])
    kinds = {ChangeKind.ADDED: " (new)", ChangeKind.REMOVED: " (removed)"}
    names = [f"**{escaped(account.name)}**{kinds.get(account.change.kind, '')}" for account in accounts]
    rows = [_row(name, each.figures, each.findings) for name, each in zip(names, accounts, strict=True)]
    top = rows if len(rows) <= SHOWN else rows[: SHOWN - 1]
    left = len(rows) - len(top)
    more = [f"| … and {counted(left, 'more account')}, below | | | | | |"] if left else []
    if rows or comparison.totals[0] != comparison.totals[2]:
        whole = _row(f"*Portfolio, {currency}*", report.figures, "")
        yield TableSection("Accounts, the worst", _TABLE, [*top, *more, whole])
    clipped = [flag for account in accounts for flag in _of(account, report.flags)[OPEN:]]
    said = [f"- ⚠ **{escaped(flag.name)}**, {_flagged(flag, source_url)}" for flag in clipped]
    yield fold("More to look at", f"More to look at ({len(said):,})", said)
    touched = [row for account in accounts for row in _touched(account, source_url)]
    count = sum(len(each) for account in accounts for _, each in account.touches)
    yield fold("What else this touches", f"What else this touches, to be confirmed ({count:,})", touched)
    new = [_finding(found, full_message(found), source_url) for account in accounts for found in account.new]
    yield fold("New findings", f"New findings ({len(new):,})", new)
    if more:
        yield fold("All accounts", f"All accounts ({len(rows):,})", rows, _TABLE)
    details = [row for account in accounts for row in _details(account, currency)]
    yield fold("Changes by account", f"Changes by account ({len(accounts):,})", details)
    settings, title = [f"- {code(setting)}" for setting in report.settings], "What site.toml alone did"
    counts = f"{counted(len(settings), 'setting')}, {counted(len(report.rules), 'account')}"
    yield fold(title, f"{title} ({counts})", [*settings, *_shifts(report.rules)])
    title = "What time alone did"
    if old_base(comparison):
        yield TableSection(title, "", [f"<sub>{escaped(time_words(comparison))}</sub>"])
    else:
        late = counted(len(report.time), "account")
        yield fold(title, f"{title} since {comparison.base.date} ({late})", list(_shifts(report.time)))
    # the line of a fixed finding is that of the base, which no web view of the head has; and nothing is left to write
    fixed = [_finding(found, found.message, "") for account in accounts for found in account.fixed]
    yield fold("Fixed findings", f"Fixed findings ({len(fixed):,})", fixed)


def _of(account: AccountReport, flags: Sequence[Flagged]) -> list[Flagged]:
    """What is to be looked at in one account, the gravest first."""
    return [flag for flag in flags if flag.change is account.change]


def _open(account: AccountReport, flags: Sequence[Flagged], source_url: str) -> Iterator[str]:
    """An account that has something to look at, or that others are to look at for: itself, then each thing."""
    own = _of(account, flags)
    rows = [f"  - ⚠ {_flagged(flag, source_url)}" for flag in own[:OPEN]]
    if len(own) > OPEN:
        rows.append(f"  - … and {len(own) - OPEN:,} more to look at, below")
    rows += _unflagged(account)
    if rows:
        after = account.change.after or account.change.before
        owner = f", {escaped(clipped_line(after.owner, wording.NAME))}'s" if after and after.owner else ""
        by = f", by {escaped(account.authors)}" if account.authors else ""
        moved = [
            f"{what} {figure.text}"
            for what, figure in zip(_FIGURES, account.figures, strict=True)
            if " → " in figure.text
        ]
        told = [", ".join(moved)] if moved else [escaped(account.scores)] if account.fate != "changed" else []
        yield f"- {' · '.join([f'**{escaped(account.name)}**{owner}{by}', *told])}"
        yield from rows


def _open_of_site(flags: Sequence[Flagged], source_url: str) -> Iterator[str]:
    for flag in flags:
        if flag.change is None:
            yield f"- **{escaped(flag.name)}**: ⚠ {_flagged(flag, source_url)}"


def _flagged(flag: Flagged, source_url: str) -> str:
    where = f" · {_where(flag.path, flag.line, source_url)}" if flag.line else ""
    was = f" · {code(f'{clipped_line(flag.path, _WHERE)}:{flag.old_line}')} before" if flag.old_line else ""
    gone = flag.entry is not None and flag.field is None and flag.entry.kind is ChangeKind.REMOVED
    said = f" ({escaped(words)})" if gone and flag.entry and (words := wording.entry_words(flag.entry)) else ""
    raised = f" · raised {escaped(', '.join(flag.raised))}" if flag.raised else ""
    touched = f" · {escaped(words)}" if (words := touched_words(flag.touched)) else ""
    return f"{escaped(flag.words)}{said}{raised}{where}{was}{touched}"


def _unflagged(account: AccountReport) -> Iterator[str]:
    """Changes that want no look themselves, on which other entries lean."""
    for cause, leaning in account.touches:
        if not (leaning[0].on.flag or any(field.flag for field in leaning[0].on.fields)):
            yield f"  - {escaped(cause)} · {escaped(touched_words(leaning))}"


def _touched(account: AccountReport, source_url: str) -> Iterator[str]:
    """What leans on what changed in one account, each with its line."""
    for cause, leaning in account.touches:
        yield f"- **{escaped(account.name)}**, {escaped(cause)}"
        for each in leaning:
            place = _where(account.change.one.path, each.line, source_url)
            yield f"  - {escaped(wording.suspect_words(each))} · {place}"


def _where(path: str, number: int, source_url: str) -> str:
    """A place in a plan, as a link when there is a web view."""
    text, url = code(f"{clipped_line(path, _WHERE)}:{number}"), line_url(source_url, path, number)
    return f"[{text}](<{url}>)" if url and len(url) <= 2 * _MESSAGE else text


def _row(name: str, figures: Iterable[FigureChange], findings: str) -> str:
    return f"| {' | '.join([name, *(move.text for move in figures), findings])} |"


def _finding(finding: Finding, said: str, source_url: str) -> str:
    place, severity = _where(finding.path, finding.line, source_url), finding.severity.value
    return f"- {place} **{severity}** {escaped(finding.code)}: {worded(clipped_line(said, _MESSAGE))}"


def _details(account: AccountReport, currency: str) -> Iterator[str]:
    """One item for the account with one below it for each change; each is a row that may be left out."""
    sums = f"; in {currency}: {account.amounts}" if account.amounts else ""
    place = code(clipped_line(account.change.one.path, _WHERE))
    yield f"- **{escaped(account.name)}** {place}: {worded(account.scores)}{sums}"
    yield from (f"  - {item}" for item in _items(account))


def _items(account: AccountReport) -> Iterator[str]:
    change = account.change
    yield from map(escaped, account.notes)
    yield from (f"{title}: {move}" for title, move in account.elements)
    if change.kind is ChangeKind.CHANGED or change.former:
        for entry in change.plan.entries:
            yield from _entry(entry)
        for section in change.plan.sections:
            said = f"{escaped(wording.section_name(section))}: {section_words(section)}"
            excerpt = " ".join(map(_piece, section.excerpt[:_PIECES]))
            yield f"{said}: {excerpt}" if excerpt else said
    if change.results.remaining:
        yield f"{counted(change.results.remaining, 'finding')} as before"


def _entry(entry: EntryChange) -> Iterator[str]:
    fields = (f"{escaped(wording.field_words(field))}{_mark(field)}" for field in entry.fields)
    if not entry.group:
        yield from fields
        return
    named = escaped(wording.entry_name(entry))
    if entry.kind is not ChangeKind.CHANGED:
        given = wording.entry_words(entry)
        yield f"{entry.kind.word}: {named}{f' ({escaped(given)})' if given else ''}{_mark(entry)}"
        return
    said = "; ".join(islice(fields, _FIELDS))
    yield f"{named}{f': {said}' if said else ''}{_mark(entry)}"


def _mark(changed: EntryChange | FieldChange) -> str:
    return f" ⚠ {changed.flag.words}" if changed.flag else ""


def _piece(piece: Piece) -> str:
    text, tag = escaped(clipped_line(piece.text, wording.VALUE)), {"+": "ins", "-": "del"}.get(piece.sign)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _shifts(shifts: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (f"- **{escaped(name)}**: {worded(effect)}" for name, effect in shifts)
