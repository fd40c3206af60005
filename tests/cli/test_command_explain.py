"""`kamgen explain`, `kamgen schema`, and the command reference."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from kamgen.cli.main import COMMANDS
from kamgen.rules.catalogue import RULES
from tests.cli.small_site import Shell

ROOT = Path(__file__).resolve().parents[2]


def test_explains_a_rule(shell: Shell) -> None:
    ran = shell("explain", "fbk003")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:2] == ["FBK003 feedback-documented", "ii. Client feedback · warning · weight 2 of 3"]


def test_a_rule_goes_by_its_name_too(shell: Shell) -> None:
    assert shell("explain", "feedback-documented").out == shell("explain", "FBK003").out


@pytest.mark.parametrize("given", ["FBK", "fbk"])
def test_the_letters_of_a_family_list_it(shell: Shell, given: str) -> None:
    lines = shell("explain", given).out.splitlines()
    codes = [rule.code for rule in RULES if rule.code.startswith("FBK")]
    assert (lines[0], [line.split()[0] for line in lines[1:]]) == ("ii. Client feedback", codes)
    rules = json.loads(shell("explain", given, "--output-format", "json").out)["rules"]
    assert [rule["code"] for rule in rules] == codes


def test_lists_all_rules_by_element(shell: Shell) -> None:
    out = shell("explain").out
    assert [line.split()[0] for line in out.splitlines() if line.startswith("  ")] == [rule.code for rule in RULES]
    assert "\nii. Client feedback\n  FBK001  warning  feedback-gathered: " in out


def test_an_unknown_code_names_the_nearest(shell: Shell) -> None:
    ran = shell("explain", "FKB003")
    assert (ran.code, ran.out, ran.err) == (2, "", "error: there is no rule `FKB003`\nhelp: did you mean `FBK003`?\n")
    assert shell("explain", "@@@").err.endswith("help: `kamgen explain` lists all rules\n")


def test_rules_come_as_json(shell: Shell) -> None:
    assert [rule["code"] for rule in json.loads(shell("explain", "--output-format", "json").out)["rules"]] == [
        rule.code for rule in RULES
    ]
    [one] = json.loads(shell("explain", "FBK003", "--output-format", "json").out)["rules"]
    assert (one["element"], one["severity"], one["weight"]) == ("feedback", "warning", 2)


@pytest.mark.parametrize("what", ["plan", "site"])
def test_prints_a_schema(shell: Shell, what: str) -> None:
    ran = shell("schema", what)
    assert (ran.code, ran.err) == (0, "")
    jsonschema.Draft202012Validator.check_schema(json.loads(ran.out))


def test_another_schema_is_a_usage_error(shell: Shell) -> None:
    assert shell("schema", "theme").code == 2


def test_the_reference_has_every_command_and_option() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == list(COMMANDS)
    for option in ("--fail-on", "--max-warnings", "--extend-select", "--statistics", "--slug", "--theme"):
        assert f"`{option}" in page
