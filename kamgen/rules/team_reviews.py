"""Element iii: internal reviews, in which the account's whole team meets.

    reviews with: team ─ newest held ─┬─ how old                          IRV001
                                      ├─ attendees ─ team ─ functions     IRV002
                                      └─ outcome or document              IRV003

Prospects are reviewed like clients: who wins one is a team as well. Lost accounts are not.
"""

from __future__ import annotations

from kamgen.facts.accounts import person_key
from kamgen.facts.dates import newest_review
from kamgen.model.fields import folded
from kamgen.model.groups import Review
from kamgen.rules.declare import (
    Context,
    Element,
    Example,
    Outcome,
    Plan,
    Prime,
    ReviewWith,
    Rule,
    RuleFamily,
    gap,
    met,
    not_applicable,
)
from kamgen.rules.judging import judge_age, none_held
from kamgen.text.words import listed

rule = RuleFamily(Element.TEAM_REVIEWS, prime=Prime.MINIMISE)

OWNER_FUNCTION = "account management"
"""The function of an owner whose function `team` does not name."""

_ADD = "meet with the account's team, and add a review with `with: team` and its date under `reviews`"
_NONE_YET = not_applicable("there is no review with the team yet: IRV001 asks for it", "reviews")


@rule(
    "IRV001",
    "team-review-held",
    weight=3,
    meeting=ReviewWith.TEAM,
    cadence=("Team review", "team_review_every"),
    summary="A review with the team is within its cadence (`team_review_every`, 3 months by default)",
    rationale=(
        "An account is served by many people, and it is nobody's unless they meet. Collis describes the "
        "element as bringing each account's team together over performance, opportunities and actions."
    ),
    good=Example("reviews:\n  - {date: 2026-09-01, with: team}"),
    bad=Example("reviews:\n  - {date: 2026-07-15, with: team}\n  - {date: 2026-10-15, with: team, cancelled: true}"),
)
def team_review_held(plan: Plan, context: Context) -> Outcome:
    found = newest_review(plan, context.as_of, ReviewWith.TEAM)
    if found is None:
        return gap(none_held(plan, context, ReviewWith.TEAM, "review with the team"), "reviews", _ADD)
    cadence = context.cadences.team_review_every
    return judge_age("last team review", found[1].date, cadence, context, f"reviews[{found[0]}].date", _ADD)


def _functions(plan: Plan, review: Review) -> list[str]:
    """The functions of those who attended, as `team` writes them, each once."""
    known = {person_key(member.name): member.function for member in plan.front.team if member.function}
    known.setdefault(person_key(plan.front.owner), OWNER_FUNCTION)
    attended = [known.get(person_key(name)) for name in review.attendees]
    return list({folded(function): function for function in attended if function}.values())


@rule(
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
        "reviews:\n  - {date: 2026-09-01, with: team, attendees: [Ingrid Solberg, Per Moe]}"
    ),
    bad=Example("reviews:\n  - {date: 2026-09-01, with: team, attendees: [Ingrid Solberg]}"),
)
def team_review_cross_functional(plan: Plan, context: Context) -> Outcome:
    found = newest_review(plan, context.as_of, ReviewWith.TEAM)
    if found is None:
        return _NONE_YET
    number, review = found
    functions = _functions(plan, review)
    if len(functions) > 1:
        return met(f"the team review of {review.date} joined {listed(functions)}", f"reviews[{number}].attendees")
    present = f"{functions[0]} alone" if functions else "nobody whose function `team` names"
    write = "bring in another function, and name all `attendees` as in `team`, where each has a `function`"
    return gap(f"the team review of {review.date} joined {present}", f"reviews[{number}].attendees", write)


@rule(
    "IRV003",
    "team-review-outcome",
    weight=1,
    summary="The newest review with the team has an outcome or a document",
    rationale=(
        "A review that decided nothing was a talk. Collis closes an account review with next actions, and "
        "those who were not there need to read them."
    ),
    good=Example("reviews:\n  - {date: 2026-09-01, with: team, outcome: Second shift from January}"),
    bad=Example("reviews:\n  - {date: 2026-09-01, with: team}"),
)
def team_review_outcome(plan: Plan, context: Context) -> Outcome:
    found = newest_review(plan, context.as_of, ReviewWith.TEAM)
    if found is None:
        return _NONE_YET
    number, review = found
    for field, text in (("outcome", review.outcome), ("document", review.document)):
        if text:
            return met(f"the team review of {review.date} has its {field}", f"reviews[{number}].{field}")
    write = "add the `outcome` (what was decided), or the `document` with its minutes"
    return gap(f"the team review of {review.date} has neither outcome nor document", f"reviews[{number}]", write)


RULES: tuple[Rule, ...] = (
    team_review_held,
    team_review_cross_functional,
    team_review_outcome,
)
