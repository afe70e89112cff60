"""Taking back from a page or a program: only what the reader sees and sent, or the district."""

from __future__ import annotations

from zhifang.access import audit
from zhifang.access.permissions import NotAllowed, check_may, may
from zhifang.access.readers import Reader
from zhifang.core.errors import UserError
from zhifang.registry.changes.models import ReceivedFile
from zhifang.registry.changes.withdrawals import Withdrawn, withdraw_file, withdraw_record
from zhifang.registry.records.kinds import KINDS
from zhifang.registry.records.queries import sender_of_record

from .staging import FACTS


def is_own(reader: Reader, sender_id: int | None) -> bool:
    """Whether ``reader`` may take back what this organisation sent."""
    if not may(reader, "withdraw"):
        return False
    return reader.district or (reader.party is not None and reader.party == sender_id)


def _check_own(reader: Reader, sender_id: int | None) -> None:
    check_may(reader, "withdraw")
    if not is_own(reader, sender_id):
        raise NotAllowed(
            "只有报送单位和区级可以撤回；请联系报送单位。",
            "Only its sender and the district may withdraw it; ask the sender.",
        )


def take_back_record(kind: str, record_id: int, *, reason: str, reader: Reader) -> Withdrawn:
    """Withdraws one record. ``kind`` is the key of its sheet."""
    sender = sender_of_record(kind, record_id) if kind in KINDS else None
    if sender is None:
        raise UserError(
            "没有这条有效的记录，或它不在您的查看范围内；请刷新页面后再试。",
            "There is no such record in force in your view; reload the page and try again.",
        )
    _check_own(reader, sender)
    done = withdraw_record(FACTS[kind][0], record_id, actor=reader.actor, reason=reason)
    audit.record(
        reader.actor, "withdraw record", f"{kind}:{record_id}", {"reason": reason}, using="default"
    )
    return done


def take_back_file(file_id: int, *, reason: str, reader: Reader) -> Withdrawn:
    """Withdraws everything a file brought."""
    found = ReceivedFile.objects.filter(id=file_id).values("sent_by", "actor").first()
    if found is None:
        raise UserError(
            "没有这个文件，或它不在您的查看范围内。", "There is no such file in your view."
        )
    _check_own(reader, found["sent_by"])
    done = withdraw_file(file_id, actor=reader.actor, reason=reason)
    audit.record(reader.actor, "withdraw file", str(file_id), {"reason": reason}, using="default")
    return done
