"""The organs of the made-up province, by the rulebook's comparison groups."""

from dataclasses import dataclass

GOVERNMENT, PARTY = "government", "party-committee"
OFFICE, LEADING = "party-organs", "leading-group"
RENAMED, MERGED, ABSORBER = "government-services", "intellectual-property", "market"


@dataclass(frozen=True, slots=True)
class OrganPlan:
    """`slug` names it in the simulation and in user names; `superior` is a slug, or empty."""

    slug: str
    name: str
    short: str
    group: str
    superior: str

    @property
    def head(self) -> str:
        """The title of the one who answers for it."""
        for ending, title in _HEADS:
            if self.name.endswith(ending):
                return title
        return "主任"


_HEADS = (
    ("人民政府", "省长"),
    ("中共示范省委员会", "书记"),
    ("领导小组", "组长"),
    ("法院", "院长"),
    ("检察院", "检察长"),
    ("总工会", "主席"),
    ("联合会", "主席"),
    ("科学技术协会", "主席"),
    ("共青团示范省委员会", "书记"),
    ("工作委员会", "书记"),
    ("政法委员会", "书记"),
    ("红十字会", "会长"),
    ("商会", "会长"),
    ("办公厅", "主任"),
    ("厅", "厅长"),
    ("部", "部长"),
    ("局", "局长"),
    ("关", "关长"),
    ("总队", "总队长"),
    ("院", "院长"),
    ("校", "校长"),
    ("馆", "馆长"),
    ("台", "台长"),
)

# slug | name without the province | short name | superior
_LISTS = {
    "": """
        party-committee | 中共示范省委员会 | 省委 |
        government | 示范省人民政府 | 省政府 |
        leading-group | 示范省机关作风整顿领导小组 | 省整顿领导小组 |
    """,
    "party": """
        party-office | 中共示范省委办公厅 | 省委办公厅 | party-committee
        organisation | 中共示范省委组织部 | 省委组织部 | party-committee
        publicity | 中共示范省委宣传部 | 省委宣传部 | party-committee
        united-front | 中共示范省委统一战线工作部 | 省委统战部 | party-committee
        politics-law | 中共示范省委政法委员会 | 省委政法委 | party-committee
        policy | 中共示范省委政策研究室 | 省委政研室 | party-committee
        cyberspace | 中共示范省委网络安全和信息化委员会办公室 | 省委网信办 | publicity
        staffing | 中共示范省委机构编制委员会办公室 | 省委编办 | organisation
        party-organs | 中共示范省委直属机关工作委员会 | 省直机关工委 | party-committee
        veteran-cadres | 中共示范省委老干部局 | 省委老干部局 | organisation
        party-school | 中共示范省委党校 | 省委党校 | party-committee
        archives | 示范省档案馆 | 省档案馆 | party-office
    """,
    "congress-and-mass": """
        congress | 示范省人民代表大会常务委员会办公厅 | 省人大常委会办公厅 |
        conference | 示范省政协办公厅 | 省政协办公厅 |
        unions | 示范省总工会 | 省总工会 | party-committee
        youth | 共青团示范省委员会 | 团省委 | party-committee
        women | 示范省妇女联合会 | 省妇联 | party-committee
        science-association | 示范省科学技术协会 | 省科协 | party-committee
        writers-artists | 示范省文学艺术界联合会 | 省文联 | party-committee
        overseas | 示范省归国华侨联合会 | 省侨联 | party-committee
        disabled | 示范省残疾人联合会 | 省残联 | government
        red-cross | 示范省红十字会 | 省红十字会 | government
        chamber | 示范省工商业联合会 | 省工商联 | party-committee
    """,
    "law": """
        court | 示范省高级人民法院 | 省法院 |
        procuratorate | 示范省人民检察院 | 省检察院 |
        police | 示范省公安厅 | 省公安厅 | government
        justice | 示范省司法厅 | 省司法厅 | government
        prisons | 示范省监狱管理局 | 省监狱管理局 | justice
    """,
    "government-economy": """
        government-office | 示范省人民政府办公厅 | 省政府办公厅 | government
        development | 示范省发展和改革委员会 | 省发改委 | government
        finance | 示范省财政厅 | 省财政厅 | government
        industry | 示范省工业和信息化厅 | 省工信厅 | government
        agriculture | 示范省农业农村厅 | 省农业农村厅 | government
        commerce | 示范省商务厅 | 省商务厅 | government
        transport | 示范省交通运输厅 | 省交通运输厅 | government
        water | 示范省水利厅 | 省水利厅 | government
        science | 示范省科学技术厅 | 省科技厅 | government
        state-assets | 示范省国有资产监督管理委员会 | 省国资委 | government
        statistics | 示范省统计局 | 省统计局 | government
        grain | 示范省粮食和物资储备局 | 省粮食和储备局 | development
    """,
    "government-society": """
        education | 示范省教育厅 | 省教育厅 | government
        civil-affairs | 示范省民政厅 | 省民政厅 | government
        labour | 示范省人力资源和社会保障厅 | 省人社厅 | government
        health | 示范省卫生健康委员会 | 省卫健委 | government
        culture | 示范省文化和旅游厅 | 省文旅厅 | government
        medical-insurance | 示范省医疗保障局 | 省医保局 | government
        veterans | 示范省退役军人事务厅 | 省退役军人厅 | government
        sport | 示范省体育局 | 省体育局 | government
        broadcasting | 示范省广播电视局 | 省广电局 | government
        foreign-affairs | 示范省人民政府外事办公室 | 省外事办 | government
        petitions | 示范省信访局 | 省信访局 | government
    """,
    "government-regulation": """
        resources | 示范省自然资源厅 | 省自然资源厅 | government
        environment | 示范省生态环境厅 | 省生态环境厅 | government
        housing | 示范省住房和城乡建设厅 | 省住建厅 | government
        market | 示范省市场监督管理局 | 省市场监管局 | government
        emergency | 示范省应急管理厅 | 省应急厅 | government
        audit | 示范省审计厅 | 省审计厅 | government
        government-services | 示范省政务服务管理办公室 | 省政务服务办 | government
        intellectual-property | 示范省知识产权局 | 省知识产权局 | government
        forestry | 示范省林业和草原局 | 省林草局 | resources
        drugs | 示范省药品监督管理局 | 省药监局 | market
    """,
    "institutions": """
        service-centre | 示范省政务服务中心 | 省政务服务中心 | government-services
        social-insurance | 示范省社会保险事业服务中心 | 省社保中心 | labour
        housing-fund | 示范省住房公积金管理中心 | 省公积金中心 | housing
        land-registry | 示范省不动产登记中心 | 省不动产登记中心 | resources
        tenders | 示范省公共资源交易中心 | 省公共资源交易中心 | development
        roads | 示范省公路事业发展中心 | 省公路中心 | transport
        geology | 示范省地质勘查院 | 省地勘院 | resources
        cooperatives | 示范省供销合作总社 | 省供销社 | government
        farm-science | 示范省农业科学院 | 省农科院 | agriculture
    """,
    "vertical": """
        tax | 国家税务总局示范省税务局 | 省税务局 |
        customs | 示范海关 | 示范海关 |
        weather | 示范省气象局 | 省气象局 |
        telecoms | 示范省通信管理局 | 省通信管理局 |
        post | 示范省邮政管理局 | 省邮政管理局 |
        tobacco | 示范省烟草专卖局 | 省烟草局 |
        earthquake | 示范省地震局 | 省地震局 |
        survey | 国家统计局示范调查总队 | 示范调查总队 |
    """,
}


def _organs() -> tuple[OrganPlan, ...]:
    found = []
    for group, lines in _LISTS.items():
        for line in lines.strip().splitlines():
            slug, name, short, superior = (part.strip() for part in line.split("|"))
            found.append(OrganPlan(slug, name, short, group, superior))
    return tuple(found)


ORGANS = _organs()
FEW = frozenset(
    {
        *(PARTY, GOVERNMENT, LEADING, OFFICE, RENAMED, MERGED, ABSORBER, "party-office"),
        *("transport", "education", "labour", "medical-insurance", "resources", "environment"),
        *("housing", "finance"),
    }
)
# Who handles most of what people write about, and could therefore be planted as bad or good.
BUSY = ("transport", "education", "medical-insurance", "resources", "environment", "housing")
RENAMED_TO = ("示范省数据和政务服务局", "省数据和政务服务局")

_UNITS = {
    "": ("办公室", "督查室", "综合处"),
    "party": ("办公室", "综合处", "干部人事处"),
    "congress-and-mass": ("办公室", "群众工作部", "权益保障部"),
    "law": ("办公室", "立案信访处", "监督管理处"),
    "government-economy": ("办公室", "政策法规处", "行政审批处"),
    "government-society": ("办公室", "公共服务处", "行政审批处"),
    "government-regulation": ("办公室", "执法监督处", "行政审批处"),
    "institutions": ("办公室", "业务受理部", "稽核部"),
    "vertical": ("办公室", "政务服务处", "监督处"),
}


def units_of(organ: OrganPlan) -> tuple[str, ...]:
    if organ.slug == OFFICE:
        return ("办公室", "作风整顿办公室", "宣传处")
    if organ.group == "vertical" and organ.slug != "tax":
        return ("办公室", "公众服务处", "监督处")
    return _UNITS[organ.group]
