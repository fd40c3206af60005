"""What a text says beside filling its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.text.substance import is_name, is_placeholder, real_words

_SOLD = ["yard", "opens", "May", "platform", "specified", "stock", "counts", "fall", "finance", "meets", "quarter"]
WORDS = [*_SOLD, "spare", "parts", "night", "shift", "a", "to", "of"]
HOLDERS = ["[describe {}]", "{{{{{}}}}}", "<{}>", "${{{}}}", "{{{}}}", "<!-- {} -->", "%% {} %%", "TODO: {}", "_____"]
honest = st.lists(st.sampled_from(WORDS), min_size=8, max_size=30).filter(
    lambda words: len(set(words) - {"a"}) * 2 >= 8
)
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
nothing = st.one_of(
    st.tuples(st.sampled_from(HOLDERS), sentences).map(lambda drawn: drawn[0].format(drawn[1])),
    st.tuples(st.sampled_from(["x", "word", "?", "-", "no", "7", "x y", "🚀"]), st.integers(1, 40)).map(
        lambda drawn: " ".join([drawn[0]] * drawn[1])
    ),
    st.text("!?.,;:-–—…#*/\\|()& \n\t0123456789", max_size=60),
    st.sampled_from(
        ["Lorem ipsum dolor sit amet consectetur adipiscing elit sed do", "a b c d e f g h i j", "x" * 500]
    ),
)


@given(honest)
def test_eight_honest_words_are_eight(words: list[str]) -> None:
    assert real_words(" ".join(words)) >= 8


@given(nothing, nothing)
def test_what_says_nothing_never_comes_to_eight_words(one: str, other: str) -> None:
    assert real_words(one) < 8
    assert real_words(f"{one}\n\n{one}") < 8
    assert real_words(other) < 8


@given(st.sampled_from(HOLDERS), sentences)
def test_what_only_holds_a_place_is_a_placeholder(holder: str, words: str) -> None:
    assert is_placeholder(holder.format(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("顧客は納期を心配しています", 13),
        ("ลูกค้าต้องการ", 11),
        ("We aim to grow {{account}} from {{revenue}} to {{target}} by {{year}} with us.", 0),
        ("We aim to grow the yard. It opens in {{month}}.", 6),
        ("See https://example.com/a/b/c and the plan", 4),
        ("TODO write down what the client told us last week", 0),
        ("Wartungsvertrag für beide Werke verlängern", 5),
        ("11 12 13 14 15 16 17 18", 0),
        ("Todo el equipo del cliente en la planta nueva", 9),
        ("`code` and **bold** “words”, twice (too)", 6),
    ],
)
def test_words_that_count(text: str, words: int) -> None:
    assert real_words(text) == words


@pytest.mark.parametrize(
    "text", ["%", "R&D", "[[halden]]", "<24 h and >3 d", "[the plan](plan.md)", "[x] done", "5 < 7"]
)
def test_what_looks_like_a_placeholder_and_is_none(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(("name", "real"), [("Li", True), ("田中", True), ("x", False), ("xxx", False), ("?", False)])
def test_a_name_has_more_than_one_letter(name: str, real: bool) -> None:
    assert is_name(name) is real
    assert not is_name(None)
