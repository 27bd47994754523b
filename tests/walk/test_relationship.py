"""One relationship from the first question to the last good word, through the API alone."""

import asyncio
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from tests.behind import Behind
from tests.clock import DrivenClock
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.walk.transcript import Transcript

EVENTS = """subscription ($id: ID!, $after: String) {
    mentorshipEvents(mentorshipId: $id, after: $after) { __typename cursor } }"""
RELATIONSHIP = """query ($id: ID!) { relationship(withId: $id) { roleReciprocal mutualLearningRate
    contributionBalance sustainedness { sessionsHeld spanDays pattern }
    mentorships { kind status closeReason } } }"""
SESSION = "Session { id status }"
TERMS = {
    "cadenceDays": 28,
    "sessionMinutes": 45,
    "replyWithinDays": 3,
    "confidentiality": "ROOM_ONLY",
    "startOn": "2026-03-05",
    "endOn": "2026-07-03",
    "purpose": "Calmer starts of lessons",
    "mentorLearningGoal": "How a newcomer sees our routines",
}


class Relationship:
    """Ada, who mentors, and Ben, who learns; `told` is the transcript of it."""

    def __init__(self, ada: Person, ben: Person, clock: DrivenClock) -> None:
        self.ada, self.ben, self.clock = ada, ben, clock
        self.told = Transcript(clock)
        self.room = ""

    async def gets_to_know(self) -> None:
        """A chat is asked for and accepted."""
        offers = [{"topic": "routines", "function": "SUBSTANTIVE_FEEDBACK"}]
        profile = "MentorProfile { status capacity }"
        await self.told.does(self.ada, "updateMentorProfile", profile, capacity=2, offers=offers)
        asked = await self.told.does(
            self.ben,
            "requestInformalChat",
            "MentorshipRequest { id status }",
            mentorId=self.ada.id,
            message="Your lessons start so calmly. May I ask how you came to that?",
            proposedSlots=["2026-03-04T16:00:00+00:00"],
        )
        shape = "MentorshipRequest { status mentorship { id kind status sessions { nodes { id status } } } }"
        opened = await self.told.does(
            self.ada, "respondToRequest", shape, requestId=asked["id"], response="ACCEPT"
        )
        self.room = opened["mentorship"]["id"]
        self.chat = opened["mentorship"]["sessions"]["nodes"][0]["id"]

    async def chats(self) -> None:
        """The chat takes place, and both want more."""
        says = ("MessageSent", {"mentorshipId": self.room})
        await self._sends(self.ben, "Thank you! I look forward to Wednesday.", says)
        await self._is_held(self.chat, days=2, hours=9)
        await self.told.does(
            self.ben, "upgradeMentorship", "Mentorship { kind status }", "MentorshipChanged", **says[1]
        )
        await self._sends(self.ada, "Let us write down what we want from each other.", says)

    async def agrees(self) -> None:
        """Both sign what Ada proposes."""
        shape = "Agreement { id number status contentHash }"
        heard = "AgreementChanged"
        made = await self.told.does(
            self.ada, "proposeAgreement", shape, heard, mentorshipId=self.room, **TERMS
        )
        signing = {"agreementId": made["id"], "contentHash": made["contentHash"]}
        signed = "Agreement { status mentorship { status } }"
        await self.told.does(self.ada, "signAgreement", signed, heard, **signing)
        await self.told.does(self.ben, "signAgreement", signed, heard, **signing)

    async def sets_a_goal(self) -> str:
        """The id of what Ben works towards."""
        made = await self.told.does(
            self.ben,
            "createGoal",
            "Goal { id status }",
            "GoalChanged",
            mentorshipId=self.room,
            title="Lessons start within two minutes",
            focus="TEACHING_PRACTICE",
        )
        await self.told.does(self.ben, "activateGoal", "Goal { status }", "GoalChanged", goalId=made["id"])
        goal: str = made["id"]
        return goal

    async def meets(self, starts_at: str) -> None:
        """A session is planned, takes place, and both say what they took from it."""
        planned = await self.told.does(
            self.ben, "proposeSession", SESSION, "SessionChanged", mentorshipId=self.room, startsAt=starts_at
        )
        this = {"sessionId": planned["id"]}
        await self.told.does(self.ada, "confirmSession", SESSION, "SessionChanged", **this)
        await self._is_held(planned["id"], days=28)
        log = {"whatsWorking": "The bell task", "nextFocus": "Who waits for whom"}
        await self.told.does(
            self.ada, "saveSessionLog", "SessionLog { version }", "SessionLogChanged", **this, **log
        )
        step = await self.told.does(
            self.ada,
            "addNextStep",
            "NextStep { id doneAt }",
            "NextStepChanged",
            **this,
            assigneeId=self.ben.id,
            text="Film the first five minutes",
        )
        done = "NextStep { text }"
        await self.told.does(self.ben, "completeNextStep", done, "NextStepChanged", nextStepId=step["id"])
        said: dict[str, Any] = {"useful": 5, "goalProgress": 4, "learned": True}
        given = "SessionFeedback { useful learned }"
        await self.told.does(self.ben, "submitFeedback", given, **this, **said)
        await self.told.does(self.ada, "submitFeedback", given, "FeedbackRevealed", **this, **said)

    async def reaches(self, goal: str) -> None:
        """Evidence, attested by the other, and a reflection show that the goal is met."""
        shown = {"text": "Start times of 20 lessons", "capturedOn": "2026-05-20", "noPupilData": True}
        changed = "EvidenceChanged"
        made = await self.told.does(
            self.ben,
            "addEvidence",
            "Evidence { id kind }",
            changed,
            goalId=goal,
            kind="AGGREGATE_DATA",
            **shown,
        )
        attested = "Evidence { attestedBy { handle } }"
        await self.told.does(self.ada, "attestEvidence", attested, changed, evidenceId=made["id"])
        entry = {"kind": "REFLECTION", "visibility": "ROOM", "body": "I stopped talking first."}
        links = {"goalId": goal, "mentorshipId": self.room}
        shared = "JournalEntryShared"
        await self.told.does(self.ben, "writeJournalEntry", "JournalEntry { kind }", shared, **entry, **links)
        met = "Goal { status }"
        await self.told.does(self.ben, "completeGoal", met, "GoalChanged", goalId=goal, result="MET")

    async def ends(self) -> None:
        """Both look back, and Ben says a good word that Ada accepts."""
        shape, heard, here = "Mentorship { status }", "MentorshipChanged", {"mentorshipId": self.room}
        await self.told.does(self.ben, "closeMentorship", shape, heard, **here, reason="GOALS_MET")
        await self.told.does(self.ben, "submitClosure", shape, heard, **here, reflection="I wait now.")
        await self.told.does(self.ada, "submitClosure", shape, heard, **here, reflection="So do I.")
        word = "Endorsement { id status }"
        made = await self.told.does(
            self.ben, "endorse", word, heard, **here, body="She asks before she tells."
        )
        await self.told.does(
            self.ada, "answerEndorsement", word, heard, endorsementId=made["id"], accept=True
        )

    async def _sends(self, person: Person, body: str, says: tuple[str, dict[str, str]]) -> None:
        await self.told.does(person, "sendMessage", "Message { seq }", says[0], **says[1], body=body)

    async def _is_held(self, session: str, **later: float) -> None:
        self.clock.advance(**later)
        for person in (self.ada, self.ben):
            await self.told.does(person, "confirmHeld", SESSION, "SessionChanged", sessionId=session)


async def with_lasting_token(network: Network, person: Person) -> Person:
    """Somebody whose token outlives the months of a mentorship."""
    made = await person.api.perform(
        "createApiToken",
        "... on NewApiToken { secret }",
        name="months",
        scopes=["READ", "WRITE"],
        days=300,
    )
    return replace(person, api=await network.client(made["secret"]))


@pytest.fixture
async def relationship(network: Network, connection: asyncpg.Connection, clock: DrivenClock) -> Relationship:
    """Ada and Ben, who do not know each other yet."""
    await add_topics(connection, "routines")
    ada, ben = [await network.educator(handle) for handle in ("ada", "ben")]
    return Relationship(await with_lasting_token(network, ada), await with_lasting_token(network, ben), clock)


async def test_a_relationship_goes_from_a_first_chat_to_an_endorsement(
    relationship: Relationship, connection: asyncpg.Connection
) -> None:
    two = relationship
    await two.gets_to_know()
    async with two.ben.api.subscribe(EVENTS, id=two.room) as feed, asyncio.timeout(90):
        assert (await feed.event())["__typename"] == "CaughtUp"
        two.told.feed = feed
        await two.chats()
        await two.agrees()
        goal = await two.sets_a_goal()
        for starts_at in ("2026-04-01T15:00+00:00", "2026-04-29T15:00+00:00", "2026-05-27T15:00+00:00"):
            await two.meets(starts_at)
        await two.reaches(goal)
        await two.ends()
    found = await two.told.reads(two.ben, RELATIONSHIP, id=two.ada.id)
    print(two.told)  # noqa: T201 - the transcript, for who wants to see it
    await everything_was_heard_once(two, Behind(connection))
    assert found == {
        "roleReciprocal": False,
        "mutualLearningRate": 1.0,
        # Ben: 3 steps done, 1 piece of evidence, 3 feedbacks; Ada: 3 feedbacks.
        "contributionBalance": 0.6,
        "sustainedness": {"sessionsHeld": 4, "spanDays": 84, "pattern": "SUSTAINED"},
        "mentorships": [{"kind": "SUSTAINED", "status": "CLOSED", "closeReason": "GOALS_MET"}],
    }


async def everything_was_heard_once(two: Relationship, behind: Behind) -> None:
    """What the subscriber heard is what the log holds, in its order."""
    logged: list[Any] = await behind.events(two.room)
    assert [kind.upper() for kind in two.told.heard] == [kind.replace("_", "") for kind in logged]
    assert len(set(two.told.cursors)) == len(logged)
