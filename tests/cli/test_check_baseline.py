"""`kamgen check` with a baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.small_site import BROKEN, HALDEN, Shell

FILE = "kamgen-baseline.json"
WRITTEN = """{
  "format_version": "1.0",
  "known": [
    {"account": "halden", "rule": "CRM001", "count": 1},
    {"account": "halden", "rule": "FBK001", "count": 1},
    {"account": "nord", "rule": "CRM001", "count": 1},
    {"account": "nord", "rule": "FBK001", "count": 1},
    {"account": "nord", "rule": "FMT003", "count": 1}
  ]
}
"""


def text(site: Shell, name: str = FILE) -> str:
    return (site.folder / name).read_text(encoding="utf-8")


def test_is_written_beside_site_toml(site: Shell) -> None:
    ran = site("check", "--write-baseline", "--fail-on", "advice")
    assert (ran.code, ran.out, ran.err) == (
        0,
        "halden: checklist score 0, act\nnord: checklist score 0, act\n"
        "Checked 2 accounts as of 2026-11-20: no findings; 5 known from the baseline.\nMean checklist score 0, act\n",
        "kamgen-baseline.json keeps 5 findings of 2 accounts\n",
    )
    assert text(site) == WRITTEN
    assert [path.name for path in site.folder.glob(".*") if path.name != ".kamgen"] == []


def test_later_runs_fail_only_on_what_got_worse(site: Shell) -> None:
    site("check", "--write-baseline")
    assert site("check", "--fail-on", "advice").code == 0
    site.write("content/accounts/halden.md", HALDEN.replace("strategic", "strategic\nfinancials: [{year: 26}]"))
    ran = site("check", "--output-format", "concise")
    assert ran.code == 1
    assert ["FMT003" in line for line in ran.out.splitlines()] == [True, False, False, True, False]
    assert ran.out.splitlines()[3] == f"Worse than {FILE} keeps: halden FMT003 (0 → 1)"
    assert ran.out.splitlines()[1].endswith(": 1 error; 5 known from the baseline.")
    assert text(site) == WRITTEN


GAIN = "Better than kamgen-baseline.json keeps: nord FMT003 (1 → 0); `kamgen check --prune-baseline` keeps the gain"


def test_what_was_mended_passes_and_is_kept_by_a_command(site: Shell) -> None:
    site("check", "--write-baseline")
    site.write("content/accounts/nordics/nord.md", BROKEN.replace("1,24M", "1.24M"))
    ran = site("check")
    assert (ran.code, ran.err, ran.out.splitlines()[-1]) == (0, "", GAIN)
    assert site("check", "--output-format", "gitlab").err == f"{GAIN}\n"
    assert f"{GAIN}\n" in site("build").err
    strict = site("check", "--strict-baseline")
    assert (strict.code, strict.err) == (
        1,
        "kamgen-baseline.json keeps more than there is now, which --strict-baseline does not let pass\n",
    )
    assert site("check", "--strict-baseline", "--fail-on", "never").code == 0
    pruned = site("check", "--prune-baseline")
    assert (pruned.code, pruned.err) == (0, "kamgen-baseline.json keeps 4 findings of 2 accounts\n")
    assert "FMT003" not in text(site)
    assert (site("check", "--strict-baseline").code, GAIN in site("check").out) == (0, False)


def test_an_account_that_went_away_fails_nothing(site: Shell) -> None:
    site("check", "--write-baseline")
    (site.folder / "content/accounts/nordics/nord.md").unlink()
    for options in ([], ["--strict-baseline"]):
        ran = site("check", *options)
        assert (ran.code, "keeps: nord (gone); `kamgen check --prune-baseline`" in ran.out) == (0, True)


@pytest.mark.parametrize("name", ["full", "concise", "markdown", "github", "sarif", "junit", "json"])
def test_what_got_worse_is_said_in_the_summary_and_at_each_finding(site: Shell, name: str) -> None:
    site("check", "--write-baseline")
    site.write("content/accounts/halden.md", HALDEN.replace("strategic", "strategic\nfinancials: [{year: 26}]"))
    ran = site("check", "--output-format", name, "--all")
    assert ran.code == 1
    if name == "json":
        worse = {"account": "halden", "code": "FMT003", "kept": 0, "now": 1}
        told = json.loads(ran.out)
        assert told["summary"]["baseline"] == {"file": FILE, "worse": [worse], "fallen": [], "gone": []}
        assert [found["worse"] for found in told["findings"]] == [{"kept": 0, "now": 1}]
    else:
        written = ran.out.replace("\\u2192", "→").replace("&#40;", "(").replace("&#41;", ")").replace("&#95;", "_")
        assert "Worse than kamgen-baseline.json keeps: halden FMT003 (0 → 1)" in written.replace("&#45;", "-")
        assert "worse than the baseline: 0 → 1" in written


@pytest.mark.parametrize("name", ["gitlab", "rdjson"])
def test_formats_without_a_summary_say_what_got_worse_at_each_finding(site: Shell, name: str) -> None:
    site("check", "--write-baseline")
    site.write("content/accounts/halden.md", HALDEN.replace("strategic", "strategic\nfinancials: [{year: 26}]"))
    ran = site("check", "--output-format", name)
    assert "(worse than the baseline: 0 → 1)" in ran.out
    assert ran.err == "Worse than kamgen-baseline.json keeps: halden FMT003 (0 → 1)\n"


def test_what_comes_back_after_that_fails(site: Shell) -> None:
    site("check", "--write-baseline")
    site.write("content/accounts/nordics/nord.md", BROKEN.replace("1,24M", "1.24M"))
    site("check", "--prune-baseline")
    site.write("content/accounts/nordics/nord.md", BROKEN)
    assert site("check").code == 1
    site("check", "--prune-baseline")
    assert "FMT003" not in text(site)


def test_an_account_that_is_renamed_is_new_under_its_new_name(site: Shell) -> None:
    site("check", "--write-baseline")
    (site.folder / "content/accounts/halden.md").rename(site.folder / "content/accounts/halden-marine.md")
    ran = site("check", "--output-format", "json")
    assert {found["account"] for found in json.loads(ran.out)["findings"]} == {"halden-marine"}
    assert "Better than kamgen-baseline.json keeps: halden (gone); " in ran.err


def test_an_account_that_only_moved_is_still_known(site: Shell) -> None:
    site("check", "--write-baseline")
    (site.folder / "content/accounts/halden.md").rename(site.folder / "content/accounts/nordics/halden.md")
    assert site("check", "--fail-on", "advice").code == 0


def test_plans_and_rules_that_are_not_asked_for_are_not_held_against_it(site: Shell) -> None:
    site("check", "--write-baseline")
    site.write("content/accounts/nordics/nord.md", BROKEN.replace("1,24M", "1.24M"))
    assert site("check", "content/accounts/halden.md", "--strict-baseline").code == 0
    assert site("check", "--select", "CRM", "--strict-baseline").code == 0
    assert site("check", "content/accounts/nordics", "--strict-baseline").code == 1
    site("check", "--prune-baseline", "content/accounts/halden.md")
    assert text(site) == WRITTEN


def test_is_written_anew_for_what_is_asked_for_only(site: Shell) -> None:
    site("check", "--write-baseline", "content/accounts/halden.md", "--select", "CRM")
    assert [entry["rule"] for entry in json.loads(text(site))["known"]] == ["CRM001"]
    site("check", "--write-baseline", "content/accounts/nordics")
    entries = [(entry["account"], entry["rule"]) for entry in json.loads(text(site))["known"]]
    assert entries == [("halden", "CRM001"), ("nord", "CRM001"), ("nord", "FBK001"), ("nord", "FMT003")]


def test_can_be_elsewhere(site: Shell) -> None:
    site.write("ci/readme", "")
    assert site("check", "--write-baseline", "--baseline", "ci/known.json").code == 0
    assert text(site, "ci/known.json") == WRITTEN
    assert (site("check").code, site("check", "--baseline", "ci/known.json").code) == (1, 0)


def test_can_be_left_out(site: Shell) -> None:
    site("check", "--write-baseline")
    ran = site("check", "--no-baseline", "--output-format", "json")
    assert (ran.code, json.loads(ran.out)["summary"]["findings"], json.loads(ran.out)["summary"]["known"]) == (1, 5, 0)


def test_scores_are_those_of_the_plans(site: Shell) -> None:
    before = json.loads(site("check", "--output-format", "json").out)["scores"]
    site("check", "--write-baseline")
    assert json.loads(site("check", "--output-format", "json").out)["scores"] == before
    assert site("check", "--fail-under", "1").code == 1


def test_build_fails_as_check_does(site: Shell) -> None:
    assert site("build").code == 1
    site("check", "--write-baseline")
    ran = site("build")
    assert (ran.code, "FMT003" in ran.err) == (0, False)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (FILE, "<<<<<<< HEAD\n", f"error: {FILE} is damaged: it is not JSON\n"),
        (FILE, '{"format_version": "2.0"}', f"error: {FILE} is of format 2.0, and this kamgen reads 1\n"),
    ],
)
@pytest.mark.parametrize("option", [[], ["--write-baseline"], ["--prune-baseline"]])
def test_one_that_cannot_be_read_stops_the_command(
    site: Shell, name: str, content: str, said: str, option: list[str]
) -> None:
    site.write(name, content)
    ran = site("check", *option)
    assert (ran.code, ran.out, ran.err.splitlines(keepends=True)[0]) == (2, "", said)
    assert text(site) == content


def test_no_other_file_is_written_over(site: Shell) -> None:
    ran = site("check", "--write-baseline", "--baseline", "content/accounts/halden.md")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: halden.md is damaged: it is not JSON")
    assert text(site, "content/accounts/halden.md") == HALDEN


@pytest.mark.parametrize("options", [["--baseline", "gone.json"], ["--prune-baseline"]])
def test_one_that_is_not_there_stops_the_command(site: Shell, options: list[str]) -> None:
    ran = site("check", *options)
    assert ran.code == 2
    assert ran.err.startswith("error: there is no baseline ")
    assert ran.err.endswith("\nhelp: write it first: `kamgen check --write-baseline`\n")


@pytest.mark.parametrize("place", [".", "gone/known.json"])
def test_a_place_where_none_can_be_is_an_error(site: Shell, place: str) -> None:
    ran = site("check", "--write-baseline", "--baseline", place)
    assert (ran.code, ran.out) == (2, "")
    assert "name another file with `--baseline`" in ran.err


@pytest.mark.parametrize(
    "options",
    [
        ["--write-baseline", "--prune-baseline"],
        ["--no-baseline", "--write-baseline"],
        ["--no-baseline", "--baseline", "known.json"],
        ["--watch", "--write-baseline"],
        ["--watch", "--prune-baseline"],
    ],
)
def test_options_that_do_not_go_together_are_a_usage_error(site: Shell, options: list[str]) -> None:
    ran = site("check", *options)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
    assert not (site.folder / FILE).exists()


def test_one_that_is_not_utf8_is_an_error(site: Shell) -> None:
    Path(site.folder / FILE).write_bytes(b"\xff\xfe")
    assert site("check").code == 2
