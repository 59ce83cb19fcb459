"""A citizen's message from parts: who speaks, what happened, what it means, what is asked."""

from dataclasses import dataclass
from random import Random

from youwei.simulation.geography import City, County
from youwei.simulation.matters import Topic
from youwei.simulation.matters.conduct import CONDUCT
from youwei.simulation.roster import OrganPlan

_OPENINGS = (
    "",
    "",
    "",
    "您好！",
    "领导您好：",
    "我是{place}的普通居民。",
    "我家住{place}。",
    "第一次在这里留言，不知道对不对。",
    "打电话说不清楚，还是写下来。",
)
_WEIGHT = (
    "",
    "来回的路费、误工费加起来已经不少了。",
    "不是什么大事，但是一直这样拖着，心里不踏实。",
    "听说不只我一家是这样。",
    "我不是要为难谁，只想有个准话。",
    "之前打过{n}次电话，每次答复都不一样。",
)
_ASKS = {
    "request": (
        "请帮忙催办，谢谢。",
        "希望有人管一管。",
        "请告诉我到底什么时候能办好。",
        "恳请督促解决。",
    ),
    "consultation": ("谢谢！", "麻烦解答一下。", "请给个明白的答复，谢谢。", ""),
    "suggestion": ("供参考。", "希望能采纳。", ""),
    "conduct": (
        "希望查一查。",
        "这样的作风该改一改了。",
        "不求道歉，只求以后别再让别人也这样跑。",
        "请核实。",
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody writes: heading (may be empty), text, and the rulebook's themes."""

    heading: str
    text: str
    themes: tuple[str, ...]


def compose(
    chance: Random, kind: str, topic: Topic, about: OrganPlan, where: tuple[City, County]
) -> Told:
    themes: tuple[str, ...] = ()
    if kind == "conduct":
        heading, core, themes = chance.choice(CONDUCT)
    else:
        told = {"request": topic.requests, "consultation": topic.questions}
        heading, core = chance.choice(told.get(kind, topic.ideas))
    parts = [chance.choice(_OPENINGS) + core]
    if kind in {"request", "conduct"}:
        parts += chance.sample(_WEIGHT, chance.choice((1, 1, 2)))
    parts.append(chance.choice(_ASKS[kind]))
    values = slots(chance, topic, about, where)
    long = chance.random() < 0.4
    text = ("\n\n" if long else "").join(part for part in parts if part)
    shown = heading if chance.random() < 0.88 else ""
    return Told(shown.format_map(values), text.format_map(values), themes)


def slots(
    chance: Random, topic: Topic, about: OrganPlan, where: tuple[City, County]
) -> dict[str, str]:
    city, county = where
    return {
        "organ": about.short,
        "thing": topic.thing,
        "city": city.name,
        "county": county.name,
        "place": city.name + county.name,
        "n": str(chance.randint(2, 6)),
        "m": str(chance.randint(2, 8)),
        "days": str(chance.randint(12, 60)),
        "temp": str(chance.randint(13, 16)),
        "age": str(chance.randint(81, 94)),
    }
