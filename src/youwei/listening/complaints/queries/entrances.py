"""By which way in somebody comes to the form."""

from dataclasses import dataclass

from youwei.foundation.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Entrance:
    """The channel of what is handed in, the addresses of the steps, and the page around them.

    `framed`: the page stands in another site. It has no cookie, so its forms carry no token, and
    what leaves it opens in a page of its own. `around` is the template that the steps extend.
    """

    campaign: Campaign
    channel: str
    door: str
    new: str
    allegation: str
    challenge: str
    status: str
    around: str = "ui/public.html"
    framed: bool = False
