"""The command line: its commands, and a thin main.

main                       the group, and what becomes of errors
options, terminal          what commands share: options; streams, colour, progress
open_site                  a site, opened, and the plans that are meant
runtime, git_history       the cache and worker processes; what git knows of a site
start                      init, new
build                      build, serve, clean ── serve  what is served and watched
check                      check
reports                    export, diff, history, review ── diff  the two states that are compared
log                        log ── log_entry  what it does with one entry
about                      explain, schema, version

A module that declares commands imports no engine, jinja2, YAML or Markdown before one of them runs: `--help` is quick,
and so is a check with nothing changed.
"""
