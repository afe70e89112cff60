"""Keys of programs: made once, shown once, found by the digest of their secret."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.core.exceptions import ValidationError

from zhifang.access import audit
from zhifang.access.readers import Reader
from zhifang.access.roles import PARTY_ROLES, Role
from zhifang.api.models import ApiKey
from zhifang.core.errors import UserError

PREFIX = "zhifang_"


def digest(token: str) -> str:
    """SM3 of a token. Its 256 random bits need no slow hash."""
    state = Hash(SM3())
    state.update(token.encode())
    return state.finalize().hex()


def create_key(
    *, name: str, role: str, actor: str, town: str = "", organisation_id: int | None = None
) -> str:
    """Makes a key and returns its token, which is nowhere else.

    ``organisation_id`` is needed for roles of parties, ``town`` for a township's.
    """
    lacks = (role in PARTY_ROLES and organisation_id is None) or (
        role == Role.TOWNSHIP and not town
    )
    if lacks or role not in Role.values:
        raise UserError(
            "密钥的角色需要相应的单位或镇街；请补充。",
            "This role of a key needs its organisation or township; please give it.",
        )
    token = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        name=name,
        digest=digest(token),
        role=role,
        town=town,
        organisation_id=organisation_id,
        created_at=datetime.now(UTC),
    )
    try:
        key.full_clean()
    except ValidationError as error:
        raise UserError(
            "密钥名称为空或已被使用；请换一个名称。",
            "The name of the key is empty or taken; choose another.",
        ) from error
    key.save()
    audit.record(actor, "api key create", name, {"role": role}, using="default")
    return token


def revoke_key(*, name: str, actor: str) -> None:
    """Ends a key for good."""
    ended = ApiKey.objects.filter(name=name, revoked_at=None).update(revoked_at=datetime.now(UTC))
    if not ended:
        raise UserError(f"没有名为“{name}”的有效密钥。", f'There is no valid key called "{name}".')
    audit.record(actor, "api key revoke", name, using="default")


def reader_of_token(token: str) -> Reader | None:
    """Who a token stands for; None when it is unknown or revoked."""
    key = ApiKey.objects.filter(digest=digest(token), revoked_at=None).first()
    if key is None:
        return None
    return Reader(
        actor=f"key:{key.name}",
        role=key.role,
        district=key.role == Role.DISTRICT,
        towns=(key.town,) if key.role == Role.TOWNSHIP else (),
        party=key.organisation_id if key.role in PARTY_ROLES else None,
    )
