"""Where everything is: plans by path and slug, files by path, headings by plan. Made once for all plans.

`FuzzyIndex` answers "did you mean", among thousands: words found by the pairs of letters they share, then compared."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise
from types import MappingProxyType

from msgspec import Struct

from kamgen.link.attachments import Withheld, withheld
from kamgen.model.config import ContentTable
from kamgen.model.context import AccountRef
from kamgen.model.fields import folded, slip_of
from kamgen.model.source import Content
from kamgen.text.addresses import latin
from kamgen.text.suggestions import nearest


class SiteIndex(Struct, frozen=True):
    """The whole site as links see it. Paths are compared as read: however an ``ö`` is encoded."""

    folder: str
    """The accounts folder below the site's root."""
    slugs: FuzzyIndex
    plans: dict[str, AccountRef]
    """By slug."""
    plan_paths: dict[str, str]
    """Slug by composed path."""
    files: dict[str, str]
    """Path as it is on disk, by composed path."""
    pointers: frozenset[str]
    """Those that are not fetched yet, as on disk."""
    withheld: dict[str, Withheld]
    """Those that are not published, as on disk, with the reason."""
    names: dict[str, list[str]]
    """Composed paths of files by their bare names, `folded`."""
    folders: dict[str, list[str]]
    """Composed paths of files by their folders."""
    headings: dict[str, frozenset[str]]
    """Anchors by slug."""

    def inside(self, path: str) -> bool:
        """Whether a path below the root lies in the accounts folder."""
        return not path.startswith(("/", "..")) and (self.folder == "." or path.startswith(f"{self.folder}/"))

    def below(self, path: str) -> str:
        """A path below the root as one below the accounts folder."""
        return path if self.folder == "." else path.removeprefix(f"{self.folder}/")


def index_site(plans: Sequence[AccountRef], content: Content, settings: ContentTable) -> SiteIndex:
    """The index of plans that have unique slugs."""
    files = {composed(path): path for path in sorted(content.files)}
    names: dict[str, list[str]] = {}
    folders: dict[str, list[str]] = {}
    for path in files:
        folder, name = posixpath.split(path)
        names.setdefault(folded(name), []).append(path)
        folders.setdefault(folder, []).append(path)
    return SiteIndex(
        folder=content.folder,
        slugs=FuzzyIndex((plan.slug for plan in plans), _names(plans)),
        plans={plan.slug: plan for plan in plans},
        plan_paths={composed(plan.path): plan.slug for plan in plans},
        files=files,
        pointers=content.pointers,
        withheld=withheld(content.files, content.sizes, settings),
        names=names,
        folders=folders,
        headings={plan.slug: frozenset(plan.anchors) for plan in plans},
    )


def _names(plans: Sequence[AccountRef]) -> dict[str, str]:
    """Slug by name, of the plans whose name no other has."""
    counts = Counter(folded(plan.name) for plan in plans)
    return {plan.name: plan.slug for plan in plans if counts[folded(plan.name)] == 1}


def composed(path: str) -> str:
    """A path with its accents composed (NFC); some disks keep them apart."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def resolved(plan_path: str, written: str) -> str:
    """A relative path of a plan as a path below the site's root."""
    return composed(posixpath.normpath(posixpath.join(posixpath.dirname(plan_path), written)))


def relative_path(plan_path: str, path: str) -> str:
    """A path below the site's root as the plan has to write it."""
    return posixpath.relpath(path, posixpath.dirname(plan_path) or ".")


_CANDIDATES = 8
_LONGEST = 100

LEAST = 0.75
"""How much alike a guess must be: among many plans something always looks a little like what was written."""


class FuzzyIndex:
    """The words that a reference may use, and other names of them; what is alike `folded` is the same."""

    def __init__(self, words: Iterable[str], names: Mapping[str, str] = MappingProxyType({})) -> None:
        self._words: dict[str, str] = {}
        for name, word in chain(((word, word) for word in words), names.items()):
            self._words.setdefault(folded(name), word)
        self._guesses: dict[str, str | None] = {}

    def find(self, written: str) -> str | None:
        """The word that was written."""
        return self._words.get(folded(written))

    def nearest(self, written: str) -> str | None:
        """The word that was most likely meant; None when nothing looks like it."""
        wanted = folded(written)
        if wanted not in self._guesses:
            self._guesses[wanted] = self._words.get(nearest(wanted, self._candidates(wanted), LEAST) or "")
        return self._guesses[wanted]

    def slip(self, written: str) -> str | None:
        """The word in which there is a slip of the pen (see `slip_of`)."""
        return self._words.get(slip_of(written, self._candidates(folded(written))) or "")

    def double(self, written: str) -> str | None:
        """Another word that is this one but for marks and a slip of the pen; None for none, and for several."""
        plain = {latin(word) or word: word for word in self._candidates(written) if word != written}
        found = slip_of(latin(written) or written, plain)
        return self._words[plain[found]] if found else None

    def _candidates(self, wanted: str) -> list[str]:
        """The words that share most pairs of letters."""
        shared = Counter(chain.from_iterable(self._by_pair.get(pair, ()) for pair in _pairs(wanted)))
        words = tuple(self._words)
        return [words[number] for number, _ in shared.most_common(_CANDIDATES)]

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, key in enumerate(self._words):
            for pair in _pairs(key):
                index.setdefault(pair, []).append(number)
        return index


def _pairs(word: str) -> dict[str, None]:
    """Each pair once, in order: the answer must not hang on how a set is ordered."""
    return {first + second: None for first, second in pairwise(word[:_LONGEST])}
