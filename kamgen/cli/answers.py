"""Commands that answer in a sentence and tables: `kamgen handover`, `kamgen scenario`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kamgen
from kamgen.cli import options
from kamgen.cli.open_site import Session, open_site, resolve_account
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.runtime import link_with_history, open_engine
from kamgen.cli.terminal import Terminal
from kamgen.model.errors import ContentError

if TYPE_CHECKING:
    from kamgen.model.summary import Portfolio
    from kamgen.report.answers import Answer


@click.command()
@click.argument("person")
@options.site_option
@options.as_of_option
@options.output_format_option(["full", "markdown", "json"], "How it is written.")
@options.output_file_option
@options.work_options
@options.talk_options
@rarely_collected()
def handover(
    person: str,
    site: Path | None,
    as_of: date,
    output_format: str,
    output_file: Path | None,
    work: Work,
    terminal: Terminal,
) -> None:
    """Print what leaves when one of us leaves.

    PERSON is a name as plans write it. Told are the clients to call at once and by whom, accounts,
    contacts whom nobody else meets, promises, actions, open deals, reviews to come, and for whom the person is backup,
    sponsor or answers for a risk. Each account manager has the same on a page of the site, to print.
    """
    from kamgen.analyse.handover import handover as reckon
    from kamgen.analyse.relationships import by_person, held
    from kamgen.facts.people import like, people
    from kamgen.model.fields import folded
    from kamgen.report.answers import Answer
    from kamgen.text.handover import CALLS, handover_words
    from kamgen.text.numbers import ENGLISH

    portfolio, year = _judged(open_site(site), as_of, work, terminal)
    duties, names = by_person(held(portfolio)), people(duty.who for _, duty in held(portfolio))
    if (name := names.get(folded(person))) is None:
        near = like(person, names.values())
        hint = f"did you mean `{near}`?" if near else f"{len(names)} of us are named; `people/index.html` lists owners"
        raise ContentError(f"nothing hangs on anybody called `{person}`", hint)
    found = reckon(portfolio, name, duties[folded(name)], year)
    words, head = handover_words(found, ENGLISH), {"person": found.name, "currency": found.currency}
    answer = Answer(f"What leaves with {found.name}", as_of, words, found.tables, head, CALLS)
    _print(answer, output_format, output_file, terminal)


@click.command()
@click.option(
    "--lose",
    "lost",
    metavar="ACCOUNTS",
    multiple=True,
    required=True,
    help="Slugs, names or files of accounts, with commas between them or given again; each with all below it.",
)
@options.site_option
@options.as_of_option
@options.output_format_option(["full", "markdown", "json"], "How it is written.")
@options.output_file_option
@options.work_options
@options.talk_options
@rarely_collected()
def scenario(
    lost: tuple[str, ...],
    site: Path | None,
    as_of: date,
    output_format: str,
    output_file: Path | None,
    work: Work,
    terminal: Terminal,
) -> None:
    """Tell what is left when accounts are lost.

    Told are revenue, profit, run rate, weighted pipeline, what is missing to today's target, and how far we depend on
    the largest clients, today and without those accounts; whom of us it hits, measures of service, and what the plans
    of those that go say of exit barriers and of their loss. The page `analysis/loss.html` has each account alone.
    """
    from kamgen.analyse.loss import stakes
    from kamgen.analyse.loss_tables import loss_words, scenario
    from kamgen.facts.accounts import is_lost
    from kamgen.report.answers import Answer
    from kamgen.text.numbers import ENGLISH

    session = open_site(site)
    written = [name for given in lost for name in _accounts(given, session)]
    if not written:
        raise ContentError("no account is named", "give slugs or names: `--lose brekke,halden`")
    portfolio, year = _judged(session, as_of, work, terminal)
    found, currency = stakes(portfolio, year), session.site.site.currency
    accounts = {account.path: account for account in portfolio.accounts}
    slugs = []
    for path in written:
        account = accounts[path]
        if not account.readable:
            raise ContentError(f"{path} cannot be read", f"`kamgen check {path}` says why")
        if is_lost(account):
            raise ContentError(f"{account.name} is lost already", "its plan says `status: lost`")
        slugs.append(account.slug)
    gone = found.going(slugs)
    head = {"lost": [found.stakes[place].account.slug for place in sorted(gone)], "year": year, "currency": currency}
    words = loss_words(found, gone, ENGLISH, currency)
    _print(Answer("What if we lose…?", as_of, words, scenario(found, gone), head), output_format, output_file, terminal)


def _accounts(given: str, session: Session) -> list[str]:
    """The paths of the accounts that one option names; a name with a comma in it is one account where there is one."""
    names = [name.strip() for name in given.split(",") if name.strip()]
    if len(names) > 1:
        try:
            return [resolve_account(session, given.strip()).path]
        except ContentError:
            pass
    return [resolve_account(session, name).path for name in names]


def _judged(session: Session, as_of: date, work: Work, terminal: Terminal) -> tuple[Portfolio, int]:
    """All accounts in brief, and the fiscal year whose money is shown."""
    from kamgen.facts.money import display_year

    with open_engine(session, work, terminal) as engine:
        linked = link_with_history(engine, session, as_of, terminal)
        year = display_year((plan.reference for plan in linked.plans), session.site.calendar(), as_of)
        return engine.summarise(linked), year


def _print(answer: Answer, output_format: str, output_file: Path | None, terminal: Terminal) -> None:
    from kamgen.report.answers import ANSWER_FORMATS

    color = terminal.color() and output_file is None
    terminal.result(ANSWER_FORMATS[output_format](answer, color, kamgen.__version__), output_file)
