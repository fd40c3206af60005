"""What is different between two versions of one plan."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from kamgen.compare.edited import ReviewContext
from kamgen.compare.entries import (
    EntryGroup,
    EntryIdentity,
    PlanEntry,
    Sort,
    Values,
    absent,
    identity_key,
    identity_of,
    label_of,
    pairs_of_groups,
    sort_of,
)
from kamgen.compare.matching import Key, match, similarity
from kamgen.compare.prose import compare_sections
from kamgen.compare.review_flags import flag_entry, flag_field
from kamgen.compare.value_format import difference, same, value_of
from kamgen.facts.own import own_values
from kamgen.model.change import (
    ChangeKind,
    EntryChange,
    FieldChange,
    PlanChange,
    ReviewFlag,
    ValueKind,
)
from kamgen.model.config import SiteConfig
from kamgen.model.fields import Field
from kamgen.model.plan import Plan
from kamgen.rules.codes import FaultCode


def compare_plans(before: Plan, after: Plan, site: SiteConfig, as_of: date) -> PlanChange:
    """What is different between two versions of one plan; nothing when only the way it is written is.

    A plan that cannot be read on one side differs in just that.
    """
    sections = compare_sections(before.body, after.body, before.body_line, after.body_line)
    if before.readable != after.readable:
        return PlanChange((_readable(after),))
    if not after.readable:
        return PlanChange((), sections)
    context = ReviewContext(site, site.calendar(), as_of, before.front, after.front)
    sides = _Sides(context, Unparsed(before), Unparsed(after))
    entries = [entry for one, other in pairs_of_groups(before, after) for entry in _compare_groups(one, other, sides)]
    return PlanChange(tuple(_with_own(entries, before, after, site)), sections)


def _with_own(entries: list[EntryChange], before: Plan, after: Plan, site: SiteConfig) -> list[EntryChange]:
    """The same with the team's own fields (`[fields]` in site.toml) among those of the plan itself."""
    one, other = ({each.key: each.value for each in own_values(plan.own, site)} for plan in (before, after))
    fields = []
    for key, field in site.fields.items():
        if (key in one, one.get(key)) != (key in other, other.get(key)):
            was, now = (plan.own.get(key) if key in said else None for plan, said in ((before, one), (after, other)))
            words = [" ".join((text or "").split()) for text in (was, now)]
            fields.append(FieldChange(key, field.name or key, ValueKind.TEXT, was, now, words[0], words[1], ""))
    if not fields:
        return entries
    line = after.lines([fields[0].field])[fields[0].field]
    plain = EntryChange("", "plan", ChangeKind.CHANGED, "", "", (), line)
    known = next((entry for entry in entries if not entry.group), plain)
    return [known._replace(fields=(*known.fields, *fields)), *(entry for entry in entries if entry.group)]


def _readable(after: Plan) -> EntryChange:
    was, now, flag = "can be read", "cannot be read", ReviewFlag.FORMAT_ERROR
    if after.readable:
        was, now = now, was
    field = FieldChange("", "front matter", ValueKind.TEXT, was, now, was, now, "", None if after.readable else flag)
    return EntryChange("", "plan", ChangeKind.CHANGED, "", "", (field,), 1)


class _Sides(NamedTuple):
    """Two versions of a plan, and what their changes are judged on."""

    context: ReviewContext
    before: Unparsed
    after: Unparsed


def _compare_groups(before: EntryGroup, after: EntryGroup, sides: _Sides) -> Iterator[EntryChange]:
    """The entries that differ, in the order they have now, then those that are gone."""
    identity = identity_of(after)
    pairs = _pairs(before, after, identity)
    unknown_now = _are_unknown(after.key, sum(other is None for _, other in pairs), sides.after)
    unknown_before = _are_unknown(after.key, sum(one is None for one, _ in pairs), sides.before)
    for one, other in pairs:
        if (other is None and unknown_now) or (one is None and unknown_before) or _is_unread(after, one, other, sides):
            continue
        change = _compare_entries(after, identity, one, other, sides)
        if change is not None:
            yield change


def _pairs(
    before: EntryGroup, after: EntryGroup, identity: EntryIdentity
) -> list[tuple[PlanEntry | None, PlanEntry | None]]:
    if before.sort is Sort.GROUP:
        return [(next(iter(before.entries), None), next(iter(after.entries), None))]
    keys: list[Key[Values]] = [
        partial(_all_values, {field.key: sort_of(field) for field in after.fields}),
        *(partial(_named, names) for names in identity.keys),
    ]
    one, other = [row.values for row in before.entries], [row.values for row in after.entries]
    return [
        (before.entries[was] if was is not None else None, after.entries[now] if now is not None else None)
        for was, now in match(one, other, keys, similarity(one, other, identity, after.fields))
    ]


def _all_values(sorts: Mapping[str, Sort], values: Values) -> Hashable:
    """All that an entry says."""
    return tuple([_plain(sorts.get(key, Sort.TEXT), value) for key, value in values.items()])


def _plain(sort: Sort, value: object) -> Hashable:
    """A value without what says nothing of it: white space, and the order of a list."""
    if isinstance(value, tuple) and sort is Sort.LIST:
        return frozenset(_plain(Sort.TEXT, item) for item in value)
    return " ".join(value.split()) if isinstance(value, str) else repr(value) if isinstance(value, dict) else value


def _named(names: tuple[str, ...], values: Values) -> Hashable:
    """What an entry is known by, unless what comes first in that is not given."""
    found = tuple(identity_key(values[name]) for name in names)
    return found if found[0] is not None else None


def _are_unknown(group: str, missing: int, side: Unparsed) -> bool:
    """Whether entries that one side does not have may be just those that could not be read there."""
    return bool(missing) and (side.plan.left_out.get(group, 0) >= missing or side.group(group))


def _is_unread(group: EntryGroup, before: PlanEntry | None, after: PlanEntry | None, sides: _Sides) -> bool:
    """Whether a key of a mapping is there on one side, and cannot be read on the other."""
    if group.sort is not Sort.TABLE or (before is not None and after is not None):
        return False
    side, row = (sides.after, before) if before is not None else (sides.before, after)
    return row is not None and side.field(row.key, True)


def _compare_entries(
    group: EntryGroup, identity: EntryIdentity, before: PlanEntry | None, after: PlanEntry | None, sides: _Sides
) -> EntryChange | None:
    one, other = before and before.values, after and after.values
    fields = tuple(_fields(group, before, after, sides))
    if before is not None and after is not None and not fields:
        return None
    title = identity.title(other if other is not None else one or {})
    former = identity.title(one) if one is not None and other is not None else title
    kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else ChangeKind.CHANGED
    flag = flag_entry(group.key, one, other, sides.context) if one is None or other is None else None
    line = _line(before, after, sides, fields)
    return EntryChange(group.key, identity.noun, kind, title, "" if former == title else former, fields, line, flag)


def _line(before: PlanEntry | None, after: PlanEntry | None, sides: _Sides, fields: tuple[FieldChange, ...]) -> int:
    """Where an entry begins; of the plan's own fields the first that differs."""
    row, plan = (after, sides.after.plan) if after is not None else (before, sides.before.plan)
    key = (row.key if row else "") or (fields[0].field if fields else "")
    return plan.lines([key])[key]


def _fields(
    group: EntryGroup, before: PlanEntry | None, after: PlanEntry | None, sides: _Sides
) -> Iterator[FieldChange]:
    for field in group.fields:
        was = before.values[field.key] if before is not None else None
        now = after.values[field.key] if after is not None else None
        if before is None or after is None:
            if not absent(field, was if after is None else now):
                given = after.values if after else before.values if before else {}
                yield _on_scale(_field_change(field, was, now, "", sides.context), given, given)
        elif not same(sort_of(field), was, now, sides.context.calendar) and not _unknown(field, before, after, sides):
            unit = str(after.values.get("unit") or "")
            change = _on_scale(_field_change(field, was, now, unit, sides.context), before.values, after.values)
            if flag := flag_field(group.key, field.key, before.values, after.values, sides.context):
                row, side = (before, sides.before) if change.now is None else (after, sides.after)
                key = f"{row.key}.{field.key}" if row.key else field.key
                change = change._replace(flag=flag, line=side.plan.lines([key])[key])
            yield change


def _on_scale(change: FieldChange, before: Values, after: Values) -> FieldChange:
    """A score with the scale that it stands on: ``6 of 10``."""
    if change.field != "score" or "scale" not in after:
        return change
    return change._replace(
        before=f"{change.before} of {before['scale']}" if change.before else "",
        after=f"{change.after} of {after['scale']}" if change.after else "",
    )


def _unknown(field: Field, before: PlanEntry, after: PlanEntry, sides: _Sides) -> bool:
    for side, row in ((sides.before, before), (sides.after, after)):
        key = f"{row.key}.{field.key}" if row.key else field.key
        if side.field(key, absent(field, row.values[field.key])) or (
            sort_of(field) is Sort.LIST and key in side.plan.left_out
        ):
            return True
    return False


def _field_change(field: Field, was: object, now: object, unit: str, context: ReviewContext) -> FieldChange:
    sort, key, label = sort_of(field), field.key, label_of(field)
    one, other = value_of(sort, was, context.calendar), value_of(sort, now, context.calendar)
    if one.raw is not None and other.raw is not None and one.kind is not other.kind:
        return FieldChange(key, label, ValueKind.TEXT, one.text, other.text, one.text, other.text, "")
    kind = one.kind if other.raw is None else other.kind
    words = difference(sort, was, now, unit, context.calendar)
    return FieldChange(key, label, kind, one.exact, other.exact, one.text, other.text, words)


_LEANS_ON = {"scale": "score"}
"""What is left out together with the key beside it."""
_STAND_IN = frozenset(["name", "owner", "category"])
"""Read as something else when they cannot be read."""


class Unparsed:
    """Asks one plan what it says nothing of because that could not be read.

    A fault without a key may stand for those that are too many to be listed.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._keys = frozenset(
            fault.key
            for code, fault in plan.faults
            if not fault.on_key and (fault.key or code == FaultCode.INVALID_VALUE)
        )

    def field(self, key: str, is_absent: bool) -> bool:
        """Whether the value at ``key``, which is absent or not, is not known."""
        if not self._keys or not (is_absent or key in _STAND_IN):
            return False
        if key.startswith("@"):
            return any(each.startswith(f"{key.partition(':')[0]}:") for each in self._keys)
        around, _, name = key.rpartition(".")
        place = self.plan.at(key)
        mark = (
            f"@{place.line}:{place.column}-{place.end_column}"  # as faults name it where entries beside it are left out
        )
        leaning = name in _LEANS_ON and self.field(f"{around}.{_LEANS_ON[name]}", True)
        return leaning or "" in self._keys or key in self._keys or mark in self._keys

    def group(self, key: str) -> bool:
        """Whether nothing is known of the group at ``key``."""
        outer = key.partition(".")[0]
        missing = getattr(self.plan.front, outer, None) is None
        return any(each in ("", key, outer) or (missing and each.startswith(f"{outer}.")) for each in self._keys)
