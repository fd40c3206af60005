"""What `init` and `new` write is what the format reads."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.config import SiteConfig
from kamgen.model.enums import Severity
from kamgen.model.front_matter import FrontMatter
from kamgen.model.rule import State
from kamgen.model.source import Content, Source
from kamgen.pipeline import evaluate
from kamgen.report.findings import visible
from kamgen.scaffold.plan import IN_WORDS, new_plan, written_value
from kamgen.scaffold.starter import starter_site
from kamgen.source.write import scalar
from tests.records import record_of

DAY = date(2026, 11, 20)
SITE = record_of(
    SiteConfig,
    {
        "categories": {
            "strategic": {"targets": {"on_time_delivery": "97%"}, "feedback_every": "4 months"},
            "core": {},
        },
        "measures": {"on_time_delivery": {"name": "On-time delivery"}},
        "portfolio": {"offerings": ["Flow meters", "Training"]},
        "sections": {"growth": ["Wachstum"]},
    },
)


def replaced(**table: object) -> SiteConfig:
    """A site that lists neither offerings nor measures."""
    return record_of(SiteConfig, {"categories": {"core": {}}, "site": table})


def front(text: str) -> str:
    return text.split("---\n")[1]


def uncommented(text: str) -> str:
    intro, _, fields = front(text).partition("\n\n")
    return "\n".join([intro, *(line.removeprefix("# ") for line in fields.splitlines())])


def test_a_new_plan_is_valid_at_once() -> None:
    text = new_plan("Halden Marine", "Ingrid Solberg", "core", SITE, DAY)
    assert record_of(FrontMatter, yaml.safe_load(front(text))) == FrontMatter(
        name="Halden Marine", owner="Ingrid Solberg", category="core"
    )


@pytest.mark.parametrize("category", ["strategic", "core"])
def test_every_field_of_a_full_plan_is_valid_without_its_comment_sign(category: str) -> None:
    values = yaml.safe_load(uncommented(new_plan("Halden", "Ingrid", category, SITE, DAY, full=True)))
    assert list(values) == [name for name in FrontMatter.__struct_fields__ if name not in IN_WORDS]
    assert values["reviews"][0]["attendees"] == ["<Ingrid Solberg>", "<Kari Dahl>"]


@pytest.mark.parametrize("day", [DAY, date(2027, 1, 1), date(2024, 2, 29), date(2031, 12, 31)])
@pytest.mark.parametrize("site", [SITE, replaced(), replaced(fiscal_year_start=4, currency="NOK")])
@pytest.mark.parametrize("full", [True, False])
def test_a_plan_with_every_comment_sign_taken_away_has_no_error(day: date, site: SiteConfig, full: bool) -> None:
    text = f"---\n{uncommented(new_plan('Halden', 'Ingrid', 'core', site, day, full))}\n---\n"
    content = Content("content/accounts", (Source("content/accounts/halden.md", text.encode()),))
    [account] = evaluate(content, site, day)
    assert [found for found in account.findings if found.severity is Severity.ERROR] == []
    assert account.score == 0
    criteria = account.scorecard.criteria if account.scorecard else ()
    assert [each.rule.code for each in criteria if each.outcome.state is State.PASS and each.rule.earns] == []


def test_fields_that_would_say_what_is_not_so_are_told_of_in_words() -> None:
    lines = new_plan("Halden", "Ingrid", "core", SITE, DAY, full=True).splitlines()
    for line in (
        "# # parent: Slug of the parent account",
        "#     # cancelled: True when it did not take place",
        "# # lost: Why it was lost (with `status: lost`): date, reason, to",
    ):
        assert line in lines


def test_a_plan_shows_what_its_category_asks_for() -> None:
    text = new_plan("Halden", "Ingrid", "strategic", SITE, DAY)
    for line in (
        "# feedback:  # Formal feedback (element ii); due every 4 months",
        "#   - {measure: on_time_delivery, actual: <97%>, period: <2026-Q3>}  # On-time delivery; the target is 97%",
        "# objective: <retain>  # Retain a large share, penetrate a large spender, or win a prospect: "
        "retain | penetrate | win",
        "#   - name: <Kari Dahl>  # Name (needed)",
        "## Wachstum",
        "### Changing priorities",
    ):
        assert line in text.splitlines()


def test_what_only_top_accounts_need_is_shown_to_them_only() -> None:
    assert "# horizon: <2029>" in new_plan("Halden", "Ingrid", "strategic", SITE, DAY)
    assert "# horizon: <2029>" not in new_plan("Halden", "Ingrid", "core", SITE, DAY)


def test_offerings_are_the_sites() -> None:
    text = new_plan("Halden", "Ingrid", "core", SITE, DAY, full=True)
    assert "#   Flow meters: <none>\n#   Training: <none>\n" in text


def test_headings_are_followed_by_nothing() -> None:
    body = new_plan("Halden", "Ingrid", "core", SITE, DAY).split("---\n")[2]
    assert all(not line or line.startswith("#") for line in body.splitlines())


@given(st.text(min_size=1).map(str.strip).filter(lambda text: text and visible(text) == text))
def test_a_text_is_written_so_that_yaml_reads_it_back(text: str) -> None:
    assert yaml.safe_load(f"name: {scalar(text)}\n") == {"name": text}
    assert yaml.safe_load(f"- {{a: {scalar(text)}, b: [{scalar(text)}]}}\n") == [{"a": text, "b": [text]}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("NO", '"NO"'),
        ("007", '"007"'),
        ("1e3", '"1e3"'),
        ("2026-01-01", "2026-01-01"),
        ("Kari Dahl", "Kari Dahl"),
        ("%", '"%"'),
        ("96.2%", "96.2%"),
        (["a", "b: c"], '[a, "b: c"]'),
        (True, "true"),
        (4.5, "4.5"),
        ({"a": 1}, "{a: 1}"),
    ],
)
def test_examples_are_written_plainly(value: object, text: str) -> None:
    assert written_value(value) == text


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2027, 1, 1), date(2028, 2, 29), date(2026, 12, 31)])
def test_the_starter_site_is_filled_in_for_any_day(day: date) -> None:
    files = dict(starter_site(day))
    assert list(files) == [
        "site.toml",
        "content/accounts/larkfield-dairies.md",
        "content/accounts/tern-logistics.md",
        ".gitignore",
    ]
    site = record_of(SiteConfig, tomllib.loads(files["site.toml"]))
    plan = record_of(FrontMatter, yaml.safe_load(front(files["content/accounts/larkfield-dairies.md"])))
    assert plan.category in site.categories
    assert plan.financials[-1].year == day.year
    assert plan.reviews[0].date < day
    assert "<" not in files["content/accounts/larkfield-dairies.md"]
