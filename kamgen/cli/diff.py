"""The two states that `kamgen diff` compares: where each is read from.

kamgen diff                    where HEAD left the default branch   ─▶ the working tree
kamgen diff BASE               BASE                                 ─▶ the working tree
kamgen diff BASE HEAD, A..B    BASE                                 ─▶ HEAD
kamgen diff A...B              where B left A                       ─▶ B
--staged                       HEAD, or BASE                        ─▶ what is staged
--base-json FILE               an export, without any history       ─▶ the working tree
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
from msgspec import Struct
from msgspec.structs import replace

from kamgen import FORMAT
from kamgen.cache import Cache
from kamgen.cli.git_history import Head
from kamgen.cli.open_site import Session, no_plan
from kamgen.cli.runtime import own_history, plan_history_of
from kamgen.cli.terminal import Terminal
from kamgen.engine.comparison import PortfolioState, compare_states
from kamgen.engine.engine import Engine
from kamgen.model.comparison import Comparison
from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError, ContentError, GitError
from kamgen.model.finding import BASELINE_FILE
from kamgen.model.source import Commit, Content
from kamgen.parse.config import parse_config
from kamgen.parse.export import parse_export
from kamgen.read.disk import read_baseline
from kamgen.read.git.authors import written_between
from kamgen.read.git.content import read_content_at, read_text_at, read_working_tree
from kamgen.read.git.objects import blob_id, default_base, is_ancestor, merge_base, resolve
from kamgen.read.git.repository import SHALLOW_REMEDY, Repository, find_repository, open_repository
from kamgen.read.git.tree import INDEX
from kamgen.report.baseline import parsed
from kamgen.report.changes.wording import score_move
from kamgen.text.words import listed

WORKING = "the working tree"
STAGED = "what is staged"
_LISTED = 20
"""Accounts that a note names."""


class DiffRequest(NamedTuple):
    """What is to be compared, as it was given."""

    base: str | None
    head: str | None
    """None: the working tree."""
    staged: bool
    base_json: Path | None


def compare(engine: Engine, session: Session, as_of: date, wanted: DiffRequest, terminal: Terminal) -> Comparison:
    """What changed between the two states; `GitError` when git cannot tell one of them."""
    before, after = Reader(session, as_of, engine.cache, terminal).states(wanted)
    terminal.detail(f"{before.label} ({before.commit[:7]}) against {after.label}, judged as of {as_of}")
    found = compare_states(engine, before, after, as_of)
    if before.commit and (repository := find_repository(session.root)):
        head = after.commit or "HEAD"
        found = replace(found, written=written_between(repository, before.commit, head, after.content.folder))
    if found.redefined:
        moved = listed([f"{slug} {score_move(was, now)}" for slug, was, now in found.redefined], most=_LISTED)
        terminal.note(
            f"{before.label} goes by other definitions of kamgen; by those of today the same plans on the same day "
            f"score: {moved} (docs/upgrading.md)"
        )
    return found


class Reader(Struct, frozen=True):
    """Reads states of one site."""

    session: Session
    as_of: date
    cache: Cache
    terminal: Terminal

    def states(self, wanted: DiffRequest) -> tuple[PortfolioState, PortfolioState]:
        """Base and head. `GitError` when git cannot tell one of them."""
        if wanted.base_json is not None:
            return self._exported(wanted.base_json), self._working(self.session.content)
        repository = open_repository(self.session.root)
        base, head = self._revisions(repository, wanted)
        if head is not None:
            before, after = self._at(repository, *base), self._at(repository, *head)
            if not before.content.plans and not after.content.plans:
                raise no_plan(after.content.folder)
            return before, after
        if wanted.staged:
            return self._at(repository, *base), self._staged(repository)
        working = own_history(repository, read_working_tree(repository, self.session.site.content), self.terminal)
        return self._at(repository, *base), self._working(working)

    def _revisions(
        self, repository: Repository, wanted: DiffRequest
    ) -> tuple[tuple[Commit, str], tuple[Commit, str] | None]:
        base, head, forked = _split(wanted)
        if base is None:
            if wanted.staged:
                return (resolve(repository, "HEAD"), "HEAD"), None
            return (default_base(repository), "where HEAD left the default branch"), None
        one, other = resolve(repository, base), resolve(repository, "HEAD" if head is None else head)
        if forked:
            found = merge_base(repository, one, other), f"where {head or 'HEAD'} left {base}"
        else:
            found = one, base
            self._warn_of_others(repository, one, base, other)
        return found, None if head is None else (other, head)

    def _warn_of_others(self, repository: Repository, base: Commit, label: str, head: Commit) -> None:
        if is_ancestor(repository, base, head):
            return
        if repository.shallow:
            raise GitError(
                f"this shallow clone does not show whether the other side comes from `{label}`", SHALLOW_REMEDY
            )
        self.terminal.note(
            f"`{label}` has commits that the other side has not, and what they changed is counted the other way "
            f"round; `kamgen diff {label}...` compares with where the two parted"
        )

    def _working(self, content: Content) -> PortfolioState:
        session = self.session
        if not content.plans:
            raise no_plan(content.folder)
        plan_history = plan_history_of(session.root, content.folder, self.cache, self.terminal)
        baseline = self._kept(read_baseline(session.root / BASELINE_FILE), WORKING)
        return PortfolioState(WORKING, "", self.as_of, content, session.site, plan_history, baseline=baseline)

    def _staged(self, repository: Repository) -> PortfolioState:
        site = self._site(read_text_at(repository, INDEX), STAGED)
        content = read_content_at(repository, INDEX, site.content)
        plan_history = plan_history_of(self.session.root, content.folder, self.cache, self.terminal)
        baseline = self._kept(read_text_at(repository, INDEX, BASELINE_FILE), STAGED)
        return PortfolioState(STAGED, "", self.as_of, content, site, plan_history, baseline=baseline)

    def _at(self, repository: Repository, commit: Commit, label: str) -> PortfolioState:
        site = self._site(read_text_at(repository, commit.id), f"`{label}`")
        on_disk = (source.data for source in self.session.content.plans if not source.refusal)
        known = {blob_id(repository, data): data for data in on_disk}  # most plans are as in any recent commit
        content = read_content_at(repository, commit.id, site.content, known)
        plan_history = Head(repository, commit).plan_history(content.folder, self.cache)
        baseline = self._kept(read_text_at(repository, commit.id, BASELINE_FILE), f"`{label}`")
        day = min(commit.date, self.as_of)
        return PortfolioState(label, commit.id, day, content, site, plan_history, baseline=baseline)

    def _site(self, text: str | None, label: str) -> SiteConfig:
        """That state's own site.toml; today's when it has none, or one that cannot be used, which is said."""
        if text is None:
            self.terminal.note(f"{label} has no site.toml: it is judged by the one on disk")
            return self.session.site
        try:
            return parse_config(text)
        except ConfigError as error:
            self.terminal.note(f"site.toml of {label} cannot be used, and the one on disk is instead: {error}")
            return self.session.site

    def _kept(self, text: str | None, label: str) -> dict[tuple[str, str], int]:
        """What a baseline keeps; nothing where there is none, and where it cannot be read, which is said."""
        try:
            return {} if text is None else dict(parsed(text, BASELINE_FILE))
        except ConfigError as error:
            self.terminal.note(f"the baseline of {label} cannot be read, and counts as empty: {error}")
            return {}

    def _exported(self, file: Path) -> PortfolioState:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise ContentError(
                f"{file} cannot be read: {reason}", "give a file that `kamgen export -o FILE` wrote"
            ) from None
        found = parse_export(text, file.name)
        site = self._site(found.site, file.name)
        touched = tuple(sorted(found.touched.items()))
        recorded = () if found.format == FORMAT else tuple(sorted(found.scores.items()))
        day = min(found.as_of, self.as_of)
        return PortfolioState(file.name, "", day, found.content, site, None, touched, recorded=recorded)


def _split(wanted: DiffRequest) -> tuple[str | None, str | None, bool]:
    """Base, head, and whether the base is where the two parted: ``A..B`` and ``A...B`` as git writes them."""
    given = wanted.base or ""
    if ".." not in given:
        return wanted.base, wanted.head, False
    if wanted.head is not None:
        raise click.UsageError(f"`{given}` names both sides: leave out `{wanted.head}`")
    forked = "..." in given
    base, _, head = given.partition("..." if forked else "..")
    if wanted.staged and (head or not forked):
        raise click.UsageError(f"--staged takes the place of HEAD: write `{base or 'HEAD'}` instead of `{given}`")
    return base or "HEAD", head or (None if forked else "HEAD"), forked
