"""Reports as CI reads them: by their published schemas, to the letter where letters matter, and within limits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kamgen.model.enums import Severity
from kamgen.model.finding import Checked, Finding, Report
from kamgen.report import ci, formatter, junit, markdown
from kamgen.report.findings import fingerprints, worst_first
from tests.records import replace
from tests.report.report_samples import CLEAN, HALDEN, REPORT, finding

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
JSON_SCHEMAS = {
    "gitlab": "gitlab-code-quality.json",
    "sarif": "sarif-2.1.0-rtm.5.json",
    "rdjson": "rdjson.json",
}
CI = ("github", "gitlab", "sarif", "junit", "rdjson", "markdown")
TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40)


def read(name: str, report: Report) -> Any:
    return json.loads(formatter(name)(report, False))


def one(message: str = "odd", **more: Any) -> Report:
    """A report with one finding."""
    return replace(REPORT, findings=(finding("FMT003", 7, 14, 19, message, **more),))


def many(number: int, severity: Severity = Severity.ERROR, path: str = HALDEN) -> tuple[Finding, ...]:
    return tuple(
        finding("FMT003", line, 1, 2, f"odd {line}", severity=severity, path=path) for line in range(1, number + 1)
    )


def validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / JSON_SCHEMAS[name]).read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


VALIDATORS = {name: validator(name) for name in JSON_SCHEMAS}
XSD = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))


def valid_junit(text: str) -> ElementTree.Element:
    """The tests of a report, after its XML was held against the schema (see `schemas/README.md` on ``file``)."""
    read = ElementTree.fromstring(text)
    bare = ElementTree.fromstring(text)
    for case in bare.iter("testcase"):
        case.attrib.pop("file")
    XSD.validate(bare)
    return read


@pytest.mark.parametrize("name", CI)
def test_a_report_for_ci_looks_like_its_golden_file(golden: Callable[[str, str], None], name: str) -> None:
    golden(f"report-{name}.txt", formatter(name)(REPORT, True))


@pytest.mark.parametrize("name", JSON_SCHEMAS)
@pytest.mark.parametrize("report", [REPORT, CLEAN, replace(REPORT, prefix="sales/plans")])
def test_a_report_is_valid_by_the_published_schema(name: str, report: Report) -> None:
    VALIDATORS[name].validate(read(name, report))


@pytest.mark.parametrize("report", [REPORT, CLEAN])
def test_tests_are_valid_by_the_published_schema(report: Report) -> None:
    valid_junit(formatter("junit")(report, False))


@settings(max_examples=40)
@given(TEXT, TEXT, TEXT)
def test_a_report_is_valid_whatever_a_plan_says(message: str, path: str, name: str) -> None:
    path = f"content/accounts/{path.replace('/', '')}.md"
    report = replace(
        one(message, path=path), checked=(Checked("halden", name, path, True, (("FMT003", "gap"), ("CRM001", "pass"))),)
    )
    for kind, judge in VALIDATORS.items():
        judge.validate(read(kind, report))
    valid_junit(formatter("junit")(report, False))
    for kind in CI:
        shown = formatter(kind)(report, False)
        assert shown.encode()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", shown)


@pytest.mark.parametrize("name", ["github", "gitlab", "sarif", "junit", "rdjson", "markdown"])
def test_files_are_named_as_the_repository_knows_them(name: str) -> None:
    report = replace(REPORT, prefix="sales/plans")
    assert "sales/plans/content/accounts/halden.md" in formatter(name)(report, False)
    assert "sales/plans" not in formatter(name)(REPORT, False)


def test_findings_come_worst_first() -> None:
    assert [found.severity.value for found in worst_first(REPORT.findings)] == [
        "error",
        "error",
        "error",
        "warning",
        "advice",
    ]


def test_an_annotation_escapes_what_means_something_to_github() -> None:
    told = one("50% off: a,b\n::add-mask::x\r\x1b[2J \u202ex", path="content/accounts/a,b:c%d.md")
    assert formatter("github")(told, False) == (
        "::error file=content/accounts/a%2Cb%3Ac%25d.md,line=7,col=14,title=FMT003 invalid-value"
        "::50%25 off: a,b\\x0a::add-mask::x\\x0d\\x1b[2J \\u202ex\n"
    )


@given(TEXT)
def test_an_annotation_is_one_line_and_cannot_begin_another_command(text: str) -> None:
    (line,) = formatter("github")(one(text, path=f"content/{text}.md"), False).splitlines()
    head, _, _ = line.removeprefix("::").partition("::")
    assert set(re.findall(r"[ ,](\w+)=", head)) >= {"file", "line", "col", "title"}
    assert re.fullmatch(r"error file=[^:,]*,line=7,col=14,title=FMT003 invalid-value", head)


def test_no_finding_is_no_annotation() -> None:
    assert formatter("github")(CLEAN, False) == ""


def test_what_github_would_drop_is_counted() -> None:
    findings = (*many(12, Severity.WARNING), *many(10), *many(10, Severity.ADVICE))
    lines = formatter("github")(replace(REPORT, findings=findings), False).splitlines()
    levels = [line.split()[0] for line in lines]
    assert levels == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert lines[-1] == (
        "::notice title=kamgen::3 more findings (2 warnings, 1 piece of advice): `kamgen check` lists them all"
    )


def test_ten_of_each_level_are_all_shown() -> None:
    findings = tuple(found for severity in Severity for found in many(ci.MOST_ANNOTATIONS, severity))
    lines = formatter("github")(replace(REPORT, findings=findings), False).splitlines()
    assert len(lines) == 30
    assert "more finding" not in lines[-1]


def test_a_fingerprint_outlives_moved_lines_and_days() -> None:
    was = finding("FBK003", 7, 14, 19, "last feedback 171 days ago", key="feedback")
    now = finding("FBK003", 9, 14, 19, "last feedback 172 days ago", key="feedback")
    assert list(fingerprints([was]).values()) == list(fingerprints([now]).values())


@pytest.mark.parametrize("other", [{"code": "FBK002"}, {"path": "b.md"}, {"key": "reviews"}, {"message": "none"}])
def test_a_fingerprint_tells_findings_apart(other: dict[str, str]) -> None:
    was = finding("FBK003", 7, 14, 19, "old", key="feedback")
    assert len(set(fingerprints([was, was._replace(**other)]).values())) == 2


def test_findings_that_are_alike_have_fingerprints_of_their_own() -> None:
    marks = fingerprints(many(5)).values()
    assert len(set(marks)) == 5


def test_severities_have_the_words_of_each_format() -> None:
    gitlab = [issue["severity"] for issue in read("gitlab", REPORT)]
    assert gitlab == ["minor", "major", "major", "info", "major"]
    assert [row["level"] for row in read("sarif", REPORT)["runs"][0]["results"]] == [
        "error",
        "error",
        "error",
        "warning",
        "note",
    ]
    rdjson = [found["severity"] for found in read("rdjson", REPORT)["diagnostics"]]
    assert rdjson == ["WARNING", "ERROR", "ERROR", "INFO", "ERROR"]


def test_no_report_begins_with_a_byte_order_mark() -> None:
    for name in CI:
        assert not formatter(name)(REPORT, False).startswith("\ufeff")


def test_sarif_points_from_results_to_rules_and_has_relative_addresses() -> None:
    (run,) = read("sarif", one(path="content/accounts/a b#c.md"))["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "FMT003"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "content/accounts/a%20b%23c.md"},
        "region": {"startLine": 7, "startColumn": 14, "endColumn": 19},
    }


def test_sarif_holds_no_link_of_a_plan() -> None:
    (result,) = read("sarif", one("see [here](https://example.com)"))["runs"][0]["results"]
    assert result["message"]["text"] == "see [here] (https://example.com)"


def test_sarif_stays_within_the_results_of_one_run() -> None:
    findings = (finding("FBK001", 1, 1, 2, "mild", severity=Severity.ADVICE), *many(ci.MOST_RESULTS))
    (run,) = read("sarif", replace(REPORT, findings=findings))["runs"]
    assert len(run["results"]) == ci.MOST_RESULTS
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {"FMT003"}
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == (
        "1 milder finding left out: one run holds 25,000; `kamgen check` lists them all"
    )


def test_every_rule_of_an_account_is_a_test() -> None:
    suite = valid_junit(formatter("junit")(REPORT, False))[0]
    assert suite.attrib == {
        "name": "kamgen",
        "tests": "6",
        "failures": "4",
        "errors": "0",
        "skipped": "1",
        "timestamp": "2026-11-20T00:00:00",
    }
    told = [
        (case.get("classname"), case.get("name"), *(f"{each.tag} {each.get('type')}" for each in case))
        for case in suite
    ]
    assert told == [
        ("halden", "FBK001 feedback-gathered", "failure warning"),
        ("halden", "CRV001 client-review-held", "skipped None"),
        ("halden", "CRM001 crm-linked"),
        ("halden", "FMT003 invalid-value", "failure error"),
        ("halden", "FMT010 placeholder-text", "failure advice"),
        ("nord", "FMT008 unreadable-file", "failure error"),
    ]
    assert suite[1][0].get("message") == "waived: they meet “us” & <others> daily, until 2027-03-31, by Eva Lund"


def test_a_gap_that_the_baseline_keeps_is_skipped() -> None:
    told = replace(REPORT, findings=REPORT.findings[1:], known=1)
    case = valid_junit(formatter("junit")(told, False))[0][0]
    assert (case.get("name"), case[0].get("message")) == ("FBK001 feedback-gathered", "known from the baseline")


def test_what_is_wrong_with_the_portfolio_is_a_test_of_its_own() -> None:
    told = replace(REPORT, findings=(finding("PFL002", 5, 16, 17, "too many", account="", path="site.toml"),))
    case = valid_junit(formatter("junit")(told, False))[0][-1]
    assert (case.get("classname"), case.get("name")) == ("site.toml", "PFL002 portfolio-servable")


def test_tests_that_passed_give_way_when_the_file_would_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "ROOM", 1400)
    text = formatter("junit")(REPORT, False)
    suite = valid_junit(text)[0]
    assert (suite.get("tests"), suite[-1].text) == (
        "5",
        "1 test left out, those that passed first: the file would be too large",
    )
    assert "CRM001" not in text


def test_no_two_tests_have_the_same_name() -> None:
    suite = valid_junit(formatter("junit")(replace(REPORT, findings=many(9)), False))[0]
    names = [(case.get("classname"), case.get("name")) for case in suite]
    assert len(names) == len(set(names))


def test_columns_of_rdjson_are_bytes() -> None:
    told = read("rdjson", REPORT)["diagnostics"][2]
    assert len('\t- {name: "石川 さくら", role:'.encode()) == 35
    assert told["location"]["range"] == {"start": {"line": 9, "column": 36}, "end": {"line": 9, "column": 49}}


def test_rdjson_calls_nobody() -> None:
    assert read("rdjson", one("ask @everyone"))["diagnostics"][0]["message"] == "ask @\u200beveryone"


def accounts(number: int) -> Report:
    """So many accounts with ten findings each."""
    paths = [f"content/accounts/account-{each:03}.md" for each in range(number)]
    findings = tuple(found for path in paths for found in many(10, Severity.WARNING, path))
    checked = tuple(Checked(path[17:-3], "@everyone | `x`", path, True, ()) for path in paths)
    return replace(REPORT, findings=findings, checked=checked, scores={})


def test_a_summary_of_many_accounts_stays_within_its_room() -> None:
    text = formatter("markdown")(accounts(300), False)
    assert len(text) <= markdown.ROOM
    assert "| … and 250 more accounts | | | | |" in text
    left = re.search(r"\*Left out, since this text would be too long: the details of (\d+) accounts\.\*", text)
    assert left
    assert text.count("<details>") == text.count("</details>") == 300 - int(left[1])


def test_a_summary_stays_within_its_room_whatever_names_are_like() -> None:
    told = accounts(60)
    checked = tuple(account._replace(name="@" * 10_000) for account in told.checked)
    findings = tuple(found._replace(message="@" * 10_000) for found in told.findings)
    assert len(formatter("markdown")(replace(told, checked=checked, findings=findings), False)) <= markdown.ROOM


def test_a_fold_that_is_long_is_cut_and_counted() -> None:
    text = formatter("markdown")(replace(REPORT, findings=many(53)), False)
    assert text.count("\n- **error** FMT003") == markdown.ITEMS
    assert "\n- … and 3 errors more\n\n</details>" in text


def test_a_clean_summary_is_two_lines() -> None:
    assert formatter("markdown")(CLEAN, False) == (
        "### kamgen: no findings\n\n"
        "Checked 1 account as of 2026-11-20: no findings. halden: checklist score 100, on course.\n\n"
        "kamgen 0.1.0\n"
    )


def test_a_summary_is_a_table_and_folds_to_another_parser() -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(formatter("markdown")(REPORT, False))
    cells = [tokens[number + 1].children for number, token in enumerate(tokens) if token.type == "td_open"]
    shown = ["".join(child.content for child in children or ()) for children in cells]
    assert shown[:5] == ["Halden | *Marine* @\u200beveryone", "61, 1 waived", "2", "1", "1"]
    assert [token.type for token in tokens].count("html_block") == 4
