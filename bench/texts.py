"""Texts of complaints, put together from sentences of real messages where they are at hand."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

MESSAGES = Path(__file__).resolve().parents[1].parent / "shared" / "data"
_COLUMN = "留言详情"
_ENDS = re.compile(r"(?<=[。！？!?])|\s+")


def sentences(folder: Path = MESSAGES) -> list[str]:
    found = [one for file in sorted(folder.glob("messages-*.xlsx")) for one in _of_file(file)]
    return sorted(set(found)) or list(_made_up())


def text(pool: list[str], chance: Random) -> str:
    """About as long as what people write: a hundred characters and more."""
    return "".join(chance.choices(pool, k=chance.randint(2, 9)))


def _of_file(file: Path) -> Iterator[str]:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    place = rows[0].index(_COLUMN)
    for row in rows[1:]:
        for sentence in _ENDS.split(str(row[place])):
            if 6 <= len(sentence) <= 80:
                yield sentence


def _made_up() -> Iterator[str]:
    """Where no messages lie beside the checkout: fewer words, so searches find more."""
    chance = Random(7)
    who = ("窗口", "小区物业", "开发商", "村委会", "学校", "医院", "公交公司", "环卫部门", "派出所")
    what = ("停车收费", "噪音扰民", "拖欠工资", "办理房产证", "供暖不足", "污水排放", "道路破损")
    how = ("多次反映没有答复", "相互推诿", "要求重复提交材料", "至今没有解决", "态度生硬")
    for _ in range(2000):
        place, day = chance.randint(1, 300), chance.randint(1, 28)
        matter = f"{chance.choice(who)}的{chance.choice(what)}问题"
        yield f"{place}号{matter}，{day}日以来{chance.choice(how)}。"
