"""The four-way picture: is the plan complete, is the account healthy? Two scores side by side, never one of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Annotated, NamedTuple

from markupsafe import Markup
from msgspec import Struct

from kamgen.model.config import SiteConfig
from kamgen.model.enums import Band
from kamgen.model.fields import Doc
from kamgen.model.health import Bands, bands_of
from kamgen.model.summary import Summary
from kamgen.render.charts.quadrants import Dot, Quadrant, quadrants
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext, account_url
from kamgen.render.views.rows import Score, health_score, score_words
from kamgen.text.health import health_words, standing_words
from kamgen.text.words import counted

COMPLETE = 80
"""The least checklist score of a plan that counts as complete: that of "on course"."""

SHOWN = 6
"""Accounts a list has on the first page."""


class ScoredAccount(NamedTuple):
    """One account that has both scores."""

    account: Summary
    checklist: int
    health: int
    bands: Bands

    @property
    def field(self) -> tuple[bool, bool]:
        """Whether its plan is complete, and whether it is healthy: "on course" by the bands of its category."""
        return self.checklist >= COMPLETE, self.account.health.band is Band.OK


class QuadrantKind(NamedTuple):
    """What one of the four fields is called, and which of its accounts come first."""

    title: str
    worth: Annotated[bool, Doc("Whether it is one of the two that a single score would hide.")]
    first: Callable[[ScoredAccount], tuple[int, int]]


_SICKEST = attrgetter("health", "checklist")

KINDS: dict[tuple[bool, bool], QuadrantKind] = {
    (True, False): QuadrantKind("Complete but unhealthy", True, _SICKEST),
    (False, False): QuadrantKind("Undocumented and unhealthy", False, _SICKEST),
    (False, True): QuadrantKind("Healthy but undocumented", True, attrgetter("checklist", "health")),
    (True, True): QuadrantKind("Complete and healthy", False, _SICKEST),
}
"""By "complete" and "healthy", in the order of the lists: the unhealthy first."""


class QuadrantAccount(Struct, frozen=True):
    """One account in a list."""

    name: str
    url: str
    words: Annotated[str, Doc("Why it has no place in the picture; empty where it has one.")]
    checklist: Score
    health: Score


class AccountList(Struct, frozen=True):
    """The accounts of one field, or those without a place in the picture."""

    title: str
    accounts: int
    entries: tuple[QuadrantAccount, ...]
    more: Annotated[int, Doc("How many accounts are left out of the entries.")]


class QuadrantsView(Struct, frozen=True):
    """The picture with its lists."""

    picture: Annotated[Markup, Doc("Empty when no account has both scores.")]
    bounds: Annotated[tuple[str, ...], Doc("Sentences: what counts as complete, as healthy, and as unhealthy.")]
    lists: Annotated[tuple[AccountList, ...], Doc("The four fields, and who has no verdict where there is anybody.")]


def bands_by_category(site: SiteConfig) -> dict[str | None, Bands]:
    """The bands that health is judged by in each category; None is for accounts without one."""
    return {None: bands_of(site, None), **{key: bands_of(site, each) for key, each in site.categories.items()}}


def quadrants_view(accounts: Sequence[Summary], context: SiteContext) -> QuadrantsView:
    """The four-way picture of those accounts, whose order decides between equals."""
    bands = bands_by_category(context.site)
    standings = [
        ScoredAccount(account, account.score, account.health.score, bands[account.category])
        for account in accounts
        if account.score is not None and account.health.score is not None and account.health.band is not Band.UNJUDGED
    ]
    fields: dict[tuple[bool, bool], list[ScoredAccount]] = {key: [] for key in KINDS}
    for standing in standings:
        fields[standing.field].append(standing)
    placed = {standing.account.slug for standing in standings}
    others = [account for account in accounts if account.slug not in placed]
    lists = []
    for key, found in fields.items():
        ranked = [standing.account for standing in sorted(found, key=KINDS[key].first)]
        lists.append(_account_list(KINDS[key].title, ranked))
    if others:
        lists.append(_account_list("Without a verdict", others))
    used = {standing.account.category: standing.bands for standing in standings}
    return QuadrantsView(_picture(standings, fields, used), tuple(_bounds(used, context)), tuple(lists))


def _account_list(title: str, accounts: Sequence[Summary]) -> AccountList:
    entries = tuple(
        QuadrantAccount(
            account.name,
            account_url(account.slug),
            _why_unplaced(account),
            score_words(account.score, account.waived),
            health_score(account.health),
        )
        for account in accounts[:SHOWN]
    )
    return AccountList(title, len(accounts), entries, len(accounts) - len(entries))


def _why_unplaced(account: Summary) -> str:
    """Why an account has no place in the picture; empty where it has one."""
    if not account.readable:
        return "its plan cannot be read"
    if account.health.score is not None:
        if account.health.band is Band.UNJUDGED:
            return f"health {standing_words(account.health)}"
        return "nothing of the checklist applies" if account.score is None else ""
    if account.status.value in ("prospect", "lost"):
        return account.status.value
    return f"health {health_words(account.health)}, which is too few"


def _picture(
    standings: Sequence[ScoredAccount],
    fields: Mapping[tuple[bool, bool], Sequence[ScoredAccount]],
    used: Mapping[str | None, Bands],
) -> Markup:
    if not standings:
        return Markup()
    drawn = [
        Quadrant(KINDS[complete, healthy].title, len(found), complete, healthy, KINDS[complete, healthy].worth)
        for (complete, healthy), found in fields.items()
    ]
    words = "; ".join(f"{field.title}: {counted(field.accounts, 'account')}" for field in drawn)
    dots = [Dot(each.checklist, each.account.health, each.bands, each.account.name) for each in standings]
    caption = Caption("quadrants", "Accounts by checklist score and health", f"{words}. The lists name them.")
    different = set(used.values())
    return quadrants(caption, dots, drawn, COMPLETE, different.pop() if len(different) == 1 else None)


def _bounds(used: Mapping[str | None, Bands], context: SiteContext) -> Iterator[str]:
    """What the words mean, with the bounds that site.toml gives."""
    yield f"Complete: checklist score {COMPLETE} or more"
    different = set(used.values())
    if len(different) == 1:
        (bands,) = different
        yield f"Healthy: health {Band.OK.word}, which is {bands.ok} or more and nothing that holds it down"
        yield f"Unhealthy: all other verdicts ({Band.WATCH.word} from {bands.watch}, {Band.ACT.word} below)"
        return
    keys = [key for key in (*context.categories, None) if key in used]
    words = ", ".join(f"{context.category(key).text or 'no category'} from {used[key].ok}" for key in keys)
    if words:
        yield f"Healthy: health {Band.OK.word}, which each category sets for itself ({words}); unhealthy: less"
