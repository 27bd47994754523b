"""GraphiQL is served whole, from here alone, under a strict policy."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from app.graphiql import DIST, graphiql_routes

ASSETS = sorted(path.name for path in (DIST / "assets").iterdir())
# What the bundler writes into a file to load another one: a name ending in a hash.
ASSET_NAME = re.compile(r"""["'/(]([\w.-]+-[\w-]{8}\.(?:js|css|ttf|svg))["')]""")
# How a script or a style would load something from another origin.
LOADS_ELSEWHERE = re.compile(
    r"""(?:\b(?:import|from|fetch\(|import\(|importScripts\(|Worker\()|@import|url\()\s*["'`]?(?:https?:)?//"""
)


class Page(HTMLParser):
    """Collects what a page loads, and the scripts it contains itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.loads += [value for name in ("src", "href", "data", "action") if (value := named.get(name))]
        self.inline += [name for name in named if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in named):
            self.inline.append(tag)


@pytest.fixture
async def client() -> AsyncIterator[AsyncClient]:
    app = FastAPI()
    app.include_router(graphiql_routes())
    async with AsyncClient(transport=ASGITransport(app), base_url="http://menteo.test") as client:
        yield client


def policy(response: Response) -> dict[str, str]:
    directives = response.headers["content-security-policy"].split("; ")
    return {name: sources for name, _, sources in (directive.partition(" ") for directive in directives)}


async def test_the_page_is_served(client: AsyncClient) -> None:
    response = await client.get("/graphiql")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert "<title>Menteo GraphiQL</title>" in response.text


async def test_the_page_loads_only_assets_that_exist_here(client: AsyncClient) -> None:
    page = Page((await client.get("/graphiql")).text)

    assert any(load.endswith(".js") for load in page.loads)
    assert any(load.endswith(".css") for load in page.loads)
    for load in page.loads:
        assert load.startswith("/graphiql/assets/")
        assert (await client.get(load)).status_code == 200


async def test_the_page_contains_no_script_or_style_of_its_own(client: AsyncClient) -> None:
    assert Page((await client.get("/graphiql")).text).inline == []


@pytest.mark.parametrize("name", [name for name in ASSETS if name.endswith((".js", ".css"))])
def test_an_asset_loads_only_assets_that_exist_here(name: str) -> None:
    text = (DIST / "assets" / name).read_text(encoding="utf-8")

    assert set(ASSET_NAME.findall(text)) <= set(ASSETS)
    assert LOADS_ELSEWHERE.search(text) is None


def test_the_editor_has_its_background_workers() -> None:
    workers = {name.partition(".worker-")[0] for name in ASSETS if ".worker-" in name}

    assert workers == {"editor", "graphql", "json"}


@pytest.mark.parametrize("name", ASSETS)
async def test_an_asset_has_its_type_and_is_kept_for_ever(client: AsyncClient, name: str) -> None:
    response = await client.get(f"/graphiql/assets/{name}")
    types = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "ttf": "font/ttf"}

    assert response.status_code == 200
    assert response.content == (DIST / "assets" / name).read_bytes()
    assert response.headers["content-type"].partition(";")[0] == types[name.rpartition(".")[2]]
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/graphiql", f"/graphiql/assets/{ASSETS[0]}"])
async def test_everything_is_served_under_a_strict_policy(client: AsyncClient, path: str) -> None:
    response = await client.get(path)
    sources = policy(response)

    assert response.headers["x-content-type-options"] == "nosniff"
    assert sources["default-src"] == "'none'"
    assert sources["script-src"] == sources["connect-src"] == sources["worker-src"] == "'self'"
    assert sources["frame-ancestors"] == sources["form-action"] == "'none'"


@pytest.mark.parametrize(
    "name",
    [
        "../index.html",
        "..%2findex.html",
        "%2e%2e/index.html",
        "%2e%2e%2f%2e%2e%2fpackage.json",
        "..%5cindex.html",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "no-such-file.js",
        "%00",
        "",
    ],
)
async def test_no_path_leads_out_of_the_assets(client: AsyncClient, name: str) -> None:
    assert (await client.get(f"/graphiql/assets/{name}")).status_code == 404


async def test_a_head_request_tells_the_size_only(client: AsyncClient) -> None:
    response = await client.head("/graphiql")

    assert response.content == b""
    assert int(response.headers["content-length"]) == (DIST / "index.html").stat().st_size
