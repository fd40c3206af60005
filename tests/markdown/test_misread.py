"""Prose that other programs read in another way: at its place, with what to write, and with the fix where it is one."""

from __future__ import annotations

import pytest

from kamgen.markdown.body import parse_body
from kamgen.model.finding import Fix
from kamgen.rules.codes import FaultCode

BEYOND = "a cell for it in the first row too, or `\\|` for a `|` that parts no cells"


def told(text: str) -> list[tuple[str, str]]:
    """Place and what to write of each mistake, with the fix where there is one: ``1:3 `- [ ] x```."""
    return [(fault.key[1:].partition("-")[0], fault.write) for _, fault in parse_body(text, 1)[1]]


def mended(text: str) -> str:
    """The text with all its fixes."""
    lines = text.split("\n")
    fixes = [fault.fix for _, fault in parse_body(text, 1)[1] if fault.fix]
    for fix in sorted(fixes, key=lambda each: (-each.line, -each.column)):
        row, start = lines[fix.line - 1], fix.column - 1
        assert row.startswith(fix.old, start)
        lines[fix.line - 1] = row[:start] + fix.new + row[start + len(fix.old) :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("- []Send it", "- [ ] Send it"),
        ("- [ ]Send it", "- [ ] Send it"),
        ("* [x]Sent", "* [x] Sent"),
        ("1. [/] Send it", "1. [ ] Send it"),
        ("- [  ] Send it", "- [ ] Send it"),
        ("- [ ]\u00a0Send it", "- [ ] Send it"),
        ("- ［　］ Send it\n- ［ｘ］Sent", "- [ ] Send it\n- [x] Sent"),
        ("- ☐ Send it\n- ☑ Sent", "- [ ] Send it\n- [x] Sent"),
        ("-[ ] Send it\n-[x] Sent", "- [ ] Send it\n- [x] Sent"),
        ("[ ] Send it", "- [ ] Send it"),
        ("• [ ] Send it", "- [ ] Send it"),
        ("> - <!-- c --> []Send it", "> - <!-- c --> [ ] Send it"),
        ("##Growth", "## Growth"),
        ("Words\n###Value", "Words\n### Value"),
        ("See [it](my file.pdf).", "See [it](<my file.pdf>)."),
        ("See [it](my file (1).pdf) `[it](my file.pdf)`.", "See [it](<my file (1).pdf>) `[it](my file.pdf)`."),
        ("![it](our pictures/org chart.png)", "![it](<our pictures/org chart.png>)"),
        ("[it](a(b.pdf)", "[it](<a(b.pdf>)"),
        ("See ![[org-chart.png|400]].", "See ![org chart](org-chart.png)."),
        ("![[Org 2026.PNG|Their board]]", "![Their board](<Org 2026.PNG>)"),
        ("![[minutes.pdf]] and [[minutes.pdf|what we said]]", "[minutes](minutes.pdf) and [what we said](minutes.pdf)"),
        ("![[org.png|Their board|200]]", "![Their board](org.png)"),
        ("[[minutes.pdf#page=2]]", "[minutes](minutes.pdf#page=2)"),
        ("![[zug#Growth|Zug]]", "[[zug#Growth|Zug]]"),
        ("| a |\n|---|\n| `b|c` |\n| [[zug|Zug]] |", "| a |\n|---|\n| `b\\|c` |\n| [[zug\\|Zug]] |"),
    ],
)
def test_what_has_one_reading_is_mended(text: str, right: str) -> None:
    assert mended(text) == right
    assert [code for code, _ in parse_body(text, 1)[1]].count(FaultCode.MISREAD) > 0
    assert [fault for code, fault in parse_body(right, 1)[1] if code == FaultCode.MISREAD] == []


@pytest.mark.parametrize(
    ("text", "place", "write"),
    [
        ("- [-] Send it", "1:3", "`[x]` for what is done, `[ ]` for what is not, or the words without it"),
        ("- [ ] Send it ⏳ 2026-12-01", "1:15", "`due:2026-12-01` when it is due then"),
        ("| a |\n|---|\n| b | c |", "3:7", BEYOND),
        ("> - | a |\n>   |---|\n>   | b | c |", "3:11", BEYOND),
        ("| a | b |\n| --- |\n| c | d |", "2:1", "`| --- | --- |`"),
        ("A [^b] c", "1:3", "`[^b]: …` on a line of its own, with what it says"),
        ("A\n\n[^b]: c", "3:1", "`[^b]` where it belongs"),
        ("A[^b]\n\n[^b]: c\n[^b]: d", "4:1", "another name here"),
        ("A\n\n[b]: c", "3:1", "`[words][b]` where it belongs, or its words where they are to be read"),
        ("a <u>b</u> <u>c</u>", "1:3", "the text without it"),
        ("> ~~~\n> a", "1:3", "`~~~` on a line of its own where the code ends"),
        ("- ```\n  a\n\nb", "1:3", "`` ``` `` on a line of its own where the code ends"),
        ("```", "1:1", "`` ``` `` on a line of its own where the code ends"),
        ("```js said by Kari\n```", "1:4", "it on the next line"),
        ("Words\n\nYear\tRevenue\n2025\t700k", "3:1", "rows such as `| … | … |`, with `| --- | --- |` below the first"),
        (
            "![it](https://a.example/b.png)",
            "1:1",
            "`![words](picture.png)`, and put the file beside the plan",
        ),
        ("- [x] Call ✅ gestern", "1:12", "the day, such as `done:2026-11-20`"),
        ("- [ ] Call 📅 next week", "1:12", "the day, such as `due:2026-11-20`"),
    ],
)  # fmt: skip
def test_what_has_several_readings_is_told_at_its_place(text: str, place: str, write: str) -> None:
    assert told(text) == [(place, write)]


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] Send it\n- [x] Sent\n+ [X] Sent\n- [x](https://a.example) sent\n- [Kari](mailto:k@a.example)",
        "- [a] first\n- [1] second\n- […] goes on\n- [ ]\n- [^1]\n\n[^1]: x",
        "[x]: https://a.example\n\nSee [x] and [it](a.pdf 'in title') and [it](a.pdf \"the file.pdf\").",
        "See [it](<my file.pdf>), [1](see below) and `![[a.png]]`, `<u>`, \\<u>, a < b, <name>, <https://a.example>.",
        "| a | b |\n|---|---|\n| `b\\|c` | [[zug\\|Zug]] |\n| d |",
        "A[^1].\n\n[^1]: b\n\nA b [c] d|e\n\n$x_1$, ==x==, ~~x~~, #x, ^x, [owner:: x], > [!note]",
        "| a |\n|---|\n| b |  |\n| c ||\n\n*[x] sent* and *[ ] not*",
        "#tag ##\n\n> ```\n> a\n> ```\n- ~~~\n  ```\n  ~~~~\n",
        "One\ttab\n\nAnother\ttab\n\n    code\ta\n    code\tb\n\n[it](https://a.example/b.png) `![it](https://a/b)`",
        "- [ ] Call ✅ Kari\n- [x] Call ✅",
        "a<br>b, \\[^x], `[^x]`, 5 | 6\n7 - 8",
    ],
)
def test_honest_prose_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_days_and_owners_of_other_programs_are_read() -> None:
    body, faults = parse_body(
        "- [x] Send it 📅 2026-12-01 ✅ 2026-11-30\n- [ ] Call [owner:: Per Moe] (due:: 2026-12-02)\n", 1
    )
    actions = [found.action for found in body.actions]
    days = [(str(each.due), str(each.done), each.owner) for each in actions]
    assert days == [("2026-12-01", "2026-11-30", None), ("2026-12-02", "None", "Per Moe")]
    assert [each.action for each in actions] == ["Send it", "Call"]
    assert faults == ()


def test_a_formula_and_a_line_break_are_shown() -> None:
    html = parse_body("$a_1*b*c_2$ costs $5 to $6<br>x", 1)[0].html
    assert html == "<p>$a_1*b*c_2$ costs $5 to $6<br>\nx</p>\n"


def test_a_fix_stands_at_its_column_behind_a_comment() -> None:
    (_, fault), *_ = parse_body("a <!-- b --> [it](my file.pdf)", 1)[1]
    assert fault.fix == Fix(1, 19, "my file.pdf", "<my file.pdf>")
