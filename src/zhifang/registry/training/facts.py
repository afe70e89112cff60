"""What rules and indicators may know of who leads occupational health, and who was trained."""

from zhifang.calc import relation

#: A principal or manager of a duty holder in office.
OFFICERS = relation(
    "officers",
    id="int64",
    worker_id="int64",
    holder_id="int64",
    site_id="int64",
    site_no="string",
    role="string",
    valid_from="date",
    valid_to="date",
)

#: A finished training of a person; blank hours are not known.
TRAININGS = relation("trainings", id="int64", worker_id="int64", trained_on="date", hours="float64")
