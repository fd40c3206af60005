"""The documentation is as true as a test can make it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kamgen.cache import NullCache
from kamgen.engine.engine import Engine
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.config import SiteConfig
from kamgen.model.rule import EXAMPLE_DATE
from kamgen.model.source import Content, Source
from kamgen.report.build_report import make_report
from kamgen.report.console import full
from kamgen.report.findings import with_texts

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_generated_references_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_output_in_the_readme_is_what_check_says_of_the_plan_above_it() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    plan = readme.split("```markdown\n")[1].split("```\n")[0]
    shown = readme.split("an empty site.toml):\n\n```\n")[1].split("```\n")[0]
    content = Content("content/accounts", (Source("content/accounts/halden-marine.md", plan.encode()),))
    with WorkerPool() as pool:
        engine = Engine(NullCache(), pool)
        portfolio = engine.summarise(engine.link(content, SiteConfig(), EXAMPLE_DATE))
    paths = frozenset(source.path for source in content.plans)
    told = full(with_texts(make_report(portfolio, portfolio, paths), content, ""), False)
    beginning, end = shown.split("…\n")
    assert told.startswith(beginning)
    assert told.endswith(end)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(
        r"\]\((?!https?:)([^)#\s]+)", re.sub(r"```.*?```|`[^`]*`", "", document.read_text("utf-8"), flags=re.DOTALL)
    )
    assert [target for target in targets if not (document.parent / target).exists()] == []
