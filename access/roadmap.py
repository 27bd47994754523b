"""Who may see roadmaps and their drafts, and who may change them."""

from access.community import community_readable, looks_after
from access.viewer import Viewer, may_write
from models import Roadmap, RoadmapStatus


def may_see_roadmap(viewer: Viewer, roadmap: Roadmap, *, reads_community: bool, looks_after: bool) -> bool:
    """This roadmap is not visible to you."""
    if roadmap.curator_id == viewer.reader_id:
        return True
    if roadmap.curator_id in viewer.blocked:
        return False
    if viewer.oversees:
        return True
    is_offered = roadmap.status != RoadmapStatus.DRAFT or looks_after
    return roadmap.hidden_at is None and reads_community and is_offered


def roadmap_visible(roadmap: str, community: str) -> str:
    """`may_see_roadmap` as an SQL condition on a roadmap, its community, if any, and a joined `viewer`."""
    return f"""({roadmap}.curator_id = viewer.id OR ({roadmap}.curator_id <> ALL (viewer.blocked) AND (
        viewer.oversees OR ({roadmap}.hidden_at IS NULL
            AND ({roadmap}.community_id IS NULL OR {community_readable(community)})
            AND ({roadmap}.status <> 'DRAFT' OR {looks_after(community)})))))"""


def may_read_drafts(viewer: Viewer, roadmap: Roadmap, *, looks_after: bool) -> bool:
    """What is in the making is for who curates the roadmap and looks after its community."""
    return roadmap.curator_id == viewer.reader_id or viewer.oversees or looks_after


def edition_visible(edition: str, roadmap: str, community: str) -> str:
    """`may_read_drafts` as an SQL condition on an edition of a visible roadmap."""
    return f"""({edition}.published_at IS NOT NULL OR {roadmap}.curator_id = viewer.id
        OR viewer.oversees OR {looks_after(community)})"""


def may_start_roadmap(viewer: Viewer) -> bool:
    """Sign in to write a roadmap (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_curate(viewer: Viewer, roadmap: Roadmap) -> bool:
    """Only its curator can change a roadmap (an API token needs the scope WRITE)."""
    return may_write(viewer) and roadmap.curator_id == viewer.educator_id
