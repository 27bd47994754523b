"""What becomes of each table's rows when somebody is forgotten.

What is theirs alone is deleted. What they share with another in a room is kept, signed by a row of `educator`
that says nothing.
"""

# Whose rows: $1 is the educator, $2 the account.
_ME = "WITH me AS (SELECT $1::uuid AS id, $2::uuid AS account_id)"
# A request that no mentorship came of is no joint record.
_LED_NOWHERE = "NOT EXISTS (SELECT FROM mentorship m WHERE m.request_id = x.id)"
_NOT_JOINT = """(x.mentorship_id IS NULL OR x.visibility = 'PRIVATE')"""
_NAMED = """x.id IN (SELECT post_id FROM mention WHERE educator_id = me.id)"""
_UNNAME = r"regexp_replace({0}, '@' || e.handle || '\M', '@former_member', 'gi')"
_NOBODY = """display_name = 'Former member',
    handle = 'former_' || substr(md5(gen_random_uuid()::text), 1, 16),
    headline = '', bio = '', organisation = '', region = '', country = NULL, phases = '{}', languages = '{}',
    role = 'OTHER', career_stage = 'EARLY_0_2', visibility = 'CONNECTIONS', version = version + 1"""
_NO_ACCOUNT = """email = 'erased-' || x.id || '@invalid', password_hash = '', roles = '{}', status = 'ERASED',
    suspended_until = NULL, time_zone = 'UTC', locale = 'en'"""


def _delete(table: str, condition: str) -> tuple[str, str]:
    return table, f"{_ME} DELETE FROM {table} x USING me WHERE {condition}"


def _change(table: str, changes: str, condition: str, more: str = "me") -> tuple[str, str]:
    sql = f"{_ME} UPDATE {table} x SET {changes} FROM {more} WHERE {condition}"
    return table, sql


def _own(table: str, column: str = "educator_id") -> tuple[str, str]:
    return _delete(table, f"x.{column} = me.id")


_NAMES = "me JOIN educator e ON e.id = me.id"
# In this order: texts that name them are changed while it is known who is named where.
FATES = (
    _change(
        "post_revision",
        f"body = {_UNNAME.format('x.body')}",
        "x.post_id IN (SELECT post_id FROM mention WHERE educator_id = me.id)",
        _NAMES,
    ),
    _change("post", f"body = {_UNNAME.format('x.body')}", f"x.body IS NOT NULL AND {_NAMED}", _NAMES),
    _own("mention"),
    _delete("answer", "x.scope = me.account_id"),
    _delete("api_token", "x.account_id = me.account_id"),
    # Refresh tokens go with their sign-in.
    _delete("sign_in", "x.account_id = me.account_id"),
    _delete("data_export", "x.account_id = me.account_id"),
    _own("calendar_feed"),
    _own("saved_report"),
    _own("availability_rule"),
    _own("availability_override"),
    _own("mentor_offer"),
    _own("mentor_profile"),
    _own("educator_topic"),
    _own("need"),
    _own("notification"),
    _own("notification_preference"),
    _own("reaction"),
    _own("thread_subscription"),
    _own("pledge_partner"),
    _own("pledge"),
    _own("request_referral"),
    _delete("follow", "me.id IN (x.follower_id, x.educator_id)"),
    _delete("block", "me.id IN (x.blocker_id, x.blocked_id)"),
    _delete("mute", "me.id IN (x.muter_id, x.muted_id)"),
    _own("journal_entry", "author_id"),
    _change("thread", "goal_id = NULL, enrollment_id = NULL", "x.author_id = me.id"),
    _delete("goal", f"x.owner_id = me.id AND {_NOT_JOINT}"),
    _own("enrollment"),
    _own("challenge_mark"),
    _delete("community_invitation", "me.id IN (x.inviter_id, x.invitee_id, x.used_by_id)"),
    _own("membership"),
    _change("community_action", "reason = NULL, detail = NULL", "x.educator_id = me.id"),
    # What a community works on together stays with it.
    _delete(
        "roadmap_version",
        "x.published_at IS NULL AND x.roadmap_id IN"
        " (SELECT r.id FROM roadmap r WHERE r.curator_id = me.id AND r.community_id IS NULL)",
    ),
    _delete("roadmap", "x.curator_id = me.id AND x.status = 'DRAFT'"),
    # Only what both have read by now is joint.
    _delete(
        "session_feedback",
        "x.educator_id = me.id AND EXISTS (SELECT FROM session s"
        " WHERE s.id = x.session_id AND s.feedback_revealed_at IS NULL)",
    ),
    _delete("endorsement", "x.receiver_id = me.id OR (x.author_id = me.id AND x.status <> 'ACCEPTED')"),
    _delete("mentorship_request", f"x.initiator_id = me.id AND {_LED_NOWHERE}"),
    _change(
        "mentorship_request",
        "decline_note = NULL, info_question = NULL",
        f"me.id IN (x.mentor_id, x.mentee_id) AND {_LED_NOWHERE}",
    ),
    _change(
        "mentorship",
        "shown_by_mentor = FALSE, shown_by_mentee = FALSE",
        "me.id IN (x.mentor_id, x.mentee_id)",
    ),
    _change("flag", "note = NULL", "x.reporter_id = me.id"),
    _change("flag", "snapshot = '{}'", "x.subject_id = me.id"),
    _change("educator", _NOBODY, "x.id = me.id"),
    _change("account", _NO_ACCOUNT, "x.id = me.account_id"),
)
# What happens besides to the texts of somebody who wants their posts deleted.
DELETED_TEXTS = (
    _delete("post_revision", "x.post_id IN (SELECT id FROM post WHERE author_id = me.id)"),
    _delete("mention", "x.post_id IN (SELECT id FROM post WHERE author_id = me.id)"),
    _change("thread", "title = 'Deleted thread', about = '', version = version + 1", "x.author_id = me.id"),
    _change(
        "challenge",
        "title = 'Deleted challenge', description = '', version = version + 1",
        "x.author_id = me.id",
    ),
)
# Why the rows of every other table stay as they are.
KEPT = {
    "agreement": "joint: both have signed it, and its hash must stay true",
    "agreement_signature": "joint, and no text",
    "audit_entry": "says what a moderator looked at",
    "busy_time": "follows from the sessions",
    "challenge": "belongs to a community; emptied when posts are to be deleted",
    "closure_reflection": "joint: both read it when a mentorship is over",
    "community": "belongs to its members; another becomes its owner",
    "community_topic": "belongs to a community",
    "enrollment_share": "goes with the enrollment",
    "erasure": "says that it was done",
    "event": "numbers what happened, without its words; forgotten after the retention",
    "evidence": "goes with its goal or enrollment; joint where the goal is",
    "message": "joint: the other's half of a conversation makes no sense alone",
    "moderation_action": "the words of moderators",
    "next_step": "joint",
    "rate_limit": "forgotten within a day",
    "refresh_token": "goes with the sign-in",
    "request_topic": "goes with the request",
    "retired_handle": "is what is left of the handle",
    "roadmap_step": "goes with the roadmap; what is published is others' way by now",
    "roadmap_topic": "goes with the roadmap",
    "session": "joint",
    "session_log": "joint",
    "step_prerequisite": "goes with the roadmap",
    "step_progress": "goes with the enrollment",
    "step_resource": "goes with the roadmap",
    "topic": "is nobody's own",
}
