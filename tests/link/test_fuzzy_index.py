"""Did you mean, among many: what shares most pairs of letters is compared, whatever stands before it."""

from __future__ import annotations

import pytest

from kamgen.link.site_index import FuzzyIndex

KNOWN = FuzzyIndex([f"account-{number:04}" for number in range(2000)] + ["Halden Group", "halden-marine"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("acount-1742", "account-1742"),
        ("account-17422", "account-1742"),
        ("halden-gruop", "Halden Group"),
        ("HALDEN_MARIN", "halden-marine"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_word_meant_is_found_among_thousands(written: str, meant: str | None) -> None:
    assert KNOWN.nearest(written) == meant
    assert KNOWN.nearest(written) == meant
