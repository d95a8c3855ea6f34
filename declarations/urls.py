"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, register_converter

from .views import browse, choosing, compare, several
from .views.several_links import SlugsConverter

register_converter(SlugsConverter, "slugs")

routes = [
    path("", browse.home, name="home"),
    path("declarations/", browse.declaration_list, name="declaration_list"),
    path("declarations/<slug:slug>/", browse.declaration, name="declaration"),
    path("codebook/", browse.codebook, name="codebook"),
    path("compare/", choosing.choose, name="choose"),
    path("compare/<slug:left>/<slug:right>/", compare.compare, name="compare"),
    path("compare/<slug:left>/<slug:right>/export.json", compare.export_json, name="export_json"),
    path("compare/<slugs:slugs>/", several.several, name="several"),
    path("compare/<slugs:slugs>/export.json", several.several_json, name="several_json"),
    path("compare/<slugs:slugs>/export.csv", several.several_csv, name="several_csv"),
]

urlpatterns = [
    path("", include((routes, "declarations"))),
    path("admin/", admin.site.urls),
]

handler403 = "declarations.views.errors.forbidden"
handler404 = "declarations.views.errors.not_found"
handler500 = "declarations.views.errors.server_error"
