"""How a template becomes Python: as Jinja compiles it, but with what is the same on every page done once.

A page has some ten thousand values, and Jinja asks at each of them what a template might do: whether a function wants
the context, whether an attribute is an item, whether a text is markup. Here each question has one answer: the texts
of one language are chosen when a template is compiled, functions and macros are called as they are, attributes are
attributes, and every value leaves through ``placed``, which escapes it.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from typing import Any, NoReturn

from jinja2 import Environment, UndefinedError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

MOST_TEXTS = 1 << 15
"""How many texts are remembered with their escaped form: those of a few large departments."""
markup = partial(str.__new__, Markup)
"""Make a text markup that is some already; faster than ``Markup``, which asks first."""
_REFERENCES = (("\r", "&#13;"), ("\n", "&#10;"), ("\t", "&#9;"))


def references(escaped: str) -> str:
    """Return escaped text with its line breaks and tabs as character references, so that it stays on its line."""
    for sign, reference in _REFERENCES:
        escaped = escaped.replace(sign, reference)
    return escaped


@lru_cache(MOST_TEXTS)
def escaped(text: str) -> str:
    """Return a text of the data as it stands in HTML, on one line; ``text`` is no markup, which would equal its text."""
    return references(str(escape(text)))


def placed(value: object) -> str:
    """Return a value as it leaves a template: markup as it is, everything else as escaped text on one line."""
    if type(value) is Markup:
        return value
    if type(value) is str:
        return escaped(value)
    return str(escape(value)) if hasattr(value, "__html__") else escaped(str(value))


class PlainMacro(Macro):
    """A macro that is called like a function where it is given nothing but arguments in their order."""

    def __init__(self, environment: Environment, func: Callable[..., str], *told: Any) -> None:  # noqa: ANN401 - Jinja's own
        """Let Python fill in what stands for an argument that is not given."""
        super().__init__(environment, func, *told)
        func.__defaults__ = (missing,) * self._argument_count
        self._takes_more = self.caller or self.catch_kwargs or self.catch_varargs

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's own
        """Return what the macro makes of its arguments, as markup."""
        if named or self._takes_more:
            return super().__call__(*arguments, **named)
        return markup(self._func(*arguments))


class TemplateCode(CodeGenerator):
    """Writes the Python of one template; ``placed`` stands around every value, so that nothing leaves unescaped."""

    def write_commons(self) -> None:
        """Let every function of the module know what the rest of the code calls."""
        super().write_commons()
        self.writeline("placed, Macro = environment.placed, environment.macro")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:  # noqa: ANN401 - Jinja's own
        if isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        return placed(node.as_const(frame.eval_ctx))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002
        self.write("placed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Read an attribute as Python does; where there is none, ``Compiled`` says that it is undefined."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Ask whether a record has an attribute, and whether a value is none, without a call."""
        if node.name == "defined" and isinstance(node.node, nodes.Getattr):
            self.write("hasattr(")
            self.visit(node.node.node, frame)
            self.write(f", {node.node.attr!r})")
        elif node.name == "none":
            self.write("(")
            self.visit(node.node, frame)
            self.write(" is None)")
        else:
            super().visit_Test(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Call what is called as it is: no function of the templates asks for Jinja's context."""
        if node.dyn_args or node.dyn_kwargs:
            self.fail("arguments are given one by one", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class _Spoken(NodeTransformer):
    """Puts the texts of one language where a template has them in both."""

    def __init__(self, lang: str, t: Callable[[str, str], str]) -> None:
        self.lang = lang
        self.t = t

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Return the text that a call of ``t`` gives."""
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "t":
            return nodes.Const(self.t(*(argument.as_const() for argument in node.args)))
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Return the language."""
        return nodes.Const(self.lang) if (node.name, node.ctx) == ("lang", "load") else node


class Compiled(Environment):
    """An environment for one language, whose templates are compiled by ``TemplateCode``."""

    code_generator_class = TemplateCode
    placed = staticmethod(placed)
    macro = PlainMacro

    def __init__(self, lang: str, t: Callable[[str, str], str], **options: Any) -> None:  # noqa: ANN401 - Jinja's own
        """Speak ``lang``; ``t`` is the templates' function that chooses between a text in Chinese and in English."""
        super().__init__(**options)
        self._spoken = _Spoken(lang, t)
        self.globals.update(lang=lang, t=t)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template in one dictionary: those of the environment do not change any more."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *told: Any, **options: Any) -> str:  # noqa: ANN401 - Jinja's own
        return super()._generate(self._spoken.visit(source), *told, **options)

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Raise what went wrong in a template; a record without the attribute is what Jinja calls undefined."""
        try:
            super().handle_exception(source)
        except AttributeError as error:
            raise UndefinedError(str(error)) from error
