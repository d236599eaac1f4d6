"""Forms of layouts that the five documents do not have, with invented names and figures, each in three variations.

The variations differ in the order of columns and in wording, all of it as forms of several provinces print it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from printed.comparing import ABSENT, Either, Matching
from printed.drafting import (
    Change,
    Column,
    Form,
    Printed,
    begin,
    beside,
    fit,
    heading,
    indicators,
    label,
    three_heading_rows,
    value,
)
from printed.table import Document

WORDS: Mapping[str, tuple[str, str, str]] = {
    "initial": ("年初预算数", "年初预算", "年初预算数"),
    "adjusted": ("全年预算数", "调整后预算数", "全年预算数(A)"),
    "executed": ("全年执行数", "预算执行数", "全年执行数(B)"),
    "rate": ("执行率", "预算执行率", "执行率(B/A)"),
    "level1": ("一级指标", "一级指标", "一级指标"),
    "level2": ("二级指标", "二级指标", "二级指标"),
    "name": ("三级指标", "三级指标", "指标名称"),
    "operator": ("指标性质", "指标性质", "指标方向性"),
    "target": ("年度指标值", "指标值", "年初目标值(A)"),
    "unit": ("度量单位", "计量单位", "度量单位"),
    "actual": ("实际完成值", "完成值", "全年实际值(B)"),
    "weight": ("分值", "权重", "指标分值"),
    "score": ("得分", "得分", "自评得分"),
    "deviation": ("偏差原因分析及改进措施", "未完成原因分析", "未完成原因及拟采取的改进措施"),
    "remarks": ("备注", "备注", "备注"),
    "explanation": ("指标解释", "指标说明", "指标解释"),
    "criteria": ("评分标准", "评分标准", "评分规则"),
    "target_text": ("预期目标", "年初设定目标", "项目年度目标"),
    "actual_text": ("实际完成情况", "全年实际完成情况", "年度目标完成情况"),
}
"""What one thing is called in each variation."""


def columns_of(keys: str, variation: int, change: Change = list, **words: str) -> list[Column]:
    """Return columns in the order of ``keys``; ``words`` are headings of this layout alone."""
    columns = [Column(key, words[key] if key in words else WORDS[key][variation]) for key in keys.split()]
    return list(change(columns))


def integrated(variation: int = 0, change: Change = list) -> Printed:
    """A: a self-evaluation as the integrated budget system prints it."""
    orders = (
        "level1 level2 name operator target unit actual weight score deviation",
        "level1 level2 name weight operator target unit actual score deviation",
        "level1 level2 name unit operator target actual score weight deviation",
    )
    columns = columns_of(orders[variation], variation, change)
    width = max(len(columns), 8) + 1
    form = begin(width, "project_self_eval", "青禾县2023年度项目支出绩效自评报告")
    if variation == 0:
        form.paragraph("报告编号：QH20230417")
        form.say("report_number", "报告编号", "QH20230417")
    form.identify(("project", "项目名称", "51000023R000000417-城乡公交线路补助"))
    form.identify(
        ("department", ("主管部门", "主管部门及代码", "主管部门")[variation], "219-青禾县交通运输局"),
        ("implementing_unit", ("实施单位（盖章）", "实施单位", "项目单位")[variation], "219001-青禾县交通运输局本级"),
    )
    target, actual = "开通镇村公交线路12条，覆盖行政村96个。", "已开通线路11条，覆盖行政村91个。"
    form.rows += beside(
        "项目基本情况",
        [
            fit(
                width - 1,
                heading("1.项目年度目标完成情况", 2, 2),
                heading(WORDS["target_text"][variation]),
                heading(WORDS["actual_text"][variation]),
            ),
            fit(width - 3, value(target), value(actual)),
            fit(width - 1, label("2.项目实施内容及过程概述", 2), value("三月招标，五月起分批开通线路，按月核拨补助。")),
        ],
    )
    form.say("implementation", "2.项目实施内容及过程概述", "三月招标，五月起分批开通线路，按月核拨补助。")
    order = (
        f"label initial adjusted executed {('weight rate', 'rate weight', 'rate weight')[variation]} score deviation"
    )
    heads = {"label": "年度预算数（万元）", "deviation": "原因", "score": "得分"}
    form.budget("预算执行情况\n(10分)", columns_of(order, variation, **heads), _INTEGRATED_MONEY)
    kind = Either("overall", "annual")
    form.measure("绩效指标(90分)", columns, _INTEGRATED, kind=kind, target_text=target, actual_text=actual)
    form.sum_up(columns, {"label": ("合计", "合计", "总分")[variation], "weight": "100", "score": "94.5"})
    form.tell("conclusion", "评价结论", "项目自评得分94.5分，线路开通及时，群众出行更加便利。")
    form.tell("problems", "存在问题", "两条线路的停靠站未按期建成。")
    form.tell(Either("improvement_plan", "recommendations"), "改进措施", "与建设单位商定工期，按周督促。")
    people = (("person", "项目负责人", "林向阳"), ("person", "财务负责人", "周清和"))
    if variation == 1:  # label and name in one cell
        form.row(*(value(f"{words}：{name}") for _, words, name in people))
        for person in people:
            form.say(*person)
    else:
        form.answer(*people)
    return form.done()


_SUMS = "initial adjusted executed rate weight score"


def _rows(keys: str, text: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a text, a line each, cells parted by ``|``; ``~`` begins a row of the blank form."""
    names = keys.split()
    rows = []
    for line in text.strip().split("\n"):
        cells = [cell.strip() for cell in line.strip().removeprefix("~").split("|")]
        row = dict(zip(names, cells, strict=True))
        rows.append({**row, "blank": ""} if line.strip().startswith("~") else row)
    return tuple(rows)


def _lines(keys: str, text: str) -> tuple[dict[str, object], ...]:
    """Return money rows of a text; the first cell is the row's code, or several that are right, parted by ``/``."""
    rows = _rows(f"code label {keys}", text)
    return tuple({"line_code": Either(*row.pop("code").split("/")), **row} for row in rows)


_INTEGRATED = _rows(
    "level1 level2 name operator target unit actual weight score deviation",
    """
    产出指标 | 数量指标 | 新开通公交线路 | ≥ | 12 | 条 | 11 | 15 | 13.75 | 一条线路停靠站未完工
    产出指标 | 数量指标 | 覆盖行政村 | ≥ | 96 | 个 | 91 | 15 | 14.25 | 同上
    产出指标 | 质量指标 | 车辆检验合格率 | = | 100 | % | 100 | 10 | 10 |
    产出指标 | 时效指标 | 补助按月拨付 | 定性 | 及时 | | 及时 | 10 | 10 |
    产出指标 | 成本指标 | 每条线路补助 | ≤ | 12.5 | 万元/条 | 12.95 | 10 | 7 | 线路加长
    效益指标 | 社会效益指标 | 村民出行时间缩短 | ≥ | 20 | 分钟 | 25 | 10 | 10 |
    效益指标 | 可持续影响指标 | 管护机制 | 定性 | 健全 | | 基本健全 | 10 | 10 |
    满意度指标 | 服务对象满意度指标 | 乘客满意度 | ≥ | 90 | % | 93.5 | 10 | 10 |
    """,
)


_INTEGRATED_MONEY = _lines(
    f"{_SUMS} deviation",
    """
    total | 总额 | 120.00 | 150.00 | 142.50 | 95.00% | 10 | 9.5 | 两条线路推迟到下年开通
    fiscal | 其中：财政资金 | 120.00 | 130.00 | 122.50 | 94.23% | / | / |
    special_account | 财政专户管理资金 | 0.00 | 0.00 | 0.00 | 0.00% | / | / |
    unit_funds | 单位资金 | 0.00 | 20.00 | 20.00 | 100.00% | / | / |
    other | 其他资金 | 0.00 | 0.00 | 0.00 | 0.00% | / | / |
    """,
)


def web_page(variation: int = 0, change: Change = list) -> Printed:
    """B: the Ministry of Finance's form of 2020 as on web pages: amounts with their own unit, rows nobody filled in."""
    orders = (
        "level1 level2 name target actual weight score deviation",
        "level1 level2 name target weight actual score deviation",
        "level1 level2 name target actual score weight deviation",
    )
    columns = columns_of(orders[variation], variation, change, name="三级指标")
    width = max(len(columns), 7) + 1
    form = begin(width, "project_self_eval", "项目支出绩效自评表", year=2022, apart=True)
    form.identify(("project", ("项目名称", "项目支出名称", "专项（项目）名称")[variation], "古树名木保护"))
    form.identify(
        ("department", "主管部门", "云渡市园林和林业局"), ("implementing_unit", "实施单位", "云渡市林木种苗站")
    )
    heads = {"label": ("", "资金来源", "")[variation], "weight": "分值", "score": "得分"}
    order = "label initial adjusted executed weight rate score"
    whole, *parts = _lines(
        _SUMS,
        f"""
        total | 年度资金总额 | 150万 | 150万 | 136.8万 | 91.20% | 100 | 92.6
        current_year_appropriation/fiscal | 其中：{("本年", "当年", "")[variation]}财政拨款 | 150万 | 150万 | 136.8万 | 91.20% | — | —
        carry_over | 上年结转资金 | 0 | 0 | 0 | 0 | — | —
        other | 其他资金 | | | | | — | —
        """,
    )
    rows = (*parts, whole) if variation == 2 else (whole, *parts)
    form.budget("项目资金\n（万元）", columns_of(order, variation, **heads), rows)
    target = "目标1：复壮古树40株；\n目标2：建立古树档案。"
    _overall(form, variation, columns, _WEB_PAGE, target, "完成古树复壮42株，档案已建立。")
    form.sum_up(columns, {"label": "总分", "weight": "100", "score": "92.6"})
    if variation == 1:  # signed below the table
        form.paragraph("填表人：沈一舟    联系电话：000-6620018    填报日期：2023年2月28日")
        form.say("person", "填表人", "沈一舟")
        form.say("telephone", "联系电话", "000-6620018")
        form.expected["report_date"] = "2023年2月28日"
    return form.done()


def _overall(form: Form, variation: int, columns: Sequence[Column], rows, target: str, actual: str) -> None:
    """Print the year's objective with what became of it, and below it the indicators."""
    heads = (WORDS["target_text"][variation], WORDS["actual_text"][variation])
    texts = [fit(form.width - 1, *map(heading, heads)), fit(form.width - 1, value(target), value(actual))]
    form.rows += beside(("年度总体目标", "年度总体目标", "年度\n总体\n目标")[variation], texts)
    form.measure("绩效指标", columns, rows, kind=Either("overall", "annual"), target_text=target, actual_text=actual)


_WEB_PAGE = _rows(
    "level1 level2 name target actual weight score deviation",
    """
    产出指标 | 数量指标 | 复壮古树 | ≥40株 | 42株 | 20 | 20 |
    ~产出指标 | 数量指标 | 指标2： | | | | |
    ~产出指标 | 数量指标 | …… | | | | |
    产出指标 | 质量指标 | 成活率 | ≥95% | 97.6% | 15 | 15 |
    ~产出指标 | 质量指标 | 指标2： | | | | |
    ~产出指标 | 时效指标 | 指标1： | | | | |
    产出指标 | 时效指标 | 完成时间 | 11月底前 | 12月中旬 | 15 | 10 | 连续降雨，推迟半月
    ~产出指标 | 成本指标 | | | | | |
    效益指标 | 社会效益指标 | 古树文化宣传 | 扩大影响 | 达到预期 | 15 | 14 |
    效益指标 | 生态效益指标 | 古树群落改善 | 有所改善 | 有所改善 | 15 | 13.6 |
    ~效益指标 | 可持续影响指标 | 指标1： | | | | |
    满意度指标 | 服务对象满意度指标 | 居民满意度 | 90%以上 | 94% | 10 | 10 |
    ~满意度指标 | 服务对象满意度指标 | …… | | | | |
    ~ | | | | | | |
    """,
)


def system_export(variation: int = 0, change: Change = list) -> Printed:
    """C: the same from a system: codes before names, a total row of zeros, words for units, points in level 1."""
    orders = (
        "level1 level2 name target actual weight score deviation",
        "level1 level2 name weight score target actual deviation",
        "level1 level2 name target weight actual score deviation",
    )
    columns = columns_of(orders[variation], variation, change)
    width = max(len(columns), 7) + 1
    form = begin(width, "project_self_eval", "项目支出绩效自评表", year=2024, apart=True)
    form.identify(("project", "项目名称", "500121-江尾镇农村道路养护"))
    if variation == 0:
        form.answer(
            (Either("other_cell", "attributes"), "项目类别", "特定目标类"),
            ("other_cell", "支出功能科目", "2130142-农村道路建设"),
        )
    form.identify(
        ("department", "主管部门及代码", "[329]清溪区江尾镇人民政府"),
        ("implementing_unit", "实施单位", "329001-清溪区江尾镇人民政府"),
    )
    heads = {"label": "项目资金（万元）"}
    order = (
        "label initial adjusted executed weight rate score",
        "label initial adjusted executed rate weight score",
        "label adjusted executed rate initial weight score",
    )
    rows = _lines(
        _SUMS,
        """
        total | 年度资金总额 | 0 | 0 | 0 | 0 | 10 | 9.99
        fiscal/current_year_appropriation | 财政拨款 | 90 | 90 | 89.974 | 99.97% | - | -
        carry_over | 其中：上年结转资金 | 0 | 0 | 0 | 0 | - | -
        other | 其他资金 | 0 | 0 | 0 | 0 | - | -
        """,
    )
    form.budget("", columns_of(order[variation], variation, **heads), rows)
    target, actual = "养护镇村道路36公里，保障群众安全出行。", "完成养护36公里。"
    _overall(form, variation, columns, _SYSTEM_EXPORT, target, actual)
    form.sum_up(columns, {"label": "总分", "weight": "100", "score": "97.99"})
    return form.done()


_SYSTEM_EXPORT = _rows(
    "level1 level2 name target actual weight score deviation",
    """
    产出指标(50分) | 数量指标 | 养护里程 | ≥36公里 | 36公里 | 20 | 20 |
    产出指标(50分) | 质量指标 | 养护合格率 | ≥100百分比 | 100百分比 | 15 | 15 |
    产出指标(50分) | 时效指标 | 按时完成 | ≥12月 | 12月 | 15 | 15 |
    效益指标(30分) | 社会效益指标 | 事故下降 | 逐步下降 | 下降8% | 30 | 28 | 一处弯道未改造
    满意度指标(10分) | 满意度指标 | 村民满意度 | ≥95百分比 | 98.2百分比 | 10 | 10 |
    """,
)


def weight_first(variation: int = 0, change: Change = list) -> Printed:
    """D: the weight stands before the target."""
    orders = (
        "level1 level2 name weight target actual score deviation",
        "level1 level2 name weight score target actual deviation",
        "level1 level2 weight name target actual score deviation",
    )
    words = {"actual": "全年实际值", "deviation": ("未完成原因", "未完成原因和改进措施", "原因分析")[variation]}
    columns = columns_of(orders[variation], variation, change, **words)
    width = max(len(columns), 6) + 1
    form = begin(width, "project_self_eval", "2023年度市级部门项目支出绩效自评表")
    if variation == 1:  # the line below the title names who fills the form in
        form.paragraph("填报单位（盖章）：石桥市图书馆")
        form.hold(("石桥市图书馆",))
    form.identify(("project", "项目名称", "少儿阅览室改造"))
    form.identify(("department", "主管部门", "石桥市文化局"), ("implementing_unit", "实施单位", "石桥市图书馆"))
    heads = {
        "label": "",
        "adjusted": "全年预算数(A)",
        "executed": "全年执行数(B)",
        "rate": "执行率(B/A)",
        "weight": "分值",
        "score": "得分",
    }
    rows = _lines(
        "adjusted executed weight rate score",
        """
        total | 年度资金总额： | 85.60 | 85.60 | 10 | 100% | 10
        city_county | 其中：市县资金 | 60.00 | 60.00 | | 100% |
        superior | 上级补助 | 25.60 | 25.60 | | 100% |
        """,
    )
    form.budget(
        "资金使用情况（万元）", columns_of("label adjusted executed weight rate score", variation, **heads), rows
    )
    target, actual = "改造阅览室420平方米，购书8000册。", "改造完成，购书8126册。"
    _overall(form, variation, columns, _WEIGHT_FIRST, target, actual)
    form.sum_up(columns, {"label": "总 分", "weight": "100", "score": "98"})
    kind = Either("remarks", "audit_remarks", "form_note")
    if variation == 2:
        form.leave(kind, "说明", "请说明自评中发现的问题及其涉及的金额，没有的填无。")
    else:
        form.tell(kind, "说明", "无")
    return form.done()


_WEIGHT_FIRST = _rows(
    "level1 level2 name weight target actual score deviation",
    """
    产出指标 | 数量指标 | 改造面积 | 15 | 420平方米 | 420平方米 | 15 |
    产出指标 | 数量指标 | 购书数量 | 15 | ≥8000册 | 8126册 | 15 |
    产出指标 | 质量指标 | 验收合格率 | 20 | 100% | 100% | 20 |
    效益指标 | 社会效益指标 | 借阅人次增长 | 30 | ≥10% | 9.3% | 28 | 开馆时间推迟一月
    满意度指标 | 服务对象满意度指标 | 读者满意度 | 10 | ≥90% | 96% | 10 |
    """,
)


def project_target(variation: int = 0, change: Change = list) -> Printed:
    """E: a project target form with check boxes, dates, a sentence of money, a schedule, long-term and annual rows."""
    orders = (
        "level1 level2 name target remarks",
        "level1 level2 name target remarks",
        "level1 level2 target name remarks",
    )
    words = {
        "name": ("指标内容", "三级指标", "指标内容")[variation],
        "target": ("指标值", "目标值", "指标值")[variation],
    }
    columns = columns_of(orders[variation], variation, change, **words)
    width = max(len(columns), 5) + 1
    form = begin(width, "project_target", "财政支出项目绩效目标申报表", apart=True)
    form.identify(
        ("project", "项目名称", "智慧停车诱导系统"),
        ("department", "主管部门", "临湖区城市管理局"),
    )
    form.expected["currency_unit_text"] = Either(ABSENT, Matching(".*万元.*"))  # in the sentence alone
    form.identify(("implementing_unit", ("项目单位", "实施单位", "填报单位（盖章）")[variation], "临湖区停车管理中心"))
    kinds = ("□新增项目 √延续项目", "□新增项目  ■延续项目", "□新增项目 ☑延续项目")[variation]
    form.answer(("attributes", "项目属性", kinds), ("period", "起止时间", "2023年3月—2024年12月"))
    form.answer(("person", "项目负责人", "何远舟"), ("telephone", "联系电话", "000-8800120"))
    sentence = "总额106.5万元，其中：财政拨款69.2万元（上级30万元，本级39.2万元）；自有资金37.3万元"
    form.tell("money_sentence", ("项目资金申请", "资金总额", "项目资金（万元）")[variation], sentence)
    form.tell("project_overview", "项目概况", "在12个路口设诱导屏，接入停车场45处。")
    form.tell("legal_basis", "立项依据", "区政府常务会议纪要第6号。")
    plan = (
        ("1.勘点设计", "2023-03-01", "2023-05-31"),
        ("2.设备安装", "2023-06-01", "2024-06-30"),
        ("3.联调验收", "2024-07-01", "2024-12-20"),
    )
    heads = ("实施内容", "开始时间", "完成时间")
    rows = [fit(width - 1, *map(heading, heads)), *(fit(width - 1, *map(value, row)) for row in plan)]
    form.rows += beside("项目实施\n进度计划", rows)
    form.hold((text for row in plan for text in row), "schedule", "other_cell")
    goals = (
        ("long_term", "长期目标", "建成覆盖全区的停车诱导系统。", _LONG_TERM),
        ("annual", "年度目标", "完成一期路口设备安装。", _ANNUAL),
    )
    for kind, words, text, rows in goals:
        form.row(heading(words, 1), value(text))
        side = words.replace("目标", "绩效指标")
        form.measure(side, columns, rows, kind=kind, label=Either(words, ABSENT), target_text=text)
    form.leave(Either("other_cell", "remarks"), "其他说明", "需要特别说明的事项（100字以内）")
    return form.done()


_LONG_TERM = _rows(
    "level1 level2 name target remarks",
    """
    产出指标 | 数量指标 | 接入停车场 | ≥45处 |
    产出指标 | 质量指标 | 数据准确率 | ≥98% | 抽查
    效益指标 | 社会效益指标 | 寻位时间 | 缩短5分钟 |
    ~效益指标 | 可持续影响指标 | …… | |
    """,
)
_ANNUAL = _rows(
    "level1 level2 name target remarks",
    """
    产出指标 | 数量指标 | 安装诱导屏 | 12块 | 一期
    产出指标 | 时效指标 | 安装完成 | 12月前 |
    ~产出指标 | 成本指标 | 指标1： | |
    满意度指标 | 服务对象满意度指标 | 车主满意度 | ≥85% |
    """,
)


def scoring_bands(variation: int = 0, change: Change = list) -> Printed:
    """F: money, indicators and criteria in one table; the bands for over-fulfilment stand once beside several rows."""
    orders = (
        "level1 level2 name weight target actual criteria score remarks",
        "level1 level2 name criteria weight target actual score remarks",
        "level1 level2 name target actual weight criteria score remarks",
    )
    columns = columns_of(orders[variation], variation, change)
    width = max(len(columns), 7)
    form = begin(width, "project_self_eval", "2023年度财政支出项目绩效自评评分表")
    form.paragraph("单位：万元")
    form.identify(("project", "项目名称", "集镇污水管网改造"))
    form.identify(
        ("department", "主管部门", "长岭县住房和城乡建设局"), ("implementing_unit", "实施单位", "长岭县排水所")
    )
    heads = {"label": "资金情况", "initial": "年初预算", "score": "得分", "weight": "分值"}
    rows = _lines(_SUMS, "total | 资金总额 | 480.00 | 512.30 | 498.75 | 97.36% | 10 | 9.74")
    form.budget("", columns_of(f"label {_SUMS}", variation, **heads), rows)
    bands = "完成率200%—300%，扣该指标分值的10%；300%—500%，扣20%；500%以上，扣30%；\n未完成的，按完成率计分。"
    rows = [{**row, "criteria": bands if row["criteria"] == "*" else row["criteria"]} for row in _BANDS]
    form.measure("", columns, rows, kind=Either("overall", "annual"))
    _merge_down(form, bands)
    form.sum_up(columns, {"label": "合计", "weight": "100", "score": "93.74"}, before=0)
    return form.done()


def _merge_down(form: Form, text: str) -> None:
    """Print one text once beside all the rows that it is for; below the first it may be left out."""
    places = [(row, cells.index(cell)) for row, cells in enumerate(form.rows) for cell in cells if cell.text == text]
    for number, (row, place) in enumerate(places):
        before, cell, after = form.rows[row][:place], form.rows[row][place], form.rows[row][place + 1 :]
        form.rows[row] = before + (() if number else (replace(cell, rows=len(places)),)) + after
    for item in [item for item in form.expected["goals"][0]["indicators"] if item["criteria"] == text][1:]:
        item["criteria"] = Either(ABSENT, text, "")


_BANDS = _rows(
    "level1 level2 name weight target actual criteria score remarks",
    """
    产出指标 | 数量指标 | 改造管网 | 20 | ≥6.5公里 | 6.5公里 | * | 20 |
    产出指标 | 数量指标 | 新建检查井 | 10 | ≥120座 | 265座 | * | 9 | 按实际地形增加
    产出指标 | 质量指标 | 闭水试验合格率 | 20 | 100% | 100% | * | 20 |
    产出指标 | 时效指标 | 工期 | 10 | ≤240天 | 255天 | 每超一天扣0.2分 | 7 | 雨季停工
    效益指标 | 生态效益指标 | 污水收集率 | 20 | ≥85% | 84% | 每低1个百分点扣2分 | 18 |
    满意度指标 | 服务对象满意度指标 | 居民满意度 | 10 | ≥90% | 92% | 每低1个百分点扣1分 | 10 |
    """,
)


def department(variation: int = 0, change: Change = list) -> Printed:
    """G: a department's self-evaluation with tasks, two scores for each indicator and other level-1 names."""
    orders = (
        "level1 level2 name target actual weight score reviewed_score",
        "level1 level2 name weight target actual score reviewed_score",
        "level1 level2 name target weight actual reviewed_score score",
    )
    words = {"score": "自评得分", "reviewed_score": ("财政审定得分", "复核得分", "财政审定得分")[variation]}
    columns = columns_of(orders[variation], variation, change, **words)
    width = max(len(columns), 7) + 1
    form = begin(width, "dept_self_eval", "部门整体支出绩效自评表", apart=True)
    form.identify(("department", ("部门名称", "预算部门名称", "单位名称")[variation], "明川县水利局"))
    form.answer(("self_score", "自评得分", "91.5"), ("reviewed_score", "财政审定得分", "90"))
    heads = {"label": "资金类别", "score": "得分", "weight": "分值"}
    rows = _lines(
        _SUMS,
        """
        total/department_total | 年度资金总额 | 2,310.50 | 2,655.80 | 2,602.40 | 97.99% | 10 | 9.8
        basic | 基本支出 | 1,120.30 | 1,180.60 | 1,180.60 | 100.00% | |
        project | 项目支出 | 1,190.20 | 1,475.20 | 1,421.80 | 96.38% | |
        """,
    )
    order = "label initial adjusted executed weight rate score"
    form.budget("部门预算执行情况（万元）", columns_of(order, variation, **heads), rows)
    tasks = (("防汛备汛", "加固堤防18处，储备沙袋2万条", "完成"), ("农村供水", "新建供水站4座", "完成3座"))
    rows = [fit(width - 1, *map(heading, ("任务名称", "主要内容", "完成情况")))]
    rows += [fit(width - 1, *map(value, task)) for task in tasks]
    form.rows += beside("年度主要任务", rows)
    form.hold(text for task in tasks for text in task if text != "完成")
    target, actual = "保障防汛与供水安全，完成水利投资1.2亿元。", "完成水利投资1.17亿元，安全度汛。"
    _overall(form, variation, columns, _DEPARTMENT, target, actual)
    form.sum_up(columns, {"label": "总分", "weight": "100", "score": "91.5", "reviewed_score": "90"})
    form.tell("problems", "存在的问题", "供水站征地推迟。")
    form.tell(Either("improvement_plan", "recommendations"), "改进措施", "提前办理用地手续。")
    return form.done()


_DEPARTMENT = _rows(
    "level1 level2 name target actual weight score reviewed_score",
    """
    履职效能 | 数量指标 | 加固堤防 | 18处 | 18处 | 20 | 20 | 20
    履职效能 | 质量指标 | 工程合格率 | ≥98% | 99.2% | 20 | 20 | 20
    管理效率 | 预算管理 | 预算编制准确率 | ≥90% | 87% | 10 | 8.7 | 8.2
    管理效率 | 资产管理 | 资产账实相符率 | 100% | 100% | 10 | 10 | 10
    运行成本 | 经济成本指标 | 公用经费控制率 | ≤100% | 96% | 10 | 10 | 10
    社会效应 | 社会效益指标 | 受益人口 | ≥5.6万人 | 5.2万人 | 10 | 7 | 6
    社会效应 | 满意度指标 | 群众满意度 | ≥90% | 90.5% | 10 | 6 | 6
    """,
)


def no_levels(variation: int = 0, change: Change = list) -> Printed:
    """H: indicators without levels, with adjusted targets, a coefficient, and whether they are core."""
    orders = (
        "name unit operator target adjusted_target actual coefficient weight score core",
        "name operator unit target adjusted_target actual weight coefficient score core",
        "core name unit operator target adjusted_target actual coefficient weight score",
    )
    words = {
        "name": "指标名称",
        "target": ("年初值", "年初指标值", "年初指标值")[variation],
        "adjusted_target": ("调整值", "调整指标值", "调整后指标值")[variation],
        "actual": ("完成值", "全年完成值", "实际完成值")[variation],
        "coefficient": ("得分系数", "得分系数（%）", "得分系数")[variation],
        "weight": ("权重", "指标权重(分)", "权重")[variation],
        "score": ("得分", "指标得分", "得分")[variation],
        "core": "是否核心指标",
    }
    columns = columns_of(orders[variation], variation, change, **words)
    width = max(len(columns), 8) + 1
    form = begin(width, "project_self_eval", "2023年度项目绩效自评表")
    form.identify(("project", "项目名称", "老旧小区加装电梯补贴"), ("department", "主管部门", "南浦区住房城乡建设委"))
    form.answer((Either("other_cell", "attributes"), "项目编码", "NP2023-0081"), ("self_score", "自评总分", "96.4"))
    heads = {"label": "", "weight": "执行率权重", "score": "执行率得分", "rate": "执行率"}
    rows = _lines(
        _SUMS,
        """
        total | 总金额 | 300 | 280 | 276.64 | 98.8% | 10 | 9.88
        fiscal/current_year_appropriation | 其中：财政拨款 | 300 | 280 | 276.64 | 98.8% | |
        other | 其他资金 | 0 | 0 | 0 | 0% | |
        """,
    )
    form.budget("项目资金（万元）", columns_of(f"label {_SUMS}", variation, **heads), rows)
    texts = {
        "target_text": ("年初绩效目标", "为60部加装电梯发放补贴。"),
        "adjusted_text": ("全年调整目标", "为56部加装电梯发放补贴。"),
        "actual_text": ("全年完成情况", "为55部加装电梯发放补贴。"),
    }
    form.rows += beside(
        "当年绩效目标",
        [
            fit(width - 1, *(heading(head) for head, _ in texts.values())),
            fit(width - 1, *(value(t) for _, t in texts.values())),
        ],
    )
    goal = {key: text for key, (_, text) in texts.items()}
    form.measure("绩效指标", columns, _NO_LEVELS, kind=Either("overall", "annual"), **goal)
    form.tell(Either("remarks", "other_cell", "form_note"), "说明", "一部电梯因管线迁改延至下年。")
    return form.done()


_NO_LEVELS = _rows(
    "name unit operator target adjusted_target actual coefficient weight score core",
    """
    发放补贴电梯 | 部 | ≥ | 60 | 56 | 55 | 98.2 | 30 | 29.46 | 是
    补贴标准符合率 | % | = | 100 | 100 | 100 | 100 | 20 | 20 | 是
    资金拨付及时 | | 定性 | 及时 | 及时 | 及时 | 100 | 20 | 20 | 否
    惠及住户 | 户 | ≥ | 1200 | 1100 | 1085 | 98.6 | 10 | 9.86 | 否
    住户满意度 | % | ≥ | 95 | 95 | 96.3 | 100 | 10 | 10 | 否
    """,
)


def rubric(variation: int = 0, change: Change = list) -> Printed:
    """I: a rubric: points by criteria, no targets, numbered rows."""
    orders = (
        "number level1 level2 name weight explanation criteria score",
        "level1 level2 name explanation criteria weight score",
        "number level1 level2 name explanation weight criteria score",
    )

    def numbered(columns: Sequence[Column]) -> Sequence[Column]:
        return change([column._replace(field="further") if column.shows == "number" else column for column in columns])

    words = {
        "number": "序号",
        "weight": ("参考分值", "分值", "指标分值")[variation],
        "score": ("自评得分", "得分", "自评得分")[variation],
    }
    columns = columns_of(orders[variation], variation, numbered, **words)
    width = max(len(columns), 4)
    form = begin(width, "dept_self_eval", "2023年度部门整体支出绩效自评评分表")
    form.identify(
        ("department", ("部门名称", "填报单位（盖章）", "单位名称")[variation], "桐山县民政局"),
    )
    form.expected["currency_unit_text"] = Either(ABSENT, "")
    if variation == 0:
        form.row(heading("填报日期"), value("2024年3月12日"))
        form.expected["report_date"] = "2024年3月12日"
    form.measure("", columns, _RUBRIC, kind=Either("overall", "annual"))
    form.sum_up(columns, {"label": "合计", "weight": "100", "score": "88"}, before=0)
    form.paragraph("注：1.各项得分不超过分值。")
    form.paragraph("2.扣分须附佐证材料。")
    form.hold(("1.各项得分不超过分值。", "2.扣分须附佐证材料。"), "form_note", "remarks")
    return form.done()


_RUBRIC = _rows(
    "number level1 level2 name weight explanation criteria score",
    """
    1 | 项目决策 | 绩效目标 | 目标设定合理 | 15 | 考核目标是否符合职责 | 依据充分得5分；符合职责得5分；内容明确得5分 | 14
    2 | 项目决策 | 预算配置 | 在职人员控制率 | 10 | 在职人数÷编制数 | 不超过100%得10分，每超1个百分点扣1分 | 10
    3 | 项目管理 | 预算执行 | 预算完成率 | 20 | 支出数÷预算数 | 100%得20分，每低5个百分点扣2分 | 16
    4 | 项目管理 | 预算管理 | 管理制度健全 | 15 | 是否有内部财务制度 | 有制度得8分；得到执行得7分 | 15
    5 | 项目产出 | 履行职责 | 救助发放及时率 | 20 | 按月发放的月数÷12 | 按比例得分 | 18
    6 | 项目效益 | 社会效益 | 困难群众满意度 | 20 | 问卷调查结果 | 90%以上得20分，每低1个百分点扣1分 | 15
    """,
)


def department_target(variation: int = 0, change: Change = list) -> Printed:
    """J: a department's targets: an overview of goals, then each goal with its table, annual ones with earlier years."""
    long_columns = columns_of(
        (
            "level1 level2 name target target_basis",
            "level1 level2 name target_basis target",
            "level1 level2 name target target_basis",
        )[variation],
        variation,
        change,
        name="三级指标",
        target=("指标值", "长期目标值", "指标值")[variation],
        target_basis="指标值确定依据",
    )
    basis_first = variation == 1
    years = (("前年", "上年"), ("前 年", "上 年"), ("前年", "上年"))[variation]
    coming = ("预计当年实现值", "预期当年实现值", "当年预期实现值")[variation]
    annual_columns = [
        *columns_of("level1 level2 name", variation, name="三级指标"),
        *([Column("target_basis", "指标值确定依据")] if basis_first else []),
        Column("baseline_y2", years[0]),
        Column("baseline_y1", years[1]),
        Column("target", coming),
        *([] if basis_first else [Column("target_basis", "指标值确定依据")]),
    ]
    width = max(len(long_columns), len(annual_columns)) + 1
    form = begin(width, "dept_target", "苍河区文化馆2026年整体支出绩效目标申报表", year=2026)
    form.paragraph("单位：万元")
    form.expected |= {"long_term_text": "长期目标（截至2028年）", "long_term_end_year": 2028}
    form.identify(("department", "部门名称", "苍河区文化馆"))
    overview = (
        ("目标1：建成群众文化服务网络。", "目标1：开展群众文化活动60场。"),
        ("目标2：保护非物质文化遗产。", "目标2：新建传习所2处。"),
    )
    rows = [fit(width - 1, heading("长期目标（截至2028年）"), heading("年度目标"))]
    rows += [fit(width - 1, value(one), value(other)) for one, other in overview]
    form.rows += beside("整体绩效总目标", rows)
    for number, text in enumerate(("建成群众文化服务网络。", "保护非物质文化遗产。"), 1):
        words = f"长期目标{number}{('：', ':', '')[variation]}"
        form.row(label(words, 1), value(text))
        printed, items = indicators(width - 1, long_columns, _DEPARTMENT_LONG[number - 1])
        form.rows += beside("长期绩效指标", printed)
        form.goal(
            kind="long_term",
            number=number,
            label=words,
            overview=overview[number - 1][0],
            target_text=text,
            indicators=items,
        )
    for number, text in enumerate(("开展群众文化活动60场。", "新建传习所2处。"), 1):
        words = f"年度目标{number}{('：', ':', '')[variation]}"
        form.row(label(words, 1), value(text))
        printed, items = indicators(width - 1, annual_columns, _DEPARTMENT_ANNUAL[number - 1])
        form.rows += beside("年度绩效指标", three_heading_rows(width - 1, annual_columns, printed))
        form.goal(
            kind="annual",
            number=number,
            label=words,
            overview=overview[number - 1][1],
            target_text=text,
            indicators=items,
        )
    return form.done()


_DEPARTMENT_LONG = [
    _rows(
        "level1 level2 name target target_basis",
        """
        成本指标 | 经济成本指标 | 每场活动经费 | ≤1.5 | 计划数据
        产出指标 | 数量指标 | 文化活动 | ≥180场 | 行业标准
        产出指标 | 数量指标 | 服务点 | 24个 | 计划数据
        满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | 历史数据
        """,
    ),
    _rows(
        "level1 level2 name target target_basis",
        """
        产出指标 | 数量指标 | 传习所 | 6处 | 计划数据
        效益指标 | 可持续影响指标 | 传承人队伍 | 稳定 | 计划数据
        """,
    ),
]
_DEPARTMENT_ANNUAL = [
    _rows(
        "level1 level2 name baseline_y2 baseline_y1 target target_basis",
        """
        产出指标 | 数量指标 | 文化活动 | 48场 | 55场 | ≥60场 | 行业标准
        产出指标 | 质量指标 | 活动完成率 | 96% | 98% | 100% | 计划数据
        满意度指标 | 服务对象满意度指标 | 居民满意度 | 88% | 91% | ≥90% | 历史数据
        """,
    ),
    _rows(
        "level1 level2 name baseline_y2 baseline_y1 target target_basis",
        """
        产出指标 | 数量指标 | 新建传习所 | 1处 | / | 2处 | 计划数据
        产出指标 | 时效指标 | 建成时间 | 11月 | / | 10月底前 | 计划数据
        """,
    ),
]


def side_by_side(variation: int = 0, change: Change = list) -> Printed:
    """K: the Ministry of Finance's target form: the period and the year side by side, level 1 for both."""
    order = ("level2 name target", "level2 name target", "level2 target name")[variation]
    left = columns_of(order, variation, change, name="三级指标", target="指标值")
    right = columns_of(order, variation, name="三级指标", target="指标值")
    width = max(len(left), 3) + 1 + len(right) + 1
    form = begin(width, "project_target", "项目支出绩效目标申报表", year=2024, apart=True)
    form.identify(("project", "项目名称", "高标准农田管护"))
    form.identify(("department", "主管部门", "金塘县农业农村局"), ("implementing_unit", "实施单位", "金塘县农田建设站"))
    form.answer(("attributes", "项目属性", "新增项目□ 延续项目√"), ("period", "项目期", "3年"))
    lines = _lines(
        "whole_period amount",
        """
        total/other_line | 年度资金总额： | 900 | 300
        fiscal/current_year_appropriation/other_line | 其中：财政拨款 | 810 | 270
        other/other_line | 其他资金 | 90 | 30
        """,
    )
    form.expected["funding"] = list(lines)
    cells = []
    for line in lines:
        words = line["label"].replace("年度", "实施期")
        cells += (heading(words), value(line["whole_period"]), label(line["label"]), value(line["amount"]))
    form.rows += beside("项目资金\n（万元）", [fit(width - 1, *cells[at : at + 4]) for at in range(0, len(cells), 4)])
    wide_left = width - 2 - len(right)
    texts = ("目标1：三年管护农田4.5万亩。\n目标2：建立管护队伍。", "目标1：管护农田1.5万亩。")
    heads = ("实施期目标", "年度目标")
    form.rows += beside(
        "总体目标",
        [
            (heading(heads[0], wide_left + 1), heading(heads[1], len(right))),
            (value(texts[0], wide_left + 1), value(texts[1], len(right))),
        ],
    )
    sides = [indicators(wide_left, left, _PERIOD), indicators(len(right), right, _YEAR)]
    rows = [(heading("一级指标", 1), *sides[0][0][0], *sides[1][0][0])]
    level1 = [row["level1"] for row in _PERIOD]
    for at, pair in enumerate(zip(sides[0][0][1:], sides[1][0][1:], strict=True)):
        begins = at == 0 or level1[at] != level1[at - 1]
        rows.append((*([value(level1[at], 1, level1.count(level1[at]))] if begins else ()), *pair[0], *pair[1]))
        for (_, items), source in zip(sides, (_PERIOD, _YEAR), strict=True):
            start = level1.index(level1[at])
            if begins:
                items[at]["level1"] = level1[at]
            elif all("blank" in row for row in source[start:at]):
                items[at]["level1"] = Either(ABSENT, level1[at])
    form.rows += beside("绩效指标", rows)
    kinds = ("long_term", Either("annual", "overall"))
    for kind, head, text, (_, items) in zip(kinds, heads, texts, sides, strict=True):
        form.goal(kind=kind, label=Either(head, ABSENT), target_text=text, indicators=items)
    return form.done()


_PERIOD = _rows(
    "level1 level2 name target",
    """
    产出指标 | 数量指标 | 管护面积 | 4.5万亩
    产出指标 | 数量指标 | 管护队伍 | 9支
    产出指标 | 质量指标 | 设施完好率 | ≥95%
    ~产出指标 | 时效指标 | 指标1： |
    效益指标 | 经济效益指标 | 亩均增收 | ≥80元
    ~效益指标 | 社会效益指标 | …… |
    满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
    """,
)
_YEAR = _rows(
    "level1 level2 name target",
    """
    产出指标 | 数量指标 | 管护面积 | 1.5万亩
    ~产出指标 | 数量指标 | 指标2： |
    产出指标 | 质量指标 | 设施完好率 | ≥93%
    产出指标 | 时效指标 | 完成时间 | 11月底
    ~效益指标 | 经济效益指标 | 指标1： |
    效益指标 | 社会效益指标 | 带动就业 | 120人
    满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥88%
    """,
)


def cost_composition(variation: int = 0, change: Change = list) -> Printed:
    """L: a target form with the composition of costs and two earlier years, directions and standards for indicators."""
    orders = (
        "level1 level2 name operator target unit criteria weight",
        "level1 level2 name target unit operator weight criteria",
        "level1 level2 name criteria operator unit target weight",
    )
    words = {
        "operator": ("指标方向性", "指标性质", "指标方向性")[variation],
        "criteria": ("绩效标准", "评分标准", "评扣分标准")[variation],
    }
    columns = columns_of(orders[variation], variation, change, name="三级指标", **words)
    width = max(len(columns), 6) + 1
    form = begin(width, "project_target", "2024年部门预算项目绩效目标表", year=2024)
    form.paragraph("单位：万元")
    form.identify(("project", "项目名称", "[3300]公共场所直饮水"), ("department", "主管部门", "望江区水务局"))
    form.tell("legal_basis", ("立项依据", "项目立项依据", "立项依据")[variation], "望江区2024年民生实事清单。")
    heads = {
        "label": ("成本构成", "成本项目", "支出明细")[variation],
        "executed_y2": ("前年决算数", "2022年决算数", "前年决算数")[variation],
        "executed_y1": ("上年决算数", "2023年决算数", "上年决算数")[variation],
        "initial": "年初预算数",
    }
    rows = _lines(
        "executed_y2 executed_y1 initial",
        """
        other_line | 设备购置费 | 36.20 | 41.75 | 58.00
        other_line | 水质检测费 | 4.80 | 5.10 | 6.50
        total | 合计 | 41.00 | 46.85 | 64.50
        """,
    )
    form.budget("项目成本", columns_of("label executed_y2 executed_y1 initial", variation, **heads), rows)
    goal = {"kind": Either("annual", "overall"), "label": Either(ABSENT, "年度绩效目标")}
    text = "新设直饮水点30处，水质全部达标。"
    form.row(heading("年度绩效目标", 2), value(text))
    form.measure("绩效指标", columns, _COSTS, **goal, target_text=text)
    return form.done()


_COSTS = _rows(
    "level1 level2 name operator target unit criteria weight",
    """
    成本指标 | 经济成本指标 | 每处设备费 | 反向 | 2.5 | 万元 | 超出不得分 | 20
    产出指标 | 数量指标 | 新设直饮水点 | 正向 | 30 | 处 | 按完成比例计分 | 30
    产出指标 | 质量指标 | 水质达标率 | 正向 | 100 | % | 每低1个百分点扣5分 | 30
    满意度指标 | 服务对象满意度指标 | 市民满意度 | 正向 | 90 | % | 低于80%不得分 | 10
    """,
)

LAYOUTS: Mapping[str, Callable[..., Printed]] = {
    "A": integrated,
    "B": web_page,
    "C": system_export,
    "D": weight_first,
    "E": project_target,
    "F": scoring_bands,
    "G": department,
    "H": no_levels,
    "I": rubric,
    "J": department_target,
    "K": side_by_side,
    "L": cost_composition,
}
"""Each layout: a function of the variation (0, 1, 2) and of a change of its indicators' columns."""


def _dispensable(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that a form can do without."""
    return [column for column in columns if column.shows not in {"level1", "level2", "name", "target", "criteria"}]


def unknown_heading(columns: Sequence[Column]) -> list[Column]:
    """Head a column in the middle with words that nobody has seen before."""
    free = _dispensable(columns)
    return [
        column._replace(heading="核验意见栏", field="further") if column in free[len(free) // 2 :][:1] else column
        for column in columns
    ]


def missing_column(columns: Sequence[Column]) -> list[Column]:
    """Leave the last column out that can be left out."""
    return [column for column in columns if column not in _dispensable(columns)[-1:]]


def extra_column(columns: Sequence[Column]) -> list[Column]:
    """Put a column that no field is for before the last."""
    return [*columns[:-1], Column("evidence", "佐证材料", "further"), columns[-1]]


CHANGES: Mapping[str, Change] = {
    "unknown heading": unknown_heading,
    "missing column": missing_column,
    "extra column": extra_column,
}
"""What a form may do to the columns of its indicators."""


def _spaced(text: str) -> str:
    """Write a short word as it stands in a narrow or a wide cell: 得 分, 绩↵效↵指↵标, 年度↵指标值."""
    if not text.isalpha() or not 2 <= len(text) <= 6:
        return text
    if len(text) > 4:
        return f"{text[:2]}\n{text[2:]}"
    return ("\n" if len(text) == 4 else " ").join(text)


WORDINGS: Mapping[str, Callable[[Document], Document]] = {
    "spaced": lambda document: document.changed(_spaced),
    "full-width": lambda document: document.changed(lambda text: text.translate(str.maketrans("()/:", "（）／："))),
    "half-width": lambda document: document.changed(lambda text: text.translate(str.maketrans("（）：", "():"))),
    "colons": lambda document: document.changed(lambda text: text if not text or text[-1] in "：:" else f"{text}："),
}
"""How else the words of a blank form may be written; what must be read stays the same but for labels' punctuation."""
