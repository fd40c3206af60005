"""What an account's page prints: its review pack, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

_SHEET = re.compile(rb"/Type\s*/Page\b")


def printed(context: BrowserContext, page: Path) -> Page:
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.emulate_media(media="print")
    return tab


def test_every_account_prints_on_at_most_two_pages(demo: Path, context: BrowserContext) -> None:
    tab = context.new_page()
    sheets = {}
    for page in sorted((demo / "accounts").glob("*.html")):
        tab.goto(page.as_uri())
        sheets[page.stem] = len(_SHEET.findall(tab.pdf(format="A4")))
    assert len(sheets) == 16
    assert {account: count for account, count in sheets.items() if not 1 <= count <= 2} == {}


def test_the_pack_holds_what_a_review_of_the_account_needs(demo: Path, context: BrowserContext) -> None:
    pack = printed(context, demo / "accounts/fjallvik-massa.html").locator(".pack")
    expect(pack.get_by_role("heading", name="Fjällvik Massa")).to_be_visible()
    expect(pack).to_contain_text("Astrid Lundell · Strategic")
    expect(pack.locator("time")).to_have_text("2026-11-20")
    expect(pack.locator("dl > div").first).to_contain_text(re.compile(r"Checklist\s*90, 1 waived\s*on course"))
    expect(pack.locator("ol > li")).to_have_count(9)
    expect(pack.get_by_role("listitem").filter(has_text="Prove: Hand over the root cause")).to_be_visible()
    expect(pack.get_by_role("listitem").filter(has_text="Root cause in writing")).to_contain_text("21 days late")


def test_paper_shows_the_pack_alone_and_the_screen_all_but_the_pack(demo: Path, context: BrowserContext) -> None:
    tab = printed(context, demo / "accounts/drieveen.html")
    around = tab.locator("main > :not(.pack), .site-head, .site-foot, .skip")
    assert [each for each in around.all() if each.is_visible()] == []
    tab.emulate_media(media="screen")
    expect(tab.locator(".pack")).to_be_hidden()
    expect(tab.locator("h1")).to_be_visible()


def test_other_pages_print_as_they_are(demo: Path, context: BrowserContext) -> None:
    expect(printed(context, demo / "index.html").locator("h1")).to_be_visible()
