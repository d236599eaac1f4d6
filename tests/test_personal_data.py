"""Numbers of people are found however they are written, and amounts, counts and other long numbers are left alone."""

from __future__ import annotations

import pytest

from build_scripts.load import load
from build_scripts.personal_data import PersonalData, personal_data

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
)
"""Wrong check digits, amounts, counts, parts of longer numbers, numbers that are masked already."""


@pytest.mark.parametrize("text", FOUND)
def test_a_personal_number_is_found(text):
    """Full width, groups, hyphens, the country code and a full stop behind it hide no number."""
    assert list(personal_data(text)) == [FOUND[text]]


@pytest.mark.parametrize("text", ALONE)
def test_other_numbers_are_left_alone(text):
    """What cannot be a personal number is not called one."""
    assert list(personal_data(text)) == []


LEDGERS = {
    "wuhan-jiangxia/gov-office/replies.yml": f"""\
replies:
  - statement: "{STATEMENT}"
    rule: "BUD-03"
    status: "explained"
    reply: "请联系 {IDENTITY}"
    date: "2024-06-01"
""",
    "known_gaps.yml": f"""\
known_gaps:
  - rule: "BUD-03"
    statement: "{STATEMENT}"
    reason: "经办人 {IDENTITY}"
    until: "2999-12-31"
""",
    "restatements.yml": f"""\
restatements:
  - statement: "{STATEMENT}"
    path: "goals[0]"
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


def test_withheld_names_a_place_of_the_form(write_tree, tree):
    """A place that the form does not have is refused; one that it has is not."""
    entry = 'withheld:\n  - path: "{}"\n    reason: "privacy"\n'
    right, wrong = (tree[FORM] + entry.format(path) for path in ("goals[0].actual_text", "goals[9]"))
    assert load(write_tree({FORM: right}))[1] == []
    assert [item.code for item in load(write_tree({FORM: wrong}))[1]] == ["withheld-path"]
