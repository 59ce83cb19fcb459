"""All three faces in one process: a county, a test, the demo."""

from youwei.config import urls_api, urls_desk, urls_public

urlpatterns = [*urls_public.urlpatterns, *urls_desk.urlpatterns, *urls_api.urlpatterns]
handler400 = "youwei.config.refusals.unreadable"
