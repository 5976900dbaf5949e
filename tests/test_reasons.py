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


def test_how_is_told_by_a_deed_that_says_more_than_the_verb(real: Knowledge) -> None:
    assert "from gunfire" in reply(real, "How did Pietro rescue Barton?").text
    untold().check(reply(real, "How did the Captain track down Ultron?"))


def test_no_other_deed_puts_right_what_is_borne_out(real: Knowledge) -> None:
    said = reply(real, "What did the twins find out about Ultron?")
    assert said.status == "answered" and "plan for human extinction" in said.text


def test_what_is_seen_in_a_mind_is_what_is_learnt_thereby(real: Knowledge) -> None:
    assert "extinction" in reply(real, "What did Wanda notice inside the mind of Ultron?").text


def test_speech_by_any_deed_is_what_is_said(real: Knowledge) -> None:
    assert "form a plan" in reply(real, "What did Fury say to the heroes?").text


def test_a_fight_ends_with_what_comes_last_in_it(real: Knowledge) -> None:
    for text in ("How does the final battle turn out?", "Who wins the big fight?"):
        assert "shatter the landmass" in reply(real, text).text


def test_what_keeps_somebody_alive_is_who_saves_them(real: Knowledge) -> None:
    assert "shields" in reply(real, "Why does Barton survive?").text


def test_that_thing_is_not_who_does_something_with_it(tiny_knowledge: Knowledge) -> None:
    said = reply(tiny_knowledge, "Why did M.O.T.H. kill that thing?")
    assert said.status != "corrected"


def test_a_plan_that_has_a_name_is_told_by_what_is_meant(real: Knowledge) -> None:
    assert "obsessed" in reply(real, "What is Ultron's plan?").text


def test_an_effect_is_told_of_those_on_whom_it_is_asked(real: Knowledge) -> None:
    said = reply(real, "What effect did the visions have upon Thor?").text
    assert "apocalyptic" in said and "safehouse" not in said
    assert "rampage" in reply(real, "How do the visions influence Banner?").text


def test_what_somebody_does_about_something_is_what_it_makes_them_do(real: Knowledge) -> None:
    assert "into hiding" in reply(real, "How did the Avengers cope with the backlash?").text


def test_what_is_wanted_of_somebody_is_what_they_are_made_to_do(real: Knowledge) -> None:
    assert "to perfect a new body" in reply(real, "What did Ultron want of Cho?").text


def test_the_point_of_a_thing_is_no_deed_near_it(real: Knowledge) -> None:
    untold().check(reply(real, "What was the role of the new base?"))


def test_going_to_one_place_denies_no_other(real: Knowledge) -> None:
    assert reply(real, "Why did Ultron travel to Seoul?").status != "corrected"


def test_how_a_thing_is_made_asks_for_no_maker_of_the_film(real: Knowledge) -> None:
    assert "resources" in reply(real, "How was the army of drones made?").text


def test_an_instrument_is_named_where_the_telling_does_not(real: Knowledge) -> None:
    said = reply(real, "What does Ultron use to raise the capital city?").text
    assert said.startswith("The machine")


def test_fragments_that_ask_for_a_cause(real: Knowledge) -> None:
    assert "Ultron kills" in reply(real, "strucker manner of death").text
    assert "because" in reply(real, "reason the avengers hiding").text


def test_those_in_another_role_make_no_correction(real: Knowledge) -> None:
    assert reply(real, "Why do the twins serve Ultron?").status == "answered"
