"""The load: requests sent from a process of its own, answers counted, timed and compared.

Own code rather than wrk or oha: those send one request over and over and look at no answer, and an
open loop (arrivals that do not wait for answers) with several requests is beyond both. A connection
here is one protocol object over uvloop with a parser in C: 20–30 µs of the client's own CPU for a request,
never counted as the servers'.
"""

from bench.load.worker import Load, LoadFailedError, LoadWorker, Measured, Shot

__all__ = ["Load", "LoadFailedError", "LoadWorker", "Measured", "Shot"]
