"""Numbers, codes and addresses of the net by which somebody can be found."""

import re
from collections.abc import Iterator

from youwei.text.identifying.finding import Hit, Kind, Why
from youwei.text.identifying.reading import Reading

_GAP = r"[ \t\u00a0\-\u2010-\u2015_.·•/*()+]{0,3}"
_RUN = re.compile(rf"\d(?:{_GAP}\d)*(?:{_GAP}[xX](?![A-Za-z]))?")
# With anything between the digits that is no letter; only what is surely somebody's is told so.
_APART = r"[^\w]{0,3}"
_MOBILE_APART = re.compile(rf"(?<!\d)1{_APART}[3-9](?:{_APART}\d){{9}}(?![\dxX])")
_IDENTITY_APART = re.compile(rf"(?<!\d)[1-8](?:{_APART}\d){{16}}{_APART}[\dxX](?![A-Za-z0-9])")
_COVERED = re.compile(r"\d{2,}[*xX×○◯□■●_]{3,}[\dxX]*")
_LAST_DIGITS = re.compile(
    r"(?:尾号|尾数|[后末最][0-9几]位(?:数字?)?)[\s:是为]{0,3}(?P<id>(?:[\dA-Za-z]\s?){3,6})"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+\-]+ ?@ ?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\"'<>)]+"
    r"|[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.(?:com|cn|net|org|top|xyz|info|cc|vip|shop|site)"
    r"(?![A-Za-z0-9])(?:/[A-Za-z0-9/?&=._%#\-]*)?",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?:微信|wechat|weixin|wx|vx|v信|qq群?|扣扣|抖音|快手|微博|支付宝|钉钉|[账帐]号)"
    r"(?:号码?|账号|id|名)?[\s:是为叫加]{0,3}(?P<id>[A-Za-z0-9_][A-Za-z0-9_\-]{4,})",
    re.IGNORECASE,
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_PROVINCE_NAMES = "河北|河南|北京|天津|上海|重庆|山西|山东|辽宁|内蒙古?"
_BETWEEN = r"[\s·•.*_\-]{0,3}"
_PLATE_CUE = re.compile(
    r"(?:车牌|车号|牌照)(?:号码?|尾号)?[\s:是为]{0,3}(?P<id>(?=[A-Za-z]{0,2}\d)[A-Za-z0-9]{3,})"
)
_PLATE = re.compile(
    rf"(?:[{_PROVINCES}]|{_PROVINCE_NAMES})牌?{_BETWEEN}[A-HJ-NP-Z](?:牌照?)?{_BETWEEN}(?:[A-HJ-NP-Z0-9*]\s?){{4,6}}[挂学警港澳]?",
    re.IGNORECASE,
)
_PLATE_SIGNS = (6, 7, 8)  # with an old tractor's, a usual and a new-energy one
_CREDIT = re.compile(
    r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])",
    re.IGNORECASE,
)
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_COMPANY = re.compile(r"[\u4e00-\u9fff()]{2,16}(?:有限|股份)(?:责任)?公司")
_FILED = re.compile(
    r"(?:编号|单号|工单|受理号|流水号|件号|案号|信访号|信访件|查询码|回执号?|登记号|证号|执照号|合同号)码?"
    r"[\s:是为第]{0,4}(?P<id>[A-Za-z0-9][A-Za-z0-9\-]{3,}|\d+(?=\s?号))"
)
_FILED_AS = re.compile(r"第\s?\d+\s?号(?:信访|投诉|举报|来信|案)件?")
_OURS = re.compile(
    r"(?<![A-Z0-9])(?=[A-Z0-9\-]*\d)[A-Z][A-Z0-9]{1,15}-(?:[A-Z0-9]{6,}|[A-Z0-9]{4}-[A-Z0-9]{4})"
    r"|(?:[0-9A-Z]{4}-){3,}[0-9A-Z]{4}",
    re.IGNORECASE,
)
_COURT = re.compile(
    r"[(〔\[【]\d{4}[)〕\]】]\s?[\u4e00-\u9fff][\u4e00-\u9fff0-9]{0,14}?第?\d[\d十百千]*号"
    r"|(?<!\d)\d{4}\s?[\u4e00-\u9fff]\d{0,4}[民刑行执知赔][\u4e00-\u9fff]{0,3}第?\d[\d十百千]*号"
    r"|(?:信|访|诉|举|复查|复核|督)[\u4e00-\u9fff]{0,2}[(〔\[【]\d{4}[)〕\]】]\s?第?\d[\d十百千]*号"
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[A-Za-z])(?=(?:[A-Za-z]*\d){5})(?!12\d{3}[A-Za-z])[A-Za-z0-9]{8,}"
)

_MOBILE = re.compile(r"1[3-9]\d{9}")
_WHOLE_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:(?:00)?86)?0?(?:10|2\d|[3-9]\d\d)\d{7,8}\d{0,4}|[48]00\d{7}")
_SAYS_PHONE = re.compile(
    r"(?:电话|座机|热线|手机|联系方式|拨打|致电|短号)(?:号码?)?[\s:是为]{0,3}$"
)
_PUBLIC = re.compile(r"1[12]\d|12\d{3}|9[56]\d{3}")  # 110, 12345, 95598: nobody's own
_AMOUNT = re.compile(r"\s?(?:多|余)?(?:元|万|亿|人|件|户|平方|亩|公里|米|吨|次|个|份|条)")
_YEARS = re.compile(r"(?:19|20)\d\d\D{1,3}(?:19|20)\d\d")
_DAY = re.compile(r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}")  # told by moments.py
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LONG = 7  # digits from which on a number can be somebody's own
_AMOUNT_DIGITS = 9  # and up to which it can be an amount


def hits(reading: Reading) -> Iterator[Hit]:
    text, digits = reading.text, reading.digits
    yield from _all(_MAIL, text, Kind.MAIL)
    yield from _all(_LINK, text, Kind.LINK)
    yield from _credit_codes(text)
    yield from _all(_COMPANY, text, Kind.ORGANISATION)
    yield from (hit for hit in _all(_PLATE, digits, Kind.PLATE) if _is_plate(digits, hit))
    yield from _cued(_PLATE_CUE, digits, Kind.PLATE)
    yield from _all(_COURT, digits, Kind.CASE)
    yield from _all(_FILED_AS, digits, Kind.CASE)
    yield from _cued(_FILED, digits, Kind.CASE)
    yield from _cued(_LAST_DIGITS, digits, Kind.NUMBER)
    yield from _apart(digits)
    for match in _ACCOUNT.finditer(digits):
        if not _WHOLE_MOBILE.fullmatch(match["id"]):
            yield Hit(Kind.ACCOUNT, *match.span("id"), Why.CUE)
    for match in _RUN.finditer(digits):
        yield from _of_run(digits, match)
    yield from _all(_OURS, text, Kind.CASE)
    yield from _all(_CODE, text, Kind.CASE)


def _all(pattern: "re.Pattern[str]", text: str, kind: Kind) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        yield Hit(kind, *match.span(), Why.SHAPE)


def _cued(pattern: "re.Pattern[str]", text: str, kind: Kind) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        yield Hit(kind, *match.span("id"), Why.CUE)


def _apart(digits: str) -> Iterator[Hit]:
    for match in _IDENTITY_APART.finditer(digits):
        if _identity("".join(sign for sign in match.group() if sign.isalnum()).upper()):
            yield Hit(Kind.IDENTITY, *match.span(), Why.CHECK_DIGIT)
    for match in _MOBILE_APART.finditer(digits):
        yield Hit(Kind.PHONE, *match.span(), Why.SHAPE)
    for match in _COVERED.finditer(digits):
        yield Hit(Kind.NUMBER, *match.span(), Why.MASKED)


def _credit_codes(text: str) -> Iterator[Hit]:
    for match in _CREDIT.finditer(text):
        code = match.group().upper()
        if _is_credit_code(code):
            yield Hit(Kind.ORGANISATION, *match.span(), Why.CHECK_DIGIT)
        elif code[0] in "159NY" and not code.isdigit() and not code[:17].isdigit():
            yield Hit(Kind.ORGANISATION, *match.span(), Why.SHAPE)


def _is_credit_code(code: str) -> bool:
    """GB 32100-2015."""
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, n, 31) for n, sign in enumerate(code[:17]))
    return code[17] == _CREDIT_SIGNS[-total % 31]


def _is_plate(text: str, hit: Hit) -> bool:
    signs = re.sub(rf"^(?:{_PROVINCE_NAMES})", "冀", text[hit.start : hit.end])
    signs = "".join(sign for sign in signs if sign.isalnum() and sign not in "牌照")
    return len(signs) in _PLATE_SIGNS and any(sign.isdigit() for sign in signs)


def _of_run(digits: str, match: "re.Match[str]") -> Iterator[Hit]:
    found = match.group()
    number = "".join(sign for sign in found if sign.isalnum()).upper()
    kind, why = _judged(number, digits[: match.start()])
    if kind is None:
        return
    if kind is Kind.NUMBER and _is_harmless(found, number, digits[match.end() :]):
        return
    yield Hit(kind, *match.span(), why)


def _judged(number: str, before: str) -> tuple[Kind | None, Why]:
    identity = _identity(number)
    if identity is not None:
        return Kind.IDENTITY, identity
    bare = number.rstrip("X")
    if _WHOLE_MOBILE.fullmatch(bare) or (len(bare) >= 10 and _LANDLINE.fullmatch(bare)):
        return Kind.PHONE, Why.SHAPE
    if 16 <= len(bare) <= 19 and (_passes_luhn(bare) or bare.startswith("62")):
        return Kind.CARD, Why.CHECK_DIGIT if _passes_luhn(bare) else Why.SHAPE
    if len(bare) >= 11 and _MOBILE.search(bare):
        return Kind.PHONE, Why.SHAPE
    if len(bare) >= 5 and _SAYS_PHONE.search(before[-10:]) and not _PUBLIC.fullmatch(bare):
        return Kind.PHONE, Why.CUE
    return (Kind.NUMBER, Why.LENGTH) if len(bare) >= _LONG else (None, Why.LENGTH)


def _identity(number: str) -> Why | None:
    """居民身份证号: 18 places with a check digit (GB 11643-1999), or the 15 of old ones."""
    if len(number) == 18 and number[:17].isdigit():
        if _identity_check(number):
            return Why.CHECK_DIGIT
        return Why.SHAPE if _is_day(number[10:14]) and number[6:8] in {"19", "20"} else None
    if len(number) == 15 and number.isdigit() and number[0] in "12345678":
        return Why.SHAPE if _is_day(number[8:12]) else None
    return None


def _identity_check(number: str) -> bool:
    total = sum(int(sign) * weight for sign, weight in zip(number, _WEIGHTS, strict=False))
    return number[17] == "10X98765432"[total % 11] and _is_day(number[10:14])


def _is_day(month_and_day: str) -> bool:
    return 1 <= int(month_and_day[:2]) <= 12 and 1 <= int(month_and_day[2:]) <= 31


def _passes_luhn(number: str) -> bool:
    doubled = (int(sign) * (1 + n % 2) for n, sign in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_harmless(found: str, number: str, after: str) -> bool:
    """A span of years, a day, or an amount."""
    if _YEARS.fullmatch(found) or _DAY.fullmatch(found):
        return True
    return len(number) <= _AMOUNT_DIGITS and _AMOUNT.match(after) is not None
