"""kamgen's Markdown is markdown-it's, but for what plans have beside it."""

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kamgen.markdown.body import parse_body
from kamgen.markdown.parser import inlines
from kamgen.model.plan import LINK_MARK

_TABLES = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("html_block")
_WORDS = "word Ø 1.5 18% a_b and, (so) — it's **bold** *it* __b__ _i_ `code` `a|b` [t](u.md) <https://a.example>"
_MARKS = "# ## > - * + 1. 3) --- === ``` ~~~ | |-| |:-|-:| \\ \\| ~~ ! & &amp; [x] [b]: ** _ ` [ ] ( ) <"
_PIECES = st.sampled_from(
    [*_WORDS.split(), *_MARKS.split(), " ", " ", "\n", "\n", "\n\n", "- ", "    ", "\t", "\u00a0"]
)
_TEXTS = st.lists(_PIECES, max_size=25).map("".join)
_LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "- ", "  ", "> ", "# ", "* ", "1. ", "3) ", "    ", "| ", " "]),
        st.sampled_from([*_WORDS.split(), "a | b |", "---|:-:|", "", "# x", "- x", "===", "```", "  "]),
        st.sampled_from(["\n", "\n", "\n\n", "\n \n"]),
    ).map("".join),
    max_size=12,
).map("".join)


def _ours(text: str) -> str:
    """The HTML of ``text`` without what kamgen alone adds: ranks and anchors of headings, help for keyboards."""
    body, _ = parse_body(text, 1)
    html = LINK_MARK.sub(lambda mark: body.links[int(mark[1])].target, body.html)
    return _bare(html)


def _bare(html: str) -> str:
    """HTML in which only the kinds of blocks and what is written in them count."""
    html = re.sub(r"<h[1-6][^>]*>", "<h>", html)
    html = re.sub(r"</h[1-6]>", "</h>", html)
    html = re.sub(r'</?div[^>]*>\n?| (?:tabindex|scope|rel|loading|role|aria-label)="[^"]*"', "", html)
    html = re.sub(r'style="text-align:(\w+)"|align="(\w+)"', lambda side: f'class="{side[1] or side[2]}"', html)
    html = re.sub(r'<t[hd]((?: class="\w+")?)></t[hd]>', r"<td\1></td>", html)
    html = html.replace("<br />", "<br>").replace("<hr />", "<hr>").replace("<h></h>", "")
    html = html.replace("<del>", "<s>").replace("</del>", "</s>").replace("&#39;", "'")
    return re.sub(r"\s*(</?(?:p|h|ul|ol|li|blockquote|pre|table|thead|tbody|tr|th|td|hr)\b[^>]*>)\s*", r"\1", html)


@pytest.mark.parametrize("texts", [_TEXTS, _LINES], ids=["signs", "lines"])
def test_prose_is_rendered_as_markdown_it_renders_it(texts: st.SearchStrategy[str]) -> None:
    @given(texts.filter(lambda text: not re.search(r"\[[ xX]\]|\]\(|<|\[b\]|!\[", text)))
    def law(text: str) -> None:
        assert _ours(text) == _bare(_TABLES.render(text))

    law()


_CASES = [
    "- one\n  goes on\n- two\n\n\n# Title\n\n> a\n> b\n>\n> c\n\n| a |\n|---|\n| b |",
    "Words:\n1. one\n   goes on\n2. two\n10. ten\n   lazily\n\nwords",
    "Words\n# Title\n- one\n## Title\n1. one\n#\tTitle\nwords\n> quote",
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
    "Words\n    still the paragraph\n",
    "- item\n  goes on\nlazily\n",
    "> quote\nlazily\n",
    "| a | b \\| c |\n|:--|--:|\n| d |\n e | f | g\n> h\n",
    "a | b\n- | -\n",
    "| |\n|-|\n|x|\n",
    "**a *b* c** a**b**c 2 * 3 * 4 _a_b_ __a__ (**`a` b `c`**, *d `e`*)",
    "See **the sister** and `x y`, *so*: stock_level\nup.  \nDown\\\nagain &amp; R&D",
]


@pytest.mark.parametrize("text", _CASES)
def test_prose_is_rendered_as_github_renders_it(text: str) -> None:
    github = cmarkgfm.markdown_to_html_with_extensions(text, Options.CMARK_OPT_UNSAFE, extensions=["table"])
    assert _ours(text) == _bare(github)
    assert _ours(text) == _bare(_TABLES.render(text))


def test_a_pipe_over_a_line_is_a_table_of_one_column() -> None:
    assert _ours("|a|\n---\n") == _bare(_TABLES.render("|a|\n---\n")) != "<h>|a|</h>"


def test_links_and_images_know_where_in_their_text_they_begin() -> None:
    tokens = inlines("a [b](c) ![d](e) <http://f> [[g]]", {})
    assert [token.meta["at"] for token in tokens if token.type in ("link_open", "image")] == [2, 9, 17, 28]


@pytest.mark.parametrize(
    "text", ["`[[code]]`", "[[open", "[[a\nb]]", "[[]]", "[[ ]]", "[[a[b]]", "[[x]](y.md)", "\\[[x]]"]
)
def test_brackets_that_name_no_plan_stay_what_they_are(text: str) -> None:
    assert not any("wiki" in token.meta for token in inlines(text, {}))
