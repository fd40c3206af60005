"""Changes in words, as plain text that no format has escaped yet; what people wrote is on one line and shortened."""

from __future__ import annotations

from collections import Counter

from kamgen.model.change import EntryChange, FieldChange, Kind, SectionChange
from kamgen.model.comparison import AccountChange, Comparison, SettingChange, Side
from kamgen.model.history import SHORT
from kamgen.model.phrases import clipped, times_words
from kamgen.report.changes.ranking import Watch
from kamgen.report.text import plural

NAME, TITLE, VALUE = 60, 100, 160
"""Characters that are shown of a name, of what names an entry, and of one value."""
NOTHING = "not given"
_YEAR = 4


def line(text: str, most: int) -> str:
    """The text on one line, so many characters of it."""
    return clipped(" ".join(text.split()), most)


def several(number: int, noun: str) -> str:
    """``1 opportunity``, ``2 opportunities``."""
    ends_in_y = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return plural(number, noun, f"{noun[:-1]}ies" if ends_in_y else "")


def side(side: Side) -> str:
    """``main a1b2c3d``."""
    return " ".join(part for part in side_parts(side) if part)


def side_parts(side: Side) -> tuple[str, str]:
    """What it is called, and the beginning of its commit's id unless that is what it is called."""
    label, commit = line(side.label, NAME), side.commit[:SHORT]
    return label, "" if label.startswith(commit) else commit


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


def values(field: FieldChange) -> str:
    """``1.3M → 1.1M (−200k, −15.4%)``."""
    difference = said(field)
    return f"{_value(field.before)} → {_value(field.after)}{f' ({difference})' if difference else ''}"


def said(field: FieldChange) -> str:
    """The difference, and how often the value has moved: ``31 days later, for the 3rd time``."""
    return ", ".join(part for part in (line(field.difference, VALUE), times_words(field)) if part)


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


def setting(change: SettingChange) -> str:
    """``checklist.feedback_every: "6 months" → "3 months"``."""
    return f"{line(change.key, TITLE)}: {_value(change.before)} → {_value(change.after)}"
