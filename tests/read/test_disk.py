"""Reading a site from disk: what is a plan, what is an attachment, and what is never opened."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from kamgen.model.config import ContentTable, SiteConfig
from kamgen.model.errors import ConfigError, ContentError
from kamgen.model.source import Content, Source
from kamgen.read import disk

A = "content/accounts"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / A).mkdir(parents=True)
    (tmp_path / "site.toml").write_text("")
    return tmp_path


def put(root: Path, *paths: str, data: bytes = b"plan") -> None:
    for path in paths:
        (root / A / path).parent.mkdir(parents=True, exist_ok=True)
        (root / A / path).write_bytes(data)


def link(root: Path, path: str, target: str | Path) -> None:
    (root / A / path).symlink_to(target)


def read(root: Path, site: SiteConfig | None = None) -> Content:
    return disk.read_content(root, (site or SiteConfig()).content)


def paths(content: Content) -> list[str]:
    return [source.path.removeprefix(f"{A}/") for source in content.plans]


def refusals(content: Content) -> dict[str, str]:
    return {source.path.removeprefix(f"{A}/"): source.refusal for source in content.plans if source.refusal}


def test_root_is_the_nearest_folder_upwards_with_a_site_toml(root: Path) -> None:
    assert disk.find_root(root / A) == root.resolve()


def test_without_site_toml_the_error_points_to_init(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        disk.find_root(tmp_path)
    assert caught.value.message == f"there is no site.toml in {tmp_path.resolve()} or in any folder above it"
    assert caught.value.help_text == "run `kamgen init` to make one"


def test_site_text_loses_its_byte_order_mark(root: Path) -> None:
    (root / "site.toml").write_bytes(b"\xef\xbb\xbf[site]\n")
    assert disk.read_site_text(root) == "[site]\n"


def test_site_text_in_another_encoding_is_an_error(root: Path) -> None:
    (root / "site.toml").write_bytes(b"\xff\xfe[\x00")
    with pytest.raises(ConfigError, match=r"site\.toml is not UTF-8 text"):
        disk.read_site_text(root)


def test_md_files_are_plans_or_documents_beside_one_and_every_other_file_an_attachment(root: Path) -> None:
    put(root, "b.md", "a.MD", "halden/index.md", "halden/q3/notes.pdf", "halden/group.md", "logo.png")
    content = read(root)
    assert content.folder == A
    assert paths(content) == ["a.MD", "b.md", "halden/index.md"]
    assert content.files == {f"{A}/halden/q3/notes.pdf", f"{A}/logo.png", f"{A}/halden/group.md"}
    assert content.documents == (Source(f"{A}/halden/group.md", b"plan"),)
    assert content.plans[0] == Source(f"{A}/a.MD", b"plan")


def test_hidden_files_drafts_and_backups_are_skipped(root: Path) -> None:
    put(root, ".hidden.md", "_draft.md", "halden.md~", ".git/config", "_drafts/x.md", ".DS_Store")
    note = f"{A}/_draft.md"
    assert read(root) == Content(A, (), frozenset([note]), documents=(Source(note, b"plan"),))


def test_missing_accounts_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="the accounts folder `content/accounts` is not there"):
        read(tmp_path)


@pytest.mark.parametrize("written", ["../elsewhere", "/etc", "a/../../b"])
def test_accounts_folder_outside_the_site_is_an_error(root: Path, written: str) -> None:
    with pytest.raises(ContentError, match=r"is not below the folder of site\.toml"):
        read(root, SiteConfig(content=ContentTable(accounts=written)))


def test_a_site_built_inside_its_accounts_folder_is_not_content(root: Path) -> None:
    put(root, "a.md", "public/index.html")
    site = SiteConfig(content=ContentTable(accounts=A, output=f"{A}/public"))
    assert read(root, site).files == frozenset()


def test_a_link_inside_the_folder_is_read_and_linked_folders_at_their_own_place(root: Path) -> None:
    put(root, "group/halden.md", "group/q3.pdf")
    link(root, "alias.md", "group/halden.md")
    link(root, "q3.pdf", "group/q3.pdf")
    link(root, "folder", "group")
    link(root, "group/up", "..")
    content = read(root)
    assert paths(content) == ["alias.md", "group/halden.md"]
    assert content.files == {f"{A}/group/q3.pdf", f"{A}/q3.pdf"}


def test_links_that_lead_out_or_nowhere_are_refused_and_never_read(root: Path) -> None:
    (root / "secret.md").write_text("secret")
    (root / "secrets").mkdir()
    link(root, "out.md", root / "secret.md")
    link(root, "outside", root / "secrets")
    link(root, "broken.md", "nowhere.md")
    link(root, "loop.md", "loop.md")
    link(root, "photo.png", root / "secret.md")
    content = read(root)
    assert refusals(content) == {
        "broken.md": disk.LEADS_NOWHERE,
        "loop.md": disk.LEADS_NOWHERE,
        "out.md": disk.LEADS_OUT,
        "outside": disk.LEADS_OUT,
    }
    assert content.files == frozenset()
    assert {source.data for source in content.plans} == {b""}


def test_a_folder_with_a_name_that_begins_like_the_accounts_folder_is_outside(root: Path) -> None:
    (root / "content/accounts-old").mkdir()
    (root / "content/accounts-old/x.md").write_text("old")
    link(root, "x.md", "../accounts-old/x.md")
    assert refusals(read(root)) == {"x.md": disk.LEADS_OUT}


def test_pipes_and_sockets_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / A / "pipe.md")
    monkeypatch.chdir(root / A)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        assert refusals(read(root)) == {"pipe.md": disk.NOT_A_FILE, "socket.md": disk.NOT_A_FILE}


def test_a_file_over_the_limit_is_refused_with_both_sizes(root: Path) -> None:
    put(root, "fits.md", data=b"x" * 2048)
    put(root, "large.md", data=b"x" * 2049)
    content = read(root, SiteConfig(content=ContentTable(max_file_size=2)))
    assert refusals(content) == {
        "large.md": "the file has 3 KiB, and a plan may have 2: keep pictures and documents in files of their own, "
        "or raise `max_file_size` under `[content]` in site.toml"
    }


def test_no_permission_is_a_refusal(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, "locked.md")

    def locked(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr("kamgen.read.disk.os.open", locked)
    assert refusals(read(root)) == {"locked.md": disk.NO_PERMISSION}


def test_a_name_that_is_not_utf8_is_refused(root: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(root / A) + b"/m\xf6ller.md")).write_text("plan")
    except OSError:
        pytest.skip("this file system only takes UTF-8 names")
    assert refusals(read(root)) == {"m�ller.md": disk.BAD_NAME}


def test_plans_come_in_order_of_code_points_whatever_the_locale(root: Path) -> None:
    put(root, "ö.md", "z.md", "B.md", "a/x.md", "a.md", "a-b.md")
    assert paths(read(root)) == ["B.md", "a-b.md", "a.md", "a/x.md", "z.md", "ö.md"]
