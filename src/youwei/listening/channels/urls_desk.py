from django.urls import path

from youwei.listening.channels.web import box, embed, forwarded, keeping, register
from youwei.listening.complaints.web import public_intake

app_name = "channels"
urlpatterns = [
    path("register/", register.calls, name="register"),
    path("register/reports/", register.reports, name="reports"),
    path("register/supervisor/", register.supervisor, name="supervisor"),
    path("register/box/", box.boxes, name="boxes"),
    path("register/box/open/", box.open_, name="open_box"),
    path("register/box/<int:pk>/", box.opening, name="box"),
    path("register/box/<int:pk>/item/", box.item, name="box_item"),
    path("register/box/<int:pk>/recount/", box.recount, name="recount"),
    path("register/box/<int:pk>/confirm/", box.confirm, name="confirm_box"),
    path("register/forwarded/", forwarded.bring, name="forwarded"),
    path("register/forwarded/<int:pk>/", forwarded.preview, name="forwarded_file"),
    path("register/forwarded/<int:pk>/take/", forwarded.take, name="take_file"),
    path("register/forwarded/<int:pk>/drop/", forwarded.drop, name="drop_file"),
    path("register/forwarded/<int:pk>/report/", forwarded.report, name="report_of_file"),
    path("channels/", keeping.channels, name="list"),
    path("channels/offer/", keeping.offer, name="offer"),
    path("channels/token/", keeping.issue, name="issue"),
    path("channels/token/<int:pk>/revoke/", keeping.revoke, name="revoke"),
    path("channels/<int:pk>/", keeping.frame, name="frame"),
    path("channels/<int:pk>/origins/", keeping.origins, name="origins"),
    path("channels/<int:pk>/try/", embed.tried(public_intake.door), name="try"),
    path("channels/<int:pk>/try/new/", embed.tried(public_intake.new), name="try_new"),
    path(
        "channels/<int:pk>/try/allegation/",
        embed.tried(public_intake.allegation),
        name="try_allegation",
    ),
]
