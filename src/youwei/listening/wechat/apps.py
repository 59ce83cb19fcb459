from django.apps import AppConfig


class WechatConfig(AppConfig):
    name = "youwei.listening.wechat"
    label = "wechat"
