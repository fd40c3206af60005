"""site.toml to a `SiteConfig`, or one error that names every mistake at its line and column."""

from __future__ import annotations

import tomllib
from operator import itemgetter

from msgspec.structs import replace

from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.model.fields import folded
from kamgen.model.places import Fault, Place, Places, lines_of
from kamgen.model.plan import SECTIONS
from kamgen.parse.binder import Binder
from kamgen.parse.config_checks import judge
from kamgen.parse.syntax_errors import toml_fault
from kamgen.source.nodes import SourceError
from kamgen.source.toml import scan_toml

_SECTION_KEYS = {folded(key): key for key in SECTIONS}


def parse_config(text: str, path: str = "site.toml") -> SiteConfig:
    """What site.toml says; an empty text gives every default.

    Raises `ConfigError` with a line ``path:line:column: what is wrong; write …`` for each mistake, in their order.
    """
    written = text.removeprefix("\ufeff")
    lines = lines_of(written, 1)
    try:
        data = tomllib.loads(written.replace("\r\n", "\n"))
        root = scan_toml(written)
    except (RecursionError, SourceError):
        raise ConfigError(f"{path}: brackets within brackets, deeper than any site.toml") from None
    except ValueError as error:
        _, fault = toml_fault(str(error), written, 1)
        raise ConfigError(_line(fault, Places(lines).at(fault.key), path)) from None
    binder = Binder("site.toml", lines, {}, {}, allow_placeholders=True)
    site = binder.bind(SiteConfig, root)
    places = binder.places(root)
    faults = [fault for _, fault in binder.found()]
    faults += judge(site, data.get("measures"))
    if faults:
        placed = sorted(((places.at(fault.key, fault.on_key), fault) for fault in faults), key=itemgetter(0))
        raise ConfigError("\n".join(_line(fault, place, path) for place, fault in placed))
    return _with_section_keys(replace(site, extra=data.get("extra", {})))


def _with_section_keys(site: SiteConfig) -> SiteConfig:
    """``client-view`` for ``client view``: TOML's bare keys have no spaces."""
    sections = {_SECTION_KEYS[folded(key)]: names for key, names in site.sections.items()}
    return site if sections == site.sections else replace(site, sections=sections)


def _line(fault: Fault, place: Place, path: str) -> str:
    verb = "" if fault.write.startswith("did you mean") else "write "
    write = f"; {verb}{fault.write}" if fault.write else ""
    return f"{path}:{place.line}:{place.column}: {fault.message}{write}"
