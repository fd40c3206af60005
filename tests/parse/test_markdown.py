"""kamgen's short ways through Markdown give what markdown-it gives by the long way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kamgen.parse.markdown import blocks, inlines

_PLAIN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("html_block")
_PIECES = ["\n", "\n\n", " ", "    ", "- ", "* ", "1. ", "> ", "# ", "#", "|", "|-|", "---", "===", "word ", "b | c"]
_MORE = ["```", "~~~", "[x]: y", "é", "-", "+ ", "- [ ] ", "* * *", ":-:", "\t", "\u00a0", "<b>", "\\", "a"]

Shape = tuple[str, str, list[int] | None, str, bool]


def _shape(kind: str, token: Token) -> Shape:
    return kind, token.tag, token.map and list(token.map), token.content, token.hidden


def _long_way(text: str) -> list[Shape]:
    tokens: list[Token] = []
    _PLAIN.block.parse(text, _PLAIN, {}, tokens)
    return [_shape(token.type, token) for token in tokens]


def _spelled_out(token: Token) -> list[Shape]:
    outer = {"title": "heading", "prose": "paragraph"}.get(token.type)
    if outer is None:
        return [_shape(token.type, token)]
    tag, lines = "p" if outer == "paragraph" else token.tag, token.map and list(token.map)
    opening, closing = (f"{outer}_open", tag, lines, "", False), (f"{outer}_close", tag, None, "", False)
    return [opening, ("inline", "", lines, token.content, False), closing]


@given(st.lists(st.sampled_from(_PIECES + _MORE), max_size=25).map("".join))
def test_blocks_are_those_of_markdown_it(text: str) -> None:
    assert [shape for token in blocks(text, {}) for shape in _spelled_out(token)] == _long_way(text)


@pytest.mark.parametrize(
    "text",
    [
        "One line\nand another\n- a bullet",
        "Words\n===\n",
        "Head | er\n--- | ---\na | b\n",
        "# Title #\n",
        "#hashtag\n",
        "# \n",
        "Words\n    still the paragraph\n",
        "- item\n  goes on\nlazily\n",
        "> quote\nlazily\n",
    ],
)
def test_what_looks_plain_is_read_as_markdown_it_reads_it(text: str) -> None:
    assert [shape for token in blocks(text, {}) for shape in _spelled_out(token)] == _long_way(text)


def test_links_and_images_know_where_in_their_text_they_begin() -> None:
    tokens = inlines("a [b](c) ![d](e) <http://f> [[g]]", {})
    assert [token.meta["at"] for token in tokens if token.type in ("link_open", "image")] == [2, 9, 17, 28]


@pytest.mark.parametrize(
    "text", ["`[[code]]`", "[[open", "[[a\nb]]", "[[]]", "[[ ]]", "[[a[b]]", "[[x]](y.md)", "\\[[x]]"]
)
def test_brackets_that_name_no_plan_stay_what_they_are(text: str) -> None:
    assert not any("wiki" in token.meta for token in inlines(text, {}))
