"""Phrases that terminal, comments and pages share, so that all of them say the same of one change."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from kamgen.model.account_history import Version
from kamgen.model.change import ChangeKind, FieldChange, SectionChange
from kamgen.text.words import counted, joined, ordinal

_WIDE = Context(prec=200)
"""Holds any two amounts of plans beside each other to their last digits."""
_MOST_PERCENT = 1000


def percent_apart(was: Decimal, now: Decimal) -> Decimal | None:
    """From one amount to another in percent of the first, to a tenth: ``-15.4``; None where that says nothing.

    It says nothing when there was nothing or less before, when it rounds to nothing, and from `_MOST_PERCENT` on.
    """
    if was <= 0:
        return None
    percent = (
        _WIDE.divide(_WIDE.subtract(now, was), was).scaleb(2, _WIDE).quantize(Decimal("0.1"), ROUND_HALF_UP, _WIDE)
    )
    return percent if 0 < abs(percent) < _MOST_PERCENT else None


def times_words(field: FieldChange) -> str:
    """``for the 3rd time``; empty for the first time, and where that is not known."""
    return f"for the {ordinal(field.times)} time" if field.times > 1 else ""


def section_words(section: SectionChange) -> str:
    """``12 words new, 3 gone``, ``new, 20 words``, ``renamed``."""
    if section.kind is ChangeKind.ADDED:
        return f"new, {counted(section.added, 'word')}"
    if section.kind is ChangeKind.REMOVED:
        return f"removed, {counted(section.removed, 'word')}"
    if not section.added:
        return f"{counted(section.removed, 'word')} gone" if section.removed else "renamed"
    return joined(f"{counted(section.added, 'word')} new", f"{section.removed:,} gone" if section.removed else "")


def version_notes(version: Version) -> Iterator[str]:
    """What became of a plan's file with a version: it was moved, came back, or could not be read for a while."""
    if version.former:
        yield f"moved here from {version.former}"
    if version.back:
        yield f"back after it was deleted on {version.back}"
    if version.across:
        day, commit = version.across
        yield f"compared with {day} {commit.short}, the last version that could be read"


def moved_words(moves: int, days: int, lowered: int, often: int) -> str:
    """``5 moves, 62 days later in all, 2 targets lowered, 1 value moved three times or more``.

    See `kamgen.model.account_history.lowered_targets` and `moved_often`.
    """
    return joined(
        counted(moves, "move"),
        days_words(days) if days else "",
        lowered_words(lowered) if lowered else "",
        often_words(often) if often else "",
    )


def days_words(days: int) -> str:
    """``62 days later in all``."""
    return f"{counted(abs(days), 'day')} {'earlier' if days < 0 else 'later'} in all"


def lowered_words(lowered: int) -> str:
    """``2 targets lowered``."""
    return f"{counted(lowered, 'target')} lowered"


def often_words(often: int) -> str:
    """``1 value moved three times or more``."""
    return f"{counted(often, 'value')} moved three times or more"
