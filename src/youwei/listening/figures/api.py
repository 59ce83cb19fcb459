"""Figures for programs: exact ones for those who triage, released ones for everybody."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.security import HttpBearer
from pydantic import WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from youwei.kernel.refusal import NotFound
from youwei.listening.figures.access import ExactFiguresOfTheOffice, counted_by
from youwei.listening.figures.models import Release
from youwei.listening.figures.queries.documents import exact_document, released_document
from youwei.listening.figures.queries.releases import open_to_all
from youwei.listening.figures.queries.telling import told
from youwei.listening.figures.rules.dimensions import Dimension
from youwei.listening.figures.rules.periods import Period
from youwei.listening.figures.rules.plan import RELEASED
from youwei.listening.figures.rules.tables import Layout
from youwei.ui.api.given import Day, Id
from youwei.ui.api.tokens import actor_by_token
from youwei.ui.api.told import Told, answers, read

ANYONE: dict[str, Any] = {"x-who-may": "anyone"}
By = Annotated[
    Dimension, WithJsonSchema({"type": "string", "enum": [one.value for one in Dimension]})
]
Numbers = dict[str, int | None]


class FiguresCell(Told):
    """`column` is null unless two dimensions are crossed."""

    row: str
    row_name: str
    column: str | None
    column_name: str | None
    figures: Numbers


class FigureDefined(Told):
    code: str
    name: str
    counts: str
    basis: str


class FiguresTold(Told):
    """A null among the figures is hidden, or the days of nobody. `threshold` is null where nothing
    is hidden.
    """

    campaign: str
    rulebook: str
    by: By
    across: By | None
    first: date
    last: date
    as_of: datetime
    threshold: int | None
    small_cells: str
    cases_counted: str
    cells: list[FiguresCell]
    row_totals: dict[str, Numbers]
    column_totals: dict[str, Numbers]
    total: Numbers
    names: dict[str, str]
    definitions: list[FigureDefined]


class ReleaseTold(Told):
    id: int
    campaign: str
    starts: date
    ends: date
    released_at: datetime
    threshold: int


def router_for(person: HttpBearer) -> Router:
    router = Router(tags=["figures"])

    @router.get("/desk/figures", auth=person, response=read(FiguresTold), operation_id="figures")
    def figures(
        request: HttpRequest,
        first: Day,
        last: Day,
        by: By = Dimension.ORGAN,
        across: By | SkipJsonSchema[None] = None,
    ) -> Any:
        """Exact figures of the cases that the token's owner may triage, of the newest campaign."""
        actor = actor_by_token(request)
        campaign = counted_by(actor).select_related("jurisdiction").first()
        if campaign is None:
            raise ExactFiguresOfTheOffice
        period = Period(min(first, last), max(first, last))
        return told(exact_document(actor, campaign, _layout(by, across), period))

    @router.get(
        "/figures/releases",
        response=answers({200: list[ReleaseTold]}),
        operation_id="releases",
        openapi_extra=ANYONE,
    )
    def releases(request: HttpRequest) -> Any:
        """Quarters whose figures everybody may read, the newest first."""
        return [
            ReleaseTold(
                id=one.pk,
                campaign=one.campaign.name,
                starts=one.starts,
                ends=one.ends,
                released_at=one.made_at,
                threshold=one.threshold,
            )
            for one in open_to_all()[:100]
        ]

    @router.get(
        "/figures/releases/{release}",
        response=answers({200: FiguresTold}, 404, 422),
        operation_id="release",
        openapi_extra=ANYONE,
    )
    def release(
        request: HttpRequest,
        release: Annotated[Id, Path(description="As the list of releases names it")],
        by: By = Dimension.GROUP,
        across: By | SkipJsonSchema[None] = None,
    ) -> Any:
        """One table of a quarter; 404 also for a table that is not released."""
        found: Release | None = open_to_all().filter(pk=release).first()
        layout = _layout(by, across)
        if found is None or layout not in RELEASED:
            raise NotFound
        return told(released_document(found, layout))

    return router


def _layout(by: Dimension, across: Dimension | None) -> Layout:
    return Layout(by, across if across != by else None)
