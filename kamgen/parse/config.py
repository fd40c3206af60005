"""site.toml to a `SiteConfig`, or one error that names every mistake at its line and column."""

from __future__ import annotations

import tomllib
from functools import partial
from typing import Any

from kamgen.model.body import SECTIONS
from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.model.fields import folded
from kamgen.model.places import FrontText
from kamgen.model.plan import Fault
from kamgen.parse.config_sense import judge
from kamgen.parse.faults import Document
from kamgen.parse.mend import Reading, mended
from kamgen.parse.shape import shape_of
from kamgen.parse.syntax import toml_fault
from kamgen.parse.texts import Verdict, verdicts

_SECTION_KEYS = {folded(key): key for key in SECTIONS}


def parse_config(text: str, path: str = "site.toml") -> SiteConfig:
    """What site.toml says; an empty text gives every default.

    Raises `ConfigError` with a line ``path:line:column: what is wrong; write …`` for each mistake, in their order.
    """
    front = FrontText("toml", text.removeprefix("\ufeff"), 1)
    try:
        data = tomllib.loads(front.text.replace("\r\n", "\n"))
    except RecursionError:
        raise ConfigError(f"{path}: brackets within brackets, deeper than any site.toml") from None
    except ValueError as error:
        _, fault = toml_fault(str(error), front.text, 1)
        raise ConfigError(_line(fault, front, path)) from None
    reading = _read(data, front)
    if reading.faults:
        lines = sorted((_place(fault, front), _line(fault, front, path)) for _, fault in reading.faults)
        raise ConfigError("\n".join(line for _, line in lines))
    return _with_section_keys(reading.value)


def _read(data: dict[str, Any], front: FrontText) -> Reading[SiteConfig]:
    shape = shape_of(SiteConfig)
    first = [verdict for verdict in verdicts(data, shape) if _counts(verdict)]
    sense = partial(judge, measures=data.get("measures"))
    return mended(SiteConfig, data, Document(shape, front, "site.toml"), sense, first)


def _counts(verdict: Verdict) -> bool:
    """A text left empty is not written yet; a title called `TODO` is the site's own business."""
    return verdict.path[0] != "extra" and (verdict.fault is None or verdict.fault[0] != "FMT010")


def _with_section_keys(site: SiteConfig) -> SiteConfig:
    """``client-view`` for ``client view``: TOML's bare keys have no spaces."""
    sections = {_SECTION_KEYS[folded(key)]: names for key, names in site.sections.items()}
    return site if sections == site.sections else site.model_copy(update={"sections": sections})


def _place(fault: Fault, front: FrontText) -> tuple[int, int]:
    if fault.key.startswith("@"):
        line, column = fault.key[1:].split("-")[0].split(":")
        return int(line), int(column)
    place = front.key_place(fault.key) if fault.on_key else front.place(fault.key)
    return place.line, place.column


def _line(fault: Fault, front: FrontText, path: str) -> str:
    line, column = _place(fault, front)
    if not fault.write:
        return f"{path}:{line}:{column}: {fault.message}"
    verb = "" if fault.write.startswith("did you mean") else "write "
    return f"{path}:{line}:{column}: {fault.message}; {verb}{fault.write}"
