"""Slugs: file names made safe, and said so."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.places import Fault
from kamgen.parse.plan import derived_slug, slug_of

FOLDER = "content/accounts"


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("halden-marine.md", "halden-marine"),
        ("nordics/halden-marine.md", "halden-marine"),
        ("nordics/halden/index.md", "halden"),
        ("3m.md", "3m"),
        ("a--b.md", "a--b"),
    ],
)
def test_a_slug_is_the_name_of_the_file_or_of_its_folder(path: str, slug: str) -> None:
    assert slug_of(f"{FOLDER}/{path}", FOLDER) == (slug, ())


@pytest.mark.parametrize(
    ("path", "slug", "message"),
    [
        (
            "Halden Marine.md",
            "halden-marine",
            "the file's name `Halden Marine` holds more than lower-case letters, digits and hyphens: "
            "rename the file to `halden-marine.md`",
        ),
        (
            "Łódź Straße/index.md",
            "lodz-strasse",
            "the folder's name `Łódź Straße` holds more than lower-case letters, digits and hyphens: "
            "rename the folder to `lodz-strasse`",
        ),
        ("nul.md", "nul-account", "the file's name `nul` is a device on Windows: rename the file to `nul-account.md`"),
        (
            "index.md",
            "index-account",
            "the file's name `index` is taken by the site's own page: rename the file to `index-account.md`",
        ),
        (
            "日本.md",
            "account-cf2abf0c",
            "the file's name `日本` holds more than lower-case letters, digits and hyphens: "
            "rename the file to `account-cf2abf0c.md`",
        ),
        (
            f"{'x' * 101}.md",
            "x" * 100,
            f"the file's name `{'x' * 57}…` is longer than 100 letters: rename the file to `{'x' * 100}.md`",
        ),
    ],
)
def test_a_name_that_makes_no_slug_is_a_fault_that_says_the_right_one(path: str, slug: str, message: str) -> None:
    assert slug_of(f"{FOLDER}/{path}", FOLDER) == (slug, (("FMT003", Fault("", message)),))


@pytest.mark.parametrize("name", ["con", "CON", "Aux", "com1", "lpt9", "COM¹", "..", ".", "../x", "a/../b", "-rf", ""])
def test_no_name_leads_elsewhere(name: str) -> None:
    slug, _ = slug_of(f"{FOLDER}/{name}.md", FOLDER)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", slug)
    assert slug not in {"con", "aux", "com1", "lpt9", "index"}


@settings(deadline=None)
@given(st.text())
def test_any_name_gives_a_safe_slug_that_is_its_own_slug(name: str) -> None:
    slug = derived_slug(name)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", slug)
    assert len(slug) <= 108
    assert slug_of(f"{FOLDER}/{slug}.md", FOLDER) == (slug, ())
