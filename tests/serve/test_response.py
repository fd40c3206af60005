"""What a request gets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.serve.rebuild_log import Mistake, Problem
from kamgen.serve.response import content_type, live_page, marks_of, own_page, plain_path, rebased_page, respond
from kamgen.serve.state import LookupResult
from tests.serve.snapshots import page

FILES: dict[str, bytes | Path] = {
    "index.html": page("portfolio"),
    "404.html": page('<a href="index.html">Portfolio</a> <a href="#main">skip</a> <a href="https://a.example/">a</a>'),
    "rules/index.html": page("rules"),
    "accounts/halden.html": page("halden"),
    "static/kamgen.css": b"body {}",
    "static/kamgen.js": b"1;",
    "files/halden/notes.html": Path("/elsewhere/notes.html"),
    "files/q3 figures.pdf": b"%PDF",
}
PROBLEM = Problem((Mistake("there is no key `titel`", "site.toml:2:1", "2 | titel"),), "write `title`")


def look(path: str) -> LookupResult:
    return LookupResult("run-1", FILES.get(path), None)


def test_a_page_comes_with_the_script_before_its_end() -> None:
    given = respond("/accounts/halden.html?x=1#top", "/", look)
    assert (given.status, given.kind) == (200, "text/html; charset=utf-8")
    assert isinstance(given.content, bytes)
    body = given.content.decode()
    assert '<main>halden</main><script src="/-/kamgen/live.js" data-state="run-1" data-status="200"' in body
    assert body.endswith("></script>\n</body></html>")


def test_the_policy_of_a_page_lets_it_ask_this_server_and_no_more() -> None:
    given = respond("/", "/", look).content
    assert isinstance(given, bytes)
    assert b"content=\"default-src 'none'; script-src 'self'; connect-src 'self'\"" in given


@pytest.mark.parametrize(
    ("policy", "widened"),
    [
        ("connect-src 'none'; img-src *", "img-src *; connect-src 'self'"),
        ("connect-src https://a.example", "connect-src 'self' https://a.example"),
        ("default-src 'self';", "default-src 'self'; connect-src 'self'"),
    ],
)
def test_a_themes_own_policy_is_kept(policy: str, widened: str) -> None:
    written = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><body></body>'.encode()
    shown = live_page(written, {})
    assert f'content="{widened}">'.encode() in shown


@pytest.mark.parametrize(
    ("target", "location"),
    [("/rules", "/rules/"), ("/team", None), ("/rules/", None), ("/index.html", None)],
)
def test_a_folder_leads_to_its_index(target: str, location: str | None) -> None:
    given = respond(target, "/", look)
    assert (given.location or None, given.status == 302) == (location, location is not None)


def test_a_site_under_a_path_is_served_there_only() -> None:
    mount = "/sales%20team/accounts/"
    assert respond("/", mount, look).location == mount
    assert respond("/sales%20team/accounts", mount, look).location == mount
    assert respond("/sales%20team/accounts/", mount, look).status == 200
    assert respond("/sales%20team/accounts/rules", mount, look).location == f"{mount}rules/"
    assert respond("/index.html", mount, look).status == 404


def test_the_sites_own_page_for_nothing_has_links_that_fit_anywhere() -> None:
    given = respond("/accounts/gone/deep.html", "/team/", look)
    assert given.status == 404
    assert isinstance(given.content, bytes)
    body = given.content.decode()
    assert '<a href="/team/index.html">Portfolio</a> <a href="#main">skip</a> <a href="https://a.example/">' in body
    assert 'href="/team/static/kamgen.css"' in body
    assert 'src="/-/kamgen/live.js"' in body
    assert 'data-status="404"' in body


@pytest.mark.parametrize(
    "target",
    [
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/accounts/..%2f..%2fsite.toml",
        "/accounts/%2e/halden.html",
        "/..%5c..%5csite.toml",
        "/index.html%00.css",
        "//evil.example/",
        "http://evil.example/index.html",
        "index.html",
        "*",
        "",
    ],
)
def test_no_path_leads_out_of_the_site(target: str) -> None:
    assert plain_path(target) is None
    assert respond(target, "/", look).status == 404


@given(st.text(max_size=30))
def test_whatever_is_asked_for_the_site_is_asked_for_paths_below_it(target: str) -> None:
    asked: list[str] = []

    def noted(path: str) -> LookupResult:
        asked.append(path)
        return look(path)

    assert respond("/" + target, "/", noted).status in (200, 302, 404)
    for path in asked:
        assert not path.startswith("/")
        assert not re.search(r"\\|\0|(^|/)\.\.?(/|$)", path)


def test_attachments_are_handed_out_as_they_are() -> None:
    assert respond("/files/halden/notes.html", "/", look).content == Path("/elsewhere/notes.html")
    pdf = respond("/files/q3%20figures.pdf", "/", look)
    assert (pdf.content, pdf.kind) == (b"%PDF", "application/pdf")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.css", "text/css; charset=utf-8"),
        ("a.JS", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.png", "image/png"),
        ("a.unheard", "application/octet-stream"),
    ],
)
def test_content_types_do_not_depend_on_the_system(name: str, kind: str) -> None:
    assert content_type(name) == kind


def test_the_servers_own_files_are_there_whatever_the_site_has() -> None:
    for name in ("live.js", "live.css"):
        own = respond(f"/-/kamgen/{name}", "/team/", lambda _path: LookupResult("", None, PROBLEM)).content
        assert isinstance(own, Path)
        assert own.name == name
        assert own.is_file()
    assert respond("/-/kamgen/server.py", "/", look).status == 404


def test_a_page_that_is_not_the_newest_says_why() -> None:
    given = respond("/", "/", lambda path: LookupResult("run-2", FILES.get(path), PROBLEM))
    assert given.status == 200
    assert isinstance(given.content, bytes)
    written = re.search(r'data-problem="([^"]*)"', given.content.decode())
    assert written
    assert json.loads(written[1].replace("&quot;", '"')) == {
        "mistakes": [{"message": "there is no key `titel`", "place": "site.toml:2:1", "excerpt": "2 | titel"}],
        "help": "write `title`",
    }


def test_without_any_page_the_problem_is_one() -> None:
    given = respond("/", "/", lambda _path: LookupResult("run-1", None, PROBLEM))
    assert given.status == 500
    assert isinstance(given.content, bytes)
    for part in (b"<code>site.toml:2:1</code> there is no key `titel`", b"<pre>2 | titel</pre>", b"write `title`"):
        assert part in given.content


def test_while_the_first_state_is_made_the_page_says_so() -> None:
    given = respond("/", "/", lambda _path: LookupResult("", None, None))
    assert given.status == 503
    assert isinstance(given.content, bytes)
    assert b"<h1>The site is being made" in given.content


def test_what_people_wrote_is_text_on_the_servers_own_pages() -> None:
    problem = Problem((Mistake("<b>", "<i>", "<u>"),), '"><s>')
    shown = own_page("</title><script>", LookupResult("x", None, problem), 500).decode()
    assert not re.findall(r"<(?:b|i|u|s)>(?!Help)", shown)
    assert shown.count("<script") == 1


def test_marks_change_with_the_page_its_styles_and_its_scripts_each_alone(tmp_path: Path) -> None:
    style = tmp_path / "kamgen.css"
    style.write_text("body {}", encoding="utf-8")
    files: dict[str, bytes | Path | None] = {"static/kamgen.css": style, "static/kamgen.js": b"1;"}

    def found(path: str) -> LookupResult:
        return LookupResult("run-1", files.get(path), None)

    def marks(text: str) -> tuple[str, str, str]:
        made = marks_of(page(text), "index.html", found, found("index.html"), 200)
        return made["page"], made["styles"], made["scripts"]

    first = marks("one")
    assert marks("one") == first
    assert [new == old for new, old in zip(marks("two"), first, strict=True)] == [False, True, True]
    style.write_text("body { color: red }", encoding="utf-8")
    assert [new == old for new, old in zip(marks("one"), first, strict=True)] == [True, False, True]
    files["static/kamgen.js"] = b"2;"
    assert marks("one")[2] != first[2]


def test_addresses_with_a_start_of_their_own_are_not_moved() -> None:
    given = b'<a href="a.html"><a href="/b"><a href="#c"><a href="mailto:d@e.example"><img src="../f.png">'
    assert rebased_page(given, "/t/") == (
        b'<a href="/t/a.html"><a href="/b"><a href="#c"><a href="mailto:d@e.example"><img src="/t/../f.png">'
    )
