"""`kamgen clean`: the cache and the site go, and nothing that kamgen did not make."""

from __future__ import annotations

from pathlib import Path

from tests.cli.small_site import Shell


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sizes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def built(site: Shell) -> None:
    assert site("build", "--fail-on", "never").code == 0


def test_the_cache_goes_and_the_site_stays(site: Shell) -> None:
    built(site)
    size = sizes(site.folder / ".kamgen")
    ran = site("clean")
    assert (ran.code, ran.out, ran.err) == (0, f"Removed the cache in .kamgen/: {size:,} bytes\n", "")
    assert names(site.folder) == ["content", "public", "site.toml"]
    built(site)


def test_with_output_the_site_goes_too_and_what_killed_builds_left(site: Shell) -> None:
    built(site)
    site.write(".public.kamgen-1-0123abcd/index.html", "unfinished")
    cache, public = sizes(site.folder / ".kamgen"), sizes(site.folder / "public")
    ran = site("clean", "--output")
    assert ran.out.splitlines() == [
        f"Removed the cache in .kamgen/: {cache:,} bytes",
        f"Removed the site in public/: {public:,} bytes",
    ]
    assert names(site.folder) == ["content", "site.toml"]
    built(site)


def test_nothing_there_is_fine(site: Shell) -> None:
    ran = site("clean", "--output")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "There was nothing to remove of the cache in .kamgen/",
        "There was nothing to remove of the site in public/",
    ]
    (site.folder / "public").mkdir()
    (site.folder / ".kamgen").mkdir()
    assert site("clean", "--output").code == 0
    assert names(site.folder) == ["content", "public", "site.toml"]


def test_files_of_others_in_the_caches_folder_stay(site: Shell) -> None:
    built(site)
    site.write(".kamgen/notes.txt", "mine")
    site.write(".kamgen/.gitignore", "*.sqlite\n")
    assert site("clean").code == 0
    assert names(site.folder / ".kamgen") == [".gitignore", "notes.txt"]


def test_a_file_in_the_caches_place_stays(site: Shell) -> None:
    site.write(".kamgen", "mine")
    assert site("clean").out == "There was nothing to remove of the cache in .kamgen/\n"
    assert (site.folder / ".kamgen").read_text(encoding="utf-8") == "mine"


def test_links_are_not_followed(site: Shell) -> None:
    elsewhere = site.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "cache.sqlite").write_bytes(b"mine")
    (site.folder / ".kamgen").symlink_to(elsewhere)
    ran = site("clean")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f"error: {site.folder / '.kamgen'} is a link, which kamgen does not follow",
        "help: remove it yourself",
    ]
    (site.folder / ".kamgen").unlink()
    (site.folder / ".kamgen").mkdir()
    (site.folder / ".kamgen" / "cache.sqlite").symlink_to(elsewhere / "cache.sqlite")
    assert site("clean").code == 0
    assert names(elsewhere) == ["cache.sqlite"]


def test_a_site_behind_a_link_stays(site: Shell) -> None:
    built(site)
    (site.folder / "public").rename(site.folder / "www")
    (site.folder / "public").symlink_to("www")
    ran = site("clean", "--output")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        f"error: {site.folder / 'public'} is reached through a link, which kamgen does not follow",
        f"help: remove {site.folder / 'www'} yourself",
    ]
    assert (site.folder / "www" / "index.html").exists()


def test_a_folder_that_kamgen_did_not_make_stays(site: Shell) -> None:
    site.write("public/thesis.odt", "years of work")
    ran = site("clean", "--output")
    assert ran.code == 2
    assert f"{site.folder / 'public'} holds files that kamgen did not make" in ran.err
    assert names(site.folder / "public") == ["thesis.odt"]


def test_the_sources_stay_whatever_site_toml_says(site: Shell) -> None:
    for output in (".", "content", "content/accounts", ".."):
        site.write("site.toml", f'[content]\noutput = "{output}"\n')
        site.write("content/accounts/.kamgen-site", "")
        assert site("clean", "--output").code == 2
    assert (site.folder / "content" / "accounts" / "halden.md").exists()


def test_a_place_without_site_toml_is_one_sentence(shell: Shell) -> None:
    ran = shell("clean")
    assert ran.code == 2
    assert ran.err.startswith(f"error: there is no site.toml in {shell.folder}")
