"""Words of the directory of organs."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youwei.foundation.organs.models import How, Mark, Organ, Post
from youwei.foundation.organs.queries import Chapter
from youwei.foundation.organs.rules.sheets import Fault
from youwei.foundation.rulebook.rules.appraisal import OrganGroup
from youwei.ui.bilingual import said
from youwei.ui.templatetags.ui import status_tag

register = template.Library()

_TOLD = {
    How.RENAMED: _("%(predecessor)s was renamed %(successor)s."),
    How.MERGED: _("%(predecessor)s was merged into %(successor)s."),
    How.SPLIT: _("%(successor)s came out of %(predecessor)s."),
}
_TONES = {Mark.PRINCIPAL: "active", Mark.LEADERSHIP: "active"}


@register.simple_tag
def group_name(groups: dict[str, OrganGroup], code: str) -> str:
    """What the rulebook calls the comparison group; its code where no rulebook knows it."""
    if not code:
        return gettext("Not compared")
    return said(groups[code].name) if code in groups else code


@register.simple_tag
def mark_tag(post: Post) -> SafeString:
    """The opinion's mark of a post; an ordinary post carries none."""
    mark = Mark(post.mark)
    return (
        SafeString("") if mark is Mark.STAFF else status_tag(str(mark.label), _TONES.get(mark, ""))
    )


@register.filter
def told(chapter: Chapter) -> str:
    """One sentence of an organ's history."""
    names = {"predecessor": chapter.predecessor.name, "successor": chapter.successor.name}
    return str(_TOLD[chapter.how]) % names


@register.filter
def reason(fault: Fault) -> str:
    """Why a row is not taken, in the reader's language."""
    words = gettext(fault.reason)
    return words % fault.params if fault.params else words


@register.filter
def others(chapter: Chapter, organ: Organ) -> tuple[Organ, ...]:
    """The organs of the sentence that are not the page's own."""
    return tuple(each for each in (chapter.predecessor, chapter.successor) if each != organ)
