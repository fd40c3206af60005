"""`kamgen schema`."""

from __future__ import annotations

import click


@click.command(short_help="Print the JSON Schema of plans or of site.toml.")
@click.argument("what", type=click.Choice(["plan", "site"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a plan's front matter or of site.toml.

    Editors check and complete with it while you write.
    """
    from kamgen.cli.terminal import Terminal
    from kamgen.parse.schema import plan_schema, site_schema
    from kamgen.report.json import dumped

    Terminal().result(dumped(plan_schema() if what == "plan" else site_schema()))
