"""What plans call people by. Nobody can waive these rules: they are about the file.

a name ─┬─ as most write it                            NAM001
        └─ of somebody who is introduced somewhere     NAM002
"""

from __future__ import annotations

from kamgen.facts.people import key_of, strangers
from kamgen.rules.codes import FaultCode
from kamgen.rules.declare import Context, Example, Family, Fault, Outcome, Plan, Rule, RuleFamily, Severity, faulty
from kamgen.rules.file_rules import reported
from kamgen.text.suggestions import question

rule = RuleFamily(Family.NAMES, lost=True)

_NOBODY = {
    "owner": ("no other plan knows the owner `{}`", ""),
    "ours": ("nobody of us is called `{}`", "a name that stands under `team`, or add `{}` there"),
    "theirs": ("no contact is called `{}`", "the name of a contact, or add `{}` under `contacts`"),
    "either": ("neither `team` nor `contacts` has `{}`", "a name that stands there, or add `{}` where it belongs"),
}


@rule(
    "NAM002",
    "unknown-person",
    summary=(
        "Fires at an owner, `met_by` or attendee whom neither the plan nor another plan's `team` introduces, and at a "
        "`reports_to` or a promise's `to` that is no contact; mildly when nobody is called alike"
    ),
    rationale=(
        "Principles has people of many functions work on one account: what each of them does can be counted only when "
        "one name stands for one person. A name that nobody bears makes one colleague two, or an action nobody's."
    ),
    good=Example("team: [{name: Per Moe}]\ncontacts: [{name: Kari Dahl, met_by: Per Moe}]"),
    bad=Example("team: [{name: Per Moe}]\ncontacts: [{name: Kari Dahl, met_by: Per Mo}]"),
)
def unknown_person(plan: Plan, context: Context) -> Outcome:
    faults = []
    for person, near, places in strangers(plan, dict(context.links.strangers)):
        message, write = (
            text.format(person.name) for text in _NOBODY["owner" if person.standing == "introduced" else person.side]
        )
        message = f"{message} (in {places} places)" if places > 1 else message
        mildest = None if near else Severity.ADVICE
        faults.append(Fault(key_of(plan, person), message, question(near) if near else write, severity=mildest))
    return faulty(tuple(faults), "everybody who is named is introduced")


RULES: tuple[Rule, ...] = (
    reported(
        rule,
        FaultCode.OTHER_SPELLING,
        "one-spelling",
        "Fires at a person's name that is written otherwise than in most places, or within `[[…]]`, `@` or quotes",
        "`per moe` and `Per Moe` are counted as one person, and shown as most plans write it; but who searches plans "
        "for a colleague's name finds only what is written alike.",
        Example("actions: [{action: Send the draft contract, owner: Ingrid Solberg}]"),
        Example('actions: [{action: Send the draft contract, owner: "@ingrid solberg"}]'),
        "every name is written as most write it",
        Severity.ADVICE,
    ),
    unknown_person,
)
