"""A site at a revision is read as a checkout of it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kamgen.model.config import ContentTable, SiteConfig
from kamgen.model.errors import ConfigError, ContentError, GitError
from kamgen.model.source import Content, Source
from kamgen.read import disk, file_rules
from kamgen.read.git.content import read_content_at, read_text_at, read_working_tree
from kamgen.read.git.repository import open_repository
from kamgen.read.git.tree import INDEX
from tests.read.test_plan_files import COPIES, PLAN, POINTER
from tests.records import record_of
from tests.repositories import Scratch, isolate

A = "content/accounts"


def site_of(accounts: str = A, **more: str | int) -> SiteConfig:
    return SiteConfig(content=record_of(ContentTable, {"accounts": accounts, **more}))


def at(scratch: Scratch, tree: str = "", below: str = ".", site: SiteConfig | None = None) -> Content:
    return read_content_at(open_repository(scratch.root / below), tree or scratch.head, (site or site_of()).content)


def paths(content: Content) -> list[str]:
    return [source.path.removeprefix(f"{A}/") for source in content.plans]


def refusals(content: Content) -> dict[str, str]:
    return {source.path.removeprefix(f"{A}/"): source.refusal for source in content.plans if source.refusal}


def test_plans_and_attachments_of_an_earlier_commit_are_read_whatever_is_on_disk_now(scratch: Scratch) -> None:
    first = scratch.write(f"{A}/a.md", "old\n").write(f"{A}/halden/q3.pdf", b"\0").commit()
    scratch.write(f"{A}/a.md", "new\n").remove(f"{A}/halden").write(f"{A}/b.md").commit()
    scratch.write(f"{A}/a.md", "unsaved\n")
    assert at(scratch, first) == Content(A, (Source(f"{A}/a.md", b"old\n"),), frozenset({f"{A}/halden/q3.pdf"}))
    assert at(scratch) == Content(A, (Source(f"{A}/a.md", b"new\n"), Source(f"{A}/b.md", b"plan\n")))


def test_git_and_disk_say_the_same_of_names_and_copies(scratch: Scratch) -> None:
    for name in ("halden.md", *COPIES, "oslo.md.txt", "zug.markdown", "tern", "logo.png"):
        scratch.write(f"{A}/{name}", PLAN)
    scratch.write(f"{A}/minutes.pdf", POINTER).commit()
    on_disk = disk.read_content(scratch.root, site_of().content)
    assert on_disk.pointers == {f"{A}/minutes.pdf"}
    assert len(on_disk.copies) == len(COPIES)
    assert at(scratch) == replace(on_disk, pointers=frozenset(), sizes={})
    assert read_working_tree(open_repository(scratch.root), site_of().content) == at(scratch)


def test_the_index_has_what_is_staged_and_nothing_else(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "one").commit()
    scratch.write(f"{A}/a.md", "two").write(f"{A}/b.md").stage()
    scratch.write(f"{A}/a.md", "three").write(f"{A}/c.md").write("site.toml", "unsaved")
    assert [(source.path, source.data) for source in at(scratch, INDEX).plans] == [
        (f"{A}/a.md", b"two"),
        (f"{A}/b.md", b"plan\n"),
    ]
    assert read_text_at(open_repository(scratch.root), INDEX) == ""


def test_a_plan_that_is_only_meant_to_be_added_is_not_in_the_index(scratch: Scratch) -> None:
    scratch.write(f"{A}/empty.md", "").commit()
    scratch.write(f"{A}/meant.md", "later")
    scratch.git("add", "-N", f"{A}/meant.md")
    assert paths(at(scratch, INDEX)) == ["empty.md"]


def test_an_unfinished_merge_of_a_plan_is_told_and_one_elsewhere_is_not(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "base").write("notes.txt", "base").commit()
    scratch.branch("feature").write(f"{A}/a.md", "theirs").commit()
    scratch.switch("main").write(f"{A}/a.md", "ours").commit()
    with pytest.raises(AssertionError, match="git merge"):
        scratch.merge("feature")
    with pytest.raises(GitError) as caught:
        at(scratch, INDEX)
    assert caught.value.message == f"`{A}/a.md` is in the middle of a merge"
    assert caught.value.help_text == "settle it, `git add` it, and run the command again"
    assert read_text_at(open_repository(scratch.root), INDEX) == ""


def test_a_site_in_a_folder_has_paths_below_that_folder(scratch: Scratch) -> None:
    scratch.write("sales/site.toml", "x=1\n").write(f"sales/{A}/a.md").write(f"{A}/other.md").commit()
    assert paths(at(scratch, below="sales")) == ["a.md"]
    assert paths(at(scratch)) == ["other.md"]


def test_before_the_site_or_its_plans_there_was_nothing(scratch: Scratch) -> None:
    empty = scratch.remove("site.toml").commit()
    scratch.write("site.toml").write(f"{A}/a.md").commit()
    assert read_text_at(open_repository(scratch.root), empty) is None
    assert at(scratch, empty) == Content(A, ())


def test_an_accounts_folder_that_was_a_file_is_the_error_of_the_disk(scratch: Scratch) -> None:
    scratch.write(A, "file").commit()
    with pytest.raises(ContentError) as here:
        at(scratch)
    with pytest.raises(ContentError) as there:
        disk.read_content(scratch.root, site_of().content)
    assert (here.value.message, here.value.help_text) == (there.value.message, there.value.help_text)


@pytest.mark.parametrize("place", ["content/accounts", "content"])
def test_an_accounts_folder_in_a_submodule_is_not_looked_into(scratch: Scratch, tmp_path: Path, place: str) -> None:
    inner = Scratch(tmp_path / "inner").write("a.md").write("accounts/a.md")
    inner.commit()
    scratch.git("submodule", "--quiet", "add", inner.root.as_uri(), place)
    scratch.commit()
    with pytest.raises(GitError) as caught:
        at(scratch)
    assert (
        caught.value.message == "the accounts folder `content/accounts` is a submodule, which has a history of its own"
    )
    assert caught.value.help_text == "keep site.toml in that repository too, and run kamgen there"


def test_a_submodule_below_the_accounts_folder_is_passed_over(scratch: Scratch, tmp_path: Path) -> None:
    inner = Scratch(tmp_path / "inner").write("a.md")
    inner.commit()
    scratch.write(f"{A}/b.md")
    scratch.git("submodule", "--quiet", "add", inner.root.as_uri(), f"{A}/inner")
    scratch.commit()
    assert paths(at(scratch)) == ["b.md"]


def test_an_accounts_folder_may_be_a_link_inside_the_repository_and_not_out_of_it(
    scratch: Scratch, tmp_path: Path
) -> None:
    scratch.write("plans/a.md").link("content", ".").link("accounts", "plans").commit()
    assert at(scratch) == replace(disk.read_content(scratch.root, site_of().content), sizes={})
    assert paths(at(scratch)) == ["a.md"]
    scratch.remove("accounts").link("accounts", str(tmp_path)).commit()
    with pytest.raises(GitError, match=f"the accounts folder `{A}` is a link that leads out of the repo"):
        at(scratch)


def test_site_toml_may_be_a_link_inside_the_repository_and_not_out_of_it(scratch: Scratch, tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text("")
    scratch.write("settings/real.toml", "x=1\n").remove("site.toml").link("site.toml", "settings/real.toml").commit()
    assert read_text_at(open_repository(scratch.root), scratch.head) == "x=1\n"
    scratch.remove("site.toml").link("site.toml", "../outside.toml").commit()
    with pytest.raises(ConfigError, match=r"site\.toml is a link that leads out of the repository"):
        read_text_at(open_repository(scratch.root), scratch.head)


@pytest.mark.parametrize("text", [b"\xef\xbb\xbf[site]\r\nx=1\ry=2\n", b"", b"a = 1\n"])
def test_the_text_of_site_toml_is_that_of_the_disk(scratch: Scratch, text: bytes) -> None:
    head = scratch.write("site.toml", text).commit()
    assert read_text_at(open_repository(scratch.root), head) == disk.read_site_text(scratch.root)


def test_site_toml_in_another_encoding_is_an_error(scratch: Scratch) -> None:
    head = scratch.write("site.toml", b"\xff\xfe[\x00").commit()
    with pytest.raises(ConfigError, match=r"site\.toml is not UTF-8 text"):
        read_text_at(open_repository(scratch.root), head)


def test_files_are_given_as_git_keeps_them_and_not_as_a_checkout_would_write_them(scratch: Scratch) -> None:
    scratch.write(".gitattributes", "*.md text eol=crlf\n").write(f"{A}/a.md", "one\ntwo\n").commit()
    assert at(scratch).plans[0].data == b"one\ntwo\n"


def test_a_link_is_read_as_the_file_it_leads_to_and_a_draft_is_no_plan(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "one").write(f"{A}/q.pdf", "two").write(f"{A}/_draft.md").link(f"{A}/l.md", "a.md")
    scratch.link(f"{A}/out.md", "/etc/hostname").commit()
    content = at(scratch, scratch.head)
    assert content.files == {f"{A}/q.pdf", f"{A}/_draft.md"}
    assert [source.path for source in content.documents] == [f"{A}/_draft.md"]
    assert {source.path: source.data for source in content.plans if not source.refusal} == {
        f"{A}/a.md": b"one",
        f"{A}/l.md": b"one",
    }


def test_a_link_into_the_working_tree_by_its_whole_path_leads_to_what_the_revision_has_there(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md", "old").link(f"{A}/l.md", str(scratch.root / A / "a.md")).commit()
    first = scratch.head
    scratch.write(f"{A}/a.md", "new").commit()
    assert {source.data for source in at(scratch, first).plans} == {b"old"}


def test_links_in_a_circle_or_without_end_lead_nowhere(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md").link(f"{A}/one.md", "two.md").link(f"{A}/two.md", "one.md")
    scratch.link(f"{A}/x0.md", "/".join(["."] * 9 + ["a.md"]))
    for number in range(300):
        scratch.link(f"{A}/deep{number}", f"deep{number + 1}/deep{number + 1}")
    scratch.link(f"{A}/last.md", "deep0/x").commit()
    nowhere = file_rules.LEADS_NOWHERE
    assert refusals(at(scratch)) == {"last.md": nowhere, "one.md": nowhere, "two.md": nowhere}


NAMES = (
    "a", "sub", "b", "b.md", "c.MD", "_d.md", ".h", "e.md~", "f.pdf", "ö.md", "ö.md", "x y.md", "-r.md", "new\nline.md",
    '"q".md', "tab\t.md", "bad\udcff.md", "bad\udcff", "CON.md",
)  # fmt: skip
TARGETS = (
    "a", "sub", "sub/b.md", "b.md", "./a/../b.md", "..", ".", "../a", "../../site.toml", "../..", "/etc/hostname",
    "/etc", "/nowhere", "missing.md", "b.md/", "b.md/..", "a/b.md", "../../../../../..", "bad\udcff.md",
    "../../elsewhere/a.md", "HERE/a.md", "HERE/content/accounts/b.md", "HERE", "HERE/content/../../../../etc",
)  # fmt: skip
PATHS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join)
FILES = st.tuples(PATHS, st.sampled_from((b"", b"x" * 1024, b"x" * 1025, b"\r\n\xff")))
LINKS = st.tuples(PATHS, st.sampled_from(TARGETS))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    return Scratch(tmp_path_factory.mktemp("world") / "site")


def lay_out(root: Path, things: list[tuple[str, bytes | str]]) -> None:
    """Files and links, as far as each still has a place."""
    for path, made in things:
        place = root / path
        if any(os.path.lexists(each) and not each.is_dir() for each in place.parents) or os.path.lexists(place):
            continue
        if not place.parent.resolve().is_relative_to(root):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(made, bytes):
            place.write_bytes(made)
        else:
            place.symlink_to(made.replace("HERE", str(root)))


@settings(max_examples=60)
@given(
    st.lists(st.one_of(FILES, LINKS), max_size=12),
    st.sampled_from(("", "sales/site/")),
    st.sampled_from((A, ".", "linked", f"{A}/sub")),
)
@example([(b.decode("utf-8", "surrogateescape"), b"x") for b in (b"a\xfe/x.md", b"a\xff/x.md")], "", A)
@example([("b.md", b"x"), ("a/b.md", "../b.md/../b.md")], "", A)
def test_a_revision_is_read_as_its_checkout_is(
    world: Scratch, things: list[tuple[str, bytes | str]], prefix: str, accounts: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch)
        world.git("rm", "-r", "-q", "-f", "--ignore-unmatch", ".")
        world.git("clean", "-q", "-f", "-f", "-d", "-x")
        root = world.root / prefix
        world.write(f"{prefix}site.toml", "").write(f"{prefix}elsewhere/a.md").link(f"{prefix}linked", A)
        world.write(f"{prefix}{A}/always.txt").write(f"{prefix}{A}/sub/b.md")
        lay_out(root / A, things)
        world.git("add", "-f", ".")
        tree = world.git("write-tree")
        repository = open_repository(root)
        site = site_of(accounts, max_file_size=1, output=f"{accounts}/b")
        expected = replace(disk.read_content(root, site.content), sizes={})
        assert read_content_at(repository, tree, site.content) == expected
        assert read_content_at(repository, INDEX, site.content) == expected
