"""The page of the documentation on the health score, made from the signals."""

from __future__ import annotations

from kamgen.model.health import Signal

_INTRO = """# The health score

The checklist score says whether key account management is practised and documented for an account; the health score
says how the account is *doing*. The two are never mixed, and neither is the age of the plan: an account may be complete
and in trouble, or healthy and undocumented, and those are the ones worth knowing.

Health is the mean, by their weights, of nine signals of 0 to 100 points. Each runs on a straight line between two
anchors and stays at 0 and at 100 beyond them. Points and score are whole numbers, rounded half up, and the score is
reckoned from the points as they are shown, so that anyone can check it with a pencil.

- A signal that is **not known** is left out and counted ("7 of 9 known"). It is never 0: a
  short plan is not a sick account. In its place stands what to write, and the count says how much a score rests on.
- With fewer than `least_known` signals an account is **not scored**, which is a state of its own.
- **Prospects** have no health yet, since nothing was delivered, promised or measured. **Lost** accounts have none left.
- 80 and more reads as on course, 60 and more as worth watching, less as a case for action.

Figures of money are those of the current fiscal year, or of the last full one while the current one lacks them. What is
due of a target is pro rata by days, up to the end of `through`. Amounts stay in the plan's currency.

## Signals"""

_WEIGHTS = """## Weights and bands

All signals weigh 1. `site.toml` may say otherwise, for the whole site and for a category, signal by signal; 0 leaves a
signal out of the score and of the count. The keys are those above.

```toml
[health]
least_known = 4
weights = { revenue = 2, feedback = 0.5 }
bands = { ok = 75, watch = 50 }

[categories.core]
order = 3

[categories.core.health]
weights = { relationships = 0 }
bands = { watch = 40 }
```

Every key: [site-toml.md](site-toml.md). The mean margin of a category counts its active accounts alike, needs three of
them, and is rounded to a tenth of a percent."""


def signals_page() -> str:
    """All signals with key, formula and source, and how to weigh them."""
    return "\n\n".join([_INTRO, *map(_section, Signal), _WEIGHTS])


def _section(signal: Signal) -> str:
    return f"### `{signal.key}`: {signal.title}\n\n{signal.formula}\n\nSource: {signal.source}."
