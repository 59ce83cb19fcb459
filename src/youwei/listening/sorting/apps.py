from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "youwei.listening.sorting"
    label = "sorting"

    def ready(self) -> None:
        from youwei.listening.complaints.listeners import listen
        from youwei.listening.complaints.offers import (
            Place,
            judge_urgent,
            mark,
            offer_desk,
            offer_queue_field,
            show,
        )
        from youwei.listening.complaints.rules import events
        from youwei.listening.sorting.operations import categorising, weighing
        from youwei.listening.sorting.queries.suggestions import is_urgent
        from youwei.listening.sorting.web import case
        from youwei.listening.sorting.web.in_queue import CATEGORY

        listen(events.CaseSorted, weighing.on_sorted)
        listen(events.CaseAccepted, weighing.on_accepted)
        listen(events.CaseDispatched, weighing.on_dispatched)
        listen(events.CaseImportedSorted, categorising.on_imported)
        judge_urgent(is_urgent)
        offer_desk(case.CATEGORY_MOVE)
        offer_queue_field(CATEGORY)
        show(Place.DESK_TOP, case.urgency)
        show(Place.DESK_MAIN, case.suggestions)
        mark(case.urgent)
