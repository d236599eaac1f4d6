"""STR rules on what the way from the original file to text did to a form: left-overs, losses, second representations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from build_scripts.cells.amounts import clean, has_artefact
from build_scripts.cells.lookalikes import Odd, OddCharacter, may_hold_odd_characters, odd_characters
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import MOST_EXAMPLES, quoted
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import PAUSE, UNSAID, Both
from build_scripts.words.vocabulary import ExtractionNote, Severity, Subject

# Marks that end or join clauses: text never starts with one unless words before it were lost.
LOST_BEGINNING = re.compile(r"(?m)^[ \t\u3000]*(?P<line>[，。、；：！？）》”][^\n]*)")


@statement_rule("STR-08", Severity.NOTE, about=Subject.TRANSCRIPTION,
    title=Both("文本转换说明：转换残留或错位已处理", "About the text conversion: a left-over or shift was dealt with"),
    reason=Both("这是对本门户文本转换的说明，与部门的填报无关：原文件转成文本时留下的书签、跨页重复、合并单元格错位，解析时已去除或归位；原文仍照样保存。", "This is about the conversion to text, not about the department: it left bookmarks, repeats or shifted cells, which the reading sets aside; the text stays as it was."),
    formula=Both("单元格含“[bookmark: …]”，或该行有提取说明", "the cell holds “[bookmark: …]”, or the row has an extraction note"),
    basis=Both("本门户约定：对来源文本所作的处理都要说明。", "Own convention: whatever is done to the source text is said."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: 10次, actual: "[bookmark: _GoBack]12次"}
    """,
    right="goals[0].indicators[0].actual: 12次",
)  # fmt: skip
def conversion_left_nothing(result: StatementResult) -> Iterator[Hit]:
    """Find Word bookmarks in printed cells, and rows with an extraction note (one finding for rows with the same notes)."""
    statement = result.statement
    for path, _, _ in statement.printed_where(has_artefact) if has_artefact(statement.printed_text) else ():
        yield Place(path).hit(
            "单元格含文件转换残留“[bookmark: …]”，解析时已去除。",
            "The cell holds the conversion left-over “[bookmark: …]”; it is set aside for reading.",
        )
    by_notes: dict[tuple[ExtractionNote, ...], list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        if item.row.extraction_notes:
            by_notes[item.row.extraction_notes].append(item)
    for notes, items in by_notes.items():
        several = len(items) > 1
        yield Place(f"{items[0].path}.name").hit(
            f"“{quoted(items[0].row.name)}”{'等' if several else ''}（{len(items)} 行）：{'；'.join(note.zh for note in notes)}。",
            f"“{quoted(items[0].row.name)}”{' and others' if several else ''} ({len(items)} row{'s' if several else ''}): {'. '.join(note.en for note in notes)}.",
        )


@statement_rule("STR-09", Severity.WARNING,
    title=Both("同一张表的两处内容不一致", "The form's second representation differs"),
    reason=Both("同一文件里这张表出现两次，两处的文字不同，读者不知道以哪一处为准。一处只是另一处的开头的，可能是转换时截断，只作提示。", "The document holds the form twice and the two differ; a reader cannot tell which one counts. Where one is only the beginning of the other, it may have been cut in conversion; that is a note."),
    formula=Both("工作表内容 = 重复内容", "text of the worksheet = text of its duplicate"),
    basis=Both("本门户约定：以工作表（正文）为准，并说明差异。", "Own convention: the worksheet counts, the difference is shown."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: 10次, actual: 12次}
        source:
          duplicate:
            first_line: 72
            last_line: 99
            description: 工作表内嵌图片的文字
            differences:
              - {path: "goals[0].indicators[0].actual", text: 11次}
    """,
    right="source.duplicate: {first_line: 72, last_line: 99, description: 工作表内嵌图片的文字}",
)  # fmt: skip
def both_representations_agree(result: StatementResult) -> Iterator[Hit]:
    """Report each difference that the importer found between the form and its duplicate."""
    form = result.statement.form
    duplicate = form.source.duplicate
    here = {path: text for path, _, text in result.statement.printed} if duplicate and duplicate.differences else {}
    for difference in duplicate.differences if duplicate else ():
        text, full = quoted(difference.text), clean(here.get(difference.path, ""))
        cut = bool(clean(difference.text)) and full.startswith(clean(difference.text))
        line = difference.source_line
        place = Both(f"（来源文本第 {line} 行）", f" (line {line} of the source text)") if line else UNSAID
        why = Both("，与此处不同", ", which differs")
        if cut:
            why = Both(
                "，比此处少末尾的字，可能是转换时截断", ": the end is missing and may have been cut in conversion"
            )
        yield Place(difference.path).hit(
            f"重复内容{place.zh}印作“{text}”{why.zh}。",
            f"The duplicate{place.en} prints “{text}” here{why.en}.",
            reference=text,
            severity=Severity.NOTE if cut else None,
            about=Subject.TRANSCRIPTION if cut else None,
        )


@statement_rule("STR-16", Severity.WARNING,
    title=Both("段落以标点开头，前面的文字可能缺失", "A paragraph starts with a punctuation mark"),
    reason=Both("段落以逗号、句号等开头，说明前面的文字（往往是单位名称）可能在排版或转换时丢失。", "A paragraph that begins with a comma or a full stop has probably lost the words before it."),
    formula=Both("段落首字 ∉ {，。、；：！？）》”}", "a paragraph does not begin with a punctuation mark that only follows a word"),
    basis=Both("本门户约定：按通行的排版习惯，上述标点不出现在一行之首。", "Own convention: by common typesetting practice none of these marks begins a line."),
    wrong="""
        form_type: dept_report
        narratives:
          - {kind: report_section, heading: 一、基本情况, text: ，属副科级公益一类事业单位。}
    """,
    right="narratives[0].text: 信息中心，属副科级公益一类事业单位。",
)  # fmt: skip
def paragraphs_begin_with_words(result: StatementResult) -> Iterator[Hit]:
    """Find paragraphs of narratives and objectives that begin with a closing or joining mark."""
    if not LOST_BEGINNING.search(result.statement.printed_text):
        return
    for path, field, text in result.statement.printed:
        if not field.endswith(("text", "overview")):
            continue
        for found in LOST_BEGINNING.finditer(text):
            line = quoted(found["line"])
            yield Place(path).hit(
                f"段落以标点开头：“{line}”。",
                f"A paragraph begins with a punctuation mark: “{line}”.",
                quote=found["line"],
            )


@statement_rule("STR-19", Severity.NOTE,
    title=Both("形近字、丢失的字或编码错乱", "Look-alike characters, lost ones, or a wrong encoding"),
    reason=Both("由 PDF 复制或转换来的文字里，有的字只是看起来一样（“⼈”不是“人”），搜索、汇总时找不到；有的字已经丢失或错乱，读者读不出来。读数时本门户按所指的字读，原文照样保存。", "Text copied or converted from PDF holds characters that only look alike (⼈ is not 人), which no search finds; others are lost or garbled and say nothing. For reading they are taken for what is meant; the text stays as printed."),
    formula=Both("单元格中没有部首区、兼容区、私用区的字，没有 U+FFFD，没有读错编码的文字；丢失和错乱的为疑点", "no radicals, compatibility ideographs, private use or U+FFFD, and no text in a wrong encoding; a doubt where words are lost or garbled"),
    basis=Both("Unicode 标准：部首和兼容汉字与统一汉字不是同一个字符。", "The Unicode standard: radicals and compatibility ideographs are other characters than the unified ones."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训⼈员, target: 30人}
    """,
    right="goals[0].indicators[0].name: 培训人员",
)  # fmt: skip
def characters_are_what_they_seem(result: StatementResult) -> Iterator[Hit]:
    """Find odd characters in all printed cells: one finding per kind and form, at the first cell."""
    found: dict[OddCharacter, list[tuple[str, Odd]]] = defaultdict(list)
    if not may_hold_odd_characters(result.statement.printed_text):
        return
    for path, _, text in result.statement.printed:
        for odd in odd_characters(text):
            found[odd.kind].append((path, odd))
    for kind, places in found.items():
        said = PAUSE.join(list({odd.text: odd.said for _, odd in places}.values())[:MOST_EXAMPLES])
        cells = len({path for path, _ in places})
        yield Place(places[0][0]).hit(
            f"{kind.zh}（{cells} 格）：{said.zh}。",
            f"{kind.en} (cells: {cells}): {said.en}.",
            severity=None if kind is OddCharacter.LOOKALIKE else Severity.WARNING,
        )
