"""The rule of pledges and its filter say the same, whatever somebody is to one."""

from datetime import date
from itertools import product

import asyncpg
import pytest

from access.pledge import adherence_readable, may_see_pledge, pledge_visible
from access.viewer import VIEWER_ROW
from models import Block, PartnerStatus, Pledge, PledgePartner, ProfileVisibility, Thread
from tests.access.relations import Relations
from tests.database import empty_tables


@pytest.fixture(scope="module")
async def made(connection: asyncpg.Connection) -> Relations:
    """One who pledged; for every status two partners, with a wall around one of them; and a stranger."""
    await empty_tables(connection)
    made = Relations()
    author = made.educator(ProfileVisibility.PUBLIC)
    made.educator(ProfileVisibility.PUBLIC)
    made.educator(ProfileVisibility.PUBLIC, "MODERATOR")
    of = {"title": "T", "about": "", "status": "OPEN", "version": 1, "post_count": 0, "last_seq": 0}
    thread = made.add(Thread, author_id=author.id, visibility="PUBLIC", **of)
    pledge = made.add(
        Pledge,
        thread_id=thread.id,
        educator_id=author.id,
        every_days=7,
        rest_weeks=[],
        started_on=date(2026, 1, 1),
        window_ends_on=date(2026, 1, 7),
        version=1,
    )
    for status, wall in product(PartnerStatus, (False, True)):
        partner = made.educator(ProfileVisibility.PUBLIC)
        made.add(PledgePartner, pledge_id=pledge.id, educator_id=partner.id, status=status, version=1)
        if wall:
            made.add(Block, blocker_id=partner.id, blocked_id=author.id)
    await made.insert(connection)
    return made


async def test_the_rule_and_its_filters_agree(made: Relations, connection: asyncpg.Connection) -> None:
    (pledge,) = made.rows[Pledge]
    standing = {row.educator_id: row for row in made.rows[PledgePartner]}
    answers = []
    for viewer in made.viewers():
        own = standing.get(viewer.reader_id) if viewer.reader_id else None
        is_seen, is_kept = [
            bool(
                await connection.fetch(
                    f"SELECT FROM {VIEWER_ROW}, pledge p WHERE {condition}", *viewer.filter_values()
                )
            )
            for condition in (pledge_visible("p"), adherence_readable("p"))
        ]
        assert is_seen == may_see_pledge(viewer, pledge, own=own), viewer
        has_agreed = own is None or own.status == PartnerStatus.ACCEPTED
        assert is_kept == (is_seen and has_agreed), viewer
        answers.append((is_seen, is_kept))
    # The author, who was asked, and who agreed; nobody behind a wall.
    assert answers.count((True, True)) == 2
    assert answers.count((True, False)) == 1
