"""Nothing of a plan, a path, an author, a subject, a theme or site.toml steers who reads a log: terminal, or CI.

Every command and format is run on a site in whose every free text drawn sequences stand, and its bytes are looked at.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import kamgen
from tests.cli.small_site import Ran, Shell
from tests.parse.plan_example import COMPLETE
from tests.repositories import Scratch, isolate

TOKENS = (
    "##vso[task.setvariable variable=BASH_ENV]x", "##[error]", "##teamcity[a b='c']", "##", "#", "[", "vso[", "###[x]",
    "::error::x", "::add-mask::x", "::", ":", "\n::stop-commands::x\n", " " * 70 + "::warning::y",
    "section_start:1560896352:a\r\x1b[0Kb", "\x1b[0Ksection_end:1560896353:a\r\x1b[0K", "section_start:1:z",
    "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://a.example\x1b\\", "\x9b31m", "\r", "\x08", "\x85", "\x0c",
    "\u202e", "\u2066", "\u2069", "\u200f", "\u061c", "\u200b", "\u200d", "\u200c", "\u2060", "\ufeff", "\u00ad",
    "\u034f", "\u3164", "\u180e", "\u2028", "\u2029", "\U000e0041", "\ufff9", "|", "`", "<b>", "&", "\\", " ", "x",
)  # fmt: skip

STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]|##\\w*\\[|section_(start|end):\\d"
)
GITHUB = re.compile(r"::(error|warning|notice) (file=[^:]*,line=\d+,col=\d+,title=[^:]*|title=kamgen)::.+")
COLOUR = re.compile(r"\x1b\[[\d;]*m")

FORMATS = ("full", "concise", "json", "github", "gitlab", "junit", "sarif", "rdjson", "markdown")


def drawn(source: random.Random) -> str:
    return "".join(source.choice(TOKENS) for _ in range(source.randint(1, 4)))


def spoilt(value: Any, source: random.Random) -> Any:
    """The same with sequences before, in or behind every text, and now and then in a key."""
    if isinstance(value, dict):
        return {
            f"{key}{drawn(source)}" if source.random() < 0.03 else key: spoilt(each, source)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [spoilt(each, source) for each in value]
    if not isinstance(value, str) or source.random() < 0.25:
        return value if isinstance(value, int | float | bool) else str(value)
    at = source.randint(0, len(value))
    return f"{value[:at]}{drawn(source)}{value[at:]}"


def yaml_of(value: object) -> str:
    """What stands in no file as it is stands there by its number."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() or sign == "\u00a0" else f"\\U{ord(sign):08x}" for sign in text)


def plans(source: random.Random) -> Iterator[tuple[str, str]]:
    """Paths and texts: one with every field, spoilt when read; the same, spoilt as written; prose of nothing else."""
    front = yaml.safe_load(COMPLETE.split("---\n")[1])
    prose = "\n".join(f"## A{drawn(source)}\n\n- [ ] B{drawn(source)} @C{drawn(source)}\n" for _ in range(4))
    whole = {**spoilt(front, source), "owner": f"Per{drawn(source)}Moe", "slug": "whole", "status": "active"}
    yield "whole.md", f"---\n{yaml_of(whole)}\n---\n{prose}"
    words = COMPLETE.split(" ")
    for at in source.sample(range(len(words)), 12):
        words[at] += drawn(source)
    yield "written.md", " ".join(words)
    name = re.sub(r"[\x00/]", "", f"n{drawn(source)}{drawn(source)}")
    front = yaml_of({"name": f"N{drawn(source)}", "owner": "Per Moe", "category": f"c{drawn(source)}"})
    yield f"{name}.md", f"---\n{front}\n---\n{prose}\n[[a{drawn(source)}]] [b](c{drawn(source)}.pdf)\n"


def committed(root: Path, source: random.Random) -> Scratch:
    """Two commits of such plans, by such authors, and a third version in the working tree."""
    scratch = Scratch(root)
    for number in range(3):
        text = json.dumps(f"T{drawn(source)}", ensure_ascii=False).replace("\x7f", "")
        scratch.write("site.toml", f"[site]\ntitle = {text}\n[categories.core]\nname = {text}\n")
        for path, plan in plans(source):
            scratch.write(f"content/accounts/{path}", plan.encode(errors="surrogatepass"))
        if number < 2:
            said = f"s{drawn(source)}".replace("\x00", "")
            author = re.sub(r"[\x00\n<>]", "", f"A{drawn(source)}z")
            scratch.commit(said, author=author)
    return scratch


def commands() -> Iterator[list[str]]:
    for name in FORMATS:
        yield ["check", "--output-format", name]
    yield ["check", "--statistics"]
    yield ["check", "--fix", "--diff"]
    yield ["check", "content/accounts/whole.md", "content/accounts/written.md"]
    for name in ("full", "markdown", "json", "html"):
        yield ["diff", "HEAD~1", "--output-format", name]
        yield ["diff", "HEAD~1", "HEAD", "--output-format", name]
    for name in ("full", "slippage", "json"):
        yield ["history", "--output-format", name]
    for name in ("full", "markdown", "json"):
        yield ["review", "whole", "--output-format", name]
    yield ["export"]
    yield ["build", "-v", "--output", "site-of-law"]
    yield ["new", "a\x1b[2J##vso[x]\u202e", "--category", "core"]
    yield ["log", "whole", "promise", "x\u202e##[error]y\x1b[2J", "--to", "K\r::error::z", "--dry-run"]
    yield ["explain", "\x1b[2J##[x]\n::error::"]
    yield ["clean", "\x1b[2J##[x]\n::error::"]
    yield ["\x1b[2J##[x]\n::error::"]
    yield ["check", "content/\x1b[2J##vso[x]\n::error::y"]
    yield ["diff", "\x1b[2J##vso[x]"]
    yield ["history", "\x1b[2J##vso[x]\n::error::"]
    yield ["build", "--theme", "\x1b[2J##vso[x]\n::error::"]


def steering(command: list[str], ran: Ran) -> list[str]:
    """What of the output steers."""
    said = COLOUR.sub("", ran.out + ran.err)
    found = [repr(said[max(each.start() - 60, 0) : each.end() + 20]) for each in STEERS.finditer(said)]
    lines = [line for line in said.split("\n") if line.strip().startswith("::")]
    return found + [line for line in lines if not ("github" in command and GITHUB.fullmatch(line))]


@pytest.mark.parametrize("seed", range(3))
def test_no_text_of_a_site_steers_a_terminal_or_a_ci(shell: Shell, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    isolate(monkeypatch)
    monkeypatch.setenv("CLICOLOR_FORCE", str(seed % 2))
    committed(shell.folder, random.Random(seed))
    told = 0
    for command in commands():
        ran = shell(*command)
        assert ran.code in (0, 1, 2), command
        assert "hit a bug" not in ran.err, (command, ran.err)
        assert steering(command, ran) == [], command
        told += len(ran.out)
    assert told > 100_000


def test_commands_write_through_one_door() -> None:
    package = Path(kamgen.__file__).parent
    writers = re.compile(r"click\.(echo|secho)\(|\bprint\(|\.std(out|err)\.write\(")
    found = {
        str(path.relative_to(package)) for path in package.rglob("*.py") if writers.search(path.read_text("utf-8"))
    }
    assert found == {"cli/terminal.py"}
