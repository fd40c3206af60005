"""Element ii: client feedback, gathered formally, systematically and in writing.

    feedback ─┬─ any                 FBK001
              ├─ newest ─ how old    FBK002
              │         └ in writing FBK003
              └─ last 24 months: two or more, from several people  FBK004
    vendor_evaluation ─ the client's own criteria  FBK005

A prospect has bought nothing that it could give feedback on, but its criteria for vendors decide whether it will: only
FBK005 asks something of it. A lost account should still document what the client said: FBK001 and FBK003.
"""

from __future__ import annotations

from kamgen.facts.dates import feedback_given, newest, newest_feedback, within
from kamgen.facts.entries import MEASURED_FOR, fields, has, lacks_feedback
from kamgen.facts.people import people
from kamgen.model.front_matter import Feedback
from kamgen.rules.declare import (
    CLIENT,
    Context,
    Element,
    Example,
    Outcome,
    Plan,
    Repeated,
    Repeats,
    Rule,
    RuleFamily,
    gap,
    judge_condition,
    judge_newest,
    judge_text,
    met,
    needing,
    not_applicable,
)
from kamgen.text.substance import is_name
from kamgen.text.words import ago, counted

rule = RuleFamily(Element.FEEDBACK, asks=CLIENT)

_NOT_A_CLIENT = "a prospect has bought nothing yet that it could give feedback on"
_ADD = "ask the client, and add an entry with `date`, `method`, `from` and `summary` under `feedback`"


with_feedback = needing(newest_feedback, not_applicable("there is no feedback yet: FBK001 asks for it", "feedback"))


@rule(
    "FBK001",
    "feedback-gathered",
    weight=3,
    prospects=_NOT_A_CLIENT,
    lost=True,
    rows="feedback",
    summary="There is feedback of the client, of any age: with who answered (`from`) and what was said (`summary`)",
    rationale=(
        "What the account manager believes about the client is not what the client says. Collis counts "
        "feedback that is gathered formally, systematically and in writing among the nine elements; for a "
        "lost account it is what remains to learn from."
    ),
    good=Example("feedback:\n  - {date: 2024-03-01, from: [Kari Dahl], summary: Wants answers within a day}"),
    bad=Example("feedback:\n  - {date: 2026-06-03, method: survey, score: 10}"),
)
def feedback_gathered(plan: Plan, context: Context) -> Outcome:
    given = feedback_given(plan, context)
    if given:
        number, row = given[-1]
        entries = counted(len(given), "entry", "entries")
        return met(f"{entries} of feedback, the newest of {row.date}", f"feedback[{number}]")
    written = newest(plan.front.feedback, context.as_of)
    if written is None:
        return gap("no feedback of the client is written", "feedback", _ADD)
    number, row = written
    lacking = lacks_feedback(row, plan, context.site)
    return gap(f"the feedback of {row.date} {has(lacking)}", f"feedback[{number}]", f"write {fields(lacking)} of it")


@rule(
    "FBK002",
    "feedback-fresh",
    weight=3,
    prospects=_NOT_A_CLIENT,
    rows="feedback",
    repeats=Repeated.FEEDBACK,
    summary="The newest feedback is within its cadence (`feedback_every`, 6 months by default)",
    rationale=(
        "Collis sat through an account review for which the client had last been asked ten months before; to "
        "sit with the client had become the first thing to do. Clients change their minds faster than that."
    ),
    good=Example("feedback:\n  - {date: 2026-06-03, from: [Kari Dahl], summary: Wants answers within a day}"),
    bad=Example("feedback:\n  - {date: 2026-01-20, from: [Kari Dahl], summary: Wants answers within a day}"),
)
@with_feedback
def feedback_fresh(plan: Plan, context: Context, found: tuple[int, Feedback]) -> Outcome:
    written = newest(plan.front.feedback, context.as_of)
    lacking = lacks_feedback(written[1], plan, context.site) if written else ()
    rows = Repeats("feedback", "last feedback", "feedback", found, written, lacking)
    return judge_newest(rows, context.cadences.feedback_every, context, "", _ADD)


@rule(
    "FBK003",
    "feedback-documented",
    weight=2,
    prospects=_NOT_A_CLIENT,
    lost=True,
    summary="The newest feedback has a summary or a document",
    rationale=(
        "Feedback that lives in one head is gone when that head changes jobs, and nobody can be held to it. "
        "Collis asks for feedback in a documented manner."
    ),
    good=Example("feedback:\n  - {date: 2026-06-03, from: [Kari Dahl], summary: Wants answers within a day}"),
    bad=Example(
        "feedback:\n  - {date: 2026-06-03, from: [Kari Dahl], score: 8}\n"
        "  - {date: 2025-06-03, from: [Kari Dahl], summary: Wants answers within a day}"
    ),
)
@with_feedback
def feedback_documented(plan: Plan, context: Context, found: tuple[int, Feedback]) -> Outcome:
    number, row = newest(plan.front.feedback, context.as_of) or found
    write = "add a `summary` of what was said, or the `document` that holds it"
    lacking = lacks_feedback(row, plan, context.site)
    return judge_text(f"the feedback of {row.date}", row, lacking, "summary", f"feedback[{number}]", write)


@rule(
    "FBK004",
    "feedback-systematic",
    weight=1,
    prospects=_NOT_A_CLIENT,
    summary="Two or more in 24 months (`feedback_within`), from more than one person named under `from`",
    rationale=(
        "One friendly voice is no picture of a company, and one reading is no trend. Collis wants feedback to "
        "be systematic; Vital accounts wants as many relationships in the account as can be kept."
    ),
    good=Example(
        "feedback:\n  - {date: 2026-06-03, from: [Kari Dahl], summary: Wants answers within a day}\n"
        "  - {date: 2025-05-12, from: [Nils Berg], summary: Parts came late in spring}"
    ),
    bad=Example(
        "feedback:\n  - {date: 2026-06-03, from: [Kari Dahl], summary: Wants answers within a day}\n"
        "  - {date: 2025-05-12, from: [Kari Dahl], summary: Parts came late in spring}"
    ),
)
@with_feedback
def feedback_systematic(plan: Plan, context: Context, _found: tuple[int, Feedback]) -> Outcome:
    stretch = context.site.thresholds.feedback_within
    rows = [row for _, row in feedback_given(plan, context) if within(row.date, stretch, context.as_of)]
    named = people(name for row in rows for name in row.respondents)
    entries = counted(len(rows), "entry", "entries")
    evidence = f"{entries} of feedback in {stretch}, from {counted(len(named), 'named person', 'people')}"
    if len(rows) < 2:
        return gap(evidence, "feedback", f"{_ADD}; two in {stretch} is the least")
    write = "name who answered under `from`, and ask more than one person"
    return judge_condition(len(named) > 1, evidence, "feedback", write)


@rule(
    "FBK005",
    "vendor-evaluation-known",
    weight=1,
    summary="The criteria by which the client rates its vendors are written, and at most 24 months old",
    rationale=(
        "Purchasing departments mark their vendors on a form, and by Collis's account they are rarely asked "
        "about it, so that vendors guess. Asking is free, and it helps the client too. With a prospect the "
        "same criteria decide who wins."
    ),
    good=Example(
        "vendor_evaluation:\n  date: 2026-05-20\n"
        "  criteria: [{name: Delivery reliability, weight: 30%, score: 3, scale: 5}]"
    ),
    bad=Example("vendor_evaluation: {date: 2026-05-20}"),
)
def vendor_evaluation_known(plan: Plan, context: Context) -> Outcome:
    evaluation = plan.front.vendor_evaluation
    names = [row.name for row in evaluation.criteria if is_name(row.name)] if evaluation else []
    said = "how the client rates its vendors is not written"
    if evaluation and names:
        criteria = counted(len(names), "criterion", "criteria")
        said = f"{criteria} by which the client rates its vendors, of {evaluation.date}"
        if within(evaluation.date, MEASURED_FOR, context.as_of):
            return met(said, "vendor_evaluation")
        said += f", {ago(evaluation.date, context.as_of)}"
    return gap(
        said,
        "vendor_evaluation.date" if names else "vendor_evaluation",
        "ask the client for its criteria and our marks, and write them under `vendor_evaluation`: its `date`, and "
        "`criteria`, each with `name` and `score`",
    )


RULES: tuple[Rule, ...] = (
    feedback_gathered,
    feedback_fresh,
    feedback_documented,
    feedback_systematic,
    vendor_evaluation_known,
)
