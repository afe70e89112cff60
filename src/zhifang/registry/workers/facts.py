"""What rules may know of workers at posts."""

from zhifang.calc import relation

#: A worker at a post; ``holder_id`` is the using unit, who owes.
EXPOSURES = relation(
    "exposures",
    id="int64",
    worker_id="int64",
    post_id="int64",
    site_id="int64",
    site_no="string",
    holder_id="int64",
    valid_from="date",
    valid_to="date",
)
