"""What is told as the reason of something, and as the way it comes about."""

from __future__ import annotations

from test_answers import told, untold

from plotbot.answer.explaining import manners
from plotbot.conversation import converse
from plotbot.conversation.context import query_of
from plotbot.knowledge import Knowledge
from plotbot.question.reading import read
from plotbot.question.text import Segment


def reply(knowledge: Knowledge, text: str):
    return converse(knowledge, text).replies[0]


def test_others_are_urged_for_what_they_are_to_bring_about(tiny_knowledge: Knowledge) -> None:
    want = told(r"build.* to destroy M\.O\.T\.H\.", 3)
    want.check(reply(tiny_knowledge, "Why does Della persuade Hale?"))
    want.check(reply(tiny_knowledge, "What did Della need Hale for?"))


def test_what_is_meant_is_meant_for_its_own_purpose(real: Knowledge) -> None:
    said = reply(real, "For what reason does Ultron intend to smash the city into the ground?")
    assert "to cause global extinction" in said.text


def test_a_talk_is_for_its_topic(real: Knowledge) -> None:
    assert "meaning" in reply(real, "Why does Thor confer with Selvig?").text


def test_what_a_question_names_is_no_answer_to_how(tiny_knowledge: Knowledge) -> None:
    lighting = tiny_knowledge.film.event["lighting"]
    assert manners(tiny_knowledge, lighting)
    assert not manners(tiny_knowledge, lighting, {"ember"})


def test_what_befalls_somebody_comes_about_by_its_cause(real: Knowledge) -> None:
    ranks = query_of(real).events.ranking.of(
        read(real, Segment("in what way did Quicksilver croak", True), (), (), lambda c: ())
    )
    first = ranks.first
    assert first is not None and first.told is not None
    assert first.told[0][0].links == ("because",)


def test_a_noun_that_asks_for_the_cause_is_not_told_as_somebody(real: Knowledge) -> None:
    said = reply(real, "What is the ground behind the quarrelling amongst the Avengers?")
    assert ", because " in said.text


def test_a_light_verb_whose_object_is_not_understood_puts_nothing_right(real: Knowledge) -> None:
    untold().check(reply(real, "Why did Loki make such a palaver about the new base?"))


def test_what_a_thing_is_used_for_is_what_is_done_with_it(tiny_knowledge: Knowledge) -> None:
    lit = told(r"Della Tarn (lights|lit) the beacon with the Ember", 4)
    lit.check(reply(tiny_knowledge, "What did Della use the Ember for?"))
    lit.check(reply(tiny_knowledge, "How is the Ember made use of by Della?"))


def test_what_something_was_meant_to_be_is_told_of_its_design(real: Knowledge) -> None:
    for text in ("What was Ultron intended to be?", "What was Ultron conceived as at first?"):
        assert "global defense program" in reply(real, text).text


def test_why_something_is_made_is_what_it_is_for(real: Knowledge) -> None:
    assert "defense" in reply(real, "Why did Stark develop Ultron?").text
    untold().check(reply(real, "For what was the Vision created?"))


def test_what_comes_of_something_is_not_the_thing_itself(tiny_knowledge: Knowledge) -> None:
    told(r"Della Tarn is grieving", 3).check(
        reply(tiny_knowledge, "What did the killing of Rufus by M.O.T.H. give rise to?")
    )
