"""What gives a person away is found; what every office writes every day is left alone."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from youwei.text.identifying import Finding, Kind, Why, find

# Each with its kind and what is found.
HITS = [
    # names
    ("窗口的王建国让我们回去等", Kind.NAME, "王建国"),
    ("找到李局长反映过", Kind.NAME, "李局长"),
    ("张三同志在场", Kind.NAME, "张三同志"),
    ("欧阳修文主任接待", Kind.NAME, "欧阳修文主任"),
    ("赵副处长说不行", Kind.NAME, "赵副处长"),
    ("当事人李某某称", Kind.NAME, "李某某"),
    ("王××不肯盖章", Kind.NAME, "王××"),
    ("联系人：陈秀英。", Kind.NAME, "陈秀英"),
    ("姓名：欧阳明月，", Kind.NAME, "欧阳明月"),
    ("村民杜家楚，反映", Kind.NAME, "杜家楚"),
    ("买买提·艾力，没有领到", Kind.NAME, "买买提·艾力"),
    ("小李说今年没有指标", Kind.NAME, "小李"),
    ("一肖姓家庭", Kind.NAME, "肖姓"),
    ("刘老师多次催办", Kind.NAME, "刘老师"),
    # telephone numbers
    ("请打13800138000", Kind.PHONE, "13800138000"),
    ("请打138-0013-8000", Kind.PHONE, "138-0013-8000"),
    ("请打１３８００１３８０００", Kind.PHONE, "１３８００１３８０００"),
    ("请打138 0013 8000", Kind.PHONE, "138 0013 8000"),
    ("请打+86 13800138000", Kind.PHONE, "86 13800138000"),
    ("请打一三八零零一三八零零零", Kind.PHONE, "一三八零零一三八零零零"),
    ("请打幺三八零零幺三八零零零", Kind.PHONE, "幺三八零零幺三八零零零"),
    ("座机0311-87654321", Kind.PHONE, "0311-87654321"),
    ("座机（010）87654321", Kind.PHONE, "010）87654321"),
    ("电话：87654321", Kind.PHONE, "87654321"),
    ("短号：66123", Kind.PHONE, "66123"),
    # identity numbers, cards, codes
    ("证件11010519491231002X", Kind.IDENTITY, "11010519491231002X"),
    ("证件110105194912310021", Kind.IDENTITY, "110105194912310021"),  # check digit mistyped
    ("证件110105491231002", Kind.IDENTITY, "110105491231002"),
    ("证件110105 19491231 002x", Kind.IDENTITY, "110105 19491231 002x"),
    ("卡号4111111111111111", Kind.CARD, "4111111111111111"),
    ("卡号6222 0211 2345 6789 013", Kind.CARD, "6222 0211 2345 6789 013"),
    ("代码91350100M000100Y43", Kind.ORGANISATION, "91350100M000100Y43"),
    ("某某市宏远商贸有限公司", Kind.ORGANISATION, "某某市宏远商贸有限公司"),
    # plates
    ("车牌冀A12345", Kind.PLATE, "冀A12345"),
    ("车牌冀A·D1234学", Kind.PLATE, "冀A·D1234学"),
    ("新能源车冀AD12345", Kind.PLATE, "冀AD12345"),
    ("车牌京a 12b45", Kind.PLATE, "京a 12b45"),
    # addresses
    ("住在建设路12号", Kind.ADDRESS, "住在建设路12号"),
    ("阳光小区的住户", Kind.ADDRESS, "阳光小区"),
    ("3号楼2单元501室", Kind.ADDRESS, "3号楼"),
    ("3号楼2单元501室", Kind.ADDRESS, "2单元"),
    ("3号楼2单元501室", Kind.ADDRESS, "501室"),
    ("王家村的土地", Kind.ADDRESS, "王家村"),
    ("第三村民小组", Kind.ADDRESS, "第三村民小组"),
    ("青云镇的居民", Kind.ADDRESS, "青云镇"),
    ("5栋1306号", Kind.ADDRESS, "5栋1306号"),
    # days and times
    ("2026年3月5日去的", Kind.MOMENT, "2026年3月5日"),
    ("二〇二六年三月五日去的", Kind.MOMENT, "二〇二六年三月五日"),
    ("３月５日去的", Kind.MOMENT, "３月５日"),
    ("2026-03-05去的", Kind.MOMENT, "2026-03-05"),
    ("2026/3/5去的", Kind.MOMENT, "2026/3/5"),
    ("十二月二十五号去的", Kind.MOMENT, "十二月二十五号"),
    ("15号上午去的", Kind.MOMENT, "15号"),
    ("上午9点半去的", Kind.MOMENT, "上午9点半"),
    ("下午三点去的", Kind.MOMENT, "下午三点"),
    ("8点40去的", Kind.MOMENT, "8点40"),
    ("14:30去的", Kind.MOMENT, "14:30"),
    ("昨天去的", Kind.MOMENT, "昨天"),
    ("上周三去的", Kind.MOMENT, "上周三"),
    # numbers of cases
    ("编号SF16-D8KQ2M7P", Kind.CASE, "SF16-D8KQ2M7P"),
    ("见SF16-22Z6-H7PW", Kind.CASE, "SF16-22Z6-H7PW"),
    ("工单编号：2026031500123", Kind.CASE, "2026031500123"),
    ("受理号一一零一", Kind.CASE, "一一零一"),
    ("（2026）冀信访字第123号", Kind.CASE, "（2026）冀信访字第123号"),
    ("(2019)冀01民初123号", Kind.CASE, "(2019)冀01民初123号"),
    # accounts, mail, links
    ("微信号：abc_1234", Kind.ACCOUNT, "abc_1234"),
    ("加V信wxid88", Kind.ACCOUNT, "wxid88"),
    ("QQ 12345678", Kind.ACCOUNT, "12345678"),
    ("发到zhang.san@example.com", Kind.MAIL, "zhang.san@example.com"),
    ("见https://example.com/a?b=1", Kind.LINK, "https://example.com/a?b=1"),
    ("见www.example.cn", Kind.LINK, "www.example.cn"),
    # a long number of no known kind
    ("号码20260315", Kind.NUMBER, "20260315"),
]
NEAR_MISSES = [
    "服务窗口态度生硬，推诿扯皮，办事群众多次往返。",
    "落实首问负责制，公开一次性告知清单。",
    "请向局长信箱反映，由科长负责，经处长批准。",
    "担任局长以来没有下过基层，时任主任已经调离。",
    "关于科长、主任的职责，各单位主要负责人要亲自抓。",
    "方便群众，高效办理，严格执行，安全第一，常态长效。",
    "老旧小区改造、农村道路、乡镇卫生院、城乡居民医保。",
    "提出三点建议、两点要求，分5点说明。",
    "2024-2025年投入1200000元，惠及30000户。",
    "拨打12345热线或者12388举报电话，紧急情况拨110。",
    "冀政办字〔2020〕72号文件要求15个工作日内办结。",
    "一单元内多次停水，两栋楼都没有电梯。",
    "办结率98.5%，满意率100%，平均用时3.5天。",
    "《信访工作条例》第三十四条规定六十日内办结。",
    "小时、小组、老年人、大众、小区、老百姓。",
    "对不作为、慢作为、乱作为的，依规依纪处理。",
    "企业开办全程网办，一窗受理、集成服务。",
    "镇静、镇定、村级、乡村振兴、社区服务。",
    "24小时自助服务，每周五天工作制。",
    "政务服务大厅一楼综合窗口无人值守。",
    "在何处收费、由原处室说明，路段所在单位负责。",
    "按1、2、3、4、5、6、7的顺序逐项整改，3日内反馈。",
    "缩小周期，扩大宣传，小孙子、小胡同。",
    "春节期间安排值班，节前、节后均不得脱岗。",
]


@pytest.mark.parametrize(("text", "kind", "expected"), HITS, ids=[t[:14] for t, _, _ in HITS])
def test_a_particular_is_found(text: str, kind: Kind, expected: str) -> None:
    found = [one.text for one in find(text) if one.kind is kind]
    assert any(expected in one and len(one) <= len(expected) + 1 for one in found), find(text)


# Written so that a reader still understands them: (text, kind).
DISGUISED = [
    ("王 小 明在窗口", Kind.NAME),
    ("王、小、明三个字", Kind.NAME),
    ("王-小-明收了钱", Kind.NAME),
    ("陈  局 长在场", Kind.NAME),
    ("王局不签字", Kind.NAME),
    ("李处说不行", Kind.NAME),
    ("小王态度差", Kind.NAME),
    ("老李吃拿卡要", Kind.NAME),
    ("王◯明不盖章", Kind.NAME),
    ("王□□不盖章", Kind.NAME),
    ("那位姓“王”的", Kind.NAME),
    ("高磊收钱", Kind.NAME),
    ("请打138，1234，5678", Kind.PHONE),
    ("请打138、1234、5678", Kind.PHONE),
    ("请打138\n1234\n5678", Kind.PHONE),
    ("请打138~1234~5678", Kind.PHONE),
    ("请打1。3。8。1。2。3。4。5。6。7。8", Kind.PHONE),
    ("请打❶❸❽❶❷❸❹❺❻❼❽", Kind.PHONE),
    ("请打1\ufe0f\u20e33\ufe0f\u20e38\ufe0f\u20e312345678", Kind.PHONE),
    ("请打138****5678", Kind.NUMBER),
    ("手机尾号为5678", Kind.NUMBER),
    ("身份证后四位002X", Kind.NUMBER),
    ("证件110105********002X", Kind.NUMBER),
    ("证件110105，19491231，002X", Kind.IDENTITY),
    ("冀A一二三四五", Kind.PLATE),
    ("冀A牌照12345", Kind.PLATE),
    ("河北A12345", Kind.PLATE),
    ("车牌A12345", Kind.PLATE),
    ("车牌尾号345", Kind.PLATE),
    ("冀A.12345", Kind.PLATE),
    ("冀\u041012345", Kind.PLATE),
    ("冀A--12345", Kind.PLATE),
    ("(2016)冀01民初一百二十三号", Kind.CASE),
    ("二〇一六冀01民初123号", Kind.CASE),
    ("冀信访【2016】12号", Kind.CASE),
    ("编号为：第 123 号", Kind.CASE),
    ("第12号信访件", Kind.CASE),
    ("和平路捌拾捌号", Kind.ADDRESS),
    ("三月初五去的", Kind.MOMENT),
    ("本月5日去的", Kind.MOMENT),
    ("3.5日去的", Kind.MOMENT),
    ("清明节当日去的", Kind.MOMENT),
    ("春节前一天去的", Kind.MOMENT),
]


@pytest.mark.parametrize(("text", "kind"), DISGUISED, ids=[t[:14] for t, _ in DISGUISED])
def test_an_odd_way_of_writing_hides_nothing(text: str, kind: Kind) -> None:
    assert kind in {one.kind for one in find(text)}, find(text)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert find(text) == ()


def test_it_says_why() -> None:
    whys = {one.text: one.why for one in find("李科长的证件11010519491231002X，微信号abc_1234")}
    assert whys == {
        "李科长": Why.TITLE,
        "11010519491231002X": Why.CHECK_DIGIT,
        "abc_1234": Why.CUE,
    }


def test_findings_stand_in_order_and_apart() -> None:
    text = "2026年3月5日上午9点，张三同志在建设路12号3号楼打了13800138000"
    found = find(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


PLANTED = st.sampled_from(
    [
        "13800138000",
        "138-0013-8000",
        "一三八零零一三八零零零",
        "0311-87654321",
        "11010519491231002X",
        "110105491231002",
        "6222021123456789013",
        "91350100M000100Y43",
        "冀A12345",
        "冀AD12345",
        "2026年3月5日",
        "三月五日",
        "建设路12号",
        "2单元501室",
        "张三同志",
        "欧阳修文主任",
        "李某某",
        "(2026)冀信访字第123号",
        "zhang@example.com",
        "https://example.com/a",
    ]
)
# Also what could run together with it: figures, surnames, marks of dates and numbers.
AROUND = st.text(max_size=12) | st.text(
    "0123456789 -年月日号张王冀A李一二三零xX元的，。(a.@/路村万", max_size=8
)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
INVISIBLE = ["\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", "\u202e", "\ufe0f", "\U000e0041"]


def _covered(found: tuple[Finding, ...], start: int, end: int) -> bool:
    """Whether what was planted cannot be read any more once the findings are blacked out."""
    left = set(range(start, end))
    for one in found:
        left -= set(range(one.start, one.end))
    return len(left) <= (end - start) // 3


@given(planted=PLANTED, before=AROUND, after=AROUND)
@example(planted="李某某", before="", after="说")
def test_what_is_planted_is_found_in_any_text(planted: str, before: str, after: str) -> None:
    text = f"{before}{planted}{after}"
    assert _covered(find(text), len(before), len(before) + len(planted))


@given(planted=PLANTED, before=AROUND, seed=st.integers(0, 1 << 20), wide=st.booleans())
def test_neither_width_nor_invisible_signs_hide_it(
    planted: str, before: str, seed: int, wide: bool
) -> None:
    shown = planted.translate(WIDE) if wide else planted
    hidden = "".join(
        sign + (INVISIBLE[(seed + n) % len(INVISIBLE)] if seed >> (n % 20) & 1 else "")
        for n, sign in enumerate(shown)
    )
    text = f"{before}{hidden}。"
    assert _covered(find(text), len(before), len(before) + len(hidden))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in find(text))
