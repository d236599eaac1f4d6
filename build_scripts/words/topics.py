"""What people call a matter of their lives, what forms and departments call it, and why one leads to the other.

Who looks for 看病 finds no form with that word; forms say 医疗, and the health bureau answers for it. Whatever leads a
reader astray is put right here: one line for each matter, read like a dictionary. Nothing but the search knows it, and a
word that stands on a form as it was typed comes before all that it is translated into, but for the departments that
answer for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.words.language import Both


@dataclass(frozen=True)
class Topic:
    """A matter of daily life."""

    typed: tuple[str, ...]
    """What is typed, in Chinese and in English; a plural that only adds an s need not be told."""
    offices: tuple[str, ...]
    """What departments that answer for it are called, the first one first: any part of a name."""
    printed: tuple[str, ...]
    """What forms print: two characters find longer words too."""
    why: Both
    """Why these belong together."""

    @property
    def name(self) -> Both:
        """What the matter is called: the first word of each language."""
        return Both(self.typed[0], next(word for word in self.typed if word.isascii()))


TOPICS: tuple[Topic, ...] = (
    Topic(
        ("老人", "老年人", "养老", "养老院", "敬老院", "elderly", "old people", "pension home", "care home", "senior"),
        ("民政局", "老年大学"), ("养老", "老年", "高龄"),
        Both("民政部门主管养老服务。", "Civil affairs departments run services for the old."),
    ),
    Topic(
        ("看病", "就医", "医院", "医生", "门诊", "住院", "hospital", "doctor", "health", "clinic", "medical"),
        ("卫生健康局", "卫生局", "医疗保障局"), ("医疗", "卫生", "诊疗"),
        Both("医院归卫生健康部门，报销归医疗保障部门。", "Hospitals answer to health, refunds to healthcare security."),
    ),
    Topic(
        ("报销", "医药费", "看病报销", "医疗保险", "health insurance", "medical insurance"),
        ("医疗保障局",), ("医保", "参保"),
        Both("医药费由医保报销。", "Healthcare security refunds the costs of treatment."),
    ),
    Topic(
        ("打疫苗", "疫苗", "打针", "接种", "传染病", "vaccine", "vaccination", "epidemic"),
        ("卫生健康局", "疾病预防控制"), ("疫苗", "接种", "免疫", "防疫"),
        Both("表单写“免疫”“接种”。", "Forms speak of immunisation."),
    ),
    Topic(
        ("上学", "读书", "学校", "小学", "中学", "老师", "学生", "孩子上学", "school", "teacher", "student", "pupil", "education"),
        ("教育局",), ("学校", "教师", "学生", "义务教育"),
        Both("学校归教育部门。", "Schools answer to education."),
    ),
    Topic(
        ("幼儿园", "托儿所", "入园", "kindergarten", "nursery", "childcare"),
        ("教育局",), ("幼儿园", "学前教育", "托育"),
        Both("幼儿园归教育部门。", "Kindergartens answer to education."),
    ),
    Topic(
        ("停车", "停车场", "停车位", "乱停车", "parking", "car park"),
        ("城市管理", "交通运输局"), ("停车", "泊位"),
        Both("路边停车由城管管理。", "Urban management looks after parking in the street."),
    ),
    Topic(
        ("垃圾", "倒垃圾", "垃圾分类", "环卫", "扫地", "清洁工", "rubbish", "garbage", "waste", "litter", "trash", "street cleaning"),
        ("城市管理",), ("垃圾", "环卫", "清扫", "保洁"),
        Both("环境卫生归城管。", "Street cleaning and waste belong to urban management."),
    ),
    Topic(
        ("路灯", "灯不亮", "street light", "streetlight", "street lamp", "lamp"),
        ("城市管理", "城乡建设局"), ("路灯", "照明", "亮化"),
        Both("表单写“照明”“亮化”。", "Forms speak of lighting."),
    ),
    Topic(
        ("厕所", "公厕", "卫生间", "公共厕所", "toilet", "public toilet", "restroom"),
        ("城市管理",), ("公厕", "厕所"),
        Both("公共厕所归城管。", "Public toilets belong to urban management."),
    ),
    Topic(
        ("小摊", "摆摊", "地摊", "占道", "违建", "违章建筑", "street vendor", "illegal building"),
        ("城市管理",), ("占道", "违法建设", "违建"),
        Both("占道经营和违法建设由城管执法。", "Urban management enforces rules on stalls and buildings."),
    ),
    Topic(
        ("低保", "低保户", "困难户", "救助", "穷人", "welfare", "social assistance", "poor", "benefits"),
        ("民政局",), ("低保", "救助", "困难群众", "特困"),
        Both("民政部门发放低保和救助。", "Civil affairs departments pay social assistance."),
    ),
    Topic(
        ("残疾人", "残疾", "残障", "轮椅", "盲人", "disabled", "disability", "wheelchair"),
        ("残疾人联合会",), ("残疾", "康复", "无障碍"),
        Both("残联服务残疾人。", "The disabled persons’ federation serves them."),
    ),
    Topic(
        ("火灾", "着火", "消防", "失火", "灭火", "fire", "firefighter", "fire brigade"),
        ("消防", "应急管理局"), ("消防", "火灾", "森林防火"),
        Both("消防救援，或管它的应急部门。", "The fire service, or emergency management above it."),
    ),
    Topic(
        ("地震", "灾害", "防灾", "安全生产", "事故", "emergency", "disaster", "accident", "safety"),
        ("应急管理局",), ("应急", "安全生产", "灾害"),
        Both("应急部门管安全生产和灾害。", "Emergency management deals with accidents and disasters."),
    ),
    Topic(
        ("洪水", "防汛", "内涝", "积水", "下水道", "排水", "flood", "drainage", "sewer"),
        ("水务", "水利局", "应急管理局"), ("防汛", "排水", "内涝"),
        Both("排水防汛归水务部门。", "Water departments look after drainage and floods."),
    ),
    Topic(
        ("自来水", "喝水", "饮用水", "停水", "河道", "湖泊", "water", "drinking water", "river", "lake"),
        ("水务", "水利局"), ("供水", "水质", "河湖"),
        Both("供水和河湖归水务部门。", "Water supply, rivers and lakes answer to water departments."),
    ),
    Topic(
        ("修路", "道路", "马路", "公路", "坑洼", "路坏了", "桥", "road", "street", "bridge", "pothole", "highway"),
        ("交通运输局", "城乡建设局"), ("道路", "公路", "养护"),
        Both("公路归交通部门，城区道路归建设部门。", "Roads answer to transport, streets of the town to construction."),
    ),
    Topic(
        ("公交", "公交车", "坐车", "地铁", "出租车", "班车", "bus", "buses", "public transport", "taxi", "transport", "metro"),
        ("交通运输局",), ("公交", "客运", "出租"),
        Both("公共交通归交通部门。", "Public transport answers to transport."),
    ),
    Topic(
        ("买房", "房子", "租房", "住房", "公租房", "保障房", "廉租房", "房价", "housing", "house", "rent", "home", "flat"),
        ("住房", "房管局"), ("公租房", "保障房", "住房", "租赁"),
        Both("住房部门管保障房和租赁。", "Housing departments look after subsidised homes and renting."),
    ),
    Topic(
        ("小区", "物业", "电梯", "老旧小区", "旧改", "property management", "lift", "elevator"),
        ("住房", "房管局"), ("物业", "老旧小区", "小区"),
        Both("物业和小区改造归住房部门。", "Housing departments look after estates and their renewal."),
    ),
    Topic(
        ("拆迁", "征地", "征收", "房产证", "不动产证", "土地", "land", "demolition", "property"),
        ("自然资源", "住房"), ("征收", "不动产", "土地"),
        Both("土地和不动产登记归自然资源部门。", "Land and its register answer to natural resources."),
    ),
    Topic(
        ("找工作", "就业", "失业", "招聘", "打工", "农民工", "欠薪", "job", "work", "employment", "unemployment", "wages"),
        ("人力资源和社会保障局",), ("就业", "创业", "失业", "欠薪"),
        Both("人社部门管就业。", "Human resources and social security looks after employment."),
    ),
    Topic(
        ("养老金", "退休金", "退休", "社保", "社保卡", "工伤", "pension", "retirement", "social security"),
        ("人力资源和社会保障局",), ("养老保险", "退休", "社保"),
        Both("养老金由人社部门发放。", "Pensions are paid by social security."),
    ),
    Topic(
        ("办证", "营业执照", "执照", "开店", "开公司", "审批", "办事大厅", "政务大厅", "permit", "licence", "license", "business licence"),
        ("行政审批局", "市场监督"), ("审批", "政务服务", "登记"),
        Both("证照在政务大厅办理。", "Permits are given by administrative approval."),
    ),
    Topic(
        ("食品安全", "假货", "消费者", "物价", "食堂", "food", "food safety", "consumer"),
        ("市场监督", "卫生健康局"), ("食品", "药品", "消费"),
        Both("市场监管部门管食品和消费。", "Market supervision looks after food and consumers."),
    ),
    Topic(
        ("企业", "公司", "工厂", "招商", "投资", "company", "business", "factory", "enterprise", "investment"),
        ("商务局", "经济信息化", "工商业联合会"), ("企业", "招商", "工业"),
        Both("商务、工业部门服务企业。", "Commerce and industry departments serve enterprises."),
    ),
    Topic(
        ("科技", "创新", "网络", "电脑", "技术", "science", "technology", "innovation"),
        ("科学技术", "科技局"), ("科技", "创新", "信息化"),
        Both("科技部门管科研和创新。", "Science departments look after research and innovation."),
    ),
    Topic(
        ("旅游", "景点", "景区", "玩", "图书馆", "博物馆", "看书", "文化", "体育", "健身", "tourism", "library", "museum", "culture", "sport"),
        ("文化和旅游局", "体育局"), ("旅游", "文化", "图书", "体育"),
        Both("文化、旅游多在一个部门。", "Culture and tourism are mostly one department."),
    ),
    Topic(
        ("种地", "农民", "农业", "种粮", "养殖", "乡村", "农村", "farming", "farmer", "agriculture", "rural", "village"),
        ("农业农村局", "农业局"), ("农业", "农村", "粮食", "养殖"),
        Both("农业农村部门管种植、养殖和乡村。", "Agriculture departments look after farms and villages."),
    ),
    Topic(
        ("贫困", "脱贫", "穷", "poverty", "poverty relief"),
        ("乡村振兴局", "农业农村局"), ("扶贫", "贫困", "乡村振兴"),
        Both("表单写“扶贫”“乡村振兴”。", "Forms speak of alleviation and rural revival."),
    ),
    Topic(
        ("环保", "空气", "污染", "雾霾", "噪音", "污水", "pollution", "air quality", "environment", "noise"),
        ("生态环境局", "水务"), ("环境", "污染", "污水", "空气"),
        Both("环境归生态环境部门，污水归水务。", "Environment answers to ecology, waste water to water."),
    ),
    Topic(
        ("公园", "绿化", "树", "花草", "park", "tree", "green space"),
        ("园林", "城乡建设局", "城市管理"), ("绿化", "公园", "绿道", "园林"),
        Both("公园绿化归园林或建设部门。", "Parks answer to gardens or construction."),
    ),
    Topic(
        ("退伍军人", "退役军人", "老兵", "当兵", "参军", "优抚", "军属", "veteran", "soldier", "army"),
        ("退役军人事务局",), ("退役", "优抚", "军转"),
        Both("退役军人事务部门安置和优抚军人。", "Veterans affairs looks after former soldiers."),
    ),
    Topic(
        ("上访", "举报", "告状", "反映问题", "投诉信", "petition", "complaint"),
        ("信访局",), ("信访", "上访"),
        Both("来信来访由信访部门受理。", "Petitions are taken by their own bureau."),
    ),
    Topic(
        ("打官司", "律师", "法律", "法律援助", "调解", "公证", "lawyer", "legal aid", "law", "court"),
        ("司法局",), ("法律", "调解", "普法"),
        Both("法律援助和调解归司法部门。", "Legal aid and mediation answer to justice."),
    ),
    Topic(
        ("妇女", "女性", "家暴", "儿童", "孩子", "婚姻", "women", "woman", "child", "children", "family"),
        ("妇女联合会", "民政局"), ("妇女", "儿童", "家庭"),
        Both("妇联服务妇女儿童。", "The women’s federation serves women and children."),
    ),
    Topic(
        ("结婚", "离婚", "火化", "殡葬", "墓地", "社区", "marriage", "divorce", "funeral", "community"),
        ("民政局",), ("婚姻", "殡葬", "社区"),
        Both("婚姻登记和殡葬归民政部门。", "Marriages and funerals are registered by civil affairs."),
    ),
    Topic(
        ("献血", "捐款", "捐献", "急救", "红十字", "志愿者", "blood donation", "donation", "first aid", "volunteer"),
        ("红十字会",), ("献血", "捐献", "救护", "志愿"),
        Both("红十字会管献血、捐献和救护。", "The Red Cross looks after donations and first aid."),
    ),
    Topic(
        ("警察", "治安", "派出所", "身份证办理", "户口", "犯罪", "police", "crime"),
        ("公安",), ("治安", "公安", "禁毒"),
        Both("治安和户口归公安机关。", "Police look after safety and registers of residents."),
    ),
    Topic(
        ("税", "交税", "财政", "国库", "预算公开", "tax", "finance", "money"),
        ("财政局", "税务局"), ("税收", "财政"),
        Both("财政部门管收支。", "Finance departments look after money."),
    ),
    Topic(
        ("公务员", "编制", "招考", "干部", "civil servant", "staff"),
        ("机构编制", "组织部"), ("编制", "干部"),
        Both("编制归编办，干部归组织部。", "Posts answer to the staffing office, officials to the organisation department."),
    ),
    Topic(
        ("党员", "入党", "党课", "party member", "party building"),
        ("组织部", "党校"), ("党建", "党员"),
        Both("表单写“党建”。", "Forms speak of party building."),
    ),
    Topic(
        ("公车", "请客", "吃喝", "招待费", "出国", "official cars", "hospitality", "banquet"),
        (), ("公务用车", "公务接待", "三公", "出国"),
        Both("统称“三公”经费。", "Together they are the three public expenses."),
    ),
    Topic(
        ("热线", "12345", "市长热线", "打电话", "hotline", "helpline"),
        (), ("热线",),
        Both("表单写“区长热线”。", "Forms speak of the district head’s hotline."),
    ),
)  # fmt: skip
