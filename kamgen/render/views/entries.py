"""What a plan lists, as an account's page shows it: opportunities, outcomes, reviews, the team, the promise ledger."""

from __future__ import annotations

import posixpath
import unicodedata
from bisect import bisect_right
from datetime import date
from decimal import Decimal
from typing import Annotated

from markupsafe import Markup
from msgspec import Struct

from kamgen.facts import dates, pipeline, promises, results
from kamgen.facts.accounts import is_lost
from kamgen.model.account import Account
from kamgen.model.enums import ReviewWith, Site
from kamgen.model.fields import Doc, folded
from kamgen.model.front_matter import ClientOutcome, Continuity, FrontMatter, Opportunity, TeamMember
from kamgen.model.plan import Plan
from kamgen.model.values import Duration
from kamgen.render.charts.small import Caption, bullet
from kamgen.render.links import attachment_url
from kamgen.render.site_context import NavLink, SiteContext
from kamgen.text.addresses import external
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import iso


class OpportunityRow(Struct, frozen=True):
    """A possible sale."""

    deal: Opportunity
    settled: Annotated[bool, Doc("Won, lost, or of a lost account: nothing of it is late.")]
    weighted: Annotated[
        Decimal | None, Doc("Value times probability; unknown for a lost account, and where sums leave it out.")
    ]
    late: Annotated[bool, Doc("Whether it should have been decided.")]
    discussed: Annotated[str, Doc("When it was last talked through with the client; `never`.")]
    silent: Annotated[bool, Doc("Whether that is too long ago.")]


class Opportunities(Struct, frozen=True):
    """The opportunities, and what the open ones add up to."""

    rows: tuple[OpportunityRow, ...]
    total: Annotated[str, Doc("`2 open`.")]
    value: Annotated[Decimal | None, Doc("Of the open ones.")]
    weighted: Annotated[Decimal | None, Doc("Of the open ones.")]


def opportunities_view(account: Account, context: SiteContext) -> Opportunities | None:
    """The opportunities as the plan lists them; None without any. A lost account has none that are open."""
    plan, cadences = account.plan, context.cadences[account.category]
    if not plan.front.opportunities:
        return None
    opened = pipeline.open_opportunities(plan)
    return Opportunities(
        tuple(
            [
                _opportunity(row, is_lost(plan.front), context, cadences.discussed_every)
                for row in plan.front.opportunities
            ]
        ),
        f"{len(opened)} open",
        pipeline.total(row.value for _, row in opened),
        pipeline.weighted_pipeline(plan, context.calendar, context.as_of),
    )


def _opportunity(row: Opportunity, gone: bool, context: SiteContext, every: Duration) -> OpportunityRow:
    """A possible sale; of an account that is ``gone`` it is none any more, and nothing of it is late."""
    settled = gone or not pipeline.is_open(row)
    return OpportunityRow(
        row,
        settled,
        _weighted(row, gone, context),
        not settled and bool(pipeline.days_past_close(row, context.calendar, context.as_of)),
        iso(row.discussed) if pipeline.is_discussed(row, context.as_of) else UNKNOWN if settled else "never",
        not settled and not pipeline.is_discussed_lately(row, context.as_of, every),
    )


def _weighted(row: Opportunity, gone: bool, context: SiteContext) -> Decimal | None:
    if gone or not pipeline.is_open(row):
        return None if gone else row.weighted
    return pipeline.weighted(row, context.calendar, context.as_of)


def team_members(front: FrontMatter) -> tuple[TeamMember, ...]:
    """Our side: the team as listed, with those who are named elsewhere in the plan."""
    known = {folded(member.name) for member in front.team}
    continuity = front.continuity or Continuity()
    others = ((continuity.backup, "backup"), (continuity.executive_sponsor, "executive sponsor"))
    return (*front.team, *[TeamMember(name, role) for name, role in others if name and folded(name) not in known])


def kept_words(plan: Plan, as_of: date) -> str:
    """``4 of 5 kept in time, last 12 months``: of the promises that count today (see `facts.promises.ledger`)."""
    found = promises.ledger(plan, as_of)
    return f"{found.on_time} of {found.settled} kept in time, last {promises.LEDGER}" if found.settled else ""


class OutcomeRow(Struct, frozen=True):
    """A result in the client's own metric."""

    metric: str
    note: Annotated[str, Doc("How far it is: `half way`, `beyond target`.")]
    date: Annotated[str, Doc("When it was measured; empty when that is not known.")]
    baseline: str
    actual: str
    target: str
    picture: Annotated[Markup, Doc("From baseline to target; empty when a figure is missing.")]


def outcome_rows(account: Account, context: SiteContext) -> tuple[OutcomeRow, ...]:
    """The outcomes as the plan lists them."""
    return tuple(_outcome(outcome, number, context) for number, outcome in enumerate(account.plan.front.outcomes))


def _outcome(outcome: ClientOutcome, number: int, context: SiteContext) -> OutcomeRow:
    figures = (outcome.baseline, outcome.actual, outcome.target)
    space = "" if not outcome.unit or outcome.unit == "%" else "\u00a0"
    baseline, actual, target = (
        UNKNOWN if value is None else f"{context.style.plain(value)}{space}{outcome.unit or ''}" for value in figures
    )
    css, note = _progress(outcome, context.as_of)
    caption = Caption(f"o{number}", outcome.metric, f"From {baseline} to {actual}, target {target}: {note}")
    return OutcomeRow(outcome.metric, note, iso(outcome.as_of), baseline, actual, target, bullet(caption, figures, css))


def _progress(outcome: ClientOutcome, as_of: date) -> tuple[str, str]:
    """How far the way from baseline to target is gone: class and words."""
    if unmeasured := results.why_unmeasured(outcome, as_of):
        return "c-na", unmeasured
    if results.is_reached(outcome):
        return "c-ok", "beyond target" if results.is_beyond(outcome) else "on target"
    lacking = results.lacking_figures(outcome)
    if lacking:
        return "c-na", _LACKING[lacking[-1]]
    if results.is_worse(outcome):
        return "c-act", "worse than before"
    done = results.progress(outcome) or Decimal(0)
    return _WAYS[bisect_right(_WAY_ENDS, done)] if done else ("c-act", "no change")


_LACKING = {"actual": "not measured", "target": "no target", "baseline": "no baseline"}
_WAY_ENDS = (Decimal("0.4"), Decimal("0.6"))
_WAYS = (("c-act", "under way"), ("c-watch", "half way"), ("c-watch", "nearly there"))


class MeetingRow(Struct, frozen=True):
    """A review or a feedback."""

    date: str
    css: Annotated[str, Doc("`gap` for a review that was cancelled.")]
    what: str
    where: Annotated[str, Doc("`at the client`; empty when that is not known.")]
    who: tuple[str, ...]
    covered: Annotated[str, Doc("The topics of a review, or the score that the client gave.")]
    result: str
    document: Annotated[NavLink, Doc("Minutes: a link when the file is there, its name when it is not.")]


_PLACES = {Site.CLIENT: "at the client", Site.OURS: "with us", Site.REMOTE: "remote"}


def meeting_rows(account: Account, folder: str, as_of: date) -> tuple[MeetingRow, ...]:
    """Reviews and feedback, newest first; reviews that are planned stand above those that were held."""
    rows = []
    for review in account.plan.front.reviews:
        what = "Client review" if review.party is ReviewWith.CLIENT else "Team review"
        state = " cancelled" if review.cancelled else " planned" if dates.is_planned(review, as_of) else ""
        topics = ", ".join([topic.value for topic in review.covered])
        rows.append(
            MeetingRow(
                review.date.isoformat(),
                "gap" if review.cancelled else "",
                f"{what}{state}",
                _PLACES[review.site] if review.site else "",
                review.attendees,
                "all eight topics" if len(review.covered) == 8 else topics or UNKNOWN,
                review.outcome or UNKNOWN,
                document(review.document, "Minutes", account, folder),
            )
        )
    rows += [
        MeetingRow(
            feedback.date.isoformat(),
            "",
            f"Feedback, {feedback.method.value}" if feedback.method else "Feedback",
            "",
            feedback.respondents,
            UNKNOWN if feedback.score is None else f"{feedback.score} of {feedback.scale}",
            feedback.summary or UNKNOWN,
            document(feedback.document, "Document", account, folder),
        )
        for feedback in account.plan.front.feedback
    ]
    return tuple(sorted(rows, key=lambda row: row.date, reverse=True))


def document(written: str | None, words: str, account: Account, folder: str) -> NavLink:
    """A file that the plan names: a link when it is there, its name when it is not, nothing when none is named."""
    if not written:
        return NavLink("")
    if address := external(written):
        return NavLink(words, address, True)
    path = _composed(posixpath.normpath(posixpath.join(posixpath.dirname(account.plan.path), written)))
    there = next((file for file in account.links.attachments if _composed(file) == path), None)
    return NavLink(words, attachment_url(there, folder)) if there else NavLink(written)


def _composed(path: str) -> str:
    """Accents composed: some disks keep them apart."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)
