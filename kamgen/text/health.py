"""A health score for people: never without how much it rests on, its verdict never without what holds it down."""

from __future__ import annotations

from kamgen.model.enums import Band
from kamgen.model.standing import Standing
from kamgen.text.words import joined


def known_words(health: Standing) -> str:
    """``5 of 9 known``; empty for an account that has no health."""
    return f"{health.known} of {health.total} known" if health.total else ""


def health_words(health: Standing) -> str:
    """``31, 5 of 9 known``; ``not scored, 2 of 9 known``."""
    return joined(Band.UNSCORED.word if health.score is None else str(health.score), known_words(health))


def standing_words(health: Standing) -> str:
    """``31, 5 of 9 known: act; it lost 280,000 GBP in 2026 after cost to serve``."""
    if health.score is None:
        return health_words(health)
    return f"{health_words(health)}: {'; '.join([health.word, *health.reasons])}"
