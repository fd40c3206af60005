"""`kamgen check`: what is told, and with which exit code."""

from __future__ import annotations

import json

import pytest

from kamgen import FORMAT
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.cli.small_site import HALDEN, Shell

HALDEN_PATH = "content/accounts/halden.md"
NORD = "content/accounts/nordics/nord.md"
MENDABLE = "[*] 1 can be mended with `kamgen check --fix`"
NORD_ERROR = f"{NORD}:7:14: FMT003 [*] revenue: `1,24M` is not an amount: write `1.24M`"


def codes(out: str) -> list[tuple[str, str]]:
    return [(found["account"], found["code"]) for found in json.loads(out)["findings"]]


def test_tells_all_findings_of_all_plans(site: Shell) -> None:
    ran = site("check", "--output-format", "json")
    assert ran.code == 1
    assert codes(ran.out) == [
        ("halden", "CRM001"),
        ("halden", "FBK001"),
        ("nord", "CRM001"),
        ("nord", "FBK001"),
        ("nord", "FMT003"),
    ]
    assert json.loads(ran.out)["as_of"] == "2026-11-20"


def test_errors_fail_and_warnings_do_not(site: Shell) -> None:
    assert site("check").code == 1
    assert site("check", "content/accounts/halden.md").code == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "warning"], 1),
        (["--fail-on", "never"], 0),
        (["--max-warnings", "1"], 1),
        (["--max-warnings", "2"], 0),
        (["--fail-under", "1"], 1),
        (["--fail-under", "0"], 0),
    ],
)
def test_the_threshold_can_be_set(site: Shell, options: list[str], code: int) -> None:
    assert site("check", "content/accounts/halden.md", *options).code == code


def test_says_on_stderr_what_findings_do_not_tell(site: Shell) -> None:
    site.write("site.toml", '[checklist]\nselect = ["FBK001"]\nfail_under = 50\n')
    ran = site("check", "content/accounts/halden.md", "--max-warnings", "0")
    assert (ran.code, ran.err) == (
        1,
        "1 warning, and no more than 0 may pass\nhalden has a checklist score of 0, and 50 is the least\n",
    )


@pytest.mark.parametrize("place", [NORD, "content/accounts/nordics", "content/accounts/nordics/../nordics/"])
def test_tells_only_of_the_places_given(site: Shell, place: str) -> None:
    ran = site("check", place, "--output-format", "concise", "--select", "FMT")
    assert ran.out.splitlines() == [
        NORD_ERROR,
        "Checked 1 account as of 2026-11-20: 1 error.",
        "nord: checklist score 0, act",
        MENDABLE,
    ]


def test_finds_the_site_from_a_folder_below(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.folder / "content" / "accounts" / "nordics")
    ran = site("check", ".", "--output-format", "concise", "--select", "FMT")
    assert ran.out.splitlines()[0] == NORD_ERROR


def test_a_site_elsewhere_can_be_named(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert site("check", "--site", str(site.folder)).code == 1
    assert site("check", "--site", str(site.folder / "content")).code == 2


def test_a_link_to_the_site_leads_to_its_plans(site: Shell) -> None:
    (site.folder / "there").symlink_to("content")
    assert site("check", "there/accounts/nordics", "--select", "FMT").code == 1


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (
            "gone.md",
            "error: there is no file or folder gone.md\nhelp: give a plan's file, a folder with plans, or a slug\n",
        ),
        (
            "site.toml",
            "error: site.toml holds no account plan of this site\nhelp: plans are `.md` files below content/accounts\n",
        ),
    ],
)
def test_a_place_without_plans_is_an_error(site: Shell, place: str, said: str) -> None:
    ran = site("check", place)
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_no_account_at_all_is_an_error(shell: Shell) -> None:
    shell.write("site.toml", "")
    shell.write("content/accounts/picture.png", "")
    ran = shell("check")
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        "error: there is no account plan in content/accounts\nhelp: write one: `kamgen new NAME --category CATEGORY`\n",
    )


def test_no_site_is_an_error(shell: Shell) -> None:
    ran = shell("check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("help: run `kamgen init` to make one\n")


def test_selected_rules_do_not_change_scores(site: Shell) -> None:
    all_rules = json.loads(site("check", "--output-format", "json").out)
    some = json.loads(site("check", "--output-format", "json", "--select", "FMT").out)
    assert some["scores"] == all_rules["scores"] == {"halden": 0, "nord": 0}
    assert some["summary"] == {
        "accounts": 2,
        "score": 0,
        "findings": 1,
        "error": 1,
        "warning": 0,
        "advice": 0,
        "known": 0,
        "baseline": None,
        "fixable": 1,
        "rules": {"FMT003": 1},
    }


def test_plans_are_parsed_once_whatever_is_selected(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def parse(source: Source, folder: str) -> Plan:
        parsed.append(source.path)
        return parse_plan(source, folder)

    monkeypatch.setattr("kamgen.parse.plan.parse_plan", parse)
    site("check", "--select", "FMT")
    assert sorted(parsed) == ["content/accounts/halden.md", NORD]


@pytest.mark.parametrize("command", ["check", "build"])
def test_rules_of_site_toml_that_do_not_exist_are_errors_line_by_line(site: Shell, command: str) -> None:
    site.write("site.toml", '[checklist]\nselect = ["FKB001"]\nignore = ["CRM\\u001b"]\n')
    ran = site(command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "error: site.toml: `select` in [checklist]: there is no rule `FKB001`: did you mean `FBK001`?",
        "`ignore` in [checklist]: there is no rule `CRM\\x1b`: did you mean `CRM`?",
        "help: `kamgen explain` lists all rules",
    ]


def test_codes_come_in_lists_and_again(site: Shell) -> None:
    ran = site("check", "--select", "FMT,CRM001", "--select", "FBK", "--ignore", "CRM", "--output-format", "json")
    assert {code for _, code in codes(ran.out)} >= {"FMT003", "FBK001", "FBK005"}
    assert not any(code.startswith("CRM") for _, code in codes(ran.out))


def test_rules_that_the_site_leaves_out_can_be_added(site: Shell) -> None:
    ran = site("check", "--extend-select", "SPA001", "--output-format", "json")
    assert {code for _, code in codes(ran.out)} == {"CRM001", "FBK001", "FMT003", "SPA001"}


def test_an_unknown_code_is_an_error(site: Shell) -> None:
    ran = site("check", "--select", "FBK009")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: there is no rule `FBK009`\nhelp: did you mean `FBK00")


def test_the_format_can_come_from_the_environment(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMGEN_OUTPUT_FORMAT", "json")
    assert json.loads(site("check").out)["format_version"] == "1.0"
    monkeypatch.setenv("KAMGEN_OUTPUT_FORMAT", "yaml")
    assert site("check").code == 2


def test_statistics_count_by_rule(site: Shell) -> None:
    assert site("check", "--statistics").out == (
        "2  CRM001  warning  crm-linked\n"
        "2  FBK001  warning  feedback-gathered\n"
        "1  FMT003  error    invalid-value\n"
        "Checked 2 accounts as of 2026-11-20: 1 error, 4 warnings.\n"
    )


def test_the_report_can_go_to_a_file(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    ran = site("check", "-o", "report.txt", "--output-format", "concise", "--select", "FMT")
    assert (ran.code, ran.out, ran.err) == (1, "", "Checked 2 accounts as of 2026-11-20: 1 error.\n")
    written = (site.folder / "report.txt").read_text(encoding="utf-8")
    summary = "Checked 2 accounts as of 2026-11-20: 1 error.\nMean checklist score 0, act"
    assert written == f"{NORD_ERROR}\n{summary}\n{MENDABLE}\n"
    assert site("check", "-q", "-o", "report.txt").err == ""


def test_a_file_that_cannot_be_written_is_an_error(site: Shell) -> None:
    ran = site("check", "-o", "gone/report.txt")
    assert (ran.code, ran.err) == (2, "error: gone/report.txt cannot be written\nhelp: give another file with `-o`\n")


@pytest.mark.parametrize(
    ("environment", "options", "colour"),
    [
        ({}, [], False),
        ({"CLICOLOR_FORCE": "1"}, [], True),
        ({"CLICOLOR_FORCE": "0"}, [], False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, [], False),
        ({"CLICOLOR_FORCE": "1"}, ["--no-color"], False),
    ],
)
def test_colour_only_where_it_is_wanted(
    site: Shell, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], options: list[str], colour: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in site("check", *options).out) is colour


@pytest.mark.parametrize("day", ["2026-02-30", "20/11/2026", "2026-11", "tomorrow", "0001-01-01", "2201-01-01", ""])
def test_a_bad_day_is_a_usage_error(site: Shell, day: str) -> None:
    ran = site("check", "--as-of", day)
    assert (ran.code, ran.out) == (2, "")
    assert "write" in ran.err


def test_a_bad_epoch_is_a_usage_error(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    ran = site("check")
    assert (ran.code, ran.out) == (2, "")
    assert "SOURCE_DATE_EPOCH is `yesterday`" in ran.err


def test_the_day_given_goes_before_the_epoch(site: Shell) -> None:
    out = site("check", "--as-of", "2027-01-02", "--output-format", "json").out
    assert json.loads(out)["as_of"] == "2027-01-02"


def test_verbose_says_what_is_looked_at(site: Shell) -> None:
    assert site("check", "--verbose").err == (
        f"2 plans in {site.folder.resolve()}, judged as of 2026-11-20\n"
        "no history: the site is not in a git repository, or nothing is committed yet\n"
    )
    assert site("check", "--quiet", "--max-warnings", "0").err == ""


def test_a_broken_plan_does_not_hide_the_others(site: Shell) -> None:
    (site.folder / "content" / "accounts" / "utf16.md").write_bytes(HALDEN.encode("utf-16"))
    ran = site("check", "--output-format", "json")
    assert ("utf16", "FMT008") in codes(ran.out)
    assert ("halden", "CRM001") in codes(ran.out)


def test_the_portfolio_as_a_whole_is_told_of_when_all_plans_are(site: Shell) -> None:
    site.write("site.toml", '[checklist]\nselect = ["PFL002"]\n\n[portfolio]\nmax_accounts = 1\n')
    ran = site("check", "content/accounts")
    assert (ran.code, ran.out.splitlines()) == (
        0,
        [
            "PFL002 portfolio-servable (advice): 2 key accounts, and no more than 1 can be served",
            " --> site.toml:5:16",
            "  |",
            "4 | [portfolio]",
            "5 | max_accounts = 1",
            "  |                ^",
            "help: serve the lesser ones without a plan of their own, or set `max_accounts` to what you can serve",
            "",
            "Checked 2 accounts as of 2026-11-20: 1 piece of advice.",
        ],
    )
    assert json.loads(site("check", "--output-format", "json").out)["findings"][0]["account"] is None
    assert "PFL002" not in site("check", "content/accounts/halden.md").out


def test_ci_is_told_of_files_as_the_repository_knows_them(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.folder / ".git").mkdir()
    (site.folder / "site.toml").rename(site.write("sales/plans/site.toml", ""))
    (site.folder / "content").rename(site.folder / "sales/plans/content")
    ran = site("check", "--site", "sales/plans", "--output-format", "github", "--select", "FMT")
    assert (ran.code, ran.out) == (
        1,
        f"::error file=sales/plans/{NORD},line=7,col=14,title=FMT003 invalid-value"
        "::revenue: `1,24M` is not an amount: write `1.24M`\n",
    )
    monkeypatch.chdir(site.folder / "sales/plans")
    assert site("check", "--output-format", "github", "--select", "FMT").out == ran.out


def test_only_findings_that_are_severe_enough_are_listed_and_all_of_them_count(site: Shell) -> None:
    everything = json.loads(site("check", "--output-format", "json").out)["summary"]
    ran = site("check", "--severity", "error", "--output-format", "json", "--max-warnings", "0")
    listed = json.loads(ran.out)["summary"]
    assert (listed["error"], listed["warning"]) == (everything["error"], 0)
    assert ran.code == 1
    milder = everything["findings"] - everything["error"]
    assert f"{milder} milder findings are not listed\n" in ran.err
    assert f"{everything['warning']} warnings, and no more than 0 may pass\n" in ran.err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/accounts/halden.md", HALDEN.replace("strategic", "core\nowners: Per")),
        ("content/accounts/third.md", HALDEN.replace("Halden", "Third")),
        ("content/accounts/halden/contract.pdf", ""),
        ("site.toml", '[checklist]\nselect = ["FBK001"]\n'),
    ],
)
def test_what_was_found_before_is_told_again_only_while_nothing_has_changed(site: Shell, name: str, text: str) -> None:
    before = site("check")
    assert site("check") == before
    site.write(name, text)
    assert site("check") == site("check", "--no-cache")
    assert site("check", "--as-of", "2027-02-01") == site("check", "--as-of", "2027-02-01", "--no-cache") != before
    assert site("check", "--select", "CRM") == site("check", "--select", "CRM", "--no-cache") != before
    assert site("check", "content/accounts/nordics") == site("check", "content/accounts/nordics", "--no-cache")


def test_shows_errors_in_full_then_what_helps_each_account_most(site: Shell) -> None:
    site.write("site.toml", "")
    ran = site("check")
    assert ran.code == 1
    error, halden, nord, summary = ran.out.rsplit("\n\n", 3)
    assert error.splitlines() == [
        "FMT003 [*] invalid-value (error): revenue: `1,24M` is not an amount",
        f" --> {NORD}:7:14",
        "  |",
        "6 |   - year: 2026",
        "7 |     revenue: 1,24M",
        "  |              ^^^^^",
        "help: write `1.24M`",
    ]
    gaps = halden.splitlines()[1:7:2]
    assert [line[:15] for line in gaps[:2]] == ["+11.1  CRM001 t", "+11.1  IRV001 n"]
    points = [float(line.split()[0]) for line in gaps]
    assert points == sorted(points, reverse=True)
    assert gaps[0].endswith(f"  {HALDEN_PATH}:2:1")
    assert halden.splitlines()[0] == "halden: checklist score 0, act"
    assert halden.splitlines()[-1].endswith(" more: `kamgen check halden`")
    assert nord.startswith("nord: checklist score ")
    assert summary.splitlines()[-2:] == ["Mean checklist score 0, act", MENDABLE]


def test_all_findings_are_listed_of_whom_is_named_and_with_all(site: Shell) -> None:
    site.write("site.toml", "")
    listed = json.loads(site("check", "--output-format", "json").out)["findings"]
    assert site("check", "--all").out.count("\n --> ") + site("check", "--all").out.count("\n  --> ") == len(listed)
    own = [found for found in listed if found["account"] == "halden"]
    for given in ("halden", "Halden Marine", "content/accounts/halden.md"):
        ran = site("check", given)
        assert (ran.out.count(" --> "), ran.out.splitlines()[-1]) == (len(own), "halden: checklist score 0, act")


def test_an_account_that_there_is_not_names_the_nearest(site: Shell) -> None:
    ran = site("check", "haldn")
    assert (ran.code, ran.err) == (2, "error: there is no account `haldn`\nhelp: did you mean `halden`?\n")


def test_a_first_plan_of_six_lines_gets_a_screen(site: Shell) -> None:
    site.write("site.toml", "")
    (site.folder / NORD).unlink()
    lines = site("check").out.splitlines()
    assert sum(-(-max(len(line), 1) // 80) for line in lines) <= 24
    assert lines[0] == "halden: checklist score 0, act"
    assert lines[-1].startswith("Checked 1 account as of 2026-11-20: ")


def test_a_plan_that_cannot_be_read_is_hidden_by_no_mean(site: Shell) -> None:
    site.write("site.toml", '[checklist]\nselect = ["FMT", "CAT003"]\n')
    site.write("content/accounts/halden.md", HALDEN.replace("strategic", "strategic\nobjective: retain"))
    site.write(NORD, "---\nname: [\n---\n")
    out = site("check").out
    assert "nord: cannot be read, and has no score\n" in out
    said = "Mean checklist score 100, on course; 1 plan cannot be read, and so without a score"
    for output_format in ("full", "concise"):
        assert site("check", "--output-format", output_format).out.splitlines()[-1] == said
    assert said in site("check", "--output-format", "markdown").out.replace(".", "")


def test_milder_findings_that_are_not_listed_are_not_skipped_as_known(site: Shell) -> None:
    out = site("check", "--severity", "error", "--output-format", "junit").out
    assert ("FMT003" in out, "FBK001" in out, "skipped>" in out, 'skipped="0"' in out) == (True, False, False, True)
    site("check", "--write-baseline")
    out = site("check", "--severity", "error", "--output-format", "junit").out
    assert out.count('<skipped message="known from the baseline"/>') == 5


@pytest.mark.parametrize(("written", "said"), [(None, 0), (FORMAT - 1, 1), (FORMAT, 0)])
def test_a_site_of_older_definitions_is_told_in_one_line(site: Shell, written: int | None, said: int) -> None:
    site.write("site.toml", "" if written is None else f"[site]\nformat = {written}\n")
    note = f"site.toml goes by kamgen's definitions {written}, and this kamgen by {FORMAT}: docs/upgrading.md says"
    for _ in range(2):
        assert site("check").err.count(note) == said
    assert site("build").err.count(note) == said
    assert note not in site("check", "-q").err


def test_a_site_or_a_plan_of_newer_definitions_is_never_half_read(site: Shell) -> None:
    site.write(NORD, HALDEN.replace("strategic", f"strategic\nformat: {FORMAT + 1}"))
    said = f"format: the plan is written in format {FORMAT + 1}, and this kamgen reads {FORMAT}"
    assert f"{NORD}:5:9: FMT003 {said}: write `format: {FORMAT}`" in site("check", "--output-format", "concise").out
    site.write("site.toml", f"[site]\nformat = {FORMAT + 1}\n")
    ran = site("check")
    assert (ran.code, ran.out) == (2, "")
    said = f"format: the site goes by kamgen's definitions {FORMAT + 1}, and this kamgen knows {FORMAT}"
    assert ran.err.startswith(f"error: site.toml:2:10: {said}; write `format = {FORMAT}`, or update kamgen\n")
