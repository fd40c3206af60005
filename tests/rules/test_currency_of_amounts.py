"""An amount beside a currency: a right text where it is the plan's, and what to write where it is another."""

from __future__ import annotations

from datetime import date

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.context import Links
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.pipeline import Judge


@pytest.mark.parametrize(
    ("currency", "written", "write", "fixed"),
    [
        ("", "€610k", "write `610k`", "610k"),
        ("", "610k EUR", "write `610k`", "610k"),
        ("", "$610k", "write what it is in EUR, or the right `currency`", None),
        ("currency: USD\n", "$610k", "write `610k`", "610k"),
        ("currency: NOK\n", "610 000 kr", "write `610000`", "610000"),
        ("currency: NOK\n", "€610k", "write what it is in NOK, or the right `currency`", None),
        ("", "610.000 €", "write `610k` or `610`", None),
    ],
)
def test_a_currency_is_told_apart_from_the_plans(currency: str, written: str, write: str, fixed: str | None) -> None:
    front = f"name: H\nowner: I\ncategory: core\n{currency}opportunities: [{{name: P, value: {written}}}]"
    plan = parse_plan(Source("a.md", f"---\n{front}\n---\n".encode()), "")
    site = SiteConfig(fx={"USD": 1, "NOK": 1})  # type: ignore[dict-item]
    (found,) = [each for each in Judge(site, date(2026, 11, 20))(plan, Links("a")).findings if each.code == "FMT003"]
    assert (found.write, found.fix and found.fix.new) == (write, fixed)
