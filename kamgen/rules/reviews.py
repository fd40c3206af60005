"""Elements iii and iv: internal reviews, in which the account's whole team meets; and reviews with the client.

    reviews with: team ─ newest held ─┬─ how old                          IRV001
                                      ├─ attendees ─ team ─ functions     IRV002
                                      └─ outcome or document              IRV003

    reviews with: client ─┬─ newest held ─┬─ how old                      CRV001
                          │               └─ topics covered, of eight     CRV003
                          ├─ held at the client's site in 12 months       CRV002
                          └─ newest two planned ─ both cancelled?         CRV004

Prospects are reviewed like clients: who wins one is a team as well, and its changing priorities are learned by sitting
with it or not at all. Lost accounts are not judged.
"""

from __future__ import annotations

from kamgen.facts.dates import LATELY, cancelled, client_meetings, is_planned, newest_review, newest_written
from kamgen.facts.entries import lacks_review
from kamgen.model.enums import ClientTopic, Site
from kamgen.model.fields import folded
from kamgen.model.front_matter import Review
from kamgen.rules.declare import (
    Context,
    Duration,
    Element,
    Example,
    Outcome,
    Plan,
    Prime,
    Repeated,
    Repeats,
    ReviewWith,
    RuleFamily,
    Trouble,
    gap,
    judge_condition,
    judge_newest,
    judge_text,
    met,
    needing,
    not_applicable,
)
from kamgen.text.words import listed

team_rule = RuleFamily(Element.TEAM_REVIEWS, prime=Prime.MINIMISE)

OWNER_FUNCTION = "account management"
"""The function of an owner whose function `team` does not name."""

_ADD_TEAM = "meet with the account's team, and add a review with `with: team` and its date under `reviews`"


_HELD = "attendees: [Per Moe], outcome: Second shift from January"
_SAT = "attendees: [Kari Dahl], outcome: Second yard moves forward"
"""What examples of reviews hold that count: with the team, and with the client."""

_NAMED = 5
"""Reviews that evidence names; of more it says how many there are."""


def _none_held(plan: Plan, context: Context, party: ReviewWith, what: str, site: Site | None = None) -> str:
    """Evidence that no review with ``party`` (at ``site``) was held, and why those that are written do not count.

    ``what`` names it: "review with the client".
    """
    reviews = [row for row in plan.front.reviews if row.party is party and site in (None, row.site)]
    kinds = (
        ([row for row in reviews if row.cancelled], "was", "were", "cancelled"),
        ([row for row in reviews if is_planned(row, context.as_of)], "is", "are", "still to come"),
    )
    why = []
    for rows, one, several, state in kinds:
        days = listed([str(row.date) for row in rows], most=_NAMED)
        if rows:
            verb = f"the one of {days} {one}" if len(rows) == 1 else f"the ones of {days} {several}"
            why.append(f"{verb} {state}")
    return f"no {what} was held: {', '.join(why)}" if why else f"no {what} is written"


def _judge_held(
    plan: Plan,
    context: Context,
    party: ReviewWith,
    words: tuple[str, str],
    cadence: Duration,
    write: str,
    site: Site | None = None,
) -> Outcome:
    """Met while the newest review with ``party`` (at ``site``) that counts is within its cadence.

    ``words`` say what it is: "client review", and in full "review with the client".
    """
    last, what = words
    written = newest_written(plan, context, party, site)
    rows = Repeats(
        "reviews",
        f"last {last}",
        what,
        newest_review(plan, context, party, site),
        written,
        lacks_review(written[1], plan, context.site) if written else (),
    )
    return judge_newest(rows, cadence, context, _none_held(plan, context, party, what, site), write)


def _team_review(plan: Plan, context: Context) -> tuple[int, Review] | None:
    return newest_review(plan, context, ReviewWith.TEAM)


with_team_review = needing(
    _team_review, not_applicable("there is no review with the team yet: IRV001 asks for it", "reviews")
)


@team_rule(
    "IRV001",
    "team-review-held",
    weight=3,
    meeting=ReviewWith.TEAM,
    repeats=Repeated.TEAM_REVIEW,
    summary="A review with the team is within its cadence (`team_review_every`, 3 months by default)",
    rationale=(
        "An account is served by many people, and it is nobody's unless they meet. Collis describes the "
        "element as bringing each account's team together over performance, opportunities and actions."
    ),
    good=Example(f"reviews:\n  - {{date: 2026-09-01, with: team, {_HELD}}}"),
    bad=Example("reviews:\n  - {date: 2026-09-01, with: team}\n  - {date: 2026-10-15, with: team, cancelled: true}"),
)
def team_review_held(plan: Plan, context: Context) -> Outcome:
    cadence = context.cadences.team_review_every
    return _judge_held(plan, context, ReviewWith.TEAM, ("team review", "review with the team"), cadence, _ADD_TEAM)


@team_rule(
    "IRV002",
    "team-review-cross-functional",
    weight=2,
    summary="Those who attended the newest review with the team belong to two or more functions",
    rationale=(
        "Sales alone cannot keep what sales promises. Principles wants operations, finance and product "
        "development to work on the account together. Attendees are looked up in `team` by name; the owner "
        "counts as account management unless `team` says otherwise."
    ),
    good=Example(
        "team:\n  - {name: Per Moe, function: operations}\n"
        "reviews:\n  - {date: 2026-09-01, with: team, attendees: [Ingrid Solberg, Per Moe], outcome: No late parts}"
    ),
    bad=Example(f"reviews:\n  - {{date: 2026-09-01, with: team, {_HELD}}}"),
)
@with_team_review
def team_review_cross_functional(plan: Plan, _context: Context, found: tuple[int, Review]) -> Outcome:
    number, review = found
    known = {folded(member.name): member.function for member in plan.front.team if member.function}
    known.setdefault(folded(plan.front.owner), OWNER_FUNCTION)
    attended = [known.get(folded(name)) for name in review.attendees]
    functions = list({folded(function): function for function in attended if function}.values())
    alone = f"{functions[0]} alone" if functions else "nobody whose function `team` names"
    return judge_condition(
        len(functions) > 1,
        f"the team review of {review.date} joined {listed(functions) if len(functions) > 1 else alone}",
        f"reviews[{number}].attendees",
        "bring in another function, and name all `attendees` as in `team`, where each has a `function`",
    )


@team_rule(
    "IRV003",
    "team-review-outcome",
    weight=1,
    summary="The newest review with the team has an outcome or a document",
    rationale=(
        "A review that decided nothing was a talk. Collis closes an account review with next actions, and "
        "those who were not there need to read them."
    ),
    good=Example(f"reviews:\n  - {{date: 2026-09-01, with: team, {_HELD}}}"),
    bad=Example(
        f"reviews:\n  - {{date: 2026-11-01, with: team, attendees: [Per Moe]}}\n"
        f"  - {{date: 2026-09-01, with: team, {_HELD}}}"
    ),
)
@with_team_review
def team_review_outcome(plan: Plan, context: Context, found: tuple[int, Review]) -> Outcome:
    number, review = newest_written(plan, context, ReviewWith.TEAM) or found
    write = "add the `outcome` (what was decided), or the `document` with its minutes"
    lacking, what = lacks_review(review, plan, context.site), f"the team review of {review.date}"
    return judge_text(what, review, lacking, "outcome", f"reviews[{number}]", write, "its")


client_rule = RuleFamily(Element.CLIENT_REVIEWS)

_TOPICS = tuple(ClientTopic)
_ADD_CLIENT = "meet the client, and add a review with `with: client` and its date under `reviews`"
_ADD_ON_SITE = "visit the client, and add a review with `with: client`, `site: client` and its date under `reviews`"


@client_rule(
    "CRV001",
    "client-review-held",
    weight=3,
    meeting=ReviewWith.CLIENT,
    repeats=Repeated.CLIENT_REVIEW,
    summary="A review with the client is within its cadence (`client_review_every`, 3 months by default)",
    rationale=(
        "Only the client can say how we perform, what is wrong and what has changed. Collis makes the review "
        "with the client an element of its own beside the internal one: the team's view of itself cannot "
        "stand in for it."
    ),
    good=Example(f"reviews:\n  - {{date: 2026-09-10, with: client, {_SAT}}}"),
    bad=Example(
        "reviews:\n  - {date: 2026-09-10, with: client, cancelled: true}\n  - {date: 2026-09-09, with: client}"
    ),
)
def client_review_held(plan: Plan, context: Context) -> Outcome:
    cadence = context.cadences.client_review_every
    return _judge_held(
        plan, context, ReviewWith.CLIENT, ("client review", "review with the client"), cadence, _ADD_CLIENT
    )


@client_rule(
    "CRV002",
    "client-review-on-site",
    weight=2,
    summary="A review took place at the client's site within its cadence (`on_site_every`, 12 months by default)",
    rationale=(
        "At the client's one sees how the product is used and meets those who never travel. Collis places "
        "these reviews at the client's premises."
    ),
    good=Example(f"reviews:\n  - {{date: 2026-03-10, with: client, site: client, {_SAT}}}"),
    bad=Example(f"reviews:\n  - {{date: 2026-09-10, with: client, site: remote, {_SAT}}}"),
)
def client_review_on_site(plan: Plan, context: Context) -> Outcome:
    words, every = ("review at the client's site",) * 2, context.cadences.on_site_every
    return _judge_held(plan, context, ReviewWith.CLIENT, words, every, _ADD_ON_SITE, Site.CLIENT)


@client_rule(
    "CRV003",
    "client-review-covers-client",
    weight=2,
    rows="topics",
    summary="The newest review with the client covered at least four (`topics_covered`) of the eight client topics",
    rationale=(
        "Collis watched an hour of account review without a word on the client: its priorities, satisfaction, "
        "needs, expectations, problems, opportunities, concerns and metrics. A review that covers half of "
        "them is about the client; one that covers none is about us."
    ),
    good=Example(
        "reviews:\n  - date: 2026-09-10\n    with: client\n    attendees: [Kari Dahl]\n"
        "    outcome: Second yard moves forward\n"
        "    covered: [metrics, changing priorities, satisfaction, problems and challenges]"
    ),
    bad=Example(f"reviews:\n  - {{date: 2026-09-10, with: client, covered: [satisfaction], {_SAT}}}"),
)
def client_review_covers_client(plan: Plan, context: Context) -> Outcome:
    found = newest_review(plan, context, ReviewWith.CLIENT)
    if found is None:
        return not_applicable("there is no review with the client yet: CRV001 asks for it", "reviews")
    number, review = found
    missing = [f"`{topic}`" for topic in _TOPICS if topic not in review.covered]
    covered = len(_TOPICS) - len(missing)
    return judge_condition(
        covered >= context.site.thresholds.topics_covered,
        f"the client review of {review.date} covered {covered} of {len(_TOPICS)} topics",
        f"reviews[{number}].covered",
        f"name what was talked about under `covered`; not yet: {listed(missing)}",
    )


@client_rule(
    "CRV004",
    "client-meetings-kept",
    weight=2,
    prime=Prime.MINIMISE,
    trouble=Trouble.CANCELLED,
    summary="The last two meetings planned with the client were not both cancelled, nor one in three of 12 months",
    rationale=(
        "One meeting falls through for many reasons; two in a row are a message. In the account that Collis "
        "describes, several had been called off at the last minute, and the seller's view had grown "
        "one-sided."
    ),
    good=Example(
        f"reviews:\n  - {{date: 2026-09-10, with: client, {_SAT}}}\n"
        "  - {date: 2026-08-01, with: client, cancelled: true}"
    ),
    bad=Example(
        "reviews:\n  - {date: 2026-09-10, with: client, cancelled: true}\n"
        "  - {date: 2026-08-01, with: client, cancelled: true}"
    ),
)
def client_meetings_kept(plan: Plan, context: Context) -> Outcome:
    rows = plan.front.reviews
    meetings = [number for number, _ in client_meetings(plan, context)]
    if not any(rows[number].cancelled or not lacks_review(rows[number], plan, context.site) for number in meetings):
        return not_applicable("no meeting with the client is written: CRV001 asks for one", "reviews")
    last_two = [rows[number] for number in meetings[-2:]]
    dropped = [str(review.date) for review in last_two if review.cancelled]
    last, key = f"the last client meeting, {last_two[-1].date},", f"reviews[{meetings[-1]}]"
    if len(dropped) == 2:
        evidence = f"the last two client meetings, {listed(dropped)}, were cancelled"
        return gap(evidence, key, f"find out why, then {_ADD_CLIENT}")
    found = cancelled(plan, context)
    if found.too_many:
        evidence = f"{found.times} of the {found.meetings} client meetings of the last {LATELY} were cancelled"
        return gap(evidence, key, f"find out why, then {_ADD_CLIENT}")
    if last_two[-1].cancelled:
        before = "and it is the only one" if len(last_two) == 1 else "but not the one before"
        return met(f"{last} was cancelled, {before}", key)
    return met(f"{last} took place", key)


TEAM_RULES, CLIENT_RULES = (
    (team_review_held, team_review_cross_functional, team_review_outcome),
    (client_review_held, client_review_on_site, client_review_covers_client, client_meetings_kept),
)
