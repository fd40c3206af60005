"""`kamgen history`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamgen.cli import options
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from kamgen.cli.open_site import Session
    from kamgen.engine.engine import Engine
    from kamgen.model.account_history import History


@click.command()
@click.argument("account", required=False)
@options.site_option
@options.as_of_option
@click.option("--since", callback=options.read_day_if_given, metavar="DATE", help="Only what changed from this day on.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "slippage", "json"]),
    default="text",
    show_default=True,
    help="Changes and trend, the ledger of what was moved, or all of it.",
)
@options.output_file_option
@options.work_options
@options.talk_options
@rarely_collected()
def history(
    account: str | None,
    site: Path | None,
    as_of: date,
    since: date | None,
    output_format: str,
    output_file: Path | None,
    work: Work,
    terminal: Terminal,
) -> int:
    """Tell what changed in the plans, when and by whom, in business words, with the trend of scores and money.

    ACCOUNT is an account's slug or name, or the path of its plan; without it all accounts are told of. Past days are
    judged by today's site.toml and rules. Commits that only write the same in another way are passed over.
    """
    import kamgen
    from kamgen.cli.open_site import open_site
    from kamgen.cli.resolve_account import resolve_account
    from kamgen.cli.runtime import open_engine
    from kamgen.report.history import FORMATS

    session = open_site(site)
    meant = resolve_account(session, account).path if account else None
    with open_engine(session, work, terminal) as engine:
        found = _history(engine, session, meant, since, as_of)
    color = terminal.color() and output_file is None
    terminal.result(FORMATS[output_format](found, color, kamgen.__version__), output_file)
    return 0


def _history(engine: Engine, session: Session, meant: str | None, since: date | None, as_of: date) -> History:
    """The history of the plan at ``meant``; None: of all. `GitError` without version control."""
    from kamgen.analyse.summary import portfolio_point, standings
    from kamgen.cli.git_history import archive_at
    from kamgen.engine.account_histories import AccountHistories
    from kamgen.model.account_history import NO_HISTORY, History
    from kamgen.read.git.repository import open_repository
    from kamgen.read.git.revisions import resolve

    repository = open_repository(session.root)
    plan_history = archive_at(repository, resolve(repository, "HEAD"), session.content.folder, engine.cache)
    linked = engine.link(session.content, session.site, as_of, plan_history)
    accounts = engine.summarise(linked).accounts
    year = session.site.calendar().year_of(as_of)
    today = standings(accounts, as_of, year)
    told = [number for number, account in enumerate(accounts) if meant in (None, account.path)]
    pasts = AccountHistories(engine, linked, plan_history)
    found = pasts.of([linked.plans[number] for number in told])
    past = [(accounts[number], found.get(accounts[number].path, NO_HISTORY)) for number in told]
    if meant is None:
        trend = (*(sample.whole for sample in pasts.samples), portfolio_point(today, as_of))
    else:
        trend = (*past[0][1].points, today[told[0]].point)
    removed = pasts.removed(since or date.min) if meant is None else ()
    return History(as_of, session.site.site.currency, since, tuple(past), trend, removed, plan_history.log.cut)
