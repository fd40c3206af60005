"""EntryIdentity of change to one plan: what is edited, where its file goes, and what `diff` must tell of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tests.cli.change_play import ACCOUNTS, HALDEN

Edit = Callable[[str], str]
SPARE_PARTS = "  - {promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-05-01, due: 2026-12-30}\n"
NILS = "  - {name: Nils Berg, function: finance, role: champion, met_by: Per Moe}\n"
RISKS = (
    "risks:\n  - {risk: Late deliveries in winter, likelihood: medium, impact: high, mitigation: more stock on site, "
    "owner: Per Moe}\n"
)
WAIVER = "waive:\n  - {rule: FBK002, reason: the client forbids surveys, until: 2027-03-31, by: Eva Lund}\n"


class Change(NamedTuple):
    """One kind of change to the account ``slug``."""

    edit: Edit
    told: tuple[str, ...]
    """The lines after the first, for the plan alone; none when nothing is to be told."""
    flags: str = ""
    """The rest of the first line: ``moved``, ``renamed`` and what to look at."""
    place: str = ACCOUNTS + "/{slug}.md"
    """Where the file goes."""
    results: tuple[str, ...] = ()
    """The lines about scores, money and findings."""


def plan(slug: str) -> str:
    """Halden's plan for another account."""
    return HALDEN.replace("Halden Marine", f"The {slug} yard").replace("0015g00000XyZ", slug)


def swap(old: str, new: str) -> Edit:
    """What stands once, by something else."""

    def edit(text: str) -> str:
        assert text.count(old) == 1, old
        return text.replace(old, new)

    return edit


def _turned_round(text: str) -> str:
    """The two opportunities change places."""
    return re.sub(r"(opportunities:\n)(.*\n)(.*\n)", r"\1\3\2", text)


def _written_otherwise(text: str) -> str:
    """Other quotes, block instead of flow, comments, empty lines, line breaks in the prose, and other line ends."""
    text = text.replace("owner: Ingrid", "owner:   'Ingrid", 1).replace("Solberg\n", "Solberg'  # who answers\n", 1)
    text = text.replace("  - {year: 2025, revenue: 1M,", "\n  # last year\n  - {year: 2025, revenue: 1000k,")
    text = text.replace(
        "risks:\n  - {risk: Late deliveries in winter, ", "risks:\n- {risk: 'Late deliveries in winter', "
    )
    text = text.replace("The yard builds", "The yard\nbuilds")
    return text.replace("\n", "\r\n")


def _same(text: str) -> str:
    return text


KINDS = {
    "name": Change(
        lambda text: re.sub(r"name: The (\S+) yard", r"name: The \1 wharf", text, count=1),
        ("  ~plan: name The case-name yard → The case-name wharf",),
        " renamed",
    ),
    "moved": Change(_same, (), " moved", ACCOUNTS + "/nordics/{slug}.md"),
    "slug": Change(_same, (), " moved", ACCOUNTS + "/{slug}-as.md"),
    "folder": Change(_same, (), " moved", ACCOUNTS + "/{slug}/index.md"),
    "owner": Change(
        swap("owner: Ingrid Solberg\ncat", "owner: Eva Lund\ncat"),
        ("  ~plan: owner Ingrid Solberg → Eva Lund !owner-changed",),
        " !owner-changed",
    ),
    "target-lowered": Change(
        swap("target_revenue: 1.3M", "target_revenue: 1.1M"),
        ("  ~financials 2026: target_revenue 1.3M → 1.1M (−200k, −15.4%) x1 !target-lowered",),
        " !target-lowered",
        results=("  health 72 → 78", "  money target 1300000 → 1100000"),
    ),
    "past-figure": Change(
        swap("revenue: 1M", "revenue: 1.2M"),
        ("  ~financials 2025: revenue 1M → 1.2M (+200k, +20%) !past-figure-changed",),
        " !past-figure-changed",
    ),
    "due-moved": Change(
        swap("made: 2026-06-01, due: 2027-01-30", "made: 2026-06-01, due: 2027-03-01"),
        ("  ~promises Crew training in Oslo: due 2027-01-30 → 2027-03-01 (30 days later) x1 !date-moved",),
        " !date-moved",
    ),
    "due-earlier": Change(
        swap("owner: Per Moe, due: 2026-12-01", "owner: Per Moe, due: 2026-11-30"),
        ("  ~actions Draft the frame agreement: due 2026-12-01 → 2026-11-30 (1 day earlier) x1",),
    ),
    "promise-deleted": Change(
        swap(SPARE_PARTS, ""), ("  -promises Spare parts within 24 hours !promise-removed",), " !promise-removed"
    ),
    "role": Change(
        swap("role: decision maker", "role: influencer"),
        ("  ~contacts Kari Dahl: role decision maker → influencer !decision-maker-lost",),
        " !decision-maker-lost",
        results=("  health 72 → 63",),
    ),
    "contact-gone": Change(
        swap(NILS, ""), ("  -contacts Nils Berg !champion-lost",), " !champion-lost", results=("  health 72 → 63",)
    ),
    "risk-deleted": Change(
        swap(RISKS, ""),
        ("  -risks Late deliveries in winter !risk-removed",),
        " !risk-removed",
        results=("  health 72 → 62", "  new RSK001"),
    ),
    "turned-round": Change(_turned_round, ()),
    "opportunity-renamed": Change(
        swap("name: Platform phase 2,", "name: Platform phase 2 with ferries,"),
        (
            "  ~opportunities Platform phase 2 with ferries (was Platform phase 2): "
            "name Platform phase 2 → Platform phase 2 with ferries",
        ),
    ),
    "opportunity-worth": Change(
        swap("value: 100k, probability: 20%", "value: 80k, probability: 30%"),
        (
            "  ~opportunities Spare parts contract: value 100k → 80k (−20k, −20%); "
            "probability 20% → 30% (+10 points) !forecast-raised",
        ),
        " !forecast-raised",
        results=("  money pipeline 140000 → 144000",),
    ),
    "prose": Change(swap("Two more vessels", "Three more vessels"), ("  changed section Growth +1 −1",)),
    "heading": Change(
        swap("## Relationship", "## How we stand"),
        ("  changed section How we stand (was Relationship) +0 −0",),
    ),
    "waiver": Change(
        swap("---\n# The", f"{WAIVER}---\n# The"),
        ("  +waive FBK002 !waived",),
        " !waived",
        results=("  new WVR002",),
    ),
    "written-otherwise": Change(_written_otherwise, ()),
}
"""EntryIdentity that go together with each other; the last is written over whatever the others wrote."""

ALONE = {
    "unreadable": Change(
        swap("owner: Ingrid Solberg\ncat", "owner: [Ingrid Solberg\ncat"),
        ("  ~plan:  can be read → cannot be read !unreadable",),
        " !unreadable",
        results=(
            "  score 100 → None",
            "  health 72 → None",
            "  money revenue 910000 → None",
            "  money target 1300000 → None",
            "  money pipeline 140000 → None",
            "  new FMT001",
        ),
    ),
    "unmerged": Change(
        swap("owner: Ingrid Solberg\n", "<<<<<<< HEAD\nowner: Ingrid Solberg\n=======\nowner: Eva\n>>>>>>> main\n"),
        ("  ~plan:  can be read → cannot be read !unreadable",),
        " !unreadable",
        results=(
            "  score 100 → None",
            "  health 72 → None",
            "  money revenue 910000 → None",
            "  money target 1300000 → None",
            "  money pipeline 140000 → None",
            "  new FMT001",
        ),
    ),
    "comment": Change(swap("risks:", "# what may go wrong\nrisks:"), ()),
    "line-ends": Change(lambda text: text.replace("\n", "\r\n"), ()),
}
"""EntryIdentity that leave nothing for others to change, and ways of writing the same."""
