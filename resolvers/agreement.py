"""Agreements as the two in the room read them."""

from collections.abc import Sequence

from loaders.agreement import agreements_of_mentorships, agreements_standing, signatures_of_agreements
from loaders.page import Page
from models import Agreement, AgreementSignature, AgreementStatus, Educator, Mentorship
from resolvers.arguments import PageArguments
from resolvers.context import Info
from resolvers.node import load_some


async def agreements(mentorships: Sequence[Mentorship], info: Info, page: PageArguments) -> list[Page]:
    """The versions of what the two agreed on, newest first; nothing for anybody else."""
    return await agreements_of_mentorships(info.context.reader, [row.id for row in mentorships], page)


async def agreement_in_force(mentorships: Sequence[Mentorship], info: Info) -> list[Agreement | None]:
    """The version that holds, as both have signed it; null for who is not in the mentorship."""
    ids = [row.id for row in mentorships]
    return await agreements_standing(info.context.reader, ids, AgreementStatus.IN_FORCE)


async def agreement_proposed(mentorships: Sequence[Mentorship], info: Info) -> list[Agreement | None]:
    """The version that waits for signatures; null for who is not in the mentorship."""
    ids = [row.id for row in mentorships]
    return await agreements_standing(info.context.reader, ids, AgreementStatus.PROPOSED)


async def agreement_mentorship(agreements: Sequence[Agreement], info: Info) -> list[Mentorship | None]:
    """The mentorship it is about."""
    return await load_some(info.context.loaders.mentorship, [row.mentorship_id for row in agreements])


async def agreement_proposer(agreements: Sequence[Agreement], info: Info) -> list[Educator | None]:
    """Who proposed it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.proposer_id for row in agreements])


async def signatures(agreements: Sequence[Agreement], info: Info) -> list[list[AgreementSignature]]:
    """Who signed it, earliest first."""
    return await signatures_of_agreements(info.context.reader, [row.id for row in agreements])


async def signer(signatures: Sequence[AgreementSignature], info: Info) -> list[Educator | None]:
    """Who signed; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.educator_id for row in signatures])
