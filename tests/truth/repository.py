"""A story as a git repository: one process writes all commits."""

from __future__ import annotations

from pathlib import Path

from tests.repositories import run_git
from tests.truth.model import Account, Mark
from tests.truth.story import SITE, Story, Written
from tests.truth.text import written


def made(story: Story, root: Path) -> dict[str, Mark]:
    """The repository of that story, its last commit checked out; the mark of each commit by its id."""
    root.mkdir(parents=True, exist_ok=True)
    run_git(root, "init", "-q", "--template=", "-b", "main")
    stream = b"".join(_commit(each) for each in story.commits)
    stream += b"reset refs/heads/main\nfrom :%d\n" % story.line.head
    marks = root / ".git/marks"
    run_git(root, "fast-import", "--quiet", "--force", f"--export-marks={marks}", data=stream)
    run_git(root, "reset", "-q", "--hard")
    pairs = (line[1:].split() for line in marks.read_text(encoding="ascii").splitlines())
    return {commit: int(mark) for mark, commit in pairs}


def _commit(each: Written) -> bytes:
    email = each.author.lower().replace(" ", ".")
    who = f"{each.author} <{email}@example.com> {int(each.when.timestamp())} {each.when:%z}"
    trailers = [f"Co-authored-by: {name} <{name.lower().replace(' ', '.')}@example.com>" for name in each.beside]
    message = "\n".join([each.subject, *(["", *trailers] if trailers else [])]).encode()
    lines = [b"commit refs/heads/all", f"mark :{each.mark}".encode()]
    lines += [f"author {who}".encode(), f"committer {who}".encode(), b"data %d" % len(message), message]
    for number, parent in enumerate(each.parents):
        lines.append(f"{'merge' if number else 'from'} :{parent}".encode())
    if not each.parents:
        lines.append(_file("site.toml", SITE))
    for number in each.before.keys() | each.after.keys():
        before, after = each.before.get(number), each.after.get(number)
        if before is not after:
            lines += _files(before, after)
    return b"\n".join([*lines, b"", b""])


def _files(before: Account | None, after: Account | None) -> list[bytes]:
    lines = []
    if before and (after is None or after.path != before.path):
        lines.append(f"D {before.path}".encode())
    if after:
        lines.append(_file(after.path, written(after)))
    return lines


def _file(path: str, text: str) -> bytes:
    data = text.encode()
    return b"M 100644 inline %s\ndata %d\n%s" % (path.encode(), len(data), data)
