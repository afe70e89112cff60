"""The second factor: time-based codes (RFC 6238: SHA-1, six digits, 30 seconds).

Officers need one in production. The secret is stored encrypted; a code works once.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

from zhifang.installation.keys import decrypt, encrypt

from .models import User
from .roles import OFFICER_ROLES

STEP = 30
SESSION_KEY = "second_factor_passed"


def is_required(user: User) -> bool:
    """Whether this user may only work after a second factor."""
    return bool(settings.ZHIFANG_PRODUCTION) and user.role in OFFICER_ROLES


def new_secret() -> bytes:
    """A fresh secret of 160 bits."""
    return secrets.token_bytes(20)


def as_typed(secret: bytes) -> str:
    """The secret as an authenticator app takes it by hand (base 32)."""
    return base64.b32encode(secret).decode("ascii").rstrip("=")


def address(user: User, secret: bytes) -> str:
    """The ``otpauth`` address an authenticator app scans."""
    label = quote(f"zhifang:{user.username}")
    return f"otpauth://totp/{label}?secret={as_typed(secret)}&issuer=zhifang"


def code_at(secret: bytes, instant: float) -> str:
    """The six digits of the moment ``instant`` (seconds since 1970)."""
    # RFC 6238 is defined with SHA-1, and authenticator apps know nothing else for certain.
    totp = TOTP(secret, 6, SHA1(), STEP)  # noqa: S303
    return totp.generate(int(instant)).decode("ascii")


def _matching_step(secret: bytes, code: str, instant: float, after: int) -> int | None:
    """The step (±1 for clocks that differ) whose code this is, if it was not used before."""
    now = int(instant) // STEP
    for step in (now - 1, now, now + 1):
        if step > after and hmac.compare_digest(code_at(secret, step * STEP), code.strip()):
            return step
    return None


def enrol(user: User, secret: bytes, code: str, *, instant: float | None = None) -> bool:
    """Stores the secret if ``code`` shows that the user's app knows it."""
    step = _matching_step(secret, code, time.time() if instant is None else instant, 0)
    if step is None:
        return False
    user.second_factor = encrypt(secret)
    user.second_factor_step = step
    user.save(update_fields=["second_factor", "second_factor_step"])
    return True


def passes(user: User, code: str, *, instant: float | None = None) -> bool:
    """Whether ``code`` is the user's of this moment; it is used up then."""
    if user.second_factor is None:
        return False
    moment = time.time() if instant is None else instant
    secret = decrypt(user.second_factor)
    step = _matching_step(secret, code, moment, user.second_factor_step)
    if step is None:
        return False
    changed = User.objects.filter(pk=user.pk, second_factor_step__lt=step).update(
        second_factor_step=step
    )
    return changed == 1
