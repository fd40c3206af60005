"""The command line: a file for each command, a thin main.

main                       the group, and what becomes of errors
options, terminal          what commands share: options; streams, colour, progress
open_site, git_history     a site, opened; what git knows of it
runtime                    the cache and worker processes
start, build, … about      the commands

Nothing here imports a validator, jinja2, YAML or Markdown before a command runs: `kamgen --help` is quick.
"""
