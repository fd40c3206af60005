"""Text of plans inside Markdown: it reads as it was written and does nothing."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kamgen.report.findings import visible
from kamgen.report.markdown import code, escaped, worded

ANY = st.text(st.characters(exclude_categories=())) | st.text("@#!&$%~^*_`|[]()<>\\:/.w1a-+= \n")
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Halden Marine", "Halden Marine"),
        ("a|b", "a&#124;b"),
        ("`x`", "&#96;x&#96;"),
        ("<script>&amp;", "&#60;script&#62;&#38;&#8203;amp;"),
        ("@everyone", "&#64;&#8203;everyone"),
        ("kari@example.com", "kari&#64;&#8203;example.com"),
        ("@ 9", "&#64;&#8203; 9"),
        ("#123 and !45", "&#35;&#8203;123 and &#33;&#8203;45"),
        ("GH-12", "GH-&#8203;12"),
        ("sold!", "sold!"),
        ("# 1", "&#35; 1"),
        ("https://a.example", "https:&#8203;//a.example"),
        ("www.a.example", "www&#8203;.a.example"),
        ("a1b2c3d4 of 1240000", "a1b2c3&#8203;d4 of 1240000"),
        ("*a* _b_ ~c~", "&#42;a&#42; &#95;b&#95; &#126;&#8203;c&#126;"),
        ("[a](b) ![c][d]", "&#91;a&#93;(b) !&#91;c&#93;&#91;d&#93;"),
        (":tada: 12:30", ":tada: 12:30".replace(":tada", "&#58;&#8203;tada")),
        ("$1.2M, 50%", "&#36;&#8203;1.2M, 50%"),
        ("- item", "&#45; item"),
        ("1. item", "&#49;. item"),
        ("12) item", "1&#50;) item"),
        ("a\r\n\tb", "a b"),
        ("\x1b[2J\u202ex\u200b", "&#92;x1b&#91;2J&#92;u202ex&#92;u200b"),
        ('it\'s "so" \\', "it&#39;s &#34;so&#34; &#92;"),
        ("", ""),
    ],
)
def test_what_means_something_is_written_as_a_number(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("content/accounts/halden.md", "<code>content/accounts/halden.md</code>"),
        ("a|b`c``", "<code>a&#124;b&#96;c&#96;&#96;</code>"),
        ("<b>*x*_y_", "<code>&#60;b&#62;&#42;x&#42;&#95;y&#95;</code>"),
        ("https://www.a.example @b #1", "<code>https&#58;//www&#46;a.example &#64;&#8203;b &#35;1</code>"),
    ],
)
def test_code_survives_backticks_and_pipes(text: str, written: str) -> None:
    assert code(text) == written


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("write `1.24M`", "write <code>1.24M</code>"),
        ("`a|b` is odd: write `*`", "<code>a&#124;b</code> is odd: write <code>&#42;</code>"),
        ("“a`b” is odd: write `c`", "“a&#96;b” is odd: write &#96;c&#96;"),
        ("`` is empty", " is empty"),
        ("@all", "&#64;&#8203;all"),
    ],
)
def test_code_marks_of_our_own_sentences_are_kept(sentence: str, written: str) -> None:
    assert worded(sentence) == written


def inline(written: str) -> list[tuple[str, str]]:
    """What another parser makes of a table's cell with this: the kinds of its parts and their texts."""
    tokens = PARSER.parse(f"| {written} |\n| --- |\n| {written} |\n")
    cells = [tokens[number + 1] for number, token in enumerate(tokens) if token.type in ("th_open", "td_open")]
    assert len(cells) == 2
    return [(child.type, child.content) for child in cells[1].children or ()]


@given(ANY)
def test_another_parser_reads_the_text_and_nothing_else(text: str) -> None:
    parts = inline(f"x{escaped(text)}")
    assert {kind for kind, _ in parts} <= {"text"}
    shown = "".join(content for _, content in parts)
    line = visible(" ".join(text.split()))
    assert shown.replace("\u200b", "") == f"x{line}".rstrip()


@given(ANY)
def test_another_parser_reads_code_as_it_was(text: str) -> None:
    parts = inline(code(text))
    assert [kind for kind, _ in parts if kind != "text"] == ["html_inline", "html_inline"]
    line = visible(" ".join(text.split()))
    assert "".join(content for kind, content in parts if kind == "text").replace("\u200b", "") == line


@given(ANY)
def test_a_paragraph_begins_no_list_heading_or_block(text: str) -> None:
    kinds = {token.type for token in PARSER.parse(f"- {escaped(text)}\n")}
    assert kinds <= {
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close",
        "bullet_list_close",
    }  # fmt: skip


@given(ANY)
def test_nobody_is_called_and_nothing_is_pointed_at_in_the_page_that_is_made(text: str) -> None:
    page = html.unescape(escaped(text))
    assert not re.search(r"@\w|#\d|!\d|://|www\.\w|:\w+:", page, re.IGNORECASE)
