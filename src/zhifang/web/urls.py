"""Addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from zhifang.web.views import (
    appraisals,
    dashboard,
    district_records,
    employers,
    entering,
    help_pages,
    insurance,
    language,
    obligations,
    plan_parts,
    plans,
    problems,
    reports,
    returns,
    shortest,
    sign_in,
    signals,
    targets,
    uploads,
    workers,
    worklists,
)

pages = [
    path("", plans.home, name="home"),
    path("login/", sign_in.SignIn.as_view(), name="sign-in"),
    path("logout/", LogoutView.as_view(), name="sign-out"),
    path("password/", sign_in.ChangePassword.as_view(), name="password"),
    path("second-factor/", sign_in.second_factor_page, name="second-factor"),
    path("language/", language.switch_language, name="language"),
    path("plans/<slug:plan_id>/", plans.overview, name="plan"),
    path("plans/<slug:plan_id>/report.<str:form>", reports.report, name="plan-report"),
    path("plans/<slug:plan_id>/tasks/", plan_parts.tasks, name="plan-tasks"),
    path("plans/<slug:plan_id>/goals/", plan_parts.goals, name="plan-goals"),
    path("plans/<slug:plan_id>/signals/", signals.signals, name="plan-signals"),
    path("plans/<slug:plan_id>/part/towns/", dashboard.towns, name="plan-towns"),
    path("plans/<slug:plan_id>/part/funnel/", dashboard.funnel, name="plan-funnel"),
    path("plans/<slug:plan_id>/part/trend/", dashboard.trend, name="plan-trend"),
    path("plans/<slug:plan_id>/part/overnight/", dashboard.overnight, name="plan-overnight"),
    path("plans/<slug:plan_id>/part/weeks/", dashboard.weeks, name="plan-weeks"),
    path("plans/<slug:plan_id>/<slug:target_id>/", targets.detail, name="target"),
    path("plans/<slug:plan_id>/<slug:target_id>/years/", targets.years, name="target-years"),
    path(
        "plans/<slug:plan_id>/<slug:target_id>/shortest/",
        shortest.shortest,
        name="target-shortest",
    ),
    path(
        "plans/<slug:plan_id>/<slug:target_id>/shortest.<str:form>",
        shortest.shortest_export,
        name="target-shortest-export",
    ),
    path(
        "plans/<slug:plan_id>/<slug:target_id>/variants/",
        targets.variants,
        name="target-variants",
    ),
    path("plans/<slug:plan_id>/<slug:target_id>/rows/", targets.row_list, name="target-rows"),
    path(
        "plans/<slug:plan_id>/<slug:target_id>/rows.<str:form>",
        targets.row_export,
        name="target-export",
    ),
    path("appraisals/", appraisals.appraisals, name="appraisals"),
    path("appraisals/<int:appraisal_id>/", appraisals.appraisal, name="appraisal"),
    path("appraisals/<int:appraisal_id>/preview/", appraisals.preview, name="appraisal-preview"),
    path("appraisals/<int:appraisal_id>/changes/", appraisals.changes, name="appraisal-changes"),
    path(
        "appraisals/<int:appraisal_id>/document.json",
        appraisals.canonical,
        name="appraisal-document",
    ),
    path("appraisals/<int:appraisal_id>/steps/", appraisals.step, name="appraisal-step"),
    path(
        "appraisals/<int:appraisal_id>/objections/",
        appraisals.objection,
        name="appraisal-objection",
    ),
    path(
        "appraisals/<int:appraisal_id>/objections/<int:objection_id>/",
        appraisals.answer,
        name="appraisal-answer",
    ),
    path(
        "appraisals/<int:appraisal_id>/<slug:who>/<slug:code>/",
        appraisals.body,
        name="appraisal-body",
    ),
    path("worklist/", worklists.worklist, name="worklist"),
    path("worklist.<str:form>", worklists.worklist_export, name="worklist-export"),
    path("employers/", employers.employer_list, name="employers"),
    path("employers/<str:credit_code>/", employers.employer, name="employer"),
    path("records/", district_records.district_records, name="records"),
    path("records/withdraw/", employers.withdraw_record, name="withdraw-record"),
    path("why/<str:obligation_id>/", obligations.why, name="why"),
    path("workers/<int:worker_id>/", workers.worker_file, name="worker"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<int:file_id>/", uploads.upload, name="upload"),
    path("uploads/<int:file_id>/progress/", uploads.progress, name="upload-progress"),
    path("uploads/<int:file_id>/return/", returns.marked_return, name="upload-return"),
    path("uploads/<int:file_id>/file/", returns.received_file, name="upload-file"),
    path("uploads/<int:file_id>/withdraw/", uploads.withdraw, name="upload-withdraw"),
    path("insurance/", insurance.matches, name="insurance"),
    path("insurance/compare/", insurance.compare_again, name="insurance-compare"),
    path("insurance/<int:match_id>/", insurance.decide_match, name="insurance-decide"),
    path("enter/", entering.sheets, name="enter-sheets"),
    path("enter/<slug:key>/", entering.fact, name="enter"),
    path("help/", help_pages.help_page, name="help"),
    path("help/sheets/<slug:sheet>/", help_pages.sheet, name="help-sheet"),
    path("help/sheets/<slug:sheet>.xlsx", help_pages.template, name="template"),
]

urlpatterns = [path("api/v1/", include("zhifang.api.urls")), path("", include((pages, "web")))]

handler400 = problems.bad_request
handler403 = problems.refused
handler404 = problems.not_found
handler500 = problems.failed
