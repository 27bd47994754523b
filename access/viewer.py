"""The viewer: on whose behalf an operation runs, and what they may use it for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kit.errors import DomainError, ErrorCode
from models import AccountRole, TokenScope

OVERSEERS = frozenset({AccountRole.MODERATOR, AccountRole.ADMIN})


@dataclass
class Viewer:
    """Somebody signed in, or nobody (`educator_id` is None).

    `blocked` holds everyone a wall stands to, whoever built it. `asked` turns true once a rule
    was asked; a mutation that ends without it is rolled back.
    """

    account_id: UUID | None = None
    educator_id: UUID | None = None
    sign_in_id: UUID | None = None
    roles: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset(TokenScope)
    blocked: frozenset[UUID] = frozenset()
    expires_at: datetime | None = None
    # Where the stream of their notifications stood before anything else was read.
    notification_seq: int = 0
    asked: bool = field(default=False, compare=False)

    @property
    def is_member(self) -> bool:
        """Whether somebody is signed in."""
        return self.educator_id is not None

    @property
    def moderates(self) -> bool:
        """Whether the viewer is a platform moderator."""
        return not self.roles.isdisjoint(OVERSEERS)

    @property
    def oversees(self) -> bool:
        """Whether the viewer reads as a moderator: not with a token that lacks the scope READ."""
        return self.moderates and self.reader_id is not None

    def may(self, rule: Callable[..., bool], *things: object) -> bool:
        """Whether the rule lets the viewer."""
        self.asked = True
        return rule(self, *things)

    def must(self, rule: Callable[..., bool], *things: object) -> None:
        """Nothing, when the rule lets the viewer.

        Raises: DomainError UNAUTHENTICATED or FORBIDDEN with the rule's own sentence.
        """
        if not self.may(rule, *things):
            code = ErrorCode.FORBIDDEN if self.is_member else ErrorCode.UNAUTHENTICATED
            raise DomainError(code, sentence_of(rule))

    @property
    def reader_id(self) -> UUID | None:
        """On whose behalf is read; nobody's, when the token lacks the scope READ."""
        return self.educator_id if TokenScope.READ in self.scopes else None

    def filter_values(self) -> tuple[UUID | None, list[UUID], bool]:
        """The first three parameters ($1–$3) of every statement that reads for a viewer."""
        return self.reader_id, list(self.blocked), self.oversees


# Every reading statement joins this one row; the filters of this package speak of it as `viewer`.
VIEWER_ROW = "(SELECT $1::uuid AS id, $2::uuid[] AS blocked, $3::boolean AS oversees) AS viewer"

# The same row for each educator of a statement, to ask what somebody else may see.
VIEWER_OF = """(
    SELECT {educator}.id,
        ARRAY(SELECT blocked_id FROM block WHERE blocker_id = {educator}.id
              UNION SELECT blocker_id FROM block WHERE blocked_id = {educator}.id) AS blocked,
        (SELECT account.roles && '{{MODERATOR,ADMIN}}' FROM account
         WHERE account.id = {educator}.account_id) AS oversees) AS viewer"""


def sentence_of(rule: Callable[..., bool]) -> str:
    """What a refused caller reads: the first line of the rule's docstring."""
    return (rule.__doc__ or "").strip().splitlines()[0]


def anyone(_: Viewer) -> bool:
    """Everyone may do this."""
    return True


def may_write(viewer: Viewer) -> bool:
    """Sign in first (an API token needs the scope WRITE)."""
    return viewer.is_member and TokenScope.WRITE in viewer.scopes


def may_manage_account(viewer: Viewer) -> bool:
    """Sign in with your password to manage your account; an API token cannot."""
    return viewer.is_member and viewer.sign_in_id is not None
