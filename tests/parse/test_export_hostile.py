"""Exports that nobody would write but who wants to break the one that reads them."""

from __future__ import annotations

import json

import pytest

from kamgen.model.errors import ContentError
from kamgen.parse.export import parse_export

EXPORT = {
    "format_version": "1.0",
    "kind": "kamgen portfolio",
    "as_of": "2026-11-20",
    "site": "",
    "folder": "content/accounts",
    "accounts": [],
}
ACCOUNT = {"path": "content/accounts/a.md", "plan": "", "touched": "2026-11-01"}


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_that_no_plan_may_name_is_no_day_of_an_export(day: str) -> None:
    for changed in ({"as_of": day}, {"accounts": [ACCOUNT | {"touched": day}]}):
        with pytest.raises(ContentError, match=f"{day}: the year is not between 1900 and 2200"):
            parse_export(json.dumps(EXPORT | changed), "base.json")


def test_versions_are_written_in_plain_digits() -> None:
    with pytest.raises(ContentError, match="format_version"):
        parse_export(json.dumps(EXPORT | {"format_version": "1.\u0663"}), "base.json")
