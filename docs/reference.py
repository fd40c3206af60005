"""The pages of the documentation on commands, on rules and on the health score, made from what they tell of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import click

from kamgen.cli.main import COMMANDS, cli
from kamgen.model.health import Signal
from kamgen.model.rule import Rule
from kamgen.report.rules import heading, lesson
from kamgen.rules.catalogue import RULES

_COMMANDS = """# Commands

kamgen works on the nearest `site.toml` upwards from where you are, as git finds its repository; `--site DIR` names
another. Results go to stdout, everything else to stderr.

| exit code | meaning |
| --- | --- |
| 0 | done, and nothing at or over the threshold |
| 1 | findings at or over the threshold (`--fail-on`, `--max-warnings`, `--fail-under`), or fewer than the baseline's |
| | `diff`: a change with `--exit-code`, a change for the worse with `--fail-on regression`; else 0 |
| 2 | wrong usage or site.toml, a missing path, no account found, a folder that cannot be written, or a bug of kamgen |
| | `diff`, `history`, `check --changed-since`: git cannot tell what is asked |
| | `log`: the plan cannot be changed safely |
| 130 | stopped with Ctrl-C |"""


def commands_page() -> str:
    """Every command with its arguments and options, in the order of `kamgen --help`."""
    parts = [_COMMANDS]
    with click.Context(cli, info_name="kamgen") as group:
        for name in COMMANDS:
            command = cli.get_command(group, name)
            if command is not None:
                parts.extend(_command(command, click.Context(command, info_name=name, parent=group), name))
    return "\n\n".join(parts) + "\n"


def _command(command: click.Command, context: click.Context, title: str) -> Iterator[str]:
    yield f"#{'#' * len(title.split())} {title}"
    yield f"```\n{' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n```"
    for paragraph in (command.help or "").split("\n\n"):
        yield " ".join(paragraph.split())
    rows = [_option_row(parameter, context) for parameter in command.params if isinstance(parameter, click.Option)]
    if rows:
        yield "\n".join(["| option | meaning |", "| --- | --- |", *rows])
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner is not None:
            yield from _command(inner, click.Context(inner, info_name=name, parent=context), f"{title} {name}")


def _option_row(option: click.Option, context: click.Context) -> str:
    names, text = option.get_help_record(context) or ("", "")
    cell = " ".join(text.split()).replace("|", "\\|")
    return f"| `{names.replace('|', chr(92) + '|')}` | {cell} |"


_RULES = """# Rules

Every rule has a code that is never used for anything else, a severity and, in the nine elements, a weight:
3 vital, 2 normal, 1 fine. Examples are judged as of 2026-11-20 and run as tests. `kamgen explain CODE` prints one."""


def rules_page() -> str:
    """All rules, one section an element or family, in the order of the catalogue."""
    parts = [_RULES]
    for group, rules in groupby(RULES, key=lambda rule: rule.element):
        parts.append(f"## {heading(group)}")
        parts.extend(line for rule in rules for line in _rule_rule(rule))
    return "\n\n".join(parts)


def _rule_rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} {rule.name}"
    yield from lesson(rule)


_HEALTH = """# The health score

The checklist score says whether key account management is practised and documented for an account; the health score
says how the account is *doing*. The two are never mixed, and neither is the age of the plan: an account may be
complete and unhealthy, or healthy and undocumented, and those are the ones worth knowing.

Health is the mean, by their weights, of nine signals of 0 to 100 points. Each runs on a straight line between two
anchors and stays at 0 and at 100 beyond them. Points and score are whole numbers, rounded half up, and the score is
reckoned from the points as they are shown, so that anyone can check it with a pencil.

- A signal that is **not known** is left out and counted ("7 of 9 known"). It is never 0: a short plan is not a sick
  account. In its place stands what to write, and the count says how much a score rests on.
- With fewer than `least_known` signals an account is **not scored**, which is a state of its own.
- **Prospects** have no health yet, since nothing was delivered, promised or measured. **Lost** accounts have none
  left.
- 80 and more reads as on course, 60 and more as worth watching, less as a case for action. That is the **verdict**,
  and the next section says what it cannot be better for. The score itself stays as it is.

Figures of money are those of one year: the current fiscal year once anything of it was measured, else the last full
one. What that year lacks is not known, and no older year stands in. What is due of a target is pro rata by days, up
to the end of `through`. Amounts stay in the plan's currency.

## Verdict, and what knocks it out

Some things no score makes up for. Each stands as a reason beside the verdict, on pages and lists, at the terminal, in
`export`, `diff` and agendas.

- A **loss** after cost to serve in the newest year, up to the one judged, whose profit is known: act. While profit
  of the year judged is not known: act where the score says so, else **not judged**. (`loss = false` leaves it out.)
- A **decision maker of high influence is against us**, or that cannot be told (no contacts, no `sentiment`; influence
  that is not written counts as high): watch at best. (`opposed = 1` says how many; 0 leaves it out.)
- **Two promises were broken** in twelve months, or none was settled: watch at best. (`broken_promises = 2`; 0 leaves
  it out.)
- **What is not known**: the verdict is what holds should all of it be worth 0 points; **not judged** where only that
  would make it act. (`unknown = false` leaves it out.)

So on course is what is sure to be on course: 91 points from 7 of 9 signals are (7 × 91 + 2 × 0) ÷ 9 = 71 for certain,
and the verdict is watch. It goes into the signals too: an outcome without an `as_of` of the last 24 months, a service
target that was not measured lately, and a part of relationships that cannot be told are worth 0 there.

So a figure is never worth taking out. Of drawn plans this holds (`tests/test_health_laws.py`): taking out `revenue`,
`gross_profit`, `cost_to_serve` or a target of a year that keeps another figure, a feedback's `score`, an outcome's
`actual`, `target` or `as_of`, a contact's `last_contact`, `sentiment` or `influence`, or all of `feedback`,
`outcomes`, `contacts`, `service`, `promises` or `risks` never gives a better verdict, where "not judged" and "not
scored" are no better than act. The *score* can rise, as what is left is judged alone; where a whole signal is gone
the count beside it falls. It does not hold for one entry among others (one risk, one promise, one service row) or for
a figure that is changed: of these `kamgen diff` tells.

## Signals"""

_WEIGHTS = """## Weights and bands

All signals weigh 1. `site.toml` may say otherwise, for the whole site and for a category, signal by signal; 0 leaves
a signal out of the score and of the count. The keys are those above.

```toml
[health]
least_known = 4
weights = { revenue = 2, feedback = 0.5 }
bands = { ok = 75, watch = 50 }
knock_outs = { opposed = 2, broken_promises = 3 }

[categories.core]
order = 3
target_margin = "28%"

[categories.core.health]
weights = { relationships = 0 }
bands = { watch = 40 }
```

Every key: [site-toml.md](site-toml.md). Where a category has no `target_margin`, the mean margin of its active
accounts serves: each counts alike, three are needed, and it is rounded to a tenth of a percent."""


def signals_page() -> str:
    """All signals with key, formula and source, and how to weigh them."""
    return "\n\n".join([_HEALTH, *map(_signal, Signal), _WEIGHTS])


def _signal(signal: Signal) -> str:
    return f"### `{signal.key}`: {signal.title}\n\n{signal.formula}\n\nSource: {signal.source}."
