"""Exact days and times: who was at the counter then can be looked up."""

import re
from collections.abc import Iterator

from youwei.text.identifying.finding import Hit, Kind, Why
from youwei.text.identifying.reading import Reading

_N = r"[0-9十廿卅]{1,3}"
_PART = "凌晨|清晨|早上|早晨|上午|中午|下午|午后|傍晚|晚上|夜里|深夜"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\d{{4}}|\d{{2}})\s?[年./\-]\s?{_N}\s?[月./\-]\s?{_N}(?:\s?[日号])?",
        rf"{_N}\s?月\s?(?:份的?)?{_N}\s?[日号]",
        rf"{_N}\s?[日号](?=\s?(?:{_PART}|当天|那天))",
        rf"(?:本|当|上|该|次)月\s?{_N}\s?[日号]",
        rf"{_N}\s?月\s?初[0-9十]",
        r"(?<!\d)\d{1,2}\.\d{1,2}\s?[日号]",
        r"(?:农历|阴历|正月|腊月)[^，。；\s]{0,3}(?:初|十|廿)[0-9十]{1,2}",
        rf"(?:{_PART})\s?{_N}\s?[点时](?:\s?(?:半|整|1刻|{_N}\s?分?))?",
        r"(?<!\d)\d{1,2}\s?[点时]\s?\d{2}(?!\d)",
        rf"{_N}\s?[点时]\s?(?:钟|半|整|1刻|{_N}\s?分|左右|许)",
        r"(?:昨|前)[天日晚夜]|今[早晨晚]|今[天日](?:早|上|中|下|晚)[上午]?",
        r"上(?:个)?(?:周|星期|礼拜)[1-6日天末]",
        rf"(?:周|星期|礼拜)[1-6日天]\s?(?:{_PART}|早|晚)",
    )
)
# In Arabic figures alone; 两点 and 三点 are more often points of a list.
_FEAST = re.compile(
    r"(?:春节|元旦|元宵节?|清明节?|端午节?|中秋节?|国庆节?|五一|三八(?:妇女)?节?|妇女节|劳动节|重阳节?|除夕)"
    r"[^，。；\s]{0,2}(?:当[天日晚]|那天|[前后][一1]天|前夕|次日|第[二2]天)"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?:\s?\d{2}(?::\d{2})?(?!\d)")
_HOUR = re.compile(
    r"(?<!\d)\d{1,2}\s?(?:时(?![间候刻代期常效限速段])"
    r"|点(?!建议|意见|要求|希望|说明|问题|原因|理由|疑问|内容|诉求|需要|注意|\d|[、.,]))"
)


def hits(reading: Reading) -> Iterator[Hit]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(reading.digits):
            yield Hit(Kind.MOMENT, *match.span(), Why.SHAPE)
    for pattern in (_CLOCK, _HOUR, _FEAST):
        for match in pattern.finditer(reading.text):
            yield Hit(Kind.MOMENT, *match.span(), Why.SHAPE)
