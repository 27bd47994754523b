"""How each action of each machine is done through the API, or comes about by time."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kit.ids import encode_id
from models.agreement import AGREEMENT_MACHINE
from models.closure import ENDORSEMENT_MACHINE
from models.goal import GOAL_MACHINE
from models.mentorship import MENTORSHIP_MACHINE
from models.request import REQUEST_MACHINE
from models.session import SESSION_MACHINE
from models.transition import Machine
from tests.clock import BEGINNING
from tests.walk import rows
from tests.walk.stage import DAY, HOUR, Case, Stage


@dataclass(frozen=True)
class Way:
    """A mutation and its input.

    `on` names what the input's id is of when it is not of the thing itself: then the deed is one on something
    else, and a thing in a state without such a step stays as it is.
    """

    mutation: str
    input: Mapping[str, Any] = field(default_factory=dict)
    on: str | None = None
    # Nobody is told.
    is_silent: bool = False


@dataclass(frozen=True)
class Walk:
    """One machine: how its things are made and named, and the ways of its actions."""

    machine: Machine
    table: str
    type: str
    argument: str
    make: Callable[[Stage, Case], Awaitable[UUID]]
    ways: Mapping[str, Way]
    # (state, action): the database knows no such thing.
    impossible: frozenset[tuple[str, str]] = frozenset()

    async def input(self, stage: Stage, case: Case, id: UUID) -> dict[str, Any]:
        """What the mutation is sent."""
        way = self.ways[case.action]
        if way.on is None:
            return {self.argument: encode_id(self.type, id), **way.input}
        type_name, sql = _ELSEWHERE[way.on]
        found = await stage.connection.fetchval(sql, stage.other_of(case.actor))
        return {way.on: encode_id(type_name, found), **way.input}


_ELSEWHERE = {
    "agreementId": ("Agreement", "SELECT id FROM agreement WHERE status = 'PROPOSED' AND $1::uuid <> id"),
    "mentorshipId": ("Mentorship", "SELECT id FROM mentorship WHERE $1 IN (mentor_id, mentee_id)"),
    "evidenceId": ("Evidence", "SELECT id FROM evidence WHERE $1::uuid <> id"),
    "educatorId": ("Educator", "SELECT id FROM educator WHERE id = $1"),
}
_SIGNED = {"contentHash": rows.HASH}
_TERMS = {
    "cadenceDays": 14,
    "sessionMinutes": 30,
    "replyWithinDays": 3,
    "confidentiality": "ROOM_ONLY",
    "startOn": "2026-03-02",
    "endOn": "2026-06-02",
    "purpose": "Calmer starts",
    "mentorLearningGoal": "To ask first",
}
_EVIDENCE = {"kind": "ARTEFACT", "text": "A plan", "capturedOn": "2026-03-01", "noPupilData": True}

WALKS = [
    Walk(
        REQUEST_MACHINE,
        "mentorship_request",
        "MentorshipRequest",
        "requestId",
        rows.request,
        {
            "accept": Way("respondToRequest", {"response": "ACCEPT"}),
            "decline": Way("respondToRequest", {"response": "DECLINE", "declineReason": "NO_TIME"}),
            "ask_for_info": Way("respondToRequest", {"response": "ASK_FOR_INFO", "note": "Which year?"}),
            "answer_info": Way("answerInfoRequest", {"answer": "The third."}),
            "withdraw": Way("withdrawRequest"),
            "cut_off": Way("block", on="educatorId", is_silent=True),
        },
    ),
    Walk(
        MENTORSHIP_MACHINE,
        "mentorship",
        "Mentorship",
        "mentorshipId",
        rows.mentorship,
        {
            "begin": Way("signAgreement", _SIGNED, on="agreementId"),
            "upgrade": Way("upgradeMentorship"),
            "pause": Way("pauseMentorship", {"until": (BEGINNING + 9 * DAY).isoformat()}),
            "resume": Way("resumeMentorship"),
            "wind_down": Way("closeMentorship", {"reason": "NO_FAULT"}),
            "finish": Way("submitClosure", {"reflection": "I asked more."}),
            "leave": Way("closeMentorship", {"reason": "SAFETY"}),
        },
    ),
    Walk(
        AGREEMENT_MACHINE,
        "agreement",
        "Agreement",
        "agreementId",
        rows.version,
        {
            "put_in_force": Way("signAgreement", _SIGNED),
            "supersede": Way("signAgreement", _SIGNED, on="agreementId"),
            "withdraw": Way("withdrawAgreement"),
            "replace": Way("proposeAgreement", _TERMS, on="mentorshipId"),
        },
        frozenset({("PROPOSED", "supersede")}),
    ),
    Walk(
        GOAL_MACHINE,
        "goal",
        "Goal",
        "goalId",
        rows.goal,
        {
            "activate": Way("activateGoal"),
            "meet": Way("completeGoal", {"result": "MET"}),
            "miss": Way("completeGoal", {"result": "NOT_MET"}),
            "drop": Way("dropGoal"),
            "change": Way("updateGoal", {"title": "Calmer"}),
            "add_evidence_to": Way("addEvidence", _EVIDENCE),
            "remove_evidence_from": Way("removeEvidence", on="evidenceId"),
        },
    ),
    Walk(
        SESSION_MACHINE,
        "session",
        "Session",
        "sessionId",
        rows.session,
        {
            "confirm": Way("confirmSession"),
            "move": Way("rescheduleSession", {"startsAt": (BEGINNING + 9 * DAY + HOUR).isoformat()}),
            "cancel": Way("cancelSession"),
            "hold": Way("confirmHeld"),
            "miss": Way("reportNoShow"),
            "dispute": Way("disputeSession", {"note": "Nobody came."}),
        },
    ),
    Walk(
        ENDORSEMENT_MACHINE,
        "endorsement",
        "Endorsement",
        "endorsementId",
        rows.endorsement,
        {
            "accept": Way("answerEndorsement", {"accept": True}),
            "decline": Way("answerEndorsement", {"accept": False}),
        },
    ),
]
