"""Signing in: the user must be active, and a demo user never gets into production."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser


class LoginBackend(ModelBackend):
    """Django's own check of name and password, and our refusal of demo users."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Whether this user may sign in at all."""
        if settings.ZHIFANG_PRODUCTION and getattr(user, "is_demo", False):
            return False
        return super().user_can_authenticate(user)
