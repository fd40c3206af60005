"""Element iv: reviews with the client, at best at its premises.

    reviews with: client ─┬─ newest held ─┬─ how old                     CRV001
                          │               └─ topics covered, of eight    CRV003
                          ├─ held at the client's site in 12 months      CRV002
                          └─ newest two planned ─ both cancelled?        CRV004

A prospect's meetings count in the same way: its changing priorities are learned by sitting with it or not at all. Lost
accounts are not judged.
"""

from __future__ import annotations

from kamgen.facts.dates import happened, newest_review
from kamgen.model.choices import ClientTopic, Site
from kamgen.rules.declare import (
    Context,
    Duration,
    Element,
    Example,
    Outcome,
    Plan,
    Prime,
    ReviewWith,
    Rule,
    RuleFamily,
    Trouble,
    gap,
    met,
    not_applicable,
)
from kamgen.rules.judging import judge_age, none_held
from kamgen.text.words import listed

rule = RuleFamily(Element.CLIENT_REVIEWS)

ON_SITE_EVERY = Duration(12, "month")
"""How often a review should take place at the client's (CRV002)."""

TOPICS_COVERED = 4
"""How many of the eight client topics a review should cover (CRV003)."""

_TOPICS = tuple(ClientTopic)
_ADD = "meet the client, and add a review with `with: client` and its date under `reviews`"
_ADD_ON_SITE = "visit the client, and add a review with `with: client`, `site: client` and its date under `reviews`"


@rule(
    "CRV001",
    "client-review-held",
    weight=3,
    meeting=ReviewWith.CLIENT,
    cadence=("Client review", "client_review_every"),
    summary="A review with the client is within its cadence (`client_review_every`, 3 months by default)",
    rationale=(
        "Only the client can say how we perform, what is wrong and what has changed. Collis makes the review "
        "with the client an element of its own beside the internal one: the team's view of itself cannot "
        "stand in for it."
    ),
    good=Example("reviews:\n  - {date: 2026-09-10, with: client}"),
    bad=Example(
        "reviews:\n  - {date: 2026-09-10, with: client, cancelled: true}\n  - {date: 2026-06-10, with: client}"
    ),
)
def client_review_held(plan: Plan, context: Context) -> Outcome:
    found = newest_review(plan, context.as_of, ReviewWith.CLIENT)
    if found is None:
        return gap(none_held(plan, context, ReviewWith.CLIENT, "review with the client"), "reviews", _ADD)
    cadence = context.cadences.client_review_every
    return judge_age("last client review", found[1].date, cadence, context, f"reviews[{found[0]}].date", _ADD)


@rule(
    "CRV002",
    "client-review-on-site",
    weight=2,
    summary="A review took place at the client's site in the last 12 months",
    rationale=(
        "At the client's one sees how the product is used and meets those who never travel. Collis places "
        "these reviews at the client's premises."
    ),
    good=Example("reviews:\n  - {date: 2026-03-10, with: client, site: client}"),
    bad=Example("reviews:\n  - {date: 2026-09-10, with: client, site: remote}"),
)
def client_review_on_site(plan: Plan, context: Context) -> Outcome:
    found = newest_review(plan, context.as_of, ReviewWith.CLIENT, Site.CLIENT)
    if found is None:
        evidence = none_held(plan, context, ReviewWith.CLIENT, "review at the client's site", Site.CLIENT)
        return gap(evidence, "reviews", _ADD_ON_SITE)
    number, review = found
    what = "last review at the client's site"
    return judge_age(what, review.date, ON_SITE_EVERY, context, f"reviews[{number}].date", _ADD_ON_SITE)


@rule(
    "CRV003",
    "client-review-covers-client",
    weight=2,
    rows="topics",
    summary="The newest review with the client covered at least four of the eight client topics",
    rationale=(
        "Collis watched an hour of account review without a word on the client: its priorities, satisfaction, "
        "needs, expectations, problems, opportunities, concerns and metrics. A review that covers half of "
        "them is about the client; one that covers none is about us."
    ),
    good=Example(
        "reviews:\n  - date: 2026-09-10\n    with: client\n"
        "    covered: [metrics, changing priorities, satisfaction, problems and challenges]"
    ),
    bad=Example("reviews:\n  - {date: 2026-09-10, with: client, covered: [satisfaction]}"),
)
def client_review_covers_client(plan: Plan, context: Context) -> Outcome:
    found = newest_review(plan, context.as_of, ReviewWith.CLIENT)
    if found is None:
        return not_applicable("there is no review with the client yet: CRV001 asks for it", "reviews")
    number, review = found
    key = f"reviews[{number}].covered"
    missing = [f"`{topic}`" for topic in _TOPICS if topic not in review.covered]
    covered = len(_TOPICS) - len(missing)
    evidence = f"the client review of {review.date} covered {covered} of {len(_TOPICS)} topics"
    if covered >= TOPICS_COVERED:
        return met(evidence, key)
    return gap(evidence, key, f"name what was talked about under `covered`; not yet: {listed(missing)}")


@rule(
    "CRV004",
    "client-meetings-kept",
    weight=2,
    prime=Prime.MINIMISE,
    trouble=Trouble.CANCELLED,
    summary="The last two meetings planned with the client were not both cancelled",
    rationale=(
        "One meeting falls through for many reasons; two in a row are a message. In the account that Collis "
        "describes, several had been called off at the last minute, and the seller's view had grown "
        "one-sided."
    ),
    good=Example(
        "reviews:\n  - {date: 2026-09-10, with: client}\n  - {date: 2026-08-01, with: client, cancelled: true}"
    ),
    bad=Example(
        "reviews:\n  - {date: 2026-09-10, with: client, cancelled: true}\n"
        "  - {date: 2026-08-01, with: client, cancelled: true}"
    ),
)
def client_meetings_kept(plan: Plan, context: Context) -> Outcome:
    meetings = sorted(
        (row.date, number)
        for number, row in enumerate(plan.front.reviews)
        if row.party is ReviewWith.CLIENT and happened(row.date, context.as_of)
    )
    if not meetings:
        return not_applicable("no meeting with the client is written: CRV001 asks for one", "reviews")
    last_two = [plan.front.reviews[number] for _, number in meetings[-2:]]
    cancelled = [str(review.date) for review in last_two if review.cancelled]
    newest, key = last_two[-1], f"reviews[{meetings[-1][1]}]"
    if len(cancelled) == 2:
        evidence = f"the last two client meetings, {listed(cancelled)}, were cancelled"
        return gap(evidence, key, f"find out why, then {_ADD}")
    if newest.cancelled:
        before = "and it is the only one" if len(last_two) == 1 else "but not the one before"
        return met(f"the last client meeting, {newest.date}, was cancelled, {before}", key)
    return met(f"the last client meeting, {newest.date}, took place", key)


RULES: tuple[Rule, ...] = (
    client_review_held,
    client_review_on_site,
    client_review_covers_client,
    client_meetings_kept,
)
