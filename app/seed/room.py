"""A planned mentorship as rows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from app.seed.dice import Dice
from app.seed.meeting import meeting_rows
from app.seed.room_plan import Aim, Proof, RoomPlan, Terms
from app.seed.room_rows import (
    AgreementRow,
    AgreementSignatureRow,
    ClosureReflectionRow,
    EndorsementRow,
    EvidenceRow,
    GoalRow,
    JournalEntryRow,
    MentorshipRow,
    MessageRow,
)
from app.seed.rows import SeedRow
from app.seed.seal import sealed


def room_rows(plan: RoomPlan, today: datetime, dice: Dice) -> Iterator[SeedRow]:
    """The rows of a mentorship and of everything in it; its request is not among them."""
    room_id = dice.id(plan.opened_at)
    yield _mentorship(plan, room_id, today)
    yield from _messages(plan, room_id, dice)
    for number, terms in enumerate(plan.terms, start=1):
        yield from _agreement(plan, room_id, number, terms, dice)
    for place, meeting in enumerate(plan.meetings):
        later = plan.meetings[place + 1].starts_at.date() if place + 1 < len(plan.meetings) else None
        yield from meeting_rows(plan, room_id, meeting, later, today, dice)
    for aim in plan.aims:
        yield from _goal(plan, room_id, aim, dice)
    for at, by_mentor, kind, body, visibility in plan.notes:
        author = plan.one(by_mentor)
        yield JournalEntryRow(
            dice.id(at), author, kind, body, room_id, None, None, None, visibility, at, None, 1
        )
    yield from _ending(plan, room_id, dice)


def _mentorship(plan: RoomPlan, room_id: UUID, today: datetime) -> MentorshipRow:
    awaiting, since = _awaiting(plan)
    stamps = (plan.upgraded_at, plan.activated_at, plan.paused_at, plan.closing_at, plan.closed_at)
    return MentorshipRow(
        id=room_id,
        request_id=plan.request.id,
        kind=plan.kind,
        mentor_id=plan.mentor_id,
        mentee_id=plan.mentee_id,
        status=plan.status,
        awaiting=awaiting,
        awaiting_since=since,
        paused_at=plan.paused_at,
        paused_until=plan.paused_until,
        opened_at=plan.opened_at,
        upgraded_at=plan.upgraded_at,
        activated_at=plan.activated_at,
        closing_at=plan.closing_at,
        closed_at=plan.closed_at,
        close_reason=plan.close_reason,
        last_activity_at=_last_activity(plan, today),
        shown_by_mentor=plan.shown[0],
        shown_by_mentee=plan.shown[1],
        message_count=len(plan.messages),
        version=1 + sum(stamp is not None for stamp in stamps),
    )


def _awaiting(plan: RoomPlan) -> tuple[str, datetime | None]:
    """Who must answer, and since when: since the first of the last messages in a row; nobody at the end."""
    if plan.status == "CLOSED" or not plan.messages:
        return "NONE", None
    last = plan.messages[-1]
    since = last.at
    for said in reversed(plan.messages):
        if said.by_mentor != last.by_mentor:
            break
        since = said.at
    return "MENTEE" if last.by_mentor else "MENTOR", since


def _last_activity(plan: RoomPlan, today: datetime) -> datetime:
    """The last thing either did here."""
    done = [plan.opened_at, plan.upgraded_at, plan.activated_at, plan.paused_at, plan.closing_at]
    done += [plan.closed_at]
    done += [said.at for said in plan.messages[-1:]]
    done += [note.at for note in plan.notes]
    done += [farewell.at for farewell in plan.farewells]
    done += [at for meeting in plan.meetings for at in (meeting.starts_at, meeting.proposed_at) if at < today]
    return max(at for at in done if at is not None)


def _messages(plan: RoomPlan, room_id: UUID, dice: Dice) -> Iterator[MessageRow]:
    for seq, (at, by_mentor, body) in enumerate(plan.messages, start=1):
        deleted_at = None if body else at + timedelta(minutes=2)
        author = plan.one(by_mentor)
        yield MessageRow(dice.id(at), room_id, author, seq, body, at, None, deleted_at)


def _agreement(
    plan: RoomPlan, room_id: UUID, number: int, terms: Terms, dice: Dice
) -> Iterator[AgreementRow | AgreementSignatureRow]:
    """A version with its signatures: in force until the next one that both signed."""
    later = [other.sealed_at for other in plan.terms[number:] if other.sealed_at]
    ended_at = later[0] if later and terms.sealed_at else terms.withdrawn_at
    status = ("SUPERSEDED" if ended_at else "IN_FORCE") if terms.sealed_at else "PROPOSED"
    if ended_at and not terms.sealed_at:
        status = "WITHDRAWN"
    row = sealed(
        AgreementRow(
            id=dice.id(terms.at),
            mentorship_id=room_id,
            number=number,
            proposer_id=plan.one(terms.by_mentor),
            status=status,
            cadence_days=terms.cadence_days,
            session_minutes=terms.session_minutes,
            start_on=terms.start_on,
            end_on=terms.end_on,
            purpose=terms.purpose,
            mentor_learning_goal=terms.mentor_learning_goal,
            confidentiality=terms.confidentiality,
            reply_within_days=terms.reply_within_days,
            off_limits=terms.off_limits,
            non_evaluative=terms.non_evaluative,
            safeguard=terms.safeguard,
            content_hash="",
            created_at=terms.at,
            in_force_at=terms.sealed_at,
            ended_at=ended_at,
            version=1 + (terms.sealed_at is not None) + (ended_at is not None),
        )
    )
    yield row
    signed = [(terms.by_mentor, terms.at + timedelta(minutes=3))]
    if terms.sealed_at:
        signed.append((not terms.by_mentor, terms.sealed_at))
    for by_mentor, at in signed:
        yield AgreementSignatureRow(dice.id(at), row.id, plan.one(by_mentor), row.content_hash, at)


def _goal(
    plan: RoomPlan, room_id: UUID, aim: Aim, dice: Dice
) -> Iterator[GoalRow | EvidenceRow | JournalEntryRow]:
    goal_id, owner = dice.id(aim.at), plan.one(aim.by_mentor)
    yield GoalRow(
        id=goal_id,
        mentorship_id=room_id,
        owner_id=owner,
        title=aim.title,
        why=aim.why,
        focus=aim.focus,
        measure=aim.measure,
        unit=aim.unit,
        baseline=aim.baseline,
        target=aim.target,
        reached=aim.reached,
        due_on=aim.due_on,
        status=aim.status,
        visibility=aim.visibility,
        created_at=aim.at,
        activated_at=aim.activated_at,
        ended_at=aim.ended_at,
        version=1 + (aim.activated_at is not None) + (aim.ended_at is not None),
    )
    for proof in aim.proofs:
        yield _evidence(plan, goal_id, proof, dice)
    visibility = "PRIVATE" if aim.visibility == "PRIVATE" else "ROOM"
    for at, body in aim.reflections:
        yield JournalEntryRow(
            dice.id(at), owner, "REFLECTION", body, room_id, None, goal_id, None, visibility, at, None, 1
        )


def _evidence(plan: RoomPlan, goal_id: UUID, proof: Proof, dice: Dice) -> EvidenceRow:
    return EvidenceRow(
        id=dice.id(proof.at),
        goal_id=goal_id,
        author_id=plan.one(proof.by_mentor),
        kind=proof.kind,
        url=proof.url,
        text=proof.text,
        captured_on=proof.at.date(),
        no_pupil_data=True,
        created_at=proof.at,
        attested_by_id=plan.one(not proof.by_mentor) if proof.attested_at else None,
        attested_at=proof.attested_at,
    )


def _ending(plan: RoomPlan, room_id: UUID, dice: Dice) -> Iterator[ClosureReflectionRow | EndorsementRow]:
    for at, by_mentor, body in plan.farewells:
        yield ClosureReflectionRow(dice.id(at), room_id, plan.one(by_mentor), body, at)
    for at, by_mentor, body, status, answered_at in plan.praises:
        author, receiver = plan.one(by_mentor), plan.one(not by_mentor)
        version = 1 + (answered_at is not None)
        yield EndorsementRow(dice.id(at), room_id, author, receiver, body, status, at, answered_at, version)
