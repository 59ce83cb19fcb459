from django.urls import path

from youwei.listening.feedback.web import batch, items, letter, overview

app_name = "feedback"
urlpatterns = [
    path("feedback/", overview.overview, name="overview"),
    path("feedback/draft/", overview.draft, name="draft"),
    path("feedback/<slug:number>/", batch.batch, name="batch"),
    path("feedback/<slug:number>/move/<slug:name>/", batch.move, name="move"),
    path("feedback/<slug:number>/items/new/", items.new, name="new_item"),
    path("feedback/<slug:number>/items/<int:item>/", items.item, name="item"),
    path("feedback/<slug:number>/items/<int:item>/remove/", items.remove, name="remove_item"),
    path("feedback/<slug:number>/letter/", letter.letter, name="letter"),
]
