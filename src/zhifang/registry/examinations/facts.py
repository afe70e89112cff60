"""What rules may know of health examinations."""

from zhifang.calc import relation

#: One row for each exam conclusion and hazard it speaks for.
EXAMINATIONS = relation(
    "examinations",
    id="int64",
    worker_id="int64",
    hazard="string",
    exam_kind="string",
    exam_on="date",
)

#: The days on which a worker was examined for a duty holder.
EXAM_DAYS = relation("exam_days", worker_id="int64", holder_id="int64", exam_on="date")
