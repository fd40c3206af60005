"""What changed, before any format: built once, in words, and every format only lays it out.

comparison ─▶ ChangeReport   headline, totals, what to look at, what site.toml and time alone did
               └ AccountReport of each account: what became of it, its scores, money, findings and changes

Plain text as in `wording`: nothing is escaped yet. `json` writes the comparison itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.change import ChangeKind, EntryChange, FieldChange, PlanChange, ReviewFlag, Suspect
from kamgen.model.comparison import AccountChange, Amounts, Comparison, Shift
from kamgen.model.enums import Severity
from kamgen.model.finding import Finding
from kamgen.model.health import Signal
from kamgen.model.rule import Element
from kamgen.model.source import Written
from kamgen.model.standing import Standing
from kamgen.model.summary import Summary
from kamgen.report.changes import wording
from kamgen.report.changes.wording import (
    AMOUNTS,
    changed_amounts,
    clipped_line,
    money_move,
    rounded_amount,
    score_move,
)
from kamgen.report.findings import SITE_FILE, by_severity, visible
from kamgen.text.words import counted, excused, joined, listed, rests_on

FLAGS = tuple(ReviewFlag)
"""The gravest first."""
WORSE = (
    ReviewFlag.ACCOUNT_REMOVED,
    ReviewFlag.ACCOUNT_LOST,
    ReviewFlag.CURRENCY_CHANGED,
    ReviewFlag.TARGET_LOWERED,
    ReviewFlag.TARGET_REMOVED,
    ReviewFlag.FIGURE_REMOVED,
    ReviewFlag.MISSED_REMOVED,
    ReviewFlag.PROMISE_REMOVED,
    ReviewFlag.CRITIC_GONE,
    ReviewFlag.RISK_REMOVED,
    ReviewFlag.EVIDENCE_REMOVED,
    ReviewFlag.FORMAT_ERROR,
)
"""What to look at is a regression when it is one of these: what was to be reached, and figures and records that spoke
against an account, are gone. All else may have good reasons more often than not."""
_TOUCHED = 3
"""Entries that lean on one which are named at once."""
_FATES = ("added", "changed", "removed", "moved", "affected")


class Flagged(NamedTuple):
    """One thing that a reviewer should look at."""

    flag: ReviewFlag
    change: AccountChange | None
    """None when it is about the site."""
    entry: EntryChange | None = None
    """None when it is about the account itself."""
    field: FieldChange | None = None
    """None when it is about the entry as a whole."""
    setting: str = ""
    """What of the site it is about, in words."""

    @property
    def name(self) -> str:
        """The account's name, or that of the site's file."""
        return account_name(self.change) if self.change else SITE_FILE

    @property
    def slug(self) -> str:
        """The account's slug, or the site's file."""
        return self.change.one.slug if self.change else SITE_FILE

    @property
    def path(self) -> str:
        """The plan's path."""
        return self.change.one.path if self.change else SITE_FILE

    @property
    def concern(self) -> str:
        """What it is about, without the account: empty when it is the account itself."""
        if self.entry is None:
            return self.setting
        named = wording.entry_name(self.entry)
        if self.field is None:
            return named if self.entry.title else ""
        changed = wording.field_words(self.field)
        return f"{named}, {changed}" if self.entry.group else changed

    @property
    def words(self) -> str:
        """Why to flag, and at what."""
        return f"{self.flag.words}: {self.concern}" if self.concern else self.flag.words

    @property
    def line(self) -> int:
        """Where in the plan it is, 1-based; 0 when that is nowhere in the plan as it is now."""
        return 0 if self.entry is None or self._gone else self._place

    @property
    def old_line(self) -> int:
        """The line in the plan as it was of what is gone, 1-based; 0 of what is there."""
        return self._place if self.entry is not None and self._gone else 0

    @property
    def touched(self) -> list[Suspect]:
        """What leans on the entry, and is to be confirmed."""
        found = self.change.touches if self.change and self.entry else ()
        return [
            each
            for each in found
            if self.entry and each.on.group == self.entry.group and each.on.title == self.entry.title
        ]

    @property
    def _gone(self) -> bool:
        gone = self.field is not None and self.field.now is None
        return self.entry is not None and (gone or self.entry.kind is ChangeKind.REMOVED)

    @property
    def _place(self) -> int:
        return (self.field.line if self.field else 0) or (self.entry.line if self.entry else 0)

    @property
    def raised(self) -> list[str]:
        """What of the account rose that may hang on it: ``health 18 → 28 (+10)``, ``profit 140k → 240k (…)``."""
        if self.change is None or self.change.before is None or self.change.after is None or self.entry is None:
            return []
        feeds = _FEEDS.get(self.entry.group.partition(".")[0], _SCORES)
        return [words for what, words in risen(self.change) if what in feeds]


_SCORES = frozenset(["checklist", "health"])
_FEEDS = {
    "": _SCORES | {"money"},
    "financials": _SCORES | {"money"},
    "opportunities": frozenset(["money"]),
    "assessment": frozenset(["checklist"]),
    "waive": frozenset(["checklist"]),
}
"""What entries of a group can move; of all others both scores."""


def risen(change: AccountChange) -> list[tuple[str, str]]:
    """What of an account is better than before: ``checklist``, ``health`` or ``money``, and from what to what."""
    before, after = _sides(change)
    found = []
    if after.score is not None and before.score is not None and after.score > before.score:
        found.append(("checklist", f"checklist {score_move(before.score, after.score)}"))
    if after.health.score is not None and before.health.score is not None and after.health.score > before.health.score:
        found.append(("health", f"health {score_move(before.health.score, after.health.score)}"))
    for name, was, now in zip(AMOUNTS, *change.amounts, strict=True):
        if name != "target" and was is not None and now is not None and now > was:
            found.append(("money", f"{name} {money_move(was, now)}"))
    return found


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
    before, after = _sides(change)
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


def _sides(change: AccountChange | Shift) -> tuple[Summary, Summary]:
    """The account before and after; twice the same when it is added or removed."""
    one = change.after or change.before
    assert one is not None
    return change.before or one, change.after or one


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


def flags_of(change: AccountChange) -> Iterator[Flagged]:
    """What to look at in one account, in the order of plans; what went with a removed account goes without saying."""
    if change.kind is ChangeKind.REMOVED:
        yield Flagged(ReviewFlag.ACCOUNT_REMOVED, change)
    else:
        yield from (Flagged(flag, change, entry, field) for flag, entry, field in change.plan.flags())


def touches(change: AccountChange) -> Iterator[tuple[str, list[Suspect]]]:
    """What else a change touches, by what it did to the entry that others lean on."""
    by_cause: dict[str, list[Suspect]] = {}
    for each in change.touches:
        by_cause.setdefault(wording.cause_words(each.on), []).append(each)
    yield from by_cause.items()


def touched_words(found: Sequence[Suspect]) -> str:
    """Who leans on one entry, in brief: ``touches 7: opportunity “A” (need), …``; empty when nothing does."""
    first = ", ".join(map(wording.suspect_words, found[:_TOUCHED]))
    return f"touches {len(found):,}: {first}{', …' if found[_TOUCHED:] else ''}" if found else ""


def all_flags(comparison: Comparison) -> list[Flagged]:
    """What to look at in all accounts, the gravest first, and alike ones in the order of `worst_first`."""
    found = [flag for change in worst_first(comparison.accounts) for flag in flags_of(change)]
    found += [Flagged(each.flag, None, setting=wording.setting(each)) for each in comparison.settings if each.flag]
    if larger := comparison.baseline:
        found.append(Flagged(ReviewFlag.BASELINE_LARGER, None, setting=f"{larger[0]:,} → {larger[1]:,} kept"))
    return sorted(found, key=lambda flag: FLAGS.index(flag.flag))


def worst_first(changes: Iterable[AccountChange]) -> list[AccountChange]:
    """Removed accounts, then those with most new errors, then by how far their scores fell; added ones last."""
    return sorted(changes, key=_badness)


def _badness(change: AccountChange) -> tuple[bool, bool, int, int, int, int, str]:
    return (
        change.kind is not ChangeKind.REMOVED,
        change.kind is ChangeKind.ADDED,
        -len(errors(change.results.new)),
        rise(change, "score"),
        -sum(1 for _ in flags_of(change)),
        rise(change, "health"),
        change.one.path,
    )


def rise(change: AccountChange | Shift, score: str) -> int:
    """How far a score (``score`` or ``health``) rose; one that is not known any more fell to nothing."""
    was, now = (getattr(each, score, None) for each in (change.before, change.after))
    was, now = (each.score if isinstance(each, Standing) else each for each in (was, now))
    return 0 if was is None else (now or 0) - was


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are errors."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def account_name(change: AccountChange | Shift) -> str:
    """The account's name, the one it had when its plan cannot be read any more; its slug when the plan gives none."""
    before, after = _sides(change)
    one = after if after.readable else before
    return clipped_line(one.name or one.slug, wording.NAME)


def notes(change: AccountChange) -> Iterator[str]:
    """What became of the account as a whole."""
    before = change.before
    if before and change.renamed:
        yield f"was called {wording.quoted(before.name)}"
    if before and change.moved:
        yield f"moved here from {clipped_line(before.path, wording.TITLE)}"
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
    (before, after), was = _sides(change), "" if change.after else "was "
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


def reasons_to_fail(comparison: Comparison, asked: Iterable[str]) -> tuple[str, ...]:
    """Why a run fails, a sentence each: ``regression``, ``flags`` or both, each told once."""
    found = _regressed(comparison) if "regression" in asked else []
    if "flags" in asked:
        found += [f"{visible(flag.slug)}: {visible(flag.words)}" for flag in all_flags(comparison)]
    return tuple(dict.fromkeys(found))


def _regressed(comparison: Comparison) -> list[str]:
    """Why the head is worse than the base; nothing when it is not.

    Only what content did counts: stricter rules and the passing of time are nobody's regression. The mean score is no
    reason either, since a new plan lowers it, and is as poor as a new plan should be.
    """
    reasons = []
    for change in comparison.accounts:
        before, after = change.before, change.after
        told = [visible(flag.words) for flag in flags_of(change) if flag.flag in WORSE]
        if before and after:
            told += _fallen(before, after, _asked_more(change.plan))
        if after and (new := errors(change.results.new)):
            told.append(f"{counted(len(new), 'new error')}: {', '.join(dict.fromkeys(found.code for found in new))}")
        reasons += [f"{visible(change.one.slug)}: {reason}" for reason in told]
    return reasons


_GOALS = {
    ("financials", "target_revenue"): Signal.REVENUE,
    ("financials", "target_profit"): Signal.PROFIT,
    ("service", "target"): Signal.SERVICE,
    ("outcomes", "target"): Signal.OUTCOMES,
}


def _asked_more(plan: PlanChange) -> frozenset[Signal]:
    """Signals whose targets are harder to meet than before: that they fell is no regression."""
    fields = ((entry.group, field) for entry in plan.entries for field in entry.fields if field.flag is None)
    return frozenset(_GOALS[group, each.field] for group, each in fields if (group, each.field) in _GOALS)


def _fallen(before: Summary, after: Summary, asked_more: Collection[Signal]) -> Iterator[str]:
    """Scores of an account that are lower, or not known any more: checklist and elements, health and signals.

    But for signals of which more is asked than before; then health as a whole says nothing either.
    """
    pairs = [("checklist score", before.score, after.score)]
    if after.readable:
        pairs += zip([element.title for element in Element], before.elements, after.elements, strict=False)
        if not asked_more:
            pairs.append(("health", before.health.score, after.health.score))
        signals = zip(Signal, before.signals, after.signals, strict=False)
        pairs += [(signal.title, was, now) for signal, was, now in signals if signal not in asked_more]
    for what, was, now in pairs:
        if was is not None and (now is None or now < was):
            yield f"{what} {was} → {wording.score(now)}"
