"""One transaction in which time alone acts: what it writes, announces and tells."""

from datetime import datetime
from uuid import UUID

from events.log import Announcement, Announcer
from kit.transaction import Transaction
from models import EventKind, Mentorship, NotificationKind, StreamKind
from resolvers.notice import Notice, Subject, record


class Turn:
    """A batch of things that are due, at one instant; `write` comes last."""

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        self.transaction = transaction
        self.now = now
        self.announcer = Announcer(transaction, None, now)
        self._notices: list[Notice] = []

    def announce(self, mentorship_id: UUID, happened: EventKind, subject_id: UUID) -> None:
        """Say in a mentorship's stream what happened."""
        self.announcer.announce(Announcement(StreamKind.MENTORSHIP, mentorship_id, happened, subject_id))

    def tell_both(self, mentorship: Mentorship, kind: NotificationKind) -> None:
        """Notify both in a room."""
        mentor_id, mentee_id = mentorship.mentor_id, mentorship.mentee_id
        for one, other in ((mentor_id, mentee_id), (mentee_id, mentor_id)):
            self.tell(Notice(kind, one, other, Subject(mentorship_id=mentorship.id)))

    def tell(self, notice: Notice) -> None:
        """Notify one educator."""
        self._notices.append(notice)

    async def write(self) -> dict[UUID, int]:
        """Notify those who are to be told, and log what was announced; stream → its newest number."""
        await record(self.transaction, self.announcer, self._notices, None, self.now)
        return await self.announcer.write()
