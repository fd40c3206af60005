"""`kamgen diff` keeps what content did apart from what site.toml did and from what time alone did."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cli.change_play import HALDEN, HALDEN_FILE, NORD, NORD_FILE, SITE, SUND, SUND_FILE, Play
from tests.cli.small_site import Shell
from tests.repositories import isolate


@pytest.fixture
def play(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Play:
    isolate(monkeypatch)
    return Play(shell)


def test_nothing_changed(play: Play) -> None:
    answer = play.answer()
    assert (answer["changed"], answer["accounts"], answer["summary"]["unchanged"]) == (False, [], 3)
    assert answer["base"] == {
        "label": "where HEAD left the default branch", "commit": play.start, "date": "2026-11-19", "accounts": 3
    }  # fmt: skip
    assert answer["head"] == {"label": "the working tree", "commit": None, "date": "2026-11-20", "accounts": 3}


def test_an_account_more(play: Play) -> None:
    play.write("content/accounts/vik.md", NORD.replace("Nord", "Vik"))
    assert play.told() == ["added vik"]
    summary = play.answer()["summary"]
    assert (summary["added"], summary["removed"], summary["unchanged"]) == (1, 0, 3)
    assert summary["totals"]["base"]["target"] == "1460000"
    assert summary["totals"]["head"]["target"] == "1520000"


def test_an_account_less(play: Play) -> None:
    play.scratch.remove(NORD_FILE)
    assert play.told() == ["removed nord !account-removed"]
    assert play.answer()["accounts"][0]["before"]["amounts"]["target"] == "60000"


def test_one_account_goes_and_another_comes_in_its_place(play: Play) -> None:
    play.scratch.remove(NORD_FILE)
    play.write("content/accounts/nord-2.md", SUND.replace("Sund Shipping", "Vik").replace("nine", "four"))
    assert play.told() == ["added nord-2", "removed nord !account-removed"]


def test_two_plans_that_exchange_their_files_are_two_moves(play: Play) -> None:
    play.write(HALDEN_FILE, NORD).write(NORD_FILE, HALDEN)
    assert play.told() == ["changed halden moved", "changed nord moved"]


def test_a_service_level_is_lower_by_what_its_measure_says(play: Play) -> None:
    play.write("site.toml", f'{SITE}[measures.response_hours]\nbetter = "lower"\n')
    level = "service:\n  - {measure: response_hours, target: 4, actual: 3, period: 2026-Q3}\n"
    play.edit("category: core\n", f"category: core\n{level}", NORD_FILE).scratch.commit("service")
    play.edit("target: 4,", "target: 8,", NORD_FILE)
    assert play.told("HEAD") == [
        "changed nord !target-lowered",
        "  ~service response_hours: target 4 → 8 (+4) !target-lowered",
    ]
    play.edit("target: 8,", "target: 2,", NORD_FILE)
    assert play.told("HEAD")[:2] == ["changed nord", "  ~service response_hours: target 4 → 2 (−2)"]


BY_RULES = [
    'setting checklist.feedback_every:  → "2 months"',
    "rules sund",
    "  score 100 → 83",
    "  health 45 → None",
    "  new FBK002",
    "rules halden",
    "  score 100 → 83",
    "  health 72 → 69",
    "  new FBK002",
]


def test_what_site_toml_does_is_told_apart_from_what_content_does(play: Play) -> None:
    play.write("site.toml", f'{SITE}feedback_every = "2 months"\n')
    assert play.told() == BY_RULES
    assert play.answer()["accounts"] == []


def test_content_is_judged_by_the_new_rules_on_both_sides(play: Play) -> None:
    play.write("site.toml", f'{SITE}feedback_every = "2 months"\n')
    play.edit(
        "method: survey, score: 6}",
        "method: survey, score: 6}\n  - {date: 2026-11-01, method: panel, from: [Bo Ek], summary: all is well}",
        SUND_FILE,
    )
    assert play.told() == [
        "changed sund",
        "  +feedback 2026-11-01",
        "  score 83 → 100",
        "  fixed FBK002",
        *BY_RULES,
    ]


def test_a_rule_that_nobody_broke_goes_without_a_word_on_every_account(play: Play) -> None:
    play.write("site.toml", '[checklist]\nselect = ["FMT", "FBK002"]\n')
    play.scratch.commit("fewer")
    play.write("site.toml", '[checklist]\nselect = ["FBK002"]\n')
    assert play.told("HEAD") == ['setting checklist.select: ["FMT", "FBK002"] → ["FBK002"]']


def test_a_setting_that_judges_nobody_is_no_change(play: Play) -> None:
    looks = '[site]\ntitle = "Ours"\ncommit_url = "https://git.example/{commit}"\n[history]\nmonths = 3\n'
    play.write("site.toml", looks + SITE)
    assert play.told() == []
    assert not play.answer()["changed"]


def test_money_that_a_rate_of_exchange_changed_is_told_with_the_rules(play: Play) -> None:
    play.write("site.toml", f"{SITE}[fx]\nNOK = 0.1\n").edit(
        "category: core\n", "category: core\ncurrency: NOK\n", NORD_FILE
    )
    play.scratch.commit("NOK")
    play.write("site.toml", f"{SITE}[fx]\nNOK = 0.2\n")
    told = play.told("HEAD")
    assert told == [
        "setting fx.NOK: 0.1 → 0.2",
        "rules nord",
        "  money revenue 5000 → 10000",
        "  money target 6000 → 12000",
    ]
    assert "target 6.0k → 12k" in play.shell("diff", "HEAD").out


def test_time_alone_makes_no_money(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    play = Play(shell, date(2025, 12, 20))
    play.edit("Two more vessels", "Three more vessels")
    assert [line for line in play.told() if "money" in line] == []
    assert "time halden" in play.told()


OVERDUE = [
    "time sund",
    "  score 100 → 67",
    "  new CRV001",
    "time halden",
    "  score 100 → 50",
    "  health 72 → 69",
    "  new FBK002 CRV001",
]


def test_what_time_alone_does_is_told_apart_and_is_no_change(play: Play) -> None:
    answer = play.answer("--as-of", "2026-12-15")
    assert not answer["changed"]
    assert play.told("--as-of", "2026-12-15") == OVERDUE
    assert play.shell("diff", "--exit-code", "--as-of", "2026-12-15").code == 0


def test_a_review_that_became_overdue_is_not_held_against_the_change(play: Play) -> None:
    play.edit("Two more vessels", "Three more vessels")
    told = play.told("--as-of", "2026-12-15")
    assert told == ["changed halden", "  changed section Growth +1 −1", *OVERDUE]
    play.scratch.commit("three", day=date(2026, 12, 15))
    assert play.told("main", "HEAD", "--as-of", "2026-12-15") == told


def test_before_the_commit_s_own_day_there_is_no_time_to_tell_of(play: Play) -> None:
    play.edit("Two more vessels", "Three more vessels")
    assert play.told("--as-of", "2026-11-01") == ["changed halden", "  changed section Growth +1 −1"]


def test_the_money_of_the_portfolio_is_that_of_the_year_that_changed(play: Play) -> None:
    """In January targets are lowered before the first revenue of the year is written."""
    row = "  - {year: 2027, target_revenue: 1.4M}\nfeedback:"
    play.edit("feedback:", row)
    play.scratch.commit("targets of the year to come")
    play.edit("target_revenue: 1.4M", "target_revenue: 1.2M")
    out = play.shell("diff", "HEAD", "--as-of", "2027-01-20").out
    assert "Portfolio, fiscal year 2027, in EUR\n" in out
    assert "    target             1.40M → 1.20M (−200k, −14.3%)\n" in out
    play.edit("target_revenue: 1.2M", "target_revenue: 1.4M").edit("The yard builds", "The yard repairs")
    assert "Portfolio, fiscal year 2027, in EUR\n" in play.shell("diff", "HEAD", "--as-of", "2027-01-20").out
