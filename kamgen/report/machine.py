"""What the formats for programs share: sentences, order, and marks that outlive edits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from kamgen.model.finding import SEVERITIES, Finding
from kamgen.report.concise import told
from kamgen.report.text import visible

_NUMBER = re.compile(r"\d+")


def said(finding: Finding) -> str:
    """What is wrong and what to do about it, in one sentence on one line that steers nothing."""
    return visible(told(finding))


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then by file and place."""
    return sorted(findings, key=lambda found: (SEVERITIES.index(found.severity), found.order))


def fingerprints(findings: Iterable[Finding]) -> dict[Finding, str]:
    """By finding, 64 hexadecimal digits that stay the same when lines move or days pass.

    They are made from code, path, key and message; numbers in the message do not count, because many tell how long
    ago something was. Findings that are alike are told apart by their order.
    """
    seen: Counter[str] = Counter()
    marks = {}
    for finding in sorted(set(findings), key=lambda found: found.order):
        alike = "\0".join((finding.code, finding.path, finding.key, _normal(finding.message)))
        marks[finding] = sha256(f"{alike}\0{seen[alike]}".encode(errors="surrogatepass")).hexdigest()
        seen[alike] += 1
    return marks


def _normal(message: str) -> str:
    return _NUMBER.sub("0", " ".join(message.split()))
