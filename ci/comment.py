"""Says on a pull or merge request what it does to the accounts, in one comment that is kept current.

    python3 -I ci/comment.py FILE [--marker NAME] [--number N] [--author LOGIN]

FILE is what `kamgen diff --output-format markdown` wrote. It works in GitHub's and GitLab's CI, whose variables say
where the comment goes, and needs nothing but Python. The comment is found by its first line, the marker, and by its
author.

    main ─▶ forge.forge_of: GitHub or GitLab, as the environment says ─▶ tell ─▶ create, update or leave
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # `python -I` looks nowhere but among what is installed
from forge import PAGE, Comment, Failed, Forge, Skipped, Wanted, forge_of

OVER = "This change no longer changes any account."
"""What the comment says when nothing is left to tell."""

MOST = 1 << 18
"""Bytes of a file at most; a comment holds fewer."""

_LINK = r"\]\(<{home}[^<>\s]*>\)"
_EFFECT = r"""(?P<command>^[ \t]*)/(?=\w)
  | (?P<sign>[@!](?=[\w"\[]) | (?!(?<=&)\#\d{1,7};)\#(?=\w) | ://)
  | (?P<word>&\#(?:33|35|64);(?!&\#8203;) | (?<!\w)gh-(?=\d) | (?<![^\W_])www(?=\.))
  | (?P<markup>&(?!\#\d{1,7};) | <(?!/?(?:code|del|details|ins|sub|summary)>) | \](?=[(:\[]))
  | (?P<hidden>[\u200e\u200f\u202a-\u202e\u2066-\u2069])"""
"""What has an effect in Markdown, and what `kamgen diff` therefore never writes, whatever a plan says."""


def tell(forge: Forge, marker: str, text: str, home: str = "") -> str:
    """Make the comment say ``text``, whose links lead below ``home``; what was done.

    Empty text makes no comment, and of one that is there it makes a sentence that says so. Raises Skipped or Failed.
    """
    old = _own(forge, marker)
    if old is None and not text:
        return "nothing changes for the accounts, so there is no comment"
    body = marker + tame((text or f"{marker}\n{OVER}\n").removeprefix(marker), home)
    if old is None:
        forge.create(body)
        return "commented"
    if _same(old.body, body):
        return f"comment {old.id} is current"
    forge.update(old, body)
    return f"updated comment {old.id}"


def _own(forge: Forge, marker: str) -> Comment | None:
    """The first comment that has the marker and is by who asks: anybody can write a marker."""
    me = forge.me()
    for page in itertools.count(1):
        comments = forge.comments(page)
        for comment in comments:
            if comment.author == me and _first_line(comment.body) == marker:
                return comment
        if len(comments) < PAGE:
            break
    return None


def tame(body: str, home: str) -> str:
    """The Markdown without any effect beyond its looks, whoever wrote it: a comment is posted with the rights of a bot.

    Left as it is what `kamgen diff` writes. Nobody is called, no issue or request is mentioned, nothing is fetched, no
    line is a command to the forge, and links lead to files of this repository, which is at ``home``.
    """
    kept = _LINK.format(home=f"{re.escape(home)}/") if home else r"(?!)"
    body = re.sub(rf"\[([^\[\]\n]*)(?!{kept}){_LINK.format(home='')}", r"\1", body)
    return re.sub(rf"(?P<kept>{kept}) | {_EFFECT}", _without_effect, body, flags=re.MULTILINE | re.VERBOSE)


def _without_effect(found: re.Match[str]) -> str:
    text = found[0]
    match found.lastgroup:
        case "kept":
            return text
        case "command":
            return f"{found['command']}\\/"
        case "sign":
            return f"&#{ord(text[0])};&#8203;{text[1:]}"
        case "word":
            return f"{text}&#8203;"
        case "markup":
            return f"&#{ord(text)};"
    return "&#8203;"


def _home(environ: Mapping[str, str]) -> str:
    """The address of the repository on its forge; empty when the run does not say."""
    if repository := environ.get("GITHUB_REPOSITORY"):
        return f"{environ.get('GITHUB_SERVER_URL') or 'https://github.com'}/{repository}"
    return environ.get("CI_MERGE_REQUEST_PROJECT_URL") or environ.get("CI_PROJECT_URL", "")


def _first_line(body: str) -> str:
    return body.split("\n", 1)[0].rstrip()


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def main(arguments: Sequence[str], environ: Mapping[str, str], pause: Callable[[float], None]) -> int:
    """The exit code: 0, also when the token may not comment; 1 when commenting went wrong; 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog="comment.py", description="Comments on a pull or merge request, in one place."
    )
    parser.add_argument("file", type=Path, help="what `kamgen diff --output-format markdown` wrote")
    parser.add_argument("--marker", metavar="NAME", help="the NAME that `kamgen diff --marker` was given")
    parser.add_argument("--number", type=int, metavar="N", help="the request, where the run does not know it")
    parser.add_argument("--author", metavar="LOGIN", help="whose comment it is, where the token cannot tell")
    options = parser.parse_args(arguments)
    marker = f"<!-- kamgen:diff:{options.marker} -->" if options.marker else "<!-- kamgen:diff -->"
    text = _read(options.file, marker, parser)
    github = bool(environ.get("GITHUB_REPOSITORY"))
    try:
        forge = forge_of(environ, Wanted(options.number, options.author), pause)
        if forge is None:
            parser.error("run it in GitHub's or GitLab's CI: neither GITHUB_REPOSITORY nor CI_API_V4_URL is set")
        print(f"kamgen: {tell(forge, marker, text, _home(environ))}")
    except Skipped as reason:
        print(_said("notice", reason, github))
    except Failed as reason:
        print(_said("error", reason, github))
        return 1
    return 0


def _read(path: Path, marker: str, parser: argparse.ArgumentParser) -> str:
    try:
        with path.open("rb") as file:
            text = file.read(MOST + 1).decode("utf-8")
    except (OSError, ValueError) as trouble:
        parser.error(f"{path} cannot be read: {trouble}")
    if len(text) > MOST:
        parser.error(f"{path} is longer than any comment")
    if text.strip() and _first_line(text) != marker:
        parser.error(f"{path} does not begin with `{marker}`: give both commands the same --marker")
    return text if text.strip() else ""


def _said(level: str, reason: Exception, github: bool) -> str:
    """An annotation on GitHub, elsewhere a plain line."""
    text = str(reason).replace("%", "%25") if github else str(reason)
    return f"::{level} title=kamgen::{text}" if github else f"kamgen: {text}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, time.sleep))
