"""What `kamgen diff` compares: every way of naming the two sides."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.change_play import HALDEN_FILE, NORD, NORD_FILE, SUND_FILE, Play
from tests.cli.small_site import Shell
from tests.repositories import isolate

MINE, THEIRS, EDITED, STAGED = "mine", "theirs", "edited", "staged"


@pytest.fixture
def play(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Play:
    """A branch with the new account `mine`, while `main` has got `theirs`; the account `edited` is on disk only."""
    isolate(monkeypatch)
    play = Play(shell)
    added(play, MINE).scratch.commit("mine")
    play.scratch.switch("main")
    added(play, THEIRS).scratch.commit("theirs")
    play.scratch.switch("work")
    return added(play, EDITED)


def added(play: Play, slug: str) -> Play:
    """A plan more."""
    crm = f"crm: {{system: Salesforce, id: {slug}}}\n"
    return play.write(f"content/accounts/{slug}.md", NORD.replace("Nord\n", f"{slug.title()}\n{crm}"))


def kinds(play: Play, *arguments: str) -> tuple[list[str], str]:
    """What is told of accounts, and what is said beside it."""
    ran = play.shell("diff", *arguments)
    assert ran.code == 0
    lines = [line for line in ran.out.splitlines() if line.startswith(("+ ", "- ", "~ "))]
    return [f"{line[0]}{line.split('/')[-1].removesuffix('.md')}" for line in lines], ran.err


OTHERS = (
    "`main` has commits that the other side has not, and what they changed is counted the other way round; "
    "`kamgen diff main...` compares with where the two parted\n"
)


@pytest.mark.parametrize(
    ("arguments", "told", "said"),
    [
        ([], ["+edited", "+mine"], ""),
        (["main...",], ["+edited", "+mine"], ""),
        (["main...HEAD"], ["+mine"], ""),
        (["main...work"], ["+mine"], ""),
        (["...main"], ["+theirs"], ""),
        (["HEAD"], ["+edited"], ""),
        (["@"], ["+edited"], ""),
        (["HEAD~1"], ["+edited", "+mine"], ""),
        (["HEAD~1", "HEAD"], ["+mine"], ""),
        (["HEAD~1..HEAD"], ["+mine"], ""),
        (["HEAD~1.."], ["+mine"], ""),
        (["main"], ["+edited", "+mine", "-theirs"], OTHERS),
        (["main", "HEAD"], ["+mine", "-theirs"], OTHERS),
        (["main..HEAD"], ["+mine", "-theirs"], OTHERS),
        (["main..work"], ["+mine", "-theirs"], OTHERS),
        (["--staged"], [], ""),
        (["--cached", "HEAD~1"], ["+mine"], ""),
        (["main...", "--staged"], ["+mine"], ""),
        (["main", "--staged"], ["+mine", "-theirs"], OTHERS),
    ],
)  # fmt: skip
def test_the_sides_are_those_that_were_named(play: Play, arguments: list[str], told: list[str], said: str) -> None:
    assert kinds(play, *arguments) == (told, said)


def test_what_is_staged_is_neither_the_last_commit_nor_the_working_tree(play: Play) -> None:
    added(play, STAGED).scratch.stage("content/accounts/staged.md")
    play.edit("name: Staged", "name: Not staged", "content/accounts/staged.md")
    assert kinds(play, "--staged") == (["+staged"], "")
    assert play.answer("--staged")["accounts"][0]["name"] == "Staged"
    assert play.answer("--staged")["head"] == {
        "label": "what is staged", "commit": None, "date": "2026-11-20", "accounts": 5
    }  # fmt: skip
    assert kinds(play, "HEAD")[0] == ["+edited", "+staged"]


def test_on_the_default_branch_itself_it_is_what_is_not_committed(play: Play) -> None:
    play.scratch.commit("edited")
    play.scratch.switch("main")
    assert kinds(play) == ([], "")
    play.edit("Buys pumps.", "Buys pumps and valves.", NORD_FILE)
    assert play.told() == ["changed nord", "  changed section  +2 −0"]
    play.scratch.stage()
    assert play.told() == ["changed nord", "  changed section  +2 −0"]
    play.scratch.commit("pumps")
    assert play.told() == []


def test_a_detached_head_is_compared_from_where_it_left_the_default_branch(play: Play) -> None:
    play.scratch.commit("edited")
    play.scratch.switch(play.scratch.head)
    assert kinds(play) == (["+edited", "+mine"], "")


def test_tags_and_ids_name_sides(play: Play) -> None:
    play.scratch.git("tag", "-a", "-m", "first", "v1", play.start)
    assert kinds(play, "v1", "work")[0] == ["+mine"]
    assert kinds(play, play.start[:10], play.scratch.head)[0] == ["+mine"]


def test_a_plan_that_git_is_told_to_ignore_is_on_disk_all_the_same(play: Play) -> None:
    play.write(".gitignore", ".kamgen/\nedited.md\n")
    assert kinds(play, "HEAD")[0] == ["+edited"]


def test_a_plan_removed_from_disk_and_not_from_the_index(play: Play) -> None:
    play.scratch.remove(SUND_FILE)
    assert kinds(play, "HEAD")[0] == ["+edited", "-sund"]
    assert kinds(play, "--staged")[0] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "there is no revision `nowhere`"),
        (["main", "nowhere"], "there is no revision `nowhere`"),
        (["main..nowhere"], "there is no revision `nowhere`"),
        ([""], "the name of the revision is empty"),
        (["main", ""], "the name of the revision is empty"),
        (["HEAD:content"], "there is no revision `HEAD:content`"),
        (["-x"], "No such option '-x'"),
        (["main", "HEAD", "work"], "Got unexpected extra argument (work)"),
        (["main..HEAD", "work"], "`main..HEAD` names both sides: leave out `work`"),
        (["--staged", "main", "HEAD"], "--staged takes the place of HEAD"),
        (["--staged", "main..HEAD"], "--staged takes the place of HEAD"),
        (["--base-json", "old.json", "main"], "--base-json takes the place of BASE"),
        (["--base-json", "old.json", "--staged"], "--base-json takes the place of BASE"),
        (["--base-json", "none.json"], "none.json cannot be read: No such file or directory"),
        (["--max-chars", "10"], "10 is not in the range x>=3000"),
        (["--output-format", "yaml"], "'yaml' is not one of"),
        (["--fail-on", "change"], "'change' is not one of"),
        (["main..HEAD..work"], "there is no revision"),
        (["main....HEAD"], "there is no revision"),
        (["..", "HEAD"], "names both sides"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_a_sentence(play: Play, arguments: list[str], said: str) -> None:
    ran = play.shell("diff", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 4


def test_a_plan_that_was_deleted_and_is_back_between_the_sides_says_so(play: Play) -> None:
    play.scratch.switch("main")
    (play.scratch.root / SUND_FILE).unlink()
    play.scratch.commit("tidy up")
    deleted = play.scratch.git("log", "-1", "--format=%cs")
    play.scratch.git("checkout", "HEAD~1", "--", SUND_FILE)
    text = (play.scratch.root / SUND_FILE).read_text("utf-8")
    play.write(SUND_FILE, text.replace("---\n", "---\nindustry: Mining\n", 1))
    play.scratch.commit("back")
    told = play.shell("diff", "HEAD~2", "HEAD").out
    assert f"    was deleted on {deleted} and is back\n" in told
    assert "is back" not in play.shell("diff", "HEAD~3", "HEAD~2").out


def test_scores_and_money_of_a_plan_that_the_base_cannot_read_are_held_against_its_last_version(play: Play) -> None:
    play.scratch.switch("main")
    good = (play.scratch.root / HALDEN_FILE).read_text("utf-8")
    lower = good.replace("1.3M", "1.1M")
    play.write(HALDEN_FILE, lower.replace("name: Halden", "name: [Halden", 1)).scratch.commit("broken")
    play.write(HALDEN_FILE, lower).scratch.commit("mended")

    def told(base: str) -> dict[str, Any]:
        accounts = json.loads(play.shell("diff", base, "HEAD", "--output-format", "json").out)["accounts"]
        account: dict[str, Any] = next(each for each in accounts if each["slug"] == "halden")
        return account

    across, whole = told("HEAD~1"), told("HEAD~2")
    assert across["former"]["deleted"] is None
    for key in ("before", "after", "findings"):
        assert across[key] == whole[key]
    assert "target-lowered" in across["to_look_at"]
