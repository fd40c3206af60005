"""An exported portfolio, read back: the plans and site.toml that a comparison begins from."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as NotBase64
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from kamgen.model.errors import ContentError
from kamgen.model.source import Content, Source
from kamgen.model.values import YEARS

_AGAIN = "write it anew with `kamgen export -o FILE`, with this version of kamgen"


class _Account(Struct):
    path: Annotated[str, Meta(min_length=1)]
    score: int | None = None
    refusal: str = ""
    touched: str | None = None
    plan: str | None = None
    plan_base64: str | None = None


class _File(Struct, kw_only=True):
    format_version: Annotated[str, Meta(pattern=r"^[0-9]+\.[0-9]+$")]
    kind: Literal["kamgen portfolio"]
    as_of: str
    format: int = 1
    site: str
    folder: str
    files: list[str] = []
    accounts: list[_Account]


class Exported(Struct, frozen=True):
    """A portfolio that was exported."""

    as_of: date
    site: str
    content: Content
    touched: dict[str, date]
    """When plans last changed, by path, as far as it was known."""
    format: int
    """The version of kamgen's definitions that it goes by."""
    scores: dict[str, int | None]
    """Checklist scores by path."""


def parse_export(text: str, name: str) -> Exported:
    """What `kamgen export` wrote; ``name`` is how the file is called in errors. Raises `ContentError`."""
    try:
        given: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ContentError(f"{name} is not JSON: {error}", _AGAIN) from None
    version = given.get("format_version") if isinstance(given, dict) else None
    if isinstance(version, str) and version.split(".")[0] != "1":
        raise ContentError(f"{name} has version {version} of the export's format, and this kamgen reads 1.x", _AGAIN)
    try:
        found = msgspec.convert(given, _File)
        plans = tuple(sorted((_source(account) for account in found.accounts), key=lambda source: source.path))
        touched = {each.path: _day(each.touched) for each in found.accounts if each.touched}
        day = _day(found.as_of)
    except (msgspec.ValidationError, ValueError, NotBase64) as error:
        reason = str(error) if isinstance(error, msgspec.ValidationError) else "a date or a plan in it is damaged"
        raise ContentError(f"{name} is not a portfolio that `kamgen export` wrote: {reason}", _AGAIN) from None
    if len({plan.path for plan in plans}) != len(plans):
        raise ContentError(f"{name} has two accounts with one path", _AGAIN)
    content = Content(found.folder, plans, frozenset(found.files))
    scores = {account.path: account.score for account in found.accounts}
    return Exported(day, found.site, content, touched, found.format, scores)


def _source(account: _Account) -> Source:
    if account.plan is not None:
        return Source(account.path, account.plan.encode("utf-8", "surrogatepass"), account.refusal)
    return Source(account.path, b64decode(account.plan_base64 or "", validate=True), account.refusal)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise msgspec.ValidationError(f"{text}: the year is not between {YEARS[0]} and {YEARS[-1]}")
    return day
