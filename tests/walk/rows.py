"""A thing of each machine in any of its states, with just what an action on it needs to be possible."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from models import Actor
from tests.clock import BEGINNING
from tests.walk.stage import DAY, HOUR, LATER, Case, Stage

HASH = "a" * 64


async def request(stage: Stage, case: Case) -> UUID:
    """A request of Ada's, who offers to be Ben's mentor."""
    await stage.add(
        "mentor_profile",
        educator_id=stage.ada,
        status="OPEN",
        capacity=2,
        intro_chats_per_week=2,
        statement="",
        created_at=BEGINNING,
        version=1,
    )
    return await _request(stage, case.state, case.when + (-DAY if case.action == "expire" else 14 * DAY))


async def _request(stage: Stage, status: str, expires_at: Any) -> UUID:
    return await stage.add(
        "mentorship_request",
        mentor_id=stage.ada,
        mentee_id=stage.ben,
        initiator_id=stage.ada,
        kind="MENTORSHIP",
        status=status,
        message="m" * 50,
        questions=[],
        functions=[],
        proposed_slots=[],
        created_at=BEGINNING,
        expires_at=expires_at,
        version=1,
        answered_at=BEGINNING if status in ("ACCEPTED", "DECLINED") else None,
        withdrawn_at=BEGINNING if status == "WITHDRAWN" else None,
        expired_at=BEGINNING if status == "EXPIRED" else None,
        decline_reason="NO_TIME" if status == "DECLINED" else None,
    )


async def room(stage: Stage, case: Case, status: str, kind: str = "SUSTAINED", **more: Any) -> UUID:
    """A mentorship in this state; nothing of it is due."""
    recent = case.when - HOUR
    ending, closed = status in ("CLOSING", "CLOSED"), status == "CLOSED"
    row = {
        "request_id": await _request(stage, "ACCEPTED", BEGINNING),
        "mentor_id": stage.ada,
        "mentee_id": stage.ben,
        "kind": kind,
        "status": status,
        "awaiting": "NONE",
        "opened_at": recent,
        "last_activity_at": recent,
        "message_count": 0,
        "shown_by_mentor": False,
        "shown_by_mentee": False,
        "version": 1,
        "last_seq": 0,
        "paused_until": case.when + 30 * DAY if status == "PAUSED" else None,
        "closing_at": recent if ending else None,
        "closed_at": recent if closed else None,
        "close_reason": "NO_FAULT" if ending else None,
    }
    return await stage.add("mentorship", **{**row, **more})


async def mentorship(stage: Stage, case: Case) -> UUID:
    """A mentorship for which what the action needs is there: signatures, reflections, times."""
    state, when, by_clock = case.state, case.when, case.actor is Actor.CLOCK
    more: dict[str, Any] = {}
    if case.action == "lapse":
        more["opened_at"] = when - 22 * DAY
    if case.action == "fade":
        more["opened_at"] = when - 15 * DAY
    if by_clock and case.action == "resume" and state == "PAUSED":
        more["paused_until"] = when - HOUR
    if by_clock and case.action == "finish" and state == "CLOSING":
        more["closing_at"] = when - 15 * DAY
    # What forms is sustained.
    informal = case.action in ("upgrade", "fade") and state != "FORMING"
    made = await room(stage, case, state, "INFORMAL" if informal else "SUSTAINED", **more)
    if case.action == "begin":
        await agreement(stage, made, "PROPOSED", signed_by=stage.other_of(case.actor))
    if by_clock and case.action == "wind_down":
        await agreement(stage, made, "IN_FORCE", end_on=(when - 2 * DAY).date())
    if not by_clock and case.action == "finish":
        other = stage.other_of(case.actor)
        said = {"body": "I listened more.", "submitted_at": BEGINNING}
        await stage.add("closure_reflection", mentorship_id=made, educator_id=other, **said)
    return made


async def agreement(
    stage: Stage, room_id: UUID, status: str, signed_by: UUID | None = None, **more: Any
) -> UUID:
    """A version that Ada proposed, with the signature of one."""
    end_on: date = more.get("end_on", (LATER + 60 * DAY).date())
    row = {
        "mentorship_id": room_id,
        "number": 1,
        "proposer_id": stage.ada,
        "status": status,
        "cadence_days": 14,
        "session_minutes": 30,
        "start_on": end_on - timedelta(days=150),
        "end_on": end_on,
        "purpose": "Calmer starts",
        "mentor_learning_goal": "To ask first",
        "confidentiality": "ROOM_ONLY",
        "reply_within_days": 3,
        "off_limits": "",
        "version": 1,
        "non_evaluative": True,
        "content_hash": HASH,
        "created_at": BEGINNING,
        "in_force_at": BEGINNING if status in ("IN_FORCE", "SUPERSEDED") else None,
        "ended_at": BEGINNING if status in ("SUPERSEDED", "WITHDRAWN") else None,
    }
    made = await stage.add("agreement", **{**row, **more})
    if signed_by is not None:
        signed = {"content_hash": HASH, "signed_at": BEGINNING}
        await stage.add("agreement_signature", agreement_id=made, educator_id=signed_by, **signed)
    return made


async def version(stage: Stage, case: Case) -> UUID:
    """A version for which what the action needs is there: the other's signature, a newer version."""
    ends_now = case.actor is Actor.CLOCK
    made_in = await room(
        stage,
        case,
        "FORMING" if ends_now else "ACTIVE",
        opened_at=case.when - 22 * DAY if ends_now else BEGINNING,
    )
    if case.action == "supersede":
        await agreement(stage, made_in, "PROPOSED", stage.other_of(case.actor), number=2)
    signer = stage.other_of(case.actor) if case.action == "put_in_force" else None
    return await agreement(stage, made_in, case.state, signer)


async def goal(stage: Stage, case: Case) -> UUID:
    """A goal of Ada's that both see, with evidence and a reflection."""
    made_in = await room(stage, case, "ACTIVE")
    texts = {"title": "Calm", "why": "", "measure": "", "unit": "", "focus": "WELLBEING"}
    made = await stage.add(
        "goal",
        mentorship_id=made_in,
        owner_id=stage.ada,
        status=case.state,
        visibility="ROOM",
        **texts,
        created_at=BEGINNING - DAY,
        version=1,
        activated_at=None if case.state == "DRAFT" else BEGINNING - DAY,
        ended_at=BEGINNING if case.state in ("MET", "NOT_MET", "DROPPED") else None,
    )
    shown = {"kind": "ARTEFACT", "text": "A plan", "captured_on": BEGINNING.date(), "no_pupil_data": True}
    # Who is not the goal's owner removes what they added.
    author = stage.ben if case.action == "remove_evidence_from" else stage.ada
    await stage.add("evidence", goal_id=made, author_id=author, created_at=BEGINNING, **shown)
    said = {
        "kind": "REFLECTION",
        "body": "It works.",
        "visibility": "PRIVATE",
        "created_at": BEGINNING,
        "version": 1,
    }
    await stage.add("journal_entry", author_id=stage.ada, goal_id=made, **said)
    return made


async def session(stage: Stage, case: Case) -> UUID:
    """A session: to come where a plan is changed, over where it is said whether it took place."""
    by_clock = case.actor is Actor.CLOCK
    # A proposal whose time has come lapses, whatever else is due.
    ahead = case.action in ("confirm", "move", "cancel") or (case.action, case.state) == ("hold", "PROPOSED")
    # A plan in a closed room that nobody spoke of any more.
    made_in = await room(stage, case, "CLOSED" if case.action == "lapse" else "ACTIVE")
    starts_at = (case.when + (DAY if ahead else -10 * DAY)).replace(second=0, microsecond=0)
    other = stage.other_of(case.actor)
    # By the clock's time Ben has spoken, by anybody else's the other of the two.
    speaks = case.action == "hold" or (case.action == "dispute" and case.state != "NO_SHOW")
    said_at = case.when - (8 * DAY if by_clock else HOUR)
    done = case.state not in ("PROPOSED", "CONFIRMED")
    return await stage.add(
        "session",
        mentorship_id=made_in,
        proposer_id=other,
        starts_at=starts_at,
        minutes=60,
        ends_at=starts_at + HOUR,
        agenda="",
        status=case.state,
        version=1,
        created_at=BEGINNING - 20 * DAY,
        changed_at=BEGINNING - 20 * DAY,
        confirmed_at=None if case.state == "PROPOSED" else BEGINNING - 20 * DAY,
        ended_at=BEGINNING - HOUR if done else None,
        reported_by_id=other if case.state in ("NO_SHOW", "DISPUTED") else None,
        held_by_mentor_at=said_at if speaks and other == stage.ada else None,
        held_by_mentee_at=said_at if speaks and other == stage.ben else None,
    )


async def endorsement(stage: Stage, case: Case) -> UUID:
    """What Ada says of Ben in a room that is closed."""
    made_in = await room(stage, case, "CLOSED")
    return await stage.add(
        "endorsement",
        mentorship_id=made_in,
        author_id=stage.ada,
        receiver_id=stage.ben,
        body="He listens.",
        status=case.state,
        created_at=BEGINNING,
        version=1,
        answered_at=None if case.state == "PENDING" else BEGINNING,
    )
