"""Plans and configurations come back from pickle as they were, to the last sign, and in few bytes."""

import pickle
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.cache.values import dump, load
from kamgen.model import choices
from kamgen.model.body import Body, BodyAction, Link, LinkKind, Section
from kamgen.model.fields import Record
from kamgen.model.front import FrontMatter
from kamgen.model.groups import Action, Feedback, FinancialYear, Opportunity
from kamgen.model.places import FrontText
from kamgen.model.plan import Fault, Plan
from kamgen.model.values import Period
from kamgen.parse.config import parse_config
from tests.parse.plan_example import COMPLETE
from tests.support import HEAD, ROOT, plan_of

WORDS = st.text(max_size=8)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)
FRONTS = st.builds(
    lambda years, deals, actions, rest: FrontMatter.model_validate(
        HEAD | rest | {"financials": years, "opportunities": deals, "actions": actions}
    ),
    st.lists(st.builds(FinancialYear, year=st.integers(1900, 2200), revenue=AMOUNTS | st.none()), max_size=2),
    st.lists(st.builds(Opportunity, name=WORDS, close=st.dates(date(1900, 1, 1), date(2200, 1, 1))), max_size=2),
    st.lists(st.builds(Action, action=WORDS, prime=st.sampled_from(choices.Prime)), max_size=2),
    st.fixed_dictionaries(
        {},
        optional={
            "status": st.sampled_from(choices.Status),
            "customer_since": st.just("2017-04"),
            "tags": st.lists(WORDS, max_size=2),
            "crm": st.none(),
            "offerings": st.dictionaries(WORDS, st.sampled_from(choices.OfferingState), max_size=2),
        },
    ),
)
HTML = st.lists(st.sampled_from(["<p>", "a", "b&amp;", "\n", "</p>", "<h2>", "Č"]), max_size=12).map("".join)
TEXTS = st.lists(st.sampled_from(["a", "ab", "b&", "\n", "Č", "a\n\na"]), max_size=4).map("".join)
BODIES = st.builds(
    Body,
    HTML,
    st.lists(
        st.builds(
            Section,
            *(WORDS, WORDS, st.integers(1, 6), st.integers(1, 9), st.none() | st.dates(), TEXTS),
            bullets=st.lists(TEXTS, max_size=2).map(tuple),
            parents=st.lists(WORDS, max_size=2).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
    st.just((Link(LinkKind.WIKI, "halden", "", 3, 1),)),
    st.just((BodyAction(Action(action="Call"), 9, True),)),
)
PLANS = st.builds(
    Plan,
    *(WORDS, WORDS, FRONTS, st.builds(FrontText, st.just("yaml"), WORDS, st.integers(1, 9)), BODIES),
    faults=st.just((("FMT003", Fault("crm.url", "wrong", severity=choices.Severity.WARNING)),)),
    readable=st.booleans(),
)


def again(value: object) -> object:
    return load(dump(value))


def records(value: object) -> Iterator[Record]:
    """A record and all within it."""
    if isinstance(value, tuple):
        for item in value:
            yield from records(item)
    elif isinstance(value, Record):
        yield value
        yield from records(tuple(vars(value).values()))


@settings(deadline=None)
@given(PLANS)
def test_any_plan_comes_back_as_it_was(plan: Plan) -> None:
    back = again(plan)
    assert isinstance(back, Plan)
    assert (back, repr(back)) == (plan, repr(plan))
    written = [[record.model_fields_set for record in records(front)] for front in (plan.front, back.front)]
    assert written[0] == written[1]


def test_values_come_back_with_the_digits_they_had() -> None:
    back = again(FinancialYear(year=2026, revenue=Decimal("1.50E+3"), through=Period(2026, 3)))
    assert repr(back) == repr(FinancialYear(year=2026, revenue=Decimal("1.50E+3"), through=Period(2026, 3)))


def test_a_configuration_comes_back_as_it_was() -> None:
    site = parse_config((ROOT / "site.toml").read_text(encoding="utf-8"))
    assert again(site) == site
    assert repr(again(site)) == repr(site)


def test_records_that_come_back_share_no_table_that_was_not_written() -> None:
    front = FrontMatter.model_validate(HEAD)
    one, other = again(front), again(front)
    assert isinstance(one, FrontMatter)
    assert isinstance(other, FrontMatter)
    assert one.offerings is not other.offerings


def test_what_was_not_written_takes_no_room() -> None:
    short = Feedback(date=date(2026, 6, 3))
    assert len(pickle.dumps(short)) < len(pickle.dumps(Feedback(date=date(2026, 6, 3), scale=10, score=8)))


def test_a_text_that_the_page_holds_is_kept_once() -> None:
    text = "We agreed to publish stock accuracy every month. " * 20
    section = Section("Growth", "growth", 2, 9, None, text, (text,), ())
    assert len(pickle.dumps(Body(f"<p>{text}</p>", (section, section)))) < 1.5 * len(text)


@pytest.mark.parametrize("text", ["", "\n", "not on the page", "a\nb\n\nc"])
def test_a_text_that_the_page_does_not_hold_is_kept_as_well(text: str) -> None:
    body = Body("<p>a</p>", (Section("Growth", "growth", 2, 9, None, text, (text, "a"), ()),))
    assert again(body) == body


def test_places_are_known_again() -> None:
    plan = plan_of(COMPLETE.split("---\n")[1])
    back = again(plan)
    assert isinstance(back, Plan)
    assert back.at("financials[0].revenue") == plan.at("financials[0].revenue")


@pytest.mark.parametrize("kind", sorted(Record.__subclasses__(), key=lambda kind: kind.__name__))
def test_a_record_of_any_kind_can_be_kept(kind: type[Record]) -> None:
    empty = kind.model_construct(set(kind.model_fields), **dict.fromkeys(kind.model_fields))
    assert again(empty) == empty
