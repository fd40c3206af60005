"""The page of a comparison: valid, accessible, and at home on a phone; nothing in it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kamgen.report.changes.html import render
from tests.browser.conftest import Scheme, violations
from tests.browser.test_html_validity import errors
from tests.hostile import NASTY
from tests.report.changes.change_samples import COMPARISON, NOTHING, OPTIONS, comparison, hostile


def test_the_page_is_valid_whatever_plans_say(tmp_path: Path) -> None:
    for number, compared in enumerate([COMPARISON, NOTHING, comparison(*map(hostile, NASTY))]):
        (tmp_path / f"{number}.html").write_text(render(compared, OPTIONS), encoding="utf-8")
    assert errors(tmp_path) == []


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_runs_nothing(browser: Browser, tmp_path: Path, width: int, scheme: Scheme) -> None:
    file = tmp_path / "changes.html"
    file.write_text(render(COMPARISON, OPTIONS), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(file.as_uri())
    assert violations(page, scheme) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_the_policy_lets_the_style_in_and_nothing_else(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "changes.html"
    file.write_text(render(comparison(*map(hostile, NASTY)), OPTIONS), encoding="utf-8")
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert said == []
    assert asked == [file.as_uri()]
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("getComputedStyle(document.querySelector('.cards')).display") == "grid"
    page.close()
