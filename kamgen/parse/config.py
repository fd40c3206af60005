"""site.toml to a `SiteConfig`, or one error that names every mistake at its line and column."""

from __future__ import annotations

import tomllib

from msgspec.structs import replace

from kamgen.model.body import SECTIONS
from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.model.fields import folded
from kamgen.model.places import Places, lines_of
from kamgen.model.plan import Fault
from kamgen.parse.binder import Binder
from kamgen.parse.config_checks import judge
from kamgen.parse.syntax_errors import toml_fault
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
    except RecursionError:
        raise ConfigError(f"{path}: brackets within brackets, deeper than any site.toml") from None
    except ValueError as error:
        _, fault = toml_fault(str(error), written, 1)
        raise ConfigError(_line(fault, Places(lines), path)) from None
    root = scan_toml(written)
    binder = Binder("site.toml", lines, {}, {}, allow_placeholders=True)
    site = binder.bind(SiteConfig, root)
    places = binder.places(root)
    faults = [fault for _, fault in binder.found()]
    faults += judge(site, data.get("measures"))
    if faults:
        listed = sorted((_place(fault, places), _line(fault, places, path)) for fault in faults)
        raise ConfigError("\n".join(line for _, line in listed))
    return _with_section_keys(replace(site, extra=data.get("extra", {})))


def _with_section_keys(site: SiteConfig) -> SiteConfig:
    """``client-view`` for ``client view``: TOML's bare keys have no spaces."""
    sections = {_SECTION_KEYS[folded(key)]: names for key, names in site.sections.items()}
    return site if sections == site.sections else replace(site, sections=sections)


def _place(fault: Fault, places: Places) -> tuple[int, int]:
    if fault.key.startswith("@"):
        line, column = fault.key[1:].split("-")[0].split(":")
        return int(line), int(column)
    place = places.key_place(fault.key) if fault.on_key else places.place(fault.key)
    return place.line, place.column


def _line(fault: Fault, places: Places, path: str) -> str:
    line, column = _place(fault, places)
    if not fault.write:
        return f"{path}:{line}:{column}: {fault.message}"
    verb = "" if fault.write.startswith("did you mean") else "write "
    return f"{path}:{line}:{column}: {fault.message}; {verb}{fault.write}"
