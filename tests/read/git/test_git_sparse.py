"""The working tree of a sparse checkout."""

from __future__ import annotations

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.errors import ContentError
from kamgen.model.source import Content
from kamgen.read import disk
from kamgen.read.git.content import fill_sparse, read_content_at, read_working_tree, skipped
from kamgen.read.git.objects import resolve
from kamgen.read.git.repository import open_repository
from tests.repositories import Scratch

A = "content/accounts"
SITE = SiteConfig()


@pytest.fixture
def sparse(scratch: Scratch) -> Scratch:
    """Only the plans of the south are on the disk."""
    scratch.write(f"{A}/north/a.md").write(f"{A}/north/a.pdf").write(f"{A}/south/b.md").write(f"{A}/south/b.pdf")
    scratch.write("docs/x.md").link(f"{A}/south/link.md", "../north/a.md").commit()
    scratch.git("sparse-checkout", "set", "--cone", f"{A}/south")
    return scratch


def working_tree(scratch: Scratch) -> Content:
    return read_working_tree(open_repository(scratch.root), SITE.content)


def test_a_whole_checkout_leaves_nothing_out(scratch: Scratch) -> None:
    scratch.write(f"{A}/a.md").commit()
    repository = open_repository(scratch.root)
    content = disk.read_content(scratch.root, SITE.content)
    assert skipped(repository) == frozenset()
    assert fill_sparse(repository, content, SITE.content) is content


def test_plans_that_are_kept_off_the_disk_are_not_deleted(sparse: Scratch) -> None:
    repository = open_repository(sparse.root)
    assert skipped(repository) == {f"{A}/north/a.md", f"{A}/north/a.pdf", "docs/x.md"}
    assert [source.path for source in disk.read_content(sparse.root, SITE.content).plans] == [
        f"{A}/south/b.md",
        f"{A}/south/link.md",
    ]
    assert working_tree(sparse) == read_content_at(repository, resolve(repository, "HEAD").id, SITE.content)


def test_what_is_on_the_disk_is_read_from_there(sparse: Scratch) -> None:
    sparse.write(f"{A}/south/b.md", "edited").write(f"{A}/south/new.md").remove(f"{A}/south/b.pdf")
    content = working_tree(sparse)
    assert {source.path: source.data for source in content.plans} == {
        f"{A}/north/a.md": b"plan\n",
        f"{A}/south/b.md": b"edited",
        f"{A}/south/link.md": b"plan\n",
        f"{A}/south/new.md": b"plan\n",
    }
    assert content.files == {f"{A}/north/a.pdf"}


def test_an_accounts_folder_that_is_kept_off_the_disk_is_read_all_the_same(sparse: Scratch) -> None:
    expected = working_tree(sparse)
    sparse.git("sparse-checkout", "set", "--cone", "docs")
    assert not (sparse.root / A).exists()
    assert working_tree(sparse) == expected


def test_an_accounts_folder_that_is_missing_is_still_an_error(scratch: Scratch) -> None:
    scratch.commit()
    with pytest.raises(ContentError, match="the accounts folder `content/accounts` is not there"):
        working_tree(scratch)


def test_a_site_in_a_folder_has_paths_below_that_folder(scratch: Scratch) -> None:
    scratch.write("sales/site.toml").write(f"sales/{A}/a.md").write("docs/x.md").commit()
    scratch.git("sparse-checkout", "set", "--cone", "docs")
    repository = open_repository(scratch.root)
    (scratch.root / "sales").mkdir()
    inside = open_repository(scratch.root / "sales")
    assert skipped(repository) == {"sales/site.toml", f"sales/{A}/a.md"}
    assert skipped(inside) == {"site.toml", f"{A}/a.md"}
