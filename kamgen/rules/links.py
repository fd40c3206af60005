"""How plans hang together: their links, attachments, headings and parents, as `kamgen.link` found them."""

from __future__ import annotations

from functools import partial

from kamgen.model.choices import Severity
from kamgen.model.rule import Example, Family, Rule
from kamgen.rules.collected import collected

_GROUP = (
    "halden-group.md",
    "---\nname: Halden Group\nowner: Per Moe\ncategory: core\n---\n\n## Growth\n\nTwo new yards.\n",
)


def _rule(code: str, name: str, summary: str, rationale: str, good: Example, bad: Example, fine: str) -> Rule:
    check = partial(collected, code=code, fine=fine)
    return Rule(code, name, Family.LINKS, Severity.ERROR, 0, summary, rationale, good, bad, check)


RULES: tuple[Rule, ...] = (
    _rule(
        "LNK001",
        "broken-account-link",
        "Fires at a link or `[[…]]` to a plan that is not there",
        "Links carry a reader from a client to its group, its sister and its rival. One that leads nowhere is most "
        "often an account that was renamed, and what was known there is out of sight.",
        Example("", "Terms come from [[halden-group]].\n", others=(_GROUP,)),
        Example("", "Terms come from [[halden-gruop]].\n", others=(_GROUP,)),
        "every link to an account leads to its plan",
    ),
    _rule(
        "LNK002",
        "broken-attachment",
        "Fires at a document or image that is not in the accounts folder",
        "Feedback counts as documented when its document can be opened. Collis asks for client feedback in writing; a "
        "file name without the file is a claim.",
        Example(
            "feedback: [{date: 2026-06-03, document: feedback-2026-06.pdf}]",
            others=(("feedback-2026-06.pdf", "the answers"),),
        ),
        Example("feedback: [{date: 2026-06-03, document: feedback-2026-06.pdf}]"),
        "every document and image is there",
    ),
    _rule(
        "LNK003",
        "broken-anchor",
        "Fires at a link to a heading that its plan does not have",
        "A link to a heading takes the reader to one paragraph of a long plan. When the heading is renamed, the reader "
        "is left at the top to search.",
        Example("", "See [their growth](halden-group.md#growth).\n", others=(_GROUP,)),
        Example("", "See [their growth](halden-group.md#grwoth).\n", others=(_GROUP,)),
        "every heading that is linked to is there",
    ),
    _rule(
        "LNK004",
        "broken-hierarchy",
        "Fires at a `parent` that is not there, or at parents that go round in a circle",
        "A group's page names its subsidiaries, and each of them the group: who works on one sees whom the client "
        "belongs to, and what else is sold there. That needs a parent which is there.",
        Example("parent: halden-group", others=(_GROUP,)),
        Example("parent: halden-gruop", others=(_GROUP,)),
        "its parent is there, or it has none",
    ),
)
