"""What is asked of the network costs as many statements around many as around few."""

import pytest

from tests.crowd import Crowd, global_id

ONE, FAR = global_id("Educator", 1), global_id("Educator", 40)
# With the viewer's own, and those that find the educators named in the question and in the answer.
DOCUMENTS = [
    # Fifty-nine ties, and three: the ties, those among them, and when the viewer met them.
    (f'developmentalNetwork(educatorId: "{ONE}") {{ ties {{ educator {{ id }} }} density }}', 6),
    (f'developmentalNetwork(educatorId: "{FAR}") {{ ties {{ educator {{ id }} }} density }}', 6),
    (f'mentorLineage(educatorId: "{ONE}", depth: 3) {{ mentor {{ id }} mentee {{ id }} }}', 4),
    (f'mentorLineage(educatorId: "{FAR}", depth: 1) {{ mentor {{ id }} mentee {{ id }} }}', 4),
    # One for each hop, and nobody who was not found on the way.
    (f'mentoringPath(fromId: "{ONE}", toId: "{FAR}") {{ hops educators {{ id }} }}', 3),
    (f'mentoringPath(fromId: "{global_id("Educator", 2)}", toId: "{FAR}") {{ hops educators {{ id }} }}', 5),
    # The needs, the ties, the candidates.
    ("suggestMentors(first: 1) { educator { id } score }", 5),
    ("suggestMentors(first: 20) { educator { id } score parts { because } }", 5),
]


@pytest.mark.parametrize(("document", "statements"), DOCUMENTS)
async def test_the_network_is_read_in_few_statements(crowd: Crowd, document: str, statements: int) -> None:
    with crowd.statements() as heard:
        await crowd.api.data(f"{{ {document} }}")
    assert len(heard) == statements
