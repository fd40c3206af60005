"""What formats share of findings: sentences, order, marks that outlive edits, and the lines that sum a run up."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from hashlib import sha256
from typing import ParamSpec

from kamgen.model.enums import Severity, band_of
from kamgen.model.finding import BASELINE_FILE, SEVERITIES, Finding, Report, count_severities
from kamgen.model.source import Content, Source
from kamgen.text.words import counted, excused, rests_on

_NAMES = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


SITE_FILE = "site.toml"
P = ParamSpec("P")


def texts_of(
    report: Report,
    content: Content,
    site_text: str,
    published: Callable[[Source], Source],
    published_site: Callable[[str], str],
) -> dict[str, str]:
    """By path, the texts that the findings of a report speak of, as far as they may be shown.

    Lines and columns are counted as the parser does. ``published`` say what is shown of a plan, or of ``site_text``.
    """
    wanted = {found.path for found in report.findings}
    texts = {
        source.path: published(source).data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        for source in content.plans
        if source.path in wanted
    }
    return texts | ({SITE_FILE: published_site(site_text)} if SITE_FILE in wanted else {})


def by_severity(findings: Iterable[Finding]) -> list[str]:
    """``2 errors``, ``1 warning``, ``3 pieces of advice``: those that there are, worst first."""
    return [counted(count, *_NAMES[severity]) for severity, count in count_severities(findings).items() if count]


def severity_counts(findings: Iterable[Finding]) -> str:
    """``2 errors, 31 warnings``; kinds that do not occur are left out, and without any: ``no findings``."""
    return ", ".join(by_severity(findings)) or "no findings"


MENDABLE = "[*] "
"""Marks a finding that `check --fix` mends."""


def mark_of(finding: Finding) -> str:
    """`MENDABLE`, or nothing."""
    return MENDABLE if finding.fix else ""


def summary_line(report: Report) -> str:
    """``Checked 16 accounts as of 2026-11-20: 2 errors, 31 warnings; 12 known from the baseline.``"""
    baseline = f"; {report.known:,} known from the baseline" if report.known else ""
    found = severity_counts(report.findings)
    return f"Checked {counted(report.accounts, 'account')} as of {report.as_of}: {found}{baseline}."


def summary_lines(report: Report) -> list[str]:
    """The summary line, then the score of a single account or the mean of several, and how many it leaves out."""
    what, score = "Mean checklist score", report.mean
    if len(report.scores) == 1:
        ((slug, score),) = report.scores.items()
        what = f"{visible(slug)}: checklist score"
    unread = sum(not account.readable for account in report.checked)
    waived = sum(excused(account.waived) for account in report.checked if report.scores.get(account.slug) is not None)
    rows = [] if score is None else [f"{what} {rests_on(str(score), waived)}, {band_of(score).word}"]
    if unread:
        rows.append(f"{counted(unread, 'plan')} cannot be read, and so without a score")
    return [summary_line(report), *(["; ".join(rows)] if rows else []), *baseline_lines(report)]


NAMED = 10
"""Accounts and rules of the baseline that are named; the rest is counted."""


def baseline_lines(report: Report) -> list[str]:
    """What got worse than the baseline keeps, and what got better, with the command that keeps it so."""
    lines = []
    if report.worse:
        lines.append(f"Worse than {report.baseline} keeps: {_first(report.worse)}")
    if report.fallen or report.gone:
        better = _first([*report.fallen, *(f"{account} (gone)" for account in report.gone)])
        named = "" if report.baseline == BASELINE_FILE else f" --baseline {report.baseline}"
        command = f"`kamgen check --prune-baseline{named}`"
        lines.append(f"Better than {report.baseline} keeps: {better}; {command} keeps the gain")
    return [visible(line) for line in lines]


def _first(things: Sequence[object]) -> str:
    more = [f"{len(things) - NAMED:,} more"] if len(things) > NAMED else []
    return ", ".join([*map(str, things[:NAMED]), *more])


def mendable_lines(report: Report) -> list[str]:
    """How many findings can be mended by a command; nothing for none."""
    mendable = sum(finding.fix is not None for finding in report.findings)
    return [f"{MENDABLE}{mendable:,} can be mended with `kamgen check --fix`"] if mendable else []


_NUMBER = re.compile(r"\d+")


def full_message(finding: Finding) -> str:
    """What is wrong and what to do about it, in one sentence."""
    worse = f" ({worse_than(finding)})" if finding.worse else ""
    return f"{finding.message}: {finding.write}{worse}" if finding.write else f"{finding.message}{worse}"


def worse_than(finding: Finding) -> str:
    """``worse than the baseline: 1 → 2``; empty where it is not."""
    worse = finding.worse
    return f"worse than the baseline: {worse.kept:,} → {worse.now:,}" if worse else ""


def full_message_line(finding: Finding) -> str:
    """What is wrong and what to do about it, in one sentence on one line that steers nothing."""
    return visible(full_message(finding))


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then by file and place."""
    return sorted(findings, key=lambda found: (SEVERITIES.index(found.severity), found.order))


def fingerprints(findings: Iterable[Finding]) -> dict[Finding, str]:
    """By finding, 64 hexadecimal digits that stay the same when lines move or days pass.

    They are made from code, path, key and message; numbers in the message do not count, because many tell how long
    ago something was. Findings that are alike are told apart by their order.
    """
    seen: Counter[str] = Counter()
    marks = {}
    for finding in sorted(set(findings), key=lambda found: found.order):
        message = _NUMBER.sub("0", " ".join(finding.message.split()))
        alike = "\0".join((finding.code, finding.path, finding.key, message))
        marks[finding] = sha256(f"{alike}\0{seen[alike]}".encode(errors="surrogatepass")).hexdigest()
        seen[alike] += 1
    return marks


STEERING = (
    "\x7f-\x9f"  # control characters beside those below a space
    "\u061c\u180e\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction marks and overrides
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2028\u2029\u2060-\u2065\u3164\ufeff\uffa0"  # unseen, or a line end
    "\ud800-\udfff\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # halves of pairs, annotations, tags
)
"""Ranges of a regular expression's class: characters that steer a terminal or cannot be seen."""

_JOINED = "\u0600-\u1fff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"  # scripts, and pictures, that need joiners
COMMANDS = (
    r"#(?=#\w*\[)"  # Azure Pipelines, older GitHub, TeamCity
    r"|(?:(?<=section_start)|(?<=section_end)):(?=\d)"  # GitLab
    rf"|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
)
"""The sign to show by its number in what is a command to a CI, or a joiner of nothing."""

_UNSAFE = re.compile(rf"[\x00-\x1f{STEERING}]|\A\s*:(?=:)|{COMMANDS}")
_COMMAND = re.compile(rf"^(?:[^\S\n]|\x1b\[[\d;]*m)*:(?=:)|{COMMANDS}", re.MULTILINE)

BOLD, RED, YELLOW, CYAN, BLUE = "1", "1;31", "1;33", "36", "1;34"


def escaped_char(char: str) -> str:
    """The character by its number: ``\\x1b``, ``\\u202e``, ``\\U000e0041``."""
    number = ord(char)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible(text: str) -> str:
    """The text on one line, safe to send to a terminal; a tab is a space."""
    if _is_plain(text):
        return text
    return _UNSAFE.sub(_last_escaped, text.replace("\t", " "))


def unsafe_places(text: str) -> set[int]:
    """Which characters of a line `visible` shows by their number."""
    return set() if _is_plain(text) else {found.end() - 1 for found in _UNSAFE.finditer(text)}


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and not ("::" in text or "##" in text or "section_" in text)


def commanding_nothing(text: str) -> str:
    """Lines of texts that are safe each, without a command of a CI.

    One may begin in a text and end in the next, or stand where wrapping broke the line.
    """
    return _COMMAND.sub(_last_escaped, text)


def _last_escaped(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}{escaped_char(found[0][-1])}"


def as_text(lines: Callable[P, Iterable[str]]) -> Callable[P, str]:
    """A function that yields lines, as one that gives the whole text."""

    @wraps(lines)
    def text(*given: P.args, **named: P.kwargs) -> str:
        return "".join(f"{line}\n" for line in lines(*given, **named))

    return text


def visible_lines(text: str) -> str:
    """The text line by line, each safe to send to a terminal."""
    return "\n".join(map(visible, text.split("\n")))


def width(char: str) -> int:
    """Columns a character takes: 2 for wide East Asian ones, 0 for those that combine, else 1."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def paint(text: str, style: str, color: bool) -> str:
    """The text in a style, when there is colour."""
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text
