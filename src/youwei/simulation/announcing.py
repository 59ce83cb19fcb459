"""What becomes of a sealed round: estimated, shown, objected to, published, and used once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.appraisal.models import Round
from youwei.listening.results.models import Estimate, Objection, Publication
from youwei.listening.results.operations import estimating, objecting, publishing, uses, voices
from youwei.listening.results.rules.uses import Purpose
from youwei.simulation.agenda import Action
from youwei.simulation.world import World

_OBJECTS = "market"
_OBJECTION = "本单位窗口集中搬迁发生在评议期间，对办理时效的评价可能偏低，请复核市场主体人群名单。"
_REASONS = "经核对，名单按上一年度办件登记抽取，搬迁前后均有覆盖，抽样和计票无误，维持原结果。"
# theme; which opinions stand behind it, by a word they hold; as written anew
_VOICES = (
    ("unwilling.circling-procedure", "一次告知", "有群众反映，办事要件前后说法不一，盼一次讲清。"),
    ("unwilling.perfunctory", "电话", "有群众反映，咨询热线难以接通，盼安排专人接听。"),
)


@dataclass
class Announcing:
    """Begins on the day of the sealing."""

    world: World
    round_: Round

    def plan(self) -> None:
        self._later(2, self.estimate)

    def estimate(self) -> None:
        made = estimating.estimate_round(actor=self._office, round_=self.round_)
        self._tell_voices()
        self._later(1, lambda: self.show(made))

    def show(self, made: Estimate) -> None:
        shown = publishing.show(actor=self._office, estimate=made)
        self._later(2, lambda: self.object_to(shown))
        assert shown.object_until is not None
        days = (shown.object_until - clock.today()).days + 1
        self._later(days, lambda: self.publish(shown))

    def object_to(self, shown: Estimate) -> None:
        filed = objecting.file_objection(
            actor=self.world.cast.lead(_OBJECTS),
            estimate=shown,
            organ=self.world.organ(_OBJECTS),
            text=_OBJECTION,
        )
        self._later(2, lambda: self.decide(filed))

    def decide(self, filed: Objection) -> None:
        objecting.reject(actor=self._leading, objection=filed, text=_REASONS)

    def publish(self, shown: Estimate) -> None:
        made = publishing.publish(actor=self._leading, estimate=shown)
        self._later(21, lambda: self.use(made))

    def use(self, made: Publication) -> None:
        uses.record_use(
            actor=self._office,
            publication=made,
            organ=self.world.organ(_OBJECTS),
            purpose=Purpose.PERFORMANCE,
            decision=f"示绩考〔{clock.today():%Y}〕12号（虚构）",
            decided_by="示范省目标绩效管理办公室（虚构）",
            decided_on=clock.today() - timedelta(days=3),
        )

    def _later(self, days: int, action: Action) -> None:
        """In the forenoon; no chance is drawn, so the rest of the year stays what it was."""
        morning = clock.now().astimezone(clock.ZONE).replace(hour=10, minute=20)
        self.world.agenda.at(morning + timedelta(days=days), action)

    def _tell_voices(self) -> None:
        for theme, word, text in _VOICES:
            opinions = self._opinions(word)
            if len(opinions) < self.round_.threshold:
                continue
            written = voices.write(
                actor=self._office,
                round_=self.round_,
                theme=theme,
                opinions=opinions,
                text=text,
            )
            voices.approve(actor=self._leading, voice=written)

    def _opinions(self, word: str) -> Sequence[int]:
        found = self.round_.opinions.filter(text__contains=word)
        return list(found.values_list("pk", flat=True))

    @property
    def _office(self) -> Actor:
        return self.world.cast.actor("office")

    @property
    def _leading(self) -> Actor:
        return self.world.cast.actor("leading")
