"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

routes: list = []

urlpatterns = [
    path("", include((routes, "declarations"))),
    path("admin/", admin.site.urls),
]
