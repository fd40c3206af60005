"""Prose to HTML with marks for addresses, and its links at their places."""

import itertools
import pickle
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.markdown import parser
from kamgen.markdown.body import parse_body
from kamgen.model.places import Fault
from kamgen.model.plan import LINK_MARK, Body, Link, LinkKind, link_mark

_WHERE = "`https://…`, `mailto:…`, or a path such as `halden.md` or `minutes.pdf`"


def _html(text: str) -> str:
    return parse_body(text, 1)[0].html


def _links(text: str, first_line: int = 1) -> tuple[Link, ...]:
    return parse_body(text, first_line)[0].links


def test_nothing_gives_nothing() -> None:
    assert parse_body("", 1) == (Body(), ())


def test_headings_go_below_the_pages_own_without_gaps() -> None:
    html = _html("# A\n## B & C\n#### D\n# E\n")
    assert html == (
        '<h3 id="plan-a">A</h3>\n<h4 id="plan-b--c">B &amp; C</h4>\n<h5 id="plan-d">D</h5>\n<h3 id="plan-e">E</h3>\n'
    )
    assert _html("## A\n") == '<h3 id="plan-a">A</h3>\n'
    assert _html("#\n") == ""
    assert _html("# a\n## b\n### c\n#### d\n##### e\n").endswith('<h6 id="plan-e">e</h6>\n')
    assert _html("# a\n> # b\n").endswith("<blockquote>\n<h4>b</h4>\n</blockquote>\n")


def test_raw_html_is_text() -> None:
    assert _html("<script>a</script>\n\nb <b>c</b>\n") == (
        "<p>&lt;script&gt;a&lt;/script&gt;</p>\n<p>b &lt;b&gt;c&lt;/b&gt;</p>\n"
    )


def test_inline_markup() -> None:
    html = _html("*a* **b** ~~c~~ `d <` e  \nf\\\n1 &lt; 2 &amp; R&D \\*g\\*\n")
    assert html == (
        "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d &lt;</code> e<br>\nf<br>\n1 &lt; 2 &amp; R&amp;D *g*</p>\n"
    )


def test_tables_have_classes_for_sides_and_no_empty_heading() -> None:
    assert _html("| a |  | c |\n|---|--:|:-:|\n| 1 | 2 |\n") == (
        '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">\n<table>\n<thead>\n<tr>\n'
        '<th scope="col">a</th>\n<td class="right"></td>\n<th scope="col" class="center">c</th>\n'
        "</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<td>1</td>\n<td class="right">2</td>\n<td class="center"></td>\n'
        "</tr>\n</tbody>\n</table>\n</div>\n"
    )


def test_lists_tight_loose_numbered_and_nested() -> None:
    assert _html("- a\n  1. b\n- c\n") == "<ul>\n<li>a<ol>\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ul>\n"
    assert _html("3. a\n\n4. b\n") == '<ol start="3">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n'


def test_tasks_say_whether_they_are_open() -> None:
    assert _html("- [ ] a *b*\n- [x] c\n- [ ]\n") == (
        '<ul>\n<li class="task-item"><span class="task task-open"><span class="visually-hidden">open: </span></span>'
        ' a <em>b</em></li>\n<li class="task-item"><span class="task task-done">'
        '<span class="visually-hidden">done: </span></span> c</li>\n<li>[ ]</li>\n</ul>\n'
    )


def test_code_is_shown_as_written() -> None:
    assert _html("```py x\na < `b` [[c]]\n```\n\n    [d](e)\n\n`[[f]]`\n") == (
        '<pre tabindex="0"><code class="language-py">a &lt; `b` [[c]]\n</code></pre>\n'
        '<pre tabindex="0"><code>[d](e)\n</code></pre>\n<p><code>[[f]]</code></p>\n'
    )
    assert _links("```\n[[c]]\n```\n\n    [d](e)\n\n`[[f]]`\n") == ()


def test_footnotes_stand_at_the_end_in_order_of_mention_with_ways_back() -> None:
    assert _html("a[^x] b[^y] c[^x] d[^z]\n\n[^y]: why\n[^x]: ex\n\n    - more\n\n[^u]: unused\n") == (
        '<p>a<sup class="footnote-ref"><a href="#plan-fn:1" id="plan-fnref:1">1</a></sup>'
        ' b<sup class="footnote-ref"><a href="#plan-fn:2" id="plan-fnref:2">2</a></sup>'
        ' c<sup class="footnote-ref"><a href="#plan-fn:1" id="plan-fnref:1:2">1</a></sup> d[^z]</p>\n'
        '<div class="footnotes">\n<ol>\n<li id="plan-fn:1"><p>ex</p>\n<ul>\n<li>more</li>\n</ul>\n'
        ' <a class="footnote-back" href="#plan-fnref:1" aria-label="Back to reference 1">↩</a>'
        ' <a class="footnote-back" href="#plan-fnref:1:2" aria-label="Back to reference 1, mention 2">↩</a></li>\n'
        '<li id="plan-fn:2"><p>why'
        ' <a class="footnote-back" href="#plan-fnref:2" aria-label="Back to reference 2">↩</a></p>\n</li>\n'
        "<li><p>unused</p>\n</li>\n</ol>\n</div>\n"
    )


def test_footnotes_are_no_sections_text_and_may_mention_each_other() -> None:
    body, _ = parse_body("# A\nb[^1]\n\n[^1]: c[^2] [d](e.md)\n\n    # F\n[^2]: g[^1]\n", 1)
    assert [(each.title, each.text) for each in body.sections] == [("A", "b")]
    assert [link.line for link in body.links] == [4]
    assert body.html.count("<li id=") == 2


_INTERNAL = '<div class="internal" role="note" aria-label="Internal">\n'


def test_what_is_internal_is_marked() -> None:
    assert _html("a\n::: internal\nb\n:::\nc\n") == f"<p>a</p>\n{_INTERNAL}<p>b</p>\n</div>\n<p>c</p>\n"


def test_internal_parts_may_nest_and_hold_code_that_looks_like_their_end() -> None:
    html = _html("::: internal\na\n::: internal\nb\n:::\n```\n:::\n```\nc\n:::\nd\n")
    assert html == (
        f"{_INTERNAL}<p>a</p>\n{_INTERNAL}<p>b</p>\n</div>\n"
        '<pre tabindex="0"><code>:::\n</code></pre>\n<p>c</p>\n</div>\n<p>d</p>\n'
    )


def test_internal_parts_in_a_list_or_quote() -> None:
    html = _html("- a\n\n  ::: internal\n  b\n  :::\n- c\n\n> ::: internal\n> d\n>\n> :::\n")
    assert html.count(_INTERNAL) == 2
    assert parse_body("> ::: internal\n>", 1)[0].html == f"<blockquote>\n{_INTERNAL}</div>\n</blockquote>\n"


def test_an_internal_part_that_never_ends_runs_on_and_is_a_fault() -> None:
    body, faults = parse_body("a\n\n- x\n\n  ::: internal\n  b\n\nc\n", 5)
    assert body.html.endswith(f"{_INTERNAL}<p>b</p>\n</div>\n</li>\n</ul>\n<p>c</p>\n")
    write = "`:::` on a line of its own where the internal part ends"
    assert faults == (("FMT003", Fault("@9:3", "`::: internal` is never closed", write)),)


@pytest.mark.parametrize("line", ["::: intern", ":::", "::: note"])
def test_a_fence_that_opens_or_closes_nothing_is_a_fault(line: str) -> None:
    write = "`::: internal` above what only our side may read, and `:::` below it"
    fault = Fault("@3:1", f"`{line}` neither opens nor closes an internal part", write)
    assert parse_body(f"a\n\n{line}\n", 1)[1] == (("FMT003", fault),)
    assert parse_body(f"a\nb\n{line}\n", 1)[1] == (("FMT003", fault),)


@pytest.mark.parametrize(
    ("written", "kind", "target", "fragment"),
    [
        ("[a](halden-group.md)", LinkKind.ACCOUNT, "halden-group.md", ""),
        ("[a](../x/Halden%20Group.MD?x=1#gro%77th)", LinkKind.ACCOUNT, "../x/Halden Group.MD", "growth"),
        ("[a](<my file.pdf>)", LinkKind.FILE, "my file.pdf", ""),
        ("[a](q3.pdf?v=2#page=4)", LinkKind.FILE, "q3.pdf", "page=4"),
        ("![a](pic.png 'T')", LinkKind.FILE, "pic.png", ""),
        ("[a](#growth)", LinkKind.ANCHOR, "", "growth"),
        ("[[halden]]", LinkKind.WIKI, "halden", ""),
        ("[[ halden | the *group* ]]", LinkKind.WIKI, "halden", ""),
        ("[[halden#growth|text]]", LinkKind.WIKI, "halden", "growth"),
        ("[[#growth]]", LinkKind.ANCHOR, "", "growth"),
        ("<https://a.example/b?c=d#e>", LinkKind.EXTERNAL, "https://a.example/b?c=d#e", ""),
        ("<kari@client.example>", LinkKind.EXTERNAL, "mailto:kari@client.example", ""),
        ('[a](HTTP://a.example:80/%zz|"x#y#z)', LinkKind.EXTERNAL, "HTTP://a.example:80/%25zz%7C%22x#y%23z", ""),
        ("[a](https://ærø.example)", LinkKind.EXTERNAL, "https://ærø.example", ""),
        ("[a](http://[::1]/)", LinkKind.EXTERNAL, "http://[::1]/", ""),
        ("[a][b]\n\n[b]: c.md", LinkKind.ACCOUNT, "c.md", ""),
        ("![a](https://a.example/p.png)", LinkKind.EXTERNAL, "https://a.example/p.png", ""),
    ],
)
def test_links_are_told_apart(written: str, kind: LinkKind, target: str, fragment: str) -> None:
    assert parse_body(f"x {written}", 7)[0].links == (Link(kind, target, fragment, 7, 3),)


def test_links_hold_marks_and_external_ones_say_so() -> None:
    assert _html(
        '[a](b.md "T\\"") [c](https://d.example) [[e|f <g>]] ![h *i*](j.png) ![k](https://l.example) [](m.md)'
    ) == (
        f'<p><a href="{link_mark(0)}" title="T&quot;">a</a>'
        f' <a href="{link_mark(1)}" rel="noopener noreferrer">c</a>'
        f' <a href="{link_mark(2)}">f &lt;g&gt;</a>'
        f' <img src="{link_mark(3)}" alt="h i" loading="lazy">'
        f' <a href="{link_mark(4)}" rel="noopener noreferrer">k</a>'
        f' <a href="{link_mark(5)}">m.md</a></p>\n'
    )


def test_a_link_within_a_link_is_only_its_text() -> None:
    body, _ = parse_body("[![a](https://b.example/c.png) <https://d.example>](e.md)", 1)
    assert body.html == f'<p><a href="{link_mark(0)}">a https://d.example</a></p>\n'
    assert len(body.links) == 1


_REFUSED = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java&#10;script:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&Tab;javascript:alert(1)",
    "<javascript :alert(1)>",
    "javascript%3Aalert(1)",
    "vbscript:x",
    "data:text/html,x",
    "data:image/png;base64,x",
    "file:///etc/passwd",
    "//host/x",
    "/absolute",
    "%2Fabsolute",
    "\\\\\\\\host\\\\x",
    "a%5Cb",
    "a%00b",
    "ftp://x",
    "http:x",
    "https:///x",
    "mailto:",
    "blob:https://x",
]


@pytest.mark.parametrize("written", _REFUSED)
def test_links_to_anywhere_else_are_text_and_a_fault(written: str) -> None:
    body, faults = parse_body(f"x\ny [*a*]({written})", 1)
    assert (body.html, body.links) == ("<p>x\ny <em>a</em></p>\n", ())
    ((code, fault),) = faults
    assert (code, fault.key, fault.write) == ("LNK002", "@2:3", _WHERE)
    assert fault.message.endswith(": a link may only go to http, https, mailto or a file beside the plan")


def test_refused_images_and_addresses_in_angle_brackets_are_text() -> None:
    body, faults = parse_body("![a](//b/c.png) <javascript:d>", 1)
    assert body.html == "<p>a javascript:d</p>\n"
    assert [fault.key for _, fault in faults] == ["@1:1", "@1:17"]


@pytest.mark.parametrize("written", ["[a]()", "[a](<>)", "[a](#)", "[a](?b)"])
def test_a_link_without_address_is_a_fault(written: str) -> None:
    write = f"its address between the round brackets: {_WHERE}"
    assert parse_body(written, 1)[1] == (("LNK002", Fault("@1:1", "this link leads nowhere", write)),)


def test_links_have_their_line_and_column_wherever_they_stand() -> None:
    text = """# H [a](a.md)

Text
  more [b](b.md)
**x [c](c.md)** [c](c.md)

- i
  - j
    k [d](d.md)
> q
> r [e](e.md)
> - [ ] s [f](f.md)

| h | [g](g.md) |
|---|---|
| [h](h.md) | [h](h.md) |
| a \\| b | [i](i.md) |

[j][j]
===

[j]: j.md
"""
    found = [(link.target[0], link.line, link.column) for link in _links(text, 101)]
    assert found == [
        ("a", 101, 5),
        ("b", 104, 8),
        ("c", 105, 5),
        ("c", 105, 17),
        ("d", 109, 7),
        ("e", 111, 5),
        ("f", 112, 11),
        ("g", 114, 7),
        ("h", 116, 3),
        ("h", 116, 15),
        ("i", 117, 12),
        ("j", 119, 1),
    ]


def test_line_ends_of_any_system_give_the_same() -> None:
    text = "# A\n\nb [c](d.md)\n"
    assert parse_body(text.replace("\n", "\r\n"), 1) == parse_body(text, 1) == parse_body(text.replace("\n", "\r"), 1)


def test_what_looks_like_a_mark_is_taken_out() -> None:
    assert _html("a\x010\x02b &#1;0&#2; \0") == "<p>a0b \ufffd0\ufffd \ufffd</p>\n"


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.sound = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.sound &= not (tag == "a" and "a" in self.open)
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.sound &= bool(self.open) and self.open.pop() == tag


_WRITTEN = """* ** _ ~~ ` ``` [ ] ( ) ![ [[ ]] | # > - + 1. ::: internal [x] [^1] [^1]: [a]: < > & \\ " ' http://a.b
javascript: due: @A b: .md / === --- |-|-| <script> &#106; [a](b.md) ![a](b) [[c|d]]"""
_PIECES = [*_WRITTEN.split(), " ", " ", "\n", "\n", "\n\n", "    ", "- [ ] ", "::: internal\n", "\x01"]
_PROSE = st.lists(st.sampled_from(_PIECES), max_size=40)


@given(_PROSE.map("".join) | st.text(max_size=200))
def test_any_text_gives_sound_html(text: str) -> None:
    body, faults = parse_body(text, 1)
    balance = _Balance()
    balance.feed(body.html)
    balance.close()
    assert balance.sound
    assert balance.open == []
    assert "<script" not in body.html
    assert len(balance.ids) == len(set(balance.ids))
    assert all(int(number) < len(body.links) for number in LINK_MARK.findall(body.html))
    assert pickle.loads(pickle.dumps((body, faults))) == (body, faults)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5000,
        "- " * 5000,
        "[" * 20000,
        "![" * 5000,
        "[[" * 1000,
        "*a_ " * 5000,
        "`" * 5000,
        "[a](b) " * 2000,
        "\n".join(">" * depth for depth in range(200)),
        "\n".join(" " * depth + "- a" for depth in range(200)),
        "::: internal\n" * 1000,
        "|a" * 250 + "\n" + "|-" * 250 + "\n" + "x\n" * 50,
        "".join(f"[^{number}]: [^{number + 1}]\n\n" for number in range(1000)) + "[^0]",
    ],
    ids=itertools.count(),
)
def test_hostile_prose_is_read(text: str) -> None:
    assert parse_body(text, 1)[0].html


def test_tables_that_would_grow_without_end_become_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parser._MOST_CELLS == 50_000
    monkeypatch.setattr(parser, "_MOST_CELLS", 5000)
    table = "|a" * 40 + "\n" + "|-" * 40 + "\n" + "x\n" * 20 + "\n"
    html = _html(table * 8)
    assert html.count("<table>") == 6
    assert html.endswith("x</p>\n")


def test_an_endless_address_is_refused_however_often_it_is_used() -> None:
    text = f"[a]: http://x/{'y' * 3000}\n\n" + "[a] " * 3
    _, faults = parse_body(text, 1)
    assert [(code, fault.key, fault.message) for code, fault in faults] == [
        ("LNK002", f"@3:{column}", "this address is longer than 2000 characters") for column in (1, 5, 9)
    ]


def test_thousands_of_stray_fences_are_found_in_their_lines() -> None:
    _, faults = parse_body(":::\n" * 3000, 10)
    assert [fault.key for _, fault in faults] == [f"@{line}:1" for line in range(10, 3010)]


@pytest.mark.parametrize(("columns", "tables"), [(1000, 1), (1001, 0)])
def test_a_table_wider_than_any_page_is_left_as_text(columns: int, tables: int) -> None:
    body, _ = parse_body("|a" * columns + "|\n" + "|-" * columns + "|\n", 1)
    assert body.html.count("<table") == tables


_TANGLED = Fault(
    "@3:1",
    "from here on there are too many brackets within brackets: links are shown as they are written",
    "links one after the other, and `\\[` for a bracket that is only text",
)


@pytest.mark.parametrize("opener", ["<![CDATA[", "![a", "[[a", "[^a"])
def test_brackets_without_end_are_text_and_a_mistake_said_once(monkeypatch: pytest.MonkeyPatch, opener: str) -> None:
    monkeypatch.setattr(parser, "_MOST_LOOKS", 5000)
    knot = opener * 3000
    body, faults = parse_body(f"[a *b*](c.md)\n\n{knot}\n\n[[d]] [e *f*](g.md) `{knot}`\n\n[h](i.md)\n", 1)
    assert faults == (("FMT003", _TANGLED),)
    assert [link.target for link in body.links] == ["c.md"]
    assert f"<p>{knot.replace('<', '&lt;')}</p>\n" in body.html


def test_footnotes_may_mention_each_other_in_a_long_row() -> None:
    text = "[^0]\n\n" + "".join(f"[^{number}]: a[^{number + 1}]\n" for number in range(3000)) + "[^3000]: b\n"
    html = parse_body(text, 1)[0].html
    assert html.index('<li id="plan-fn:3000">') < html.index('<li id="plan-fn:3001"><p>b')
