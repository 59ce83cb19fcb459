"""One reply to many writers; each reads it on the own status page and learns of nobody else."""

from django.db.models import Q

from youwei.foundation.journal.operations import operation
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import can_write_as_office, triage_scope
from youwei.listening.complaints.operations.thread import write
from youwei.listening.matters.access import check_leads
from youwei.listening.matters.models import Matter
from youwei.listening.matters.rules.events import MatterAnswered
from youwei.listening.matters.rules.refusals import NobodyToWriteTo, PerhapsOfOneWriter
from youwei.listening.matters.rules.replying import somebodys
from youwei.listening.matters.writing import track


@operation
def write_to_all(*, actor: Actor, matter: Matter, text: str, checked: bool = False) -> int:
    """To the members that the actor may sort and to those merged with them; returns how many.
    Cases are locked one by one, each by its own operation, lower numbers first. Names and numbers
    pass only where a person said that they are no writer's: `checked`.
    """
    check_leads(actor, matter)
    found = somebodys(text)
    if found and not checked:
        raise PerhapsOfOneWriter(found="、".join(found), field="checked")
    of_matter = Q(membership__matter=matter) | Q(merged_into__membership__matter=matter)
    cases = triage_scope(actor).filter(of_matter).select_related("campaign").order_by("id")
    reached = [case for case in cases if can_write_as_office(actor, case)]
    if not reached:
        raise NobodyToWriteTo
    for case in reached:
        write(actor=actor, case=case, text=text)
    track(actor, matter, MatterAnswered(writers=len(reached)))
    return len(reached)
