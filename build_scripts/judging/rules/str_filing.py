"""STR rules on how a form is filed: in whose folder, and under which record of its source document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.cells.names import department_names, folded
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import StatementResult
from build_scripts.reading.model import TO_COMPLETE, AnyStatement
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity, Subject

# The title of a form of the whole department may hold its name, beside the year: 2024年度某区教育局部门整体支出绩效目标表.
_YEAR = r"(?:（?\d{4}年度?）?)?"
_TITLE = re.compile(rf"{_YEAR}(?P<department>.*?){_YEAR}(?:部门|单位)?整体(?:支出)?绩效.*")


@statement_rule("STR-17", Severity.WARNING, about=Subject.TRANSCRIPTION,
    title=Both("表上印的部门与登记的部门不同", "The form prints another department than it is registered under"),
    reason=Both("表上印的部门名称和实施单位与登记的名称和别名都不同：可能是同一部门的另一种写法，也可能归错了部门。", "Neither department nor implementing unit on the form is the registered name or an alias: another spelling, or another department's form."),
    formula=Both("表上印的部门名称（没有部门栏的，看标题）或实施单位，去掉代码和“（本级）”一类字样 ∈ 部门的名称、别名", "the department's name on the form (in the title, where no field has it) or the implementing unit, without codes and words of its level ∈ registered name and aliases"),
    basis=Both("本门户约定：表归在它所印的部门之下，另一种写法登记为别名。", "Own convention: a form stands under the department that it prints, and other spellings are registered as aliases."),
    wrong="""
        department: 示例县教育局
    """,
    right="department: 示例县交通运输局",
)  # fmt: skip
def filed_under_its_department(result: StatementResult) -> Iterator[Hit]:
    """Compare the printed department with the name and aliases of the department in whose folder the form stands."""
    form, registered = result.statement.form, result.department
    path, printed = _printed_department(form)
    names = set(map(folded, (registered.name, *registered.aliases)))
    known = (printed, getattr(form, "implementing_unit", None) or "")
    if printed and all(names.isdisjoint(department_names(folded(name))) for name in known):
        yield Place(path).hit(
            f"表上印的部门是“{quoted(printed)}”，登记的名称是“{quoted(registered.name)}”，别名中也没有。",
            f"The form prints “{quoted(printed)}”; it is registered under “{quoted(registered.name)}”, which has no such alias.",
        )


def _printed_department(form: AnyStatement) -> tuple[str, str]:
    """Return where the form prints its department, and the name; an empty name where it prints none."""
    if form.department and clean(form.department):
        return "department", form.department
    found = _TITLE.fullmatch(clean(form.title))
    return "title", found["department"] if found else ""


@department_rule("STR-18", Severity.WARNING, about=Subject.TRANSCRIPTION,
    title=Both("来源文件的登记没有写完", "The record of the source document is not complete"),
    reason=Both("导入时写下的“待填写”还在，读者不知道这张表出自哪份文件、由谁发布。", "The words that an import leaves to be completed are still there: a reader cannot tell which document this is and who published it."),
    formula=Both("来源文件的标题、发布单位、格式不含“待填写”", "title, publisher and format of the source document are no longer marked as to be completed"),
    basis=Both("本门户约定：每张表都写明出处。", "Own convention: every form names its source."),
    wrong="""
        document: {title: 待填写（自评表.txt）, publisher: 待填写}
    """,
    right="document: {title: 示例县交通运输局2021年度项目支出绩效自评表, publisher: 示例县交通运输局}",
)  # fmt: skip
def source_is_recorded(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look through the records of a department's source documents; the first form of a document stands for all."""
    seen: set[str] = set()
    for result in forms:
        record, document = result.source, result.statement.form.source.document
        waiting = [key for key in ("title", "publisher", "media_type") if TO_COMPLETE in getattr(record, key)]
        if waiting and document not in seen:
            yield Place("source.document").hit(
                f"data/sources/{document}.yml 中 {'、'.join(waiting)} 还是“{TO_COMPLETE}”，请补全。",
                f"In data/sources/{document}.yml {', '.join(waiting)} still reads “{TO_COMPLETE}” (to be completed).",
                statement_id=result.statement.id,
            )
        seen.add(document)


_YEAR_PRINTED = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@statement_rule("STR-40", Severity.WARNING,
    title=Both("表上印的年度与登记的年度不同", "The printed year is not the year under which the form is filed"),
    reason=Both("表上印的年度（如“（2022年度）”）与本表登记的财政年度不同：登记有误，或表上沿用了往年的表头。按年度的合计和比较会算错。", "The year that the form prints, such as （2022年度）, is not the fiscal year under which it is filed: filed wrongly, or an old heading was kept. Totals and comparisons by year go wrong."),
    formula=Both("表上印的年度 = 登记的财政年度", "printed year = recorded fiscal year"),
    basis=Both("表内文字。", "The form's own words."),
    wrong="""
        fiscal_year: 2023
        fiscal_year_text: （2022年度）
    """,
    right="fiscal_year_text: （2023年度）",
)  # fmt: skip
def year_is_the_printed_one(result: StatementResult) -> Iterator[Hit]:
    """Compare the only year in the printed words with the recorded one; a span of years says several."""
    form = result.statement.form
    years = set(_YEAR_PRINTED.findall(clean(form.fiscal_year_text or "")))
    if len(years) == 1 and str(form.fiscal_year) not in years:
        yield Place("fiscal_year_text").hit(
            f"表上印的是“{quoted(form.fiscal_year_text)}”，登记的年度是 {form.fiscal_year}，请核对。",
            f"The form prints “{quoted(form.fiscal_year_text)}”; it is filed under {form.fiscal_year}. Please check.",
            reference=str(form.fiscal_year),
        )
