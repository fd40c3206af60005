"""`kamgen init` and `kamgen new`: the first files of a site, and the plan of a new account."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from kamgen.cli import options
from kamgen.cli.open_site import open_root
from kamgen.cli.terminal import Terminal
from kamgen.model.errors import ConfigError, OutputError
from kamgen.model.source import is_plan
from kamgen.parse.plan import LONGEST, derived_slug, slug_of
from kamgen.report.findings import visible
from kamgen.scaffold.plan import new_plan
from kamgen.scaffold.starter import starter_site
from kamgen.text.suggestions import nearest, one_of


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@options.as_of_option
def init(folder: Path, as_of: date) -> None:
    """Make a small site in DIR, the current folder when left out: site.toml, two accounts, .gitignore.

    No file that is already there is changed, but an existing .gitignore gets the two lines it needs. With a
    site.toml there, nothing is done.
    """
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
    taken = next((name for name, _ in files if name != ".gitignore" and (folder / name).exists()), None)
    if taken:
        raise ConfigError(f"{folder / taken} is already there, so nothing was written", "choose another folder")
    made: list[Path] = []
    try:
        for name, text in files:
            path = folder / name
            for place in reversed([place for place in path.parents if not place.exists()]):
                place.mkdir()
                made.append(place)
            if path.exists():
                _append_lines(path, text)
            else:
                made.append(path)
                path.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        for path in reversed(made):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        raise OutputError(f"{folder} cannot be written", "ask for permission, or choose another folder") from None


def _append_lines(path: Path, text: str) -> None:
    """Add those lines of ``text`` that the file does not have."""
    present = path.read_text(encoding="utf-8", errors="surrogateescape")
    lines = [line for line in text.splitlines() if line not in present.splitlines()]
    if lines:
        gap = "" if present.endswith("\n") or not present else "\n"
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(gap + "\n".join(lines) + "\n")


@click.command()
@click.argument("name")
@click.option("--category", required=True, metavar="KEY", help="One of the site's categories.")
@click.option("--owner", metavar="NAME", help="The account manager; asked for when left out.")
@click.option("--slug", metavar="SLUG", help="The file's name without .md.  [default: made from NAME]")
@click.option("--full", is_flag=True, help="With every field of the format.")
@options.site_option
@options.as_of_option
def new(
    name: str, category: str, owner: str | None, slug: str | None, full: bool, site: Path | None, as_of: date
) -> None:
    """Write a plan for the account NAME, with the fields of its category as comments that say what belongs there.

    The plan is valid as it is. A plan that is already there is never changed.
    """
    root, config = open_root(site)
    account = _plain(name, "the account's name")
    key = config.category_key(category)
    if key is None:
        near = nearest(category, config.categories)
        hint = f"did you mean `{near}`?" if near else f"write {one_of(config.categories)}"
        raise ConfigError(f"site.toml has no category `{category}`", hint)
    wanted = _chosen_slug(account, slug)
    accounts = root / config.content.accounts
    # slugs are unique in the whole site, whatever folders plans lie in
    taken = [
        path
        for path in sorted(accounts.rglob("*"))
        if is_plan(path.name) and slug_of(path.relative_to(accounts).as_posix(), "")[0] == wanted
    ]
    if taken:
        raise OutputError(f"{taken[0]} is already there", "edit that plan, or choose another name with `--slug`")
    path = Path(config.content.accounts) / f"{wanted}.md"
    _write_plan(root / path, new_plan(account, _owner(owner), key, config, as_of, full))
    Terminal().result(f"Wrote {path.as_posix()}. Open it: its comments say what belongs where.\n")


def _plain(text: str, what: str) -> str:
    """The text without space around it; a usage error when it is empty or holds what cannot be seen."""
    plain = text.strip()
    if not plain or visible(plain) != plain:
        raise click.UsageError(f"{what} `{visible(plain)}` is empty or holds characters that cannot be seen")
    return plain


def _chosen_slug(name: str, given: str | None) -> str:
    """The slug that was given, or the one that the name makes; a usage error when that says too little."""
    if given is not None:
        if derived_slug(given) != given or len(given) > LONGEST:
            raise click.UsageError(f"`{given}` cannot be a file's name here: write `--slug {derived_slug(given)}`")
        return given
    slug = derived_slug(name)
    if any(letter.isalnum() and derived_slug(letter).startswith("account-") for letter in name):
        raise click.UsageError(f"`{name}` cannot be spelt in a to z: give the file's name, such as `--slug {slug}`")
    return slug


def _owner(given: str | None) -> str:
    if given is not None:
        return _plain(given, "the owner's name")
    if not sys.stdin.isatty():
        raise click.UsageError("a plan needs an owner: give the account manager's name with `--owner`")
    return _plain(click.prompt("Account manager", type=str, err=True), "the owner's name")


def _write_plan(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError(f"{path} is already there", "edit that plan, or choose another name with `--slug`") from None
    except OSError:
        raise OutputError(f"{path} cannot be written", "ask for permission to write there") from None
