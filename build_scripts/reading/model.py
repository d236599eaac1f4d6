"""What an author may write in the YAML files: every field with its Chinese title, its sentence and an example.

Everything printed on a form is text and stays text here: ``""`` is a cell printed blank, a key left out is a cell
the form does not have. Numbers, money and achievement are read from the text by later stages and stand beside it.
The JSON Schemas for editors and the field reference are made from these declarations.
"""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from build_scripts.words.language import Both
from build_scripts.words.vocabulary import (
    FORM_COLUMNS,
    BaseDataSection,
    CurrencyUnit,
    DepartmentKind,
    ExtractionNote,
    FindingStatus,
    FormType,
    GoalKind,
    Grade,
    JurisdictionLevel,
    Level1,
    LineCode,
    NarrativeKind,
    Polarity,
    StandardSection,
    WithheldReason,
    YearBasis,
)

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
VERSION_PATTERN = r"^(19|20)[0-9]{2}\.(0?[1-9]|1[0-2])(\.[1-9][0-9]*)?$"
DECIMAL_PATTERN = r"^[0-9]+(\.[0-9]+)?$"
AREA_PATTERN = r"^([1-9][0-9]*(\.[0-9]+)?|0\.[0-9]*[1-9][0-9]*)$"
ADMIN_CODE_PATTERN = r"^[0-9]{6}$"
LINE_CODE_PATTERN = r"^[a-z0-9_]+$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"
COMMIT_PATTERN = r"^[0-9a-f]{7,40}$"
DEPARTMENT_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
PLACE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$"
ADDRESS_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*(/(19|20)[0-9]{2}/[a-z0-9]+(-[a-z0-9]+)*)?)?$"
STATEMENT_PATTERN = r"^([a-z0-9]+(-[a-z0-9]+)*/){2}(19|20)[0-9]{2}/[a-z0-9]+(-[a-z0-9]+)*$"
RULE_PATTERN = r"^[A-Z]+-[0-9]+$"
ROW_PATTERN = r"^[gifbn]-[a-z0-9]+(-[a-z0-9]+)*$"
SITE_ID_PATTERN = r"^([0-9]{10}|bm[0-9]{8})$"
ICP_PATTERN = r"^[\u4e00-\u9fff]ICP备[0-9]{8}号(-[0-9]+)?$"
POLICE_PATTERN = r"^[\u4e00-\u9fff]公网安备[0-9]{14}号$"
CREDIT_CODE_PATTERN = r"^[0-9A-HJ-NPQRTUWXY]{18}$"
PUBLIC_KEY_PATTERN = r"^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) AAAA[0-9A-Za-z+/]+={0,2}$"
RESOURCE_CODE_PATTERN = r"^[0-9A-Za-z]+([/-][0-9A-Za-z]+)*$"
_HOST = r"https?://[^\s/?#@:.\[\]<>\"'`{}|^\\%]+(\.[^\s/?#@:.\[\]<>\"'`{}|^\\%]+)*"
"""Scheme and host: a name or four numbers, never one who logs in."""
_PORT = r"(:(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3}))?"
_FOLDER = r"[^\s/?#<>\"'`{}|^\\.][^\s/?#<>\"'`{}|^\\]*"
URL_PATTERN = rf"^{_HOST}{_PORT}([/?#][^\s<>\"`{{}}|^\\]*)?$"
BASE_URL_PATTERN = rf"^{_HOST}{_PORT}(/{_FOLDER})*/$"
REPORT_URL_PATTERN = rf"^{_HOST}{_PORT}[^\s{{}}<>\"`|^\\]*(\{{(title|body)\}}[^\s{{}}<>\"`|^\\]*)+$"
EMAIL_PATTERN = r"^[^\s@?&<>\"{}%]+@[^\s@?&<>\"{}%]+$"


class Mark(StrEnum):
    """What a field of a form is to somebody who relies on it."""

    WORDS = "words"
    """Printed words, or what only files the form."""
    FIGURE = "figure"
    """Printed text that is a figure."""
    CODE = "code"
    """No printed text, yet it decides how a figure is read, counted, called or vouched for: another one changes what is told."""


TO_COMPLETE = "待填写"
"""What an import writes into a source record, and ``new`` into a file that it begins, where only a person knows the words."""
EXAMPLE = "示例，请替换"
"""What stands in all that ``init`` has made up."""
NO_DIGEST = sha256(b"").hexdigest()
"""What ``new`` writes where the checksum of a document belongs: that of an empty file."""
_PLACEHOLDERS = frozenset(
    {
        *(
            "暂无",
            "没有",
            "待定",
            "待补",
            "待补充",
            "待填",
            "同上",
            "同前",
            "如上",
            "测试",
            "试试",
            "不详",
            "未知",
            "不清楚",
            "不知道",
        ),
        *("无原因", "无说明", "无理由", "无依据", "没有原因", "没有说明", "原因不详", "嗯啊"),
        *(
            "todo",
            "tbd",
            "na",
            "none",
            "null",
            "test",
            "testing",
            "ok",
            "okay",
            "fine",
            "yes",
            "no",
            "unknown",
            "same",
            "ditto",
        ),
    }
)
"""Letters of what is written where nobody has said anything yet."""


_DIGITS = re.compile("[0-9]{1,9}")


def _whole(value: object) -> object:
    """Refuse what pydantic would bend into a whole number: ``2021.0``, ``2_021``, `` 2021``."""
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise PydanticCustomError("whole_number", "a whole number is written in plain digits")
    return value


def _flag(value: object) -> object:
    """Refuse what pydantic would bend into a truth value: ``yes``, ``on``, ``1``."""
    if isinstance(value, str) and value not in ("true", "false"):
        raise PydanticCustomError("flag", "a flag is true or false")
    return value


def _calendar_date(value: str) -> str:
    """Refuse a date that no calendar has."""
    try:
        date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("calendar_date", "no such day") from None
    return value


def says_something(text: str) -> bool:
    """Tell whether a text is words: two different letters or characters at least, and no placeholder, once or repeated.

    Two letters alike and a number are a name too, such as CC0.

    One character that makes up more than half of four and more is filling.
    """
    letters = "".join(filter(str.isalpha, text.casefold()))
    once = letters[: (letters + letters).find(letters, 1)]
    filling = len(letters) > 3 and max(Counter(letters).values()) * 2 > len(letters)
    various = len(set(letters)) > 1 or (len(letters) > 1 and any(map(str.isdigit, text)))
    return various and not filling and TO_COMPLETE not in text and once not in _PLACEHOLDERS


def _words(value: str) -> str:
    """Refuse what says nothing: blanks, signs, numbers, a single letter, a placeholder."""
    if not says_something(value):
        raise PydanticCustomError("words", "at least two different letters or characters, and no placeholder")
    return value


def _words_later(value: str) -> str:
    """Refuse what says nothing, but for what an import leaves to be completed: of that a rule speaks (STR-18)."""
    return value if TO_COMPLETE in value else _words(value)


def _not_accepted(value: object) -> object:
    """Refuse a department's accepting its own finding: that is done in ``known_gaps.yml``, and until a date."""
    if value == FindingStatus.ACCEPTED:
        raise PydanticCustomError("accepted_without_end", "findings are accepted in known_gaps.yml")
    return value


def _printed_rows(value: object) -> object:
    """Read the rows of a form from the one text that they are in the file."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(f"{{{value}}}")
    except (ValueError, RecursionError):
        raise PydanticCustomError("printed_rows", "a line of JSON for each row") from None


Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number: in the file plain digits, in code an int."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""``true`` or ``false``."""
Date = Annotated[str, Field(pattern=DATE_PATTERN), AfterValidator(_calendar_date)]
"""A day, ``YYYY-MM-DD``."""
JurisdictionId = Annotated[str, Field(pattern=ID_PATTERN)]
"""The address of a jurisdiction's page without its slash."""
DepartmentId = Annotated[str, Field(pattern=DEPARTMENT_PATTERN)]
"""``jurisdiction/department``: the address of a department's page without the slashes at its ends."""
StatementId = Annotated[str, Field(pattern=STATEMENT_PATTERN)]
"""``jurisdiction/department/year/form``: the address of a form's page."""
ReplyStatus = Annotated[
    Literal[FindingStatus.OPEN, FindingStatus.EXPLAINED, FindingStatus.CORRECTED, FindingStatus.FALSE_POSITIVE],
    BeforeValidator(_not_accepted),
]
"""What a department can say of a finding."""
InWords = Annotated[str, AfterValidator(_words)]
"""What somebody must say in words: a name, a reason, a reply. Two different letters or characters at least, no placeholder."""
InWordsLater = Annotated[str, AfterValidator(_words_later)]
"""The same in a source record, where an import leaves ``待填写`` for a person to complete."""
PrintedRows = Annotated[dict[str, dict[str, str]], BeforeValidator(_printed_rows), WithJsonSchema({"type": "string"})]
"""The rows of a form as they were published: in the file a text with a line of JSON for each row."""
DecimalText = Annotated[str, Field(pattern=DECIMAL_PATTERN)]
"""A number kept as text, such as ``90`` or ``7.5``, that ``Decimal`` can read."""


def field(zh: str, zh_help: str, en: str, default: Any = ..., mark: Mark = Mark.WORDS, **constraints: Any) -> Any:  # noqa: ANN401 - pydantic's own
    """Declare a field once: Chinese title and help for authors, English sentence for the reference.

    ``mark`` tells a figure from words, and a code that counts from one that only files the record.
    """
    extra: dict[str, Any] = {"description_en": en} | ({"mark": mark} if mark is not Mark.WORDS else {})
    return Field(default, title=zh, description=zh_help, json_schema_extra=extra, **constraints)


class Record(BaseModel):
    """A piece of an authored file; unknown keys are refused and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=False)
    of_editors: ClassVar[frozenset[str]] = frozenset()
    """Of a form and what stands in it: the fields that its editors write; every other text of a form is printed."""

    def both(self, name: str) -> Both:
        """Return what an author wrote under a key and, in English, under ``<key>_en``; where none is, the same."""
        return Both(getattr(self, name), getattr(self, f"{name}_en") or getattr(self, name))


def key_called(key: str, *records: type[Record]) -> Both:
    """Return what the cell under a key is called: by the column of forms, else by the first of ``records`` that declares it."""
    if key in FORM_COLUMNS:
        return FORM_COLUMNS[key].both
    declared = (record.model_fields[key].title for record in records if key in record.model_fields)
    return Both(next(filter(None, declared), key), key.replace("_", " "))


RecordT = TypeVar("RecordT", bound=Record)
"""A kind of record."""


def source_line() -> Any:  # noqa: ANN401 - pydantic's own
    """Declare the line of the source document on which a row begins."""
    return field(
        "来源行号", "该行在来源文件文本中的起始行号。", "Line of the source text on which the row begins.", None, ge=1
    )


class PrintedRow(Record, title="表中的行"):
    """A row of a form that has an id: made of what it prints, its anchor on the form's page."""

    id: str | None = field(
        "行的代码",
        "由印出的文字算出，一般不写；更正了印出的名称时，写上原来公布的代码，使引用它的网址不变。",
        "Made of the printed words and left out as a rule; where those are corrected, the id that was published.",
        None,
        pattern=ROW_PATTERN,
    )

    @property
    @abstractmethod
    def words(self) -> tuple[str | None, ...]:
        """What makes it this row within its form (an indicator: within its goal and levels); the last is its name."""


class FurtherCell(Record, title="其他印出的格"):
    """A printed cell of a row whose column has no field of its own: nothing printed is dropped."""

    label: str = field("栏目名称", "该格所在栏目的表头，原样。", "Heading of the cell's column, as printed.")
    text: str = field("文字", "原样；空白写 ''。", "The cell as printed.")


def further_cells() -> Any:  # noqa: ANN401 - pydantic's own
    """Declare the printed cells of a row for which there is no field."""
    return field(
        "其他印出的格",
        "该行印出、而上面没有键的栏目，按表上顺序逐格写。",
        "Printed cells of the row whose columns have no key of their own, in printed order.",
        (),
    )


class FundingLine(PrintedRow, title="资金行"):
    """One money row of the funding block, as printed."""

    line_code: LineCode = field(
        "资金行代码", "这一行是哪一类资金。", "Which kind of money row this is.", mark=Mark.CODE
    )
    label: str = field("行名称", "表上印出的行名称，原样。", "The row's label as printed.")
    executed_y2: str | None = field(
        "前年决算数",
        "成本构成中前年的决算数，原样。",
        "Amount executed two years before, as printed.",
        None,
        mark=Mark.FIGURE,
    )
    executed_y1: str | None = field(
        "上年决算数",
        "成本构成中上年的决算数，原样。",
        "Amount executed the year before, as printed.",
        None,
        mark=Mark.FIGURE,
    )
    initial: str | None = field(
        "年初预算数", "原样填写；空白写 ''。", "Initial budget as printed.", None, mark=Mark.FIGURE
    )
    adjusted: str | None = field(
        "全年预算数（A）", "调整后的全年预算数，原样。", "Adjusted annual budget as printed.", None, mark=Mark.FIGURE
    )
    executed: str | None = field(
        "全年执行数（B）", "全年执行数，原样。", "Executed amount as printed.", None, mark=Mark.FIGURE
    )
    amount: str | None = field(
        "金额",
        "只印一个金额的行（如基本支出总额）。",
        "The only amount of a row that prints one.",
        None,
        mark=Mark.FIGURE,
    )
    whole_period: str | None = field(
        "实施期金额",
        "实施期各年合计的金额，印在当年金额旁边的，原样。",
        "Amount of the whole period where one is printed beside the year's, as printed.",
        None,
        mark=Mark.FIGURE,
    )
    rate: str | None = field(
        "执行率（B/A）", "表上印出的执行率，原样。", "Execution rate as printed.", None, mark=Mark.FIGURE
    )
    weight: str | None = field(
        "分值", "表上印出的分值，原样。", "Weight (maximum points) as printed.", None, mark=Mark.FIGURE
    )
    score: str | None = field(
        "得分", "表上印出的得分，原样。", "Score (points awarded) as printed.", None, mark=Mark.FIGURE
    )
    deviation: str | None = field("原因", "资金行印出的原因，原样。", "Reason printed in the money row.", None)
    further: tuple[FurtherCell, ...] = further_cells()
    source_line: Whole | None = source_line()

    @property
    def words(self) -> tuple[str | None, ...]:
        """Codes and label."""
        return self.line_code, self.label


class Indicator(PrintedRow, title="指标行"):
    """One indicator row, as printed."""

    level1: str | None = field(
        "一级指标",
        "原样；与上一行合并的单元格不写此键。",
        "First level as printed; left out where merged with the row above.",
        None,
    )
    level2: str | None = field(
        "二级指标",
        "原样；与上一行合并的单元格不写此键。",
        "Second level as printed; left out where merged with the row above.",
        None,
    )
    name: str = field("三级指标", "指标名称，原样。", "Indicator name (third level) as printed.")
    core: str | None = field("是否核心指标", "如“是”“否”，原样。", "Whether it is a core indicator, as printed.", None)
    explanation: str | None = field(
        "指标解释", "指标解释、指标说明，原样。", "Explanation of the indicator, as printed.", None
    )
    criteria: str | None = field(
        "评分标准",
        "评分标准、绩效标准，原样。",
        "Criteria by which points are given, as printed.",
        None,
    )
    operator: str | None = field(
        "指标性质",
        "单独一格的比较符或性质，如“≥”“=”“定性”“正向”，原样。",
        "Operator or nature of the target in a cell of its own: a sign, a word for qualitative; as printed.",
        None,
        mark=Mark.FIGURE,
    )
    target: str | None = field("年度指标值", "目标值，原样。", "Target value as printed.", None, mark=Mark.FIGURE)
    adjusted_target: str | None = field(
        "调整后指标值", "调整后的目标值，原样。", "Adjusted target value as printed.", None, mark=Mark.FIGURE
    )
    unit: str | None = field(
        "度量单位",
        "单独一格的度量单位、计量单位，原样；目标值和完成值都以此为单位。",
        "Unit of measure in a cell of its own, as printed; it is that of target and actual value.",
        None,
        mark=Mark.FIGURE,
    )
    baseline_y2: str | None = field(
        "前年指标值", "近两年指标值：前年，原样。", "Value two years before, as printed.", None, mark=Mark.FIGURE
    )
    baseline_y1: str | None = field(
        "上年指标值", "近两年指标值：上年，原样。", "Value of the year before, as printed.", None, mark=Mark.FIGURE
    )
    actual: str | None = field(
        "实际完成值", "全年实际完成值，原样。", "Actual value as printed.", None, mark=Mark.FIGURE
    )
    coefficient: str | None = field(
        "得分系数",
        "得分占分值的系数，原样。",
        "Share of the weight that is awarded, as printed.",
        None,
        mark=Mark.FIGURE,
    )
    weight: str | None = field(
        "分值", "表上印出的分值，原样。", "Weight (maximum points) as printed.", None, mark=Mark.FIGURE
    )
    score: str | None = field(
        "得分", "表上印出的得分，原样。", "Score (points awarded) as printed.", None, mark=Mark.FIGURE
    )
    reviewed_score: str | None = field(
        "复核得分",
        "财政审定得分、复核得分，原样。",
        "Score after review by the finance department, as printed.",
        None,
        mark=Mark.FIGURE,
    )
    deviation: str | None = field(
        "偏差原因分析及改进措施",
        "未完成原因和改进措施，原样。",
        "Deviation analysis and corrective measures as printed.",
        None,
    )
    target_basis: str | None = field(
        "指标值确定依据", "原样。", "Basis for setting the target value, as printed.", None
    )
    remarks: str | None = field("备注", "该行的备注，原样。", "Remarks of the row, as printed.", None)
    further: tuple[FurtherCell, ...] = further_cells()
    polarity: Polarity | None = field(
        "指标方向",
        "自动判断有误时才写。",
        "Direction of the indicator; only where the automatic reading is wrong.",
        None,
        mark=Mark.CODE,
    )
    source_line: Whole | None = source_line()
    extraction_notes: tuple[ExtractionNote, ...] = field(
        "提取说明",
        "来源文本中此行错位、拆行或缺格时，导入所作的处理，逐项列代码。",
        "What the import did to a row that was shifted, cut or short in the source text, as codes.",
        (),
    )

    @property
    def words(self) -> tuple[str | None, ...]:
        """Its name."""
        return (self.name,)


class Goal(PrintedRow, title="目标"):
    """One goal with the indicators that stand below it; an overall objective is a goal too."""

    kind: GoalKind = field(
        "目标类型", "年度总体目标、长期目标或年度目标。", "Overall objective, long-term or annual goal.", mark=Mark.CODE
    )
    number: Whole | None = field(
        "目标序号", "表上印出的序号。", "The number printed with the goal.", None, ge=1, mark=Mark.CODE
    )
    label: str | None = field("目标标签", "如“长期目标1：”，原样。", "The goal's label as printed.", None)
    overview: str | None = field(
        "总目标表中的文字",
        "整体绩效总目标表中该目标的文字，原样。",
        "Text of the goal in the overview table, as printed.",
        None,
    )
    overview_line: Whole | None = source_line()
    target_text: str | None = field("目标内容", "年初设定（预期）目标，原样。", "The goal as set, as printed.", None)
    adjusted_text: str | None = field(
        "调整后目标", "年中调整后的目标，原样。", "The goal as adjusted, as printed.", None
    )
    actual_text: str | None = field("实际完成情况", "全年实际完成情况，原样。", "What was achieved, as printed.", None)
    weight: str | None = field(
        "目标分值", "如“(15 分)”，原样。", "Points of the goal as printed.", None, mark=Mark.FIGURE
    )
    further: tuple[FurtherCell, ...] = further_cells()
    source_line: Whole | None = source_line()
    indicators: tuple[Indicator, ...] = field("绩效指标", "按表上顺序。", "Indicator rows in printed order.", ())

    def spanned(self) -> Iterator[tuple[Indicator, str, str]]:
        """Yield each row with its first and second level; a merged cell stands on every row that it spans."""
        level1 = level2 = ""
        for row in self.indicators:
            if row.level1 is not None:
                level1, level2 = row.level1, ""
            level2 = level2 if row.level2 is None else row.level2
            yield row, level1, level2

    @property
    def words(self) -> tuple[str | None, ...]:
        """Kind and text: numbers and labels change with the goals above."""
        return self.kind, self.target_text or self.overview or self.label


class Total(Record, title="总分行"):
    """The total row of a scored form."""

    label: str = field("行名称", "如“总分”，原样。", "The row's label as printed.")
    weight: str | None = field("总分值", "原样。", "Total weight as printed.", None, mark=Mark.FIGURE)
    score: str | None = field("总得分", "原样。", "Total score as printed.", None, mark=Mark.FIGURE)
    reviewed_score: str | None = field(
        "复核总分", "财政审定总分、复核总分，原样。", "Total score after review, as printed.", None, mark=Mark.FIGURE
    )
    grade: str | None = field(
        "等级",
        "表上印出的等级，如“优”，原样；没有印则不写。",
        "Grade as printed; left out where none is.",
        None,
        mark=Mark.FIGURE,
    )
    further: tuple[FurtherCell, ...] = further_cells()
    source_line: Whole | None = source_line()


class Narrative(PrintedRow, title="文字"):
    """One block of text: a report section, a conclusion, a note, any other printed cell."""

    kind: NarrativeKind = field("文字类型", "这段文字的用途。", "What the text is for.", mark=Mark.CODE)
    standard_section: StandardSection | None = field(
        "标准章节",
        "报告正文属于哪一标准章节；对不上则不写。",
        "Which standard section of a report the text belongs to; left out where none fits.",
        None,
    )
    heading: str | None = field("标题", "原样。", "Heading as printed.", None)
    text: str | None = field("正文", "原样，分段用换行。", "Body as printed; paragraphs are lines.", None)
    source_line: Whole | None = source_line()

    @property
    def words(self) -> tuple[str | None, ...]:
        """Kind and heading, or the text itself where it has none."""
        return self.kind, self.heading or self.text


class BaseDataRow(PrintedRow, title="基础数据行"):
    """One row of the base-data table, as printed."""

    section: BaseDataSection = field("表中部分", "人员、经费或楼堂馆所。", "Which block of the table.", mark=Mark.CODE)
    line_code: str = field(
        "行代码",
        "如 three_public、vehicles；字母数字加下划线。",
        "Code of the row, such as three_public.",
        pattern=LINE_CODE_PATTERN,
        mark=Mark.CODE,
    )
    label: str = field("行名称", "原样。", "The row's label as printed.")
    prior_final: str | None = field(
        "上年决算数", "原样。", "Prior-year final figure as printed.", None, mark=Mark.FIGURE
    )
    budget: str | None = field("本年预算数", "原样。", "Current-year budget as printed.", None, mark=Mark.FIGURE)
    final: str | None = field("本年决算数", "原样。", "Current-year final figure as printed.", None, mark=Mark.FIGURE)
    value: str | None = field(
        "数值",
        "只有一个数值的单元格（如编制数）。",
        "The only value of a cell such as staff posts.",
        None,
        mark=Mark.FIGURE,
    )
    source_line: Whole | None = source_line()

    @property
    def words(self) -> tuple[str | None, ...]:
        """Codes and label."""
        return self.section, self.line_code, self.label


class DuplicateDifference(Record, title="重复内容的差异"):
    """A place where the second representation of a form in the same document differs from the first."""

    of_editors = frozenset(("path",))
    path: str = field("位置", "如 goals[0].indicators[3].target。", "Where, as a path in this file.")
    text: str = field("另一处的文字", "重复出现处的文字，原样。", "What the duplicate prints there.")
    source_line: Whole | None = source_line()


class Duplicate(Record, title="重复内容"):
    """A second representation of the same form in the same document."""

    of_editors = frozenset(("description",))
    first_line: Whole = field("起始行", "重复内容的起始行。", "First line of the duplicate.", ge=1)
    last_line: Whole = field("结束行", "重复内容的结束行。", "Last line of the duplicate.", ge=1)
    description: InWords = field("说明", "如“工作表内嵌图片的文字”。", "What the duplicate is.")
    differences: tuple[DuplicateDifference, ...] = field("差异", "与正文不同之处。", "Where it differs.", ())


class SourceReference(Record, title="来源位置"):
    """Where in which source document the form stands."""

    of_editors = frozenset(("document", "notes"))
    document: str = field(
        "来源文件", "data/sources/ 下的文件名。", "Id of the source document.", pattern=ID_PATTERN, mark=Mark.CODE
    )
    first_line: Whole = field("起始行", "表单在来源文本中的起始行。", "First line of the form.", ge=1)
    last_line: Whole = field("结束行", "表单在来源文本中的结束行。", "Last line of the form.", ge=1)
    annex: str | None = field("附件号", "如“附件2”，原样。", "Annex number as printed.", None, mark=Mark.FIGURE)
    duplicate: Duplicate | None = field(
        "重复内容", "同一表单在文件中的第二份。", "The form's second representation.", None
    )
    notes: tuple[InWords, ...] = field(
        "提取说明", "提取文本时的缺失、错位等情况。", "What the text extraction lost, moved or repeated.", ()
    )


class CurrencyOverride(Record, title="实际金额单位"):
    """The unit the amounts are truly in, where the printed unit cannot be right and somebody has confirmed it."""

    of_editors = frozenset(("reason",))
    unit: CurrencyUnit = field("实际单位", "经核实的金额单位。", "The confirmed unit of the amounts.", mark=Mark.CODE)
    reason: InWords = field("依据", "谁在何时如何核实。", "Who confirmed it, when and how.")


def row_named() -> Any:  # noqa: ANN401 - pydantic's own
    """Declare the id of the row of which something is said."""
    return field(
        "行的代码",
        "如 i-k7q2m9xd，网页上该行的链接和核对发现里都有；说的是整张表上的一格则不写。",
        "Id of the row, as in its link and in findings; left out for a cell of the form as a whole.",
        None,
        pattern=ROW_PATTERN,
    )


class ReviewedCell(Record, title="所说的格"):
    """A cell, row or form of which something is said, bound to the words that it printed then."""

    row: str | None = row_named()
    column: str | None = field(
        "键", "如 actual；说的是整行、整张表则不写。", "Key of the cell; left out for a whole row or form.", None
    )
    printed: str = field(
        "当时印的文字",
        "该格当时印的文字，原样，整行则写行名称，整张表写 ''。文字变了，所说的就不再适用。",
        "What the cell printed then (of a row its name, of a form ''); where the words change, what was said of them lapses.",
    )


class AnsweredCell(ReviewedCell, title="所答复的发现"):
    """A cell of whose finding something is said, bound to what the finding said then."""

    finding: str | None = field(
        "发现当时所说",
        "由 mingzhang reply 写：发现当时的内容，末尾是其依据的代码。其中的数、引文或依据变了，所说的就不再适用。",
        "Written by mingzhang reply: what the finding said then, with a code of what it rests on; where a figure, a quotation or the ground changes, what was said of it lapses.",
        None,
    )


class Release(Record, title="发布审查"):
    """The word of the person who looked at what holds a form back: it frees what it names and nothing else."""

    rules: tuple[str, ...] = field(
        "规则",
        "审查了哪几条规则的发现，如 DSC-04；其他规则的发现仍会暂缓发布。",
        "Rules whose findings were looked at, such as DSC-04; findings of other rules still hold the form back.",
    )
    cells: tuple[ReviewedCell, ...] = field(
        "审查了的格",
        "核对发现中写明；别处的发现、改过的文字仍会暂缓发布。",
        "Cells that were looked at, as the findings name them; findings elsewhere, and other words, still hold the form back.",
    )
    by: InWords = field(
        "审查单位", "哪个单位或岗位审查的，不写个人姓名。", "Office that released the form; no personal names."
    )
    date: Date = field("日期", "YYYY-MM-DD。", "Day of the release.")
    reason: InWords = field("依据", "为什么可以公开，会显示在网页上。", "Why it may be public; shown on the page.")


class Withheld(Record, title="不公开的内容"):
    """A cell of the form whose content is not disclosed, and on which ground."""

    row: str | None = row_named()
    column: str = field(
        "键",
        "如 actual；单元格里照表上印的写，如“*”。",
        "Key of the cell, such as actual; the cell itself keeps what is printed, such as *.",
    )
    reason: WithheldReason = field(
        "理由",
        "state_secret 国家秘密、security 危及安全、commercial 商业秘密、privacy 个人隐私、internal 内部事务信息、other 其他。",
        "Ground for not disclosing it; shown in the cell.",
    )


class Statement(Record, title="各类表单共有的键"):
    """What every form has."""

    written_first: ClassVar[tuple[str, ...]] = (
        "form_type",
        "template",
        "title",
        "project",
        "department",
        "implementing_unit",
    )
    written_last: ClassVar[tuple[str, ...]] = ("funding", "goals", "base_data", "total", "narratives", "source")

    of_editors = frozenset(
        (
            *("template", "scoring_profile", "fiscal_year_note", "currency_unit_override", "release", "withheld"),
            "formerly",
        )
    )

    template: str = field(
        "表样", "data/form_templates/ 下的文件名。", "Id of the form's template.", pattern=ID_PATTERN, mark=Mark.CODE
    )
    title: str = field("表名", "表上印出的标题，原样。", "Title as printed.")
    department: str | None = field("主管部门（单位名称）", "原样。", "Responsible department or unit as printed.", None)
    fiscal_year: Whole = field("财政年度", "四位数年份。", "Fiscal year.", ge=1990, le=2100, mark=Mark.CODE)
    fiscal_year_basis: YearBasis = field(
        "年度依据", "printed（印出）或 inferred（推定）。", "How the year is known.", mark=Mark.CODE
    )
    fiscal_year_text: str | None = field("年度原文", "如“（2019年度）”，原样。", "The year as printed.", None)
    fiscal_year_note: InWords | None = field("年度推定说明", "推定年度的依据。", "Why the year was inferred.", None)
    source: SourceReference = field("来源", "表单在来源文件中的位置。", "Where the form stands in its source document.")
    currency_unit: CurrencyUnit = field(
        "金额单位", "表上印出的单位。", "Unit of the amounts as printed.", mark=Mark.CODE
    )
    currency_unit_text: str | None = field("金额单位原文", "如“单位：万元”，原样。", "The unit as printed.", None)
    currency_unit_override: CurrencyOverride | None = field(
        "实际金额单位", "核实后才写。", "The true unit, only after confirmation.", None, mark=Mark.CODE
    )
    release: Release | None = field(
        "发布审查",
        "被核对规则暂缓发布的表，审查后写上才会发布。",
        "Needed before a form is published that a rule holds back.",
        None,
    )
    formerly: tuple[StatementId, ...] = field(
        "原代码",
        "改名、移动前的代码：行政区/部门/年度/表单，最早的写在前面。原来的网址会指到这里。",
        "Ids before the form was renamed or moved, the oldest first; its old addresses lead here.",
        (),
    )
    withheld: tuple[Withheld, ...] = field(
        "不公开的内容", "表上遮盖的单元格及理由。", "Cells that are masked on the form, each with its ground.", ()
    )
    narratives: tuple[Narrative, ...] = field("文字内容", "按表上顺序。", "Blocks of text in printed order.", ())


class ScoredStatement(Statement, title="有资金和得分的表单共有的键"):
    """What the forms with money and scores have in common."""

    scoring_profile: str = field(
        "评分规则",
        "data/scoring_profiles/ 下的文件名。",
        "Id of the scoring profile.",
        pattern=ID_PATTERN,
        mark=Mark.CODE,
    )
    funding: tuple[FundingLine, ...] = field("资金", "按表上顺序。", "Money rows in printed order.", ())
    goals: tuple[Goal, ...] = field("目标与指标", "按表上顺序。", "Goals with their indicators in printed order.", ())
    total: Total | None = field("总分", "没有总分行时不写。", "The total row; left out where the form has none.", None)
    report_date: str | None = field("填报日期", "原样。", "Reporting date as printed.", None, mark=Mark.FIGURE)


class ProjectSelfEvaluation(ScoredStatement, title=FormType.PROJECT_SELF_EVAL.zh):
    """项目支出绩效自评表: what a project promised, spent and reached."""

    form_type: Literal[FormType.PROJECT_SELF_EVAL] = field("表单类型", "project_self_eval", "Form type.")
    project: str = field("项目名称", "原样。", "Project name as printed.")
    implementing_unit: str | None = field("实施单位", "原样。", "Implementing unit as printed.", None)


class ProjectTarget(Statement, title=FormType.PROJECT_TARGET.zh):
    """项目支出绩效目标申报表: what a project promises."""

    form_type: Literal[FormType.PROJECT_TARGET] = field("表单类型", "project_target", "Form type.")
    project: str = field("项目名称", "原样。", "Project name as printed.")
    implementing_unit: str | None = field("实施单位", "原样。", "Implementing unit as printed.", None)
    funding: tuple[FundingLine, ...] = field("资金", "按表上顺序。", "Money rows in printed order.", ())
    goals: tuple[Goal, ...] = field("目标与指标", "按表上顺序。", "Goals with their indicators in printed order.", ())


class DepartmentTarget(Statement, title=FormType.DEPT_TARGET.zh):
    """部门整体支出绩效目标（申报）表: what a department promises, long-term and for the year."""

    form_type: Literal[FormType.DEPT_TARGET] = field("表单类型", "dept_target", "Form type.")
    long_term_text: str | None = field(
        "长期目标表头", "如“长期目标（截至2028年）”，原样。", "Heading of the long-term goals.", None
    )
    long_term_end_year: Whole | None = field(
        "长期目标截止年",
        "四位数年份。",
        "Year to which the long-term goals run.",
        None,
        ge=1990,
        le=2100,
        mark=Mark.CODE,
    )
    funding: tuple[FundingLine, ...] = field("资金", "按表上顺序。", "Money rows in printed order.", ())
    goals: tuple[Goal, ...] = field("目标与指标", "按表上顺序。", "Goals with their indicators in printed order.", ())


class DepartmentSelfEvaluation(ScoredStatement, title=FormType.DEPT_SELF_EVAL.zh):
    """部门整体支出绩效自评表: what a department promised, spent and reached."""

    form_type: Literal[FormType.DEPT_SELF_EVAL] = field("表单类型", "dept_self_eval", "Form type.")


class DepartmentReport(Statement, title=FormType.DEPT_REPORT.zh):
    """部门整体支出绩效自评报告: the narrative."""

    form_type: Literal[FormType.DEPT_REPORT] = field("表单类型", "dept_report", "Form type.")


class DepartmentBaseData(Statement, title=FormType.DEPT_BASE_DATA.zh):
    """部门整体支出绩效评价基础数据表: staff, expenditure lines, buildings."""

    form_type: Literal[FormType.DEPT_BASE_DATA] = field("表单类型", "dept_base_data", "Form type.")
    base_data: tuple[BaseDataRow, ...] = field("基础数据", "按表上顺序。", "Rows of the table in printed order.", ())


AnyStatement = (
    ProjectSelfEvaluation
    | ProjectTarget
    | DepartmentTarget
    | DepartmentSelfEvaluation
    | DepartmentReport
    | DepartmentBaseData
)
STATEMENT_MODELS: dict[FormType, type[AnyStatement]] = {
    get_args(kind.model_fields["form_type"].annotation)[0]: kind for kind in get_args(AnyStatement)
}
"""Each form type's record: the one whose ``form_type`` names it."""


class WithdrawnPlace(Record, title="撤下的部门或行政区"):
    """A department or a jurisdiction that was published and is no more, with the reason and what came after it."""

    place: str = field(
        "部门或行政区",
        "撤下的文件夹：行政区/部门，或行政区。",
        "The folder that is gone: jurisdiction/department, or jurisdiction.",
        pattern=PLACE_PATTERN,
    )
    name: InWords = field("名称", "它的全称，会显示在原来的网址上。", "Its full Chinese name; shown at its address.")
    name_en: InWords | None = field("英文名", "可不写。", "English name, if there is one.", None)
    date: Date = field("日期", "撤下的日期，YYYY-MM-DD。", "Day of the withdrawal.")
    reason: InWords = field("原因", "为什么撤下，会显示在原来的网址上。", "Why it was withdrawn; shown at its address.")
    now: str | None = field(
        "现在的部门或行政区",
        "并入了哪个部门或行政区，没有则不写。",
        "The department or jurisdiction that has taken its place, if one has.",
        None,
        pattern=PLACE_PATTERN,
    )


class ContextFigure(Record, title="行政区的数"):
    """A figure of somebody else about a jurisdiction, with its year and where it was published."""

    year: Whole = field("年份", "哪一年的数，四位数。", "The year of the figure.", ge=1949, le=2100)
    source: InWords = field(
        "来源", "谁在哪里公布的，如“第七次全国人口普查公报”。", "Who published it and where, such as a census bulletin."
    )
    url: str | None = field(
        "来源网址", "可不写。", "Address of the source, where it has one.", None, pattern=URL_PATTERN
    )


class HeadCount(ContextFigure, title="人口或户数"):
    """How many people or households a jurisdiction has."""

    value: Whole = field("数", "人数或户数，只写数字。", "How many, in plain digits.", ge=1)


class Area(ContextFigure, title="面积"):
    """How large a jurisdiction is."""

    value: str = field("数", "平方公里，只写数字。", "In square kilometres, in plain digits.", pattern=AREA_PATTERN)


class Jurisdiction(Record, title="行政区"):
    """jurisdiction.yml: a place with a government. Its id is the folder's name."""

    name: InWords = field("名称", "行政区全称。", "Full Chinese name.")
    name_en: InWords = field("英文名", "拼音或通用英文名。", "English name.")
    level: JurisdictionLevel = field("级别", "province、prefecture、county 或 township。", "Level of government.")
    parent: str | None = field(
        "上级行政区", "上级行政区的文件夹名。", "Id of the jurisdiction above.", None, pattern=ID_PATTERN
    )
    admin_code: str | None = field(
        "行政区划代码", "GB/T 2260 六位代码。", "GB/T 2260 code.", None, pattern=ADMIN_CODE_PATTERN
    )
    population: HeadCount | None = field(
        "常住人口",
        "人数，写明年份和来源；网页和汇总据以算人均金额，注明是哪一年的人口。可不写。",
        "Residents, with year and source; pages and roll-ups give money per inhabitant by it and tell the year. Optional.",
        None,
    )
    households: HeadCount | None = field(
        "户数", "写明年份和来源。可不写。", "Households, with year and source. Optional.", None
    )
    area: Area | None = field(
        "面积", "平方公里，写明年份和来源。可不写。", "Square kilometres, with year and source. Optional.", None
    )
    formerly: tuple[JurisdictionId, ...] = field(
        "原代码",
        "文件夹改名前的代码，最早的写在前面。它和下面各部门、各表原来的网址会指到新的地方。",
        "Ids before the folder was renamed, the oldest first; its old addresses and those below lead to the new ones.",
        (),
    )
    withdrawn: tuple[WithdrawnPlace, ...] = field(
        "撤下的部门或行政区",
        "发布过、文件夹已删去的部门，或并入、撤销的行政区。",
        "Departments that were published and whose folder is gone, and jurisdictions that were merged or abolished.",
        (),
    )


class ProjectName(Record, title="项目"):
    """A project of a department: its stable id and its name as printed."""

    id: str = field(
        "项目代码",
        "小写字母、数字和连字符；网址的一部分，永不更改。",
        "Stable id, part of the address.",
        pattern=ID_PATTERN,
    )
    name: InWords = field("项目名称", "表上印出的名称。", "Name as printed.")
    aliases: tuple[InWords, ...] = field("别名", "表上出现过的其他写法。", "Other spellings printed on forms.", ())


class Withdrawn(Record, title="撤下的表单"):
    """A form that was published and is no more, with the reason."""

    statement: str = field(
        "表单", "表单代码：行政区/部门/年度/表单。", "Id of the form: its address.", pattern=STATEMENT_PATTERN
    )
    date: Date = field("日期", "撤下的日期，YYYY-MM-DD。", "Day of the withdrawal.")
    reason: InWords = field("原因", "为什么撤下，会显示在原来的网址上。", "Why it was withdrawn; shown at its address.")
    from_releases: Flag = field(
        "也不得留在数据版本中",
        "true：依法不得再公布，含有这张表的数据版本也须撤下（见 releases.yml）；一般的撤下不写。",
        "True where it must not be public any more by law: then the releases that have it must be withdrawn too (see releases.yml). Left out of other withdrawals.",
        False,
    )


class Department(Record, title="部门"):
    """department.yml: a reporting department. Its id is the folder's name."""

    name: InWords = field("名称", "部门全称。", "Full Chinese name.")
    name_en: InWords | None = field("英文名", "可不写。", "English name, if there is one.", None)
    aliases: tuple[InWords, ...] = field("别名", "表上出现过的其他写法。", "Other spellings printed on forms.", ())
    short_names: tuple[InWords, ...] = field(
        "简称",
        "大家常用的叫法，如“人社局”。只供查找，不是表上印出的写法，页面上不显示。",
        "What people call it for short; only for finding it: no spelling of any form, and not shown on pages.",
        (),
    )
    kind: DepartmentKind = field("类型", "部门类型。", "Kind of body.")
    budget_code: str | None = field("预算单位代码", "如 002。", "Budget-unit code.", None)
    projects: tuple[ProjectName, ...] = field("项目", "该部门的项目。", "The department's projects.", ())
    formerly: tuple[DepartmentId, ...] = field(
        "原代码",
        "文件夹改名前的代码：行政区/部门，最早的写在前面。原来的网址会指到新的地方。",
        "Ids before the folder was renamed, jurisdiction/department, the oldest first; the old addresses lead to the new ones.",
        (),
    )
    withdrawn: tuple[Withdrawn, ...] = field(
        "撤下的表单", "发布过、现在撤下的表单。", "Forms that were published and are withdrawn.", ()
    )


class RowRepair(Record, title="行的修复"):
    """Rows that the conversion to text has moved, cut or repeated, and what puts them right."""

    lines: tuple[Whole, ...] = field(
        "行号", "这些行各从来源文本的第几行开始。", "Lines on which the rows begin.", min_length=1
    )
    done: tuple[ExtractionNote, ...] = field("做法", "依次怎样归位。", "What is done, in order.", min_length=1)
    reason: InWords = field("依据", "怎么知道该这样归位。", "How this is known to be right.")


class LeftOut(Record, title="不收录的行"):
    """Lines of a document that are no part of a form: a container's name, a second copy."""

    first_line: Whole = field("起始行", "不收录的第一行。", "First of the lines.", ge=1)
    last_line: Whole = field("结束行", "不收录的最后一行。", "Last of the lines.", ge=1)
    reason: InWords = field("理由", "这些行是什么。", "What the lines are.")
    second_copy: Flag = field(
        "是否为同一表的第二份",
        "true：与它之前的那张表逐格比较，差异记在该表的 source.duplicate。",
        "Whether they repeat the form before them; differences are kept in its source.duplicate.",
        False,
    )


class FormNote(Record, title="某张表的提取说明"):
    """What is to be known of the form that stands on a line; it becomes one of the form's source.notes."""

    line: Whole = field("行号", "该表在来源文本中的任意一行。", "A line of the form.", ge=1)
    note: InWords = field("说明", "写进该表 source.notes 的话。", "What its source.notes say.")


class SourceDocument(Record, title="来源文件"):
    """sources/<id>.yml: a published document from which forms were taken."""

    title: InWordsLater = field("标题", "文件标题。", "Title of the document.")
    publisher: InWordsLater = field("发布单位", "谁发布的。", "Who published it.")
    url: str | None = field(
        "网址", "发布网址；未知则不写。", "Address; left out where unknown.", None, pattern=URL_PATTERN
    )
    approval_date: Date | None = field(
        "批复日期",
        "财政部门批复（人大批准）的日期，YYYY-MM-DD；未知则不写。",
        "Day on which the budget or final accounts were approved; left out where unknown.",
        None,
    )
    publication_date: Date | None = field("发布日期", "YYYY-MM-DD；未知则不写。", "Publication date.", None)
    retrieved: Date | None = field("取得日期", "YYYY-MM-DD。", "Date of retrieval.", None)
    media_type: InWordsLater = field("文件格式", "原文件与文本的格式。", "Format of the original and of the text.")
    sha256: str = field("校验和", "来源文本的 SHA-256。", "SHA-256 of the text.", pattern=SHA256_PATTERN)
    lines: Whole = field("行数", "来源文本的行数。", "Number of lines of the text.", ge=1)
    notes: tuple[InWords, ...] = field(
        "说明", "来源文件本身的情况。", "What is to be known of the document itself.", ()
    )
    repairs: tuple[RowRepair, ...] = field(
        "修复", "转成文本时错位、截断的行，导入前先归位。", "Broken rows, put right before forms are read.", ()
    )
    left_out: tuple[LeftOut, ...] = field("不收录的行", "导入前先去掉。", "Lines taken out before forms are read.", ())
    form_notes: tuple[FormNote, ...] = field("各表的提取说明", "按行序。", "Notes on single forms, by line.", ())


class Column(Record, title="栏目"):
    """A column that a form template prints."""

    key: str = field("键", "与 YAML 中的键相同。", "The key used in the YAML files.")
    heading: str = field("表头", "表上印出的表头。", "The heading as printed.")


class FormTemplate(Record, title="表样"):
    """form_templates/<id>.yml: which columns a form prints, under which headings."""

    name: InWords = field("名称", "表样名称。", "Name of the template.")
    name_en: InWords = field("英文名", "表样英文名。", "English name of the template.")
    form_type: FormType = field("表单类型", "该表样属于哪一类表单。", "Form type of the template.")
    funding_columns: tuple[Column, ...] = field("资金栏目", "按表上顺序。", "Columns of the funding block.", ())
    long_term_columns: tuple[Column, ...] = field(
        "长期指标栏目", "按表上顺序。", "Columns of the long-term indicators.", ()
    )
    indicator_columns: tuple[Column, ...] = field("指标栏目", "按表上顺序。", "Columns of the indicator table.", ())
    base_data_columns: tuple[Column, ...] = field("基础数据栏目", "按表上顺序。", "Columns of the base-data table.", ())


class Band(Record, title="档次"):
    """A class of completion for qualitative indicators: lower bound included, upper bound excluded except 100 %."""

    name: InWords = field("档次", "如“全部或基本达成预期指标”。", "Name of the class.")
    lower: DecimalText = field("下限", "百分数，含。", "Lower bound in percent, included.")
    upper: DecimalText = field("上限", "百分数。", "Upper bound in percent.")


class OverFulfilmentBand(Record, title="超额完成扣分"):
    """What over-fulfilment takes of an indicator's points, from a ratio of actual to target value on."""

    lower: DecimalText = field(
        "下限", "完成值 ÷ 目标值，百分数，含，如 '200'。", "Actual ÷ target in percent, included."
    )
    deduction: DecimalText = field(
        "扣分", "扣去得分的百分之几，如 '10'。", "Share of the points that is taken, in percent."
    )


class Revision(Record, title="修改记录"):
    """Why what forms are read and judged by was changed when forms had been published under it."""

    date: Date = field("日期", "修改的日期，YYYY-MM-DD。", "Day of the change.")
    reason: InWords = field("原因", "改了什么、为什么改、依据是什么。", "What was changed, why, and on what ground.")


def revisions() -> Any:  # noqa: ANN401 - pydantic's own
    """Declare the reasons for which a file was changed that published forms are judged by."""
    return field(
        "修改记录",
        "已经有公布的表用它之后，又改了分值、门槛、等级等的，在这里写明，新的写在最后；新年度的新规则请另建文件。",
        "Where weights, thresholds, grades … are changed after forms were published under it: each change, newest last. The new rules of a new year go into a file of their own.",
        (),
    )


class ScoringProfile(Record, title="评分规则"):
    """scoring_profiles/<id>.yml: weights, bands, caps and thresholds, each with its citation."""

    name: InWords = field("名称", "评分规则名称。", "Name of the profile.")
    name_en: InWords = field("英文名", "评分规则英文名。", "English name of the profile.")
    scored: Flag = field("是否计分", "true 或 false。", "Whether the form awards points.")
    execution_weight: DecimalText | None = field("预算执行分值", "如 '10'。", "Points for budget execution.", None)
    level1_weights: dict[Level1, DecimalText] = field(
        "一级指标分值", "一级指标代码 → 分值。", "Points by first-level category.", {}
    )
    total_weight: DecimalText | None = field("满分", "如 '100'。", "Maximum total.", None)
    indicator_formula: Flag = field(
        "定量指标按公式计分",
        "表内说明给出公式时为 true。",
        "Whether the form's notes give the pro-rata formula.",
        False,
    )
    formula_printed: Flag = field(
        "公式印在表上",
        "计分公式印在表内说明中时为 true；只是本门户约定时不写，得分与公式不同便只作提示。",
        "Whether the form itself prints the formula; where it is a convention, other points are only noted.",
        False,
    )
    bands: tuple[Band, ...] = field("定性指标档次", "从高到低。", "Classes for qualitative indicators, best first.", ())
    rate_threshold: DecimalText = field(
        "执行率说明门槛", "低于此执行率应说明原因，百分数。", "Execution rate below which a reason is due.", "90"
    )
    adjustment_threshold: DecimalText = field(
        "预算调整说明门槛", "超过此调整幅度应说明原因，百分数。", "Budget change above which a reason is due.", "20"
    )
    over_fulfilment_threshold: DecimalText = field(
        "超额完成说明门槛",
        "超过此完成比例应说明原因，百分数。",
        "Ratio above which over-fulfilment is explained.",
        "130",
    )
    over_fulfilment_bands: tuple[OverFulfilmentBand, ...] = field(
        "超额完成扣分",
        "表样或文件规定超额完成扣分的，从低到高逐档写；没有规定则不写。",
        "What over-fulfilment takes of an indicator's points, from the lowest band up; only where the form's rules say so.",
        (),
    )
    grades: dict[Grade, DecimalText] = field(
        "等级门槛",
        "表样自己规定的等级：等级代码 → 最低分；没有规定则不写，按门户设置。",
        "Lowest score of each grade where the form's own rules give them; otherwise the portal's are used.",
        {},
    )
    score_decimals: Whole = field("得分小数位", "重算得分保留的小数位。", "Decimals of a recomputed score.", 2, le=6)
    citations: tuple[InWords, ...] = field(
        "依据", "每条规则的出处；没有出处的写明“本门户约定”。", "Source of each rule, or 'own convention'."
    )
    revisions: tuple[Revision, ...] = revisions()


class Thresholds(Record, title="核对门槛"):
    """From where on a rule speaks, where no form and no law says it; a scoring profile has further thresholds."""

    unit_slip_error: DecimalText = field(
        "金额单位错用：错误",
        "资金总额与成本指标之比偏离一万倍不超过百分之几，作错误（BUD-06）。",
        "By how many percent funds ÷ costs may be off ten thousand to be an error (BUD-06).",
        "5",
    )
    unit_slip_doubt: DecimalText = field(
        "金额单位错用：疑点",
        "资金总额与成本指标之比偏离一万倍不超过几倍，作疑点（BUD-06）。",
        "By how many times funds ÷ costs may be off ten thousand to be a doubt (BUD-06).",
        "2",
    )
    sibling_factor: DecimalText = field(
        "同类表中位数的倍数",
        "资金总额超过同部门同年其他同类表中位数几倍，作疑点（BUD-06）。",
        "How many times the median of its sister forms a form's funds may be before it is a doubt (BUD-06).",
        "100",
    )
    sibling_forms: Whole = field(
        "同类表张数",
        "至少有几张其他同类表，才与中位数比较（BUD-06）。",
        "How many other sister forms there must be for a comparison with their median (BUD-06).",
        3,
        ge=1,
    )
    forms_alike: Whole = field(
        "雷同的表张数",
        "几张表全部满分、或目标值全部相同，才作提示（SCO-11）。",
        "How many forms with full marks, or with one and the same target, make a pattern (SCO-11).",
        3,
        ge=2,
    )
    repeated_indicators: Whole = field(
        "重复的指标",
        "同一指标在几个目标或项目下出现，才作提示（IND-10）。",
        "Below how many goals or projects one indicator stands before it is noted (IND-10).",
        3,
        ge=2,
    )
    identical_text: Whole = field(
        "雷同文字的字数",
        "完成情况与目标文字相同，几个字以上才作提示（IND-11）。",
        "From how many characters on two identical texts are noted (IND-11).",
        8,
        ge=1,
    )
    slip_percent: DecimalText = field(
        "数量指标的小百分数",
        "数量指标的值不超过百分之几，作疑点（FMT-01）。",
        "Up to how many percent a quantity is doubted (FMT-01).",
        "5",
    )
    completion_percent: DecimalText = field(
        "完成率的倍数",
        "完成率的目标达到百分之几，作提示（IND-17）。",
        "From how many percent on the target of a completion rate is noted (IND-17).",
        "200",
    )
    same_history_rows: Whole = field(
        "往年数雷同的行数",
        "至少有几行填有往年数，才看是否与本年目标雷同（IND-27）。",
        "How many rows with earlier figures there must be before their being copies is looked at (IND-27).",
        10,
        ge=2,
    )
    same_history_percent: DecimalText = field(
        "往年数雷同的比例",
        "往年数与本年目标相同的行达到百分之几，作提示（IND-27）。",
        "From how many percent of the rows on earlier figures that equal the target are noted (IND-27).",
        "80",
    )
    jump_factor: DecimalText = field(
        "相邻年度的倍数",
        "相邻两年的数相差几倍，作疑点（IND-28）。",
        "From how many times on figures of neighbouring years are doubted (IND-28).",
        "8",
    )
    change_percent: DecimalText = field(
        "与上年相差的比例",
        "方向不明的指标，目标与上年数相差百分之几，作提示（IND-29）。",
        "From how many percent on the target of an indicator of unknown direction differs noticeably from last year's figure (IND-29).",
        "50",
    )
    citations: tuple[InWords, ...] = field(
        "依据",
        "每个门槛的出处；不写则为本门户约定。",
        "Source of each threshold; an own convention where none is given.",
        (),
    )


class GovernmentSite(Record, title="政府网站"):
    """What a Chinese government website must say of itself and of its data: all of it, or the portal is not built."""

    site_id_code: str = field(
        "网站标识码", "十位标识码。", "The ten characters that identify the website.", pattern=SITE_ID_PATTERN
    )
    icp: str = field("ICP备案号", "如“鄂ICP备05000001号-1”。", "Number of the ICP filing.", pattern=ICP_PATTERN)
    police_record: str = field(
        "公安机关备案号",
        "如“鄂公网安备42011502000001号”。",
        "Number of the filing with the police.",
        pattern=POLICE_PATTERN,
    )
    host_unit: InWords = field(
        "主办单位", "网站的主办单位，也是数据的提供方。", "Who runs the website and provides its data."
    )
    host_unit_code: str = field(
        "提供方代码",
        "主办单位的统一社会信用代码，十八位。",
        "The host's unified social credit code.",
        pattern=CREDIT_CODE_PATTERN,
    )
    contact: InWords = field(
        "联系方式",
        "显示在页脚，如“电话 027-00000000，某路 1 号”。",
        "Shown at the foot of every page: telephone, address.",
    )
    party_gov_badge_url: str = field(
        "党政机关网站标识的网址",
        "标识证书页；页脚以链接给出，不加载任何外部图片和脚本。",
        "Page of the certificate behind the mark of party and government websites; linked, nothing is loaded from it.",
        pattern=URL_PATTERN,
    )
    find_error_url: str = field(
        "“我为政府网站找错”的网址",
        "平台上本网站的入口。",
        "Where mistakes on government websites are reported.",
        pattern=URL_PATTERN,
    )
    column_type: InWords = field(
        "栏目类别", "页面标签 ColumnType，如“政策文件”。", "Meta tag ColumnType of all columns."
    )
    column_keywords: tuple[InWords, ...] = field(
        "栏目关键词", "页面标签 ColumnKeywords。", "Meta tag ColumnKeywords of all columns.", min_length=1
    )
    classification: tuple[InWords, ...] = field(
        "信息资源分类", "类、项、目、细目，依次写。", "Class of the data, from the widest down.", min_length=1
    )
    resource_code: str = field(
        "信息资源代码",
        "目录给本门户数据的代码；各表的代码为它加“/”和表名。",
        "Code of the portal's data in the catalogue; that of a table is followed by / and its name.",
        pattern=RESOURCE_CODE_PATTERN,
    )
    sharing: InWords = field(
        "共享属性", "类型、条件和方式，如“无条件共享，下载”。", "Whether, how and when it is shared."
    )
    opening: InWords = field("开放属性", "是否向社会开放、条件。", "Whether and when it is open to everybody.")
    update_cycle: InWords = field("更新周期", "如“每年”。", "How often it is brought up to date.")
    published: Date = field(
        "发布日期", "数据首次发布的日期，YYYY-MM-DD。", "Day on which the data were first published."
    )


class PortalSettings(Record, title="门户设置"):
    """portal.yml: what the portal is called, whose it is, under which licence."""

    title: InWords = field("门户名称", "显示在每页。", "Name of the portal.")
    title_en: InWords = field("英文名称", "英文界面显示。", "English name of the portal.")
    short_title: InWords | None = field(
        "门户简称", "手机页眉上显示；不写则用门户名称。", "Shown in the header on telephones; else the name.", None
    )
    short_title_en: InWords | None = field(
        "英文简称", "手机英文页眉上显示；不写则用英文名称。", "The same in English; else the English name.", None
    )
    description: InWords = field("一句话介绍", "首页与搜索引擎显示。", "One sentence on what the portal is.")
    description_en: InWords = field("英文介绍", "英文界面显示。", "The same sentence in English.")
    base_url: str | None = field(
        "网址", "发布网址，末尾带 /；未定则不写。", "Address, ending in a slash.", None, pattern=BASE_URL_PATTERN
    )
    publisher: InWords = field("主办单位", "谁发布本门户。", "Who publishes the portal.")
    publisher_en: InWords | None = field(
        "主办单位英文名", "可不写。", "The publisher's English name, if it has one.", None
    )
    contact: InWords = field("联系方式", "更正与反馈的联系方式。", "How to reach the publisher.")
    contact_en: InWords | None = field(
        "联系方式（英文）", "可不写。", "The same in English, where it needs translation.", None
    )
    corrections_url: str | None = field(
        "登记错误的网址",
        "读者在哪里登记错误，如议题的新建页；{title} 和 {body} 处由页面填入标题与正文（代码、网址、印的文字）。可不写。",
        "Where readers report mistakes, such as a tracker's page for a new issue; pages put title and body (id, address, what is printed) in the place of {title} and {body}.",
        None,
        pattern=REPORT_URL_PATTERN,
    )
    corrections_email: str | None = field(
        "接收更正的邮箱",
        "页面为每一行、每条发现给出填好标题与正文的邮件链接。可不写。",
        "Address for reports of mistakes; pages link to it from every row and finding, subject and body filled in.",
        None,
        pattern=EMAIL_PATTERN,
    )
    signing_keys: tuple[Annotated[str, Field(pattern=PUBLIC_KEY_PATTERN)], ...] = field(
        "签名公钥",
        "为站点签名的 SSH 公钥，如 'ssh-ed25519 AAAA…'，照 .pub 文件的前两段写，不带后面的名字；换了密钥的，旧的留着。不签名的不写。",
        "SSH public keys that sign the site, such as 'ssh-ed25519 AAAA…': the first two parts of the .pub file, without the name behind them; old ones stay.",
        (),
    )
    gov_cn: GovernmentSite | None = field(
        "政府网站",
        "门户是政府网站时写：写了就要写全，并写 base_url。",
        "For a portal that is a Chinese government website: complete where it is there, with base_url beside it.",
        None,
    )
    licence: InWords = field("数据许可", "许可协议名称。", "Name of the data licence.")
    licence_url: str = field("许可网址", "许可协议全文。", "Address of the licence text.", pattern=URL_PATTERN)
    grades: dict[Grade, DecimalText] = field("等级门槛", "等级代码 → 最低分。", "Lowest score of each grade.")
    grades_citation: InWords = field("等级依据", "等级划分的出处。", "Source of the grades.")
    thresholds: Thresholds = field(
        "核对门槛",
        "核对规则从多少起提示；不写则用每一项的默认值。",
        "From where on rules speak; what is left out has its default.",
        Thresholds(),
    )
    revisions: tuple[Revision, ...] = revisions()


class Restatement(Record, title="更正"):
    """A published cell, or a code by which figures count, that was changed later, with the reason."""

    statement: str = field(
        "表单", "表单代码：行政区/部门/年度/表单。", "Id of the form: its address.", pattern=STATEMENT_PATTERN
    )
    row: str | None = row_named()
    column: str = field(
        "键",
        "被更改的键，如 actual；代码也可以，如 currency_unit。",
        "The key that changed, such as actual; codes too, such as currency_unit.",
    )
    old: str = field(
        "原数",
        "更改前的文字，原样，长的可以只写改动的一段；没有则写 ''。",
        "Text before the change, of a long one the part that changed; '' where there was none.",
    )
    new: str = field(
        "新数",
        "更改后的文字，与原数相应；删除则写 ''。",
        "Text after the change, as much of it as in old; '' where it was removed.",
    )
    date: Date = field("日期", "更改日期，YYYY-MM-DD。", "Day of the change.")
    reason: InWords = field("原因", "为什么更改，依据是什么。", "Why it changed, and on what ground.")
    commit: str | None = field(
        "git 提交", "更改所在的提交，可不写。", "The git commit, if known.", None, pattern=COMMIT_PATTERN
    )


class Restatements(Record, title="更正记录"):
    """restatements.yml: every published figure of a department that was changed later."""

    restatements: tuple[Restatement, ...] = field("更正", "新的写在最后。", "Changes, newest last.", ())


class Reply(Record, title="部门说明"):
    """What a department says about findings of one rule on one of its forms."""

    statement: str = field(
        "表单", "表单代码：行政区/部门/年度/表单。", "Id of the form: its address.", pattern=STATEMENT_PATTERN
    )
    rule: str = field("规则", "规则代码，如 BUD-03。", "Id of the rule, such as BUD-03.", pattern=RULE_PATTERN)
    cells: tuple[AnsweredCell, ...] = field(
        "所说的发现",
        "逐条列出所答复的发现在哪一格。",
        "The cells whose findings it answers, each of them.",
        min_length=1,
    )
    status: ReplyStatus = field(
        "状态",
        "explained 已说明、corrected 已更正、false_positive 误报；open 为仍待说明。",
        "What has become of the finding: explained, corrected or false_positive; open where it still stands.",
    )
    reply: InWords = field(
        "说明", "部门的说明，原样显示在发现旁边。", "The department's words, shown beside the finding."
    )
    date: Date = field("日期", "YYYY-MM-DD。", "Day of the reply.")


class Replies(Record, title="部门说明清单"):
    """replies.yml: what a department says about the findings on its forms."""

    replies: tuple[Reply, ...] = field("说明", "逐条列出。", "One entry per finding or rule.", ())


class KnownGap(Record, title="已知缺口"):
    """Findings of one rule on one form that are accepted until a date."""

    statement: str = field(
        "表单", "表单代码：行政区/部门/年度/表单。", "Id of the form: its address.", pattern=STATEMENT_PATTERN
    )
    rule: str = field("规则", "规则代码，如 STR-02。", "Id of the rule, such as STR-02.", pattern=RULE_PATTERN)
    cells: tuple[AnsweredCell, ...] = field(
        "所说的发现",
        "逐条列出所接受的发现在哪一格。",
        "The cells whose findings are accepted, each of them.",
        min_length=1,
    )
    reason: InWords = field("原因", "为什么暂时接受。", "Why it is accepted for now.")
    until: Date = field("截止日期", "YYYY-MM-DD；过期后重新提示。", "Day after which it is reported again.")


class KnownGaps(Record, title="已知缺口清单"):
    """known_gaps.yml: findings of a department accepted for now, each with its last day."""

    known_gaps: tuple[KnownGap, ...] = field("已知缺口", "逐条列出。", "One entry per accepted finding.", ())


class Addresses(Record, title="发布过的网址"):
    """addresses.yml: every jurisdiction, department and form that ever had a page at a release, written by ``mingzhang record``.

    It only grows: what a department's own folder says goes with the folder, and addresses are promised for ever.
    """

    addresses: tuple[Annotated[str, Field(pattern=ADDRESS_PATTERN)], ...] = field(
        "网址",
        "代码，与网址相同。由程序写，不要手改。",
        "Ids, as in the addresses. Written by the program, not by hand.",
        (),
    )


class WithdrawnRelease(Record, title="撤下的数据版本"):
    """That a release of the data is not published any more, with the reason: its files stay as they were, or go, as a whole."""

    date: Date = field("日期", "撤下的日期，YYYY-MM-DD。", "Day of the withdrawal.")
    reason: InWords = field(
        "原因",
        "为什么撤下，会显示在原来的网址上；不要写出所撤的内容。",
        "Why it was withdrawn; shown at its address, so it must not tell what was in it.",
    )


class ReleaseEntry(Record, title="数据版本"):
    """A release of the data: what tells its zip from any other, and whether it is still published."""

    version: str = field(
        "版本",
        "年.月，同月再发的再加序号；zip 的文件名。由程序写，不要手改。",
        "Year and month, with a number for later ones of a month; the name of its zip. Written by the program, not by hand.",
        pattern=VERSION_PATTERN,
    )
    date: Date = field("日期", "定版的日期，YYYY-MM-DD。", "Day on which it was made.")
    size: Whole = field("大小", "zip 的字节数。", "Bytes of the zip.", ge=1)
    sha256: str = field("校验和", "zip 的 SHA-256。", "SHA-256 of the zip.", pattern=SHA256_PATTERN)
    withdrawn: WithdrawnRelease | None = field(
        "撤下",
        "只在不得再公布时手写：日期和原因。写了以后不再刊载，zip 可以从文件夹中删除。",
        "Written by hand where it must not be public any more: day and reason. It is no longer published, and its zip may be deleted.",
        None,
    )


class ReleaseLedger(Record, title="数据版本清单"):
    """releases.yml: every release of the data that was ever made, written by ``mingzhang release``.

    It only grows: a release is cited for ever, so no byte of it changes, and a version is never used for other data. A
    zip that is not the one of this list is published nowhere.
    """

    releases: tuple[ReleaseEntry, ...] = field(
        "版本", "新的写在最后。由程序写，只有 withdrawn 手写。", "Newest last. Only withdrawn is written by hand.", ()
    )


class Published(Record, title="公布过的表"):
    """published/<form>.yml: what the page of a form showed at the last release, written by ``mingzhang record``.

    Each row by its id, first the cell that is its name, then the other printed cells and the codes that decide how they are
    counted, by their keys; under ``form`` what stands in no row. A long text is kept as its beginning with a hash. What is
    published later must say why it differs. The rows are one text, each a line of JSON: as YAML they would take several times
    as long to read.
    """

    statement: StatementId = field(
        "表单",
        "记录时的表单代码；表改了名也不改。",
        "Id that the form had when it was recorded, whatever it is called now.",
    )
    date: Date = field(
        "日期", "首次记录这张表的日期，YYYY-MM-DD。", "Day on which the form was recorded for the first time."
    )
    rows: PrintedRows = field(
        "行",
        "每行一条 JSON：行的代码 → 键 → 印出的文字。由程序写，不要手改。",
        "One line of JSON a row: its id → key → printed text. Written by the program, not by hand.",
    )
