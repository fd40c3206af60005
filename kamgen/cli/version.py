"""`kamgen version`."""

from __future__ import annotations

import platform
import sys

import click

import kamgen


@click.command(short_help="Say which kamgen this is.")
@click.option("-v", "--verbose", is_flag=True, help="Python and the system, too.")
def version(verbose: bool) -> None:
    """Say which kamgen this is."""
    click.echo(f"kamgen {kamgen.__version__}")
    if verbose:
        click.echo(f"Python {platform.python_version()} at {sys.executable}, {platform.platform()}")
