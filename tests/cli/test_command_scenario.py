"""`kamgen scenario --lose`: what is left, for the terminal, as Markdown and as JSON; who cannot be lost."""

from __future__ import annotations

import json

import pytest

from tests.cli.small_site import Shell

PLAN = """---
name: {name}
owner: {owner}
category: core
financials: [{{year: 2026, revenue: {revenue}, target_revenue: 1.2M, through: 2026-06}}, {{year: 2025, revenue: 1M}}]
{more}
---
"""


@pytest.fixture
def three(site: Shell) -> Shell:
    for path in (site.folder / "content/accounts").rglob("*.md"):
        path.unlink()
    barriers = "continuity: {exit_barriers: ['Stock, on *site*'], if_lost: We close the depot}"
    site.write(
        "content/accounts/brekke.md", PLAN.format(name="Brekke, Group", owner="Eva Lund", revenue="600k", more=barriers)
    )
    site.write(
        "content/accounts/halden.md", PLAN.format(name="Halden", owner="Per Moe", revenue="300k", more="parent: brekke")
    )
    site.write("content/accounts/moss.md", PLAN.format(name="Moss", owner="Per Moe", revenue="300k", more=""))
    lost = "status: lost\nlost: {reason: price, date: 2026-02-01}"
    site.write("content/accounts/gone.md", PLAN.format(name="Gone", owner="Per Moe", revenue="1", more=lost))
    site.write("content/accounts/broken.md", "---\nname: [\n---\n")
    return site


def test_for_people_at_a_terminal(three: Shell) -> None:
    ran = three("scenario", "--lose", "Brekke, Group")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "What if we lose…?, as of 2026-11-20",
        "Without Brekke, Group and Halden 900k of 1.20M EUR revenue 2026 go (75%); the run rate misses today's target "
        "by 3.00M, and the largest client left brings 50.0% of revenue.",
        "",
        "What is left (10)",
        "  Accounts: today 3, without 1, change −2",
        "  Revenue 2026: today 1.20M, without 300k, change −900k",
        "  Profit after cost to serve: today –, without –, change –",
        "  Run rate to the end of 2026: today 2.42M, without 605k, change −1.81M",
        "  Weighted pipeline: today –, without –, change –",
        "  Missing to today's target: today 1.18M, without 3.00M, change +1.81M",
        "  Share of the largest: today 50.0%, without 50.0%, change 0.0 points",
        "  Share of the 3 largest clients: today 100.0%, without –, change –",
        "  Share of the 10 largest clients: today –, without –, change –",
        "  Herfindahl-Hirschman index: today 3,750, without 5,000, change +1,250",
        "",
        "Owners hit (2)",
        "  Eva Lund: accounts 1, left 0, revenue 600k",
        "  Per Moe: accounts 2, left 1, revenue 600k, remaining 300k",
        "",
        "Accounts that go (2)",
        "  Brekke, Group: owner Eva Lund, exit barriers Stock, on *site*, if lost We close the depot",
        "  Halden: owner Per Moe",
    ]


def test_accounts_are_named_by_slug_name_or_file_with_commas_or_one_by_one(three: Shell) -> None:
    ways = (
        ["--lose", "moss,halden"],
        ["--lose", "Moss", "--lose", "content/accounts/halden.md"],
        ["--lose", " halden , moss ,"],
    )
    outs = {three("scenario", *way, "--output-format", "json").out for way in ways}
    assert len(outs) == 1
    assert json.loads(outs.pop())["lost"] == ["halden", "moss"]


def test_as_json_with_today_without_and_change(three: Shell) -> None:
    ran = three("scenario", "--lose", "moss", "--output-format", "json", "-o", "moss.json")
    assert (ran.code, ran.out) == (0, "")
    found = json.loads((three.folder / "moss.json").read_text(encoding="utf-8"))
    assert [found[key] for key in ("as_of", "lost", "year", "currency")] == ["2026-11-20", ["moss"], 2026, "EUR"]
    left, owners, _, plans = found["tables"]
    keys = [column["key"] for column in left["columns"]]
    revenue, index = keys.index("revenue"), keys.index("index")
    assert [(row[0], row[revenue], row[index]) for row in left["rows"]] == [
        ("today", "1200001", 3750), ("without", "900001", 5556), ("change", "-300000", 1806),
    ]  # fmt: skip
    assert owners["rows"] == [["Per Moe", 2, 1, "600001", "300001"]]
    assert plans["rows"] == [["Moss", "Per Moe", None, None]]


def test_as_markdown_of_which_nothing_is_code(three: Shell) -> None:
    lines = three("scenario", "--lose", "brekke", "--output-format", "markdown").out.splitlines()
    assert lines[0] == "# What if we lose…?, 2026-11-20"
    assert r"| Brekke, Group | Eva Lund | Stock, on \*site\* | We close the depot |" in lines
    assert "| Figure | Today | Without | Change |" in lines


@pytest.mark.parametrize(
    ("written", "words", "hint"),
    [
        ("mss", "there is no account `mss`", "did you mean `moss`?"),
        ("moss,hldn", "there is no account `hldn`", "did you mean"),
        ("gone", "Gone is lost already", "its plan says `status: lost`"),
        ("broken", "content/accounts/broken.md cannot be read", "`kamgen check content/accounts/broken.md` says why"),
    ],
)
def test_who_cannot_be_lost_is_told(three: Shell, written: str, words: str, hint: str) -> None:
    ran = three("scenario", "--lose", written)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert hint in ran.err


def test_somebody_must_be_named(three: Shell) -> None:
    assert three("scenario").code == 2
    ran = three("scenario", "--lose", " , ")
    assert (ran.code, ran.out) == (2, "")
    assert "no account is named" in ran.err
