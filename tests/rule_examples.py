"""The rules' own examples made into whole portals: a wrong and a right example of each rule are run like published data.

An example is the YAML of the keys that matter; they are laid over the smallest valid form of its type:

* keys of a form (``funding``, ``goals``, ``total``, ``narratives``, ``fiscal_year`` …) as in a data file;
  ``source`` is laid over the smallest source reference, every other key replaces the smallest form's;
* ``form_type`` where the form is not a ``project_self_eval``;
* ``forms``: a list of such mappings, all of one department, for rules that look at several forms;
* ``profile``: keys laid over the scoring profile below;
* ``document``: keys laid over the record of the source document;
* ``thresholds``: keys of the portal's thresholds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from conftest import TODAY

from build_scripts.judging.check import check
from build_scripts.judging.findings import Finding
from build_scripts.judging.rules.examples import read_example
from build_scripts.judging.score import StatementResult, score
from build_scripts.reading import strict_yaml, validation
from build_scripts.reading.model import (
    STATEMENT_MODELS,
    AnyStatement,
    Department,
    FormTemplate,
    Jurisdiction,
    PortalSettings,
    Record,
    ScoringProfile,
    SourceDocument,
)
from build_scripts.reading.positions import Positions
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.yaml_writing import write
from build_scripts.words.vocabulary import FormType

JURISDICTION, DEPARTMENT = "sample-county", "sample-county/transport-bureau"
PROFILE: dict[str, Any] = {
    "name": "示例评分规则",
    "name_en": "Sample profile",
    "scored": "true",
    "execution_weight": "10",
    "level1_weights": {"output": "50", "outcome": "30", "satisfaction": "10"},
    "total_weight": "100",
    "indicator_formula": "true",
    "bands": [
        {"name": "达成", "lower": "80", "upper": "100"},
        {"name": "部分达成", "lower": "60", "upper": "80"},
        {"name": "未达成", "lower": "0", "upper": "60"},
    ],
    "citations": ["示例"],
}
_CELLS: dict[str, Any] = {
    "template": "sample",
    "title": "示例表",
    "department": "示例县交通运输局",
    "fiscal_year": "2021",
    "fiscal_year_basis": "printed",
    "source": {"document": "sample", "first_line": "1", "last_line": "99"},
    "currency_unit": "ten_thousand_yuan",
    "scoring_profile": "sample",
    "project": "公交候车亭",
    "implementing_unit": "示例县公路管理站",
}
SMALLEST: dict[FormType, dict[str, Any]] = {
    form_type: {key: value for key, value in _CELLS.items() if key in kind.model_fields}
    for form_type, kind in STATEMENT_MODELS.items()
}


def portal_of(example: str | Mapping[str, Any]) -> Portal:
    """Return the portal an example describes; ValueError where it is no valid form."""
    given = dict(read_example(example) if isinstance(example, str) else example)
    profile = PROFILE | given.pop("profile", {})
    document = _source() | given.pop("document", {})
    settings = _settings() | {"thresholds": given.pop("thresholds", {})}
    forms = given.pop("forms", None) or [given]
    portal = portal_with((_loaded(number, keys) for number, keys in enumerate(forms, 1)), {"sample": profile})
    return replace(
        portal,
        sources={"sample": _record(SourceDocument, document)},
        settings=_record(PortalSettings, settings),
    )


def portal_with(statements: Iterable[LoadedStatement], profiles: Mapping[str, Mapping[str, Any]]) -> Portal:
    """Return a portal of one sample jurisdiction and department around ``statements``."""
    listed = tuple(sorted(statements, key=lambda statement: statement.id))
    department = _record(Department, {"name": "示例县交通运输局", "kind": "government_department"})
    document = _record(SourceDocument, _source())
    return Portal(
        jurisdictions={JURISDICTION: _record(Jurisdiction, {"name": "示例县", "name_en": "Sample", "level": "county"})},
        departments=dict.fromkeys((DEPARTMENT, *(statement.department_id for statement in listed)), department),
        templates={"sample": _record(FormTemplate, {"name": "示例", "name_en": "Sample", "form_type": "dept_target"})},
        profiles={name: _record(ScoringProfile, profile) for name, profile in profiles.items()},
        sources=dict.fromkeys(("sample", *(statement.form.source.document for statement in listed)), document),
        statements=listed,
        restatements={},
        known_gaps={},
        replies={},
        published={},
        positions={statement.file: statement.positions for statement in listed},
        settings=_record(PortalSettings, _settings()),
    )


def loaded(form: AnyStatement, department: str, name: str) -> LoadedStatement:
    """Return a form as if it had been read from its file; ``department`` is ``jurisdiction/department``."""
    key = f"{department}/{form.fiscal_year}/{name}"
    _, positions, _ = strict_yaml.read_yaml(write(form), f"data/{key}.yml")
    project = name if "project" in type(form).model_fields else None
    return LoadedStatement(
        key, f"data/{key}.yml", department.split("/", maxsplit=1)[0], department, project, form, positions
    )


def results_of(example: str | Mapping[str, Any]) -> dict[str, StatementResult]:
    """Return the recomputed forms of an example by id."""
    return score(portal_of(example))


def findings_of(example: str | Mapping[str, Any], rule_id: str | None = None) -> list[Finding]:
    """Run all rules on an example; return their findings, or only those of ``rule_id``."""
    portal = portal_of(example)
    return [finding for finding in check(portal, score(portal), TODAY) if rule_id in {None, finding.rule_id}]


def _loaded(number: int, keys: Mapping[str, Any]) -> LoadedStatement:
    form_type = FormType(keys.get("form_type", FormType.PROJECT_SELF_EVAL.value))
    smallest = SMALLEST[form_type]
    data = {
        **smallest,
        "form_type": form_type.value,
        **keys,
        "source": {**smallest["source"], **keys.get("source", {})},
    }
    form = _record(STATEMENT_MODELS[form_type], data)
    name = f"project-{number}{form_type.ending}" if form_type.of_project else form_type.file
    return loaded(form, DEPARTMENT, name)


def _record(kind: type[Record], data: Mapping[str, Any]) -> Any:
    record, problems = validation.validate(kind, dict(data), Positions(), "example.yml")
    if record is None:
        raise ValueError("\n".join(problem.text("en") for problem in problems))
    return record


def _source() -> dict[str, str]:
    return {"title": "示例文件", "publisher": "示例县", "media_type": "文本", "sha256": "0" * 64, "lines": "99"}


def _settings() -> dict[str, Any]:
    texts = dict.fromkeys(
        ("title", "title_en", "description", "description_en", "publisher", "contact", "licence"), "示例"
    )
    grades = {"excellent": "90", "good": "80", "fair": "60", "poor": "0"}
    return {**texts, "licence_url": "https://example.cn/", "grades": grades, "grades_citation": "示例"}
