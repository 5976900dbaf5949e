"""What the page shows of a film, as data: nothing that cannot be asked, nothing past a limit."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge, build_knowledge
from plotbot.service import film_view, library


@pytest.fixture(params=library.films())
def knowledge(request: pytest.FixtureRequest) -> Knowledge:
    """Every film there is."""
    return library.knowledge(request.param)


def cited(knowledge: Knowledge, question: str) -> set[int]:
    replies = converse(knowledge, question).replies
    return {citation["sentence"] for reply in replies for citation in reply.citations}


def test_all_sentences_are_shown(tiny_knowledge: Knowledge) -> None:
    shown = film_view.view(tiny_knowledge)["sentences"]
    assert [sentence["text"] for sentence in shown] == list(tiny_knowledge.film.sentences)
    assert all(sentence["whole"] for sentence in shown)


def test_a_click_on_the_timeline_leads_to_its_sentence(knowledge: Knowledge) -> None:
    timeline = film_view.view(knowledge)["timeline"]
    assert len(timeline) >= 10
    lost = [m for m in timeline if m["sentence"] not in cited(knowledge, m["question"])]
    assert len(lost) <= len(timeline) // 10, [moment["question"] for moment in lost]


def test_the_timeline_is_in_story_order(knowledge: Knowledge) -> None:
    orders = [knowledge.film.event[id].order for id in film_view.moments(knowledge)]
    assert orders == sorted(orders)


def test_a_click_on_a_character_or_relation_is_answered(knowledge: Knowledge) -> None:
    shown = film_view.view(knowledge)
    clicks = [*shown["characters"], *shown["relations"]]
    assert len(clicks) >= 10
    lost = [c["question"] for c in clicks if not cited(knowledge, c["question"])]
    assert len(lost) <= len(clicks) // 20, lost


def test_relations_name_characters_that_are_shown(knowledge: Knowledge) -> None:
    shown = film_view.view(knowledge)
    ids = {character["id"] for character in shown["characters"]}
    assert {end for r in shown["relations"] for end in (r["from"], r["to"])} <= ids
    assert all(r["label"] and r["says"] for r in shown["relations"])


def test_groups_without_bonds_are_tied_to_their_members(tiny_knowledge: Knowledge) -> None:
    pairs = {(r["from"], r["to"]) for r in film_view.view(tiny_knowledge)["relations"]}
    assert {("vane", "smugglers"), ("hale", "smugglers")} <= pairs


def test_examples_are_answered(knowledge: Knowledge) -> None:
    for question in film_view.view(knowledge)["examples"]:
        assert cited(knowledge, question), question


def test_stopping_at_a_moment_sets_a_limit_that_hides_what_comes_later(
    knowledge: Knowledge,
) -> None:
    whole = film_view.view(knowledge)
    moment = whole["timeline"][len(whole["timeline"]) // 3]
    limit = converse(knowledge, moment["stop"]).focus["limit"]
    shown = film_view.view(knowledge, limit)
    assert 0 < len(shown["timeline"]) < len(whole["timeline"])
    told = json.dumps(shown, ensure_ascii=False)
    begun = {event.sentence for event in knowledge.film.events if event.order <= limit}
    hidden = {event.sentence for event in knowledge.film.events} - begun
    assert hidden and not hidden & {sentence["number"] for sentence in shown["sentences"]}
    assert not any(knowledge.film.sentence(number) in told for number in hidden)


def test_the_button_that_shows_everything_lifts_the_limit(tiny_knowledge: Knowledge) -> None:
    limited = converse(tiny_knowledge, "No spoilers past the theft.").focus
    assert limited["limit"] >= 0
    lift = film_view.view(tiny_knowledge, limited["limit"])["lift"]
    assert "limit" not in converse(tiny_knowledge, lift, focus=limited).focus


def test_a_film_without_facts_has_its_sentences(tiny_knowledge: Knowledge) -> None:
    bare = replace(tiny_knowledge.film, events=(), bonds=())
    knowledge = build_knowledge(bare, tiny_knowledge.language, tiny_knowledge.speech)
    shown = film_view.view(knowledge)
    assert len(shown["sentences"]) == 4
    assert shown["timeline"] == shown["relations"] == shown["characters"] == []
