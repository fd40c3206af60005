"""`kamgen clean`."""

from __future__ import annotations

from pathlib import Path

import click

from kamgen.cli import options


@click.command(short_help="Remove what kamgen remembers.")
@options.site_option
@click.option("--output", is_flag=True, help="Remove the built site too: the folder `output` of site.toml.")
def clean(site: Path | None, output: bool) -> int:
    """Remove the memory of former runs, `.kamgen/` beside site.toml; the next build makes everything anew.

    Nothing is ever wrong with keeping it: it makes builds faster and does not change them. Only what kamgen made is
    removed, and links are not followed.
    """
    from kamgen.cli.session import open_root
    from kamgen.cli.work import MEMORY, MEMORY_FILE
    from kamgen.memory.remove import remove_memory
    from kamgen.write.remove import remove_site

    root, config = open_root(site)
    memory = root / MEMORY / MEMORY_FILE
    _tell(f"the memory in {MEMORY}/", remove_memory(memory))
    if output:
        place = config.content.output
        _tell(f"the site in {place}/", remove_site(root, place, [root, root / config.content.accounts]))
    return 0


def _tell(what: str, freed: int) -> None:
    from kamgen.report.text import visible

    click.echo(visible(f"Removed {what}: {freed:,} bytes" if freed else f"There was nothing to remove of {what}"))
