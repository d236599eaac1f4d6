"""Cases of the rules on goals, their texts and their rows beside each other: what is said, what stays silent, where it begins."""

from __future__ import annotations

from build_scripts.words.vocabulary import Severity


def overall(target: str, actual: str = "", *rows: str, **keys: str) -> str:
    """Return a form with one overall goal: its texts, its rows, further keys of the form."""
    cells = "".join(f"\n      - {{{row}}}" for row in rows)
    texts = f"\n    target_text: '{target}'" if target else ""
    texts += f"\n    actual_text: '{actual}'" if actual else ""
    head = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"{head}goals:\n  - kind: overall{texts}" + (f"\n    indicators:{cells}" if rows else "")


def both(long: str, annual: str, *, texts: tuple[str, str] = ("完善体系", "完善体系")) -> str:
    """Return a department's targets with one long-term and one annual goal: their rows as flow lists, their texts."""
    return f"""form_type: dept_target
fiscal_year: 2025
goals:
  - kind: long_term
    number: 1
    target_text: '{texts[0]}'
    indicators: [{long}]
  - kind: annual
    number: 1
    target_text: '{texts[1]}'
    indicators: [{annual}]
"""


def overview(overview: str, text: str) -> str:
    """Return an annual goal with its two texts."""
    return f"""form_type: dept_target
goals:
  - {{kind: annual, number: 1, overview: '{overview}', target_text: '{text}', indicators: [{{level1: 产出指标, level2: 数量指标, name: 里程, target: 5公里}}]}}
"""


def quantity(name: str, target: str, actual: str = "") -> str:
    """Return a quantity row."""
    return f"level1: 产出指标, level2: 数量指标, name: {name}, target: '{target}'" + (
        f", actual: '{actual}'" if actual else ""
    )


def quality(name: str, target: str, actual: str = "") -> str:
    """Return a quality row."""
    return quantity(name, target, actual).replace("数量指标", "质量指标")


def outcome(name: str, target: str, actual: str = "") -> str:
    """Return an outcome row."""
    return f"level1: 效益指标, level2: 社会效益指标, name: {name}, target: '{target}'" + (
        f", actual: '{actual}'" if actual else ""
    )


def flow(*rows: str) -> str:
    """Return rows as a flow list's inside."""
    return ", ".join(f"{{{row}}}" for row in rows)


def copies(number: int, changed: int) -> str:
    """Return so many rows that are both long-term and annual; of the first ``changed`` the annual target is another."""
    names = [f"培训{character}类人员" for character in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"[:number]]
    later = flow(*(quantity(name, f"{place + 1}人") for place, name in enumerate(names)))
    year = flow(*(quantity(name, f"{place + (41 if place < changed else 1)}人") for place, name in enumerate(names)))
    return both(later, year)


SILENT_OF_GOALS = {
    "punctuation, blanks and numbering are no difference": ("TXT-04", overview("目标1：1、修路；架桥", "修路, 架桥。")),
    "an overview that is the goal's title": ("TXT-04", overview("修路", "修路，完成五条道路的改造并通过验收")),
    "numbering within the text": ("TXT-04", overview("完成测绘工作；提高服务能力", "1、完成测绘工作；2、提高服务能力")),
    "both levels in one sentence": (
        "TXT-05",
        both(flow(quantity("里程", "5公里")), flow(quantity("里程", "5公里")), texts=("提升全区信访工作", "全市信访工作与全区信访工作同步提升")),
    ),
    "a rank among the others of the city": (
        "TXT-05",
        both(flow(quantity("里程", "5公里")), flow(quantity("里程", "5公里")), texts=("保持全区前列水平不变", "保持全市前列水平不变")),
    ),
    "two titles may be the same": (
        "TXT-06",
        both(flow(quantity("里程", "5公里")), flow(quantity("里程", "8公里")), texts=("机关运行", "机关运行")),
    ),
    "an overall goal lists its items in one cell": ("TXT-07", overall("目标1：修路。目标2：架桥。")),
    "a figure of several years": ("TXT-08", overall("累计修建公路里程100公里", "", quantity("修建公路里程", "20公里"))),
    "a figure of each month": ("TXT-08", overall("每月开展消防演练2次", "", quantity("消防演练", "24次"))),
    "a figure in another unit": ("TXT-08", overall("消防演练参加人员300人次", "", quantity("消防演练参加人员", "12家"))),
    "a name that stands twice": ("TXT-08", overall("消防演练8次，消防演练12次", "", quantity("消防演练", "12次"))),
    "a figure rounded in the text": (
        "TXT-08",
        overall("", "热线办复率98.6%", quality("热线办复率", "≥95%", "98.58%")),
    ),
    "more of something new": ("TXT-08", overall("新增养老床位200张", "", quantity("养老床位", "1000张").replace("张", "个"))),
    "a bound that the result keeps": (
        "TXT-08",
        overall("", "群众投诉办复率达95%以上", quality("群众投诉办复率", "≥95%", "97%")),
    ),
    "half of the year": ("TXT-08", overall("", "上半年消防演练2次", quantity("消防演练", "4次", "4次"))),
    "a step up from one level to the next": (
        "TXT-05",
        both(
            flow(quantity("里程", "5公里")),
            flow(quantity("里程", "5公里")),
            texts=("创建省级文明单位", "创建市级文明单位"),
        ),
    ),
    "unemployment is a state of the district": ("TXT-09", overall("城镇失业率控制在4%以内", "", quantity("里程", "5公里"))),
    "efficiency is no rate": ("TXT-09", overall("办事效率提高10%", "", quantity("里程", "5公里"))),
    "satisfaction by another word": (
        "TXT-09",
        overall("群众满意率达95%", "", "level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥95%"),
    ),
    "satisfaction of whomever": (
        "TXT-09",
        overall("确保群众满意率达95%", "", "level1: 满意度指标, level2: 服务对象满意度指标, name: 服务对象满意度, target: ≥95%"),
    ),
    "a rate called by another end": ("TXT-09", overall("事项按期办结率达95%", "", quality("事项办结及时率", "≥95%"))),
    "a rate measured by its end": ("TXT-09", overall("景观设施亮灯率达98%", "", quality("亮灯率", "≥98%"))),
    "a figure in characters": ("TXT-10", overall("修路3公里，架桥2座", "建成三条路两座桥")),
    "one figure may be answered in words": ("TXT-10", overall("修路3公里", "如期完工")),
    "done, and what": ("TXT-11", overall("修路", "已完成全部5公里路面改造")),
    "everything but": (
        "TXT-12",
        overall("修路", "除路灯外各项指标均已完成", quality("完好率", "≥98%", "95%")),
    ),
    "tasks are no targets": (
        "TXT-12",
        overall("修路", "各项工作任务均已完成", quality("完好率", "≥98%", "95%")),
    ),
    "a wish for the next year": (
        "TXT-12",
        overall("修路", "下一步确保各项指标全部完成", quality("完好率", "≥98%", "95%")),
    ),
    "everything done, and every row reached": (
        "TXT-12",
        overall("修路", "各项指标均已完成", quality("完好率", "≥98%", "99%")),
    ),
    "an item reported in figures": (
        "TXT-13",
        overall("目标1：修建道路。目标2：开展扫黑除恶专项斗争。", "目标1：修建道路。目标2：打掉团伙3个。"),
    ),
    "a list with an item more": ("TXT-13", overall("目标1：修建道路。目标2：开展普法。", "目标1：修建道路。目标2：开展消防。目标3：开展普法。")),
    "no item has a word in the rows": ("TXT-14", overall("目标1：修建道路。目标2：架设桥梁。", "", quality("验收合格率", "≥95%"))),
    "a copied goal above rows that were reached": ("TXT-11", overall("维护办公系统安全稳定", "维护办公系统安全稳定", quality("系统稳定率", "≥95%", "96%"))),
    "a copied goal, and what was not reached": (
        "TXT-11",
        overall(
            "维护办公系统安全稳定，共享公文管理服务，全面升级办公平台，完善值班制度",
            "维护办公系统安全稳定，共享公文管理服务，全面升级办公平台，值班未到位",
            quality("系统稳定率", "≥95%", "94%"),
        ),
    ),
    "a short goal copied": ("TXT-11", overall("修路", "修路", quality("完好率", "≥95%", "94%"))),
    "three sentences are few": ("TXT-14", overall("开展调研；组织接待；起草报告", "", quality("验收合格率", "≥95%"))),
    "sentences that the rows speak of": ("TXT-14", overall("开展调研；组织接待；起草报告；抓好督查", "", quantity("调研报告", "2篇"), quantity("督查接待", "3次"))),
    "a rent paid in time": ("IND-48", overall("", "", "level1: 产出指标, level2: 时效指标, name: 租赁费支付时间, target: 1-12月")),
    "a lease renewed by a date": ("IND-48", overall("", "", "level1: 产出指标, level2: 时效指标, name: 租赁线路时间, target: 2021年3月底前")),
    "a lease below quantity": ("IND-48", overall("", "", quantity("租赁线路期限", "12个月"))),
    "no problem": (
        "TXT-20",
        "narratives:\n  - {kind: problems, heading: 问题, text: 本项目不存在明显的问题}\n  - {kind: recommend_budget, heading: 建议, text: 列出预算}\n  - {kind: recommend_funds, heading: 建议, text: 合理拨付}\n",
    ),
    "one piece of advice is too little": (
        "TXT-20",
        "narratives:\n  - {kind: problems, heading: 问题, text: 故障处理还有待改进}\n  - {kind: recommend_budget, heading: 建议, text: 列出预算}\n",
    ),
    "a task force of its own department": (
        "TXT-21",
        overall("维持运转", "", quantity("人数", "2人"), department="示例县防汛指挥部办公室", implementing_unit="示例县防汛指挥部办公室"),
    ),
    "the task is in the project's name": (
        "TXT-21",
        overall("维持运转", "", quantity("人数", "2人"), project="防汛经费", implementing_unit="示例县防汛指挥部办公室"),
    ),
    "another office is no task force": ("TXT-21", overall("维持运转", "", quantity("人数", "2人"), implementing_unit="示例县信访局")),
    "lives are spoken of": ("TXT-22", overall("改善残疾人生活水平", "", outcome("残疾人生活补贴覆盖率", "100%"))),
    "incomes are spoken of": ("TXT-22", overall("带动农户增收", "", outcome("农民人均可支配收入增长", "≥6%"))),
    "raising revenue is the treasury's": ("TXT-22", overall("促进增收节支", "", quantity("检查次数", "2次"))),
    "a category above the bound of a target": (
        "IND-73",
        """
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 质量指标, target: 质量达标率, actual: ≥95%}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 质量达标率, target: ≥90%, actual: 92%}]}
        """,
    ),
    "a name in the wrong column beside another target": (
        "IND-73",
        """
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 效益指标, level2: 社会效益指标, name: 居民生活质量提高率, target: 根据问卷统计, actual: 提高}]}
          - {kind: annual, number: 2, indicators: [{level1: 效益指标, level2: 社会效益指标, name: 社会效益指标, target: 居民生活质量提高率, actual: 提高}]}
        """,
    ),
    "a word that printed criteria explain": (
        "IND-30",
        overall("", "", outcome("管理制度健全性", "健全", "健全") + ", criteria: 制度齐全得满分，缺一项扣2分"),
    ),
    "a word of degree that the name has not": ("IND-30", overall("", "", outcome("工作效率", "提升", "提升"))),
    "targets for years to come are told from three rows on": (
        "IND-30",
        "form_type: dept_target\ngoals: [{kind: annual, number: 1, indicators: [{level1: 效益指标, level2: 社会效益指标, name: 满足使用程度, target: 满足}]}]",
    ),
    "security is not all": ("IND-12", overall("", "", quality("安全事故发生率", "安全事故发生率不超过上年", "未超过"))),
    "a plan that ends with the long-term goal": (
        "TXT-15",
        "long_term_end_year: 2027\n"
        + both(flow(quantity("里程", "5公里")), flow(quantity("里程", "8公里")), texts=("落实《规划2023-2027年》", "修路")),
    ),
    "a notice on past years": (
        "TXT-15",
        both(
            flow(quantity("里程", "5公里")),
            flow(quantity("里程", "8公里")),
            texts=("修路", "根据《关于清算2019-2021年补助资金的通知》修路"),
        ),
    ),
    "money carried over has its year": (
        "TXT-16",
        overall("完成本年度调研", fiscal_year="2021", project="扶贫调研经费（2020年结余资金）"),
    ),
    "the form's own year": ("TXT-16", overall("完成本年度考核", fiscal_year="2021", project="2021年度考核奖")),
    "the name of an office": ("TXT-17", overall("工作开展", "", quantity("里程", "5公里"), project="宣传部办公设备购置")),
    "an office may do many things": ("TXT-17", overall("工作开展", "", quantity("里程", "5公里"), project="调研室经费")),
    "a synonym of the activity": ("TXT-17", overall("工作开展", "", quantity("文件印刷量", "5万份"), project="文印费")),
    "the department before the project's name": (
        "TXT-18",
        "title: 示例县交通运输局公交候车亭维护项目支出绩效自评表\nproject: 公交候车亭维护\n",
    ),
    "a title without the project": ("TXT-18", "title: 2021年度项目支出绩效自评表\nproject: 公交候车亭\n"),
    "a name that ends like the title's own words": (
        "TXT-18",
        "title: 公交候车亭维护项目支出绩效自评表\nproject: 公交候车亭维护项目\n",
    ),
    "the year before the name": ("TXT-18", "title: 2021年公交候车亭维护绩效自评表\nproject: 2021年公交候车亭维护\n"),
    "the third item is no number of items": ("TXT-19", overall("", "", quantity("里程", "5公里"), project="民生实事第三项")),
    "money in several years is no floor": (
        "IND-61",
        both(flow(quantity("补贴资金", "≥20万元")), flow(quantity("补贴资金", "≥40万元"))),
    ),
    "a ceiling that is lower in the end": (
        "IND-61",
        both(flow(quantity("事故起数", "≤2起")), flow(quantity("事故起数", "≤4起"))),
    ),
    "names of which only the measure differs are common": (
        "IND-62",
        both(
            flow(quantity("卫生服务中心", "12个"), quantity("家庭医生", "90人"), quality("签约覆盖率", "≥60%")),
            flow(quantity("义诊活动", "4次"), quantity("家庭医生数量", "30人"), quality("建档合格率", "≥95%")),
        ),
    ),
    "a count and a rate of one thing are two indicators": (
        "IND-63",
        both(flow(quantity("理论读物发放数", "150册")), flow(quantity("理论读物发放率", "100%"))),
    ),
    "all of it needs no sign": ("IND-64", both(flow(quality("完好率", "100%")), flow(quality("完好率", "≥100%")))),
    "one completion rate with a target of its own": (
        "IND-65",
        overall("", "", quantity("科普讲座", "12场"), quality("科普讲座完成率", "100%")),
    ),
    "a name of the goal with a figure": (
        "IND-66",
        overall("提高群众用水安全保障水平", "", outcome("群众用水安全保障水平", "≥95%", "96%")),
    ),
    "a quantity may well be called as in the goal": (
        "IND-66",
        overall("完成老旧小区供水管网改造工程", "", quantity("老旧小区供水管网改造工程", "完成")),
    ),
    "a target that speaks of both rows": (
        "IND-67",
        overall("", "", outcome("居民用水安全", "居民用水安全持续提高"), outcome("居民用水", "居民用水安全持续提高")),
    ),
    "the former level is given": (
        "IND-68",
        overall("", "", outcome("提高网络安全等级", "100%", "100%"), outcome("网络安全等级", "二级", "二级") + ", baseline_y1: 一级"),
    ),
    "satisfaction raised by name": (
        "IND-68",
        overall(
            "",
            "",
            outcome("提高群众满意度", "100%", "100%"),
            "level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥95%, actual: 95%",
        ),
    ),
    "one number of two classes with other names": (
        "IND-69",
        overall("", "", quantity("培训人数", "300人", "300人"), outcome("就业人员", "300人", "300人")),
    ),
    "a survey with its result": (
        "IND-70",
        overall("", "", "level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 按问卷结果≥90%, actual: 93%"),
    ),
    "satisfaction alone may be left out": (
        "IND-71",
        "form_type: dept_target\ngoals: [{kind: annual, number: 1, indicators: ["
        + flow(
            quantity("里程", "5公里"),
            quantity("桥", "2座"),
            quality("合格率", "≥95%"),
            "level1: 产出指标, level2: 时效指标, name: 工期, target: ≤90天",
            "level1: 成本指标, level2: 经济成本指标, name: 造价, target: ≤90万元",
            outcome("受益人数", "300人"),
        )
        + "]}]",
    ),
    "timeliness is of the year": (
        "IND-72",
        both(flow(quantity("里程", "5公里")), flow(quantity("里程", "8公里"), "level1: 产出指标, level2: 时效指标, name: 工期, target: ≤90天")),
    ),
    "satisfaction may be shared by two goals": (
        "IND-73",
        "form_type: dept_target\ngoals:\n"
        + "".join(
            f"  - {{kind: annual, number: {number}, indicators: [{{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥95%}}]}}\n"
            for number in (1, 2)
        ),
    ),
    "an achievement with a figure of its own": (
        "IND-11",
        overall("完善应急预案体系，强化值班值守制度，提高处置能力", "完善应急预案体系，强化值班值守制度，处置突发事件31起"),
    ),
    "money rows are prescribed to both projects": (
        "IND-10",
        "forms:\n"
        + "".join(
            "  - {goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 时效指标, name: 项目资金支出进度, target: 100%}]}]}\n"
            for _ in range(2)
        ),
    ),
    "a numbered overview above numbered goals": (
        "STR-10",
        overview("目标1：修路", "修路"),
    ),
}  # fmt: skip
"""What is so → rule and example in which it must find nothing."""
SAID_OF_GOALS = {
    "the overview in other words": (
        "TXT-04",
        overview("目标1：提升信访工作水平", "提高信访工作水平"),
        Severity.NOTE,
        "（1 个目标）：“提升信访工作… / 提高信访工作…”。",
    ),
    "the overview of another level": (
        "TXT-04",
        overview("目标1：完善市对区财政体制", "完善区对街道财政体制"),
        Severity.WARNING,
        "总目标表写“完善市对区财政…”，指标表的目标写“完善区对街道财…”。",
    ),
    "the overview with another figure": (
        "TXT-04",
        overview("目标1：新建候车亭20座", "新建候车亭30座"),
        Severity.WARNING,
        "总目标表写“…建候车亭20座”",
    ),
    "a figure in digits and in words": (
        "TXT-04",
        overview("目标1：新建候车亭20座", "新建候车亭二十座"),
        Severity.NOTE,
        "（1 个目标）",
    ),
    "a bound that the result breaks": (
        "TXT-08",
        overall("", "群众投诉办复率达95%以上", quality("群众投诉办复率", "≥90%", "93%")),
        Severity.WARNING,
        "的完成值为 93%",
    ),
    "existing cases in the goal, new ones below": (
        "TXT-05",
        both(
            flow(quantity("里程", "5公里")),
            flow(quality("新增违法建设整改率", "100%")),
            texts=("修路", "全面整治存量违法建设"),
        ),
        Severity.WARNING,
        "目标写“存量违法建设”，它的指标写“新增违法建设”。",
    ),
    "an amount of money in the text": (
        "TXT-08",
        overall("社会消费品零售额超过1.2亿元", "", outcome("社会消费品零售额", "≥13000万元")),
        Severity.WARNING,
        "文字写“社会消费品零售额”1.2亿元，指标“社会消费品零售额”的目标值为 ≥13000万元。",
    ),
    "the figure before the name": (
        "TXT-08",
        overall("组织20场科普讲座", "", quantity("科普讲座场次", "≥12场")),
        Severity.WARNING,
        "文字写“科普讲座”20场",
    ),
    "the achievement against the actual value": (
        "TXT-08",
        overall("", "热线办复率达到99%", quality("热线办复率", "≥95%", "97%")),
        Severity.WARNING,
        "的完成值为 97%",
    ),
    "a rate that another goal measures": (
        "TXT-09",
        """
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, target_text: 路灯亮灯率达98%, indicators: [{level1: 产出指标, level2: 数量指标, name: 里程, target: 5公里}]}
          - {kind: annual, number: 2, target_text: 照明, indicators: [{level1: 产出指标, level2: 质量指标, name: 亮灯率, target: ≥98%}]}
        """,
        Severity.NOTE,
        "（其中 1 个在别的目标下）（1 个）：“路灯亮灯率 98%”",
    ),
    "rates in a row, without figures": (
        "TXT-09",
        overall("完成及时受理率、答复率、满意率指标", "", quality("信访及时受理率", "≥95%"), quality("群众满意度", "≥95%")),
        Severity.NOTE,
        "（1 个）：“答复率”",
    ),
    "a goal copied above a row missed": (
        "TXT-11",
        overall("维护办公系统安全稳定", "维护办公系统安全稳定", quality("培训合格率", "≥95%", "90%"), quality("办公系统稳定率", "100%", "98%")),
        Severity.WARNING,
        "照抄目标，等于说都已做到；2 行指标中 2 行没有达成或可能没有达成：办公系统稳定率 100% → 98%、培训合格率 ≥95% → 90%。",
    ),
    "a goal mostly copied above a row perhaps missed": (
        "TXT-11",
        overall(
            "目标1：维护办公系统安全稳定。目标2：共享公文管理服务。目标3：升级办公平台。目标4：除害",
            "目标1：维护办公系统安全稳定。目标2：共享公文管理服务。目标3：升级办公平台。目标4：植树",
            quality("资源共享率", "100%", "90%以上"),
        ),
        Severity.WARNING,
        "1 行没有达成或可能没有达成：资源共享率 100% → 90%以上",
    ),
    "sentences without a word in the rows": (
        "TXT-14",
        overall("开展综合调研；组织来访接待；起草重要报告；抓好督查督办；办理公文", "", quality("公文差错率", "≤1%")),
        Severity.NOTE,
        "目标的 5 句中，有 4 句的用词（通用词除外）在本目标的 1 行指标中没有出现：“开展综合调研”、“组织来访接待”、“起草重要报告”等。",
    ),
    "nine items as one set": (
        "TXT-19",
        overall("", "", quantity("购置配套设施数量", "=1套"), project="政务公开专区等九项费用"),
        Severity.NOTE,
        "共 1 行；其中“购置配套设施数量 =1套”少于 9。",
    ),
    "a lease in months": (
        "IND-48",
        overall("", "", "level1: 产出指标, level2: 时效指标, name: 办公用房租期, target: 12个月"),
        Severity.NOTE,
        "看不出是否及时（1 行）：“办公用房租期 12个月”。",
    ),
    "a command post's task": (
        "TXT-21",
        overall("维持运转", "", quantity("人数", "2人"), implementing_unit="示例县森林防火工作指挥部"),
        Severity.NOTE,
        "没有说到它的任务“森林防火”",
    ),
    "incomes are promised": (
        "TXT-22",
        overall("建设产业基地，带动农户增收", "", quantity("基地面积", "200亩")),
        Severity.NOTE,
        "（1 处）：“带动农户增收”",
    ),
    "one word of its own name": (
        "IND-30",
        overall("", "", outcome("满足使用程度", "满足", "满足")),
        Severity.NOTE,
        "目标值只是名称里已有的一个词，看不出做到什么样才算达成（1 行）：“满足使用程度 满足”。",
    ),
    "a word and a percentage": (
        "IND-12",
        overall("", "", quantity("提高业务信息安全等级", "覆盖率100%", "100%")),
        Severity.NOTE,
        "（1 行）：“提高业务信息安全等级 覆盖率100%”",
    ),
    "a rate in the wrong column": (
        "IND-12",
        overall("", "", outcome("社会效益指标", "降低安全隐患事故发生率。", "安全隐患事故发生率降低")),
        Severity.WARNING,
        "（1 行）：“降低安全隐患事故发生率 安全隐患事故发生率降低”",
    ),
    "a name in the wrong column below two goals": (
        "IND-73",
        """
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 效益指标, level2: 社会效益指标, name: 社会效益, target: 居民生活质量提高率, actual: 提高}]}
          - {kind: annual, number: 2, indicators: [{level1: 效益指标, level2: 社会效益指标, name: 社会效益指标, target: 居民生活质量提高率。, actual: 提高}]}
        """,
        Severity.NOTE,
        "（1 个）：“居民生活质量提高率”",
    ),
    "a name in the wrong column below three goals": (
        "IND-10",
        "goals:\n"
        + "".join(
            f"  - {{kind: annual, number: {number}, indicators: [{{level1: 效益指标, level2: 社会效益指标, name: 社会效益指标, target: 居民生活质量提高率, actual: 提高}}]}}\n"
            for number in (1, 2, 3)
        ),
        Severity.NOTE,
        "居民生活质量提高率（3 行的名称印在目标值栏）在 2021 年度 3 个年度目标下重复出现",
    ),
    "done, and nothing else": ("TXT-11", overall("修路", "已完成"), Severity.NOTE, "只写“已完成”，没有写结果。"),
    "done, and points lost": (
        "TXT-11",
        overall("修路", "全部完成年度目标任务", quality("完好率", "≥95%", "96%") + ', weight: "10", score: "9"'),
        Severity.WARNING,
        "1 行指标中 1 行没有达成、可能没有达成或被扣分：完好率 ≥95% → 96%",
    ),
    "done, and perhaps not": (
        "TXT-11",
        overall("修路", "已完成", quality("完好率", "≥95%", "90%以上")),
        Severity.WARNING,
        "完好率 ≥95% → 90%以上",
    ),
    "mostly done, and a row missed": (
        "TXT-11",
        overall("修路", "基本完成预期目标", quality("完好率", "≥95%", "90%")),
        Severity.NOTE,
        "只写“基本完成预期目标”",
    ),
    "the report says that all was reached": (
        "TXT-12",
        """
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 绩效, text: 2021年各项绩效指标全部完成。}]
          - form_type: dept_self_eval
            goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 完好率, target: ≥95%, actual: 90%}]}]
        """,
        Severity.WARNING,
        "文字写“各项绩效指标全部完成”，1 行指标中 1 行没有达成：完好率 ≥95% → 90%。",
    ),
    "the only satisfaction rows": (
        "IND-61",
        both(
            flow("level1: 满意度指标, level2: 服务对象满意度指标, name: 来访群众满意度, target: ≥65%"),
            flow("level1: 满意度指标, level2: 服务对象满意度指标, name: 区局满意度, target: ≥85%"),
        ),
        Severity.NOTE,
        "长期目标 ≥65%，本年目标 ≥85%（区局满意度），长期的要求反而较低。",
    ),
    "a share under two names, in two categories": (
        "IND-61",
        both(flow(quantity("监督检查问题整改", "80%")), flow(quality("监督检查问题整改落实率", "≥90%"))),
        Severity.NOTE,
        "长期目标 80%，本年目标 ≥90%（监督检查问题整改落实率）",
    ),
    "fewer of what is there": (
        "IND-61",
        both(flow(quantity("列管人员数", "≥520人")), flow(quantity("列管人员数", "≥550人"))),
        Severity.NOTE,
        "长期目标 ≥520人，本年目标 ≥550人",
    ),
    "few names in common": (
        "IND-62",
        """
        form_type: dept_target
        goals:
          - kind: long_term
            number: 1
            target_text: 完善道路
            indicators: ["""
        + flow(*(quantity(f"修建{name}号路", "5公里") for name in "甲乙丙丁戊己庚辛壬癸"))
        + """]
          - {kind: annual, number: 2, target_text: 架设桥梁, indicators: [{level1: 产出指标, level2: 数量指标, name: 修建甲号路, target: 1公里}]}
        """,
        Severity.NOTE,
        "10 个长期指标（满意度除外）中只有 1 个在年度指标表中有同名的。",
    ),
    "opposite signs": (
        "IND-64",
        both(flow(quantity("接访人数", "≤300人")), flow(quantity("接访人数", "≥300人"))),
        Severity.WARNING,
        "长期目标写“≤300人”，年度目标写“≥300人”，方向相反。",
    ),
    "three of four quality rows": (
        "IND-65",
        overall(
            "",
            "",
            *(quantity(f"{name}次数", "12次") for name in ("科普讲座", "消防演练", "义诊服务")),
            *(quality(f"{name}完成率", "≥95%") for name in ("科普讲座", "消防演练", "义诊服务")),
            quality("设备完好率", "≥95%"),
        ),
        Severity.NOTE,
        "（3 行）：“科普讲座完成率 ≥95%”",
    ),
    "what the project raises": (
        "IND-68",
        overall("修路", "", quantity("外网出口电路速率", "=1000兆", "1000兆"), project="提升电子政务外网出口电路速率"),
        Severity.NOTE,
        "“提升电子政务外网出口电路速率”（指标或项目名称），说的是变化",
    ),
    "neither cost nor satisfaction": (
        "IND-71",
        "form_type: dept_target\ngoals: [{kind: annual, number: 1, indicators: ["
        + flow(
            quantity("里程", "5公里"),
            quantity("桥", "2座"),
            quantity("站", "2座"),
            quality("合格率", "≥95%"),
            "level1: 产出指标, level2: 时效指标, name: 工期, target: ≤90天",
            outcome("受益人数", "300人"),
        )
        + "]}]",
        Severity.NOTE,
        "全表 6 行指标中没有成本指标、满意度指标。",
    ),
    "a class that only the year has": (
        "IND-72",
        both(flow(quantity("里程", "5公里")), flow(quantity("里程", "8公里"), "level1: 成本指标, level2: 经济成本指标, name: 造价, target: ≤90万元")),
        Severity.NOTE,
        "年度目标 1 有成本指标，对应的长期目标没有。",
    ),
    "a share below two goals": (
        "IND-73",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
          - {kind: long_term, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
        """,
        Severity.NOTE,
        "两个以上目标下名称、目标值都相同的指标（一般的满意度除外）（1 个）：“任务完成率 100%”。",
    ),
    "two projects with one row": (
        "IND-10",
        "forms:\n"
        + "".join(
            "  - {goals: [{kind: overall, indicators: [{level1: 效益指标, level2: 社会效益指标, name: 提升公共服务质量, target: 100%}]}]}\n"
            for _ in range(2)
        ),
        Severity.NOTE,
        "在 2021 年度 2 个项目下重复出现",
    ),
    "five of six clauses copied": (
        "IND-11",
        overall("完善应急预案体系，强化值班值守制度，提高处置能力，开展演练", "完善应急预案体系，强化值班值守制度，提高处置能力，组织巡查"),
        Severity.NOTE,
        "4 个分句中，3 个与目标逐字相同",
    ),
    "less than the year before last": (
        "IND-13",
        "form_type: dept_target\ngoals: [{kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 完好率, baseline_y2: 99%, baseline_y1: 90%, target: ≥95%}]}]",
        Severity.NOTE,
        "不低于上年，要求低于前年。",
    ),
    "to keep things running": (
        "IND-19",
        overall("保障单位日常正常运转", project="日常办公经费"),
        Severity.NOTE,
        "年度总体目标只写“保障单位日常正常运转”，没有写本项目要达到的结果。",
    ),
    "an overview without numbers": (
        "STR-10",
        """
        form_type: dept_target
        goals:
          - {kind: annual, overview: 服务群众}
          - {kind: annual, number: 1, target_text: 修路, indicators: [{level1: 产出指标, level2: 数量指标, name: 里程, target: 5公里}]}
          - {kind: annual, number: 2, target_text: 架桥, indicators: [{level1: 产出指标, level2: 数量指标, name: 桥, target: 5座}]}
        """,
        Severity.WARNING,
        "总目标表的年度目标没有序号，指标表的 2 个年度目标都不在其中。",
    ),
}  # fmt: skip
"""What is so → rule, example, severity and words of its only finding."""
EDGES_OF_GOALS: dict[str, tuple[str, str, dict[str, str | None]]] = {
    "a title of two fifths of the goal": (
        "TXT-04",
        overview("修路架桥", "@"),
        {"修路架桥并通过验收": "note", "修路架桥并通过了验收": None},
    ),
    "ten characters of a goal": (
        "TXT-06",
        both(flow(quantity("里程", "5公里")), flow(quantity("里程", "8公里")), texts=("@", "@")),
        {"完善公共卫生服务能力": "note", "完善公共卫生服务力": None},
    ),
    "a figure of a text": (
        "TXT-08",
        overall("热线办复率达@以上", "", quality("热线办复率", "≥90%")),
        {"90%": None, "90.0%": None, "90.4%": None, "90.6%": "warning", "89%": "warning"},
    ),
    "figures of an aim": ("TXT-10", overall("修路3公里@", "如期完工"), {"": None, "，架桥2座": "note"}),
    "sentences of an aim": (
        "TXT-14",
        overall("@", "", quality("公文差错率", "≤1%")),
        {
            "开展调研；组织接待；起草报告": None,
            "开展调研；组织接待；起草报告；办理公文": "note",
            "开展调研；组织接待；撰写公文；办理公文": None,
        },
    ),
    "a promise of incomes": ("TXT-22", overall("@农户增收", "", quantity("面积", "2亩")), {"关注": None, "带动": "note"}),
    "items of a name": (
        "TXT-19",
        overall("", "", quantity("里程", "5公里"), quantity("桥", "2座"), project="@项费用"),
        {"四": None, "五": "note"},
    ),
    "long-term and annual counts": (
        "IND-61",
        both(flow(quantity("发放资料", "≥@册")), flow(quantity("发放资料", "≥400册"))),
        {"400": None, "399": "warning"},
    ),
    "long-term and annual shares": (
        "IND-61",
        both(flow(quality("完好率", "≥@%")), flow(quality("完好率", "≥95%"))),
        {"90.1": None, "90": "note"},
    ),
    "a count used twice": (
        "IND-69",
        overall("", "", quantity("应急平台事件", "@件", "@件"), outcome("应急平台应用", "@件", "@件")),
        {"100": None, "101": "note"},
    ),
    "a little below the year before last": (
        "IND-13",
        "form_type: dept_target\ngoals: [{kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 完好率, baseline_y2: 100%, baseline_y1: 90%, target: '@'}]}]",
        {"≥98%": None, "≥97.9%": "note"},
    ),
    "three quarters copied": (
        "IND-11",
        overall("完善预案一，完善预案二，完善预案三，完善预案四", "完善预案一，完善预案二，完善预案三，@"),
        {"组织巡查工": "note", "组织巡查工作": None},
    ),
}  # fmt: skip
"""What is measured → rule, example with ``@`` for the figure, severity (None: silent) by figure."""
COUNTS_OF_GOALS = {
    "rows with one target, long-term and annual": ("IND-60", {copies(number, 0): number >= 8 for number in (7, 8)}),
    "a tenth of other targets": ("IND-60", {copies(10, changed): changed <= 1 for changed in (1, 2)}),
}
"""Rule → examples with too few of something, and with enough of it."""
