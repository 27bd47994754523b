"""A believable network to look at, to test with and to measure."""

from app.seed.people import DEMO_EMAIL, DEMO_PASSWORD
from app.seed.run import seed
from app.seed.seeding import SIZES, AlreadySeeded, Progress, SeedReport, fill

__all__ = [
    "DEMO_EMAIL",
    "DEMO_PASSWORD",
    "SIZES",
    "AlreadySeeded",
    "Progress",
    "SeedReport",
    "fill",
    "seed",
]
