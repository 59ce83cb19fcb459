"""Where somebody lives or what happened stands: doors, houses, villages, estates."""

import re
from collections.abc import Iterator

from youwei.text.identifying.finding import Hit, Kind, Why
from youwei.text.identifying.reading import Reading

_HAN = "\u4e00-\u9fff"
_N = r"[0-9十百]{1,4}"
_DOORS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[{_HAN}0-9]{{1,8}}(?:路|街|道|巷|胡同|里|弄)\s?{_N}(?:\s?[\-之]\s?\d+)?\s?号(?:院|楼)?",
        rf"{_N}\s?(?:号楼|号院|号门|单元|弄)",
        rf"(?:{_N}|[A-Za-z]\d?)\s?[栋幢](?:\s?{_N}\s?(?:单元|室|号|户|-\d+))*",
        r"[A-Za-z]\s?座\s?\d{2,5}",
        r"\d{1,2}-\d{1,2}-\d{3,4}",
        rf"{_N}\s?(?:楼|层)?\s?\d{{2,4}}\s?(?:室|房间?(?!屋|产|价|租|地|源))",
        rf"{_N}\s?[楼层]\s?{_N}\s?(?:号|室|户)",
        r"门牌(?:号码?)?[\s:是为]{0,2}\d+",
        rf"第?{_N}\s?(?:村民|居民)小?组|(?:村|社|队)第?{_N}\s?[组队社]|第{_N}\s?村民",
    )
)
_NAMED = re.compile(
    rf"[{_HAN}A-Z]{{1,6}}?(?:新村|村委会|村|屯|镇|乡|社区|小区|花园|家园|公寓|大厦|佳苑|华府)"
)
# The sign before the word that makes it no name: "农村", "老旧小区", "本镇".
_GENERAL = frozenset(
    "农乡全本该各个中新政然困驻到在的渔边老进下同我们某回出是这那贫示范重坐小集"
    "故返水民些旧宅此放闭式建型类房合改你他她您内里外住每多几何入离往从对于和与及或"
    "由区街道村镇县市庭后前为有无过化美丽智慧型安置高档租商务型办写字问吁请给但致现把被让使将以当若如而并且因至"
)
_WORDS = re.compile(
    r"(?:^|[^大小东西南北])(?:山村|渔村|城镇|古镇|集镇|城乡|家乡|住宅小区)$|[我你他她大]家.{1,2}$"
)
_TAIL = re.compile(r"(?:新村|村委会|村|屯|镇|乡|社区|小区|花园|家园|公寓|大厦|佳苑|华府)$")
_ONE_OF_SOME = frozenset({"一栋", "一幢", "一单元", "两栋", "两幢"})
_NO_NAME_AFTER = re.compile(
    r"(?:镇(?:定|静|压|痛)|村(?:民自治|级|里|务|规|容|集体)|乡(?:村|镇|亲|愁|土))"
)


def hits(reading: Reading) -> Iterator[Hit]:
    for pattern in _DOORS:
        for match in pattern.finditer(reading.digits):
            if reading.text[match.start() : match.end()] not in _ONE_OF_SOME:
                yield Hit(Kind.ADDRESS, *match.span(), Why.SHAPE)
    for match in _NAMED.finditer(reading.text):
        if _is_named(reading.text, match):
            yield Hit(Kind.ADDRESS, *match.span(), Why.SHAPE)


def _is_named(text: str, match: "re.Match[str]") -> bool:
    tail = _TAIL.search(match.group())
    assert tail is not None
    before = match.group()[: tail.start()]
    if not before or before[-1] in _GENERAL:
        return False
    if _WORDS.search(match.group()):
        return False
    return _NO_NAME_AFTER.match(text, match.end() - 1) is None
