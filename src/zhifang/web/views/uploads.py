# ruff: noqa: ARG001 (Django names the arguments of views)
"""Handing in files: what was received, how far it is, what came of it, taking it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhifang.access.permissions import may
from zhifang.access.readers import Reader
from zhifang.core.days import today
from zhifang.exchange import history
from zhifang.exchange.handing_in import hand_in
from zhifang.exchange.received import SentFile
from zhifang.exchange.taking_back import is_own, take_back_file
from zhifang.web.reading import cursor_of, language, signed_in


class SeveralFiles(forms.ClearableFileInput):
    """A file field that takes more than one."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of uploaded files."""

    widget = SeveralFiles(attrs={"class": "form-control", "accept": ".xlsx,.xls"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of the files is checked by itself."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """The files, the sender's stamp, and whether one bad row refuses all."""

    files = FilesField(label=gettext_lazy("Files"))
    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        initial=today,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    sent_by = forms.CharField(
        label=gettext_lazy("Sender's credit code (empty: as in the file)"),
        required=False,
        max_length=18,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    all_or_nothing = forms.BooleanField(
        label=gettext_lazy("Refuse the file if any row fails"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, reader: Reader, **given: Any) -> None:
        super().__init__(*args, **given)
        if reader.party is not None:
            del self.fields["sent_by"]


@signed_in
def uploads(request: HttpRequest) -> HttpResponse:
    """The form and the files received in the reader's view; a file sent is worked on by a job."""
    reader = request.reader
    form = UploadForm(request.POST or None, request.FILES or None, reader=reader)
    if request.method == "POST" and form.is_valid():
        sent = hand_in(
            [SentFile(file.name, file.read()) for file in form.cleaned_data["files"]],
            reader=reader,
            received_on=form.cleaned_data["received_on"],
            credit_code=form.cleaned_data.get("sent_by") or None,
            all_or_nothing=form.cleaned_data["all_or_nothing"],
            lang=language(),
        )
        if len(sent) == 1:
            return redirect("web:upload", file_id=sent[0])
        messages.success(request, _("The files were received and are being checked."))
        return redirect("web:uploads")
    files, following = history.files(after=cursor_of(request))
    status = 400 if form.is_bound else 200
    return render(
        request,
        "web/uploads.html",
        {
            "section": "uploads",
            "form": form,
            "files": files,
            "next": following,
            "may_upload": may(reader, "upload"),
        },
        status=status,
    )


def file_or_404(request: HttpRequest, file_id: int) -> dict[str, Any]:
    """One received file with its summary; 404 outside the reader's view."""
    found = history.file(file_id)
    if found is None:
        raise Http404
    return found


@require_safe
@signed_in
def upload(request: HttpRequest, file_id: int) -> HttpResponse:
    """One file: progress while it runs, then its summary."""
    found = file_or_404(request, file_id)
    context = {
        "section": "uploads",
        "file": found,
        "may_withdraw": found["status"] == "applied" and is_own(request.reader, found["sent_by"]),
    }
    return render(request, "web/upload.html", context)


@require_safe
@signed_in
def progress(request: HttpRequest, file_id: int) -> HttpResponse:
    """The part of the page that is asked for again while the file runs."""
    return render(request, "web/part_progress.html", {"file": file_or_404(request, file_id)})


@require_POST
@signed_in
def withdraw(request: HttpRequest, file_id: int) -> HttpResponse:
    """Takes a whole file back, with its reason."""
    take_back_file(file_id, reason=request.POST.get("reason", "").strip(), reader=request.reader)
    messages.success(request, _("The file was withdrawn."))
    return redirect("web:upload", file_id=file_id)
