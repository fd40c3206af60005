"""The output stays below the site unless the user says otherwise; what came with plans is published or told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.small_site import HALDEN, Shell

BUILD = ("build", "--as-of", "2026-11-20", "--fail-on", "never", "-q")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path / "site", capsys)
    shell.write("site.toml", "")
    shell.write("content/accounts/halden.md", HALDEN)
    monkeypatch.chdir(shell.folder)
    return shell


@pytest.mark.parametrize(
    "place",
    ["..", "../out", "/tmp/kamgen-out", ".", ".git", ".git/hooks", "a/.git/b", "themes/default", ".kamgen", "~"],
)
def test_a_repository_cannot_send_the_output_elsewhere(site: Shell, place: str) -> None:
    site.write("site.toml", f'[content]\noutput = "{place}"\n')
    ran = site(*BUILD)
    if place == "~":  # a name like any other: no shell reads it
        assert (ran.code, (site.folder / "~" / "index.html").is_file()) == (0, True)
        return
    assert ran.code == 2
    assert "is not a folder below the one of site.toml" in ran.err
    assert sorted(path.name for path in site.folder.parent.iterdir()) == ["site"]


@pytest.mark.parametrize("link", ["public", "out"])
def test_nor_through_a_link_unless_the_user_says_so(site: Shell, link: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site.folder / link).symlink_to(outside)
    if link == "out":
        site.write("site.toml", '[content]\noutput = "out/public"\n')
    ran = site(*BUILD)
    assert ran.code == 2
    assert "leads out of the site, to" in ran.err
    assert list(outside.iterdir()) == []
    assert site(*BUILD, "--output", str(outside)).code == 0
    assert (outside / "index.html").is_file()


def test_the_user_does_not_get_git_s_own_folder_either(site: Shell) -> None:
    (site.folder / ".git").mkdir()
    ran = site(*BUILD, "--output", ".git/site")
    assert (ran.code, "is git's own folder" in ran.err) == (2, True)


def test_a_file_that_may_run_is_told_of_and_not_copied(site: Shell) -> None:
    site.write("content/accounts/minutes.html", "<script>alert(1)</script>")
    site.write("content/accounts/minutes.pdf", "%PDF")
    site.write("content/accounts/halden.md", f"{HALDEN}\n[a](minutes.html) [b](minutes.pdf)\n")
    ran = site("check", "--as-of", "2026-11-20", "--output-format", "concise")
    message = "the file `minutes.html` is not published: files that end in `.html` are not"
    write = "write a PDF of it, or its ending in `attachments` under `[content]` of site.toml"
    assert f"LNK002 {message}: {write}" in ran.out
    assert site(*BUILD).code == 0
    assert [path.name for path in (site.folder / "public/files").iterdir()] == ["minutes.pdf"]
    site.write("site.toml", '[content]\nattachments = ["html"]\n')
    assert site(*BUILD).code == 0
    assert [path.name for path in (site.folder / "public/files").iterdir()] == ["minutes.html"]


def test_a_large_file_is_told_of_and_not_copied(site: Shell) -> None:
    with (site.folder / "content/accounts/big.pdf").open("wb") as file:
        file.truncate(3 * 1024 * 1024)
    site.write("site.toml", "[content]\nmax_attachment_size = 2048\n")
    site.write("content/accounts/halden.md", f"{HALDEN}\n[a](big.pdf)\n")
    ran = site("check", "--as-of", "2026-11-20", "--output-format", "concise")
    assert "the file `big.pdf` is not published: it has 3,072 KiB, and a file may have 2,048" in ran.out
    assert site(*BUILD).code == 0
    assert not (site.folder / "public/files").exists()
