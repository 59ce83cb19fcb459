from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that people write about. `owner` is the slug of the competent organ, `other` of one
    that people take for it. Of each pair the first is a heading, the second what happened; braces
    are filled by words.py. `mended` ends “经核实，” in the organ's answer; `told` answers a question.
    """

    owner: str
    other: str
    thing: str
    requests: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    ideas: tuple[tuple[str, str], ...]
    mended: str
    told: str
