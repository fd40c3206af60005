"""`kamgen new`: a plan that is valid at once."""

from __future__ import annotations

import pytest

from tests.cli.small_site import Ran, Shell

ACCOUNTS = "content/accounts"


def new(shell: Shell, name: str, *options: str) -> Ran:
    return shell("new", name, "--category", "strategic", "--owner", "Ingrid Solberg", *options)


def test_writes_a_plan_without_errors(site: Shell) -> None:
    ran = new(site, "Skarvøy & Søn's «Group»")
    assert (ran.code, ran.out) == (
        0,
        "Wrote content/accounts/skarvoy-son-s-group.md. Open it: its comments say what belongs where.\n",
    )
    checked = site("check", f"{ACCOUNTS}/skarvoy-son-s-group.md", "--select", "FMT,LNK")
    assert (
        checked.out == "Checked 1 account as of 2026-11-20: no findings.\nskarvoy-son-s-group: checklist score 0, act\n"
    )


def test_every_field_can_be_had(site: Shell) -> None:
    new(site, "Short")
    new(site, "Long", "--full")
    short, full = ((site.folder / ACCOUNTS / name).read_text(encoding="utf-8") for name in ("short.md", "long.md"))
    assert "# waive:" not in short
    assert "# waive:" in full
    assert site("check", f"{ACCOUNTS}/long.md", "--select", "FMT,LNK").code == 0


def test_a_name_in_other_letters_needs_a_slug(site: Shell) -> None:
    ran = new(site, "ООО Нева")
    assert (ran.code, ran.out) == (2, "")
    assert "`ООО Нева` cannot be spelt in a to z: give the file's name, such as `--slug account-" in ran.err
    assert new(site, "ООО Нева", "--slug", "neva").code == 0
    assert "\nname: ООО Нева\n" in (site.folder / ACCOUNTS / "neva.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", ["../../etc", "Halden", "a b", "", "con", "x" * 101])
def test_a_slug_that_cannot_be_one_is_refused(site: Shell, slug: str) -> None:
    before = sorted(site.folder.rglob("*"))
    assert new(site, "Halden Two", "--slug", slug).code == 2
    assert sorted(site.folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["Halden", "Nord"])
def test_a_plan_that_is_there_is_never_overwritten(site: Shell, name: str) -> None:
    before = {path: path.read_bytes() for path in site.folder.rglob("*.md")}
    ran = new(site, name)
    assert (ran.code, ran.out) == (2, "")
    assert "is already there" in ran.err
    assert {path: path.read_bytes() for path in site.folder.rglob("*.md")} == before


@pytest.mark.parametrize(
    ("category", "hint"),
    [("strategik", "did you mean `strategic`?"), ("zzz", "write one of `strategic`, `growth`, `core`")],
)
def test_an_unknown_category_names_the_nearest(site: Shell, category: str, hint: str) -> None:
    ran = site("new", "X", "--category", category, "--owner", "Y")
    assert (ran.code, ran.err) == (2, f"error: site.toml has no category `{category}`\nhelp: {hint}\n")


def test_without_a_terminal_the_owner_must_be_given(site: Shell) -> None:
    ran = site("new", "X", "--category", "core")
    assert ran.code == 2
    assert ran.err.endswith("Error: a plan needs an owner: give the account manager's name with `--owner`\n")


@pytest.mark.parametrize("name", ["", "  ", "Hal\x1bden", "Hal\u202eden", "Hal\nden"])
def test_a_name_that_cannot_be_seen_is_refused(site: Shell, name: str) -> None:
    ran = new(site, name)
    assert (ran.code, ran.out) == (2, "")
    assert "is empty or holds characters that cannot be seen" in ran.err
