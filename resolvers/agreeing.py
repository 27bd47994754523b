"""Agreeing: proposing a version, signing the hash of it, taking it back."""

from datetime import date
from typing import Annotated, Any

from strawberry import ID

from kit.errors import DomainError, ErrorCode, FieldProblem, conflict, invalid_transition
from models import (
    Agreement,
    AgreementSignature,
    AgreementStatus,
    Confidentiality,
    EventKind,
    Mentorship,
    MentorshipKind,
    MentorshipStatus,
    NotificationKind,
)
from models.agreement import AGREEMENT_MACHINE, CADENCE, MINUTES, REPLY, TERM
from models.mentorship import MENTORSHIP_MACHINE, TAKING_A_PLACE
from models.row import camel
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.life_cycle import MentorshipId
from resolvers.node import row_id_of
from resolvers.room import open_room, part, room_of, tell

AgreementId = Annotated[ID, described("The global id of an agreement.")]


async def propose_agreement(
    info: Info,
    mentorship_id: MentorshipId,
    cadence_days: Annotated[int, described("How many days lie between two sessions: 7–60.")],
    session_minutes: Annotated[int, described("How long a session lasts: 15–120 minutes.")],
    start_on: Annotated[date, described("The first day.")],
    end_on: Annotated[date, described("The last day, 28–365 days after the first.")],
    purpose: Annotated[str, described("What it is for, 10–1000 characters.")],
    mentor_learning_goal: Annotated[str, described("What the mentor hopes to learn, 10–1000 characters.")],
    confidentiality: Annotated[Confidentiality, described("Whether what is said may leave the room.")],
    reply_within_days: Annotated[int, described("Within how many days you answer each other: 1–14.")],
    off_limits: Annotated[str, described("What is not talked about, at most 1000 characters.")] = "",
    non_evaluative: Annotated[
        bool, described("True: nothing here is used to evaluate anybody. Otherwise a safeguard is needed.")
    ] = True,
    safeguard: Annotated[
        str | None, described("How the mentee is kept from harm if it is evaluative, 10–1000 characters.")
    ] = None,
) -> Agreement:
    """Proposes what the two agree on, in place of what was proposed before; it holds once both sign it."""
    terms: dict[str, Any] = {
        "cadence_days": cadence_days,
        "session_minutes": session_minutes,
        "start_on": start_on,
        "end_on": end_on,
        "purpose": purpose,
        "mentor_learning_goal": mentor_learning_goal,
        "confidentiality": confidentiality,
        "reply_within_days": reply_within_days,
        "off_limits": off_limits,
        "non_evaluative": non_evaluative,
        "safeguard": safeguard,
    }
    context = info.context
    room = await open_room(context, mentorship_id, "mentorshipId")
    _must_take_agreements(room)
    _check_terms(terms)
    await _replace_proposal(context, room)
    row = Agreement(
        id=Agreement.new_id(context.now()),
        mentorship_id=room.id,
        number=await Agreement.filter(mentorship_id=room.id).count() + 1,
        proposer_id=context.member_id,
        status=AgreementStatus.PROPOSED,
        created_at=context.now(),
        version=1,
        **terms,
    )
    row.content_hash = row.hash_of_content()
    await row.save(force_create=True)
    await _tell(context, room, row)
    return row


def _must_take_agreements(room: Mentorship) -> None:
    if room.kind != MentorshipKind.SUSTAINED:
        raise invalid_transition("An informal mentorship has no agreement; upgrade it first.")
    if room.status not in TAKING_A_PLACE:
        raise invalid_transition(f"A mentorship that is {room.status.lower()} takes no agreement.")


def _check_terms(terms: dict[str, Any]) -> None:
    bounded = {"cadence_days": CADENCE, "session_minutes": MINUTES, "reply_within_days": REPLY}
    problems = [
        FieldProblem([camel(name)], f"`{camel(name)}` must lie between {least} and {most}.")
        for name, (least, most) in bounded.items()
        if not least <= terms[name] <= most
    ]
    least, most = TERM
    if not least <= (terms["end_on"] - terms["start_on"]).days <= most:
        problems.append(FieldProblem(["endOn"], f"The term must last {least} to {most} days."))
    if not terms["non_evaluative"] and terms["safeguard"] is None:
        problems.append(FieldProblem(["safeguard"], "An evaluative mentorship needs a safeguard."))
    if problems:
        raise DomainError(ErrorCode.INVALID, problems[0].message, problems)
    texts = ("purpose", "mentor_learning_goal", "off_limits", "safeguard")
    Agreement.check_lengths(**{name: terms[name] for name in texts})


async def _replace_proposal(context: Context, room: Mentorship) -> None:
    open_one = await Agreement.get_or_none(mentorship_id=room.id, status=AgreementStatus.PROPOSED)
    if open_one is not None:
        await _take(context, open_one, "replace")


async def sign_agreement(
    info: Info,
    agreement_id: AgreementId,
    content_hash: Annotated[str, described("The `contentHash` of what you have read.")],
) -> Agreement:
    """Signs a proposed version; with the second signature it holds, and a mentorship that forms begins."""
    context = info.context
    room, row = await _agreement(context, agreement_id)
    AGREEMENT_MACHINE.must_allow(row, "put_in_force", row.part_of(context.member_id))
    _must_take_agreements(room)
    if content_hash != row.content_hash:
        raise conflict("This is not the hash of the version that is proposed.", "contentHash")
    signed = await AgreementSignature.filter(agreement_id=row.id).values_list("educator_id", flat=True)
    if context.member_id in signed:
        return row
    await AgreementSignature.create(
        id=AgreementSignature.new_id(context.now()),
        agreement_id=row.id,
        educator_id=context.member_id,
        content_hash=content_hash,
        signed_at=context.now(),
    )
    if signed:
        await _put_in_force(context, room, row)
    await _tell(context, room, row)
    return row


async def _put_in_force(context: Context, room: Mentorship, row: Agreement) -> None:
    before = await Agreement.get_or_none(mentorship_id=room.id, status=AgreementStatus.IN_FORCE)
    if before is not None:
        await _take(context, before, "supersede")
    await _take(context, row, "put_in_force")
    if room.status == MentorshipStatus.FORMING:
        MENTORSHIP_MACHINE.take(room, "begin", part(context, room), context.now())
        await room.save(update_fields=["status", "activated_at", "version"])


async def withdraw_agreement(info: Info, agreement_id: AgreementId) -> Agreement:
    """Takes back a version that you proposed and that does not hold yet."""
    context = info.context
    room, row = await _agreement(context, agreement_id)
    await _take(context, row, "withdraw")
    await _tell(context, room, row)
    return row


async def _agreement(context: Context, agreement_id: str) -> tuple[Mentorship, Agreement]:
    """The room, locked, and a version in it."""
    row_id = row_id_of(agreement_id, "Agreement", "agreementId")
    found = await Agreement.get_or_none(id=row_id)
    room = await room_of(context, found.mentorship_id if found else None, "agreementId", Agreement)
    return room, await Agreement.select_for_update(no_key=True).get(id=row_id)


async def _take(context: Context, row: Agreement, action: str) -> None:
    AGREEMENT_MACHINE.take(row, action, row.part_of(context.member_id), context.now())
    await row.save(update_fields=["status", "in_force_at", "ended_at", "version"])


async def _tell(context: Context, room: Mentorship, row: Agreement) -> None:
    await tell(context, room, EventKind.AGREEMENT_CHANGED, row.id, NotificationKind.AGREEMENT_CHANGED)
