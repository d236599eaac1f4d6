"""Planted faults: slips a tired official makes, put at every cell where they make sense, and the rules meant to speak.

Nothing here knows how a rule is written, only what its public explanation says. A *kind* is one slip; it is made in
clean forms (those of ``mutation_forms`` and a few more, below) and in copies of real ones.
"""

from __future__ import annotations

import copy
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from itertools import islice, pairwise
from typing import Any

from conftest import SAMPLE, TODAY
from planted_forms import OFFICE, OWN, REAL
from test_mutations import REMOVED, clean_form, findings_of, fitted

from build_scripts.judging.check import check
from build_scripts.judging.findings import Finding
from build_scripts.judging.score import score
from build_scripts.reading import strict_yaml, validation
from build_scripts.reading.load import load
from build_scripts.reading.model import STATEMENT_MODELS
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.yaml_writing import write
from build_scripts.words.vocabulary import FormType

Changes = dict[str, Any]
SELF_EVALUATIONS = (
    "shanxi_project",
    "hunan_project",
    "wuhan_department",
    "hunan_department",
    "criteria",
    "integrated",
    "wuhan_project",
)
SCORED = SELF_EVALUATIONS[:-1]
REAL_PROJECTS = ("real network", "real poverty research", "real hotline", "real platform")
REAL_TARGETS = ("real archives", "real party school")
TARGET_FORMS = ("targets", "wide_targets", "next_year", "project_target")
HISTORIES = ("targets", "wide_targets")
ALL_ROWS = (*SELF_EVALUATIONS, *TARGET_FORMS)
SELF_READ = ("shanxi_project", "criteria", "wuhan_project")
"""For slips that are seen in the cell alone, whatever the form's sums and points: one form of each make-up will do."""
ROWS_READ = (*SELF_READ, "wide_targets", "project_target")
AMOUNTS = ("initial", "adjusted", "executed", "amount")
_WRITTEN = re.compile(r"(?P<operator>>=|<=|[≥≤=><]?)(?P<number>\d+(?:\.\d+)?)(?P<unit>[^\d.]*)")


@dataclass(frozen=True)
class Planted:
    """One fault in one form: what is changed, which rules may rightly name it, which error rules cannot but follow."""

    name: str
    kind: str
    form: str
    changes: Changes
    intended: frozenset[str]
    implied: frozenset[str]


@dataclass(frozen=True)
class Kind:
    """One slip: the forms that it is made in where they have a cell for it, what it changes, and the rules meant for it."""

    name: str
    forms: tuple[str, ...]
    slips: Callable[[Changes], Iterable[tuple[str, Changes]]]
    intended: frozenset[str]
    implied: frozenset[str] = frozenset()
    most: int = 3
    """In so many cells of one form at most, those that stand first."""

    def faults(self) -> Iterator[Planted]:
        """Yield the faults of this kind, each named after slip, form and cell."""
        for form in self.forms:
            for where, changes in islice(self.slips(form_of(form)), self.most):
                yield Planted(f"{self.name}: {form} {where}", self.name, form, changes, self.intended, self.implied)


@dataclass(frozen=True)
class Written:
    """A value as a cell writes it: operator, number, unit."""

    operator: str
    number: str
    unit: str

    def __str__(self) -> str:
        """Return the cell."""
        return f"{self.operator}{self.number}{self.unit}"

    def times(self, factor: str) -> Written:
        """Return the value times ``factor``, with as many decimals as before, rounded down."""
        number = Decimal(self.number)
        return replace(self, number=f"{(number * Decimal(factor)).quantize(number, ROUND_FLOOR):f}")


@dataclass(frozen=True)
class Row:
    """An indicator row with the levels that it stands below and the row after it."""

    path: str
    cells: Mapping[str, Any]
    level1: str
    level2: str
    goal: Mapping[str, Any]
    following: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        """Return a cell, blank where the form does not have it."""
        return str(self.cells.get(key) or "")

    def value(self, key: str) -> Written | None:
        """Return a cell as operator, number and unit, the latter also from a column of their own; None for words."""
        written = _WRITTEN.fullmatch(self[key])
        if not written:
            return None
        apart = self["operator"] if key == "target" else ""
        return Written(written["operator"] or apart, written["number"], written["unit"] or self["unit"])

    @property
    def at_least(self) -> bool:
        """Whether the target is a floor."""
        target = self.value("target")
        return target is not None and target.operator in {"≥", ">=", ">"}

    @property
    def at_most(self) -> bool:
        """Whether the target is a ceiling."""
        target = self.value("target")
        return target is not None and target.operator in {"≤", "<=", "<"}

    @property
    def of_percent(self) -> bool:
        """Whether the target is a percentage."""
        target = self.value("target")
        return target is not None and target.unit == "%"

    @property
    def columns_apart(self) -> bool:
        """Whether operator and unit have columns of their own."""
        return "operator" in self.cells

    @property
    def full(self) -> bool:
        """Whether the row has all its points, or the form gives none."""
        return self["score"] == self["weight"]


def read(text: str) -> Changes:
    """Return YAML as keys."""
    keys, _, problems = strict_yaml.read_yaml(textwrap.dedent(text).lstrip(), "planted.yml")
    assert not problems
    assert keys is not None
    return dict(keys)


@cache
def _unchanged(name: str) -> Changes:
    if name == "office":
        return {"forms": [fitted(form_of(form), changes) for form, changes in OFFICE.items()]}
    if name in REAL:
        return read((SAMPLE.parent / sample()[REAL[name]].file).read_text(encoding="utf-8"))
    return read(OWN[name]) if name in OWN else clean_form(name)


def form_of(name: str) -> Changes:
    """Return a form, or the forms of a department, as keys that may be changed."""
    return copy.deepcopy(_unchanged(name))


def changed(fault: Planted) -> Changes:
    """Return the form with the fault in it."""
    return fitted(form_of(fault.form), copy.deepcopy(fault.changes))


@cache
def _sample() -> Portal:
    portal, _ = load(SAMPLE)
    assert portal is not None
    return portal


@cache
def sample() -> dict[str, LoadedStatement]:
    """Return the real forms by id."""
    return {statement.id: statement for statement in _sample().statements}


def _of_department(name: str, now: LoadedStatement) -> list[Finding]:
    """Run all rules on a real form, some beside the other forms of its department, the rest alone: it is quicker."""
    portal, several = _sample(), name in {"real department", "real report", "real base data"}
    beside = [other for other in portal.statements if other.department_id == now.department_id]
    listed = tuple(now if other.id == now.id else other for other in beside if several or other.id == now.id)
    alone = replace(portal, statements=listed, positions={**portal.positions, now.file: now.positions})
    return list(check(alone, score(alone), TODAY))


def untouched_findings(name: str) -> list[Finding]:
    """Run all rules on a real form as the program itself has read it."""
    return _of_department(name, sample()[REAL[name]])


def real_findings(name: str, keys: Changes) -> list[Finding]:
    """Run all rules on a real form with ``keys`` instead of its own."""
    was = sample()[REAL[name]]
    form, problems = validation.validate(STATEMENT_MODELS[FormType(keys["form_type"])], keys, was.positions, was.file)
    assert form is not None, problems
    _, positions, _ = strict_yaml.read_yaml(write(form), was.file)
    return _of_department(name, replace(was, form=form, positions=positions, row_ids={}))


def findings_in(name: str, keys: Changes) -> list[Finding]:
    """Run all rules on ``keys`` in the place of the form ``name``."""
    return real_findings(name, keys) if name in REAL else findings_of(keys)


# Slips of the pen in a number.


def lost(text: str) -> str | None:
    """Lose the last digit before the point."""
    return re.sub(r"(\d)\d(?=\D|$)", r"\1", text, count=1) if re.match(r"\D*[1-9]\d", text) else None


def added(text: str) -> str | None:
    """Type the last digit before the point twice."""
    return re.sub(r"^(\D*\d*)(\d)", r"\1\2\2", text, count=1) if re.match(r"\D*[1-9]", text) else None


def exchanged(text: str) -> str | None:
    """Exchange the first two neighbouring digits that differ and make a number of the same length."""
    for found in re.finditer(r"(?=(\d)(\d))", text):
        first, second = found[1], found[2]
        leads = found.start() == 0 or not re.match(r"[\d.]", text[found.start() - 1])
        if first != second and not (leads and second == "0"):
            return text[: found.start()] + second + first + text[found.start() + 2 :]
    return None


def point_right(text: str) -> str | None:
    """Move the decimal point one place to the right."""
    found = re.fullmatch(r"(\D*)([1-9]\d*)\.(\d)(\d*)(\D*)", text)
    return f"{found[1]}{found[2]}{found[3]}{'.' if found[4] else ''}{found[4]}{found[5]}" if found else None


def point_left(text: str) -> str | None:
    """Move the decimal point one place to the left."""
    found = re.fullmatch(r"(\D*)([1-9]\d*)(\d)\.(\d*)(\D*)", text)
    return f"{found[1]}{found[2]}.{found[3]}{found[4]}{found[5]}" if found else None


def in_yuan(text: str) -> str | None:
    """Write ten thousand yuan in yuan."""
    number = re.fullmatch(r"\d+(?:\.\d+)?", text)
    return f"{(Decimal(text) * 10000).normalize():f}" if number and Decimal(text) else None


PEN: dict[str, Callable[[str], str | None]] = {
    "digit lost": lost,
    "digit added": added,
    "digits exchanged": exchanged,
    "point moved right": point_right,
    "point moved left": point_left,
    "yuan under 万元": in_yuan,
}


# Where slips are made.


def rows(keys: Changes) -> Iterator[Row]:
    """Yield the indicator rows with a name, levels filled down."""
    for number, goal in enumerate(keys.get("goals", [])):
        level1 = level2 = ""
        listed = goal.get("indicators", [])
        for line, cells in enumerate(listed):
            level2 = cells.get("level2") or ("" if cells.get("level1") else level2)
            level1 = cells.get("level1") or level1
            if str(cells["name"]).strip():
                following = listed[line + 1] if line + 1 < len(listed) else {}
                yield Row(f"goals[{number}].indicators[{line}]", cells, level1, level2, goal, following)


def in_rows(slip: Callable[[Row], Mapping[str, str] | None]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips: new cells of a row, for every row where the slip makes sense."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        for row in rows(keys):
            cells = slip(row)
            if cells and any(row[key] != value for key, value in cells.items()):
                yield f"{row.path} {' '.join(cells)}", {f"{row.path}.{key}": value for key, value in cells.items()}

    return made


def points_of(keys: Changes) -> Decimal:
    """Return the sum of all points that the form gives."""
    cells = [line.get("score") for line in keys.get("funding", [])] + [row["score"] for row in rows(keys)]
    return sum((Decimal(cell) for cell in cells if re.fullmatch(r"-?\d+(?:\.\d+)?", cell or "")), Decimal(0))


def with_total(
    slips: Callable[[Changes], Iterable[tuple[str, Changes]]],
) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return the slips with every total of points following them, so that only the slip itself is wrong."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        for where, changes in slips(keys):
            total = f"{points_of(fitted(copy.deepcopy(keys), changes)):f}"
            follows = {"total.score": total}
            if "reviewed_score" in keys.get("total", {}):
                follows |= {"total.reviewed_score": total, "narratives[0].text": f"{total}分"}
            yield where, {**changes, **follows}

    return made


def money(keys: Changes) -> Iterator[tuple[str, str, Changes]]:
    """Yield the money cells that hold an amount: path of the row, key, row."""
    for line, cells in enumerate(keys.get("funding", [])):
        for key in AMOUNTS:
            if Decimal(cells.get(key) or 0):
                yield f"funding[{line}]", key, cells


def pen_slips(
    cells: Callable[[Changes], Iterator[tuple[str, str, Changes]]],
    wanted: Callable[[str, Changes], bool] = lambda _key, _row: True,
) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips of the pen: three in every cell, by turns all of them."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        slips = list(PEN.items())
        for turn, (path, key, row) in enumerate(cell for cell in cells(keys) if wanted(cell[1], cell[2])):
            for name, slip in (slips[(turn + step) % len(slips)] for step in (0, 2, 3)):
                text = slip(row[key])
                if text not in {None, row[key]}:
                    yield f"{path}.{key}, {name}", {f"{path}.{key}": text}

    return made


def total_line(keys: Changes) -> tuple[str, Changes]:
    """Return path and cells of the money row that has the rate and the points."""
    lines = enumerate(keys["funding"])
    return next((f"funding[{n}]", line) for n, line in lines if line["line_code"] in {"total", "department_total"})


def at(*changes: tuple[str, Changes]) -> Callable[[Changes], Iterable[tuple[str, Changes]]]:
    """Return a maker of slips that are written out: what it is, and the changes."""
    return lambda _keys: changes


def put(path: str, *texts: str) -> Callable[[Changes], Iterable[tuple[str, Changes]]]:
    """Return a maker of slips that put each of ``texts`` into one cell."""
    return at(*((f"{path} {text!r}", {path: text}) for text in texts))


def kind(
    name: str,
    forms: tuple[str, ...] | str,
    slips: Callable[[Changes], Iterable[tuple[str, Changes]]],
    intended: str,
    implied: str = "",
    most: int = 3,
) -> Kind:
    """Return a kind of slip; rules are given as words."""
    listed = (forms,) if isinstance(forms, str) else forms
    return Kind(name, listed, slips, frozenset(intended.split()), frozenset(implied.split()), most)


# Money of self-evaluations and of targets.


def parts_missing(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Leave out a part of the total that holds money."""
    for line, cells in enumerate(keys["funding"]):
        if cells["line_code"] not in {"total", "department_total"} and any(
            Decimal(cells.get(key) or 0) for key in AMOUNTS
        ):
            yield f"funding[{line}]", {f"funding[{line}]": REMOVED}


def part_raised(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Raise budget and spending of a part, with the part's own rate, and leave the total as it was."""
    for line, cells in enumerate(keys["funding"]):
        if cells["line_code"] in {"total", "department_total"} or "adjusted" not in cells:
            continue
        if Decimal(cells["adjusted"]):
            raised = {key: f"{Decimal(cells[key]) + 6:.2f}" for key in ("adjusted", "executed")}
            rate = Decimal(raised["executed"]) / Decimal(raised["adjusted"])
            follows = {"rate": f"{rate:.2%}"} if "rate" in cells else {}
            yield f"funding[{line}]", {f"funding[{line}].{key}": text for key, text in {**raised, **follows}.items()}


def rates(slip: Callable[[Changes], str | None]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips in every printed rate."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        for line, cells in enumerate(keys["funding"]):
            if re.match(r"\d", cells.get("rate") or ""):
                text = slip(cells)
                if text not in {None, cells["rate"]}:
                    yield f"funding[{line}].rate {text!r}", {f"funding[{line}].rate": text}

    return made


def of_initial(cells: Changes) -> str | None:
    """Compute a rate with the initial budget instead of the adjusted one."""
    if not cells.get("initial") or Decimal(cells["initial"]) == Decimal(cells["adjusted"]):
        return None
    return f"{Decimal(cells['executed']) / Decimal(cells['initial']):.2%}"


def points_of_money(slip: Callable[[Changes], str]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips in the points of the money row."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        path, cells = total_line(keys)
        text = slip(cells)
        if text and text != cells["score"]:
            yield f"{path}.score {text!r}", {f"{path}.score": text}

    return made


def all_in_yuan(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Write all amounts in yuan below a heading in ten thousand yuan."""
    yield "funding", {f"{path}.{key}": in_yuan(cells[key]) for path, key, cells in money(keys)}


def spent(share: str) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of spending at ``share`` of the budget in every row, rates and points in step."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        changes: Changes = {}
        for line, cells in enumerate(keys["funding"]):
            if cells.get("executed") and Decimal(cells["adjusted"]):
                changes[f"funding[{line}].executed"] = f"{Decimal(cells['adjusted']) * Decimal(share):.2f}"
                if cells.get("rate"):
                    changes[f"funding[{line}].rate"] = f"{Decimal(share):.2%}"
                if re.match(r"\d", cells.get("score") or ""):
                    changes[f"funding[{line}].score"] = f"{10 * min(Decimal(share), Decimal(1)):.2f}"
        yield f"funding at {share}", changes

    return made


def within_budget(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Spend more than the budget, and yet say in a row that the budget was kept."""
    for share in ("1.06", "1.3"):
        for where, changes in spent(share)(keys):
            yield where, {**changes, "goals[0].indicators[3].actual": "按照预算执行"}


def paid_in_full(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Spend little, and yet say in a row that everything was paid in time."""
    row = next(row for row in rows(keys) if row["name"].endswith("率"))
    for where, changes in spent("0.62")(keys):
        cells = {
            "name": "资金支付及时率",
            "target": "100%",
            "actual": "100%",
            "weight": row["weight"],
            "score": row["weight"],
        }
        yield where, {**changes, **{f"{row.path}.{key}": text for key, text in cells.items()}}


def initial_at(share: str) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of initial budgets at ``share`` of the adjusted ones."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        lines = [(f"funding[{n}].initial", line) for n, line in enumerate(keys["funding"]) if line.get("initial")]
        yield (
            f"funding, initial at {share}",
            {path: f"{Decimal(line['adjusted']) * Decimal(share):.2f}" for path, line in lines},
        )

    return made


def columns_exchanged(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Put a row's budget and spending each into the other's column."""
    for line, cells in enumerate(keys["funding"]):
        if cells.get("executed") not in {None, cells.get("adjusted")}:
            yield (
                f"funding[{line}]",
                {f"funding[{line}].adjusted": cells["executed"], f"funding[{line}].executed": cells["adjusted"]},
            )


def rows_exchanged(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Put the spending of two neighbouring rows each into the other."""
    lines = [(n, cells) for n, cells in enumerate(keys["funding"]) if Decimal(cells.get("executed") or 0)]
    for (upper, above), (lower, below) in pairwise(lines):
        if above["executed"] != below["executed"]:
            exchanged_cells = {upper: below["executed"], lower: above["executed"]}
            yield f"funding[{upper}]", {f"funding[{n}].executed": text for n, text in exchanged_cells.items()}


def money_cells(slip: Callable[[str], str]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of the same slip in every amount."""
    return lambda keys: ((f"{p}.{k}", {f"{p}.{k}": slip(cells[k])}) for p, k, cells in money(keys))


PARTED = ("shanxi_project", "hunan_project", "criteria", "integrated", "wuhan_project")
RATED = ("shanxi_project", "hunan_project", "wuhan_department", "hunan_department", "criteria", "integrated")
SPENT = ("BUD-01 BUD-02 BUD-03", "BUD-04 BUD-06")
# fmt: off
MONEY = (
    kind("pen, initial budget", PARTED, pen_slips(money, lambda key, _: key == "initial"), "BUD-01", most=99),
    kind("pen, budget", PARTED, pen_slips(money, lambda key, _: key == "adjusted"), *SPENT, most=99),
    kind("pen, spending", PARTED, pen_slips(money, lambda key, _: key == "executed"), *SPENT, most=99),
    kind(
        "pen, amount by kind", "hunan_department", pen_slips(money, lambda _, row: "amount" in row), "BUD-09", most=8
    ),
    kind(
        "pen, split of the department",
        "wuhan_department",
        pen_slips(money, lambda _, row: "amount" in row),
        "BUD-09 BUD-01",
        most=4,
    ),
    kind("pen, budget of a target", "project_target", pen_slips(money), "BUD-01", most=99),
    kind("part left out", (*PARTED[:-1], "hunan_department", "project_target"), parts_missing, "BUD-01 BUD-09"),
    kind("total not updated", PARTED, part_raised, "BUD-01"),
    kind("budget and spending exchanged", PARTED, columns_exchanged, "BUD-01 BUD-02 BUD-03", "BUD-04"),
    kind("spending of two rows exchanged", PARTED, rows_exchanged, "BUD-01 BUD-02 BUD-03", "BUD-04"),
    kind("rate with digits exchanged", RATED, rates(lambda row: exchanged(row["rate"])), "BUD-02"),
    kind("rate with its point moved", RATED, rates(lambda row: point_left(row["rate"])), "BUD-02", most=1),
    kind("rate of the initial budget", RATED, rates(of_initial), "BUD-02"),
    kind("rate as a fraction", RATED, rates(lambda row: f"{Decimal(row['rate'].rstrip('%')) / 100:f}"), "BUD-02 FMT-07 FMT-01", most=1),
    kind("rate with two percent signs", RATED, rates(lambda row: f"{row['rate']}%"), "FMT-01", most=1),
    kind("rate in words", RATED, rates(lambda _: "已全部执行"), "FMT-01", most=1),
    kind("full points at a lower rate", SCORED, with_total(points_of_money(lambda _: "10.00")), "BUD-04"),
    kind("points of money with digits exchanged", SCORED, with_total(points_of_money(lambda row: exchanged(row["score"]) or "")), "BUD-04 SCO-01"),
    kind("points of money above their weight", SCORED, with_total(points_of_money(lambda _: "10.5")), "BUD-04 SCO-01"),
    kind("all amounts in yuan", ("shanxi_project", "hunan_project"), all_in_yuan, "BUD-06"),
    kind("spent beyond the budget", SCORED, with_total(spent("1.08")), "BUD-03", "IND-04"),
    kind("little spent and no reason", SCORED, with_total(spent("0.62")), "BUD-07"),
    kind("said to keep within the budget", "wuhan_department", with_total(within_budget), "IND-04", "BUD-03"),
    kind("said to be paid in full", ("shanxi_project", "hunan_project", "criteria"), with_total(paid_in_full), "IND-05"),
    kind("budget doubled and no reason", ("shanxi_project", "criteria", "integrated"), initial_at("0.5"), "BUD-08"),
    kind("budget halved and no reason", ("shanxi_project", "criteria", "integrated"), initial_at("2"), "BUD-08"),
    kind("amount blank", PARTED, money_cells(lambda _: ""), "FMT-11 BUD-01"),
    kind("dash for an amount", (*PARTED, "project_target"), money_cells(lambda _: "—"), "FMT-11 BUD-01", most=1),
    kind("amount with its unit again", PARTED, money_cells(lambda text: f"{text}万元"), "FMT-08", most=2),
    kind("amount in letters", PARTED, money_cells(lambda text: text.replace("0", "O")), "FMT-01", "BUD-01", most=2),
    kind("amount below zero", PARTED, money_cells(lambda text: f"-{text}"), "BUD-01 BUD-02", "BUD-03 BUD-04", most=2),
    kind("amount masked", PARTED, money_cells(lambda _: "***"), "DSC-06", most=2),
    kind("heading in another unit", ("shanxi_project", "targets", "real network"), put("currency_unit_text", "单位：元", "（亿元）"), "BUD-19"),
    kind("carried over by name", ("hunan_project", "shanxi_project"), lambda keys: [("project", {"project": f"{keys['project']}（上年结余资金）", "funding[1].line_code": "carry_over", "funding[1].label": "上年结转资金", **{f"funding[1].{key}": "0" for key in ("initial", "adjusted", "executed")}})], "BUD-10", "BUD-01"),
    kind("rate of nothing", "hunan_project", put("funding[2].rate", "0", "0.00%"), "BUD-17"),
    kind("points for no budget", ("criteria", "shanxi_project"), with_total(lambda keys: [("funding", {"funding": [{"line_code": "total", "label": "年度资金总额", "initial": "0", "adjusted": "0", "executed": "0", "weight": "10", "rate": "--", "score": keys["funding"][0]["weight"]}]})]), "BUD-05"),
)
"""Slips in money."""
# fmt: on


# Points.


def raised(row: Row, key: str, by: str) -> str:
    """Return points of a row raised by ``by``; empty where the form gives none."""
    return f"{Decimal(row[key]) + Decimal(by):f}" if re.fullmatch(r"\d+(?:\.\d+)?", row[key]) else ""


def missed(row: Row) -> dict[str, str] | None:
    """Make the actual value miss the target clearly."""
    target = row.value("target")
    if target is None or not row.full or not (row.at_least or row.at_most):
        return None
    worse = replace(target.times("0.8" if row.at_least else "1.4"), operator="")
    if row.columns_apart:
        worse = replace(worse, unit="")
    return {"actual": str(worse)} if worse.number != target.number and Decimal(worse.number) else None


def kept_points(slip: Callable[[Row], Mapping[str, str] | None]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips in rows with points."""
    return in_rows(lambda row: slip(row) if row["score"] else None)


def short_of_points(row: Row) -> dict[str, str] | None:
    """Take points from a row that met its target."""
    return {"score": f"{Decimal(row['score']) * Decimal('0.8'):.1f}"} if row.full and row["score"] else None


def another_formula(row: Row) -> dict[str, str] | None:
    """Give a missed row other points than the formula does."""
    return {"score": f"{Decimal(row['score']) - Decimal('3.2'):f}"} if not row.full and row.value("target") else None


def weights_moved(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Move five points from the last row but one to the last, which stands below another level."""
    outcome, satisfaction = list(rows(keys))[-2:]
    moved = {outcome.path: raised(outcome, "weight", "-5"), satisfaction.path: raised(satisfaction, "weight", "5")}
    yield "last two rows", {f"{path}.{key}": text for path, text in moved.items() for key in ("weight", "score")}


SUM = "SCO-04 SCO-15 SCO-17"
# fmt: off
POINTS = (
    kind("points above the weight", SCORED, with_total(kept_points(lambda row: {"score": raised(row, "weight", "1")})), "SCO-01", "SCO-15", most=99),
    kind("points below zero", SCORED, with_total(kept_points(lambda _: {"score": "-2"})), "SCO-01", most=99),
    kind("points with digits exchanged", SCORED, kept_points(lambda row: {"score": exchanged(row["score"]) or row["score"]}), "SCO-01 SCO-03", SUM, most=99),
    kind("points of the next row", SCORED, kept_points(lambda row: {"score": str(row.following.get("score") or row["score"])}), "SCO-01 SCO-03 SCO-05", SUM, most=99),
    kind("points blank", SCORED, kept_points(lambda _: {"score": ""}), "STR-07", "SCO-03", most=99),
    kind("points in words", SCORED, kept_points(lambda _: {"score": "满分"}), "FMT-01", "SCO-03", most=1),
    kind("weight raised", SCORED, kept_points(lambda row: {"weight": raised(row, "weight", "3")}), "SCO-02", "SCO-04 SCO-17", most=99),
    kind("weight lowered with its points", SCORED, with_total(kept_points(lambda row: {"weight": raised(row, "weight", "-2"), "score": raised(row, "score", "-2")} if row.full else None)), "SCO-02 SCO-09", "SCO-01", most=99),
    kind("weight blank", SCORED, kept_points(lambda _: {"weight": ""}), "STR-07 SCO-02 SCO-14", most=99),
    kind("weight of another row", SCORED, kept_points(lambda row: {"weight": str(row.following.get("weight") or row["weight"])}), "SCO-02 SCO-01", "SCO-04 SCO-17", most=99),
    kind("target missed, full points", SCORED, kept_points(missed), "SCO-05", most=99),
    kind("target met, points lost without a reason", SCORED, with_total(kept_points(short_of_points)), "SCO-04 SCO-07 SCO-16 SCO-17", most=99),
    kind("points by another formula", SCORED, with_total(kept_points(another_formula)), "SCO-04 SCO-17", most=99),
    kind("reason taken away", SELF_EVALUATIONS, in_rows(lambda row: {"deviation": ""} if row["deviation"] else None), "SCO-07 SCO-08"),
    kind("reason that says nothing", SELF_EVALUATIONS, in_rows(lambda row: {"deviation": "无"} if row["deviation"] else None), "SCO-07 SCO-08"),
    kind("target missed without a reason", "wuhan_project", in_rows(missed), "SCO-08"),
    kind("target exceeded twice over", SELF_EVALUATIONS, in_rows(lambda row: {"actual": f"{row.value('target').times('2.5').number}{'' if row.columns_apart else row.value('target').unit}"} if row.at_least and not row.of_percent and row.full else None), "SCO-13", most=99),
    kind("total off by one", SCORED, lambda keys: [("total.score", {"total.score": f"{Decimal(keys['total']['score']) - 1}"})], "SCO-03", "SCO-19"),
    kind("total with digits exchanged", SCORED, lambda keys: [("total.score", {"total.score": exchanged(keys["total"]["score"])})], "SCO-03", "SCO-19"),
    kind("total not counted but copied", SCORED, put("total.score", "97", "95.5"), "SCO-03", "SCO-19"),
    kind("total blank", SCORED[:-1], put("total.score", ""), "STR-12"),
    kind("total left out", SCORED[:-1], at(("total", {"total": REMOVED})), "STR-12"),
    kind("total weight misprinted", SCORED, put("total.weight", "110", "10"), "SCO-02", "SCO-01", most=99),
    kind("total above the total weight", SCORED, put("total.score", "103.5"), "SCO-01 SCO-03", "SCO-19"),
    kind("grade that does not fit", SCORED, put("total.grade", "差", "中"), "SCO-12"),
    kind("coefficient of another row", "integrated", in_rows(lambda row: {"coefficient": "0.8" if row["coefficient"] == "1" else "1"}), "SCO-17", most=99),
    kind("review gives more than the weight", "integrated", in_rows(lambda row: {"reviewed_score": raised(row, "weight", "2")}), "SCO-01"),
    kind("points in the name of a level", ("shanxi_project", "criteria", "integrated"), in_rows(lambda row: {"level1": f"{row['level1']}（65分）"} if row["level1"] else None), "SCO-18", most=99),
    kind("score in the head of a draft", "integrated", put("narratives[0].text", "95.30分", "100分", "39.50分"), "SCO-19"),
    kind("goal's weight too small", "wuhan_department", at(*((f"goals[{n}]", {f"goals[{n}].weight": "（40分）"}) for n in (0, 1))), "SCO-02 SCO-15"),
    kind("goal's weight too great", "wuhan_department", at(*((f"goals[{n}]", {f"goals[{n}].weight": "（54分）"}) for n in (0, 1))), "SCO-02 SCO-16"),
    kind("weights not printed", "wuhan_department", at(("goals[1]", {f"goals[1].indicators[{n}].weight": REMOVED for n in range(3)}), ("all", {f"goals[{goal}].indicators[{n}].weight": REMOVED for goal, last in ((0, 4), (1, 3)) for n in range(last)})), "SCO-14 SCO-02"),
    kind("weights moved between levels", ("shanxi_project", "hunan_department"), weights_moved, "SCO-09"),
)
"""Slips in points."""
# fmt: on


# Values and names of indicators.


def of_target(slip: Callable[[Written], object]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips in targets that are a number; None from ``slip`` where it makes no sense."""
    return of_value("target", slip)


def of_value(key: str, slip: Callable[[Written], object]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips in cells that hold a number with its unit."""

    def made(row: Row) -> dict[str, str] | None:
        value = row.value(key)
        text = slip(value) if value and not row.columns_apart else None
        return None if text is None else {key: str(text)}

    return in_rows(made)


def both(slip: Callable[[Written], object]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of the same slip in target and actual value."""

    def made(row: Row) -> dict[str, str] | None:
        values = {key: row.value(key) for key in ("target", "actual") if row[key]}
        texts = {key: slip(value) for key, value in values.items() if value and not row.columns_apart}
        return None if not texts or None in texts.values() else {key: str(text) for key, text in texts.items()}

    return in_rows(made)


TURNED = {"≥": "≤", "≤": "≥"}
MARKS = {"≥": "》", "≤": "《"}
OTHER_UNITS = {
    "%": "公里",
    "平方米": "人",
    "条": "公里",
    "件": "%",
    "小时": "件",
    "万元": "人次",
    "起": "%",
    "次": "平方米",
    "年": "台",
    "个": "%",
    "公里": "人",
    "天": "%",
}
TWO_READINGS = {
    "件": "件/次",
    "条": "批/次",
    "次": "人/次",
    "个": "个/批",
    "人": "人/次",
    "人次": "人、次",
    "期": "期、次",
    "场": "场/次",
    "公里": "/公里",
}
PARTS = {
    "人": "⼈",
    "用": "⽤",
    "行": "⾏",
    "工": "⼯",
    "文": "⽂",
    "里": "⾥",
    "水": "⽔",
    "面": "⾯",
    "足": "⾜",
    "日": "⽇",
    "生": "⽣",
    "车": "⻋",
    "长": "⻓",
}


def turned(row: Row) -> dict[str, str] | None:
    """Reverse the operator, where that makes the worse value count as met or the printed one as missed."""
    target, actual = row.value("target"), row.value("actual")
    if target is None or target.operator not in TURNED or (actual and actual.number == target.number):
        return None
    if row.columns_apart:
        return {"operator": TURNED[target.operator]}
    return {"target": str(replace(target, operator=TURNED[target.operator]))}


def pen_in(
    key: str, slip: Callable[[str], str | None], *, floor: bool
) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of a slip of the pen in a value with a floor or with a ceiling that was met with full points."""

    def made(row: Row) -> dict[str, str] | None:
        target, actual = row.value("target"), row.value("actual")
        if not (target and actual and row.full and (row.at_least if floor else row.at_most)):
            return None
        text = slip(row[key])
        return None if text is None else {key: text}

    return in_rows(made)


def next_cell(key: str) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of cells that hold what belongs into the row below, of another unit."""

    def made(row: Row) -> dict[str, str] | None:
        below = _WRITTEN.fullmatch(str(row.following.get(key) or ""))
        here = row.value(key)
        return {key: below[0]} if here and below and here.unit != below["unit"] and not row.columns_apart else None

    return in_rows(made)


def look_alike(row: Row) -> dict[str, str] | None:
    """Print a radical instead of the first character of the name that looks like one."""
    for character in row["name"]:
        if character in PARTS:
            return {"name": row["name"].replace(character, PARTS[character])}
    return None


def garbled(row: Row) -> dict[str, str]:
    """Read a name's GB 18030 as if it were another encoding."""
    return {"name": row["name"].encode("gb18030").decode("latin-1")}


def misplaced(row: Row) -> dict[str, str] | None:
    """Put a second level below a first level that it does not belong to."""
    wrong = {"产出指标": "社会效益指标", "效益指标": "时效指标", "满意度指标": "质量指标", "成本指标": "数量指标"}
    return {"level2": wrong[row.level1]} if row["level2"] and row.level1 in wrong else None


def misspelt(row: Row) -> dict[str, str] | None:
    """Write a second level without its last two characters, or with a wrong one."""
    short = row["level2"].removesuffix("指标")
    return {"level2": short} if short and short != row["level2"] else None


def dates_of(text: str) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of dates as target and actual value of rows of time; ``{}`` is the year of the form."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        year = int(keys["fiscal_year"])
        written = text.format(year - 1 if "前" not in text else year + 2)
        for row in rows(keys):
            if "时效" in row.level2:
                cells = {"name": "完成时间", "target": written} | ({"actual": written} if row["actual"] else {})
                yield f"{row.path} {written}", {f"{row.path}.{key}": value for key, value in cells.items()}

    return made


def no_calendar(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Set a date that the year does not have."""
    for row in rows(keys):
        if "时效" in row.level2:
            date = f"{keys['fiscal_year']}年2月30日前"
            cells = {"name": "完成时间", "target": date, "actual": date}
            yield row.path, {f"{row.path}.{key}": text for key, text in cells.items()}


def satisfied(row: Row) -> bool:
    """Whether the row is of satisfaction."""
    return "满意度" in row["name"]


def doubled(row: Row, *, target: str | None = None) -> dict[str, Any]:
    """Return the row once more, with ``target``."""
    return {**row.cells, "level1": row.level1, "level2": row.level2, **({"target": target} if target else {})}


def printed_twice(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Print a row once more in its goal, with another target."""
    for row in rows(keys):
        value = row.value("target")
        if value and value.times("0.9").number != value.number:
            path = re.sub(r"\d+\]$", "+]", row.path)
            yield row.path, {path: doubled(row, target=str(value.times("0.9")))}


def printed_again(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Print a row once more in its goal, as it is."""
    for row in rows(keys):
        yield row.path, {re.sub(r"\d+\]$", "+]", row.path): doubled(row)}


def no_outcome(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """File every outcome under outputs."""
    moved = [row.path for row in rows(keys) if row.level1 == "效益指标"]
    yield (
        "outcomes",
        {f"{path}.{key}": text for path in moved for key, text in {"level1": "产出指标", "level2": "质量指标"}.items()},
    )


# fmt: off
VALUES = (
    kind("operator reversed", ALL_ROWS, in_rows(turned), "IND-01 SCO-05 SCO-08 SCO-04 IND-13", most=9),
    kind("title mark for an operator", ROWS_READ, of_target(lambda v: f"{MARKS[v.operator]}{v.number}{v.unit}" if v.operator in MARKS else None), "FMT-02", most=2),
    kind("operator and contrary words", ROWS_READ, of_target(lambda v: f"{v}{'以下' if v.operator == '≥' else '以上'}" if v.operator in TURNED else None), "FMT-10", most=2),
    kind("operator before a range", ROWS_READ, of_target(lambda v: f"{v.operator}{v.times('0.9').number}-{v.number}{v.unit}" if v.operator and v.times("0.9").number != v.number else None), "FMT-10", most=1),
    kind("range from more to less", ROWS_READ, of_target(lambda v: f"{v.number}-{v.times('0.8').number}{v.unit}" if v.operator and v.times("0.8").number != v.number else None), "FMT-10", most=1),
    kind("two operators", ROWS_READ, of_target(lambda v: f"≤{v}" if v.operator == "≥" else None), "FMT-10 FMT-01", most=1),
    kind("percent sign lost in both", SELF_READ, both(lambda v: f"{v.operator}{v.number}" if v.unit == "%" else None), "FMT-12 FMT-07", most=1),
    kind("another sign for percent", ROWS_READ, of_target(lambda v: f"{v.operator}{v.number}&" if v.unit == "%" else None), "FMT-01 FMT-06 FMT-12 FMT-05", most=1),
    kind("letter for a digit", ROWS_READ, of_target(lambda v: f"{v.operator}{v.number[:-1]}O{v.unit}" if v.number.endswith("0") else None), "FMT-01 FMT-05", most=1),
    kind("percent sign lost in the target", ROWS_READ, of_target(lambda v: f"{v.operator}{v.number}" if v.unit == "%" else None), "FMT-12 FMT-05", most=1),
    kind("percent sign lost in the actual value", SELF_READ, of_value("actual", lambda v: v.number if v.unit == "%" else None), "FMT-12 FMT-05", most=1),
    kind("percent sign doubled", ROWS_READ, of_target(lambda v: f"{v}%" if v.unit == "%" else None), "FMT-01", most=1),
    kind("percent sign doubled in the actual value", SELF_READ, of_value("actual", lambda v: f"{v}%" if v.unit == "%" else None), "FMT-01", most=1),
    kind("fraction for a percentage", ROWS_READ, of_target(lambda v: f"{v.operator}{Decimal(v.number) / 100}" if v.unit == "%" else None), "FMT-07", most=1),
    kind("fraction reached of a percentage", SELF_READ, of_value("actual", lambda v: f"{Decimal(v.number) / 100}" if v.unit == "%" else None), "FMT-07", most=1),
    kind("per mille for percent", SELF_READ, of_value("actual", lambda v: f"{v.number}‰" if v.unit == "%" else None), "FMT-05 SCO-04 SCO-05 SCO-08", most=1),
    kind("unit lost in both", SELF_READ, both(lambda v: f"{v.operator}{v.number}" if v.unit not in {"%", "万元", ""} else None), "FMT-06", most=1),
    kind("unit lost in the target", TARGET_FORMS, of_target(lambda v: f"{v.operator}{v.number}" if v.unit not in {"%", "万元", "次", ""} else None), "FMT-06 FMT-05", most=2),
    kind("unit exchanged", SELF_EVALUATIONS, of_value("actual", lambda v: f"{v.number}{OTHER_UNITS[v.unit]}" if v.unit in OTHER_UNITS else None), "FMT-05", most=3),
    kind("yuan where 万元 was agreed", SELF_EVALUATIONS, of_value("actual", lambda v: f"{v.number}元" if v.unit == "万元" else None), "FMT-05 SCO-13 IND-03 BUD-06", most=1),
    kind("unit in name and cell", ROWS_READ, in_rows(lambda row: {"name": f"{row['name']}（{row.value('target').unit}）"} if row.value("target") and row.value("target").unit not in {"", "%"} and not row.columns_apart else None), "FMT-08", most=1),
    kind("unit of two readings", ROWS_READ, both(lambda v: f"{v.operator}{v.number}{TWO_READINGS[v.unit]}" if v.unit in TWO_READINGS else None), "FMT-09", most=1),
    kind("digit lost, floor missed", SELF_EVALUATIONS, pen_in("actual", lost, floor=True), "SCO-05 SCO-08", most=2),
    kind("point moved left, floor missed", SELF_EVALUATIONS, pen_in("actual", point_left, floor=True), "SCO-05 SCO-08", most=2),
    kind("digit doubled, ceiling passed", SELF_EVALUATIONS, pen_in("actual", added, floor=False), "SCO-05 SCO-08", most=2),
    kind("point moved right in a percentage", SELF_READ, in_rows(lambda row: {"actual": point_right(row["actual"]) or row["actual"]} if row.of_percent and row.at_least else None), "SCO-13 IND-06 IND-17 FMT-01", most=2),
    kind("digit too many in a floor", SELF_EVALUATIONS, pen_in("target", added, floor=True), "SCO-05 SCO-08 IND-06", most=2),
    kind("digit lost in a floor", SELF_EVALUATIONS, pen_in("target", lost, floor=True), "SCO-13", most=2),
    kind("actual value of the next row", SELF_EVALUATIONS, next_cell("actual"), "FMT-05 SCO-05 IND-24 IND-12", most=2),
    kind("target of the next row", SELF_EVALUATIONS, next_cell("target"), "FMT-05 SCO-05 IND-24 IND-12", most=2),
    kind("target and actual exchanged", SELF_READ, in_rows(lambda row: {"target": row["actual"], "actual": row["target"]} if row.value("target") and not row.columns_apart else None), "FMT-03", "SCO-04", most=2),
    kind("operator in an actual value", SELF_READ, in_rows(lambda row: {"actual": f"{row.value('target').operator}{row['actual']}"} if row.value("target") and row.value("target").operator else None), "FMT-03", most=2),
    kind("actual value left open", SELF_READ, in_rows(lambda row: {"actual": f"{row['actual']}以上"} if row.at_least and not row.columns_apart else None), "FMT-04 SCO-06", most=2),
    kind("actual value about right", SELF_READ, in_rows(lambda row: {"actual": f"约{row['actual']}"} if row.value("actual") and not row.columns_apart else None), "FMT-04 SCO-06", most=1),
    kind("actual value blank", SELF_READ, in_rows(lambda _: {"actual": ""}), "STR-07 FMT-11", most=2),
    kind("dash for an actual value", SELF_READ, in_rows(lambda _: {"actual": "/"}), "STR-07 FMT-11", most=1),
    kind("target blank", ROWS_READ, in_rows(lambda _: {"target": ""}), "FMT-11 STR-07", most=1),
    kind("dash for a target", ROWS_READ, in_rows(lambda _: {"target": "--"}), "FMT-11", most=1),
    kind("actual value masked", SELF_READ, in_rows(lambda _: {"actual": "**"}), "DSC-06", most=1),
    kind("target masked", TARGET_FORMS, in_rows(lambda _: {"target": "■■"}), "DSC-06", most=1),
    kind("words answered by a percentage", "criteria", in_rows(lambda row: {"actual": "100%"} if not row.value("target") else None), "SCO-10 FMT-05"),
    kind("number answered by words", SELF_READ, in_rows(lambda row: {"actual": "已完成"} if row.value("target") else None), "FMT-05 SCO-06", most=2),
    kind("operator apart from the target's", "integrated", in_rows(lambda row: {"target": f"{TURNED[row['operator']]}{row['target']}"}), "FMT-13", "SCO-05"),
    kind("unit apart from the value's", "integrated", in_rows(lambda row: {"actual": f"{row['actual']}人次"}), "FMT-13 FMT-05"),
    kind("strict bound met by equality", ("shanxi_project", "integrated"), in_rows(lambda row: {"target": str(row.value("target")).replace("≥", ">")} if row.at_least and row.value("actual").number == row.value("target").number else None), "IND-02"),
    kind("target lowered in the year", "shanxi_project", in_rows(lambda row: {"adjusted_target": str(row.value("target").times("0.8"))} if row.at_least and row.full and row.value("target").times("0.8").number != row.value("target").number else None), "IND-21"),
    kind("cost of the budget, not of the spending", ("shanxi_project", "hunan_project", "hotline"), lambda keys: [(row.path, {f"{row.path}.target": f"≤{total_line(keys)[1]['adjusted']}万元", f"{row.path}.actual": f"{total_line(keys)[1]['adjusted']}万元"}) for row in rows(keys) if "成本" in row.level2], "IND-03"),
    kind("at most everything", ROWS_READ, of_target(lambda v: "≤100%" if v.unit == "%" and v.operator == "≥" else None), "IND-06 IND-01", "SCO-04", most=1),
    kind("more than everybody", ALL_ROWS, in_rows(lambda row: {"target": "≥120%"} if satisfied(row) and not row.columns_apart else None), "IND-06 IND-17 SCO-05"),
    kind("everybody satisfied", ROWS_READ, in_rows(lambda row: {"target": "≥100%"} if satisfied(row) and not row.columns_apart else None), "IND-17", "SCO-05"),
    kind("at least nothing", ROWS_READ, of_target(lambda v: f"≥0{v.unit}" if v.operator == "≥" else None), "IND-06 IND-23", most=1),
)
"""Slips in values."""
# fmt: on
# fmt: off
NAMING = (
    kind("target is the name", ROWS_READ, in_rows(lambda row: {"target": row["name"]} if row.of_percent else None), "IND-08", most=1),
    kind("target is a category", ROWS_READ, in_rows(lambda row: {"target": row.level2} if row.level2.endswith("指标") else None), "IND-08", most=2),
    kind("target that cannot be measured", ROWS_READ, in_rows(lambda _: {"target": "按实际情况确定"}), "IND-07", most=1),
    kind("target is an area", ROWS_READ, in_rows(lambda _: {"target": "全区范围"}), "IND-07 FMT-05 SCO-06", most=1),
    kind("name is a category", ROWS_READ, in_rows(lambda row: {"name": row.level2} if row.level2.endswith("指标") and not satisfied(row) else None), "STR-04", most=2),
    kind("name is the target", ROWS_READ, in_rows(lambda row: {"name": row["target"]} if row.value("target") and not row.columns_apart else None), "IND-15", most=2),
    kind("blank form's name", ROWS_READ, in_rows(lambda _: {"name": "指标1："}), "STR-03 STR-04 IND-15", most=1),
    kind("blank form's target", ROWS_READ, in_rows(lambda _: {"target": "（填写年度指标值，20字以内）"}), "STR-03 FMT-05", most=1),
    kind("blank form's dots", ("shanxi_project", "targets"), in_rows(lambda _: {"target": "……"}), "FMT-11 STR-03 IND-07", most=1),
    kind("category without its last word", ROWS_READ, in_rows(misspelt), "STR-05 STR-06", most=1),
    kind("category with a wrong character", ROWS_READ, in_rows(lambda row: {"level2": row["level2"].replace("指标", "指际")} if row["level2"].endswith("指标") else None), "STR-05 STR-06", most=2),
    kind("first level with a wrong character", ROWS_READ, in_rows(lambda row: {"level1": row["level1"].replace("出", "生").replace("效", "郊").replace("满", "瞒")} if row["level1"] else None), "STR-05 STR-06", most=2),
    kind("category below a wrong one", ROWS_READ, in_rows(misplaced), "STR-06", most=2),
    kind("no outcome at all", ("shanxi_project", "hunan_project", "hunan_department"), no_outcome, "STR-13"),
    kind("satisfaction among outcomes", ROWS_READ, in_rows(lambda row: {"level1": "效益指标", "level2": "社会效益指标"} if satisfied(row) and row["level1"] else None), "IND-16"),
    kind("rate among satisfaction", ROWS_READ, in_rows(lambda row: {"name": "制度执行率"} if satisfied(row) else None), "IND-16"),
    kind("quantity in percent", ROWS_READ, in_rows(lambda row: {"target": "≥95%"} | ({"actual": "96%"} if row["actual"] else {}) if row.level2 == "数量指标" and not row.columns_apart else None), "IND-12", most=1),
    kind("rate in pieces", ROWS_READ, in_rows(lambda row: {"target": "≥120份"} | ({"actual": "125份"} if row["actual"] else {}) if row["name"].endswith("率") and not row.columns_apart else None), "IND-12", "SCO-04", most=1),
    kind("persons in square metres", ROWS_READ, in_rows(lambda row: {"name": "受益人数", "target": "≥300平方米"} | ({"actual": "310平方米"} if row["actual"] else {}) if row.level2 in {"社会效益指标", "数量指标"} and not row.columns_apart else None), "IND-24", most=1),
    kind("satisfaction in days", ROWS_READ, in_rows(lambda row: {"target": "≤5天"} | ({"actual": "4天"} if row["actual"] else {}) if satisfied(row) and not row.columns_apart else None), "IND-24 IND-01", most=1),
    kind("last year's date", (*SELF_READ, "wuhan_department"), dates_of("{}年12月31日"), "IND-09", most=1),
    kind("date two years later", (*SELF_READ, "wuhan_department", "wide_targets"), dates_of("{}年6月底前"), "IND-09", most=1),
    kind("day of no calendar in a row", (*SELF_READ, "wuhan_department"), no_calendar, "IND-09 FMT-01 DSC-07", most=1),
    kind("radical for a character", ROWS_READ, in_rows(look_alike), "STR-19", most=1),
    kind("name in another encoding", ROWS_READ, in_rows(garbled), "STR-19", most=1),
    kind("character lost", ROWS_READ, in_rows(lambda row: {"name": f"{row['name'][:-1]}\ufffd"}), "STR-19", most=1),
    kind("bookmark of the word processor", ROWS_READ, in_rows(lambda row: {"target": f"[bookmark: _GoBack]{row['target']}"}), "STR-08", most=1),
    kind("indicator twice with two targets", (*TARGET_FORMS, "wuhan_project"), printed_twice, "IND-25", most=2),
    kind("indicator twice", (*TARGET_FORMS, "wuhan_project"), printed_again, "IND-25", most=1),
)
"""Slips in names and categories."""
# fmt: on


# Targets beside earlier years and long-term targets.


def past(row: Row) -> bool:
    """Whether the row has figures of earlier years, and a target that is a number."""
    return bool(row["baseline_y1"] and row.value("target") and row.value("baseline_y1"))


def of_past(key: str, slip: Callable[[Row], object]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips in one cell of rows with earlier figures."""

    def made(row: Row) -> dict[str, str] | None:
        text = slip(row) if past(row) else None
        return None if text is None else {key: str(text)}

    return in_rows(made)


def ten_times(text: str) -> str:
    """Multiply the number of a cell by ten."""
    written = _WRITTEN.fullmatch(text)
    assert written
    return f"{written['operator']}{Decimal(written['number']) * 10:f}{written['unit']}"


def weaker(factor: str, back: str) -> Callable[[Row], object]:
    """Return a slip: a target weaker than last year, the floor times ``factor``, the ceiling times ``back``."""
    return lambda row: row.value("target").times(factor if row.at_least else back)


def copied_history(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Print the year's targets as the figures of both earlier years."""
    cells = [(row.path, str(replace(row.value("target"), operator=""))) for row in rows(keys) if past(row)]
    years = ("baseline_y1", "baseline_y2")
    yield "both years", {f"{path}.{year}": text for path, text in cells for year in years}


def long_terms(keys: Changes) -> Iterator[tuple[Row, Row]]:
    """Yield rows of long-term goals with the annual row of the same name."""
    listed = list(rows(keys))
    annual = {row["name"]: row for row in listed if row.goal["kind"] == "annual"}
    yield from (
        (row, annual[row["name"]]) for row in listed if row.goal["kind"] == "long_term" and row["name"] in annual
    )


def weaker_than_long_term(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Set annual targets, and the figures of earlier years with them, below what is aimed at in the long term."""
    for long_term, annual in long_terms(keys):
        target = long_term.value("target")
        if target.unit == "%":
            low = target.times("0.9")
            earlier = replace(low.times("0.98"), operator="")
            years = ("baseline_y1", "baseline_y2")
            yield (
                annual.path,
                {f"{annual.path}.target": str(low), **{f"{annual.path}.{year}": str(earlier) for year in years}},
            )


def long_term_unit(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Count the long-term target in another measure than the annual one."""
    for long_term, _ in long_terms(keys):
        target = long_term.value("target")
        yield long_term.path, {f"{long_term.path}.target": str(replace(target, unit=OTHER_UNITS[target.unit]))}


def goals(slip: Callable[[int, Changes], Changes]) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips in every annual goal of a form."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        for number, goal in enumerate(keys["goals"]):
            if goal["kind"] == "annual":
                yield f"goals[{number}]", slip(number, goal)

    return made


def one_row_everywhere(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Print one row below every annual goal and below a third one."""
    row = {
        "level1": "产出指标",
        "level2": "质量指标",
        "name": "工作任务完成率",
        "target": "≥98%",
        "target_basis": "计划数据",
    }
    third = {
        "kind": "annual",
        "number": "3",
        "label": "年度目标3：",
        "overview": "目标3：办理社会保险",
        "target_text": "办理社会保险",
    }
    more: Changes = {
        f"goals[{n}].indicators[+]": row for n, goal in enumerate(keys["goals"]) if goal["kind"] == "annual"
    }
    yield "all annual goals", {**more, "goals[+]": {**third, "indicators": [row]}}


# fmt: off
HISTORY = (
    kind("last year with a digit lost", HISTORIES, of_past("baseline_y1", lambda row: lost(row["baseline_y1"])), "IND-28", most=6),
    kind("last year ten times", HISTORIES, of_past("baseline_y1", lambda row: ten_times(row["baseline_y1"])), "IND-28", most=8),
    kind("year before last with a digit lost", HISTORIES, of_past("baseline_y2", lambda row: lost(row["baseline_y2"])), "IND-28", most=4),
    kind("year before last ten times", HISTORIES, of_past("baseline_y2", lambda row: ten_times(row["baseline_y2"])), "IND-28", most=6),
    kind("target ten times last year", HISTORIES, of_past("target", lambda row: ten_times(row["target"])), "IND-28 IND-06 IND-13 IND-14", most=8),
    kind("target with a digit lost", HISTORIES, of_past("target", lambda row: lost(row["target"]) if row.at_least else None), "IND-28 IND-13 IND-14 IND-29", most=8),
    kind("word for ten thousand slipped in", HISTORIES, of_past("baseline_y1", lambda row: f"{row.value('baseline_y1').number}万{row.value('baseline_y1').unit}" if row.value("target").unit in {"件", "人次", "个", "期", "场"} else None), "IND-28", most=4),
    kind("share or time weaker than last year", HISTORIES, of_past("target", lambda row: weaker("0.8", "2")(row) if row.value("target").unit in {"%", "天"} else None), "IND-13 IND-14", most=8),
    kind("half of last year's work", HISTORIES, of_past("target", lambda row: weaker("0.4", "1")(row) if row.value("target").unit in {"件", "人次", "个", "期", "场"} else None), "IND-13 IND-29", most=6),
    kind("nothing asked for any more", HISTORIES, of_past("target", lambda row: f"0{row.value('target').unit}" if row.at_least else None), "IND-23 IND-06", most=8),
    kind("last year with the target's operator", HISTORIES, of_past("baseline_y1", lambda row: f"{row.value('target').operator}{row['baseline_y1']}"), "FMT-03", most=4),
    kind("last year left open", HISTORIES, of_past("baseline_y2", lambda row: f"{row['baseline_y2']}左右"), "FMT-04", most=4),
    kind("last year blank", HISTORIES, of_past("baseline_y1", lambda _: ""), "FMT-11", most=4),
    kind("dash for last year", HISTORIES, of_past("baseline_y2", lambda _: "-"), "FMT-11", most=4),
    kind("last year without its unit", HISTORIES, of_past("baseline_y1", lambda row: row.value("baseline_y1").number if row.value("target").unit != "万元" else None), "FMT-06 FMT-12 FMT-05", most=6),
    kind("last year in another unit", HISTORIES, of_past("baseline_y1", lambda row: f"{row.value('baseline_y1').number}平方米" if row.value("target").unit != "%" else f"{row.value('baseline_y1').number}人"), "FMT-05 IND-26 IND-24", most=4),
    kind("last year as a fraction", HISTORIES, of_past("baseline_y1", lambda row: f"{Decimal(row.value('baseline_y1').number) / 100}" if row.of_percent else None), "FMT-07", most=4),
    kind("last year with two percent signs", HISTORIES, of_past("baseline_y1", lambda row: f"{row['baseline_y1']}%" if row.of_percent else None), "FMT-01", most=1),
    kind("last year masked", HISTORIES, of_past("baseline_y1", lambda _: "*"), "DSC-06", most=1),
    kind("earlier years copied from the targets", "wide_targets", copied_history, "IND-27"),
    kind("weaker than the long-term target", HISTORIES, weaker_than_long_term, "IND-14", most=6),
    kind("long-term target in another measure", HISTORIES, long_term_unit, "IND-26 IND-12 IND-24", most=6),
    kind("goal number twice", "wide_targets", lambda _: [("goals[2].number", {"goals[2].number": "1", "goals[2].label": "年度目标1："}), ("goals[1].number", {"goals[1].number": "2", "goals[1].label": "年度目标2："})], "STR-10"),
    kind("goal number missing", (*HISTORIES, "next_year", "project_target"), goals(lambda n, _: {f"goals[{n}].number": "3", f"goals[{n}].label": "年度目标3："}), "STR-10", most=1),
    kind("goal without rows", HISTORIES, goals(lambda n, _: {f"goals[{n}].overview": f"目标{n}：另行开展的工作", f"goals[{n}].indicators": []}), "STR-10", most=4),
    kind("goal of the overview left out below", "wide_targets", goals(lambda n, _: {f"goals[{n}].label": None, f"goals[{n}].target_text": None, f"goals[{n}].indicators": []}), "STR-10", most=4),
    kind("goal without words", HISTORIES, goals(lambda n, _: {f"goals[{n}].target_text": ""}), "STR-02 STR-10 FMT-11", most=1),
    kind("one row below three goals", "wide_targets", one_row_everywhere, "IND-10"),
)
"""Slips beside earlier years."""
# fmt: on


# The table of base data.


def base_cells(lines: str) -> Callable[[Changes], Iterator[tuple[str, str, Changes]]]:
    """Return what yields the filled cells of some rows of the base data."""
    wanted = set(lines.split())

    def made(keys: Changes) -> Iterator[tuple[str, str, Changes]]:
        for line, cells in enumerate(keys["base_data"]):
            for key in ("value", "prior_final", "budget", "final"):
                if (
                    cells["line_code"] in wanted
                    and re.match(r"\d", cells.get(key) or "")
                    and Decimal(cells[key].rstrip("%"))
                ):
                    yield f"base_data[{line}]", key, cells

    return made


def cells_put(
    cells: Callable[[Changes], Iterator[tuple[str, str, Changes]]], slip: Callable[[str], str]
) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of one slip in every cell."""
    return lambda keys: ((f"{p}.{k}", {f"{p}.{k}": slip(row[k])}) for p, k, row in cells(keys))


def neighbours(line: int, other: int) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of a row of base data that holds the figures of another row."""
    keys_of = ("prior_final", "budget", "final")
    return lambda keys: [
        (f"base_data[{line}]", {f"base_data[{line}].{key}": keys["base_data"][other][key] for key in keys_of})
    ]


PUBLIC = "three_public vehicles vehicles_operation receptions"
STAFF = "staffing_authorised staffing_actual staffing_rate"
EXPENDED = "BUD-12 BUD-13 BUD-18"
# fmt: off
BASE = (
    kind("pen, three-public amounts", "full_base", pen_slips(base_cells(PUBLIC)), EXPENDED, most=99),
    kind("pen, project amounts", "full_base", pen_slips(base_cells("project project_activities project_maintenance project_earmarked")), EXPENDED, most=99),
    kind("operating total with a digit lost", "full_base", cells_put(base_cells("operating"), lambda text: lost(text) or text), "BUD-12"),
    kind("operating total ten times", "full_base", cells_put(base_cells("operating"), ten_times), "BUD-12 BUD-13 BUD-26"),
    kind("pen, staffing", "full_base", cells_put(base_cells(STAFF), lambda text: exchanged(text) or ten_times(text)), "BUD-16"),
    kind("staffing with a digit lost", "full_base", cells_put(base_cells(STAFF), lambda text: lost(text) or text), "BUD-16"),
    kind("more staff than posts", "full_base", at(("88 of 80", {"base_data[1].value": "88", "base_data[2].value": "110.00%"})), "BUD-16"),
    kind("staffing rate the wrong way round", "full_base", at(("80 by 72", {"base_data[2].value": "111.11%"})), "BUD-16"),
    kind("figures of the row above", "full_base", lambda keys: [*neighbours(8, 6)(keys), *neighbours(4, 3)(keys), *neighbours(11, 10)(keys)], EXPENDED),
    kind("budget in the column of the final figure", "full_base", at(("receptions", {"base_data[8].final": "6.00"}), ("project", {"base_data[9].final": "120.00"}), ("vehicles", {"base_data[4].final": "8.00"})), "BUD-12"),
    kind("travel without a budget", "full_base", at(("overseas", {"base_data[7].final": "4.20", "base_data[3].final": "16.70", "base_data[3].budget": "14.00"})), "BUD-13"),
    kind("spent above the budget, sums in step", "full_base", at(("receptions", {"base_data[8].final": "6.80", "base_data[3].final": "14.30", "base_data[3].budget": "14.00"}), ("vehicles", {"base_data[6].final": "8.60", "base_data[4].final": "8.60", "base_data[3].final": "13.60"})), "BUD-13"),
    kind("three-public spending grown", "full_base", at(("all", {"base_data[8].prior_final": "4.00", "base_data[3].prior_final": "12.00"})), "BUD-18"),
    kind("base figure blank", "full_base", cells_put(base_cells(f"{PUBLIC} project operating"), lambda _: ""), "FMT-11 BUD-12", most=4),
    kind("dash for a base figure", "full_base", cells_put(base_cells("project operating"), lambda _: "/"), "FMT-11", most=3),
    kind("base figure in words", "full_base", cells_put(base_cells("three_public project"), lambda _: "见决算"), "FMT-01", most=2),
    kind("base figure with its unit again", "full_base", cells_put(base_cells("three_public operating"), lambda text: f"{text}万元"), "FMT-08", most=2),
    kind("base figure masked", "full_base", cells_put(base_cells("receptions"), lambda _: "*"), "DSC-06", most=2),
    kind("secrecy beside a base figure", "full_base", put("base_data[11].label", "2、涉密设备运行维护经费", "2、机密级专项经费"), "DSC-04"),
)
"""Slips in the table of base data."""
# fmt: on


# Words of a form, its head and its source; what nobody should publish.


def telling(keys: Changes) -> Iterator[str]:
    """Yield where the form has running text."""
    for number, goal in enumerate(keys.get("goals", [])):
        if goal.get("target_text"):
            yield f"goals[{number}].target_text"
    for row in rows(keys):
        if "deviation" in row.cells:
            yield f"{row.path}.deviation"
            break
    yield from (f"narratives[{number}].text" for number in range(len(keys.get("narratives", []))))


def in_texts(text: str) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of texts with something in them that is not for the public."""
    return lambda keys: ((f"{path}", {path: text}) for path in telling(keys))


def of_year(year: int) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of forms whose printed year is another than their own."""
    return lambda keys: [("fiscal_year_text", {"fiscal_year_text": f"{int(keys['fiscal_year']) + year}年度"})]


def dated(*texts: str) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of reporting dates; ``{}`` is the year of the form."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        for text in texts:
            written = text.format(keys["fiscal_year"])
            yield f"report_date {written!r}", {"report_date": written}

    return made


WORDED = (
    "shanxi_project",
    "wuhan_department",
    "targets",
    "hunan_report",
    "real hotline",
    "real archives",
    "real report",
)
# fmt: off
DISCLOSURE = (
    kind("identity number in a text", WORDED, in_texts("联系人张某，身份证号11010519491231002X。"), "DSC-05", most=1),
    kind("bank card in a text", WORDED, in_texts("补助打入6222020200112230000账户。".replace("6222020200112230000", "6228480402564890018")), "DSC-05", most=1),
    kind("mobile number in a text", WORDED, in_texts("如有疑问请拨打13812345678与经办人联系。"), "DSC-05", most=1),
    kind("mobile number in groups", WORDED[:3], in_texts("经办人电话138 1234 5678。"), "DSC-05", most=1),
    kind("secrecy beside a cost", ("shanxi_project", "targets", "project_target", "hunan_project"), in_rows(lambda row: {"name": f"涉密{row['name']}"} if "成本" in row.level2 else None), "DSC-04"),
    kind("secret project", ("shanxi_project", "hunan_project", "criteria"), lambda keys: [("project", {"project": f"机要通信（机密）{keys['project']}"})], "DSC-04"),
    kind("secrecy beside an amount in a text", ("hunan_report", "wuhan_department"), in_texts("涉密项目经费35.00万元已按规定使用。"), "DSC-04"),
    kind("reported before the year ended", SELF_EVALUATIONS, dated("{}年10月15日", "{}.12.1", "{}-11-30"), "DSC-01", most=2),
    kind("reporting date blank", SELF_EVALUATIONS, dated("    年  月  日", ""), "DSC-03", most=1),
    kind("day of no calendar", SELF_EVALUATIONS, dated("2024年2月30日", "2024.13.5", "2024年6月31日"), "DSC-07", most=1),
    kind("date without a year", ("shanxi_project", "criteria"), dated("3月15日", "元月十五"), "DSC-07"),
    kind("published too late", ("shanxi_project", "hunan_department", "targets"), at(("six weeks", {"document": {"approval_date": "2025-07-20", "publication_date": "2025-08-31"}}), ("a year", {"document": {"approval_date": "2024-02-01", "publication_date": "2025-02-10"}})), "DSC-02"),
    kind("published before it was approved", "shanxi_project", at(("a month", {"document": {"approval_date": "2025-07-20", "publication_date": "2025-06-20"}})), "DSC-02"),
    kind("source record unfinished", ("shanxi_project", "targets", "hunan_report", "full_base"), at(*((key, {"document": {key: "待填写"}}) for key in ("title", "publisher", "media_type"))), "STR-18", most=2),
    kind("unit blank", ("shanxi_project", "hunan_project", "criteria", "project_target"), put("implementing_unit", "", "　"), "STR-02", most=1),
    kind("department blank", ("shanxi_project", "hunan_department", "wuhan_department"), put("department", "", " "), "STR-02", most=1),
    kind("achievement blank", ("shanxi_project", "hunan_project", "wuhan_project"), put("goals[0].actual_text", ""), "STR-02"),
    kind("form of another department", ("shanxi_project", "criteria", "hunan_department", "targets"), put("department", "示例县教育局", "邻县交通运输局"), "STR-17"),
    kind("title of another department", ("targets", "next_year"), lambda _: [("title", {"department": "", "title": "示例县水利局整体支出绩效目标表"})], "STR-17"),
    kind("instruction left in a text", WORDED[:4], in_texts("请在此处填写完成情况（100字以内）"), "STR-03", most=1),
    kind("beginning of a paragraph lost", ("wuhan_department", "hunan_report"), in_texts("，已按要求全部整改到位。"), "STR-16", most=2),
    kind("text in another encoding", ("hunan_report", "wuhan_department"), in_texts("基本支出情况".encode("gb18030").decode("latin-1")), "STR-19", most=2),
    kind("achievement copied from the goal", ("shanxi_project", "hunan_project", "wuhan_project", "criteria"), lambda keys: [("actual_text", {"goals[0].actual_text": keys["goals"][0]["target_text"]})], "IND-11", most=1),
    kind("goal is the project's name", ("shanxi_project", "hunan_project", "wuhan_project", "criteria"), lambda keys: [("target_text", {"goals[0].target_text": keys["project"]})], "IND-19", most=1),
    kind("printed year of another form", ("shanxi_project", "hunan_department", "full_base"), of_year(-1), "IND-09 STR-17 STR-40", most=1),
    kind("second copy differs", ("shanxi_project", "hunan_project"), lambda keys: [(row.path, {"source": {"duplicate": {"first_line": "20", "last_line": "40", "description": "工作表内嵌图片的文字", "differences": [{"path": f"{row.path}.actual", "text": exchanged(row["actual"]) or added(row["actual"])}]}}}) for row in rows(keys)], "STR-09", most=2),
)
"""Slips in words, heads and sources, and what is not for the public."""
# fmt: on


# Reports, and forms of one department together.


def figures(form: int, section: int) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return a maker of slips of the pen in every figure of a section of a report."""

    def made(keys: Changes) -> Iterator[tuple[str, Changes]]:
        text = keys["forms"][form]["narratives"][section]["text"]
        slips = (exchanged, lost, added)
        found = list(re.finditer(r"\d+(?:\.\d+)?(?=万元|名|人|%|个)", text))
        for figure in found:
            for slip in slips:
                wrong = slip(figure[0])
                if wrong not in {None, figure[0]}:
                    path = f"forms[{form}].narratives[{section}].text"
                    yield (
                        f"section {section} {figure[0]} {wrong}",
                        {path: text[: figure.start()] + wrong + text[figure.end() :]},
                    )

    return made


def said(text: str) -> Changes:
    """Return a further section of the report."""
    return {"forms[0].narratives[+]": {"kind": "report_section", "heading": "其他", "text": text}}


def in_form(number: int, changes: Changes) -> Changes:
    """Return changes to one of several forms."""
    return {f"forms[{number}].{path}": value for path, value in changes.items()}


def full_marks(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Copy full marks into the totals of all forms."""
    yield "all totals", {f"forms[{n}].total.score": "100" for n, form in enumerate(keys["forms"]) if "total" in form}


def same_targets(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Give every indicator of every project one and the same target."""
    changes: Changes = {}
    for number, form in enumerate(keys["forms"]):
        for row in rows(form):
            changes |= in_form(number, {f"{row.path}.target": "100%", f"{row.path}.actual": "100%"})
    yield "all targets", changes


def same_row(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Print one indicator with one target in all forms."""
    changes: Changes = {}
    for number, form in enumerate(keys["forms"]):
        row = next(row for row in rows(form) if row.level2 == "质量指标" or "服务对象" in row.level2)
        changes |= in_form(
            number, {f"{row.path}.name": "工作任务完成率", f"{row.path}.target": "≥95%", f"{row.path}.actual": "96%"}
        )
    yield "one row", changes


def one_in_yuan(keys: Changes) -> Iterator[tuple[str, Changes]]:
    """Write the amounts of the first form in yuan, those of its sisters in ten thousand yuan."""
    yield "first form", in_form(0, {f"{p}.{k}": in_yuan(row[k]) for p, k, row in money(keys["forms"][0])})


# fmt: off
ACROSS = (
    kind("figure of the report, staff", "office", figures(0, 1), "BUD-14 TXT-03", most=99),
    kind("figure of the report, basic expenditure", "office", figures(0, 2), "BUD-14 TXT-01", most=99),
    kind("figure of the report, projects", "office", figures(0, 3), "BUD-14 TXT-01 BUD-15", most=99),
    kind("number of projects in the report", "office", figures(0, 4), "TXT-02", most=2),
    kind("number of projects by words", "office", at(("18", said("今年共对18个项目开展了绩效自评。"))), "TXT-02"),
    kind("parts of a sentence beyond its total", "office", at(("towns", said("下拨经费9.00万元，其中甲乡5.00万元，乙乡5.50万元。")), ("kinds", said("会议费3.20万元，其中省级会议2.10万元，市级会议1.80万元。")), ("digit", said("购置设备12.00万元，其中电脑80.00万元，打印机4.00万元。"))), "TXT-01"),
    kind("complete parts that do not make the total", "office", at(("basic", said("调整后基本支出数为824.50万元，其中人员经费690.00万元，公用经费130.00万元。"))), "TXT-01 BUD-14"),
    kind("control rate in a sentence", "office", at(("95", said("事业编制40名，在职36人，在职人员控制率为95.00%。")), ("digits", said("机关编制60名，在职57人，在职人员控制率为59%。"))), "TXT-03 BUD-14"),
    kind("base data unlike the report", "office", at(("project", in_form(2, {"base_data[9].final": "115.00", "base_data[10].final": "68.50"})), ("posts", in_form(2, {"base_data[0].value": "90", "base_data[2].value": "80.00%"})), ("staff", in_form(2, {"base_data[1].value": "70", "base_data[2].value": "87.50%"})), ("operating", in_form(2, {"base_data[13].final": "126.80"}))), "BUD-14", "BUD-15", most=4),
    kind("department's project money unlike the projects'", "office", at(("half", in_form(1, {"funding[4].amount": "60.00", "funding[3].amount": "840.00"})), ("less ten", in_form(1, {"funding[4].amount": "110.00", "funding[3].amount": "790.00"}))), "BUD-15 BUD-14"),
    kind("a project's money beyond the department's", "office", at(("ten times", in_form(4, {**{f"funding[{n}].{key}": text for n in (0, 1) for key, text in (("initial", "500.00"), ("adjusted", "500.00"), ("executed", "480.00"))}, "goals[0].indicators[0].target": "≤500万元", "goals[0].indicators[0].actual": "480万元"}))), "BUD-15"),
    kind("an annex left out", "office", at(("4", in_form(4, {"source.annex": "附件5"})), ("1", in_form(1, {"source.annex": "附件7"}))), "STR-11"),
    kind("one form of several in yuan", "siblings", one_in_yuan, "BUD-06"),
    kind("full marks everywhere", "scores", full_marks, "SCO-11", "SCO-03"),
    kind("one target for everything", "scores", same_targets, "SCO-11", "SCO-04"),
    kind("one indicator in all forms", "siblings", same_row, "IND-10", "SCO-04"),
    kind("less than reported last year", "years", at(("90", in_form(1, {"goals[0].indicators[1].target": "≥90%"})), ("96", in_form(1, {"goals[0].indicators[1].target": "≥96%"}))), "IND-22"),
)
"""Slips between the forms of a department."""
# fmt: on


# Copies of real forms.

REAL_ROWS = (*REAL_PROJECTS, "real subdistrict", "real department")


def quiet(
    slips: Callable[[Changes], Iterable[tuple[str, Changes]]], skip: int = 0
) -> Callable[[Changes], Iterator[tuple[str, Changes]]]:
    """Return the slips from the one after ``skip`` on: real forms differ in which of their rows are plain."""
    return lambda keys: islice(slips(keys), skip, None)


# fmt: off
REAL_FAULTS = (
    kind("real: percent sign doubled", (*REAL_ROWS, *REAL_TARGETS), quiet(of_target(lambda v: f"{v}%" if v.unit == "%" else None), 1), "FMT-01", most=1),
    kind("real: operator and contrary words", (*REAL_ROWS, *REAL_TARGETS), quiet(of_target(lambda v: f"≥{v.number}{v.unit}以下" if v.unit else None), 1), "FMT-10", most=1),
    kind("real: actual value blank", REAL_ROWS, in_rows(lambda row: {"actual": ""} if row["actual"].strip() else None), "STR-07 FMT-11", most=1),
    kind("real: operator in an actual value", REAL_ROWS, in_rows(lambda row: {"actual": f"≥{row['actual']}"} if row.value("actual") else None), "FMT-03", most=1),
    kind("real: another department's name", ("real network", "real hotline", "real subdistrict", "real archives"), lambda keys: [("department", {"department": "邻县教育局", **({"implementing_unit": "邻县教育局"} if "project" in keys else {"title": "邻县教育局绩效表"})})], "STR-17"),
    kind("real: total off by one", ("real network", "real poverty research", "real expenses", "real hotline"), lambda keys: [("total", {"total.score": f"{Decimal(keys['total']['score']) - Decimal('1.3')}"})], "SCO-03"),
    kind("real: total left out", ("real network", "real hotline"), put("total.score", ""), "STR-12"),
    kind("real: pen, spending", ("real network", "real hotline", "real poverty research"), pen_slips(money, lambda key, _: key == "executed"), "BUD-01 BUD-02 BUD-03", "BUD-04", most=6),
    kind("real: rate with digits exchanged", ("real network", "real poverty research"), lambda keys: [("rate", {"funding[0].rate": exchanged(keys["funding"][0]["rate"])})], "BUD-02"),
    kind("real: pen, initial budget", ("real network", "real hotline", "real poverty research"), pen_slips(money, lambda key, _: key == "initial"), "BUD-01", most=2),
    kind("real: row of the archives twice", REAL_TARGETS, printed_twice, "IND-25", most=2),
    kind("real: last year ten times", REAL_TARGETS, of_past("baseline_y1", lambda row: ten_times(row["baseline_y1"])), "IND-28", most=2),
    kind("real: last year with an operator", REAL_TARGETS, quiet(of_past("baseline_y1", lambda row: f"≥{row['baseline_y1']}"), 2), "FMT-03", most=1),
    kind("real: target is the name", REAL_TARGETS, quiet(in_rows(lambda row: {"target": row["name"]} if row["name"].endswith("率") else None), 1), "IND-08", most=2),
    kind("real: satisfaction among outcomes", REAL_TARGETS, in_rows(lambda row: {"level1": "效益指标", "level2": "社会效益指标"} if satisfied(row) and row["level1"] else None), "IND-16", most=1),
    kind("real: character lost", (*REAL_TARGETS, "real network"), in_rows(lambda row: {"name": f"{row['name'][:-1]}\ufffd"}), "STR-19", most=1),
    kind("real: goal number missing", REAL_TARGETS, goals(lambda n, _: {f"goals[{n}].number": "9"}), "STR-10", most=1),
    kind("real: base figure", "real base data", at(("operating vehicles", {"base_data[6].final": "14"}), ("staff", {"base_data[1].value": "96"}), ("rate", {"base_data[2].value": "58.19%"}), ("projects", {"base_data[9].final": "2517"})), "BUD-12 BUD-13 BUD-16", "BUD-14 BUD-15", most=4),
    kind("real: target missed, full points", ("real network", "real hotline"), in_rows(lambda row: {"actual": "62%"} if row.of_percent and row.at_least and row.full else None), "SCO-05", most=1),
    kind("real: points above the weight", ("real network", "real hotline", "real department"), in_rows(lambda row: {"score": f"{Decimal(row['weight']) + 4}"} if row.full and re.fullmatch(r"\d+", row["weight"]) else None), "SCO-01", "SCO-03 STR-12", most=1),
    kind("real: weight raised", ("real network", "real hotline"), in_rows(lambda row: {"weight": f"{Decimal(row['weight']) + 7}"} if row.full and re.fullmatch(r"\d+", row["weight"]) else None), "SCO-02", most=1),
)
"""Slips in copies of published forms."""
# fmt: on
FAMILIES = {
    "money": MONEY,
    "points": POINTS,
    "values": VALUES,
    "names and categories": NAMING,
    "earlier years": HISTORY,
    "base data": BASE,
    "words and disclosure": DISCLOSURE,
    "across forms": ACROSS,
    "real forms": REAL_FAULTS,
}
KINDS = {kind.name: kind for listed in FAMILIES.values() for kind in listed}


@cache
def faults(name: str) -> tuple[Planted, ...]:
    """Return the faults of one kind."""
    return tuple(KINDS[name].faults())
