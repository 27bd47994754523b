"""How often something may be tried."""

from datetime import timedelta

from kit.errors import DomainError, ErrorCode
from models.limit import SPEND, Limit
from resolvers.context import Context

# Ten guesses for one account, a hundred from one address, then a few an hour: enough for a
# forgetful person or a school behind one address, useless for a list of passwords (OWASP ASVS 2.2.1).
SIGN_IN_PER_ACCOUNT = Limit("sign-in-account", 10, timedelta(minutes=30).total_seconds())
SIGN_IN_PER_ADDRESS = Limit("sign-in-address", 100, timedelta(minutes=30).total_seconds())
PASSWORD_CHANGE = Limit("password-change", 10, timedelta(minutes=30).total_seconds())
SIGN_UP_PER_ADDRESS = Limit("sign-up-address", 60, timedelta(hours=1).total_seconds())
FLAGS = Limit("flag", 20, timedelta(days=1).total_seconds())
# Calendar programs read a feed once in a quarter of an hour or less often.
READ_OF_FEED = Limit("calendar-feed", 60, timedelta(hours=1).total_seconds())


async def spend(context: Context, limit: Limit, subject: str) -> None:
    """Count one attempt, whatever becomes of it: in a transaction of its own.

    Raises: DomainError RATE_LIMITED when there were too many.
    """
    rows = await context.platform.database.fetch(SPEND, *limit.spend_arguments(subject, context.now()))
    if not rows:
        message = f"Too many attempts; at most {limit.burst} in {limit.period_seconds / 60:.0f} minutes."
        raise DomainError(ErrorCode.RATE_LIMITED, message)
