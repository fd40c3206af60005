"""`kamgen diff` where the two sides are laid out or judged in ways of their own."""

from __future__ import annotations

import pytest

from tests.cli.change_play import HALDEN_FILE, NORD, NORD_FILE, SITE, SUND_FILE, Play
from tests.cli.small_site import Shell
from tests.repositories import isolate


@pytest.fixture
def play(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Play:
    isolate(monkeypatch)
    return Play(shell)


def test_plans_in_another_folder_are_the_same_accounts(play: Play) -> None:
    play.scratch.move("content/accounts", "plans")
    play.write("site.toml", f'{SITE}[content]\naccounts = "plans"\n')
    assert play.told() == ["changed sund moved", "changed halden moved", "changed nord moved"]
    play.scratch.commit("moved")
    assert play.told() == ["changed sund moved", "changed halden moved", "changed nord moved"]


def test_a_sparse_checkout_without_any_plan_is_no_deletion(play: Play) -> None:
    play.edit("Two more vessels", "Three more vessels").scratch.commit("three")
    play.scratch.git("sparse-checkout", "set", "--no-cone", "/site.toml")
    assert not (play.shell.folder / "content").exists()
    assert play.told() == ["changed halden", "  changed section Growth +1 −1"]
    assert play.told("main", "HEAD") == ["changed halden", "  changed section Growth +1 −1"]


def test_two_revisions_are_compared_whatever_is_on_disk(play: Play) -> None:
    play.edit("Two more vessels", "Three more vessels").scratch.commit("three")
    play.scratch.remove("content")
    assert play.told("main", "HEAD") == ["changed halden", "  changed section Growth +1 −1"]


def test_sides_without_any_plan_are_an_error(play: Play) -> None:
    said = (
        "error: there is no account plan in content/accounts\nhelp: write one: `kamgen new NAME --category CATEGORY`\n"
    )
    play.scratch.remove("content").write("content/accounts/README.txt").commit("gone")
    for arguments in ((), ("main",), ("HEAD", "HEAD")):
        ran = play.shell("diff", *arguments)
        assert (ran.code, ran.out, ran.err) == (2, "", said)
    removed = play.told("main", "HEAD")
    assert [line.split(" ")[0] for line in removed] == ["removed"] * 3


def test_the_first_site_toml_and_the_first_plans(play: Play) -> None:
    play.scratch.switch("main").remove("content").remove("site.toml").commit("nothing")
    play.scratch.git("branch", "-q", "-f", "start")
    play.write("site.toml", SITE).write(NORD_FILE, NORD).scratch.commit("site")
    ran = play.shell("diff", "start", "HEAD")
    assert ran.err == "`start` has no site.toml: it is judged by the one on disk\n"
    assert "+ Nord  content/accounts/nord.md" in ran.out


@pytest.mark.parametrize("text", ["[checklist]\nfuture = 1\n", "[[["])
def test_a_former_site_toml_that_is_not_understood_is_said(play: Play, text: str) -> None:
    play.write("site.toml", text).scratch.commit("odd")
    play.scratch.git("branch", "-q", "odd")
    play.write("site.toml", SITE).scratch.commit("mended")
    ran = play.shell("diff", "odd", "HEAD")
    assert ran.code == 0
    assert ran.err.startswith("site.toml of `odd` cannot be used, and the one on disk is instead: ")
    assert len(ran.err.splitlines()) == 1


def test_a_site_toml_on_disk_that_is_not_understood_is_an_error(play: Play) -> None:
    play.write("site.toml", "[[[")
    ran = play.shell("diff", "main")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: site.toml:1:")


def test_a_plan_with_the_slug_of_another(play: Play) -> None:
    play.write("content/accounts/copies/halden.md", NORD.replace("Nord", "Halden Works"))
    told = play.told()
    assert "added halden" in told or "added halden-2" in told
    assert not [line for line in told if line.startswith("removed")]


def test_a_copy_of_a_plan_is_an_account_more(play: Play) -> None:
    text = (play.shell.folder / SUND_FILE).read_text(encoding="utf-8")
    play.write("content/accounts/sund-2.md", text)
    assert [line for line in play.told() if not line.startswith(" ")] == ["changed sund", "added sund-2"]


def test_an_unfinished_merge_is_seen_in_the_working_tree(play: Play) -> None:
    play.edit("Two more vessels", "Three more vessels").scratch.commit("three")
    play.scratch.switch("main")
    play.edit("Two more vessels", "Four more vessels").scratch.commit("four")
    with pytest.raises(AssertionError):
        play.scratch.git("merge", "-q", "work")
    told = play.told("HEAD")
    assert told[0] == "changed halden"
    assert "  new FMT001" in told
    assert HALDEN_FILE in play.shell("diff", "HEAD").out


def test_what_another_plan_says_affects_an_account(play: Play) -> None:
    play.write("site.toml", SITE.replace('"FMT"', '"LNK", "FMT"')).edit("Buys pumps.", "Buys like [[sund]].", NORD_FILE)
    play.scratch.commit("link")
    play.scratch.move(SUND_FILE, "content/accounts/group/sund-lines.md")
    assert play.told("HEAD") == ["changed sund-lines moved", "changed nord", "  new LNK001"]
