"""Which mentors can be asked."""


def takes_requests(profile: str, now: str) -> str:
    """`MentorProfile.takes_requests` as an SQL condition on an alias and the instant `now`."""
    return f"""({profile}.status IN ('OPEN', 'WAITLIST')
        OR ({profile}.status = 'AWAY' AND {profile}.away_until <= {now}))"""
