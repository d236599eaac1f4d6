"""What a finding says about its figures: printed, calculated and compared are three things, on every page and in every file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import cache
from html import unescape

import pytest
import yaml
from assembled import assembled
from conftest import SAMPLE, TREE, sample_audit
from PIL import Image
from rule_examples import findings_of

from build_scripts import reports
from build_scripts.cells.amounts import plain
from build_scripts.cli import main
from build_scripts.judging.rules import RULES
from build_scripts.tables.catalogue import tables
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FindingStatus, Severity, Subject

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
IDENTITY = "420112198001010004"  # made up, with a right check digit
REPLY = f"""\
replies:
  - statement: "{STATEMENT}"
    rule: "BUD-03"
    cells: [{{row: "f-4pm2ww3v", column: "executed", printed: "195"}}]
    status: "explained"
    reply: "年末追加预算。"
    date: "2024-06-01"
"""


@cache
def written(file):
    """Return a file of the real data as plain YAML, read without any of our code."""
    return yaml.load((SAMPLE.parent / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only


def cell(finding):
    """Return what the YAML file holds at a finding's path; None where it has nothing there."""
    place = written(finding.file)
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", finding.path):
        try:
            place = place[name] if name else place[int(number)]
        except (KeyError, IndexError):
            return None
    return place


def of(rule_id, place=""):
    """Return the findings of a rule on the real forms whose id holds ``place``."""
    return [item for item in sample_audit().findings if item.rule_id == rule_id and place in item.statement_id]


# --- printed, recomputed, compared with ------------------------------------------------------------------------------


def test_what_is_called_printed_stands_in_the_cell():
    """Over all real findings: quote and published figure are the very text of the cell at the path (of a long text a part), else empty."""
    shown = 0
    for finding in sample_audit().findings:
        raw = cell(finding)
        if not isinstance(raw, str):
            assert (finding.quote, finding.published) == ("", ""), finding.id
            continue
        assert finding.quote == raw or (finding.rule_id in {"STR-16", "BUD-28", "TXT-14"} and finding.quote in raw), (
            finding.id
        )
        assert finding.published in {"", raw}, finding.id
        shown += bool(finding.published)
    assert shown > 300


@pytest.mark.parametrize(
    ("rule_id", "place", "published", "recomputed", "reference", "difference"),
    [
        ("BUD-01", "government-websites", "0", "118.82", "", "-118.82"),
        ("BUD-03", "shouyilu", "7469.35", "", "4376.35", "3093"),
        ("BUD-07", "government-special-work", "64%", "64.17%", "90%", "-25.83"),
        ("BUD-08", "heshan", "1960.84", "", "968.99", "991.85"),
        ("BUD-09", "heshan", "", "968.98", "968.99", "-0.01"),
        ("BUD-13", "base-data", "15.52", "", "9", "6.52"),
        ("BUD-18", "base-data", "15.52", "", "7.85", "7.67"),
        ("DSC-01", "shouyilu", "2020.10.15", "", "2020-12-31", None),
        ("IND-03", "e-government-network", "", "39.5", "33.61", "5.89"),
        ("IND-05", "responsibility-bonus", "100%", "", "82%", None),
        ("STR-10", "dongxihu", "", "", "3", None),
        ("STR-13", "", "", "", "20", None),
    ],
)
def test_figures_of_published_forms(rule_id, place, published, recomputed, reference, difference):
    """Worked by hand: a budget, last year's figure and a threshold are compared with, never called recomputed."""
    found = {
        (item.published, item.recomputed, item.reference, None if item.difference is None else plain(item.difference))
        for item in of(rule_id, place)
    }
    assert (published, recomputed, reference, difference) in found


def test_a_difference_is_that_of_the_figures_shown():
    """Where figures are shown as plain numbers, the difference follows from them by the sentence of its column."""
    proved = 0
    for item in sample_audit().findings:
        figure, other = (
            (item.recomputed or item.published, item.reference) if item.reference else (item.published, item.recomputed)
        )
        numbers = [text.rstrip("%").replace(",", "") for text in (figure, other)]
        if item.difference is None or not all(re.fullmatch(r"\d+(\.\d+)?", text) for text in numbers):
            continue
        assert abs(Decimal(numbers[0]) - Decimal(numbers[1]) - item.difference) <= Decimal("0.005"), item.id
        proved += 1
    assert proved > 20


def test_no_published_number_has_more_than_six_decimals():
    """No cell of any table is an endless fraction."""
    for name, table in tables(sample_audit()).items():
        for row in table.rows:
            for column, value in zip(table.header, row, strict=True):
                if isinstance(value, Decimal):
                    assert len(plain(value).partition(".")[2]) <= 6, (name, column, row[0])


# --- the portal's own processing -------------------------------------------------------------------------------------


def test_own_processing_is_told_apart():
    """Filing and conversion notes, and a duplicate cut in conversion, speak of the transcription; nothing else does."""
    own = {item.rule_id for item in sample_audit().findings if item.about is Subject.TRANSCRIPTION}
    assert own == {"STR-05", "STR-08", "STR-09"}
    assert {item.about for item in of("STR-05") + of("STR-08")} == {Subject.TRANSCRIPTION}
    assert all(
        item.severity is Severity.NOTE for item in sample_audit().findings if item.about is Subject.TRANSCRIPTION
    )


def test_own_processing_counts_against_nobody(real_site):
    """It is in findings.csv without a status, and in no count of statements.csv."""
    rows = read(real_site, "findings")
    for row in rows:
        assert (row["status"] == "") == (row["about"] == "transcription"), row["finding_id"]
    counted = Counter((row["statement_id"], row["severity"]) for row in rows if row["status"] == "open")
    for form in read(real_site, "statements"):
        assert int(form["notes"]) == counted[form["statement_id"], "note"], form["statement_id"]


def test_own_processing_stands_in_its_own_part_of_the_page(real_site):
    """A form's page counts and lists what is found on it; below it, without a status, our processing; so does that of its notes."""
    rows = Counter((row["statement_id"], row["about"]) for row in read(real_site, "findings"))
    form, _ = next(key for key in rows if key[1] == "transcription" and rows[key[0], "form"])
    page = (real_site / form / "index.html").read_text(encoding="utf-8")
    notice = re.sub(r"<[^>]+>", "", page.partition('class="mz-notice')[2].partition("</p>")[0]).partition("：")[2]
    assert sum(map(int, re.findall(r"\d+", notice))) == rows[form, "form"]
    findings, _, rest = page.partition('<h2 id="transcription">')
    ours = rest.partition("<h2")[0]
    assert len(re.findall(r'<tr id="[A-Z]{3}-', findings)) == rows[form, "form"]
    assert len(re.findall(r'<tr id="[A-Z]{3}-', ours)) == rows[form, "transcription"]
    notes = (real_site / form / "notes" / "index.html").read_text(encoding="utf-8")
    assert notes.partition('<h2 id="transcription">')[2].count('class="mz-finding"') == rows[form, "transcription"]
    assert "本门户的处理" in ours
    assert "部门答复" not in ours
    assert "状态" not in ours


def test_heat_map_and_total_leave_own_processing_out(real_site):
    """/findings/ counts what is found on forms and draws what needs an explanation; our processing has a list of its own."""
    found = read(real_site, "findings")
    rows = Counter(row["about"] for row in found)
    page = (real_site / "findings" / "index.html").read_text(encoding="utf-8")
    assert f'title="findings.csv: rows where about=form">{rows["form"]:,}</data>' in page
    with (real_site / "charts" / "findings-heat.csv").open(encoding="utf-8-sig", newline="") as file:
        heat = list(csv.reader(file))
    assert "STR-06" in heat[0]
    assert not {"STR-05", "STR-08"} & set(heat[0])
    asking = [row for row in found if row["about"] == "form" and row["severity"] != "note"]
    counts = [[int(cell) for cell in row[1:]] for row in heat[1:]]
    assert sum(map(sum, counts)) == len(asking)
    assert all(map(any, counts)), "a place without any"
    assert all(map(any, zip(*counts, strict=True))), "a rule without any"


def read(site, name):
    """Return the rows of a published table."""
    with (site / "downloads" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- rules that are silent because another one spoke -----------------------------------------------------------------


def test_a_silent_rule_is_named_by_the_finding_that_silenced_it():
    """Two rows of Huguan reach the bound only, with full points: IND-02 speaks, and says that SCO-05 holds too."""
    assert of("SCO-05") == []
    assert ["SCO-05" in item.also for item in of("IND-02")] == [True, True]


def test_rule_pages_tell_who_speaks_for_them(real_site):
    """/rules/SCO-05/ has no finding of its own, says that two more are pointed out by IND-02, and links them."""
    page = (real_site / "rules" / "SCO-05" / "index.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))
    assert "另有2处同样符合本规则" in text
    for finding in of("IND-02"):
        assert f'href="../../{finding.url}"' in page
    other = (real_site / "rules" / "IND-02" / "index.html").read_text(encoding="utf-8")
    facts = other.partition("</dl>")[0].rpartition("<dl")[2]
    assert 'href="../../rules/SCO-05/"' in facts


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_note_names_its_rule_and_what_is_compared(real_site, lang):
    """From the line on the form's page to its place among the notes: its rule, the figures, what is compared and what is not."""
    finding = of("BUD-18")[0]
    own = finding.id.rpartition("#")[2]
    root = real_site if lang == "zh" else real_site / "en"
    page = (root / finding.statement_id / "index.html").read_text(encoding="utf-8")
    line = page.partition(f'<tr id="{own}"')[2].partition("</tr>")[0]
    assert finding.url == f"{finding.statement_id}/notes/#{own}"
    assert f"{finding.url}" in line
    notes = (root / finding.statement_id / "notes" / "index.html").read_text(encoding="utf-8")
    entry = notes.partition(f'id="{own}"')[2].partition("</section>")[0]
    text = unescape(re.sub(r"<[^>]+>", "", entry))
    assert RULES["BUD-18"].title.of(lang) in text
    assert "BUD-18" in text
    assert {"zh": "对照：上年决算7.85", "en": "Compared with: the year before7.85"}[lang] in text
    assert {"zh": "重算", "en": "Recomputed"}[lang] not in text


# --- a finding's own page --------------------------------------------------------------------------------------------

OVERSPENT = "yiyang-heshan/government-office/2023/base-data/BUD-13-b-z4lxcufg-final/"


@pytest.mark.parametrize(
    ("edition", "title", "sentence"),
    [
        ("", "三公经费（本年决算数）：决算数大于预算数", "三公经费：本年决算数 15.52 万元，本年预算 9 万元，多 72%。"),
        (
            "en/",
            "三公经费 (final figure): Final expenditure exceeds the budget",
            "三公经费: final figure 155,200 yuan, budget 90,000 yuan: 72% more.",
        ),
    ],
)
def test_an_error_has_a_page_that_says_it_in_a_sentence(real_site, edition, title, sentence):
    """Title, sentence with unit and proportion, severity and status in words, its row with the cell that is meant, its rule."""
    page = (real_site / edition / OVERSPENT / "index.html").read_text(encoding="utf-8")
    body = page.partition('<div class="mz ')[2].partition("</article>")[0]
    plain_text = " ".join(unescape(re.sub(r"<[^>]+>", "", body)).split())
    assert re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", body, re.DOTALL)[1]) == title
    assert sentence in plain_text
    assert f'<meta property="og:description" content="{sentence}">' in page
    assert re.search(r'<meta property="og:title" content="三公经费[^"]* 2023', page)
    words = {
        "": ("错误；待说明", "尚无答复", "mingzhang reply"),
        "en/": ("Error; Open", "No reply yet", "mingzhang reply"),
    }
    assert all(word in plain_text for word in words[edition])
    row = body.partition('id="row"')[2].partition("</dl>")[0]
    cells = [re.sub(r"<[^>]+>", "", text) for text in re.findall("<dd>(.*?)</dd>", row)]
    assert cells == ["三公经费", "7.85", "9", "15.52"]
    assert "15.52" in row.partition('class="mz-meant"')[2].partition("</div>")[0]
    assert "base-data/#b-z4lxcufg" in body
    assert "rules/BUD-13/" in body


def test_every_finding_is_told_at_its_address(real_site):
    """An error or a doubt on a page of its own, a remark at its place among those of its form; each names its own id."""
    pages = {}
    for finding in sample_audit().public().findings:
        place, _, anchor = finding.url.partition("#")
        if place not in pages:
            pages[place] = (real_site / place / "index.html").read_text(encoding="utf-8")
        assert bool(anchor) == (finding.severity is Severity.NOTE)
        assert f'id="{anchor}"' in pages[place] if anchor else f"<code>{finding.id}</code>" in pages[place]
        assert unescape(finding.message.zh) in unescape(pages[place]), finding.id


def test_the_cells_of_a_finding_over_several_are_all_listed(real_site):
    """As many as the table of cells has, each with what it prints."""
    cells = Counter(row["finding_id"] for row in read(real_site, "finding_cells"))
    doubts = [row for row in read(real_site, "findings") if row["severity"] == "warning" and int(row["cells"]) > 1]
    assert len(doubts) > 10
    for row in doubts:
        form, _, own = row["finding_id"].partition("#")
        page = (real_site / form / own / "index.html").read_text(encoding="utf-8")
        listed = page.partition('<ol class="mz-places">')[2].partition("</ol>")[0]
        assert listed.count("<li>") == int(row["cells"]) == cells[row["finding_id"]], row["finding_id"]


def test_the_address_of_a_finding_stays_where_a_row_comes_above_it(write_tree, tree):
    """It is made of rule, row and cell, and of nothing that counts rows."""
    changed = tree[FORM].replace('actual: "5公里"', 'actual: "3公里"')
    row = '      - {level1: "产出指标", level2: "质量指标", name: "合格率", target: "≥90%", actual: "95%", weight: "1", score: "1"}\n'
    urls = []
    for text in (changed, changed.replace("    indicators:\n", f"    indicators:\n{row}")):
        pages = assembled(write_tree({FORM: text})).pages
        urls.append([page.url for page in pages if page.kind == "finding" and "SCO-05" in page.url])
    assert urls[0] == urls[1]
    assert len(urls[0]) == 1


def test_a_renamed_form_keeps_the_addresses_of_its_findings(write_tree, overspent):
    """The page of a finding below the former address of its form leads to where it is now, and so does that of its notes."""
    former = "wuhan-jiangxia/gov-office/2023/roads"
    pages = assembled(write_tree({FORM: f'{overspent[FORM]}formerly: ["{former}"]\n'})).pages
    here = {page.url for page in pages if page.kind in {"finding", "notes"} and page.url.startswith(f"{STATEMENT}/")}
    assert here
    moved = {page.url: page.context.to.url for page in pages if page.kind == "moved"}
    assert {moved[url.replace(STATEMENT, former)] for url in here} == here


def test_a_reply_stands_on_the_page_of_its_finding(write_tree, overspent):
    """Where the department has spoken its words are there, and it is not said that there are none."""
    pages = assembled(write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": REPLY})).rendered
    body = next(one.body for one in pages if one.page.kind == "finding" and "BUD-03" in one.page.url)
    assert "年末追加预算。" in body
    assert "已说明" in body
    assert "尚无答复" not in body


def test_a_finding_shares_a_picture_of_its_two_amounts(write_tree, overspent):
    """As large as the theme says, the same every time; without the portal's own address there is none, for nobody could show it."""
    settings = TREE["portal.yml"] + 'base_url: "https://example.cn/a/"\n'
    found = [assembled(write_tree({**overspent, "portal.yml": settings})).files for _ in range(2)]
    (place,) = [name for name in found[0] if name.endswith("/share.png")]
    assert re.fullmatch(r"wuhan-jiangxia/gov-office/2023/road-repair/BUD-03-[^/]+/share\.png", place)
    assert found[0][place] == found[1][place]
    with Image.open(io.BytesIO(found[0][place])) as picture:
        assert picture.size == (1200, 630)
        lengths = [sum(picture.getpixel((x, y)) == ink for x in range(1200)) for y, ink in ((140, 2), (340, 3))]
    assert round(lengths[0] / lengths[1], 2) == 1.95
    assert len(found[0][place]) < 20_000
    assert not [name for name in assembled(write_tree(overspent)).files if name.endswith("share.png")]


def test_csv_carries_quote_and_formula(real_site):
    """findings.csv has the cell as printed and the rule's formula in both languages."""
    row = next(row for row in read(real_site, "findings") if row["rule_id"] == "BUD-18")
    assert (row["quote"], row["formula"], row["formula_en"]) == (
        "15.52",
        RULES["BUD-18"].formula.zh,
        RULES["BUD-18"].formula.en,
    )


# --- how check prints it ---------------------------------------------------------------------------------------------


@pytest.fixture
def overspent(tree):
    """Return the changes that make the form spend more than its budget (BUD-03)."""
    return {FORM: tree[FORM].replace('executed: "95"', 'executed: "195"').replace('rate: "95%"', 'rate: "195%"')}


def printed(capsys, data, form, *more):
    """Return what ``check`` prints of BUD-03 in a format."""
    main(["check", "--data", str(data), "--rules", "BUD-03", "--format", form, *more])
    return capsys.readouterr().out


def test_answered_findings_say_so_in_every_format(write_tree, overspent, capsys):
    """An explained error is a notice on GitHub, suppressed in SARIF, has its status in Markdown and in the counts."""
    data = write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": REPLY})
    github = printed(capsys, data, "github")
    assert github.startswith("::notice ")
    assert "（已说明；部门 2024-06-01 答复）" in github
    result = json.loads(printed(capsys, data, "sarif"))["runs"][0]["results"][0]
    assert result["level"] == "error"
    said = "已说明；部门 2024-06-01 答复：年末追加预算。"
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": said}]
    markdown = printed(capsys, data, "markdown")
    assert f"| {said} |" in markdown
    assert "错误 1（待说明 0）" in markdown
    assert "error 1 (open 0)" in printed(capsys, data, "text", "--lang", "en")


def test_open_findings_are_counted_as_before(write_tree, overspent, capsys):
    """Where nothing is answered, nothing is said of it; an open error is an error on GitHub and not suppressed."""
    data = write_tree(overspent)
    assert "错误 1 · " in printed(capsys, data, "text")
    assert printed(capsys, data, "github").startswith("::error ")
    assert "suppressions" not in json.loads(printed(capsys, data, "sarif"))["runs"][0]["results"][0]
    assert "| 待说明 |" in printed(capsys, data, "markdown")


def test_json_carries_what_the_csv_carries(write_tree, overspent, capsys):
    """Form, figures, difference, reply and both languages, with the column of the cell."""
    data = write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": REPLY})
    (item,) = json.loads(printed(capsys, data, "json", "--lang", "en"))
    assert item["statement_id"] == STATEMENT
    assert (item["published"], item["reference"], item["recomputed"], item["difference"]) == ("195", "100", "", "95")
    assert item["reply"] == "年末追加预算。"
    assert item["text"] == item["message_en"] != item["message_zh"]
    line = (data / FORM).read_text(encoding="utf-8").split("\n")[item["line"] - 1]
    assert line[item["column"] - 1 :].startswith('"195"')


def test_sarif_describes_its_rules_and_knows_a_result_again(write_tree, overspent, capsys):
    """Reason, page, column; the fingerprint stays when lines move above the cell."""
    run = json.loads(printed(capsys, write_tree(overspent), "sarif"))["runs"][0]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["fullDescription"]["text"] == RULES["BUD-03"].reason.zh
    assert rule["helpUri"] == "rules/BUD-03/"
    result = run["results"][0]
    assert result["locations"][0]["physicalLocation"]["region"]["startColumn"] > 1
    moved = write_tree({FORM: "\n\n" + overspent[FORM]})
    again = json.loads(printed(capsys, moved, "sarif"))["runs"][0]["results"][0]
    assert again["partialFingerprints"] == result["partialFingerprints"]
    assert again["locations"] != result["locations"]


def test_sarif_quotes_file_names():
    """A name with Chinese or a space is a valid URI."""
    message = reports.Message("data/表 一.yml", 0, 0, "file-unknown", Severity.ERROR, Both("？", "?"))
    located = json.loads(reports.sarif([message], {}, "en"))["runs"][0]["results"][0]["locations"][0]
    assert located["physicalLocation"]["artifactLocation"]["uri"] == "data/%E8%A1%A8%20%E4%B8%80.yml"


def test_gitlab_is_told_in_its_own_words(write_tree, overspent, capsys):
    """Each issue has what Code Quality asks for, is known again when lines move, and is told once; what is answered is none."""
    issues = json.loads(printed(capsys, write_tree(overspent), "gitlab"))
    assert all(set(issue) == {"description", "check_name", "fingerprint", "severity", "location"} for issue in issues)
    assert {issue["severity"] for issue in issues} <= {"critical", "major", "info"}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    (budget,) = [issue for issue in issues if issue["check_name"] == "BUD-03"]
    assert (budget["severity"], budget["location"]["path"]) == ("critical", f"data/{FORM}")
    again = json.loads(printed(capsys, write_tree({FORM: "\n\n" + overspent[FORM]}), "gitlab"))
    (moved,) = [issue for issue in again if issue["check_name"] == "BUD-03"]
    assert moved["fingerprint"] == budget["fingerprint"]
    assert moved["location"]["lines"]["begin"] == budget["location"]["lines"]["begin"] + 2


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "markdown"])
def test_personal_data_are_not_repeated(write_tree, tree, capsys, form):
    """The line of an identity number is named and not shown: logs of checks are often public."""
    data = write_tree({FORM: tree[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')})
    main(["check", "--data", str(data), "--format", form])
    shown = capsys.readouterr().out
    assert "DSC-05" in shown
    assert "road-repair.yml" in shown
    assert IDENTITY not in shown


def test_own_processing_is_named_and_counted_apart():
    """A conversion note is no remark on the form: it has another name in the text and its own count."""
    found = reports.messages((), [item for item in sample_audit().findings if item.rule_id in {"STR-05", "BUD-18"}])
    shown = reports.text(found, {}, "zh")
    assert "本门户的处理 STR-05" in shown
    assert shown.endswith(f"错误 0 · 疑点 0 · 提示 1 · 本门户的处理 {len(of('STR-05'))}")
    assert "how we transcribed it STR-05" in reports.text(found, {}, "en")


def test_a_false_positive_is_answered_too():
    """Every status but open counts as answered in the closing line."""
    (item,) = reports.messages((), of("BUD-18"))
    for status in FindingStatus:
        closing = reports.closing_line([replace(item, status=status)], "zh")
        assert ("待说明 0" in closing) == (status is not FindingStatus.OPEN)


def test_a_finding_over_many_cells_names_them_all(real_site):
    """Every cell once, with its row and what is quoted of it; in the table, joined to the tables of rows, and on the page."""
    found = [item for item in sample_audit().findings if item.places]
    assert len(found) > 20
    published = tables(sample_audit())
    ids = {row[0] for name in ("indicators", "funding", "base_data", "goals") for row in published[name].rows}
    table = published["findings"]
    told = {row[0]: dict(zip(table.header, row, strict=True)) for row in table.rows}
    for finding in found:
        assert len(set(finding.places)) == len(finding.places) == told[finding.id]["cells"]
        assert set((told[finding.id]["row_ids"] or "").split("；")) - {""} <= ids
        place, _, anchor = finding.url.partition("#")
        page = (real_site / place / "index.html").read_text(encoding="utf-8")
        entry = page[page.index(f'id="{anchor or "cells"}"') :].partition("</ol>")[0]
        rows = [place.row_id for place in finding.places if place.row_id]
        assert re.findall('<li><a href="[^"#]*/#([^"]*)">', entry) == rows
    assert all(row["source_id"] and row["source_line"] for row in told.values())


def test_the_source_line_is_that_of_the_row():
    """Of a cell the line of its row, of a goal's text that of the goal, of the form as a whole its first line."""
    for finding in sample_audit().findings:
        statement = sample_audit().results[finding.statement_id].statement
        source = statement.form.source
        assert source.first_line <= finding.source_line <= source.last_line
        rows = [statement.at(path) for path in (finding.path, finding.path.rpartition(".")[0])]
        lines = [row.source_line for row in rows if getattr(row, "source_line", None)]
        if lines:
            assert finding.source_line == lines[0]


def test_rules_on_one_cell_name_each_other():
    """What else is said of a cell stands beside a finding, whether it has a finding of its own or is silent."""
    found = findings_of(
        """
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 覆盖人数, target: "》90%", actual: 95%}
        """
    )
    beside = {item.rule_id: item.beside for item in found if item.path == "goals[0].indicators[0].target"}
    assert "IND-24" in beside["FMT-02"]
    assert "FMT-02" in beside["IND-24"]


# --- findings over several cells ---------------------------------------------------------------------------------------


def test_every_cell_of_a_finding_is_marked_listed_and_published(real_site):
    """On the page of its form each cell leads to the finding and the finding to each row; the table has them all."""
    with (real_site / "downloads/finding_cells.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [*csv.DictReader(file)]
    with (real_site / "downloads/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        findings = {row["finding_id"]: row for row in csv.DictReader(file)}
    of = defaultdict(list)
    for cell in cells:
        of[cell["finding_id"]].append(cell)
    for id_, row in findings.items():
        assert len(of[id_]) in {int(row["cells"]), 0 if row["row_id"] == "" else 1}, id_
    several = [id_ for id_, own in of.items() if len(own) > 1]
    assert len(several) > 50
    pages = {}
    unmarked = []
    for id_ in several:
        form, _, own = id_.partition("#")
        way = f"notes/#{own}" if findings[id_]["severity"] == "note" else f"{own}/"
        if form not in pages:
            pages[form] = (real_site / form / "index.html").read_text(encoding="utf-8")
        for cell in of[id_]:
            row = cell["row_id"].rpartition("#")[2]
            if cell["column"] in {
                "target",
                "actual",
                "baseline_y1",
                "baseline_y2",
                "weight",
                "score",
            } and row.startswith("i-"):
                html = pages[form].partition(f'<tr id="{row}">')[2].partition("</tr>")[0]
                if f'href="{way}"' not in html:
                    unmarked.append((id_, row))
    assert unmarked == []


def test_a_figure_in_doubt_carries_its_mark_at_the_head_of_its_page(write_tree, overspent):
    """The executed amount above all else leads to what is found of it; one without a finding carries no mark."""
    made = assembled(write_tree(overspent))
    url = "wuhan-jiangxia/gov-office/2023/road-repair/"
    body = next(one.body for one in made.rendered if one.page.url == url and one.lang == "zh")
    keys = re.findall(r'<div class="mz-key"><dt>(.*?)</dt><dd>(.*?)</dd>', body, re.DOTALL)
    marked = {label: re.findall(r'mz-mark mz-(\w+)" href="(BUD-\d+)', told) for label, told in keys}
    assert ("error", "BUD-03") in marked["全年执行数"]
    assert marked["全年预算数"] == []
