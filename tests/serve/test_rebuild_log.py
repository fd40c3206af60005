"""What the terminal and the page hear of a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamgen.model.enums import Severity
from kamgen.model.errors import ConfigError, ThemeError
from kamgen.model.finding import Finding
from kamgen.serve.change_queue import EVERYTHING
from kamgen.serve.rebuild_log import Mistake, Problem, failed_lines, problem_of, rebuild_line, what_changed
from tests.serve.snapshots import report_of


def finding(code: str, line: int = 2, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, "name", severity, "halden", "halden.md", "key", line, 1, 2, "message", "write")


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        ((), ""),
        (("/site/content/accounts/halden.md",), "content/accounts/halden.md"),
        (("/site/a.md", "/site/b.md"), "a.md and 1 more"),
        (tuple(f"/site/{number}.md" for number in range(1205)), "0.md and 1,204 more"),
        (("/site/a.md", EVERYTHING), "many files"),
        (("/elsewhere/theme.toml",), "/elsewhere/theme.toml"),
        (("/site/a\x1b.md",), "a\\x1b.md"),
    ],
)
def test_says_which_files_changed(paths: tuple[str, ...], said: str) -> None:
    assert what_changed(paths, Path("/site")) == said


def test_one_line_tells_a_rebuild() -> None:
    before = report_of(finding("FBK001"), finding("FBK002"), finding("FMT003", 5, Severity.ERROR))
    after = report_of(finding("FBK001", 9), finding("CRM001"))
    assert rebuild_line("", 0.4, None, before) == "1 account read: made in 0.40 s; 1 error, 2 warnings"
    assert rebuild_line("halden.md", 0.123, before, after) == (
        "halden.md changed: made in 0.12 s; 2 warnings (2 fixed, 1 new)"
    )


def test_findings_that_only_moved_are_not_told() -> None:
    moved = rebuild_line("halden.md", 0, report_of(finding("FBK001", 2)), report_of(finding("FBK001", 3)))
    assert moved == "halden.md changed: made in 0.00 s; 1 warning"


def test_a_failed_rebuild_is_told_with_every_mistake() -> None:
    problem = Problem((Mistake("is wrong", "site.toml:2:1"), Mistake("is\x1b too")), "mend it")
    assert list(failed_lines("site.toml", problem)) == [
        "site.toml changed, and the site cannot be made from it; pages stay as they were",
        "error: site.toml:2:1: is wrong",
        "error: is\\x1b too",
        "help: mend it",
    ]
    assert next(iter(failed_lines("", problem))) == "error: site.toml:2:1: is wrong"


def test_mistakes_come_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('[site]\ntitel = "KAM"\nlocale = 3\n', encoding="utf-8")
    error = ConfigError("site.toml:2:1: there is no `titel`\nsite.toml:3:10: locale: `3`", "write it")
    assert problem_of(error, [tmp_path / "themes", tmp_path]) == Problem(
        (
            Mistake("there is no `titel`", "site.toml:2:1", '  |\n1 | [site]\n2 | titel = "KAM"\n  | ^'),
            Mistake("locale: `3`", "site.toml:3:10", '  |\n2 | titel = "KAM"\n3 | locale = 3\n  |          ^'),
        ),
        "write it",
    )


def test_a_line_without_column_has_no_caret(tmp_path: Path) -> None:
    template = tmp_path / "themes/ours/templates/account.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ nope }}\n", encoding="utf-8")
    error = ThemeError("themes/ours/templates/account.html:1: the template fails")
    assert problem_of(error, [tmp_path]).mistakes == (
        Mistake("the template fails", "themes/ours/templates/account.html:1", "  |\n1 | {{ nope }}"),
    )


@pytest.mark.parametrize("message", ["there is no account plan in content/accounts", "gone.html:3: is not there"])
def test_without_a_place_the_message_is_enough(tmp_path: Path, message: str) -> None:
    (mistake,) = problem_of(ConfigError(message), [tmp_path]).mistakes
    assert mistake.excerpt == ""
    assert message.endswith(mistake.message)


def test_what_the_disk_refuses_is_a_problem_too() -> None:
    error = FileNotFoundError(2, "No such file or directory", "themes/ours/theme.toml")
    assert problem_of(error, []).mistakes == (
        Mistake("themes/ours/theme.toml could not be read: No such file or directory"),
    )
