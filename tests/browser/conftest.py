"""The demo site in headless Chromium: built once, opened from disk and from a web server under a sub-path.

Nothing here skips. Where Chromium is missing the tests fail: install it, or deselect with -m 'not browser'.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.hostile import hostile_site
from tests.support import ROOT, build_site

TOOLS = ROOT / ".venv/share/browser-tools/node_modules"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

Scheme = Literal["light", "dark"]
"""What the reader's system asks for."""


def violations(page: Page, scheme: Scheme) -> list[list[object]]:
    """What axe finds on a page that is open. In the dark only colours differ, so only they are looked at again."""
    rules = {} if scheme == "light" else {"runOnly": ["color-contrast", "link-in-text-block"]}
    page.add_script_tag(path=TOOLS / "axe-core/axe.min.js")
    found: list[list[object]] = page.evaluate(
        "async rules => (await axe.run(rules)).violations.map(v => [v.id, v.nodes.map(n => n.html)])", rules
    )
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo portfolio, built."""
    output = tmp_path_factory.mktemp("demo") / "team" / "accounts"
    build_site(ROOT, output)
    return output


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site full of hostile names, built; nothing but the site may stand in the folder above it."""
    folder = tmp_path_factory.mktemp("hostile")
    build_site(hostile_site(folder / "site"), folder / "public")
    return folder / "public"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield chromium
        chromium.close()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture(scope="session")
def server(demo: Path) -> Iterator[str]:
    """The demo site on a web server, two folders below its root."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(demo.parent.parent)))
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/team/accounts"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@pytest.fixture(params=["from disk", "under a sub-path"])
def address(request: pytest.FixtureRequest, demo: Path) -> str:
    """Where the site is opened from."""
    return demo.as_uri() if request.param == "from disk" else str(request.getfixturevalue("server"))


@dataclass
class Visit:
    """A tab that notes everything it says and asks for."""

    page: Page
    home: str
    said: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """Open a page of the site."""
        self.page.goto(f"{self.home}/{url}")
        return self.page


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile at desktop width."""
    fresh = browser.new_context(viewport={"width": 1440, "height": 900})
    yield fresh
    fresh.close()


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Visit:
    """A tab on the site."""
    page = context.new_page()
    made = Visit(page, address)
    page.on("console", lambda message: made.said.append(message.text))
    page.on("pageerror", lambda error: made.said.append(str(error)))
    page.on("request", lambda asked: made.strangers.append(asked.url) if not asked.url.startswith(address) else None)
    return made
