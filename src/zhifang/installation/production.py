"""Demo mode or production: what a production start refuses."""

from __future__ import annotations

import os

from zhifang.core.errors import UserError

_WEAK = {"postgres", "password", "zhifang", "changeme", "secret", "admin", "123456", "12345678"}


def is_production() -> bool:
    """Whether ``ZHIFANG_MODE`` says ``production``; UserError for any other word but ``demo``."""
    mode = os.environ.get("ZHIFANG_MODE", "demo").strip().lower() or "demo"
    if mode not in {"demo", "production"}:
        raise UserError(
            f"ZHIFANG_MODE 只能是 demo 或 production，不是 {mode}。",
            f"ZHIFANG_MODE is demo or production, not {mode}.",
        )
    return mode == "production"


def is_weak(secret: str, shortest: int) -> bool:
    """Whether a secret is too short, too uniform or one that everybody tries first."""
    return len(secret) < shortest or len(set(secret)) < 6 or secret.lower() in _WEAK


def check_secrets(secret_key: str) -> None:
    """Refuses weak secrets: the session key and the password inside ``DATABASE_URL``."""
    if is_weak(secret_key, 50):
        raise UserError(
            "生产模式要求 ZHIFANG_SECRET_KEY 至少 50 个随机字符；请更换或删去它以用密钥文件中的。",
            "Production needs a ZHIFANG_SECRET_KEY of at least 50 random characters; "
            "change it, or unset it to use the key file's.",
        )
    from .connections import external_parameters, external_url

    if not external_url():
        return
    given = external_parameters()
    password = given.get("password", "")
    over_socket = given.get("host", "").startswith("/")
    if (password or not over_socket) and is_weak(password, 12):
        raise UserError(
            "生产模式拒绝 DATABASE_URL 中过弱的数据库密码；请换成至少 12 个随机字符。",
            "Production refuses the weak database password in DATABASE_URL; "
            "use at least 12 random characters.",
        )
