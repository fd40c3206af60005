"""A key changes with everything that its value is made from, and with nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kamgen.cache import digest as digests
from kamgen.cache.digest import digest
from kamgen.engine import keys
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN, CategoryMargin, Freshness, Group, Links, Neighbour
from kamgen.model.places import Fault
from kamgen.model.source import Source
from kamgen.parse.config import parse_config
from kamgen.render.site_context import make_site_context, site_frame
from kamgen.render.theme import RenderConfig, Theme
from tests.records import replace

DAY = date(2026, 11, 20)
SOURCE = Source("content/accounts/a.md", b"data")
SITE_CHANGES = [
    "[fields.tender]",
    '[site]\ntitle = "Other"', '[site]\ncurrency = "NOK"', '[site]\nlanguage = "de"',
    '[site]\nlocale = "de"', '[site]\ncommit_url = "https://git.example/{commit}"',
    "[site]\nfiscal_year_start = 7", '[site]\nfiscal_year_named_by = "start"', '[site]\ntheme = "other"',
    '[site]\nsource_url = "https://git.example/{path}"', '[checklist]\nselect = ["FMT"]',
    '[checklist]\nignore = ["FMT"]',
    "[checklist]\nfail_under = 7", '[checklist.severity]\nFBK001 = "error"', "[checklist.weights]\nanalysis = 3",
    '[checklist]\nfeedback_every = "1 month"', '[portfolio]\nofferings = ["Platform"]', "[portfolio]\nmax_accounts = 3",
    '[portfolio.company_revenue]\n2025 = "1M"', '[categories.key]\nname = "Key"', '[measures.speed]\nunit = "h"',
    "[health.weights]\nrisk = 0", "[health.bands]\nok = 90", "[health]\nleast_known = 4",
    "[thresholds]\nwallet_small = 0.3",
    "[fx]\nSEK = 0.1", "[fx.2025]\nSEK = 0.1", '[sections]\nGrowth = ["Wachstum"]',
]  # fmt: skip


def differ(*made: bytes) -> bool:
    return len(set(made)) == len(made)


@pytest.mark.parametrize(
    ("one", "other"),
    [(("ab", "c"), ("a", "bc")), (("a",), ("a", "")), (("", "a"), ("a", "")), (("a",), (b"a", b"")), ((), ("",))],
)
def test_parts_are_told_apart(one: tuple[bytes | str, ...], other: tuple[bytes | str, ...]) -> None:
    assert digest(*one) != digest(*other)
    assert len(digest(*one)) == 16
    assert digest("\udcff") == digest("\udcff")


def test_a_plan_by_all_that_was_read_of_it() -> None:
    usual = keys.plan_key(SOURCE, "content/accounts")
    assert usual == keys.plan_key(replace(SOURCE), "content/accounts")
    changed = [
        replace(SOURCE, path="content/accounts/b.md"), replace(SOURCE, data=b"date"),
        replace(SOURCE, refusal="too large"),
    ]  # fmt: skip
    assert set(Source.__struct_fields__) == {"path", "data", "refusal"}
    assert differ(usual, *(keys.plan_key(source, "content/accounts") for source in changed))
    assert differ(usual, keys.plan_key(SOURCE, "content"))


def test_a_plan_by_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = keys.plan_key(SOURCE, "content")
    monkeypatch.setattr(keys, "program", lambda: b"another version")
    assert keys.plan_key(SOURCE, "content") != usual


def test_the_program_by_its_code_and_its_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package, library = tmp_path / "kamgen", tmp_path / "packages"
    (package / "rules").mkdir(parents=True)
    (package / "__init__.py").write_bytes(b"")
    (package / "rules" / "words.py").write_bytes(b"WORDS = 1")
    (library / "Jinja2-3.1.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(digests.kamgen, "__file__", str(package / "__init__.py"))
    monkeypatch.setattr(digests.sys, "path", [str(library)])
    program = digests.program.__wrapped__
    usual = program()
    (package / "rules" / "words.pyc").write_bytes(b"no source")
    (library / "pytest-9.dist-info").mkdir()
    assert program() == usual
    (package / "rules" / "words.py").write_bytes(b"WORDS = 2")
    code = program()
    (library / "Jinja2-3.1.0.dist-info").rename(library / "Jinja2-3.1.1.dist-info")
    update = program()
    monkeypatch.setattr(digests.sys, "version", "3.99")
    assert differ(usual, code, update, program())


@pytest.mark.parametrize("text", SITE_CHANGES)
def test_accounts_are_judged_by_site_toml(text: str) -> None:
    assert keys.judge_key(parse_config(text), DAY) != keys.judge_key(parse_config(""), DAY)


def test_every_table_of_site_toml_was_thought_of() -> None:
    tables = {text.split("]")[0].strip("[").split(".")[0] for text in SITE_CHANGES} | {"fx_of_year"}
    assert tables | set(keys._NO_MATTER) == set(SiteConfig.__struct_fields__)


@pytest.mark.parametrize("text", ["[build]\nworkers = 3", '[content]\noutput = "www"', '[extra]\noffice = "Oslo"'])
def test_accounts_are_not_judged_by_what_does_not_concern_them(text: str) -> None:
    assert keys.judge_key(parse_config(text), DAY) == keys.judge_key(parse_config(""), DAY)


def test_accounts_are_judged_on_a_day() -> None:
    assert keys.judge_key(SiteConfig(), DAY) != keys.judge_key(SiteConfig(), date(2026, 11, 21))


def test_an_account_by_its_plan_its_links_and_its_judge() -> None:
    usual = Links("a")
    changed = [
        Links("b"), Links("a", names=(("per", "Per"),)), Links("a", strangers=(("per", ""),)),
        Links("a", owner_slug="per"),
        Links("a", faults=(("LNK001", Fault("prose", "gone")),)),
        Links("a", targets=(None,)), Links("a", targets=("x",)), Links("a", attachments=("x",)),
        Links("a", backlinks=(Neighbour("b", "B"),)), Links("a", children=(Neighbour("b", "B"),)),
        Links("a", parent=Neighbour("b", "B")), Links("a", parent=Neighbour("b", "C")),
        Links("a", share=Decimal("0.1")), Links("a", share=Decimal("0.10")), Links("a", share_of="all"),
        Links("a", few="one account"), Links("a", led_to=(("references[0].led_to", "b", ""),)),
        Links("a", group=Group(Neighbour("a", "A"), 2025, 1, None, None, None, ())),
        Links("a", included=((2025, ("revenue",)),)), Links("a", below=((2025, Decimal(1)),)),
        Links("a", margin=CategoryMargin(2026, Decimal("0.1"))),
        Links("a", margin=CategoryMargin(2025, Decimal("0.1"))),
    ]  # fmt: skip
    names = Links.__struct_fields__
    said = {name for links in changed for name in names if getattr(links, name) != getattr(usual, name)}
    assert said == set(names)
    assert differ(*(keys.summary_key(b"plan", links, UNKNOWN, b"judge") for links in [usual, *changed]))
    assert differ(*(keys.summary_key(plan, usual, UNKNOWN, judge) for plan in (b"1", b"2") for judge in (b"1", b"2")))


def test_a_summary_by_all_that_version_control_says_of_its_plan() -> None:
    changed = [
        UNKNOWN._replace(touched=DAY), UNKNOWN._replace(author="Per Moe"), UNKNOWN._replace(commit="a1"),
        UNKNOWN._replace(sections=(("growth", DAY),)),
    ]  # fmt: skip
    said = {name for each in changed for name in Freshness._fields if getattr(each, name) != getattr(UNKNOWN, name)}
    assert said == set(Freshness._fields)
    known = [UNKNOWN, *changed]
    assert differ(*(keys.summary_key(b"plan", Links("a"), freshness, b"judge") for freshness in known))


THEME = Theme("default", "1", (Path("themes/default"),), ((("a.html", "A"),),), ())


def test_pages_by_the_templates_of_their_theme() -> None:
    one, text, name = (("a.html", "A"),), (("a.html", "B"),), (("b.html", "A"),)
    templates = [(text,), (name,), (one, ()), ((), one), (one, name)]
    changed = [replace(THEME, templates=layers) for layers in templates]
    assert differ(*map(keys.theme_key, [THEME, *changed]))


def test_pages_are_the_same_wherever_a_theme_lies_and_whatever_is_copied_with_it() -> None:
    same = [replace(THEME, name="other"), replace(THEME, layers=(Path("themes/other"),))]
    same.append(replace(THEME, static=(("site.css", Path("site.css")),)))
    assert {keys.theme_key(theme) for theme in same} == {keys.theme_key(THEME)}


def look(
    text: str = "",
    accounts: int = 6,
    year: int = 2026,
    version: str = "1",
    folder: str = "content",
    since: date | None = None,
) -> RenderConfig:
    context = make_site_context(parse_config(text), DAY, year, accounts, since)
    return RenderConfig(context, THEME, site_frame(context, version), folder)


def test_pages_by_all_that_stands_around_them() -> None:
    changed = [
        look('[extra]\noffice = "Oslo"'), look('[extra]\noffice = "Bergen"'), look(accounts=201), look(year=2025),
        look(version="2"), look(folder="accounts"), look('[site]\ntitle = "T"'),
        look(since=date(2026, 9, 30)), look(since=date(2026, 10, 31)),
    ]  # fmt: skip
    assert differ(*map(keys.config_key, [look(), *changed]))
    assert keys.config_key(look(accounts=7)) == keys.config_key(look())
    assert keys.config_key(look("[build]\nworkers = 3")) == keys.config_key(look())


def test_what_is_shown_and_the_portfolio() -> None:
    assert differ(*(keys.pages_key(summary, look) for summary in (b"1", b"2") for look in (b"1", b"2")))
    shown = ([b"1"], [b"2"], [b"1", b"2"], [b"2", b"1"])
    assert differ(*(keys.portfolio_key(accounts, look) for accounts in shown for look in (b"1", b"2")))
    assert keys.reference_key(b"1") != b"1"
    assert keys.output_key(Path("/a")) != keys.output_key(Path("/b"))
