"""How an account is doing, in brief: what lists, reports and trends tell of its health."""

from __future__ import annotations

from typing import NamedTuple

from kamgen.model.enums import Band


class Standing(NamedTuple):
    """A health score in brief; of several accounts their mean."""

    score: int | None = None
    known: int = 0
    total: int = 0
    """Signals that are known, and those that weigh something."""
    word: str = Band.UNSCORED.word
    """How it reads: ``watch``; empty for a mean."""
    reasons: tuple[str, ...] = ()
    """See `Health.held`."""

    @property
    def band(self) -> Band:
        """The band that goes by its word."""
        return next(band for band in Band if band.word == self.word)
