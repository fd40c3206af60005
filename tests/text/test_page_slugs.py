"""File names for people and categories."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kamgen.text.addresses import page_slugs


def test_a_latin_name_is_readable() -> None:
    assert page_slugs(["Ingrid Solberg", "Ødegård Åse", "O'Neill & Söhne"]) == {
        "Ingrid Solberg": "ingrid-solberg",
        "Ødegård Åse": "odegard-ase",
        "O'Neill & Söhne": "o-neill-sohne",
    }


def test_other_scripts_and_reserved_names_get_a_digest() -> None:
    slugs = page_slugs(["山田 花子", "CON", "index", "Ελένη P", "../.."])
    assert [re.sub("[0-9a-f]{10}$", "…", slug) for slug in slugs.values()] == ["h-…", "con-…", "index-…", "p-…", "h-…"]


def test_names_that_would_share_a_file_do_not() -> None:
    slugs = page_slugs(["Per Moe", "per-moe"])
    assert len(set(slugs.values())) == 2
    assert slugs == page_slugs(["per-moe", "Per Moe"])


@given(st.sets(st.text(max_size=80), max_size=12))
def test_every_name_has_a_safe_file_of_its_own(names: set[str]) -> None:
    slugs = page_slugs(names)
    assert len(set(slugs.values())) == len(names)
    assert all(re.fullmatch("[a-z0-9]([a-z0-9-]{0,70}[a-z0-9])?", slug) for slug in slugs.values())
