"""What somebody who gave the password must still do before anything else."""

from __future__ import annotations

from django.http import HttpRequest

from . import second_factor

SECOND_FACTOR, NEW_PASSWORD = "second-factor", "password"


def next_step(request: HttpRequest) -> str | None:
    """``second-factor`` or ``password``; None when nothing is left."""
    user = request.user
    if second_factor.is_required(user) and not request.session.get(second_factor.SESSION_KEY):
        return SECOND_FACTOR
    return NEW_PASSWORD if user.must_change_password else None
