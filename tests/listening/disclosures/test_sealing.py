"""The public process seals and cannot open; each key opens what was sealed for it and no more."""

from datetime import timedelta

import pytest
from tests.listening.disclosures.scene import (
    TEXT,
    Scene,
    disclosure_of,
    passphrase,
    reporter_of,
)

from youwei.foundation.people.models import Account, RoleGrant
from youwei.foundation.people.operations import declare_recusal
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.age import NotForThisKey, unseal, unwrap
from youwei.listening.disclosures.access import visible_to
from youwei.listening.disclosures.models import (
    Disclosure,
    Entry,
    RecipientSecret,
    ReportKey,
)
from youwei.listening.disclosures.operations.opening import open_disclosure
from youwei.listening.disclosures.operations.recipients import (
    admit,
    change_passphrase,
    make_key,
    remove,
)
from youwei.listening.disclosures.operations.thread import add, write
from youwei.listening.disclosures.queries.receipts import opened_by
from youwei.listening.disclosures.queries.thread import lines
from youwei.listening.disclosures.queries.unlocking import unlocked
from youwei.listening.disclosures.rules.refusals import (
    BelongsElsewhere,
    LastKey,
    NobodyReceives,
    NotToAdmit,
    RecipientsOnly,
    Recused,
    SameAsPassword,
    TooManyKeys,
    WeakPassphrase,
    WrongKey,
    WrongPhrase,
)
from youwei.listening.disclosures.rules.states import Said

pytestmark = pytest.mark.django_db


def texts(scene: Scene, actor: Actor, disclosure: Disclosure) -> list[str | None]:
    opened = open_disclosure(
        actor=actor,
        disclosure=disclosure,
        secret=scene.secret(actor),
    )
    return [line.text for line in opened.lines]


class TestWithPublicKeysOnly:
    """As the public face would run with no right to the table of locked secrets."""

    def test_a_disclosure_is_taken_in_and_added_to(self, scene: Scene) -> None:
        RecipientSecret.objects.all().delete()
        receipt = scene.hand_in()
        add(actor=reporter_of(receipt), disclosure=disclosure_of(receipt), text="还有一件事")
        assert Entry.objects.count() == 2

    def test_nothing_that_is_stored_opens_it(self, scene: Scene) -> None:
        """Every secret that the process could have: the reporter's needs the phrase, the report's a
        recipient's; what is left are public halves.
        """
        receipt = scene.hand_in()
        disclosure = disclosure_of(receipt)
        sealed = bytes(disclosure.entries.get().sealed)
        assert TEXT.encode() not in sealed
        opened = opened_by(receipt.number, receipt.phrase)
        with pytest.raises(NotForThisKey):
            unseal(sealed, opened.secret)
        for wrapped in ReportKey.objects.all():
            with pytest.raises(NotForThisKey):
                unwrap(wrapped.wrapped, opened.secret)

    def test_all_usual_texts_are_equally_large(self, scene: Scene) -> None:
        for text in ("一二三四五六七八九十", "长" * 5_000):
            scene.hand_in(text=text)
        sizes = [len(bytes(entry.sealed)) for entry in Entry.objects.all()]
        assert max(sizes) - min(sizes) < 400, "what age itself adds by chance"


class TestReading:
    def test_each_recipient_reads_and_the_office_does_not(self, scene: Scene) -> None:
        disclosure = disclosure_of(scene.hand_in())
        assert texts(scene, scene.first, disclosure) == [TEXT]
        assert texts(scene, scene.second, disclosure) == [TEXT]
        office = scene.province.actor("office", Role.OFFICE, scene.province.office)
        assert not visible_to(office).exists()
        assert not visible_to(scene.higher).exists()
        with pytest.raises(RecipientsOnly):
            open_disclosure(actor=office, disclosure=disclosure, secret="")

    def test_the_reporter_reads_answers_and_not_their_own_words(self, scene: Scene) -> None:
        """C-04: whoever finds the receipt does not read the report."""
        receipt = scene.hand_in()
        write(
            actor=scene.first,
            disclosure=disclosure_of(receipt),
            secret=scene.secret(scene.first),
            text="请补充时间",
            asks=True,
        )
        opened = opened_by(receipt.number.lower(), " ".join(receipt.phrase))
        found = lines(opened.disclosure, opened.secret)
        assert [(line.said, line.text) for line in found] == [
            (Said.REPORT, None),
            (Said.QUESTION, "请补充时间"),
        ]

    def test_a_wrong_phrase_opens_nothing(self, scene: Scene) -> None:
        receipt, other = scene.hand_in(), scene.hand_in()
        for number, phrase in ((receipt.number, other.phrase), ("SF16-J-0000-0000", other.phrase)):
            with pytest.raises(WrongPhrase):
                opened_by(number, phrase)

    def test_the_same_form_again_gives_the_same_receipt(self, scene: Scene) -> None:
        one, again = scene.hand_in(nonce="n"), scene.hand_in(nonce="n")
        assert (one.number, one.phrase) == (again.number, again.phrase)
        assert again.again
        assert Disclosure.objects.count() == 1


class TestRouting:
    @pytest.mark.parametrize("level", ["higher", "unknown"])
    def test_what_is_about_a_higher_level_is_not_stored(self, scene: Scene, level: str) -> None:
        with pytest.raises(BelongsElsewhere):
            scene.hand_in(level=level)
        assert not Disclosure.objects.exists()

    @pytest.mark.parametrize("about", ["group", "office", "leading"])
    def test_what_is_about_the_receivers_goes_one_level_up(self, scene: Scene, about: str) -> None:
        organ = scene.group if about == "group" else getattr(scene.province, about)
        disclosure = disclosure_of(scene.hand_in(organ=organ))
        assert disclosure.body.organ == scene.above
        assert texts(scene, scene.higher, disclosure) == [TEXT]
        assert not visible_to(scene.first).exists()

    def test_what_is_about_the_body_above_is_not_stored(self, scene: Scene) -> None:
        with pytest.raises(BelongsElsewhere):
            scene.hand_in(organ=scene.above)
        assert not Disclosure.objects.exists()

    def test_a_recipient_tied_to_the_organ_is_left_out(self, scene: Scene) -> None:
        tied = recused(scene, "first")
        disclosure = disclosure_of(scene.hand_in(organ=scene.province.bureau))
        assert not visible_to(tied).exists()
        assert texts(scene, scene.second, disclosure) == [TEXT]

    def test_where_everybody_is_tied_nothing_is_stored(self, scene: Scene) -> None:
        recused(scene, "first"), recused(scene, "second")
        with pytest.raises(NobodyReceives):
            scene.hand_in(organ=scene.province.bureau)
        assert not Disclosure.objects.exists()

    def test_an_interest_declared_later_closes_it(self, scene: Scene) -> None:
        disclosure = disclosure_of(scene.hand_in(organ=scene.province.bureau))
        tied = recused(scene, "first")
        opened = open_disclosure(actor=tied, disclosure=disclosure, secret=scene.secret(tied))
        assert opened.recused
        assert not opened.lines
        assert not visible_to(tied).exists()
        assert texts(scene, scene.second, disclosure) == [TEXT]

    def test_an_interest_declared_later_ends_all_work_on_it(self, scene: Scene) -> None:
        disclosure = disclosure_of(scene.hand_in(organ=scene.province.bureau))
        tied = recused(scene, "first")
        with pytest.raises(Recused):
            write(actor=tied, disclosure=disclosure, secret=scene.secret(tied), text="收到")
        assert disclosure.entries.count() == 1

    def test_the_organ_stands_in_no_column(self, scene: Scene) -> None:
        scene.hand_in(organ=scene.province.bureau)
        fields = {f.name for model in (Disclosure, Entry) for f in model._meta.get_fields()}
        assert not fields & {"organ", "about_organ", "about"}


def recused(scene: Scene, name: str) -> Actor:
    actor = getattr(scene, name)
    account = scene.key(actor).account
    declare_recusal(
        actor=actor, account=account, organ=scene.province.bureau, reason_code=Interest.KIN
    )
    return actor_for(account, clock.today())


class TestRecipients:
    def test_a_new_one_reads_nothing_until_admitted(self, scene: Scene) -> None:
        before = disclosure_of(scene.hand_in())
        new = scene.recipient("third")
        scene.hand_in()
        assert not visible_to(new).exists()
        admit(actor=scene.second, key=scene.key(new), secret=scene.secret(scene.second))
        assert texts(scene, new, before) == [TEXT]
        assert visible_to(new).count() == 2

    def test_admitting_needs_the_key_of_one_who_is_in(self, scene: Scene) -> None:
        scene.hand_in()
        new = scene.recipient("third")
        with pytest.raises(NotForThisKey):
            admit(actor=scene.first, key=scene.key(new), secret=scene.secret(scene.higher))
        with pytest.raises(NotToAdmit):
            admit(actor=scene.higher, key=scene.key(new), secret=scene.secret(scene.higher))

    def test_a_new_one_gets_nothing_about_an_organ_to_which_they_are_tied(
        self, scene: Scene
    ) -> None:
        scene.hand_in(organ=scene.province.bureau)
        new = scene.recipient("third")
        account = scene.key(new).account
        declare_recusal(
            actor=new, account=account, organ=scene.province.bureau, reason_code=Interest.KIN
        )
        admit(actor=scene.first, key=scene.key(new), secret=scene.secret(scene.first))
        assert not visible_to(actor_for(account, clock.today())).exists()

    def test_one_who_is_removed_opens_nothing_that_is_stored(self, scene: Scene) -> None:
        """Not even with the wrapped key of an older copy: it was sealed anew."""
        receipt = scene.hand_in()
        disclosure = disclosure_of(receipt)
        write(
            actor=scene.first, disclosure=disclosure, secret=scene.secret(scene.first), text="收到"
        )
        gone, kept = scene.second, scene.secret(scene.second)
        old = ReportKey.objects.get(recipient=scene.key(gone))
        report = unwrap(old.wrapped, kept)
        key = scene.key(gone)
        remove(actor=scene.first, key=key, secret=scene.secret(scene.first))
        for entry in Entry.objects.all():
            with pytest.raises(NotForThisKey):
                unseal(entry.sealed, report)
        assert not visible_to(gone).exists()
        assert not RecipientSecret.objects.filter(key=key).exists()
        disclosure.refresh_from_db()
        assert texts(scene, scene.first, disclosure) == [TEXT, "收到"]
        opened = opened_by(receipt.number, receipt.phrase)
        assert [line.text for line in lines(opened.disclosure, opened.secret)] == [None, "收到"]

    def test_whoever_lost_the_role_gets_and_sees_nothing(self, scene: Scene) -> None:
        scene.hand_in()
        RoleGrant.objects.filter(account=scene.second.account_id).update(
            ends=clock.today() - timedelta(days=1)
        )
        scene.hand_in()
        actor = actor_for(scene.key(scene.second).account, clock.today())
        assert not visible_to(actor).exists()
        assert ReportKey.objects.filter(recipient=scene.key(scene.second)).count() == 1

    def test_nobody_removes_their_own_key(self, scene: Scene) -> None:
        with pytest.raises(LastKey):
            remove(actor=scene.first, key=scene.key(scene.first), secret=scene.secret(scene.first))

    def test_a_passphrase_is_changed_and_the_key_stays(self, scene: Scene) -> None:
        disclosure = disclosure_of(scene.hand_in())
        secret = scene.secret(scene.first)
        other = "另一句只有我知道的话，很长很长很长"
        change_passphrase(actor=scene.first, secret=secret, passphrase=other)
        with pytest.raises(WrongKey):
            scene.secret(scene.first)
        key = scene.key(scene.first)
        again = unlocked(key, other)
        assert open_disclosure(actor=scene.first, disclosure=disclosure, secret=again).lines

    def test_weak_passphrases_and_the_password_are_refused(self, scene: Scene) -> None:
        new = scene.province.actor("third", Role.DISCIPLINE, scene.group)
        account = Account.objects.get(username="third")
        account.set_password("my long password 2016")
        account.save()
        for words, refusal in (
            ("short", WeakPassphrase),
            ("a" * 30, WeakPassphrase),
            ("my long password 2016", SameAsPassword),
        ):
            with pytest.raises(refusal):
                make_key(actor=new, organ=scene.group, passphrase=words)

    def test_wrong_passphrases_close_for_a_while(self, scene: Scene) -> None:
        key = scene.key(scene.first)
        for _ in range(5):
            with pytest.raises(WrongKey):
                unlocked(key, "wrong")
        with pytest.raises(TooManyKeys):
            unlocked(key, passphrase(scene.first))

    def test_a_right_one_counts_as_no_try(self, scene: Scene) -> None:
        key = scene.key(scene.first)
        for _ in range(6):
            assert unlocked(key, passphrase(scene.first))
        for _ in range(5):
            with pytest.raises(WrongKey):
                unlocked(key, "wrong")
