from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "youwei.listening.sorting"
    label = "sorting"

    def ready(self) -> None:
        from youwei.listening.complaints.listeners import listen
        from youwei.listening.complaints.offers import Place, mark, offer_desk, show
        from youwei.listening.complaints.rules import events
        from youwei.listening.sorting.operations import weighing
        from youwei.listening.sorting.web import case

        listen(events.CaseSorted, weighing.on_sorted)
        listen(events.CaseAccepted, weighing.on_accepted)
        listen(events.CaseDispatched, weighing.on_dispatched)
        offer_desk(case.CATEGORY_MOVE)
        show(Place.DESK_TOP, case.urgency)
        show(Place.DESK_MAIN, case.suggestions)
        mark(case.urgent)
