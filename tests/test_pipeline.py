"""The whole machine on small sites."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamgen.analyse.summary import summarise
from kamgen.facts.accounts import mean_score
from kamgen.model.config import ChecklistTable, PortfolioTable, SiteConfig
from kamgen.model.context import Neighbour
from kamgen.model.enums import Severity
from kamgen.model.errors import ConfigError
from kamgen.model.rule import Element
from kamgen.model.source import Content, Source
from kamgen.model.summary import Summary
from kamgen.pipeline import evaluate
from kamgen.rules.catalogue import by_code, validate_codes
from tests.records import record_of

A = "content/accounts"
AS_OF = date(2026, 11, 20)
HALDEN = """---
name: Halden Marine
owner: Ingrid Solberg
category: Strategic
financials: [{year: 2025, revenue: 900k, gross_profit: 300k, cost_to_serve: 100k}]
crm: {system: Salesforce, id: "0015", synced: 2026-11-02}
---

See [[moss]].
"""
MOSS = "---\nname: Moss\nowner: Per Moe\ncategory: core\nfinancials: [{year: 2025, revenue: 100k}]\n---\n"
BROKEN = "---\nname: [\n"


def content(**files: str) -> Content:
    return Content(A, tuple(Source(f"{A}/{slug}.md", text.encode()) for slug, text in sorted(files.items())))


def checklist(**table: object) -> SiteConfig:
    return SiteConfig(checklist=record_of(ChecklistTable, table))


def test_every_plan_becomes_an_account_in_order_of_paths() -> None:
    halden, moss = evaluate(content(moss=MOSS, halden=HALDEN), SiteConfig(), AS_OF)
    assert [(each.slug, each.category, each.links.share) for each in (halden, moss)] == [
        ("halden", "strategic", Decimal("0.9")),
        ("moss", "core", Decimal("0.1")),
    ]
    assert moss.links.backlinks == (Neighbour("halden", "Halden Marine"),)
    assert halden.rate == Decimal(1)
    assert halden.scorecard is not None
    assert [element.element for element in halden.scorecard.elements] == list(Element)
    assert [element.score for element in halden.scorecard.elements if element.element is Element.CRM] == [100]


def brief(source: Content) -> list[Summary]:
    return [summarise(each, SiteConfig(), AS_OF) for each in evaluate(source, SiteConfig(), AS_OF)]


def test_the_portfolio_scores_the_mean_of_its_accounts() -> None:
    accounts = brief(content(moss=MOSS, halden=HALDEN, bad=BROKEN))
    scores = [account.score for account in accounts]
    assert scores[0] is None
    assert mean_score(accounts) == (sum(score for score in scores if score is not None) + 1) // 2
    assert mean_score([]) is None


def test_lost_accounts_do_not_count_in_the_mean_score() -> None:
    lost = MOSS.replace("name: Moss", "name: Moss\nstatus: lost")
    accounts = brief(content(moss=lost, halden=HALDEN))
    halden, moss = (account.score for account in accounts)
    assert moss is not None
    assert moss != halden
    assert mean_score(accounts) == halden


def test_a_broken_plan_keeps_its_row_and_spoils_no_other() -> None:
    (alone,) = evaluate(content(moss=MOSS), SiteConfig(), AS_OF)
    broken, moss = evaluate(content(moss=MOSS, bad=BROKEN), SiteConfig(), AS_OF)
    assert (broken.slug, broken.scorecard, broken.category) == ("bad", None, None)
    assert [found.code for found in broken.findings] == ["FMT001"]
    assert moss == alone


def test_the_share_of_revenue_reaches_the_rules() -> None:
    site = SiteConfig(portfolio=PortfolioTable(company_revenue={"2025": Decimal(1_000_000)}))
    moss = MOSS.replace("100k", "250k")
    found = evaluate(content(moss=moss), site, AS_OF, [by_code["CAT004"]])[0].findings
    assert [each.code for each in found] == ["CAT004"]


def test_site_toml_selects_the_rules() -> None:
    (moss,) = evaluate(content(moss=MOSS), checklist(select=["CRM", "FMT"], ignore=["CRM002"]), AS_OF)
    assert {found.code for found in moss.findings} == {"CRM001"}


def test_codes_and_elements_of_site_toml_that_exist_are_fine() -> None:
    validate_codes(checklist(select=["fbk", "SPA001"], severity={"crm001": Severity.ERROR}, weights={"crm": "0"}))


def test_unknown_codes_and_elements_are_each_named_with_the_nearest() -> None:
    site = checklist(
        select=["SPA01"],
        ignore=["qqqqqq"],
        severity={"FBK": "advice"},
        weights={"feedbak": 1, "plan": -1},
    )
    with pytest.raises(ConfigError) as caught:
        validate_codes(site)
    assert caught.value.message.splitlines() == [
        "site.toml: `select` in [checklist]: there is no rule `SPA01`: did you mean `SPA001`?",
        "`ignore` in [checklist]: there is no rule `qqqqqq`",
        "`severity` in [checklist]: there is no rule `FBK`: did you mean `FBK001`?",
        "`weights` in [checklist]: there is no element `feedbak`: write `feedback`",
        "`weights` in [checklist]: `plan` weighs less than nothing: write 0 or more",
    ]
