"""A pull request, played through: what the comment says, and that nothing written in it does anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.cli.change_play import HALDEN, NORD, NORD_FILE, SITE, SUND, SUND_FILE, Play
from tests.cli.small_site import Shell
from tests.hostile import NASTY
from tests.repositories import isolate

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {"details", "summary", "ins", "del", "sub", "code"}
NAME = "@everyone | `x` <script>alert(1)</script> #1 [a](b) **b** https://evil.test"
BRANCH = "feature/@everyone|`x`<script>alert(1)</script>#1"
FILE = "content/accounts/@everyone|`x`<img src=x onerror=alert(1)>#1.md"


@pytest.fixture
def play(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Play:
    isolate(monkeypatch)
    return Play(shell)


def comment(play: Play, *arguments: str) -> str:
    ran = play.shell("diff", *arguments, "--output-format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


class Tags(HTMLParser):
    """The tags of a text, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, len(attrs)))


def tokens(text: str) -> Iterator[Token]:
    """What a parser makes of it, down to the last."""
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def foreign(text: str) -> set[tuple[str, int]]:
    """Tags that are not ours, or have attributes."""
    tags = Tags()
    tags.feed("\n".join(token.content for token in tokens(text) if token.type.startswith("html_")))
    return {(tag, number) for tag, number in tags.found if tag not in OURS or number}


def linked(text: str) -> list[str]:
    """Where links and pictures lead."""
    return [str(token.attrs) for token in tokens(text) if token.type in ("link_open", "image")]


def whole(text: str) -> bool:
    """Whether every fold that is opened is closed, and every row of a table has as many cells as its head."""
    counts = [text.count(f"<{tag}>") - text.count(f"</{tag}>") for tag in OURS]
    rows = [[line.count("|") for line in group.splitlines() if line.startswith("|")] for group in text.split("\n\n")]
    return not any(counts) and all(one == other for group in rows for one, other in pairwise(group))


def test_the_comment_of_a_pull_request(play: Play, golden: Callable[[str, str], None]) -> None:
    play.write("content/accounts/vik.md", NORD.replace("Nord", "Vik").replace("pumps", "valves"))
    play.scratch.commit("Vik is a key account now")
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M").edit("role: decision maker", "role: user")
    play.edit("  - {promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-05-01, due: 2026-12-30}\n", "")
    play.edit("made: 2026-06-01, due: 2027-01-30", "made: 2026-06-01, due: 2027-02-28")
    play.edit("Two more vessels a year from 2028 on.", "Three more vessels a year from 2029 on.")
    play.scratch.commit("Halden: new figures", author="Per Moe")
    play.scratch.move(SUND_FILE, "content/accounts/shipping/sund.md")
    play.scratch.commit("Sund moves")
    play.edit("made: 2026-06-01, due: 2027-02-28", "made: 2026-06-01, due: 2027-03-31")
    play.edit("owner: Per Moe\ncat", "owner: Eva Lund\ncat", NORD_FILE)
    play.write("site.toml", SITE + 'feedback_every = "2 months"\n')
    play.scratch.commit("Stricter, and later again")
    play.scratch.switch("main")
    play.edit("name: Sund Shipping", "name: Sund Lines", SUND_FILE).edit("revenue: 910k", "revenue: 990k")
    play.write("content/accounts/theirs.md", HALDEN.replace("Halden", "Theirs")).scratch.commit("theirs")
    play.scratch.switch("work")
    text = comment(play, "main...work", "--marker", "sales")
    golden("pull-request-comment.txt", text)
    assert "Lines" not in text
    assert "990k" not in text
    assert "Theirs" not in text
    assert (foreign(text), linked(text), whole(text)) == (set(), [], True)
    assert comment(play, "--marker", "sales", "main...HEAD").replace("HEAD", "work") == text


def test_changes_of_the_main_branch_alone_make_no_comment(play: Play) -> None:
    play.scratch.switch("main")
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M").scratch.commit("theirs")
    play.scratch.switch("work")
    assert comment(play) == comment(play, "main...HEAD") == ""


def test_what_a_merge_of_the_main_branch_brought_is_not_told(play: Play) -> None:
    play.edit("Two more vessels", "Three more vessels").scratch.commit("mine")
    play.scratch.switch("main")
    play.edit("name: Sund Shipping", "name: Sund Lines", SUND_FILE).scratch.commit("theirs")
    play.scratch.switch("work").merge("main")
    assert play.told("main...HEAD") == ["changed halden", "  changed section Growth +1 −1"]
    assert play.told() == ["changed halden", "  changed section Growth +1 −1"]
    assert play.told("main", "HEAD") == ["changed halden", "  changed section Growth +1 −1"]


def test_what_a_pull_request_s_checkout_holds_is_told_as_its_own_changes(play: Play) -> None:
    """A merge commit of the branch into a main branch that has gone on, detached, with the whole history."""
    play.edit("Two more vessels", "Three more vessels").scratch.commit("mine")
    play.scratch.switch("main")
    play.edit("name: Sund Shipping", "name: Sund Lines", SUND_FILE).scratch.commit("theirs")
    play.scratch.branch("pull").merge("work")
    play.scratch.switch("main")
    copy = play.scratch.clone(play.beside("copy"))
    copy.switch("origin/pull")
    told = ["changed halden", "  changed section Growth +1 −1"]
    for arguments in ((), ("origin/main...HEAD",), ("HEAD^1", "HEAD"), ("origin/main", "HEAD")):
        assert play.told(*arguments, "--site", str(copy.root)) == told


def test_a_branch_that_was_merged_has_nothing_to_tell_any_more(play: Play) -> None:
    play.edit("Two more vessels", "Three more vessels").scratch.commit("mine")
    play.scratch.switch("main").merge("work")
    play.scratch.switch("work")
    assert comment(play, "main...HEAD") == ""


def test_three_hundred_changed_accounts_stay_under_the_limit(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    plans = {f"content/accounts/yard-{number}.md": HALDEN.replace("Halden", f"Yard {number}") for number in range(300)}
    play = Play(shell, **plans)
    for number, path in enumerate(plans):
        play.edit("target_revenue: 1.3M", f"target_revenue: {1000 + number}k", path)
        play.edit("role: decision maker", "role: user", path)
        play.edit("Two more vessels a year from 2028 on.", f"{number} more. " + "Steel and paint and more. " * 20, path)
        play.edit("risks:", "surprise: 1\nrisks:", path)
    text = comment(play)
    assert 30_000 < len(text) <= 60_000
    assert (
        text.splitlines()[2]
        == "### kamgen: 300 accounts changed · ⚠ 600 to look at · 1,200 to be confirmed · 300 new errors"
    )
    assert (foreign(text), whole(text)) == (set(), True)
    assert "*Left out, since a comment must not be longer: " in text
    small = comment(play, "--max-chars", "3000")
    assert len(small) <= 3000
    assert (foreign(small), whole(small)) == (set(), True)
    assert small.splitlines()[2] == text.splitlines()[2]
    assert small.splitlines()[-1] == text.splitlines()[-1]


def hostile(play: Play) -> Play:
    """A branch on which everything is named to do harm."""
    text = SUND.replace("Sund Shipping", repr(NAME)).replace("Hull sensors", repr(NAME))
    text = text.replace("The fleet is sold", repr(NAME)).replace("Eva Lund", repr(NAME))
    play.scratch.write(FILE, text).commit("start of harm", author=NAME)
    play.scratch.branch(BRANCH)
    play.scratch.write(FILE, text.replace("30k", "20k").replace("Runs nine ships.", f"# {NAME}\n\n{NAME}\n"))
    play.write("content/accounts/new.md", text.replace("name: ", "name: New ", 1))
    play.edit("name: Nord", f"name: {NAME!r}", NORD_FILE)
    play.edit("## Growth", f"## {NAME}")
    play.edit("owner: Ingrid Solberg\ncat", f"owner: {NAME!r}\ntypo: {NAME!r}\ncat")
    play.scratch.commit(NAME, author=NAME)
    return play


def test_hostile_names_do_nothing_in_a_comment(play: Play) -> None:
    hostile(play)
    text = comment(play, "work", BRANCH, "--marker", NAME)
    assert (foreign(text), linked(text), whole(text)) == (set(), [], True)
    assert text.splitlines()[0] == "<!-- kamgen:diff:everyone-x-script-alert-1-script-1-a-b-b-https-evil.test -->"
    lines = text.splitlines()[1:]
    assert not [line for line in lines if re.search(r"@\w|(?<!&)#\d|`|<script|<img|https?://", line, re.I)]
    apart = re.sub(r"<code>.*?</code>", "", text)
    shown = " ".join(token.content for token in tokens(apart) if token.type in ("text", "text_special"))
    assert "script" in shown
    assert not re.search(r"@\w|#\d|://\w", shown)


def test_hostile_names_do_nothing_on_the_page(play: Play) -> None:
    hostile(play)
    ran = play.shell("diff", "work", BRANCH, "--output-format", "html")
    assert (ran.code, ran.err) == (0, "")
    assert "<script>alert" not in ran.out
    assert "<img" not in ran.out


def test_hostile_authors_do_nothing_on_the_site(play: Play) -> None:
    hostile(play)
    assert play.shell("build", "--fail-on", "never").code == 0
    for page in (play.shell.folder / "public").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_texts_of_every_nasty_kind_are_compared_and_shown(play: Play) -> None:
    for number, name in enumerate(NASTY):
        play.write(f"content/accounts/nasty-{number}.md", _of(name, "1k"))
    play.scratch.commit("nasty")
    for number, name in enumerate(NASTY):
        play.write(f"content/accounts/nasty-{number}.md", _of(name, "2k"))
    for output in ("full", "json", "html"):
        ran = play.shell("diff", "HEAD", "--output-format", output)
        assert (ran.code, ran.err) == (0, "")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", ran.out)
    text = comment(play, "HEAD")
    assert text.splitlines()[2].startswith(f"### kamgen: {len(NASTY)} accounts changed")
    assert (foreign(text), linked(text), whole(text)) == (set(), [], True)


def _of(nasty: str, worth: str) -> str:
    name = f"Ann {nasty[:80]}"
    text = "".join(
        each if each.isprintable() and each not in "'\\" else f"\\u{ord(each):04x}" for each in f"Ann {name[:80]}"
    )
    quoted = '"' + text.replace('"', '\\"') + '"'
    return (
        f"---\nname: {quoted}\nowner: {quoted}\ncategory: core\nopportunities:\n"
        f"  - {{name: {quoted}, value: {worth}, probability: 10%}}\n---\n{name} {worth}\n"
    )
