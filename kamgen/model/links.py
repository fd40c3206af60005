"""How plans hang together: what `link` found out about all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

from kamgen.model.plan import Fault, Plan

CodedFault = tuple[str, Fault]
"""The code of the rule a fault is reported under, and the fault."""


@dataclass(frozen=True, slots=True)
class LinkedPlan:
    """One plan among the others."""

    plan: Plan
    """With a slug that is unique in the site."""
    faults: tuple[CodedFault, ...]
    """Broken links, attachments, anchors and hierarchy; duplicates of slug, name or CRM id; no exchange rate."""
    targets: tuple[str | None, ...]
    """Where each of ``plan.body.links`` leads: ``accounts/halden.html#growth`` or ``files/halden/q3.pdf``, below
    the site's output; the address itself for an external link; None when it is broken."""
    attachments: tuple[str, ...]
    """Files of the content that the plan names and that are there, as paths below the site's root."""
    backlinks: tuple[str, ...]
    """Slugs of the plans whose prose links here, in order of their paths, each once."""
    children: tuple[str, ...]
    """Slugs of the plans that name this one as their parent."""
    parent: str | None
    """Slug of the parent, when it is there and not circular."""
