"""What rules may know of posts and their hazards."""

from zhifang.calc import relation

#: A hazard of a post; a later start of the same post and hazard ends the running one.
POST_HAZARDS = relation(
    "post_hazards",
    id="int64",
    post_id="int64",
    site_id="int64",
    holder_id="int64",
    hazard="string",
    valid_from="date",
    valid_to="date",
    work_grade="int64",
    graded_on="date",
    noise_level="float64",
)
