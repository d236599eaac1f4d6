"""STR rules on names and texts of a department: figures of the whole on a project's form, codes in names, copied advice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.cells.instructions import is_instruction
from build_scripts.judging.rules.groups import by_year
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.rows import STOCK_PHRASES
from build_scripts.judging.rules.texts import passages, quoted, together
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import SEMICOLON, Both
from build_scripts.words.vocabulary import NarrativeKind, Severity

_OF_THE_WHOLE = re.compile(
    "整体支出|三公经费|在职人员控制率|公用经费控制率|预决算(?:信息)?公开|政府采购执行率|基本支出"
)
"""Indicators of a whole department's finances."""
_CODE = re.compile(r"[-－—_](?P<code>[0-9]{2,8})$")
_TEXTS = frozenset(
    {
        *(NarrativeKind.GOOD_PRACTICE, NarrativeKind.PROBLEMS, NarrativeKind.IMPROVEMENT_PLAN),
        *(NarrativeKind.RECOMMEND_DECISION, NarrativeKind.RECOMMEND_BUDGET, NarrativeKind.RECOMMEND_FUNDS),
        *(NarrativeKind.RECOMMEND_MANAGEMENT, NarrativeKind.RECOMMEND_OTHER, NarrativeKind.DEVIATION_SUMMARY),
    }
)
_LONG_TEXT, _FORMS = 8, 3
_ASCII = re.compile(r"(?<=[一-龥])[.,;](?=[一-龥]|\s|$)")
_ROW = Both("条", "row")
_TEXT = Both("段文字", "text")


@statement_rule("STR-24", Severity.NOTE,
    title=Both("项目表上有全部门的财务指标", "Indicators of the whole department on a project's form"),
    reason=Both("整体支出、三公经费、在职人员控制率等是全部门的数，说明不了一个项目做了什么。", "Expenditure of the whole department, its hospitality or its staffing say nothing of what one project did."),
    formula=Both("项目表的指标名称不含“整体支出”“三公经费”“在职人员控制率”“公用经费控制率”“预决算公开”等（项目名称含有的除外）", "names of a project's indicators are not those of a department's finances, unless the project is called so"),
    basis=Both("财预〔2013〕53号：这些是部门整体支出的共性指标（据转载，未与原文核对）。", "财预〔2013〕53号 has them among the indicators of a whole department (from a reprint, not checked against the original)."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 三公经费控制率, target: ≤100%, actual: 98%}
    """,
    right="goals[0].indicators[0].name: 候车亭验收合格率",
)  # fmt: skip
def indicators_are_of_the_project(result: StatementResult) -> Iterator[Hit]:
    """Gather such names on forms of projects."""
    if not result.statement.form.form_type.of_project:
        return
    found = [
        (f"{item.path}.name", item.row.name)
        for item in result.indicators
        if (match := _OF_THE_WHOLE.search(item.bare_name)) and match[0] not in clean(result.statement.project or "")
    ]
    yield from together(
        found, "全部门的财务指标列在项目表上", "Indicators of a whole department on a project's form", _ROW
    )


@department_rule("STR-25", Severity.NOTE,
    title=Both("部门名称带内部代码", "An internal code in the department's name"),
    reason=Both("部门名称后面跟着预算系统的代码，公开的表上没有意义，也使同一部门有两种写法。", "The name is followed by a code of the budget system, which means nothing to readers and spells one department in two ways."),
    formula=Both("部门名称不以“-三位数字”一类代码结尾（实施单位或登记的名称没有代码时）", "the department's name does not end in a code of two digits and more (where the implementing unit or the registered name has none)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="department: 示例县交通运输局-002",
    right="department: 示例县交通运输局",
)  # fmt: skip
def name_has_no_code(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Gather a year's forms whose department ends in a code: told once, on the first."""
    for group in by_year(forms):
        found = [(one, match) for one in group if (match := _CODE.search(clean(one.statement.form.department or "")))]
        without = [
            (one, match)
            for one, match in found
            if clean(one.statement.form.department or "")[: match.start()]
            in {
                clean(getattr(one.statement.form, "implementing_unit", None) or ""),
                clean(one.department.name),
                *map(clean, one.department.aliases),
            }
        ]
        if without:
            first, match = without[0]
            printed = quoted(first.statement.form.department)
            yield Place("department").hit(
                f"{len(without)} 张表的部门名称印作“{printed}”，末尾的“{match[0]}”是内部代码。",
                f"On {len(without)} form{'s' if len(without) > 1 else ''} the department is printed as “{printed}”; “{match[0]}” at its end is an internal code.",
                statement_id=first.statement.id,
            )


@department_rule("STR-26", Severity.NOTE,
    title=Both("多张表的建议相同", "The same advice on many forms"),
    reason=Both("不同的项目写同一句经验、问题或建议，说明不了哪个项目的情况。", "Different projects give the same practice, problem or advice, which tells of none of them."),
    formula=Both("同一部门同一年度，同一栏的同一段文字（8 字以上，句末标点和“保证”“保障”之别不计）出现在不到 3 张表上", "one text of at least 8 characters in the same box (final punctuation and two words for “ensure” aside) on fewer than 3 forms of a department and year"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - {project: 甲, narratives: [{kind: recommend_budget, heading: 建议, text: 及时列出预算，保证资金到位。}]}
          - {project: 乙, narratives: [{kind: recommend_budget, heading: 建议, text: 及时列出预算，保障资金到位}]}
          - {project: 丙, narratives: [{kind: recommend_budget, heading: 建议, text: 及时列出预算，保证资金到位}]}
    """,
    right="forms[2].narratives[0].text: 专线合同应在年初签订，避免跨年付款。",
)  # fmt: skip
def advice_is_of_its_project(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Gather texts that recur in one box on several forms of a year: one finding for all such texts, on the first form."""
    for group in by_year(forms):
        texts: dict[tuple[NarrativeKind, str], dict[str, tuple[str, str]]] = defaultdict(dict)
        for one in group:
            for index, block in enumerate(one.statement.form.narratives):
                words = clean(block.text or "").rstrip("。.；;").replace("保证", "保障")
                told = len(words) >= _LONG_TEXT and words not in STOCK_PHRASES and not is_instruction(block.text or "")
                if block.kind in _TEXTS and told:
                    texts[block.kind, words].setdefault(
                        one.statement.id, (f"narratives[{index}].text", block.text or "")
                    )
        often = [(kind, places) for (kind, _), places in texts.items() if len(places) >= _FORMS]
        if often:
            firsts = [(kind, len(places), next(iter(places.values()))[1]) for kind, places in often]
            listed = SEMICOLON.join(
                Both(
                    f"“{kind.zh}”一栏 {number} 张都写“{quoted(text)}”",
                    f"{kind.en}: {number} forms say “{quoted(text)}”",
                )
                for kind, number, text in firsts
            )
            statement_id, (path, _) = next(iter(often[0][1].items()))
            yield Place(path).hit(
                f"同年多张表写的话相同（句末标点、“保证”与“保障”之别不计）：{listed.zh}。",
                f"The same words, final punctuation and two words for “ensure” aside, stand on several forms of the year. {listed.en}.",
                gathered=tuple(text for _, _, text in firsts),
                statement_id=statement_id,
            )


@statement_rule("STR-27", Severity.NOTE,
    title=Both("中文里的英文标点", "ASCII punctuation in Chinese text"),
    reason=Both("句中句末的英文句点、逗号容易与小数点、千分位混淆，检索和摘引时也不一致。", "ASCII full stops and commas are easily taken for decimal points and separators of thousands."),
    formula=Both("目标、文字、指标名称中，汉字之后没有英文的 . , ;", "no ASCII . , ; behind a Chinese character in goals, texts and names of indicators"),
    basis=Both("《标点符号用法》（GB/T 15834—2011）。", "GB/T 15834-2011, use of punctuation."),
    wrong="""
        goals:
          - kind: overall
            target_text: 保障县政府工作正常运行.
    """,
    right="goals[0].target_text: 保障县政府工作正常运行。",
)  # fmt: skip
def punctuation_is_chinese(result: StatementResult) -> Iterator[Hit]:
    """Gather such signs in what the form's author wrote."""
    texts = [*passages(result), *((f"{item.path}.name", item.row.name) for item in result.indicators)]
    found = [
        (path, text[max(match.start() - 12, 0) : match.end() + 6])
        for path, text in texts
        if (match := _ASCII.search(text))
    ]
    yield from together(found, "汉字之后用了英文标点", "ASCII punctuation behind Chinese characters", _TEXT)
