"""Templates compiled for one language: they show what Jinja itself would, and every value leaves them escaped."""

from __future__ import annotations

import ast
from decimal import Decimal

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from build_scripts.pages.render import TEMPLATES, environment
from build_scripts.pages.template_code import Compiled, placed
from build_scripts.words.language import LANGUAGES
from build_scripts.words.vocabulary import Achievement

HOSTILE = "<b title=\"a\" x='b'>&amp;"
ESCAPED = "&lt;b title=&#34;a&#34; x=&#39;b&#39;&gt;&amp;amp;"
MACROS = """{% macro plain(a, b='-', c=none) %}[{{ a }}|{{ b }}|{{ c }}]{% endmacro %}
{% macro around(a) %}({{ a }}{{ caller() }}){% endmacro %}
{% macro first(a) %}{{ a }}{% endmacro %}"""


class Given:
    """What the templates here are given."""

    text = HOSTILE
    none = None


def spoken(template, lang="zh", **given):
    """Return what a template shows in a language."""
    env = Compiled(
        lang,
        lambda zh, en: zh if lang == "zh" else en,
        loader=DictLoader({"page": template, "macros": MACROS}),
        autoescape=True,
        undefined=StrictUndefined,
    )
    return env.get_template("page").render(given=Given, **given)


def by_jinja(template, **given):
    """Return what Jinja itself shows."""
    env = Environment(
        loader=DictLoader({"page": template, "macros": MACROS}), autoescape=True, undefined=StrictUndefined
    )
    return env.get_template("page").render(given=Given, **given)


def test_text_and_markup_that_are_the_same_letters_are_never_confused():
    """A text is escaped though equal markup was placed before it, and markup passes though an equal text was."""
    for _ in range(2):
        assert placed(HOSTILE) == ESCAPED
        assert placed(Markup(HOSTILE)) == HOSTILE  # noqa: S704 - the point
    assert placed("a\r\n\tb") == "a&#13;&#10;&#9;b"
    assert placed(Markup("a\nb")) == "a\nb"


def test_what_is_no_text_is_placed_as_its_text():
    """Numbers keep their digits though they are equal, a code is its value, a record is escaped like any text."""
    assert [placed(value) for value in (Decimal("1.0"), Decimal("1.00"), 1, True)] == ["1.0", "1.00", "1", "True"]
    assert placed(Achievement.MET) == Achievement.MET.value
    assert placed(["<"]) == "[&#39;&lt;&#39;]"


@pytest.mark.parametrize(
    "template",
    [
        "{{ text }}{{ '<' }}{{ given.text }}{{ given.text | upper }}{{ text ~ '<' }}{{ text or '<' }}",
        "{% set made = text %}{{ made }}{% for letter in text %}{{ letter }}{{ loop.last }}{% endfor %}",
        "{% from 'macros' import plain %}{{ plain(text) }}{{ plain(text, text, text) }}{{ plain(c=text, a='<') }}",
        "{% from 'macros' import plain, first %}{{ plain(first(text), first(first(text))) }}",
        "{% import 'macros' as m %}{% call m.around(text) %}{{ text }}{{ m.plain(text) }}{% endcall %}",
        "{% import 'macros' as m %}{{ m.first(text) | striptags }}{% set made = m.first(text) %}{{ made }}",
        "{{ given.none is none }}{{ given.text is defined }}{{ given.more is defined }}{{ more is defined }}",
    ],
)
def test_a_template_shows_what_jinja_would(template):
    """Values, macros with all ways to call them, blocks that are handed over, and tests: all as in plain Jinja."""
    assert spoken(template, text=HOSTILE) == by_jinja(template, text=HOSTILE)
    assert "<b" not in spoken(template, text=HOSTILE)


@pytest.mark.parametrize(
    "template",
    [
        "{{ given.more }}",
        "{{ given.more.text }}",
        "{{ more }}",
        "{% if given.more %}{% endif %}",
        "{% import 'macros' as m %}{{ m.more() }}",
        "{% from 'macros' import first %}{{ first() }}",
        "{% import 'macros' as m %}{{ m.around('') }}",
    ],
)
def test_what_is_not_there_stops_the_build(template):
    """A name, an attribute, a macro, an argument or a block that is not there is undefined, as in plain Jinja."""
    for show in (spoken, by_jinja):
        with pytest.raises(UndefinedError):
            show(template)


def test_the_texts_of_one_language_are_chosen_when_a_template_is_compiled():
    """``t`` and ``lang`` leave nothing to ask on a page; the texts are escaped like all others."""
    template = "{% if lang == 'en' %}en{% endif %}{{ t('甲 <', 'A <') }}{{ t('一', 'one') ~ text }}"
    assert spoken(template, "zh", text="<") == "甲 &lt;一&lt;"
    assert spoken(template, "en", text="<") == "enA &lt;one&lt;"


def put(code):
    """Yield every expression that the Python of a template puts on a page; what chooses the rounds of a loop puts none."""
    tree = ast.parse(code)
    made = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    choosing = [node for node in made if [argument.arg for argument in node.args.args][:1] == ["fiter"]]
    apart = {inner for node in choosing for inner in ast.walk(node)}
    for node in set(ast.walk(tree)) - apart:
        if isinstance(node, ast.Yield):
            yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            (given,) = node.args if node.func.attr in {"append", "extend"} else (ast.Tuple([]),)
            yield from given.elts if isinstance(given, ast.Tuple) else [given]


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.glob("*/*.html.j2")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_of_a_template_leaves_through_one_function(path, lang):
    """The Python of a template puts nothing on a page but its own words, what ``placed`` returns, and macros with a block."""
    code = environment(lang).compile(path.read_text(encoding="utf-8"), raw=True)
    found = [ast.unparse(value) for value in put(code) if not isinstance(value, ast.Constant)]
    assert [value for value in found if not value.startswith("placed(") and not value.endswith("caller=caller)")] == []
    assert "context.call" not in code
