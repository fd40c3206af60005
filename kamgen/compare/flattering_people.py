"""Contacts that stand better with us than before, or are gone, and no talk tells of it."""

from __future__ import annotations

from kamgen.compare.edited import NEAR, Edit, is_later, shares_a_name
from kamgen.compare.entries import Values
from kamgen.model.change import ReviewFlag as Flag
from kamgen.model.enums import ContactRole, Level, Sentiment

_GOODWILL = {Sentiment.CRITIC: -1, Sentiment.SUPPORTER: 1}


_LEVELS = tuple(Level)


def sentiment_edited(edit: Edit) -> Flag | None:
    if edit.now is Sentiment.CRITIC:
        return Flag.CRITIC
    rose = _GOODWILL.get(edit.now, 0) > _GOODWILL.get(edit.was, 0)
    return Flag.SENTIMENT_RAISED if rose and not edit.newer("last_contact") else None


def _opposes(row: Values) -> bool:
    return row["sentiment"] is Sentiment.CRITIC or row["role"] is ContactRole.BLOCKER


def influence_edited(edit: Edit) -> Flag | None:
    """Who is against us counts for less."""
    if not _opposes(edit.before) or edit.was is None:
        return None
    return Flag.CRITIC_LOWERED if edit.now is None or _LEVELS.index(edit.now) < _LEVELS.index(edit.was) else None


_LOST_ROLES = {
    ContactRole.DECISION_MAKER: Flag.DECISION_MAKER_LOST,
    ContactRole.CHAMPION: Flag.CHAMPION_LOST,
}


def role_edited(edit: Edit) -> Flag | None:
    if edit.was in _LOST_ROLES:
        return _LOST_ROLES[edit.was]
    if edit.was is ContactRole.BLOCKER:
        return Flag.CRITIC_LOWERED
    return Flag.ROLE_RAISED if edit.now in _LOST_ROLES and not edit.newer("last_contact") else None


def left_edited(edit: Edit) -> Flag | None:
    return lost_contact(edit.before) if edit.was is None else Flag.RECORD_REWRITTEN


def lost_contact(row: Values) -> Flag | None:
    """What a contact that is gone leaves behind to look at."""
    return _LOST_ROLES.get(row["role"]) or (Flag.CRITIC_GONE if _opposes(row) else None)


def last_contact(edit: Edit) -> Flag | None:
    """A decision maker who was not met for long is said to have been, and nothing else in the plan tells of it."""
    decides, context = edit.after["role"] is ContactRole.DECISION_MAKER, edit.context
    if not decides or not is_later(edit.was, edit.now):
        return None
    every = context.site.cadences(context.site.category_key(context.now.category)).contact_every
    if edit.was is not None and every.after(edit.was) >= context.as_of:
        return None
    records = [(row.date, row.attendees) for row in context.now.reviews] + [
        (row.date, row.respondents) for row in context.now.feedback
    ]
    who = (edit.after["name"],)
    told = any(
        day <= context.as_of and abs(edit.now - day) <= NEAR and shares_a_name(who, names) for day, names in records
    )
    return None if told else Flag.CONTACT_CLAIMED
