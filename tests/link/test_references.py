"""What references led to: accounts, opportunities of any plan, and nothing that is there."""

from __future__ import annotations

from datetime import date

from kamgen.model.config import SiteConfig
from kamgen.model.source import Content, Source
from kamgen.pipeline import evaluate

HEAD = "---\nname: {}\nowner: Ann Bo\ncategory: core\n{}\n---\n"


def led(**fronts: str) -> dict[str, tuple[list[tuple[str, str, str]], list[str]]]:
    """By slug, what references led to, and the faults of the others."""
    plans = [Source(f"{slug}.md", HEAD.format(f"The {slug}", front).encode()) for slug, front in fronts.items()]
    accounts = evaluate(Content(".", tuple(plans), frozenset()), SiteConfig(), date(2026, 11, 20))
    return {
        each.slug: (list(each.links.led_to), [fault.message for code, fault in each.links.faults if code == "LNK001"])
        for each in accounts
    }


def test_a_reference_leads_to_an_account_or_an_opportunity_and_its_own_comes_first() -> None:
    found = led(
        halden="references: [{kind: referral, led_to: brekke}, {kind: referral, led_to: the Brekke}, "
        "{kind: referral, led_to: phase 2}, {kind: referral, led_to: Pilot}, {kind: referral}]\n"
        "opportunities: [{name: Phase 2, stage: won}]",
        brekke="opportunities: [{name: Phase 2}, {name: Pilot}]",
    )
    assert found["halden"] == (
        [
            ("references[0].led_to", "brekke", ""),
            ("references[1].led_to", "brekke", ""),
            ("references[2].led_to", "halden", "won"),
            ("references[3].led_to", "brekke", "open"),
        ],
        [],
    )
    assert found["brekke"] == ([], [])


def test_one_that_leads_nowhere_is_told_at_its_place() -> None:
    found = led(halden="references: [{kind: referral, led_to: brekk}]", brekke="")
    assert found["halden"] == ([], ["`brekk` is neither an account nor an opportunity"])
