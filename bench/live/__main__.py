"""`python -m bench.live [subscribers]`: measures live updates and prints the figures as JSON."""

import asyncio
import json
import sys
from dataclasses import asdict

from bench.live.measures import run

if __name__ == "__main__":
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(json.dumps(asdict(asyncio.run(run(most, min(most, 500)))), indent=2))
