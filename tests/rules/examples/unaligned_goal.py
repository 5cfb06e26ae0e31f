"""M210: a goal serves an objective of the charter."""

from muster.model.layout import CHARTER
from rules.cases import Example, at, branch, charter, claimed, edited, planned, review, whole

AIMLESS = edited(charter(), "objectives: [{id: mrr, statement: Reach $120k MRR}]", "objectives: []")

EXAMPLES = (
    Example(
        "M210",
        "a goal that serves nothing is told",
        whole({at(7): claimed(7, serves="")}),
        (review("M210", at(7), 6),),
        tells=("The goal of number 7 serves no objective", "mrr (Reach $120k MRR)"),
    ),
    Example(
        "M210",
        "a planned slot too",
        whole({at(7): planned(7, serves="")}),
        (review("M210", at(7), 6),),
    ),
    Example(
        "M210",
        "an id that the charter does not have is told, with the one that is meant",
        whole({at(7): claimed(7, serves="mmr")}),
        (review("M210", at(7), 6),),
        tells=("serves mmr, which is no objective", "Did you mean mrr?"),
    ),
    Example(
        "M210",
        "an id like no other has no suggestion",
        whole({at(7): claimed(7, serves="happiness")}),
        (review("M210", at(7), 6),),
        hides=("Did you mean",),
    ),
    Example(
        "M210",
        "what a branch does not bring is not told",
        branch({at(7): claimed(7, serves="")}, {at(8): claimed(8)}),
    ),
    Example("M210", "a goal that serves the objective", whole({at(7): claimed(7)})),
    Example(
        "M210",
        "a charter without objectives asks for none",
        whole({CHARTER: AIMLESS, at(7): claimed(7, serves="")}),
    ),
)
