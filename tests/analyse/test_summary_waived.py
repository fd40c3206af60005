"""An account in brief says which rules are waived, and why."""

from __future__ import annotations

from kamgen.analyse.summary import summarise
from kamgen.model.config import SiteConfig
from kamgen.model.context import Links
from kamgen.model.rule import EXAMPLE_DATE
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.pipeline import Judge

PLAN = """---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
waive:
  - {rule: FBK001, reason: They answer nobody., until: 2027-03-31, by: Eva Lund}
---
"""


def waived(text: str) -> tuple[tuple[str, str], ...]:
    plan = parse_plan(Source("content/accounts/halden.md", text.encode()), "content/accounts")
    account = Judge(SiteConfig(), EXAMPLE_DATE)(plan, Links("halden", "ingrid-solberg"))
    return summarise(account, SiteConfig(), EXAMPLE_DATE).waived


def test_a_waived_rule_is_named_with_its_reason() -> None:
    assert waived(PLAN) == (("FBK001", "waived: They answer nobody, until 2027-03-31, by Eva Lund"),)


def test_a_waiver_that_is_over_waives_nothing() -> None:
    assert waived(PLAN.replace("2027", "2026")) == ()
