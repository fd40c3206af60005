"""The comparison on a terminal: a block for each account, then what the rules and what time did, then the sums.

Signs are `+` added, `~` changed, `-` removed, and `!` in the margin for what a reviewer should look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamgen.model.change import Kind
from kamgen.model.comparison import AccountChange, Comparison, Shift
from kamgen.model.finding import Finding
from kamgen.report.changes import summary, words
from kamgen.report.changes.figures import AMOUNTS, NOT_SCORED, money_move, net, score_move
from kamgen.report.changes.options import ChangeOptions
from kamgen.report.changes.plan_text import GONE, GREEN, marked, plan_lines, signed
from kamgen.report.changes.ranking import all_watches, watches
from kamgen.report.text import BOLD, CYAN, YELLOW, paint, plural, visible

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
    yield paint(visible(f"Changes: {words.sides(comparison)}"), BOLD, color)
    for change in comparison.accounts:
        yield from ("", *_account(change, comparison.currency, color))
    yield from _rules(comparison, color)
    yield from _time(comparison, color)
    yield from _portfolio(comparison, color)
    yield from ("", paint(_last(comparison), BOLD, color))


def _nothing(comparison: Comparison) -> str:
    late = comparison.time
    only = f"; time alone changed the results of {plural(len(late), 'account')}" if late else ""
    return visible(f"No change from {words.side(comparison.base)} to {words.side(comparison.head)}{only}.")


def _account(change: AccountChange, currency: str, color: bool) -> Iterator[str]:
    name, path = visible(summary.name(change)), visible(words.line(change.one.path, _MESSAGE))
    yield f"{signed(change.kind.sign, color)} {paint(name, BOLD, color)}  {paint(path, CYAN, color)}"
    marked = [watch for watch in watches(change) if watch.entry is None]
    for watch in marked:
        yield f"  {paint('!', YELLOW, color)} {paint(watch.look.words, YELLOW, color)}"
    for note in summary.notes(change):
        yield f"    {visible(note)}"
    if change.kind is Kind.CHANGED:
        yield from plan_lines(change.plan, color)
    yield from _results(change, currency, color)


def _results(change: AccountChange, currency: str, color: bool) -> Iterator[str]:
    yield f"    {summary.scores(change)}"
    for title, move in summary.elements(change):
        yield f"        {title} {move}"
    if money := summary.amounts(change):
        yield f"    in {visible(words.line(currency, words.NAME))}: {money}"
    results = change.results
    yield from (_finding(found, "new finding", GONE, color) for found in summary.new_findings(change))
    if change.kind is not Kind.REMOVED:
        yield from (_finding(found, "fixed", GREEN, color) for found in results.fixed)
    if results.remaining:
        yield f"    {plural(results.remaining, 'finding')} as before"


def _finding(finding: Finding, word: str, style: str, color: bool) -> str:
    place = paint(visible(f"{words.line(finding.path, _MESSAGE)}:{finding.line}"), CYAN, color)
    said = visible(f"{finding.code} {words.line(finding.message, _MESSAGE)}")
    return f"    {paint(word, style, color)}: {place}: {said} ({finding.severity.value})"


def _rules(comparison: Comparison, color: bool) -> Iterator[str]:
    if not comparison.settings and not comparison.rules:
        return
    yield from ("", paint("What site.toml alone did", BOLD, color))
    yield from (marked("~", visible(words.setting(each)), None, "", color) for each in comparison.settings)
    yield from _shifts(comparison.rules)
    if not comparison.rules:
        yield "    no account is judged differently by it"


def _time(comparison: Comparison, color: bool) -> Iterator[str]:
    if comparison.time:
        yield from ("", paint(f"What time alone did since {comparison.base.date}", BOLD, color))
        worst = sorted(comparison.time, key=_fall)
        yield from _shifts(worst[:_SHIFTS])
        if len(worst) > _SHIFTS:
            yield f"    … and {plural(len(worst) - _SHIFTS, 'more account')}; json and html list all"


def _fall(shift: Shift) -> tuple[int, int, str]:
    """How far its scores rose: those that fell most come first."""
    pairs = ((shift.before.score, shift.after.score), (shift.before.health, shift.after.health))
    checklist, health = (0 if was is None else (now or 0) - was for was, now in pairs)
    return checklist, health, shift.after.path


def _shifts(shifts: Sequence[Shift]) -> Iterator[str]:
    yield from (f"    {visible(f'{summary.name(shift)}: {summary.effect(shift)}')}" for shift in shifts)


def _portfolio(comparison: Comparison, color: bool) -> Iterator[str]:
    currency = visible(words.line(comparison.currency, words.NAME))
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
    counts = summary.counted(comparison)
    kinds = ", ".join(f"{number:,} {word}" for word, number in counts.items())
    was, now = comparison.score
    checklist = score_move(was, now).split(" (")[0]
    return f"Diff: {kinds}; checklist {checklist}; {len(all_watches(comparison)):,} to look at"
