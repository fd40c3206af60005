"""The past of an account on its own page: numbers, last review, change log, moves, age of its sections."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from kamgen.model.account import Account
from kamgen.model.account_history import NO_HISTORY, AccountHistory, Move, Since
from kamgen.model.change import PlanChange
from kamgen.model.config import SiteConfig
from kamgen.model.context import Freshness
from kamgen.model.source import Source
from kamgen.model.values import Duration
from kamgen.parse.plan import parse_plan
from kamgen.render.site_context import SiteContext
from kamgen.render.views.account import AccountView, account_view
from kamgen.render.views.moves import (
    Slippage,
    commit_words,
    dated_prose,
    log_view,
    move_rows,
    since_view,
    slippage_of,
    slippage_words,
)
from kamgen.render.worries import worries
from tests.records import replace
from tests.render.history_samples import (
    AS_OF,
    FULL,
    LATER,
    MOVES,
    PAST,
    VERSIONS,
    commit_of,
    field_of,
    with_history,
)
from tests.render.render_support import account_of, portfolio_of, renderer_of, site_context_of, site_of

SOURCE = Source("content/accounts/halden-marine.md", b"")
FRONT = "actions: [{action: Send the spare parts list, due: 2026-12-02}]\nfinancials: [{year: 2026, revenue: 1M}]\n"


def context(site: SiteConfig | None = None) -> SiteContext:
    return site_context_of(portfolio_of(account_of(site=site), site=site))


def view_of(account: Account, past: AccountHistory) -> AccountView:
    return account_view(account, context(), "content/accounts", past)


def page_of(account: Account, past: AccountHistory) -> str:
    return renderer_of(portfolio_of(account)).account(account, SOURCE, past)[0][1].decode()


def test_a_page_without_a_past_has_no_word_of_one() -> None:
    account = account_of(FRONT)
    page = page_of(account, NO_HISTORY)
    assert page == renderer_of(portfolio_of(account)).account(account, SOURCE)[0][1].decode()
    for word in ("s.since", "s.trend", "s.slippage", "s.log", "spark", "changes.html", "Last change", "<details class"):
        assert word not in page
    view = view_of(account, NO_HISTORY)
    assert (view.since, view.trend, view.moves, view.moved, view.log, view.stale) == (None, None, (), "", None, False)


def test_the_contents_name_the_parts_of_the_past() -> None:
    view = view_of(with_history(account_of()), PAST)
    assert [link.url for link in view.contents] == [
        "scorecard", "since", "health", "lenses", "plan-text", "trend", "slippage", "log",
    ]  # fmt: skip


def test_the_three_numbers_say_how_they_went() -> None:
    page = page_of(with_history(account_of()), PAST)
    assert "−7 since 2026-08-31" in page
    assert "42 days on 2026-08-31" in page
    assert "8 changes, 4 to look at</a> since the review of 2026-09-10" in page
    assert "Last change <time" in page
    assert "by <bdi>Ingrid Solberg</bdi></p>" in page


def test_the_plan_is_stale_after_its_cadence() -> None:
    account = account_of()
    days = {date(2026, 8, 20): False, date(2026, 8, 19): True}
    for day, expected in days.items():
        assert view_of(replace(account, freshness=Freshness(day, "", "", ())), NO_HISTORY).stale is expected
    page = page_of(replace(account, freshness=Freshness(date(2026, 8, 19), "", "", ())), NO_HISTORY)
    assert '<span class="band-watch">stale</span>' in page


def test_what_changed_since_the_last_review_is_counted() -> None:
    view = since_view(PAST.since)
    assert view is not None
    assert (view.day, view.summary, len(view.changes.rows)) == ("2026-09-10", "8 changes, 4 to look at", 8)
    assert since_view(None) is None


def test_a_plan_that_says_the_same_since_its_review_says_so() -> None:
    past = replace(PAST, since=Since(date(2026, 11, 18), PlanChange()))
    assert "Nothing: the plan says what it said then." in page_of(account_of(), past)


def test_the_change_log_folds_all_but_the_ten_newest_versions() -> None:
    log = log_view(PAST, context())
    assert log is not None
    assert [row.note for row in (*log.versions[:4], log.versions[-1])] == [
        "", "", "moved here from content/accounts/old.md", "", "the plan was added",
    ]  # fmt: skip
    page = page_of(account_of(), PAST)
    assert "Change log <small>14 versions</small>" in page
    assert page.count('<p class="when">') == 14
    assert page.split("<summary>4 older versions")[0].count('<p class="when">') == 10
    assert "<summary>4 older versions, back to 2026-01-05</summary>" in page


def test_ten_versions_are_not_folded() -> None:
    page = page_of(account_of(), AccountHistory(VERSIONS[:10]))
    assert page.count('<p class="when">') == 10
    assert "older version" not in page
    assert log_view(NO_HISTORY, context()) is None


def test_history_that_is_cut_off_says_how_to_get_the_rest() -> None:
    past = replace(PAST, cut=True)
    log = log_view(past, context())
    assert log is not None
    assert log.versions[-1].note == "the first version that is known here"
    assert "<code>git fetch --unshallow</code>" in page_of(account_of(), past)
    assert "<code>git fetch --unshallow</code>" in page_of(account_of(), AccountHistory(cut=True))


def test_a_commit_leads_to_the_repository_when_site_toml_says_where_that_is() -> None:
    commit = commit_of(0xABC1234, date(2026, 11, 1))
    plain = commit_words(commit, context())
    assert (plain.short, plain.url, plain.author, plain.subject) == ("abc1234", "", "Ingrid Solberg", "After the call")
    linked = context(site_of(site={"commit_url": "https://git.example/plans/-/commit/{commit}"}))
    assert commit_words(commit, linked).url == f"https://git.example/plans/-/commit/{commit.id}"
    assert commit_words(commit._replace(id=""), linked).url == ""


def test_moves_say_from_to_how_far_and_how_often() -> None:
    rows = move_rows(account_of(FRONT), MOVES, context(), "../")
    assert [
        (row.title, row.label, row.before, row.after, row.change, row.worse, row.nth, row.often) for row in rows
    ] == [
        ("Send the spare parts list", "due", "2026-11-01", "2026-12-02", "+31 days", True, "3rd time", True),
        ("2026", "revenue target", "1.3M", "1.1M", "−200k, −15.4%", True, "1st time", False),
        ("Send the spare parts list", "due", "2026-10-20", "2026-11-01", "+12 days", True, "2nd time", False),
    ]
    assert [row.days for row in rows] == ["31", "", "12"]


def test_moves_lead_to_the_line_where_the_entry_stands_today() -> None:
    text = b"""---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
promises:
  - {promise: Spare parts, due: 2026-12-01}
opportunities:
  - name: Rigs
    close: 2027-Q1
---
## Next steps

- [ ] Call them due:2026-12-01
"""
    plan = parse_plan(Source("content/accounts/halden-marine.md", text), "content/accounts")
    account = replace(account_of(), plan=plan)

    def moved(group: str, title: str, field: str) -> Move:
        return MOVES[0]._replace(group=group, title=title, field=field_of(field, "a", "b"))

    moves = (
        moved("promises", "Spare parts", "due"),
        moved("opportunities", "Rigs", "close"),
        moved("actions", plan.body.actions[0].action.action, "due"),
        moved("promises", "Gone", "due"),
    )
    assert [row.line for row in move_rows(account, moves, context(), "../")] == [
        "../sources/halden-marine.html#L6",
        "../sources/halden-marine.html#L9",
        "../sources/halden-marine.html#L13",
        "",
    ]


def test_moves_are_summed_and_values_that_moved_often_are_counted_once() -> None:
    assert slippage_of(MOVES) == Slippage(3, 43, 1, 1)
    assert slippage_words(slippage_of(MOVES)) == (
        "3 moves, 43 days later in all, 1 target lowered, 1 value moved three times or more"
    )
    assert slippage_words(slippage_of(MOVES[1:2])) == "1 move, 1 target lowered"
    back = MOVES[2]._replace(days=-12)
    assert slippage_words(slippage_of((back,))) == "1 move, 12 days earlier in all"


def test_what_is_taken_out_says_so() -> None:
    gone = MOVES[1]._replace(field=MOVES[1].field._replace(now=None, after="", difference=""))
    (row,) = move_rows(account_of(FRONT), (gone,), context(), "")
    assert (row.before, row.after, row.change, row.worse) == ("1.3M", "no target", "taken out", True)
    given = MOVES[0]._replace(field=LATER._replace(was=None, before=""), days=None)
    (row,) = move_rows(account_of(FRONT), (given,), context(), "")
    assert (row.before, row.after, row.change, row.worse) == ("no date", "2026-12-02", "31 days later", False)


def moved(title: str, times: int, days: int | None) -> Move:
    """The due date of a promise, moved once more."""
    return MOVES[0]._replace(group="promises", title=title, field=LATER._replace(times=times), days=days)


def test_promises_moved_again_and_again_are_told_with_their_days_unless_they_came_earlier() -> None:
    promises = ", ".join(f"{{promise: {name}, to: Kari Dahl, made: 2026-01-02}}" for name in ("One", "Two", "Three"))
    account = account_of(f"promises: [{promises}]")
    one = (moved("One", 4, 30), moved("One", 3, 10), moved("One", 2, None), moved("One", 1, -1))
    earlier = (moved("Two", 3, -30), moved("Two", 2, 10))

    def postponed(account: Account, moves: tuple[Move, ...]) -> str:
        return "; ".join(worry.words for worry in worries(account, context(), moves))

    assert postponed(account, (*one, *earlier)) == "promise moved 4 times, 39 days later in all"
    both = (*one, moved("Three", 3, 5), moved("Gone", 5, 99))
    assert postponed(account, both) == "2 promises moved three times or more, 44 days later in all"
    assert postponed(account, (moved("Two", 3, None),)) == "promise moved 3 times"
    assert postponed(account, (moved("Two", 2, 90),)) == postponed(account, MOVES) == ""


def test_each_section_says_when_its_words_last_changed() -> None:
    prose = Markup(
        '<h3 id="plan-growth">Growth</h3>\n<p>a</p>\n<h4 id="plan-value">Value</h4>\n<h3 id="plan-x">X</h3>\n'
    )
    sections = (("growth", date(2026, 11, 16)), ("value", date(2026, 5, 19)))
    assert dated_prose(prose, sections, AS_OF, Duration(6, "month")) == (
        '<h3 id="plan-growth">Growth</h3>\n'
        '<p class="changed">last changed <time datetime="2026-11-16">2026-11-16</time></p>\n<p>a</p>\n'
        '<h4 id="plan-value">Value</h4>\n'
        '<p class="changed sev-warning">not changed for over 6 months: last on '
        '<time datetime="2026-05-19">2026-05-19</time></p>\n<h3 id="plan-x">X</h3>\n'
    )
    assert dated_prose(prose, (), AS_OF, Duration(6, "month")) is prose


def test_what_people_wrote_is_escaped() -> None:
    nasty = '<img src=x onerror="alert(1)">'
    field = field_of(nasty, nasty, nasty, nasty)
    entry = FULL.entries[1]._replace(noun=nasty, title=nasty, former=nasty, fields=(field,))
    section = FULL.sections[0]._replace(title=nasty, excerpt=(FULL.sections[0].excerpt[0]._replace(text=nasty),))
    version = VERSIONS[0]._replace(
        plan=PlanChange((entry,), (section,)), former=nasty, commit=commit_of(1, AS_OF, nasty, nasty)
    )
    move = MOVES[0]._replace(noun=nasty, title=nasty, field=field, commit=commit_of(1, AS_OF, nasty, nasty))
    page = page_of(account_of(), replace(PAST, versions=(version,), moves=(move,)))
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
