"""The comparison as JSON. Within a major version of the format, keys keep their names and meanings.

docs/diff.schema.json describes it. Amounts are strings of exact decimals; what is not known is null.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from kamgen.model.change import (
    ChangeKind,
    EntryChange,
    FieldChange,
    PlanChange,
    Suspect,
)
from kamgen.model.comparison import (
    AccountChange,
    Amounts,
    Comparison,
    Results,
    Shift,
    Side,
)
from kamgen.model.rule import Element
from kamgen.model.summary import Summary
from kamgen.model.values import plain
from kamgen.report.changes import ChangeOptions
from kamgen.report.changes.flagged import FLAGS, Flagged, all_flags, flags_of
from kamgen.report.changes.report import is_affected
from kamgen.report.json import dumped, finding_object, health_object
from kamgen.text.words import excused

FORMAT_VERSION = "1.0"


def render(comparison: Comparison, options: ChangeOptions) -> str:
    """One object: format_version, tool, as_of, base, head, summary, settings, flags, accounts, rules, time."""
    return dumped(
        {
            "format_version": FORMAT_VERSION,
            "tool": {"name": "kamgen", "version": options.version},
            "as_of": comparison.as_of.isoformat(),
            "changed": bool(comparison),
            "base": _side(comparison.base),
            "head": _side(comparison.head),
            "written": [
                {"day": each.day.isoformat(), "authors": list(each.authors), "paths": sorted(each.paths)}
                for each in comparison.written
            ],
            "summary": _summary(comparison),
            "settings": [
                {"key": each.key, "before": each.before, "after": each.after, "look": each.flag and each.flag.key}
                for each in comparison.settings
            ],
            "flags": list(map(_flag, all_flags(comparison))),
            "accounts": [_account(change) for change in comparison.accounts],
            "rules": [_shift(shift) for shift in comparison.rules],
            "time": [_shift(shift) for shift in comparison.time],
        }
    )


def _side(side: Side) -> dict[str, Any]:
    return {**side._asdict(), "commit": side.commit or None, "date": side.date.isoformat()}


def _summary(comparison: Comparison) -> dict[str, Any]:
    kinds = Counter(change.kind for change in comparison.accounts)
    flags = Counter(flag.flag for flag in all_flags(comparison))
    base, ruled, head = map(amounts_object, comparison.totals)
    return {
        **{kind.word: kinds[kind] for kind in ChangeKind},
        "affected": sum(map(is_affected, comparison.accounts)),
        "moved": sum(change.moved for change in comparison.accounts),
        "renamed": sum(change.renamed for change in comparison.accounts),
        "unchanged": comparison.unchanged,
        "score": dict(zip(("base", "head"), comparison.score, strict=True)),
        "health": dict(zip(("base", "head"), (each.score for each in comparison.health), strict=True)),
        "standing": dict(zip(("base", "head"), map(health_object, comparison.health), strict=True)),
        "currency": comparison.currency,
        "year": comparison.year,
        "totals": {"base": base, "base_by_head_rules": ruled, "head": head},
        "to_look_at": {flag.key: flags[flag] for flag in FLAGS if flags[flag]},
    }


def _account(change: AccountChange) -> dict[str, Any]:
    return {
        "kind": change.kind.word,
        "slug": change.one.slug,
        "name": change.one.name,
        "path": change.one.path,
        "moved": change.moved,
        "renamed": change.renamed,
        "before": _state(change.before, change.amounts[0]),
        "after": _state(change.after, change.amounts[1]),
        "former": change.former
        and {
            "day": change.former.day.isoformat(),
            "commit": change.former.commit.id,
            "deleted": change.former.deleted and change.former.deleted.isoformat(),
        },
        "deleted": change.deleted and change.deleted.isoformat(),
        "to_look_at": [flag.flag.key for flag in flags_of(change)],
        **plan_object(change.plan),
        "touches": list(map(suspect_object, change.touches)),
        **_results(change.results),
    }


def _flag(flag: Flagged) -> dict[str, Any]:
    return {
        "flag": flag.flag.key,
        "words": flag.words,
        "slug": flag.change.one.slug if flag.change else None,
        "path": flag.path,
        "line": flag.line or None,
        "line_before": flag.old_line or None,
        "raised": flag.raised,
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "slug": shift.after.slug,
        "name": shift.after.name,
        "path": shift.after.path,
        "before": _state(shift.before, shift.amounts[0]),
        "after": _state(shift.after, shift.amounts[1]),
        **_results(shift.results),
    }


def _state(account: Summary | None, amounts: Amounts) -> dict[str, Any] | None:
    if account is None:
        return None
    elements = zip(Element, account.elements, strict=True) if account.elements else ()
    return {
        "name": account.name,
        "path": account.path,
        "owner": account.owner,
        "category": account.category,
        "status": account.status.value,
        "score": account.score,
        "waived": excused(account.waived),
        "health": account.health.score,
        "standing": health_object(account.health),
        "elements": {element.key: score for element, score in elements},
        "amounts": amounts_object(amounts),
    }


def _results(results: Results) -> dict[str, Any]:
    return {
        "criteria": [each._asdict() for each in results.criteria],
        "findings": {
            "new": list(map(finding_object, results.new)),
            "fixed": list(map(finding_object, results.fixed)),
            "remaining": results.remaining,
        },
    }


def plan_object(plan: PlanChange) -> dict[str, Any]:
    """One plan's changes: entries and sections."""
    return {
        "entries": list(map(entry_object, plan.entries)),
        "sections": [
            {
                "title": section.title,
                "former": section.former or None,
                "kind": section.kind.word,
                "line": section.line,
                "words_added": section.added,
                "words_removed": section.removed,
                "excerpt": [piece._asdict() for piece in section.excerpt],
            }
            for section in plan.sections
        ],
    }


def entry_object(entry: EntryChange) -> dict[str, Any]:
    """One entry."""
    return {
        "group": entry.group,
        "noun": entry.noun,
        "kind": entry.kind.word,
        "title": entry.title,
        "former": entry.former or None,
        "line": entry.line,
        "look": entry.flag.key if entry.flag else None,
        "fields": list(map(field_object, entry.fields)),
    }


def suspect_object(suspect: Suspect) -> dict[str, Any]:
    """One entry that is to be confirmed, and what became of the one on which it leans."""
    days = {key: day and day.isoformat() for key, day in (("until", suspect.until), ("confirmed", suspect.confirmed))}
    return {**suspect._asdict(), "on": entry_object(suspect.on), **days}


def field_object(field: FieldChange) -> dict[str, Any]:
    """One value, before and after."""
    return {
        "field": field.field,
        "label": field.label,
        "kind": field.kind.value,
        "was": field.was,
        "now": field.now,
        "before": field.before,
        "after": field.after,
        "difference": field.difference,
        "look": field.flag.key if field.flag else None,
        "times": field.times,
    }


def amounts_object(amounts: Amounts) -> dict[str, str | None]:
    """Money as exact decimals."""
    return {name: None if amount is None else plain(amount) for name, amount in amounts._asdict().items()}
