"""Which word a writer most likely meant."""

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.fields import folded
from kamgen.text.suggestions import did_you_mean, nearest, suggest_codes

CODES = ("FBK001", "FBK002", "FBK003", "CRM001")
FEEDBACK = "one of `FBK001`, `FBK002`, `FBK003`"


@pytest.mark.parametrize(("written", "question"), [("Strategik", "did you mean `strategic`?"), ("zzz", "")])
def test_a_guess_is_a_question(written: str, question: str) -> None:
    assert did_you_mean(written, ["core", "strategic"]) == question


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("FBK099", FEEDBACK),
        ("FBK004", FEEDBACK),
        ("FBK0003", "did you mean `FBK003`?"),
        ("FBK02", "did you mean `FBK002`?"),
        ("CRM002", "did you mean `CRM001`?"),
        ("CRM099", "`CRM001`"),
        ("FKB003", ""),
    ],
)
def test_codes_are_near_only_within_their_family(written: str, meant: str) -> None:
    assert suggest_codes(written, CODES) == meant


WORD = st.text("abc-", max_size=8)


@given(WORD, st.lists(WORD, max_size=8), st.sampled_from([0.6, 0.75]))
def test_the_nearest_word_is_that_of_difflib(written: str, known: list[str], least: float) -> None:
    by_folded = {folded(word): word for word in known}
    near = get_close_matches(folded(written), by_folded, 1, least)
    exact = by_folded.get(folded(written))
    assert nearest(written, known, least) == (exact if exact is not None else by_folded[near[0]] if near else None)
