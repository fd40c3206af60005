"""What templates compile to: the same words as Jinja's own code, escaped whatever was shown before."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from kamgen.render.environment import ThemeEnvironment
from kamgen.render.text import PLAIN, written
from kamgen.render.writer import separated

OURS = ThemeEnvironment(autoescape=True, undefined=StrictUndefined)
JINJAS = Environment(autoescape=True, undefined=StrictUndefined)
VIEW = SimpleNamespace(
    name="A & B", safe=Markup("<b>&amp;</b>"), number=3, nothing=None, words=["<", "b"], table={"key": "<i>"}, flag=True
)


@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()), st.floats(), st.text().map(Markup)))
def test_any_value_is_written_as_markupsafe_escapes_it(value: object) -> None:
    assert written(value) == written(value) == str(escape(value))


def test_markup_of_the_same_letters_does_not_make_a_text_safe() -> None:
    template = OURS.from_string("{% for text in view %}{{ text }}{% endfor %}")
    assert template.render(view=[Markup("<b>"), "<b>", Markup("<b>")]) == "<b>&lt;b&gt;<b>"


def test_what_is_remembered_has_a_bound() -> None:
    for number in range(20_000):
        written(f"text {number}")
    assert len(PLAIN) <= 8192


@pytest.mark.parametrize(
    "source",
    [
        "{{ view.name }}{{ view.safe }}{{ view.number }}{{ view.nothing }}{{ view.words }}{{ view.flag }}",
        "{{ view.table.key }}{{ view.table['key'] }}{{ view.name.lower() }}",
        "{{ view.other is defined }}{{ view.other | default('<') }}",
        "{% block a %}{{ view.name }}{% block b %}{% for word in view.words %}{{ loop.index }}{{ word }}{% endfor %}"
        "{% block c scoped %}{{ view.flag }}{% endblock %}{% endblock %}{{ self.b() }}{% endblock %}",
        "{% macro cell(text, css='n') %}<td class={{ css }}>{{ text }}{{ view.name }}</td>{% endmacro %}"
        "{% for word in view.words if word %}{{ cell(word) }}{% else %}none{% endfor %}{% set x = cell('>') %}{{ x }}",
        "{% filter upper %}{{ view.name }}{% endfilter %}{% autoescape false %}{{ view.name }}{% endautoescape %}",
        "{% for a in view.words %}{% set b = a %}{% block inner scoped %}{{ b }}{% endblock %}{% endfor %}",
        "{% set shown %}{{ view.name }}{% endset %}{{ shown }}{{ '<' ~ view.name }}{{ view.words | join('<') }}",
    ],
)
def test_a_template_says_what_it_says_in_jinja(source: str) -> None:
    assert OURS.from_string(source).render(view=VIEW) == JINJAS.from_string(source).render(view=VIEW)


@pytest.mark.parametrize("source", ["{{ view.other }}", "{{ view.other.deep }}", "{{ nobody }}", "{{ nobody.name }}"])
def test_what_is_missing_is_told_as_jinja_tells_it(source: str) -> None:
    with pytest.raises(UndefinedError) as theirs:
        JINJAS.from_string(source).render(view=VIEW)
    with pytest.raises(UndefinedError) as ours:
        OURS.from_string(source).render(view=VIEW)
    assert str(ours.value) == str(theirs.value)


def test_things_in_a_list_are_separated_by_commas() -> None:
    assert [f"{comma}{word}" for comma, word in separated(["a", "b", "c"])] == ["a", ", b", ", c"]
    assert list(separated([])) == []
