"""Every mutation of goals, journals and messages sent again with its key: one effect, one answer."""

from typing import Any

from tests.pairs import Pair
from tests.problems import refusal
from tests.resolvers.test_goal import SHOWN, reflects

SHAPES = {
    "createGoal": "... on Goal { id title version }",
    "updateGoal": "... on Goal { id title version }",
    "activateGoal": "... on Goal { id status version }",
    "completeGoal": "... on Goal { id status reached version }",
    "dropGoal": "... on Goal { id status version }",
    "addEvidence": "... on Evidence { id text }",
    "removeEvidence": "... on Goal { id version }",
    "attestEvidence": "... on Evidence { id attestedAt }",
    "writeJournalEntry": "... on JournalEntry { id body }",
    "updateJournalEntry": "... on JournalEntry { id body }",
    "deleteJournalEntry": "... on JournalEntryDeleted { author { handle } }",
    "sendMessage": "... on Message { id seq body }",
    "editMessage": "... on Message { id body editedAt }",
    "deleteMessage": "... on Message { id body deletedAt }",
}


class Sender:
    """Sends every mutation twice."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.sent = set[str]()

    async def twice(self, mutation: str, by: str = "ben", **given: Any) -> str:
        """The id of what the mutation answers, both times."""
        api = (self.pair.mentor if by == "ada" else self.pair.mentee).api
        given["idempotencyKey"] = f"{mutation} {len(self.sent)}"
        self.sent.add(mutation)
        first = await api.perform(mutation, SHAPES[mutation], **given)
        assert first["__typename"] != "Problem", first
        async with self.pair.behind.nothing_happens():
            assert await api.perform(mutation, SHAPES[mutation], **given) == first
            other = {name: "another" for name in given if name.endswith("Id")}
            refused = await api.perform(mutation, SHAPES[mutation], **{**given, **other})
        assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])
        return str(first.get("id"))


async def test_sent_again_with_its_key_it_happens_once_and_other_input_is_refused(pair: Pair) -> None:
    sender, behind = Sender(pair), pair.behind
    twice = sender.twice
    there: dict[str, Any] = {"mentorshipId": pair.id}
    terms: dict[str, Any] = {"title": "Once", "focus": "CAREER"}
    goal, spare = [await twice("createGoal", **terms, **there) for _ in range(2)]
    await twice("updateGoal", goalId=goal, title="Once more")
    await twice("activateGoal", goalId=goal)
    removed = await twice("addEvidence", goalId=goal, **SHOWN)
    await twice("removeEvidence", evidenceId=removed)
    evidence = await twice("addEvidence", goalId=goal, **SHOWN)
    await twice("attestEvidence", by="ada", evidenceId=evidence)
    entry: dict[str, Any] = {"kind": "REFLECTION", "body": "Once", "visibility": "ROOM"}
    written = await twice("writeJournalEntry", goalId=goal, **entry)
    await twice("updateJournalEntry", journalEntryId=written, body="Once more")
    await twice("completeGoal", goalId=goal, result="MET", reached=1.5)
    await twice("dropGoal", goalId=spare)
    # While another shows that the goal was met, one may go.
    await reflects(pair.mentee, goal)
    await twice("deleteJournalEntry", journalEntryId=written)
    message = await twice("sendMessage", body="Once", **there)
    await twice("editMessage", messageId=message, body="Once more")
    await twice("deleteMessage", messageId=message)
    assert sender.sent == set(SHAPES)
    assert [await behind.count(table) for table in ("goal", "evidence", "journal_entry", "message")] == [
        *(2, 1, 1, 1)
    ]
