"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, register_converter

from .views import (
    accounts,
    actors,
    agreement,
    browse,
    choosing,
    compare,
    disagreements,
    groups,
    judgement_files,
    judging,
    like,
    method,
    points,
    positions,
    queue,
    review,
    rounds,
    search,
    several,
)
from .views.several_links import SlugsConverter

register_converter(SlugsConverter, "slugs")

routes = [
    path("", browse.home, name="home"),
    path("declarations/", browse.declaration_list, name="declaration_list"),
    path("declarations/<slug:slug>/", browse.declaration, name="declaration"),
    path("search/", search.search, name="search"),
    path("actors/", actors.actor_list, name="actor_list"),
    path("actors/<slug:slug>/", actors.actor, name="actor"),
    path("review/<slug:slug>/<path:label>/", review.review, name="review"),
    path("declarations/<slug:slug>/<path:label>/", points.point, name="point"),
    path("positions/", positions.positions, name="positions"),
    path("positions/export.csv", positions.export_csv, name="positions_export"),
    path("positions/<slug:proposition>/<slug:declaration>/", positions.statement, name="statement"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.new, name="round_new"),
    path("rounds/<int:key>/", rounds.round, name="round"),
    path("rounds/<int:key>/coders/", rounds.coders, name="round_coders"),
    path("rounds/<int:key>/deadline/", rounds.deadline, name="round_deadline"),
    path("rounds/<int:key>/close/", rounds.close, name="round_close"),
    path("rounds/<int:key>/queue/", queue.queue, name="queue"),
    path("judgements/mine/", queue.mine, name="judgements_mine"),
    path("codebook/", browse.codebook, name="codebook"),
    path("like/", like.like, name="like"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/export.csv", agreement.export_csv, name="agreement_export"),
    path("agreement/disagreements/", disagreements.disagreements, name="disagreements"),
    path(
        "agreement/disagreements/<int:first>/<int:second>/",
        disagreements.adjudicate,
        name="adjudicate",
    ),
    path("method/", method.method, name="method"),
    # Before the two declarations: a text of the slug "groups" keeps its address of two parts.
    path("compare/groups/", groups.choose, name="choose_groups"),
    path("compare/groups/<slug:left>/<slug:right>/", groups.compare, name="compare_groups"),
    path(
        "compare/groups/<slug:left>/<slug:right>/export.csv",
        groups.export_csv,
        name="export_groups_csv",
    ),
    path("account/", accounts.account, name="account"),
    path("account/log-in/", accounts.LogIn.as_view(), name="login"),
    path("account/log-out/", accounts.LogOut.as_view(), name="logout"),
    path("account/password/", accounts.ChangePassword.as_view(), name="password_change"),
    path("account/reset/", accounts.ResetPassword.as_view(), name="password_reset"),
    path("account/reset/sent/", accounts.ResetSent.as_view(), name="password_reset_sent"),
    path(
        "account/reset/<uidb64>/<token>/", accounts.SetPassword.as_view(), name="password_reset_set"
    ),
    path("judgements/", judgement_files.files, name="judgements_files"),
    path("judgements/export.csv", judgement_files.export_csv, name="judgements_csv"),
    path("judgements/export.json", judgement_files.export_json, name="judgements_json"),
    path("compare/", choosing.choose, name="choose"),
    path("compare/<slug:left>/<slug:right>/", compare.compare, name="compare"),
    path("compare/<slug:left>/<slug:right>/export.json", compare.export_json, name="export_json"),
    path("compare/<slug:left>/<slug:right>/export.csv", compare.export_csv, name="export_csv"),
    path("judge/<slug:left>/<slug:right>/", judging.choose_pair, name="choose_pair"),
    path("judge/<slug:left>/<slug:right>/<path:pair>/", judging.judge, name="judge"),
    path("compare/<slugs:slugs>/", several.several, name="several"),
    path("compare/<slugs:slugs>/export.json", several.several_json, name="several_json"),
    path("compare/<slugs:slugs>/export.csv", several.several_csv, name="several_csv"),
]

urlpatterns = [
    path("", include((routes, "declarations"))),
    path("admin/login/", accounts.desk_log_in),
    path("admin/", admin.site.urls),
]

handler403 = "declarations.views.errors.forbidden"
handler404 = "declarations.views.errors.not_found"
handler500 = "declarations.views.errors.server_error"
