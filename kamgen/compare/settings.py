"""Which keys of site.toml differ, of those that accounts are judged by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from kamgen.compare.entries import Sort, sort_of
from kamgen.model.comparison import SettingChange
from kamgen.model.config import SiteConfig
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
    return tuple(
        SettingChange(key, was.get(key, (None, ""))[1], now.get(key, (None, ""))[1])
        for key in {**now, **was}
        if was.get(key, (None, ""))[0] != now.get(key, (None, ""))[0]
    )


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
