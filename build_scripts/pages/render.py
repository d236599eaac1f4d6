"""Pages → HTML: the Jinja2 environment, and the few functions and filters by which templates show what they are given.

Templates place; every text of their own goes through ``t``, everything else is data and is escaped on its way out.
A rendered page is one ``<div>`` block without an empty line, so that it can stand in Markdown as a raw HTML block:
the line breaks and tabs of the data leave as character references, the empty lines of the templates are dropped.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from inspect import getsource
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from build_scripts.brought import BROUGHT
from build_scripts.cells.amounts import plain, rounded, times
from build_scripts.judging.findings import Finding
from build_scripts.judging.rules import RULES
from build_scripts.pages import template_code
from build_scripts.pages.drawing import Bars
from build_scripts.pages.finding_rows import MARKS, ROOT, Among, FindingRow, put_together
from build_scripts.pages.page import Page
from build_scripts.pages.static_drawing import svg
from build_scripts.pages.summaries import StatementSummary
from build_scripts.pages.template_code import MOST_TEXTS, Compiled, escaped, placed, references
from build_scripts.reading.model import PortalSettings, Record
from build_scripts.tables.ledger import Figure
from build_scripts.words.glossary import explained
from build_scripts.words.language import LANGUAGES, Both, Term
from build_scripts.words.vocabulary import Subject

TEMPLATES = BROUGHT / "site_templates"
_own: dict[str, tuple[str, str]] = {}
"""The templates that a project has in the place of the program's: name → text and file."""
_kept_in: list[Path] = [BROUGHT / ".cache" / "templates"]
"""Where compiled templates are kept, where that folder is there: a build has it made in its project."""
NOTHING = "—"
"""Shown where a figure is not there; never 0."""
_EMPTY_LINES = re.compile(r"\n[ \t]*(?=\n)")
_BESIDE_CHINESE = r"[\w%（）《》〔〕【】／、，。；：？！％～·—+/-]"
_CHINESE = re.compile(
    rf"(?:(?<!{_BESIDE_CHINESE}){_BESIDE_CHINESE}*)?[\u3001-\u301b\u3400-\u9fff\uff01-\uff5e]{_BESIDE_CHINESE}*"
)
"""A run of signs with a Chinese one among them: it begins where nothing of it stands before."""
_WITHOUT_TAGS = {"text", "option"}
"""Elements that hold text only; those that hold data alone are marked themselves."""


def render(page: Page, settings: PortalSettings, lang: str = "zh") -> str:
    """Return the body of ``page`` as one block of HTML without empty lines, in ``lang`` (``zh`` or ``en``).

    The template is ``pages/<kind>.html.j2``; besides the page's record it gets ``root``, the way to the first page of
    its language, and ``files``, the way to what both languages share (downloads and assets).

    Raises:
        jinja2.UndefinedError: a template reads what its context does not have.
    """
    root = "../" * page.url.count("/")
    files = root if lang == "zh" else f"../{root}"
    html = (
        environment(lang)
        .get_template(f"pages/{page.kind}.html.j2")
        .render(
            page=page.context,
            meta=page,
            settings=settings,
            root=root,
            files=files,
        )
    )
    if page.citation is not None:
        layout = environment(lang).get_template("macros/layout.html.j2").module
        body, end, rest = html.rpartition("</div>")
        html = f"{body}{layout.foot(page, files, settings.base_url)}{end}{rest}"  # type: ignore[attr-defined]
    block = _EMPTY_LINES.sub("", html.strip())
    if lang == "zh":
        return block
    return "<".join([piece if piece.isascii() else _marked(piece) for piece in block.split("<")])


def read_templates() -> None:
    """Read all templates in both languages, so that processes that come of this one need not."""
    for lang in LANGUAGES:
        for name in environment(lang).list_templates(("j2",)):
            if name.startswith(("macros/", "pages/")):
                environment(lang).get_template(name)


def finding_row(finding: Finding, form: StatementSummary, title: Both, sentence: Both) -> FindingRow:
    """Return a finding on a form as a row."""
    html: dict[str, str] = {}
    for lang in LANGUAGES:
        made = environment(lang).get_template("macros/finding.html.j2").module
        if finding.about is Subject.FORM:
            html[lang] = str(made.row(finding, form, title, sentence, ROOT, MARKS))  # type: ignore[attr-defined]
        else:
            html[lang] = str(made.transcription_row(finding, form, title, sentence, ROOT, MARKS))  # type: ignore[attr-defined]
    told = (
        finding.rule_id, finding.severity, finding.about, finding.statement_id, finding.line, finding.also,
        finding.told, finding.url, title, sentence, html,
    )  # fmt: skip
    return FindingRow(*told, digest=sha256(repr(told).encode()).digest())


def place_of_mistake(error: TemplateError) -> str:
    """Return the file and the line of the template on which a mistake is."""
    raised = error.__cause__ or error  # an unknown attribute is told of what Python has raised
    frames = traceback.extract_tb(raised.__traceback__)
    places = [f"{frame.filename}:{frame.lineno}" for frame in frames if frame.filename.endswith((".j2", ".html"))]
    if isinstance(error, TemplateSyntaxError):
        places.append(f"{error.filename or error.name}:{error.lineno}")
    return places[-1] if places else "site_templates/"


@lru_cache(MOST_TEXTS)
def _marked(piece: str) -> str:
    """Mark the Chinese in a text of the English edition, so that screen readers pronounce it as what it is.

    ``piece`` is a tag without its ``<`` and the text behind it; most of them stand on the pages many times.
    """
    tag, ends, text = piece.partition(">")
    element = tag.partition(" ")[0]
    if 'lang="zh' in tag or not _CHINESE.search(text) or element in {"title", "desc", "script"}:
        return piece
    if element in _WITHOUT_TAGS:
        return f'{tag} lang="zh-CN"{ends}{text}'
    return f"{tag}{ends}" + _CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', text)


def use_templates(own: Mapping[str, tuple[str, str]]) -> None:
    """Take a project's own templates (name → text and file) in the place of the program's of the same names."""
    if own != _own:
        _own.clear()
        _own.update(own)
        environment.cache_clear()


def keep_compiled(folder: Path) -> None:
    """Keep compiled templates in a folder, if it is there."""
    _kept_in[:] = [folder]


class _OfProject(BaseLoader):
    """Loads a project's own templates, each with the file that mistakes are told of."""

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str, None]:
        """Return text and file.

        Raises:
            TemplateNotFound: where the project has none of this name.
        """
        if template not in _own:
            raise TemplateNotFound(template)
        return *_own[template], None

    def list_templates(self) -> list[str]:
        """Return their names."""
        return sorted(_own)


class _CompiledTemplates(FileSystemBytecodeCache):
    """Keeps what it can: a full disk, or something in its way, costs time and nothing else."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take again what is kept, if it can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, if it can be written."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled(lang: str) -> FileSystemBytecodeCache | None:
    """Return where compiled templates are kept from one build to the next; None where nothing can be kept."""
    compiler = sha256(f"{getsource(template_code)} {version('jinja2')}".encode()).hexdigest()
    return (
        _CompiledTemplates(str(_kept_in[0]), f"{lang}-{compiler[:16]}-%s.cache")
        if os.access(_kept_in[0], os.W_OK)
        else None
    )


class _Loader(FileSystemLoader):
    """Reads templates, and says of one that is not UTF-8 which it is."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return what a template holds."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise TemplateSyntaxError("not UTF-8", line, template, f"{TEMPLATES}/{template}") from error


@cache
def environment(lang: str) -> Environment:
    """Return the environment for ``lang``: undefined names are errors, every value is escaped."""
    words = Words(lang)
    env = Compiled(
        lang,
        words.t,
        loader=ChoiceLoader([_OfProject(), _Loader(TEMPLATES)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(lang),
    )
    env.globals.update(
        name=words.name,
        filled=words.filled,
        own=words.own,
        svg=words.svg,
        anchor=anchor,
        rule_of=RULES.__getitem__,
        explained=explained,
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    env.filters.update(
        rows=words.rows,
        printed=lru_cache(MOST_TEXTS, typed=True)(words.printed),
        wan=wan,
        yuan=yuan,
        percent=percent,
        points=points,
        count=count,
        size=size,
        figure=figure,
    )
    return env


class Words:
    """The functions of the templates that depend on the page's language."""

    def __init__(self, lang: str) -> None:
        """Speak ``lang``: ``zh`` or ``en``."""
        self.lang = lang

    def t(self, zh: str, en: str) -> str:
        """Return the template's own text in the page's language."""
        return zh if self.lang == "zh" else en

    def name(self, text: Term | Both) -> str:
        """Return the name of a code of the vocabulary, or a text that is there in both languages."""
        return text.of(self.lang)

    def filled(self, text: Both, values: Mapping[str, object]) -> Markup:
        """Return a text with its ``{names}`` filled in: a proved figure, codes by their names, a share in percent."""
        shown = {name: placed(self._value(value)) for name, value in values.items()}
        return Markup(escaped(self.name(text)).format(**shown))  # noqa: S704 - both escaped

    def _value(self, value: object) -> str:
        if isinstance(value, Figure):
            return figure(value)
        if isinstance(value, tuple):
            return self.t("；", "; ").join(map(self.name, value)) or NOTHING
        shown = placed(percent(value if isinstance(value, Decimal) else None))
        return Markup(f"<small>{shown}</small>")  # noqa: S704 - escaped

    def own(self, record: Record, key: str) -> str:
        """Return what an author wrote under a key, in English where the author gave it."""
        return record.both(key).of(self.lang)

    def svg(self, chart: Bars) -> Markup:
        """Return a chart as SVG; ``charts`` has escaped its texts."""
        return Markup(references(svg(chart, self.lang)))  # noqa: S704 - ``svg`` has escaped its texts

    def rows(self, rows: Iterable[FindingRow], root: str, among: str = Among.ALL) -> Markup:
        """Return the rows of a list of findings: of all, or among those of one rule, department or form."""
        return put_together(rows, self.lang, root, Among(among))

    def printed(self, raw: str | None) -> Markup:
        """Return a cell exactly as printed: line breaks kept, a blank cell marked as blank, no cell as nothing."""
        if raw is None:
            return Markup()
        if not raw.strip():
            said = self.t("空白", "blank")
            return Markup(f'<span class="mz-blank" data-raw="{references(raw)}">{said}</span>')  # noqa: S704 - white space
        language = "" if self.lang == "zh" else ' lang="zh-CN"'
        return Markup(f'<span class="mz-raw"{language}>{placed(raw)}</span>')  # noqa: S704 - escaped


def wan(yuan: Decimal | None) -> str:
    """Return an amount in yuan as ten thousand yuan with two decimals: 19608400 → ``1,960.84``."""
    return NOTHING if yuan is None else f"{rounded(times(yuan, Decimal('0.0001')), 2):,.2f}"


def yuan(amount: Decimal | None) -> str:
    """Return an amount in yuan with two decimals, rounded half up: 1234.5 → ``1,234.50``."""
    return NOTHING if amount is None else f"{rounded(amount, 2):,.2f}"


def percent(value: Decimal | None) -> str:
    """Return a rate given in percent with at most two decimals, rounded half up: 93.925 → ``93.93%``."""
    return NOTHING if value is None else f"{plain(rounded(value, 2))}%"


def points(value: Decimal | None) -> str:
    """Return points in plain digits, no digit added or lost: 9.360 → ``9.36``."""
    return NOTHING if value is None else plain(value)


def count(value: Decimal | int | None) -> str:
    """Return a count or a sum in plain digits with separators: 3044 → ``3,044``."""
    return NOTHING if value is None else f"{Decimal(plain(Decimal(value))):,f}"


def size(length: int) -> str:
    """Return a length in bytes as a reader's size: 2048 → ``2.0 KiB``."""
    number = float(length)
    for unit in ("B", "KiB", "MiB"):
        if number < 1024:
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1024
    return f"{number:.1f} GiB"


def figure(proved: Figure | None) -> Markup:
    """Return a proved figure with the query that proves it, for machines in ``value`` and for readers in ``title``."""
    if proved is None:
        return Markup(NOTHING)  # noqa: S704 - a constant
    value, query, shown = map(placed, (plain(proved.value), proved.query, count(proved.value)))
    return Markup(f'<data class="mz-figure" value="{value}" title="{query}">{shown}</data>')  # noqa: S704 - escaped


def anchor(finding: Finding) -> str:
    """Return the finding's anchor on the page of its form, the end of its id."""
    return finding.id.rpartition("#")[2]
