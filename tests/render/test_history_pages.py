"""Changes and slippage of the data portfolio, and the past on its other pages."""

from __future__ import annotations

import posixpath
from datetime import date
from urllib.parse import unquote

import pytest

from kamgen.analyse.summary import figures
from kamgen.cache.values import encode
from kamgen.check import check_portfolio
from kamgen.model.account import Account
from kamgen.model.account_history import NO_HISTORY, AccountHistory, Move, PortfolioHistory
from kamgen.render.account_rows import MOVES as MOST_MOVES
from kamgen.render.account_rows import VERSIONS as MOST_VERSIONS
from kamgen.render.account_rows import PortfolioData, make_portfolio_data
from kamgen.render.pages import navigation
from kamgen.render.site_context import NavEntry
from kamgen.render.views.cards import Note, slippage_cards, slipped_most
from kamgen.render.views.changes_page import FLAGS_LISTED, SHOWN, OwnerSlippage, changes_view, slippage_view
from kamgen.render.views.moves import Slippage
from kamgen.render.views.portfolio import portfolio_view
from tests.records import replace
from tests.render.history_samples import (
    AS_OF,
    GONE_BEFORE,
    GONE_OF_LATE,
    LATER,
    MARKS,
    MOVES,
    PAST,
    POINTS,
    PORTFOLIO,
    SINCE,
    VERSIONS,
    commit_of,
    demo_with_history,
    with_history,
)
from tests.render.render_support import account_of, portfolio_of, renderer_of, site_context_of
from tests.render.test_site import pages_of

HALDEN = with_history(account_of())
NORD = account_of("name: Nord\nowner: Per Moe", "nord")
SUND = account_of("name: Sund\nowner: Per Moe", "sund")
EARLIER = replace(PAST, versions=VERSIONS[1:], moves=MOVES[1:])


def portfolio_data_of(past: PortfolioHistory, *pairs: tuple[Account, AccountHistory]) -> PortfolioData:
    site = portfolio_of(*(account for account, _ in pairs))
    renderer, portfolio = renderer_of(site, past.since), site.portfolio
    made = [
        renderer.rows(account, summary, own) for (account, own), summary in zip(pairs, portfolio.accounts, strict=True)
    ]
    sums = figures(portfolio, site_context_of(site).year)
    return make_portfolio_data(
        portfolio, sums, {rows.row.slug: rows for rows in made}, check_portfolio(portfolio), past
    )


def three() -> PortfolioData:
    return portfolio_data_of(PORTFOLIO, (NORD, EARLIER), (HALDEN, PAST), (SUND, NO_HISTORY))


GUIDE = site_context_of(portfolio_of(HALDEN))


def test_the_account_that_changed_last_comes_first() -> None:
    view = changes_view(three(), GUIDE)
    assert (view.since, view.compared) == ("2026-09-30", "")
    found = [(group.account.slug if group.account else "", len(group.versions)) for group in view.groups]
    assert found == [("halden-marine", 3), ("nord", 2)]
    assert [(card.title, card.number) for card in view.cards] == [
        ("Accounts changed", "2 of 3"),
        ("Mean checklist score", "71"),
        ("Mean health score", "63"),
        ("Revenue target", "1.10M"),
        ("Weighted pipeline", "220k"),
    ]
    assert [note.text for note in view.cards[0].notes] == ["since 2026-09-30", "5 new versions", "6 to look at"]
    assert [note.text for note in view.cards[1].notes] == ["was 78", "−7 since 2026-09-30"]
    assert view.cards[2].notes == ()


def test_what_to_look_at_is_the_most_serious_first_then_the_newest() -> None:
    looks = [(look.line.change.flags[0], look.version.day) for look in changes_view(three(), GUIDE).flags]
    reasons = [words for words, _ in looks]
    found = [
        reasons.index(words) for words in ("target lowered", "promise removed", "date moved later", "owner changed")
    ]
    assert found == sorted(found)
    assert len(looks) == 6
    days = [day for words, day in looks if words == "date moved later"]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)


def test_changes_before_the_day_are_not_listed() -> None:
    rows = three().rows["halden-marine"]
    assert [recent.version.day for recent in rows.versions] == ["2026-11-16", "2026-11-09", "2026-10-01"]
    old = portfolio_data_of(
        replace(PORTFOLIO, since=date(2026, 10, 1)), (HALDEN, replace(PAST, versions=VERSIONS[2:]))
    ).rows["halden-marine"]
    assert old.versions == ()


def test_more_than_a_dozen_looks_are_counted() -> None:
    pairs = [(account_of(f"name: A{number}", f"a{number}"), PAST) for number in range(4)]
    view = changes_view(portfolio_data_of(PORTFOLIO, *pairs), GUIDE)
    assert (len(view.flags), view.more_flags) == (FLAGS_LISTED, 20 - FLAGS_LISTED)


def test_changes_of_the_rules_stand_by_themselves() -> None:
    view = changes_view(three(), GUIDE)
    assert [(rule.day, rule.commit.author, rule.commit.subject) for rule in view.rules] == [
        ("2026-10-28", "Eva Lund", "Feedback every quarter")
    ]
    late = replace(PORTFOLIO, since=date(2026, 11, 1))
    assert changes_view(portfolio_data_of(late, (HALDEN, PAST)), GUIDE).rules == ()


def test_versions_beyond_the_most_are_counted() -> None:
    many = replace(PAST, versions=VERSIONS[:1] * (MOST_VERSIONS + 5))
    pairs = [(account_of(f"name: A{number}", f"a{number}"), many) for number in range(SHOWN // MOST_VERSIONS + 2)]
    view = changes_view(portfolio_data_of(PORTFOLIO, *pairs), GUIDE)
    assert sum(len(group.versions) for group in view.groups) == SHOWN
    assert view.hidden == 2 * MOST_VERSIONS


def test_pages_say_when_history_is_cut_off() -> None:
    cut, data = portfolio_data_of(PORTFOLIO, (HALDEN, AccountHistory(cut=True)), (NORD, NO_HISTORY)), three()
    files = renderer_of(portfolio_of(HALDEN, NORD)).portfolio(cut)
    for url in ("changes.html", "slippage.html"):
        assert b"<code>fetch-depth: 0</code>" in files[url]()
    assert (changes_view(data, GUIDE).cut, slippage_view(data, GUIDE).cut) == (False, False)


def test_nothing_changed_is_said() -> None:
    view = changes_view(portfolio_data_of(replace(PORTFOLIO, since=date(2026, 11, 19)), (HALDEN, PAST)), GUIDE)
    assert (view.groups, view.flags, view.cards[0].number) == ((), (), "0 of 1")


def test_owners_are_listed_by_their_moves() -> None:
    view = slippage_view(three(), GUIDE)
    assert view.summary == "5 moves, 55 days later in all, 2 targets lowered, 1 value moved three times or more"
    assert view.owners == (
        OwnerSlippage("Ingrid Solberg", "people/ingrid-solberg.html", 1, Slippage(3, 43, 1, 1)),
        OwnerSlippage("Per Moe", "people/per-moe.html", 1, Slippage(2, 12, 1, 0)),
    )
    days = [row.move.day for row in view.rows]
    assert (len(days), days) == (5, sorted(days, reverse=True))
    assert view.hidden == 0


def test_moves_beyond_the_most_are_counted() -> None:
    many = replace(PAST, moves=MOVES[1:2] * (MOST_MOVES + 7))
    view = slippage_view(portfolio_data_of(PORTFOLIO, (HALDEN, many)), GUIDE)
    assert (len(view.rows), view.hidden) == (MOST_MOVES, 7)
    assert view.summary == "57 moves, 1 target lowered"


def test_without_a_move_the_page_says_so() -> None:
    view = slippage_view(portfolio_data_of(PORTFOLIO, (HALDEN, NO_HISTORY)), GUIDE)
    assert (view.summary, view.owners, view.rows) == ("", (), ())


def test_an_owners_page_has_what_the_owner_moved() -> None:
    (card,) = slippage_cards([Slippage(3, 43, 2, 1), Slippage(1, 0, 1, 0), Slippage()])
    assert (card.number, card.notes) == (
        "4",
        (
            Note("43 days later in all", "slippage.html"),
            Note("3 targets lowered", css="sev-warning"),
            Note("1 value moved three times or more", css="sev-warning"),
        ),
    )
    assert slippage_cards([Slippage(1, 0, 1)])[0].notes == (Note("1 target lowered", "slippage.html", "sev-warning"),)
    assert slippage_cards([Slippage(2)])[0].notes == (Note("no day later in all", "slippage.html"),)
    assert slippage_cards([Slippage()]) == ()


def test_the_first_page_has_the_trend_and_a_card_that_leads_to_the_changes() -> None:
    view = portfolio_view(three(), GUIDE)
    assert view.trend is not None
    assert [each.title for each in view.trend.charts] == [
        "Mean checklist score", "Mean health score", "Revenue target", "Weighted pipeline",
    ]  # fmt: skip
    assert [rule.day for rule in view.rules] == [mark.day.isoformat() for mark in MARKS]
    card = view.cards[-2]
    assert (card.title, card.notes[0].url) == ("Accounts changed", "changes.html")
    page = renderer_of(portfolio_of(HALDEN, NORD, SUND)).portfolio(three())["index.html"]().decode()
    shift = '<span class="shift down"><span class="vh">down </span>−7<span class="vh"> since 2026-09-30</span></span>'
    assert shift in page


def test_the_first_page_says_what_slipped_and_where_most() -> None:
    card = portfolio_view(three(), GUIDE).cards[-1]
    assert (card.title, card.number) == ("Dates and targets moved", "5")
    assert card.notes == (
        Note("55 days later in all", "slippage.html"),
        Note("most for Halden Marine: 43", "accounts/halden-marine.html#s.slippage"),
        Note("2 targets lowered", css="sev-warning"),
        Note("1 value moved three times or more", css="sev-warning"),
    )
    (lowered,) = slipped_most(portfolio_data_of(PORTFOLIO, (HALDEN, replace(PAST, moves=MOVES[1:2]))))
    assert lowered.notes == (Note("1 target lowered", "slippage.html", "sev-warning"),)
    unmoved = portfolio_view(portfolio_data_of(PORTFOLIO, (HALDEN, replace(PAST, moves=()))), GUIDE)
    assert unmoved.cards[-1].title == "Accounts changed"


def test_an_account_that_is_gone_comes_first_of_what_to_look_at_and_has_its_place_by_account() -> None:
    data = portfolio_data_of(replace(PORTFOLIO, removed=(GONE_OF_LATE, GONE_BEFORE)), (NORD, EARLIER), (HALDEN, PAST))
    view = changes_view(data, GUIDE)
    (removed,) = view.removed
    assert (removed.day, removed.commit.author, removed.name, removed.owner, removed.path, removed.flag) == (
        "2026-11-12", "Eva Lund", "Old Yard", "Per Moe", "content/accounts/old-yard.md", "account removed",
    )  # fmt: skip
    assert [group.removed for group in view.groups] == [None, removed, None]
    assert [note.text for note in view.cards[0].notes] == [
        "since 2026-09-30", "5 new versions", "1 account removed", "7 to look at",
    ]  # fmt: skip
    assert portfolio_view(data, GUIDE).cards[-2].notes[2].text == "1 account removed"
    page = renderer_of(portfolio_of(HALDEN, NORD)).portfolio(data)["changes.html"]().decode()
    assert page.count("content/accounts/old-yard.md") == 2
    assert page.index("account removed</strong>") < page.index("owner changed</strong>")
    assert "before.md" not in page


def test_accounts_that_are_gone_count_among_the_first_looks_and_the_versions_that_are_listed() -> None:
    gone = tuple(GONE_OF_LATE._replace(name="", path=f"a{number}.md") for number in range(FLAGS_LISTED + 1))
    view = changes_view(portfolio_data_of(replace(PORTFOLIO, removed=gone), (HALDEN, PAST)), GUIDE)
    assert (len(view.removed), view.removed[0].name, view.flags) == (FLAGS_LISTED, "a0.md", ())
    assert (view.more_flags, len(view.groups)) == (1 + 5, len(gone) + 1)
    many = replace(PORTFOLIO, removed=(GONE_OF_LATE._replace(day=AS_OF),) * (SHOWN + 1))
    assert (len(changes_view(portfolio_data_of(many, (HALDEN, PAST)), GUIDE).groups)) == SHOWN
    assert changes_view(portfolio_data_of(many, (HALDEN, PAST)), GUIDE).hidden == 1 + 3


def test_totals_are_held_against_the_first_known_day_of_a_young_history_and_say_so() -> None:
    young = replace(PORTFOLIO, since=date(2026, 8, 1))
    data = portfolio_data_of(young, (HALDEN, PAST))
    assert changes_view(data, GUIDE).compared == "2026-08-31"
    assert b"the first day that is known of them" in renderer_of(portfolio_of(HALDEN)).portfolio(data)["changes.html"]()


def test_a_promise_moved_again_and_again_is_trouble() -> None:
    promise = "promises: [{promise: Spare parts, to: Kari Dahl, made: 2026-01-02, due: 2027-01-15%s}]"
    moves = tuple(
        Move(day, commit_of(1, day), "promises", "promise", "Spare parts", LATER._replace(times=times), days)
        for day, times, days in (
            (date(2026, 11, 2), 3, 31), (date(2026, 10, 2), 2, 45), (date(2026, 9, 2), 1, 14),
        )
    )  # fmt: skip
    past = AccountHistory(moves=moves)
    data = portfolio_data_of(PORTFOLIO, (account_of(promise % ""), past), (NORD, NO_HISTORY))
    assert [(line.name, line.words) for line in portfolio_view(data, GUIDE).trouble.lines] == [
        ("Halden Marine", "Promise moved 3 times, 90 days later in all")
    ]
    kept = account_of(promise % ", kept: 2026-11-03")
    assert portfolio_view(portfolio_data_of(PORTFOLIO, (kept, past)), GUIDE).trouble.lines == ()
    twice = AccountHistory(moves=moves[1:])
    assert portfolio_view(portfolio_data_of(PORTFOLIO, (account_of(promise % ""), twice)), GUIDE).trouble.lines == ()


def test_without_history_there_are_no_pages_of_it_and_no_word() -> None:
    data = portfolio_data_of(PortfolioHistory(), (HALDEN, NO_HISTORY), (NORD, NO_HISTORY))
    renderer = renderer_of(portfolio_of(HALDEN, NORD))
    files = renderer.portfolio(data)
    assert {"changes.html", "slippage.html"} & set(files) == set()
    rows = data.rows["halden-marine"]
    assert (rows.versions, rows.moves, rows.slippage) == ((), (), Slippage())
    for url in ("index.html", "people/ingrid-solberg.html"):
        page = files[url]().decode()
        assert "changes.html" not in page
        assert "trend" not in page
        assert "shift" not in page


def test_the_navigation_names_them_where_there_is_history() -> None:
    entries = [NavEntry(name, f"{name.lower()}.html", f"{name.lower()}.html") for name in ("Changes", "Slippage")]
    assert set(entries) & set(navigation(site_context_of(portfolio_of(HALDEN)))) == set()
    assert set(entries) <= set(navigation(site_context_of(portfolio_of(HALDEN), SINCE)))


def test_the_last_change_of_the_portfolio_names_its_author() -> None:
    site = portfolio_of(HALDEN, NORD)
    page = (
        renderer_of(site)
        .portfolio(portfolio_data_of(PORTFOLIO, (HALDEN, PAST), (NORD, NO_HISTORY)))["index.html"]()
        .decode()
    )
    changed = '<p>Last change <time datetime="2026-11-16">2026-11-16</time> by <bdi>Ingrid Solberg</bdi></p>'
    assert changed in page


def test_the_search_index_knows_nothing_of_the_past() -> None:
    site = portfolio_of(HALDEN)
    with_past = renderer_of(site).portfolio(portfolio_data_of(PORTFOLIO, (HALDEN, PAST)))["search-index.js"]()
    without = renderer_of(site).portfolio(portfolio_data_of(PortfolioHistory(), (HALDEN, NO_HISTORY)))[
        "search-index.js"
    ]()
    assert with_past == without


@pytest.fixture(scope="module")
def demo() -> dict[str, bytes]:
    return demo_with_history()


def test_every_link_of_a_site_with_history_leads_somewhere(demo: dict[str, bytes]) -> None:
    pages = pages_of(demo)
    assert {"changes.html", "slippage.html"} <= set(pages)
    broken = []
    for url, reader in pages.items():
        assert len(reader.ids) == len(set(reader.ids)), url
        assert reader.handlers == [], url
        for address in reader.addresses:
            path, _, fragment = unquote(address).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), path)) if path else url
            outside = address.startswith(("https:", "mailto:")) or target.startswith(("static/", "files/"))
            if not outside and (target not in demo or (fragment and fragment not in pages[target].ids)):
                broken.append((url, address))
    assert broken == []


def test_what_other_pages_show_of_an_account_is_small(demo: dict[str, bytes]) -> None:
    assert len(demo["changes.html"]) < 100_000
    site = portfolio_of(HALDEN)
    rows = renderer_of(site).rows(HALDEN, site.portfolio.accounts[0], PAST)
    assert len(encode(rows) or b"") < 16_000


def test_points_before_the_day_are_what_totals_are_compared_with() -> None:
    assert PORTFOLIO.since == SINCE
    alone = replace(PORTFOLIO, points=POINTS[-1:])
    assert len(changes_view(portfolio_data_of(alone, (HALDEN, PAST)), GUIDE).cards) == 1
