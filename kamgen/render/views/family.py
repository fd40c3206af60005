"""The group that an account belongs to: a tree with its money of the last full fiscal year, nothing counted twice."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from kamgen.model.account import Account
from kamgen.model.context import Member
from kamgen.model.fields import Doc
from kamgen.render.site_context import NavLink, SiteContext, account_url
from kamgen.text.numbers import UNKNOWN, Figure
from kamgen.text.words import counted


class FamilyRow(Struct, frozen=True):
    """One account of the tree."""

    account: NavLink
    depth: Annotated[int, Doc("How many of its parents stand above it in the tree.")]
    revenue: Figure
    profit: Figure
    note: Annotated[str, Doc("Which of the two a parent's figures have already; empty for none.")]


class Family(Struct, frozen=True):
    """A group of accounts."""

    top: NavLink
    words: Annotated[str, Doc("How many accounts, and what they come to together.")]
    rows: Annotated[tuple[FamilyRow, ...], Doc("The tree; empty on all pages but that of the account on top.")]


def family_of(account: Account, context: SiteContext) -> Family | None:
    """The group of an account; None for one that stands alone. Amounts are in the site's currency."""
    group = account.links.group
    if group is None:
        return None
    style = context.style
    parts = [
        f"{counted(group.accounts, 'account')}, revenue of {group.year} {style.amount(group.revenue).text}",
        f"profit after cost to serve {style.amount(group.profit).text}",
        f"share of wallet {UNKNOWN if group.wallet is None else style.percent(group.wallet)}",
    ]
    rows = tuple([_row(member, context) for member in group.members])
    return Family(NavLink(group.top.name, account_url(group.top.slug)), f"{', '.join(parts)}; {context.currency}", rows)


def _row(member: Member, context: SiteContext) -> FamilyRow:
    note = f"{' and '.join(reversed(member.included))} in its parent's figures" if member.included else ""
    link = NavLink(member.account.name, account_url(member.account.slug))
    style = context.style
    return FamilyRow(link, member.depth, style.amount(member.revenue), style.amount(member.profit), note)
