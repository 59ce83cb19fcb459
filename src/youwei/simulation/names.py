"""Names of people who cannot be looked up: the surnames are heavenly stems that nobody bears."""

from itertools import product
from random import Random

_SURNAMES = "甲乙丙戊己庚壬癸"  # without 丁 and 辛, which are real surnames
_GIVEN = (
    *("知行", "若谷", "守拙", "望舒", "思齐", "怀瑾", "念慈", "明远", "知秋", "以宁", "亦诚"),
    *("有恒", "慎思", "笃行", "清扬", "既明", "景行", "从善", "如初", "观澜", "听松", "采薇"),
    *("子衿", "南乔", "北辰", "东篱", "西窗", "长庚", "启明", "云舒", "予安", "和光", "同尘"),
    *("信之", "敏行", "克己"),
)


def staff_names(chance: Random) -> list[str]:
    """288 names, none twice."""
    names = [surname + given for surname, given in product(_SURNAMES, _GIVEN)]
    chance.shuffle(names)
    return names


def citizen_name(chance: Random) -> str:
    return chance.choice(_SURNAMES) + chance.choice(("先生", "女士", "师傅", "阿姨", "同学", "某"))
