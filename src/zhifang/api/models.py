"""Keys of programs, and what was answered to requests that may be repeated."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhifang.access.roles import Role


class ApiKey(models.Model):
    """A key of a party's program; only the digest of its secret is kept."""

    name = models.TextField(unique=True)
    digest = models.TextField(unique=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    town = models.TextField(default="", blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "api_key"


class RepeatedRequest(models.Model):
    """The answer to the first request with an idempotency key; holds no personal data."""

    actor = models.TextField()
    idempotency_key = models.TextField()
    request_digest = models.TextField()
    status = models.IntegerField()
    answer = models.JSONField()
    answered_at = models.DateTimeField()

    class Meta:
        db_table = "repeated_request"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["actor", "idempotency_key"], name="repeated_request_key"
            )
        ]
