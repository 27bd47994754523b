"""Live updates measured: memory of idle subscribers, deliveries a second, and delays after commit.

`python -m bench.live` prints the figures; `run` gives them to whoever asks.
"""

from bench.live.measures import Delays, Fanout, Idle, LiveResults, run

__all__ = ["Delays", "Fanout", "Idle", "LiveResults", "run"]
