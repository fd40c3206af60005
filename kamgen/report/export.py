"""A portfolio as one JSON file: its plans as they are written, and what they came to on the day.

`parse.export` reads it back, for a comparison that needs no history. Readers may rely on keys and meanings within a
major version of the format.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from kamgen.model.account import Criterion
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio, Summary
from kamgen.report.json import dumped

FORMAT_VERSION = "1.0"
KIND = "kamgen portfolio"


def render(portfolio: Portfolio, content: Content, site: str, version: str, criteria: Iterable[Criterion] = ()) -> str:
    """The file; ``site`` is the text of site.toml, ``criteria`` came of the rules of all accounts together."""
    return dumped(
        {
            "format_version": FORMAT_VERSION,
            "kind": KIND,
            "tool": {"name": "kamgen", "version": version},
            "as_of": portfolio.as_of.isoformat(),
            "site": site,
            "folder": content.folder,
            "files": sorted(content.files),
            "findings": sum(len(account.findings) for account in portfolio.accounts)
            + sum(len(criterion.gaps) for criterion in criteria),
            "accounts": [
                _account(account, source) for account, source in zip(portfolio.accounts, content.plans, strict=True)
            ],
        }
    )


def _account(account: Summary, source: Source) -> dict[str, Any]:
    return {
        "slug": account.slug,
        "path": account.path,
        "name": account.name,
        "owner": account.owner,
        "category": account.category,
        "status": account.status.value,
        "score": account.score,
        "health": {"score": account.health, "known": account.signals},
        "elements": list(account.elements),
        "findings": len(account.findings),
        "touched": account.touched.isoformat() if account.touched else None,
        "refusal": source.refusal,
        **_written(source.data),
    }


def _written(data: bytes) -> dict[str, str]:
    """The plan: as text, and only where it is none as base64."""
    try:
        return {"plan": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"plan_base64": b64encode(data).decode("ascii")}
