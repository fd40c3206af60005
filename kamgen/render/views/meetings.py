"""Reviews and feedback of an account's page, and the documents they name."""

from __future__ import annotations

import posixpath
import unicodedata
from typing import NamedTuple

from kamgen.model.account import Account
from kamgen.model.choices import ReviewWith, Site
from kamgen.model.groups import Feedback, Review
from kamgen.render.links import attachment_url
from kamgen.render.site_context import Link
from kamgen.text.addresses import external
from kamgen.text.numbers import UNKNOWN


class MeetingRow(NamedTuple):
    """A review or a feedback."""

    date: str
    css: str
    what: str
    where: str
    who: tuple[str, ...]
    covered: str
    result: str
    document: Link


_PLACES = {Site.CLIENT: "at the client", Site.OURS: "with us", Site.REMOTE: "remote"}


def meeting_rows(account: Account, folder: str) -> tuple[MeetingRow, ...]:
    """Reviews and feedback, newest first."""
    front = account.plan.front
    rows = [_review(review, account, folder) for review in front.reviews]
    rows += [_feedback(feedback, account, folder) for feedback in front.feedback]
    return tuple(sorted(rows, key=lambda row: row.date, reverse=True))


def _review(review: Review, account: Account, folder: str) -> MeetingRow:
    what = "Client review" if review.party is ReviewWith.CLIENT else "Team review"
    topics = len(review.covered)
    return MeetingRow(
        review.date.isoformat(),
        "gap" if review.cancelled else "",
        f"{what} cancelled" if review.cancelled else what,
        _PLACES[review.site] if review.site else "",
        review.attendees,
        "all eight topics" if topics == 8 else ", ".join(topic.value for topic in review.covered) or UNKNOWN,
        review.outcome or UNKNOWN,
        document(review.document, "Minutes", account, folder),
    )


def _feedback(feedback: Feedback, account: Account, folder: str) -> MeetingRow:
    return MeetingRow(
        feedback.date.isoformat(),
        "",
        f"Feedback, {feedback.method.value}" if feedback.method else "Feedback",
        "",
        feedback.respondents,
        UNKNOWN if feedback.score is None else f"{feedback.score} of {feedback.scale}",
        feedback.summary or UNKNOWN,
        document(feedback.document, "Document", account, folder),
    )


def document(written: str | None, words: str, account: Account, folder: str) -> Link:
    """A file that the plan names: a link when it is there, its name when it is not, nothing when none is named."""
    if not written:
        return Link("")
    if address := external(written):
        return Link(words, address, True)
    path = _composed(posixpath.normpath(posixpath.join(posixpath.dirname(account.plan.path), written)))
    there = next((file for file in account.links.attachments if _composed(file) == path), None)
    return Link(words, attachment_url(there, folder)) if there else Link(written)


def _composed(path: str) -> str:
    """Accents composed: some disks keep them apart."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)
