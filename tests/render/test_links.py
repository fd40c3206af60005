"""Addresses: which are safe, and how links of the prose are filled in."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from kamgen.model.plan import link_mark
from kamgen.render.links import LineLinks, attachment_path, attachment_url, linked_prose, plan_lines


def test_a_line_of_a_plan_is_found_in_the_web_view() -> None:
    lines = plan_lines("https://git.example/plans/{path}#L{line}", "content/accounts/å b#.md", "x.html")
    assert lines.url(42) == "https://git.example/plans/content/accounts/%C3%A5%20b%23.md#L42"
    assert lines.url(0) == ""


@pytest.mark.parametrize("pattern", [None, "javascript:{path}{line}", "https://git.example/{path}"])
def test_a_pattern_that_leads_to_no_line_is_not_used(pattern: str | None) -> None:
    assert plan_lines(pattern, "a.md", "../sources/a.html") == LineLinks("../sources/a.html#L", "")


def test_attachments_lie_below_files() -> None:
    assert attachment_path("content/accounts/halden/q3 1.pdf", "content/accounts") == "files/halden/q3 1.pdf"
    assert attachment_url("content/accounts/halden/q3 1.pdf", "content/accounts") == "files/halden/q3%201.pdf"
    assert attachment_path("halden/q3.pdf", ".") == "files/halden/q3.pdf"


def test_marks_become_addresses_seen_from_the_page() -> None:
    html = f'<a href="{link_mark(0)}">x</a> <a href="{link_mark(1)}" rel="noopener">y</a>'
    targets = ("accounts/halden.html#plan-growth", "https://x.example/?a=1&b=2")
    assert linked_prose(html, targets, "../") == Markup(
        '<a href="../accounts/halden.html#plan-growth">x</a>'
        ' <a href="https://x.example/?a=1&amp;b=2" rel="noopener">y</a>'
    )


def test_broken_links_become_marked_words() -> None:
    html = f'<p><a href="{link_mark(0)}" title="t">the <b>plan</b></a> <img src="{link_mark(1)}" alt="a &amp; b"></p>'
    assert linked_prose(html, (None, None), "../") == Markup(
        '<p><span class="broken-link">the <b>plan</b></span> <span class="broken-link">a &amp; b</span></p>'
    )


@pytest.mark.parametrize("target", ["javascript:alert(1)", "//evil.example", "/etc/passwd", "\\\\evil"])
def test_a_target_that_leads_elsewhere_is_broken(target: str) -> None:
    assert linked_prose(f'<a href="{link_mark(0)}">x</a>', (target,), "") == '<span class="broken-link">x</span>'


def test_a_target_cannot_leave_its_attribute() -> None:
    linked = linked_prose(f'<a href="{link_mark(0)}">x</a>', ('files/"><script>alert(1)</script>',), "../")
    assert linked == '<a href="../files/&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</a>'
