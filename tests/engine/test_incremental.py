"""What a build that remembers makes, writes and leaves alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kamgen.cache import NullCache
from kamgen.cache.disk import DiskCache
from kamgen.engine.engine import Engine
from kamgen.engine.site import build, make_build_plan
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.errors import OutputError, ThemeError
from kamgen.model.summary import Summary
from kamgen.render.theme import load_theme
from kamgen.write import site as writing
from kamgen.write.site import FileContent
from tests.engine.small_portfolio import (
    ACCOUNTS,
    AS_OF,
    PLANS,
    assess,
    build_with,
    cached_build,
    files_of,
    fresh_files,
    make_portfolio,
    plan_text,
    site_text,
    stamps,
    watched,
    write,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The six accounts, built once."""
    make_portfolio(tmp_path)
    cached_build(tmp_path)
    return tmp_path


def accounts_of(names: list[str]) -> list[str]:
    """The pages of accounts among those names."""
    return sorted(name for name in names if name.startswith(("accounts/", "sources/")))


def edit(root: Path, path: str, **changes: str) -> None:
    write(root / ACCOUNTS / path, plan_text(**PLANS[path] | changes))


def test_the_first_build_makes_everything_once(tmp_path: Path) -> None:
    made = cached_build(make_portfolio(tmp_path))
    files = files_of(tmp_path / "public")
    assert len(made) == len(set(made))
    assert set(made) == {name for name in files if not name.startswith(("static/", "files/"))}
    assert files == fresh_files(tmp_path)


def test_nothing_changed_nothing_is_made_and_nothing_is_written(root: Path) -> None:
    before = stamps(root)
    folder = (root / "public").stat()
    assert cached_build(root) == []
    assert stamps(root) == before
    assert ((root / "public").stat().st_ino, (root / "public").stat().st_mtime_ns) == (
        folder.st_ino,
        folder.st_mtime_ns,
    )


def test_a_new_owner_is_shown_where_accounts_are_listed_and_on_no_page_of_another_account(root: Path) -> None:
    before = stamps(root / "public")
    edit(root, "lone.md", owner="Zoë Å")
    made = cached_build(root)
    assert accounts_of(made) == ["accounts/lone.html", "sources/lone.html"]
    after = stamps(root / "public")
    assert accounts_of([name for name in after if after[name] != before.get(name)]) == accounts_of(made)
    assert files_of(root / "public") == fresh_files(root)


def test_pages_of_the_portfolio_that_show_the_same_as_before_are_not_rendered(root: Path) -> None:
    files = files_of(root / "public")
    edit(root, "lone.md", owner="Zoë Å")
    made, after = cached_build(root), files_of(root / "public")
    assert {name for name in made if name.endswith(".html")} == {
        name for name in after if name.endswith(".html") and after[name] != files.get(name)
    }


def test_files_whose_content_stays_keep_inode_and_time(root: Path) -> None:
    files, before = files_of(root / "public"), stamps(root / "public")
    edit(root, "nord.md", revenue="777000")
    cached_build(root)
    after, changed = stamps(root / "public"), files_of(root / "public")
    assert {name for name in changed if after[name] != before.get(name)} == {
        name for name in changed if changed[name] != files.get(name)
    }
    assert len([name for name in changed if after[name] == before.get(name)]) > len(changed) / 2


def test_a_new_name_reaches_the_pages_that_name_it(root: Path) -> None:
    edit(root, "nord.md", name="Nordlys")
    made = accounts_of(cached_build(root))
    assert made == ["accounts/halden.html", "accounts/nord.html", "sources/halden.html", "sources/nord.html"]
    assert files_of(root / "public") == fresh_files(root)


def test_a_plan_as_it_was_before_is_not_judged_again(root: Path) -> None:
    edit(root, "lone.md", owner="Zoë Å")
    cached_build(root)
    edit(root, "lone.md")
    cache = DiskCache(root / ".kamgen" / "cache.sqlite", pytest.fail)
    with WorkerPool() as pool:
        engine = Engine(cache, pool)
        linked = assess(engine, root)
        assert engine._plans == {}
        assert set(cache.get(linked.summary_keys(), Summary)) == set(linked.summary_keys())
    cache.close()


def test_another_day_judges_all_and_parses_none(root: Path) -> None:
    day = AS_OF + timedelta(days=40)
    cache = DiskCache(root / ".kamgen" / "cache.sqlite", pytest.fail)
    with WorkerPool() as pool:
        engine = Engine(cache, pool)
        assess(engine, root, day)
        assert engine._plans == {}
    cache.close()
    assert len(accounts_of(cached_build(root, day))) == 12
    assert files_of(root / "public") == fresh_files(root, day)


@pytest.mark.parametrize("text", [site_text(extra="Oslo") + "\n[build]\nworkers = 1\n", "# a note\n" + site_text()])
def test_what_concerns_no_page_in_site_toml_makes_nothing(root: Path, text: str) -> None:
    write(root / "site.toml", text)
    assert cached_build(root) == []


def test_a_file_that_somebody_touched_is_made_again_and_no_other(root: Path) -> None:
    page = root / "public" / "accounts" / "vik.html"
    page.write_bytes(b"mine")
    assert cached_build(root) == ["accounts/vik.html", "sources/vik.html"]
    (root / "public" / "robots.txt").unlink()
    assert "robots.txt" in cached_build(root)
    (root / "public" / "notes.txt").write_bytes(b"mine")
    assert cached_build(root) == []
    assert files_of(root / "public") == fresh_files(root)


def test_a_folder_where_a_page_should_be_is_replaced(root: Path) -> None:
    page = root / "public" / "accounts" / "vik.html"
    page.unlink()
    (page / "deep").mkdir(parents=True)
    cached_build(root)
    assert files_of(root / "public") == fresh_files(root)


def test_a_site_built_elsewhere_between_is_not_mistaken_for_ours(root: Path) -> None:
    build_with(NullCache(), root, AS_OF + timedelta(days=300))
    cached_build(root)
    assert files_of(root / "public") == fresh_files(root)


def test_two_outputs_of_one_cache(root: Path) -> None:
    cache = DiskCache(root / ".kamgen" / "cache.sqlite", pytest.fail)
    made, _ = build_with(cache, root, output="www")
    cache.close()
    assert set(made) == {name for name in fresh_files(root) if not name.startswith(("static/", "files/"))}
    assert files_of(root / "www") == files_of(root / "public")
    assert cached_build(root) == []


def test_where_files_cannot_have_two_names_they_are_copied(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_given: object, **_options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    before = stamps(root / "public")
    monkeypatch.setattr(os, "link", link)
    edit(root, "lone.md", owner="Zoë Å")
    cached_build(root)
    after = stamps(root / "public")
    assert after["accounts/vik.html"][0] != before["accounts/vik.html"][0]
    assert after["accounts/vik.html"][1] == before["accounts/vik.html"][1]
    assert files_of(root / "public") == fresh_files(root)
    assert cached_build(root) == []


def test_a_former_site_that_cannot_be_read_is_written_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(shutil, "copy2", refuse)
    edit(root, "lone.md", owner="Zoë Å")
    cached_build(root)
    assert files_of(root / "public") == fresh_files(root)


def test_another_run_that_swaps_in_between_leaves_one_whole_site(root: Path) -> None:
    edit(root, "lone.md", owner="Zoë Å")
    runs = iter([True])

    def meanwhile(files: Iterator[tuple[str, FileContent]]) -> Iterator[tuple[str, FileContent]]:
        for number, item in enumerate(files):
            if number == 5 and next(runs, False):
                build_with(NullCache(), root, AS_OF + timedelta(days=300))
            yield item

    cache = DiskCache(root / ".kamgen" / "cache.sqlite", pytest.fail)
    with WorkerPool() as pool, watched(meanwhile):
        engine = Engine(cache, pool)
        build(engine, assess(engine, root), load_theme(root, "default"), root, root / "public")
    cache.close()
    assert files_of(root / "public") == fresh_files(root)
    assert sorted(path.name for path in root.iterdir() if path.name.startswith(".public")) == []


def test_a_template_that_fails_leaves_site_and_cache_as_they_were(root: Path) -> None:
    before = files_of(root / "public")
    write(root / "themes/default/templates/source.html", "{{ nothing.at_all }}")
    with pytest.raises(ThemeError, match=r"source\.html"):
        cached_build(root)
    assert files_of(root / "public") == before
    shutil.rmtree(root / "themes")
    assert cached_build(root) == []


def test_an_attachment_that_vanishes_is_one_sentence(root: Path) -> None:
    with WorkerPool() as pool:
        engine = Engine(NullCache(), pool)
        linked = assess(engine, root)
        (root / ACCOUNTS / "minutes.pdf").unlink()
        with pytest.raises(OutputError, match="cannot be read"):
            build(engine, linked, load_theme(root, "default"), root, root / "public")


def test_an_attachment_that_changes_while_it_is_copied_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, copy = root / ACCOUNTS / "minutes.pdf", shutil.copyfile

    def late(source: Path, target: str) -> None:
        source.write_bytes(b"%PDF later")
        copy(source, target)

    file.write_bytes(b"%PDF sooner")
    monkeypatch.setattr(writing.shutil, "copyfile", late)
    cached_build(root)
    monkeypatch.setattr(writing.shutil, "copyfile", copy)
    file.write_bytes(b"%PDF sooner")
    cached_build(root)
    assert files_of(root / "public") == fresh_files(root)


def test_accounts_in_brief_are_the_same_from_build_and_check(root: Path) -> None:
    cache = DiskCache(root / ".kamgen" / "cache.sqlite", pytest.fail)
    with WorkerPool() as pool:
        remembered = Engine(cache, pool).summarise(assess(Engine(cache, pool), root))
        fresh = Engine(NullCache(), pool).summarise(assess(Engine(NullCache(), pool), root))
        build_plan = make_build_plan(assess(Engine(cache, pool), root), load_theme(root, "default"))
    cache.close()
    assert remembered == fresh
    assert [job.plan.source.path for job in build_plan.jobs] == [account.path for account in fresh.accounts]
