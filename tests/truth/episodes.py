"""What befalls accounts in more than one commit: each episode goes on from commit to commit, others in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.truth import edits
from tests.truth.edits import Pen, edited
from tests.truth.model import Account, Entry, Value
from tests.truth.story import AUTHORS, Branch, Story
from tests.truth.text import BREAKS

Episode = Callable[[Story], Iterator[None]]

FOLDERS = ("", "north", "south", "east/coast")
_MOVES = ("due later", "due earlier", "target lowered", "target raised", "close later", "profit target lowered")
_FIGURES = ("target raised", "due later", "close later", "revenue", "opportunity value")
_SAFE = tuple(kind for kind in edits.EDITS if kind not in ("restyled", "prose", "name"))


def pen(story: Story) -> Pen:
    """For the commit that comes next."""
    return Pen(story.random, story.next_mark, story.number)


def _changed(story: Story, number: int, count: int, *kinds: str, on: Branch | None = None) -> dict[int, Account]:
    state = (on or story.line).state
    return {number: edited(pen(story), state[number], count, *kinds)}


def begun(story: Story, slug: str, style: int | None = None) -> Account:
    """A new account."""
    random, with_pen = story.random, pen(story)
    number = story.number()
    own = {"name": f"{slug.partition('-')[0].capitalize()} {number}", "owner": random.choice(AUTHORS)}
    own |= {"category": "strategic", "industry": "Steel", "crm": f"00{number:04}"}
    style = random.randrange(1_000_000) if style is None else style
    account = Account(number, slug, random.choice(FOLDERS), style, {**own, "currency": None}, stock=number)
    for entry in edits.years(random):
        account = account.with_entry(story.number(), entry, story.next_mark)
    kinds = ["contact added"] * 4 + ["promise added"] * 3 + ["action added", "opportunity added"] * 2
    for kind in (*kinds, "risk added", "outcome added"):
        account = edits.EDITS[kind](with_pen, account) or account
    for title in ("Growth", "Strengths"):
        account = account.with_prose(title, edits.some_words(random), story.next_mark)
    marks = {(0, key): story.next_mark for key in account.own}
    return replace(account, by={**account.by, **marks})


def one_commit(story: Story) -> Iterator[None]:
    """Some accounts are edited."""
    taken = story.take(story.random.choice([1, 1, 1, 2, 3]))
    changed: dict[int, Account | None] = {}
    for number in taken:
        changed |= _changed(story, number, story.random.randrange(1, 4))
    story.commit(changed)
    story.leave(taken)
    yield


def with_others(story: Story) -> Iterator[None]:
    """Somebody, and others whom the message names."""
    taken = story.take()
    author = story.someone()
    beside = tuple(dict.fromkeys([story.someone(author), story.someone(author)]))
    story.commit(_changed(story, taken[0], 2), "co-authors", author=author, beside=beside)
    story.leave(taken)
    yield


def before_its_parent(story: Story) -> Iterator[None]:
    """A commit whose clock is slow."""
    taken = story.take()
    late = -timedelta(days=story.random.randrange(2, 60))
    story.commit(_changed(story, taken[0], 2), "before its parent", late=late)
    story.leave(taken)
    yield


def currency(story: Story) -> Iterator[None]:
    """Figures as they were, in another currency."""
    taken = story.take()
    after = edits.CURRENCY(pen(story), story.line.state[taken[0]])
    story.commit({taken[0]: after}, "currency")
    story.leave(taken)
    yield


def handover(story: Story) -> Iterator[None]:
    """Moves, another owner, and moves."""
    taken = story.take()
    story.commit(_changed(story, taken[0], 2, *_MOVES), "before a handover")
    yield
    after = edits.OWNER(pen(story), story.line.state[taken[0]])
    story.commit({taken[0]: after}, "handover")
    yield
    story.commit(_changed(story, taken[0], 2, *_MOVES), "after a handover")
    story.leave(taken)
    yield


def out_and_back(story: Story) -> Iterator[None]:
    """A date or a target is taken out, and given again."""
    taken = story.take()
    out, back = story.random.choice([("due gone", "due given"), ("profit target gone", "profit target given")])
    story.commit(_changed(story, taken[0], 1, out))
    yield
    story.commit(_changed(story, taken[0], 1, back), "given back")
    story.leave(taken)
    yield


def promise_returns(story: Story) -> Iterator[None]:
    """A promise is taken out, and comes back: as it was, due later, or in other words."""
    yield from _returns(story, "promises", "due")


def entry_returns(story: Story) -> Iterator[None]:
    """The same of what else has a date or a target."""
    yield from _returns(story, *story.random.choice(_RETURNING))


_RETURNING = (("actions", "due"), ("opportunities", "close"), ("financials", "target_revenue"))


def _returns(story: Story, group: str, field: str) -> Iterator[None]:
    taken, random = story.take(), story.random
    account = story.line.state[taken[0]]
    fit = [number for number in account.of(group) if _is_open(account.entries[number], field)]
    if fit:
        number, noun = random.choice(fit), "promise" if group == "promises" else "entry"
        story.commit({taken[0]: account.without(number, story.next_mark)}, f"{noun} goes")
        yield
        if random.random() < 0.5:
            story.commit(_changed(story, taken[0], 1, "prose", "revenue", "sentiment"))
            yield
        account, mark = story.line.state[taken[0]], story.next_mark
        values = {**account.gone[number].values}
        if random.random() < 0.7:
            values[field] = _worse(values[field], random.randrange(5, 90))
        if random.random() < 0.3 and group == "promises":
            values["promise"] = edits.reworded(random, str(values["promise"]))
        back = account.with_entry(number, Entry(group, values), mark)
        story.commit({taken[0]: back}, f"{noun} returns")
    story.leave(taken)
    yield


def _worse(value: Value, by: int) -> Value:
    """A later day, or a lower amount."""
    if isinstance(value, date):
        return value + timedelta(days=by)
    assert isinstance(value, Decimal)
    return Decimal(int(value) * (100 - by) // 100_000 * 1000)


def _is_open(entry: Entry, field: str) -> bool:
    return bool(entry.values[field]) and not (entry.values.get("kept") or entry.values.get("broken"))


def gap(story: Story) -> Iterator[None]:
    """A plan cannot be read for some commits by one or more, with edits in each of them."""
    taken, random = story.take(), story.random
    alone = random.random() < 0.4
    author = story.someone()
    broken = random.choice(BREAKS)
    for turn in range(random.randrange(1, 4)):
        account = _changed(story, taken[0], random.randrange(0 if turn else 1, 3), *_SAFE, "prose")[taken[0]]
        story.commit({taken[0]: replace(account, broken=broken)}, "in a gap", author=author if alone else "")
        yield
    after = edited(pen(story), story.line.state[taken[0]], random.randrange(2), *_SAFE)
    story.commit({taken[0]: replace(after, broken="")}, "ends a gap", author=author if alone else "")
    story.leave(taken)
    yield


def gone_in_a_gap(story: Story) -> Iterator[None]:
    """A plan that cannot be read is deleted, and comes back mended, with edits in all of it."""
    taken, random = story.take(), story.random
    account = _changed(story, taken[0], 2, *_SAFE)[taken[0]]
    story.commit({taken[0]: replace(account, broken=random.choice(BREAKS))}, "in a gap")
    yield
    account = story.line.state[taken[0]]
    story.commit({taken[0]: None}, "in a gap, goes")
    yield
    back = replace(edited(pen(story), account, 1, *_SAFE), broken="", folder=random.choice(FOLDERS))
    story.commit({taken[0]: back}, "ends a gap, returns")
    story.leave(taken)
    yield


def deleted(story: Story) -> Iterator[None]:
    """For good."""
    taken = story.take(young=True)
    story.commit({taken[0]: None}, "deleted")
    story.leave(taken)
    yield


def began(story: Story) -> Iterator[None]:
    """A new account."""
    account = begun(story, f"begun-{story.numbers}")
    story.commit({account.number: account}, "begun")
    yield


def twins_begin(story: Story) -> Iterator[None]:
    """Two accounts from one template in one commit, which differ in names and figures."""
    one = begun(story, f"elder-{story.numbers}")
    other = _twin(story, one, f"younger-{story.numbers}")
    story.commit({one.number: one, other.number: other}, "twins")
    yield


def _twin(story: Story, account: Account, slug: str) -> Account:
    """Another account written from this one's text."""
    number, mark = story.number(), story.next_mark
    own = {**account.own, "name": f"{slug.partition('-')[0].capitalize()} {number}", "crm": f"00{number:04}"}
    entries = {story.number(): entry for entry in account.entries.values()}
    gone = {story.number(): entry for entry in account.gone.values()}
    by = {(0, key): mark for key in own} | {(-1, title): mark for title in account.prose}
    by |= {(key, field): mark for key, entry in entries.items() for field in ("", *entry.values)}
    twin = replace(account, number=number, slug=slug, own=own, entries=entries, by=by, gone=gone)
    if story.random.random() < 0.5:
        twin = replace(twin, own={**own, "crm": None})
        return edited(pen(story), twin, 12, *_FIGURES * 3)
    return edited(pen(story), twin, 2, "target raised", "due later")


def twin_follows(story: Story) -> Iterator[None]:
    """One account goes, and in the same commit another is made of its text."""
    taken = story.take(young=True)
    account = story.line.state[taken[0]]
    twin = _twin(story, account, f"twin-{story.numbers}")
    story.commit({taken[0]: None, twin.number: twin}, "twin")
    story.leave(taken)
    yield


def returns(story: Story) -> Iterator[None]:
    """An account is deleted, and comes back at the same place with other values."""
    taken = story.take()
    account = story.line.state[taken[0]]
    story.commit({taken[0]: None}, "goes")
    yield
    after = edited(pen(story), account, story.random.randrange(3), *_SAFE)
    story.commit({taken[0]: after}, "returns")
    story.leave(taken)
    yield


def moves_in_two(story: Story) -> Iterator[None]:
    """An account is deleted, and comes back elsewhere: under its slug, or by its record of the CRM alone."""
    taken = story.take()
    account = story.line.state[taken[0]]
    story.commit({taken[0]: None}, "goes")
    yield
    after = edited(pen(story), account, story.random.randrange(3), *_SAFE)
    slug = (
        account.slug
        if not account.own["crm"] or story.random.random() < 0.5
        else f"again-{story.numbers}-{account.number}"
    )
    after = replace(after, slug=slug, folder=_elsewhere(story, account))
    if story.random.random() < 0.5:
        after = replace(after, style=story.random.randrange(1_000_000))
    story.commit({taken[0]: after}, "returns elsewhere")
    story.leave(taken)
    yield


def moves(story: Story) -> Iterator[None]:
    """Another folder, and all lines written anew."""
    taken = story.take()
    account = story.line.state[taken[0]]
    rewritten = edited(pen(story), account, 3, *_SAFE) if story.random.random() < 0.7 else account
    for title in account.prose:
        rewritten = rewritten.with_prose(title, edits.some_words(story.random), story.next_mark)
    style = story.random.randrange(1_000_000)
    after = replace(rewritten, style=style, folder=_elsewhere(story, account))
    story.commit({taken[0]: after}, "moved and rewritten")
    story.leave(taken)
    yield


def _elsewhere(story: Story, account: Account) -> str:
    return story.random.choice([folder for folder in FOLDERS if folder != account.folder])


def busy_account(story: Story) -> Iterator[None]:
    """One of the accounts that are written in all the time."""
    for number in sorted(story.lasting):
        if number in story.busy:
            continue
        story.commit(_changed(story, number, 1, *_SAFE, "prose"), "busy")
        yield
