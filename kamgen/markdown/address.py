"""Where a link may go: http, https, mailto, or a path beside the plan."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote

from kamgen.model.places import short_text
from kamgen.model.plan import LinkKind
from kamgen.model.source import is_plan
from kamgen.model.values import Refused

_NEVER = re.compile(r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd]")
_SCHEME = re.compile(r"([^/?#]*):")
_HOST = re.compile(
    r"https?://(?:[\w.~!$&'()*+,;=:%-]*@)?(?:\w(?:[\w-]*\w)?(?:\.\w(?:[\w-]*\w)?)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?=[/?#]|$)",
    re.IGNORECASE,
)
_UNFIT = re.compile(r"%(?![0-9A-Fa-f]{2})|[\s\"<>^`{|}\[\]]")
_LONGEST = 2000
"""Characters of an address that browsers and servers still take; a plan may use a definition of it many times."""
_WHERE = "`https://…`, `mailto:…`, or a path such as `halden.md` or `minutes.pdf`"


class Address(NamedTuple):
    """Where a link goes, as in `kamgen.model.plan.Link`."""

    kind: LinkKind
    target: str
    fragment: str


def read_address(written: str) -> Address:
    """What ``written`` in ``[text](written)`` points at; `Refused` (LNK002) when a link may not go there."""
    if len(written) > _LONGEST:
        raise Refused(f"this address is longer than {_LONGEST} characters", "a shorter one")
    refused = Refused(
        f"`{short_text(written)}`: a link may only go to http, https, mailto or a file beside the plan", _WHERE
    )
    if _NEVER.search(written):
        raise refused
    if scheme := _SCHEME.match(written):
        host = _HOST.match(written)
        if host is None and (scheme[1].lower() != "mailto" or "@" not in written):
            raise refused
        fixed = host[0] if host else ""
        rest, mark, fragment = written[len(fixed) :].partition("#")
        safe = fixed + _UNFIT.sub(_encoded, rest) + mark + _UNFIT.sub(_encoded, fragment).replace("#", "%23")
        return Address(LinkKind.EXTERNAL, safe, "")
    path, _, fragment = written.partition("#")
    target, fragment = unquote(path.partition("?")[0]), unquote(fragment)
    if written.startswith("/") or target.startswith("/") or _SCHEME.match(target) or _NEVER.search(target + fragment):
        raise refused
    if target:
        return Address(LinkKind.ACCOUNT if is_plan(target) else LinkKind.FILE, target, fragment)
    if fragment:
        return Address(LinkKind.ANCHOR, "", fragment)
    raise Refused("this link leads nowhere", f"its address between the round brackets: {_WHERE}")


def _encoded(found: re.Match[str]) -> str:
    return quote(found[0], safe="")
