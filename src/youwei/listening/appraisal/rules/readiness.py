from enum import StrEnum


class Lack(StrEnum):
    """What stands between a draft and its freezing."""

    QUESTION = "question"  # a dimension without a question
    ORGANS = "organs"  # nobody on the roster
    FRAME = "frame"  # a panel without people, or with fewer than the threshold
    COMMISSION = "commission"  # a panel of a third party that nobody was commissioned for
