"""Places that nobody can look for on a map: cities named after trees, counties after birds, flowers
and stones. No real city or county bears one of these names, and codes from 99 on are not assigned.
"""

from dataclasses import dataclass

PROVINCE = "示范省"
PROVINCE_CODE = "990000"


@dataclass(frozen=True, slots=True)
class County:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class City:
    code: str
    name: str
    counties: tuple[County, ...]


_NAMES = (
    ("云杉市", "白鹭区 黄鹂区 翠鸟区 琥珀县 水仙县 桔梗县"),
    ("白榆市", "云雀区 画眉区 喜鹊县 茉莉县 芍药县"),
    ("青檀市", "鸿雁区 苍鹭区 天鹅县 丁香县 山茶县 玛瑙县"),
    ("银杏市", "山雀区 朱鹮区 蔷薇县 百合县 迎春县"),
    ("紫藤市", "鸳鸯区 戴胜区 腊梅县 鸢尾县 木槿县"),
    ("翠柏市", "锦鸡区 黄莺区 凌霄县 紫荆县 蜀葵县 珊瑚县"),
    ("玉兰市", "红隼区 白鹇区 连翘县 薄荷县 秋葵县"),
    ("金桂市", "沙鸥区 绿鹭区 忍冬县 半夏县 杜衡县"),
    ("朱槿市", "斑鸠区 蜂鸟区 辛夷县 菖蒲县 水晶县 白芷县"),
    ("素梅市", "夜莺区 白鹳区 石斛县 茯苓县 翡翠县"),
    ("红枫市", "鹧鸪区 金雕区 雪莲县 沉香县 珍珠县"),
)


def _cities() -> tuple[City, ...]:
    found = []
    for number, (name, counties) in enumerate(_NAMES, start=1):
        districts, rural = 0, 20  # as in the standard: districts from 01, counties from 21
        placed = []
        for county in counties.split():
            if county.endswith("区"):
                districts += 1
                placed.append(County(f"99{number:02}{districts:02}", county))
            else:
                rural += 1
                placed.append(County(f"99{number:02}{rural:02}", county))
        found.append(City(f"99{number:02}00", name, tuple(placed)))
    return tuple(found)


CITIES = _cities()
COUNTIES = tuple((city, county) for city in CITIES for county in city.counties)
