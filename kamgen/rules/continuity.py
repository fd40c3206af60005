"""Continuity: what keeps the account when people leave, and what we do when it goes.

    continuity ─┬─ backup, not the owner                      CON001
                ├─ executive sponsor ─ last contact           CON002
                ├─ if_lost: top category, or 5% of revenue     CON003
                └─ exit barriers                              CON004
    won deals, handover of the last 12 months ─ complete, the receiver in the sale  CON005
    contract ─ 3 months before notice ─ action or deal that answers its end         CON006

A prospect needs a backup like everyone; sponsor, barriers and handover come with the sale. Lost accounts are not
judged.
"""

from __future__ import annotations

from kamgen.facts.accounts import is_felt, is_top_category
from kamgen.facts.contract import AHEAD, answer_to_end, contract_end, last_notice, wants_answer
from kamgen.facts.dates import within
from kamgen.facts.pipeline import last_won
from kamgen.facts.prose import says_enough
from kamgen.model.fields import folded
from kamgen.model.front_matter import Continuity, Handover, Opportunity
from kamgen.rules.declare import (
    Context,
    Example,
    Family,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    Severity,
    gap,
    judge_age,
    judge_condition,
    met,
    not_applicable,
    of_revenue,
)
from kamgen.text.numbers import percent
from kamgen.text.substance import is_name
from kamgen.text.words import ago, counted, listed

rule = RuleFamily(Family.CONTINUITY, prime=Prime.MINIMISE)

_NOTHING = Continuity()
_NOT_A_CLIENT = "a prospect is no client yet"


@rule(
    "CON001",
    "backup-named",
    summary="A backup is named who is not the owner",
    rationale=(
        "Account managers fall ill and change jobs, and some take clients along. Vital accounts treats our own "
        "staff turnover as a risk to plan for: somebody else has to be known to the client before the day comes."
    ),
    good=Example("continuity: {backup: Jonas Weber}"),
    bad=Example("continuity: {backup: Ingrid Solberg}"),
)
def backup_named(plan: Plan, _context: Context) -> Outcome:
    backup, owner = (plan.front.continuity or _NOTHING).backup, plan.front.owner
    alone = backup is not None and folded(backup) == folded(owner)
    stands_in = f"{backup} is owner and backup at once" if alone else f"{backup} stands in for {owner or 'the owner'}"
    return judge_condition(
        is_name(backup) and not alone,
        stands_in if backup else "nobody stands in for the owner",
        "continuity.backup",
        "agree with a colleague to stand in for the owner, and write the name as `backup` under `continuity`",
    )


@rule(
    "CON002",
    "sponsor-in-touch",
    prospects=_NOT_A_CLIENT,
    summary="The executive sponsor was in contact with the client within its cadence (`sponsor_every`, 12 months)",
    rationale=(
        "A call a year from the manager's manager or the head of the firm binds the client to the firm and not to "
        "one person, says Vital accounts, and shows it where to turn when the account manager disappoints."
    ),
    good=Example("continuity: {executive_sponsor: Eva Lund, sponsor_contact: 2026-04-02}"),
    bad=Example("continuity: {executive_sponsor: Eva Lund, sponsor_contact: 2025-11-19}"),
)
def sponsor_in_touch(plan: Plan, context: Context) -> Outcome:
    continuity = plan.front.continuity or _NOTHING
    sponsor, day = continuity.executive_sponsor, continuity.sponsor_contact
    call = "ask the sponsor to call or visit the client, and write the day as `sponsor_contact` under `continuity`"
    if sponsor is None or not is_name(sponsor):
        write = "name somebody of our management as `executive_sponsor` under `continuity`"
        return gap("no executive sponsor is named", "continuity.executive_sponsor", write)
    if day is None:
        key = "continuity.executive_sponsor"
        return gap(f"no contact of the executive sponsor {sponsor} with the client is written", key, call)
    what = f"last contact of the executive sponsor {sponsor}"
    return judge_age(what, day, context.cadences.sponsor_every, context, "continuity.sponsor_contact", call)


@rule(
    "CON003",
    "worst-case-planned",
    prospects=_NOT_A_CLIENT,
    summary="The top category, and who has 5% of revenue or more (`loss_plan_share`), says what we do when it is lost",
    rationale=(
        "Vital accounts wants the worst case in every strategy: one key account or several gone, and what we do "
        "then. By Collis's account as many as one client in four is lost in a year, and from one twentieth of "
        "revenue on people's work hangs on it."
    ),
    good=Example(
        "financials:\n  - {year: 2025, revenue: 900k}\ncontinuity: {if_lost: The second shift moves offshore}"
    ),
    bad=Example("financials:\n  - {year: 2025, revenue: 900k}"),
)
def worst_case_planned(plan: Plan, context: Context) -> Outcome:
    share, few, bound = context.links.share, context.links.few, context.site.portfolio.loss_plan_share
    evidence = "it is in the top category"
    if not is_top_category(context.site, plan.front.category):
        if share is None or few:
            return not_applicable(few or "the account's share of revenue is not known", "financials")
        evidence = of_revenue(context, bound)
        if not is_felt(share, context.site):
            return not_applicable(
                f"{evidence}: a loss plan is asked for from {percent(bound)} on", "continuity.if_lost"
            )
    if says_enough((plan.front.continuity or _NOTHING).if_lost, context.site):
        return met(f"{evidence}, and it is written what we do when the account is lost", "continuity.if_lost")
    write = "think through the morning after, and write what we would do as `if_lost` under `continuity`"
    return gap(f"{evidence}, and it is not written what we do when it is lost", "continuity.if_lost", write)


@rule(
    "CON004",
    "exit-barriers-named",
    severity=Severity.ADVICE,
    prospects=_NOT_A_CLIENT,
    summary="At least one exit barrier is named",
    rationale=(
        "Better than to plan for the loss is a client that does not want to leave: Vital accounts looks to exit "
        "barriers, such as ordering built into the client's system or stock that we keep on its site."
    ),
    good=Example("continuity: {exit_barriers: [integrated ordering, on-site stock]}"),
    bad=Example("continuity: {exit_barriers: []}"),
)
def exit_barriers_named(plan: Plan, _context: Context) -> Outcome:
    barriers = [each for each in (plan.front.continuity or _NOTHING).exit_barriers if is_name(each)]
    if barriers:
        return met(f"{counted(len(barriers), 'exit barrier')}: {listed(barriers)}", "continuity.exit_barriers")
    return gap(
        "nothing is written that would make leaving hard",
        "continuity.exit_barriers",
        "write under `continuity` as `exit_barriers` what would make leaving hard for the client; with nothing to "
        "write, plan something that does",
    )


@rule(
    "CON005",
    "handover-complete",
    prospects=_NOT_A_CLIENT,
    summary="What was won or handed over in the last 12 months is handed over in full, to somebody from the sale",
    rationale=(
        "Collis keeps the salesperson on until the project runs, and has it handed to a lead who already took part "
        "in the sale: the buyer's confidence hangs on a smooth passage. A promise that only the seller heard is "
        "the first one broken."
    ),
    good=Example(
        "opportunities:\n  - {name: Platform phase 1, stage: won, close: 2026-Q2}\n"
        "handover: {from: Ingrid Solberg, to: Per Moe, in_sale: true, date: 2026-07-01, complete: true}"
    ),
    bad=Example("opportunities:\n  - {name: Platform phase 1, stage: won, close: 2026-Q2}"),
)
def handover_complete(plan: Plan, context: Context) -> Outcome:
    stretch = context.site.thresholds.handed_over_within
    won, handover = last_won(plan, context, stretch), plan.front.handover
    if won and not (handover and _follows(handover, won[1], context)):
        number, deal = won
        return gap(
            f"“{deal.name}” was won{f' ({deal.close})' if deal.close else ''}, and no handover since then is written",
            f"opportunities[{number}]",
            "hand over to whoever delivers, and write `from`, `to`, `in_sale`, `date` and `complete` under `handover`",
        )
    lately = handover and (handover.date is None or within(handover.date, stretch, context.as_of))
    if handover is None or not (won or lately):
        return not_applicable(f"no deal was won and nothing was handed over in {stretch}", "handover")
    return _judge_handover(handover)


def _follows(handover: Handover, deal: Opportunity, context: Context) -> bool:
    """Whether a handover may be that of a deal: one without a date may, and any of a deal that has no `close`, or was
    won ahead of it.
    """
    start = context.calendar.start(deal.close) if deal.close else None
    return start is None or handover.date is None or handover.date >= start or start > context.as_of


def _judge_handover(handover: Handover) -> Outcome:
    receiver = handover.receiver
    of = f"the handover{f' to {receiver}' if receiver else ''}{f' of {handover.date}' if handover.date else ''}"
    if not receiver:
        return gap(f"{of} does not say who took over", "handover", "add `to` with who delivers now")
    if handover.in_sale is None:
        write = "add `in_sale: true` or `false`"
        return gap(f"{of} does not say whether {receiver} took part in the sale", "handover", write)
    if not handover.in_sale:
        write = f"introduce {receiver} to everyone in the sale, then say so under `waive` with `rule: CON005`"
        return gap(f"{of} went to somebody who was not in the sale", "handover.in_sale", write)
    if not handover.complete:
        return gap(f"{of} is not complete", "handover", "finish it with the client, and write `complete: true`")
    return met(f"{of} is complete, and {receiver} was in the sale", "handover")


@rule(
    "CON006",
    "contract-end-answered",
    severity=Severity.ADVICE,
    summary="3 months before notice of a contract's end is due, an open action or opportunity names the contract",
    rationale=(
        "Principles has clients leave without their vendor knowing why, and a contract that nobody speaks of is how it "
        "begins; the day of notice is the last on which either side decides freely. An action or a deal that names the "
        "contract, its renewal, notice or tender shows that somebody does."
    ),
    good=Example(
        "contract: {ends: 2027-06-30, notice: 6 months}\n"
        "actions: [{action: Agree the new contract with Kari Dahl, owner: Per Moe, due: 2026-12-10}]"
    ),
    bad=Example("contract: {ends: 2027-06-30, notice: 6 months}"),
)
def contract_end_answered(plan: Plan, context: Context) -> Outcome:
    front, calendar, as_of = plan.front, context.calendar, context.as_of
    end, notice = contract_end(front, calendar), last_notice(front, calendar)
    if end is None:
        return not_applicable("no end of a contract is written", "contract")
    said = f"the contract ends {end}, {ago(end, as_of)}"
    said += f"; last day of notice {notice}, {ago(notice, as_of)}" if notice else ""
    if not wants_answer(front, calendar, as_of):
        return not_applicable(f"{said}: an answer is asked for {AHEAD} before", "contract.ends")
    if answer := answer_to_end(plan, context, end):
        return met(f"{said}, and {'a deal' if answer.startswith('opp') else 'an action'} answers that", answer)
    write = "agree with the client how it goes on, and write that as an action or opportunity that names the contract"
    return gap(f"{said}, and no open action or opportunity names it", "contract.ends", write)


RULES: tuple[Rule, ...] = (
    backup_named,
    sponsor_in_touch,
    worst_case_planned,
    exit_barriers_named,
    handover_complete,
    contract_end_answered,
)
