"""The registry of metrics: each is defined in one place, and found here by its name."""

from reports.metric.definition import Metric
from reports.metric.growth import GROWTH_METRICS
from reports.metric.mentorship import MENTORSHIP_METRICS
from reports.metric.network import NETWORK_METRICS
from reports.metric.request import REQUEST_METRICS
from reports.metric.session import SESSION_METRICS

METRICS = {
    one.name: one
    for one in (
        *REQUEST_METRICS,
        *MENTORSHIP_METRICS,
        *SESSION_METRICS,
        *NETWORK_METRICS,
        *GROWTH_METRICS,
    )
}

__all__ = ["METRICS", "Metric"]
