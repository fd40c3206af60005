"""The comparison on a terminal: a block for each account, then what the rules and what time did, then the sums.

Signs are `+` added, `~` changed, `-` removed, and `!` in the margin for what a reviewer should look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamgen.model.change import ChangeKind, EntryChange, FieldChange, Piece, PlanChange, ReviewFlag
from kamgen.model.comparison import Comparison
from kamgen.model.finding import Finding
from kamgen.report.changes import ChangeOptions, wording
from kamgen.report.changes.flagged import rise
from kamgen.report.changes.report import AccountReport, ChangeReport, change_report, count_fates, old_base, time_words
from kamgen.report.changes.wording import clipped_line, score_move
from kamgen.report.findings import BOLD, CYAN, YELLOW, paint, visible
from kamgen.text.changes import section_words
from kamgen.text.words import counted

GREEN, GONE = "32", "31"
_STYLES = {"+": GREEN, "-": GONE, "~": YELLOW}
_BRACKETS = {"+": ("{+", "+}"), "-": ("[-", "-]")}
_MESSAGE = 300
_SHIFTS = 10
"""Accounts that time alone changed which are listed: they are nobody's doing."""


def render(comparison: Comparison, options: ChangeOptions) -> str:
    """Everything, account by account; one line when nothing changed, or nothing but the day."""
    if not comparison:
        late = comparison.time
        only = f"; time alone changed the results of {counted(len(late), 'account')}" if late else ""
        sides = f"{wording.side(comparison.base)} to {wording.side(comparison.head)}"
        return f"{visible(f'No change from {sides}{only}.')}\n"
    return "".join(f"{line}\n" for line in _lines(change_report(comparison), options.color))


def _lines(report: ChangeReport, color: bool) -> Iterator[str]:
    comparison = report.comparison
    currency = visible(clipped_line(comparison.currency, wording.NAME))
    yield paint(visible(f"Changes: {wording.sides(comparison)}"), BOLD, color)
    if by := wording.authors(comparison.written):
        yield visible(f"By {by}")
    for account in sorted(report.accounts, key=lambda account: account.change.one.path):
        yield from ("", *_account(account, currency, color))
    if report.settings or report.rules:
        yield from ("", paint("What site.toml alone did", BOLD, color))
        for setting in comparison.settings:
            yield flagged_line("~", visible(wording.setting(setting)), setting.flag, "", color)
        yield from _shifts(report.rules) if report.rules else ("    no account is judged differently by it",)
    if old_base(comparison):
        yield from ("", visible(time_words(comparison)))
    elif report.time:
        yield from ("", paint(f"What time alone did since {comparison.base.date}", BOLD, color))
        falls = [(rise(shift, "score"), rise(shift, "health"), shift.after.path) for shift in comparison.time]
        worst = sorted(zip(falls, report.time, strict=True))
        yield from _shifts(told for _, told in worst[:_SHIFTS])
        if len(worst) > _SHIFTS:
            yield f"    … and {counted(len(worst) - _SHIFTS, 'more account')}; json and html list all"
    yield from ("", paint(f"Portfolio, fiscal year {comparison.year}, in {currency}", BOLD, color))
    rows = [(name, move.text) for name, move in report.totals]
    rows.append(("checklist, mean", score_move(*comparison.score)))
    rows.append(("health, mean", wording.health_move(*comparison.health)))
    wide = max(len(name) for name, _ in rows)
    yield from (f"    {name:<{wide}}  {move}" for name, move in rows)
    yield from (f"    of this site.toml alone: {name} {move}" for name, move in report.by_site)
    kinds = ", ".join(f"{number:,} {word}" for word, number in count_fates(comparison).items())
    checklist = score_move(*comparison.score).split(" (")[0]
    yield from ("", paint(f"Diff: {kinds}; checklist {checklist}; {len(report.flags):,} to look at", BOLD, color))


def _account(account: AccountReport, currency: str, color: bool) -> Iterator[str]:
    change, path = account.change, visible(clipped_line(account.change.one.path, _MESSAGE))
    sign = coloured_sign(change.kind.sign, color)
    yield f"{sign} {paint(visible(account.name), BOLD, color)}  {paint(path, CYAN, color)}"
    for flag in account.flags:
        if flag.entry is None:
            yield f"  {paint('!', YELLOW, color)} {paint(flag.flag.words, YELLOW, color)}"
    yield from (f"    {visible(note)}" for note in account.notes)
    if change.kind is ChangeKind.CHANGED or change.former:
        yield from plan_lines(change.plan, color)
    for cause, leaning in account.touches:
        yield f"    to be confirmed, as it leans on {visible(cause)}:"
        yield from (f"        {visible(wording.suspect_words(each))}, line {each.line}" for each in leaning)
    yield f"    {visible(account.scores)}"
    yield from (f"        {title} {move}" for title, move in account.elements)
    if account.amounts:
        yield f"    in {currency}: {account.amounts}"
    yield from (_finding(found, paint("new finding", GONE, color), color) for found in account.new)
    yield from (_finding(found, paint("fixed", GREEN, color), color) for found in account.fixed)
    if change.results.remaining:
        yield f"    {counted(change.results.remaining, 'finding')} as before"


def _finding(finding: Finding, word: str, color: bool) -> str:
    place = paint(visible(f"{clipped_line(finding.path, _MESSAGE)}:{finding.line}"), CYAN, color)
    said = visible(f"{finding.code} {clipped_line(finding.message, _MESSAGE)}")
    return f"    {word}: {place}: {said} ({finding.severity.value})"


def _shifts(shifts: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (f"    {visible(f'{name}: {effect}')}" for name, effect in shifts)


def plan_lines(plan: PlanChange, color: bool) -> Iterator[str]:
    """What changed in one plan: a line for each change, those to look at first, then those of the prose."""
    for entry in sorted(plan.entries, key=lambda entry: not (entry.flag or any(field.flag for field in entry.fields))):
        if entry.group:
            yield from _entry(entry, color)
        else:
            fields = sorted(entry.fields, key=lambda field: field.flag is None)
            yield from (_field(field, "", color) for field in fields)
    for section in plan.sections:
        said = f"section {wording.section_name(section)}: {section_words(section)}"
        yield f"    {coloured_sign(section.kind.sign, color)} {visible(said)}"
        if section.excerpt:
            yield f"        {' '.join(_piece(piece, color) for piece in section.excerpt)}"


def _entry(entry: EntryChange, color: bool) -> Iterator[str]:
    named = visible(wording.entry_name(entry))
    if entry.kind is not ChangeKind.CHANGED:
        given = visible(wording.entry_words(entry))
        yield flagged_line(entry.kind.sign, f"{named}{f': {given}' if given else ''}", entry.flag, "", color)
    elif entry.flag is None and len(entry.fields) == 1:
        field = entry.fields[0]
        yield flagged_line("~", f"{named}, {visible(wording.field_words(field))}", field.flag, "", color)
    else:
        yield flagged_line("~", named, entry.flag, "", color)
        yield from (_field(field, "    ", color) for field in entry.fields)


def _field(field: FieldChange, indent: str, color: bool) -> str:
    sign = "+" if not field.before else "-" if not field.after else "~"
    said = f"{clipped_line(field.label, wording.NAME)}: {wording.values(field)}"
    return flagged_line(sign, visible(said), field.flag, indent, color)


def flagged_line(sign: str, said: str, flag: ReviewFlag | None, indent: str, color: bool) -> str:
    """One line with its sign, and why to look at it."""
    margin = paint("!", YELLOW, color) if flag else " "
    why = f"  {paint(f'[{flag.words}]', YELLOW, color)}" if flag else ""
    return f"  {margin} {indent}{coloured_sign(sign, color)} {said}{why}"


def coloured_sign(sign: str, color: bool) -> str:
    """The sign in its colour."""
    return paint(sign, _STYLES[sign], color)


def _piece(piece: Piece, color: bool) -> str:
    shown = visible(" ".join(piece.text.split()))
    before, after = _BRACKETS.get(piece.sign, ("", ""))
    return paint(shown, _STYLES[piece.sign], True) if before and color else f"{before}{shown}{after}"
