"""What is odd about texts of a front matter: placeholders, endless names, characters that would break a page."""

from __future__ import annotations

import re
from functools import lru_cache

from kamgen.model.body import is_placeholder
from kamgen.model.links import CodedFault
from kamgen.model.places import KeyPath, join_key
from kamgen.model.plan import Fault
from kamgen.parse.decode import CONTROL
from kamgen.source.nodes import Mapping, Node, Scalar

LONGEST_NAME = 200
"""Letters of a name; a page has no room for more."""
NAMES = frozenset(["name", "owner", "category", "parent", "system", "title", "role", "function", "to", "met_by"])

_UNSAFE = re.compile(f"{CONTROL.pattern[:-1]}\r\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of writing, and halves of characters."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

holds_a_place = lru_cache(maxsize=4096)(is_placeholder)
"""`is_placeholder`, which keeps what it made of texts: a portfolio repeats its names."""


def clean(root: Node, text: str) -> list[CodedFault]:
    """Takes characters that would break a page out of the nodes of ``text``; a fault for each text that held one."""
    faults: list[CodedFault] = []
    if "\\" in text or (not text.isascii() and _TURNING.search(text)):
        _clean(root, (), faults)
    return faults


def _clean(node: Node, path: KeyPath, faults: list[CodedFault]) -> None:
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            _clean(key, path, faults)
            _clean(value, (*path, key.text), faults)
    elif not isinstance(node, Scalar):
        for number, item in enumerate(node.items):
            _clean(item, (*path, number), faults)
    elif found := _UNSAFE.search(node.text):
        message = f"an invisible character (U+{ord(found[0]):04X}) stands in this text and would garble the page"
        faults.append(("FMT003", Fault(join_key(path), message, "the text without it")))
        node.text = _UNSAFE.sub("", node.text)
