"""Numbers of people are found however they are written, and amounts, counts and other long numbers are left alone."""

from __future__ import annotations

import re

import pytest
from conftest import TODAY
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.cells.personal_data import PersonalData, masked, personal_data
from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.reading.load import load
from build_scripts.reports import messages

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
IDENTITY = "11010519491231002X"  # the example of GB 11643
FOUND = {
    f"经办人{IDENTITY}。": PersonalData.IDENTITY,
    "身份证 110105 19491231 002x": PersonalData.IDENTITY,
    "１１０１０５１９４９１２３１００２Ｘ": PersonalData.IDENTITY,
    "卡号6222021234567894": PersonalData.BANK_CARD,
    "卡号 6222 0212 3456 7894": PersonalData.BANK_CARD,
    "电话13812345678.": PersonalData.MOBILE,
    "138-1234-5678": PersonalData.MOBILE,
    "138 1234 5678": PersonalData.MOBILE,
    "+8613812345678": PersonalData.MOBILE,
    "0086-138 1234 5678": PersonalData.MOBILE,
    "Tel.13812345678": PersonalData.MOBILE,
    "联系人,13812345678,": PersonalData.MOBILE,
    "１３８１２３４５６７８": PersonalData.MOBILE,
    "13812345678，13912345678": PersonalData.MOBILE,
    "13812345678,13912345678": PersonalData.MOBILE,
    "第1，13812345678": PersonalData.MOBILE,
    f"{IDENTITY}，421125198711223453": PersonalData.IDENTITY,
    f"张三,{IDENTITY},2021-01-05": PersonalData.IDENTITY,
    f"1.{IDENTITY}": PersonalData.IDENTITY,
    "110105\n19491231002X": PersonalData.IDENTITY,
    "1,6222021234567894,500": PersonalData.BANK_CARD,
    f"ID{IDENTITY}": PersonalData.IDENTITY,
    "110105–19491231–002X": PersonalData.IDENTITY,
    "1101\u200b0519491231002X": PersonalData.IDENTITY,
    "138\u200b1234—5678": PersonalData.MOBILE,
    "手机13812345678,2021年": PersonalData.MOBILE,
    "1381234\n5678": PersonalData.MOBILE,
    "tel13812345678": PersonalData.MOBILE,
    "8613812345678": PersonalData.MOBILE,
    "86 138 1234 5678": PersonalData.MOBILE,
    "13812 345678": PersonalData.MOBILE,
    "13812\n345678": PersonalData.MOBILE,
    "1381 2345 678": PersonalData.MOBILE,
    "138.1234.5678": PersonalData.MOBILE,
    "13800138000人事科": PersonalData.MOBILE,
    "13812345678个人手机": PersonalData.MOBILE,
    "1\u200b3\u2060812345678": PersonalData.MOBILE,
    "110105491231002": PersonalData.IDENTITY,
    "张三110105 491231 002": PersonalData.IDENTITY,
    "身份证号110105194912310021": PersonalData.IDENTITY,
    "110105.19491231.002X": PersonalData.IDENTITY,
    "1101 0519 4912 3100 2X": PersonalData.IDENTITY,
    "6222\n0212\n3456\n7894": PersonalData.BANK_CARD,
    "电话：027-83210000": PersonalData.LANDLINE,
    "(0730)8321000": PersonalData.LANDLINE,
    "tel010 6551 2345": PersonalData.LANDLINE,
    "邮箱zhang.san@qq.com。": PersonalData.EMAIL,
}
"""Text → what it seems to hold."""
ALONE = (
    "合同编号 110105194912310021",
    "6222 0212 3456 7890",
    "资金 13800000000 元",
    "13812345678.00",
    "1,13812345678",
    "统一编号 2013800138000999",
    "138****5678",
    "13812345678人",
    "2021-01-05 13800",
    "合同编号420111491231002",
    "13812345678人次",
    "13812 345678 元",
    "11010520260301001",
    "420105202603150021",
    "0.13812345678",
    "00-12345678",
    "每人@全体",
)
"""Wrong check digits, amounts, counts, parts of longer numbers, numbers that are masked already."""


@pytest.mark.parametrize("text", FOUND)
def test_a_personal_number_is_found(text):
    """Full width, groups, hyphens, the country code, a full stop, a place in a list and a second number hide no number."""
    assert list(personal_data(text)) == [FOUND[text]]


@pytest.mark.parametrize("text", ALONE)
def test_other_numbers_are_left_alone(text):
    """What cannot be a personal number is not called one."""
    assert list(personal_data(text)) == []


@pytest.mark.parametrize("number", [IDENTITY, "421125198711223453", "341281199911129999"])
def test_only_the_due_check_character_makes_an_identity_number(number):
    """Where it is called otherwise, one of the eleven characters that can end it is right: every digit counts with its weight."""
    ends = [end for end in "0123456789X" if list(personal_data(f"编号{number[:17]}{end}")) == [PersonalData.IDENTITY]]
    assert ends == [number[17]]


@pytest.mark.parametrize("number", ["6222021234567894", "6225993456789124", "6229 0999 0909 0908"])
def test_only_the_due_check_digit_makes_a_bank_card(number):
    """Of the ten digits that can end it, one is right, whether the digits before it are nines or not."""
    assert [end for end in "0123456789" if list(personal_data(number[:-1] + end))] == [number[-1]]


def test_kinds_have_their_article():
    """A message in English says an identity card number, a bank card number, a mobile number."""
    assert [kind.with_article for kind in PersonalData] == [
        "an identity card number",
        "a bank card number",
        "a mobile number",
        "a landline number",
        "an e-mail address",
    ]


def test_only_what_is_proved_is_masked():
    """Beside an identity number that is masked, a contract number of the same shape stays as printed."""
    assert (
        masked(f"合同 110105194912310021，{IDENTITY}") == "合同 110105194912310021，〔身份证号 · identity card number〕"
    )


def test_all_but_the_number_stays_as_printed():
    """Signs beside a number keep their width, also where some in it are read as others or as nothing."""
    for number in ("13800138000", "１３８００１３８０００", "138\u200b0013\u20108000"):
        assert masked(f"①已办，（电话：{number}），～㎡") == "①已办，（电话：〔手机号码 · mobile number〕），～㎡"


LEDGERS = {
    "wuhan-jiangxia/gov-office/replies.yml": f"""\
replies:
  - statement: "{STATEMENT}"
    rule: "BUD-03"
    cells: [{{row: "f-4pm2ww3v", column: "executed", printed: "95"}}]
    status: "explained"
    reply: "请联系 {IDENTITY}"
    date: "2024-06-01"
""",
    "wuhan-jiangxia/gov-office/known_gaps.yml": f"""\
known_gaps:
  - rule: "BUD-03"
    statement: "{STATEMENT}"
    cells: [{{row: "f-4pm2ww3v", column: "executed", printed: "95"}}]
    reason: "经办人 {IDENTITY}"
    until: "2999-12-31"
""",
    "wuhan-jiangxia/gov-office/restatements.yml": f"""\
restatements:
  - statement: "{STATEMENT}"
    row: "g-le36at43"
    column: "actual_text"
    old: "联系人 {IDENTITY}"
    new: "已完成"
    date: "2024-06-01"
    reason: "遮盖"
""",
}
"""What is written for the portal and published as it stands: file → text with an identity number."""


@pytest.mark.parametrize("file", LEDGERS)
def test_what_is_written_for_the_portal_holds_no_personal_number(file, write_tree):
    """A reply, an accepted gap or a restatement with an identity number is refused at its line; the number is not repeated."""
    portal, problems = load(write_tree({file: LEDGERS[file]}))
    assert portal is None
    assert [item.code for item in problems] == ["personal-data"]
    assert problems[0].line > 1
    assert IDENTITY not in problems[0].text("zh") + problems[0].text("en")


OWN_WORDS = {
    "wuhan-jiangxia/gov-office/department.yml": ('name: "道路维修"', 'name: "道路维修{number}"'),
    "sources/document.yml": ('title: "2023年度绩效自评"', 'title: "2023年度绩效自评{number}"'),
    "wuhan-jiangxia/jurisdiction.yml": ('name: "武汉市江夏区"', 'name: "武汉市江夏区{number}"'),
    "form_templates/project-form.yml": ('heading: "得分"', 'heading: "得分{number}"'),
    "scoring_profiles/plain.yml": ('  - "财预〔2020〕10号"', '  - "财预〔2020〕10号，{number}"'),
    "portal.yml": ('description: "部门预算绩效公开。"', 'description: "部门预算绩效公开，经办人{number}。"'),
    FORM: ("  last_line: 100\n", '  last_line: 100\n  notes: ["经办人{number}"]\n'),
}
"""Files with words of their editors, and where a number could stand in them."""


def test_an_office_may_give_its_own_telephone_and_address(write_tree, tree):
    """In the portal's contact and in replies; on a form somebody has to look at them first."""
    contact = tree["portal.yml"].replace("mingzhang@example.cn", "mingzhang@example.cn，027-83210000")
    assert load(write_tree({"portal.yml": contact}))[1] == []
    form = tree[FORM].replace("已完成", "已完成，问027-83210000或li@qq.com")
    audited, _ = audit(write_tree({FORM: form}), lambda _: None, TODAY)
    assert audited.held == {STATEMENT}


def test_no_id_is_a_personal_number(write_tree):
    """The name of a folder is an address on the portal, and no message repeats it."""
    department = "wuhan-jiangxia/13812345678/department.yml"
    _, problems = load(write_tree({department: 'name: "某局"\nkind: "other"\n'}))
    assert ("personal-data", 0) in {(item.code, item.line) for item in problems}
    said = [(item.file, item.message) for item in messages(problems, [])]
    assert "13812345678" not in str(said)


@pytest.mark.parametrize("file", OWN_WORDS)
def test_no_file_of_editors_words_holds_a_personal_number(file, write_tree, tree):
    """Names, titles and notes are published as they stand, also where the form itself is held back."""
    old, new = OWN_WORDS[file]
    text = tree[file].replace(old, new.format(number=IDENTITY))
    assert IDENTITY in text
    _, problems = load(write_tree({file: text}))
    assert [(item.file, item.code) for item in problems] == [(f"data/{file}", "personal-data")]


def test_no_address_of_a_source_holds_a_personal_number(write_tree, tree):
    """It stands as a link on every page that cites the document."""
    text = tree["sources/document.yml"] + 'url: "https://www.example.gov.cn/zhang/13812345678.html"\n'
    assert [item.code for item in load(write_tree({"sources/document.yml": text}))[1]] == ["personal-data"]
    text = tree["sources/document.yml"] + 'url: "https://www.example.gov.cn/P020250331513812345678.html"\n'
    assert load(write_tree({"sources/document.yml": text}))[1] == []


def test_no_record_of_what_was_published_holds_a_personal_number(write_tree):
    """Records mask numbers when they are written; nobody puts one in by hand."""
    data = write_tree()
    assert main(["record", "--data", str(data)]) == 0
    record = next(data.rglob("published/road-repair.yml"))
    record.write_text(record.read_text(encoding="utf-8").replace("已完成", f"已完成，{IDENTITY}"), encoding="utf-8")
    _, problems = load(data)
    assert [(item.file.rpartition("/")[2], item.code) for item in problems] == [("road-repair.yml", "personal-data")]


def test_no_code_of_a_row_is_a_personal_number(write_tree, tree):
    """What no form prints is its editors': a row's id stands on its page and in the tables too."""
    text = tree[FORM].replace("  - line_code:", '  - id: "f-421125198711223453"\n    line_code:', 1)
    _, problems = load(write_tree({FORM: text}))
    assert [item.code for item in problems] == ["personal-data"]


@pytest.mark.parametrize("cell", ['level1: "产出指标', 'level2: "数量指标', 'name: "维修里程', 'label: "总分'])
def test_a_number_in_any_cell_holds_the_form_and_is_said_nowhere(cell, write_tree, tree):
    """Whatever cell it stands in; and no message, of no rule, repeats it."""
    text = tree[FORM].replace(cell, f"{cell}13812345678").replace('target: ">=5公里"', 'target: "<=5公里"')
    audited, _ = audit(write_tree({FORM: text}), lambda _: None, TODAY)
    assert audited.held == {STATEMENT}
    said = [text for item in audited.findings for text in (item.message.zh, item.message.en, item.recomputed)]
    assert said
    assert not [text for text in said if "13812345678" in text]


def test_an_identity_number_in_parts_over_cells_holds_the_form(write_tree, tree):
    """Region, day of birth and the rest in three cells of a row; of another number, whose end is not due, nothing is said."""
    held = []
    for end in ("002X", "0021"):
        text = tree[FORM].replace('name: "维修里程"', 'name: "110105"').replace('">=5公里"', '"19491231"')
        audited, _ = audit(
            write_tree({FORM: text.replace('actual: "5公里"', f'actual: "{end}"')}), lambda _: None, TODAY
        )
        held.append(audited.held)
    assert held == [{STATEMENT}, set()]


def test_a_number_that_only_the_second_printing_of_a_form_has_holds_the_form(write_tree, tree):
    """What the duplicate prints is printed text like any other: no word of the editors, and in no finding."""
    duplicate = (
        'source:\n  duplicate:\n    first_line: "1"\n    last_line: "1"\n    description: "内嵌图片"\n    differences:\n'
        '      - path: "total.score"\n        text: "98，电话13812345678"\n'
    )
    audited, problems = audit(write_tree({FORM: tree[FORM].replace("source:\n", duplicate)}), lambda _: None, TODAY)
    assert (problems, audited.held) == ([], {STATEMENT})
    assert not [
        item for item in audited.findings if "13812345678" in f"{item.message}{item.reference}{item.recomputed}"
    ]


@pytest.mark.parametrize("text", FOUND)
def test_a_masked_text_holds_no_personal_number(text):
    """The number is gone, the words around it stay; a text without one is left as it is."""
    assert list(personal_data(masked(text))) == []
    assert not re.search("[0-9]{8}", masked(text))
    assert FOUND[text].zh in masked(text)


@pytest.mark.parametrize("text", ALONE)
def test_other_numbers_are_not_masked(text):
    """Amounts and counts come back as they are."""
    assert masked(text) == text


def test_withheld_names_a_place_of_the_form(write_tree, tree):
    """A place that the form does not have is refused; one that it has is not."""
    entry = 'withheld:\n  - row: "{}"\n    column: "{}"\n    reason: "privacy"\n'
    places = (("g-le36at43", "actual_text"), ("g-aaaaaaaa", "actual_text"), ("g-le36at43", "actual"))
    right, *wrong = (tree[FORM] + entry.format(*place) for place in places)
    assert load(write_tree({FORM: right}))[1] == []
    for text in wrong:
        assert [item.code for item in load(write_tree({FORM: text}))[1]] == ["withheld-cell"]


@pytest.mark.parametrize(
    "text",
    [
        f"{IDENTITY}421125198711223453",
        "010-62345678 010-62345679 010-62345670",
        "电话13812345678.13912345678.13712345678",
        f"{IDENTITY}¼@qq.com",
    ],
)
def test_a_number_beside_another_is_masked_too(text):
    """Nothing parts them but what numbers have inside: the second stays not for all to see when the first is masked."""
    assert not re.search(r"\d", masked(text))


DIGITS = st.text("0123456789０１９Xx", min_size=1, max_size=20)
PIECES = st.one_of(
    DIGITS,
    st.sampled_from([*FOUND, "1380", "86", "tel", "+", "-", " ", "\n", "@qq.com", "\u200b"]),
    st.text(max_size=3),
)


@given(st.lists(PIECES, max_size=6).map("".join))
def test_of_no_text_a_number_is_left_once_it_is_masked(text):
    """Whatever stands around it and however it is written; and what is masked once stays as it is."""
    shown = masked(text)
    assert list(personal_data(shown)) == []
    assert masked(shown) == shown
    assert (shown == text) is (list(personal_data(text)) == [])
