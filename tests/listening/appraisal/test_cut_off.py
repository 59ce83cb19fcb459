"""A worker dies in a job: the next one does it, once, and nothing is left of the first."""

from pathlib import Path

import pytest
from tests.harness import province
from tests.listening.appraisal.cast import Cast, build_cast, votes
from tests.review.test_acknowledged import at_once

from youwei.foundation.journal import operations as journal
from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.listening.appraisal.jobs import close_and_seal
from youwei.listening.appraisal.models import Slip
from youwei.listening.appraisal.operations import sealing
from youwei.listening.appraisal.writing import urn


class Died(BaseException):
    """Nothing after this runs: no undoing either."""


def over(cast: Cast) -> Cast:
    cast.fill()
    cast.begin()
    for handed in cast.codes["market"][:20]:
        votes(handed.code)
    return cast


def sealed_events() -> int:
    return JournalEvent.objects.filter(kind="appraisal.ballots_sealed").count()


@pytest.mark.django_db(transaction=True)
class TestSealing:
    def test_that_dies_before_its_end_leaves_no_second_file(
        self, still: object, own_data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast = over(build_cast(province.build()))

        def die(*_: object, **__: object) -> None:
            left = journal._undoing.get()
            assert left is not None
            left.clear()
            raise Died

        with cast.over():
            with monkeypatch.context() as patched:
                patched.setattr(sealing, "track", die)
                with pytest.raises(Died):
                    close_and_seal()
            assert len(list((own_data / "ballots").iterdir())) == 1, "written, and not named"
            assert Slip.objects.count() == 20
            assert close_and_seal() == 1
            assert close_and_seal() == 0
        (file,) = (own_data / "ballots").iterdir()
        assert file.name == cast.again().sealed_file
        assert (Slip.objects.count(), sealed_events()) == (0, 1)

    def test_that_dies_after_its_end_leaves_no_key(
        self, still: object, own_data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast = over(build_cast(province.build()))

        def die(*_: object) -> None:
            raise Died

        with cast.over():
            with monkeypatch.context() as patched:
                patched.setattr(urn, "destroy_key", die)
                with pytest.raises(Died):
                    close_and_seal()
            assert urn.has_key(cast.again())
            assert close_and_seal() == 0
        assert not urn.has_key(cast.again())
        assert sealed_events() == 1

    def test_by_two_workers_is_done_once(self, still: object, own_data: Path) -> None:
        cast = over(build_cast(province.build()))
        with cast.over():
            day = clock.now()

        def work() -> int:
            with clock.at(day):
                return close_and_seal()

        assert sorted(at_once(work, work)) == [0, 1]  # type: ignore[type-var]
        assert sealed_events() == 1
        assert len(list((own_data / "ballots").iterdir())) == 1
