"""Accounts: who may sign in, and the tokens by which they are known."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference


class AccountRole(StrEnum):
    """What an account may do beyond being a member."""

    MEMBER = "MEMBER"
    MODERATOR = "MODERATOR"
    ANALYST = "ANALYST"
    ADMIN = "ADMIN"


class AccountStatus(StrEnum):
    """Whether an account can be used."""

    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    DEACTIVATED = "DEACTIVATED"
    ERASED = "ERASED"


class TokenScope(StrEnum):
    """What an API token may be used for."""

    READ = "READ"
    WRITE = "WRITE"
    REPORTS = "REPORTS"


ACCOUNT_LENGTHS = {"email": Length(3, 254), "time_zone": Length(1, 64), "locale": Length(2, 35)}


class Account(Row):
    """The private side of a person: e-mail, password, roles."""

    lengths = ACCOUNT_LENGTHS

    email = fields.TextField()
    password_hash = fields.TextField()
    roles = ArrayField(element_type="text")
    status = fields.CharEnumField(AccountStatus, max_length=16)
    suspended_until = fields.DatetimeField(null=True)
    time_zone = fields.TextField()
    locale = fields.TextField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "account"
        constraints = [
            known("account", "status", AccountStatus),
            *lasting("account", ACCOUNT_LENGTHS),
            CheckConstraint(check="email = lower(email)", name="account_email_lower"),
            CheckConstraint(
                check="roles <@ ARRAY['MEMBER','MODERATOR','ANALYST','ADMIN']::text[]",
                name="account_roles_known",
            ),
            UniqueConstraint(fields=("email",), name="account_email_unique"),
        ]

    def may_be_used(self, now: datetime) -> bool:
        """Whether the account is active, or its suspension is over."""
        over = self.suspended_until is not None and self.suspended_until <= now
        return self.status == AccountStatus.ACTIVE or (self.status == AccountStatus.SUSPENDED and over)


class SignIn(Row):
    """One device's stay: the family of refresh tokens that descend from one sign-in."""

    account = reference("Account")
    account_id: UUID
    created_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "sign_in"


class RefreshToken(Row):
    """A token that can be traded once for a new pair; a second try revokes the whole family."""

    sign_in = reference("SignIn")
    sign_in_id: UUID
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    spent_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refresh_token"


API_TOKEN_LENGTHS = {"name": Length(1, 80)}


class ApiToken(Row):
    """A long-lived token for tools, with scopes; only its digest is stored."""

    lengths = API_TOKEN_LENGTHS

    account = reference("Account")
    account_id: UUID
    name = fields.TextField()
    scopes = ArrayField(element_type="text")
    digest = fields.BinaryField()
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_token"
        constraints = [
            *lasting("api_token", API_TOKEN_LENGTHS),
            CheckConstraint(
                check="scopes <@ ARRAY['READ','WRITE','REPORTS']::text[] AND scopes <> '{}'",
                name="api_token_scopes_known",
            ),
            UniqueConstraint(fields=("digest",), name="api_token_digest_unique"),
        ]
