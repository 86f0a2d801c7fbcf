"""What every draw shares."""

from random import Random
from uuid import UUID

DAYS = 27 * 7
"""How far back the made-up inquiries go, today included: a quarter always has one before it to be compared with."""

BUSY_DAYS = 12 * 7
"""For how long the centre has been as large as it is; before, fewer rang."""

EARLIER = 0.25
"""How much it rang before, against now."""


def draw_id(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
