"""From saving a plan to seeing it: ``python bench/serve.py --size 1000``.

kamgen's server and those of the others run side by side, each on a site with the same plans. They take turns: the owner
of a plan is changed, its page is asked for until it shows the change, then the index likewise. Told are the medians,
the least and the most, in milliseconds since the save, and kamgen's median as a part of each other's, until both pages
are fresh. "stale" is what did not show the change within some seconds.
"""

from __future__ import annotations

import argparse
import http.client
import random
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from generators import EDITED, Generator, peers_of, prepare
from processes import memory

START = 300.0
"""Seconds within which a server must answer."""
LIMIT = 3.0
"""Seconds after which a page counts as stale."""
SPREAD = 0.5
"""Rests are up to so much longer, at random: a server that looks every half a second, as Hugo's does, is met at any
moment of it."""

BROWSER = {"Accept": "text/html,application/xhtml+xml", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
"""As a browser asks for a page: Hugo's server makes first what was visited like this."""

HEAD = """| server | ready s | page ms (least–most) | both pages ms (least–most) | all MB | kamgen / it |
| --- | ---: | ---: | ---: | ---: | ---: |"""


@dataclass
class Server:
    """A server at work, and what was measured of it, in seconds; None for a page that stayed stale."""

    name: str
    site: Generator
    port: int
    process: subprocess.Popen[bytes]
    every: float
    """Seconds between two requests."""
    rest: float
    """Seconds after an edit: what a server does after it answered belongs to that edit."""
    ready: float = 0.0
    page: list[float | None] = field(default_factory=list)
    both: list[float | None] = field(default_factory=list)
    memory: float = 0.0

    @property
    def address(self) -> str:
        """The plan's page."""
        return "/" + self.site.page.format(stem=EDITED)

    def begin(self, start: float) -> None:
        """Wait until it answers."""
        waited = [self.wait("/", EDITED, start, START), self.wait(self.address, "<h1", start, START)]
        if None in waited:
            raise SystemExit(f"{self.name} did not answer within {START:.0f} s")
        self.ready = time.perf_counter() - start

    def edit(self) -> None:
        """Change the plan, and wait for both pages."""
        start = time.perf_counter()
        owner = self.site.change_owner()
        self.page.append(self.wait(self.address, owner, start, LIMIT))
        self.both.append(self.wait("/", owner, start, LIMIT))
        self.memory = max(self.memory, memory(self.process.pid))
        time.sleep(self.rest * random.uniform(1, 1 + SPREAD))

    def wait(self, address: str, wanted: str, start: float, limit: float) -> float | None:
        """Seconds from ``start`` until the page shows what is wanted; None when it does not within the limit."""
        while wanted not in self.get(address):
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} ended with exit code {self.process.returncode}")
            if time.perf_counter() - start > limit:
                return None
            time.sleep(self.every)
        return time.perf_counter() - start

    def get(self, address: str) -> str:
        """The page; nothing while there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", address, headers=BROWSER)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()
        return text if answer.status == 200 else ""

    def row(self, own: float | None) -> str:
        """One line of the table; ``own`` is kamgen's median."""
        both = [seconds for seconds in self.both if seconds is not None]
        ratio = f"{own / median(both):.2f}" if own and both and self.name != "kamgen" else ""
        told = (f"{self.ready:.1f}", _told(self.page), _told(self.both), f"{self.memory:.0f}", ratio)
        return f"| {self.name} | {' | '.join(told)} |"


def _told(measured: list[float | None]) -> str:
    found = [1000 * seconds for seconds in measured if seconds is not None]
    stale = len(measured) - len(found)
    late = f"{stale} of {len(measured)} stale" if stale else ""
    return " ".join([*([f"{median(found):.0f} ({min(found):.0f}–{max(found):.0f})"] if found else []), late]).strip()


@contextmanager
def started(name: str, command: tuple[str, ...], site: Generator, every: float, rest: float) -> Iterator[Server]:
    """A server that answers; ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    process = subprocess.Popen(
        [part.format(port=port) for part in command], cwd=site.root, env=site.environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        server = Server(name, site, port, process, every, rest)
        server.begin(start)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    """Read the options, start the servers, edit, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000, help="plans")
    parser.add_argument("--edits", type=int, default=15, help="of each, after one that warms up")
    parser.add_argument("--every", type=float, default=5, metavar="MS", help="between two requests  [default: 5]")
    parser.add_argument("--rest", type=float, default=1, metavar="S", help="after each edit  [default: 1]")
    parser.add_argument("--peers", default="hugo", help="of hugo and eleventy; '' for none")
    parser.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "kamgen-bench-tools")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kamgen-serve-") as root, ExitStack() as stack:
        sites = prepare(Path(root, "sites"), given.size, peers_of(given.peers), given.tools.resolve())
        servers = [
            stack.enter_context(started(name, command, site, given.every / 1000, given.rest))
            for each in sites
            for name, command, site in _servers(each)
        ]
        for server in servers:
            server.edit()
            server.page.clear()
            server.both.clear()
        for _ in range(given.edits):
            for server in servers:
                server.edit()
    own = [seconds for seconds in servers[0].both if seconds is not None]
    print(HEAD, *(server.row(median(own) if own else None) for server in servers), sep="\n")


def _servers(generator: Generator) -> Iterator[tuple[str, tuple[str, ...], Generator]]:
    """The servers of a generator, each with a site of its own."""
    for number, (name, command) in enumerate(generator.servers.items()):
        yield name, command, generator if number == 0 else generator.copied(f"{generator.root}-{number}")


if __name__ == "__main__":
    main()
