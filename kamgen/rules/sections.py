"""Sections of the prose that a rule asks for."""

from __future__ import annotations

from kamgen.model.body import SECTIONS, heading_key
from kamgen.model.context import Context
from kamgen.model.plan import Plan
from kamgen.model.rule import Outcome, gap, met


def judge_section(plan: Plan, context: Context, key: str, belongs: str) -> Outcome:
    """Met when the section ``key`` of `SECTIONS` says something real; ``belongs`` is what should stand there."""
    section = context.section(plan, key)
    if section:
        return met(f"section “{section.title}” is written", f"#{section.anchor}")
    name = SECTIONS[key][0]
    anchor = empty_section(plan, context, key)
    if anchor:
        return gap(f"section “{name}” says nothing yet", f"#{anchor}", f"write below its heading {belongs}")
    return gap(f"there is no section “{name}”", "", f"add a heading `## {name}`, and below it {belongs}")


def empty_section(plan: Plan, context: Context, key: str) -> str:
    """The anchor of a heading that goes by ``key``, whatever stands below it; empty when there is none."""
    names = context.names_of(key)
    return next((section.anchor for section in plan.body.sections if heading_key(section.title) in names), "")
