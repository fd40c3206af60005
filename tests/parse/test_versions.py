"""Versions of a plan that are read together say what each says when it is read alone."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.parse.versions import VersionReader
from tests.parse.plan_example import COMPLETE

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "content/accounts"
PLANS = [COMPLETE, *(path.read_text() for path in sorted((ROOT / "content/accounts").rglob("*.md"))[:3])]
START = "---\nname: Halden\nowner: Ingrid Solberg\ncategory: strategic\n"
ODD = [
    "a: *x", "owner: &x Per", "...", "---", "%YAML 1.2", "owner: Per", "# a note", "", "  - year: 2027", "region: 'Nor",
    "region: |", "  text", "status: lost", "lost: {to: Rival, reason: price}", '"region": Nordics', "? region",
    "region: {{region}}", "currency: €", "format: 9", "crm:", "cmr: {id: 1}", "\tregion: North", "– one",
    "promises: [{promise: A, to: B, due: 2026-13-01}]", "## A heading", "- [ ] Call Per (2026-12-01)",
    "[a](b.md) ![c](d)", "financials:", "<!-- never closed", "<<<<<<< ours", "region: \u2028Nordics",
    "region:\u00a0Nordics", "\u00a0", "Text [^1] and [b][c].",
]  # fmt: skip


def read_alike(texts: list[str], path: str = f"{FOLDER}/halden.md") -> int:
    """How many versions were put together; the test fails where one says something else than alone."""
    reader, together = VersionReader(FOLDER), 0
    for text in texts:
        source = Source(path, text.encode())
        assert reader.read(source) == parse_plan(source, FOLDER)
        together += reader.is_known(source)
    return together


@pytest.mark.parametrize("number", range(len(PLANS)))
def test_versions_with_drawn_edits_are_read_as_alone(number: int) -> None:
    random, texts = Random(number), [PLANS[number]]
    for _ in range(60):
        lines = (texts[-1] if random.random() < 0.7 else texts[0]).split("\n")
        at = random.randrange(1, len(lines))
        match random.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, random.choice(ODD))
            case 2:
                lines[at] = re.sub(r"\d", lambda _: str(random.randrange(10)), lines[at])
            case 3:
                other = random.randrange(1, len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                lines.append(random.choice(ODD))
        texts.append("\n".join(lines))
    read_alike(texts)


@pytest.mark.parametrize("odd", ODD)
def test_whatever_stands_in_the_front_matter_or_below_it_is_read_as_alone(odd: str) -> None:
    body = "---\n\n## Growth\n\nWords.\n"
    flawless = [START + body, f"{START}region: Nordics\n{body}"]
    front = [
        f"{START}{odd}\n",
        f"{START}region: Nordics\n{odd}\n",
        f"---\n{odd}\n{START[4:]}",
        f"{START}{odd}\n  more: x\n",
    ]
    texts = [*(each + body for each in front), f"{START}{body}\n{odd}\n", f"{START}{body}\n\n## More\n\n{odd}"]
    read_alike([each for text in texts for each in (*flawless, text)])


@pytest.mark.parametrize("text", [
    "", "---\n", "--- \n", START, f"\n{START}---\n", f"\ufeff{START}---\n", f"{START}---",
    f"{START}---\n".replace("\n", "\r\n"), '{"name": "A"}', "+++\nname = 'A'\n+++\n",
])  # fmt: skip
def test_what_is_not_plain_is_read_as_alone(text: str) -> None:
    read_alike([f"{START}---\n", text, f"{START}---\n"])


@pytest.mark.parametrize("path", [f"{FOLDER}/Halden Marine.md", f"{FOLDER}/halden/index.md"])
def test_the_path_counts(path: str) -> None:
    read_alike([f"{START}---\n"] * 2, path)


def test_versions_that_differ_in_one_value_are_put_together() -> None:
    figures = [
        f"{START}financials:\n  - year: 2026\n    revenue: {number}k\n---\n\n## Growth\n\nWords.\n"
        for number in range(9)
    ]
    assert read_alike(figures) == 9
