"""The documentation is as true as a test can make it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kamgen.cli.main import run
from kamgen.model.config import ChecklistTable, HealthTable, KnockOuts, PortfolioTable, ThresholdsTable
from kamgen.model.fields import fields_of
from kamgen.model.rule import EXAMPLE_DATE
from kamgen.rules.catalogue import by_code

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_generated_references_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_output_in_the_readme_is_what_check_says_of_the_plan_above_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    plan = readme.split("```markdown\n")[1].split("```\n")[0]
    shown = readme.split("an empty site.toml):\n\n```\n")[1].split("```\n")[0]
    site = tmp_path / "site.toml"
    site.write_text("", "utf-8")
    (tmp_path / "content/accounts").mkdir(parents=True)
    (tmp_path / "content/accounts/halden-marine.md").write_text(plan, "utf-8")
    assert run(["check", "--site", str(tmp_path), "--as-of", EXAMPLE_DATE.isoformat()]) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(
        r"\]\((?!https?:)([^)#\s]+)", re.sub(r"```.*?```|`[^`]*`", "", document.read_text("utf-8"), flags=re.DOTALL)
    )
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("place", [*DOCUMENTS, *sorted((ROOT / "ci").glob("*.*")), ROOT / "action.yml"], ids=str)
def test_nothing_names_a_release_of_kamgen_that_there_is_not(place: Path) -> None:
    named = re.findall(r"(?:kamgen@|kamgen\S*\s+ref: |KAMGEN_REF: |rev: )(\S+)", place.read_text("utf-8"))
    assert [name for name in named if name not in ("FULL-COMMIT-ID", "main", "…@COMMIT`,")] == []
    assert "v0." not in place.read_text("utf-8")


def test_every_threshold_and_cadence_stands_in_the_definitions_of_scores() -> None:
    """Whatever a rule holds something against is a key of one of these tables."""
    said = (ROOT / "docs/scores.md").read_text("utf-8")
    ways = {"select", "ignore", "severity", "offerings"}
    tables = (ChecklistTable, ThresholdsTable, PortfolioTable, HealthTable, KnockOuts)
    keys = {key for table in tables for key in fields_of(table)} - ways
    assert {key for key in keys if not re.search(rf"[`\[. ]{key}\b", said)} == set()


def test_every_rule_that_the_definitions_of_scores_name_is_there() -> None:
    said = (ROOT / "docs/scores.md").read_text("utf-8")
    assert set(re.findall(r"\b[A-Z]{3}\d{3}\b", said)) <= set(by_code)
