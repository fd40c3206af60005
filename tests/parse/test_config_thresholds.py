"""Where rules draw their lines: settings of site.toml, their defaults, and those that cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamgen.model.config import Cadences, PortfolioTable, ThresholdsTable
from kamgen.model.errors import ConfigError
from kamgen.model.rule import State
from kamgen.model.values import Duration
from kamgen.parse.config import parse_config
from tests.support import judged

DEAL = "opportunities:\n  - {name: A, probability: 60%, discussed: 2026-10-20}"
REVIEW = (
    "reviews: [{date: 2026-10-20, with: client, site: client, attendees: [Kari], outcome: No more line stops,"
    " covered: [metrics, satisfaction]}]"
)


def test_an_empty_site_toml_draws_the_lines_of_the_docs() -> None:
    site = parse_config("")
    assert (site.thresholds, site.portfolio, site.cadences(None)) == (ThresholdsTable(), PortfolioTable(), Cadences())
    assert site.thresholds.on_track == Decimal("0.9")
    assert site.cadences("core").discussed_every == Duration(90, "day")


@pytest.mark.parametrize(
    ("code", "front", "written", "before", "after"),
    [
        ("OPP004", DEAL, '[checklist]\ndiscussed_every = "30 days"', State.PASS, State.GAP),
        ("OPP005", DEAL, '[thresholds]\nlikely = "60%"', State.GAP, State.NOT_APPLICABLE),
        ("NED002", "needs: [{need: A, confirmed: 2026-01-20}]", '[checklist]\nconfirmed_every = "1 year"',
         State.GAP, State.PASS),
        ("TGT003", "targets_revised: 2026-01-20", '[categories.strategic]\ntargets_every = "6 months"',
         State.PASS, State.GAP),
        ("TGT004", "financials: [{year: 2026, through: 2026-10, revenue: 80, target_revenue: 100}]",
         '[thresholds]\non_track = "97%"', State.PASS, State.GAP),
        ("CRV002", REVIEW, '[checklist]\non_site_every = "30 days"', State.PASS, State.GAP),
        ("CRV003", REVIEW, "[thresholds]\ntopics_covered = 2", State.GAP, State.PASS),
        ("PLN007", "horizon: 2028", "[thresholds]\nyears_ahead = 2", State.GAP, State.PASS),
        ("CAT003", "objective: penetrate\nfinancials: [{year: 2025, revenue: 55, customer_spend: 100}]",
         '[thresholds]\nwallet_large = "60%"', State.GAP, State.PASS),
        ("REL002", "contacts: [{name: Ann, met_by: Bo, function: c}, {name: Di, met_by: Ed, function: f}]",
         "[thresholds]\ncontacts_least = 2", State.GAP, State.PASS),
        ("FBK004", "feedback: [{date: 2026-10-20, from: [Ann], document: a.pdf},"
         " {date: 2024-10-20, from: [Bo], document: b.pdf}]",
         '[thresholds]\nfeedback_within = "3 years"', State.GAP, State.PASS),
        ("CON005", "opportunities: [{name: A, stage: won, close: 2026-Q1}]",
         '[thresholds]\nhanded_over_within = "6 months"', State.GAP, State.NOT_APPLICABLE),
    ],
)  # fmt: skip
def test_a_line_is_drawn_where_site_toml_says(code: str, front: str, written: str, before: State, after: State) -> None:
    assert judged(code, front).state is before
    assert judged(code, front, site=parse_config(written)).state is after


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[thresholds]\nwallet_small = "60%"',
            "site.toml:2:16: wallet_small: 60% is above `wallet_large`, which is 50%; "
            "write a lower `wallet_small`, or a higher `wallet_large`",
        ),
        (
            '[thresholds]\nwallet_foothold = "21%"',
            "site.toml:2:19: wallet_foothold: 21% is above `wallet_small`, which is 20%; "
            "write a lower `wallet_foothold`, or a higher `wallet_small`",
        ),
        (
            "[thresholds]\nhorizon_most = 2",
            "site.toml:2:16: years_ahead: 3 is above `horizon_most`, which is 2; "
            "write a lower `years_ahead`, or a higher `horizon_most`",
        ),
        (
            '[portfolio]\nloss_plan_share = "20%"',
            "site.toml:2:19: loss_plan_share: 20% is above `key_account_share`, which is 18%; "
            "write a lower `loss_plan_share`, or a higher `key_account_share`",
        ),
        (
            '[thresholds]\non_track = "0%"',
            "site.toml:2:12: on_track: 0% is no bound, everything reaches it; write a percentage above `0%`",
        ),
        (
            '[portfolio]\ncompany_revenue = { 2025 = "0" }',
            "site.toml:2:28: 2025: a company's revenue is above 0; "
            "write the revenue of the whole firm, or leave the year out",
        ),
        (
            '[portfolio]\nphasing = ["20%", "20%", "20%"]',
            "site.toml:2:11: phasing: a year has 4 quarters or 12 months, and these are 3 shares; "
            'write 4 shares (quarters) or 12 (months) that add up to 100%, such as `["20%", "25%", "20%", "35%"]`',
        ),
        (
            '[portfolio]\nphasing = ["20%", "20%", "20%", "20%"]',
            "site.toml:2:11: phasing: the shares add up to 80%; "
            'write 4 shares (quarters) or 12 (months) that add up to 100%, such as `["20%", "25%", "20%", "35%"]`',
        ),
        (
            '[portfolio.company_targets]\n206 = "1M"',
            "site.toml:2:1: `206` is not a year; write a year such as `2026`",
        ),
        (
            '[portfolio.owner_targets]\n"Per M. Moe" = { 2026 = "0" }',
            "site.toml:2:25: 2026: a revenue target is above 0; write the target, or leave the year out",
        ),
    ],
)
def test_a_line_that_cannot_be_is_told(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert caught.value.message == said
