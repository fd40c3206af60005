"""Lens: client focus. Whether the plan is about the client, or about us alone.

    Client view ─┬─ eight topics, each with real text, 6 months old at most  CLI001–CLI008
                 └─ how many of the eight there are                          CLI009
    Client's business and strategy                                           CLI010

A topic is as old as the day in its heading, else the day in the heading “Client view”, else the plan's last change;
where none of them is known nothing makes it old, and the evidence says so. Each topic is asked for by a rule of its
own, so that one topic more is always one gap less; CLI009 looks at the whole, whatever the topics' age.

A prospect has bought nothing that it could be satisfied with; its other topics decide whether it ever will. Lost
accounts are not judged.
"""

from __future__ import annotations

from functools import partial

from kamgen.facts.client import (
    PROSPECT_TOPICS,
    VIEW,
    TopicSection,
    heading_of,
    newest_section,
    topic_sections,
    topics_asked,
    topics_missing,
    view_of,
)
from kamgen.facts.dates import happened
from kamgen.facts.prose import why_not
from kamgen.model.enums import ClientTopic
from kamgen.model.plan import SECTIONS
from kamgen.rules.declare import (
    CLIENT,
    Context,
    Example,
    Family,
    Outcome,
    Plan,
    Rule,
    RuleFamily,
    Severity,
    gap,
    judge_age,
    judge_condition,
    judge_section,
    met,
)
from kamgen.text.words import ago, listed

rule = RuleFamily(Family.CLIENT, asks=CLIENT)

_NOT_A_CLIENT = "a prospect has bought nothing yet that it could be satisfied with"


def _topic_written(plan: Plan, context: Context, topic: ClientTopic, belongs: str) -> Outcome:
    headings = topic_sections(plan, context, topic)
    newest = newest_section(plan, context, headings)
    if newest:
        return _judge_day(context, newest, belongs)
    if headings:
        first = headings[0].section
        write = f"ask the client, and write below the heading {belongs}"
        return gap(f"client topic “{first.title}” {why_not(plan, first, context.site)}", f"#{first.anchor}", write)
    view, name = view_of(plan, context), heading_of(topic, context)
    level, around = (view.level, view.title) if view else (2, heading_of(VIEW, context))
    heading = _heading(level + 1, name, context)
    write = f"ask the client, and write below `{'#' * level} {around}` the heading {heading}, and below that {belongs}"
    return gap(f"client topic “{name}” is missing", f"#{view.anchor}" if view else "", write)


def _heading(level: int, title: str, context: Context) -> str:
    return f"`{'#' * level} {title} ({context.as_of})`"


def _judge_day(context: Context, newest: TopicSection, belongs: str) -> Outcome:
    section, day = newest
    every = context.cadences.topics_every
    what, key = f"client topic “{section.title}”", f"#{section.anchor}"
    heading = _heading(section.level, section.title, context)
    if day and not happened(day, context.as_of):
        write = f"put the day on which the client said so into the heading: {heading}"
        return gap(f"{what} is dated {day}, {ago(day, context.as_of)}", key, write)
    write = f"ask the client again, write {belongs}, and put the day into the heading: {heading}"
    if day:
        return judge_age(f"{what} of", day, every, context, key, write)
    freshness = context.freshness
    changed = dict(freshness.sections).get(section.anchor)
    whose, changed = ("it", changed) if changed else ("plan", freshness.touched)
    if changed is None or not happened(changed, context.as_of):
        return met(f"{what} is written, and undated", key)
    return judge_age(f"{what} is undated; {whose} last changed", changed, every, context, key, write)


@rule(
    "CLI009",
    "not-about-us-alone",
    rows="topics",
    summary="At least half of the eight client topics are written, of whatever age",
    rationale=(
        "Collis sat through an hour of account review, strengths, weaknesses, opportunities, risks and actions, "
        "and had to ask where the client was. A plan with fewer than half of the eight topics is about the vendor."
    ),
    good=Example(
        "",
        body=(
            "## Client view\n\n### Changing priorities\n\nEnergy per tonne comes first now, before output.\n\n"
            "### Needs\n\nFewer line stops. Nobody trains the night shift.\n\n"
            "### Problems\n\nFour fitters retire by spring, and no one applies.\n\n"
            "### Metrics\n\nLine stops a month: 11; six is the aim."
        ),
    ),
    bad=Example("", body="## Client view\n\n### Metrics\n\nLine stops a month: 11.\n\n## Strengths\n\n- Short ways"),
)
def not_about_us_alone(plan: Plan, context: Context) -> Outcome:
    asked, missing = topics_asked(plan), topics_missing(plan, context)
    written, least = len(asked) - len(missing), (len(asked) + 1) // 2
    view, enough = view_of(plan, context), written >= least
    names = listed([f"“{heading_of(topic, context)}”" for topic in missing], "or")
    around = view.title if view else heading_of(VIEW, context)
    said = f"{written or 'none'} of the {len(asked)} client topics {'are' if written > 1 else 'is'} written"
    return judge_condition(
        enough,
        said if enough else f"{said}: the plan is about us",
        f"#{view.anchor}" if view else "",
        f"ask the client, and write below “{around}” at least {least - written} of {names}",
    )


@rule(
    "CLI010",
    "client-strategy",
    severity=Severity.ADVICE,
    summary="A section “Client's business and strategy”",
    rationale=(
        "Vital accounts starts from what the client wants to reach, this year and in the long run; Principles asks for "
        "a deep understanding of its business and strategy. Topics say what moves the client now; only its strategy "
        "says what it will buy in three years."
    ),
    good=Example("", body="## Client's business and strategy\n\nTwo yards by 2029, and no diesel on any hull."),
    bad=Example("", body="## Growth\n\nTwo more of our platforms by 2029."),
)
def client_strategy(plan: Plan, context: Context) -> Outcome:
    return judge_section(plan, context, "strategy", "what the client wants to reach this year and in the long run")


def _topic(code: str, name: str, topic: ClientTopic, belongs: str, rationale: str, good: str, bad: str) -> Rule:
    """The rule that asks for one topic; ``good`` and ``bad`` are what the client view holds."""
    declared = rule(
        code,
        name,
        prospects="" if topic in PROSPECT_TOPICS else _NOT_A_CLIENT,
        topic=topic,
        rows="topics",
        summary=f"The client view says under “{SECTIONS[topic][0]}”, lately (`topics_every`, 6 months), {belongs}",
        rationale=rationale,
        good=Example("", body=f"## Client view\n\n{good}"),
        bad=Example("", body=f"## Client view\n\n{bad}"),
    )
    return declared(partial(_topic_written, topic=topic, belongs=belongs))


RULES: tuple[Rule, ...] = (
    _topic(
        "CLI001",
        "client-priorities",
        ClientTopic.CHANGING_PRIORITIES,
        "what the client's management puts first now, and what that replaces",
        "Budgets follow priorities, and priorities move between two of our reviews. Collis begins his list of what a "
        "review should say of the client with them, and warns of the assumption that they are still those of the last "
        "sale.",
        "### Changing priorities (2026-09-14)\n\nEnergy per tonne comes first now, before output.",
        "### Changing priorities (2026-03-02)\n\nOutput before everything.",
    ),
    _topic(
        "CLI002",
        "client-satisfaction",
        ClientTopic.SATISFACTION,
        "how content the client is with us, in its own words, and what it would change",
        "Satisfaction is not yet value, says Collis, and a satisfied client may still leave; but it is among the eight "
        "topics that he missed in a review, and who does not ask for it hears of trouble last.",
        "### Satisfaction (2026-08-19)\n\n“Good people, slow paper”: quotes take them two weeks.",
        "### Satisfaction (2026-08-19)\n\nTBD",
    ),
    _topic(
        "CLI003",
        "client-needs",
        ClientTopic.NEEDS,
        "what the client needs, and what of that nobody gives it yet",
        "The unmet need is where growth comes from that the client welcomes. Selling skills goes behind what the "
        "client says it is looking for, to what it is trying to accomplish; Collis has needs met and unmet in every "
        "review.",
        "### Needs (2026-09-14)\n\nFewer line stops. Nobody trains the night shift.",
        "### Needs (2025-11-19)\n\nFewer line stops.",
    ),
    _topic(
        "CLI004",
        "client-expectations",
        ClientTopic.EXPECTATIONS,
        "what the client expects of us, and how it sees us",
        "A promise is measured by what was expected, not by what was meant. Collis counts expectations and "
        "perceptions among the eight topics; the seller in his example noted as a risk that they might not be clear.",
        "### Expectations (2026-06-11)\n\nAn engineer on site within a day; we are seen as the dear ones who come.",
        "### Expectations (2026-05-19)\n\nAn engineer on site within a day.",
    ),
    _topic(
        "CLI005",
        "client-problems",
        ClientTopic.PROBLEMS,
        "what stands in the client's way, whether or not we sell anything for it",
        "Who knows the client's problems is called before the tender is written. Collis puts its problems and "
        "challenges into the review; Principles asks for a deep understanding of the client's business.",
        "### Problems and challenges (2026-09-14)\n\nFour fitters retire by spring, and no one applies.",
        "### Strengths of ours\n\n- Short ways",
    ),
    _topic(
        "CLI006",
        "client-opportunities",
        ClientTopic.OPPORTUNITIES,
        "the chances that the client sees for itself, not what we could sell to it",
        "Our opportunities depend on the client's. Collis names the client's own among the eight topics, and found "
        "reviews that held only the seller's; Principles wants decisions that benefit both.",
        "### Opportunities (2026-09-14)\n\nA second yard would open the offshore market to them.",
        "### Opportunities\n\n…",
    ),
    _topic(
        "CLI007",
        "client-concerns",
        ClientTopic.CONCERNS,
        "what worries the client, about us too",
        "Buyers are most anxious when the order is signed and the seller has moved on, says Collis. Worries are told "
        "to those who ask; the others read of them in the letter that ends the contract.",
        "### Anxieties and concerns (2026-10-08)\n\nWill we still be there after the merger?",
        "### Growth\n\nThe second yard opens in May.",
    ),
    _topic(
        "CLI008",
        "client-metrics",
        ClientTopic.METRICS,
        "the figures by which the client measures itself and its vendors",
        "Value is what shows in the client's own figures: its savings, its margin, its stock accuracy. Collis ends "
        "his list of topics with its metrics, since who does not know them can prove nothing.",
        "### Metrics (2026-09-14)\n\nLine stops a month: 11; six is the aim for 2027.",
        "### Metrics (2026-12-14)\n\nLine stops a month: 11.",
    ),
    not_about_us_alone,
    client_strategy,
)
