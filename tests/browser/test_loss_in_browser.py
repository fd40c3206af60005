"""Whom we lose, chosen in the browser: the tables say what `kamgen scenario` says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kamgen.cli.main import cli
from tests.support import ROOT

_FIGURE = re.compile(r"  (.+?): today (.+?), without (.+?), change (.+)")


def opened(context: BrowserContext, demo: Path, choice: str = "") -> Page:
    page = context.new_page()
    page.goto(f"{(demo / 'analysis/loss.html').as_uri()}{choice}")
    return page


def told(*slugs: str) -> str:
    done = CliRunner().invoke(
        cli, ["scenario", "--site", str(ROOT), "--as-of", "2026-11-20", "--lose", ",".join(slugs), "-q"]
    )
    assert done.exit_code == 0, done.output
    return str(done.output)


def rows(page: Page, name: str) -> list[list[str]]:
    found = page.locator(f"#{name} tbody tr").all()
    return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in found]


@pytest.mark.parametrize(
    "slugs",
    [("lowenbrugg-chemie",), ("skarvoy-group",), ("tarnbeck-water", "drieveen", "skarvoy-havbruk"), ("nahr-al-shifa",)],
)
def test_the_tables_say_what_the_command_says(demo: Path, context: BrowserContext, slugs: tuple[str, ...]) -> None:
    page, said = opened(context, demo, f"#lose={','.join(slugs)}"), told(*slugs)
    figures = [list(found.groups()) for line in said.splitlines() if (found := _FIGURE.fullmatch(line))]
    assert len(figures) == 10
    assert rows(page, "scenario") == figures
    owners = re.findall(r"^  (.+): accounts (\d+), left (\d+)", said, re.MULTILINE)
    assert [tuple(row[:3]) for row in rows(page, "scenario_owners")] == owners
    measures = re.findall(
        r"^  (.+): met (\d+), measured (\d+), met left (\d+), measured left (\d+)", said, re.MULTILINE
    )
    assert [tuple(row) for row in rows(page, "scenario_service")] == measures
    going = said.split("Accounts that go")[1].splitlines()[1:]
    assert sorted(row[0] for row in rows(page, "scenario_accounts")) == sorted(
        line.strip().split(": owner")[0] for line in going if line
    )


def test_accounts_are_added_by_name_and_taken_back(demo: Path, context: BrowserContext) -> None:
    page = opened(context, demo)
    expect(page.get_by_role("heading", name="If we lose Löwenbrugg Chemie", exact=True)).to_be_visible()
    page.get_by_role("combobox", name="Lose").fill("tarnbeck water")
    expect(page.get_by_role("heading", name="If we lose Löwenbrugg Chemie, Tarnbeck Water")).to_be_visible()
    assert page.evaluate("location.hash") == "#lose=lowenbrugg-chemie,tarnbeck-water"
    page.get_by_role("button", name="Keep Löwenbrugg Chemie").click()
    expect(page.get_by_role("heading", name="If we lose Tarnbeck Water", exact=True)).to_be_visible()
    assert rows(page, "scenario") == rows(opened(context, demo, "#lose=tarnbeck-water"), "scenario")
    page.get_by_role("button", name="Keep Tarnbeck Water").click()
    expect(page.get_by_role("heading", name="If we lose nobody")).to_be_visible()
    assert {row[1] == row[2] for row in rows(page, "scenario")} == {True}


def test_without_script_the_page_has_the_largest_and_each_account_alone(demo: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, demo)
    said = told("lowenbrugg-chemie")
    assert rows(page, "scenario") == [list(f.groups()) for line in said.splitlines() if (f := _FIGURE.fullmatch(line))]
    assert len(rows(page, "loss")) == len(rows(page, "loss_plans")) == 15
    context.close()
