# ruff: noqa: E501
"""A search for plans that take longer than their size: ``python bench/growth.py``, some ten minutes; exit code 1 when
there is one.

Thousands of short patterns (of prose, front matter in YAML, TOML and JSON, and single values) are repeated, nested and
stepped to texts of n, 2n and 4n. Each is read, linked, judged, shown on its page, and compared with itself but for one
line. What grows by more than 2.2 where the text doubles, or takes 40 times what an ordinary plan of its size takes, is
tried again, larger, and told. Processor time is counted; what else the machine does falls out.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kamgen.compare.plans import compare_plans
from kamgen.link import link_plans, refer
from kamgen.model.config import SiteConfig
from kamgen.model.source import Content, Source
from kamgen.parse.plan import parse_plan
from kamgen.pipeline import Judge
from kamgen.render.site import Renderer
from tests.render.render_support import portfolio_of, renderer_of

AS_OF = date(2026, 11, 20)
SITE = SiteConfig()
HEAD = "---\nname: Acme\nowner: Per Moe\ncategory: core\n"
GROWTH, TIMES = 2.2, 40.0
PATIENCE = 60
"""Seconds after which a pattern is given up."""
LEAST = 0.02
"""Seconds below which nothing is told."""
ORDINARY = """## Growth

Two more vessels a year from 2028 on, says [Kari Dahl](mailto:kari@halden.example), and the yard has **room** for both.

- Spare parts within 24 hours
- [ ] Send the draft @Per Moe due:2026-12-01

| Topic | Who |
| --- | --- |
| Crew training in Oslo | Nils Berg |

"""

MARKS = (
    ">", "> ", ">\n", "- ", "-\n", "* ", "+ ", "1. ", "1)\n", "# ", "#", "=\n", "===\n", "---\n", "***\n", "[", "]", "](", "](a)",
    "](<a>)", "[a]", "[a]: b\n", "[[", "]]", "[[a|b]]", "![", "![[", "[^", "[^1]", "[^1]: a\n", "[^a]: ", "`", "``", "```\n",
    "~~~\n", "~~", "*", "**", "***", "_", "__", "<", ">", "<!--", "-->", "<br>", "<a>", "%%", "$", "$$", "\\", "\\\n", "&", "&amp;",
    "!", "|", "||", "|a", "|\n", "|-", "|---|\n", "|:-:|", "a|b\n-|-\n", "::: internal\n", ":::\n", "::: x\n", ":", "::", "\n",
    "\n\n", " ", "    ", "\t", "  \n", "a", "a\n", "a ", "A", "1", "12", "@", "@A ", "due:", "due:2026-01-01 ", "prime:x ", "- [ ] ",
    "- [x] a\n", "- [ ]\n", "[due:: ", "📅 ", "(", ")", "(a)", "(2026-01-01)", "(1)", "https://", "https://a.b/c ", "www.a.b ",
    "a@b.c ", '"', "'", '"a" ', "“", "é", "e\u0301", "\u0301", "👩\u200d", "İ", "ß", "\u00a0", "\u200b", "\u202e", "　", "TODO ", "...",
    ". ", ", ", "; ", "– ", "• ", "☐ ", "{", "}", "{{", "<x>", "[//]: # (", "%% a %%", "^[", "==", "#a ", "a:: b ", "1986. ", "Metrics ",
    "## Metrics\n", "### a\n", "\r\n", "\r", "\x0b", "\x0c", "\u2028", "\x85", "\ufffd",
)  # fmt: skip
VALUES = (
    "1", "1,", "1.", "1 ", "0", "-", "+", "1e", "k", "M", "€", "EUR ", "%", "~", "(", ")", "1/", "1-", "2026-", "2026-01-01 ", "Q1 ", "W1 ",
    "Jan ", "1. Jan ", "a", "A ", "a.", "a@", "a, ", "a; ", "a/", "a & ", "a (", "[[", "]]", "[[a]] ", "@a ", "'", '"', "`", "\\", ":", ": ",
    "#", " #", "é", "e\u0301", "\u0301", "İ", "\u00a0", "\u200b", "http://", "http://a/", "mailto:", "www.", "<", ">", "&", "*", "_", "|",
    "../", "//", "%20", "?", "=", "{", "}", "<a>", "TODO ", "x ", "\t", "née ", "Dr. ", "- ", "–", "+ ", "bis ", "ca. ", "½", "①", "１",
)  # fmt: skip
KEYS = (
    "name", "owner", "category", "status", "customer_since", "industry", "region", "parent", "currency", "relationship", "horizon", "tags",
    "crm", "financials", "targets_revised", "assessment", "feedback", "vendor_evaluation", "reviews", "service", "team", "contacts",
    "needs", "opportunities", "offerings", "risks", "promises", "outcomes", "references", "actions", "continuity", "handover", "lost",
    "waive", "slug", "unknown", "ownr",
)  # fmt: skip
ROWS = (
    "{}", "[]", "a", "a: b", "{a: b}", "{name: N}", "{name: N, role: decision maker, function: operations, met_by: M}",
    "{need: N, met_by: M}", "{promise: N, to: N, due: 2026-06-30}", "{action: N, owner: N, due: 2026-06-30}",
    "{name: N, value: 1, probability: 50%, close: 2027-Q1, need: N}", "{risk: N, mitigation: N, owner: N}",
    "{date: 2026-06-03, method: interview, from: [N], score: 8}", "{date: 2026-09-10, with: client, attendees: [N, N]}",
    "{measure: N, actual: 1, period: 2026-Q1}", "{metric: N, baseline: 1, target: 2}", "{year: 2026, revenue: 1}", "{year: N}",
    "{rule: FBK003, reason: N}", "{kind: testimonial, with: N}", "{criteria: [{name: N, score: 3}]}", "*a", "&a b", "? a", "!!x b",
    "'N'", '"N"', "|\n    N", ">\n    N", "N N", "2026-01-01", "1.5M",
)  # fmt: skip

Text = Callable[[int], str]
"""A text of about so many characters."""


def shapes(piece: str, other: str) -> Iterator[tuple[str, Text]]:
    """What two pieces are put together to."""
    both = piece + other
    yield f"({both!r})*", lambda n: both * (n // len(both))
    yield f"{piece!r}* {other!r}*", lambda n: piece * (n // 2 // len(piece)) + other * (n // 2 // len(other))
    yield f"({piece!r}*20 {other!r})*", lambda n: (piece * 20 + other) * (n // (20 * len(piece) + len(other)))
    yield f"({piece!r}*20 newline)* of {other!r}*", lambda n: piece * 20 + "\n" + f"{other}\n" * (n // (len(other) + 1))


def steps(piece: str, other: str) -> Iterator[tuple[str, Text]]:
    """Lines that grow by a piece each."""

    def text(n: int) -> str:
        lines, length, count = [], 0, 0
        while length < n:
            count += 1
            lines.append(piece * count + other)
            length += len(lines[-1]) + 1
        return "\n".join(lines)

    yield f"steps of {piece!r} {other!r}", text


def prose(source: random.Random) -> Iterator[tuple[str, Text]]:
    pairs = [*itertools.product(MARKS, repeat=2)]
    for one, other in pairs:
        yield from itertools.islice(shapes(one, other), 0, 1)
    for one, other in source.sample(pairs, 900):
        yield from itertools.islice(shapes(one, other), 1, 4)
        yield from steps(one, other)
    for _ in range(1500):
        three = source.choices(MARKS, k=source.randint(3, 5))
        yield from itertools.islice(shapes("".join(three[:-1]), three[-1]), 0, 2)


def as_prose(text: str) -> str:
    return f"{HEAD}---\n{text}"


def values(source: random.Random) -> Iterator[tuple[str, Text]]:
    """Front matter: each key with long values, and with many entries; deep and wide; in three languages."""
    for key in KEYS:
        for piece in source.sample(VALUES, 9):
            yield (
                f"{key}: {piece!r}*",
                lambda n, key=key, piece=piece: f"{key}: '{_quoted(piece * (n // len(piece)))}'\n",
            )
            yield (
                f"{key}: [{piece!r}*20]*",
                lambda n, key=key, piece=piece: (
                    f"{key}:\n" + f"  - '{_quoted(piece * 20)}'\n" * (n // (20 * len(piece) + 7))
                ),
            )
        for row in ROWS:
            yield (
                f"{key}: [{row}]*, names alike",
                lambda n, key=key, row=row: f"{key}:\n" + f"  - {row}\n" * (n // (len(row) + 5)),
            )
            yield (
                f"{key}: [{row}]*, names apart",
                lambda n, key=key, row=row: (
                    f"{key}:\n"
                    + "".join(f"  - {row.replace('N', f'Per{i} Moe{i}')}\n" for i in range(n // (len(row) + 14)))
                ),
            )
    for deep in ("[", "{a: ", "- ", "? ", "{? ", "a: [", "&a [", "!!a "):
        yield f"{deep}*", lambda n, deep=deep: "tags: " * (deep[0] not in "-?") + deep * (n // len(deep)) + "\n"
    yield "keys", lambda n: "".join(f"k{i}: 1\n" for i in range(n // 8))
    yield "the same key", lambda n: "tags: 1\n" * (n // 8)
    yield "anchors", lambda n: "".join(f"k{i}: &a{i} [*a{max(i - 1, 0)}]\n" for i in range(n // 18))
    yield "deeper lines", lambda n: "".join(f"{' ' * i}a:\n" for i in range(int((2 * n) ** 0.5)))
    yield "comments", lambda n: "# a\n" * (n // 4)
    yield "blank lines", lambda n: "\n" * n


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def as_yaml(text: str) -> str:
    return f"{HEAD}{text}---\nProse.\n"


def others(_source: random.Random) -> Iterator[tuple[str, Text]]:
    """Whole files in TOML and JSON."""
    toml, json = (
        '+++\nname = "A"\nowner = "B"\ncategory = "core"\n{}+++\nProse.\n',
        '{{"name": "A", "owner": "B", {}}}\n\nProse.\n',
    )
    for piece in VALUES:
        text = piece.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        for frame, name in ((toml, "toml"), (json, "json")):
            sign = " = " if frame is toml else ": "
            key = "industry" if frame is toml else '"industry"'
            yield (
                f"{name} value {piece!r}*",
                lambda n, frame=frame, text=text, sign=sign, key=key: frame.format(
                    f'{key}{sign}"{text * (n // len(text))}"\n'
                ),
            )
    for line in ('a = 1\n', '[a]\n', '[[needs]]\nneed = "a"\n', '# a\n', 'a.b.c = 1\n', '"" = 1\n', 'a = [\n', 'a = {b = {\n', "a = '''\n",
                 'a = """\n', '[a.b.c]\n', '[[a.b]]\n', "\n", 'a = [1, [2, '):  # fmt: skip
        yield f"toml {line!r}*", lambda n, line=line: toml.format(line * (n // len(line)))
        yield (
            f"toml {line!r}*, apart",
            lambda n, line=line: toml.format("".join(line.replace("a", f"a{i}") for i in range(n // (len(line) + 4)))),
        )
    for piece in (
        '"a": 1, ',
        '"a": {',
        '"a": [',
        "[",
        "{",
        '"a": [[',
        '"needs": [{"need": "a"}], ',
        '"\\u0061": 1, ',
        " ",
        "\n",
        "1",
        "-",
    ):
        yield f"json {piece!r}*", lambda n, piece=piece: json.format(piece * (n // len(piece)))
        yield (
            f"json {piece!r}*, apart",
            lambda n, piece=piece: json.format(
                "".join(piece.replace("a", f"a{i}") for i in range(n // (len(piece) + 4)))
            ),
        )


def whole(text: str) -> str:
    return text


RENDERER: list[Renderer] = []


def seconds(text: str) -> dict[str, float]:
    """Processor time of each stage."""
    took = {}
    data = text.encode(errors="replace")
    source = Source("content/accounts/acme.md", data)
    content = Content("content/accounts", (source,))
    gc.collect()
    gc.disable()

    def timed(name: str, start: float) -> float:
        now = time.process_time()
        took[name] = now - start
        return time.process_time()

    clock = time.process_time()
    plan = parse_plan(source, content.folder)
    clock = timed("parse", clock)
    ((_, links),) = link_plans([refer(plan)], content, SITE, AS_OF)
    clock = timed("link", clock)
    account = Judge(SITE, AS_OF)(plan, links)
    clock = timed("check", clock)
    if not RENDERER:
        RENDERER.append(renderer_of(portfolio_of(account)))
        clock = time.process_time()
    RENDERER[0].account(account, source)
    clock = timed("page", clock)
    middle = len(data) // 2
    other = parse_plan(
        Source(source.path, data[:middle] + b"\nanother line of words\n" + data[middle:]), content.folder
    )
    clock = time.process_time()
    compare_plans(other, plan, SITE, AS_OF)
    timed("compare", clock)
    gc.enable()
    return took


def least(text: str, times: int = 1) -> dict[str, float]:
    runs = [seconds(text) for _ in range(times)]
    return {name: min(run[name] for run in runs) for name in runs[0]}


def grown(small: dict[str, float], large: dict[str, float], growth: float, ordinary: dict[str, float]) -> list[str]:
    """Stages that grow too fast (``growth`` where nothing is wrong), or take too long beside an ordinary plan."""
    told = []
    for name, took in large.items():
        if took >= LEAST and took > small[name] * growth:
            told.append(f"{name} grows {took / max(small[name], 1e-6):.1f} times")
    whole_time, usual = sum(large.values()), sum(ordinary.values())
    if whole_time > TIMES * usual:
        told.append(f"{whole_time / usual:.0f} times an ordinary plan")
    return told


class _TooLong(Exception):
    """A pattern takes too long."""


def _give_up(*_: object) -> None:
    raise _TooLong


def slow(
    frame: Callable[[str], str], text: Text, n: int, ordinary: dict[int, dict[str, float]]
) -> tuple[list[str], float]:
    """What is wrong with a pattern, and its milliseconds a kB."""
    small, large = least(frame(text(n))), least(frame(text(4 * n)))
    if not grown(small, large, GROWTH**2, ordinary[4]):
        return [], 0.0
    middle, large, larger = (least(frame(text(times * n)), 2) for times in (4, 8, 16))
    told = grown(middle, large, GROWTH, ordinary[8]) and grown(large, larger, GROWTH, ordinary[16])
    return told, sum(larger.values()) * 1000 / (16 * n / 1000)


def main() -> int:
    """Prints what was found; 1 when that is anything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", type=int, default=4000, help="n, in characters")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="prose,values,others")
    parser.add_argument("--slice", default="0/1", help="K/N: every Nth pattern, from the Kth on")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _give_up)
    first, step = map(int, options.slice.split("/"))
    families = {"prose": (prose, as_prose), "values": (values, as_yaml), "others": (others, whole)}
    n, found, tried = options.size, 0, 0
    ordinary = {times: least(as_prose(ORDINARY * (times * n // len(ORDINARY))), 3) for times in (1, 2, 4, 8, 16)}
    print("ordinary:", {times: f"{sum(each.values()) * 1000:.0f} ms" for times, each in ordinary.items()}, flush=True)
    for part in options.part.split(","):
        make, frame = families[part]
        for name, text in itertools.islice(make(random.Random(options.seed)), first, None, step):
            tried += 1
            signal.alarm(PATIENCE)
            try:
                told, rate = slow(frame, text, n, ordinary)
            except _TooLong:
                told, rate = [f"given up after {PATIENCE} s"], 0.0
            signal.alarm(0)
            if told:
                found += 1
                print(f"{part}: {name}: {', '.join(told)}; {rate:.1f} ms a kB", flush=True)
    print(f"{tried:,} patterns tried, {found:,} take longer than their size", flush=True)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
