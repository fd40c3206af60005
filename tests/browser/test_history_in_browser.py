"""What only a browser shows of history: folds, filters and prints of pages that tell of the past."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Scheme, violations
from tests.browser.test_html_validity import errors
from tests.render.history_samples import write_demo_with_history

KINDS = ("index.html", "changes.html", "slippage.html", "accounts/drieveen.html", "people/maartje-vos.html")
_SHEET = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo portfolio, of which every second account has a past."""
    output = tmp_path_factory.mktemp("past")
    write_demo_with_history(output)
    return output


def opened(context: BrowserContext, past: Path, kind: str) -> Page:
    page = context.new_page()
    page.goto(f"{past.as_uri()}/{kind}")
    return page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_with_history_have_no_accessibility_violations(
    browser: Browser, past: Path, kind: str, scheme: Scheme
) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = opened(context, past, kind)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    found = violations(page, scheme)
    context.close()
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_pages_with_history_fit_a_phone(browser: Browser, past: Path, kind: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = opened(context, past, kind)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width == 360


def test_every_page_with_history_is_valid(past: Path) -> None:
    assert errors(past) == []


def test_the_policy_refuses_nothing_of_a_page_with_history(context: BrowserContext, past: Path) -> None:
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    for kind in KINDS:
        page.goto(f"{past.as_uri()}/{kind}")
    assert said == []


def test_older_versions_are_folded_until_they_are_asked_for(context: BrowserContext, past: Path) -> None:
    page = opened(context, past, "accounts/drieveen.html")
    fold = page.locator("#s\\.log details")
    expect(page.locator("#s\\.log > ol > li")).to_have_count(10)
    expect(fold.get_by_text("the plan was added")).to_be_hidden()
    fold.get_by_text("4 older versions").click()
    expect(fold.get_by_text("the plan was added")).to_be_visible()


def test_changes_are_found_by_the_name_of_their_account(context: BrowserContext, past: Path) -> None:
    page = opened(context, past, "changes.html")
    form = page.get_by_role("search", name="Filter versions")
    form.get_by_role("searchbox").fill("drieveen")
    expect(form.locator("output")).to_have_text("3 of 25 versions")
    expect(page.locator(".news tbody:visible")).to_have_count(1)
    expect(page.locator(".news tbody:visible th")).to_contain_text("Zuivelcoöperatie Drieveen")


def test_the_ledger_sorts_by_days_and_selects_by_who_moved(context: BrowserContext, past: Path) -> None:
    page = opened(context, past, "slippage.html")
    table = page.locator("table[data-filter=moves]")
    table.get_by_role("button", name="Difference").click()
    days = [text.strip() for text in table.locator("tbody tr td:nth-child(6)").all_inner_texts()]
    assert days == ["+31 days"] * 8 + ["+12 days"] * 8 + ["−200k, −15.4%"] * 8
    page.locator(".filters label", has_text=re.compile("^By")).locator("select").select_option("Per Moe")
    expect(table.locator("tbody tr:visible")).to_have_count(8)


def test_slippage_is_read_on_a_phone_without_moving_tables_sideways(browser: Browser, past: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = opened(context, past, "slippage.html")
    wider = page.evaluate("[...document.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth)")
    heading = page.get_by_role("button", name="Three times or more").bounding_box()
    context.close()
    assert wider == [0, 0]
    assert heading is not None
    assert heading["x"] + heading["width"] <= 390


def test_an_account_with_history_prints_its_pack_alone_on_two_pages(context: BrowserContext, past: Path) -> None:
    page = opened(context, past, "accounts/drieveen.html")
    assert 1 <= len(_SHEET.findall(page.pdf(format="A4"))) <= 2
    page.emulate_media(media="print")
    expect(page.locator("#s\\.log")).to_be_hidden()
    expect(page.locator(".pack")).to_be_visible()
