"""The benchmark: our server and its peers over the same PostgreSQL, on the same operations, in one run.

`make bench` runs everything, `make bench-quick` the main ratios; docs/performance.md has the last results.
"""
