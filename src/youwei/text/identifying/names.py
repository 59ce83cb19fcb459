"""Names of people: by a title, a cue, a mask, or because the words read as one."""

import re
from collections.abc import Iterator

import rjieba

from youwei.text.identifying.finding import Hit, Kind, Why
from youwei.text.identifying.ordinary import WORDS
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
    rf"{_ANY}(?:某某|某(?![个些部单局种科人位项次地事物])[{_HAN}]?|[◯〇□■●_xX×*＊○]{{1,2}}(?![A-Za-z0-9])|姓(?![名氏]))"
)
_CALLED = re.compile(rf"[老小阿]{_SURE}(?=[，。,.;:、！!？?\s说在给和来让把不就接]|告诉|$)")
_FREQUENT = (
    "[王李张刘陈杨赵吴周徐孙朱胡郭罗郑梁宋唐韩冯曹彭曾肖"
    "董潘袁蔡蒋杜魏苏吕卢姚沈姜崔谭汪廖贾邹熊孟秦]"
)
_FAMILIAR = re.compile(rf"(?<![大缩减最较弱])[老小阿]{_FREQUENT}(?![子鹃同期边体山末围])")
# 王局, 李处, 张工: an office or a form of address in one character.
_SHORT = re.compile(
    rf"{_FREQUENT}[局处科厅所队总工姐哥叔婶](?=[\s，。,.;:、！!？?说不收在给态的吃拿签让要打把]|$)"
)
_CUES = re.compile(
    r"(?:姓名|名叫|名字(?:叫|是)|我叫|他叫|她叫|署名|化名)[\s:是为]{0,3}"
    rf"(?P<n>{_ANY}[{_HAN}·]{{1,3}}?)(?=[，。,.;:、；（()\s]|的|，|$)"
    r"|(?:本人|联系人|经办人|当事人|投诉人|举报人|反映人|申请人|承办人|负责人|户主|业主|法定代表人|法人|居民|村民"
    r"|职工|教师|老板|司机|学生|患者|家长|邻居|工作人员|窗口人员)"
    rf"[\s]?[:：是为]?[\s]?(?P<m>{_SURE}[{_HAN}]{{1,2}})(?=[，。,.;:、；（()\s]|的|，|$)"
    rf"|姓[\"'“”「]?(?P<o>{_SURE})(?![{_HAN}]*[名氏])"
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
    "[的了是在和与或及对向不有个们这那我你他她它被把让请找问说级位名局处科室部委办镇乡县市区村厅院校站所队"
    "副原各该本总人长为到就都也于任]"
)
# Seldom anything but given names after a surname that is also a word.
_GIVEN = frozenset("磊静洋伟军杰涛鹏婷娟燕敏辉刚斌勇艳玲霞萍芳娜莉琴颖倩浩宇凯旭博琳璐彬")
_LONGEST = 4
_NEVER_LAST = frozenset("路区证馆法感边湾堆性镇村县市院站局厅费员部右")


def hits(reading: Reading) -> Iterator[Hit]:
    text = reading.text
    yield from _titled(text)
    for pattern, why in (
        (_MASKED, Why.MASKED),
        (_DOTTED, Why.SHAPE),
        (_STOCK, Why.READS_AS_NAME),
        (_CALLED, Why.TITLE),
        (_FAMILIAR, Why.TITLE),
        (_SHORT, Why.TITLE),
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
    if not 2 <= len(word) <= _LONGEST or word in WORDS or word[:2] in WORDS:
        return False
    if word[-1] in _NEVER_LAST:
        return False
    if re.match(COMPOUND, word):
        return len(word) > 2
    if word[0] not in PLAIN and len(word) == 2:
        return word[0] in ALL and word[1] in _GIVEN
    return word[0] in ALL and len(word) <= 3
