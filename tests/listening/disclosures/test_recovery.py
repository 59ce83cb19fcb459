"""The offline recovery key: two halves, registered by two, taken out by one."""

import json

import pytest
from django.db import IntegrityError, transaction
from tests.listening.disclosures.paper import Paper, in_use, without_key
from tests.listening.disclosures.scene import TEXT, Scene, disclosure_of
from tests.listening.disclosures.test_originals import with_interest

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.kernel.age import NotForThisKey, new_pair, peel, public_of, unwrap, wrap_twice
from youwei.listening.disclosures.models import (
    RecoveryKey,
    RecoveryWrap,
)
from youwei.listening.disclosures.operations import recovery_keys
from youwei.listening.disclosures.operations.opening import open_disclosure
from youwei.listening.disclosures.operations.recipients import remove
from youwei.listening.disclosures.queries.thread import report_secret
from youwei.listening.disclosures.rules import recovery as rules
from youwei.listening.disclosures.rules.refusals import (
    NoKey,
    NotARecoveryKey,
    RecipientsOnly,
    RecoveryKeyGone,
    RecoveryKeyWaits,
    SecondPerson,
)


@pytest.fixture
def paper() -> Paper:
    return Paper(new_pair(), new_pair())


class TestHalves:
    def test_open_only_one_after_the_other(self, paper: Paper) -> None:
        wrapped = wrap_twice("SECRET", outer=paper.outer.public, inner=paper.inner.public)
        with pytest.raises(NotForThisKey):
            peel(wrapped, paper.inner.secret)
        peeled = peel(wrapped, paper.outer.secret)
        with pytest.raises(NotForThisKey):
            unwrap(peeled, paper.outer.secret)
        assert unwrap(peeled, paper.inner.secret) == "SECRET"

    def test_are_typed_as_they_were_printed(self, paper: Paper) -> None:
        printed = rules.grouped(paper.outer.secret)
        assert rules.secret_of(printed.lower()) == paper.outer.secret

    @pytest.mark.parametrize(
        "text", ["", "+", "age1x+age1y", "{0}", "{0}+{0}", "{0}+{1}+{0}", "{secret}+{1}"]
    )
    def test_a_public_part_is_two_different_public_keys(self, paper: Paper, text: str) -> None:
        filled = text.format(paper.outer.public, paper.inner.public, secret=paper.outer.secret)
        assert rules.halves_of(filled) is None

    def test_a_public_part_may_be_broken_over_lines(self, paper: Paper) -> None:
        broken = paper.public[:40] + "\n " + paper.public[40:]
        assert rules.halves_of(broken) == (paper.outer.public, paper.inner.public)


class TestRegistering:
    def test_wraps_nothing_before_a_second_person_confirmed_it(
        self, scene: Scene, paper: Paper
    ) -> None:
        scene.hand_in()
        key = recovery_keys.register(actor=scene.first, public=paper.public)
        scene.hand_in()
        assert not RecoveryWrap.objects.exists()
        with pytest.raises(SecondPerson):
            recovery_keys.confirm(actor=scene.first, key=key, secret=scene.secret(scene.first))
        recovery_keys.confirm(actor=scene.second, key=key, secret=scene.secret(scene.second))
        assert RecoveryWrap.objects.count() == 2
        scene.hand_in()
        assert RecoveryWrap.objects.count() == 3
        told = JournalEvent.objects.get(kind="disclosures.recovery_key_confirmed")
        assert told.data == {"key": key.short, "replaced": "", "wrapped": 2}
        with pytest.raises(RecoveryKeyGone):
            recovery_keys.confirm(actor=scene.second, key=key, secret=scene.secret(scene.second))

    def test_takes_two_in_the_database_as_well(self, scene: Scene, paper: Paper) -> None:
        key = recovery_keys.register(actor=scene.first, public=paper.public)
        with pytest.raises(IntegrityError), transaction.atomic():
            RecoveryKey.objects.filter(pk=key.pk).update(
                confirmed_by=scene.first.account_id, confirmed_on=clock.today()
            )

    def test_refuses_what_is_none_and_a_second_that_waits(self, scene: Scene, paper: Paper) -> None:
        with pytest.raises(NotARecoveryKey):
            recovery_keys.register(actor=scene.first, public=paper.outer.secret)
        recovery_keys.register(actor=scene.first, public=paper.public)
        other = Paper(new_pair(), new_pair())
        with pytest.raises(RecoveryKeyWaits):
            recovery_keys.register(actor=scene.second, public=other.public)

    def test_is_for_recipients_with_a_key_in_use(self, scene: Scene, paper: Paper) -> None:
        with pytest.raises(NoKey):
            recovery_keys.register(actor=without_key(scene, "holder-a"), public=paper.public)
        office = scene.province.actor("office", Role.OFFICE, scene.province.office)
        with pytest.raises(RecipientsOnly):
            recovery_keys.register(actor=office, public=paper.public)

    def test_of_another_body_cannot_be_confirmed(self, scene: Scene, paper: Paper) -> None:
        key = recovery_keys.register(actor=scene.first, public=paper.public)
        with pytest.raises(RecoveryKeyGone):
            recovery_keys.confirm(actor=scene.higher, key=key, secret=scene.secret(scene.higher))

    def test_what_only_another_can_open_is_wrapped_by_them(
        self, scene: Scene, paper: Paper
    ) -> None:
        tied = with_interest(scene, scene.second)
        disclosure = disclosure_of(scene.hand_in(organ=scene.province.bureau))
        key = recovery_keys.register(actor=scene.first, public=paper.public)
        recovery_keys.confirm(actor=tied, key=key, secret=scene.secret(tied))
        assert not RecoveryWrap.objects.exists()
        assert (
            recovery_keys.extend(actor=scene.first, key=key, secret=scene.secret(scene.first)) == 1
        )
        assert RecoveryWrap.objects.get().disclosure == disclosure


class TestTakingOut:
    def test_seals_anew_so_that_the_paper_opens_nothing(self, scene: Scene, paper: Paper) -> None:
        disclosure = disclosure_of(scene.hand_in())
        key = in_use(scene, paper)
        former = disclosure.public
        recovery_keys.remove(actor=scene.first, key=key, secret=scene.secret(scene.first))
        disclosure.refresh_from_db()
        assert disclosure.public != former
        assert not RecoveryWrap.objects.exists()
        opened = open_disclosure(
            actor=scene.second, disclosure=disclosure, secret=scene.secret(scene.second)
        )
        assert opened.lines[0].text == TEXT

    def test_by_another_in_its_place(self, scene: Scene, paper: Paper) -> None:
        scene.hand_in()
        former = in_use(scene, paper)
        other = Paper(new_pair(), new_pair())
        key = in_use(scene, other)
        former.refresh_from_db()
        assert former.removed_on == clock.today()
        wrap = RecoveryWrap.objects.get()
        assert wrap.key == key
        told = JournalEvent.objects.filter(kind="disclosures.recovery_key_confirmed").latest("id")
        assert told.data["replaced"] == former.short
        peeled = peel(wrap.wrapped, other.outer.secret)
        assert unwrap(peeled, other.inner.secret).startswith("AGE-SECRET-KEY-1")

    def test_of_a_recipient_keeps_the_recovery_key_at_work(
        self, scene: Scene, paper: Paper
    ) -> None:
        disclosure = disclosure_of(scene.hand_in())
        in_use(scene, paper)
        remove(actor=scene.first, key=scene.key(scene.second), secret=scene.secret(scene.first))
        disclosure.refresh_from_db()
        wrapped = RecoveryWrap.objects.get().wrapped
        opened = unwrap(peel(wrapped, paper.outer.secret), paper.inner.secret)
        first = report_secret(disclosure, scene.key(scene.first), scene.secret(scene.first))
        assert opened == first


def test_the_command_prints_both_halves_once_and_needs_no_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is typed off its lines opens what is sealed to its public part."""
    from click.testing import CliRunner

    from youwei.config.cli.recovery_key import command

    monkeypatch.setenv("YOUWEI_DATA", "/nowhere")
    printed = CliRunner().invoke(command, [])
    assert printed.exit_code == 0, printed.output
    blocks = printed.stdout.split("\n\n")
    halves = rules.halves_of(printed.stdout.splitlines()[-1])
    assert halves is not None
    secrets = [rules.secret_of(block) for block in blocks if block.startswith("AGE-SE")]
    assert tuple(map(public_of, secrets)) == halves
    told = json.loads(CliRunner().invoke(command, ["--json"]).stdout)
    assert (public_of(told["half_1"]), public_of(told["half_2"])) == rules.halves_of(told["public"])
