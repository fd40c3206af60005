"""What names the entries of each group, and by what else they are found again in another version of the plan.

group          an entry is        else it is                      else it is the likeliest one by
financials     its year
feedback       date, method       date                            its summary; or date near and the rest the same
reviews        date, with         (with is never another)         its outcome; or date near and the rest the same
service        measure, period    measure
team, contacts name                                               its name: longer, shorter or misspelt
needs, opportunities, risks, promises, outcomes, actions:
               its words                                          its words and all else that it gives
references     kind, date, with   date, with · kind, with
offerings      its name
waive          rule, reason       rule

A group that is not listed is known by its first field. Texts are alike whatever their case, spaces and punctuation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kamgen.compare.fields import Field, Values
from kamgen.model.plan import heading_key


class EntryIdentity(NamedTuple):
    """How the entries of one group are known."""

    noun: str
    """What one of them is called."""
    keys: tuple[tuple[str, ...], ...]
    """The fields that together say which entry it is, strictest first."""
    title: Callable[[Values], str]
    words: str = ""
    """The field whose words tell an entry that goes by another name; empty: by none."""
    fixed: str = ""
    """The field that is never another."""
    person: bool = False
    """Whether its name is a person's, who is nobody else for having the same job."""


def _of(key: str) -> Callable[[Values], str]:
    return lambda values: str(values.get(key) or "")


def _nameless(values: Values) -> str:  # noqa: ARG001 (titles have one signature)
    return ""


def _said(noun: str, key: str) -> EntryIdentity:
    return EntryIdentity(noun, ((key,),), _of(key), words=key)


def _review(values: Values) -> str:
    return f"{values['date']} with {values['with']}"


def _reference(values: Values) -> str:
    who = values["with"] or values["date"]
    return f"{values['kind']}, {who}" if who else str(values["kind"])


_IDENTITIES = {
    "": EntryIdentity("plan", (), _nameless),
    "crm": EntryIdentity("CRM record", (), _nameless),
    "lost": EntryIdentity("loss", (), _nameless),
    "financials": EntryIdentity("fiscal year", (("year",),), _of("year")),
    "feedback": EntryIdentity("feedback", (("date", "method"), ("date",)), _of("date"), words="summary"),
    "vendor_evaluation.criteria": _said("evaluation criterion", "name"),
    "reviews": EntryIdentity("review", (("date", "with"),), _review, words="outcome", fixed="with"),
    "service": EntryIdentity("service level", (("measure", "period"), ("measure",)), _of("measure")),
    "team": EntryIdentity("team member", (("name",),), _of("name"), words="name", person=True),
    "contacts": EntryIdentity("contact", (("name",),), _of("name"), words="name", person=True),
    "needs": _said("need", "need"),
    "opportunities": _said("opportunity", "name"),
    "offerings": EntryIdentity("offering", (("name",),), _of("name")),
    "risks": _said("risk", "risk"),
    "promises": _said("promise", "promise"),
    "outcomes": _said("outcome", "metric"),
    "references": EntryIdentity(
        "reference", (("kind", "date", "with"), ("date", "with"), ("kind", "with")), _reference
    ),
    "actions": _said("action", "action"),
    "waive": EntryIdentity("waiver", (("rule", "reason"), ("rule",)), _of("rule")),
}


def identity_of(group: str, fields: tuple[Field, ...], alone: bool = False) -> EntryIdentity:
    """How the entries of ``group`` are known; ``alone``: it stands once."""
    known = _IDENTITIES.get(group)
    if known is not None:
        return known
    noun = group.rpartition(".")[2].replace("_", " ")
    if alone:
        return EntryIdentity(noun, (), _nameless)
    return _said(noun.removesuffix("s"), fields[0].key)


def identity_key(value: object) -> object:
    """A value as entries are known by it; None for what does not tell one from another."""
    return (heading_key(value) or None) if isinstance(value, str) else value
