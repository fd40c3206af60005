"""Nothing that stands in a plan runs as code."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext

ACTIVE = """
[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on') || n === 'style')
"""


def test_no_name_runs_as_code_on_any_page(context: BrowserContext, hostile: Path) -> None:
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    for file in sorted(hostile.rglob("*.html")):
        page.goto(file.as_uri())
        assert page.evaluate("window.pwned") is None, file.name
        handlers = page.evaluate(ACTIVE)
        assert handlers == [], file.name
    assert said == []
    assert [url for url in asked if not url.startswith(hostile.as_uri())] == []
    assert sorted(path.name for path in hostile.parent.iterdir()) == ["public", "site"]


def test_search_shows_hostile_names_as_text(context: BrowserContext, hostile: Path) -> None:
    page = context.new_page()
    page.goto(f"{hostile.as_uri()}/search.html?q=window%20pwned")
    page.locator("#results li").first.wait_for()
    assert page.locator("#results script, #results img").count() == 0
    assert page.evaluate("window.pwned") is None
