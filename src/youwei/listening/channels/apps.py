from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "youwei.listening.channels"
    label = "channels"

    def ready(self) -> None:
        from youwei.listening.channels.access import check_code_opens, check_withdraws
        from youwei.listening.channels.web.case_moves import RENEW_CODE
        from youwei.listening.channels.web.case_section import how_it_came
        from youwei.listening.complaints.access import guard_codes
        from youwei.listening.complaints.listeners import listen
        from youwei.listening.complaints.offers import Place, offer_desk, show
        from youwei.listening.complaints.rules.events import CaseWithdrawn

        listen(CaseWithdrawn, check_withdraws)
        guard_codes(check_code_opens)
        offer_desk(RENEW_CODE)
        show(Place.DESK_ASIDE, how_it_came)
