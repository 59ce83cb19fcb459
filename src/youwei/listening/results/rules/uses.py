"""What a result may be used for (A6, A11): clause 3(1) names three uses; no other is offered."""

from enum import StrEnum


class Purpose(StrEnum):
    LEADING_BODIES = "leading-bodies"  # 领导班子考核
    CADRES = "cadres"  # 干部选拔使用
    PERFORMANCE = "performance"  # 目标绩效管理
