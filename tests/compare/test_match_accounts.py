"""Which account of one state is which of the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamgen.compare.accounts import AccountIdentity, distinct_lines, match_accounts
from kamgen.model.config import SiteConfig
from kamgen.scaffold.plan import new_plan
from tests.compare.compare_support import AS_OF

A_LINES = "\n".join(f"a {number}" for number in range(10))
B_LINES = "\n".join(f"b {number}" for number in range(10))


def ident(slug: str, name: str = "", crm: str = "", text: str = "", folder: str = "") -> AccountIdentity:
    return AccountIdentity(
        f"accounts/{folder}{slug}.md", slug, name or slug, ("X" if crm else "", crm), distinct_lines(text)
    )


A, B = ident("a", text=A_LINES), ident("b", text=B_LINES)


def test_the_same_path_is_the_same_account() -> None:
    assert match_accounts([A, B], [ident("a", "Other", "7", "new words"), B]) == [(0, 0), (1, 1)]


def test_an_account_that_moved_to_another_folder_is_one() -> None:
    assert match_accounts([A, B], [ident("a", text="new", folder="north/"), B]) == [(0, 0), (1, 1)]


def test_the_same_slug_elsewhere_is_the_same_account_whatever_it_says() -> None:
    for name in ("Someone else", ""):
        assert match_accounts([A], [ident("a", "x", text=B_LINES, folder="north/")._replace(name=name)]) == [(0, 0)]


def test_the_same_slug_with_another_record_is_another_account() -> None:
    one, other = ident("a", crm="7", text=A_LINES), ident("a", crm="8", text=A_LINES, folder="north/")
    assert match_accounts([one], [other]) == [(None, 0), (0, None)]


def test_an_account_with_a_new_file_name_is_known_by_its_record_in_the_crm() -> None:
    assert match_accounts([ident("a", crm="7")], [ident("z", "New name", "7")]) == [(0, 0)]


def test_an_account_with_a_new_file_name_is_known_by_its_name() -> None:
    assert match_accounts([ident("a", "Halden Marine")], [ident("z", "halden-marine")]) == [(0, 0)]


def test_the_same_name_with_another_record_is_another_account() -> None:
    assert match_accounts([ident("a", "Halden", "7")], [ident("z", "Halden", "8")]) == [(None, 0), (0, None)]


def test_an_account_whose_name_cannot_be_read_is_known_by_most_of_its_lines() -> None:
    longer = ident("z", text=A_LINES + "\nb 1\nb 2")
    assert match_accounts([A, B], [longer._replace(name=""), B]) == [(0, 0), (1, 1)]
    assert match_accounts([A, B], [longer, B]) == [(None, 0), (1, 1), (0, None)], "two of one template"


def test_a_few_lines_in_common_are_no_account() -> None:
    half = ident("z", text="\n".join(A_LINES.split("\n")[:5] + B_LINES.split("\n")[:5]))
    assert match_accounts([A], [half]) == [(None, 0), (0, None)]
    short = ident("y", text="a 1\na 2\na 3\na 4")
    assert match_accounts([short], [short._replace(path="x", slug="x", name="x")]) == [(None, 0), (0, None)]


def test_what_a_template_gives_is_no_line_of_an_account() -> None:
    front = "name: A  # The account's name\n# reviews:  # Reviews\n#   - date: 2026-01-01\nteam:\n  - name: Per\n"
    text = f"---\n{front}---\n## Growth\n\n- Talk #5\n"
    assert distinct_lines(text) == {"name: A", "name: Per", "Talk #5"}


def test_two_new_plans_are_not_one_since_both_come_from_the_template() -> None:
    plans = [new_plan(name, "Per Moe", "strategic", SiteConfig(), AS_OF, full=True) for name in ("Halden", "Qux")]
    one, other = (ident(name, text=text) for name, text in zip(("halden", "qux"), plans, strict=True))
    assert match_accounts([one], [other]) == [(None, 0), (0, None)]


def test_lines_of_a_template_are_no_evidence() -> None:
    others = [ident(f"o{number}", text=A_LINES) for number in range(6)]
    gone, new = ident("gone", text=A_LINES), ident("new", text=A_LINES)
    assert match_accounts([*others, gone], [*others, new])[6:] == [(None, 6), (6, None)]


def test_two_accounts_that_exchange_their_names_stay_what_they_are() -> None:
    swapped = [ident("a", "b", text=A_LINES), ident("b", "a", text=B_LINES)]
    assert match_accounts([A, B], swapped) == [(0, 0), (1, 1)]


def test_two_accounts_that_exchange_their_files_are_followed() -> None:
    swapped = [ident("a", "b", text=B_LINES), ident("b", "a", text=A_LINES)]
    assert match_accounts([A, B], swapped) == [(1, 0), (0, 1)]


def test_two_accounts_that_exchange_their_files_are_followed_though_much_is_the_same_in_both() -> None:
    shared = "\n".join(f"shared: {number}" for number in range(8))
    a, b = ident("a", text=f"{shared}\n{A_LINES}"), ident("b", text=f"{shared}\n{B_LINES}")
    swapped = [a._replace(name="b", lines=b.lines), b._replace(name="a", lines=a.lines)]
    assert match_accounts([a, b], swapped) == [(1, 0), (0, 1)]


def test_of_a_copy_the_original_stays_and_the_copy_is_new() -> None:
    copy = A._replace(path="accounts/copy.md", slug="copy")
    assert match_accounts([A], [A, copy]) == [(0, 0), (None, 1)]
    assert match_accounts([A], [copy, A]) == [(None, 0), (0, 1)]


def test_an_account_that_is_split_stays_where_its_file_stays() -> None:
    lines = A_LINES.split("\n")
    one, other = ident("a", text="\n".join(lines[:5])), ident("half", text="\n".join(lines[5:]))
    assert match_accounts([A], [one, other]) == [(0, 0), (None, 1)]
    assert match_accounts([A], [one._replace(path="o", slug="o", name="o"), other]) == [
        (None, 0), (None, 1), (0, None),
    ]  # fmt: skip


def test_two_accounts_that_are_merged_into_one_file_stay_that_file() -> None:
    both = ident("a", text=f"{A_LINES}\n{B_LINES}")
    assert match_accounts([A, B], [both]) == [(0, 0), (1, None)]


def test_a_record_that_two_accounts_give_says_nothing() -> None:
    twins = [ident("x", crm="7"), ident("y", crm="7")]
    assert match_accounts([ident("a", crm="7")], twins) == [(None, 0), (None, 1), (0, None)]


IDENTS = st.lists(
    st.builds(
        ident,
        st.sampled_from("abcd"),
        st.sampled_from(["", "N", "M"]),
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["", A_LINES, B_LINES, A_LINES + B_LINES]),
        st.sampled_from(["", "x/"]),
    ),
    max_size=5,
    unique_by=lambda each: each.path,
)


@given(IDENTS, IDENTS)
def test_every_account_is_told_once(before: list[AccountIdentity], after: list[AccountIdentity]) -> None:
    pairs = match_accounts(before, after)
    assert [other for _, other in pairs if other is not None] == list(range(len(after)))
    assert sorted(one for one, _ in pairs if one is not None) == list(range(len(before)))


@given(IDENTS)
def test_nothing_changed_is_everybody_stayed(idents: list[AccountIdentity]) -> None:
    assert match_accounts(idents, idents) == [(number, number) for number in range(len(idents))]


@given(IDENTS, IDENTS)
def test_the_way_back_pairs_the_same(before: list[AccountIdentity], after: list[AccountIdentity]) -> None:
    assert set(match_accounts(before, after)) == {(one, other) for other, one in match_accounts(after, before)}
