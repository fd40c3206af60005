"""Weights and bands of the health score in site.toml."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamgen.model.errors import ConfigError
from kamgen.model.health import Bands, Signal, bands_of, weights_of
from kamgen.parse.config import parse_config
from tests.support import ROOT


def test_without_a_word_in_site_toml_all_signals_weigh_1() -> None:
    site = parse_config("")
    assert weights_of(site, site.categories["core"]) == (Decimal(1),) * len(Signal)
    assert (bands_of(site, None), site.health.least_known) == (Bands(80, 60), 3)


def test_a_category_has_the_last_word_signal_by_signal() -> None:
    site = parse_config(
        "[health]\nleast_known = 4\nweights = {revenue = 2, risk = 0}\nbands = {ok = 75, watch = 50}\n"
        "[categories.core.health]\nweights = {revenue = 0.5}\nbands = {watch = 40}\n[categories.growth]\n"
    )
    core, growth = (weights_of(site, site.categories[key]) for key in ("core", "growth"))
    assert (core[0], core[1], core[-1]) == (Decimal("0.5"), 1, 0)
    assert (growth[0], growth[1], growth[-1]) == (2, 1, 0)
    assert bands_of(site, site.categories["core"]) == Bands(75, 40)
    assert bands_of(site, site.categories["growth"]) == Bands(75, 50)


def test_the_example_of_the_documentation_can_be_read() -> None:
    page = (ROOT / "docs" / "health.md").read_text("utf-8")
    site = parse_config(page.split("```toml\n")[1].split("```")[0])
    assert [str(weight) for weight in weights_of(site, site.categories["core"])] == [
        *("2", "1", "1", "1", "1", "1", "0.5", "0", "1")
    ]
    assert bands_of(site, site.categories["core"]) == Bands(75, 40)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[health.weights]\nrevenu = 2",
            "site.toml:2:1: `revenu` is not a signal of the health score; did you mean `revenue`?",
        ),
        (
            "[categories.core.health.weights]\nfeedbck = 2",
            "site.toml:2:1: `feedbck` is not a signal of the health score; did you mean `feedback`?",
        ),
        (
            "[health.weights]\nrisk = -1",
            "site.toml:2:8: risk: a weight cannot be below 0; write `0` to leave the signal out of the score",
        ),
        (
            "[health.bands]\nwatch = 80",
            "site.toml:2:9: bands: `watch` is 80 and not below `ok`, which is 80; "
            "write a lower `watch` or a higher `ok`",
        ),
        (
            "[health.bands]\nok = 90\n[categories.core.health.bands]\nok = 60",
            "site.toml:3:2: bands: `watch` is 60 and not below `ok`, which is 60; "
            "write a lower `watch` or a higher `ok`",
        ),
        (
            "[health]\nleast_known = 9\nweights = {risk = 0}",
            "site.toml:3:11: weights: 8 signals weigh anything, and 9 must be known; "
            "write more weights above 0, or a lower `least_known` in `[health]`",
        ),
        (
            "[health]\nleast_known = 10",
            "site.toml:2:15: least_known: `10` is off the scale; write a whole number from 1 to 9",
        ),
        ("[health]\nband = {}", "site.toml:2:1: `band` is not a key of `health`; did you mean `bands`?"),
    ],
)
def test_mistakes_are_named_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert str(caught.value) == said
