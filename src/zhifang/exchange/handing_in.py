"""Handing in from a page or a program: kept at once, taken in by a job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhifang.access.permissions import check_may
from zhifang.access.readers import Reader
from zhifang.core.days import today
from zhifang.core.errors import UserError
from zhifang.core.identity import check_credit_code
from zhifang.registry.parties.models import Organisation

from .received import SentFile, keep
from .senders import Sender
from .tasks import take_in

#: The largest file that is kept, in bytes; what it unpacks to is limited when it is opened.
LARGEST = 100 * 1024 * 1024


def sender_of(reader: Reader, credit_code: str | None = None) -> Sender:
    """What ``reader`` may write. ``credit_code``: for whom the district or a township sends."""
    check_may(reader, "upload")
    if reader.district:
        if credit_code and not check_credit_code(credit_code):
            raise UserError(
                "报送单位的统一社会信用代码不对；请核对。",
                "The sender's credit code is not valid; please check it.",
            )
        return Sender.operator(credit_code or None)
    if reader.towns:
        return Sender.township(reader.towns)
    found = Organisation.objects.filter(id=reader.party).first()
    if found is None:
        raise UserError(
            "您的账号没有关联单位，不能报送；请联系区级管理人员。",
            "Your account belongs to no organisation; ask the district's officer.",
        )
    return Sender.party(found.credit_code)


def stamp_of(received_on: date | None) -> date:
    """The sender's stamp, today without one; never a day to come, as it bounds all others."""
    stamp = received_on or today()
    if stamp > today():
        raise UserError(
            "收到日不能晚于今天；请改正。", "The day of receipt is after today; please mend it."
        )
    return stamp


def hand_in(
    files: Sequence[SentFile],
    *,
    reader: Reader,
    received_on: date | None,
    credit_code: str | None = None,
    all_or_nothing: bool = False,
    lang: str = "zh",
) -> list[int]:
    """Keeps the files of one command and leaves them to a job; gives their ids.

    The job's arguments hold ids and the sender, never a file's content.
    """
    sender = sender_of(reader, credit_code)
    stamp = stamp_of(received_on)
    for file in files:
        if len(file.content) > LARGEST:
            raise UserError(
                f"文件超过 {LARGEST // 2**20} MB；请分成几个文件报送。",
                f"The file is larger than {LARGEST // 2**20} MB; send it in parts.",
                where=file.name,
            )
    kept = [keep(file, actor=reader.actor, sender=sender, received_on=stamp) for file in files]
    take_in.defer(
        file_ids=kept,
        actor=reader.actor,
        credit_code=sender.credit_code,
        towns=list(sender.towns),
        everything=sender.everything,
        received_on=stamp.isoformat(),
        all_or_nothing=all_or_nothing,
        lang=lang,
    )
    return kept
