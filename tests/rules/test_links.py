"""Examples of the rules that linking and waivers answer, run through the whole machine."""

from __future__ import annotations

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.context import Links
from kamgen.model.places import Fault
from kamgen.model.rule import BINDING, EXAMPLE_DATE, Example, Family, Rule, State
from kamgen.model.source import Content, Source
from kamgen.pipeline import evaluate
from kamgen.rules.catalogue import RULES
from tests.records import replace
from tests.support import context_of, judged, plan_of

LINKS = [rule for rule in RULES if rule.element is Family.LINKS]
BOUND = [rule for rule in RULES if rule.element in BINDING]

A = "content/accounts"


def state(rule: Rule, example: Example) -> State:
    """What the whole machine says of an example."""
    head = "---\nname: Halden Marine\nowner: Ingrid Solberg\ncategory: strategic\n"
    text = example.plan if example.plan.startswith("---") else f"{head}{example.plan}\n---\n\n{example.body}"
    files = {f"{A}/halden-marine.md": text, **{f"{A}/{path}": content for path, content in example.others}}
    plans = tuple(Source(path, files[path].encode()) for path in sorted(files) if path.endswith(".md"))
    content = Content(A, plans, frozenset(path for path in files if not path.endswith(".md")))
    accounts = evaluate(content, SiteConfig(), EXAMPLE_DATE, RULES)
    account = next(each for each in accounts if each.slug == "halden-marine")
    return next((each.outcome.state for each in account.others if each.rule is rule), State.PASS)


@pytest.mark.parametrize("rule", BOUND, ids=lambda rule: rule.code)
def test_the_good_example_passes_and_the_bad_one_does_not(rule: Rule) -> None:
    assert (state(rule, rule.good), state(rule, rule.bad)) == (State.PASS, State.GAP)


@pytest.mark.parametrize("rule", LINKS, ids=lambda rule: rule.code)
def test_what_linking_found_is_reported_under_its_code(rule: Rule) -> None:
    plan = plan_of()
    context = context_of(plan)
    fault = Fault("@30:1", "broken")
    links = Links("", faults=((rule.code, fault), ("FMT007", Fault("", "other"))))
    assert rule.check(plan, context).state is State.PASS
    assert rule.check(plan, replace(context, links=links)).faults == (fault,)


def test_a_waiver_ends_the_day_after_its_last() -> None:
    front = "waive: [{rule: FBK003, reason: Policy, until: %s}]"
    assert judged("WVR001", front % "2026-11-20").state is State.PASS
    assert judged("WVR001", front % "2026-11-19").evidence == (
        "the waiver of FBK003 ended on 2026-11-19, and the criterion counts again"
    )
