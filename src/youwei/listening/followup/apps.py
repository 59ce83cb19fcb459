from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "youwei.listening.followup"
    label = "followup"

    def ready(self) -> None:
        from youwei.foundation.journal.offers import keep_from, named
        from youwei.listening.complaints.listeners import listen
        from youwei.listening.complaints.offers import Place, mark, offer_desk, offer_writer, show
        from youwei.listening.complaints.rules import events
        from youwei.listening.followup.access.retaliation import kept_from
        from youwei.listening.followup.adapters import leave
        from youwei.listening.followup.web.case_moves import DESK_MOVES
        from youwei.listening.followup.web.case_parts import for_desk, for_writer, in_queue
        from youwei.listening.followup.web.status_moves import WRITER_MOVES

        for event in (
            events.CaseDispatched,
            events.CaseMerged,
            events.CaseRefused,
            events.CaseWithdrawn,
        ):
            listen(event, leave)
        for desk_move in DESK_MOVES:
            offer_desk(desk_move)
        for writer_move in WRITER_MOVES:
            offer_writer(writer_move)
        show(Place.DESK_ASIDE, for_desk)
        show(Place.STATUS, for_writer)
        mark(in_queue)
        keep_from("followup", lambda actor: named("retaliation", kept_from(actor)))
