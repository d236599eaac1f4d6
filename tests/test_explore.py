"""Exploring all indicators: the data for the browser, and the page in a real Chromium, against the published CSV."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from assembled import departments
from conftest import TODAY, windows
from openpyxl import load_workbook
from playwright.sync_api import expect

from build_scripts.cells.amounts import plain
from build_scripts.judging.audit import audit
from build_scripts.publish.stores import MemoryStore
from build_scripts.tables import chunks
from build_scripts.tables.catalogue import tables
from build_scripts.tables.csv_format import guarded, unguarded
from build_scripts.tables.form_tables import INDICATORS
from build_scripts.words.vocabulary import Achievement, FindingStatus, Level1, TargetChange

DEPARTMENT = "changzhi-huguan/government-office"
SEVERITIES = {"error": "errors", "warning": "warnings", "note": "notes"}


def read_csv(text):
    """Return the rows of a CSV text as dictionaries."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# --- the files -------------------------------------------------------------------------------------------------------


def rows_of(piece):
    """Return the rows of a piece, read as the documentation of the files says."""
    rows = []
    for place, form in enumerate(piece["form"]):
        row = {name: values[form] for name, values in piece["forms"].items()}
        for name, column in piece.items():
            if name in {"form", "forms"}:
                continue
            row[name] = column["values"][column["at"][place]] if isinstance(column, dict) else column[place]
        rows.append({**row, "indicator_id": f"{row['statement_id']}#{row['row']}"})
    return rows


def rebuilt(files):
    """Return the rows that the files hold, read as their documentation says."""
    index = json.loads(files["explore/index.json"])
    rows = []
    for chunk in index["chunks"]:
        part = json.loads(files[f"explore/{chunk['file']}"])
        read = [row for piece in part for row in rows_of(piece)]
        assert len(read) == chunk["rows"]
        assert {row["jurisdiction_id"] for row in read} == {chunk["jurisdiction_id"]}
        assert all(len({row["department_id"] for row in rows_of(piece)}) == 1 for piece in part)
        rows += read
    assert len(rows) == index["rows"]
    return rows


def files_of(published):
    """Return the files that are made of tables."""
    store = MemoryStore()
    made = chunks.chunks(chunks.pieces(published).values())
    written = [(chunk, *store.write(f"explore/{chunk.name}", (chunk.content,))) for chunk in made]
    index = chunks.index_of(written, published["jurisdictions"], published["departments"])
    return {**store.files, "explore/index.json": index}


@pytest.fixture
def small(write_tree, tree):
    """Return the tables of a small tree, with findings on its indicators: in one jurisdiction two departments, in another one."""
    audited, problems = audit(
        write_tree(departments(tree, "wuhan-jiangxia/archives", "wuhan/archives")), lambda _: None, TODAY
    )
    assert audited, problems
    return tables(audited)


def test_the_pieces_hold_every_row_of_the_table_in_its_order(small, monkeypatch):
    """Cut into pieces and put together again, the columns are those of the table of indicators, None and blank apart."""
    monkeypatch.setattr(chunks, "CHUNK", 3)
    published = small
    files = files_of(published)
    names = ("index.json", "wuhan-001.json", "wuhan-jiangxia-001.json", "wuhan-jiangxia-002.json")
    assert sorted(files) == [f"explore/{name}" for name in names]
    table = published["indicators"]
    expected = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    for row, right in zip(rebuilt(files), expected, strict=True):
        assert {name: row[name] for name in right if name in row} == {
            name: plain(cell) if isinstance(cell, Decimal) else cell for name, cell in right.items() if name in row
        }
    assert {row["target_raw"] for row in expected} >= {"", "=6次"}


def test_the_index_names_every_piece_with_its_size_and_checksum(small):
    """A reader can tell whether a piece belongs to the index; the same tables give the same bytes."""
    files = files_of(small)
    assert files == files_of(small)
    for chunk in json.loads(files["explore/index.json"])["chunks"]:
        data = files[f"explore/{chunk['file']}"]
        assert (chunk["size"], chunk["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_findings_are_counted_on_the_row_they_are_about(small):
    """Each finding on what an indicator row prints is counted once, by its severity, on its row; our own notes are not."""
    published = small
    table = published["findings"]
    findings = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    rows = {row["indicator_id"]: row for row in rebuilt(files_of(published))}
    on_rows = [item for item in findings if ".indicators[" in item["path"] and item["about"] == "form"]
    assert on_rows
    for severity, column in SEVERITIES.items():
        assert sum(row[column] for row in rows.values()) == sum(item["severity"] == severity for item in on_rows)
    item = next(item for item in on_rows if item["path"].startswith("goals[1].indicators[1]"))
    assert rows[item["row_id"]][SEVERITIES[item["severity"]]] >= 1


@pytest.mark.parametrize("status", list(FindingStatus))
def test_only_open_findings_are_counted_on_a_row(small, status):
    """What was explained, accepted, corrected or no finding at all asks nothing of a reader any more."""
    published = small
    table = published["findings"]
    place = table.header.index("status")
    rows = tuple((*row[:place], status, *row[place + 1 :]) for row in table.rows)
    files = files_of({**published, "findings": replace(table, rows=rows)})
    counted = sum(row[column] for row in rebuilt(files) for column in SEVERITIES.values())
    assert bool(counted) == (status is FindingStatus.OPEN)


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def visit(browser, origin):
    """Return a function that opens the page; console errors and foreign requests fail the test."""
    with windows(browser, origin) as opened:

        def open_page(query="", *, width=1280, javascript=True, lang=""):
            page = opened(f"{lang}explore/{query}", width=width, javascript=javascript)
            if javascript:
                page.locator("#explorer .mz-results").wait_for(state="visible")
            return page

        yield open_page


@pytest.fixture(scope="module")
def indicators(real_site):
    """Return the published rows, each with the number of its findings by severity."""
    table = read_csv((real_site / "downloads" / "indicators.csv").read_text(encoding="utf-8"))
    decimals = [column.name for column in INDICATORS.columns if column.kind == "decimal"]
    rows = [row for row in table if row["row_kind"] == "filled"]
    for row in rows:  # a page writes 10 where the file, for its readers, has 10.0
        row.update({name: plain(Decimal(row[name])) for name in decimals if row[name]})
    files = {f"explore/{path.name}": path.read_bytes() for path in (real_site / "explore").glob("*.json")}
    found = {row["indicator_id"]: row for row in rebuilt(files)}
    return [{**row, **{name: found[row["indicator_id"]][name] for name in SEVERITIES.values()}} for row in rows]


def counted(page):
    """Return how many rows the page says it has found, and of how many."""
    total, found = re.findall(r"[\d,]+", page.locator(".mz-found").inner_text())[:2]
    return int(found.replace(",", "")), int(total.replace(",", ""))


def saved(page, kind, folder):
    """Press a download button and return the file."""
    with page.expect_download() as waiting:
        page.locator(f"[data-save={kind}]").click()
    path = folder / f"saved.{kind}"
    waiting.value.save_as(path)
    return path.read_bytes()


def any_finding(row):
    """Tell whether a row has a finding."""
    return sum(row[name] for name in SEVERITIES.values()) > 0


def says(row, *words):
    """Tell whether each word stands in the name, the target or the actual value."""
    texts = [unguarded(row[name]).lower() for name in ("name_raw", "target_raw", "actual_raw")]
    return all(any(word in text for text in texts) for word in words)


CASES = {
    "everything": ({}, bool),
    "department and achievement": (
        {"department_id": DEPARTMENT, "achievement": "met"},
        lambda row: row["department_id"] == DEPARTMENT and row["achievement"] == "met",
    ),
    "missed": ({"achievement": "missed"}, lambda row: row["achievement"] == "missed"),
    "jurisdiction, year and form": (
        {"jurisdiction_id": "yiyang-heshan", "fiscal_year": "2023", "form_type": "project_self_eval"},
        lambda row: (
            (row["jurisdiction_id"], row["fiscal_year"], row["form_type"])
            == ("yiyang-heshan", "2023", "project_self_eval")
        ),
    ),
    "categories": (
        {"level1": "output", "level2": "quality"},
        lambda row: (row["level1"], row["level2"]) == ("output", "quality"),
    ),
    "without second level": ({"level2": "-"}, lambda row: not row["level2"]),
    "a word": ({"text": "满意度"}, lambda row: says(row, "满意度")),
    "two words": ({"text": "完成 100%"}, lambda row: says(row, "完成", "100%")),
    "less than last year": ({"target_change": "weaker"}, lambda row: row["target_change"] == "weaker"),
    "more than the year before last": (
        {"target_change_y2": "stronger"},
        lambda row: row["target_change_y2"] == "stronger",
    ),
    "full marks": ({"marks": "full"}, lambda row: bool(row["weight"]) and row["score"] == row["weight"]),
    "less than full marks": (
        {"marks": "less"},
        lambda row: bool(row["weight"] and row["score"]) and Decimal(row["score"]) < Decimal(row["weight"]),
    ),
    "exactly at the limit": (
        {"limit": "exact"},
        lambda row: bool(row["attainment"]) and Decimal(row["attainment"]) == 100,
    ),
    "at the limit and missed": (
        {"limit": "exact", "achievement": "missed"},
        lambda row: bool(row["attainment"]) and Decimal(row["attainment"]) == 100 and row["achievement"] == "missed",
    ),
    "below the target": ({"limit": "below"}, lambda row: bool(row["attainment"]) and Decimal(row["attainment"]) < 100),
    "findings": ({"finding": "any"}, any_finding),
    "no findings": ({"finding": "none"}, lambda row: not any_finding(row)),
    "errors of a department": (
        {"finding": "error", "department_id": "wuhan-wuchang/shouyilu-subdistrict"},
        lambda row: row["errors"] > 0 and row["department_id"] == "wuhan-wuchang/shouyilu-subdistrict",
    ),
}


def choose(page, chosen):
    """Choose in the controls of the page as a reader does."""
    for name, wanted in chosen.items():
        control = page.locator(f"#explorer [name={name}]")
        control.fill(wanted) if name == "text" else control.select_option(wanted)


def test_counts_and_downloads_are_those_of_the_published_table(visit, indicators, tmp_path):
    """For every kind of filter the page finds the rows of indicators.csv, counts them, and saves them as they are there."""
    page = visit()
    for label, (chosen, wanted) in CASES.items():
        page.locator("#explorer [type=reset]").click()
        page.wait_for_url(re.compile("/explore/$"))
        choose(page, chosen)
        expected = [row for row in indicators if wanted(row)]
        assert expected, label
        assert counted(page) == (len(expected), len(indicators)), label
        assert page.locator("#explorer tbody tr").count() == min(50, len(expected)), label
        data = saved(page, "csv", tmp_path)
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\r\n") == len(expected) + 1
        rows = read_csv(data.decode())
        assert [row["indicator_id"] for row in rows] == [row["indicator_id"] for row in expected], label
        for row, right in zip(rows, expected, strict=True):
            assert {name: row[name] for name in row if name in right} == {
                name: str(right[name]) for name in row if name in right
            }
            assert row["level1_name"] == (Level1._value2member_map_[row["level1"]].zh if row["level1"] else "未归类")
            assert row["achievement_name"] == Achievement._value2member_map_[row["achievement"]].zh
            change = TargetChange._value2member_map_.get(row["target_change"])
            assert row["target_change_name"] == (change.zh if change else "")
            assert row["page_url"].endswith(f"/portal/{row['statement_id']}/#{row['indicator_id'].partition('#')[2]}")


def test_the_workbook_holds_the_rows_shown_as_texts_and_numbers(visit, indicators, tmp_path):
    """The XLSX is a whole ZIP with well-formed parts; its cells are the raw texts, numbers where the table has numbers.

    A second sheet says where the rows come from: the address with the filters, the number of rows, the licence.
    """
    page = visit(f"?department_id={DEPARTMENT}&sort=-score_raw")
    shown = read_csv(saved(page, "csv", tmp_path).decode())
    saved(page, "xlsx", tmp_path)
    rows = workbook(tmp_path / "saved.xlsx")
    assert len(rows) == len(shown) + 1 == sum(row["department_id"] == DEPARTMENT for row in indicators) + 1
    assert rows[0] == list(shown[0])
    for cells, right in zip(rows[1:], shown, strict=True):
        assert [str(cell) for cell in cells] == [unguarded(text) for text in right.values()]
    assert {type(row[rows[0].index("fiscal_year")]) for row in rows[1:]} == {int}
    own = [row for row in indicators if row["department_id"] == DEPARTMENT]
    scores = [row[rows[0].index("score")] for row in rows[1:]]
    assert sum(score for score in scores if score != "") == sum(Decimal(row["score"]) for row in own if row["score"])
    about = dict(workbook(tmp_path / "saved.xlsx", 2))
    assert about["网址（含筛选条件）"] == page.url
    assert about["行数"] == len(own)
    assert about["许可"] == "CC BY 4.0"


def test_the_workbook_is_ready_to_be_read(visit, tmp_path):
    """An office program finds columns as wide as their texts, a filter over all rows and addresses to follow; it is named."""
    page = visit(f"?department_id={DEPARTMENT}")
    with page.expect_download() as waiting:
        page.locator("[data-save=xlsx]").click()
    assert re.fullmatch(r"明账_壶关县人民政府办公室_指标_\d{4}-\d\d\.xlsx", waiting.value.suggested_filename)
    waiting.value.save_as(tmp_path / "named.xlsx")
    sheet = load_workbook(tmp_path / "named.xlsx")["指标"]
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}{sheet.max_row}"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions[columns["name_raw"]].width > sheet.column_dimensions[columns["order"]].width >= 6
    for row in (2, sheet.max_row):
        cell = sheet[f"{columns['page_url']}{row}"]
        assert cell.hyperlink.target == cell.value
        assert cell.value.startswith("http")
    assert [name for name in columns if not name] == []


def test_a_workbook_is_made_beside_the_page(visit):
    """A worker makes it: while that is so the page goes on counting time without a gap."""
    page = visit()
    page.evaluate(
        """() => {
          const Real = Worker;
          window.workers = [];
          window.Worker = class extends Real {
            constructor(...given) { super(...given); window.workers.push(String(given[0])); }
          };
        }"""
    )
    with page.expect_download():
        page.locator("[data-save=xlsx]").click()
    (used,) = page.evaluate("window.workers")
    assert "workbook" in used


def test_ready_lists_lead_to_their_rows(visit, indicators):
    """Targets that ask for less than last year: as many as the link says, each with both values."""
    page = visit()
    link = page.locator("a[href$='?target_change=weaker']")
    told = int(link.locator("xpath=..").locator("data").get_attribute("value"))
    link.click()
    page.locator("#explorer .mz-results").wait_for(state="visible")
    own = [row for row in indicators if row["target_change"] == "weaker"]
    assert counted(page) == (told, len(indicators)) == (len(own), len(indicators))
    places = {
        name: page.locator("#explorer thead th").evaluate_all(
            "(cells, name) => cells.findIndex((cell) => cell.querySelector(`[data-column=${name}]`))", name
        )
        for name in ("baseline_y1_raw", "target_raw", "target_change")
    }
    for at, row in enumerate(own[:5]):
        cells = page.locator("#explorer tbody tr").nth(at).locator("th, td")
        texts = {name: cells.nth(place).inner_text().strip() for name, place in places.items()}
        assert unguarded(row["baseline_y1_raw"]).strip() in texts["baseline_y1_raw"]
        assert unguarded(row["target_raw"]).strip() in texts["target_raw"]
        assert texts["target_change"] == TargetChange.WEAKER.zh


def workbook(path, sheet=1):
    """Return the cells of a workbook's sheet: text as str, numbers as Decimal, whole ones as int."""
    spreadsheet = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        parts = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314 - our own file
    declared = {item.get("PartName", "").lstrip("/") for item in parts["[Content_Types].xml"]}
    assert declared - {""} <= set(parts)
    rows = []
    for row in parts[f"xl/worksheets/sheet{sheet}.xml"].iter(f"{spreadsheet}row"):
        cells = []
        for cell in row:
            number, text = cell.find(f"{spreadsheet}v"), cell.find(f"{spreadsheet}is/{spreadsheet}t")
            assert cell.find(f"{spreadsheet}f") is None
            if number is not None:
                cells.append(int(number.text) if number.text.isdigit() else Decimal(number.text))
            else:
                cells.append("" if text is None else unescaped(text.text))
        rows.append(cells)
    return rows


def unescaped(text):
    """Return a text of a workbook with its ``_x0001_`` taken back."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text or "")


def test_the_guard_in_the_browser_is_the_guard_of_the_csv(visit):
    """Every sign of the basic plane before an equals sign, after an apostrophe and after a space is guarded alike."""
    page = visit()
    signs = [chr(code) for code in range(0x10000) if not 0xD800 <= code <= 0xDFFF]
    samples = [text for sign in signs for text in (sign, f"{sign}=1", f"'{sign}", f" {sign}1")] + ["'' =", "a=1", ""]
    answer = page.evaluate(
        "async (given) => given.map((await import('../assets/javascripts/spreadsheets.js')).guarded)", samples
    )
    assert answer == [guarded(text) for text in samples]


HARD = [
    "=6人",
    "'=6人",
    "--",
    'say "是"',
    "a,b",
    "甲\r\n乙",
    "甲\n乙",
    " \t=1",
    "_x0041_",
    "\x01\x0b\ufffe",
    "<&>",
    "]]>",
    "=1+1",
    "007",
    "",
    None,
    7,
]


def test_hard_texts_come_back_from_both_files(visit, tmp_path):
    """Quotes, line breaks, controls and things that look like formulas survive; the CSV is what Python's writer makes."""
    page = visit()
    made = page.evaluate(
        """async (row) => {
          const files = await import("../assets/javascripts/spreadsheets.js");
          const bytes = async (blob) => [...new Uint8Array(await blob.arrayBuffer())];
          return [await bytes(files.csv([row])), await bytes(await files.xlsx([["sheet", [row]]]))];
        }""",
        HARD,
    )
    expected = io.StringIO()
    csv.writer(expected, lineterminator="\r\n").writerow(
        [guarded(cell) if isinstance(cell, str) else cell for cell in HARD]
    )
    assert bytes(made[0]).decode("utf-8-sig") == expected.getvalue()
    (tmp_path / "hard.xlsx").write_bytes(bytes(made[1]))
    assert workbook(tmp_path / "hard.xlsx") == [["" if cell is None else cell for cell in HARD]]


def test_what_is_chosen_stands_in_the_address_and_survives_reload_and_return(visit):
    """Filters, order and page are restored when the address is opened again, and when a reader comes back from a form."""
    page = visit()
    choose(page, {"jurisdiction_id": "wuhan-dongxihu", "text": "率"})
    page.locator("[data-column=name_raw]").click()
    page.locator("[data-step=on]").first.click()
    assert page.url.partition("?")[2].split("&")[-2:] == ["sort=name_raw", "page=2"]

    def view():
        first = page.locator("#explorer tbody tr").first.inner_text()
        chosen = page.locator("#explorer form").evaluate("form => Object.fromEntries(new FormData(form))")
        return counted(page), first, {name: value for name, value in chosen.items() if value}

    before = view()
    assert before[2] == {"jurisdiction_id": "wuhan-dongxihu", "text": "率"}
    page.reload()
    page.locator("#explorer .mz-results").wait_for(state="visible")
    assert view() == before
    link = page.locator("#explorer tbody th a").first
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{address.removeprefix('..')}")
    assert page.locator(f"#{address.partition('#')[2]}").count() == 1
    page.go_back()
    page.locator("#explorer .mz-results").wait_for(state="visible")
    assert view() == before


def test_a_value_that_there_is_not_is_named(visit):
    """A mistyped or outdated address shows all rows and says that it was not filtered by; another choice ends that."""
    page = visit("?department_id=nowhere&achievement=missed")
    status = page.locator("#explorer .mz-found")
    expect(status).to_contain_text("网址里的 department_id=nowhere 没有这样的值，没有用它筛选。")
    page.locator("[name=achievement]").select_option("met")
    expect(status).not_to_contain_text("nowhere")


def test_a_jurisdiction_offers_its_own_departments_only(visit, indicators):
    """Choosing a jurisdiction narrows the list of departments; a department of another one is given up."""
    page = visit(f"?department_id={DEPARTMENT}")
    assert page.locator("[name=department_id]").input_value() == DEPARTMENT
    page.locator("[name=jurisdiction_id]").select_option("wuhan-dongxihu")
    offered = page.locator("[name=department_id] option").evaluate_all("options => options.map(item => item.value)")
    own = {row["department_id"] for row in indicators if row["jurisdiction_id"] == "wuhan-dongxihu"}
    assert sorted(offered) == sorted({"", *own})
    assert page.locator("[name=department_id]").input_value() == ""


def test_sorting_puts_numbers_first_and_says_what_it_did(visit, indicators, tmp_path):
    """Scores sort as numbers, blanks last both ways; the heading and the live region say the order."""
    page = visit("?form_type=project_self_eval")
    heading = page.locator("th:has([data-column=score_raw])")
    for order in ("ascending", "descending"):
        page.locator("[data-column=score_raw]").click()
        assert heading.get_attribute("aria-sort") == order
        assert page.locator("#explorer [aria-sort]").count() == 1
        assert "得分" in page.locator(".mz-found").inner_text()
        scores = [row["score_raw"] for row in read_csv(saved(page, "csv", tmp_path).decode())]
        assert sorted(scores) == sorted(
            row["score_raw"] for row in indicators if row["form_type"] == "project_self_eval"
        )
        numbers = [float(score) for score in scores if re.fullmatch(r"[\d.]+", score)]
        assert len(set(numbers)) > 5
        assert numbers == sorted(numbers, reverse=order == "descending")
        assert scores[len(numbers) :] == [score for score in scores if not re.fullmatch(r"[\d.]+", score)]


def test_the_keyboard_reaches_and_works_every_control(visit, indicators):
    """Tab goes through all fields, buttons and rows; letters, arrows, Enter and Space do what the mouse does."""
    page = visit("?jurisdiction_id=changzhi-huguan")
    page.locator("[name=text]").focus()
    wanted = page.locator("#explorer :is(input, select, button, a):visible").count()
    reached = set()
    for _ in range(wanted + 2):
        reached.add(
            page.evaluate(
                "[...document.querySelectorAll('#explorer :is(input, select, button, a)')].indexOf(document.activeElement)"
            )
        )
        page.keyboard.press("Tab")
    assert len(reached - {-1}) == wanted
    page.locator("[name=achievement]").focus()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[name=achievement]").input_value()
    assert counted(page)[0] == sum(
        row["jurisdiction_id"] == "changzhi-huguan" and row["achievement"] == chosen for row in indicators
    )
    page.locator("#explorer [type=reset]").press("Space")
    page.wait_for_url(re.compile("/explore/$"))
    assert counted(page)[0] == len(indicators)
    page.locator("[data-column=name_raw]").press("Enter")
    assert page.locator("th:has([data-column=name_raw])").get_attribute("aria-sort") == "ascending"
    below = page.locator("[data-place=below] [data-step=on]")
    below.press("Enter")
    assert "第 2 页" in page.locator(".mz-page").first.inner_text()
    assert page.evaluate("document.activeElement.matches('.table-scroll')")
    assert page.locator("[data-place=above] [data-step=last]").press("Enter") is None
    assert page.evaluate("document.activeElement.matches('[data-step=last][aria-disabled=true]')")


@pytest.mark.parametrize("lang", ["", "en/"])
@pytest.mark.parametrize("width", [320, 360])
def test_a_narrow_screen_does_not_scroll_sideways(visit, width, lang):
    """With filters and rows shown, only the table's own frame scrolls, in both languages."""
    page = visit("?finding=any", width=width, lang=lang)
    assert page.locator("#explorer tbody tr").count() == 50
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_without_javascript_the_departments_lead_on(visit, real_site):
    """The explanation, the link to the whole table and every department with its numbers are there; no dead control is."""
    page = visit(javascript=False)
    assert page.locator("#explorer").is_hidden()
    assert page.locator("article :is(button, input, select):visible").count() == 0
    assert page.locator("article a[href$='downloads/indicators.csv']").is_visible()
    departments = read_csv((real_site / "downloads" / "departments.csv").read_text(encoding="utf-8"))
    for row in departments:
        line = page.locator(f"tr:has(a[href='../{row['department_id']}/'])")
        assert f"{int(row['indicators']):,}" in line.inner_text().split("\t")


def test_the_english_page_speaks_english_about_the_same_rows(visit, indicators):
    """Labels, counts and categories are English; what is printed stays Chinese and is marked as such."""
    page = visit(f"?department_id={DEPARTMENT}", lang="en/")
    expected = sum(row["department_id"] == DEPARTMENT for row in indicators)
    text = page.locator(".mz-found").inner_text()
    assert text.startswith(f"{expected} of {len(indicators):,} indicators match")
    first = page.locator("#explorer tbody tr").first
    assert first.locator("th a .mz-raw[lang=zh-CN]").count() == 1
    assert "Output" in first.inner_text()
    assert (page.locator("[name=department_id] option:checked").inner_text()).isascii()


def test_a_reader_is_told_when_the_data_does_not_come(browser, origin):
    """Where the data cannot be loaded the page says so and offers the whole table, and shows no controls."""
    page = browser.new_page()
    page.route("**/explore/index.json", lambda route: route.abort())
    page.goto(f"{origin}explore/")
    page.locator(".mz-found", has_text="没有载入").wait_for()
    assert page.locator("#explorer form").is_hidden()
    page.close()
