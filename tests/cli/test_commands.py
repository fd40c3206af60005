"""The command as a whole: quick to help, errors as sentences, exit codes."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import click
import pytest

import kamgen
from kamgen.cli.main import COMMANDS, NOT_YET, cli, run
from kamgen.cli.terminal import Terminal
from kamgen.model.errors import ConfigError
from tests.cli.small_site import Shell

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "jinja2",
    "yaml",
    "markdown_it",
    "frontmatter",
    "watchdog",
    "kamgen.model.plan",
    "kamgen.model.front_matter",
    "kamgen.engine",
)


MAKERS = (
    "pydantic",
    "jinja2",
    "markupsafe",
    "yaml",
    "markdown_it",
    "frontmatter",
    "tomllib",
    "watchdog",
    "concurrent.futures",
    "kamgen.read.git",
    "kamgen.model.fields",
    "kamgen.model.plan",
    "kamgen.model.rule",
    "kamgen.parse.binder",
    "kamgen.parse.plan",
    "kamgen.rules",
    "kamgen.check",
    "kamgen.link",
    "kamgen.engine",
    "kamgen.pipeline",
    "kamgen.render",
)
"""What parses, judges and renders."""


RENDERERS = ("jinja2", "kamgen.render")
"""What only pages need."""


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["version"], ["chekc"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    done = python(
        "import sys\nfrom kamgen.cli.main import run\n"
        f"run({arguments})\nprint([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_check_with_nothing_changed_loads_nothing_that_parses_judges_or_renders(site: Shell) -> None:
    arguments = ["check", "--site", str(site.folder), "--as-of", "2026-11-20"]
    first = site(*arguments)
    done = python(
        "import sys\nfrom kamgen.cli.main import run\n"
        f"code = run({arguments})\nprint([name for name in {MAKERS} if name in sys.modules], file=sys.stderr)"
    )
    assert (done.stdout, done.stderr.splitlines()[-1]) == (first.out, "[]")


def test_a_check_that_judges_anew_loads_nothing_that_renders(site: Shell) -> None:
    arguments = ["check", "--site", str(site.folder), "--as-of", "2026-11-20", "--no-cache"]
    done = python(
        "import sys\nfrom kamgen.cli.main import run\n"
        f"run({arguments})\nprint([name for name in sys.modules if name in {RENDERERS}], file=sys.stderr)"
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_help_lists_the_commands_in_their_order(shell: Shell) -> None:
    ran = shell("--help")
    listed = [line.split()[0] for line in ran.out.partition("Commands:\n")[2].splitlines()]
    assert (ran.code, listed) == (0, list(COMMANDS))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(shell: Shell, command: str) -> None:
    ran = shell(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: kamgen {command}")


def test_an_unknown_command_names_the_nearest(shell: Shell) -> None:
    ran = shell("chekc")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Error: there is no command `chekc`: did you mean `check`?\n")


def test_an_unknown_option_is_a_usage_error(shell: Shell) -> None:
    assert shell("check", "--fail-onn", "error").code == 2
    assert shell("--nonsense").code == 2


def test_the_version_is_the_packages(shell: Shell) -> None:
    assert shell("version").out == shell("--version").out == f"kamgen {kamgen.__version__}\n"
    assert shell("version", "--verbose").out.splitlines()[1].startswith("Python 3.")


@click.command()
@click.argument("kind")
def fails(kind: str) -> None:
    """A command that goes wrong."""
    errors: dict[str, BaseException] = {
        "config": ConfigError("site.toml is \x1b[31mwrong", "mend it"),
        "bug": ZeroDivisionError("nothing to \x1b[2J share"),
        "interrupt": KeyboardInterrupt(),
        "abort": click.Abort(),
        "click": click.ClickException("no"),
    }
    raise errors[kind]


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        ("config", 2, "error: site.toml is \\x1b[31mwrong\nhelp: mend it\n"),
        ("interrupt", 130, "stopped\n"),
        ("abort", 130, "stopped\n"),
        ("click", 2, "Error: no\n"),
    ],
)
def test_errors_are_sentences(capsys: pytest.CaptureFixture[str], kind: str, code: int, said: str) -> None:
    assert run([kind], fails) == code
    caught = capsys.readouterr()
    assert (caught.out, caught.err.lstrip("\n")) == ("", said)


def test_a_bug_says_that_it_is_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bug"], fails) == 2
    said = capsys.readouterr().err
    assert said.startswith(
        "kamgen hit a bug in itself: ZeroDivisionError: nothing to \\x1b[2J share. "
        "Please report it with the command and this traceback:\nTraceback (most recent call last):\n"
    )
    assert "\x1b" not in said


def test_a_reader_that_stops_reading_is_no_error() -> None:
    code = "from kamgen.cli.terminal import Terminal\nTerminal().result('line\\n' * 100000)\nraise SystemExit(1)"
    writer = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stderr is not None
    assert writer.stdout.readline() == b"line\n"
    writer.stdout.close()
    assert (writer.wait(), writer.stderr.read()) == (1, b"")
    writer.stderr.close()


@pytest.mark.parametrize(
    ("waits", "quiet", "count", "tells"),
    [(True, False, 300, True), (True, True, 300, False), (False, False, 300, False), (True, False, 200, False)],
)
def test_long_work_tells_whoever_waits_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, waits: bool, quiet: bool, count: int, tells: bool
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: waits)
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(Terminal(quiet).progress("Judging plans", iter(range(count)), count)) == list(range(count))
    assert ("Judging plans" in screen.getvalue(), "300/300" in screen.getvalue()) == (tells, tells)


@pytest.mark.parametrize("name", NOT_YET)
def test_a_command_that_does_not_exist_yet_is_not_taken_for_another(shell: Shell, name: str) -> None:
    assert name not in COMMANDS
    ran = shell(name, "x.csv")
    assert (ran.code, ran.out) == (2, "")
    assert f"there is no command `{name}` yet: {NOT_YET[name]}" in ran.err
    assert "did you mean" not in ran.err


def test_formats_go_by_the_same_names_in_all_commands() -> None:
    names = {}
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        for option in command.params:
            if option.name == "output_format" and isinstance(option.type, click.Choice):
                names[name] = (option.default, [*option.type.choices])
                if "full" in option.type.choices:
                    assert option.type.convert("text", option, None) == "full"
    assert names == {
        "check": ("full", ["full", "concise", "json", "github", "gitlab", "sarif", "junit", "rdjson", "markdown"]),
        "diff": ("full", ["full", "markdown", "json", "html"]),
        "history": ("full", ["full", "slippage", "json"]),
        "review": ("full", ["full", "markdown", "json"]),
        "handover": ("full", ["full", "markdown", "json"]),
        "scenario": ("full", ["full", "markdown", "json"]),
        "digest": ("full", ["full", "markdown", "json"]),
        "export": ("json", ["json", "csv", "xlsx"]),
        "explain": ("full", ["full", "json"]),
    }
