"""What is suggested, as a page calls it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.listening.sorting.rules.targets import Target

TARGET_WORDS: Mapping[Target, Promise] = {
    Target.KIND: _("Kind"),
    Target.CATEGORY: _("Category"),
    Target.THEME: _("Theme"),
    Target.ORGAN: _("Competent organ"),
}
