"""A comment on a pull request: the net effect, what to look at and the worst accounts first, all else folded.

Everything that a plan, site.toml or a branch says is escaped: it comes from whoever opened the pull request.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamgen.model.change import EntryChange, FieldChange, Kind, SectionChange
from kamgen.model.comparison import AccountChange, Comparison, Shift, Side
from kamgen.model.finding import Finding
from kamgen.report.changes import ChangeOptions, report, wording
from kamgen.report.changes.report import Watch, all_watches, worst_first
from kamgen.report.changes.wording import NOT_SCORED, money, money_move, net, score, score_move
from kamgen.report.findings import told
from kamgen.report.markdown_escape import code, escaped, worded
from kamgen.report.truncate import Section, fold, truncated
from kamgen.text.addresses import line_url
from kamgen.text.changes import section_words
from kamgen.text.words import counted

SHOWN = 7
"""Things to look at and rows of the table before the first fold, together; so that it begins by line 15."""
FIRST_LOOKS = 3
_TABLE = "| Account | Checklist | Health | Target | Pipeline | Findings |\n| --- | ---: | ---: | ---: | ---: | --- |\n"
_NO_MARKER = re.compile(r"[^\w.]+", re.ASCII)
_WHERE, _MESSAGE, _MARKER = 160, 300, 60
_FIELDS, _PIECES = 12, 40
"""Fields of one entry and pieces of one excerpt that are shown; all of them are in the other formats."""


def render(comparison: Comparison, options: ChangeOptions) -> str:
    """The comment; empty when nothing changed, or nothing but the day."""
    if not comparison:
        return ""
    return truncated(
        _head(comparison, options), list(_sections(comparison, options)), _foot(comparison, options), options.limit
    )


def marker(name: str) -> str:
    """The first line, by which the comment is found again: ``<!-- kamgen:diff:sales -->``."""
    fit = _NO_MARKER.sub("-", name.strip())[:_MARKER].strip("-")
    return f"<!-- kamgen:diff:{fit} -->" if fit else "<!-- kamgen:diff -->"


def _head(comparison: Comparison, options: ChangeOptions) -> str:
    return f"{marker(options.marker)}\n\n### kamgen: {' · '.join(report.headline(comparison))}"


def _foot(comparison: Comparison, options: ChangeOptions) -> str:
    base, head = map(_side, (comparison.base, comparison.head))
    ends = escaped(f"as of {comparison.as_of} · kamgen {options.version}")
    return f"<sub>base {base} · head {head} · {ends}</sub>"


def _side(side: Side) -> str:
    """As `wording.side`; a commit's id stays whole, for copying."""
    label, commit = wording.side_parts(side)
    return " ".join([escaped(label), *([code(commit)] if commit else [])])


def _sections(comparison: Comparison, options: ChangeOptions) -> Iterator[Section]:
    looks = [_look(watch, options) for watch in all_watches(comparison)]
    accounts = worst_first(comparison.accounts)
    first = looks if len(looks) <= FIRST_LOOKS else looks[: FIRST_LOOKS - 1]
    if len(first) < len(looks):
        first = [*first, f"- … and {len(looks) - len(first):,} more to look at, below"]
    yield Section("To look at, the gravest", "", first)
    room = SHOWN - len(first) - 1
    rows = [_row(change) for change in accounts]
    top = rows if len(rows) <= room else rows[: room - 1]
    more = (
        [f"| … and {counted(len(rows) - len(top), 'more account')}, below | | | | | |"] if len(top) < len(rows) else []
    )
    if rows or comparison.totals[0] != comparison.totals[2]:
        yield Section("Accounts, the worst", _TABLE, [*top, *more, _whole(comparison)])
    if looks[FIRST_LOOKS:]:
        yield fold("To look at", f"To look at ({len(looks):,})", looks)
    new = [_new_finding(found, options) for change in accounts for found in report.new_findings(change)]
    yield fold("New findings", f"New findings ({len(new):,})", new)
    if more:
        yield fold("All accounts", f"All accounts ({len(rows):,})", rows, _TABLE)
    details = [row for change in accounts for row in _details(change, comparison.currency)]
    yield fold("Changes by account", f"Changes by account ({len(accounts):,})", details)
    yield from _causes(comparison)
    fixed = [_fixed_finding(found) for change in accounts if change.after for found in change.results.fixed]
    yield fold("Fixed findings", f"Fixed findings ({len(fixed):,})", fixed)


def _causes(comparison: Comparison) -> Iterator[Section]:
    """What no plan did."""
    settings = [f"- {code(wording.setting(each))}" for each in comparison.settings]
    title = "What site.toml alone did"
    counts = f"{counted(len(settings), 'setting')}, {counted(len(comparison.rules), 'account')}"
    yield fold(title, f"{title} ({counts})", [*settings, *map(_shift, comparison.rules)])
    since = f"What time alone did since {comparison.base.date}"
    yield fold(
        "What time alone did", f"{since} ({counted(len(comparison.time), 'account')})", [*map(_shift, comparison.time)]
    )


def _look(watch: Watch, options: ChangeOptions) -> str:
    said = report.concern(watch)
    about = f"{watch.look.words}{f': {said}' if said else ''}"
    where = _where(watch.change.one.path, report.concern_line(watch), options)
    return f"- ⚠ **{escaped(report.name(watch.change))}**, {escaped(about)}{f' · {where}' if where else ''}"


def _where(path: str, line: int, options: ChangeOptions) -> str:
    """A place in a plan, as a link when there is a web view."""
    if not line:
        return ""
    text, url = code(f"{wording.line(path, _WHERE)}:{line}"), line_url(options.source_url, path, line)
    return f"[{text}](<{url}>)" if url and len(url) <= 2 * _MESSAGE else text


def _row(change: AccountChange) -> str:
    before, after = change.before, change.after
    was, now = change.amounts
    name = f"**{escaped(report.name(change))}**"
    if before is None or after is None:
        one, known = change.one, now if after else was
        scores, sums = (score(one.score), score(one.health, NOT_SCORED)), (money(known.target), money(known.pipeline))
        return _cells(f"{name} ({'new' if after else 'removed'})", *scores, *sums, report.finding_counts(change))
    return _cells(
        name,
        score_move(before.score, after.score),
        score_move(before.health, after.health, NOT_SCORED),
        money_move(was.target, now.target, exact=False),
        money_move(was.pipeline, now.pipeline, exact=False),
        report.finding_counts(change),
    )


def _whole(comparison: Comparison) -> str:
    was, now = net(comparison)
    return _cells(
        f"*Portfolio, {escaped(wording.line(comparison.currency, wording.NAME))}*",
        score_move(*comparison.score),
        score_move(*comparison.health, NOT_SCORED),
        money_move(was.target, now.target, exact=False),
        money_move(was.pipeline, now.pipeline, exact=False),
        "",
    )


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _new_finding(finding: Finding, options: ChangeOptions) -> str:
    return _finding(finding, _where(finding.path, finding.line, options), told(finding))


def _fixed_finding(finding: Finding) -> str:
    """Its line is that of the base, which no web view of the head has; and nothing is left to write."""
    return _finding(finding, _where(finding.path, finding.line, ChangeOptions()), finding.message)


def _finding(finding: Finding, place: str, said: str) -> str:
    return f"- {place} **{finding.severity.value}** {escaped(finding.code)}: {worded(wording.line(said, _MESSAGE))}"


def _details(change: AccountChange, currency: str) -> list[str]:
    """One item for the account with one below it for each change; each is a row that may be left out."""
    amounts = report.amounts(change)
    sums = f"; in {escaped(wording.line(currency, wording.NAME))}: {amounts}" if amounts else ""
    named = f"**{escaped(report.name(change))}** {code(wording.line(change.one.path, _WHERE))}"
    head = f"- {named}: {report.scores(change)}{sums}"
    return [head, *(f"  - {item}" for item in _items(change))]


def _items(change: AccountChange) -> Iterator[str]:
    yield from (escaped(note) for note in report.notes(change))
    for title, move in report.elements(change):
        yield f"{title}: {move}"
    if change.kind is Kind.CHANGED:
        for entry in change.plan.entries:
            yield from _entry(entry)
        yield from (_section(section) for section in change.plan.sections)
    if change.results.remaining:
        yield f"{counted(change.results.remaining, 'finding')} as before"


def _entry(entry: EntryChange) -> Iterator[str]:
    if not entry.group:
        yield from (f"{escaped(wording.field_words(field))}{_mark(field)}" for field in entry.fields)
        return
    named = escaped(wording.entry_name(entry))
    if entry.kind is not Kind.CHANGED:
        given = wording.given(entry)
        yield f"{entry.kind.word}: {named}{f' ({escaped(given)})' if given else ''}{_mark(entry)}"
        return
    fields = "; ".join(f"{escaped(wording.field_words(field))}{_mark(field)}" for field in entry.fields[:_FIELDS])
    yield f"{named}{f': {fields}' if fields else ''}{_mark(entry)}"


def _mark(changed: EntryChange | FieldChange) -> str:
    return f" ⚠ {changed.look.words}" if changed.look else ""


def _section(section: SectionChange) -> str:
    said = f"{escaped(wording.section_name(section))}: {section_words(section)}"
    return f"{said}: {_excerpt(section)}" if section.excerpt else said


def _excerpt(section: SectionChange) -> str:
    tags = {"+": "ins", "-": "del"}
    shown = []
    for piece in section.excerpt[:_PIECES]:
        text, tag = escaped(wording.line(piece.text, wording.VALUE)), tags.get(piece.sign)
        shown.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return " ".join(shown)


def _shift(shift: Shift) -> str:
    return f"- **{escaped(report.name(shift))}**: {escaped(report.effect(shift))}"
