"""Changes in words, as plain text that no format has escaped yet; what people wrote is on one line and shortened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kamgen.model.change import (
    AccountChange,
    Comparison,
    EntryChange,
    FieldChange,
    Kind,
    SectionChange,
    SettingChange,
    Shift,
    Side,
)
from kamgen.model.choices import Severity
from kamgen.model.finding import Finding, count_severities
from kamgen.model.rule import Element
from kamgen.report.changes.figures import AMOUNTS, NOT_SCORED, money, moved, score_move
from kamgen.report.changes.ranking import Watch, all_watches
from kamgen.report.text import plural

NAME, TITLE, VALUE = 60, 100, 160
"""Characters that are shown of a name, of what names an entry, and of one value."""
NOTHING = "not given"
_COMMIT, _YEAR = 7, 4
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_SEVERITIES = {
    Severity.ERROR: ("error",),
    Severity.WARNING: ("warning",),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


def line(text: str, most: int) -> str:
    """The text on one line, so many characters of it."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def several(number: int, noun: str) -> str:
    """``1 opportunity``, ``2 opportunities``."""
    ends_in_y = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return plural(number, noun, f"{noun[:-1]}ies" if ends_in_y else "")


def name(change: AccountChange | Shift) -> str:
    """The account's name, or its slug when the plan gives none."""
    one = change.one if isinstance(change, AccountChange) else change.after
    return line(one.name or one.slug, NAME)


def side(side: Side) -> str:
    """``main a1b2c3d``."""
    label, commit = line(side.label, NAME), line(side.commit[:_COMMIT], _COMMIT)
    return label if not commit or label.startswith(commit) else f"{label} {commit}"


def sides(comparison: Comparison) -> str:
    """``base main a1b2c3d · head the working tree · as of 2026-11-20``."""
    return f"base {side(comparison.base)} · head {side(comparison.head)} · as of {comparison.as_of}"


def quoted(title: str) -> str:
    """A title between quotation marks; a year goes without."""
    return title if title.isdecimal() and len(title) <= _YEAR else f"“{line(title, TITLE)}”"


def entry_name(entry: EntryChange) -> str:
    """``promise “Spare parts within 24 hours”``, and what it was called before."""
    named = f"{line(entry.noun, NAME)} {quoted(entry.title)}" if entry.title else line(entry.noun, NAME)
    return f"{named} (was {quoted(entry.former)})" if entry.former else named


def section_name(section: SectionChange) -> str:
    """``“Growth”``, and what its heading was before."""
    named = quoted(section.title) if section.title else "text before the first heading"
    return f"{named} (was {quoted(section.former)})" if section.former else named


def section_words(section: SectionChange) -> str:
    """``12 words more, 3 fewer``."""
    if section.kind is Kind.ADDED:
        return f"new, {plural(section.added, 'word')}"
    if section.kind is Kind.REMOVED:
        return f"removed, {plural(section.removed, 'word')}"
    if not section.added and not section.removed:
        return "renamed" if section.former else "moved"
    return f"{plural(section.added, 'word')} new, {section.removed:,} gone"


def values(field: FieldChange) -> str:
    """``1.3M → 1.1M (−200k, −15.4%)``."""
    difference = said(field)
    return f"{_value(field.before)} → {_value(field.after)}{f' ({difference})' if difference else ''}"


def said(field: FieldChange) -> str:
    """The difference, and how often the value has moved: ``31 days later, for the 3rd time``."""
    return ", ".join(part for part in (line(field.difference, VALUE), _times(field)) if part)


def _times(field: FieldChange) -> str:
    return f"for the {_ordinal(field.times)} time" if field.times > 1 else ""


def _ordinal(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else _ENDINGS.get(number % 10, 'th')}"


def _value(text: str) -> str:
    return line(text, VALUE) or NOTHING


def field_words(field: FieldChange) -> str:
    """``revenue target 1.3M → 1.1M (−200k, −15.4%)``."""
    return f"{line(field.label, NAME)} {values(field)}"


def given(entry: EntryChange) -> str:
    """What an added or removed entry gives or gave, but for its title: ``to Kari Dahl, due 2026-06-30``."""
    pairs = [(field.label, field.before if entry.kind is Kind.REMOVED else field.after) for field in entry.fields]
    parts = [f"{line(label, NAME)} {line(text, VALUE)}" for label, text in pairs if text and text != entry.title]
    return line(", ".join(parts), 2 * VALUE)


def concern(watch: Watch) -> str:
    """What a look is about, without the account: empty when it is the account itself."""
    entry, field = watch.entry, watch.field
    if entry is None:
        return ""
    if field is None:
        return entry_name(entry) if entry.title else ""
    return f"{entry_name(entry)}, {field_words(field)}" if entry.group else field_words(field)


def concern_line(watch: Watch) -> int:
    """Where in the plan it is, 1-based; 0 when that is nowhere in the plan as it is now."""
    return 0 if watch.entry is None or watch.entry.kind is Kind.REMOVED else watch.entry.line


def contents(change: AccountChange) -> str:
    """What an added or removed plan has: ``3 contacts, 1 opportunity, 4 sections``."""
    counts = Counter(entry.noun for entry in change.plan.entries if entry.group)
    parts = [several(number, line(noun, NAME)) for noun, number in counts.items()]
    if change.plan.sections:
        parts.append(plural(len(change.plan.sections), "section"))
    return ", ".join(parts)


def notes(change: AccountChange) -> Iterator[str]:
    """What became of the account as a whole."""
    before, after = change.before, change.after
    if before and after and change.renamed:
        yield f"was called {quoted(before.name)}"
    if before and after and change.moved:
        yield f"moved here from {line(before.path, TITLE)}"
    if change.kind is not Kind.CHANGED:
        yield f"{change.kind.word}: {contents(change) or 'an empty plan'}"
    elif not change.plan and not change.moved:
        yield "its own plan says the same: what other plans say of it changed"


def scores(change: AccountChange | Shift) -> str:
    """``checklist 71 → 64 (−7), health 84``."""
    before, after = change.before, change.after
    if before is None or after is None:
        one = after or before
        assert one is not None
        was = "" if after else "was "
        return f"checklist {was}{score_move(one.score, one.score)}, health {was}{_health(one.health, one.health)}"
    return f"checklist {score_move(before.score, after.score)}, health {_health(before.health, after.health)}"


def _health(was: int | None, now: int | None) -> str:
    return score_move(was, now, NOT_SCORED)


def elements(change: AccountChange | Shift) -> list[tuple[str, str]]:
    """Elements whose score differs: title, and from what to what."""
    before, after = change.before, change.after
    if before is None or after is None or len(before.elements) != len(after.elements):
        return []
    rows = zip(Element, before.elements, after.elements, strict=True) if after.elements else ()
    return [(element.title, score_move(was, now)) for element, was, now in rows if was != now]


def amounts(change: AccountChange | Shift) -> str:
    """``target 1.3M → 1.1M (−200k, −15.4%), profit …``; empty when no money differs."""
    if change.before is None or change.after is None:
        known, was = (change.amounts[1], "") if change.after else (change.amounts[0], "was ")
        return ", ".join(f"{what} {was}{money(amount)}" for what, amount in zip(AMOUNTS, known, strict=True) if amount)
    return ", ".join(f"{what} {words}" for what, words in moved(change.amounts))


def by_severity(findings: Iterable[Finding]) -> list[str]:
    """``2 errors``, ``1 warning``, ``3 pieces of advice``: those that there are, worst first."""
    return [plural(number, *_SEVERITIES[each]) for each, number in count_severities(findings).items() if number]


def effect(shift: Shift) -> str:
    """What became of an account whose plan did not change, in one line."""
    parts = (
        [] if (shift.before.score, shift.before.health) == (shift.after.score, shift.after.health) else [scores(shift)]
    )
    if sums := amounts(shift):
        parts.append(sums)
    parts += [f"new: {codes}" for codes in (_codes(shift.results.new),) if codes]
    parts += [f"fixed: {codes}" for codes in (_codes(shift.results.fixed),) if codes]
    return "; ".join(parts) or "criteria differ"


def _codes(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.code for finding in findings)
    return ", ".join(code if number == 1 else f"{code} ({number:,} times)" for code, number in sorted(counts.items()))


def setting(change: SettingChange) -> str:
    """``checklist.feedback_every: "6 months" → "3 months"``."""
    return f"{line(change.key, TITLE)}: {_value(change.before)} → {_value(change.after)}"


def counted(comparison: Comparison) -> dict[Kind, int]:
    """How many accounts are in changes of each kind."""
    counts = Counter(change.kind for change in comparison.accounts)
    return {kind: counts[kind] for kind in Kind}


def headline(comparison: Comparison) -> list[str]:
    """The net effect in a few parts: how many accounts, the mean score, what to look at, new errors."""
    parts = [", ".join(_counts(comparison)) or "no account changed"]
    if comparison.score[0] != comparison.score[1]:
        parts.append(f"checklist {score_move(*comparison.score)}")
    if comparison.settings:
        parts.append(f"{plural(len(comparison.settings), 'setting')} of site.toml changed")
    if watches := all_watches(comparison):
        parts.append(f"⚠ {len(watches):,} to look at")
    new = [finding for change in comparison.accounts for finding in change.results.new]
    if number := count_severities(new)[Severity.ERROR]:
        parts.append(plural(number, "new error"))
    return parts


def _counts(comparison: Comparison) -> Iterator[str]:
    noun = "account"
    for kind in (Kind.CHANGED, Kind.ADDED, Kind.REMOVED):
        if number := counted(comparison)[kind]:
            yield f"{plural(number, noun) if noun else f'{number:,}'} {kind.word}"
            noun = ""
