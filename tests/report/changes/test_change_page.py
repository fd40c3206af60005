"""The page for the browser: it stands alone, runs nothing, and shows what people wrote as what it is."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from kamgen.report.changes.html import render
from tests.hostile import NASTY
from tests.records import replace
from tests.report.changes.change_samples import COMPARISON, HALDEN, NO_PLAN, NOTHING, OPTIONS, comparison, hostile


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_style_sheet_is_the_one_that_the_policy_names() -> None:
    page = render(COMPARISON, OPTIONS)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in page


@pytest.mark.parametrize("text", ["plain", *NASTY])
def test_a_page_asks_for_nothing_and_runs_nothing(text: str) -> None:
    tags = Tags(render(comparison(hostile(text)), OPTIONS)).found
    assert [tag for tag, _ in tags if tag in ("script", "img", "link", "iframe", "object", "form", "base")] == []
    assert [name for _, attrs in tags for name in attrs if name.startswith("on") or name in ("src", "style")] == []
    hrefs = [attrs["href"] or "" for tag, attrs in tags if tag == "a"]
    assert [href for href in hrefs if not href.startswith(("https://git.example/plans/", "#account-"))] == []


def test_a_page_shows_no_character_that_turns_text_round() -> None:
    assert "\\u202eevil" in render(comparison(hostile("\u202eevil")), OPTIONS)
    assert "\u202e" not in render(comparison(hostile("\u202eevil")), OPTIONS)


def test_a_page_says_what_was_and_what_is() -> None:
    page = render(COMPARISON, OPTIONS)
    assert "<h1>1 account changed, 1 added, 1 removed</h1>" in page
    assert '<del>1.3M</del> <span class="arrow">→</span> <ins>1.1M</ins>' in page
    assert '<i>not given</i> <span class="arrow">→</span> <ins>Shipbuilding</ins>' in page
    assert "<del>hesitates about it</del> <ins>plans a second *yard*</ins>" in page
    assert 'href="https://git.example/plans/-/blob/main/content/accounts/halden.md#L7"' in page


def test_without_a_web_view_places_are_words() -> None:
    page = render(COMPARISON, OPTIONS._replace(source_url=""))
    assert '<span class="place">content/accounts/halden.md:7</span>' in page
    assert "https://" not in page


def test_what_went_with_a_removed_account_is_not_told_twice() -> None:
    account = render(COMPARISON, OPTIONS).split('id="account-1"')[1].split("</details>")[0]
    assert "promise “Answer”" in account
    assert "⚠" not in account
    assert 'class="flag"' not in account


def test_many_accounts_are_folded() -> None:
    assert render(comparison(*[HALDEN] * 12), OPTIONS).count(" open>") == 12
    assert render(comparison(*[HALDEN] * 13), OPTIONS).count(" open>") == 0


def test_nothing_changed_is_said() -> None:
    page = render(NOTHING, OPTIONS)
    assert "<h1>No change</h1>" in page
    assert "The plans and site.toml say the same on both sides." in page
    assert "<table>" not in page


def test_what_to_write_stands_as_code_on_the_page() -> None:
    assert "under <code>promises</code>, each with <code>promise</code>" in render(COMPARISON, OPTIONS)


def test_an_account_that_only_lies_elsewhere_is_moved() -> None:
    assert HALDEN.before is not None
    before = HALDEN.before._replace(path="content/accounts/old/halden.md")
    page = render(comparison(replace(HALDEN, before=before, plan=NO_PLAN)), OPTIONS)
    assert "<h1>1 account moved</h1>" in page
    assert page.count('<span class="kind changed">moved</span>') == 2
