"""kamgen's short ways through Markdown give what markdown-it gives by the long way."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from kamgen.markdown.markdown_inline import simple_inlines
from kamgen.markdown.markdown_state import Blocks
from kamgen.markdown.parser import all_inlines, blocks, inlines

_PLAIN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("html_block")
_PLAIN.use(footnote_plugin, inline=False, move_to_end=False)
_PIECES = [
    "\n",
    "\n\n",
    " ",
    "    ",
    "- ",
    "* ",
    "1. ",
    "> ",
    "# ",
    "#",
    "|",
    "|-|",
    "|:-|-:|",
    "| a ",
    "\\|",
    "---",
    "===",
    "word ",
    "b | c",
]
_MORE = [
    "```",
    "~~~",
    "[x]: y",
    "é",
    "-",
    "+ ",
    "- [ ] ",
    "* * *",
    ":-:",
    "\t",
    "\u00a0",
    "<b>",
    "\\",
    "a",
    "[[w]]",
    "[t](u)",
    "[^",
    "**b**",
    "_",
    "18% ",
    "`c`",
    "(",
    "0",
    ".",
    "\n",
]

Shape = tuple[str, str, list[int] | None, str, bool, object]


def _shape(kind: str, token: Token) -> Shape:
    return kind, token.tag, token.map and list(token.map), token.content, token.hidden, token.attrs


def _long_way(text: str) -> list[Shape]:
    tokens: list[Token] = []
    _PLAIN.block.parse(text, _PLAIN, {}, tokens)
    return [_shape(token.type, token) for token in tokens]


def _spelled_out(token: Token) -> list[Shape]:
    if token.type == "table":
        return list(_table(token))
    if token.type == "items":
        return list(_items(token))
    outer = {"title": "heading", "prose": "paragraph"}.get(token.type)
    if outer is None:
        return [_shape(token.type, token)]
    tag, lines = "p" if outer == "paragraph" else token.tag, token.map and list(token.map)
    return list(_around(outer, tag, lines, [("inline", "", lines, token.content, False, {})]))


def _around(
    kind: str, tag: str, lines: list[int] | None, inner: Iterable[Shape], attrs: object = None, hidden: bool = False
) -> Iterator[Shape]:
    yield (f"{kind}_open", tag, lines, "", hidden, attrs or {})
    yield from inner
    yield (f"{kind}_close", tag, None, "", hidden, {})


def _items(token: Token) -> Iterator[Shape]:
    start, end = token.map or (0, 0)
    items = token.meta["items"]
    inner: list[Shape] = []
    for (line, content), after in zip(items, [*(line for line, _ in items[1:]), end], strict=True):
        lines = [line, line + content.count("\n") + 1]
        words = _around("paragraph", "p", lines, [("inline", "", lines, content, False, {})], hidden=True)
        inner += _around("list_item", "li", [line, after], words)
    kind = "bullet_list" if token.tag == "ul" else "ordered_list"
    yield from _around(kind, token.tag, [start, end], inner, token.attrs)


def _table(token: Token) -> Iterator[Shape]:
    head, *rows = token.meta["rows"]
    start, end = token.map or (0, 0)
    inner = list(_around("thead", "thead", [start, start + 1], _row(token, head, "th", start)))
    if rows:
        body = [shape for line, row in enumerate(rows, start + 2) for shape in _row(token, row, "td", line)]
        inner += _around("tbody", "tbody", [start + 2, end], body)
    yield from _around("table", "table", [start, end], inner)


def _row(token: Token, cells: list[str], tag: str, line: int) -> Iterator[Shape]:
    lines = [line, line + 1]
    inner = [
        shape
        for cell, side in zip(cells, token.meta["sides"], strict=True)
        for shape in _around(
            tag, tag, None, [("inline", "", lines, cell, False, {})], {"style": f"text-align:{side}"} if side else {}
        )
    ]
    yield from _around("tr", "tr", lines, inner)


@given(st.lists(st.sampled_from(_PIECES + _MORE), max_size=25).map("".join))
def test_blocks_are_those_of_markdown_it(text: str) -> None:
    assert [shape for token in blocks(text, {}) for shape in _spelled_out(token)] == _long_way(text)


_STARTS = [
    "",
    "",
    "",
    "- ",
    "- ",
    "  ",
    "> ",
    "> ",
    ">",
    "| ",
    "# ",
    "* ",
    "1. ",
    "1. ",
    "3) ",
    "10. ",
    "   ",
    "    ",
    " ",
    "::",
    "[^a]: ",
    "\t",
]
_RESTS = [
    "word", "word two ", "a | b |", "---|:-:|", "-|-", "", "", "[ ] do", "[x](y)", "1.5 m", "# x", "- x", "> x", "===",
    "```", "\\", "**b**", "\u00a0", "7. x", "[a]: b", "[a]", "x\u00a0", "_e_", "2 3", "|", "(a)  ",
]  # fmt: skip
_ROWS = st.tuples(st.sampled_from(_STARTS), st.sampled_from(_RESTS), st.sampled_from(["\n", "\n", "\n\n", "\n \n"]))


@given(st.lists(_ROWS.map("".join), max_size=12).map("".join), st.booleans())
def test_blocks_of_whole_lines_are_those_of_markdown_it(text: str, ends: bool) -> None:
    text = text if ends else text.removesuffix("\n")
    assert [shape for token in blocks(text, {}) for shape in _spelled_out(token)] == _long_way(text)


@pytest.mark.parametrize(
    "text",
    [
        "- one\n  goes on\n- [ ] two\n\n\n# Title\n\n> a\n> b\n>\n> c\n\n| a |\n|---|\n| b |",
        "Words:\n1. one\n   goes on\n2. [x] two\n10. ten\n   lazily\n\nwords",
        "Words\n# Title\n- one\n## Title\n1. one\n#\tTitle\nwords\n> quote",
        "- one\n#\n",
        "- one\n  - two\n    - three\n    - four\n- five\n  - six\n\n\nwords",
        "- one\n    - two\n  - three\n",
        "- one\n  - two\n\n  - three\n",
        "- one\n  - two\n# Title\n",
        "7) one\n1) two\n",
        "7) one\n1. two\n",
        "Words:\n2. one\n",
        "1. one\n\n2. two\n",
        "- one\n\n- two\n",
        "- one\n\n  two\n",
        "- one\n\n---\n",
        "Words:\n- one\n* two\n",
        "> a\n\n> b\n>\n",
        "1.5 million\n\n2.\n\n3. c\n",
        "| a |\n\n|---|\n",
        "a\n \nb\n \n",
        "One line\nand another\n- a bullet",
        "Words\n===\n",
        "Head | er\n--- | ---\na | b\n",
        "# Title #\n",
        "#hashtag\n",
        "# \n",
        "Words\n    still the paragraph\n",
        "- item\n  goes on\nlazily\n",
        "> quote\nlazily\n",
        "| a | b \\| c |\n|:--|--:|\n| d |\n e | f | g\n> h\n",
        "a | b\n- | -\n",
        "|a|\n---\n",
        "| |\n|-|\n|x|\n",
        "- a | b\n  -|-\n  c\nd\n",
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


_MARKS = [
    "*",
    "**",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "[[",
    "]]",
    "|",
    "#",
    "!",
    "~~",
    "\\",
    "&amp;",
    "<",
    ">",
    "^",
    "\n",
    " ",
]
_WORDS = [
    "word",
    "a",
    "Ø",
    "1",
    " ",
    " ",
    ".",
    ",",
    "—",
    "'",
    "**bold**",
    "*it*",
    "_it_",
    "`code`",
    "**`code`**",
    "**a `b`**",
    "[t](u.md)",
    "[[s|t]]",
    "a_b",
]


def _outline(tokens: list[Token]) -> list[tuple[str, str, object, object]]:
    """The tokens with line ends as text and neighbouring text joined."""
    found: list[tuple[str, str, object, object]] = []
    for token in tokens:
        kind = token.type if token.type not in ("text_special", "softbreak") else "text"
        content = "\n" if token.type == "softbreak" else token.content
        if kind == "text" and found and found[-1][0] == "text":
            content = found.pop()[1] + content
        if kind != "text" or content:
            found.append((kind, content, token.attrs, token.meta))
    return found


@given(st.lists(st.sampled_from(_WORDS + _WORDS + _MARKS), max_size=14).map("".join))
def test_simple_markup_is_read_as_by_all_rules(text: str) -> None:
    assert _outline(inlines(text.strip(), {})) == _outline(all_inlines(text.strip(), {}))


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("See **the sister** [plan](a-b.md#c) and `x <y>`, *so* [[halden|they]] said.", False),
        ("See **the sister** [plan](a-b.md#c) and `x y`, *so* [[halden|they]] said: stock_level\nup.", True),
        ("(**`a` b `c`**, *d `e`*)", True),
        ("**a *b* c**", False),
        ("a**b**c", False),
        ("2 * 3 * 4", False),
        ("[a][b]", False),
        ("![a](b)", False),
        ("a \nb", False),
        ("_a_", True),
        ("_a_b_", False),
        ("__a__", False),
    ],
)
def test_only_what_cannot_be_misread_takes_the_short_way(text: str, simple: bool) -> None:
    assert (simple_inlines(text) is not None) is simple


@given(st.text(st.sampled_from("a\n\n \t-\u00a0\r\x0b"), max_size=40))
def test_lines_are_measured_as_markdown_it_measures_them(text: str) -> None:
    ours, theirs = Blocks(text, _PLAIN, {}, []), StateBlock(text, _PLAIN, {}, [])
    names = ("src", "bMarks", "eMarks", "tShift", "sCount", "bsCount", "lineMax")
    assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]
