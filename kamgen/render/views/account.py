"""An account's page."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from markupsafe import Markup
from msgspec import Struct

from kamgen.facts import client
from kamgen.facts.dates import NextStep, has_lapsed, next_steps
from kamgen.facts.promises import PromiseFact, promises_of
from kamgen.model.account import Account
from kamgen.model.account_history import NO_HISTORY, AccountHistory
from kamgen.model.config import Cadences
from kamgen.model.enums import OfferingState
from kamgen.model.fields import Doc
from kamgen.model.front_matter import Need, Risk, TeamMember, VendorEvaluation
from kamgen.model.source import Source
from kamgen.render.links import attachment_url, linked_prose, plan_lines, source_path
from kamgen.render.site_context import NavLink, SiteContext, account_url
from kamgen.render.views.cover import Fact, OwnGroup, assessment_facts, continuity_facts, facts, own_groups
from kamgen.render.views.entries import (
    MeetingRow,
    Opportunities,
    OutcomeRow,
    kept_words,
    meeting_rows,
    opportunities_view,
    outcome_rows,
    team_members,
)
from kamgen.render.views.family import Family, family_of
from kamgen.render.views.money import Money, ServiceRow, money_view, service_rows
from kamgen.render.views.moves import (
    ChangeLog,
    MoveRow,
    SinceView,
    SuspectRow,
    dated_prose,
    log_view,
    move_rows,
    since_view,
    slippage_of,
    slippage_words,
    suspect_rows,
)
from kamgen.render.views.pack import Pack, pack_view
from kamgen.render.views.relationships import ContactRow, RelationshipMap, contact_rows, relationship_map
from kamgen.render.views.scorecard import HealthView, ScorecardView, health_view, scorecard_view
from kamgen.render.views.source import SourceMistake, excerpt, mistakes
from kamgen.render.views.trend import FRESHNESS, HEALTH, PIPELINE, SCORE, TARGET, Spark, Trend, spark_of, trend
from kamgen.render.worries import verdict_words
from kamgen.text.numbers import NumberStyle
from kamgen.text.words import counted, iso

ROOT = "../"
"""The way from an account's page to the site's root."""


class AccountView(Struct, frozen=True):
    """What an account's page shows."""

    name: str
    path: Annotated[str, Doc("The plan's file, below the repository.")]
    as_of: Annotated[date, Doc("The day that all is judged on.")]
    cadences: Annotated[Cadences, Doc("How often what is due here: `view.cadences.confirmed_every`.")]
    numbers: Annotated[NumberStyle, Doc("How the site writes numbers: `view.numbers.percent(share)`.")]
    category: NavLink
    facts: Annotated[tuple[Fact, ...], Doc("The account in a few words.")]
    verdict: Annotated[str, Doc("Why it is in trouble, and the money at stake; else what goes well. May be empty.")]
    scorecard: ScorecardView
    health: HealthView
    freshness: Annotated[str, Doc("`12 days`: since the plan changed in version control; empty when not known.")]
    changed: Annotated[str, Doc("When that was.")]
    stale: Annotated[bool, Doc("Whether that is longer ago than the plan's cadence.")]
    sparks: Annotated[dict[str, Spark], Doc("How `score`, `health` and `freshness` went.")]
    since: SinceView | None
    suspects: Annotated[
        tuple[SuspectRow, ...], Doc("Entries to be confirmed, since what they lean on changed in meaning.")
    ]
    mistakes: Annotated[tuple[SourceMistake, ...], Doc("What has to be mended in the file; empty for most plans.")]
    money: Annotated[Money | None, Doc("None when the plan gives no figures.")]
    family: Annotated[Family | None, Doc("The group that it belongs to; None for one that stands alone.")]
    service: tuple[ServiceRow, ...]
    assessment: tuple[Fact, ...]
    contacts: tuple[ContactRow, ...]
    map: Annotated[RelationshipMap | None, Doc("None for fewer than two contacts, who need none.")]
    team: tuple[TeamMember, ...]
    needs: tuple[Need, ...]
    opportunities: Opportunities | None
    risks: Annotated[tuple[Risk, ...], Doc("The gravest first.")]
    promises: tuple[PromiseFact, ...]
    kept: Annotated[str, Doc("`4 of 5 kept in time, last 12 months`; empty when none counts.")]
    outcomes: tuple[OutcomeRow, ...]
    evaluation: Annotated[VendorEvaluation | None, Doc("How the client rates its vendors: us, by its own criteria.")]
    meetings: Annotated[tuple[MeetingRow, ...], Doc("Reviews and feedback, newest first.")]
    actions: Annotated[tuple[NextStep, ...], Doc("Open ones by their days, then those done.")]
    continuity: tuple[Fact, ...]
    own: Annotated[tuple[OwnGroup, ...], Doc("Fields of the team's own, by the groups that site.toml puts them in.")]
    offerings: Annotated[dict[str, OfferingState], Doc("White space: what the client buys of each offering.")]
    prose: Annotated[Markup, Doc("The text of the plan.")]
    mentions: Annotated[tuple[NavLink, ...], Doc("Accounts whose plans link to this one.")]
    attachments: Annotated[tuple[NavLink, ...], Doc("Files beside the plan.")]
    trend: Annotated[Trend | None, Doc("None when nothing earlier than today is known.")]
    moves: Annotated[tuple[MoveRow, ...], Doc("Dates and targets that were moved, newest first.")]
    moved: Annotated[str, Doc("`5 moves, 62 days later in all`.")]
    log: Annotated[ChangeLog | None, Doc("None without version control.")]
    pack: Annotated[Pack, Doc("What the page prints.")]

    def unconfirmed(self, group: str, title: str) -> bool:
        """Whether the entry of that list and title is to be confirmed: `view.unconfirmed("needs", need.need)`."""
        return any((row.group, row.title) == (group, title) for row in self.suspects)

    @property
    def contents(self) -> tuple[NavLink, ...]:
        """The page's parts that have something to show: name, and id without its ``s.``."""
        return tuple([NavLink(name, key) for field, name, key in PARTS if not field or getattr(self, field)])


class UnreadableView(Struct, frozen=True):
    """What the page of a plan that cannot be read shows."""

    name: str
    path: Annotated[str, Doc("The plan's file, below the repository.")]
    mistakes: tuple[SourceMistake, ...]
    excerpt: Annotated[str, Doc("The lines around the first mistake; empty when the file is not text.")]


PARTS = (
    ("", "Scorecard", "scorecard"),
    ("since", "Since the last review", "since"),
    ("suspects", "To be confirmed", "confirm"),
    ("", "Health", "health"),
    ("", "Lenses", "lenses"),
    ("mistakes", "Mistakes in the file", "mistakes"),
    ("money", "Metrics by year", "metrics"),
    ("family", "Group", "group"),
    ("service", "Service levels", "service"),
    ("assessment", "Assessment", "assessment"),
    ("contacts", "Relationships", "contacts"),
    ("team", "Team", "team"),
    ("needs", "Needs", "needs"),
    ("opportunities", "Opportunities", "opportunities"),
    ("risks", "Risks", "risks"),
    ("promises", "Promises", "promises"),
    ("outcomes", "Outcomes", "outcomes"),
    ("meetings", "Reviews, feedback", "reviews"),
    ("evaluation", "How they rate us", "marks"),
    ("actions", "Actions", "actions"),
    ("continuity", "Continuity", "continuity"),
    ("own", "Our own fields", "own"),
    ("offerings", "Offerings", "offerings"),
    ("", "The plan", "plan-text"),
    ("mentions", "Mentioned by", "mentions"),
    ("attachments", "Attachments", "attachments"),
    ("trend", "Trend", "trend"),
    ("moves", "Slippage", "slippage"),
    ("log", "Change log", "log"),
)
"""Parts of the page in their order: field of the view (none: always there), name, id."""


def account_view(account: Account, context: SiteContext, folder: str, past: AccountHistory = NO_HISTORY) -> AccountView:
    """The page of a plan that can be read; ``folder`` is the content folder. Raises nothing for any plan."""
    front, links, as_of = account.plan.front, account.links, context.as_of
    evaluation = front.vendor_evaluation
    cadences = context.cadences[account.category]
    if account.scorecard is None:
        raise ValueError(f"{account.slug} has no scorecard")
    lines = plan_lines(context.site.site.source_url, account.plan.path, f"../{source_path(account.slug)}")
    return AccountView(
        name=account.name,
        path=account.plan.path,
        as_of=as_of,
        cadences=cadences,
        numbers=context.style,
        category=context.category(account.category),
        facts=facts(account, context),
        verdict=verdict_words(account, context, past.moves),
        scorecard=scorecard_view(account, account.scorecard, lines, context),
        health=health_view(account.health),
        freshness=counted(max(0, (as_of - account.touched).days), "day") if account.touched else "",
        changed=iso(account.touched),
        stale=account.touched is not None and has_lapsed(account.touched, cadences.plan_touched_every, as_of),
        sparks={each.key: spark_of(each, past.points, context) for each in (SCORE, HEALTH, FRESHNESS)},
        since=since_view(past.since),
        suspects=suspect_rows(account, past, context, ROOT),
        mistakes=mistakes(account, lines),
        money=money_view(account, context),
        family=family_of(account, context),
        service=service_rows(account, context),
        assessment=assessment_facts(front.assessment, context),
        contacts=contact_rows(account),
        map=relationship_map(account, context),
        team=team_members(front),
        needs=front.needs,
        opportunities=opportunities_view(account, context),
        risks=tuple(sorted(front.risks, key=client.exposure, reverse=True)),
        promises=(promises := tuple(promises_of(account.plan, as_of))),
        kept=(kept := kept_words(account.plan, as_of)),
        outcomes=outcome_rows(account, context),
        meetings=meeting_rows(account, folder, as_of),
        evaluation=evaluation if evaluation and evaluation.criteria else None,
        actions=(steps := tuple(sorted(next_steps(account.plan, as_of), key=_urgency))),
        continuity=continuity_facts(account, context),
        own=own_groups(account, context),
        offerings=front.offerings,
        prose=dated_prose(
            linked_prose(account.plan.body.html, links.targets, ROOT), past.sections, as_of, cadences.topics_every
        ),
        mentions=tuple(NavLink(other.name, account_url(other.slug)) for other in links.backlinks),
        attachments=tuple(NavLink(path.rsplit("/", 1)[-1], attachment_url(path, folder)) for path in links.attachments),
        trend=trend(past.points, (TARGET, PIPELINE), context),
        moves=move_rows(account, past.moves, context, ROOT),
        moved=slippage_words(slippage_of(past.moves)) if past.moves else "",
        log=log_view(past, context),
        pack=pack_view(account, context, promises, kept, steps),
    )


def _urgency(step: NextStep) -> tuple[bool, date]:
    return not step.open, step.action.due or date.max


def unreadable_view(account: Account, context: SiteContext, source: Source | None) -> UnreadableView:
    """The page of a plan that cannot be read."""
    lines = plan_lines(context.site.site.source_url, account.plan.path, f"../{source_path(account.slug)}")
    found = mistakes(account, lines)
    return UnreadableView(
        account.name, account.plan.path, found, excerpt(source, [item.finding.line for item in found])
    )
