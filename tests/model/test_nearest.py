"""Which word a writer most likely meant."""

import pytest

from kamgen.model.nearest import code_meant, did_you_mean

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
    assert code_meant(written, CODES) == meant
