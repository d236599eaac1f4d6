"""A form as an Excel workbook to be filled in or corrected and imported again: as printed, with lists to choose from, help and checks.

Every text is a text cell: ``002``, ``7.50`` and ``=6人`` stay as they are, and nothing that is printed becomes a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from build_scripts.carriers.xlsx import NOT_IMPORTED
from build_scripts.importers.workbook_reader import (
    CHOICES_SHEET,
    FURTHER,
    MERGED_LEVELS,
    NO,
    YEAR_PRINTED,
    YES,
    RowTag,
)
from build_scripts.reading.model import (
    STATEMENT_MODELS,
    AnyStatement,
    BaseDataRow,
    FormTemplate,
    FundingLine,
    Goal,
    Indicator,
    Narrative,
    Record,
    RecordT,
    Total,
)
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import CurrencyUnit, GoalKind, Level1, Level2, LineCode, YearBasis

MOST_CHARACTERS = 32_767
"""In a cell of Excel."""
BLANK_ROWS = 15
"""Rows for indicators in a workbook that nobody has filled in."""
LINE = 16
"""Points of height; Excel fits rows to their text by itself, but for merged cells."""
_HEAD = (
    *("title", "project", "department", "implementing_unit", "report_date"),
    *("fiscal_year", "fiscal_year_basis", "fiscal_year_text"),
    *("currency_unit", "currency_unit_text", "long_term_text", "long_term_end_year"),
)
_GOAL_TEXTS = ("label", "overview", "target_text", "adjusted_text", "actual_text", "weight")
_NUMBERS = frozenset(("weight", "score", "reviewed_score"))
_LINES = (LineCode.TOTAL, LineCode.CURRENT_YEAR_APPROPRIATION, LineCode.CARRY_OVER, LineCode.OTHER)
_CHOICES: Mapping[str, Sequence[str]] = {
    "label": [code.zh for code in LineCode],
    "level1": [level.zh for level in Level1],
    "level2": [level.zh for level in Level2],
    "currency_unit": [unit.zh for unit in CurrencyUnit],
    "fiscal_year_basis": [YES, NO],
}
_YEAR_HELP = f"{YEAR_PRINTED}：表上自己印有年度的填“{YES}”；表上没有、由填表人写的填“{NO}”，网页上会写明。"
_BASIS = {YearBasis.PRINTED: YES, YearBasis.INFERRED: NO}


class TooLongError(Exception):
    """Raised where a text does not fit into a cell of Excel; says which."""

    def __init__(self, text: str) -> None:
        """Name the text by its beginning."""
        super().__init__(text)
        self.said = Both(
            f"“{text[:20]}…”有 {len(text)} 字，Excel 的一格只放得下 {MOST_CHARACTERS} 字；请直接在 YAML 中改",
            f"{text[:20]}… has {len(text)} characters, a cell of Excel holds {MOST_CHARACTERS}; correct it in the YAML file",
        )


def emptied(form: AnyStatement) -> AnyStatement:
    """Return a form on the same template that nobody has filled in: its labels and headings stay, its answers are blank."""
    goals: tuple[Goal, ...] = getattr(form, "goals", ())
    total: Total | None = getattr(form, "total", None)
    first = {goal.kind: goal for goal in reversed(goals)}
    changed: dict[str, object] = {
        "title": "",
        "fiscal_year": "",
        "fiscal_year_text": None,
        "fiscal_year_note": None,
        "long_term_end_year": None,
        "goals": tuple(
            _blank(first[kind], "label").model_copy(update={"indicators": ()}) for kind in GoalKind if kind in first
        ),
        "funding": tuple(_blank(row, "label") for row in getattr(form, "funding", ())),
        "base_data": tuple(_blank(row, "label", "line_code") for row in getattr(form, "base_data", ())),
        "narratives": tuple(_blank(text, "heading") for text in form.narratives if text.heading),
        "total": _blank(total, "label", "weight") if total else None,
        "source": form.source.model_copy(update={"annex": None}),
        **dict.fromkeys(("project", "department", "implementing_unit", "report_date"), ""),
    }
    there = {key: value for key, value in changed.items() if getattr(form, key, None) is not None}
    return form.model_copy(update=there)


def _blank(row: RecordT, *kept: str) -> RecordT:
    """Return a row with its labels, its answers blank, of no source document."""
    texts = {key: "" for key in type(row).model_fields if type(getattr(row, key)) is str and key not in kept}
    further = tuple(cell.model_copy(update={"text": ""}) for cell in getattr(row, "further", ()))
    nowhere = dict.fromkeys({"source_line", "overview_line"} & type(row).model_fields.keys())
    return row.model_copy(update={**texts, **nowhere, **({"further": further} if further else {})})


def form_workbook(
    template_id: str,
    template: FormTemplate,
    form: AnyStatement | None,
    department: str = "",
    address: str = "",
    *,
    profile: str = "",
    empty: bool = False,
) -> bytes:
    """Return a workbook of a form: as printed or, without one, empty rows below the headings of its template.

    Args:
        template_id: id of the template.
        template: its headings in printed order.
        form: what it is filled in with.
        department: registered name of the form's department, by which an import finds its place again.
        address: which form of which portal it is (``form_address``), by which an import knows that it is a correction.
        profile: the scoring profile of a form that is none yet.
        empty: whether that form is ``emptied`` and waits for indicators.

    Raises:
        TooLongError: where a text does not fit into a cell.
    """
    saved = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(saved, options) as book:
        _Writing(book, template, form, empty=empty or form is None).run(template_id, department, address, profile)
    return saved.getvalue()


class _Writing:
    """A workbook in the making."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        template: FormTemplate,
        form: AnyStatement | None,
        *,
        empty: bool,
    ) -> None:
        """Begin an empty sheet, and a hidden one of what may be chosen."""
        self.template, self.form, self.empty = template, form, empty
        self.kind = STATEMENT_MODELS[template.form_type]
        self.sheet = book.add_worksheet("表单")
        lists = book.add_worksheet(CHOICES_SHEET)
        lists.hide()
        self.choices: dict[str, str] = {}
        for column, (key, words) in enumerate(_CHOICES.items()):
            for row, word in enumerate(words):
                lists.write_string(row, column, word)
            letter = xl_col_to_name(column)
            self.choices[key] = f"={CHOICES_SHEET}!${letter}$1:${letter}${len(words)}"
        text = {"num_format": "@", "text_wrap": True, "valign": "vcenter", "border": 1, "font_name": "宋体"}
        self.cell = book.add_format(text)
        self.heading = book.add_format(text | {"bold": True, "align": "center", "bg_color": "#EEF2F4"})
        self.title = book.add_format(text | {"bold": True, "align": "center", "font_size": 16, "border": 0})
        self.aside = book.add_format({"italic": True, "font_color": "#56606A"})
        self.width = max(4, *(len(columns) for columns in self._tables()))
        self.row = 0

    def _tables(self) -> list[tuple[str, ...]]:
        goals: tuple[Goal, ...] = getattr(self.form, "goals", ())
        funding: tuple[FundingLine, ...] = getattr(self.form, "funding", ())
        base_data: tuple[BaseDataRow, ...] = getattr(self.form, "base_data", ())
        return [
            self._columns("funding", FundingLine, funding),
            *(self._columns("indicators", Indicator, goal.indicators, goal.kind) for goal in goals),
            tuple(column.key for column in self.template.indicator_columns),
            self._columns("base_data", BaseDataRow, base_data),
        ]

    def run(self, template_id: str, department: str, address: str, profile: str) -> None:
        """Write the form from top to bottom."""
        form = self.form
        marker = RowTag(
            mingzhang=self.template.form_type.value,
            template=template_id,
            profile=getattr(form, "scoring_profile", profile) if "scoring_profile" in self.kind.model_fields else "",
            department=department,
        )
        if self.empty or form is None:
            marker = marker.model_copy(update={"block": "caption"})
        else:
            of_form = {
                "basis": form.fiscal_year_basis.value,
                "note": form.fiscal_year_note or "",
                "year": form.fiscal_year,
                "form": address,
                "document": form.source.document,
                "duplicate": form.source.duplicate,
            }
            marker = marker.model_copy(update=of_form)
        self.sheet.set_column(0, 0, 3, None, {"hidden": True})
        self.sheet.set_column(1, self.width, 16)
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self._tag(marker)
        self._wide(1, self.template.name if self.empty or form is None else form.title, self.title)
        self.row += 1
        self._head()
        if "funding" in self.kind.model_fields:
            self._funding()
        if "goals" in self.kind.model_fields:
            self._goals()
        if "base_data" in self.kind.model_fields:
            self._base_data()
        self._narratives()

    # ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _tag(self, tag: RowTag) -> None:
        """Say in the hidden column what stands in the row."""
        self._write(self.row, 0, tag.model_copy(update={"at": self.row + 1}).written(), self.aside)

    def _write(self, row: int, column: int, text: str, style: Any) -> None:  # noqa: ANN401 - xlsxwriter's own
        if len(text) > MOST_CHARACTERS:
            raise TooLongError(text)
        if text:
            self.sheet.write_string(row, column, text, style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def _wide(self, column: int, text: str, style: Any) -> None:  # noqa: ANN401
        """Write a text over the rest of the row."""
        lines = sum(len(line) // (8 * (self.width - column + 1)) + 1 for line in text.split("\n"))
        self.sheet.set_row(self.row, min(max(lines, 2 if style is self.title else 1) * LINE, 400))
        if column < self.width:
            self.sheet.merge_range(self.row, column, self.row, self.width, "", style)
        self._write(self.row, column, text, style)

    def _pair(self, tag: RowTag, label: str, text: str) -> None:
        """Write a row of a label and what stands beside it."""
        self._tag(tag)
        self._write(self.row, 1, label, self.heading)
        self._wide(2, text, self.cell)
        self.row += 1

    def _help(self, row: int, column: int, kind: type[Record], key: str) -> None:
        declared = kind.model_fields.get(key)
        if declared is not None and declared.description:
            self.sheet.write_comment(row, column, f"{declared.title}：{declared.description}", {"x_scale": 1.6})

    def _choose(self, first: int, last: int, column: int, key: str) -> None:
        """Offer what may be chosen, and warn of what is no number; other texts stay possible: forms print what they print."""
        if key in self.choices:
            how: dict[str, object] = {"validate": "list", "source": self.choices[key], "error_type": "information"}
        elif key in _NUMBERS:
            cell = xl_rowcol_to_cell(first, column)
            how = {"validate": "custom", "value": f"=ISNUMBER(VALUE({cell}))", "error_type": "warning"}
        else:
            return
        how |= {"error_title": "请核对", "error_message": "表上就是这样印的，可以保留。", "ignore_blank": True}
        self.sheet.data_validation(first, column, last, column, how)

    # ── the parts of a form ──────────────────────────────────────────────────────────────────────────────────────────

    def _head(self) -> None:
        form = self.form
        empty = {
            "title",
            "project",
            "department",
            "implementing_unit",
            "fiscal_year",
            "fiscal_year_basis",
            "currency_unit",
        }
        for key in (key for key in _HEAD if key in self.kind.model_fields):
            value = getattr(form, key) if form else ""
            if value is None or (form is None and key not in empty) or (key == "title" and not self.empty):
                continue
            text = value.zh if isinstance(value, CurrencyUnit) else str(value)
            label = self.kind.model_fields[key].title or key
            if key == "fiscal_year_basis":
                label, text = YEAR_PRINTED, _BASIS[form.fiscal_year_basis] if form and not self.empty else ""
                self.sheet.write_comment(self.row, 1, _YEAR_HELP, {"x_scale": 1.6})
            else:
                self._help(self.row, 1, self.kind, key)
            self._choose(self.row, self.row, 2, key)
            self._pair(RowTag(block="head", keys=("", key), blank=_kept({key: text})), label, text)
        if form is not None and form.source.annex is not None:
            self._pair(RowTag(block="head", keys=("", "annex")), "附件号", form.source.annex)

    def _columns(
        self, block: str, kind: type[Record], rows: Sequence[Record], goal: GoalKind | None = None
    ) -> tuple[str, ...]:
        """Return the keys of a table's columns: the template's, then what else its rows print."""
        listed = {"funding": self.template.funding_columns, "base_data": self.template.base_data_columns}
        columns = listed.get(block, self.template.indicator_columns)
        if goal is GoalKind.LONG_TERM and self.template.long_term_columns:
            columns = self.template.long_term_columns
        keys = [column.key for column in columns if column.key in kind.model_fields]
        if rows and "label" in kind.model_fields and "label" not in keys:
            keys.insert(0, "label")
        texts = [key for key in kind.model_fields if any(type(getattr(row, key)) is str for row in rows)]
        keys += [key for key in texts if key not in {*keys, "id", "line_code"}]
        return (*dict.fromkeys(keys), *_further_keys(rows))

    def _headings(self, block: str, kind: type[Record], keys: Sequence[str], goal: GoalKind | None = None) -> None:
        columns = {
            "funding": self.template.funding_columns,
            "base_data": self.template.base_data_columns,
            "indicators": self.template.indicator_columns,
        }[block]
        if goal is GoalKind.LONG_TERM and self.template.long_term_columns:
            columns = self.template.long_term_columns
        printed = {column.key: column.heading for column in columns}
        for column, key in enumerate(keys, 1):
            declared = kind.model_fields.get(key)
            title = declared.title if declared is not None else key.removeprefix(FURTHER).partition(":")[2]
            self._write(self.row, column, printed.get(key) or title or "", self.heading)
            self._help(self.row, column, kind, key)
        self._tag(RowTag(block=f"{block} headings"))
        self.row += 1

    def _table(self, block: str, keys: Sequence[str], rows: Sequence[tuple[RowTag, Record | None]]) -> None:
        """Write rows, levels that span several of them merged; without a record a row is empty."""
        first, reach = self.row, _reach([row for _, row in rows], keys)
        for number, (tag, row) in enumerate(rows):
            values = _values(row, keys)
            kept = _kept({key: text for key, text in values.items() if (number, key) not in reach.covered})
            if block == "indicators" and row is not None and not any(text and text.strip() for text in values.values()):
                kept |= {"name": values.get("name") or ""}
            self._tag(tag.model_copy(update={"block": block, "keys": tuple(keys), "blank": kept}))
            for column, key in enumerate(keys, 1):
                if (number, key) in reach.covered:
                    continue
                last = reach.last.get((number, key), number)
                if last > number:
                    self.sheet.merge_range(self.row, column, self.row + last - number, column, "", self.cell)
                self._write(self.row, column, values.get(key) or "", self.cell)
            self.row += 1
        for column, key in enumerate(keys, 1):
            if self.row > first:
                self._choose(first, self.row - 1, column, key)

    def _funding(self) -> None:
        rows = getattr(self.form, "funding", ())
        keys = self._columns("funding", FundingLine, rows)
        if not keys:
            return
        self._headings("funding", FundingLine, keys)
        lines = [(_tag_of(row, code=row.line_code.value), row) for row in rows]
        if self.form is None:
            lines = [(RowTag(code=code.value), FundingLine(line_code=code, label=code.zh)) for code in _LINES]
        self._table("funding", keys, lines)

    def _goals(self) -> None:
        goals: tuple[Goal, ...] = getattr(self.form, "goals", ())
        empty = Goal(
            kind=GoalKind.OVERALL, target_text="", actual_text="" if "total" in self.kind.model_fields else None
        )
        first, weights = self.row, ""
        for goal in goals if self.form else (empty,):
            label = goal.label or f"{goal.kind.zh}{goal.number or ''}"
            self._tag(_tag_of(goal, block="goals", code=goal.kind.value, number=goal.number))
            self._wide(1, label, self.heading)
            self.row += 1
            for key in _GOAL_TEXTS:
                text = getattr(goal, key)
                if text is not None:
                    self._help(self.row, 1, Goal, key)
                    tag = RowTag(block="goal", keys=("", key), blank=_kept({key: text}))
                    self._pair(tag, Goal.model_fields[key].title or key, text)
            for number, cell in enumerate(goal.further):
                key = f"{FURTHER}{number}:{cell.label}"
                self._pair(RowTag(block="goal", keys=("", key), blank=_kept({key: cell.text})), cell.label, cell.text)
            if goal.indicators or self.empty:
                keys = self._columns("indicators", Indicator, goal.indicators, goal.kind)
                self._headings("indicators", Indicator, keys, goal.kind)
                blank: list[tuple[RowTag, Record | None]] = [(RowTag(), None)] * BLANK_ROWS
                self._table("indicators", keys, [(_tag_of(row), row) for row in goal.indicators] or blank)
                weights = weights or next((xl_col_to_name(n) for n, key in enumerate(keys, 1) if key == "weight"), "")
        last = self.row
        if "total" in self.kind.model_fields:
            self._total()
        if weights:
            self._check(weights, first, last)

    def _total(self) -> None:
        total: Total | None = getattr(self.form, "total", None)
        if self.form is None:
            total = Total(label="总分", weight="100", score="")
        if total is None:
            return
        keys = [
            key for key in ("label", "weight", "score", "reviewed_score", "grade") if getattr(total, key) is not None
        ]
        keys += _further_keys([total])
        for column, key in enumerate(keys, 1):
            self._write(
                self.row,
                column,
                Total.model_fields[key].title or key if key in Total.model_fields else key,
                self.heading,
            )
        self._tag(RowTag(block="total headings"))
        self.row += 1
        self._table("total", keys, [(_tag_of(total), total)])

    def _check(self, column: str, first: int, last: int) -> None:
        """Say below the table what its weights add up to; the money rows' are among them where they print some."""
        cells = f"{column}{first + 1}:{column}{last}"
        self._tag(RowTag(block="check"))
        formula = (
            f'="{NOT_IMPORTED}：指标分值合计 "&SUMPRODUCT(IFERROR(VALUE({cells}),0))&"，连同预算执行的分值应为 100"'
        )
        self.sheet.write_array_formula(
            self.row, 1, self.row, 1, f"{{{formula}}}", self.aside, f"{NOT_IMPORTED}：打开后重算"
        )
        self.row += 1

    def _base_data(self) -> None:
        rows: tuple[BaseDataRow, ...] = getattr(self.form, "base_data", ())
        keys = self._columns("base_data", BaseDataRow, rows)
        keys = tuple(key for key in keys if key not in {"section", "line_code"})
        self._headings("base_data", BaseDataRow, keys)
        tagged = [(_tag_of(row, code=row.line_code, section=row.section.value), row) for row in rows]
        self._table("base_data", keys, tagged)

    def _narratives(self) -> None:
        texts: Iterable[Narrative] = self.form.narratives if self.form else ()
        for text in texts:
            section = text.standard_section.value if text.standard_section else ""
            values = {"heading": text.heading, "text": text.text}
            self._tag(
                _tag_of(
                    text,
                    block="narratives",
                    keys=tuple(values),
                    code=text.kind.value,
                    section=section,
                    blank=_kept(values),
                )
            )
            self._write(self.row, 1, text.heading or "", self.heading)
            self._wide(2, text.text or "", self.cell)
            self.row += 1


def _tag_of(row: Record, **said: Any) -> RowTag:  # noqa: ANN401 - what a tag says
    """Return the tag of a row with where it stands in its source document."""
    lines = {"line": "source_line", "overview_line": "overview_line", "notes": "extraction_notes"}
    return RowTag(**{key: value for key, name in lines.items() if (value := getattr(row, name, None))}, **said)


class _Reach:
    """How far merged cells reach: by number of a row and key the last row, and the cells that they cover."""

    def __init__(self) -> None:
        self.last: dict[tuple[int, str], int] = {}
        self.covered: set[tuple[int, str]] = set()


def _reach(rows: Sequence[Record | None], keys: Sequence[str]) -> _Reach:
    """Return which levels span which rows: those that print something, down to the next that does."""
    reach = _Reach()
    for key in (key for key in MERGED_LEVELS if key in keys):
        above = -1
        for number, row in enumerate(rows):
            if row is None or getattr(row, key, None) is not None:
                above = number if row is not None and getattr(row, key).strip() else -1
            elif key == "level2" and getattr(row, "level1", None) is not None:
                above = -1
            elif above >= 0:
                reach.last[above, key] = number
                reach.covered.add((number, key))
    return reach


def _further_keys(rows: Sequence[Record]) -> list[str]:
    """Return a key for every further cell of the row that has most of each heading, in the order in which they are printed."""
    keys: dict[str, None] = {}
    for row in rows:
        seen: dict[str, int] = {}
        for cell in getattr(row, "further", ()):
            seen[cell.label] = seen.get(cell.label, -1) + 1
            keys[f"{FURTHER}{seen[cell.label]}:{cell.label}"] = None
    return list(keys)


def _values(row: Record | None, keys: Sequence[str]) -> dict[str, str | None]:
    """Return what a row prints under each key; None where it has no such cell."""
    if row is None:
        return {}
    values: dict[str, str | None] = {key: getattr(row, key) for key in keys if not key.startswith(FURTHER)}
    values |= dict.fromkeys(key for key in keys if key.startswith(FURTHER))
    seen: dict[str, int] = {}
    for cell in getattr(row, "further", ()):
        seen[cell.label] = seen.get(cell.label, -1) + 1
        values[f"{FURTHER}{seen[cell.label]}:{cell.label}"] = cell.text
    return values


def _kept(values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return what an empty cell must not lose: that the form has no such cell, that it prints blanks, or a level printed blank."""
    return {
        key: text
        for key, text in values.items()
        if text is None or (not text.strip() and (text or key in MERGED_LEVELS or key.startswith(FURTHER)))
    }
