"""Prose that other programs read and plans do not, or in another way: what to write instead.

heading  no blank behind its signs                              ##Growth
task     a box without bullet or blank, or with another mark    - [/] Send it     -[ ] Send it     ☐ Send it
link     an address that ends too early                         [words](my file.pdf)
table    a head that its rule does not fit, cells beyond it     | `a|b` |
         cells parted by tabs                                   Year⇥Revenue
picture  one that does not lie beside the plan                  ![plant](https://…)
HTML     shown as it is written                                 <details>
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kamgen.model.places import Span, blanked, short_text
from kamgen.model.written_days import times

_SUSPECT = re.compile(r"[\[［☐☑☒|\t]|##")
_CODE = re.compile(r"\\.|(?<!`)`+", re.DOTALL)
_BOX = (
    r"(?:\[(?P<mark>[^\[\]\n]{0,3})\]|［(?P<wide>[^］\n]{0,3})］|(?P<sign>[☐☑☒]))"
    r"(?P<gap>[ \t\u00a0]*+)(?!\n|\Z)(?:(?<=[ \t\u00a0])|(?![\[(:]))"
)
_IN_ITEM = re.compile(_BOX)
_IN_LINE = re.compile(rf"(?m)^(?P<bullet>(?:[-+•–—]|\*(?![^\n]*\*)|\d+[.)])?[ \t]*){_BOX}")
_OPEN, _DONE, _OTHER = frozenset(["", "/", "☐"]), frozenset("xXｘＸ✓✔☑☒"), frozenset('-><?!*"~+')
_NO_LINK = re.compile(r"!?\[[^\[\]\n]*\]\((?P<to>[^<>\n()]*(?:\([^\n()]*\)[^<>\n()]*)*|[^\s<>()]*\([^\s<>()]*)\)")
_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\](?!:)")
_FILE = re.compile(r"\.\w{1,5}(?:#.*)?$|://")
_WITH_TITLE = re.compile(r"""\s(?:"[^"]*"|'[^']*'|\([^()]*\))$""")
_HEAD = re.compile(
    r"(?m)^(?P<head>(?=[^\n|]*\|)[^\n]*+)\n(?P<rule>[ \t]*+(?:\|[ \t]*+)?:?-++:?[ \t]*+(?:\|[ \t:-]*+)*+)$"
)
_GLUED = re.compile(r"(?m)^(#{2,6})([^\W\d_][^\n]*)")
_TABBED = re.compile(r"(?m)^[^\t\n|]*\S\t+\S[^\n]*\n[^\t\n|]*\S\t+\S")
_ELSEWHERE = re.compile(r"!\[[^\[\]\n]*\]\(<?https?://[^\s()]+\)")
_PART = re.compile(r"(?<!\\)\|")
_WIKI = re.compile(r"\[\[[^\[\]]*\]\]")
_OTHER_DAY = re.compile(r"[⏳⌛🛫]\ufe0f?[ \t]*(\d{4}-\d{2}-\d{2})")
_MOVING_DAY = re.compile(r"[📅📆🗓✅]\ufe0f?[ \t]*([^\W\d_]+(?: [^\W\d_]+)?)")
_WITHOUT = "the text without it"
_ROWS = "rows such as `| … | … |`, with `| --- | --- |` below the first"
_INSTEAD = {
    **dict.fromkeys(["b", "strong"], "`**…**`"),
    **dict.fromkeys(["i", "em"], "`*…*`"),
    **dict.fromkeys(["s", "del", "strike"], "`~~…~~`"),
    **dict.fromkeys(["code", "kbd", "pre"], "the text between back-ticks"),
    **dict.fromkeys(["ul", "ol", "li"], "entries that begin with `- `"),
    **dict.fromkeys(["table", "thead", "tbody", "tr", "th", "td"], _ROWS),
    **dict.fromkeys(["details", "summary", "h1", "h2", "h3", "h4", "h5", "h6"], "a heading such as `### …`"),
    **dict.fromkeys(["a", "iframe"], "`[words](address)`"),
    **dict.fromkeys(["img", "svg", "video"], "`![words](picture.png)`"),
    "hr": "`---` between empty lines",
    **dict.fromkeys(
        [
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "figure",
            "font",
            "ins",
            "mark",
            "p",
            "q",
            "script",
            "small",
            "span",
            "style",
            "sub",
            "sup",
            "u",
        ],
        _WITHOUT,
    ),
}
_TAG = re.compile(rf"<(/?)({'|'.join(_INSTEAD)})(?:\s[^<>]*)?/?>", re.IGNORECASE)


class Misread(NamedTuple):
    """Something that is not read as it was meant: where in its text, and what mends it, when that is one thing."""

    at: int
    message: str
    write: str
    old: str = ""
    new: str = ""


def misread(text: str, begins_item: bool) -> Iterator[Misread]:
    """What is not read as it was meant in a paragraph."""
    if _SUSPECT.search(text) is None:
        return
    bare = _without_code(text)
    if begins_item and (found := _IN_ITEM.match(bare)):
        yield from _box(found, text)
    for found in _IN_LINE.finditer(bare, (text.find("\n") + 1 or len(text)) if begins_item else 0):
        yield from _box(found, text)
    for found in _GLUED.finditer(bare):
        write = f"`{short_text(f'{found[1]} {found[2]}')}`"
        yield Misread(found.start(), f"`{found[1]}` begins no heading without a blank", write, found[1], f"{found[1]} ")
    for found in _HEAD.finditer(bare):
        count = len(_cells(found["head"]))
        if count != (ruled := len(_cells(found["rule"]))):
            message = f"this is no table: its first row has {count} cells, and the line of hyphens {ruled}"
            yield Misread(found.start("rule"), message, f"`{short_text('| --- ' * count)}|`")
    for found in _TABBED.finditer(bare):
        yield Misread(found.start(), "tabs part no cells: these rows are shown as one running line", _ROWS)


def misread_marks(text: str, footnotes: Container[str]) -> Iterator[Misread]:
    """What is not read as it was meant within a paragraph, heading or cell; ``footnotes`` are those there are."""
    bare = _without_code(text) if "<" in text or "](" in text or "[^" in text else ""
    for found in _REFERENCE.finditer(bare):
        if f":{found[1]}" not in footnotes:
            message = f"there is no footnote `{short_text(found[0])}`"
            yield Misread(
                found.start(), message, f"`{short_text(found[0])}: …` on a line of its own, with what it says"
            )
    for found in _NO_LINK.finditer(bare):
        old = text[found.start("to") : found.end("to")]
        to = old.strip()
        apart = re.search(r"\s", to) and _FILE.search(to) and not _WITH_TITLE.search(to)
        if apart or to.count("(") != to.count(")"):
            why = "blanks" if apart else "a bracket that is not closed"
            message = f"this is no link, since its address `{short_text(to)}` has {why}"
            yield Misread(found.start("to"), message, f"`<{to}>`", old, f"<{to}>")
    for found in _ELSEWHERE.finditer(bare):
        message = "a picture that lies elsewhere is shown as a link: nothing is fetched from the network"
        yield Misread(found.start(), message, "`![words](picture.png)`, and put the file beside the plan")
    for found in _TAG.finditer(bare):
        tag = found[2].lower()
        yield Misread(found.start(), f"`<{tag}>` is shown as it is written: plans have no HTML", _INSTEAD[tag])


def misread_row(row: str, columns: int) -> Iterator[Misread]:
    """What of a table's row is not read as it was meant; ``columns`` its head has, 0 for the head itself."""
    bare = row
    if "`" in row or "[[" in row:
        bare = blanked(bare, _code_spans(bare), "x")
        bare = blanked(bare, (found.span() for found in _WIKI.finditer(bare)), "x")
    within = [part for part in _PART.finditer(row) if bare[part.start()] == "x"]
    for part in within:
        message = "this `|` parts two cells, although it stands within code or a link"
        yield Misread(part.start(), message, "`\\|`", "|", "\\|")
    cells = _cells(row)
    beyond = row[cells[columns] :].lstrip() if 0 < columns < len(cells) and not within else ""
    if beyond.strip("| \t"):
        at = len(row) - len(beyond)
        message = f"this row has {len(cells)} cells and its head {columns}: `{short_text(beyond.strip())}` is not shown"
        yield Misread(at, message, "a cell for it in the first row too, or `\\|` for a `|` that parts no cells")


def misread_task(text: str) -> Iterator[Misread]:
    """Days of a task that say something else than when it is due."""
    for found in _OTHER_DAY.finditer(text):
        yield Misread(found.start(), f"`{found[0]}` is not read", f"`due:{found[1]}` when it is due then")
    for found in _MOVING_DAY.finditer(text):
        if times(found[1]).what == "moving":
            mark = "done" if found[0][0] == "✅" else "due"
            message = f"`{short_text(found[0])}` names nothing on the calendar"
            yield Misread(found.start(), message, f"the day, such as `{mark}:2026-11-20`")


class References(dict[str, dict[str, Any]]):
    """The addresses that the prose defines, which remember whether they were looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        self.used.add(label)
        return super().get(label, default)

    def unused(self, env: Mapping[str, Any]) -> Iterator[tuple[int, bool]]:
        """The lines, from 0, of those that nothing refers to, and whether they were defined before."""
        yield from ((found["map"][0], False) for label, found in self.items() if label not in self.used)
        yield from ((found["map"][0], True) for found in env.get("duplicate_refs", ()))


def unused(lines: Sequence[str], numbers: Iterable[tuple[int, bool]]) -> Iterator[tuple[int, Misread]]:
    """The footnotes and addresses in lines of the prose that nothing refers to, or that were defined before."""
    for number, again in numbers:
        name = lines[number][: lines[number].find("]:") + 1].lstrip(" \t>-*+")
        if again:
            message = f"`{short_text(lines[number].strip())}` has the name of one above, and that is meant"
            yield number, Misread(0, message, "another name here")
        elif name.startswith("[^"):
            yield number, Misread(0, f"nothing refers to the footnote `{name}`", f"`{name}` where it belongs")
        else:
            message = f"`{short_text(lines[number].strip())}` is not shown: nothing refers to this address"
            yield (
                number,
                Misread(0, message, f"`[words]{name}` where it belongs, or its words where they are to be read"),
            )


def _without_code(text: str) -> str:
    """The text with blanks for code, and for signs behind a backslash."""
    return blanked(text, _code_spans(text), " ") if "`" in text or "\\" in text else text


def _code_spans(text: str) -> Iterator[Span]:
    """Where code stands within a text, and signs behind a backslash."""
    runs: defaultdict[int, list[int]] = defaultdict(list)
    for run in re.finditer("`+", text):
        runs[len(run[0])].append(run.start())
    position = 0
    while found := _CODE.search(text, position):
        start, position = found.span()
        if found[0][0] == "`":
            same = runs[position - start]
            after = bisect_left(same, position + 1)
            if after == len(same):
                continue
            position = same[after] + position - start
        yield start, position


def _cells(row: str) -> list[int]:
    """Where the cells of a row begin."""
    starts = [0, *(part.end() for part in _PART.finditer(row))]
    return starts[row.lstrip().startswith("|") : len(starts) - (not row[starts[-1] :].strip())]


def _box(found: re.Match[str], text: str) -> Iterator[Misread]:
    """That a box begins no task: it has another mark, no blank behind it, or no bullet before."""
    inner = next(each for each in found.group("mark", "wide", "sign") if each is not None)
    mark, bullet = inner.strip(), found.groupdict().get("bullet")
    box = "x" if mark in _DONE else " " if mark in _OPEN else None
    begins = bullet is None and inner in (" ", "x", "X") and found["mark"] is not None
    if (begins and found["gap"].strip("\u00a0")) or (box is None and (bullet == "" or mark not in _OTHER)):
        return
    old = text[found.start() : found.end()]
    message = f"`{short_text(old.strip())}` does not begin a task"
    if box is None:
        write = "`[x]` for what is done, `[ ]` for what is not, or the words without it"
        yield Misread(found.start(), message, write)
    else:
        new, rest = f"[{box}] ", text[found.end() : (text.find("\n", found.end()) + 1 or len(text) + 1) - 1]
        write = f"`{short_text(f'- {new}{rest}')}`"
        yield Misread(found.start(), message, write, old, new if bullet is None else f"- {new}")
