"""Addresses outside the site: which of them are safe to follow."""

from __future__ import annotations

import pytest

from kamgen.text.addresses import external, line_url


@pytest.mark.parametrize("address", ["https://crm.example/a/1", "HTTP://x.example", "mailto:kari@example.com"])
def test_web_and_mail_addresses_are_kept(address: str) -> None:
    assert external(address) == address


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("http://a.example/%%30%30", "http://a.example/%25%30%30"),
        (" https://a.example/x y|z#p#q ", "https://a.example/x%20y%7Cz#p%23q"),
        ("https://[::1]:8080/[a]", "https://[::1]:8080/%5Ba%5D"),
        ("https://münchen.example/ü", "https://münchen.example/ü"),
    ],
)
def test_what_no_address_may_hold_is_encoded(address: str, written: str) -> None:
    assert external(address) == written


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "http:a.example",
        "https://a b.example",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//x.example",
        "a/b",
        "",
    ],
)
def test_anything_else_is_no_address(address: str) -> None:
    assert external(address) == ""


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("https://git.example/{path}#L{line}", "https://git.example/a%20b/%C3%B8%29.md#L7"),
        ("https://git.example/{path}", "https://git.example/a%20b/%C3%B8%29.md"),
        ("https://git.example/ x>/{path}", "https://git.example/%20x%3E/a%20b/%C3%B8%29.md"),
        ("https://git.example/", ""), ("javascript:{path}", ""), ("", ""),
    ],
)  # fmt: skip
def test_lines_of_plans_are_links_to_the_web_only(pattern: str, url: str) -> None:
    assert line_url(pattern, "a b/ø).md", 7) == url
    assert line_url(pattern, "a b/ø).md", 0) == ""
