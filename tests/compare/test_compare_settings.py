"""Which keys of site.toml differ, of those that accounts are judged by."""

from __future__ import annotations

import pytest

from kamgen.compare.settings import compare_settings
from kamgen.model.comparison import SettingChange
from kamgen.model.config import SiteConfig
from kamgen.parse.config import parse_config


def settings(before: str, after: str) -> list[tuple[str, str, str]]:
    found = compare_settings(parse_config(before), parse_config(after))
    return [(each.key, each.before, each.after) for each in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "[checklist]\nfeedback_every = '1 year'", [("checklist.feedback_every", "", '"1 year"')]),
        ("[checklist]\nselect = ['FIN']", "[checklist]\nselect = ['FIN', 'FBK']",
         [("checklist.select", '["FIN"]', '["FIN", "FBK"]')]),
        ("", "[portfolio]\nkey_account_share = '20%'", [("portfolio.key_account_share", "", '"20%"')]),
        ("", "[portfolio]\nkey_account_share = '18%'", []),
        ("", "[site]\ncurrency = 'NOK'", [("site.currency", "", '"NOK"')]),
        ("", "[site]\ntitle = 'X'\nlocale = 'de'\ntheme = 'y'\n[extra]\na = 1\n[build]\nworkers = 3", []),
        ("", "[content]\noutput = 'z'", []),
        ("[fx]\nNOK = 0.085", "[fx]\nSEK = 0.1", [("fx.SEK", "", "0.1"), ("fx.NOK", "0.085", "")]),
        ("[measures.speed]\nbetter = 'higher'", "[measures.speed]\nbetter = 'lower'",
         [("measures.speed.better", "", '"lower"')]),
        ("[categories.a]\n[categories.b]", "[categories.a]", [("categories.b", "{}", "")]),
        ("[measures.m]\n[categories.a.targets]\nm = '96%'", "[measures.m]\n[categories.a.targets]\nm = 4",
         [("categories.a.targets.m", '"96%"', "4")]),
        ("[portfolio.company_revenue]\n2026 = '1M'", "[portfolio.company_revenue]\n2026 = '2M'",
         [("portfolio.company_revenue.2026", "1000000", "2000000")]),
        ("[sections]\ngrowth = ['Wachstum']", "[sections]\ngrowth = []", [("sections.growth", '["Wachstum"]', "[]")]),
    ],
)  # fmt: skip
def test_a_key_that_differs_is_told_as_toml_has_it(
    before: str, after: str, expected: list[tuple[str, str, str]]
) -> None:
    assert settings(before, after) == expected
    assert sorted(settings(after, before)) == sorted((key, now, was) for key, was, now in expected)


def test_the_keys_come_in_the_order_of_site_toml() -> None:
    after = "[portfolio]\nmax_accounts = 3\n[health]\nleast_known = 2\n[checklist]\nfail_under = 50\n"
    after += "[site]\ncurrency = 'NOK'\n"
    assert [key for key, _, _ in settings("", after)] == [
        "site.currency", "checklist.fail_under", "health.least_known", "portfolio.max_accounts",
    ]  # fmt: skip


def test_the_same_settings_are_no_change() -> None:
    assert compare_settings(SiteConfig(), parse_config("")) == ()


def test_keys_that_toml_quotes_are_quoted() -> None:
    assert compare_settings(SiteConfig(), SiteConfig(fx={"a b": 2}))[0] == SettingChange('fx."a b"', "", "2")
