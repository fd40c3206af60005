"""The history of plans and site.toml along the main line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamgen.model.errors import GitError
from kamgen.model.source import Commit, Log, Touch
from kamgen.read.git.log import read_log
from kamgen.read.git.objects import blob_id, resolve
from kamgen.read.git.repository import open_repository
from tests.repositories import Scratch, run_git

A = "content/accounts"
LONG = "".join(f"line {number}\n" for number in range(20))


def log_of(scratch: Scratch, below: str = ".", revision: str = "HEAD", folder: str = A) -> Log:
    repository = open_repository(scratch.root / below)
    return read_log(repository, resolve(repository, revision), folder)


def story(log: Log) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Each step: its subject, and path, former path and writer's subject of its touches."""
    return [
        (
            step.commit.subject,
            [(touch.path.removeprefix(f"{A}/"), touch.former.removeprefix(f"{A}/"), touch.written.subject)
             for touch in step.touches],
        )
        for step in log.steps
    ]  # fmt: skip


def test_steps_are_oldest_first_and_say_what_each_commit_wrote(scratch: Scratch) -> None:
    first = scratch.write(f"{A}/b.md", "one").write(f"{A}/a.md", "two").commit("start", author="Eve")
    scratch.write("README.md").commit("elsewhere")
    second = scratch.write(f"{A}/a.md", "three").remove(f"{A}/b.md").commit("edit")
    log = log_of(scratch)
    repository = open_repository(scratch.root)
    start = Commit(first, date(2026, 1, 6), "Eve", "start")
    edit = Commit(second, date(2026, 1, 8), "Ingrid Solberg", "edit")
    assert log.head == edit
    assert [(step.commit, step.cut) for step in log.steps] == [(start, False), (edit, False)]
    assert log.steps[0].touches == (
        Touch(f"{A}/a.md", blob_id(repository, b"two"), "", start),
        Touch(f"{A}/b.md", blob_id(repository, b"one"), "", start),
        Touch("site.toml", blob_id(repository, b""), "", start),
    )
    assert log.steps[1].touches == (
        Touch(f"{A}/a.md", blob_id(repository, b"three"), "", edit),
        Touch(f"{A}/b.md", "", "", edit),
    )
    assert not log.cut


def test_a_renamed_plan_is_one_touch_with_its_former_path(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", LONG).commit("start")
    scratch.move(f"{A}/a.md", f"{A}/group/b.md").write(f"{A}/group/b.md", f"{LONG}more\n").commit("move")
    assert story(log_of(scratch))[1:] == [("move", [("group/b.md", "a.md", "move")])]


def test_what_becomes_or_was_no_plan_is_gone_or_new(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", LONG).write(f"{A}/_b.md", f"b\n{LONG}").write(f"{A}/c.md", f"c\n{LONG}").commit("start")
    scratch.move(f"{A}/a.md", f"{A}/a.txt").move(f"{A}/_b.md", f"{A}/b.md").move(f"{A}/c.md", "c.md").commit("move")
    assert story(log_of(scratch))[1:] == [("move", [("a.md", "", "move"), ("b.md", "", "move"), ("c.md", "", "move")])]
    assert [bool(touch.blob) for touch in log_of(scratch).steps[1].touches] == [False, True, False]


def test_only_plans_and_site_toml_are_told_of(scratch: Scratch) -> None:
    scratch.write(f"{A}/q.pdf").write(f"{A}/_draft.md").write(f"{A}/.x/a.md").write("content/b.md").write("x/site.toml")
    scratch.write(f"{A}-old/c.md").link(f"{A}/link.md", "real.md").commit("start")
    scratch.write(f"{A}/q.pdf", "more").commit("attachment")
    assert story(log_of(scratch)) == [("start", [("site.toml", "", "start")])]


def test_a_plan_that_becomes_a_link_is_gone_and_comes_back(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md").commit("start")
    scratch.remove(f"{A}/a.md").link(f"{A}/a.md", "b.md").commit("link")
    scratch.remove(f"{A}/a.md").write(f"{A}/a.md").commit("file")
    assert [(step.touches[0].path, bool(step.touches[0].blob)) for step in log_of(scratch).steps[1:]] == [
        (f"{A}/a.md", False),
        (f"{A}/a.md", True),
    ]


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_merge_is_one_step_whose_contents_belong_to_those_who_wrote_them(tmp_path: Path, object_format: str) -> None:
    scratch = Scratch(tmp_path / "site", object_format=object_format)
    for name in "abcde":
        scratch.write(f"{A}/{name}.md", f"{name}\n{LONG}")
    scratch.commit("start")
    scratch.branch("feature").write(f"{A}/a.md", "draft").commit("a drafted")
    scratch.write(f"{A}/a.md", "final").commit("a written")
    scratch.move(f"{A}/b.md", f"{A}/b2.md").commit("b moved")
    scratch.remove(f"{A}/c.md").commit("c removed")
    scratch.switch("main").write(f"{A}/d.md", "main").commit("d written")
    scratch.merge("feature", message="merged")
    assert story(log_of(scratch))[1:] == [
        ("d written", [("d.md", "", "d written")]),
        ("merged", [("a.md", "", "a written"), ("b2.md", "b.md", "b moved"), ("c.md", "", "c removed")]),
    ]


def test_content_that_a_merge_made_itself_belongs_to_the_merge(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "base").commit("start")
    scratch.branch("feature").write(f"{A}/a.md", "theirs").commit("theirs")
    scratch.switch("main").write(f"{A}/a.md", "ours").commit("ours")
    scratch.git("merge", "-q", "-s", "ours", "--no-commit", "feature")
    scratch.write(f"{A}/a.md", "both").commit("merged")
    assert story(log_of(scratch))[-1] == ("merged", [("a.md", "", "merged")])


def test_the_same_content_written_before_on_the_main_line_is_not_taken_for_the_merged_one(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "one").commit("start")
    scratch.write(f"{A}/a.md", "two").commit("changed")
    scratch.branch("feature").write(f"{A}/a.md", "one").commit("reverted", author="Eve")
    scratch.switch("main").commit("nothing")
    scratch.merge("feature", message="merged")
    assert story(log_of(scratch))[-1] == ("merged", [("a.md", "", "reverted")])


def test_the_later_of_two_commits_with_the_same_content_wrote_it(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "zero").commit("start")
    scratch.branch("feature")
    for content, subject in (("one", "first"), ("two", "second"), ("one", "third")):
        scratch.write(f"{A}/a.md", content).commit(subject)
    scratch.switch("main").merge("feature", message="merged")
    assert story(log_of(scratch))[-1] == ("merged", [("a.md", "", "third")])


def test_where_two_branches_wrote_the_same_the_merge_wrote_it(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "zero").commit("start")
    for name in ("one", "other"):
        scratch.switch("main").branch(name).write(f"{A}/a.md", "same").commit(name)
    scratch.merge("one", message="inner")
    scratch.switch("main").merge("other", message="merged")
    assert story(log_of(scratch))[-1] == ("merged", [("a.md", "", "merged")])


def test_a_branch_merged_into_a_branch_is_looked_through(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "zero").commit("start")
    scratch.branch("outer").commit("outer")
    scratch.branch("inner").write(f"{A}/a.md", "one").commit("inner")
    scratch.switch("outer").merge("inner", message="first")
    scratch.switch("main").merge("outer", message="second")
    assert story(log_of(scratch))[-1] == ("second", [("a.md", "", "inner")])


def test_a_site_in_a_folder_has_paths_below_that_folder(scratch: Scratch) -> None:
    scratch.write("sales/site.toml").write(f"sales/{A}/a.md").write(f"{A}/b.md").commit("start")
    assert story(log_of(scratch, "sales")) == [("start", [("a.md", "", "start"), ("site.toml", "", "start")])]


def test_the_root_itself_may_be_the_accounts_folder(scratch: Scratch) -> None:
    scratch.write("a.md").write("b/c.md").write("README").commit("start")
    touched = [("a.md", "", "start"), ("b/c.md", "", "start"), ("site.toml", "", "start")]
    assert story(log_of(scratch, folder=".")) == [("start", touched)]
    assert log_of(scratch, folder="nowhere").steps[0].touches[0].path == "site.toml"


HOSTILE = ("new\nline.md", "tab\t.md", '"quoted".md', ":100644 a.md", "-r.md", "ö.md", "\x1b[31m.md", " .md")


def test_names_and_subjects_may_hold_anything(scratch: Scratch) -> None:
    for number, name in enumerate(HOSTILE):
        scratch.write(f"{A}/{name}", f"{number}\n{LONG}")
    subject = ":100644 100644 abc def A\tx | `@everyone` <script> \x1e\x1f\x01"
    scratch.commit(subject, author="100644 \N{SNOWMAN}\x1b[1m")
    for name in HOSTILE:
        scratch.move(f"{A}/{name}", f"{A}/moved/{name}")
    scratch.commit("moved")
    log = log_of(scratch)
    names = sorted(name for name in HOSTILE if name.endswith(".md"))
    assert [touch.path.removeprefix(f"{A}/") for touch in log.steps[0].touches[:-1]] == names
    assert (log.steps[0].commit.subject, log.steps[0].commit.author) == (subject, "100644 ☃\x1b[1m")
    assert [touch.former.removeprefix(f"{A}/") for touch in log.steps[1].touches] == names


def test_what_is_not_utf8_is_shown_with_marks(scratch: Scratch) -> None:
    scratch.write(f"{A}/m\udcf6ller.md").stage()
    tree = scratch.git("write-tree")
    who = "J\udcf6rg <j@example.com> 1 +0000"
    data = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nr\udce9sum\udce9\n".encode("utf-8", "surrogateescape")
    commit_id = scratch.git("hash-object", "-t", "commit", "-w", "--stdin", data=data)
    log = log_of(scratch, revision=commit_id)
    assert log.head == Commit(commit_id, date(1970, 1, 1), "J�rg", "r�sum�")
    assert log.steps[0].touches[0].path == f"{A}/m�ller.md"


def test_a_commit_without_a_message_or_with_an_impossible_date_is_read(scratch: Scratch) -> None:
    tree = scratch.stage().git("write-tree")
    data = f"tree {tree}\nauthor  <> 1 +0000\ncommitter J <j@example.com> 999999999999 +0000\n\n".encode()
    commit_id = scratch.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", data=data)
    head = log_of(scratch, revision=commit_id).head
    assert (head.author, head.subject, head.date.year) == ("", "", 1970)


def test_a_shallow_clone_says_where_history_is_cut(scratch: Scratch, tmp_path: Path) -> None:
    scratch.write(f"{A}/a.md").commit("first")
    scratch.write(f"{A}/a.md", "two").commit("second")
    scratch.write(f"{A}/b.md").commit("third")
    copy = scratch.clone(tmp_path / "copy", "--depth=2")
    log = log_of(copy)
    assert [(step.commit.subject, step.cut) for step in log.steps] == [("second", True), ("third", False)]
    assert log.cut
    assert not log_of(scratch).cut


def test_a_whole_clone_is_not_cut_at_its_root(scratch: Scratch, tmp_path: Path) -> None:
    scratch.write(f"{A}/a.md").commit("first")
    copy = scratch.clone(tmp_path / "copy", "--depth=9")
    assert not log_of(copy).cut


def test_settings_of_the_user_change_nothing(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", LONG).write(f"{A}/b.md", "b").commit("start")
    scratch.move(f"{A}/a.md", f"{A}/c.md").commit("move")
    expected = log_of(scratch)
    for name, value in {
        "diff.renames": "false", "log.follow": "true", "log.showSignature": "true", "log.diffMerges": "separate",
        "format.pretty": "oneline", "core.quotepath": "true", "log.date": "relative", "log.mailmap": "false",
        "diff.orderFile": "order", "color.ui": "always", "log.showRoot": "false", "core.abbrev": "7",
        "i18n.logOutputEncoding": "ISO-8859-1", "log.decorate": "full", "diff.external": "false",
    }.items():  # fmt: skip
        run_git(scratch.root, "config", name, value)
    scratch.write("order", "*b.md\n")
    assert log_of(scratch) == expected


def test_a_partial_clone_that_cannot_tell_names_the_remedy(scratch: Scratch, tmp_path: Path) -> None:
    run_git(scratch.root, "config", "uploadpack.allowFilter", "true")
    scratch.write(f"{A}/a.md", LONG).commit("start")
    scratch.move(f"{A}/a.md", f"{A}/b.md").write(f"{A}/b.md", f"{LONG}more").commit("move")
    scratch.write(f"{A}/b.md", "now").commit("now")
    copy = scratch.clone(tmp_path / "copy", "--filter=blob:none")
    with pytest.raises(GitError, match="git has not all of the content that is needed") as caught:
        log_of(copy)
    assert "git fetch --refetch --no-filter" in caught.value.help_text
