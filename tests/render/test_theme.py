"""Themes: what covers what, what a site may override, and what a mistake in one says."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, defstruct
from msgspec.structs import replace

from kamgen.model.errors import ThemeError
from kamgen.render import site as site_module
from kamgen.render.environment import check_overrides
from kamgen.render.pages import TEMPLATES, Page
from kamgen.render.site import Renderer, render_page
from kamgen.render.site_context import Frame
from kamgen.render.theme import Theme, load_theme
from tests.render.render_support import account_of, portfolio_data_of, portfolio_of, renderer_of

FRAME = Frame("Plans", "en", (), "2026-11-20", "", "0.1.0", {"motto": "ours"})
PAGE = Page("404.html", "404.html", "Page not found", None)


def write(root: Path, **files: str) -> None:
    """Files below ``root``; ``__`` in a name stands for a slash, ``_dot_`` for a dot."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def shown(theme: Theme, page: Page = PAGE) -> str:
    return render_page(page, theme, FRAME)


def test_without_a_folder_of_its_own_a_site_has_kamgens_theme(tmp_path: Path) -> None:
    theme = load_theme(tmp_path, "default")
    assert (theme.name, len(theme.layers)) == ("default", 1)
    assert "<h1>Page not found</h1>" in shown(theme)
    assert "kamgen.css" in dict(theme.static)


def test_a_file_of_the_site_covers_the_same_file(tmp_path: Path) -> None:
    write(tmp_path, themes__default__templates__404_dot_html="<p>{{ site.extra.motto }}</p>")
    assert shown(load_theme(tmp_path, "default")) == "<p>ours</p>"


def test_one_block_is_overridden_without_copying_the_rest(tmp_path: Path) -> None:
    own = '{% extends "base:layout.html" %}{% block changed %}<p>Confidential</p>{% endblock %}'
    write(tmp_path, themes__default__templates__layout_dot_html=own)
    page = shown(load_theme(tmp_path, "default"))
    assert "<p>Confidential</p><p>kamgen 0.1.0</p>" in page
    assert "<h1>Page not found</h1>" in page


def test_a_theme_with_its_own_name_extends_another(tmp_path: Path) -> None:
    write(
        tmp_path,
        themes__house__theme_dot_toml='name = "house"\nversion = "2.0"\nextends = "default"\n',
        themes__house__templates__404_dot_html='{% extends "base:404.html" %}{% block main %}Gone{% endblock %}',
        themes__house__static__kamgen_dot_css="body {}",
        themes__house__static___dot_DS_Store="x",
    )
    theme = load_theme(tmp_path, "house")
    assert theme.version == "2.0"
    assert '<main id="main" tabindex="-1">\nGone' in shown(theme)
    static = dict(theme.static)
    assert static["kamgen.css"] == tmp_path / "themes/house/static/kamgen.css"
    assert "kamgen.js" in static
    assert ".DS_Store" not in static


def test_three_layers_each_reach_the_one_below(tmp_path: Path) -> None:
    block = '{{% extends "base:404.html" %}}{{% block main %}}{name}({{{{ super() }}}}){{% endblock %}}'
    write(
        tmp_path,
        themes__house__theme_dot_toml='name = "house"\nextends = "default"\n',
        themes__house__templates__404_dot_html=block.format(name="house"),
        themes__default__templates__404_dot_html=block.format(name="site"),
    )
    assert "house(site(<h1>Page not found</h1>" in shown(load_theme(tmp_path, "house"))


@pytest.mark.parametrize("name", ["../default", "", "a/b", ".hidden", "nowhere"])
def test_a_theme_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ThemeError) as error:
        load_theme(tmp_path, name)
    assert f"`{name}`" in error.value.message
    assert error.value.help_text


def test_themes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    write(
        tmp_path,
        themes__a__theme_dot_toml='name = "a"\nextends = "b"\n',
        themes__b__theme_dot_toml='name = "b"\nextends = "a"\n',
    )
    with pytest.raises(ThemeError, match="in a circle: a → b → a"):
        load_theme(tmp_path, "a")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "the TOML cannot be read at end of document: Invalid value; write each key as"),
        ("name = 'x'\nversion: 1", "the TOML cannot be read at line 2, column 8: Expected '=' after a key in a"),
        ('auhtor = "Ann"', "`auhtor` is not a key of theme.toml; did you mean `author`\\?"),
        ('colour = "red"', "`colour` is not a key of theme.toml; write one of `name`, `version`, `extends`"),
        ("version = 1", '`version` is not a text; write it in double quotes: `version = "…"`'),
        ('min_kamgen = "99"', "needs kamgen 99"),
    ],
)
def test_a_wrong_theme_toml_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, themes__house__theme_dot_toml=text)
    with pytest.raises(ThemeError) as raised:
        load_theme(tmp_path, "house")
    assert re.search(words, f"{raised.value.message}; {raised.value.help_text}")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("a\n{{ view.nothing }}", r"themes/default/templates/404.html:2: the template fails: .*nothing"),
        ("a\n{% if %}", r"themes/default/templates/404.html:2: the template cannot be read: "),
        ("{% extends 'none.html' %}", "there is no template none.html"),
        ("{{ 1 + 'a' }}", r"404.html:1: the template fails: "),
        ("{% include '../../secret' %}", r"there is no template ../../secret"),
    ],
)
def test_a_failing_template_is_named_with_line_and_page(tmp_path: Path, template: str, words: str) -> None:
    write(tmp_path, themes__default__templates__404_dot_html=template)
    page = Page("accounts/a.html", "404.html", "A", object(), "content/accounts/a.md")
    with pytest.raises(ThemeError, match=words) as error:
        shown(load_theme(tmp_path, "default"), page)
    assert error.value.message.endswith("(making accounts/a.html for content/accounts/a.md)")


HOSTILE = [
    "{{ cycler.__init__.__globals__.os.popen('touch ran').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ page.__class__.__init__.__globals__ }}",
    "{{ site.extra.update({'motto': 'theirs'}) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ '%s' | attr('__class__') }}{{ ('' | attr('__class__')).__mro__ }}",
    "{{ range(10000000) | list | length }}",
    "{{ (page | attr('view')).__class__ }}",
    "{{ '{0.__class__}'.format(page) }}",
    "{{ ('{0.__class__}' | replace('x', 'y')).format(page).mro() }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ joiner.__class__.__base__.__subclasses__() }}",
    "{{ lipsum(5) }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% for x in [1] %}{{ loop.__class__.__init__.__globals__ }}{% endfor %}",
]
"""What would run, read or change something."""

TWICE = "{%% set n = namespace(x=1) %%}{%% for i in range(60) %%}{%% set n.x = %s %%}{%% endfor %%}"
LONG = "('a' * 99999)"
ENDLESS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{% set l = range(9999) | list %}{% for a in l %}{% for b in l %}{% endfor %}{% endfor %}",
    "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
    "{% include '404.html' %}",
    "{% import '404.html' as x %}",
    "{% extends '404.html' %}",
    "{{ 'x' * 10 ** 9 }}",
    "{{ 10 ** 9 * 'x' }}",
    "{{ [1] * 10 ** 9 }}",
    "{{ 10 ** 99 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (1000000000, 1) }}",
    "{{ '%1000000000d' | format(1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '{:{}}'.format(1, 1000000000) }}",
    "{{ 'x' | center(10 ** 9) }}",
    "{{ 'x'.ljust(10 ** 9) }}",
    "{{ 'x'.zfill(10 ** 9) }}",
    "{{ ('\\n' * 99999) | indent(99999) }}",
    "{{ ('x' * 99999) | replace('x', 'x' * 99999) }}",
    "{{ ('x' * 99999).replace('x', 'x' * 99999) }}",
    "{{ ('x' * 99999).join(range(99999) | map('string') | list) }}",
    "{{ range(99999) | join('x' * 99999) }}",
    "{{ ('\\t' * 99999).expandtabs(99999) }}",
    "{{ [1] | batch(10 ** 9, 'x') | list }}",
    "{{ [1] | slice(10 ** 9) | list }}",
    "{% set n = namespace(s='x') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='x') %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s='x') %}{% for i in range(99) %}{% set t %}{{ n.s }}{{ n.s }}{% endset %}"
    "{% set n.s = t %}{% endfor %}",
    "{% set n = namespace(s=2) %}{% for i in range(99) %}{% set n.s = n.s * n.s %}{% endfor %}",
    "{% macro m(s) %}{{ s }}{{ s }}{% endmacro %}{% set n = namespace(s='x') %}"
    "{% for i in range(99) %}{% set n.s = m(n.s) %}{% endfor %}",
    "{% for a in range(99999) %}{{ range(99999) | sum }}{% endfor %}",
    "{% for a in range(99999) %}{{ range(99999) | map('string') | list | length }}{% endfor %}",
    "{% for x in [[]] recursive %}{{ loop([x]) }}{% endfor %}",
    "{{ lipsum(n=10 ** 9) }}",
    TWICE % "[n.x, n.x]" + "{{ n.x }}",
    TWICE % "[n.x, n.x]" + "{{ n.x == n.x }}",
    TWICE % "(n.x, n.x)" + "{% set d = {n.x: 1} %}",
    TWICE % "[n.x, n.x]" + "{{ n.x | tojson | length }}",
    TWICE % "{1: n.x, 2: n.x}" + "{{ n.x ~ '' }}",
    TWICE % "dict(a=n.x, b=n.x)" + "{{ '%s' % n.x }}",
    TWICE % "namespace(a=n.x, b=n.x)" + "{{ n.x }}",
    TWICE % "([n.x] * 2)" + "{{ [n.x] | join | length }}",
    "{% set n = namespace() %}{% set n.x = n %}{{ n }}",
    "{% set n = namespace(x=()) %}{% for i in range(9999) %}{% set n.x = (n.x,) %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(9999) %}{% set n.x = n.x | map('upper') %}{% endfor %}"
    "{{ n.x | list }}",
    f"{{% set h = {LONG} %}}{{% for i in range(99) %}}{{{{ h.count('b') }}}}{{% endfor %}}",
    f"{{% set h = {LONG} %}}{{% for i in range(99) %}}{{{{ h | upper | length }}}}{{% endfor %}}",
    f"{{% set h = {LONG} %}}{{% for i in range(99) %}}{{{{ h[1:] | length }}}}{{% endfor %}}",
    f"{{% set h = {LONG} %}}{{% for i in range(99) %}}{{{{ 'b' in h }}}}{{{{ 'b' is in h }}}}{{% endfor %}}",
    f"{{% set h = {LONG}.split('b') * 9 %}}{{% for i in range(99) %}}{{{{ h == h }}}}{{% endfor %}}",
    "{% set h = [0] * 99999 %}{% set t %}{% for i in range(99) %}{{ h }}{% endfor %}{% endset %}",
    f"{{{{ {LONG} | trim('b' * 99999 ~ 'a') }}}}",
    f"{{{{ {LONG}.rfind('b' ~ 'a' * 49999) }}}}",
    f"{{{{ {LONG} | wordwrap(1) }}}}",
    f"{{{{ {LONG} | wordwrap(9, wrapstring='z' * 999) }}}}",
    f"{{{{ ('{{0}}' * 9999).format({LONG}) }}}}",
    f"{{{{ ('%(a)s' * 9999) % {{'a': {LONG}}} }}}}",
    "{{ ('www.a.bc ' * 9999) | urlize(target='x' * 9999) }}",
    "{{ [[1]] * 99999 | sum(start=[]) }}",
    "{{ 1 | round(-10 ** 9) }}",
    "{{ [1] | tojson(indent=10 ** 9) }}",
    "{{ 'x'.encode().center(10 ** 9) }}",
    "{{ (1).to_bytes(10 ** 9, 'big') }}",
    "{{ ('x' | e).center(10 ** 9) }}",
    "{{ (['x'] | map(attribute='center') | first)(10 ** 9) }}",
    "{% set d = (d | default(0)) + 1 %}{% if d < 60 %}{% include '404.html' %}{% include '404.html' %}{% endif %}",
    "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "+".join(["1"] * 5000) + " }}",
    "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "{% for a in [1] %}" * 99 + "{% endfor %}" * 99,
]
"""What would not end, or fill memory."""


@pytest.mark.parametrize("template", HOSTILE)
def test_a_template_of_the_site_runs_and_changes_nothing(tmp_path: Path, template: str) -> None:
    write(tmp_path, themes__default__templates__404_dot_html=template)
    with pytest.raises(ThemeError, match=r"404.html:1: the template fails: "):
        shown(load_theme(tmp_path, "default"))
    assert FRAME.extra == {"motto": "ours"}


@pytest.mark.parametrize("template", ENDLESS)
def test_a_template_of_the_site_ends_with_its_file_and_line(
    tmp_path: Path, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamgen.render.sandbox.STEPS", 300_000)
    monkeypatch.setattr("kamgen.render.growth.LONGEST", 200_000)
    write(tmp_path, themes__default__templates__404_dot_html=template)
    theme = load_theme(tmp_path, "default")
    check_overrides(theme, frozenset(TEMPLATES))
    with pytest.raises(ThemeError, match=r"^themes/default/templates/404.html:1: ") as raised:
        shown(theme)
    assert raised.value.help_text == "mend the template"


def test_a_template_of_the_site_is_a_program_when_the_user_trusts_it(tmp_path: Path) -> None:
    write(tmp_path, themes__default__templates__404_dot_html="{{ cycler.__init__.__globals__.os.sep }}")
    assert shown(load_theme(tmp_path, "default", trusted=True)) == "/"
    with pytest.raises(ThemeError, match="unsafe"):
        shown(load_theme(tmp_path, "default"))


def test_the_themes_that_kamgen_brings_do_without_a_sandbox(tmp_path: Path) -> None:
    assert not load_theme(tmp_path, "default").sandboxed
    write(tmp_path, themes__house__theme_dot_toml='extends = "default"')
    assert load_theme(tmp_path, "house").sandboxed


def rendered(root: Path) -> dict[str, str]:
    """Pages of the portfolio in the theme of the site at ``root``."""
    site = portfolio_of(account_of("contacts: [{name: Kari Dahl}]"), account_of("name: Dalen Kraft", "dalen"))
    config = replace(renderer_of(site).config, theme=load_theme(root, "default"))
    pages = Renderer(config).portfolio(portfolio_data_of(site))
    return {url: make().decode() for url, make in pages.items() if url.endswith(".html")}


STRANGER = """{% from "base:columns.html" import columns as theirs with context %}
{% macro mood(row, root) %}<td>{{ row.health.text }} in {{ row.category }}</td>{% endmacro %}
{% set columns = theirs + [{"name": "mood", "label": "Mood", "cell": mood}] %}
"""
HEADER = """{% extends "base:layout.html" %}
{% block header %}<p>Averdonk, {{ site.navigation[0].name }}</p>{% endblock %}
"""


def test_a_theme_adds_a_column_and_changes_the_header(tmp_path: Path) -> None:
    write(
        tmp_path,
        themes__default__templates__columns_dot_html=STRANGER,
        themes__default__templates__layout_dot_html=HEADER,
    )
    pages = rendered(tmp_path)
    assert pages["index.html"].count('<th scope="col">Mood</th></tr></thead>') == 1
    for known in (0, 1):
        assert pages["index.html"].count(f"<td>not scored, {known} of 9 known in Strategic</td></tr>") == 1
    assert all("<p>Averdonk, Portfolio</p>" in page and "<nav aria-label" not in page for page in pages.values())


def extended(value: Any) -> Any:
    """A view as a later kamgen may have it: a field more in every value, and the others in another order."""
    if isinstance(value, Struct) or is_dataclass(value) or hasattr(value, "_fields"):
        kind = type(value)
        names = getattr(kind, "_fields", None) or kind.__match_args__
        later = defstruct(kind.__name__, ["new_in_kamgen_2", *reversed(names)])
        return later("new", *(extended(getattr(value, name)) for name in reversed(names)))
    return tuple(map(extended, value)) if isinstance(value, tuple) else value


def test_a_theme_survives_a_new_field_in_every_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, themes__default__templates__columns_dot_html=STRANGER)
    before = rendered(tmp_path)
    render = site_module.render_page
    seen: list[object] = []

    def later(page: Page, theme: Theme, frame: Frame) -> str:
        seen.append(page.view)
        return render(replace(page, view=extended(page.view)), theme, frame)

    monkeypatch.setattr(site_module, "render_page", later)
    assert rendered(tmp_path) == before
    assert len(seen) == len(before)


@pytest.mark.parametrize(
    ("name", "text", "words", "help_text"),
    [
        ("portfolio", '{% extends "base:portfolio.html" %}\n{% block heatmp %}{% endblock %}',
         "portfolio.html:2: nothing it extends has a block `heatmp`, so it changes nothing", "`heatmap`, or take"),
        ("search", '{% extends "base:search.html" %}{% macro cell() %}x{% endmacro %}',
         "search.html:1: nothing calls the macro `cell`, so it changes nothing", "take it out; "),
        ("portfolo", '{% extends "base:portfolio.html" %}',
         "portfolo.html:1: no page and no template uses this file, so it changes nothing", "`portfolio.html`, or"),
    ],
)  # fmt: skip
def test_an_override_without_effect_is_told(tmp_path: Path, name: str, text: str, words: str, help_text: str) -> None:
    write(tmp_path, **{f"themes__default__templates__{name}_dot_html": text})
    with pytest.raises(ThemeError) as error:
        rendered(tmp_path)
    assert error.value.message == f"themes/default/templates/{words}"
    assert error.value.help_text.startswith(help_text)


@pytest.mark.parametrize("inside", ["static/secret.txt", "templates/404.html", "static", "theme.toml"])
def test_a_link_that_leads_out_of_a_theme_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "outside").mkdir()
    link = tmp_path / "site/themes/default" / inside
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "outside")
    with pytest.raises(ThemeError, match="is a link that leads out of the theme"):
        load_theme(tmp_path / "site", "default")


def test_a_theme_that_is_a_link_out_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "site/themes").mkdir(parents=True)
    (tmp_path / "site/themes/default").symlink_to(tmp_path / "outside")
    with pytest.raises(ThemeError, match="is a link that leads out of the site"):
        load_theme(tmp_path / "site", "default")


def test_a_link_within_a_theme_is_followed(tmp_path: Path) -> None:
    write(tmp_path, themes__default__static__house_dot_css="body {}")
    (tmp_path / "themes/default/static/print.css").symlink_to("house.css")
    assert "print.css" in dict(load_theme(tmp_path, "default").static)
