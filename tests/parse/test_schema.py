"""The JSON Schemas: valid ones, of the same format that is read."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from kamgen.model.config import SiteConfig
from kamgen.model.front_matter import FrontMatter
from kamgen.parse.schema import plan_schema, site_schema
from tests.parse.plan_example import COMPLETE
from tests.records import record_of

PLAN = Draft202012Validator(plan_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
SITE = Draft202012Validator(site_schema())
HEAD = {"name": "x", "owner": "y", "category": "z"}


def test_both_are_valid_schemas() -> None:
    Draft202012Validator.check_schema(plan_schema())
    Draft202012Validator.check_schema(site_schema())
    assert plan_schema()["$schema"] == site_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (plan_schema()["title"], site_schema()["title"]) == ("Account plan", "site.toml")
    assert plan_schema()["additionalProperties"] is False


def test_the_complete_plan_is_valid_and_complete() -> None:
    data = json.loads(json.dumps(yaml.safe_load(COMPLETE.split("---\n")[1]), default=str))
    assert list(PLAN.iter_errors(data)) == []
    assert set(data) == set(plan_schema()["properties"]) == set(FrontMatter.__struct_fields__)


@pytest.mark.parametrize(
    "group",
    [{"status": None}, {"financials": None}, {"crm": None}, {"tags": "subsea"}, {"feedback": []}, {"offerings": None}],
)
def test_a_key_with_nothing_after_it_is_valid(group: dict[str, object]) -> None:
    assert list(PLAN.iter_errors(HEAD | group)) == []


@pytest.mark.parametrize(
    ("group", "path"),
    [
        ({"name": 4711}, "$.name"),
        ({"ownr": "x"}, "$"),
        ({"status": "asleep"}, "$.status"),
        ({"financials": [{"revenue": 1}]}, "$.financials[0]"),
        ({"financials": [{"year": 2026, "revenue": "1,24M"}]}, "$.financials[0].revenue"),
        ({"opportunities": [{"name": "x", "probability": 80}]}, "$.opportunities[0].probability"),
        ({"assessment": {"date": "2026-09-01", "size": 6}}, "$.assessment"),
        ({"targets_revised": "20/11/2026"}, "$.targets_revised"),
        ({"waive": [{"rule": "FBK003"}]}, "$.waive[0]"),
        ({"offerings": {"Platform": "sold"}}, "$.offerings.Platform"),
    ],
)
def test_mistakes_are_not_valid(group: dict[str, object], path: str) -> None:
    assert [error.json_path for error in PLAN.iter_errors(HEAD | group)] == [path]


def test_a_plan_needs_its_three_keys() -> None:
    assert sorted(re.findall("'(.*)' is", error.message)[0] for error in PLAN.iter_errors({})) == [
        "category",
        "name",
        "owner",
    ]


def test_a_site_needs_nothing_and_knows_its_tables() -> None:
    assert list(SITE.iter_errors({})) == []
    assert set(site_schema()["properties"]) == set(SiteConfig.__struct_fields__)
    valid = {
        "site": {"title": "x", "fiscal_year_start": 4},
        "checklist": {"feedback_every": "6 months", "weights": {"crm": 0}},
        "categories": {"core": {"targets": {"on_time": "97%"}}},
        "fx": {"NOK": 0.085},
        "portfolio": {"company_revenue": {"2025": "61M"}, "key_account_share": "18%"},
        "extra": {"anything": [1, {"at": "all"}]},
    }
    assert list(SITE.iter_errors(valid)) == []


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"chcklist": {}}, "$"),
        ({"site": {"titel": "x"}}, "$.site"),
        ({"site": {"fiscal_year_start": 13}}, "$.site.fiscal_year_start"),
        ({"checklist": {"feedback_every": "6 moths"}}, "$.checklist.feedback_every"),
        ({"categories": {"core": {"colour": "red"}}}, "$.categories.core"),
        ({"portfolio": {"key_account_share": 18}}, "$.portfolio.key_account_share"),
    ],
)
def test_mistakes_of_a_site_are_not_valid(data: dict[str, object], path: str) -> None:
    assert [error.json_path for error in SITE.iter_errors(data)] == [path]


def test_what_is_valid_is_what_is_read() -> None:
    record_of(FrontMatter, yaml.safe_load(COMPLETE.split("---\n")[1]))


def test_every_field_of_a_plan_is_described() -> None:
    schema = plan_schema()
    groups = {"plan": schema, **schema["$defs"]}
    bare = [
        f"{name}.{key}"
        for name, group in groups.items()
        for key, field in group["properties"].items()
        if "description" not in field
    ]
    assert bare == []
    titles = [key for group in groups.values() for key, field in group["properties"].items() if "title" in field]
    assert titles == []
