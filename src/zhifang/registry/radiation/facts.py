"""What rules and indicators may know of radiation workers and their doses."""

from zhifang.calc import relation

#: A radiation worker in post; ``medical`` is empty when it is not stated.
RADIATION_POSTS = relation(
    "radiation_posts",
    id="int64",
    worker_id="int64",
    holder_id="int64",
    site_id="int64",
    site_no="string",
    medical="boolean",
    valid_from="date",
    valid_to="date",
)

#: A worker in a report of a monitored period, with a valid or nominal dose.
DOSE_REPORTS = relation(
    "dose_reports",
    id="int64",
    institution_id="int64",
    report_no="string",
    site_id="int64",
    last_day="date",
    reported_on="date",
)

#: A monitored period with a valid or nominal dose.
DOSES = relation("doses", id="int64", worker_id="int64", valid_from="date", valid_to="date")
