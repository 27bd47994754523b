from kit import migration
from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.account import AccountStatus
from models.educator import CareerStage, EducatorRole, ProfileVisibility
from models.notification import NotificationKind
from models.post import PostKind, ReactionKind
from models.thread import SubscriptionLevel, ThreadStatus, ThreadVisibility
from models.topic import TopicKind


class Migration(migration.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Account",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                ("email", fields.TextField(unique=False)),
                ("password_hash", fields.TextField(unique=False)),
                ("roles", ArrayField(element_type="TEXT")),
                (
                    "status",
                    fields.CharEnumField(
                        description="ACTIVE: ACTIVE\nSUSPENDED: SUSPENDED\nDEACTIVATED: DEACTIVATED\nERASED: ERASED",
                        enum_type=AccountStatus,
                        max_length=16,
                    ),
                ),
                ("suspended_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("time_zone", fields.TextField(unique=False)),
                ("locale", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "account",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('ACTIVE', 'SUSPENDED', 'DEACTIVATED', 'ERASED')",
                        name="account_status_known",
                    ),
                    CheckConstraint(
                        check="char_length(email) BETWEEN 3 AND 254", name="account_email_length"
                    ),
                    CheckConstraint(
                        check="char_length(time_zone) BETWEEN 1 AND 64", name="account_time_zone_length"
                    ),
                    CheckConstraint(
                        check="char_length(locale) BETWEEN 2 AND 35", name="account_locale_length"
                    ),
                    CheckConstraint(check="email = lower(email)", name="account_email_lower"),
                    CheckConstraint(
                        check="roles <@ ARRAY['MEMBER','MODERATOR','ANALYST','ADMIN']::text[]",
                        name="account_roles_known",
                    ),
                    UniqueConstraint(fields=("email",), name="account_email_unique"),
                ],
                "pk_attr": "id",
                "table_description": "The private side of a person: e-mail, password, roles.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Answer",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                ("scope", fields.UUIDField()),
                ("key", fields.TextField(unique=False)),
                ("request_digest", fields.BinaryField()),
                ("type_name", fields.TextField(unique=False)),
                ("row_id", fields.UUIDField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "answer",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="char_length(key) BETWEEN 1 AND 128", name="answer_key_length"),
                    UniqueConstraint(fields=("scope", "key"), name="answer_once"),
                ],
                "pk_attr": "id",
                "table_description": "Which thing a mutation answered under a key; `scope` is the account, or a digest of who asked.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ApiToken",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "models.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.TextField(unique=False)),
                ("scopes", ArrayField(element_type="TEXT")),
                ("digest", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "api_token",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="char_length(name) BETWEEN 1 AND 80", name="api_token_name_length"),
                    CheckConstraint(
                        check="scopes <@ ARRAY['READ','WRITE','REPORTS']::text[] AND scopes <> '{}'",
                        name="api_token_scopes_known",
                    ),
                    UniqueConstraint(fields=("digest",), name="api_token_digest_unique"),
                ],
                "pk_attr": "id",
                "table_description": "A long-lived token for tools, with scopes; only its digest is stored.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Educator",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "account",
                    fields.OneToOneField(
                        "models.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("handle", fields.TextField(unique=False)),
                ("display_name", fields.TextField(unique=False)),
                ("headline", fields.TextField(unique=False)),
                ("bio", fields.TextField(unique=False)),
                (
                    "role",
                    fields.CharEnumField(
                        description="CLASSROOM_TEACHER: CLASSROOM_TEACHER\nINSTRUCTIONAL_COACH: INSTRUCTIONAL_COACH\nSCHOOL_LEADER: SCHOOL_LEADER\nTEACHER_EDUCATOR: TEACHER_EDUCATOR\nFACULTY: FACULTY\nSPECIALIST: SPECIALIST\nOTHER: OTHER",
                        enum_type=EducatorRole,
                        max_length=32,
                    ),
                ),
                (
                    "career_stage",
                    fields.CharEnumField(
                        description="PRE_SERVICE: PRE_SERVICE\nEARLY_0_2: EARLY_0_2\nMID_3_9: MID_3_9\nEXPERIENCED_10_19: EXPERIENCED_10_19\nVETERAN_20_PLUS: VETERAN_20_PLUS",
                        enum_type=CareerStage,
                        max_length=32,
                    ),
                ),
                ("phases", ArrayField(element_type="SMALLINT")),
                ("organisation", fields.TextField(unique=False)),
                ("country", fields.TextField(null=True, unique=False)),
                ("region", fields.TextField(unique=False)),
                ("languages", ArrayField(element_type="TEXT")),
                (
                    "visibility",
                    fields.CharEnumField(
                        description="PUBLIC: PUBLIC\nMEMBERS: MEMBERS\nCONNECTIONS: CONNECTIONS",
                        enum_type=ProfileVisibility,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
                ("last_seq", fields.BigIntField()),
            ],
            options={
                "table": "educator",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="role IN ('CLASSROOM_TEACHER', 'INSTRUCTIONAL_COACH', 'SCHOOL_LEADER', 'TEACHER_EDUCATOR', 'FACULTY', 'SPECIALIST', 'OTHER')",
                        name="educator_role_known",
                    ),
                    CheckConstraint(
                        check="career_stage IN ('PRE_SERVICE', 'EARLY_0_2', 'MID_3_9', 'EXPERIENCED_10_19', 'VETERAN_20_PLUS')",
                        name="educator_career_stage_known",
                    ),
                    CheckConstraint(
                        check="visibility IN ('PUBLIC', 'MEMBERS', 'CONNECTIONS')",
                        name="educator_visibility_known",
                    ),
                    CheckConstraint(
                        check="char_length(handle) BETWEEN 3 AND 30", name="educator_handle_length"
                    ),
                    CheckConstraint(
                        check="char_length(display_name) BETWEEN 1 AND 80",
                        name="educator_display_name_length",
                    ),
                    CheckConstraint(
                        check="char_length(headline) BETWEEN 0 AND 120", name="educator_headline_length"
                    ),
                    CheckConstraint(check="char_length(bio) BETWEEN 0 AND 2000", name="educator_bio_length"),
                    CheckConstraint(
                        check="char_length(organisation) BETWEEN 0 AND 120",
                        name="educator_organisation_length",
                    ),
                    CheckConstraint(
                        check="char_length(region) BETWEEN 0 AND 80", name="educator_region_length"
                    ),
                    CheckConstraint(check="handle ~ '^[a-z0-9_]{3,30}$'", name="educator_handle_form"),
                    CheckConstraint(check="country ~ '^[A-Z]{2}$'", name="educator_country_form"),
                    CheckConstraint(
                        check="phases <@ ARRAY[0,1,2,3,4,5,6,7,8]::smallint[]", name="educator_phases_isced"
                    ),
                    CheckConstraint(check="cardinality(languages) <= 10", name="educator_languages_few"),
                    UniqueConstraint(fields=("handle",), name="educator_handle_unique"),
                ],
                "pk_attr": "id",
                "table_description": "The public profile of an account, and the stream of its notifications (`last_seq`).",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Block",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "blocker",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="blocker_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "blocked",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="blocked_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "block",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="blocker_id <> blocked_id", name="block_another"),
                    UniqueConstraint(fields=("blocker_id", "blocked_id"), name="block_once"),
                ],
                "pk_attr": "id",
                "table_description": "A wall between two educators; it cuts both ways.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Mute",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "muter",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="muter_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "muted",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="muted_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "mute",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="muter_id <> muted_id", name="mute_another"),
                    UniqueConstraint(fields=("muter_id", "muted_id"), name="mute_once"),
                ],
                "pk_attr": "id",
                "table_description": "One educator's silence about another, for a time or until taken back; the other never knows.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="SignIn",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "models.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "sign_in",
                "app": "models",
                "pk_attr": "id",
                "table_description": "One device's stay: the family of refresh tokens that descend from one sign-in.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RefreshToken",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "sign_in",
                    fields.ForeignKeyField(
                        "models.SignIn",
                        source_field="sign_in_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("spent_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "refresh_token",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A token that can be traded once for a new pair; a second try revokes the whole family.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Thread",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("title", fields.TextField(unique=False)),
                ("about", fields.TextField(unique=False)),
                (
                    "visibility",
                    fields.CharEnumField(
                        description="PUBLIC: PUBLIC\nMEMBERS: MEMBERS\nFOLLOWERS: FOLLOWERS",
                        enum_type=ThreadVisibility,
                        max_length=16,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="OPEN: OPEN\nCONCLUDED: CONCLUDED\nLOCKED: LOCKED",
                        enum_type=ThreadStatus,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("concluded_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("post_count", fields.IntField()),
                ("version", fields.IntField()),
                ("last_seq", fields.BigIntField()),
            ],
            options={
                "table": "thread",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="visibility IN ('PUBLIC', 'MEMBERS', 'FOLLOWERS')",
                        name="thread_visibility_known",
                    ),
                    CheckConstraint(
                        check="status IN ('OPEN', 'CONCLUDED', 'LOCKED')", name="thread_status_known"
                    ),
                    CheckConstraint(check="char_length(title) BETWEEN 1 AND 140", name="thread_title_length"),
                    CheckConstraint(
                        check="char_length(about) BETWEEN 0 AND 2000", name="thread_about_length"
                    ),
                    CheckConstraint(
                        check="post_count >= 0 AND last_seq >= 0", name="thread_counters_positive"
                    ),
                    CheckConstraint(
                        check="(status = 'CONCLUDED') <= (concluded_at IS NOT NULL)",
                        name="thread_concluded_when",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "A Growth Thread: `post_count` numbers its posts, `last_seq` its live events.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Post",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "thread",
                    fields.ForeignKeyField(
                        "models.Thread",
                        source_field="thread_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("seq", fields.IntField()),
                (
                    "parent",
                    fields.ForeignKeyField(
                        "models.Post",
                        source_field="parent_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("depth", fields.SmallIntField()),
                (
                    "kind",
                    fields.CharEnumField(
                        description="PROGRESS: PROGRESS\nINSIGHT: INSIGHT\nQUESTION: QUESTION\nMILESTONE: MILESTONE\nSETBACK: SETBACK\nEVIDENCE: EVIDENCE\nREPLY: REPLY",
                        enum_type=PostKind,
                        max_length=16,
                    ),
                ),
                ("body", fields.TextField(null=True, unique=False)),
                ("helpful", fields.BooleanField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("edited_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("deleted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "post",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('PROGRESS', 'INSIGHT', 'QUESTION', 'MILESTONE', 'SETBACK', 'EVIDENCE', 'REPLY')",
                        name="post_kind_known",
                    ),
                    CheckConstraint(check="char_length(body) BETWEEN 1 AND 20000", name="post_body_length"),
                    CheckConstraint(check="(body IS NULL) = (deleted_at IS NOT NULL)", name="post_tombstone"),
                    CheckConstraint(
                        check="(kind = 'REPLY') = (parent_id IS NOT NULL) AND (depth = 0) = (parent_id IS NULL) AND depth BETWEEN 0 AND 3",
                        name="post_depth",
                    ),
                    CheckConstraint(check="seq >= 1", name="post_seq_positive"),
                    UniqueConstraint(fields=("thread_id", "seq"), name="post_seq_once"),
                ],
                "pk_attr": "id",
                "table_description": "One post; `seq` counts the thread's posts from 1 without a gap, and a deleted one keeps its number.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Mention",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "models.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "mention",
                "app": "models",
                "constraints": [UniqueConstraint(fields=("post_id", "educator_id"), name="mention_once")],
                "pk_attr": "id",
                "table_description": "An `@handle` in a post that names an educator.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Notification",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="NEW_FOLLOWER: NEW_FOLLOWER\nMENTION: MENTION\nREPLY: REPLY\nTHREAD_POST: THREAD_POST",
                        enum_type=NotificationKind,
                        max_length=16,
                    ),
                ),
                (
                    "actor",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="actor_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "thread",
                    fields.ForeignKeyField(
                        "models.Thread",
                        source_field="thread_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "post",
                    fields.ForeignKeyField(
                        "models.Post",
                        source_field="post_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("count", fields.IntField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("read_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('NEW_FOLLOWER', 'MENTION', 'REPLY', 'THREAD_POST')",
                        name="notification_kind_known",
                    ),
                    CheckConstraint(check="count >= 1", name="notification_count_positive"),
                    CheckConstraint(
                        check="(kind = 'NEW_FOLLOWER') = (thread_id IS NULL) AND (thread_id IS NULL) = (post_id IS NULL)",
                        name="notification_subject",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One thing to know; the same kind of thing about the same subject within a day raises its `count`.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="PostRevision",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "models.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                ("body", fields.TextField(unique=False)),
                ("written_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "post_revision",
                "app": "models",
                "constraints": [UniqueConstraint(fields=("post_id", "number"), name="post_revision_once")],
                "pk_attr": "id",
                "table_description": "What a post said before an edit.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Reaction",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "models.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="INSIGHTFUL: INSIGHTFUL\nCELEBRATE: CELEBRATE\nSUPPORT: SUPPORT\nSAME_HERE: SAME_HERE\nQUESTION: QUESTION",
                        enum_type=ReactionKind,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "reaction",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('INSIGHTFUL', 'CELEBRATE', 'SUPPORT', 'SAME_HERE', 'QUESTION')",
                        name="reaction_kind_known",
                    ),
                    UniqueConstraint(fields=("post_id", "educator_id", "kind"), name="reaction_once"),
                ],
                "pk_attr": "id",
                "table_description": "One educator's reaction to one post, once of each kind.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ThreadSubscription",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "thread",
                    fields.ForeignKeyField(
                        "models.Thread",
                        source_field="thread_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "level",
                    fields.CharEnumField(
                        description="MUTED: MUTED\nNORMAL: NORMAL\nTRACKING: TRACKING\nWATCHING: WATCHING",
                        enum_type=SubscriptionLevel,
                        max_length=16,
                    ),
                ),
                ("last_read_seq", fields.IntField()),
            ],
            options={
                "table": "thread_subscription",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="level IN ('MUTED', 'NORMAL', 'TRACKING', 'WATCHING')",
                        name="thread_subscription_level_known",
                    ),
                    CheckConstraint(check="last_read_seq >= 0", name="thread_subscription_read_positive"),
                    UniqueConstraint(fields=("thread_id", "educator_id"), name="thread_subscription_once"),
                ],
                "pk_attr": "id",
                "table_description": "How closely one educator follows one thread, and up to which post they have read.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Topic",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                ("slug", fields.TextField(unique=False)),
                ("label", fields.TextField(unique=False)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="SUBJECT: SUBJECT\nPEDAGOGY: PEDAGOGY\nLEADERSHIP: LEADERSHIP\nWELLBEING: WELLBEING\nCAREER: CAREER",
                        enum_type=TopicKind,
                        max_length=16,
                    ),
                ),
                (
                    "parent",
                    fields.ForeignKeyField(
                        "models.Topic",
                        source_field="parent_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "topic",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('SUBJECT', 'PEDAGOGY', 'LEADERSHIP', 'WELLBEING', 'CAREER')",
                        name="topic_kind_known",
                    ),
                    CheckConstraint(check="char_length(slug) BETWEEN 2 AND 60", name="topic_slug_length"),
                    CheckConstraint(check="char_length(label) BETWEEN 2 AND 80", name="topic_label_length"),
                    CheckConstraint(check="slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="topic_slug_form"),
                    CheckConstraint(check="parent_id <> id", name="topic_parent_other"),
                    UniqueConstraint(fields=("slug",), name="topic_slug_unique"),
                ],
                "pk_attr": "id",
                "table_description": "One subject or theme of teaching, under at most one wider topic.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="EducatorTopic",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "topic",
                    fields.ForeignKeyField(
                        "models.Topic",
                        source_field="topic_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.SmallIntField()),
            ],
            options={
                "table": "educator_topic",
                "app": "models",
                "constraints": [
                    UniqueConstraint(fields=("educator_id", "topic_id"), name="educator_topic_once")
                ],
                "pk_attr": "id",
                "table_description": "A subject that an educator teaches.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Follow",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "follower",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="follower_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "topic",
                    fields.ForeignKeyField(
                        "models.Topic",
                        source_field="topic_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "follow",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="num_nonnulls(educator_id, topic_id) = 1", name="follow_one_target"
                    ),
                    CheckConstraint(check="follower_id <> educator_id", name="follow_another"),
                    UniqueConstraint(fields=("follower_id", "educator_id"), name="follow_educator_once"),
                    UniqueConstraint(fields=("follower_id", "topic_id"), name="follow_topic_once"),
                ],
                "pk_attr": "id",
                "table_description": "An educator's wish to hear of another educator, or of a topic.",
            },
            bases=["Row"],
        ),
    ]
