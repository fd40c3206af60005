"""`kamgen review`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from kamgen.cli import options
from kamgen.cli.options import Work
from kamgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from kamgen.engine.linked_plans import LinkedPlan, LinkedPlans
    from kamgen.model.account import Account


@click.command()
@click.argument("account")
@options.site_option
@options.as_of_option
@click.option(
    "--with",
    "party",
    type=click.Choice(["team", "client", "both"]),
    default="both",
    show_default=True,
    help="Whose review the agenda is for.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How the agenda is written.",
)
@options.work_options
@options.talk_options
def review(
    account: str,
    site: Path | None,
    as_of: date,
    party: str,
    output_format: str,
    work: Work,
    terminal: Terminal,
) -> None:
    """Print the agenda of the next review with the team and with the client.

    ACCOUNT is an account's slug or name, or the path of its plan. The agenda has what the plan leaves open: gaps of the
    checklist, vital ones first, promises and actions that are late, needs to confirm, topics that the last
    client review left out, opportunities to talk through and feedback to ask for, sorted by the PRIME formula.
    """
    import kamgen
    from kamgen.analyse.agenda import agenda
    from kamgen.cli.git_history import link_with_history
    from kamgen.cli.open_site import open_site
    from kamgen.cli.resolve_account import resolve_account
    from kamgen.cli.runtime import open_engine
    from kamgen.report.agenda import FORMATS

    session = open_site(site)
    meant = resolve_account(session, account)
    with open_engine(session, work, terminal) as engine:
        plans = link_with_history(engine, session, as_of, terminal)
    chosen = next(plan for plan in plans.plans if plan.source.path == meant.path)
    made = agenda(_judged(chosen, plans), session.site, as_of)
    wanted = tuple(meeting for meeting in made.meetings if party in ("both", meeting.party.value))
    terminal.result(FORMATS[output_format](replace(made, meetings=wanted), terminal.color(), kamgen.__version__))


def _judged(chosen: LinkedPlan, linked: LinkedPlans) -> Account:
    """The account in full; `ContentError` when its plan cannot be read."""
    from kamgen.model.errors import ContentError
    from kamgen.parse.plan import parse_plan
    from kamgen.pipeline import Judge

    plan = parse_plan(chosen.source, linked.content.folder)
    account = Judge(linked.site, linked.as_of)(plan, chosen.links, chosen.freshness)
    if not plan.readable:
        message = account.findings[0].message if account.findings else "it has no front matter"
        raise ContentError(f"{plan.path} cannot be read: {message}", f"mend it first: `kamgen check {plan.path}`")
    return account
