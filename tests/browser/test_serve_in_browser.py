"""`kamgen serve` as a writer sees it: pages that follow each save, and stay where they were."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kamgen.cache import LayeredCache, NullCache
from kamgen.cli.serve import maker
from kamgen.cli.terminal import Terminal
from kamgen.engine.worker_pool import WorkerPool
from kamgen.serve.change_queue import ChangeQueue
from kamgen.serve.rebuild_log import problem_of
from kamgen.serve.server import Server, start_server
from kamgen.serve.state import LiveSite
from tests.support import ROOT

PLAN = "content/accounts/tarnbeck-water.md"


@dataclass
class Desk:
    """A site on disk and its server; after a save the site is made anew, as `kamgen serve` does."""

    root: Path
    page: Page
    live: LiveSite
    server: Server
    said: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        self.page.goto(f"http://127.0.0.1:{self.server.server_port}/{url}")
        self.page.evaluate("window.untouched = true")
        return self.page

    def save(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file, everywhere."""
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        self.live.rebuild(0)

    def is_same_document(self) -> bool:
        """Whether the page was never loaded anew."""
        return self.page.evaluate("window.untouched === true") is True


def serving(live: LiveSite, port: int = 0) -> Server:
    server = start_server("127.0.0.1", port, live, lambda: "/")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


def live_site(root: Path, run: str = "run") -> LiveSite:
    make = maker(
        LayeredCache(NullCache()),
        WorkerPool(),
        root,
        (None, False),
        lambda: date(2026, 11, 20),
        Terminal(True, False, True),
    )
    return LiveSite(make, ChangeQueue(), lambda error: problem_of(error, [root]), run)


@pytest.fixture
def desk(tmp_path: Path, context: BrowserContext) -> Iterator[Desk]:
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "site.toml", tmp_path)
    live = live_site(tmp_path)
    live.rebuild(0)
    made = Desk(tmp_path, context.new_page(), live, serving(live))
    made.page.on("console", lambda message: made.said.append(message.text))
    made.page.on("pageerror", lambda error: made.said.append(str(error)))
    yield made
    made.live.close()
    made.server.shutdown()
    made.server.server_close()


def test_a_save_is_seen_without_a_reload(desk: Desk) -> None:
    page = desk.open("accounts/tarnbeck-water.html")
    desk.save(PLAN, "name: Tarnbeck Water", "name: Tarnbeck Rivers")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarnbeck Rivers")
    expect(page).to_have_title(re.compile("Tarnbeck Rivers"))
    assert desk.is_same_document()
    assert desk.said == []


def test_a_page_that_does_not_change_is_left_alone(desk: Desk) -> None:
    page = desk.open("accounts/tarnbeck-water.html")
    page.evaluate("document.querySelector('main').kept = true")
    with page.expect_response("**/accounts/tarnbeck-water.html"):
        desk.save("content/accounts/skarvoy-group.md", "name: Skarvøy Group", "name: Skarvøy Holding")
    assert page.evaluate("document.querySelector('main').kept")


def top(page: Page) -> float:
    """Where the metrics stand in the window, in pixels."""
    return float(page.locator("[id='s.metrics']").evaluate("part => part.getBoundingClientRect().top"))


def test_a_finding_that_is_mended_goes_and_the_reader_stays_where_he_was(desk: Desk) -> None:
    page = desk.open("accounts/tarnbeck-water.html")
    page.locator("[id='s.metrics']").evaluate("part => part.scrollIntoView({ behavior: 'instant' })")
    page.locator(".toc summary").evaluate("summary => summary.parentElement.open = false")
    before = top(page)
    desk.save(PLAN, "name: Tarnbeck Water", "nmae: x\nname: Tarnbeck Rivers")
    mistakes = page.locator("[id='s.mistakes']")
    expect(mistakes).to_contain_text("nmae")
    assert top(page) == pytest.approx(before, abs=1)
    desk.save(PLAN, "nmae: x\n", "")
    expect(mistakes).to_have_count(0)
    assert top(page) == pytest.approx(before, abs=1)
    assert page.locator(".toc details").evaluate("part => part.open") is False
    assert desk.is_same_document()


def test_filter_order_and_focus_outlive_a_save(desk: Desk) -> None:
    page = desk.open("index.html")
    page.locator("table[data-filter=accounts] thead th", has_text="Gaps").get_by_role("button").click()
    box = page.get_by_role("search", name="Filter accounts").get_by_role("searchbox")
    box.fill("skarv")
    before = page.locator("table[data-filter=accounts] tbody tr:visible th[scope=row] a").all_inner_texts()
    desk.save("content/accounts/skarvoy-group.md", "name: Skarvøy Group", "name: Skarvøy Holding")
    expect(page.locator("table[data-filter=accounts]")).to_contain_text("Skarvøy Holding")
    after = page.locator("table[data-filter=accounts] tbody tr:visible th[scope=row] a").all_inner_texts()
    assert after == [name.replace("Group", "Holding") for name in before]
    assert len(after) == 3
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    expect(box).to_be_focused()
    page.keyboard.type("øy h")
    expect(page.get_by_role("search", name="Filter accounts").locator("output")).to_have_text(re.compile(r" of 16 "))
    assert desk.is_same_document()
    assert desk.said == []


def test_a_mistake_in_site_toml_is_shown_over_the_page_until_it_is_mended(desk: Desk) -> None:
    page = desk.open("accounts/tarnbeck-water.html")
    desk.save("site.toml", "[site]\n", "[site]\ntitel = 1\n")
    overlay = page.get_by_role("alertdialog")
    expect(overlay).to_contain_text("site.toml:")
    expect(overlay.locator("pre")).to_contain_text("titel = 1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarnbeck Water")
    page.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    desk.save("site.toml", "titel = 1\n", "titel = 2\ntitle = 3\n")
    expect(overlay).to_be_visible()
    desk.save("site.toml", "titel = 2\ntitle = 3\n", "")
    expect(overlay).to_have_count(0)
    assert desk.is_same_document()


def test_a_broken_template_is_shown_over_the_page_also_when_it_is_loaded_anew(desk: Desk) -> None:
    template = "themes/default/templates/account.html"
    page = desk.open("accounts/tarnbeck-water.html")
    lines = (desk.root / template).read_text(encoding="utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, start=1) if "{% block main %}" in line)
    desk.save(template, "{% block main %}", "{% block main %}{{ view.nope }}")
    overlay = page.get_by_role("alertdialog")
    expect(overlay).to_contain_text(f"{template}:{number} ")
    desk.save(template, "{{ view.nope }}", "")
    expect(overlay).to_have_count(0)
    assert desk.is_same_document()


def test_what_an_error_quotes_is_text(desk: Desk) -> None:
    page = desk.open("index.html")
    desk.save("site.toml", "[site]\n", '[site]\n"<img src=x onerror=alert(1)>" = "</script>"\n')
    overlay = page.get_by_role("alertdialog")
    expect(overlay).to_contain_text("<img src=x onerror=alert(1)>")
    expect(overlay.locator("img")).to_have_count(0)


def test_a_page_that_is_gone_says_so_and_comes_back(desk: Desk) -> None:
    page = desk.open("accounts/tarnbeck-water.html")
    (desk.root / PLAN).rename(desk.root / "content/accounts/tarnbeck-rivers.md")
    desk.live.rebuild(0)
    notice = page.get_by_role("status").filter(has_text="no longer there")
    expect(notice).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarnbeck Water")
    (desk.root / "content/accounts/tarnbeck-rivers.md").rename(desk.root / PLAN)
    desk.live.rebuild(0)
    expect(notice).to_have_count(0)
    assert desk.is_same_document()


def test_a_style_is_changed_in_place_and_a_script_by_a_reload_at_the_same_place(desk: Desk) -> None:
    page = desk.open("accounts/tarnbeck-water.html")
    page.evaluate("scrollTo({ top: 700, behavior: 'instant' })")
    with (desk.root / "themes/default/static/kamgen.css").open("a", encoding="utf-8") as style:
        style.write("\nh1 { color: rgb(1, 2, 3) }\n")
    desk.live.rebuild(0)
    expect(page.get_by_role("heading", level=1)).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.locator('link[rel="stylesheet"]')).to_have_count(1)
    assert desk.is_same_document()
    with (desk.root / "themes/default/static/kamgen.js").open("a", encoding="utf-8") as script:
        script.write("\ndocument.documentElement.dataset.renewed = 'yes';\n")
    desk.live.rebuild(0)
    expect(page.locator("html")).to_have_attribute("data-renewed", "yes")
    page.wait_for_load_state("load")
    assert page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(scrollY))))") == 700
    assert not desk.is_same_document()


def test_when_the_server_is_back_the_page_is_brought_up_to_date(desk: Desk) -> None:
    page = desk.open("accounts/tarnbeck-water.html")
    port = desk.server.server_port
    desk.live.close()
    desk.server.shutdown()
    desk.server.server_close()
    notice = page.get_by_role("status").filter(has_text="no connection")
    expect(notice).to_be_visible()
    desk.live = live_site(desk.root, "another run")
    desk.save(PLAN, "name: Tarnbeck Water", "name: Tarnbeck Rivers")
    desk.server = serving(desk.live, port)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarnbeck Rivers", timeout=30_000)
    expect(notice).to_have_count(0)
    assert desk.is_same_document()


def test_a_page_of_an_error_gives_way_to_the_page_itself(desk: Desk) -> None:
    desk.live.close()
    desk.server.live = desk.live = live_site(desk.root, "a start with a mistake")
    desk.save("site.toml", "[site]\n", "[site]\ntitel = 1\n")
    page = desk.open("accounts/tarnbeck-water.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page cannot be made")
    expect(page.locator("pre")).to_contain_text("titel = 1")
    desk.save("site.toml", "titel = 1\n", "")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarnbeck Water")


def test_the_contents_and_colours_work_in_what_was_put_in_place(desk: Desk) -> None:
    page = desk.open("accounts/tarnbeck-water.html")
    desk.save("site.toml", 'title = "Averdonk Instruments: key accounts"', 'title = "Averdonk"')
    expect(page.locator(".site-title")).to_have_text("Averdonk")
    expect(page.locator(".theme-toggle")).to_have_count(1)
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.get_by_role("button", name="Light colours")).to_have_text("Light")
    assert desk.said == []
