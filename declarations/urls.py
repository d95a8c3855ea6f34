"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from .views import browse, compare, search

routes = [
    path("", browse.home, name="home"),
    path("declarations/", browse.declaration_list, name="declaration_list"),
    path("declarations/<slug:slug>/", browse.declaration, name="declaration"),
    path("codebook/", browse.codebook, name="codebook"),
    path("search/", search.search, name="search"),
    path("compare/", compare.choose, name="choose"),
    path("compare/<slug:left>/<slug:right>/", compare.compare, name="compare"),
    path("compare/<slug:left>/<slug:right>/export.json", compare.export_json, name="export_json"),
]

urlpatterns = [
    path("", include((routes, "declarations"))),
    path("admin/", admin.site.urls),
]

handler403 = "declarations.views.errors.forbidden"
handler404 = "declarations.views.errors.not_found"
handler500 = "declarations.views.errors.server_error"
