"""Which files matter, and which never wake the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamgen.parse.config import parse_config
from kamgen.serve.watch import WatchPaths, is_far, kind_of_disk, watch_paths_of
from kamgen.text.addresses import mount_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("content/accounts/nordics", "themes/ours"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path.resolve()


def watch_paths(root: Path, site: str = "") -> WatchPaths:
    return watch_paths_of(root, parse_config(site), root / "shipped", (root / "content/accounts/report.txt",))


@pytest.mark.parametrize(
    "path",
    [
        "site.toml",
        "content",
        "content/accounts",
        "content/accounts/halden.md",
        "content/accounts/halden",
        "content/accounts/halden/_minutes.md",
        "content/accounts/nordics/figures.pdf",
        "themes",
        "themes/ours/templates/_base.html",
        "shipped/default/static/kamgen.css",
    ],
)
def test_what_a_site_is_made_of_matters(root: Path, path: str) -> None:
    assert watch_paths(root).matters(str(root / path))


@pytest.mark.parametrize(
    "path",
    [
        "notes.md",
        "public/index.html",
        ".public.kamgen-4711-9f3a0b1c/index.html",
        ".kamgen/cache/ab",
        ".git/index",
        "content/notes.md",
        "content/accounts/.halden.md.swp",
        "content/accounts/halden.md~",
        "content/accounts/#halden.md#",
        "content/accounts/4913",
        "content/accounts/halden.md.tmp",
        "content/accounts/halden.md___jb_tmp___",
        "content/accounts/_drafts/halden.md",
        "content/accounts/_drafts/_minutes.md",
        "content/accounts/_figures.pdf",
        "content/accounts/report.txt",
        "themes/ours/.git/index",
        "themes/ours/static/site.css~",
    ],
)
def test_what_no_page_is_made_of_does_not_matter(root: Path, path: str) -> None:
    assert not watch_paths(root).matters(str(root / path))


def test_links_are_watched_where_they_lead(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away").resolve()
    (away / "plans").mkdir()
    (away / "dark").mkdir()
    (root / "content/far").symlink_to(away / "plans")
    (root / "themes/dark").symlink_to(away / "dark")
    there = watch_paths(root, '[content]\naccounts = "content/far"\n')
    assert there.matters(str(away / "plans/halden.md"))
    assert there.matters(str(away / "dark/theme.toml"))
    assert there.matters(str(root / "content/far"))


def test_folders_are_watched_below_only_where_plans_and_themes_are(root: Path) -> None:
    watched = dict(watch_paths(root).folders())
    assert [folder for folder, deep in watched.items() if deep] == [
        root / "content/accounts",
        root / "themes",
        root / "shipped",
    ]
    assert [folder for folder, deep in watched.items() if not deep] == [root, root / "content"]


@pytest.mark.parametrize(
    ("address", "mount"),
    [
        (None, "/"),
        ("https://accounts.example", "/"),
        ("https://team.example/sales/accounts", "/sales/accounts/"),
        ("https://team.example/sales//accounts/", "/sales/accounts/"),
        ("https://team.example/Schl%C3%BCssel kunden/", "/Schl%C3%BCssel%20kunden/"),
        ("https://team.example/../x/./y", "/x/y/"),
    ],
)
def test_a_site_is_served_at_the_path_of_its_address(address: str | None, mount: str) -> None:
    assert mount_of(address) == mount


MOUNTS = (
    "sysfs /sys sysfs rw 0 0\n/dev/sda1 / ext4 rw 0 0\nfiles:/team /mnt/team nfs4 rw 0 0\n"
    "//nas/kam /mnt/key\\040accounts cifs rw 0 0\n/dev/sdb1 /mnt/team/local xfs rw 0 0\n"
)


@pytest.mark.parametrize(
    ("path", "kind", "far"),
    [
        ("/home/eva/site", "ext4", False),
        ("/mnt/team/site", "nfs4", True),
        ("/mnt/teamwork", "ext4", False),
        ("/mnt/team/local/site", "xfs", False),
        ("/mnt/key accounts/site", "cifs", True),
    ],
)
def test_network_disks_are_told_from_others(path: str, kind: str, far: bool) -> None:
    found = kind_of_disk(Path(path), MOUNTS)
    assert (found, is_far(found)) == (kind, far)


@pytest.mark.parametrize("kind", ["", "btrfs", "tmpfs", "fuseblk", "fuse.ntfs-3g", "overlay"])
def test_other_disks_tell_of_changes(kind: str) -> None:
    assert not is_far(kind)
