# ruff: noqa: ARG001 (Django names the arguments of views)
"""Signing in and out, the lockout, and one's own password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from zhifang.access import audit, second_factor
from zhifang.core.errors import UserError
from zhifang.web.reading import signed_in

NEW_SECRET = "second_factor_new"  # noqa: S105 (the name of a session entry)
WRONG_CODES = "second_factor_wrong"
MOST_WRONG_CODES = 5


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


@method_decorator(signed_in, name="dispatch")
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
        response = super().form_valid(form)
        if form.user.must_change_password:
            form.user.must_change_password = False
            form.user.save(update_fields=["must_change_password"])
        audit.record(
            self.request.reader.actor, "password change", form.user.username, using="default"
        )
        messages.success(self.request, _("Your password was changed."))
        return response


class CodeForm(forms.Form):
    """The six digits of the authenticator app."""

    code = forms.CharField(
        label=gettext_lazy("Six digits"),
        max_length=8,
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "autofocus": True,
            }
        ),
    )


@signed_in
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator app; the first time, the secret to enter into it."""
    user = request.user
    form = CodeForm(request.POST or None)
    secret = None
    if user.second_factor is None:
        kept = request.session.get(NEW_SECRET)
        secret = bytes.fromhex(kept) if kept else second_factor.new_secret()
        request.session[NEW_SECRET] = secret.hex()
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        passed = (
            second_factor.enrol(user, secret, code) if secret else second_factor.passes(user, code)
        )
        if passed:
            request.session.pop(NEW_SECRET, None)
            request.session[second_factor.SESSION_KEY] = True
            request.session.cycle_key()
            return redirect("web:home")
        count_wrong_code(request)
        form.add_error("code", _("The code is wrong or was used already; wait for the next one."))
    return render(
        request,
        "web/second_factor.html",
        {"form": form, "secret": second_factor.as_typed(secret) if secret else None},
    )


def count_wrong_code(request: HttpRequest) -> None:
    """Ends the session after five wrong codes: the password must be given again."""
    wrong = request.session.get(WRONG_CODES, 0) + 1
    request.session[WRONG_CODES] = wrong
    if wrong >= MOST_WRONG_CODES:
        audit.record(
            request.reader.actor, "second factor refused", request.user.username, using="default"
        )
        logout(request)
        raise UserError("验证码错误次数过多，请重新登录。", "Too many wrong codes; sign in again.")


@sensitive_post_parameters("password")
def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """Axes' AXES_LOCKOUT_CALLABLE: too many wrong passwords (429)."""
    return render(request, "web/locked_out.html", status=429)
