"""Contents by id, and the id of a content."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamgen.model.errors import GitError
from kamgen.read.git.objects import Blob, blob_id, blobs_up_to, read_blobs, resolve
from kamgen.read.git.repository import open_repository
from kamgen.read.git.tree import entries
from tests.repositories import Scratch, run_git


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_ids_are_those_of_git(tmp_path: Path, object_format: str) -> None:
    scratch = Scratch(tmp_path / "site", object_format=object_format)
    repository = open_repository(scratch.root)
    for data in (b"", b"plan\n", b"\0\r\n\xff" * 1000):
        assert blob_id(repository, data) == scratch.git("hash-object", "--stdin", data=data)


def test_contents_come_in_the_order_asked_for_with_repetitions(scratch: Scratch) -> None:
    contents = [b"", b"a\nb", b"\0" * 70_000, b"blob missing\n"]
    ids = [scratch.git("hash-object", "-w", "--stdin", data=data) for data in contents]
    order = [2, 0, 3, 1, 2, 0]
    repository = open_repository(scratch.root)
    assert list(read_blobs(repository, [ids[each] for each in order])) == [contents[each] for each in order]
    assert list(read_blobs(repository, [])) == []


def test_more_ids_and_contents_than_pipes_hold_are_no_trouble(scratch: Scratch) -> None:
    one = scratch.git("hash-object", "-w", "--stdin", data=b"x" * 5000)
    repository = open_repository(scratch.root)
    assert sum(map(len, read_blobs(repository, [one] * 5000))) == 25_000_000


def test_reading_may_stop_in_the_middle(scratch: Scratch) -> None:
    one = scratch.git("hash-object", "-w", "--stdin", data=b"x" * 5000)
    blobs = read_blobs(open_repository(scratch.root), [one] * 5000)
    assert next(blobs) == b"x" * 5000


def test_a_content_over_the_limit_is_not_kept(scratch: Scratch) -> None:
    ids = [scratch.git("hash-object", "-w", "--stdin", data=b"x" * size) for size in (100_000, 3, 4)]
    found = list(blobs_up_to(open_repository(scratch.root), ids, 3))
    assert found == [Blob(100_000, b""), Blob(3, b"xxx"), Blob(4, b"")]


def test_an_id_that_is_not_there_is_an_error(scratch: Scratch) -> None:
    with pytest.raises(GitError) as caught:
        list(read_blobs(open_repository(scratch.root), ["0123456789" * 4]))
    assert caught.value.message == f"an object of the repository is missing: {'0123456789' * 4} is missing"
    assert caught.value.help_text == "run `git fsck`, or clone it anew"


def test_an_id_of_a_commit_is_no_file(scratch: Scratch) -> None:
    head = scratch.commit()
    with pytest.raises(GitError, match=f"{head} is not a file but a commit"):
        list(read_blobs(open_repository(scratch.root), [head]))


def test_a_partial_clone_never_fetches_and_names_the_remedy(scratch: Scratch, tmp_path: Path) -> None:
    run_git(scratch.root, "config", "uploadpack.allowFilter", "true")
    scratch.write("content/accounts/a.md", "old\n").commit()
    scratch.write("content/accounts/a.md", "new\n").commit()
    copy = scratch.clone(tmp_path / "copy", "--filter=blob:none")
    repository = open_repository(copy.root)
    new, old = (
        entries(repository, resolve(repository, name).id, "content/accounts/a.md")[0].blob
        for name in ("HEAD", "HEAD~1")
    )
    assert list(read_blobs(repository, [new])) == [b"new\n"]
    with pytest.raises(GitError) as caught:
        list(read_blobs(repository, [old]))
    assert caught.value.message.startswith("git has not all of the content that is needed: ")
    assert caught.value.help_text == (
        "this clone left out part of its content: fetch the rest with `git fetch --refetch --no-filter`"
    )
    copy.git("fetch", "-q", "--refetch", "--no-filter")
    assert list(read_blobs(repository, [old])) == [b"old\n"]
