from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "youwei.listening.channels"
    label = "channels"

    def ready(self) -> None:
        from youwei.listening.channels.access import check_withdraws
        from youwei.listening.channels.web.case_section import how_it_came
        from youwei.listening.complaints.listeners import listen
        from youwei.listening.complaints.offers import Place, show
        from youwei.listening.complaints.rules.events import CaseWithdrawn

        listen(CaseWithdrawn, check_withdraws)
        show(Place.DESK_ASIDE, how_it_came)
