"""site.toml: defaults, values, and every mistake in one error, each at its place."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model import enums
from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.model.values import Duration, Quantity
from kamgen.parse.config import parse_config


def mistakes(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    return caught.value.message.split("\n")


@pytest.mark.parametrize(
    "text", ["", "\n# nothing yet\n", "\ufeff", "[site]\n", '[site]\nbase_url = ""\ntitle = " "\n']
)
def test_an_empty_site_has_all_defaults(text: str) -> None:
    assert parse_config(text) == SiteConfig()


def test_values_are_typed() -> None:
    site = parse_config(
        '[site]\r\ntitle = "Key accounts"\r\ncurrency = "NOK"\r\nfiscal_year_start = 4\r\n'
        'source_url = "https://git.example/-/blob/main/{path}#L{line}"\r\n'
        '[checklist]\r\nfeedback_every = "90 days"\r\nselect = "FBK"\r\nweights = {crm = 0, plan = 2.5}\r\n'
        'severity = {FBK001 = "Advice"}\r\n'
        '[categories.big-ones]\r\ntargets = {on_time = "97%", response = 4}\r\n'
        "[measures.on_time]\r\n[measures.response]\r\nbetter = 'lower'\r\n"
        "[fx]\r\nEUR = 11.7\r\n[sections]\r\ngrowth = 'Wachstum'\r\nclient-view = ['Kundensicht']\r\n"
        "[portfolio]\r\nkey_account_share = '20%'\r\ncompany_revenue = {2025 = '61M'}\r\n[extra]\r\nmotto = ''\r\n"
    )
    assert (site.site.title, site.site.currency, site.site.fiscal_year_start) == ("Key accounts", "NOK", 4)
    assert (site.checklist.feedback_every, site.checklist.select) == (Duration(90, "day"), ("FBK",))
    assert site.checklist.weights == {"crm": Decimal(0), "plan": Decimal("2.5")}
    assert site.checklist.severity == {"FBK001": enums.Severity.ADVICE}
    assert list(site.categories) == ["big-ones"]
    assert site.categories["big-ones"].targets == {
        "on_time": Quantity(Decimal("0.97"), True),
        "response": Quantity(Decimal(4), False),
    }
    assert site.measures["response"].better is enums.Better.LOWER
    assert (site.fx, site.portfolio.key_account_share) == ({"EUR": Decimal("11.7")}, Decimal("0.2"))
    assert site.sections == {"growth": ("Wachstum",), "client view": ("Kundensicht",)}
    assert site.portfolio.company_revenue == {"2025": Decimal(61_000_000)}
    assert site.extra == {"motto": ""}


def test_all_mistakes_are_named_at_once_in_their_order() -> None:
    text = """\
[chcklist]
fail_under = 50
[site]
titel = "x"
currency = "eur"
language = "English, please"
fiscal_year_start = 13
theme = "../x"
base_url = "ftp://x"
source_url = "https://git.example/{file}"
commit_url = "https://git.example/{id}"
[checklist]
weights = {feedbck = 2, crm = -1, mood = 1}
feedback_every = "6 moths"
severity = {FBK001 = "eror"}
[categories.Big_One]
targets = {on_time = 1}
[categories.core]
targets = {respond = 2}
[measures.on_tme]
[fx]
nok = 0.1
GBP = 0
USD = "x" # today's
[sections]
grow = ["Wachstum"]
[portfolio]
key_account_share = 18
company_revenue = {"26" = 1}
"""
    assert mistakes(text) == [
        "site.toml:1:2: `chcklist` is not a key of site.toml; did you mean `checklist`?",
        "site.toml:4:1: `titel` is not a key of `site`; did you mean `title`?",
        "site.toml:5:12: currency: `eur` is not a currency code; write `EUR`",
        "site.toml:6:12: language: `English, please` is not a language code; "
        "write a code such as `en`, `de` or `pt-BR`",
        "site.toml:7:21: fiscal_year_start: `13` is off the scale; write a whole number from 1 to 12",
        "site.toml:8:9: theme: `../x` is not the name of a theme; write the name of a folder in `themes/`",
        "site.toml:9:12: base_url: `ftp://x` is not a web address; write one that begins with `https://`",
        "site.toml:10:14: source_url: `{file}` stands for nothing; "
        "write `{path}` for the file and `{line}` for the line",
        "site.toml:11:14: commit_url: `{id}` stands for nothing; write `{commit}` for the commit's id",
        "site.toml:13:12: `feedbck` is not an element of the checklist; did you mean `feedback`?",
        "site.toml:13:31: crm: a weight cannot be below 0; write `0` to leave the element out of the score",
        "site.toml:13:35: `mood` is not an element of the checklist; write one of `analysis`, `feedback`, "
        "`team-reviews`, `client-reviews`, `categorization`, `targets-service`, `plan`, `targets-financial`, `crm`",
        "site.toml:14:18: feedback_every: `6 moths` is not a duration; "
        "write a duration such as `90 days`, `6 months` or `1 year`",
        "site.toml:15:22: FBK001: `eror` is not one of the words this field knows; "
        "write `error`; this field knows `error`, `warning`, `advice`",
        "site.toml:16:2: `Big_One`: the key of a category has lower-case letters, digits and hyphens only; "
        "write `[categories.big-one]` with a `name` for what is shown",
        "site.toml:17:12: `on_time` is not a measure of `[measures]`; did you mean `on_tme`?",
        "site.toml:19:12: `respond` is not a measure of `[measures]`; write a table `[measures.respond]` for it",
        "site.toml:22:1: `nok` is not a currency code; write `NOK`",
        "site.toml:23:7: GBP: a rate must be above 0; write what one GBP is worth in the site's currency",
        "site.toml:24:7: USD: `x` is not a number; write a number such as `93` or `4.5`",
        "site.toml:26:1: `grow` is not a section that kamgen reads; did you mean `growth`?",
        'site.toml:28:21: key_account_share: `18` is not a percentage; write `"18%"`',
        "site.toml:29:20: `26` is not a year; write a year such as `2026`",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[content]\naccounts = "../plans"\n',
            "site.toml:2:12: accounts: `../plans` is not a folder below the one of site.toml; "
            "write its path from here, such as `content/accounts` or `public`",
        ),
        (
            '[content]\noutput = "/var/www"\n',
            "site.toml:2:10: output: `/var/www` is not a folder below the one of site.toml; "
            "write its path from here, such as `content/accounts` or `public`",
        ),
        (
            "[content]\noutput = 'C:\\www'\n",
            "site.toml:2:10: output: `C:\\www` is not a folder below the one of site.toml; "
            "write its path from here, such as `content/accounts` or `public`",
        ),
        (
            '[content]\noutput = "."\n',
            "site.toml:2:10: output: `.` is not a folder below the one of site.toml; "
            "write its path from here, such as `content/accounts` or `public`",
        ),
        (
            '[content]\naccounts = "plans"\noutput = "./Plans/site"\n',
            "site.toml:3:10: output: `./Plans/site` and the accounts folder lie in each other; "
            "write a folder of its own, such as `public`",
        ),
        (
            '[content]\naccounts = "public/plans"\n',
            "site.toml:1:2: output: `public` and the accounts folder lie in each other; "
            "write a folder of its own, such as `public`",
        ),
        ("title: x\n", "site.toml:1:6: TOML has `=` between key and value, not a colon; write `key = value`"),
        (
            "[site]\ntitle = Key accounts\n",
            'site.toml:2:9: the value here cannot be read; write it in double quotes: `title = "Key accounts"`',
        ),
        (
            "[fx]\nNOK = 1\nNOK = 2\n",
            "site.toml:3:8: this key or table is written twice; write it once, with all that belongs to it",
        ),
        (
            "[site]\ntags = ['a',\n",
            "site.toml:2:1: a bracket or quote that opens on this line is never closed; write its other half",
        ),
        (
            "[categories]\ncore = 1\n",
            "site.toml:2:8: core: `1` stands where keys belong; write its keys, such as "
            '`{feedback_every = "…", team_review_every = "…"}`',
        ),
        ("x = " + "[" * 5000, "site.toml: brackets within brackets, deeper than any site.toml"),
    ],
)
def test_a_mistake_is_said_in_plain_words(text: str, expected: str) -> None:
    assert mistakes(text) == [expected]


def test_the_file_is_named_as_it_is_called() -> None:
    with pytest.raises(ConfigError, match=r"\Ateam/site\.toml:1:1: `x` is not a key of site\.toml"):
        parse_config("x = 1", "team/site.toml")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_site_or_one_error(text: str) -> None:
    assert isinstance(_parsed(text), SiteConfig | ConfigError)


def _parsed(text: str) -> SiteConfig | ConfigError:
    try:
        return parse_config(text)
    except ConfigError as error:
        return error


@pytest.mark.parametrize("measures", ["measures.uptime = 5", "measures = 5"])
def test_a_target_of_a_measure_whose_table_is_broken_is_no_second_mistake(measures: str) -> None:
    found = mistakes(f"{measures}\n[categories.core]\ntargets = {{uptime = '99%'}}\n")
    assert [line.split(": ")[0] for line in found] == ["site.toml:1:" + str(measures.index("5") + 1)]


def test_a_cadence_beyond_a_century_is_a_mistake() -> None:
    assert mistakes("[checklist]\nfeedback_every = '9999 years'\n") == [
        "site.toml:2:18: feedback_every: `9999 years` is longer than 100 years; write a duration up to `100 years`"
    ]


@pytest.mark.parametrize(
    "text",
    [f"[fx]\nNOK = 0x{'f' * 10_000}", f'[content]\noutput = "{"x/" * 5000}"', f'[content]\naccounts = "{"x" * 5000}"'],
    ids=["a number without end", "a path without end", "a folder's name without end"],
)
def test_values_without_end_are_mistakes_like_others(text: str) -> None:
    with pytest.raises(ConfigError, match=r"^site\.toml:2:"):
        parse_config(text)


def test_targets_name_measures_as_plans_may() -> None:
    text = '[measures.on_time_delivery]\nname = "Punctual"\n[categories.core]\ntargets = {"On–Time Delivery" = "97%"}'
    assert parse_config(text).measure_title("On–Time Delivery") == "Punctual"
