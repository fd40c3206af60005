"""A short report in Markdown, for the summary of a CI job: headline, accounts worst first, their findings folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kamgen.model.finding import Finding, Report, count_severities
from kamgen.report.findings import full_message, severity_counts, summary_lines, visible, worst_first
from kamgen.text.words import clipped, counted, excused, rests_on

ROOM = 60_000
"""Characters at most: comments on GitHub hold 65,536."""
ROWS, ITEMS = 50, 50
"""Accounts in the table and findings of one account that are shown; the rest is counted."""
NAME, SENTENCE = 60, 400
"""Characters of an account's name and of what is said of one finding."""


def render(report: Report, _color: bool) -> str:
    """Headline, summary and table, a fold for each account as long as there is room, and kamgen's version."""
    groups = _by_account(report.findings)
    head = [
        f"### kamgen: {severity_counts(report.findings)}",
        " ".join(f"{escaped(line.rstrip('.'))}." for line in summary_lines(report)),
    ]
    if groups:
        head.append(_table(report, groups))
    folds = ("\n".join(_fold(report, group)) for group in groups)
    return whole_sections(head, folds, len(groups), f"kamgen {report.tool_version}", "account", ROOM)


def _by_account(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """The findings of each file, the file with the most of the worst first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.path, []).append(finding)
    return sorted(
        groups.values(), key=lambda group: ([-count for count in count_severities(group).values()], group[0].path)
    )


def _table(report: Report, groups: list[list[Finding]]) -> str:
    names = {account.path: (account.name, account.slug) for account in report.checked}
    waived = {account.slug: excused(account.waived) for account in report.checked}
    rows = ["| Account | Score | Errors | Warnings | Advice |", "| --- | ---: | ---: | ---: | ---: |"]
    for group in groups[:ROWS]:
        name, slug = names.get(group[0].path, (_who(group), ""))
        score = report.scores.get(slug)
        shown = "n/a" if score is None else rests_on(str(score), waived.get(slug, 0))
        counts = " | ".join(str(count) for count in count_severities(group).values())
        rows.append(f"| {escaped(clipped(name, NAME))} | {shown} | {counts} |")
    if len(groups) > ROWS:
        rows.append(f"| … and {counted(len(groups) - ROWS, 'more account')} | | | | |")
    return "\n".join(rows)


def _who(group: list[Finding]) -> str:
    """What a file is called that is no account's: the portfolio's own findings stand in site.toml."""
    return group[0].account or "The whole portfolio"


def _fold(report: Report, group: list[Finding]) -> Iterator[str]:
    path = report.in_repository(group[0].path)
    yield f"<details><summary>{escaped(_who(group))}: {severity_counts(group)}, {code(path)}</summary>\n"
    ordered = worst_first(group)
    for finding in ordered[:ITEMS]:
        said = worded(clipped(full_message(finding), SENTENCE))
        yield f"- **{finding.severity.value}** {finding.code}, line {finding.line}: {said}"
    if len(ordered) > ITEMS:
        yield f"- … and {severity_counts(ordered[ITEMS:])} more"
    yield "\n</details>"


_APART = "&#8203;"
"""A space of no width."""
_MARKUP = re.compile(
    r"""(?P<reference>[@#!$%~&^](?=[\w"]) | @)
      | (?P<code>(?<!\w)gh-(?=\d))
      | (?P<address>://)
      | (?P<host>(?<![^\W_])www(?=\.))
      | (?P<commit>(?<!\w)(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{6}(?=[0-9a-f]{1,58}(?!\w)))
      | (?P<emoji>:(?=[\w+-]+:))
      | (?P<start>\A(?:[-+=]|\d+(?=[.)])))
      | (?P<other>[&<>"'\\`*_~|\[\]$#])""",
    re.VERBOSE | re.IGNORECASE,
)
"""What is not left as it is; ``start`` would make a list or a heading of the text."""

_IN_CODE = re.compile(r"[^\w .,:;()/-]|_|(?<=www)\.|:(?=//)", re.IGNORECASE)


def escaped(text: str) -> str:
    """The text on one line as Markdown, in a table or inside HTML too: shown as it is, without any effect."""
    return _MARKUP.sub(_neutral, _line(text))


def code(text: str) -> str:
    """The text on one line as code; unlike backticks this holds in tables and inside HTML, whatever the text has."""
    return f"<code>{_IN_CODE.sub(_numbered, _line(text))}</code>"


def worded(sentence: str) -> str:
    """A sentence of kamgen's own, in which backticks mark code; what it quotes has no effect."""
    parts = _line(sentence).split("`")
    if len(parts) % 2 == 0:
        return escaped(sentence)
    shown = (code(part) if number % 2 else _MARKUP.sub(_neutral, part) for number, part in enumerate(parts) if part)
    return "".join(shown)


def _line(text: str) -> str:
    return visible(" ".join(text.split()))


def _neutral(found: re.Match[str]) -> str:
    sign = found[0]
    match found.lastgroup:
        case "reference" | "emoji":
            return f"{_number(sign)}{_APART}"
        case "code" | "host" | "commit":
            return f"{sign}{_APART}"
        case "address":
            return f":{_APART}//"
        case "start":
            return f"{sign[:-1]}{_number(sign[-1])}"
    return _number(sign)


def _numbered(found: re.Match[str]) -> str:
    """Addresses of mail are looked for in code too, since to Markdown it is just text between two tags."""
    return _number(found[0]) + (_APART if found[0] == "@" else "")


def _number(sign: str) -> str:
    return f"&#{ord(sign)};"


_GAP = "\n\n"


class TableSection(NamedTuple):
    """Rows of which any number may be left out from the end; without any, the section is left out."""

    title: str
    """In words, for the note on what was left out."""
    opening: str
    """What stands before the rows, line ends included."""
    rows: Sequence[str]
    """Each a whole row or item, of one line."""
    closing: str = ""

    def text(self, kept: int) -> str:
        """The section with so many rows."""
        return self.opening + "\n".join(self.rows[:kept]) + self.closing


def fold(title: str, summary: str, rows: Sequence[str], opening: str = "") -> TableSection:
    """A section that is folded away below its summary, which is HTML."""
    return TableSection(title, f"<details><summary>{summary}</summary>{_GAP}{opening}", rows, f"{_GAP}</details>")


def truncated(head: str, sections: Sequence[TableSection], foot: str, limit: int) -> str:
    """Head, as much of the sections as ``limit`` characters hold, and foot; head and foot are never cut."""
    sections = [section for section in sections if section.rows]
    whole = _text([head, *(section.text(len(section.rows)) for section in sections), foot])
    if len(whole) <= limit:
        return whole
    room = limit - len(_text([head, _left_out(sections, [0] * len(sections)), foot]))
    kept = []
    for section in sections:
        number = _rows_that_fit(section, room)
        kept.append(number)
        room = room - len(section.text(number)) - len(_GAP) if number == len(section.rows) else 0
    texts = [section.text(number) for section, number in zip(sections, kept, strict=True) if number]
    return _text([head, *texts, _left_out(sections, kept), foot])


def _rows_that_fit(section: TableSection, room: int) -> int:
    room -= len(section.opening) + len(section.closing) + len(_GAP) - 1
    for number, row in enumerate(section.rows):
        room -= len(row) + 1
        if room < 0:
            return number
    return len(section.rows)


def _left_out(sections: Sequence[TableSection], kept: Sequence[int]) -> str:
    parts = [
        f"{counted(len(section.rows) - number, 'line')} of “{section.title}”"
        for section, number in zip(sections, kept, strict=True)
        if number < len(section.rows)
    ]
    return f"*Left out, since a comment must not be longer: {', '.join(parts)}. `kamgen diff` shows everything.*"


def _text(parts: Sequence[str]) -> str:
    return f"{_GAP.join(parts)}\n"


def whole_sections(head: Sequence[str], sections: Iterable[str], number: int, foot: str, what: str, room: int) -> str:
    """Head, as many of the sections as fit into ``room`` characters, and foot; ``what`` one section is about.

    A blank line stands between parts, and a line end behind the last. When some of the ``number`` sections are left
    out, the text says how many; head and foot are never cut. No more sections are asked for than fit.
    """
    length, kept = len(_text([*head, foot])), list[str]()
    for section in sections:
        length += len(section) + len(_GAP)
        if length > room:
            break
        kept.append(section)
    if len(kept) == number:
        return _text([*head, *kept, foot])
    while True:
        left = f"*Left out, since this text would be too long: the details of {counted(number - len(kept), what)}.*"
        text = _text([*head, *kept, left, foot])
        if not kept or len(text) <= room:
            return text
        kept.pop()
