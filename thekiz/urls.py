"""The only place where the apps' addresses are put together."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("reporting.urls")),
    path("", include("sites.urls")),
    path("planning/", include("planning.urls")),
    path("offers/", include("offers.urls")),
    path("processes/", include("processes.urls")),
    path("konto/", include("allauth.urls")),
    path("betreuung/", admin.site.urls),
]
if settings.DEMO or settings.TESTING:
    urlpatterns += [path("demo/", include("thekiz.demo.urls"))]
