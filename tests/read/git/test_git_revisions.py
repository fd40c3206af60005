"""What names a commit, and where two lines of history parted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamgen.model.errors import GitError
from kamgen.model.source import Commit
from kamgen.read.git.objects import default_base, merge_base, resolve
from kamgen.read.git.repository import open_repository
from tests.repositories import Scratch, run_git

SHALLOW = (
    "fetch the whole history: `fetch-depth: 0` for actions/checkout of GitHub, `GIT_DEPTH: 0` for GitLab,\n"
    "or `git fetch --unshallow` in a clone of your own"
)


def named(scratch: Scratch, revision: str) -> Commit:
    return resolve(open_repository(scratch.root), revision)


def complaint(scratch: Scratch, revision: str) -> tuple[str, str]:
    with pytest.raises(GitError) as caught:
        named(scratch, revision)
    return caught.value.message, caught.value.help_text


def test_a_commit_says_who_when_and_what_for(scratch: Scratch) -> None:
    head = scratch.commit("Target raised\n\nLong story", author="Ingrid \N{LATIN SMALL LETTER O WITH STROKE}")
    assert named(scratch, "HEAD") == Commit(head, date(2026, 1, 6), "Ingrid ø", "Target raised")


def test_names_of_the_mailmap_are_used(scratch: Scratch) -> None:
    scratch.write(".mailmap", "Ingrid Solberg <author@example.com>\n")
    scratch.commit(author="ing")
    assert named(scratch, "HEAD").author == "Ingrid Solberg"


def test_branches_tags_ids_and_ancestors_are_revisions(scratch: Scratch) -> None:
    first = scratch.commit()
    second = scratch.commit()
    scratch.git("tag", "-a", "-m", "note", "q3", first)
    scratch.git("update-ref", "refs/heads/-odd", first)
    expected = {"main": second, "q3": first, second[:8]: second, "main~1": first, "-odd": first}
    assert {name: named(scratch, name).id for name in expected} == expected


@pytest.mark.parametrize(
    "revision", ["nowhere", "--all", "-n1", "^HEAD", "HEAD~1..HEAD", "HEAD:site.toml", "a\nb", "0" * 40]
)
def test_what_is_no_single_commit_is_no_revision(scratch: Scratch, revision: str) -> None:
    scratch.commit()
    scratch.commit()
    assert complaint(scratch, revision) == (
        f"there is no revision `{revision}`",
        "write a branch, tag or commit id: `git branch --all` and `git log --oneline` list them; "
        "`git fetch` brings those of the server",
    )


@pytest.mark.parametrize("revision", ["", "a\0b"])
def test_an_empty_name_is_no_revision(scratch: Scratch, revision: str) -> None:
    said = ("the name of the revision is empty", "write a branch, tag or commit id, such as `main`")
    assert complaint(scratch, revision) == said


def test_an_ambiguous_id_is_told_as_such(scratch: Scratch) -> None:
    ids = [scratch.commit(str(number)) for number in range(40)]
    starts = [each[:1] for each in ids]
    assert max(map(starts.count, starts)) > 1
    tree = scratch.git("rev-parse", "HEAD^{tree}")
    ids = [scratch.git("commit-tree", "-m", str(number), tree, GIT_AUTHOR_NAME="a", GIT_AUTHOR_DATE="@1 +0000",
                       GIT_COMMITTER_DATE="@1 +0000") for number in range(400)]  # fmt: skip
    starts = [each[:4] for each in ids]
    twice = next(start for start in starts if starts.count(start) > 1)
    assert complaint(scratch, twice) == (f"`{twice}` is the beginning of more than one id", "write more of its digits")


def test_a_name_of_both_a_branch_and_a_tag_is_not_guessed(scratch: Scratch) -> None:
    first = scratch.commit()
    scratch.commit()
    scratch.git("tag", "main", first)
    said = ("`main` is both a branch and a tag", "write `refs/heads/main` or `refs/tags/main`")
    assert complaint(scratch, "main") == said
    assert named(scratch, "refs/tags/main").id == first


def test_a_branch_without_commits_is_told_as_such(scratch: Scratch) -> None:
    said = ("the branch `main` has no commit yet", "commit the plans: `git add .` and `git commit`")
    assert complaint(scratch, "HEAD") == said
    with pytest.raises(GitError, match="the branch `main` has no commit yet"):
        default_base(open_repository(scratch.root))


def test_a_detached_head_is_a_revision(scratch: Scratch) -> None:
    first = scratch.commit()
    scratch.commit()
    scratch.switch(first)
    assert named(scratch, "HEAD").id == first
    assert default_base(open_repository(scratch.root)).id == first


def test_the_merge_base_is_where_two_lines_parted(scratch: Scratch) -> None:
    scratch.commit()
    base = scratch.commit()
    scratch.branch("feature").commit()
    scratch.switch("main").commit()
    repository = open_repository(scratch.root)
    assert merge_base(repository, resolve(repository, "main"), resolve(repository, "feature")).id == base


def test_histories_that_have_nothing_in_common_have_no_base(scratch: Scratch) -> None:
    first = scratch.commit()
    scratch.git("checkout", "-q", "--orphan", "alone")
    other = scratch.commit()
    repository = open_repository(scratch.root)
    with pytest.raises(GitError) as caught:
        merge_base(repository, resolve(repository, "main"), resolve(repository, "alone"))
    assert caught.value.message == f"`{first[:12]}` and `{other[:12]}` have no commit in common"
    assert caught.value.help_text == "give the revision to compare with, as in `kamgen diff BASE`"


def forked(scratch: Scratch, tmp_path: Path, *options: str) -> Scratch:
    """A clone of two branches that parted three commits ago."""
    scratch.commit("root")
    scratch.commit("base")
    scratch.branch("feature")
    for number in range(3):
        scratch.commit(f"feature {number}")
    scratch.switch("main")
    for number in range(3):
        scratch.commit(f"main {number}")
    return scratch.clone(tmp_path / "copy", "--no-single-branch", "--branch=feature", *options)


def test_a_shallow_clone_without_the_base_names_the_remedy(scratch: Scratch, tmp_path: Path) -> None:
    copy = forked(scratch, tmp_path, "--depth=2")
    repository = open_repository(copy.root)
    assert repository.shallow
    for ask in (
        lambda: merge_base(repository, resolve(repository, "HEAD"), resolve(repository, "origin/main")),
        lambda: default_base(repository),
    ):
        with pytest.raises(
            GitError, match=r"this shallow clone does not show where `.{12}` and `.{12}` parted"
        ) as caught:
            ask()
        assert caught.value.help_text == SHALLOW


def test_a_shallow_clone_that_has_the_base_gives_it(scratch: Scratch, tmp_path: Path) -> None:
    copy = forked(scratch, tmp_path, "--depth=4")
    assert open_repository(copy.root).shallow
    assert default_base(open_repository(copy.root)).subject == "base"


def test_a_base_found_beside_a_cut_is_not_trusted(scratch: Scratch, tmp_path: Path) -> None:
    """Both come from `old` by a short way, and from `new` by a long one that the clone does not have."""
    scratch.commit("old")
    scratch.branch("long", "main")
    scratch.commit("new")
    for branch in ("one", "other"):
        scratch.git("branch", f"{branch}-long", "long")
        scratch.switch(f"{branch}-long")
        for number in range(3):
            scratch.commit(f"{branch} {number}")
        scratch.switch("main").branch(branch)
        scratch.merge(f"{branch}-long")
    repository = open_repository(scratch.root)
    assert merge_base(repository, resolve(repository, "one"), resolve(repository, "other")).subject == "new"
    copy = scratch.clone(tmp_path / "copy", "--no-single-branch", "--depth=3", "--branch=one")
    copy.git("fetch", "-q", "--depth=3", "origin", "one", "other")
    shallow = open_repository(copy.root)
    one, other = resolve(shallow, "origin/one"), resolve(shallow, "origin/other")
    assert copy.git("log", "-1", "--format=%s", copy.git("merge-base", one.id, other.id)) == "old"
    with pytest.raises(GitError, match="this shallow clone does not show where"):
        merge_base(shallow, one, other)


def test_a_revision_that_a_shallow_clone_lacks_names_the_remedy(scratch: Scratch, tmp_path: Path) -> None:
    first = scratch.commit()
    scratch.commit()
    copy = scratch.clone(tmp_path / "copy", "--depth=1")
    for revision in (first, "HEAD~1", "origin/feature"):
        assert complaint(copy, revision) == (f"there is no revision `{revision}` in this shallow clone", SHALLOW)


def base(scratch: Scratch) -> str:
    return default_base(open_repository(scratch.root)).subject


def test_on_the_default_branch_the_base_is_head(scratch: Scratch, tmp_path: Path) -> None:
    scratch.commit("first")
    copy = scratch.clone(tmp_path / "copy")
    copy.commit("mine")
    assert base(copy) == "mine"


def test_a_branch_is_compared_with_where_it_left_the_default_branch(scratch: Scratch, tmp_path: Path) -> None:
    scratch.commit("first")
    copy = scratch.clone(tmp_path / "copy")
    copy.branch("feature").commit("mine")
    scratch.commit("theirs")
    copy.git("fetch", "-q")
    assert base(copy) == "first"


def test_of_the_server_and_the_local_branch_the_later_base_counts(scratch: Scratch, tmp_path: Path) -> None:
    scratch.commit("first")
    stale = scratch.clone(tmp_path / "stale")
    ahead = scratch.clone(tmp_path / "ahead")
    scratch.commit("second")
    stale.git("fetch", "-q")
    stale.branch("feature", "origin/main").commit("mine")
    assert base(stale) == "second"
    ahead.commit("local")
    ahead.branch("feature").commit("mine")
    assert base(ahead) == "local"


def test_the_default_branch_of_the_server_may_have_any_name(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "origin")
    scratch.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    scratch.commit("trunk")
    copy = scratch.clone(tmp_path / "copy")
    copy.branch("feature").commit("mine")
    assert base(copy) == "trunk"


def test_without_a_head_of_the_server_its_main_or_master_is_taken(scratch: Scratch, tmp_path: Path) -> None:
    scratch.git("symbolic-ref", "HEAD", "refs/heads/master")
    scratch.commit("first")
    copy = scratch.clone(tmp_path / "copy")
    copy.git("symbolic-ref", "-d", "refs/remotes/origin/HEAD")
    copy.branch("feature").commit("mine")
    copy.git("branch", "-q", "-D", "master")
    assert base(copy) == "first"


def test_without_a_default_branch_one_must_be_given(scratch: Scratch) -> None:
    scratch.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    scratch.commit("first")
    with pytest.raises(GitError) as caught:
        base(scratch)
    assert caught.value.message == (
        "there is no default branch to compare with: neither `origin/HEAD` nor `main` nor `master`"
    )
    assert caught.value.help_text == "give the revision to compare with, as in `kamgen diff BASE`"


def test_replaced_commits_are_read_as_they_were_made(scratch: Scratch) -> None:
    first = scratch.commit("first")
    second = scratch.commit("second")
    run_git(scratch.root, "replace", second, first)
    assert named(scratch, "HEAD").subject == "second"
