"""`kamgen export`, `diff`, `history` and `review`: what is told of the plans beside findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

import kamgen
from kamgen.cli import options
from kamgen.cli.git_history import Head
from kamgen.cli.open_site import Session, open_however, open_site, resolve_account
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.runtime import link_with_history, open_engine, own_history
from kamgen.cli.terminal import Terminal
from kamgen.model.errors import ContentError
from kamgen.read.git.objects import resolve
from kamgen.read.git.repository import open_repository
from kamgen.report.changes import CHANGE_FORMATS, LEAST_LIMIT, LIMIT, ChangeOptions, formatter
from kamgen.text.suggestions import did_you_mean, one_of

if TYPE_CHECKING:
    from kamgen.engine.engine import Engine, LinkedPlan, LinkedPlans
    from kamgen.model.account import Account
    from kamgen.model.account_history import History
    from kamgen.report.tables import Answered


@click.command()
@options.site_option
@options.as_of_option
@options.output_format_option(("json", "csv", "xlsx"), "How the portfolio is written.")
@click.option("--table", "name", metavar="NAME", help="One table alone, as csv: `accounts`.")
@options.output_file_option
@options.work_options
@options.talk_options
@rarely_collected()
def export(
    site: Path | None,
    as_of: date,
    output_format: str,
    name: str | None,
    output_file: Path | None,
    work: Work,
    terminal: Terminal,
) -> int:
    """Write the portfolio as a file that other programs read.

    json: the plans without their comments, what they came to on the day, and the tables of all questions;
    `kamgen diff --base-json FILE` tells what changed since, also where there is no history. csv: one of the tables
    (`--table`), or a zip of all. xlsx: a workbook with a sheet a question (needs `kamgen[xlsx]`).
    """
    from kamgen.analyse.tables import ANALYSES
    from kamgen.check import check_portfolio
    from kamgen.facts.money import display_year
    from kamgen.parse.published import published, published_toml
    from kamgen.report.json import export as render

    session = open_site(site)
    with open_engine(session, work, terminal) as engine:
        linked = link_with_history(engine, session, as_of, terminal)
        portfolio = engine.summarise(linked)
    year = display_year((plan.reference for plan in linked.plans), session.site.calendar(), as_of)
    answered = [(each.question, each.tables(portfolio, year)) for each in ANALYSES]
    if output_format != "json" or name:
        return _write_tables(answered, output_format, name, as_of, output_file, terminal)
    criteria = check_portfolio(portfolio)
    tables = [table for _, tables in answered for table in tables]
    content = replace(session.content, plans=tuple(map(published, session.content.plans)))
    site_text = published_toml(session.text)
    terminal.result(render(portfolio, content, site_text, kamgen.__version__, year, criteria, tables), output_file)
    return 0


def _write_tables(
    answered: Answered, output_format: str, name: str | None, as_of: date, file: Path | None, terminal: Terminal
) -> int:
    """Write one table as CSV, or all of them to ``file``."""
    from kamgen.report.tables import csv_archive, workbook
    from kamgen.text.tables import csv_text

    tables = {table.name: table for _, tables in answered for table in tables}
    if name is not None:
        if name not in tables:
            write = did_you_mean(name, list(tables)) or one_of(tables)
            raise click.UsageError(f"there is no table `{name}`; {write}")
        if output_format == "xlsx":
            raise click.UsageError("`--table` writes csv; a workbook has all tables")
        terminal.result(csv_text(tables[name]), file)
    elif file is None:
        what = "a zip of all tables" if output_format == "csv" else "a workbook"
        one = f", or `--table NAME` for one of {', '.join(tables)}" if output_format == "csv" else ""
        raise click.UsageError(f"{what} is no text: give its file with `-o`{one}")
    else:
        terminal.save(csv_archive(tables.values()) if output_format == "csv" else workbook(answered, as_of), file)
    return 0


@click.command()
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option("--staged", "--cached", is_flag=True, help="Compare what is staged, not the working tree.")
@click.option(
    "--base-json",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Compare with what `kamgen export` wrote: needs no history.",
)
@options.site_option
@options.as_of_option
@options.output_format_option(CHANGE_FORMATS, "How changes are written.")
@options.output_file_option
@click.option("--exit-code", is_flag=True, help="Exit code 1 when something changed.")
@click.option(
    "--fail-on",
    type=click.Choice(["regression", "flags", "never"]),
    multiple=True,
    default=["never"],
    show_default=True,
    help="Exit code 1 when something got worse, or is to be looked at; may be given twice.",
)
@click.option("--marker", default="", metavar="NAME", help="With markdown: tells several comments of one bot apart.")
@click.option(
    "--max-chars",
    type=click.IntRange(LEAST_LIMIT),
    default=LIMIT,
    show_default=True,
    help="With markdown: how long at most.",
)
@options.work_options
@options.talk_options
@rarely_collected()
def diff(
    base: str | None,
    head: str | None,
    staged: bool,
    base_json: Path | None,
    site: Path | None,
    as_of: date,
    output_format: str,
    output_file: Path | None,
    exit_code: bool,
    fail_on: tuple[str, ...],
    marker: str,
    max_chars: int,
    work: Work,
    terminal: Terminal,
) -> int:
    """Tell what changed in the accounts, in business words: money, dates, promises, people, scores and findings.

    Without arguments: from where HEAD left the default branch to the working tree. BASE and HEAD are revisions;
    `A..B` and `A...B` are as in git. Both sides are judged by this kamgen and on the same day; what site.toml did,
    and what time alone did, is told apart.

    Exit code: 0, unless --exit-code or --fail-on say otherwise; 2 when the command could not do its work.
    """
    from kamgen.cli.diff import DiffRequest, compare
    from kamgen.report.changes.verdict import reasons_to_fail

    if base_json is not None and (base is not None or staged):
        raise click.UsageError("--base-json takes the place of BASE, and is compared with the working tree")
    if staged and head is not None:
        raise click.UsageError(f"--staged takes the place of HEAD: leave out `{head}`")
    wanted = DiffRequest(base, head, staged, base_json)
    session = open_however(site)
    with open_engine(session, work, terminal) as engine:
        comparison = compare(engine, session, as_of, wanted, terminal)
    color = terminal.color() and output_file is None
    source_url = session.site.site.source_url or ""
    given = ChangeOptions(color, marker, max_chars, source_url, kamgen.__version__)
    terminal.result(formatter(output_format)(comparison, given), output_file)
    reasons = reasons_to_fail(comparison, fail_on)
    for reason in reasons:
        terminal.note(reason)
    return 1 if reasons or (exit_code and comparison) else 0


@click.command()
@click.argument("account", required=False)
@options.site_option
@options.as_of_option
@click.option("--since", callback=options.read_day, metavar="DATE", help="Only what changed from this day on.")
@options.output_format_option(
    ["full", "slippage", "json"], "Changes and trend, the ledger of what was moved, or all of it."
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

    from kamgen.report.history import HISTORY_FORMATS

    session = open_site(site)
    path = resolve_account(session, account).path if account else None
    with open_engine(session, work, terminal) as engine:
        own_history(open_repository(session.root), session.content, terminal)
        found = _history(engine, session, path, since, as_of)
    color = terminal.color() and output_file is None
    terminal.result(HISTORY_FORMATS[output_format](found, color, kamgen.__version__), output_file)
    return 0


def _history(engine: Engine, session: Session, path: str | None, since: date | None, as_of: date) -> History:
    """The history of the plan at ``path``; None: of all. `GitError` without version control."""
    from kamgen.analyse.summary import portfolio_point, standings
    from kamgen.engine.account_histories import AccountHistories
    from kamgen.model.account_history import NO_HISTORY, History, OddDate

    repository = open_repository(session.root)
    head = Head(repository, resolve(repository, "HEAD"))
    plan_history = head.plan_history(session.content.folder, engine.cache)
    linked = engine.link(session.content, session.site, as_of, plan_history)
    accounts = engine.summarise(linked).accounts
    today = standings(accounts, as_of, session.site.calendar().year_of(as_of))
    told = [number for number, account in enumerate(accounts) if path in (None, account.path)]
    histories = AccountHistories(engine, linked, plan_history)
    found = histories.of([linked.plans[number] for number in told])
    past = tuple((accounts[number], found.get(accounts[number].path, NO_HISTORY)) for number in told)
    if path is None:
        trend = (*(sample.whole for sample in histories.samples), portfolio_point(today, as_of))
        removed = histories.removed(since or date.min)
        past += tuple(histories.gone(since or date.min))
    else:
        trend, removed = (*past[0][1].points, today[told[0]].point), ()
    marks = tuple(histories.marks(since or date.min))
    log, currency = plan_history.log, session.site.site.currency
    odd = (*log.backdated, *((step.commit, None) for step in log.steps if step.commit.date > as_of))
    odd_dates = tuple(OddDate(*each) for each in odd)
    return History(as_of, currency, since, past, trend, marks, log.order, removed, log.cut, odd_dates)


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
@options.output_format_option(["full", "markdown", "json"], "How the agenda is written.")
@options.work_options
@options.talk_options
def review(
    account: str, site: Path | None, as_of: date, party: str, output_format: str, work: Work, terminal: Terminal
) -> None:
    """Print the agenda of the next review with the team and with the client.

    ACCOUNT is an account's slug or name, or the path of its plan. The agenda has what the plan leaves open: gaps of the
    checklist, vital ones first, promises and actions that are late, needs to confirm, topics that the last
    client review left out, opportunities to talk through and feedback to ask for, sorted by the PRIME formula.
    """
    from msgspec.structs import replace

    from kamgen.analyse.agenda import agenda
    from kamgen.report.agenda import AGENDA_FORMATS

    session = open_site(site)
    path = resolve_account(session, account).path
    with open_engine(session, work, terminal) as engine:
        plans = link_with_history(engine, session, as_of, terminal)
    chosen = next(plan for plan in plans.plans if plan.source.path == path)
    made = agenda(_judged(chosen, plans), session.site, as_of)
    wanted = tuple(meeting for meeting in made.meetings if party in ("both", meeting.party.value))
    terminal.result(AGENDA_FORMATS[output_format](replace(made, meetings=wanted), terminal.color(), kamgen.__version__))


def _judged(chosen: LinkedPlan, linked: LinkedPlans) -> Account:
    """The account in full; `ContentError` when its plan cannot be read."""
    from kamgen.parse.plan import parse_plan
    from kamgen.pipeline import Judge

    plan = parse_plan(chosen.source, linked.content.folder)
    account = Judge(linked.site, linked.as_of)(plan, chosen.links, chosen.freshness)
    if not plan.readable:
        message = account.findings[0].message if account.findings else "it has no front matter"
        raise ContentError(f"{plan.path} cannot be read: {message}", f"mend it first: `kamgen check {plan.path}`")
    return account
