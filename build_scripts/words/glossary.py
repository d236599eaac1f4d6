"""The words of the forms in plain words, for readers who have never filled in one.

One sentence each, with where it comes from: the forms' own notes where they have one, else the law or circular,
else this portal's own wording, which then says so. Statement pages explain the words they print, ``/glossary/`` all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from build_scripts.words.language import Both

NOTES = "武汉市部门整体绩效自评表备注"
OWN = Both("本门户的解释。", "This portal’s own wording.")
REPRINT = "据转载，未与原文核对"


@dataclass(frozen=True)
class Entry:
    """A word of the forms with its explanation."""

    id: str
    """Anchor on the glossary page."""
    name: Both
    sentence: Both
    source: Both
    """What the sentence rests on."""
    printed: tuple[str, ...]
    """Pieces of printed text by which the word is known; the longest one found in a text wins."""


def _form(number: int, en: str) -> Both:
    return Both(f"{NOTES}第{number}条。", f"Note {number} of the Wuhan whole-department self-evaluation form: {en}.")


GLOSSARY: tuple[Entry, ...] = (
    Entry(
        "initial", Both("年初预算数", "Initial budget"),
        Both("年初经批准给这个部门或项目安排的钱。", "The money approved for the department or project at the start of the year."),
        OWN, ("年初预算数", "年初预算"),
    ),
    Entry(
        "adjusted", Both("全年预算数", "Adjusted budget"),
        Both(
            "年中追加、调减之后，全年一共可以花的钱，包括上年结余结转。",
            "What could be spent in the whole year after all changes, money carried over from last year included.",
        ),
        _form(1, "funds after adjustment, carry-over and surplus included"), ("全年预算数", "调整后预算数", "预算数"),
    ),
    Entry(
        "executed", Both("全年执行数", "Executed amount"),
        Both("全年实际花出去的钱。", "What was actually spent in the whole year."),
        _form(1, "what the unit actually spent"), ("全年执行数", "执行数", "决算数"),
    ),
    Entry(
        "rate", Both("预算执行率", "Execution rate"),
        Both(
            "花出去的钱占可以花的钱的百分之几：全年执行数 ÷ 全年预算数。超过 100% 表示花的比预算多，需要说明。",
            "The part of the budget that was spent: executed ÷ adjusted budget. Above 100% more was spent than budgeted, which needs an explanation.",
        ),
        Both("表头“执行率（B/A）”。", "The forms’ own heading, 执行率（B/A）."), ("预算执行率", "执行率"),
    ),
    Entry(
        "carry-over", Both("结转", "Carry-over"),
        Both(
            "年底没有花完、下一年还要按原来的用途接着花的钱。用途已经完成后剩下的钱叫结余，两者不同。",
            "Money not spent by the year’s end that goes on to the same purpose next year. What is left once the purpose is done is a surplus (结余), which is another thing.",
        ),
        Both("《预算法实施条例》第五十条。", "Implementing Regulations of the Budget Law, article 50."), ("结转",),
    ),
    Entry(
        "basic", Both("基本支出", "Basic expenditure"),
        Both("维持日常运转的钱：人员工资和日常公用开支。", "What keeps the office running: pay and everyday operating costs."),
        Both("《预算法实施条例》第五条。", "Implementing Regulations of the Budget Law, article 5."), ("基本支出",),
    ),
    Entry(
        "project", Both("项目支出", "Project expenditure"),
        Both("为一件特定的事另外安排的钱，不用于日常运转。", "Money for one particular task, beyond everyday running."),
        Both("《预算法实施条例》第五条。", "Implementing Regulations of the Budget Law, article 5."), ("项目支出",),
    ),
    Entry(
        "three-public", Both("三公经费", "The three public expenses"),
        Both(
            "因公出国（境）、公务用车、公务接待三项开支的总称。",
            "Official travel abroad, official vehicles and official receptions taken together.",
        ),
        Both("《部门整体支出绩效评价基础数据表》的三个分项。", "The three parts of the row on the base-data form."),
        ("三公经费", "“三公”"),
    ),
    Entry(
        "operating", Both("公用经费", "Operating costs"),
        Both(
            "办公、水电、差旅、会议、培训等日常开支，不含人员工资。",
            "Office supplies, water, electricity, travel, meetings, training and the like, without pay.",
        ),
        Both("《部门整体支出绩效评价基础数据表》所列的分项。", "The parts listed on the base-data form."), ("公用经费",),
    ),
    Entry(
        "staffing", Both("控制率", "Control rate"),
        Both(
            "实际数占核定数的百分之几，例如在职人数 ÷ 编制数；超过 100% 表示超出了核定。",
            "The actual figure as a part of the approved one, such as staff ÷ posts; above 100% it exceeds what was approved.",
        ),
        Both(f"财预〔2013〕53号（{REPRINT}）。", "财预〔2013〕53号 (from a reprint, not checked against the original)."),
        ("控制率",),
    ),
    Entry(
        "goal", Both("绩效目标", "Performance goal"),
        Both("花这笔钱打算办成什么事、达到什么效果，在花钱之前写下来。", "What the money is to achieve, written down before it is spent."),
        OWN, ("绩效目标", "总体目标", "年度目标", "长期目标", "总目标"),
    ),
    Entry(
        "indicator", Both("绩效指标", "Indicator"),
        Both("把目标拆成一条条可以对照检查的要求，每条有一个目标值。", "A goal taken apart into requirements that can be checked, each with a target."),
        OWN, ("三级指标", "指标名称", "绩效指标"),
    ),
    Entry(
        "output", Both("产出指标", "Output indicators"),
        Both("做了多少、做得好不好、是否按时：数量、质量、时效。", "How much was done, how well, and whether in time."),
        Both(f"中发〔2018〕34号（{REPRINT}）及表上的二级指标。", "中发〔2018〕34号 (from a reprint) and the second-level headings of the forms."),
        ("产出指标",),
    ),
    Entry(
        "cost", Both("成本指标", "Cost indicators"),
        Both("办这件事花了多少代价。有的表把它放在产出指标之下，有的单列。", "What it cost. Some forms put it below the outputs, some on its own."),
        Both(f"中发〔2018〕34号（{REPRINT}）；表样的差别见各表。", "中发〔2018〕34号 (from a reprint); the forms differ in its place."),
        ("成本指标",),
    ),
    Entry(
        "outcome", Both("效益指标", "Outcome indicators"),
        Both(
            "事情办成之后带来了什么：经济、社会、生态方面的好处，以及能不能持续。",
            "What came of it: economic, social and ecological benefit, and whether it lasts.",
        ),
        Both(f"中发〔2018〕34号（{REPRINT}）及表上的二级指标。", "中发〔2018〕34号 (from a reprint) and the second-level headings of the forms."),
        ("效益指标",),
    ),
    Entry(
        "satisfaction", Both("满意度指标", "Satisfaction indicators"),
        Both(
            "得到服务的人有多满意，通常由问卷得出，以百分数表示。",
            "How satisfied those served are, usually from a survey, in percent.",
        ),
        Both(f"中发〔2018〕34号（{REPRINT}）。", "中发〔2018〕34号 (from a reprint, not checked against the original)."),
        ("满意度", "满意指标"),
    ),
    Entry(
        "target", Both("指标值", "Target"),
        Both("打算做到多少，例如“≥95%”。", "How much is to be achieved, such as “≥95%”."),
        OWN, ("年度指标值", "指标值", "目标值", "实现值"),
    ),
    Entry(
        "actual", Both("实际完成值", "Actual value"),
        Both("到年底实际做到了多少，由填表单位自己填写。", "How much was achieved by the year’s end, as the unit itself reports."),
        OWN, ("实际完成值", "全年完成值", "完成值"),
    ),
    Entry(
        "weight", Both("分值", "Weight"),
        Both("这一项最多可以得几分；整张表通常共 100 分。", "The most points the row can earn; a form usually has 100 in all."),
        _form(2, "points never exceed the weight"), ("分值", "权重"),
    ),
    Entry(
        "score", Both("得分", "Score"),
        Both(
            "填表单位给自己打的分，不超过分值。本门户按表上的规则重算一遍，并列给出。",
            "The points the unit gave itself, never above the weight. This portal recomputes them by the form’s rules and shows both.",
        ),
        _form(2, "points never exceed the weight"), ("得分",),
    ),
    Entry(
        "total", Both("总分", "Total score"),
        Both("各项得分加在一起，是部门的自评分，不是上级或审计给的分。", "All points added up: the unit’s own assessment, not one by auditors."),
        OWN, ("总分",),
    ),
    Entry(
        "deviation", Both("偏差原因", "Reason for a deviation"),
        Both(
            "没有达到目标、或大大超过目标时，说明为什么、以后怎么改。",
            "Why a target was missed or far exceeded, and what will be done about it.",
        ),
        Both("表头“偏差原因分析及改进措施”“未完成原因和改进措施”。", "The forms’ headings 偏差原因分析及改进措施 and 未完成原因和改进措施."),
        ("偏差原因", "未完成原因", "偏差大"),
    ),
    Entry(
        "self-evaluation", Both("绩效自评", "Self-evaluation"),
        Both(
            "年度结束后，用钱的单位对照目标给自己的结果打分并公开。",
            "After the year, the unit that spent the money scores its own results against the goals and publishes them.",
        ),
        Both(f"财预〔2020〕10号（{REPRINT}）。", "财预〔2020〕10号 (from a reprint, not checked against the original)."),
        ("自评",),
    ),
    Entry(
        "scope", Both("口径", "Whose money"),
        Both(
            "一个数把哪些钱算在内。“部门整体”与“项目合计”是两个口径：项目的钱已含在部门整体之中，所以两者不相加。",
            "Which money a figure takes in. The whole department and the sum of its projects are two scopes: the former holds the latter, so they are never added.",
        ),
        OWN, ("口径",),
    ),
    Entry(
        "rollup", Both("汇总", "Roll-up"),
        Both(
            "把多份表的数合成一个数，并写明计入几份、共几份。百分比先把各表的分子、分母分别累加，再相除，不是把各表的百分比平均。",
            "The figures of several forms made one, with how many forms count out of how many. For a rate, numerators and denominators are added up first and then divided; the rates of the forms are not averaged.",
        ),
        OWN, ("汇总",),
    ),
    Entry(
        "denominator", Both("分母", "Denominator"),
        Both(
            "算百分比时用来除的数，例如执行率的分母是全年预算数。有的表缺这个数时，本门户不给合在一起的百分比。",
            "What a rate is divided by; for the execution rate that is the adjusted budget. Where a form lacks it, no common rate is given.",
        ),
        OWN, ("分母",),
    ),
    Entry(
        "weighted", Both("加权平均", "Weighted average"),
        Both(
            "按大小算的平均，大的分量重。例如 90 万元执行了 100%、10 万元执行了 50%，加权平均是 95%，不是 75%。",
            "An average in which large items count for more: 900,000 yuan spent to 100% and 100,000 yuan spent to 50% make 95%, not 75%.",
        ),
        OWN, ("加权平均", "加权"),
    ),
    Entry(
        "error", Both("错误", "Error"),
        Both(
            "核对发现的一种：印出的数彼此矛盾，例如各项之和不等于合计。需要部门说明，不等于违规。",
            "A kind of finding: printed figures contradict one another, such as parts that do not add up to their total. It asks for an explanation and is no accusation.",
        ),
        OWN, ("错误",),
    ),
    Entry(
        "warning", Both("疑点", "Warning"),
        Both(
            "核对发现的一种：数字不合常理，或该说明而没有说明；可能有正当理由。",
            "A kind of finding: a figure is out of the ordinary, or a reason that is due is missing. There may be good grounds.",
        ),
        OWN, ("疑点",),
    ),
    Entry(
        "note", Both("提示", "Note"),
        Both(
            "核对发现的一种：写法让人难以核对，例如数字没有单位；不影响合计。",
            "A kind of finding: the way a figure is written makes it hard to check, such as a number without a unit. It changes no total.",
        ),
        OWN, ("提示",),
    ),
)  # fmt: skip

BY_ID = {entry.id: entry for entry in GLOSSARY}


@lru_cache(1 << 12)  # headings, levels and labels are the same on most forms
def explained(text: str) -> Entry | None:
    """Return the entry of the longest word found in a printed text, spaces and line breaks aside; None without one."""
    plain = "".join(text.split())
    known = [(len(piece), entry) for entry in GLOSSARY for piece in entry.printed if piece in plain]
    return max(known, key=lambda pair: pair[0])[1] if known else None
