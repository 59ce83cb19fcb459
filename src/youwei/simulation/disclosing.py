"""Sealed disclosures of made-up people about made-up people: who receives them, and their way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.operations import add_organ
from youwei.foundation.people.operations import add_account, grant_role
from youwei.foundation.people.rules.demo import DEMO_PASSWORD
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, SYSTEM, Actor, Role, citizen
from youwei.listening.disclosures.models import Disclosure, RecipientKey
from youwei.listening.disclosures.operations import handling, thread
from youwei.listening.disclosures.operations.bodies import appoint
from youwei.listening.disclosures.operations.intake import Disclosing, receive
from youwei.listening.disclosures.operations.recipients import admit, make_key
from youwei.listening.disclosures.queries.receipts import Receipt
from youwei.listening.disclosures.queries.unlocking import unlocked
from youwei.listening.disclosures.rules.demo import DEMO_PASSPHRASE
from youwei.listening.disclosures.rules.routing import Step
from youwei.listening.disclosures.rules.states import Cleared, Way
from youwei.simulation.establishing import FOUNDED
from youwei.simulation.roster import OFFICE
from youwei.simulation.world import World

GROUP, ABOVE = "示范省纪委监委驻省直机关纪检监察组", "示范省纪律检查委员会监察委员会"
# user name, name, whether of the body above
_RECIPIENTS = (
    ("discipline", "纪明远", False),
    ("discipline2", "石守正", False),
    ("discipline.above", "严知行", True),
)


@dataclass(frozen=True, slots=True)
class _Story:
    """`days`: so many before the end it comes in. `about` is the slug of an organ."""

    days: int
    text: str
    about: str = ""
    level: str = "this-level"
    name: str = ""
    contact: str = ""
    course: Callable[["_Told"], None] | None = None


@dataclass
class _Told:
    world: World
    receipt: Receipt
    secret: str

    @property
    def disclosure(self) -> Disclosure:
        return Disclosure.objects.get(number=self.receipt.number)

    @property
    def recipient(self) -> Actor:
        return self.world.cast.actor("discipline")

    def after(self, days: float, action: Callable[[], object]) -> None:
        self.world.agenda.after_work(days, action)


def plan_disclosures(world: World) -> list[Receipt]:
    """The list fills as the months go by; its first receipt has been answered."""
    receipts: list[Receipt] = []
    secret = _set_up(world)
    for number, story in enumerate(_STORIES):
        moment = world.plan.ends - timedelta(days=story.days)
        world.agenda.at(moment, _sending(world, number, story, receipts, secret))
    return receipts


def _set_up(world: World) -> str:
    """The secret key with which the first recipient works."""
    with clock.at(world.plan.begins):
        place = world.organ(OFFICE).jurisdiction
        bodies = {
            step: _body(world, name) for step, name in ((Step.OWN, GROUP), (Step.ABOVE, ABOVE))
        }
        for step, organ in bodies.items():
            appoint(actor=SYSTEM, place=place, step=step, organ=organ)
        password = make_password(DEMO_PASSWORD)
        for username, name, above in _RECIPIENTS:
            organ = bodies[Step.ABOVE if above else Step.OWN]
            account = add_account(
                actor=SYSTEM, username=username, name=name, organ=organ, password_hash=password
            )
            grant_role(
                actor=SYSTEM, account=account, role=Role.DISCIPLINE, organ=organ, starts=FOUNDED
            )
            world.cast.accounts[username] = account
            actor = world.cast.actor(username)
            make_key(actor=actor, organ=organ, passphrase=DEMO_PASSPHRASE)
        return _admit(world)


def _body(world: World, name: str) -> Organ:
    return add_organ(
        actor=SYSTEM,
        jurisdiction=world.organ(OFFICE).jurisdiction,
        name=name,
        valid_from=FOUNDED,
        group="party",
    )


def _admit(world: World) -> str:
    first, second = (
        RecipientKey.objects.get(account=world.cast.accounts[name])
        for name in ("discipline", "discipline2")
    )
    secret = unlocked(first, DEMO_PASSPHRASE)
    admit(actor=world.cast.actor("discipline"), key=second, secret=secret)
    return secret


def _sending(
    world: World, number: int, story: _Story, receipts: list[Receipt], secret: str
) -> Callable[[], None]:
    def run() -> None:
        disclosing = Disclosing(
            level=story.level,
            text=story.text,
            organ=world.organ(story.about) if story.about else None,
            uploads=world.exhibits[:1] if number == 1 else (),
            name=story.name,
            contact=story.contact,
        )
        receipt = receive(
            actor=CITIZEN,
            campaign=world.cast.campaign,
            disclosing=disclosing,
            nonce=f"demo-{world.plan.seed}-disclosure-{number}",
        )
        receipts.append(receipt)
        if story.course is not None:
            story.course(_Told(world, receipt, secret))

    return run


def _accept(told: _Told) -> None:
    text = "您反映的问题已收到并受理，将依规依纪办理。"
    handling.accept(actor=told.recipient, disclosure=told.disclosure, secret=told.secret, text=text)


def _dispose(told: _Told, way: Way) -> None:
    handling.dispose(
        actor=told.recipient,
        disclosure=told.disclosure,
        secret=told.secret,
        way=way,
        on=clock.today(),
    )


def _conclude(told: _Told) -> None:
    handling.conclude(
        actor=told.recipient, disclosure=told.disclosure, secret=told.secret, on=clock.today()
    )


def _under_way(told: _Told) -> None:
    """Accepted, asked, answered, verified."""
    question = "请补充这件事发生的大致时间，有没有其他人在场。"
    told.after(3, lambda: _accept(told))
    told.after(
        4,
        lambda: thread.write(
            actor=told.recipient,
            disclosure=told.disclosure,
            secret=told.secret,
            text=question,
            asks=True,
        ),
    )
    told.after(8, lambda: _add(told, "大概在上半年，办手续的窗口前，当时还有两位办事的人。"))
    told.after(10, lambda: _dispose(told, Way.VERIFY))


def _add(told: _Told, text: str) -> None:
    thread.add(actor=citizen(told.receipt.number), disclosure=told.disclosure, text=text)


def _concluded(told: _Told) -> None:
    told.after(4, lambda: _accept(told))
    told.after(12, lambda: _dispose(told, Way.TALK))
    told.after(30, lambda: _dispose(told, Way.CLOSE))
    told.after(32, lambda: _conclude(told))


def _cleared(told: _Told) -> None:
    """Nothing was found: the reporter is told, and the person is cleared where it was talked of."""
    _concluded(told)
    result = "经核实，未发现您所反映的问题。感谢您的监督，如有新的线索可以继续补充。"
    told.after(
        35,
        lambda: handling.tell(
            actor=told.recipient, disclosure=told.disclosure, secret=told.secret, text=result
        ),
    )
    told.after(
        40,
        lambda: handling.clear(
            actor=told.recipient,
            disclosure=told.disclosure,
            secret=told.secret,
            how=Cleared.MEETING,
            on=clock.today(),
        ),
    )


def _suffers(told: _Told) -> None:
    told.after(3, lambda: _accept(told))
    text = "单位里有人在打听是谁反映的，我被调换了岗位。"
    told.after(
        6,
        lambda: thread.tell_retaliation(
            actor=citizen(told.receipt.number), disclosure=told.disclosure, text=text
        ),
    )


_STORIES = (
    _Story(
        150,
        "某处一名副处长让企业先请吃饭才肯签字，去年下半年有三次，都是在同一家饭店。",
        about="housing",
        course=_cleared,
    ),
    _Story(
        60,
        "窗口负责人收了中介的购物卡，给中介插队，普通群众排一上午也办不上。",
        about="transport",
        course=_under_way,
    ),
    _Story(
        48,
        "项目验收时，验收组的一名干部要求把监测业务交给他亲属的公司。",
        about="environment",
        name="周某某（虚构）",
        contact="demo@example.invalid",
        course=_concluded,
    ),
    _Story(
        11,
        "有人用公务车接送孩子上学，每周都有，我可以提供大致时间。",
        about="education",
        course=_suffers,
    ),
    _Story(
        7,
        "整顿办的一名干部向被检查单位打招呼，要他们给亲戚安排工作。",
        level="receivers",
    ),
    _Story(
        5,
        "某科室负责人把培训费打到自己开的公司，发票是假的。",
        about="labour",
        name="吴某某（虚构）",
        contact="demo2@example.invalid",
    ),
    _Story(1, "审批的人暗示要好处费，不给就一直说材料不齐。", about="resources"),
)
