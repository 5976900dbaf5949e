"""The page as a user meets it: ``plotbot serve`` in a headless Chromium, mouse, keyboard, phone.

Needs Debian's chromium (``apt-get install chromium``, which ``.ci/run`` does); skipped without.
``python tests/test_page.py FOLDER`` writes screenshots instead, to be looked at.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from running import Server

from plotbot.service import model

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DARK = {**DESKTOP, "color_scheme": "dark"}
WEBHOOK = "**/webhooks/rest/webhook"

Visit = Callable[..., Page]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    model.ensure()
    running = Server(tmp_path_factory.mktemp("store") / "conversations.db")
    yield running
    running.kill()


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture()
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """The address of someone else's site."""
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}/"
        site.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture()
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Opens the page; afterwards nothing may have been loaded from elsewhere, or complained of."""
    contexts, requests, complaints = [], [], []
    allowed = [address]
    if "elsewhere" in request.fixturenames:
        allowed.append(request.getfixturevalue("elsewhere"))

    def open_page(at: str = address, **options: Any) -> Page:
        allowed.append(at)
        context = browser.new_context(**(options or DESKTOP))
        contexts.append(context)
        context.on("request", lambda sent: requests.append(sent.url))
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(at)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert requests and [url for url in requests if not url.startswith(tuple(allowed))] == []
    failed = re.compile(r"Failed to load resource")
    assert [complaint for complaint in complaints if not failed.search(complaint)] == []


def ask(page: Page, question: str) -> None:
    """Type a question, send it, and wait for the reply."""
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last.locator(".bot").first).to_be_visible()


def last_question(page: Page) -> str:
    return page.locator(".you").last.inner_text().removeprefix("You:").strip()


def wait_for_picture(page: Page) -> None:
    """Wait until the relations are drawn (without ``eval``, which the page's policy forbids)."""
    for _ in range(100):
        if page.evaluate("document.querySelector('#picture')._cyreg?.cy.nodes().length > 0"):
            return
        page.wait_for_timeout(50)
    pytest.fail("the relations are not drawn")


def point_of(page: Page, selector: str) -> dict[str, float]:
    """Where something of the picture is on the screen."""
    wait_for_picture(page)
    return page.evaluate(
        """(selector) => {
          const picture = document.querySelector('#picture');
          const found = picture._cyreg.cy.elements(selector)[0];
          const at = found.isNode() ? found.renderedPosition() : found.renderedMidpoint();
          const box = picture.getBoundingClientRect();
          return { x: box.x + at.x, y: box.y + at.y };
        }""",
        selector,
    )


# -- ask and see -----------------------------------------------------------------------------------


def test_an_answer_and_the_sentence_that_it_cites(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_have_text("Avengers: Age of Ultron")
    ask(page, "Who killed Strucker?")
    expect(page.locator(".bot").last).to_contain_text("Ultron kills Baron Wolfgang von Strucker")
    lit = page.locator("#sentences .lit")
    expect(lit).to_have_count(1)
    expect(lit).to_contain_text("Having killed Strucker")
    expect(lit).to_be_in_viewport(ratio=1)
    expect(page.locator(".frame.lit").first).to_be_in_viewport()
    names = page.evaluate(
        "document.querySelector('#picture')._cyreg.cy.nodes('.lit').map((node) => node.id())"
    )
    assert set(names) == {"ultron", "strucker"}


def test_a_citation_lights_its_sentence_again(visit: Visit) -> None:
    page = visit()
    ask(page, "Who killed Strucker?")
    ask(page, "Who captured Romanoff?")
    expect(page.locator("#sentences .lit")).to_contain_text("captures Romanoff")
    page.get_by_role("button", name="Show sentence 10").click()
    expect(page.locator("#sentences .lit")).to_contain_text("Having killed Strucker")


def test_an_example_can_be_clicked(visit: Visit) -> None:
    page = visit()
    example = page.locator(".idea").first
    question = example.inner_text()
    example.click()
    expect(page.locator(".bot")).to_have_count(1)
    assert last_question(page) == question


def test_a_click_on_a_character_in_the_picture_asks(visit: Visit) -> None:
    page = visit()
    at = point_of(page, "#thanos")
    page.mouse.click(at["x"], at["y"])
    expect(page.locator(".bot").last).to_contain_text("Thanos")
    assert last_question(page) == "Who is Thanos?"


def test_a_click_on_a_relation_in_the_picture_asks(visit: Visit) -> None:
    page = visit()
    at = point_of(page, '[source = "stark"][target = "jarvis"], [source = "jarvis"]')
    page.mouse.click(at["x"], at["y"])
    expect(page.locator(".bot").last).to_contain_text("belongs to Tony Stark")


def test_names_in_the_picture_do_not_overlap(visit: Visit) -> None:
    for options in (DESKTOP, PHONE):
        page = visit(**options)
        if options is PHONE:
            page.get_by_role("button", name="People").click()
        wait_for_picture(page)
        boxes = page.evaluate(
            """document.querySelector('#picture')._cyreg.cy.nodes().map((node) =>
                node.renderedBoundingBox({ includeLabels: true, includeOverlays: false }))"""
        )
        overlapping = [
            (one, other)
            for index, one in enumerate(boxes)
            for other in boxes[:index]
            if min(one["x2"], other["x2"]) > max(one["x1"], other["x1"])
            and min(one["y2"], other["y2"]) > max(one["y1"], other["y1"])
        ]
        assert len(boxes) > 10 and overlapping == []


def test_the_list_beside_the_picture_tells_and_asks_the_same(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="As a list").click()
    listed = page.get_by_role("region", name="Characters and relations as a list")
    listed.get_by_role("button", name="Thanos", exact=True).click()
    expect(page.locator(".bot").last).to_contain_text("Thanos")
    listed.get_by_role("button", name="Pietro Maximoff and Wanda Maximoff are twins.").click()
    expect(page.locator(".bot").last).to_contain_text("twins")


def test_a_click_on_the_timeline_asks_what_happened_there(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Ultron captures Natasha Romanoff", exact=True).click()
    expect(page.locator("#sentences .lit")).to_contain_text("captures Romanoff")
    assert last_question(page) == "What happens when Ultron captures Natasha Romanoff?"


def test_a_choice_sends_its_payload(visit: Visit) -> None:
    page = visit()
    ask(page, "Who is Maximoff?")
    choice = page.get_by_role("group", name="Choices").get_by_role("button", name="Wanda Maximoff")
    with page.expect_request(WEBHOOK) as sent:
        choice.click()
    assert sent.value.post_data_json["message"] == "I mean Wanda Maximoff"
    expect(page.locator(".bot").last).to_contain_text("manipulating minds")
    expect(choice).to_be_disabled()


def test_the_reel_turns_while_an_answer_is_looked_up(visit: Visit) -> None:
    page = visit()
    held: list[Route] = []
    page.route(WEBHOOK, lambda route: held.append(route))
    page.get_by_label("Your question").fill("Who killed Strucker?")
    page.keyboard.press("Enter")
    reel = page.get_by_role("img", name="plotbot is looking it up")
    expect(reel).to_be_visible()
    for _ in range(500):  # the reel may turn before the request has been caught
        if held:
            break
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator(".bot").last).to_contain_text("Ultron kills")
    expect(reel).to_have_count(0)


# -- what lasts ------------------------------------------------------------------------------------


def test_a_reload_keeps_the_conversation(visit: Visit) -> None:
    page = visit()
    ask(page, "Who captured Romanoff?")
    page.reload()
    expect(page.locator(".you")).to_contain_text("Who captured Romanoff?")
    expect(page.locator("#sentences .lit")).to_contain_text("captures Romanoff")
    ask(page, "Who rescued her?")
    expect(page.locator(".bot").last).to_contain_text("Bruce Banner rescues Natasha Romanoff")


def test_a_question_that_a_reload_cut_off_is_answered_after_it(visit: Visit) -> None:
    page = visit()
    expect(page.locator(".idea").first).to_be_visible()
    page.route(WEBHOOK, lambda route: None)
    page.get_by_label("Your question").fill("Who killed Strucker?")
    page.keyboard.press("Enter")
    expect(page.locator(".you")).to_have_count(1)
    page.unroute_all()
    page.reload()
    expect(page.locator(".bot").last).to_contain_text("Ultron kills")
    expect(page.locator(".you")).to_have_count(1)


def test_starting_over_forgets(visit: Visit) -> None:
    page = visit()
    ask(page, "Who captured Romanoff?")
    with page.expect_request(WEBHOOK) as sent:
        page.get_by_role("button", name="Start over").click()
    assert sent.value.post_data_json["message"].startswith("Forget")
    expect(page.locator(".turn")).to_have_count(0)
    page.reload()
    expect(page.locator(".idea").first).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_forgetting_takes_away_what_was_said(visit: Visit) -> None:
    page = visit()
    ask(page, "Who captured Romanoff?")
    ask(page, "Forget me")
    expect(page.locator(".turn")).to_have_count(1)
    page.reload()
    expect(page.locator(".you")).to_contain_text("Forget me")
    expect(page.locator("body")).not_to_contain_text("Who captured Romanoff?")


# -- trouble ---------------------------------------------------------------------------------------


def test_a_service_that_is_gone_and_comes_back(visit: Visit) -> None:
    page = visit()
    expect(page.locator(".idea").first).to_be_visible()
    page.context.set_offline(True)
    ask(page, "Who killed Strucker?")
    expect(page.locator(".trouble")).to_contain_text("The service does not answer")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".bot").last).to_contain_text("Ultron kills")
    expect(page.locator(".trouble")).to_have_count(0)


def test_a_service_that_is_gone_before_anything_was_shown(visit: Visit) -> None:
    page = visit()
    expect(page.locator(".idea").first).to_be_visible()
    page.route("**/films*", lambda route: route.abort())
    page.reload()
    expect(page.locator(".trouble")).to_contain_text("The service does not answer")
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".idea").first).to_be_visible()


def test_what_the_service_refuses_is_said(visit: Visit) -> None:
    page = visit()
    page.route(WEBHOOK, lambda route: route.fulfill(status=429, json={"error": "too many"}))
    ask(page, "Who killed Strucker?")
    expect(page.locator(".trouble")).to_contain_text("a lot of questions at once")


def test_a_token_is_asked_for_and_kept_for_the_tab(visit: Visit, tmp_path: Path) -> None:
    guarded = Server(tmp_path / "conversations.db", PLOTBOT_TOKEN="open sesame")
    page = visit(at=f"http://127.0.0.1:{guarded.port}/")
    for token in ("wrong", "open sesame"):
        page.get_by_label("Token", exact=True).fill(token)
        page.get_by_role("button", name="Go on").click()
    ask(page, "Who killed Strucker?")
    expect(page.locator(".bot").last).to_contain_text("Ultron kills")
    page.reload()
    expect(page.locator(".bot").last).to_contain_text("Ultron kills")
    expect(page.get_by_role("dialog")).to_have_count(0)
    guarded.kill()


# -- spoilers and films ----------------------------------------------------------------------------


def test_a_spoiler_limit_hides_what_comes_later(visit: Visit) -> None:
    page = visit()
    sentences, frames = page.locator("#sentences li"), page.locator(".frame")
    expect(sentences).to_have_count(28)
    every = frames.count()
    ask(page, "No spoilers past the raid.")
    expect(sentences).to_have_count(5)
    expect(page.locator("body")).not_to_contain_text("Thanos")
    assert 0 < frames.count() < every
    nodes = "document.querySelector('#picture')._cyreg.cy.nodes().map((node) => node.id())"
    assert "thanos" not in page.evaluate(nodes)
    ask(page, "Who kills Pietro?")
    expect(page.locator(".bot").last).to_have_attribute("data-status", "not_yet")

    page.reload()
    expect(page.get_by_text("What comes later is hidden.")).to_be_visible()
    expect(sentences).to_have_count(5)
    page.get_by_role("button", name="Show everything").click()
    expect(sentences).to_have_count(28)
    expect(page.get_by_text("What comes later is hidden.")).to_be_hidden()


def test_a_service_without_memory_does_not_lift_the_limit(visit: Visit) -> None:
    page = visit()
    ask(page, "No spoilers past the raid.")
    custom = {"status": "smalltalk", "film": "age_of_ultron", "limit": None, "remembered": False}
    replies = [{"text": "Hello again!"}, {"custom": custom}]
    page.route(WEBHOOK, lambda route: route.fulfill(json=replies))
    ask(page, "Hello")
    expect(page.locator(".bot").last).to_contain_text("Hello again!")
    page.reload()
    expect(page.locator("#sentences li")).to_have_count(5)


def test_the_timeline_can_be_cut(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Hide what comes after: Ultron kills", exact=False).click()
    expect(page.get_by_text("What comes later is hidden.")).to_be_visible()
    expect(page.locator(".frame").last).to_contain_text("Ultron kills")


def test_the_film_can_be_chosen(visit: Visit) -> None:
    page = visit()
    chooser = page.get_by_role("combobox", name="Film")
    chooser.select_option("frankenstein")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Frankenstein")
    with page.expect_request(WEBHOOK) as sent:
        page.locator(".idea").first.click()
    assert sent.value.post_data_json["metadata"] == {"film": "frankenstein"}
    expect(page.locator("#sentences .lit").first).to_be_visible()
    page.reload()
    expect(chooser).to_have_value("frankenstein")


# -- for everybody ---------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [DESKTOP, DARK, PHONE], ids=["day", "night", "phone"])
def test_axe_finds_nothing_serious(visit: Visit, options: dict[str, Any]) -> None:
    page = visit(**options)
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator(".idea").first).to_be_visible()
    assert serious(page) == []
    for question in ("Who killed Strucker?", "Did Strucker kill Ultron?", "Who is Maximoff?"):
        ask(page, question)
    assert serious(page) == []
    for view in ("Synopsis", "People", "Timeline") if options is PHONE else ():
        page.get_by_role("button", name=view, exact=True).click()
        assert serious(page) == []
    if options is not PHONE:
        page.get_by_role("button", name="As a list").click()
        assert serious(page) == []


def serious(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds that keeps people out."""
    return [
        (found["id"], node["html"][:120])
        for found in Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit()
    expect(page.locator(".idea").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to your question")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Who killed Strucker?")
    page.keyboard.press("Enter")
    expect(page.locator(".bot").last).to_contain_text("Ultron kills")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('section')?.dataset.panel"))
    assert {"synopsis", "relations", "timeline"} <= reached
    page.locator(".scene").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)


def test_replies_are_read_out(visit: Visit) -> None:
    page = visit()
    ask(page, "Who killed Strucker?")
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_contain_text("Ultron kills")


def test_a_phone_shows_one_part_at_a_time(visit: Visit) -> None:
    page = visit(**PHONE)
    ask(page, "Who killed Strucker?")
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wide)
    page.get_by_role("button", name="Show sentence 10").click()
    expect(page.locator("#sentences .lit")).to_be_in_viewport()
    expect(page.locator("#log")).to_be_hidden()
    for view in ("People", "Timeline", "Chat", "Synopsis"):
        page.get_by_role("button", name=view, exact=True).click()
        assert not page.evaluate(wide)
    page.get_by_role("button", name="Timeline", exact=True).click()
    page.get_by_role("button", name="Ultron captures Natasha Romanoff", exact=True).click()
    expect(page.locator(".bot").last).to_contain_text("Ultron captures Natasha Romanoff")
    expect(page.locator("#log")).to_be_visible()


# -- in someone else's page ------------------------------------------------------------------------


def test_one_line_embeds_the_chat(
    visit: Visit, address: str, tmp_path: Path, elsewhere: str
) -> None:
    line = f'<script src="{address}embed.js" data-film="frankenstein" data-height="500"></script>'
    (tmp_path / "index.html").write_text(f"<!doctype html><h1>Mine</h1>{line}", encoding="utf-8")
    page = visit()
    page.goto(elsewhere)
    frame = page.frame_locator("iframe[title]")
    frame.locator(".idea").first.click()
    frame.locator(".cite").first.click()
    expect(frame.locator("blockquote")).to_be_visible()
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Frankenstein")
    expect(frame.locator("#sentences")).to_be_hidden()


# -- the service's side ----------------------------------------------------------------------------


def test_the_policy_allows_the_own_origin_only(browser: Browser, address: str) -> None:
    with_policy = browser.new_context().request.get(address)
    policy = with_policy.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|\*(?!$)|https?:|data:", policy)


def test_what_is_not_there(server: Server) -> None:
    for path, status in (
        ("/films/nothing", 404),
        ("/films/age_of_ultron?limit=much", 400),
        ("/films/age_of_ultron?limit=-1", 400),
        ("/page/nothing.js", 404),
        ("/page/../page.py", 404),
        ("/page/%2e%2e/page.py", 404),
    ):
        found, body = server.request("GET", path)
        assert (found, list(body)) == (status, ["error"]), (path, json.dumps(body))


def test_a_file_that_is_known_is_not_sent_again(browser: Browser, address: str) -> None:
    request = browser.new_context().request
    tag = request.get(f"{address}page/vendor/graph.js").headers["etag"]
    again = request.get(f"{address}page/vendor/graph.js", headers={"If-None-Match": tag})
    assert again.status == 304 and again.body() == b""


# -- to be looked at -------------------------------------------------------------------------------


def photograph(folder: Path) -> None:
    """Write screenshots of the page, as it greets and after three questions."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(folder / "conversations.db")
    with open_browser() as browser:
        for name, options in (("day", DESKTOP), ("night", DARK), ("phone", PHONE)):
            page = browser.new_context(**options).new_page()
            page.goto(f"http://127.0.0.1:{server.port}/")
            expect(page.locator(".idea").first).to_be_visible()
            page.wait_for_timeout(1000)
            page.screenshot(path=folder / f"{name}.png")
            for question in ("Who is Maximoff?", "Did Strucker kill Ultron?", "Who is Thor?"):
                ask(page, question)
            page.wait_for_timeout(1500)
            page.screenshot(path=folder / f"{name}-asked.png")
            for view in ("Synopsis", "People", "Timeline") if options is PHONE else ():
                page.get_by_role("button", name=view, exact=True).click()
                page.wait_for_timeout(1000)
                page.screenshot(path=folder / f"{name}-{view.lower()}.png")
    server.kill()


if __name__ == "__main__":
    photograph(Path(sys.argv[1]))
