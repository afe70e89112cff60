"""Permission: may this person do such a step? Steps are with the district, objections with towns.

One person does one duty of an appraisal: who drafted it does not freeze it, who froze it does not
recount it, who recounted it (or answered objections) does not sign it.
"""

from __future__ import annotations

from zhifang.access.permissions import NotAllowed
from zhifang.access.readers import Reader
from zhifang.access.roles import Role
from zhifang.appraisal.states import DRAFTED, FROZEN, RECOUNTED, SIGNED, Standing
from zhifang.core.errors import UserError

_DUTY_NAMES = {
    DRAFTED: ("起草", "drafted it"),
    FROZEN: ("冻结", "froze it"),
    RECOUNTED: ("复核", "recounted it or answered objections"),
    SIGNED: ("签发", "signed it"),
}


def may_appraise(reader: Reader) -> bool:
    """Whether the reader works on appraisals at all: a person of the district."""
    return reader.role == Role.DISTRICT and reader.user_id is not None


def check_may_appraise(reader: Reader) -> int:
    """The person's id; raises ``NotAllowed`` for anybody but a person of the district."""
    if reader.role != Role.DISTRICT:
        raise NotAllowed(
            "年度考核的各个步骤由区级人员办理；您的账号没有这项权限。",
            "The steps of an appraisal are the district's; your account may not do this.",
        )
    if reader.user_id is None:
        raise NotAllowed(
            "考核的步骤必须由登录的人员办理；请在网页上登录后操作。",
            "A step of an appraisal is done by a person; sign in on the pages to do it.",
        )
    return reader.user_id


def may_do(reader: Reader, duty: str, standing: Standing) -> bool:
    """Whether the person may do the duty of this appraisal."""
    if not may_appraise(reader) or reader.user_id is None:
        return False
    return standing.other_duty(reader.user_id, duty) is None


def check_may_do(reader: Reader, duty: str, standing: Standing) -> int:
    """The person's id; raises ``NotAllowed`` when the duty must be another's."""
    user_id = check_may_appraise(reader)
    other = standing.other_duty(user_id, duty)
    if other is not None:
        done_zh, done_en = _DUTY_NAMES[other]
        raise NotAllowed(
            f"您已办理过本次考核的“{done_zh}”，同一人不能办理两个步骤；请由另一人办理。",
            f"You {done_en}; one person does one step of an appraisal. "
            "Let another person do this one.",
        )
    return user_id


def may_object(reader: Reader) -> bool:
    """Whether the reader speaks for a township."""
    return reader.role == Role.TOWNSHIP and bool(reader.towns) and reader.user_id is not None


def check_may_object(reader: Reader) -> tuple[str, int]:
    """The township and the person's id; raises ``NotAllowed`` for anybody else."""
    if not may_object(reader) or reader.user_id is None:
        raise NotAllowed(
            "异议由被考核的镇街提出；您的账号不属于镇街。",
            "Objections are made by the townships appraised; your account is of none.",
        )
    return reader.towns[0], reader.user_id


def check_reason(text: str, *, most: int = 2000) -> str:
    """A reason as it is kept. UserError for none, one too long, or unprintable signs."""
    kept = " ".join(text.encode("utf-8", "ignore").decode().replace("\x00", "").split())
    if not kept or len(kept) > most:
        raise UserError(
            f"请写明理由（不超过 {most} 字）。",
            f"Give a reason, of at most {most} characters.",
        )
    return kept
