from django.urls import path

from youwei.listening.wechat.web.callback import callback

urlpatterns = [path("wechat/", callback, name="wechat")]
