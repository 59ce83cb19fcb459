from django.urls import path

from youwei.listening.appraisal.web import instruments, panels, rounds, third_party

app_name = "appraisal"
urlpatterns = [
    path("appraisal/", rounds.overview, name="overview"),
    path("appraisal/prepare/<int:pk>/", rounds.prepare, name="prepare"),
    path("appraisal/rounds/<int:pk>/", rounds.one, name="round"),
    path("appraisal/rounds/<int:pk>/preview/", rounds.look, name="preview"),
    path("appraisal/rounds/<int:pk>/move/<slug:name>/", rounds.move, name="move"),
    path("appraisal/rounds/<int:pk>/leave-out/", rounds.exclude, name="exclude"),
    path("appraisal/rounds/<int:pk>/roster/<int:entry>/", rounds.roster, name="roster"),
    path("appraisal/panels/<int:pk>/", panels.one, name="panel"),
    path("appraisal/panels/<int:pk>/template/", panels.template, name="template"),
    path("appraisal/panels/<int:pk>/frame/", panels.frame, name="frame"),
    path("appraisal/panels/<int:pk>/margins/", panels.margins, name="margins"),
    path("appraisal/panels/<int:pk>/codes/<slug:form>/", panels.hand_out, name="hand_out"),
    path("appraisal/panels/<int:pk>/replace/", panels.replace, name="replace"),
    path("appraisal/panels/<int:pk>/unused/", panels.unused, name="unused"),
    path("appraisal/panels/<int:pk>/commission/", panels.commission, name="commission_panel"),
    path("appraisal/questions/begin/<int:pk>/", instruments.begin, name="begin"),
    path("appraisal/questions/<int:pk>/", instruments.one, name="instrument"),
    path("appraisal/questions/<int:pk>/put/", instruments.put, name="put_question"),
    path("appraisal/questions/drop/<int:pk>/", instruments.drop, name="drop_question"),
    path("appraisal/third-party/", third_party.overview, name="commissions"),
    path("appraisal/third-party/<int:pk>/", third_party.one, name="commission"),
    path("appraisal/third-party/<int:pk>/template/", third_party.template, name="raw_template"),
    path("appraisal/third-party/<int:pk>/declare/", third_party.declare, name="declare"),
    path("appraisal/third-party/<int:pk>/design/", third_party.design, name="design"),
    path("appraisal/third-party/<int:pk>/deliver/", third_party.deliver, name="deliver"),
]
