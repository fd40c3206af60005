"""Text of plans cannot steer a terminal, or the machine that reads the log of a build."""

from __future__ import annotations

import json

import pytest

from kamgen.report.findings import commanding_nothing, visible, visible_lines
from kamgen.report.json import dumped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error file=a.md::Boo", "\\x3a:error file=a.md::Boo"),
        ("  \u00a0::stop-commands::x", "  \u00a0\\x3a:stop-commands::x"),
        ("a ##[error]boo", "a \\x23#[error]boo"),
        ("###[group]x ##vso[task.complete]", "#\\x23#[group]x \\x23#vso[task.complete]"),
        ("Sales :: North ## 2", "Sales :: North ## 2"),
        ("section_start:1:a section_end:x", "section_start\\x3a1:a section_end:x"),
        ("##teamcity[x]", "\\x23#teamcity[x]"),
        ("a\u200db 👩\u200d💻 می\u200cخواهم", "a\\u200db 👩\u200d💻 می\u200cخواهم"),
        ("\x1b[2J\u202e\tå", "\\x1b[2J\\u202e å"),
    ],
)
def test_what_steers_is_shown_by_its_number(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_every_line_of_a_message_is_made_safe() -> None:
    assert visible_lines("no folder `a\n::error::b\x07`") == "no folder `a\n\\x3a:error::b\\x07`"


def test_json_means_the_same_and_commands_no_build() -> None:
    text = "a ##[error]b ##vso[task.complete]"
    written = dumped({"text": text})
    assert "##[" not in written
    assert "##vso[" not in written
    assert json.loads(written) == {"text": text}


def test_what_is_no_command_in_its_parts_is_none_as_a_whole() -> None:
    assert commanding_nothing("a ##\x1b[0m\n  \x1b[1m::error::x\na #" + "#[b") == (
        "a ##\x1b[0m\n  \x1b[1m\\x3a:error::x\na \\x23#[b"
    )
