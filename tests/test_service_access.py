"""Who may ask and how often: token, origins, rates; all by environment variables and options."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from running import WEBHOOK, Server
from typer.testing import CliRunner

from plotbot.cli import app
from plotbot.service import model
from plotbot.service.access import Rates
from plotbot.service.refusal import Refused
from plotbot.service.settings import BadSetting

TOKEN = "an open sesame"
PAGE = "https://page.example"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    model.ensure()
    store = tmp_path_factory.mktemp("store") / "conversations.db"
    running = Server(
        store,
        *("--origin", PAGE, "--proxies", "1", "--log-text"),
        PLOTBOT_TOKEN=TOKEN,
        PLOTBOT_RATE="5/minute",
    )
    yield running
    running.kill()


def ask(server: Server, token: str | None = TOKEN, address: str = "1.1.1.1", **fields: Any) -> Any:
    headers = {"X-Forwarded-For": address}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps({"message": "hello", **fields}).encode()
    return server.send("POST", WEBHOOK, body, **headers)


def test_health_needs_no_token(server: Server) -> None:
    assert server.send("GET", "/health")[0] == 200


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {TOKEN} "[:-2]},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": TOKEN},
        {"Authorization": "Bearer \xe9\xff"},
        {"Cookie": f"token={TOKEN}"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", WEBHOOK), ("GET", "/films"), ("GET", "/webhooks/rest/"), ("GET", "/no/such/path")],
)
def test_all_else_does(server: Server, method: str, path: str, header: dict[str, str]) -> None:
    header = {**header, "X-Forwarded-For": f"2.0.0.{abs(hash(str(header))) % 250}"}
    path += f"?token={TOKEN.replace(' ', '%20')}"
    status, reply, headers = server.send(method, path, b'{"message": "hello"}', **header)
    assert status == 401
    assert reply == {"error": "a valid token is needed"}
    assert headers["www-authenticate"] == "Bearer"


def test_the_token_lets_in(server: Server) -> None:
    status, replies, _ = ask(server)
    assert status == 200 and replies[1]["custom"]["status"] == "smalltalk"


def test_a_page_of_an_allowed_origin_may_ask(server: Server) -> None:
    preflight = {"Access-Control-Request-Method": "POST", "Origin": PAGE}
    wanted = {"Access-Control-Request-Headers": "authorization,content-type"}
    status, _, headers = server.send("OPTIONS", WEBHOOK, **preflight, **wanted)
    assert status == 200, "a browser sends no token with a preflight"
    assert headers["access-control-allow-origin"] == PAGE
    assert "authorization" in headers["access-control-allow-headers"]
    _, _, headers = server.send("POST", WEBHOOK, b"{}", Origin=PAGE)
    assert headers["access-control-allow-origin"] == PAGE, "it may read what was wrong"
    _, _, headers = server.send(
        "OPTIONS", WEBHOOK, **{**preflight, "Origin": "https://evil.example"}
    )
    assert headers.get("access-control-allow-origin") != "https://evil.example"


def test_a_sender_has_a_rate_from_wherever_it_asks(server: Server) -> None:
    answers = [ask(server, sender="eve", address=f"3.0.0.{n}") for n in range(6)]
    assert [status for status, _, _ in answers] == [200] * 5 + [429]
    _, reply, headers = answers[-1]
    assert reply["error"].startswith("too many messages from this sender")
    assert 1 <= int(headers["retry-after"]) <= 60
    assert ask(server, sender="somebody else", address="3.0.0.9")[0] == 200


def test_an_address_has_a_rate_whoever_asks_and_guesses(server: Server) -> None:
    for number in range(5):
        ask(server, token="a guess", sender=f"mallory {number}", address="4.4.4.4")
    status, reply, headers = ask(server, sender="mallory", address="4.4.4.4")
    assert status == 429 and reply["error"].startswith("too many messages from this address")
    assert "retry-after" in headers
    assert server.send("GET", "/health", **{"X-Forwarded-For": "4.4.4.4"})[0] == 200


def test_the_text_is_in_the_log_when_asked_for(server: Server) -> None:
    ask(server, sender="zoe", address="5.5.5.5")
    line = server.logged()[-1]
    assert (line["sender"], line["text"]) == ("zoe", "hello")
    assert TOKEN not in server.said()


def test_counting() -> None:
    async def count() -> None:
        rates = Rates("2/hour")
        for _ in range(2):
            await rates.count("sender", "ann")
        await rates.count("sender", "bob")
        await rates.count("address", "ann")
        with pytest.raises(Refused) as refused:
            await rates.count("sender", "ann")
        assert refused.value.status == 429

    asyncio.run(count())


def test_when_counting_fails_messages_come_in(caplog: pytest.LogCaptureFixture) -> None:
    rates = Rates("1/hour", "redis://127.0.0.1:1")
    for _ in range(3):
        asyncio.run(rates.count("sender", "ann"))
    assert "Messages are not counted" in caplog.text


@pytest.mark.parametrize(
    ("rate", "storage"),
    [("often", "memory://"), ("", "memory://"), ("1/minute", "nothing://"), ("1/minute", "x")],
)
def test_a_rate_that_cannot_be_is_said(rate: str, storage: str) -> None:
    with pytest.raises(BadSetting):
        Rates(rate, storage)


@pytest.mark.parametrize(
    ("options", "env", "error"),
    [
        (["--token", ""], {}, "the token is empty"),
        (["--token", " "], {}, "the token is empty"),
        ([], {"PLOTBOT_TOKEN": ""}, "the token is empty"),
        (["--keep-days", "-1"], {}, "days"),
    ],
)
def test_settings_that_cannot_be_end_it(
    options: list[str], env: dict[str, str], error: str
) -> None:
    result = CliRunner().invoke(app, ["serve", *options], env=env)
    assert result.exit_code == 1 and error in result.stderr
