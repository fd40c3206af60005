"""The newest state, and who waits for it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from kamgen.model.errors import ConfigError, ThemeError
from kamgen.serve.state import LookupResult, Snapshot
from tests.serve.snapshots import Site, explained, live_of


def test_before_the_first_state_there_is_nothing() -> None:
    live, _ = live_of(patience=0)
    assert live.lookup("index.html") == LookupResult("", None, None)


def test_states_have_names_of_their_own() -> None:
    live, _ = live_of(Site({}), Site({}))
    assert [live.rebuild(0).name, live.rebuild(0).name] == ["run-1", "run-2"]


def test_the_last_good_state_stays_when_the_site_cannot_be_made() -> None:
    error = ConfigError("site.toml:1:1: broken")
    live, _ = live_of(Site({"index.html": b"good"}), error, OSError("gone"), Site({"index.html": b"mended"}))
    live.rebuild(0)
    live.rebuild(0)
    assert live.lookup("index.html") == LookupResult("run-2", b"good", explained(error))
    live.rebuild(0)
    assert live.lookup("index.html").content == b"good"
    live.rebuild(0)
    assert live.lookup("index.html") == LookupResult("run-4", b"mended", None)


def test_an_error_at_the_very_start_is_there_to_be_shown() -> None:
    error = ConfigError("site.toml:1:1: broken")
    live, _ = live_of(error)
    live.rebuild(0)
    assert live.lookup("index.html") == LookupResult("run-1", None, explained(error))


def test_a_page_whose_template_breaks_is_shown_as_it_was() -> None:
    error = ThemeError("themes/ours/templates/account.html:3: the template fails")
    live, _ = live_of(Site({"a.html": b"good"}), Site({"a.html": error, "b.html": error}), Site({"a.html": b"mended"}))
    live.rebuild(0)
    assert live.lookup("a.html").content == b"good"
    live.rebuild(0)
    assert live.lookup("a.html") == LookupResult("run-2", b"good", explained(error))
    assert live.lookup("b.html") == LookupResult("run-2", None, explained(error))
    live.rebuild(0)
    assert live.lookup("a.html") == LookupResult("run-3", b"mended", None)


def test_a_request_after_a_save_waits_for_the_rebuild_that_has_it() -> None:
    live, changes = live_of(Site({"index.html": b"old"}), Site({"index.html": b"new"}))
    live.rebuild(0)
    changes.notice("halden.md")
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(live.lookup, "index.html") for _ in range(8)]
        live.rebuild(changes.wait().number)
        assert [each.result(30).content for each in asked] == [b"new"] * 8


def test_a_save_while_the_site_is_read_leads_to_exactly_one_more_rebuild() -> None:
    made: list[int] = []

    def make() -> Snapshot:
        made.append(len(made))
        if len(made) == 1:
            for _ in range(5):
                changes.notice("halden.md")
        return Site({"index.html": str(len(made)).encode()})

    live, changes = live_of(make=make)
    changes.notice("halden.md")
    live.rebuild(changes.wait().number)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(live.lookup, "index.html")
        live.rebuild(changes.wait().number)
        assert asked.result(30).content == b"2"
    assert (made, live.lookup("index.html").content) == ([0, 1], b"2")


def test_a_request_does_not_wait_for_ever() -> None:
    live, changes = live_of(Site({"index.html": b"old"}), patience=0)
    live.rebuild(0)
    changes.notice("halden.md")
    assert live.lookup("index.html").content == b"old"


def test_pages_are_made_one_at_a_time() -> None:
    inside = threading.Semaphore(1)

    class Busy(Site):
        def file(self, path: str) -> bytes | None:
            assert inside.acquire(blocking=False)
            threading.Event().wait(0)
            inside.release()
            return path.encode()

    live, _ = live_of(Busy({}))
    live.rebuild(0)
    with ThreadPoolExecutor(8) as pool:
        assert {found.content for found in pool.map(live.lookup, ["index.html"] * 200)} == {b"index.html"}


def test_news_reach_those_who_wait_and_the_end_too() -> None:
    live, _ = live_of(Site({}), Site({}))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(live.wait_for_other, "", 30)
        live.rebuild(0)
        assert first.result(30) == "run-1"
        second = pool.submit(live.wait_for_other, "run-1", 30)
        live.close()
        assert second.result(30) is None


def test_no_news_in_time_is_the_same_name() -> None:
    live, _ = live_of(Site({}))
    live.rebuild(0)
    assert live.wait_for_other("run-1", 0) == "run-1"
