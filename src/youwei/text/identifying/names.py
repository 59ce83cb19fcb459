"""Names of people: by a title, a cue, a mask, or because the words read as one."""

import re
from collections.abc import Iterator

import rjieba

from youwei.text.identifying.finding import Hit, Kind, Why
from youwei.text.identifying.reading import Reading
from youwei.text.identifying.surnames import ALL, COMPOUND, PLAIN

_HAN = "\u4e00-\u9fff"
_ANY = f"(?:{COMPOUND}|[{''.join(sorted(ALL))}])"
_SURE = f"(?:{COMPOUND}|[{''.join(sorted(PLAIN))}])"
_OFFICES = (
    "局长|处长|科长|股长|主任|书记|县长|市长|区长|镇长|乡长|村长|省长|厅长|所长|队长|院长|校长|站长"
    "|行长|会长|组长|部长|司长|秘书长|支书|经理|总监|董事长?|教授|老师|医生|大夫|护士|律师|法官"
    "|检察官|警官|民警|会计|师傅|同志|先生|女士|小姐|大爷|大妈|大叔|大姐|大哥|阿姨|老板|干事|专员|协管员|科员|工程师"
)
_TITLED = re.compile(rf"(?P<s>{_ANY})(?P<g>[{_HAN}]{{0,2}}?)(?:副)?(?:{_OFFICES})")
_MASKED = re.compile(
    rf"{_ANY}(?:某某?(?![个些部单局种科人位项次地事物])[{_HAN}]?|[xX×*＊○]{{1,2}}(?![A-Za-z0-9]))"
)
_CALLED = re.compile(
    rf"[老小阿]{_SURE}(?=[，。,.;:、！!？?\s]|说|在|给|和|来|让|把|不|就|接|告诉|$)"
)
_CUES = re.compile(
    r"(?:姓名|名叫|名字(?:叫|是)|我叫|他叫|她叫|署名|化名)[\s::是为]{0,3}"
    rf"(?P<n>{_ANY}[{_HAN}·]{{1,3}}?)(?=[，。,.;:、；（()\s]|的|，|$)"
    r"|(?:本人|联系人|经办人|当事人|投诉人|举报人|反映人|申请人|承办人|负责人|户主|业主|法定代表人|法人|居民|村民"
    r"|职工|教师|老板|司机|学生|患者|家长|邻居|工作人员|窗口人员)"
    rf"[\s]?[:：是为]?[\s]?(?P<m>{_SURE}[{_HAN}]{{1,2}})(?=[，。,.;:、；（()\s]|的|，|$)"
    rf"|姓(?P<o>{_SURE})(?![{_HAN}]*[名氏])"
)
_DOTTED = re.compile(rf"[{_HAN}]{{2,7}}[·•‧・][{_HAN}]{{2,7}}")
_STOCK = re.compile("张三|李四|王五|赵六")
# What stands before a surname that is none: 担任局长, 由于科长, 关于主任.
_NOT_AFTER = {
    "任": "担时现原曾兼连前历责新主信调离留在委",
    "于": "关对由至属位处等鉴敢便终基",
    "向": "方倾一转导",
    "时": "同当及有此小随那这按到",
    "成": "组完造变形达建构分",
    "和": "",
    "关": "有机相无海攻把",
    "单": "清简名菜",
    "车": "公火汽停货",
    "高": "提最较很太",
    "明": "说证表声文",
    "方": "地对双警官各一三甲乙多我",
    "应": "反相供对答",
    "安": "公治保平",
    "常": "经正日非通",
    "解": "理了化调",
    "全": "安完健",
    "查": "检调审核督",
    "计": "会统设审",
    "管": "主分尽不监城",
    "强": "加增",
    "党": "",
    "农": "三",
    "连": "接",
}
_PREPOSITIONS = frozenset("向于和应由连")
_NEVER_GIVEN = re.compile(
    "的|了|是|在|和|与|或|及|对|向|不|有|个|们|这|那|我|你|他|她|它|被|把|让|请|找|问|说|级|位|名|局|处|科|室|部|委|办|镇|乡|县|市|区|村|厅|院|校|站|所|队|副|原|各|该|本|总|人|长|为|到|就|都|也"
)
_LONGEST = 4
_NEVER_LAST = frozenset("路区证馆法感边湾堆性镇村县市院站局厅费员部右")
_NOT_NAMES = frozenset(
    # what the tagger takes for names
    "高高 东方红 高高兴兴 明明白白 温馨 安全 高效 文明 平安 和谐 阳光 万分 金额 白天 黄金 高级 方便 安排 成立 常年 马上 "
    "明确 严格 严重 严肃 严厉 严禁 关键 解决 全程 路边 路灯 石头 田地 毛病 万一 雷同 古城 甘愿 宁愿 申请 申报 "
    "连锁 单独 管道 管线 左右 迟迟 时常 向来 于是 任性 任意 程度 程序 包括 强烈 强行 安置 安心 高架 高峰 高速 "
    "高中 高考 高层 高新 马路 水泥 方案 方式 包庇 包干 计较 应付 应当 查处 明显 高度 高价 高压 成本 成绩 解释 "
    "华润 阳台 金融 和睦 和平 常态 向上 康复 盛世 盛大 关怀 关爱 党员 农合 农贸 白领 文书 文旅 文体 项目 "
    "曾经 胡乱 胡来 余额 余款 段时间 游客 施工 施行 凌晨 凌乱 何时 何年 何处 何必 何以 何况 何事 纪律 纪委 "
    "武装 武广 许可 顾问 何时 原以 安全 向阳 马路 何以 马王 严重 申请 麻将 麻木 牟利 钱财 胡杨 丁字 龙王 龙头 龙舟 麻烦 原址 原价 原告 宫颈 齐全 齐心 梅雨 江水 江河 江边 林业 林地 林场 林立 孔洞 梁柱 "
    "陈述 陈旧 张贴 许可 许久 许诺 谢谢 谢绝 韩国 唐山 宋体 徐州 郑重 郑州 苏州 苏打 汤圆 江苏 江西 吴中 "
    "郎朗 游乐 游泳 范围 范例 叶子 莫名 莫非 汪洋 焦急 焦虑 焦点 柳州 柳树 祝贺 祝福 祝您 祝愿 桂林 桂花 "
    "冉冉 苗木 苗圃 欧美 欧洲 霍乱 贺电 贺词 顾客 顾虑 顾及 史料 蒙骗 蒙古 蒙受 陶瓷 陶冶 毕竟 毕业 毕业生 "
    "杜绝 杜鹃 周边 周围 周末 周期 周转 周到 周年 孙子 孙女 朱红 胡同 胡闹 何在 罗列 彭州 曹操 董事 董事会".split()
)


def hits(reading: Reading) -> Iterator[Hit]:
    text = reading.text
    yield from _titled(text)
    for pattern, why in (
        (_MASKED, Why.MASKED),
        (_DOTTED, Why.SHAPE),
        (_STOCK, Why.READS_AS_NAME),
        (_CALLED, Why.TITLE),
    ):
        for match in pattern.finditer(text):
            if not _only_a_word(text, match.start()):
                yield Hit(Kind.NAME, *match.span(), why)
    for match in _CUES.finditer(text):
        yield Hit(Kind.NAME, *match.span(match.lastgroup or 0), Why.CUE)
    yield from _tagged(text)


def _titled(text: str) -> Iterator[Hit]:
    place = 0
    while (match := _TITLED.search(text, place)) is not None:
        place = match.start() + 1
        bare = not match["g"] and match["s"] in _PREPOSITIONS  # 向局长反映
        if bare or _NEVER_GIVEN.search(match["g"]) or _only_a_word(text, match.start()):
            continue
        yield Hit(Kind.NAME, *match.span(), Why.TITLE)
        place = match.end()


def _only_a_word(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    return bool(before) and before in _NOT_AFTER.get(text[place], "")


def _tagged(text: str) -> Iterator[Hit]:
    """Words that the tagger reads as names and that begin with a surname."""
    place = 0
    for word, tag in rjieba.tag(text):
        start = text.find(word, place)
        if start < 0:
            continue
        place = start + len(word)
        if tag.startswith("nr") and _reads_as_name(word):
            yield Hit(Kind.NAME, start, place, Why.READS_AS_NAME)


def _reads_as_name(word: str) -> bool:
    if not 2 <= len(word) <= _LONGEST or word in _NOT_NAMES or word[:2] in _NOT_NAMES:
        return False
    if word[-1] in _NEVER_LAST:
        return False
    if re.match(COMPOUND, word):
        return len(word) > 2
    return word[0] in ALL and len(word) <= 3 and not (word[0] not in PLAIN and len(word) == 2)
