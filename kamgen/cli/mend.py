"""What `kamgen check --fix` does: mends again and again until nothing is left, then writes the plans, or shows them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kamgen.cli.open_site import Session
from kamgen.cli.terminal import Terminal
from kamgen.edit.mend import Mended, mend, mend_config
from kamgen.edit.proof import sheet_of
from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Report
from kamgen.model.source import Source
from kamgen.read.disk import read_site_text
from kamgen.read.file_rules import SITE_FILE
from kamgen.report.findings import visible
from kamgen.write.files import refuse_unwritable, replace_file

_ROUNDS = 10
"""How often what was mended is looked at again: what a key holds is read only when the key is right."""


class Mending(Struct):
    """A site whose findings were mended, not written yet."""

    session: Session
    report: Report
    done: list[Finding]
    left: dict[Finding, str]
    """What could be mended, was not, and why."""

    def changed(self, before: Session) -> Iterator[tuple[Source, Source]]:
        """Plans that differ, as they were and as they are."""
        pairs = zip(before.content.plans, self.session.content.plans, strict=True)
        return (pair for pair in pairs if pair[0] != pair[1])

    def diff(self, before: Session) -> str:
        """What would be written, as a unified diff."""
        return "".join(_diff(old.path, old.data, new.data) for old, new in self.changed(before))

    def plan_of(self, path: str) -> bytes:
        """One plan, byte for byte."""
        return next(source.data for source in self.session.content.plans if source.path == path)

    def told(self, remain: int | None) -> Iterator[str]:
        """What was not mended and why, how much was, and how many findings ``remain`` (None: nothing was written)."""
        for finding, reason in self.left.items():
            yield f"{finding.path}:{finding.line}:{finding.column}: {finding.code} is left as it is: {reason}"
        if remain is None:
            yield f"Would mend {len(self.done):,}; nothing is written"
        else:
            yield f"Mended {len(self.done):,}, {remain:,} {'remains' if remain == 1 else 'remain'}"


def mend_site(session: Session, report: Report, check: Callable[[Session], Report]) -> Mending:
    """The site with everything mended that ``report`` says how to, checked again by ``check``."""
    state = Mending(session, report, [], {})
    for _ in range(_ROUNDS):
        wanted: dict[str, list[Finding]] = {}
        for finding in state.report.findings:
            if finding.fix and finding not in state.left:
                wanted.setdefault(finding.path, []).append(finding)
        content = state.session.content
        sources = {each.path: each for each in content.plans if each.path in wanted}
        tried = {path: mend(source, content.folder, wanted[path]) for path, source in sources.items()}
        while changed := {path: each for path, each in tried.items() if each.done}:
            now = _with(state.session, changed)
            found = check(now)
            if not (worse := dict(_worse(state.report, found, changed))):
                break
            for path, reason in worse.items():
                *others, last = tried[path].done
                state.left[last] = reason
                tried[path] = mend(sources[path], content.folder, others)
        state.left |= {finding: reason for each in tried.values() for finding, reason in each.left}
        if not changed:
            break
        state.session, state.report = now, found
        state.done += [finding for each in changed.values() for finding in each.done]
    return state


def _with(session: Session, changed: dict[str, Mended]) -> Session:
    plans = tuple(changed[each.path].source if each.path in changed else each for each in session.content.plans)
    return Session(session.root, session.text, replace(session.content, plans=plans))


def _worse(before: Report, after: Report, changed: dict[str, Mended]) -> Iterator[tuple[str, str]]:
    """Plans that have errors now which they did not have, and where nothing is read for the first time; and why."""
    known = {(found.path, found.code, found.message) for found in before.findings}
    for found in after.findings:
        each = changed.get(found.path)
        if each is None or found.severity is not Severity.ERROR or (found.path, found.code, found.message) in known:
            continue
        if not any(stretch.holds(found.line, found.column) for stretch in each.read):
            yield found.path, f"then {found.message} ({found.code})"


def write_mended(before: Session, state: Mending) -> None:
    """Puts the mended plans in the place of the old ones. `OutputError` when one cannot be written: then none is."""
    files = {os.path.realpath(before.root / old.path): (old.data, new.data) for old, new in state.changed(before)}
    for path in files:
        refuse_unwritable(Path(path))
    for path, (old, new) in files.items():
        replace_file(Path(path), old, new)


def _diff(path: str, old: bytes, new: bytes) -> str:
    rows, others = (sheet_of(data).text.split("\n") for data in (old, new))
    lines = unified_diff(rows, others, f"a/{path}", f"b/{path}", lineterm="")
    return "".join(f"{visible(line)}\n" for line in lines)


def mended_config(root: Path, text: str, only_shown: bool, terminal: Terminal) -> str:
    """The text of site.toml, mended and written where it has mistakes of one reading; a link is left alone."""
    path = root / SITE_FILE
    before = path.read_bytes()
    after, done = (before, 0) if path.is_symlink() else mend_config(before)
    if not done:
        return text
    if only_shown:
        terminal.result(_diff(SITE_FILE, before, after))
        return text
    replace_file(path, before, after)
    terminal.note(f"Mended {done:,} in {SITE_FILE}")
    return read_site_text(root)
