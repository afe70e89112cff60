"""Users, what they read, and the audit record with its chain."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .roles import PARTY_ROLES, Role


class UserAccounts(BaseUserManager["User"]):
    """Makes users; names are compared as they are written."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Stores a new user with a hashed password (none: cannot sign in)."""
        user = self.model(username=username, **fields)
        asked = user.must_change_password
        user.set_password(password)
        user.must_change_password = asked
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. ``town`` is a nine-digit code, ``organisation_id`` a party's id."""

    id = models.BigAutoField(primary_key=True)
    username = models.CharField(_("User name"), max_length=150, unique=True)
    display_name = models.CharField(_("Name shown"), max_length=150)
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices)
    town = models.CharField(_("Township code"), max_length=9, blank=True, default="")
    organisation_id = models.BigIntegerField(_("Organisation"), null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    second_factor = models.BinaryField(null=True, blank=True, editable=False)
    second_factor_step = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name", "role"]
    objects: ClassVar[UserAccounts] = UserAccounts()

    class Meta:
        db_table = "access_user"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(role=Role.TOWNSHIP) | ~Q(town=""),
                name="access_user_township_has_a_town",
                violation_error_message=_("A township officer needs a township code."),
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(PARTY_ROLES)) | Q(organisation_id__isnull=False),
                name="access_user_party_has_an_organisation",
                violation_error_message=_("This role needs an organisation."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def set_password(self, raw_password: str | None) -> None:
        """Hashes the password; it counts as the user's own from now on."""
        super().set_password(raw_password)
        self.must_change_password = False


class ReadLog(models.Model):
    """One reading of personal data: a list read is one entry with the ids that were shown."""

    id = models.BigAutoField(primary_key=True)
    read_at = models.DateTimeField()
    actor = models.TextField()
    user_id = models.BigIntegerField(null=True)
    kind = models.TextField()
    door = models.TextField()
    shown = models.JSONField()

    class Meta:
        db_table = "read_log"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user_id", "read_at"], name="read_log_user")
        ]


class AuditEntry(models.Model):
    """Something somebody did. Append-only; ``detail`` never holds an identity number."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.TextField()
    verb = models.TextField()
    subject = models.TextField()
    detail = models.JSONField()

    class Meta:
        db_table = "audit_entry"


class AuditLink(models.Model):
    """A link of the chain: the SM3 digest of its entries and of the link before it."""

    id = models.BigIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    entries = models.IntegerField()
    previous = models.TextField()
    digest = models.TextField()

    class Meta:
        db_table = "audit_link"


class AuditMember(models.Model):
    """Which link holds an entry. Entries may commit out of order, so a range would not do."""

    entry_id = models.BigIntegerField(primary_key=True)
    link_id = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "audit_member"
