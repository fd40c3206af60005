"""Where accounts stood before, as git has it, on the page of the question where they belong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.small_site import Shell
from tests.read_pages import read_page
from tests.repositories import Scratch, isolate


def plan(name: str, day: str, size: int, closeness: int) -> str:
    marks = f"size: {size}, growth: 3, financial_stability: 3, closeness: {closeness}, values_offer: 3, relevance: 3"
    return f"---\nname: {name}\nowner: Eva Lund\ncategory: strategic\nassessment: {{date: {day}, {marks}}}\n---\n"


@pytest.fixture
def site(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Halden is assessed anew twice, Nord corrected on the same day, Moss never again."""
    isolate(monkeypatch)
    scratch = Scratch(tmp_path / "site").write("site.toml", "").write(".gitignore", ".kamgen/\npublic/\n")
    folder = "content/accounts"
    for name in ("Halden", "Nord", "Moss"):
        scratch.write(f"{folder}/{name}.md".lower(), plan(name, "2025-01-10", 1, 1))
    scratch.commit("Plans", day=date(2025, 1, 11))
    scratch.write(f"{folder}/halden.md", plan("Halden", "2026-01-10", 2, 5)).commit("New", day=date(2026, 1, 11))
    scratch.write(f"{folder}/halden.md", plan("Halden", "2026-09-10", 4, 4))
    scratch.write(f"{folder}/nord.md", plan("Nord", "2025-01-10", 5, 5)).commit("Newer", day=date(2026, 9, 11))
    scratch.write(f"{folder}/halden.md", plan("Halden", "2026-09-10", 5, 4)).commit("Typo", day=date(2026, 9, 12))
    monkeypatch.chdir(scratch.root)
    return Shell(scratch.root, shell.capsys)


def test_an_account_stands_beside_its_assessment_before(site: Shell) -> None:
    assert site("build", "--fail-on", "never", "-q").code == 0
    page = read_page(site.folder / "public/analysis/placement.html")
    rows = page.tables["Moved since the assessment before"]
    assert [[cell.words for cell in list(row.values())[:4]] for row in rows] == [
        ["Halden", "Eva Lund", "2026-01-10", "2026-09-10"],
    ]
    text = (site.folder / "public/analysis/placement.html").read_text("utf-8")
    assert text.count('<path class="c-axis" d="M') == 2, "the axes, and the way of one account"


def test_without_history_nothing_is_claimed(site: Shell) -> None:
    (site.folder / ".git").rename(site.folder / "no-git")
    assert site("build", "--fail-on", "never", "-q").code == 0
    page = read_page(site.folder / "public/analysis/placement.html")
    assert "Moved since the assessment before" not in page.tables
