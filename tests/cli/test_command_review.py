"""`kamgen review`: which account, which review, in which form."""

from __future__ import annotations

import json

import click
import pytest

from kamgen.cli.reports import review
from kamgen.report.agenda import AGENDA_FORMATS
from tests.cli.small_site import HALDEN, Shell

PROMISE = HALDEN.removesuffix("---\n") + "promises:\n  - {promise: Spares, due: 2026-11-10}\n---\n"


@pytest.mark.parametrize(
    "account", ["halden", "content/accounts/halden.md", "./content/accounts/../accounts/halden.md"]
)
def test_takes_a_slug_or_a_path(site: Shell, account: str) -> None:
    ran = site("review", account)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:5] == [
        "Halden Marine, as of 2026-11-20",
        "Health: not scored, 0 of 9 known.",
        "Never held, 4: Client review, Team review, Feedback, Assessment.",
        "",
        "Review with the team",
    ]


def test_a_folder_with_one_plan_is_that_plan(site: Shell) -> None:
    assert site("review", "content/accounts/nordics").out.startswith(
        "Nord, as of 2026-11-20\nHealth: not scored, 0 of 9 known.\nNever held, 4: "
    )


def test_a_folder_with_several_plans_is_none(site: Shell) -> None:
    ran = site("review", "content/accounts")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: `content/accounts` may be any of 2 plans: "
        "content/accounts/halden.md, content/accounts/nordics/nord.md\n"
        "help: give the path of one\n"
    )


@pytest.mark.parametrize("account", ["haldn", "content/accounts/haldn.md"])
def test_an_unknown_account_names_the_nearest(site: Shell, account: str) -> None:
    ran = site("review", account)
    assert (ran.code, ran.err) == (2, f"error: there is no account `{account}`\nhelp: did you mean `halden`?\n")
    assert site("review", "@@@").err.endswith("help: `kamgen check` lists all plans\n")


def test_the_day_decides_what_is_late(site: Shell) -> None:
    site.write("content/accounts/halden.md", PROMISE)
    assert "[10 days late] The promise “Spares” was due 2026-11-10" in site("review", "halden").out
    assert "days late" not in site("review", "halden", "--as-of", "2026-11-10").out


@pytest.mark.parametrize(
    ("party", "reviews"), [("team", ["team"]), ("client", ["client"]), ("both", ["team", "client"])]
)
def test_one_review_or_both(site: Shell, party: str, reviews: list[str]) -> None:
    ran = site("review", "halden", "--with", party, "--output-format", "json")
    assert [review["with"] for review in json.loads(ran.out)["reviews"]] == reviews


def test_json_has_the_place_of_every_item(site: Shell) -> None:
    site.write("content/accounts/halden.md", PROMISE)
    made = json.loads(site("review", "halden", "--output-format", "json", "--with", "team").out)
    [late] = [item for part in made["reviews"][0]["parts"] for item in part["items"] if item["mark"] == "10 days late"]
    assert (late["path"], late["line"], made["format_version"]) == ("content/accounts/halden.md", 6, "1.0")


def test_markdown_can_be_ticked(site: Shell) -> None:
    out = site("review", "halden", "--output-format", "markdown").out
    assert out.startswith(
        "# Halden Marine: agenda, 2026-11-20\n\nHealth: not scored, 0 of 9 known.\n\n"
        "Never held, 4: Client review, Team review, Feedback, "
    )
    assert "\n\n## Review with the team\n" in out
    assert "\n- [ ] " in out


def test_a_plan_that_cannot_be_read_is_mended_first(site: Shell) -> None:
    site.write("content/accounts/broken.md", "---\nname: Broken\n")
    ran = site("review", "broken")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: content/accounts/broken.md cannot be read: ")
    assert ran.err.endswith("help: mend it first: `kamgen check content/accounts/broken.md`\n")


def test_every_format_can_be_asked_for() -> None:
    [option] = [each for each in review.params if each.name == "output_format"]
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(AGENDA_FORMATS)
