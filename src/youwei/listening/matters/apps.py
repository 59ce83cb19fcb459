from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "youwei.listening.matters"
    label = "matters"

    def ready(self) -> None:
        from youwei.foundation.journal.offers import keep_from, named
        from youwei.listening.complaints.listeners import listen
        from youwei.listening.complaints.offers import Place, show
        from youwei.listening.complaints.rules import events
        from youwei.listening.matters.access import kept_from
        from youwei.listening.matters.signals import emptied, merged, sorted_anew
        from youwei.listening.matters.web.case import beside

        show(Place.DESK_MAIN, beside)
        listen(events.CaseSorted, sorted_anew)
        listen(events.CaseMerged, merged)
        listen(events.CaseEmptied, emptied)
        keep_from("matters", lambda actor: named("matter", kept_from(actor)))
