"""Nothing of the prose is lost in silence: its words are on the page, in a finding, or in a comment."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.markdown.comments import comments
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.source import Content, Source
from kamgen.pipeline import evaluate
from tests.read_pages import read_html
from tests.render.render_support import portfolio_of, renderer_of

FRONT = "---\nname: Acme\nowner: Per Moe\ncategory: core\n---\n"
FILES = frozenset(f"content/accounts/{name}" for name in ("a.pdf", "my file.pdf", "org.png", "q#1.pdf"))

INLINE = (
    "W",
    "**W** *W* ~~W~~ ==W== `W` __W__",
    "<W> <b>W</b><br>W <details>W</details> <!W> <?W> &W; &amp;W",
    "[W](a.pdf) [W](my file.pdf) [W](a.pdf 'W W') ![W](org.png \"W\") [W](<my file.pdf>) [W](W(.pdf)",
    "[W](javascript:W) [W][W] [W] [[W]] [[W|W]] [[acme#W|W]] [W](q#1.pdf) [W]() [W](<W W.pdf>)",
    "![[org.png|400]] ![[W.png|W]] ![[W]] ![[a.pdf]] [[W.docx|W W]] ![W](https://a.example/W.png)",
    "W[^1] W[^W] W^[W W] [^W W]",
    "$\\frac{W}{W_W}$ and $$W^2$$ and $5 to $6_W_ and \\(W\\) \\[W\\]",
    "#W [W:: W] (W:: W) ^W W::W 📅 W @W [!W] {{W}} ${W} %W% %%W",
    "W\\W W\\*W\\_ W &nbsp; W—W “W” W\u00a0W",
    "https://a.example/W <https://a.example/W> mailto:W <mailto:W@a.example>",
    "W <!-- W --> W %% W %% W",
)
BLOCKS = (
    "I",
    "## I",
    "I\n===",
    "- I\n- I\n  - I\n\n  I\n1. I",
    "- [ ] I\n- [x] W @W due:2026-12-01\n- [/] I\n- [-] W\n- []W\n- [ ]W\n- ☐ W\n- ［ ］ W\n- [!] W\n- [W] W",
    "- [ ] W 📅 2026-12-01 ⏳ 2026-12-02 [due:: 2026-12-01] [owner:: W] prime:W due:W",
    "-[ ] W\n[ ] W\n[x] W\n• [ ] W",
    "> I\n> W\n\n> [!note] W\n> I",
    "| I | W |\n| --- | :-: |\n| W | I |\n| W |\n| W | W | W | W |\n| `W|W` | [[acme|W]] | W |",
    "| W | W |\n| --- |\n| W | W |",
    "```\nW <!-- W -->\n```\n\n~~~W W W\nW\n~~~\n\n    W | W",
    "```W\nW",
    "[^1]: I\n\n[^1]: W\n[^2]: W W\n    W\n\n    W\n[^3 W]: W",
    "[W]: https://a.example/W \"W\"\n[W]: W\n[W W]: <W W> 'W'\n[x]: W\n[x]: W\n\n[x]",
    "::: internal\nI\n:::\n\n::: W\nW\n:::",
    "W\n: W\n\n*[W]: W\n\n---\nW: W\n---\n\n+++\nW\n+++",
    "<div class=\"W\">\nW\n\nW\n</div>\n\n<!-- W\n\nW --> W",
    "# W {#W .W}\n\n\\# W\n\n1986\\. W\n\nW  \nW\\\nW",
    "[//]: # (W)\n\n<!-- W",
)  # fmt: skip
_MARKS = st.lists(st.sampled_from(INLINE), min_size=1, max_size=3)
_DRAWN = st.lists(st.tuples(st.sampled_from(BLOCKS), _MARKS), min_size=1, max_size=3)


def written(drawn: list[tuple[str, list[str]]]) -> str:
    """The prose with other words at every ``W``, and inline marks at every ``I``."""
    prose = "\n\n".join(re.sub(r"\bI\b", lambda _, inner=inner: " ".join(inner), block) for block, inner in drawn)
    numbers = iter(range(10**6))
    return re.sub("W", lambda _: f"q{next(numbers)}z", prose)


def account_of(prose: str) -> tuple[Account, Source]:
    source = Source("content/accounts/acme.md", (FRONT + prose).encode())
    content = Content("content/accounts", (source,), FILES)
    return evaluate(content, SiteConfig(), date(2026, 11, 20))[0], source


def lost(prose: str) -> list[str]:
    """The words of the prose that are nowhere."""
    account, source = account_of(prose)
    (_, page), *_ = renderer_of(portfolio_of(account)).account(account, source)
    root = read_html(page.decode()).root
    seen = [root.words, *(value for node in root.all() for value in node.attributes.values())]
    told = [f"{found.message} {found.write}" for found in account.findings]
    lines = (FRONT + prose).split("\n")
    at = [lines[found.line - 1] for found in account.findings if found.code in ("FMT011", "FMT003", "LNK002")]
    hidden = [prose[start:end] for start, end in comments(prose).spans]
    there = unquote("\n".join([*seen, *told, *at, *hidden]))
    return [word for word in re.findall(r"q\d+z", prose) if not re.search(rf"{word}(?!\d)", there)]


@given(_DRAWN)
@settings(max_examples=40)
def test_every_word_is_on_the_page_or_in_a_finding_or_in_a_comment(drawn: list[tuple[str, list[str]]]) -> None:
    assert lost(written(drawn)) == []


@pytest.mark.parametrize("block", BLOCKS)
def test_every_kind_of_block_keeps_its_words(block: str) -> None:
    assert lost(written([(block, ["W"])])) == []


@pytest.mark.parametrize("inline", INLINE)
def test_every_mark_keeps_its_words(inline: str) -> None:
    for block in ("I", "## I", "| I |\n| --- |\n| I |", "- [ ] I"):
        assert lost(written([(block, [inline])])) == []
