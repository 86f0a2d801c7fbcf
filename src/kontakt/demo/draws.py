"""What every draw shares."""

from random import Random
from uuid import UUID

DAYS = 12 * 7
"""How far back the made-up inquiries go, today included."""


def draw_id(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
