"""x"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamgen.model.change import (
    EntryChange,
    FieldChange,
    Kind,
    Look,
    PlanChange,
    SectionChange,
)
from kamgen.model.comparison import AccountChange, Comparison, Shift
from kamgen.model.finding import Finding
from kamgen.report.changes import ChangeOptions, report, wording
from kamgen.report.changes.report import all_watches, watches
from kamgen.report.changes.wording import AMOUNTS, NOT_SCORED, money_move, net, score_move
from kamgen.report.text import BOLD, CYAN, YELLOW, paint, visible
from kamgen.text.changes import section_words
from kamgen.text.words import counted

GREEN, GONE = "32", "31"
_STYLES = {"+": GREEN, "-": GONE, "~": YELLOW}
_BRACKETS = {"+": ("{+", "+}"), "-": ("[-", "-]")}
_FIELDS_ON_ONE_LINE = 1


def plan_lines(plan: PlanChange, color: bool) -> Iterator[str]:
    """A line for each change, those to look at first, then those of the prose."""
    for entry in sorted(plan.entries, key=lambda entry: not _to_look_at(entry)):
        if not entry.group:
            yield from (
                _field(field, "", color) for field in sorted(entry.fields, key=lambda field: field.look is None)
            )
        else:
            yield from _entry(entry, color)
    for section in plan.sections:
        yield from _section(section, color)


def _to_look_at(entry: EntryChange) -> bool:
    return bool(entry.look or any(field.look for field in entry.fields))


def _entry(entry: EntryChange, color: bool) -> Iterator[str]:
    named = visible(wording.entry_name(entry))
    if entry.kind is not Kind.CHANGED:
        given = visible(wording.given(entry))
        yield marked(entry.kind.sign, f"{named}{f': {given}' if given else ''}", entry.look, "", color)
    elif entry.look is None and len(entry.fields) == _FIELDS_ON_ONE_LINE:
        field = entry.fields[0]
        yield marked("~", f"{named}, {visible(wording.field_words(field))}", field.look, "", color)
    else:
        yield marked("~", named, entry.look, "", color)
        yield from (_field(field, "    ", color) for field in entry.fields)


def _field(field: FieldChange, indent: str, color: bool) -> str:
    sign = "+" if not field.before else "-" if not field.after else "~"
    said = f"{wording.line(field.label, wording.NAME)}: {wording.values(field)}"
    return marked(sign, visible(said), field.look, indent, color)


def marked(sign: str, said: str, look: Look | None, indent: str, color: bool) -> str:
    """One line with its sign, and why to look at it."""
    margin = paint("!", YELLOW, color) if look else " "
    why = f"  {paint(f'[{look.words}]', YELLOW, color)}" if look else ""
    return f"  {margin} {indent}{signed(sign, color)} {said}{why}"


def signed(sign: str, color: bool) -> str:
    """The sign in its colour."""
    return paint(sign, _STYLES[sign], color)


def _section(section: SectionChange, color: bool) -> Iterator[str]:
    said = f"section {wording.section_name(section)}: {section_words(section)}"
    yield f"    {signed(section.kind.sign, color)} {visible(said)}"
    if section.excerpt:
        yield f"        {' '.join(_piece(piece.sign, piece.text, color) for piece in section.excerpt)}"


def _piece(sign: str, text: str, color: bool) -> str:
    shown = visible(" ".join(text.split()))
    if sign not in _BRACKETS:
        return shown
    before, after = _BRACKETS[sign]
    return paint(shown, _STYLES[sign], color) if color else f"{before}{shown}{after}"


_MESSAGE = 300
_SHIFTS = 10
"""Accounts that time alone changed which are listed: they are nobody's doing."""


def render(comparison: Comparison, options: ChangeOptions) -> str:
    """Everything, account by account; one line when nothing changed, or nothing but the day."""
    return "".join(f"{line}\n" for line in _lines(comparison, options.color))


def _lines(comparison: Comparison, color: bool) -> Iterator[str]:
    if not comparison:
        yield _nothing(comparison)
        return
    yield paint(visible(f"Changes: {wording.sides(comparison)}"), BOLD, color)
    for change in comparison.accounts:
        yield from ("", *_account(change, comparison.currency, color))
    yield from _rules(comparison, color)
    yield from _time(comparison, color)
    yield from _portfolio(comparison, color)
    yield from ("", paint(_last(comparison), BOLD, color))


def _nothing(comparison: Comparison) -> str:
    late = comparison.time
    only = f"; time alone changed the results of {counted(len(late), 'account')}" if late else ""
    return visible(f"No change from {wording.side(comparison.base)} to {wording.side(comparison.head)}{only}.")


def _account(change: AccountChange, currency: str, color: bool) -> Iterator[str]:
    name, path = visible(report.name(change)), visible(wording.line(change.one.path, _MESSAGE))
    yield f"{signed(change.kind.sign, color)} {paint(name, BOLD, color)}  {paint(path, CYAN, color)}"
    marked = [watch for watch in watches(change) if watch.entry is None]
    for watch in marked:
        yield f"  {paint('!', YELLOW, color)} {paint(watch.look.words, YELLOW, color)}"
    for note in report.notes(change):
        yield f"    {visible(note)}"
    if change.kind is Kind.CHANGED:
        yield from plan_lines(change.plan, color)
    yield from _results(change, currency, color)


def _results(change: AccountChange, currency: str, color: bool) -> Iterator[str]:
    yield f"    {report.scores(change)}"
    for title, move in report.elements(change):
        yield f"        {title} {move}"
    if money := report.amounts(change):
        yield f"    in {visible(wording.line(currency, wording.NAME))}: {money}"
    results = change.results
    yield from (_finding(found, "new finding", GONE, color) for found in report.new_findings(change))
    if change.kind is not Kind.REMOVED:
        yield from (_finding(found, "fixed", GREEN, color) for found in results.fixed)
    if results.remaining:
        yield f"    {counted(results.remaining, 'finding')} as before"


def _finding(finding: Finding, word: str, style: str, color: bool) -> str:
    place = paint(visible(f"{wording.line(finding.path, _MESSAGE)}:{finding.line}"), CYAN, color)
    said = visible(f"{finding.code} {wording.line(finding.message, _MESSAGE)}")
    return f"    {paint(word, style, color)}: {place}: {said} ({finding.severity.value})"


def _rules(comparison: Comparison, color: bool) -> Iterator[str]:
    if not comparison.settings and not comparison.rules:
        return
    yield from ("", paint("What site.toml alone did", BOLD, color))
    yield from (marked("~", visible(wording.setting(each)), None, "", color) for each in comparison.settings)
    yield from _shifts(comparison.rules)
    if not comparison.rules:
        yield "    no account is judged differently by it"


def _time(comparison: Comparison, color: bool) -> Iterator[str]:
    if comparison.time:
        yield from ("", paint(f"What time alone did since {comparison.base.date}", BOLD, color))
        worst = sorted(comparison.time, key=_fall)
        yield from _shifts(worst[:_SHIFTS])
        if len(worst) > _SHIFTS:
            yield f"    … and {counted(len(worst) - _SHIFTS, 'more account')}; json and html list all"


def _fall(shift: Shift) -> tuple[int, int, str]:
    """How far its scores rose: those that fell most come first."""
    pairs = ((shift.before.score, shift.after.score), (shift.before.health, shift.after.health))
    checklist, health = (0 if was is None else (now or 0) - was for was, now in pairs)
    return checklist, health, shift.after.path


def _shifts(shifts: Sequence[Shift]) -> Iterator[str]:
    yield from (f"    {visible(f'{report.name(shift)}: {report.effect(shift)}')}" for shift in shifts)


def _portfolio(comparison: Comparison, color: bool) -> Iterator[str]:
    currency = visible(wording.line(comparison.currency, wording.NAME))
    yield from ("", paint(f"Portfolio, fiscal year {comparison.year}, in {currency}", BOLD, color))
    rows = [*zip(AMOUNTS, map(money_move, *net(comparison)), strict=True)]
    rows.append(("checklist, mean", score_move(*comparison.score)))
    rows.append(("health, mean", score_move(*comparison.health, NOT_SCORED)))
    wide = max(len(name) for name, _ in rows)
    yield from (f"    {name:<{wide}}  {move}" for name, move in rows)
    base, ruled, _ = comparison.totals
    for name, was, now in zip(AMOUNTS, base, ruled, strict=True):
        if was != now:
            yield f"    of this site.toml alone: {name} {money_move(was, now)}"


def _last(comparison: Comparison) -> str:
    counts = report.count_fates(comparison)
    kinds = ", ".join(f"{number:,} {word}" for word, number in counts.items())
    was, now = comparison.score
    checklist = score_move(was, now).split(" (")[0]
    return f"Diff: {kinds}; checklist {checklist}; {len(all_watches(comparison)):,} to look at"
