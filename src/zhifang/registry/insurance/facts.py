"""What indicators may know of work-injury insurance."""

from zhifang.calc import relation

#: A period in which somebody is insured; ``worker_id`` by identity number or accepted match.
INSURED_PERSONS = relation("insured_persons", worker_id="int64", valid_from="date", valid_to="date")

#: An insured period that may be this worker's: nobody has decided yet.
OPEN_MATCHES = relation("open_matches", worker_id="int64", valid_from="date", valid_to="date")

#: Through which day an insurance list is complete.
INSURANCE_LISTS = relation("insurance_lists", complete_through="date")
