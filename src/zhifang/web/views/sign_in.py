"""Signing in and out, the lockout, and one's own password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters


def marked(form: Any) -> Any:
    """The form with the style of the pages on every field."""
    for field in form.fields.values():
        field.widget.attrs.setdefault("class", "form-control")
    return form


class SignIn(auth_views.LoginView):
    """The sign-in page; wrong passwords are counted by axes."""

    template_name = "web/sign_in.html"
    authentication_form = AuthenticationForm
    redirect_authenticated_user = True

    def get_form(self, form_class: Any = None) -> Any:
        """The sign-in form, styled."""
        return marked(super().get_form(form_class))


class ChangePassword(auth_views.PasswordChangeView):
    """One's own password; other sessions end."""

    template_name = "web/password.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("web:home")

    def get_form(self, form_class: Any = None) -> Any:
        """The form, styled."""
        return marked(super().get_form(form_class))

    def form_valid(self, form: Any) -> HttpResponse:
        """Says that it worked."""
        messages.success(self.request, _("Your password was changed."))
        return super().form_valid(form)


@sensitive_post_parameters("password")
def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """Axes' AXES_LOCKOUT_CALLABLE: too many wrong passwords (429)."""
    return render(request, "web/locked_out.html", status=429)
