"""What indicators may know of archives."""

from zhifang.calc import relation

#: A check of an employer's archive: of the six files, how many are there, missing, not checked.
EMPLOYER_ARCHIVES = relation(
    "employer_archives",
    id="int64",
    holder_id="int64",
    site_no="string",
    checked_on="date",
    files_there="int64",
    files_missing="int64",
    files_unchecked="int64",
)

#: What an employer states of a worker's archive.
WORKER_ARCHIVES = relation(
    "worker_archives",
    worker_id="int64",
    holder_id="int64",
    site_no="string",
    stated_on="date",
    archive="boolean",
    work_history="boolean",
)

#: When a worker was told a result, known from the later of that day and the day it was stated.
TOLD_RESULTS = relation(
    "told_results", worker_id="int64", holder_id="int64", known_on="date", told_on="date"
)
