"""The generator of other governments' forms agrees with itself: it prints what it expects."""

import re
from datetime import date
from pathlib import Path

import pytest
from printed.comparing import ABSENT, Either, Matching, Maybe, differences, invented, lost
from printed.layouts import CHANGES, LAYOUTS, WORDINGS
from printed.rebuilt import forms, printed
from printed.table import Cell, Document, Paragraph, Table
from printed.writers import excel_text, grid, html, stored, word_text

SAMPLE = Path(__file__).parent / "sample" / "data"


def as_read(expected, document):
    """Return one of the readings that are right."""
    texts = [item.text for item in document.cells()]

    def chosen(value):
        if isinstance(value, Either):
            value = next(item for item in value.values if item is not ABSENT)
        if isinstance(value, Matching):
            return next(text for text in texts if re.fullmatch(value.pattern, re.sub(r"\s", "", text)))
        if isinstance(value, dict):
            return {key: chosen(item) for key, item in value.items() if key != "holding"}
        return [chosen(item) for item in value if not isinstance(item, Maybe)] if isinstance(value, list) else value

    held = [text for holding in expected.get("holding", ()) for text in holding.texts]
    kinds = [kind for holding in expected.get("holding", ()) for kind in holding.kinds for _ in holding.texts]
    form = chosen(expected)
    form["narratives"] = [
        *form.get("narratives", ()),
        *({"kind": kinds[0] if kinds else "other_cell", "text": text} for text in held),
    ]
    return form


@pytest.mark.parametrize("variation", range(3))
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_prints_all_that_it_expects_and_nothing_else(name, variation):
    """What is expected of a layout differs from itself in nothing, loses no cell and invents none."""
    for change in (list, *CHANGES.values()):
        form = LAYOUTS[name](variation, change)
        one = as_read(form.expected, form.document)
        assert differences(form.expected, one) == []
        for document in (form.document, *(wording(form.document) for wording in WORDINGS.values())):
            assert lost(document, one) == []
            assert invented(document, one) == []


def test_a_form_of_the_sample_is_printed_with_every_text_it_holds():
    """A form printed again loses nothing that its YAML file holds, and prints nothing else."""
    for _, form, template in forms(SAMPLE):
        again = printed(form, template)
        assert differences(again.expected, form, exact=True) == []
        assert lost(again.document, form) == []
        assert invented(again.document, form) == []


def test_what_was_misread_is_named():
    """A lost, a shifted and an invented cell, a dropped row and a level that went with it are differences."""
    form = LAYOUTS["B"](0)
    right = as_read(form.expected, form.document)
    rows = right["goals"][0]["indicators"]
    place = next(at for at, row in enumerate(rows) if row["name"] == "完成时间")
    assert rows[place]["level2"] == "时效指标"

    def misread(at, **cells):
        changed = [{**row, **cells} if n == at else row for n, row in enumerate(rows)]
        return {**right, "goals": [{**right["goals"][0], "indicators": changed}]}

    shifted = misread(0, target="20", weight="≥40株")
    assert differences(form.expected, shifted) == [
        "goals[0].indicators[0].target: '20' where '≥40株' is printed",
        "goals[0].indicators[0].weight: '≥40株' where '20' is printed",
    ]
    assert lost(form.document, shifted) == invented(form.document, shifted) == []
    wrong = misread(0, target="40棵")
    assert lost(form.document, wrong) == ["≥40株"]
    assert invented(form.document, wrong) == ["goals[0].indicators[0].target: '40棵'"]
    dropped = {**right, "goals": [{**right["goals"][0], "indicators": [*rows[:1], *rows[2:]]}]}
    (missing,) = differences(form.expected, dropped)
    assert "成活率" in missing
    without_level = misread(place, level2=None)
    assert differences(form.expected, without_level) == [
        f"goals[0].indicators[{place}].level2: (no key) where '时效指标' is printed"
    ]


MERGED = Document(
    (
        Paragraph("项目表"),
        Table(
            (
                (Cell("绩效指标", rows=2, kind="heading"), Cell("名称"), Cell('甲"乙')),
                (Cell("第一行\n第二行", columns=2),),
            )
        ),
    )
)


def test_texts_collapse_merged_cells_as_the_programs_do():
    """Word leaves a TAB for a cell merged with the one above, Excel blanks for all but the first of merged cells."""
    word = '项目表\n\t绩效指标\n\t名称\n\t甲"乙\n\n\t\n\t第一行\n第二行\n\n'
    assert word_text(MERGED).decode() == word
    excel = '项目表\t\t\r\n绩效指标\t名称\t"甲""乙"\r\n\t"第一行\n第二行"\t\r\n'
    assert excel_text(MERGED).decode("utf-16") == excel
    assert '<td rowspan="2"><p>绩效指标</p></td>' in html(MERGED).decode()
    assert [(cell.row, cell.column) for cell in grid(MERGED).blocks[1].cells] == [(0, 0), (0, 1), (0, 2), (1, 1)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("75.00%", (0.75, "0.00%")),
        ("1,234.50", (1234.5, "#,##0.00")),
        ("2024-06-01", (date(2024, 6, 1), "yyyy-mm-dd")),
        ("007", ("007", "@")),
        ("≥90%", ("≥90%", "@")),
        ("", (None, "@")),
    ],
)
def test_numbers_are_kept_as_excel_keeps_them(text, kept):
    """A number, a percentage and a date are stored as such, with the format that shows them as printed."""
    assert stored(text) == kept


def test_a_table_is_cut_in_two():
    """A cell that spans the cut is blank below it; words of the blank form are written otherwise, answers never."""
    table = MERGED.blocks[1]
    assert table.part(1, 2).rows == ((Cell("", kind="heading"), Cell("第一行\n第二行", columns=2)),)
    assert not table.whole(1)
    assert [cell.text for cell in WORDINGS["spaced"](MERGED).cells()][1:3] == ["绩\n效\n指\n标", "名称"]
