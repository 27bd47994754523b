"""Sustainedness: whether the two of a mentorship kept meeting as they agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from models import Attention
from models.mentorship import AMBER_AFTER, RED_AFTER


class Pattern(StrEnum):
    """What kind of relationship the held sessions make."""

    TRANSACTIONAL = "TRANSACTIONAL"
    EMERGING = "EMERGING"
    SUSTAINED = "SUSTAINED"
    LAPSED = "LAPSED"


TRANSACTIONAL_SPAN = 28
SUSTAINED_SESSIONS, SUSTAINED_SPAN, SUSTAINED_ADHERENCE = 4, 84, 0.6
LAPSED_CADENCES, LAPSED_AFTER = 2, 45


@dataclass(frozen=True)
class Term:
    """What was agreed on last: a session every so many days, from the first day to the last."""

    cadence_days: int
    start_on: date
    end_on: date


@dataclass(frozen=True)
class Sustainedness:
    """How the two kept meeting; null where a figure is not defined."""

    sessions_held: int
    span_days: int | None
    median_gap_days: float | None
    cadence_adherence: float | None
    pattern: Pattern


def sustainedness(held: Sequence[date], term: Term | None, until: date) -> Sustainedness:
    """The figures for the days of held sessions, as of `until`: today, or the day of the end."""
    days = sorted(held)
    span = (days[-1] - days[0]).days if days else None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    adherence = cadence_adherence(days, term, until)
    return Sustainedness(
        sessions_held=len(days),
        span_days=span,
        median_gap_days=float(median(gaps)) if gaps else None,
        cadence_adherence=adherence,
        pattern=_pattern(days, term, until),
    )


def cadence_adherence(held: Sequence[date], term: Term | None, until: date) -> float | None:
    """The share of full cadence windows with a held session; null when there is none.

    Windows begin with the term, and end with it at the latest.
    """
    if term is None:
        return None
    windows = (min(until, term.end_on) - term.start_on).days // term.cadence_days
    if windows < 1:
        return None
    met = {(day - term.start_on).days // term.cadence_days for day in held}
    return len(met.intersection(range(windows))) / windows


def _pattern(days: Sequence[date], term: Term | None, until: date) -> Pattern:
    if len(days) <= 1 or (days[-1] - days[0]).days < TRANSACTIONAL_SPAN:
        return Pattern.TRANSACTIONAL
    since = (until - days[-1]).days
    cadence = term.cadence_days if term else 0
    if term and since > LAPSED_CADENCES * cadence and since > LAPSED_AFTER:
        # It was sustained if it was when they last met.
        return Pattern.LAPSED if _is_sustained(days, term, days[-1]) else Pattern.EMERGING
    return Pattern.SUSTAINED if _is_sustained(days, term, until) else Pattern.EMERGING


def _is_sustained(days: Sequence[date], term: Term | None, until: date) -> bool:
    adherence = cadence_adherence(days, term, until)
    return (
        len(days) >= SUSTAINED_SESSIONS
        and (days[-1] - days[0]).days >= SUSTAINED_SPAN
        and adherence is not None
        and adherence >= SUSTAINED_ADHERENCE
    )


def attention(since: timedelta) -> Attention:
    """How urgent it is that they meet, by the time since they last did."""
    if since > RED_AFTER:
        return Attention.RED
    return Attention.AMBER if since > AMBER_AFTER else Attention.OK
