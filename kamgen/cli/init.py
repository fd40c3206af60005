"""`kamgen init`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kamgen.cli import options


@click.command(short_help="Make a small site to begin with.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@options.as_of_option
def init(folder: Path, as_of: date) -> None:
    """Make a small site in DIR, the current folder when left out: site.toml, two accounts, .gitignore.

    No file that is already there is changed, but an existing .gitignore gets the two lines it needs. With a
    site.toml there, nothing is done.
    """
    from kamgen.cli.terminal import Terminal
    from kamgen.report.text import visible
    from kamgen.scaffold.starter import starter_site

    lay_down(folder, starter_site(as_of))
    here = folder == Path()
    go = "" if here else f"cd {visible(str(folder))}\n  "
    Terminal().result(
        f"Made a site {'here' if here else f'in {visible(str(folder))}'}. Next:\n"
        f"  {go}kamgen check      what the checklist says of the two sample accounts\n"
        "  kamgen build      make the site, then open public/index.html\n"
        "  kamgen new NAME --category strategic      write a plan of your own\n"
    )


def lay_down(folder: Path, files: tuple[tuple[str, str], ...]) -> None:
    """Write the files below ``folder``, all or none; `ConfigError` when one is there, `OutputError` when it fails."""
    from kamgen.model.errors import ConfigError, OutputError

    taken = next((name for name, _ in files if name != ".gitignore" and (folder / name).exists()), None)
    if taken:
        raise ConfigError(f"{folder / taken} is already there, so nothing was written", "choose another folder")
    made: list[Path] = []
    try:
        for name, text in files:
            path = folder / name
            _make_folders(path.parent, made)
            if path.exists():
                _append_lines(path, text)
            else:
                made.append(path)
                path.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        _take_back(made)
        raise OutputError(f"{folder} cannot be written", "ask for permission, or choose another folder") from None


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir()
        made.append(place)


def _append_lines(path: Path, text: str) -> None:
    """Add those lines of ``text`` that the file does not have."""
    present = path.read_text(encoding="utf-8", errors="surrogateescape")
    lines = [line for line in text.splitlines() if line not in present.splitlines()]
    if lines:
        gap = "" if present.endswith("\n") or not present else "\n"
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(gap + "\n".join(lines) + "\n")


def _take_back(made: list[Path]) -> None:
    for path in reversed(made):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
