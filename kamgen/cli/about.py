"""`kamgen explain`, `kamgen schema` and `kamgen version`: what kamgen says of itself, with or without a site."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import click

import kamgen
from kamgen.cli import options
from kamgen.cli.terminal import Terminal, say
from kamgen.model.errors import ConfigError
from kamgen.report.verdict import NO_RULE


@click.command()
@click.argument("code", required=False)
@options.output_format_option(["full", "json"], "How rules are written.")
@click.option("--no-color", is_flag=True, help="No colour; NO_COLOR does the same.")
def explain(code: str | None, output_format: str, no_color: bool) -> None:
    """Say what the rule CODE asks, why it matters, and what good and bad plans look like.

    CODE is a rule's code or name; its first letters, such as FBK, list a family. Without CODE, all rules are listed by
    element.
    """
    from kamgen.report.rules import rule_list, rule_text, rules_json
    from kamgen.rules.catalogue import RULES
    from kamgen.text.suggestions import did_you_mean

    terminal = Terminal(no_color=no_color)
    wanted = (code or "").strip().casefold()
    rules = [rule for rule in RULES if wanted in (rule.code.casefold(), rule.name)]
    rules = rules or [rule for rule in RULES if rule.code.casefold().startswith(wanted)]
    if not rules:
        known = [name for rule in RULES for name in (rule.code, rule.name, rule.code[:3])]
        raise ConfigError(f"there is no rule `{code}`", did_you_mean(wanted, known) or NO_RULE)
    if output_format == "json":
        terminal.result(rules_json(rules))
    elif len(rules) == 1:
        terminal.result(rule_text(rules[0], terminal.color()))
    else:
        terminal.result(rule_list(rules, terminal.color()))


@click.command()
@click.argument("what", type=click.Choice(["plan", "site"]))
@options.site_option
def schema(what: str, site: Path | None) -> None:
    """Print the JSON Schema of a plan's front matter or of site.toml.

    Editors check and complete with it while you write. A site's own fields (`[fields]`) are in that of its plans.
    """
    from kamgen.cli.open_site import open_root
    from kamgen.parse.schema import NO_SITE, plan_schema, site_schema
    from kamgen.report.json import dumped

    try:
        settings = open_root(site)[1] if what == "plan" else NO_SITE
    except ConfigError:
        if site:
            raise
        settings = NO_SITE  # what the format says without a site
    Terminal().result(dumped(plan_schema(settings) if what == "plan" else site_schema()))


@click.command()
@click.option("-v", "--verbose", is_flag=True, help="Python and the system, too.")
def version(verbose: bool) -> None:
    """Say which kamgen this is."""
    say(f"kamgen {kamgen.__version__}")
    if verbose:
        say(f"Python {platform.python_version()} at {sys.executable}, {platform.platform()}")
