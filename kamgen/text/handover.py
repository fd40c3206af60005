"""What leaves with somebody, in a sentence."""

from __future__ import annotations

from kamgen.model.handover import Handover
from kamgen.text.numbers import NumberStyle
from kamgen.text.words import counted, listed


def handover_words(found: Handover, style: NumberStyle) -> str:
    """``3 accounts (revenue 2026 1.2M EUR), 4 contacts whom nobody else meets and 2 actions hang on Per Moe.``

    A second sentence names the accounts that nobody else would call.
    """
    revenue = (
        "" if found.revenue is None else f" (revenue {found.year} {style.compact(found.revenue)} {found.currency})"
    )
    value = "" if found.value is None else f" ({style.compact(found.value)} {found.currency})"
    promises, actions, deals, reviews, duties = (len(table.rows) for table in found.work)
    parts = [
        (len(found.accounts.rows), "account", revenue),
        (len(found.contacts.rows), "contact", " whom nobody else meets"),
        (promises, "promise", ""),
        (actions, "open action", ""),
        (deals, "open deal", value),
        (reviews, "review", ""),
        (duties, "other duty", ""),
    ]
    said = [
        f"{counted(number, noun, noun.replace('duty', 'duties') if 'duty' in noun else '')}{more}"
        for number, noun, more in parts
        if number
    ]
    alone = listed([str(row.cells[0]) for row in found.calls.rows if row.cells[-1] is None], most=_MOST)
    words = f"{listed(said) or 'Nothing'} {'hang' if len(said) > 1 else 'hangs'} on {found.name}."
    return f"{words} Nobody else is named to call {alone}: write a `backup` there." if alone else words


_MOST = 5
"""Accounts that a sentence names."""


CALLS = (
    "Call every client at once, before somebody else does (Vital accounts): account managers who leave may leave for a "
    "rival."
)
