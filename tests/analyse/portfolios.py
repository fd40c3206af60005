"""Portfolios of a few lines for tests of analyses, as the pipeline judges them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kamgen.analyse.summary import summarise
from kamgen.model.config import SiteConfig
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio
from kamgen.pipeline import evaluate

AS_OF = date(2026, 11, 20)
HEAD = {"owner": "Per Moe", "category": "core"}


def portfolio_of(plans: Sequence[dict[str, Any] | None], site: SiteConfig) -> Portfolio:
    """Accounts A0, A1, … (`a00`, `a01`) with that front matter over `HEAD`, on `AS_OF`; none for None."""
    sources = tuple(
        Source(f"content/accounts/a{number:02d}.md", f"---\n{json.dumps(plan)}\n---\n".encode())
        for number, given in enumerate(plans)
        if given is not None and (plan := HEAD | {"name": f"A{number}"} | given)
    )
    accounts = evaluate(Content("content/accounts", sources), site, AS_OF)
    return Portfolio(site, AS_OF, tuple(summarise(each, site, AS_OF) for each in accounts))
