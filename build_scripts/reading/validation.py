"""A file's text checked against the model: pydantic finds what is wrong, the author reads it in plain words.

pydantic's own sentences never reach an author. Each of its error types that the model can produce has a
Chinese and an English sentence here that names the key, the value, what is allowed and a line to copy.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from unicodedata import normalize

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from build_scripts.reading import model
from build_scripts.reading.model import Record, RecordT
from build_scripts.reading.positions import Positions
from build_scripts.reading.problems import WHOLE, Edit, Problem
from build_scripts.reading.strict_yaml import Node
from build_scripts.reading.yaml_messages import shown
from build_scripts.reading.yaml_writing import double_quoted
from build_scripts.words.language import COMMA, UNSAID, Both, Term
from build_scripts.words.meant import meant, meant_by_name

PATTERNS: dict[str, tuple[Both, str]] = {
    model.ID_PATTERN: (
        Both("小写英文字母、数字，用连字符连接", "lower-case letters and digits joined by hyphens"),
        "gov-office-2021",
    ),
    model.DATE_PATTERN: (Both("YYYY-MM-DD 的日期", "a date as YYYY-MM-DD"), "2021-03-31"),
    model.DECIMAL_PATTERN: (
        Both("数字，如 90 或 7.5，不带 % 等单位", "a number such as 90 or 7.5, without unit"),
        "90",
    ),
    model.AREA_PATTERN: (
        Both("大于零的数字，如 2018.3，不带单位", "a number above zero such as 2018.3, without unit"),
        "2018.3",
    ),
    model.ADMIN_CODE_PATTERN: (Both("六位数字", "six digits"), "420112"),
    model.LINE_CODE_PATTERN: (
        Both("小写英文字母、数字和下划线", "lower-case letters, digits and underscores"),
        "three_public",
    ),
    model.VERSION_PATTERN: (
        Both("年.月，同月后几版再加序号", "year.month, and a number for later ones of a month"),
        "2026.11",
    ),
    model.SHA256_PATTERN: (Both("64 位小写十六进制数", "64 lower-case hexadecimal digits"), "0" * 64),
    model.COMMIT_PATTERN: (Both("7 到 40 位小写十六进制数", "7 to 40 lower-case hexadecimal digits"), "0a1b2c3"),
    model.DEPARTMENT_PATTERN: (
        Both("部门代码：行政区/部门", "the id of a department: jurisdiction/department"),
        "wuhan-jiangxia/poverty-relief-office",
    ),
    model.PLACE_PATTERN: (
        Both(
            "行政区的代码，或部门的代码：行政区/部门",
            "the id of a jurisdiction, or of a department: jurisdiction/department",
        ),
        "wuhan-jiangxia/poverty-relief-office",
    ),
    model.ADDRESS_PATTERN: (
        Both("行政区、部门或表单的代码", "the id of a jurisdiction, a department or a form"),
        "wuhan-jiangxia/poverty-relief-office",
    ),
    model.STATEMENT_PATTERN: (
        Both("表单代码：行政区/部门/年度/表单", "the id of a form: jurisdiction/department/year/form"),
        "wuhan-jiangxia/poverty-relief-office/2019/road-repair",
    ),
    model.ROW_PATTERN: (
        Both(
            "行的代码：一个字母（g 目标、i 指标、f 资金、b 基础数据、n 文字）、连字符和小写字母、数字",
            "the id of a row: a letter (g goal, i indicator, f money, b base data, n text), a hyphen, lower-case letters and digits",
        ),
        "i-k7q2m9xd",
    ),
    model.RULE_PATTERN: (Both("规则代码", "the id of a rule"), "STR-02"),
    model.SITE_ID_PATTERN: (
        Both("十位数字，或 bm 加八位数字", "ten digits, or bm and eight digits"),
        "4201150001",
    ),
    model.ICP_PATTERN: (Both("ICP 备案号", "the number of an ICP filing"), "鄂ICP备05000001号-1"),
    model.POLICE_PATTERN: (
        Both("公安机关备案号，十四位数字", "the number of a filing with the police, with fourteen digits"),
        "鄂公网安备42011502000001号",
    ),
    model.CREDIT_CODE_PATTERN: (
        Both("十八位统一社会信用代码", "a unified social credit code of eighteen characters"),
        "11420115MB0000000A",
    ),
    model.PUBLIC_KEY_PATTERN: (
        Both(
            "SSH 公钥：.pub 文件中的类型和 AAAA 开头的一段，不带后面的名字",
            "an SSH public key: the kind and the part that begins with AAAA of a .pub file, without the name behind them",
        ),
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGf9TBZ2DA4a0VC2iQLt7ylhB4xuBSOyG9HQ0B5rRZ7k",
    ),
    model.RESOURCE_CODE_PATTERN: (
        Both("字母和数字，可用 / 或 - 分段", "letters and digits, in parts joined by / or -"),
        "306001/000001",
    ),
    model.URL_PATTERN: (
        Both(
            "以 http:// 或 https:// 开头的网址，不含空白、引号、尖括号、花括号，也不含用户名和密码",
            "an address that begins with http:// or https://, without blanks, quotes, angle brackets or braces, and without "
            "a user's name",
        ),
        "https://example.cn/",
    ),
    model.BASE_URL_PATTERN: (
        Both(
            "以 http:// 或 https:// 开头、以 / 结尾的网址，不含空白、引号、尖括号、? 和 #，也不含用户名和 ..",
            "an address that begins with http:// or https:// and ends with /, without blanks, quotes, angle brackets, ?, # "
            "or .., and without a user's name",
        ),
        "https://example.cn/mingzhang/",
    ),
    model.REPORT_URL_PATTERN: (
        Both(
            "以 http:// 或 https:// 开头的网址，其中写 {title}、{body}，不写别的花括号",
            "an address that begins with http:// or https:// and holds {title}, {body} and no other braces",
        ),
        "https://git.example.cn/mingzhang/issues/new?title={title}&description={body}",
    ),
    model.EMAIL_PATTERN: (Both("一个邮箱地址", "an e-mail address"), "mingzhang@example.cn"),
}
"""Each pattern of the model: what it allows, and a value that fits."""

_LIKE_A_KEY = 0.65
"""How like a known key or title a word must be: there are few in one place."""
LONGEST_LIST = 12
"""How many ids a message lists."""


@dataclass(frozen=True)
class Fault:
    """One pydantic error with what a sentence about it needs."""

    path: str
    """Path of the value, as in ``Positions``."""
    key: str
    """The key it concerns."""
    owner: type[Record]
    """The record the key stands in."""
    field: FieldInfo | None
    """The key's declaration; None for a key the model does not have."""
    value: object
    """What the file has there."""
    limits: Mapping[str, Any]
    """pydantic's own details: bounds, patterns."""
    ids: Collection[str] = ()
    """The ids of the files that the key may name; empty for a key that names none."""
    there: Collection[str] = ()
    """The keys that stand beside it."""

    @property
    def name(self) -> Both:
        """The key, in Chinese with its title."""
        return Both(f"{self.key}（{self.field.title}）" if self.field is not None else self.key, self.key)


def validate(
    kind: type[RecordT],
    data: Node,
    positions: Positions,
    file: str,
    ids: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[RecordT | None, list[Problem]]:
    """Return the record a file describes, or every way in which it does not describe one.

    Args:
        kind: the record the file should hold.
        data: the file's texts as ``strict_yaml.read`` gives them.
        positions: where they stand.
        file: the name shown in problems.
        ids: for each key that names a file of ``data/``, the ids that are there.
    """
    try:
        return kind.model_validate(data), []
    except ValidationError as error:
        faults = [
            (one["type"], one["loc"], _fault(kind, one["loc"], one["input"], one.get("ctx", {})))
            for one in error.errors(include_url=False)
        ]
    faults = [
        (type_, loc, replace(fault, ids=ids.get(fault.key, ()), there=_beside(data, loc)))
        for type_, loc, fault in faults
    ]
    misspelt = {(loc[:-1], _meant(fault)) for type_, loc, fault in faults if type_ == "extra_forbidden"}
    problems = set()
    for type_, loc, fault in faults:
        if type_ == "missing" and (loc[:-1], fault.key) in misspelt:
            continue  # it is there, under a wrong name
        key_is_wrong = type_ == "extra_forbidden" or loc[-1:] == ("[key]",)
        place = _place(positions, fault.path, key_is_wrong=key_is_wrong)
        if positions.doubtful(place[0]) or (type_ == "missing" and positions.may_hold(place[0], fault.key)):
            continue  # it may follow from how the file was read on behind a syntax error
        code, message = _said(type_, fault)
        instead = _instead(type_, fault)
        edit = (0, f"{instead}\n{' ' * (place[1] - 1)}") if type_ == "missing" else (WHOLE, instead)
        cure = (Edit(*place, *edit),) if instead and all(place) else ()
        problems.add(Problem(file, *place, code, message, cure=cure))
    return None, sorted(problems)


def _beside(data: Node, loc: tuple[int | str, ...]) -> Collection[str]:
    """Return the keys of the mapping in which pydantic's location ends."""
    around: Any = data
    for part in loc[:-1]:
        try:
            around = around[part]
        except (KeyError, IndexError, TypeError):
            return ()
    return around if isinstance(around, dict) else ()


def path_text(parts: tuple[int | str, ...]) -> str:
    """Return the steps to a value as a path such as ``goals[0].indicators[3].target``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")


def _place(positions: Positions, path: str, *, key_is_wrong: bool) -> tuple[int, int]:
    """Return where an author should look: a key that is wrong itself, else the value or what is around it."""
    return (positions.key(path) if key_is_wrong else None) or positions.nearest(path)


def _fault(kind: type[Record], loc: tuple[int | str, ...], value: object, limits: Mapping[str, Any]) -> Fault:
    """Follow pydantic's location down the model."""
    steps = tuple(part for part in loc if part != "[key]")
    owner, declared, annotation = kind, None, kind  # type: type[Record], FieldInfo | None, Any
    key = ""
    for step in steps:
        if isinstance(step, str) and isinstance(annotation, type) and issubclass(annotation, Record):
            owner, key, declared = annotation, step, annotation.model_fields.get(step)
            annotation = None if declared is None else inner_type(declared.annotation)
        else:
            annotation = inner_type(get_args(annotation)[-1 if get_origin(annotation) is dict else 0])
            key = step if isinstance(step, str) else key
    return Fault(path_text(steps), key, owner, declared, value, limits)


def inner_type(annotation: Any) -> Any:  # noqa: ANN401 - an annotation can be anything
    """Return an annotation without its constraints and without ``None``."""
    if get_origin(annotation) is Annotated:
        return inner_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return inner_type(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


def terms_of(annotation: Any) -> tuple[Term, ...]:  # noqa: ANN401 - an annotation can be anything
    """Return the codes a key allows; empty where it is no code."""
    bare = inner_type(annotation)
    if get_origin(bare) is Literal:
        return tuple(term for term in get_args(bare) if isinstance(term, Term))
    if get_origin(bare) in (dict, tuple):
        return terms_of(get_args(bare)[0])
    return tuple(bare) if isinstance(bare, type) and issubclass(bare, Enum) else ()


def _sample(fault: Fault) -> str:
    """Return a line to copy, such as ``source: {document: "…", first_line: 1, last_line: 1}``."""
    if fault.field is None:
        return f'{fault.key}: "…"'
    return f"{fault.key}: {value_sample(fault.field.annotation, fault.field.metadata)}"


def value_sample(annotation: Any, metadata: list[Any]) -> str:  # noqa: ANN401 - an annotation can be anything
    """Return a value of the declared kind as it is written in a file."""
    bare = inner_type(annotation)
    terms = terms_of(bare)
    patterns = [part.pattern for part in metadata if getattr(part, "pattern", None)]
    if get_origin(bare) is tuple:
        return f"[{value_sample(get_args(bare)[0], [])}]"
    if get_origin(bare) is dict:
        return f'{{{terms[0]}: "90"}}' if terms else "{…}"
    if isinstance(bare, type) and issubclass(bare, Record):
        needed = {key: declared for key, declared in bare.model_fields.items() if declared.is_required()}
        return "{" + ", ".join(f"{k}: {value_sample(d.annotation, d.metadata)}" for k, d in needed.items()) + "}"
    if bare is int:
        return str(next((part.ge for part in metadata if getattr(part, "ge", None)), 1))
    if len(terms) == 1 or patterns:
        return f'"{terms[0] if terms else PATTERNS[patterns[0]][1]}"'
    return "true" if bare is bool else '"…"'


def _allowed(fault: Fault) -> Both:
    """Return what may be written: all codes or ids where it is one of them, else a line to copy."""
    terms = terms_of(fault.field.annotation) if fault.field is not None else ()
    if fault.ids:
        more = "…" if len(fault.ids) > LONGEST_LIST else ""
        names = COMMA.join(sorted(fault.ids)[:LONGEST_LIST])
        return Both(f"可以写：{names.zh}{more}。", f"Allowed: {names.en}{more}.")
    if len(terms) > 1:
        names = codes(terms)
        return Both(f"可以写：{names.zh}。", f"Allowed: {names.en}.")
    return Both(f"如 {_sample(fault)}", f"such as {_sample(fault)}")


def codes(terms: Iterable[Term]) -> Both:
    """Return codes with their meaning, as a sentence lists them."""
    return COMMA.join(Both(f"{term.value}（{term.zh}）", f"{term.value} ({term.en})") for term in terms)


def _named(owner: type[Record], keys: Iterable[str]) -> Both:
    return COMMA.join(Both(f"{key}（{owner.model_fields[key].title}）", key) for key in keys)


def _meant(fault: Fault) -> str:
    """Return the key that an unknown key or Chinese title stands for; none where it is not clear, or there already."""
    free = {key: declared for key, declared in fault.owner.model_fields.items() if key not in fault.there}
    names = {declared.title: key for key, declared in free.items() if declared.title}
    return meant_by_name(fault.key, names | {key: key for key in free}, _LIKE_A_KEY)


def _unknown_key(fault: Fault) -> tuple[str, Both]:
    keys, key = _named(fault.owner, fault.owner.model_fields), _meant(fault)
    hint = Both(f"是不是想写 {_named(fault.owner, [key]).zh}？", f" Did you mean {key}?") if key else UNSAID
    said = Both(
        f"这里没有“{shown(fault.key)}”这个键。{hint.zh}请改正键名或删除这一行。可以写的键：{keys.zh}。",
        f"There is no key '{shown(fault.key)}' here.{hint.en} Correct the key or delete the line. Allowed: {keys.en}.",
    )
    return "shape-unknown-key", said


def _help(fault: Fault) -> Both:
    if fault.field is None:
        return UNSAID
    extra = fault.field.json_schema_extra
    zh = fault.field.description or ""
    return Both(
        f"{zh}{'' if zh.endswith('。') else '。'}", str(extra["description_en"]) if isinstance(extra, dict) else ""
    )


def _what(value: object) -> Both:
    if isinstance(value, list):
        return Both("一个列表", "a list")
    if isinstance(value, dict):
        return Both("一组“键: 值”", "a group of 'key: value' lines")
    return Both(f"文字“{shown(value)}”", f"the text '{shown(value)}'")


def _group_expected(fault: Fault) -> tuple[str, Both]:
    what = _what(fault.value)
    inner = inner_type(fault.field.annotation) if fault.field is not None else fault.owner
    if get_origin(inner) is tuple:
        inner = inner_type(get_args(inner)[0])
    allowed = UNSAID
    if isinstance(inner, type) and issubclass(inner, Record):
        keys = _named(inner, inner.model_fields)
        allowed = Both(f"可以写的键：{keys.zh}。", f" Allowed keys: {keys.en}.")
    said = Both(
        f"{fault.name.zh or '这里'} 应是一组“键: 值”，这里是{what.zh}。请在下一行缩进两格逐个写键。{allowed.zh}",
        (
            f"{fault.key or 'This'} must be a group of 'key: value' lines; here is {what.en}. Write the keys on the following lines, "
            f"two spaces further in.{allowed.en}"
        ),
    )
    return "shape-group-expected", said


def _code_meant(fault: Fault) -> str:
    """Return the code that a word stands for, which may be one of its names; none where that is not clear."""
    terms = terms_of(fault.field.annotation) if fault.field is not None else ()
    word = str(fault.value)
    by_name = {name: term.value for term in terms for name in (term.value, term.zh, term.en)}
    return meant_by_name(word, by_name, _LIKE_A_KEY)


def _unknown_code(fault: Fault) -> tuple[str, Both]:
    terms = terms_of(fault.field.annotation) if fault.field is not None else ()
    word, code = str(fault.value), _code_meant(fault)
    allowed = codes(terms)
    hint = Both(f"是不是 {code}？", f" Did you mean {code}?") if code else UNSAID
    said = Both(
        f"{fault.name.zh} 的值“{shown(word)}”不是允许的代码。{hint.zh}请写其中之一：{allowed.zh}。",
        f"'{shown(word)}' is not an allowed code for {fault.key}.{hint.en} Write one of: {allowed.en}.",
    )
    return "shape-unknown-code", said


_DATE = re.compile(r"([0-9]{4})(?:年|[./-])([0-9]{1,2})(?:月|[./-])([0-9]{1,2})日?")
_RULE = re.compile(r"([A-Za-z]{3})[- ]?([0-9]{1,2})")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
"""As a year is written out; 十二 is no row of digits."""
_YES, _NO = frozenset(("yes", "y", "on", "1", "是", "true")), frozenset(("no", "n", "off", "0", "否", "false"))


def _instead(type_: str, fault: Fault) -> str:
    """Return what to write instead of the key or value so that it says what was meant; nothing where that is not certain."""
    if type_ == "extra_forbidden":
        return _meant(fault)
    if type_ == "missing":
        bare = inner_type(fault.field.annotation) if fault.field is not None else None
        only = get_args(bare) if get_origin(bare) is Literal else ()
        return f'{fault.key}: "{only[0].value}"' if len(only) == 1 and isinstance(only[0], Term) else ""
    if not isinstance(fault.value, str):
        return ""
    return _value_meant(type_, fault, normalize("NFKC", fault.value).strip())


def _is_a_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _value_meant(type_: str, fault: Fault, word: str) -> str:
    """Return a value as it should be written; ``word`` is what stands there, half-width."""
    if type_ in {"enum", "literal_error"}:
        code = _code_meant(fault)
        return f'"{code}"' if code else ""
    if type_ in {"flag", "bool_type"}:
        return "true" if word.lower() in _YES else "false" if word.lower() in _NO else ""
    if type_ in {"whole_number", "int_type"}:
        number = re.fullmatch(r"([0-9]{1,9})(?:年度?)?", word.translate(_DIGITS) if len(word) > 3 else word)
        return f'"{number[1]}"' if number else ""
    if type_ != "string_pattern_mismatch":
        return ""
    pattern = fault.limits["pattern"]
    made = word
    if pattern == model.DATE_PATTERN and (day := _DATE.fullmatch(word)):
        made = f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"
        made = made if _is_a_day(made) else word
    elif pattern == model.DECIMAL_PATTERN:
        made = word.removesuffix("%")
    elif pattern == model.RULE_PATTERN and (rule := _RULE.fullmatch(word)):
        made = f"{rule[1].upper()}-{rule[2]:0>2}"
    elif pattern == model.SHA256_PATTERN:
        made = word.lower()
    elif pattern == model.ID_PATTERN:
        made = meant(word, fault.ids)
    return double_quoted(made) if made != fault.value and re.fullmatch(pattern, made) else ""


def _no_such_choice(fault: Fault) -> tuple[str, Both]:
    terms = terms_of(fault.field.annotation) if fault.field is not None else ()
    return _wrong_form(fault, terms[0]) if len(terms) == 1 else _unknown_code(fault)


def _wrong_form(fault: Fault, term: Term) -> tuple[str, Both]:
    said = Both(
        (
            f"这个文件（按文件名和所在文件夹）只能是 {term.value}（{term.zh}），form_type 写的却是“{shown(fault.value)}”。"
            f'请写 form_type: "{term.value}"，或把文件移到该类表单的位置。'
        ),
        (
            f"By its name and folder this file is a {term.value} ({term.en}), but form_type is '{shown(fault.value)}'. "
            f'Write form_type: "{term.value}", or move the file to where such forms belong.'
        ),
    )
    return "shape-wrong-form-type", said


_SENTENCES: dict[str, tuple[str, Both] | Callable[[Fault], tuple[str, Both]]] = {
    "extra_forbidden": _unknown_key,
    "missing": (
        "shape-missing-key",
        Both(
            "缺少必填的键 {name}：{help}请补上，{allowed}",
            "The required key {name} is missing: {help} Add it. {allowed_first}",
        ),
    ),
    "string_type": (
        "shape-text-expected",
        Both(
            "{name} 应是一段文字，这里是{what}。以 [ 或 {{ 开头的文字要加引号；请写成 {sample}",
            "{name} must be text; here is {what}. Quote text that begins with [ or {{. Write {sample}",
        ),
    ),
    "tuple_type": (
        "shape-list-expected",
        Both(
            "{name} 应是列表，这里是{what}。请在 {key}: 下面逐行写，每项以“- ”开头并缩进两格。",
            "{name} must be a list; here is {what}. Write each item on a line below {key}: beginning with '- ', two spaces further in.",
        ),
    ),
    "model_type": _group_expected,
    "dict_type": _group_expected,
    "enum": _unknown_code,
    "literal_error": _no_such_choice,
    "string_pattern_mismatch": (
        "shape-bad-pattern",
        Both(
            "{name} 的值“{value}”不合格式。请写{fitting}，{allowed}{instead}",
            "'{value}' does not fit {name}: write {fitting}, {allowed}{instead}",
        ),
    ),
    "calendar_date": (
        "shape-bad-date",
        Both(
            '{name} 的值“{value}”不是存在的日期。请核对年、月、日，如 {key}: "2021-03-31"',
            "'{value}' in {name} is no day of the calendar. Check it, such as {key}: \"2021-03-31\"",
        ),
    ),
    "accepted_without_end": (
        "shape-accepted-without-end",
        Both(
            "{name} 不能写 accepted：部门的说明不能自行接受一处发现。暂时接受的，请写在部门的 known_gaps.yml，并写明原因和截止日期 until。",
            "{name} cannot be accepted: a reply does not accept a finding. Write it in the department's known_gaps.yml, with its reason and its last day, until.",
        ),
    ),
    "words": (
        "shape-words-missing",
        Both(
            "{name} 要用文字写明，这里是“{value}”，没有说任何内容：至少两个不同的字或字母，“无”“x”“待填写”“TODO”之类不算。{help}",
            "{name} needs words; '{value}' says nothing: at least two different letters or characters, and nothing like '无', 'x', '待填写' or 'TODO'. {help}",
        ),
    ),
    "printed_rows": (
        "shape-printed-rows",
        Both(
            "{name} 的内容读不懂。这个文件由 mingzhang record 写，不要手改；请恢复原来的文件。",
            "{name} cannot be understood. This file is written by mingzhang record, not by hand: put the old file back.",
        ),
    ),
    "too_short": (
        "shape-list-empty",
        Both("{name} 不能是空列表。{help}", "{name} must not be an empty list. {help}"),
    ),
    **dict.fromkeys(
        ("whole_number", "int_type"),
        (
            "shape-bad-number",
            Both(
                "{name} 应是整数，这里是{what}。只写半角数字{instead}。",
                "{name} must be a whole number; here is {what}. Write plain digits{instead}.",
            ),
        ),
    ),
    **dict.fromkeys(
        ("greater_than_equal", "less_than_equal"),
        (
            "shape-out-of-range",
            Both(
                "{name} 的值 {value} 超出范围，应{within} {bound}。请核对后改正。",
                "{name} is {value}, which is out of range: it must be {within} {bound}. Check and correct it.",
            ),
        ),
    ),
    **dict.fromkeys(
        ("flag", "bool_type"),
        (
            "shape-bad-flag",
            Both(
                "{name} 只能写 true（是）或 false（否），这里是{what}。请改成其中之一{instead}。",
                "{name} must be true or false; here is {what}. Write one of the two{instead}.",
            ),
        ),
    ),
}
"""pydantic's type of an error → code and sentence of the problem, or what makes them."""
_UNSUITABLE = (
    "shape-unsuitable",
    Both("{name} 这里不能是{what}。{help}请改成 {sample}", "{name} cannot be {what} here. {help} Write {sample}"),
)


def _said(type_: str, fault: Fault) -> tuple[str, Both]:
    """Return code and sentence of the problem that one pydantic error makes."""
    sentence = _SENTENCES.get(type_, _UNSUITABLE)
    if not isinstance(sentence, tuple):
        return sentence(fault)
    allowed, limits, instead = _allowed(fault), fault.limits, _instead(type_, fault)
    return sentence[0], sentence[1].format(
        name=fault.name,
        key=fault.key,
        value=shown(fault.value),
        what=_what(fault.value),
        help=_help(fault),
        sample=_sample(fault),
        instead=Both(f"；这里写 {instead}", f"; here {instead}") if instead else UNSAID,
        allowed=allowed,
        allowed_first=allowed.en[:1].upper() + allowed.en[1:],
        fitting=PATTERNS[limits["pattern"]][0] if "pattern" in limits else UNSAID,
        within=Both("不小于", "at least") if "ge" in limits else Both("不大于", "at most"),
        bound=limits.get("ge", limits.get("le")),
    )
