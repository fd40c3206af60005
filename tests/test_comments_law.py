"""Comments are nobody's business: what stands in one is in nothing that kamgen writes; in code and texts it stays."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.parse.published import published, published_toml
from kamgen.report import FORMATS
from kamgen.report.agenda import AGENDA_FORMATS
from kamgen.report.changes import CHANGE_FORMATS
from kamgen.report.history import HISTORY_FORMATS
from tests.cli.conftest import shell
from tests.cli.small_site import Shell
from tests.repositories import Scratch, isolate

__all__ = ["shell"]

SECRET, KEPT = "Seglvik", "Torvhus"
"""A word for comments only, and one for code and texts."""
_SIGNS = {"§": SECRET, "¤": KEPT}

HIDDEN = (
    "<!-- § -->",
    "<!--\nfirst\n\n    §\n- § -->",
    "<!-- ```\n§ -->",
    "<!-- § --> words **behind**",
    "Words before <!-- § -->",
    "Words<!--§-->, and `code` <!-- `§ --> more`",
    "Words <!-- over\nlines §\n--> behind",
    "%% § %%",
    "%%\n§\n\n§\n%%",
    "Words %%§%% more, yard%%§%%, and 2027%%§%%",
    "- point\n- another <!-- § -->\n\n    <!-- § -->\n- [ ] Send it <!-- § --> @Per Moe",
    "> quoted %% § %%\n> <!-- § -->",
    "| a <!-- § | § --> | b |\n| --- | --- |\n| 1 %%§%% | `2` <!-- § --> |",
    "### Heading <!-- § -->",
    "[words <!-- § -->](https://a.example <!-- § -->) [[acme|plan <!-- § -->]]",
    "::: internal\n<!-- § -->\n:::",
    "Noted.[^n]\n\n[^n]: A note. <!-- § -->",
    "``` <!-- § -->\ncode\n```",
    "[//]: # (§)\n[comment]: <> (§)",
    "<!-- § --> <!-- § --> %%§%%",
)
SHOWN = (
    "`<!-- ¤ -->` and ``%% ` ¤ %%``",
    "```\n<!-- ¤ -->\n%% ¤ %%\n```",
    "1. point\n\n   ~~~\n   <!-- ¤\n   ~~~\n2. more ¤",
    "words\n\n    <!-- ¤ -->",
    "\\<!-- ¤ -->",
    "5%% and ¤ and 6%% and 7 %",
    "| `%%¤%%` |\n| --- |\n| `<!-- ¤ -->` |",
)
ENDLESS = ("<!-- §\n\nmore", "%%\n§", "Words <!-- § ", "<!-- § -- >\n\n```\n§\n```\n")
YAML = ("# §", "region: Nordics # §", 'website: "https://a.example/#¤" # §', "industry: a#¤ # §", "\n  # §\n")
_WRITTEN = st.tuples(
    st.lists(st.sampled_from(YAML), max_size=4),
    st.lists(st.sampled_from(HIDDEN + SHOWN), min_size=1, max_size=6),
    st.sampled_from(("", "", *ENDLESS)),
)


def filled(text: str) -> str:
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return text


def plan(front: Iterable[str], prose: Iterable[str], *, name: str = "Acme") -> str:
    rows = "\n".join([f"name: {name} # §", "owner: Per Moe", "category: core", *front])
    return filled(f"---\n# §\n{rows}\n---\n" + "\n\n".join(prose) + "\n")


def source(text: str) -> Source:
    return Source("content/accounts/acme.md", text.encode())


@given(_WRITTEN)
@settings(max_examples=150)
def test_a_comment_is_in_nothing_that_is_made_of_a_plan_and_code_is_text(
    written: tuple[list[str], list[str], str],
) -> None:
    front, prose, last = written
    text = plan(front, [*prose, last])
    read = parse_plan(source(text), "content/accounts")
    for shown in (published(source(text)), published(source(text), " ")):
        assert SECRET not in shown.data.decode()
        assert shown.data.decode().count(KEPT) == text.count(KEPT)
        assert shown.data.count(b"\n") == text.count("\n")
    assert SECRET not in repr(read)
    assert read.body.html.count(KEPT) == filled("".join(prose)).count(KEPT)
    again = parse_plan(published(source(text)), "content/accounts")
    assert (again.front, again.body.html, again.body.sections) == (read.front, read.body.html, read.body.sections)
    never = [fault.key for _, fault in read.faults if "never closed" in fault.message]
    assert len(never) == bool(last)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("---\nname: a\nnotes: |\n  # text\n  b # text\n # §\n# §\nowner: 'b # c' # §\n---\n", 2),
        ("+++\nname = 'a # text' # §\n# §\nowner = '''\n# text\n'''\n+++\n# text\n", 3),
        ('{"name": "a # text"}\n# text <!-- § -->\n', 2),
        ("---\nname: [a # §\n# §\nowner: }b # §\n---\n# text\n", 1),
        ("---\nname: a # §\n<!-- § -->\n", 0),
        ("--\nname: a # §\n---\n# text <!-- § -->\n", 1),
        ("# text\n\nno front matter <!-- § -->\n", 1),
        ("\ufeff\n---\r\nname: a # §\r\n---\r\n# text %%§%%\r\n", 1),
        ("---\nname: é # § \u2028 §\n---\nå <!-- § --> text", 1),
    ],
)
def test_each_language_has_its_comments_also_where_it_cannot_be_read(text: str, shown: int) -> None:
    made = published(source(filled(text))).data.decode()
    assert SECRET not in made
    assert made.count("text") == shown
    assert SECRET not in repr(parse_plan(source(filled(text)), "content/accounts").faults)


def test_a_file_with_bytes_that_are_no_text_keeps_them() -> None:
    data = b"---\nname: \xff # x\n---\n\xfe\n"
    assert published(Source("a.md", data)).data == data.replace(b"# x", b"")


def test_toml_keeps_its_columns() -> None:
    assert published_toml('a = "#x" # y\nb = 1#z') == 'a = "#x"    \nb = 1  '


def test_nothing_of_a_comment_leaves_in_any_output(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    scratch = Scratch(shell.folder)
    scratch.write("site.toml", filled('[site] # §\ntitle = "¤ # ¤" # §\n'))
    scratch.write("content/accounts/acme.md", plan(YAML[:2], HIDDEN[:9]))
    scratch.commit("first")
    scratch.write("content/accounts/acme.md", plan([*YAML, "reviews: [{date: 2026-13-01}] # §"], [*HIDDEN, *SHOWN]))
    scratch.write("content/accounts/endless.md", plan([], [*HIDDEN[::-1], ENDLESS[0]], name="Endless"))
    scratch.write("content/accounts/broken.md", plan(["financials: [ # §", "  - a: b: c # §"], HIDDEN, name="Broken"))
    scratch.commit("second")
    scratch.write("content/accounts/acme.md", plan(["# § again", *YAML], [HIDDEN[0], *SHOWN, *HIDDEN]))
    commands = [
        *(("check", "--output-format", name) for name in FORMATS),
        ("check", "--all"),
        *(("diff", "HEAD~1", "--output-format", name) for name in CHANGE_FORMATS),
        *(("history", "acme", "--output-format", name) for name in HISTORY_FORMATS),
        *(("review", "acme", "--output-format", name) for name in AGENDA_FORMATS),
        ("export",),
        ("build", "--workers", "1", "--fail-on", "never"),
    ]
    outputs = {" ".join(command): shell(*command) for command in commands}
    assert [name for name, ran in outputs.items() if ran.code not in (0, 1)] == []
    assert [name for name, ran in outputs.items() if SECRET in ran.out + ran.err] == []
    pages = [path for path in (shell.folder / "public").rglob("*") if path.is_file()]
    assert [path.name for path in pages if SECRET.encode() in path.read_bytes()] == []
    assert {"acme.html", "index.html"} <= {path.name for path in pages if KEPT.encode() in path.read_bytes()}
