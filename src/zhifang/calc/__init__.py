"""The vocabulary of rules, and the only place that knows the expression library.

Rules and indicators are written with the names exported here. They are compiled to SQL and run
by whoever holds the rows: PostgreSQL in the product, DuckDB in fast tests.
"""

from zhifang.calc.annual import annual
from zhifang.calc.compiling import to_sql
from zhifang.calc.dates import (
    BEGINNING,
    add_days,
    add_months,
    blank_far,
    day,
    days_between,
    far,
    open_end,
)
from zhifang.calc.intervals import (
    EPISODE_COLUMNS,
    crossing,
    elementary,
    episodes,
    episodes_of,
    gaps,
    joined,
    tails,
    united,
)
from zhifang.calc.law_pieces import LAW_COLUMNS
from zhifang.calc.once import dated, once
from zhifang.calc.outcome import OUTCOMES, Dates, days_late, outcome, outcome_of, speaking
from zhifang.calc.picking import first_of
from zhifang.calc.rates import (
    SMALL,
    Counts,
    cut,
    difference,
    met,
    newcombe,
    reaches,
    still_needed,
    wilson,
)
from zhifang.calc.recurring import (
    ANCHOR_COLUMNS,
    PIECE_COLUMNS,
    WORLD_COLUMNS,
    Recurring,
    starting_points,
)
from zhifang.calc.relations import (
    Column,
    Derived,
    Relation,
    Rows,
    derived,
    in_order,
    relation,
    without,
)
from zhifang.calc.renewed import Renewed
from zhifang.calc.resting import Resting
from zhifang.calc.standing import LACKING, UNSURE, WHOLE, Standing
from zhifang.calc.values import case, choose, coalesce, greatest, least, listed, nothing, value

__all__ = [
    "ANCHOR_COLUMNS",
    "BEGINNING",
    "EPISODE_COLUMNS",
    "LACKING",
    "LAW_COLUMNS",
    "OUTCOMES",
    "PIECE_COLUMNS",
    "SMALL",
    "UNSURE",
    "WHOLE",
    "WORLD_COLUMNS",
    "Column",
    "Counts",
    "Dates",
    "Derived",
    "Recurring",
    "Relation",
    "Renewed",
    "Resting",
    "Rows",
    "Standing",
    "add_days",
    "add_months",
    "annual",
    "blank_far",
    "case",
    "choose",
    "coalesce",
    "crossing",
    "cut",
    "dated",
    "day",
    "days_between",
    "days_late",
    "derived",
    "difference",
    "elementary",
    "episodes",
    "episodes_of",
    "far",
    "first_of",
    "gaps",
    "greatest",
    "in_order",
    "joined",
    "least",
    "listed",
    "met",
    "newcombe",
    "nothing",
    "once",
    "open_end",
    "outcome",
    "outcome_of",
    "reaches",
    "relation",
    "speaking",
    "starting_points",
    "still_needed",
    "tails",
    "to_sql",
    "united",
    "value",
    "wilson",
    "without",
]
