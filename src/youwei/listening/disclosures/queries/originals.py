"""Originals of evidence files, found by the number that the office tells: there is no list of them,
and so nothing to browse.
"""

from youwei.foundation.files.access.owners import closed_to
from youwei.foundation.files.models import OriginalKey
from youwei.foundation.files.queries import is_set_aside
from youwei.foundation.files.rules.refusals import FileSetAside
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound
from youwei.listening.disclosures.access import own_key


def original_key(actor: Actor, number: int) -> OriginalKey:
    """The actor's wrapped key to it. NotFound for one that was not sealed to them, and for one of a
    matter to which they are tied. Raises FileSetAside.
    """
    public = own_key(actor).public
    found = OriginalKey.objects.select_related("original__file")
    key = found.filter(original=number, public=public).first()
    if key is None or closed_to(actor, key.original.file.origin):
        raise NotFound
    if is_set_aside(key.original.file):
        raise FileSetAside
    return key
