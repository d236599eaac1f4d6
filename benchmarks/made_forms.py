"""Invented forms that look like the real ones: their words and shapes recombined, with other numbers.

Every word comes from a form of ``data/``: the names of indicators (the topic of one before the ending of another), their
targets and units, labels, goals, reports. Every number is drawn: targets and amounts about as large as the real ones,
results that mostly reach them, scores that mostly follow. ``FAULTS`` says how often a form errs, so that findings per form
are about those of the real data. Nothing here depends on anything but the drawn numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import Any

from build_scripts.cells.categories import level1_of, level2_of
from build_scripts.cells.personal_data import personal_data
from build_scripts.cells.secrecy import classified
from build_scripts.reading.model import Narrative
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.row_ids import hashed
from build_scripts.words.vocabulary import BaseDataSection, FormType, Level1

FAULTS = {
    "total": 0.08,
    "rate": 0.05,
    "score": 0.006,
    "score total": 0.05,
    "unsaid reason": 0.2,
    "other words": 0.01,
    "no target": 0.003,
    "no result": 0.005,
    "same name": 0.01,
    "secret": 0.00005,
}
"""How often a form or a row has this fault."""
LIKE = {
    "mof-project-2020": "shanxi-project-2021",
    "mof-project-target-2015": "shanxi-project-2021",
    "mof-department-2020": "shanxi-project-2021",
    "integrated-project-2023": "hunan-project-2023",
    "mof-department-target-2015": "hunan-department-2023",
}
"""Templates of which there is no real form → the template whose money rows and texts theirs are like."""
PROFILES = {
    "shanxi-project-2021": "shanxi-project-2021",
    "hunan-project-2023": "hunan-project-2023",
    "wuhan-project-2019": "none-2019",
    "mof-project-2020": "mof-default-2020",
    "integrated-project-2023": "mof-cost-2021",
    "wuhan-department-2020": "wuhan-department-2020",
    "hunan-department-2023": "hunan-department-2023",
    "mof-department-2020": "mof-default-2020",
}
"""Template of a scored form → its scoring profile."""
SHARES = {Level1.OUTPUT: 55, Level1.OUTCOME: 22, Level1.SATISFACTION: 9, Level1.COST: 14}
"""Of a hundred indicators how many stand below each first level, as in the real data."""
NEAR = 2
"""From how many real forms the indicators of one form are taken."""
MARKED = "秘密级"
"""A word that, beside an amount, holds a form back until somebody releases it."""
_ENDING = re.compile(
    r"(.{2,}?)((?:完成|及时|覆盖|达标|合格|执行|增长|办结|到位|控制|参与|知晓|普及|发放|准确|使用|提升|保障)率|满意度|知晓度"
    r"|(?:次|人|户|家|篇|场|份|批|项目|件)?数量?|面积|金额|成本|经费|费用|支出|能力|水平|质量|效果|情况|程度|工作|建设|活动)"
)
_ONE_NUMBER = re.compile(r"([≥≤=><≧≦》《]*)([0-9]+(?:\.[0-9]+)?)([^0-9]{0,8})")
_NUMBER = re.compile(r"(?<![0-9.S])(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]+(?:\.[0-9]+)?(?![0-9.])")
_MONEY = re.compile(r"[0-9]+(?:\.[0-9]+)?(?=万元)")
_BLANK = "　"


@dataclass(frozen=True)
class Row:
    """An indicator of a real form, with the levels that it stands below."""

    level1: str
    level2: str
    name: str
    target: str
    basis: str


@dataclass
class Vocabulary:
    """What the real forms are made of."""

    portal: Portal
    rows: dict[Level1, dict[str, list[Row]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """First level → id of a real form → its indicators."""
    topics: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    bodies: tuple[str, ...] = ()
    """Names of departments without their place."""

    def __post_init__(self) -> None:
        """Go through the real forms in the order of their ids."""
        for statement in self.portal.statements:
            for goal in statement.goals:
                self.clauses += [part for part in re.split("[。；\n]", goal.target_text or "") if 4 < len(part) < 60]
                for printed, level1, level2 in goal.spanned():
                    self._take(
                        statement.id,
                        Row(level1, level2, printed.name, printed.target or "", printed.target_basis or ""),
                    )
                    if (printed.deviation or "").strip():
                        self.reasons.append(str(printed.deviation))
                    if printed.actual and not _NUMBER.search(printed.actual) and printed.actual.strip():
                        self.results.append(printed.actual)
        kept = [part for part in self.clauses if is_public(part) and not _NUMBER.search(part)]
        self.clauses = list(dict.fromkeys(kept))
        self.bodies = tuple(sorted({self._body(id_) for id_ in self.portal.departments}))

    def _body(self, department: str) -> str:
        """Return a department's name without the names of its place."""
        name = self.portal.departments[department].name
        place = self.portal.jurisdictions[department.partition("/")[0]].name
        return re.sub("^.*[市区县](?=..)", "", name.removeprefix(place)) or name

    def _take(self, form: str, row: Row) -> None:
        level1 = level1_of(row.level1)
        if level1 in SHARES and row.name.strip() and row.target.strip() and is_public(row.name + row.target):
            self.rows[level1][form].append(row)
            if found := _ENDING.fullmatch(row.name):
                self.topics.append(found[1])

    @cached_property
    def of_template(self) -> dict[str, list[LoadedStatement]]:
        """The real forms of each template."""
        found: dict[str, list[LoadedStatement]] = defaultdict(list)
        for statement in self.portal.statements:
            found[statement.form.template].append(statement)
        return found

    def model(self, template: str, rng: Random) -> LoadedStatement:
        """Return a real form of a template, or of the one that it is like."""
        return rng.choice(self.of_template[LIKE.get(template, template)])


def is_public(text: str) -> bool:
    """Tell whether words would hold no form back; those that do are drawn on purpose."""
    return not any(classified(text)) and not any(personal_data(text))


def amount(value: Decimal | float) -> str:
    """Return an amount as forms print it: two decimals at most, no zeros behind them."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def varied(text: str, rng: Random) -> str:
    """Return a text with other numbers of the same kind and about the same size; years stay."""

    def other(found: re.Match[str]) -> str:
        digits, after = found[0], text[found.end() : found.end() + 1]
        value = Decimal(digits)
        if after in ("%", "％") or value == 100:
            return digits if value >= 100 or rng.random() < 0.3 else str(rng.choice((80, 85, 90, 92, 95, 96, 98)))
        if after in ("月", "日", "时", "小", "级", "届", "号", "分") or value < 2:
            return digits
        if "." in digits:
            return f"{float(value) * rng.uniform(0.4, 2.2):.{len(digits.partition('.')[2])}f}"
        return str(max(1, round(int(value) * rng.uniform(0.4, 2.2))))

    return _NUMBER.sub(other, text)


@dataclass
class Maker:
    """Makes the forms of one department from numbers that are drawn in one order."""

    words: Vocabulary
    rng: Random
    department: str
    document: str = ""
    year: int = 0
    line: int = 1
    """The line of the source document on which the last row stands."""
    near: list[str] = field(default_factory=list)
    """The real forms that this form is like: each has habits of its own, such as a sign for ``≥``."""
    money: float = 0
    """The form's whole money, in ten thousand yuan."""
    factor: float = 1
    """How many times the spending of the real report the department's spending is, in its report and in its base data."""

    def begin(self, document: str, year: int) -> None:
        """Begin a new source document."""
        self.document, self.year, self.line, self.factor = document, year, 1, self.rng.uniform(0.3, 4)

    def chance(self, fault: str) -> bool:
        """Draw whether a fault occurs."""
        return self.rng.random() < FAULTS[fault]

    def next_line(self) -> int:
        """Return the line of a row; the rows of a converted document lie some lines apart."""
        self.line += self.rng.randint(2, 11)
        return self.line

    def form(self, kind: FormType, template: str, rows: int, project: str = "") -> dict[str, Any]:
        """Return a form as its file has it."""
        first = self.line = self.line + 3
        self.near = self.rng.sample(sorted(self.words.rows[Level1.OUTPUT]), NEAR)
        model = self.words.model(template, self.rng)
        form: dict[str, Any] = {"form_type": kind.value, "template": template, "title": self._title(kind, project)}
        if project:
            form["project"] = project
        if kind not in {FormType.DEPT_TARGET, FormType.DEPT_BASE_DATA}:
            form["department"] = self.department
        if project:
            form["implementing_unit"] = self.department
        form |= {"fiscal_year": self.year, "fiscal_year_basis": "printed", "fiscal_year_text": f"（{self.year}年度）"}
        form |= {"currency_unit": "ten_thousand_yuan", "currency_unit_text": "单位：万元"}
        if template in PROFILES and kind in {FormType.PROJECT_SELF_EVAL, FormType.DEPT_SELF_EVAL}:
            form["scoring_profile"] = PROFILES[template]
        form |= self._body(kind, template, rows, model)
        if narratives := [self._narrative(text, kind) for text in model.form.narratives if kind in TOLD]:
            form["narratives"] = narratives
        form["source"] = {"document": self.document, "first_line": first, "last_line": self.next_line()}
        return form

    def _title(self, kind: FormType, project: str) -> str:
        name = kind.zh.removesuffix("表").removesuffix("申报")
        told = project if self.rng.random() < 0.5 else ""
        return f"{self.year}年度{self.department}{told}{name}{'' if kind is FormType.DEPT_REPORT else '表'}"

    def _body(self, kind: FormType, template: str, rows: int, model: LoadedStatement) -> dict[str, Any]:
        """Return what stands between head and texts: money, goals and total, or base data."""
        if kind is FormType.DEPT_REPORT:
            return {}
        if kind is FormType.DEPT_BASE_DATA:
            return {"base_data": self._base_data(model)}
        printed = self.words.portal.templates[template]
        columns = [column.key for column in printed.funding_columns]
        self.money = round(self.rng.lognormvariate(4.6, 1.3), 2)
        funding, points = self._funding(template, columns, self.money)
        body: dict[str, Any] = {"funding": funding} if funding else {}
        goals, scores = self._goals(kind, template, rows)
        body["goals"] = goals
        if template in SCORED_TOTAL:
            wrong = self.rng.choice((-2, -1, 1, 5)) if self.chance("score total") else 0
            score = min(Decimal(100), points + sum(scores) + wrong)
            body["total"] = {"label": "总分", "weight": "100", "score": amount(score), "source_line": self.next_line()}
        return body

    # money

    def _funding(self, template: str, columns: list[str], total: float) -> tuple[list[dict[str, Any]], Decimal]:
        """Return the money rows and the points for spending: parts that mostly add up, a rate that mostly follows."""
        model = next((one for one in self.words.of_template[LIKE.get(template, template)] if one.funding), None)
        if model is None or not columns:
            return [], Decimal(0)
        lines = [line for line in model.funding if line.line_code is not None]
        spent = total * (self.rng.uniform(0.3, 0.9) if self.rng.random() < 0.12 else self.rng.choice((1, 1, 1, 0.98)))
        whole = {"initial": total, "adjusted": total, "executed": round(spent, 2), "amount": total}
        parts = self._parts([line.line_code.value for line in lines], whole)
        made, points = [], Decimal(0)
        for line in lines:
            code = line.line_code.value
            row: dict[str, Any] = {"line_code": code, "label": line.label}
            row |= {
                key: amount(value)
                for key, value in parts[code].items()
                if key in columns and self._has(line, key, columns)
            }
            if len(row) == 2:
                continue
            if code.endswith("total"):
                points = self._spent(row, whole, columns, template)
            made.append(row | {"source_line": self.next_line()})
        return made, points

    @staticmethod
    def _has(line: Any, key: str, columns: list[str]) -> bool:  # noqa: ANN401 - a money row of any form
        """Tell whether a money row prints a column; one that is borrowed prints all of its new template."""
        borrowed = key == "amount" and "initial" not in columns
        return borrowed or getattr(line, key) is not None

    def _parts(self, codes: list[str], whole: dict[str, float]) -> dict[str, dict[str, float]]:
        """Share the whole out among the money rows that add up to it; the larger part of it is in one of them."""
        shares: dict[str, dict[str, float]] = {}
        by_kind = [code for code in codes if code in {"basic", "project"}]
        by_source = [code for code in codes if not code.endswith("total") and code not in by_kind]
        for group in filter(None, (by_kind, by_source)):
            first = self.rng.choice(group)
            other = self.rng.choice(group)
            part = self.rng.choice((0.0, 0.0, 0.1, 0.25)) if other != first else 0.0
            off = self.rng.choice((0.9, 1.1, 2.0)) if self.chance("total") else 1.0
            for code in group:
                share = {first: 1 - part, other: part}.get(code, 0.0) if first != other else float(code == first)
                shares[code] = {key: round(value * share * off, 2) for key, value in whole.items()}
        return shares | {code: dict(whole) for code in codes if code not in shares}

    def _spent(self, row: dict[str, Any], whole: dict[str, float], columns: list[str], template: str) -> Decimal:
        """Put rate, weight and score into the row of the total; return the score."""
        rate = Decimal(str(round(whole["executed"] / whole["adjusted"] * 100, 2)))
        shown = rate if not self.chance("rate") else min(Decimal(100), rate + 7)
        if "rate" in columns:
            row["rate"] = f"{shown}%"
        if "weight" not in columns:
            return Decimal(0)
        weight = Decimal(self.words.portal.profiles[PROFILES[template]].execution_weight or 10)
        score = round(weight * min(rate, Decimal(100)) / 100, 2)
        row["weight"] = amount(weight)
        if "score" in columns:
            row["score"] = amount(score)
        return score

    def _base_data(self, model: LoadedStatement) -> list[dict[str, Any]]:
        """Return the rows of the base-data table: the spending is the department's, the staff that of the real table."""
        rows = []
        for line in model.form.base_data:  # type: ignore[union-attr]  # the model of base data is base data
            row: dict[str, Any] = {"section": line.section.value, "line_code": line.line_code, "label": line.label}
            for key in ("prior_final", "budget", "final", "value"):
                if (text := getattr(line, key)) is not None:
                    row[key] = self._times(_NUMBER, text) if line.section is BaseDataSection.EXPENDITURE else text
            rows.append(row | {"source_line": self.next_line()})
        return rows

    def _times(self, numbers: re.Pattern[str], text: str) -> str:
        """Return a text of the report or the base data with its amounts made the department's."""
        return numbers.sub(lambda found: amount(float(found[0]) * self.factor), text)

    # goals and indicators

    def _goals(self, kind: FormType, template: str, rows: int) -> tuple[list[dict[str, Any]], list[Decimal]]:
        """Return the goals of a form with about so many indicators, and the points that these have."""
        printed = self.words.portal.templates[template]
        if kind is FormType.DEPT_TARGET and printed.long_term_columns:
            number = max(1, round(rows / 20))
            kinds = [("long_term", place + 1) for place in range(number)] + [
                ("annual", place + 1) for place in range(number)
            ]
        elif template == "wuhan-department-2020":
            kinds = [("annual", place + 1) for place in range(6)]
        else:
            kinds = [("overall", 0)]
        goals, scores = [], []
        for place, (goal_kind, number) in enumerate(kinds):
            own = (
                printed.long_term_columns
                if goal_kind == "long_term" and printed.long_term_columns
                else printed.indicator_columns
            )
            size = rows // len(kinds) + (place < rows % len(kinds))
            goal = self._goal(goal_kind, number, template)
            weights = self._weights(template, size)
            goal["indicators"], points = self._indicators(size, {column.key for column in own}, template, weights)
            goals.append(goal)
            scores += points
        return goals, scores

    def _goal(self, kind: str, number: int, template: str) -> dict[str, Any]:
        text = "；".join(self.rng.sample(self.words.clauses, self.rng.randint(1, 4))) + "。"
        goal: dict[str, Any] = {"kind": kind}
        if number:
            label = f"{'长期' if kind == 'long_term' else '年度'}目标{number}："
            goal |= {"number": number, "label": label}
            if template == "wuhan-dongxihu-target":
                goal |= {"overview": f"目标{number}：{text}", "overview_line": self.next_line()}
        goal["target_text"] = text
        if template in PROFILES and template != "wuhan-department-2020":
            goal["actual_text"] = self.rng.choice(("已完成", "全部完成", "基本完成预期目标", text[:-1] + "，已完成。"))
        if template == "wuhan-department-2020":
            goal["weight"] = "(15 分)"
        return goal | {"source_line": self.next_line()}

    def _weights(self, template: str, size: int) -> dict[Level1, tuple[int, Decimal]]:
        """Return how many indicators of a goal stand below each first level, and the points that they share."""
        levels = dict(SHARES)
        profile = self.words.portal.profiles.get(PROFILES.get(template, ""))
        points = dict(profile.level1_weights) if profile else {}
        if points and Level1.COST not in points:
            levels[Level1.OUTPUT] += levels.pop(Level1.COST)
        counts = {level: max(1, size * share // 100) for level, share in levels.items()}
        counts[Level1.OUTPUT] = max(
            1, size - sum(count for level, count in counts.items() if level is not Level1.OUTPUT)
        )
        if template == "wuhan-department-2020":
            return {level: (count, Decimal(15) * count / size) for level, count in counts.items()}
        return {level: (count, Decimal(points.get(level, 0))) for level, count in counts.items()}

    def _indicators(
        self, size: int, columns: set[str], template: str, weights: dict[Level1, tuple[int, Decimal]]
    ) -> tuple[list[dict[str, Any]], list[Decimal]]:
        rows, scores = [], []
        used: set[str] = set()
        for level, (count, points) in weights.items():
            drawn = self._drawn(level, count, template)
            each = shared_out(points, len(drawn))
            before = ("", "")
            for source, weight in zip(drawn, each, strict=True):
                row = self._levels(source, before) | self._cells(source, columns, template, weight, used)
                before = (source.level1, source.level2)
                scores.append(Decimal(row.pop("points", 0)))
                rows.append(row | {"source_line": self.next_line()})
        return rows[:size], scores[:size]

    def _drawn(self, level: Level1, count: int, template: str) -> list[Row]:
        """Return real indicators below one first level, those of a second level together; costs are outputs where a form has no costs."""
        by_form = self.words.rows[level]
        pool = [row for form in self.near for row in by_form.get(form, ())] or [
            row for rows in by_form.values() for row in rows
        ]
        drawn = [self.rng.choice(pool) for _ in range(count)]
        if level is Level1.OUTPUT and "成本" not in template:
            heading = drawn[0].level1
            drawn = [Row(heading, row.level2, row.name, row.target, row.basis) for row in drawn]
        order: dict[str, list[Row]] = defaultdict(list)
        for row in drawn:
            order[str(level2_of(row.level2, level))].append(row)
        heading = drawn[0].level1
        return [
            Row(heading, group[0].level2, row.name, row.target, row.basis) for group in order.values() for row in group
        ]

    @staticmethod
    def _levels(row: Row, before: tuple[str, str]) -> dict[str, Any]:
        """Return the levels that a row prints; one that is the row's above is merged with it."""
        levels = {}
        if row.level1 != before[0]:
            levels["level1"] = row.level1
        if row.level2 != before[1] or levels:
            levels["level2"] = row.level2
        return levels

    def _name(self, row: Row, used: set[str]) -> str:
        """Return a real name, or the topic of one before the ending of another; not one that the form has already."""
        for _ in range(5):
            found = _ENDING.fullmatch(row.name)
            name = row.name
            if found and self.rng.random() < 0.7:
                name = self.rng.choice(self.words.topics) + found[2]
            elif not found and self.rng.random() < 0.4:
                name = f"{self.rng.choice(self.words.topics)}{row.name}"
            if name not in used or self.chance("same name"):
                break
        used.add(name)
        return name

    def _cells(self, row: Row, columns: set[str], template: str, weight: Decimal, used: set[str]) -> dict[str, Any]:
        """Return the cells of an indicator that its template prints."""
        if template == "hunan-project-2023" and self.rng.random() < 0.1 and not weight:
            return {"name": _BLANK} | dict.fromkeys(sorted(columns - {"level1", "level2", "name"}), _BLANK)
        marked = self.chance("secret")
        target = "" if self.chance("no target") else self._target("≤1万元" if marked else row.target)
        actual, reached = self._result(target)
        score = round(weight * reached, 2)
        if self.chance("score"):
            score = weight if score != weight else round(weight * Decimal("0.9"), 2)
        missed = score < weight or reached < 1
        cells: dict[str, Any] = {"name": f"{MARKED if marked else ''}{self._name(row, used)}", "target": target}
        if "operator" in columns and (found := _ONE_NUMBER.fullmatch(target)):
            cells |= {"operator": found[1] or "=", "target": found[2], "unit": found[3]}
            actual = actual.removesuffix(found[3])
        elif "operator" in columns:
            cells |= {"operator": "定性", "unit": ""}
        cells |= {
            "adjusted_target": "",
            "baseline_y2": self._baseline(target),
            "baseline_y1": self._baseline(target),
            "actual": actual,
            "weight": amount(weight),
            "score": amount(score),
            "deviation": self._reason(missed),
            "target_basis": row.basis or "计划数据",
        }
        kept = {key: value for key, value in cells.items() if key in columns}
        return kept | ({"points": str(score)} if "score" in columns else {})

    def _target(self, text: str) -> str:
        """Return a target like a real one; a cost is a small part of the form's money."""
        found = _ONE_NUMBER.fullmatch(text)
        if not found or found[3] != "万元":
            return varied(text, self.rng)
        return f"{found[1]}{amount(max(0.1, self.money * self.rng.uniform(0.005, 0.05)))}万元"

    def _reason(self, missed: bool) -> str:  # noqa: FBT001 - drawn, not chosen
        return self.rng.choice(self.words.reasons) if missed and not self.chance("unsaid reason") else ""

    def _baseline(self, target: str) -> str:
        """Return the value of a year before: mostly that of the target, sometimes less."""
        found = _ONE_NUMBER.fullmatch(target)
        if not found:
            return target
        value = Decimal(found[2])
        before = (
            value
            if self.rng.random() < 0.7 or found[3].startswith("%")
            else value * Decimal(self.rng.randint(80, 110)) / 100
        )
        return f"{round(before, len(found[2].partition('.')[2]))}{found[3]}"

    def _result(self, target: str) -> tuple[str, Decimal]:
        """Return what came of a target, and which part of it that is."""
        if self.chance("no result"):
            return "", Decimal(1)
        found = _ONE_NUMBER.fullmatch(target)
        if not found:
            return self.rng.choice(self.words.results) if self.chance("other words") else target, Decimal(1)
        value, places = Decimal(found[2]), len(found[2].partition(".")[2])
        drawn = self.rng.random()
        less = found[1][:1] in ("≤", "<", "≦", "《")
        if drawn < 0.05 and value > 1:
            reached = Decimal(self.rng.randint(60, 98)) / 100
            got = round(value / reached if less else value * reached, places)
            return f"{got}{found[3]}", min(Decimal(1), (value / got if less else got / value) if got else Decimal(1))
        if drawn < 0.3 and value != 100 and (less or found[1]):
            got = round(
                value * (Decimal(self.rng.randint(90, 100)) if less else Decimal(self.rng.randint(100, 105))) / 100,
                places,
            )
            got = min(got, Decimal(100)) if found[3].startswith("%") else got
            return f"{got}{found[3]}", Decimal(1)
        return f"{found[2]}{found[3]}", Decimal(1)

    # texts

    def _narrative(self, text: Narrative, kind: FormType) -> dict[str, Any]:
        """Return a text under a real heading: the real words of a note, other sentences and numbers elsewhere."""
        row: dict[str, Any] = {"kind": text.kind.value}
        if text.standard_section is not None:
            row["standard_section"] = text.standard_section.value
        if text.heading is not None:
            row["heading"] = text.heading
        if text.text is not None:
            clause = self.rng.choice(self.words.clauses)
            said = self._times(_MONEY, text.text) if kind is FormType.DEPT_REPORT else text.text
            keep = text.kind.value in {"form_note", "audit_remarks", "report_preface"}
            row["text"] = said if keep else f"{said}\n{clause}。" if len(said) > 20 else f"{clause}。"
        return row | {"source_line": self.next_line()}


TOLD = frozenset({FormType.PROJECT_SELF_EVAL, FormType.DEPT_SELF_EVAL, FormType.DEPT_REPORT, FormType.DEPT_BASE_DATA})
"""Forms that print texts."""
SCORED_TOTAL = frozenset(
    {"shanxi-project-2021", "hunan-project-2023", "mof-project-2020", "integrated-project-2023", "mof-department-2020"}
)
"""Templates with a row for the total score."""


def shared_out(points: Decimal, rows: int) -> list[Decimal]:
    """Share points out among rows in tenths, so that they add up."""
    tenths = int(points * 10)
    return [Decimal(tenths // rows + (place < tenths % rows)) / 10 for place in range(rows)]


def reply_to(form: dict[str, Any], statement: str) -> Iterator[dict[str, Any]]:
    """Yield the department's explanation of a total that is not the sum of its parts, if the form has one."""
    lines = form.get("funding", ())
    totals = [line for line in lines if line["line_code"] == "total"]
    parts = [line for line in lines if line["line_code"] not in ("total", "basic", "project")]
    for total in totals:
        printed = total.get("executed")
        if printed is None or "initial" not in total or not parts or any("executed" not in line for line in parts):
            continue
        off = abs(sum(Decimal(line["executed"] or 0) for line in parts) - Decimal(printed))
        if off > Decimal(printed) / 20:  # beyond what rounding may do
            yield {
                "statement": statement,
                "rule": "BUD-01",
                "cells": [{"row": row_of(total), "column": "executed", "printed": printed}],
                "status": "explained",
                "reply": "分项中有一笔年中调剂的资金，未计入总额，已在决算中说明。",
                "date": "2026-06-01",
            }


def row_of(line: dict[str, Any]) -> str:
    """Return the id of a money row."""
    return f"f-{hashed((line['line_code'], line['label']))}"


def restated(form: dict[str, Any], statement: str) -> Iterator[dict[str, Any]]:
    """Yield a correction of the amount that was spent, if the form prints one."""
    for line in form.get("funding", ()):
        if line["line_code"] == "total" and line.get("executed"):
            yield {
                "statement": statement,
                "row": row_of(line),
                "column": "executed",
                "old": amount(Decimal(line["executed"]) * 10),
                "new": line["executed"],
                "date": "2026-06-15",
                "reason": "原公布的数误多写一位，已按决算改正。",
            }
