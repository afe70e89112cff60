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
