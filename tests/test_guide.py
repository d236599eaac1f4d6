"""The guide to publishing does what it says: every command of it is run, every entry is made, and what it shows is seen."""

from __future__ import annotations

from conftest import PROJECT
from links import broken, links_of
from printed.table import Cell, Document, Paragraph, Table
from printed.writers import docx
from written import BLOCK, Shell, same_blocks

CHINESE = (PROJECT / "content/publish.md").read_text(encoding="utf-8")
ENGLISH = (PROJECT / "content/en/publish.md").read_text(encoding="utf-8")


def row(text, *wide):
    """Return a row of cells, parted by ``|``; ``wide`` gives columns and rows of those that span."""
    spans = dict(wide)
    return tuple(Cell(words, *spans.get(at, (1, 1))) for at, words in enumerate(text.split("|")))


def form(project, aim, done, rate):
    """Return a self-evaluation as a Word file."""
    table = Table(
        (
            row(f"项目名称|{project}", (0, (2, 1)), (1, (6, 1))),
            row("主管部门|某某县财政局|实施单位|某某县财政局", *((at, (2, 1)) for at in range(4))),
            row("项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分", (0, (1, 2))),
            row(f"年度资金总额|80.00|80.00|76.00|10|{rate}|9.5"),
            row("年度总体目标|预期目标|实际完成情况", (0, (1, 2)), (1, (4, 1)), (2, (3, 1))),
            row(f"{aim}|{done}", (0, (4, 1)), (1, (3, 1))),
            row("一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施"),
            row("产出指标|数量指标|完成数量|≥40公里|42公里|20|20|", (0, (1, 3))),
            row("质量指标|验收合格率|≥95%|97%|15|15|"),
            row("成本指标|费用|≤80万元|76万元|15|15|"),
            row("效益指标|社会效益指标|受益人口|≥12000人|12600人|30|30|"),
            row("满意度指标|服务对象满意度指标|群众满意度|≥90%|94%|10|10|"),
            row("总分|100|99.5|", (0, (5, 1))),
        )
    )
    return docx(Document((Paragraph("项目支出绩效自评表"), Paragraph("（2025年度）"), table)))


def test_every_step_does_what_the_guide_says(tmp_path, monkeypatch, capfd):
    """From an empty folder to a form that is published, answered, corrected, released and withdrawn, in the order of the page."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "自评表.docx").write_bytes(form("农村道路养护", "养护道路40公里", "养护道路42公里", "92%"))
    done = "补贴已发放，咨询电话0999-6001234"
    (tmp_path / "补贴表.docx").write_bytes(form("惠民补贴发放", "按时发放补贴", done, "95%"))
    Shell(monkeypatch, capfd).follow(BLOCK.findall(CHINESE))
    assert (tmp_path / "对照.html").is_file()
    assert broken(tmp_path / "my-portal/site", links_of(tmp_path / "my-portal/site")) == []


def test_the_guide_is_the_same_in_both_languages():
    """Commands, entries and what is seen are the very same; only the marks of an edit are translated."""
    same_blocks(CHINESE, ENGLISH)
