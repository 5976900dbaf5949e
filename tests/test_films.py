"""Several films in one service: which there are, which one is talked about, and how it is changed.

On the real films, whose ids and titles are read, never written here.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor

from plotbot.conversation import films
from plotbot.service import library, project
from plotbot.service.nlu import find_names

FIRST, SECOND = library.films()[:2]


@pytest.fixture(scope="module")
def executor() -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


class Talk:
    """One conversation with the actions, as Rasa would keep its slots."""

    def __init__(self, executor: ActionExecutor) -> None:
        self.executor = executor
        self.slots: dict[str, Any] = {"focus": None, "film": None}

    def say(self, text: str, film: str | None = None) -> dict[str, Any]:
        """The custom message of the first reply, with its text and buttons."""
        message = {
            "text": text,
            "intent": {"name": "ask_event"},
            "entities": [],
            "metadata": {"film": film} if film else {},
        }
        call = {
            "next_action": "action_answer_event",
            "tracker": {
                "sender_id": "somebody",
                "slots": dict(self.slots),
                "latest_message": message,
                "events": [{"event": "user", "input_channel": "rest", **message}],
                "paused": False,
                "active_loop": {},
            },
        }
        result = asyncio.run(self.executor.run(call))
        assert result is not None
        self.slots |= {event["name"]: event["value"] for event in result["events"]}
        said, custom = result["responses"][:2]
        return {**custom["custom"], "text": said["text"], "buttons": said["buttons"]}


@pytest.fixture
def talk(executor: ActionExecutor) -> Talk:
    return Talk(executor)


def title(film: str) -> str:
    return library.knowledge(film).film.title


def short(film: str) -> str:
    return films.titles(library.knowledge(film).film)[-1]


@pytest.mark.parametrize(
    "asked",
    [
        "Let's talk about {title}",
        "let's talk about {short}!",
        "Can we talk about {short} instead?",
        "switch to {title}",
        "I'd like to ask about {short} now",
        "do you know {short}?",
        "what about {short}",
        "ok, now the story {short} please",
        "{short}",
    ],
)
def test_another_film_can_be_asked_for(talk: Talk, asked: str) -> None:
    said = talk.say(asked.format(title=title(SECOND), short=short(SECOND)))
    assert said["film"] == SECOND and title(SECOND) in said["text"]
    assert said["status"] == "smalltalk"
    assert talk.say("Who dies?")["film"] == SECOND


def test_a_misspelt_title_is_understood(talk: Talk) -> None:
    name = short(SECOND)
    assert talk.say(f"let's talk about {name[:3]}{name[4:]}")["film"] == SECOND


@pytest.mark.parametrize(
    "asked",
    ["Which films do you know?", "what books do you know", "list the films", "any other films?"],
)
def test_the_films_are_listed(talk: Talk, asked: str) -> None:
    said = talk.say(asked if not asked.startswith("any") else "do you know any other films?")
    for film in library.films():
        assert title(film) in said["text"]
    assert said["film"] == FIRST
    assert [button["title"] for button in said["buttons"]] == [title(SECOND)]


def test_a_button_leads_to_its_film(talk: Talk) -> None:
    said = talk.say("another film please")
    assert said["status"] == "clarify"
    assert talk.say(said["buttons"][0]["payload"])["film"] == SECOND


@pytest.mark.parametrize(
    "asked",
    ["Who dies?", "which film is this about?", "Let's talk about the ending", "what about it?"],
)
def test_other_questions_stay_with_the_film(talk: Talk, asked: str) -> None:
    assert talk.say(asked)["film"] == FIRST


def test_each_conversation_keeps_to_its_film(executor: ActionExecutor) -> None:
    one, other = Talk(executor), Talk(executor)
    one.say("Who dies?", film=SECOND)
    assert other.say("Who dies?")["film"] == FIRST
    assert one.say("Who dies?")["film"] == SECOND
    assert other.say("Who dies?")["film"] == FIRST


def test_the_metadata_sent_with_every_message_do_not_take_a_change_back(talk: Talk) -> None:
    talk.say("Who dies?", film=FIRST)
    assert talk.say(f"switch to {short(SECOND)}", film=FIRST)["film"] == SECOND
    assert talk.say("Who dies?", film=FIRST)["film"] == SECOND
    assert talk.say("Who dies?", film=SECOND)["film"] == SECOND
    assert talk.say("Who dies?", film=FIRST)["film"] == FIRST


def test_what_was_said_of_one_film_means_nothing_in_another(talk: Talk) -> None:
    hero = max(
        (e for e in library.knowledge(FIRST).film.entities.values() if e.kind == "person"),
        key=lambda e: sum(e.id in event.entities("agent") for event in events(FIRST)),
    )
    talk.say(f"Who is {hero.name}?")
    talk.say(f"let's talk about {short(SECOND)}")
    assert hero.name not in talk.say("What becomes of him?")["text"]


def events(film: str) -> Any:
    return library.knowledge(film).film.events


def test_a_name_of_two_films_is_taken_in_the_current_one(talk: Talk) -> None:
    shared = next(
        name
        for entity in library.knowledge(SECOND).film.entities.values()
        for name in entity.names
        if entity.kind == "person"
        and any(
            name in other.name.split() and other.kind == "person"
            for other in library.knowledge(FIRST).film.entities.values()
        )
    )
    own = next(e for e in library.knowledge(SECOND).film.entities.values() if shared in e.names)
    assert own.name in talk.say(f"Who is {shared}?", film=SECOND)["text"]
    assert own.name not in talk.say(f"Who is {shared}?", film=FIRST)["text"]
    (found,) = find_names(f"who is {shared}", SECOND)
    assert (found.film, found.id) == (SECOND, own.id)


def test_one_film_is_listed_alone() -> None:
    film = library.knowledge(FIRST).film
    said = films.listing({FIRST: film}, FIRST)
    assert film.title in said.text and not said.buttons


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / "films" / name).mkdir(parents=True)
        (folder / "films" / name / "synopsis.txt").write_text("Somebody sleeps.\n")


def test_the_first_film_is_the_one_that_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "alpha", "beta", "gamma")
    monkeypatch.setattr(project, "DATA", tmp_path)
    assert library.films() == ("alpha", "beta", "gamma")
    (tmp_path / "films" / "first").write_text("beta\n")
    assert library.films() == ("beta", "alpha", "gamma")
    monkeypatch.setattr(project, "DEFAULT_FILM", "gamma")
    assert library.films() == ("gamma", "alpha", "beta")


def test_a_marked_film_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "alpha")
    (tmp_path / "films" / "first").write_text("omega\n")
    monkeypatch.setattr(project, "DATA", tmp_path)
    with pytest.raises(library.NoSuchFilm, match="omega"):
        library.films()
