"""Later coverage: which agreement of the register a story follows, and how surely.

Pure, as reading and judging are.
"""

from pipelines.following.cues import names_paper
from pipelines.following.finding import follow_ups
from pipelines.following.mother import Mother, may_have_mother, mother_of
from pipelines.following.pair import names_partner
from pipelines.following.telling import Telling, telling_of

__all__ = [
    "Mother",
    "Telling",
    "follow_ups",
    "may_have_mother",
    "mother_of",
    "names_paper",
    "names_partner",
    "telling_of",
]
