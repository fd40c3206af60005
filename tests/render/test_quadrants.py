"""The four-way picture: who is complete and healthy, by which bounds, and who has no place in it."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kamgen.analyse.summary import summarise
from kamgen.model.config import SiteConfig
from kamgen.model.enums import Status
from kamgen.model.health import Bands, bands_of
from kamgen.model.standing import Standing
from kamgen.model.summary import Summary
from kamgen.render.charts.quadrants import Dot, Quadrant, quadrants
from kamgen.render.charts.small import Caption
from kamgen.render.views.quadrants import SHOWN, QuadrantsView, quadrants_view
from tests.render.render_support import AS_OF, account_of, portfolio_of, site_context_of, site_of

CAPTION = Caption("q", "Accounts", "by two scores")
BANDS = Bands(80, 60)
FIELD = Quadrant("Complete but unhealthy", 1, right=True, above=False, worth=True)
BRIEF = summarise(account_of(), SiteConfig(), AS_OF)
SCORES = st.integers(0, 100)


class Given(NamedTuple):
    """An account by its two scores."""

    checklist: int | None
    health: int | None
    slug: str = "halden"
    category: str | None = None


def brief(given: Given, site: SiteConfig | None = None) -> Summary:
    config = site or SiteConfig()
    bands = bands_of(config, config.categories.get(given.category or ""))
    known = 9 if given.health is not None else 0
    health = Standing(given.health, known, 9, bands.band(given.health).word)
    return BRIEF._replace(
        slug=given.slug, name=given.slug, score=given.checklist, health=health, category=given.category
    )


def dot(checklist: int, health: int, bands: Bands, name: str = "a") -> Dot:
    return Dot(checklist, Standing(health, 9, 9, bands.band(health).word), bands, name)


def view_of(*accounts: Given | Summary, site: SiteConfig | None = None) -> QuadrantsView:
    found = tuple(brief(each, site) if isinstance(each, Given) else each for each in accounts)
    return quadrants_view(found, site_context_of(portfolio_of(account_of(), site=site)))


def names(view: QuadrantsView) -> dict[str, list[str]]:
    return {part.title: [entry.name for entry in part.entries] for part in view.lists}


def test_each_account_is_in_the_field_of_its_two_scores() -> None:
    view = view_of(
        Given(80, 80, "both"),
        Given(80, 79, "sick"),
        Given(79, 80, "thin"),
        Given(79, 79, "neither"),
        Given(99, None, "unknown"),
    )
    assert names(view) == {
        "Complete but unhealthy": ["sick"],
        "Undocumented and unhealthy": ["neither"],
        "Healthy but undocumented": ["thin"],
        "Complete and healthy": ["both"],
        "Without a verdict": ["unknown"],
    }
    assert view.bounds == (
        "Complete: checklist score 80 or more",
        "Healthy: health on course, which is 80 or more and nothing that holds it down",
        "Unhealthy: all other verdicts (watch from 60, act below)",
    )


def test_a_category_has_bounds_of_its_own() -> None:
    site = site_of(categories={"growth": {"health": {"bands": {"ok": 50, "watch": 30}}}, "core": {}})
    view = view_of(Given(90, 55, "grown", "growth"), Given(90, 55, "old", "core"), site=site)
    assert names(view)["Complete and healthy"] == ["grown"]
    assert names(view)["Complete but unhealthy"] == ["old"]
    bounds = "Growth from 50, Core from 80"
    assert (
        view.bounds[1] == f"Healthy: health on course, which each category sets for itself ({bounds}); unhealthy: less"
    )
    assert view.lists[0].entries[0].health.word == "act"


def test_the_worst_come_first_and_the_rest_are_counted() -> None:
    view = view_of(*[Given(90, 70 - number, f"a{number}") for number in range(SHOWN + 3)])
    first = view.lists[0]
    assert [entry.name for entry in first.entries] == [f"a{number}" for number in range(SHOWN + 2, 2, -1)]
    assert (first.accounts, first.more) == (SHOWN + 3, 3)


def test_undocumented_accounts_come_thinnest_first() -> None:
    view = view_of(Given(70, 85, "thin"), Given(20, 95, "thinner"))
    assert names(view)["Healthy but undocumented"] == ["thinner", "thin"]


def test_who_has_no_place_is_told_why() -> None:
    lost = brief(Given(90, None, "lost"))._replace(status=Status.LOST)
    broken = brief(Given(None, None, "broken"))._replace(readable=False)
    few = brief(Given(90, None, "few"))._replace(health=Standing(None, 2, 9))
    free = brief(Given(None, 90, "free"))
    last = view_of(lost, broken, few, free).lists[-1]
    assert [entry.words for entry in last.entries] == [
        "lost",
        "its plan cannot be read",
        "health not scored, 2 of 9 known, which is too few",
        "nothing of the checklist applies",
    ]


def test_nobody_scored_is_no_picture() -> None:
    view = view_of(Given(90, None))
    assert (view.picture, [part.accounts for part in view.lists]) == ("", [0, 0, 0, 0, 1])


def test_the_picture_says_what_it_shows() -> None:
    picture = view_of(Given(93, 31, "fjallvik")).picture
    assert "<title>fjallvik: checklist 93, health 31, 9 of 9 known: act</title>" in picture
    assert 'role="img"' in picture
    assert "Complete but unhealthy: 1 account; Undocumented and unhealthy: 0 accounts" in picture


def test_the_bounds_meet_in_the_middle() -> None:
    picture = quadrants(CAPTION, [dot(80, 80, BANDS)], [FIELD], 80, BANDS)
    assert 'd="M212 214m-4.5 0' in picture
    assert 'd="M212 214m-4.5 0' in quadrants(CAPTION, [dot(80, 50, Bands(50, 30))], [FIELD], 80, None)


def test_a_band_has_a_shape_of_its_own() -> None:
    dots = [dot(90, health, BANDS) for health in (90, 70, 30)]
    picture = quadrants(CAPTION, dots, [FIELD], 80, BANDS)
    found = re.findall(r'class="q-dot (c-\w+)"><title>[^<]*</title><path d="M[\d.]+ [\d.]+([^"]*)"', picture)
    assert [css for css, _ in found] == ["c-ok", "c-watch", "c-act"]
    assert len({shape for _, shape in found}) == 3


def test_accounts_at_one_place_share_a_dot() -> None:
    picture = quadrants(CAPTION, [dot(90, 90, BANDS, "a<b"), dot(90, 90, BANDS, "c")], [FIELD], 80, BANDS)
    assert "<title>a&lt;b: checklist 90, health 90, 9 of 9 known: on course; c: checklist 90" in picture


def test_a_thousand_accounts_are_three_paths() -> None:
    dots = [dot(number % 101, number * 7 % 101, BANDS) for number in range(1000)]
    picture = quadrants(CAPTION, dots, [FIELD], 80, BANDS)
    assert (picture.count('class="q-crowd'), picture.count("<title>")) == (3, 0)


@given(st.lists(st.tuples(SCORES, SCORES), max_size=80), SCORES, SCORES)
def test_every_score_lies_inside_the_picture(scores: list[tuple[int, int]], one: int, other: int) -> None:
    bands = Bands(max(one, other), min(one, other))
    dots = [dot(checklist, health, bands, "a & b") for checklist, health in scores]
    picture = quadrants(CAPTION, dots, [FIELD], 80, bands)
    ElementTree.fromstring(picture)
    for x, y in re.findall(r"M([\d.]+) ([\d.]+)(?:m|l)", picture):
        assert 32 <= float(x) <= 392
        assert 34 <= float(y) <= 394


@given(st.lists(st.tuples(st.none() | SCORES, st.none() | SCORES), max_size=30))
def test_every_account_is_in_one_list(scores: list[tuple[int | None, int | None]]) -> None:
    view = view_of(*[Given(*pair, f"a{number}") for number, pair in enumerate(scores)])
    assert sum(part.accounts for part in view.lists) == len(scores)
    assert all(len(part.entries) + part.more == part.accounts for part in view.lists)
