"""Plays CI: a repository, a fake kamgen that answers as a test says, and the steps of the action or of the template."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / "action.yml"
TEMPLATE = ROOT / "ci" / "kamgen.gitlab-ci.yml"
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
"""As a runner of GitHub starts bash; GitLab's does much the same."""

FAKE_PYTHON = """#!{bash}
# `python3 -I -m venv DIR` makes a folder of fakes; everything else is Python.
case "$*" in
"-I -m venv "*)
    mkdir -p "$4/bin"
    cp "$FAKES/python3" "$4/bin/python"
    ;;
"-I -m kamgen "*)
    shift 3
    exec "$FAKES/kamgen" "$@"
    ;;
"-I -m pip "*) printf 'pip %s\\n' "$*" >> "$FAKES/calls" ;;
*) exec {python} "$@" ;;
esac
"""
FAKE_KAMGEN = """#!{bash}
# Tells what it was asked, and answers with the file and the exit code kept for `command` or `command-format`.
printf 'kamgen %s\\n' "$*" >> "$FAKES/calls"
name=$1
for word in "$@"; do
    case "$word" in --output-format=*) name=$1-${{word#*=}} ;; esac
done
[ ! -f "$FAKES/$name.out" ] || cat "$FAKES/$name.out"
[ ! -f "$FAKES/$name.code" ] || exit "$(cat "$FAKES/$name.code")"
"""


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it: the exit code, the log, outputs by step and name, and the summary."""

    code: int
    log: str
    outputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    summary: str = ""


class Stage:
    """A repository with two commits, `main` and a branch off it, and the fakes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = folder / "repository"
        self.fakes = folder / "fakes"
        self.temporary = folder / "temporary"
        for made in (self.repository, self.fakes, self.temporary):
            made.mkdir()
        bash = "/bin/bash"
        self._fake("python3", FAKE_PYTHON.format(bash=bash, python=shlex.quote(sys.executable)))
        self._fake("kamgen", FAKE_KAMGEN.format(bash=bash))
        self.environ = {
            "PATH": f"{self.fakes}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "TMPDIR": str(self.temporary),
            "FAKES": str(self.fakes),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "no_proxy": "*",
        }
        for who in ("AUTHOR", "COMMITTER"):
            self.environ |= {f"GIT_{who}_NAME": "Eva Lund", f"GIT_{who}_EMAIL": "eva@example.com"}
            self.environ |= {f"GIT_{who}_DATE": "2026-11-20T09:00:00Z"}
        self.git("init", "--quiet", "--initial-branch=main")
        self.base = self.commit("base")
        self.git("checkout", "--quiet", "-b", "change")
        self.head = self.commit("head")

    def _fake(self, name: str, text: str) -> None:
        (self.fakes / name).write_text(text, encoding="utf-8")
        (self.fakes / name).chmod(0o755)

    def real_kamgen(self) -> None:
        """This project's own kamgen in place of the fake."""
        python = f"PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)}"
        self._fake("kamgen", f'#!/bin/bash\n{python} -P -m kamgen "$@"\n')

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.repository, env=self.environ, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, text: str) -> str:
        (self.repository / "site.toml").write_text(f"# {text}\n", encoding="utf-8")
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", text)
        return self.git("rev-parse", "HEAD")

    def answers(self, name: str, text: str = "", code: int = 0) -> None:
        """What the fake kamgen says and exits with, for a command such as ``check`` or ``check-json``."""
        (self.fakes / f"{name}.out").write_text(text, encoding="utf-8")
        (self.fakes / f"{name}.code").write_text(str(code), encoding="utf-8")

    def calls(self) -> list[str]:
        """What kamgen and pip were asked, with the folder of this run left out."""
        text = (self.fakes / "calls").read_text("utf-8")
        text = re.sub(rf"{re.escape(str(self.temporary))}/(kamgen|tmp)\.\w+", "WORK", text)
        return text.replace(str(ROOT), "KAMGEN").splitlines()

    def bash(self, script: str, environ: Mapping[str, str]) -> Played:
        done = subprocess.run(
            [*BASH, script],
            cwd=self.repository,
            env={**self.environ, **environ},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return Played(done.returncode, done.stdout)


class Action:
    """Plays the composite action as a runner of GitHub would."""

    def __init__(self, stage: Stage, github: Mapping[str, str], environ: Mapping[str, str]) -> None:
        self.stage = stage
        self.environ = {
            "RUNNER_TEMP": str(stage.temporary),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_BASE_REF": "",
            **environ,
        }
        self.known = {"github.token": "", **{f"github.{key}": value for key, value in github.items()}}
        self.summary = stage.folder / "summary.md"
        self.summary.touch()

    def play(self, **inputs: str) -> Played:
        action = load(ACTION)
        defaults = {name: self._filled(each["default"]) for name, each in action["inputs"].items()}
        self.known |= {f"inputs.{name}": value for name, value in defaults.items()}
        self.known |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        log, code = "", 0
        for step in action["runs"]["steps"]:
            if "uses" in step or not self._wanted(step.get("if")):
                continue
            played = self._step(step)
            log += played.log
            if played.code and not step.get("continue-on-error"):
                code = played.code
                break
        named = {name: self._filled(each["value"]) for name, each in action["outputs"].items()}
        return Played(code, log, {"action": named}, self.summary.read_text("utf-8"))

    def _step(self, step: Mapping[str, Any]) -> Played:
        outputs = self.stage.folder / "outputs"
        outputs.write_text("", encoding="utf-8")
        files = {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(self.summary)}
        environ = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        played = self.stage.bash(step["run"], {**self.environ, **files, **environ})
        for line in outputs.read_text("utf-8").splitlines():
            name, value = line.split("=", 1)
            self.known[f"steps.{step.get('id')}.outputs.{name}"] = value
        return played

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: self._value(found[1]), text)

    def _value(self, expression: str) -> str:
        """``a.b`` or ``a.b || 'text'``: all that the action uses."""
        for part in expression.split(" || "):
            value = part[1:-1] if part.startswith("'") else self.known.get(part, "")
            if value:
                return value
        return ""

    def _wanted(self, condition: str | None) -> bool:
        """``a.b == 'text' && …``, with ``!=`` for the opposite: all that the action uses."""
        for part in condition.split(" && ") if condition else ():
            found = re.fullmatch(r"(\S+) (==|!=) '(.*)'", part)
            assert found, part
            if (self.known.get(found[1], "") == found[3]) is not (found[2] == "=="):
                return False
        return True


def job(name: str) -> dict[str, Any]:
    """A job of the GitLab template with what it extends; keys of the job win, as GitLab has it."""
    template = load(TEMPLATE)
    own = template[name]
    return {**(job(own["extends"]) if "extends" in own else {}), **own}


def script_of(name: str) -> str:
    """What a runner of GitLab has the shell do."""
    made = job(name)
    return "\n".join([*made.get("before_script", ()), *made.get("script", ())])
