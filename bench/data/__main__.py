"""`python -m bench.data 10x` makes the network of a size, if it is not there, and says where it is."""

import os
import sys
import time

from bench.data import FOLDER, SIZES, measured_database


def main(size: str) -> None:
    """Make it, gently: whoever measures on this machine goes first."""
    if size not in SIZES:
        sys.exit(f"There is no size {size!r}: choose one of {', '.join(SIZES)}.")
    os.nice(10)
    begun = time.monotonic()
    with measured_database(size) as url:
        print(f"{FOLDER / size} is ready ({time.monotonic() - begun:.0f} s): {url}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "1x")
