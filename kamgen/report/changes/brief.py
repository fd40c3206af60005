"""What changed in a few lines, for those who read it on a phone: what was settled before what was filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kamgen.facts.settled import settled
from kamgen.model.change import ChangeKind, FieldChange
from kamgen.report.changes import wording
from kamgen.report.changes.report import AccountReport
from kamgen.text.words import counted, joined

LINES = 4
"""Changes that are told of one account, where not all are asked for."""


def settled_words(accounts: Iterable[AccountReport]) -> list[str]:
    """``1 opportunity won``, ``2 promises kept``: what was settled most comes first."""
    entries = [entry for account in accounts for entry in account.change.plan.entries]
    counts = Counter((entry.noun, word) for entry in entries if (word := settled(entry)))
    return [f"{wording.several(number, noun)} {word}" for (noun, word), number in counts.most_common()]


def brief_lines(account: AccountReport, everything: bool) -> list[str]:
    """What wants a look, then what was settled, then what is otherwise than before, then what was filled in."""
    lines = [wording.clipped_line(f"⚠ {flag.words}", 2 * wording.VALUE) for flag in account.flags]
    if account.change.kind is ChangeKind.CHANGED or account.change.former:
        lines += [words for _, words in sorted(_entries(account), key=lambda each: each[0])]
    if everything or len(lines) <= LINES:
        return lines
    return [*lines[:LINES], f"and {counted(len(lines) - LINES, 'more change')}"]


def _entries(account: AccountReport) -> Iterator[tuple[int, str]]:
    """Each entry as far as no flag tells of it, and in which place it is told."""
    for entry in account.change.plan.entries:
        fields = [field for field in entry.fields if field.flag is None]
        if entry.flag is not None or not fields:
            continue
        if whole := entry.kind is not ChangeKind.CHANGED:
            words = joined(wording.entry_name(entry), wording.entry_words(entry))
        else:
            words = joined(wording.entry_name(entry) if entry.group else "", *map(_told, fields))
        place = 0 if settled(entry) else 1 if whole or any(field.before for field in fields) else 2
        yield place, wording.clipped_line(f"{entry.kind.word}: {words}" if whole else words, wording.VALUE)
    for section in account.change.plan.sections:
        yield 1, f"{wording.section_name(section)} {section.kind.word}"


def _told(field: FieldChange) -> str:
    """As everywhere, but short where there was nothing before."""
    return (
        wording.field_words(field)
        if field.before
        else f"{field.label} {wording.clipped_line(field.after, wording.TITLE)}"
    )
