"""Joint meetings, their decisions, exchanges of data, capacity, progress of plan tasks."""

from __future__ import annotations

from django.db import models

from zhifang.registry.changes.models import Fact, natural_key


class Meeting(Fact):
    """A joint meeting (联席会议)."""

    meeting_no = models.TextField()
    held_on = models.DateField()
    topic = models.TextField()
    participants = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "meeting"
        constraints = (natural_key("meeting_key", "meeting_no"),)
        indexes = (models.Index(fields=["file"], name="meeting_file"),)


class MeetingItem(Fact):
    """A decision of a joint meeting with who does what by when."""

    meeting_no = models.TextField()
    item_no = models.TextField()
    department = models.TextField()
    decision = models.TextField()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    outcome = models.TextField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "meeting_item"
        constraints = (natural_key("meeting_item_key", "meeting_no", "item_no"),)
        indexes = (models.Index(fields=["file"], name="meeting_item_file"),)


class DataExchange(Fact):
    """Data given by one department to another under an agreement."""

    exchange_no = models.TextField()
    exchanged_on = models.DateField()
    giver = models.TextField()
    taker = models.TextField()
    subject = models.TextField()
    agreement_no = models.TextField(null=True)
    records = models.IntegerField(null=True)

    class Meta:
        app_label = "registry"
        db_table = "data_exchange"
        constraints = (natural_key("data_exchange_key", "exchange_no"),)
        indexes = (models.Index(fields=["file"], name="data_exchange_file"),)


class Capacity(Fact):
    """How many persons an institution can examine or diagnose in a year."""

    institution_id = models.BigIntegerField()
    year = models.IntegerField()
    service = models.TextField()
    persons = models.IntegerField()

    class Meta:
        app_label = "registry"
        db_table = "capacity"
        constraints = (natural_key("capacity_key", "institution_id", "year", "service"),)
        indexes = (models.Index(fields=["file"], name="capacity_file"),)


class TaskReport(Fact):
    """A stage of a plan's task that an owner has completed.

    ``department`` is as sent, or the code of the township in a township's row.
    """

    plan = models.TextField()
    task = models.TextField()
    department = models.TextField()
    stage = models.TextField()
    done_on = models.DateField()
    town = models.TextField(null=True)
    evidence = models.TextField()

    class Meta:
        app_label = "registry"
        db_table = "task_report"
        constraints = (
            natural_key("task_report_key", "plan", "task", "department", "stage", "done_on"),
        )
        indexes = (models.Index(fields=["file"], name="task_report_file"),)
