"""The generators, each with a site of its own: how it is prepared, built, served, changed and looked at.

All of them have the same plans. A number that counts up tells one change from the next, in a plan's owner, in the
template around every page and in the title of the site.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import tools
from corpus import write_corpus

HERE = Path(__file__).resolve().parent
EDITED = "account-00000"
"""The plan whose owner is changed; every size has it."""

LAYOUT = """{% extends "base:layout.html" %}
{% block changed %}{{ super() }}<p>Mark 0000</p>{% endblock %}
"""
"""The site's own layer over kamgen's theme."""

AS_OF = ("--as-of", "2026-11-20")
_BUILD = (sys.executable, "-m", "kamgen", "build", *AS_OF, "--fail-on", "never")
_CHECK = (sys.executable, "-m", "kamgen", "check", *AS_OF, "--fail-on", "never", "--output-format", "concise")
_SERVE = (sys.executable, "-m", "kamgen", "serve", *AS_OF, "--port", "{port}")

_numbers = count(1)


@dataclass(frozen=True)
class Generator:
    """One generator with a site."""

    name: str
    root: Path
    """The site's folder, in which commands run."""
    build: tuple[str, ...]
    servers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Development servers: a name, and the command with ``{port}`` in it."""
    check: tuple[str, ...] = ()
    """Only kamgen has one."""
    caches: tuple[str, ...] = ()
    """What is deleted before a cold build, beside the output."""
    plans: str = "content"
    page: str = "{stem}.html"
    """A plan's page below the output."""
    template: str = ""
    """The template around every page."""
    config: str = ""
    """The file with the site's title."""
    surroundings: Mapping[str, str] = field(default_factory=dict)
    """Variables of the environment, with ``{root}`` for the site's folder."""

    @property
    def output(self) -> Path:
        """Where the site is built."""
        return self.root / "public"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that its commands run with."""
        inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH" or self.check}
        return inherited | {key: value.format(root=self.root) for key, value in self.surroundings.items()}

    def copied(self, root: str) -> Generator:
        """The same generator with a copy of its site."""
        return replace(self, root=shutil.copytree(self.root, Path(root)))

    def wipe(self) -> None:
        """Delete all that former builds left."""
        for folder in ("public", *self.caches):
            shutil.rmtree(self.root / folder, ignore_errors=True)

    def change_owner(self) -> str:
        """Give a plan another owner, whose name is returned."""
        return self._replace(f"{self.plans}/{EDITED}.md", r"(?m)^owner: .*$", "owner: ", f"Marker{next(_numbers):05}")

    def change_template(self) -> str:
        """Change a few bytes in the template around every page, which are returned."""
        return self._replace(self.template, r"Mark \d+", "", f"Mark {next(_numbers):05}")

    def change_title(self) -> str:
        """Give the site another title, which is returned."""
        return self._replace(self.config, r"Benchmark portfolio( \d+)?", "", f"Benchmark portfolio {next(_numbers):05}")

    def _replace(self, file: str, pattern: str, before: str, new: str) -> str:
        path = self.root / file
        path.write_text(re.sub(pattern, before + new, path.read_text("utf-8"), count=1), "utf-8")
        return new

    def mistakes(self, size: int, shown: str) -> list[str]:
        """What is wrong with the site that was built: pages that miss, a change that is not shown."""
        page = self.output / self.page.format(stem=EDITED)
        stems = {
            found[0] for file in page.parent.iterdir() if (found := re.fullmatch(r"(account-\d{5})\.html", file.name))
        }
        index = (self.output / "index.html").read_text("utf-8")
        listed = set(re.findall(r'href="[^"]*(account-\d{5})', index))
        mistakes = [f"{len(stems)} pages of {size} plans"] if len(stems) != size else []
        mistakes += [f"{len(listed)} of {size} plans on the index"] if len(listed) != size else []
        mistakes += [f"no {shown!r} on {page.name}"] if shown not in page.read_text("utf-8") else []
        mistakes += [f"no {shown!r} on index.html"] if shown not in index else []
        return mistakes


def _kamgen(root: Path, _: Path) -> Generator:
    layer = root / "themes/default/templates/layout.html"
    layer.parent.mkdir(parents=True)
    layer.write_text(LAYOUT, "utf-8")
    return Generator(
        name="kamgen", root=root, build=_BUILD, check=_CHECK, servers={"kamgen": _SERVE}, caches=(".kamgen",),
        plans="content/accounts", page="accounts/{stem}.html", template=str(layer.relative_to(root)),
        config="site.toml",
    )  # fmt: skip


def _hugo(root: Path, home: Path) -> Generator:
    program = str(tools.hugo(home))
    server = (program, "server", "--quiet", "--port", "{port}")
    return Generator(
        name="hugo", root=root, build=(program, "--quiet"), caches=(".cache", "resources"),
        servers={"hugo": server, "hugo --disableFastRender": (*server, "--disableFastRender")},
        template="layouts/baseof.html", config="hugo.toml", surroundings={"HUGO_CACHEDIR": "{root}/.cache"},
    )  # fmt: skip


def _eleventy(root: Path, home: Path) -> Generator:
    program = (*map(str, tools.eleventy(home)), "--quiet")
    return Generator(
        name="eleventy", root=root, build=program, caches=(".cache",),
        servers={"eleventy": (*program, "--serve", "--port={port}")},
        template="_includes/base.njk", config="eleventy.config.mjs",
    )  # fmt: skip


def _pelican(root: Path, home: Path) -> Generator:
    return Generator(
        name="pelican", root=root, build=(str(tools.pelican(home)), "--quiet"), caches=("cache",),
        template="theme/templates/base.html", config="pelicanconf.py",
        surroundings={"PYTHONDONTWRITEBYTECODE": "1"},  # its configuration may change twice in a second
    )  # fmt: skip


PEERS: Mapping[str, Callable[[Path, Path], Generator]] = {"hugo": _hugo, "eleventy": _eleventy, "pelican": _pelican}


def prepare(below: Path, size: int, peers: list[str], home: Path) -> list[Generator]:
    """kamgen and those peers, each with a site of so many plans below a folder; ``home`` has the tools."""
    shutil.rmtree(below, ignore_errors=True)
    kamgen = below / "kamgen"
    write_corpus(kamgen, size)
    found = [_kamgen(kamgen, home)]
    for peer in peers:
        shutil.copytree(HERE / peer, below / peer)
        shutil.copytree(kamgen / "content/accounts", below / peer / "content", dirs_exist_ok=True)
        found.append(PEERS[peer](below / peer, home))
    return found


def peers_of(written: str) -> list[str]:
    """The peers that an option names, separated by commas; none when it is empty."""
    names = [name.strip() for name in written.split(",") if name.strip()]
    if unknown := [name for name in names if name not in PEERS]:
        raise SystemExit(f"no such peer: {', '.join(unknown)}; there are {', '.join(PEERS)}")
    return names
