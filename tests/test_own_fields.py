"""`[fields]` in site.toml: keys of the team's own, typed, told where wrong, shown and exported."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kamgen.cli.main import run
from kamgen.model.errors import ConfigError
from kamgen.parse.config import parse_config
from tests.read_pages import read_page
from tests.support import build_site

SITE = """\
[fx]
NOK = 0.1

[fields.budget]
name = "Their budget"
type = "money"
group = "Buying"

[fields.sites]
type = "number"

[fields.tender]
type = "date"
group = "Buying"

[fields.export_control]
type = "flag"

[fields.tier]
type = "choice"
choices = ["Gold", "Silver"]

[fields.slogan]
"""
HEAD = "---\nname: Halden\nowner: Per Moe\ncategory: core\ncurrency: NOK\n"
GOOD = "budget: 1.2M\nsites: 14\ntender: 2027-03-01\nexport_control: yes\ntier: gold\nslogan: We float\n"
DAY = ("--as-of", "2026-11-20")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text(SITE, "utf-8")
    (tmp_path / "content/accounts").mkdir(parents=True)
    return tmp_path


def write(site: Path, fields: str, slug: str = "halden") -> None:
    (site / f"content/accounts/{slug}.md").write_text(f"{HEAD}{fields}---\n", "utf-8")


def told(site: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str, str]]:
    run(["check", "--site", str(site), *DAY, "--select", "FMT", "--output-format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [(each["code"], each["line"], each["message"], each["write"]) for each in found]


def test_own_fields_are_no_unknown_keys(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, GOOD)
    assert told(site, capsys) == []
    write(site, f"risks: [{{risk: Delivery, sites: 3}}, {{likelihood: high}}]\n{GOOD}sloogan: x\n")
    assert [(code, line) for code, line, _, _ in told(site, capsys)] == [
        ("FMT002", 6),
        ("FMT004", 6),
        ("FMT002", 13),
    ]


def test_what_is_not_of_its_type_is_told_at_its_line(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, "budget: 610.000\nsites: many\ntender: 1.3.2027\nexport_control: maybe\ntier: Iron\nslogan: [a, b]\n")
    found = told(site, capsys)
    assert found == [
        ("FMT003", 6, "budget: `610.000` can be read two ways", "write `610k` or `610`"),
        ("FMT003", 7, "sites: `many` is not a number", "write a number such as `93` or `4.5`"),
        ("FMT003", 8, "tender: `1.3.2027` is not a date", "write `2027-03-01`"),
        ("FMT003", 9, "export_control: `maybe` is neither true nor false", "write `true` or `false`"),
        ("FMT003", 10, "tier: `Iron` is not one of its choices", "write one of `Gold`, `Silver`"),
        ("FMT003", 11, "slogan: a list or a group stands where one value belongs", "write one value"),
    ]


def test_account_pages_show_them_by_group(site: Path) -> None:
    write(site, GOOD)
    build_site(site, site / "public")
    page = (site / "public/accounts/halden.html").read_text("utf-8")
    part = page[page.index('id="s.own"') :].partition("</section>")[0]
    shown = re.findall(r"<(?:h3|dt|dd)[^>]*>([^<]*)", part)
    assert shown == [
        *("Buying", "Their budget", "1,200,000 NOK", "Tender", "2027-03-01"),
        *("More", "Sites", "14", "Export control", "yes", "Tier", "Gold", "Slogan", "We float"),
    ]


def test_exports_have_them_with_money_in_the_sites_currency(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, GOOD)
    write(site, "tier: Iron\n", "brekke")
    run(["export", "--site", str(site), *DAY])
    [table] = [each for each in json.loads(capsys.readouterr().out)["tables"] if each["name"] == "own_fields"]
    assert table["rows"] == [
        ["Halden", "brekke", *[None] * 6],
        ["Halden", "halden", "120000", "14", "2027-03-01", True, "Gold", "We float"],
    ]


def test_the_schema_of_plans_knows_them(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["schema", "plan", "--site", str(site)])
    found = json.loads(capsys.readouterr().out)["properties"]
    assert found["tier"] == {
        "title": "Tier",
        "anyOf": [{"type": "string", "enum": ["Gold", "Silver"]}, {"type": "null"}],
    }
    assert found["budget"]["title"] == "Their budget"
    assert found["tender"]["anyOf"][0] == {"type": "string", "format": "date"}


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ("[fields.owner]", "1:2: `owner` is a key that kamgen has itself; write another, such as `[fields.our_owner]`"),
        ("[fields.slug]", "1:2: `slug` is a key that kamgen has itself; write another, such as `[fields.our_slug]`"),
        (
            "[fields.Their-Budget]",
            "1:2: `Their-Budget`: the key of a field has lower-case letters, digits and `_` only; "
            "write `[fields.their_budget]` with a `name` for what is shown",
        ),
        (
            '[fields.tier]\ntype = "choice"',
            '2:8: type: a choice wants what may be chosen; write `choices = ["low", "high"]`',
        ),
        (
            '[fields.tier]\nchoices = ["a"]',
            '2:11: choices: a field of type text has none; write `type = "choice"`, or no `choices`',
        ),
        (
            '[fields.tier]\ntype = "colour"',
            "2:8: type: `colour` is not one of the words this field knows; "
            "write one of `text`, `money`, `number`, `date`, `flag`, `choice`",
        ),
    ],
)
def test_what_is_wrong_with_them_is_said_of_site_toml(fields: str, error: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_config(fields)
    assert str(raised.value) == f"site.toml:{error}"


def test_what_sells_a_change_inside_the_client_stands_beside_the_deal_and_the_action(site: Path) -> None:
    write(
        site,
        "opportunities: [{name: Platform, team_gains: Quiet nights, follow_up: A call in May}]\n"
        "actions: [{action: Show it, cost_of_waiting: Two stops a week}]\n",
    )
    build_site(site, site / "public")
    tables = read_page(site / "public/accounts/halden.html").tables
    assert tables["Opportunities"][0]["Opportunity"].words == (
        "Platform Their team gains: Quiet nights After launch: A call in May"
    )
    assert tables["Actions"][0]["Action"].words == "Show it Waiting costs: Two stops a week"
