"""Changes in words, and amounts and scores before and after, as plain text that no format has escaped yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from kamgen.model.change import ChangeKind, EntryChange, FieldChange, SectionChange, Suspect, ValueKind
from kamgen.model.comparison import AccountChange, Amounts, Comparison, FormerPlan, SettingChange, Side
from kamgen.model.source import SHORT, Written
from kamgen.model.standing import Standing
from kamgen.text.changes import percent_apart, times_words
from kamgen.text.health import known_words
from kamgen.text.numbers import ENGLISH
from kamgen.text.words import clipped, counted, joined, signed

NAME, TITLE, VALUE = 60, 100, 160
"""Characters that are shown of a name, of what names an entry, and of one value."""
NOTHING = "not given"
_YEAR = 4


def clipped_line(text: str, most: int) -> str:
    """The text on one line, so many characters of it."""
    return clipped(" ".join(text.split()), most)


def several(number: int, noun: str) -> str:
    """``1 opportunity``, ``2 opportunities``."""
    ends_in_y = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return counted(number, noun, f"{noun[:-1]}ies" if ends_in_y else "")


def side(side: Side) -> str:
    """``main a1b2c3d``."""
    return " ".join(part for part in side_parts(side) if part)


def side_parts(side: Side) -> tuple[str, str]:
    """What it is called, and the beginning of its commit's id unless that is what it is called."""
    label, commit = clipped_line(side.label, NAME), side.commit[:SHORT]
    return label, "" if label.startswith(commit) else commit


def sides(comparison: Comparison) -> str:
    """``base main a1b2c3d · head the working tree · as of 2026-11-20``."""
    return f"base {side(comparison.base)} · head {side(comparison.head)} · as of {comparison.as_of}"


def authors(written: Sequence[Written]) -> str:
    """``Per Moe (2 commits), Eva Lund (1), 2026-11-03 to 2026-11-18``: who wrote most first; empty when nobody did."""
    if not written:
        return ""
    counts = Counter(name for each in written for name in each.authors)
    most = [(clipped_line(name, NAME), number) for name, number in counts.most_common(_AUTHORS)]
    said = [
        f"{name} ({counted(number, 'commit') if place == 0 else number})" for place, (name, number) in enumerate(most)
    ]
    more = [f"{len(counts) - _AUTHORS} more"] if len(counts) > _AUTHORS else []
    first, last = min(each.day for each in written), max(each.day for each in written)
    return ", ".join([*said, *more, str(last) if first == last else f"{first} to {last}"])


def quoted(title: str) -> str:
    """A title between quotation marks; a year goes without."""
    return title if title.isdecimal() and len(title) <= _YEAR else f"“{clipped_line(title, TITLE)}”"


def entry_name(entry: EntryChange) -> str:
    """``promise “Spare parts within 24 hours”``, and what it was called before."""
    named = f"{clipped_line(entry.noun, NAME)} {quoted(entry.title)}" if entry.title else clipped_line(entry.noun, NAME)
    return f"{named} (was {quoted(entry.former)})" if entry.former else named


def cause_words(entry: EntryChange) -> str:
    """What became of an entry on which others lean: ``contact “Kari Dahl” removed``, ``…, role user → blocker``."""
    named = clipped_line(entry.noun, NAME) if entry.group else ""
    named = f"{named} {quoted(entry.title)}" if entry.title else named
    if entry.kind is ChangeKind.REMOVED:
        return f"{named} {entry.kind.word}"
    return ", ".join([*([named] if named else []), *map(field_words, entry.fields)])


def suspect_words(suspect: Suspect) -> str:
    """``opportunity “Platform phase 2” (decision maker)``."""
    noun = clipped_line(suspect.noun, NAME)
    return f"{noun} {quoted(suspect.title)} ({suspect.label})" if suspect.title else f"{noun} ({suspect.label})"


def section_name(section: SectionChange) -> str:
    """``“Growth”``, and what its heading was before."""
    named = quoted(section.title) if section.title else "text before the first heading"
    return f"{named} (was {quoted(section.former)})" if section.former else named


def values(field: FieldChange) -> str:
    """``1.3M → 1.1M (−200k, −15.4%)``; of a day that was not given before, that day."""
    if field.was is None and field.now is not None and field.kind is ValueKind.DAY:
        return _value(field.after)
    difference = difference_words(field)
    return f"{_value(field.before)} → {_value(field.after)}{f' ({difference})' if difference else ''}"


def difference_words(field: FieldChange) -> str:
    """The difference, and how often the value has moved: ``31 days later, for the 3rd time``."""
    return ", ".join(part for part in (clipped_line(field.difference, VALUE), times_words(field)) if part)


def _value(text: str) -> str:
    return clipped_line(text, VALUE) or NOTHING


def field_words(field: FieldChange) -> str:
    """``revenue target 1.3M → 1.1M (−200k, −15.4%)``."""
    return f"{clipped_line(field.label, NAME)} {values(field)}"


def entry_words(entry: EntryChange) -> str:
    """What an added or removed entry gives or gave, but for its title: ``to Kari Dahl, due 2026-06-30``.

    Of one that was removed and comes back with another date: ``due 2026-06-30 (back, for the 4th time)``.
    """
    gone = entry.kind is ChangeKind.REMOVED
    told = [(field, field.before if gone else field.after) for field in entry.fields]
    parts = [
        f"{clipped_line(field.label, NAME)} {clipped_line(text, VALUE)}"
        + (f" (back, {times_words(field) or 'moved'})" if field.times and not gone else "")
        for field, text in told
        if text and text != entry.title
    ]
    return clipped_line(", ".join(parts), 2 * VALUE)


def contents(change: AccountChange) -> str:
    """What an added or removed plan has: ``3 contacts, 1 opportunity, 4 sections``."""
    counts = Counter(entry.noun for entry in change.plan.entries if entry.group)
    parts = [several(number, clipped_line(noun, NAME)) for noun, number in counts.items()]
    if change.plan.sections:
        parts.append(counted(len(change.plan.sections), "section"))
    return ", ".join(parts)


def former_words(former: FormerPlan) -> str:
    """What a plan is compared with that the base does not have, or that cannot be read there."""
    version = f"{former.day} {former.commit.short}"
    if former.deleted:
        return f"back after it was deleted on {former.deleted}; compared with what it said last, {version}"
    return f"compared with {version}, the last version that could be read"


def setting(change: SettingChange) -> str:
    """``checklist.feedback_every: "6 months" → "3 months"``."""
    return f"{clipped_line(change.key, TITLE)}: {_value(change.before)} → {_value(change.after)}"


AMOUNTS = ("revenue", "target", "profit", "weighted pipeline")
"""The fields of `Amounts` in words."""
UNKNOWN = "n/a"
NOT_SCORED = "not scored"
"""A health score that is not known."""

_AUTHORS = 5
"""Authors who are named."""
_WIDE = Context(prec=200)
_UNITS = ((9, "bn"), (6, "M"), (3, "k"))
_DIGITS = (*range(3, 13), 15, 18, 24, 36)
_CENTS = -2
_THOUSAND = 1000


def score(number: int | None, unknown: str = UNKNOWN) -> str:
    """A score, 0 to 100."""
    return unknown if number is None else str(number)


def score_move(was: int | None, now: int | None, unknown: str = UNKNOWN) -> str:
    """``71 → 64 (−7)``, or one score where nothing moved."""
    if was == now:
        return score(now, unknown)
    difference = "" if was is None or now is None else f" ({signed(now - was)})"
    return f"{score(was, unknown)} → {score(now, unknown)}{difference}"


def health_move(was: Standing, now: Standing) -> str:
    """``84 → 80 (−4), 9 → 7 of 9 known``."""
    basis = f"{was.known} → {known_words(now)}" if was.known != now.known and now.total else known_words(now)
    return joined(score_move(was.score, now.score, NOT_SCORED), basis)


def verdict_move(was: Standing, now: Standing) -> str:
    """``on course → act; it lost 280,000 GBP in 2026 after cost to serve``; empty without a score on either side."""
    if was.score is None and now.score is None:
        return ""
    word = now.word if was.word == now.word else f"{was.word} → {now.word}"
    return "; ".join([word, *(clipped_line(reason, VALUE) for reason in now.reasons)])


def rounded_amount(amount: Decimal | None, digits: int = 3) -> str:
    """As on pages: ``1.31M``, ``910k``, ``850``; with more ``digits``, or below a thousand, all of them that count."""
    if amount is None:
        return UNKNOWN
    if digits == _DIGITS[0] and abs(amount) >= _THOUSAND:
        return ENGLISH.compact(amount)
    step = max(amount.adjusted() - digits + 1, _CENTS)
    number = amount.quantize(Decimal(1).scaleb(step), ROUND_HALF_UP, _WIDE)
    for power, unit in _UNITS:
        if number.adjusted() >= power:
            return f"{number.scaleb(-power, _WIDE):,f}{unit}".replace("-", "−")
    return _plain(number)


def money_move(was: Decimal | None, now: Decimal | None, exact: bool = True) -> str:
    """``1.3M → 1.1M (−200k, −15.4%)``; without ``exact`` the percentage alone, where there is one."""
    if was == now:
        return rounded_amount(now)
    if was is None or now is None:
        return f"{rounded_amount(was)} → {rounded_amount(now)}"
    digits = next((each for each in _DIGITS if rounded_amount(was, each) != rounded_amount(now, each)), _DIGITS[-1])
    said = [f"{'' if now < was else '+'}{rounded_amount(now - was)}"]
    if (percent := percent_apart(was, now)) is not None:
        said = [*(said if exact else []), f"{'+' if percent > 0 else ''}{_plain(percent)}%"]
    return f"{rounded_amount(was, digits)} → {rounded_amount(now, digits)} ({', '.join(said)})"


def changed_amounts(pair: tuple[Amounts, Amounts]) -> list[tuple[str, str]]:
    """Those amounts that differ: what in words, and from what to what."""
    return [(name, money_move(was, now)) for name, was, now in zip(AMOUNTS, *pair, strict=True) if was != now]


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")
