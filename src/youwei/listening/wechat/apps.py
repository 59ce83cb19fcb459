from django.apps import AppConfig


class WechatConfig(AppConfig):
    name = "youwei.listening.wechat"
    label = "wechat"

    def ready(self) -> None:
        from youwei.listening.complaints.listeners import listen
        from youwei.listening.complaints.offers import offer_writer
        from youwei.listening.wechat.jobs import turns
        from youwei.listening.wechat.web.status import FOLLOW, STOP

        for event in turns.MOVES:
            listen(event, turns.moved)
        for event in turns.GOODBYES:
            listen(event, turns.over)
        offer_writer(FOLLOW)
        offer_writer(STOP)
