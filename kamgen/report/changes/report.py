"""What changed, before any format: built once, in words, and every format only lays it out.

comparison ─▶ ChangeReport   headline, totals, what to look at, what site.toml and time alone did
               └ AccountReport of each account: what became of it, its scores, money, findings and changes

Plain text as in `wording`: nothing is escaped yet. `json` writes the comparison itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.change import ChangeKind, Suspect
from kamgen.model.comparison import AccountChange, Amounts, Comparison, Shift
from kamgen.model.finding import Finding
from kamgen.model.rule import Element
from kamgen.model.source import Written
from kamgen.model.standing import Standing
from kamgen.report.changes import wording
from kamgen.report.changes.flagged import (
    Flagged,
    account_name,
    all_flags,
    errors,
    flags_of,
    sides_of,
    touches,
    worst_first,
)
from kamgen.report.changes.wording import (
    AMOUNTS,
    changed_amounts,
    clipped_line,
    money_move,
    rounded_amount,
    score_move,
)
from kamgen.report.findings import by_severity
from kamgen.text.words import counted, excused, joined, listed, rests_on

_FATES = ("added", "changed", "removed", "moved", "affected")


class FigureChange(NamedTuple):
    """A figure before and after."""

    text: str
    """``71 → 64 (−7)``, or one figure where nothing moved."""
    trend: str
    """``up``, ``down``, or nothing where that is not known."""


class FigureChanges(NamedTuple):
    """An account in a table, or all of them together."""

    checklist: FigureChange
    health: FigureChange
    target: FigureChange
    pipeline: FigureChange
    """Weighted by probability."""


class AccountReport(NamedTuple):
    """One account that changed."""

    change: AccountChange
    name: str
    authors: str
    """Who wrote it (see `wording.authors`); empty where all was written by the same, and where that is not known."""
    fate: str
    """``added``, ``changed``, ``removed``, ``moved`` when it only lies elsewhere, or ``affected``."""
    notes: list[str]
    """What became of it as a whole."""
    scores: str
    """``checklist 71 → 64 (−7), health 84, 9 of 9 known, on course``."""
    amounts: str
    """``target 1.3M → 1.1M (−200k, −15.4%), profit …``; empty when no money differs."""
    elements: list[tuple[str, str]]
    """Elements whose score differs: title, and from what to what."""
    figures: FigureChanges
    flags: list[Flagged]
    touches: list[tuple[str, list[Suspect]]]
    """What else the change touches: what became of an entry, and those to be confirmed that lean on it."""
    new: Sequence[Finding]
    """New findings that are told one by one: of a new plan the errors, since it lacks nearly everything."""
    fixed: Sequence[Finding]
    """None of an account that is removed."""
    findings: str
    """``+1 error, −2 warnings``: new and fixed ones; empty for none, and for an account that is removed."""


class ChangeReport(NamedTuple):
    """All that changed."""

    comparison: Comparison
    headline: list[str]
    accounts: list[AccountReport]
    """The worst first, see `worst_first`."""
    flags: list[Flagged]
    """The gravest first, and alike ones in the order of accounts."""
    settings: list[str]
    """``checklist.feedback_every: "6 months" → "3 months"``."""
    rules: list[tuple[str, str]]
    """What site.toml alone did: name of an account, and what became of it."""
    time: list[tuple[str, str]]
    """What time alone did likewise."""
    figures: FigureChanges
    """Mean scores, and money."""
    totals: list[tuple[str, FigureChange]]
    """Money of all accounts together: what content did."""
    by_site: list[tuple[str, str]]
    """What of that site.toml alone did."""


def change_report(comparison: Comparison) -> ChangeReport:
    """The report of a comparison."""
    base, ruled, head = comparison.totals
    return ChangeReport(
        comparison,
        headline(comparison),
        [_account_report(change, comparison.written) for change in worst_first(comparison.accounts)],
        all_flags(comparison),
        [wording.setting(each) for each in comparison.settings],
        [(account_name(shift), effect(shift)) for shift in comparison.rules],
        [(account_name(shift), effect(shift)) for shift in comparison.time],
        _figures(comparison.score, comparison.health, ruled, head),
        [(name, _money(was, now)) for name, was, now in zip(AMOUNTS, ruled, head, strict=True)],
        changed_amounts((base, ruled)),
    )


def authors_of(change: AccountChange, written: Sequence[Written]) -> str:
    """Who wrote an account's change, where not everybody did."""
    paths = {each.path for each in (change.before, change.after) if each}
    own = [each for each in written if not paths.isdisjoint(each.paths)]
    return "" if len(own) == len(written) else wording.authors(own)


def _account_report(change: AccountChange, written: Sequence[Written] = ()) -> AccountReport:
    before, after = sides_of(change)
    was, now = change.amounts if change.before and change.after else (change.amounts[bool(change.after)],) * 2
    results, is_there = change.results, change.kind is not ChangeKind.REMOVED
    comparable = len(before.elements) == len(after.elements)
    elements = zip(Element, before.elements, after.elements, strict=False) if comparable else ()
    told = [*(f"+{each}" for each in by_severity(results.new)), *(f"−{each}" for each in by_severity(results.fixed))]
    return AccountReport(
        change,
        account_name(change),
        authors_of(change, written),
        fate(change),
        list(notes(change)),
        scores(change),
        amounts(change),
        [(element.title, score_move(was, now)) for element, was, now in elements if was != now],
        _figures((before.score, after.score), (before.health, after.health), was, now),
        list(flags_of(change)),
        list(touches(change)),
        errors(results.new) if change.kind is ChangeKind.ADDED else results.new,
        results.fixed if is_there else (),
        ", ".join(told) if is_there else "",
    )


def _figures(
    checklist: tuple[int | None, int | None], health: tuple[Standing, Standing], was: Amounts, now: Amounts
) -> FigureChanges:
    return FigureChanges(
        FigureChange(score_move(*checklist), _trend(*checklist)),
        FigureChange(wording.health_move(*health), _trend(health[0].score, health[1].score)),
        _money(was.target, now.target, exact=False),
        _money(was.pipeline, now.pipeline, exact=False),
    )


def _money(was: Decimal | None, now: Decimal | None, exact: bool = True) -> FigureChange:
    return FigureChange(money_move(was, now, exact), _trend(was, now))


def _trend(was: Decimal | int | None, now: Decimal | int | None) -> str:
    if was is None or now is None or was == now:
        return ""
    return "up" if now > was else "down"


def notes(change: AccountChange) -> Iterator[str]:
    """What became of the account as a whole."""
    before = change.before
    if before and change.renamed:
        yield f"was called {wording.quoted(before.name)}"
    if before and change.moved:
        yield f"moved here from {clipped_line(before.path, wording.TITLE)}"
    if change.deleted:
        yield f"was deleted on {change.deleted} and is back"
    if change.former:
        yield wording.former_words(change.former)
    elif change.kind is not ChangeKind.CHANGED and (had := wording.contents(change)):
        yield f"{change.kind.word}: {had}"
    if change.kind is ChangeKind.ADDED and change.results.new:
        found = ", ".join(by_severity(change.results.new))
        yield f"a new plan with {found}; kamgen check {clipped_line(change.one.path, wording.TITLE)} lists them"
    if is_affected(change):
        yield "its own plan says the same: what other plans say of it changed"


def is_affected(change: AccountChange) -> bool:
    """Whether only other plans changed what is said of the account."""
    return change.kind is ChangeKind.CHANGED and not change.plan and not change.moved


def fate(change: AccountChange) -> str:
    """``added``, ``changed``, ``removed``, ``moved`` when it only lies elsewhere, or ``affected``."""
    if is_affected(change):
        return "affected"
    return "moved" if change.kind is ChangeKind.CHANGED and not change.plan else change.kind.word


def scores(change: AccountChange | Shift) -> str:
    """``checklist 71 → 64 (−7), health 84, 9 of 9 known, on course``."""
    (before, after), was = sides_of(change), "" if change.after else "was "
    health = joined(wording.health_move(before.health, after.health), wording.verdict_move(before.health, after.health))
    waived = rests_on("", excused(after.waived))
    return f"checklist {was}{score_move(before.score, after.score)}{waived}, health {was}{health}"


def amounts(change: AccountChange | Shift) -> str:
    """``target 1.3M → 1.1M (−200k, −15.4%), profit …``; empty when no money differs."""
    if change.before and change.after:
        return ", ".join(f"{what} {words}" for what, words in changed_amounts(change.amounts))
    known, was = (change.amounts[1], "") if change.after else (change.amounts[0], "was ")
    return ", ".join(
        f"{what} {was}{rounded_amount(amount)}" for what, amount in zip(AMOUNTS, known, strict=True) if amount
    )


def effect(shift: Shift) -> str:
    """What became of an account whose plan did not change, in one line."""
    same = (shift.before.score, shift.before.health) == (shift.after.score, shift.after.health)
    new = Counter(finding.code for finding in shift.results.new)
    codes = ", ".join(code if number == 1 else f"{code} ({number:,} times)" for code, number in sorted(new.items()))
    fixed = len(shift.results.fixed)
    parts = ("" if same else scores(shift), amounts(shift), f"new: {codes}" if codes else "")
    told = [part for part in (*parts, f"{counted(fixed, 'finding')} fixed" if fixed else "") if part]
    return "; ".join(told) or "criteria differ"


_OLD = timedelta(days=92)
"""How old a base may be whose time is told account by account."""


def old_base(comparison: Comparison) -> bool:
    """Whether the base is so old that what time did to it says more of the base than of the change."""
    return bool(comparison.time) and comparison.as_of - comparison.base.date > _OLD


def time_words(comparison: Comparison) -> str:
    """What time alone did, in one line."""
    names = listed([account_name(shift) for shift in comparison.time], most=3)
    return f"Since {comparison.base.date} time alone changed the results of {names}; json and html list them."


def count_fates(comparison: Comparison) -> dict[str, int]:
    """How many accounts what became of, in words; each account counts once, and the first three are always there."""
    counts = Counter(fate(change) for change in comparison.accounts)
    return {word: counts[word] for word in _FATES if counts[word] or word in _FATES[:3]}


def headline(comparison: Comparison) -> list[str]:
    """The net effect in a few parts: how many accounts, the mean score, what to look at, new errors."""
    counts = sorted(count_fates(comparison).items(), key=lambda each: each[0] != ChangeKind.CHANGED.word)
    told = [(word, number) for word, number in counts if number]
    first = [f"{counted(number, 'account')} {word}" for word, number in told[:1]]
    parts = [", ".join([*first, *(f"{number:,} {word}" for word, number in told[1:])]) or "no account changed"]
    if comparison.score[0] != comparison.score[1]:
        parts.append(f"checklist {score_move(*comparison.score)}")
    if comparison.settings:
        parts.append(f"{counted(len(comparison.settings), 'setting')} of site.toml changed")
    if flags := all_flags(comparison):
        parts.append(f"⚠ {len(flags):,} to look at")
    if touched := sum(len(change.touches) for change in comparison.accounts):
        parts.append(f"{touched:,} to be confirmed")
    if new := errors(finding for change in comparison.accounts for finding in change.results.new):
        parts.append(counted(len(new), "new error"))
    return parts
