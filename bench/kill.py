"""Kills builds at random moments and looks at what is left: ``python bench/kill.py [KILLS] [PLANS]``.

Two states of a site of made-up plans are built in turns with two workers, some with the memory, some without it, some
with a fresh one, and each build is killed (SIGKILL) at a random moment. Afterwards the output must be one whole site,
of either state; no worker may be left; and from time to time a build is let through, whose site must be that of a
build without memory. Linux only: workers are looked for in /proc.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from corpus import AS_OF, write_corpus

EDITED = 25
"""Plans that differ from state to state."""

GRACE = 2.0
"""Seconds until workers without a parent must have gone."""


class Ground:
    """A site in two states, and the builds of it."""

    def __init__(self, folder: Path, plans: int) -> None:
        self.root = folder / "site"
        write_corpus(self.root, plans)
        self.plans = sorted((self.root / "content" / "accounts").rglob("*.md"))[:EDITED]
        self.texts = [path.read_text(encoding="utf-8") for path in self.plans]

    def turn(self, state: int) -> None:
        """Put the site into a state."""
        for path, text in zip(self.plans, self.texts, strict=True):
            path.write_text(text + "\nOne more line.\n" * state, encoding="utf-8")

    def start(self, *options: str, output: str = "public") -> subprocess.Popen[bytes]:
        """Begin a build."""
        command = [sys.executable, "-m", "kamgen", "build", "--site", str(self.root), "--as-of", str(AS_OF)]
        command += ["--output", str(self.root / output), "--workers", "2", "--fail-on", "never", "--quiet", *options]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)

    def build(self, *options: str, output: str = "public") -> str:
        """Build, and say what came out."""
        if self.start(*options, output=output).wait() != 0:
            sys.exit("a build failed")
        return self.built(output)

    def built(self, output: str = "public") -> str:
        """The digest of a site; empty when there is none."""
        made = hashlib.sha256()
        files = sorted(path for path in (self.root / output).rglob("*") if path.is_file())
        for path in files:
            made.update(f"{path.relative_to(self.root / output)}\0".encode() + path.read_bytes())
        return made.hexdigest() if files else ""


def orphans(session: int) -> bool:
    """Whether any process of a session is left after a while."""
    until = time.monotonic() + GRACE
    while time.monotonic() < until:
        if not any(_session(entry.name) == session for entry in Path("/proc").iterdir() if entry.name.isdigit()):
            return False
        time.sleep(0.02)
    return True


def _session(process: str) -> int:
    try:
        fields = Path("/proc", process, "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[3])


def main() -> None:
    """Kill, look, and say how often what was left."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    plans = int(sys.argv[2]) if len(sys.argv) > 2 else 160
    draw = random.Random(3)
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder), plans)
        whole = []
        for state in (0, 1):
            ground.turn(state)
            started = time.monotonic()
            whole.append(ground.build("--no-cache", output=f"known{state}"))
            took = time.monotonic() - started
        ground.build()
        for number in range(kills):
            state = number % 2
            ground.turn(state)
            kind = draw.choice(["cached", "cached", "without memory", "fresh memory"])
            if kind == "fresh memory":
                shutil.rmtree(ground.root / ".kamgen", ignore_errors=True)
            process = ground.start(*(["--no-cache"] if kind == "without memory" else []))
            time.sleep(draw.uniform(0.1, 1.2) * took)
            process.send_signal(signal.SIGKILL)
            ended = process.wait() == 0
            left = ground.built()
            if left not in whole:
                sys.exit(f"kill {number} ({kind}): the site is neither the former nor the new one")
            if orphans(process.pid):
                sys.exit(f"kill {number} ({kind}): a worker is left")
            seen[
                f"{kind}: {'had ended' if ended else 'killed'}, {'new' if left == whole[state] else 'former'} site"
            ] += 1
            if number % 10 == 9 and ground.build() != whole[state]:
                sys.exit(f"after kill {number}: a build with the memory differs from one without")
        beside = [path.name for path in ground.root.iterdir() if path.name.startswith(".public")]
    for what, often in sorted(seen.items()):
        print(f"{often:5}  {what}")
    print(f"{kills} kills of builds of {plans} plans ({took:.1f} s each): always one whole site; beside it: {beside}")


if __name__ == "__main__":
    main()
