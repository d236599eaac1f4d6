"""The forms of the YAML files as their documents print them, merged cells and all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import yaml

from printed.comparing import Matching
from printed.drafting import (
    Column,
    Form,
    Printed,
    Row,
    beside,
    cells_of,
    fit,
    heading,
    label,
    spans,
    three_heading_rows,
    total,
    value,
)
from printed.table import Cell

Statement = Mapping
"""A form as its YAML file holds it."""


def forms(folder: Path) -> Iterator[tuple[Path, Statement, Mapping]]:
    """Yield each form below ``folder`` (of the shape of ``data/``) that can be printed, with its file and template."""
    templates = {path.stem: _read(path) for path in folder.glob("form_templates/*.yml")}
    for path in sorted(folder.glob("*/*/[12]*/**/*.yml")):
        statement = _read(path)
        if statement["template"] in TEMPLATES:
            yield path, statement, templates[statement["template"]]


def _read(path: Path) -> Mapping:
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)  # the fast one: there are many


def printed(statement: Statement, template: Mapping) -> Printed:
    """Return a form printed as in its document, and what must be read from it.

    Args:
        statement: A form of one of the templates of ``TEMPLATES``, as a dict.
        template: The template that it names; its columns are printed, in their order and under their headings.
    """
    width = max(len(template["indicator_columns"]) + 1, len(template.get("funding_columns", ())) + 1)
    form = Form(width, {**statement, "currency_unit_text": Matching(".*万元.*")})
    if annex := statement["source"].get("annex"):
        form.paragraph(annex, "heading")
    form.paragraph(statement["title"])
    if statement.get("fiscal_year_text", statement["title"]) not in statement["title"]:
        form.paragraph(statement["fiscal_year_text"])
    TEMPLATES[statement["template"]](form, statement, template)
    return form.done()


def _hunan_project(form: Form, statement: Statement, template: Mapping) -> None:
    _identify(form, statement, "项目支出名称")
    _money(form, statement, template, "项目资金(万元)")
    _objective(form, statement, template, "预期目标", "实际完成情况", "绩效指标")
    _total(form, statement, template)


def _shanxi_project(form: Form, statement: Statement, template: Mapping) -> None:
    _identify(form, statement, "项目名称")
    _money(form, statement, template, statement["currency_unit_text"])
    _objective(form, statement, template, "预期目标", "实际完成情况", "绩效目标")
    _total(form, statement, template)
    texts = statement["narratives"]
    advice = [text for text in texts if text["kind"].startswith("recommend") or text["kind"] == "remarks"]
    rows = [fit(form.width - 1, label(text["heading"], 3), value(text["text"])) for text in texts if text not in advice]
    rows += beside(
        "下一步改进措施及\n管理建议",
        [fit(form.width - 3, label(text["heading"], 3), value(text["text"])) for text in advice],
        columns=2,
    )
    form.rows += beside("项目自评结论", rows)


def _wuhan_project(form: Form, statement: Statement, template: Mapping) -> None:
    _identify(form, statement, "专项（项目）名称")
    _money(form, statement, template, statement["currency_unit_text"])
    _objective(form, statement, template, "年初设定目标", "全年实际完成情况", "绩效指标")
    _texts(form, statement)


def _hunan_department(form: Form, statement: Statement, template: Mapping) -> None:
    form.row(heading("预算部门名称", 2), value(statement["department"]))
    across = form.width - 1
    first, *others = statement["funding"]
    columns = [column for column in _columns(template, "funding_columns") if column.shows != "amount"]
    headings = (heading("\u3000"), *(heading(column.heading) for column in columns[1:]))
    rows = [fit(across, *headings), fit(across, *_money_cells(columns, first))]
    rows.append(fit(across, heading("按收入性质分："), heading("按支出性质分：")))
    nature = {line["line_code"]: line for line in others if line["line_code"] in {"basic", "project"}}
    places = (nature["basic"], None, nature["project"], None)
    for line, beside_it in zip([line for line in others if line not in nature.values()], places, strict=True):
        pairs = [(item["label"], item["amount"]) if item else ("", "") for item in (line, beside_it)]
        rows.append(fit(across, *(cell for words, text in pairs for cell in (label(words), value(text)))))
    form.rows += beside("年度预算申请\n(万元)", rows)
    _objective(form, statement, template, "预期目标", "实际完成情况", "绩效指标")


def _wuhan_department(form: Form, statement: Statement, template: Mapping) -> None:
    date = f"填报日期：{statement['report_date']}"
    named = next(text for text in statement["narratives"] if text["kind"] == "other_cell")
    form.paragraph(f"{named['heading']}{named['text']}\t{date}")
    form.row(heading("单位名称", 2), value(statement["department"]))
    *sums, whole = statement["funding"]
    form.row(*(cell for line in sums for cell in (label(line["label"]), value(line["amount"]))))
    shown = {"label", "adjusted", "executed", "rate", "score"}
    columns = [column for column in _columns(template, "funding_columns") if column.shows in shown]
    headings = (heading(""), *(heading(column.heading) for column in columns[1:]))
    rows = [fit(form.width - 1, *headings), fit(form.width - 1, *_money_cells(columns, whole))]
    form.rows += beside(f"预算执行情况\n(万元)\n{whole['weight']}", rows)
    for goal in statement["goals"]:
        form.row(label(f"{goal['label']}\n{goal['weight']}", 1), value(goal["target_text"]))
        form.rows += beside("年度绩效指标", _indicators(form.width - 1, _columns(template, "indicator_columns"), goal))
    _total(form, statement, template)
    _texts(form, statement)


def _dongxihu_target(form: Form, statement: Statement, template: Mapping) -> None:
    form.paragraph(statement["currency_unit_text"])
    goals = {kind: [goal for goal in statement["goals"] if goal["kind"] == kind] for kind in ("long_term", "annual")}
    overviews = [[goal["overview"] for goal in goals[kind] if "overview" in goal] for kind in goals]
    across = form.width - 1
    rows = [fit(across, label(statement["long_term_text"]), heading("年度目标"))]
    rows += [fit(across, *map(value, pair)) for pair in zip_longest(*overviews, fillvalue="")]
    form.rows += beside("整体绩效总目标", rows)
    for goal in goals["long_term"]:
        _goal(form, goal, _indicators(across, _columns(template, "long_term_columns"), goal))
    columns = _columns(template, "indicator_columns")
    for goal in goals["annual"]:
        _goal(form, goal, three_heading_rows(across, columns, _indicators(across, columns, goal)))


def _goal(form: Form, goal: Mapping, rows: Sequence[Row]) -> None:
    """Print a goal and its table; one that stands in the overview alone has neither."""
    if "target_text" in goal:
        words = "长期绩效指标" if goal["kind"] == "long_term" else "年度绩效指标"
        form.row(label(goal["label"], 1), value(goal["target_text"]))
        form.rows += beside(words, rows)


TEMPLATES: Mapping[str, Callable[[Form, Statement, Mapping], None]] = {
    "hunan-project-2023": _hunan_project,
    "shanxi-project-2021": _shanxi_project,
    "wuhan-project-2019": _wuhan_project,
    "hunan-department-2023": _hunan_department,
    "wuhan-department-2020": _wuhan_department,
    "wuhan-dongxihu-target": _dongxihu_target,
}
"""Each template whose forms can be printed, and how its blocks follow one another."""


def _columns(template: Mapping, block: str) -> list[Column]:
    return [Column(column["key"], column["heading"]) for column in template[block]]


def _identify(form: Form, statement: Statement, words: str) -> None:
    form.row(heading(words, 2), value(statement["project"]))
    pairs = (("主管部门", statement["department"]), ("实施单位", statement["implementing_unit"]))
    form.row(*(cell for words, text in pairs for cell in (heading(words), value(text))))


def _money(form: Form, statement: Statement, template: Mapping, words: str) -> None:
    columns = _columns(template, "funding_columns")
    above = "" if columns[0].heading in words else columns[0].heading
    rows = [fit(form.width - 1, heading(above), *(heading(column.heading) for column in columns[1:]))]
    rows += [fit(form.width - 1, *_money_cells(columns, line)) for line in statement["funding"]]
    form.rows += beside(words, rows)


def _money_cells(columns: Sequence[Column], line: Mapping) -> tuple[Cell, ...]:
    first, *others = cells_of(columns, line)
    return replace(first, kind="label"), *others


def _objective(form: Form, statement: Statement, template: Mapping, set_: str, reached: str, words: str) -> None:
    (goal,) = statement["goals"]
    rows = [fit(form.width - 1, heading(set_), heading(reached))]
    rows.append(fit(form.width - 1, value(goal["target_text"]), value(goal["actual_text"])))
    form.rows += beside("年度总体目标", rows)
    form.rows += beside(words, _indicators(form.width - 1, _columns(template, "indicator_columns"), goal))


def _indicators(width: int, columns: Sequence[Column], goal: Mapping) -> list[Row]:
    """Return the table of a goal; a level that a row does not name is merged with the row above."""
    rows = goal.get("indicators", ())
    widths = spans(columns, width)
    printed_rows = [tuple(heading(column.heading, wide) for column, wide in zip(columns, widths, strict=True))]
    for at, row in enumerate(rows):
        cells = []
        for column, cell, wide in zip(columns, cells_of(columns, row), widths, strict=True):
            if column.shows not in {"level1", "level2"}:
                cells.append(replace(cell, columns=wide))
            elif column.shows in row:
                below = (n for n, other in enumerate(rows[at + 1 :], 1) if column.shows in other or "level1" in other)
                cells.append(replace(cell, columns=wide, rows=next(below, len(rows) - at)))
        printed_rows.append(tuple(cells))
    return printed_rows


def _total(form: Form, statement: Statement, template: Mapping) -> None:
    row, _ = total(form.width - 1, _columns(template, "indicator_columns"), statement["total"])
    form.rows.append(row)


def _texts(form: Form, statement: Statement) -> None:
    """Print the texts that have a row of the table, then the notes below it."""
    for text in statement["narratives"]:
        if text["kind"] in {"audit_remarks", "deviation_summary", "improvement_plan"}:
            form.row(label(text["heading"], 2), value(text["text"]))
    for text in statement["narratives"]:
        if text["kind"] == "form_note":
            if "heading" in text:
                form.paragraph(text["heading"], "label")
            form.paragraph(text["text"])
