from pathlib import Path

import pytest

from bench.live.stage import _server


async def test_a_server_that_ends_before_it_listens_ends_the_measure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        async with _server("no address of a database", str(tmp_path)):
            pass
