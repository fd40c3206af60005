"""The comment on a pull request: valid by GitHub's own parser, under its limit, and nothing in it has an effect."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.change import ChangeKind, EntryChange, PlanChange
from kamgen.model.comparison import AccountChange, Comparison, SettingChange, Side
from kamgen.report.changes import LEAST_LIMIT, ChangeOptions
from kamgen.report.changes.flagged import all_flags
from kamgen.report.changes.markdown import marker, render
from kamgen.report.markdown import escaped
from tests.hostile import NASTY
from tests.records import replace
from tests.report.changes.change_samples import AS_OF, COMPARISON, HALDEN, OPTIONS, SHIFT, comparison, entry, hostile

TAGS = {
    "h3", "p", "ul", "li", "strong", "em", "code", "a", "ins", "del", "sub", "details", "summary",
    "table", "thead", "tbody", "tr", "th", "td", "br",
}  # fmt: skip
EFFECTS = re.compile(
    r"@\w|[#!$%~&^]\d|\bgh-\d|\w+/\w+#\d|https?://|\bwww\.\w|:[\w+-]+:|\b(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,64}\b",
    re.IGNORECASE,
)
"""What GitHub and GitLab flag for in the text of a page: mentions, references, addresses, emoji."""
TRICKS = (
    *NASTY,
    "@everyone", "@org/team", "a | b", "``` code", "<script>alert(1)</script>", "#1", "!1", "GH-1", "org/repo#1",
    "https://evil.test/x", "http://www.evil.test", "_www.evil.test_", "a1b2c3d4e5", "deadbee7",
    "www.evil.test", "a@b.test", "**bold** _it_ ~~no~~", "two\n\n# lines", "two\r\n| a |",
    ":tada:", "</details>", "</summary></details>", "-->", "<!--", "[x](y)", "![x](y)", "1. one", "- item",
    "+ item", "> quote", "\\", "\\|", "|", "$x$", "&amp;", "&#64;everyone", "\x1b[2J", "\u202eevil", "",
)  # fmt: skip


class Shown(HTMLParser):
    """What a page made of a comment has: its tags, whether they nest, and the text outside code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.crossed: list[str] = []
        self.hrefs: list[str] = []
        self.comments: list[str] = []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert [name for name, _ in attrs if name not in ("href", "align")] == []
        self.hrefs += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        if "code" not in self.open:
            self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def check(text: str, options: ChangeOptions) -> Shown:
    """The comment has the marker, nests, is under its limit, and shows nothing but text."""
    shown = Shown(text)
    assert len(text) <= options.limit
    assert text.splitlines()[0] == marker(options.marker)
    assert set(shown.tags) <= TAGS
    assert (shown.open, shown.crossed) == ([], [])
    assert len(shown.comments) == 1
    assert text.count("<details>") == text.count("</details>") == shown.tags.count("details")
    assert [found for part in shown.text for found in EFFECTS.findall(part)] == []
    assert [href for href in shown.hrefs if not href.startswith("https://git.example/plans/")] == []
    assert [line for line in text.splitlines() if line.startswith("|") and len(re.findall(r"\|", line)) != 7] == []
    return shown


def many(number: int) -> Comparison:
    assert HALDEN.before is not None
    assert HALDEN.after is not None
    return replace(
        COMPARISON,
        accounts=tuple(
            replace(
                HALDEN,
                before=HALDEN.before._replace(path=f"content/accounts/a{n:04}.md", name=f"Account {n}"),
                after=HALDEN.after._replace(path=f"content/accounts/a{n:04}.md", name=f"Account {n}"),
            )
            for n in range(number)
        ),
        rules=(SHIFT,) * number,
        time=(SHIFT,) * number,
    )


def test_everything_at_once_is_a_valid_comment() -> None:
    shown = check(render(COMPARISON, OPTIONS), OPTIONS)
    assert shown.tags.count("details") == 5
    assert shown.tags.count("table") == 1
    assert len(shown.hrefs) == 5


def test_whoever_has_something_to_look_at_stands_open_before_anything_folds() -> None:
    for compared in (COMPARISON, many(20), comparison(HALDEN), comparison(settings=COMPARISON.settings)):
        before, _, _ = render(compared, OPTIONS).partition("<details>")
        for flag in all_flags(compared):
            assert escaped(flag.words) in before
            assert f"**{escaped(flag.name)}**" in before
        assert before.splitlines()[2].startswith("### kamgen: ")
        assert len(before.splitlines()) <= 16 + sum(1 for _ in all_flags(compared)) + len(compared.accounts)


def test_html_has_blank_lines_around_it() -> None:
    lines = ["", *render(COMPARISON, OPTIONS).splitlines(), ""]
    for before, line in pairwise(lines):
        assert not line.startswith(("<details>", "</details>", "<sub>")) or before == ""
        assert not before.startswith(("<details>", "</details>", "<!--")) or line == ""


@pytest.mark.parametrize("limit", [60_000, 20_000, LEAST_LIMIT])
def test_three_hundred_accounts_stay_under_the_limit(limit: int) -> None:
    options = OPTIONS._replace(limit=limit)
    text = render(many(300), options)
    check(text, options)
    assert text.count("*Left out, since a comment must not be longer: ") == 1
    assert "`kamgen diff` shows everything.*\n\n<sub>base main <code>a1b2c3d</code> · head" in text


def test_what_is_left_out_is_counted_from_the_end() -> None:
    text = render(many(300), OPTIONS)
    assert "…" not in text.split("<details>")[0].replace("- … and", "").replace("| … and", "")
    assert "All accounts (300)" not in text or "300 lines of “Fixed findings”" in text
    assert "300 lines of “Fixed findings”" in text
    assert "“What time alone did”" in text.split("*Left out")[1]


def test_one_giant_account_stays_under_the_limit() -> None:
    rows = tuple(entry("action", ChangeKind.REMOVED, f"Do {number}, " + "x" * 90) for number in range(5_000))
    text = render(comparison(replace(HALDEN, plan=PlanChange(rows))), OPTIONS)
    check(text, OPTIONS)
    assert len(text) > 59_000
    assert re.search(r"[\d,]+ lines of “Changes by account”", text)


def test_a_giant_entry_is_shortened() -> None:
    fields = tuple(HALDEN.plan.entries[1].fields) * 500
    wide = EntryChange("actions", "action", ChangeKind.CHANGED, "x" * 9_000, "", fields, 3)
    check(render(comparison(replace(HALDEN, plan=PlanChange((wide,)))), OPTIONS), OPTIONS)


@pytest.mark.parametrize("text", TRICKS)
def test_nothing_of_a_plan_has_an_effect(text: str) -> None:
    compared = replace(
        comparison(hostile(text), settings=(SettingChange(text, text, text),), time=(SHIFT,)),
        base=Side(text, text, AS_OF, 1),
        head=Side(text, "", AS_OF, 1),
        currency=text,
    )
    check(render(compared, OPTIONS._replace(marker=text)), OPTIONS._replace(marker=text))


def test_what_a_plan_says_reads_as_it_was_written() -> None:
    shown = "".join(check(render(comparison(hostile("*a* | @b <c> #1 `d`")), OPTIONS), OPTIONS).text)
    assert "*a* | @b <c> #1 `d`" in shown.replace("\u200b", "")
    assert "risk removed" in shown


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    for pattern in ("javascript:alert({path})", "//x/{path}", "https://x/", "ftp://x/{path}", "https:{path}"):
        assert Shown(render(COMPARISON, OPTIONS._replace(source_url=pattern))).hrefs == []


def test_the_marker_is_a_comment_whatever_its_name() -> None:
    assert marker("") == "<!-- kamgen:diff -->"
    assert marker("sales/north") == "<!-- kamgen:diff:sales-north -->"
    assert marker("x --> <script>") == "<!-- kamgen:diff:x-script -->"


_TEXTS = st.one_of(st.sampled_from(TRICKS), st.text(max_size=40), st.text("@#!:/<>|`*_~[]()\\ a1&-\n", max_size=30))


@st.composite
def _comparisons(draw: st.DrawFn) -> Comparison:
    texts = draw(st.lists(_TEXTS, min_size=1, max_size=6))
    accounts: list[AccountChange] = [hostile(text) for text in texts]
    accounts *= draw(st.sampled_from([1, 1, 5, 30]))
    setting = SettingChange(texts[0], texts[-1], texts[0])
    return replace(
        comparison(*accounts, settings=(setting,) * draw(st.integers(0, 3))),
        head=Side(texts[0], texts[-1], AS_OF, 3),
    )


@settings(max_examples=60)
@given(_comparisons(), st.integers(LEAST_LIMIT, 30_000))
def test_any_comment_is_under_its_limit_and_without_effect(compared: Comparison, limit: int) -> None:
    options = OPTIONS._replace(limit=limit)
    check(render(compared, options), options)
