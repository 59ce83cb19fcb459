from django.urls import path

from youwei.foundation.campaigns.web import adopting, campaign, preparing, rulebook

app_name = "campaigns"
urlpatterns = [
    path("campaigns/", campaign.campaign_list, name="list"),
    path("campaigns/new/", preparing.prepare, name="prepare"),
    path("campaigns/<int:pk>/", campaign.campaign, name="campaign"),
    path("campaigns/<int:pk>/start/", campaign.start, name="start"),
    path("campaigns/<int:pk>/close/", campaign.close, name="close"),
    path("campaigns/<int:pk>/next-year/", preparing.next_year, name="next_year"),
    path("campaigns/<int:pk>/rulebook/", rulebook.rulebook, name="rulebook"),
    path("campaigns/<int:pk>/rulebook/adopt/", adopting.adopt, name="adopt"),
]
