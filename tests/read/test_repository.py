"""Where a site lies in its repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamgen.read.disk import prefix_in_repository


@pytest.mark.parametrize(("folder", "prefix"), [("", ""), ("sales", "sales"), ("sales/plans", "sales/plans")])
def test_is_the_way_from_the_repository_to_the_site(tmp_path: Path, folder: str, prefix: str) -> None:
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / ".git").mkdir()
    assert prefix_in_repository(tmp_path / folder) == prefix


def test_a_worktree_or_submodule_has_a_file_instead(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    assert prefix_in_repository(tmp_path / "a" / "b") == "b"


def test_a_link_counts_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "real" / "site").mkdir(parents=True)
    (tmp_path / "real" / ".git").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "site")
    assert prefix_in_repository(tmp_path / "link") == "site"
