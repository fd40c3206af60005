"""What only a browser shows: the demo site from disk and under a sub-path, as readers use it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import TOOLS, Scheme, Visit, violations
from tests.support import ROOT

KINDS = (
    "index.html",
    "accounts/drieveen.html",
    "accounts/galvanika-svratka.html",
    "accounts/nahr-al-shifa.html",
    "sources/nahr-al-shifa.html",
    "elements/feedback.html",
    "rules/index.html",
    "rules/FBK002.html",
    "people/index.html",
    "people/fiona-macrae.html",
    "categories/strategic.html",
    "handover/eleni-kostaki.html",
    *(f"analysis/{name}.html" for name in ("index", "dependence", "placement", "threats", "whitespace", "year")),
    "actions.html",
    "findings.html",
    "search.html",
    "404.html",
)
"""One page, or more, of each kind."""


def names(page: Page) -> list[str]:
    """The accounts that the portfolio's table shows, from top to bottom."""
    return page.locator("table[data-filter=accounts] tbody tr:visible th[scope=row]").all_inner_texts()


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_silent_and_ask_no_other_host(visit: Visit, kind: str) -> None:
    visit.open(kind).wait_for_load_state("networkidle")
    assert (visit.said, visit.strangers) == ([], [])


def test_the_table_sorts_by_a_column_both_ways(visit: Visit) -> None:
    page = visit.open("index.html")
    button = page.locator("table[data-filter=accounts] thead th", has_text="Gaps").get_by_role("button")
    gaps = page.locator("table[data-filter=accounts] tbody tr td:nth-child(11)")
    button.focus()
    page.keyboard.press("Enter")
    down = [int(text) for text in gaps.all_inner_texts()]
    assert down == sorted(down, reverse=True)
    assert down[0] > down[-1]
    page.keyboard.press("Enter")
    assert [int(text) for text in gaps.all_inner_texts()] == sorted(down)
    expect(page.locator("table[data-filter=accounts] thead th[aria-sort]")).to_have_attribute("aria-sort", "ascending")


def test_the_filter_finds_names_whatever_their_accents_and_says_how_many(visit: Visit) -> None:
    page = visit.open("index.html")
    form = page.get_by_role("search", name="Filter accounts")
    form.get_by_role("searchbox").fill("skarvoy")
    assert [name.split("\n")[0] for name in names(page)] == ["Skarvøy Havbruk", "Skarvøy Marine Oils", "Skarvøy Group"]
    expect(form.locator("output")).to_have_text("3 of 16 accounts")


def test_the_filter_selects_by_owner(visit: Visit) -> None:
    page = visit.open("index.html")
    page.get_by_label("Owner").select_option("Fiona Macrae")
    assert names(page) == ["Tarnbeck Water", "Strathullin Distillers"]


def test_search_from_any_page_finds_words_of_a_plan(visit: Visit) -> None:
    page = visit.open("accounts/drieveen.html")
    page.locator(".site-head").get_by_role("searchbox").fill("false alarms")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"search\.html\?q=false"))
    first = page.locator("#results li a").first
    expect(first).to_have_text("Tarnbeck Water")
    first.click()
    page.wait_for_url(re.compile(r"accounts/tarnbeck-water\.html$"))
    assert (visit.said, visit.strangers) == ([], [])


def test_links_between_accounts_work_from_anywhere(visit: Visit) -> None:
    page = visit.open("accounts/skarvoy-group.html")
    page.get_by_role("link", name="Skarvøy Havbruk").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skarvøy Havbruk")


def test_colours_can_be_switched_and_are_remembered(visit: Visit) -> None:
    page = visit.open("index.html")
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    visit.open("findings.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_keyboard_reaches_the_content_first(visit: Visit) -> None:
    page = visit.open("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_violations(browser: Browser, demo: Path, kind: str, scheme: Scheme) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{demo.as_uri()}/{kind}")
    found = violations(page, scheme)
    context.close()
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_pages_fit_a_phone(browser: Browser, demo: Path, kind: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{demo.as_uri()}/{kind}")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width == 360


def test_inline_scripts_and_styles_are_refused_by_the_policy(context: BrowserContext, demo: Path) -> None:
    page = context.new_page()
    page.goto(f"{demo.as_uri()}/index.html")
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran === undefined")


def test_the_browser_tools_are_those_that_are_pinned() -> None:
    assert (TOOLS.parent / "package.json").read_text("utf-8") == (ROOT / "tests/browser/package.json").read_text(
        "utf-8"
    )
