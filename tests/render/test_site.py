"""The data site: its files, that links lead somewhere, and that nothing of a plan becomes code."""

from __future__ import annotations

import json
import posixpath
from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from kamgen.model.account import Account
from kamgen.model.context import Neighbour
from kamgen.model.rule import Element
from kamgen.model.source import Source
from kamgen.render.site import ROBOTS
from tests.render.render_support import account_of, portfolio_data_of, portfolio_of, renderer_of, unreadable_of

VOID = {"meta", "link", "input", "br", "img", "hr"}
NASTY = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}${7}\u2028`x`"


class Reader(HTMLParser):
    """Notes ids, addresses, scripts and handlers, and that elements close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.scripts: list[str | None] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.end(*(("td", "th") if tag in ("td", "th") else ("td", "th", "tr") if tag == "tr" else ()))
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "script":
            self.scripts.append(given.get("src"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        self.end(*(("td", "th", "tr") if tag == "tbody" else ("td", "th") if tag == "tr" else ()))
        assert self.open.pop() == tag

    def end(self, *tags: str) -> None:
        """Cells and rows whose end HTML lets one leave out."""
        while tags and self.open and self.open[-1] in tags:
            self.open.pop()


def files_of(*accounts: Account) -> dict[str, bytes]:
    site = portfolio_of(*accounts)
    renderer = renderer_of(site)
    pages = {url: make() for url, make in renderer.portfolio(portfolio_data_of(site)).items()}
    for account in accounts:
        pages |= renderer.account(account, Source(account.plan.path, f"{NASTY}\r\n\x07\n".encode() * 99))
    return pages


def pages_of(files: dict[str, bytes]) -> dict[str, Reader]:
    found = {}
    for path, data in files.items():
        if path.endswith(".html"):
            reader = Reader()
            reader.feed(data.decode())
            assert reader.open == [], path
            found[path] = reader
    return found


FULL = f"""
name: {json.dumps(NASTY)}
owner: {json.dumps(NASTY)}
category: strategic
industry: {json.dumps(NASTY)}
currency: USD
parent: {json.dumps(NASTY)}
tags: [{json.dumps(NASTY)}]
crm: {{system: {json.dumps(NASTY)}, id: {json.dumps(NASTY)}, url: "javascript:alert(1)"}}
financials: [{{year: 2025, revenue: 1M}}, {{year: 2026, revenue: 2M, gross_profit: 1M, cost_to_serve: 1.2M}}]
feedback: [{{date: 2026-03-02, from: [{json.dumps(NASTY)}], score: 7, document: {json.dumps(NASTY)}}}]
vendor_evaluation: {{date: 2026-03-02, criteria: [{{name: {json.dumps(NASTY)}, score: 4}}]}}
reviews: [{{date: 2026-03-02, with: client, attendees: [{json.dumps(NASTY)}], outcome: {json.dumps(NASTY)}}}]
service: [{{measure: {json.dumps(NASTY)}, actual: 96%}}]
assessment: {{date: 2026-03-02, size: 3, growth: 3, financial_stability: 3}}
team: [{{name: {json.dumps(NASTY)}, role: {json.dumps(NASTY)}}}]
contacts: [{{name: {json.dumps(NASTY)}, title: {json.dumps(NASTY)}, sentiment: critic, interests: {json.dumps(NASTY)}}}]
needs: [{{need: {json.dumps(NASTY)}, met_by: {json.dumps(NASTY)}}}]
opportunities: [{{name: {json.dumps(NASTY)}, value: 240k, close: 2027-Q1, need: {json.dumps(NASTY)}}}]
offerings: {{{json.dumps(NASTY)}: active}}
risks: [{{risk: {json.dumps(NASTY)}, impact: high, likelihood: high, mitigation: {json.dumps(NASTY)}}}]
promises: [{{promise: {json.dumps(NASTY)}, to: {json.dumps(NASTY)}, due: 2026-11-01}}]
outcomes: [{{metric: {json.dumps(NASTY)}, unit: {json.dumps(NASTY)}, baseline: 1, target: 3, actual: 2}}]
references: [{{kind: testimonial, with: {json.dumps(NASTY)}}}]
actions: [{{action: {json.dumps(NASTY)}, owner: {json.dumps(NASTY)}, due: 2026-12-01}}]
continuity: {{backup: {json.dumps(NASTY)}, exit_barriers: [{json.dumps(NASTY)}], if_lost: {json.dumps(NASTY)}}}
waive: [{{rule: FBK003, reason: {json.dumps(NASTY)}}}]
"""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return files_of(
        account_of(
            FULL, "nasty", attachments=("content/accounts/halden/q3 1.pdf",), backlinks=(Neighbour("plain", "Plain"),)
        ),
        account_of("name: Plain", "plain", children=(Neighbour("nasty", NASTY),)),
        unreadable_of(),
    )


def test_every_kind_of_page_is_there(files: dict[str, bytes]) -> None:
    expected = {"index.html", "actions.html", "findings.html", "search.html", "404.html", "rules/index.html"}
    expected |= {
        "people/index.html",
        "people/ingrid-solberg.html",
        "rules/FBK002.html",
        "robots.txt",
        "search-index.js",
    }
    expected |= {"accounts/nasty.html", "accounts/plain.html", "accounts/soderberg-papper.html"}
    expected |= {f"elements/{element.key}.html" for element in Element}
    expected |= {f"categories/{key}.html" for key in ("strategic", "growth", "core")}
    assert expected <= set(files)
    assert files["robots.txt"] == ROBOTS


def test_every_link_leads_to_a_file_and_an_id_of_the_site(files: dict[str, bytes]) -> None:
    pages = pages_of(files)
    broken = []
    for url, reader in pages.items():
        for address in reader.addresses:
            path, _, fragment = unquote(address).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), path)) if path else url
            known = target in files or target.startswith(("static/", "files/"))
            if not known or (fragment and target in pages and fragment not in pages[target].ids):
                broken.append((url, address))
    assert broken == []


def test_the_source_of_a_plan_is_shown_line_by_line(files: dict[str, bytes]) -> None:
    page = files["sources/plain.html"]
    assert '<li id="L2"><code>\ufffd</code></li>' in page.decode()
    assert '<li id="L199"><code></code></li>' in page.decode()
    assert b"<script>alert" not in page


def test_nothing_of_a_plan_becomes_code(files: dict[str, bytes]) -> None:
    for url, reader in pages_of(files).items():
        assert reader.handlers == [], url
        assert all(source and source.split("/")[-1].endswith(".js") for source in reader.scripts), url
        assert not any(address.lower().startswith("javascript") for address in reader.addresses), url
    page = files["accounts/nasty.html"]
    assert b"{{ 7*7 }}" in page
    assert b">49" not in page


def test_ids_are_unique_on_a_page(files: dict[str, bytes]) -> None:
    for url, reader in pages_of(files).items():
        assert len(reader.ids) == len(set(reader.ids)), url


def test_the_search_index_is_one_assignment_of_data(files: dict[str, bytes]) -> None:
    script = files["search-index.js"]
    text = script.decode()
    assert text.startswith("window.KAMGEN_INDEX = {")
    assert not set(text) & set("<>&\u2028\u2029")
    documents = json.loads(text.removeprefix("window.KAMGEN_INDEX = ").removesuffix(";\n"))["documents"]
    assert [document["url"] for document in documents if document["url"] not in files] == []
    assert documents[0]["title"] == NASTY
    assert {document["kind"] for document in documents} == {"account", "person", "category", "element", "rule"}


def test_the_same_portfolio_makes_the_same_bytes() -> None:
    accounts = (account_of(FULL, "nasty"), unreadable_of())
    assert files_of(*accounts) == files_of(*accounts)


def test_a_portfolio_of_nothing_readable_still_has_its_pages() -> None:
    assert {"index.html", "people/index.html", "findings.html"} <= set(pages_of(files_of(unreadable_of())))


def test_the_frame_says_the_day_the_version_and_the_last_change() -> None:
    files = files_of(account_of(), account_of("name: B", "b", touched=date(2026, 11, 2)))
    day, change = (b'<time datetime="%s">%s</time>' % (each, each) for each in (b"2026-11-20", b"2026-11-02"))
    changed = b"<p>As of " + day + b"</p><p>Last change " + change + b"</p><p>kamgen 0.1.0</p>"
    assert changed in files["index.html"]
    assert changed in files["accounts/b.html"]
    assert b"<p>As of " + day + b"</p><p>kamgen 0.1.0</p>" in files["accounts/halden-marine.html"]
