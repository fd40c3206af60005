"""What people do to a plan: an account before and after; None: nothing to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.truth.model import Account, Entry, Mark, Value
from tests.truth.story import AUTHORS


class Pen(NamedTuple):
    """What edits are made with."""

    random: Random
    mark: Mark
    """The commit that they will be in."""
    new: Callable[[], int]
    """A number for something new."""


Edit = Callable[[Pen, Account], Account | None]
Drawn = Callable[[Random, Value], Value]
"""A value instead of another."""


def _listed(words: str) -> list[str]:
    return words.split()


_VERBS = _listed(
    "deliver repair train measure replace inspect translate certify calibrate ship restock audit paint insure "
    "rebuild document label upgrade clean forward digitise polish anchor weld"
)
_THINGS = _listed(
    "gaskets turbines operators vibration windows hydraulics manuals welders sensors pallets shelves ledgers "
    "hulls cargo kilns procedures cabinets firmware filters invoices blueprints mirrors buoys railings"
)
_PLACES = _listed(
    "Narvik Lisbon Gdansk Utrecht Palermo Zagreb Brest Cork Tampere Riga Malmo Bilbao Ghent Thessaloniki Varna "
    "Kaunas Leipzig Odense Plymouth Split Trieste Umea Vigo Yerevan"
)
_TAILS = ("", " at once", " by rail", " as agreed", " for free")
_FIRST = _listed(
    "Kari Nils Oda Petra Quentin Rolf Signe Tor Ulla Viggo Wanda Xenia Yngve Zoe Arvid Bodil Carsten Dorthe "
    "Egil Frida Gunnar Hedda Isak Jorunn"
)
_LAST = _listed(
    "Thorsen Munk Bakke Vestergaard Quist Sorensen Pihl Halvorsen Nyqvist Ostrem Rude Claesson Engebretsen "
    "Fjeld Galtung Jakobsen Kvam Lindqvist Mowinckel Aasen Brekke Dybdahl Hauge Ibsen"
)
_WORDS = _listed(
    "the yard wants fewer stops and more time for what its people do well while prices of steel rise in spring "
    "nobody has asked them about docks cranes harbours winters ferries margins rivals engines boards budgets"
)
ROLES = ("decision maker", "influencer", "champion", "user", "gatekeeper", "blocker")
_LEVELS = ("low", "medium", "high")
_DAY = date(2025, 1, 15)


def _day(random: Random) -> date:
    return date(2025, 6, 1) + timedelta(days=random.randrange(900))


def _amount(random: Random) -> Decimal:
    return Decimal(random.randrange(50, 400)) * 10_000


def named(account: Account, at: int) -> str:
    """Three words that no other entry of the account shares."""
    verbs, things, places = ([*words] for words in (_VERBS, _THINGS, _PLACES))
    for salt, words in enumerate((verbs, things, places)):
        Random(account.stock * 7 + salt).shuffle(words)
    return f"{verbs[at].capitalize()} {things[at]} in {places[at]}"


def person(account: Account, at: int) -> str:
    first, last = list(_FIRST), list(_LAST)
    Random(account.stock * 11).shuffle(first)
    Random(account.stock * 13).shuffle(last)
    return f"{first[at]} {last[at]}"


def _free(account: Account, group: str) -> int | None:
    """The place of a name that the account never used."""
    used = sum(entry.group == group for entry in (*account.entries.values(), *account.gone.values()))
    offset = {"promises": 0, "actions": 8, "opportunities": 14, "risks": 18, "outcomes": 21, "contacts": 0}[group]
    most = {"promises": 8, "actions": 6, "opportunities": 4, "risks": 3, "outcomes": 3, "contacts": 24}[group]
    return offset + used if used < most else None


def new_entry(random: Random, account: Account, group: str) -> Entry | None:
    """An entry of a name that the account has not used yet."""
    if (at := _free(account, group)) is None:
        return None
    values: dict[str, Value]
    match group:
        case "promises":
            values = {"promise": named(account, at) + random.choice(_TAILS), "to": person(account, at % 3)}
            values |= {"made": _DAY + timedelta(days=at), "due": _day(random), "kept": None, "broken": None}
        case "actions":
            values = {"action": named(account, at), "owner": random.choice(AUTHORS), "due": _day(random), "done": None}
        case "opportunities":
            values = {"name": named(account, at), "value": _amount(random), "probability": Decimal("0.4")}
            values |= {"close": _day(random), "stage": "open"}
        case "risks":
            values = {"risk": named(account, at), "likelihood": random.choice(_LEVELS), "impact": "high"}
        case "outcomes":
            values = {"metric": named(account, at), "baseline": 50 + at, "target": 80 + at, "actual": None}
        case _:
            values = {"name": person(account, at), "function": f"{_THINGS[at]} team", "role": random.choice(ROLES)}
            values["sentiment"] = "neutral"
    return Entry(group, values)


def years(random: Random) -> list[Entry]:
    """Fiscal years."""
    return [
        Entry("financials", {"year": year, "revenue": _amount(random), "target_revenue": _amount(random)}
              | {"target_profit": _amount(random) / 10})
        for year in (2026, 2027)
    ]  # fmt: skip


def some_words(random: Random) -> str:
    """A text."""
    return " ".join(random.choices(_WORDS, k=random.randrange(14, 40))).capitalize() + "."


def _value(key: str, groups: tuple[str, ...], value: Drawn, given: bool | None = True) -> Edit:
    """An edit of one value of one entry; ``given`` says whether it must be there, or must not."""

    def edit(pen: Pen, account: Account) -> Account | None:
        fit = [
            number
            for number, entry in account.entries.items()
            if entry.group in groups and key in entry.values
            and (given is None or (entry.values[key] is not None) is given)
            and not (entry.group == "promises" and (entry.values["kept"] or entry.values["broken"]))
        ]  # fmt: skip
        if not fit:
            return None
        number = pen.random.choice(fit)
        was = account.entries[number].values[key]
        now = value(pen.random, was)
        return None if now == was else account.with_value(number, key, now, pen.mark)

    return edit


def _own(key: str, values: tuple[str | None, ...]) -> Edit:
    def edit(pen: Pen, account: Account) -> Account | None:
        now = pen.random.choice([value for value in values if value != account.own.get(key)])
        return account.with_own(key, now, pen.mark)

    return edit


def _added(group: str) -> Edit:
    def edit(pen: Pen, account: Account) -> Account | None:
        entry = new_entry(pen.random, account, group)
        return None if entry is None else account.with_entry(pen.new(), entry, pen.mark)

    return edit


def _removed(group: str) -> Edit:
    def edit(pen: Pen, account: Account) -> Account | None:
        fit = account.of(group)
        return account.without(pen.random.choice(fit), pen.mark) if len(fit) > 1 else None

    return edit


def _reworded(pen: Pen, account: Account) -> Account | None:
    fit = account.of("promises")
    if not fit:
        return None
    number = pen.random.choice(fit)
    now = reworded(pen.random, str(account.entries[number].values["promise"]))
    return account.with_value(number, "promise", now, pen.mark)


def reworded(random: Random, was: str) -> str:
    """Much the same in other words."""
    core = " ".join(was.split()[:4])
    return random.choice([core + tail for tail in _TAILS if core + tail != was])


def _prose(pen: Pen, account: Account) -> Account | None:
    title, text = pen.random.choice(list(account.prose)), some_words(pen.random)
    return None if text == account.prose[title] else account.with_prose(title, text, pen.mark)


def _restyled(pen: Pen, account: Account) -> Account | None:
    return replace(account, style=pen.random.randrange(1_000_000))


def _renamed(pen: Pen, account: Account) -> Account | None:
    core = " ".join(str(account.own["name"]).split()[:2])
    names = [core + ending for ending in ("", " Group", " AB", " Works") if core + ending != account.own["name"]]
    return account.with_own("name", pen.random.choice(names), pen.mark)


def _moved(sign: int) -> Drawn:
    def move(random: Random, was: Value) -> Value:
        assert isinstance(was, date)
        return was + sign * timedelta(days=random.randrange(1, 120))

    return move


def _scaled(low: int, high: int) -> Drawn:
    def scale(random: Random, was: Value) -> Value:
        assert isinstance(was, Decimal)
        return Decimal(int(was) * random.randrange(low, high) // 100_000 * 1000)

    return scale


def _one_of(*values: Value) -> Drawn:
    return lambda random, _was: random.choice(values)


def _on_a_day(random: Random, _was: Value) -> Value:
    return _day(random)


_NOTHING = _one_of(None)
_DATED = ("promises", "actions")
_YEARS = ("financials",)

EDITS: dict[str, Edit] = {
    "due later": _value("due", _DATED, _moved(1)),
    "due earlier": _value("due", _DATED, _moved(-1)),
    "due gone": _value("due", _DATED, _NOTHING),
    "due given": _value("due", _DATED, _on_a_day, given=False),
    "close later": _value("close", ("opportunities",), _moved(1)),
    "close earlier": _value("close", ("opportunities",), _moved(-1)),
    "target lowered": _value("target_revenue", _YEARS, _scaled(60, 98)),
    "target raised": _value("target_revenue", _YEARS, _scaled(103, 150)),
    "profit target lowered": _value("target_profit", _YEARS, _scaled(60, 95)),
    "profit target gone": _value("target_profit", _YEARS, _NOTHING),
    "profit target given": _value("target_profit", _YEARS, lambda random, _: _amount(random) / 10, given=False),
    "revenue": _value("revenue", _YEARS, _scaled(80, 130)),
    "promise added": _added("promises"),
    "promise removed": _removed("promises"),
    "promise kept": _value("kept", ("promises",), _on_a_day, given=False),
    "promise broken": _value("broken", ("promises",), _on_a_day, given=False),
    "promise reworded": _reworded,
    "contact added": _added("contacts"),
    "contact gone": _removed("contacts"),
    "role": _value("role", ("contacts",), _one_of(*ROLES)),
    "sentiment": _value("sentiment", ("contacts",), _one_of("supporter", "neutral", "critic")),
    "action added": _added("actions"),
    "action done": _value("done", ("actions",), _on_a_day, given=False),
    "action removed": _removed("actions"),
    "opportunity added": _added("opportunities"),
    "opportunity value": _value("value", ("opportunities",), _scaled(50, 150)),
    "probability": _value("probability", ("opportunities",), _one_of(Decimal("0.2"), Decimal("0.5"), Decimal("0.75"))),
    "stage": _value("stage", ("opportunities",), _one_of("open", "won", "lost")),
    "risk added": _added("risks"),
    "likelihood": _value("likelihood", ("risks",), _one_of(*_LEVELS)),
    "outcome added": _added("outcomes"),
    "outcome target": _value("target", ("outcomes",), _one_of(*range(70, 99))),
    "outcome actual": _value("actual", ("outcomes",), _one_of(*range(40, 99)), given=None),
    "prose": _prose,
    "category": _own("category", ("strategic", "growth", "core")),
    "name": _renamed,
    "restyled": _restyled,
}
"""What may be in any commit, by kind."""
_OFTEN = (
    "due given",
    "profit target given",
    "promise kept",
    "promise broken",
    "promise reworded",
    "contact gone",
    "role",
)
"""What there is less to do with than with anything else."""
OWNER = _own("owner", AUTHORS)
CURRENCY = _own("currency", (None, "NOK", "USD", "SEK"))


def edited(pen: Pen, account: Account, count: int, *kinds: str) -> Account:
    """The account after so many edits, of these kinds or any; of fewer where there is nothing to do."""
    left = list(kinds or (*EDITS, *_OFTEN, *_OFTEN))
    pen.random.shuffle(left)
    while count and left:
        if (after := EDITS[left.pop()](pen, account)) is not None:
            account, count = after, count - 1
    return account
