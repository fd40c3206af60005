"""Which keys of site.toml differ, of those that accounts are judged by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from kamgen.compare.entries import Sort, sort_of
from kamgen.facts.results import is_met, measure_named
from kamgen.model.change import ReviewFlag
from kamgen.model.comparison import SettingChange
from kamgen.model.config import Cadences, SiteConfig
from kamgen.model.fields import Field, Record, fields_of
from kamgen.model.values import Quantity, plain

_SILENT = frozenset(
    [
        "content",
        "build",
        "extra",
        "history",
        "site.title",
        "site.base_url",
        "site.language",
        "site.locale",
        "site.theme",
        "site.source_url",
        "site.commit_url",
    ]
)
"""What says how a site is made and looks."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def compare_settings(before: SiteConfig, after: SiteConfig) -> tuple[SettingChange, ...]:
    """The keys that differ, in the order of site.toml; a key that says what is the case anyway is no change."""
    was, now = dict(_flat(before, "")), dict(_flat(after, ""))
    changes = []
    for key in {**now, **was}:
        (one, before_words), (other, after_words) = (each.get(key, (None, "")) for each in (was, now))
        if one != other:
            flag = None if _is_stricter(key, one, other, after) else ReviewFlag.RULES_EASED
            changes.append(SettingChange(key, before_words, after_words, flag))
    return tuple(changes)


_WORDS_ONLY = ("sections.", "portfolio.offerings", "measures.")
_GROWING = ("fx.", "portfolio.company_revenue.", "categories.")
"""What a portfolio has more of as it grows."""


def _is_stricter(key: str, was: Any, now: Any, site: SiteConfig) -> bool:
    """Whether a key asks for more than before, or only says what there is.

    Shorter cadences, more words, a further target or a higher one, fewer rules left out. What is not known to be
    stricter (weights, rates, thresholds, severities, knock-outs) is to be looked at.
    """
    name = key.rpartition(".")[2]
    if key.startswith(_WORDS_ONLY) and name != "better":
        return True
    if was is None and key.startswith(_GROWING) and not name.endswith("_every"):
        return name != "key"
    if name.endswith("_every"):
        usual = (getattr(site.checklist, name) if key.startswith("categories.") else None) or getattr(Cadences(), name)
        return bool((now or usual).after(_DAY) < (was or usual).after(_DAY))
    if key.startswith(("portfolio.company_targets.", "portfolio.owner_targets.")):
        return now is not None and (was is None or now >= was)
    if key.startswith("checklist.words.") or key == "checklist.fail_under":
        return now is not None and (was is None or now > was)
    if key in ("checklist.ignore", "checklist.select"):
        return _asks_more(was or (), now or (), key == "checklist.select")
    if ".targets." in key and isinstance(was, Quantity) and isinstance(now, Quantity):
        return is_met(now, was, measure_named(site, name)[1].better)
    return False


def _asks_more(was: tuple[str, ...], now: tuple[str, ...], selects: bool) -> bool:
    """Whether a list of codes leaves no rule out that counted before."""
    return (not now or (bool(was) and set(was) <= set(now))) if selects else set(now) <= set(was)


_DAY = date(2026, 1, 1)
"""On which durations in days and in months are held against each other."""


def _flat(record: Record, around: str, is_given: bool = True) -> Iterator[tuple[str, tuple[object, str]]]:
    """Each key with its value, and as TOML has it: empty when it was not given."""
    for field in fields_of(type(record)).values():
        key, value = f"{around}{field.key}", getattr(record, field.name)
        if key not in _SILENT:
            yield from _values(key, value, field, is_given and value != field.default)


def _values(key: str, value: Any, field: Field, is_given: bool) -> Iterator[tuple[str, tuple[object, str]]]:
    if isinstance(value, Record):
        yield from _flat(value, f"{key}.", is_given)
    elif isinstance(value, dict):
        for name, inner in value.items():
            within = f"{key}.{name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)}"
            if isinstance(inner, Record):
                yield within, ("a table", "{}" if is_given else "")
            yield from _values(within, inner, field, is_given)
    elif value is not None:
        yield key, (value, _written(value, sort_of(field)) if is_given else "")


def _written(value: Any, sort: Sort) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Quantity):
        return json.dumps(str(value)) if value.percent else str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_written(item, sort) for item in value)}]"
    if isinstance(value, Decimal):
        return json.dumps(str(Quantity(value, True))) if sort is Sort.PERCENT else plain(value)
    if isinstance(value, int | date):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)
