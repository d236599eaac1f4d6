"""What an author reads when a YAML file is refused: what is so, what is allowed, how to mend it.

PyYAML's own sentences are for programmers and in English; here the traps that figures on the forms set
(``>=98%``, ``-``, ``*``, ``目标: 5``, ``a：1``) are recognised from the line itself.
"""

from __future__ import annotations

import re

import yaml

from build_scripts.cells.personal_data import masked
from build_scripts.words.language import UNSAID, Both

_REFUSALS = {
    "yaml-too-large": Both(
        "文件有 {size} 字节，上限是 {limit} 字节。请检查是否放错了文件；确需这么多内容时按年度或项目拆成几个文件。",
        "The file has {size} bytes; the limit is {limit}. Check that it is the right file, or split it by year or project.",
    ),
    "yaml-encoding": Both(
        "此处不是 UTF-8 编码（可能是 GBK 或 UTF-16）。文件只能用 UTF-8；请在编辑器中用“另存为”，编码选 UTF-8。",
        "This is not UTF-8 (perhaps GBK or UTF-16). Files must be UTF-8: save the file again with encoding UTF-8.",
    ),
    "yaml-character": Both(
        '此处有看不见的字符 {character}，它会打乱显示或处理。请删除它；表上确有时在双引号内写成转义，如 "\\u{code4}"。',
        (
            "There is an invisible character, {character}, here; it disturbs display or processing. Delete it; "
            'if the form truly has it, write its escape inside double quotes, such as "\\u{code4}".'
        ),
    ),
    "yaml-control": Both(
        "此处有控制字符 {character}（或它的转义）：它印不出来，网页和表格文件也显示不了。请删除它；前后都是乱码的，请从原件重新复制。",
        "There is a control character, {character}, or its escape here: it prints nothing, and no page or file shows it. Delete it, or copy the text from the original once more if all of it is garbled.",
    ),
    "yaml-empty-file": Both(
        "文件是空的。请写入“键: 值”的内容，或删除这个文件。",
        "The file is empty. Write 'key: value' lines, or delete the file.",
    ),
    "yaml-not-mapping": Both(
        "文件的最外层应是若干行“键: 值”，这里不是。{hint}",
        "The file must be lines of 'key: value' at its outermost level; this is not. {hint}",
    ),
    "yaml-duplicate-key": Both(
        "键 {key} 在第 {first} 行已经写过，同一处一个键只能写一次。请删除其中一个，或改正键名。",
        "The key {key} stands already on line {first}; a key may be written once. Delete one of them or correct its name.",
    ),
    "yaml-anchor": Both(
        '以 & 开头的内容在 YAML 中是锚点（&{name}），这里不允许。若是表上的文字请加引号，如 "&{name}"；否则删除它。',
        'Text that begins with & is a YAML anchor (&{name}); anchors are not allowed. Quote it, "&{name}", or delete it.',
    ),
    "yaml-alias": Both(
        '以 * 开头的内容在 YAML 中是引用（*{name}），这里不允许。若是表上的文字请加引号，如 "*{name}"；否则写出实际内容。',
        (
            'Text that begins with * is a YAML alias (*{name}); aliases are not allowed. Quote it, "*{name}", '
            "or write the content itself."
        ),
    ),
    "yaml-tag": Both(
        "以 ! 开头的内容在 YAML 中是标签（{name}），这里不允许。若是表上的文字请整体加引号；否则删除标签。",
        "Text that begins with ! is a YAML tag ({name}); tags are not allowed. Quote the whole text, or delete the tag.",
    ),
    "yaml-merge-key": Both(
        "“<<”在 YAML 中表示合并，这里不允许。请把要用的键逐个写出来。",
        "'<<' is YAML's merge key and is not allowed. Write out the keys one by one.",
    ),
    "yaml-key": Both(
        '冒号前应有一个文字的键，这里没有，或者是列表、大括号。请写成“键: 值”，如 name: "道路维修"。',
        (
            "A key must be text before the colon; here it is missing, or a list or braces. Write 'key: value', "
            'such as name: "Road repair".'
        ),
    ),
    "yaml-many-documents": Both(
        "“---”开始了第二份文档；一个文件只能有一份。请删除这一行，或把后面的内容放进另一个文件。",
        "'---' begins a second document; a file holds one. Delete the line, or move what follows to another file.",
    ),
    "yaml-directive": Both(
        "以 % 开头的 YAML 指令这里不允许。请删除这一行和随后的“---”。",
        "YAML directives (lines that begin with %) are not allowed. Delete the line and the '---' after it.",
    ),
    "yaml-too-deep": Both(
        "嵌套超过 {limit} 层。表单用不到这么多层；请检查缩进和括号。",
        "Nesting is deeper than {limit} levels. No form needs that; check the indentation and the brackets.",
    ),
    "yaml-too-many-nodes": Both(
        "文件中的键和值超过 {limit} 个。请检查是否放错了文件，或按年度、项目拆成几个文件。",
        "The file has more than {limit} keys and values. Check that it is the right file, or split it by year or project.",
    ),
    "yaml-empty-value": Both(
        "{key} 后面没有写值（# 之后是注释，不算值）。表上印的是空白就写 ''；表上没有这一格就删除这个键。",
        (
            "Nothing is written after {key} (what follows # is a comment). Write '' for a cell printed blank, or leave the "
            "key out where the form has no such cell."
        ),
    ),
    "yaml-braces": Both(
        '{key} 在大括号或方括号里，YAML 把括号当作一组键值或列表。括号是表上的文字时请给整段加引号，如 "{{{key}}}"。',
        (
            "{key} stands in braces or brackets, which YAML reads as keys or a list. Quote the whole text where they belong "
            'to it, such as "{{{key}}}".'
        ),
    ),
    "yaml-empty-block": Both(
        (
            "单独的 {sign} 在 YAML 中表示后面有一段多行文字，这里却没有，内容会丢失。表上印的就是 {sign} 开头的文字时请加引号，"
            "如 \"{sign}5\"；空白写 ''。"
        ),
        (
            "A bare {sign} announces a block of text, and none follows: the content would be lost. Quote text that begins "
            "with {sign}, such as \"{sign}5\"; write '' for a blank cell."
        ),
    ),
    "yaml-folded-text": Both(
        (
            "这段文字跨了行，换行会被悄悄变成空格（也可能是下一行缩进写错了）。请写在一行内，换行处用双引号加 \\n，"
            "或用 |- 起头另起一行写。"
        ),
        (
            "This text runs over several lines, and its line breaks would silently become spaces (or the next line is "
            "indented by mistake). Write it on one line in double quotes with \\n, or as a block after |-."
        ),
    ),
    "yaml-comment": Both(
        "“{value}”后面的 # 会被当作注释而丢失。若 # 是内容，请给整段加引号；若是注释，请移到单独一行（或在 # 前空两格）。",
        (
            "What follows # after '{value}' would be lost as a comment. Quote the whole text if # belongs to it; move a comment "
            "to a line of its own (or put two spaces before #)."
        ),
    ),
    "yaml-glued-comment": Both(
        "# 紧跟在引号或括号后面，YAML 会把它和后面的文字当作注释，悄悄丢掉。是内容，请一起放进引号里：{sample}；是注释，请在 # 前空两格。",
        (
            "# follows the closing quote or bracket, and YAML would silently drop it with all behind it. Put the whole text in "
            "quotes if it belongs to it: {sample}; put two spaces before # if it is a comment."
        ),
    ),
    "yaml-tab": Both(
        "缩进用了制表符（Tab）。YAML 只能用空格缩进；请换成每级两个空格。",
        "The line is indented with a tab. Only spaces may indent; use two spaces per level.",
    ),
    "yaml-full-width-colon": Both(
        "键后面用了全角冒号“：”。请改成半角冒号加一个空格，如 {sample}",
        "The key is followed by a full-width colon. Use a half-width colon and a space: {sample}",
    ),
    "yaml-colon-space": Both(
        "冒号后面缺一个空格。请写成 {sample}",
        "The colon needs a space after it. Write {sample}",
    ),
    "yaml-unquoted": Both(
        "以 {sign} 开头的文字不加引号会被 YAML 当作特殊符号。请加引号：{sample}",
        "Unquoted text that begins with {sign} is special in YAML. Quote it: {sample}",
    ),
    "yaml-unquoted-colon": Both(
        "值里面有“: ”，不加引号会被当作又一个键（也可能是这一行的缩进不对）。请给整个值加引号：{sample}",
        (
            "The value contains ': ', which unquoted begins another key (or this line is indented wrongly). "
            "Quote the whole value: {sample}"
        ),
    ),
    "yaml-unclosed-quote": Both(
        "从这里开始的引号 {sign} 没有正确结束。请检查结尾的引号；内容本身含引号时写成 {sample}",
        (
            "The quote {sign} that begins here is not closed properly. Check the closing quote; write quotes inside "
            "the text as {sample}"
        ),
    ),
    "yaml-half-quote": Both(
        "值以引号 {sign} 结束，开头却没有引号，引号会变成内容。请补上开头的引号；引号确是内容时用另一种引号包住整段。",
        (
            "The value ends with the quote {sign} but does not begin with one, so the quote would become part of it. Add the "
            "opening quote; if the quote belongs to the text, put the whole in quotes of the other kind."
        ),
    ),
    "yaml-chinese-quotes": Both(
        '值用的是中文引号，YAML 只认半角引号，中文引号会变成内容。请写成 "{inside}"；表上确实印着中文引号时写成 "{value}"',
        (
            "The value stands in Chinese quotation marks, which would become part of it: YAML knows only half-width ones. "
            'Write "{inside}", or "{value}" where the form prints the Chinese marks.'
        ),
    ),
    "yaml-after-quote": Both(
        "引号结束之后还有文字。请把全部内容放进同一对引号里：{sample}{or_else}",
        "There is text after the closing quote. Put everything inside one pair of quotes: {sample}{or_else}",
    ),
    "yaml-entry": Both(
        "写在一行大括号里的一条：键后是半角冒号加空格，各项之间是半角逗号加空格，首尾是半角的 {{ 和 }}。这里请写 {right}",
        "An entry on one line, in braces: a colon and a space behind each key, a comma and a space between items, {{ before and }} behind all. Here write {right}",
    ),
    "yaml-merge-conflict": Both(
        "合并冲突没有解决：文件里还有 git 的标记（<<<<<<<、=======、>>>>>>>）。请在两边的内容中留下正确的，删去三行标记。",
        (
            "A merge conflict is not resolved: git's markers (<<<<<<<, =======, >>>>>>>) are still in the file. Keep what is "
            "right of the two sides and delete the three marker lines."
        ),
    ),
    "yaml-blank": Both(
        "缩进里有 {sign}，它看着像空格却不是。缩进只能用半角空格；请删去它，重新敲空格，与上面各行对齐。",
        (
            "There is {sign} in the indentation; it looks like a space and is none. Delete it and type spaces, in line with "
            "the lines above."
        ),
    ),
    "yaml-dash": Both(
        "列表项应以半角“-”加一个空格开头。请写成 {sample}",
        "A list item begins with a hyphen and a space. Write {sample}",
    ),
    "yaml-escape": Both(
        "双引号里的反斜杠 \\ 后面跟了不认识的字符。要写反斜杠本身请写两个 \\\\，或改用单引号。",
        "The backslash in double quotes is followed by an unknown letter. Write \\\\ for a backslash, or use single quotes.",
    ),
    "yaml-indent": Both(
        "这一行的缩进与上面各行对不齐，读不出它属于哪里。请让同一级的键左对齐，下一级多缩进两个空格，列表项以“- ”开头。",
        (
            "This line does not line up with those above, so it belongs nowhere. Keys of one level start in the same column, "
            "the next level two spaces further; list items begin with '- '."
        ),
    ),
    "yaml-no-colon": Both(
        "这一行不是“键: 值”。每个键后面要有半角冒号和一个空格，如 {sample}；多行文字请用双引号加 \\n。",
        (
            "This line is not 'key: value'. A key is followed by a colon and a space, such as {sample}; "
            "write text of several lines in double quotes with \\n."
        ),
    ),
    "yaml-syntax": Both(
        "从这里开始读不懂。请检查引号、括号是否成对，冒号后是否有空格，缩进是否对齐；拿不准时给值加双引号。",
        (
            "The file cannot be understood from here on. Check that quotes and brackets are paired, colons followed by a space, "
            "lines aligned; when in doubt, put the value in double quotes."
        ),
    ),
}
_FULL_WIDTH_COLONS = Both(
    "用了全角冒号“：”，请改成半角冒号加空格。", "It has full-width colons: use a half-width colon and a space."
)
_BEGIN_UNDER = Both(
    "第一行写 {under}:，下面各条以“  - ”开头，缩进两个空格。",
    "Begin with the line {under}: and indent each entry below it by two spaces.",
)
_BEGIN_WITH = Both('例如第一行写 name: "江夏区"。', 'Begin with name: "Jiangxia".')

# All are held against a line without the blanks at its end.
_LINE = re.compile(r"\s*(?:- +)*(?:(?P<key>[^\s:'\"#\[{][^:'\"]*|\"[^\"]*\"|'[^']*'): +)?(?P<value>.*)$")
FULL_WIDTH = re.compile(r"\s*(?:- +)*(?P<key>[^\s：:\"']+)：\s*(?P<value>.*)$")
NO_SPACE = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][A-Za-z0-9_]*):(?P<value>\S.*)$")
_COMMENT = re.compile(r"(?<![ \t])[ \t]{2,}#")
"""Where a comment begins behind a value without quotes: two blanks before ``#``, as ``yaml-comment`` asks for."""
_TIGHT_KEY = re.compile(r"-[A-Za-z_][A-Za-z0-9_]*:|[A-Za-z_][A-Za-z0-9_]*(?:：|:(?=\S)|(?= +[\"']))")
"""How no key begins, but a line without its blanks: YAML takes what follows, up to the next colon, for part of the key."""
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'")
_VALUE = r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'|“[^“”]*”"
_ITEM = re.compile(rf"(?<![a-z0-9_])[a-z][a-z0-9_]*(\s*[:：]\s*)(?:{_VALUE})(\s*(?:[,，、;；]\s*)?)")
_ENTRY = re.compile(rf"\s*(?:- *)*(?:([{{｛])\s*)?((?:{_ITEM.pattern})+)([}}｝]?)(?: #.*)?$")
"""An entry on one line, as messages propose it, whatever became of its signs."""
CONFLICT = re.compile(r"(?:<{7}|>{7}) |={7}$")
KEY_AND_VALUE = re.compile(r"( *(?:- +)*[a-z][a-z0-9_]*)([ \t]+)(\S.*)$")
"""A key and its value with nothing but blanks between them."""
_BARE_KEY = re.compile(r" *(?:- +)*[a-z][a-z0-9_]*$")
_MARKERS = frozenset("<=>")
_BLANK = re.compile(r" *(?![ \t])(\s)\s*(?:- +)?[a-z_][a-z0-9_]*:")
DASH = re.compile(r"\s*(-(?=[^\s-])|[—–－]\s*)(\S.*)$")
_SPECIAL = "*&%@`!>|[]{},"
_PLAIN_END = re.compile(r":(?=\s|$)|(?<!\s)\s+#|[,\]}]")
"""What ends a key or value without quotes."""
_BAD_ESCAPE = re.compile(r"\\(?:([0abtnvfre \"/\\N_LPt]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|)")
"""A backslash with what it stands for, if that is anything."""
_ESCAPED = {'"': '\\"', "'": "''"}
"""How a quote is written inside a text in such quotes."""


def shown(value: object, length: int = 40) -> str:
    """Return a value for a message: on one line, without control characters and personal numbers, cut to ``length``."""
    text = masked(str(value))
    text = "".join(char if char.isprintable() or char == "\u3000" else f"\\u{ord(char):04x}" for char in text)
    return text if len(text) <= length else text[: length - 1] + "…"


def refusal(code: str, /, **words: object) -> tuple[str, Both]:
    """Return a code with its text, the given words put in."""
    filled: dict[str, object] = {name: shown(word, 80) for name, word in words.items()}
    if code == "yaml-character":
        filled["code4"] = str(words["character"]).removeprefix("U+").lower()
    if code == "yaml-not-mapping":
        begin = _BEGIN_UNDER.format(under=words["under"]) if words["under"] else _BEGIN_WITH
        filled["hint"] = _FULL_WIDTH_COLONS if words["colon"] else begin
    if code == "yaml-after-quote":
        other = filled["other"]
        filled["or_else"] = (
            Both(
                f"；首尾的引号也是表上印的，写成 {other}",
                f"; or {other} where the form prints the outermost quotes too",
            )
            if other
            else UNSAID
        )
    return code, _REFUSALS[code].format(**filled)


def syntax_trap(error: yaml.YAMLError, lines: list[str]) -> tuple[int, int, str, dict[str, str]]:
    """Return line and column (0-based), code and words for a syntax error of PyYAML's, read from the line it stands on.

    ``lines`` have no blanks at their ends.
    """
    marks = [getattr(error, name, None) for name in ("context_mark", "problem_mark")]
    problem = str(getattr(error, "problem", "") or "")
    places = [(mark.line, mark.column) for mark in marks if mark is not None and mark.line < len(lines)] or [(0, 0)]
    earlier = (_earlier_trap(lines, *place) for place in places[::-1])
    entries = ((line, *entry) for line, _ in places if (entry := entry_trap(lines[line])))
    first = next(filter(None, (*earlier, *entries)), None)
    if first is not None:
        return first
    before_first = "quoted scalar" in str(error) or "simple key" in str(error)
    for line, _column in places if before_first else places[::-1]:
        found = _trap(lines[line], problem)
        if found is not None:
            return line, *found
    line, column = places[-1]
    if not lines[line] and "cannot start any token" in problem:
        return line, column, "yaml-tab", {}
    above = _colon_trap(lines[line - 1]) if line else None
    if above is not None and "mapping values" in problem:
        return line - 1, *above
    before = lines[line - 1] if line else ""
    if "mapping values" in problem and (KEY_AND_VALUE.match(before) or _BARE_KEY.match(before)):
        return line - 1, len(before) - len(before.lstrip(" -")), "yaml-no-colon", {"sample": _with_colon(before)}
    code = {
        "could not find expected ':'": "yaml-no-colon",
        "did not find expected key": "yaml-indent",
        "mapping values are not allowed in this context": "yaml-indent",
        "did not find expected '-' indicator": "yaml-indent",
    }.get(problem, "yaml-syntax")
    if code == "yaml-no-colon":
        line, column = places[0]
    return line, column, code, {"sample": _with_colon(lines[line])}


def key_trap(key: str, line: str, column: int) -> tuple[int, str, dict[str, str]] | None:
    """Return start, code and words where a line that YAML can read begins with a key that is none; ``column`` is 0-based."""
    line = line.rstrip()
    if key[0].isspace() and (blank := _BLANK.match(line)):
        return blank.start(1), "yaml-blank", {"sign": f"U+{ord(blank[1]):04X}"}
    if (":" in key or "：" in key) and (entry := entry_trap(line)):
        return entry
    if not _TIGHT_KEY.match(line, column) or line[:column].strip(" -"):
        return None
    dash = DASH.match(line) if key[0] == "-" else None
    if dash is not None:
        return dash.start(1), "yaml-dash", {"sample": f"- {dash[2]}"}
    return _colon_trap(line) or (column, "yaml-no-colon", {"sample": _with_colon(line)})


def entry_trap(line: str) -> tuple[int, str, dict[str, str]] | None:
    """Return start, code and words where an entry on one line has wrong signs between its parts; None for any other line."""
    signs = entry_signs(line)
    return (signs[0][0], "yaml-entry", {"right": signs[0][2].strip()}) if signs else None


def entry_signs(line: str) -> list[tuple[int, int, str]]:
    """Return what is to be written otherwise in an entry on one line: start (0-based), length, and the right signs."""
    entry = _ENTRY.match(line)
    if entry is None or not (entry[1] or entry[5]):
        return []
    items = [*_ITEM.finditer(line, entry.start(2), entry.end(2))]
    signs = [(entry.start(1 if entry[1] else 2), entry[1] or "", "{")]
    for item in items:
        signs.append((item.start(1), item[1], item[1] if re.fullmatch(" *: +", item[1]) else ": "))
        signs.append((item.start(2), item[2], item[2] if item[2].strip() == "," else ", "))
    start, sign, _ = signs.pop()
    kept = len(sign) if entry[5] and sign.strip() in {"", ","} else 0
    signs.append((start + kept, (sign.strip() and sign[kept:]) + entry[5], "}"))
    return [(begin, len(printed), right) for begin, printed, right in signs if printed != right]


def piece_at(line: str, column: int) -> int:
    """Return how many characters the key or value has that begins at ``column`` (0-based) of a line; quotes count with it."""
    rest = line[column:].rstrip()
    if rest[:1] in _ESCAPED:
        quoted = _QUOTED.match(rest)
        return quoted.end() if quoted else len(rest)
    end = _PLAIN_END.search(rest)
    return end.start() if end else len(rest)


def _with_colon(line: str) -> str:
    """Return a line as it should be written that has a key and no colon; any other as an example."""
    pair = KEY_AND_VALUE.match(line)
    if pair is not None:
        return f"{pair[1].lstrip(' -')}: {value_meant(pair[3])}"
    return f"{line.strip(' -')}:" if _BARE_KEY.match(line) else 'name: "道路维修"'


def _earlier_trap(lines: list[str], at: int, column: int) -> tuple[int, int, str, dict[str, str]] | None:
    """Return line, start, code and words of a mistake that the parser only stumbles over later, at ``at`` and ``column``."""
    for number, line in enumerate(lines):
        if line[:1] in _MARKERS and CONFLICT.match(line):
            return number, 0, "yaml-merge-conflict", {}
    for number in range(at, max(at - 2, -1), -1):
        blank = _BLANK.match(lines[number])
        if blank is not None:
            return number, blank.start(1), "yaml-blank", {"sign": f"U+{ord(blank[1]):04X}"}
    before = lines[at][:column].rstrip()
    closing = before[-1:]
    if closing and closing in "\"'" and not _closes_here(before):
        for number in range(at - 1, -1, -1):
            if closing in lines[number]:
                parts = _LINE.match(lines[number])
                opened = parts is not None and parts["value"][:1] == closing and closing not in parts["value"][1:]
                words = {"sign": closing, "sample": _ESCAPED[closing]}
                return (number, parts.start("value"), "yaml-unclosed-quote", words) if parts and opened else None
    return None


def _closes_here(text: str) -> bool:
    """Tell whether the quote at the end of ``text`` closes one that was opened on the same line."""
    parts = _LINE.match(text)
    return parts is not None and _QUOTED.fullmatch(parts["value"]) is not None


def _trap(line: str, problem: str) -> tuple[int, str, dict[str, str]] | None:
    """Return start (0-based), code and words of the known trap a line falls into; None where it shows none."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return indent.index("\t"), "yaml-tab", {}
    if line.strip() == ":" or line.lstrip().startswith(": "):
        return len(indent), "yaml-key", {}
    dash = DASH.match(line)
    if dash is not None and "'-'" in problem:
        return dash.start(1), "yaml-dash", {"sample": f"- {dash[2]}"}
    colon, parts = _colon_trap(line), _LINE.match(line)
    if colon is not None or parts is None or not parts["value"]:
        return colon
    found = _value_trap(parts["key"], parts["value"], problem)
    return None if found is None else (parts.start("value"), *found)


def _colon_trap(line: str) -> tuple[int, str, dict[str, str]] | None:
    """Return start, code and words where the colon after a key is full-width or lacks its space."""
    full, tight = FULL_WIDTH.match(line), NO_SPACE.match(line)
    if full is not None and (": " not in line or full["key"].isidentifier()):
        return full.end("key"), "yaml-full-width-colon", {"sample": _wide(full["key"], full["value"])}
    if tight is not None:
        return tight.end("key"), "yaml-colon-space", {"sample": _sample(tight["key"], tight["value"])}
    return None


def _value_trap(key: str | None, value: str, problem: str) -> tuple[str, dict[str, str]] | None:
    """Return code and words for what the value of a line does wrong."""
    sample = {"sample": _sample(key, value)}
    if value[0] in "\"'":
        return ("yaml-escape", {}) if "escape" in problem else _quote_trap(key, value)
    if value[0] == "{" and _ENTRY.match(value):
        return None  # it is meant as one, and what is wrong is elsewhere
    if value[0] in _SPECIAL or value == "-" or value.startswith(("- ", "? ")):
        return "yaml-unquoted", {"sign": value[0], **sample}
    if key is not None and re.search(r":(\s|$)", value):
        return "yaml-unquoted-colon", sample
    return None


def _quote_trap(key: str | None, value: str) -> tuple[str, dict[str, str]] | None:
    """Return code and words for a value that begins with a quote; None where the quotes are in order."""
    quoted = _QUOTED.match(value)
    if quoted is None:
        return "yaml-unclosed-quote", {"sign": value[0], "sample": _ESCAPED[value[0]]}
    after = value[quoted.end() :].strip()
    if not after or after.startswith("#"):
        return None
    return "yaml-after-quote", {"sample": _sample(key, value), "other": _other(key, value)}


def _other(key: str | None, value: str) -> str:
    """Return how a value is written whose outermost quotes belong to the text; nothing where they cannot."""
    text, comment = _apart(value)
    other = f"{in_quotes(text)}{comment}"
    return "" if other == value_meant(value) else f"{key}: {other}" if key else other


def whole_value(line: str) -> str:
    """Return a line as it should be written where all that follows its key is its value."""
    parts = _LINE.match(line.rstrip())
    return f"{parts['key']}: {in_quotes(parts['value'])}" if parts and parts["key"] else in_quotes(line.strip())


def _sample(key: str | None, value: str) -> str:
    """Return the line as it should be written; what stands in quotes already keeps them."""
    value = value_meant(value)
    return f"{key}: {value}".rstrip() if key else value


def _wide(key: str, value: str) -> str:
    return f"{key}: {value_meant(value, typed_wide=True)}".rstrip()


def _apart(value: str) -> tuple[str, str]:
    """Return a value, and the comment behind it with the blanks before."""
    found = _COMMENT.search(value)
    return (value[: found.start()], value[found.start() :]) if found else (value, "")


def value_meant(value: str, *, typed_wide: bool = False) -> str:
    """Return what stands behind a key as it should be written: the value in quotes, and a comment behind it as it is.

    Who typed the colon full-width (``typed_wide``) typed the quotes so too.
    """
    text, comment = _apart(value)
    if not text or _QUOTED.fullmatch(text):
        return value
    ends, inside = text[0] + text[-1] if len(text) > 1 else "", text[1:-1]
    wide = typed_wide and ends in ("“”", "‘’") and not set(ends) & set(inside)
    return in_quotes(inside if wide or ends in ('""', "''") else text) + comment


def in_quotes(text: str) -> str:
    """Return a text in the quotes that need the fewest escapes."""
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def with_escapes(value: str) -> str:
    """Return a text in double quotes in which each backslash that means nothing is written as one."""
    return _BAD_ESCAPE.sub(lambda found: found[0] if found[1] else "\\\\", value)


def closed(value: str) -> str:
    """Return a value whose quote is not closed with its closing quote."""
    value = value.rstrip()
    if value[0] == "'":
        return value + ("" if len(value) > 1 and value.count("'") % 2 == 0 else "'")
    return with_escapes(value) + '"'
