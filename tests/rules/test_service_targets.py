"""Element vi: policies and service targets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.facts.results import is_met
from kamgen.model.config import SiteConfig
from kamgen.model.enums import Better
from kamgen.model.rule import State, gap, met, not_applicable
from kamgen.model.values import Quantity, parse_quantity
from tests.records import record_of
from tests.support import judged


def site_of(start: int = 1, **targets: Any) -> SiteConfig:
    return record_of(
        SiteConfig,
        {
            "site": {"fiscal_year_start": start},
            "categories": {"strategic": {"targets": targets}},
            "measures": {
                "on_time_delivery": {"name": "On-time delivery", "unit": "%"},
                "response_hours": {"unit": "h", "better": "lower"},
            },
        },
    )


SITE = site_of(on_time_delivery="97%", response_hours=4)
TIME_ONLY = site_of(on_time_delivery="97%")


def test_targets_of_the_category() -> None:
    assert judged("POL001", site=SITE) == met("Strategic has 2 service targets", "category")
    assert judged("POL001", site=site_of()) == gap(
        "Strategic has no service targets",
        "category",
        'add `targets` to `[categories.strategic]` in site.toml, such as `targets = { on_time_delivery = "97%" }`',
    )


@pytest.mark.parametrize("code", ["POL001", "POL002", "POL003"])
def test_an_unknown_category_has_no_policy(code: str) -> None:
    assert judged(code, "category: unheard-of", site=SITE).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("period", "state"),
    [
        ("2026-Q1", State.GAP),
        ("2026-03-31", State.GAP),
        ("2026-04-01", State.PASS),
        ("2026-Q2", State.PASS),
        ("2026-Q4", State.PASS),
        ("2026", State.PASS),
        ("2026-11-21", State.GAP),
        ("2027-Q1", State.GAP),
    ],
)
def test_an_actual_is_recent_for_two_quarters_and_the_current_one(period: str, state: State) -> None:
    front = f"service: [{{measure: on_time_delivery, actual: 90%, period: {period}}}]"
    assert judged("POL002", front, site=TIME_ONLY).state is state


@pytest.mark.parametrize(("period", "state"), [("2025-11", State.GAP), ("2025-12", State.PASS)])
def test_quarters_are_those_of_the_fiscal_year(period: str, state: State) -> None:
    front = f"service: [{{measure: on_time_delivery, actual: 90%, period: {period}}}]"
    site = site_of(start=3, on_time_delivery="97%")
    assert judged("POL002", front, site=site, as_of=date(2026, 8, 31)).state is state


def test_what_is_not_measured_is_named() -> None:
    add = "add an entry with `measure: on_time_delivery`, its `actual` and `period` under `service`"
    evidence = "On-time delivery is not measured; Response hours is not measured"
    assert judged("POL002", site=SITE) == gap(evidence, "service", add)


def test_an_actual_without_a_period() -> None:
    front = "service: [{measure: On-Time Delivery, actual: 98%}, {measure: response hours, actual: 3, period: 2026-Q3}]"
    assert judged("POL002", front, site=SITE) == gap(
        "On-time delivery is measured without a period", "service[0]", "add its `period`"
    )


def test_an_old_actual() -> None:
    front = "service: [{measure: on_time_delivery, actual: 98%, period: 2025-Q4}]"
    assert judged("POL002", front, site=TIME_ONLY) == gap(
        "On-time delivery was last measured in 2025-Q4",
        "service[0].period",
        "add a newer entry with `measure: on_time_delivery`, its `actual` and `period` under `service`",
    )


def test_all_measured() -> None:
    front = """service:
  - {measure: on_time_delivery, actual: 98%, period: 2026-Q3}
  - {measure: response_hours, actual: 9, period: 2026-Q2}"""
    assert judged("POL002", front, site=SITE) == met("2 targets measured since 2026-04-01", "service")


def test_the_newest_actual_of_each_measure_meets_its_target() -> None:
    front = """service:
  - {measure: on_time_delivery, actual: 97%, period: 2026-Q3}
  - {measure: on_time_delivery, actual: 80%, period: 2026-Q2}
  - {measure: on_time_delivery, actual: 70%}
  - {measure: on_time_delivery, actual: 60%, period: 2027-Q1}
  - {measure: response_hours, actual: 4, period: 2026-Q3}"""
    assert judged("POL003", front, site=SITE) == met("2 service targets met", "service")


def test_an_actual_of_its_own_target() -> None:
    front = "service: [{measure: on_time_delivery, actual: 97%, period: 2026-Q3, target: 98%}]"
    assert judged("POL003", front, site=SITE) == gap(
        "On-time delivery was 97% in 2026-Q3, below its target of 98%",
        "service[0].actual",
        "say under `actions` what will change, or waive it with the reason; it is met again when a newer `actual` "
        "reaches its target",
    )


def test_less_is_better_for_some_measures() -> None:
    front = "service: [{measure: response_hours, actual: 4.5}]"
    assert judged("POL003", front, site=SITE).evidence == "Response hours was 4.5 h, above its target of 4 h"


def test_every_target_that_was_missed_is_named() -> None:
    front = """service:
  - {measure: on_time_delivery, actual: 96%, period: 2026-Q3}
  - {measure: response_hours, actual: 6, period: 2026-Q3}"""
    assert judged("POL003", front, site=SITE).evidence == (
        "On-time delivery was 96% in 2026-Q3, below its target of 97%; "
        "Response hours was 6 h in 2026-Q3, above its target of 4 h"
    )


def test_a_measure_without_target_is_not_judged() -> None:
    assert judged("POL003", "service: [{measure: smiles, actual: 3}]", site=SITE) == not_applicable(
        "no measured service has a target: POL001 and POL002 ask for them", "service"
    )


@pytest.mark.parametrize(
    ("actual", "target", "reached"),
    [
        ("96.9%", "97%", False),
        ("97", "97%", True),
        ("96.9", "97%", False),
        ("0.97", "97%", True),
        ("97%", "97", True),
        ("1", "97%", True),
        ("97", "98", False),
    ],
)
def test_percent_and_plain_numbers_compare(actual: str, target: str, reached: bool) -> None:
    assert is_met(parse_quantity(actual), parse_quantity(target), Better.HIGHER) is reached


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.booleans())
def test_a_number_reaches_a_target_one_way_or_the_other(actual: Any, target: Any, percent: bool) -> None:
    pair = Quantity(actual, percent), Quantity(target, percent)
    assert is_met(*pair, Better.HIGHER) or is_met(*pair, Better.LOWER)
    assert (is_met(*pair, Better.HIGHER) and is_met(*pair, Better.LOWER)) is (actual == target)


def test_prospects_are_promised_service_and_lost_accounts_nothing() -> None:
    prospect = [judged(code, "status: prospect", site=SITE).state for code in ("POL001", "POL002", "POL003")]
    lost = [judged(code, "status: lost", site=SITE) for code in ("POL001", "POL002", "POL003")]
    assert prospect == [State.PASS, State.NOT_APPLICABLE, State.NOT_APPLICABLE]
    assert lost == [not_applicable("the account is lost", "status")] * 3


def test_a_category_is_named_as_site_toml_names_it_however_the_plan_writes_it() -> None:
    site = record_of(SiteConfig, {"categories": {"strategic": {"name": "Key clients"}}})
    assert judged("POL001", "category: STRATEGIC", site=site).evidence == "Key clients has no service targets"
