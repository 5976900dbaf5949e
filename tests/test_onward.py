"""How a talk moves: walking the plot, remarks, what lies near what was last told."""

from __future__ import annotations

import pytest
from talking import talk

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge

# -- walking the plot ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "step, plain",
    [
        ("how does the story go on?", "what happened next?"),
        ("move on", "what happened next?"),
        ("what's the next thing that happens?", "what happened next?"),
        ("and just before that", "what happened before that?"),
        ("no wait, go back one", "what happened before that?"),
        ("rewind a bit", "what happened before that?"),
        ("let's start at the beginning", "go back to the start"),
        ("skip to the last scene", "skip to the ending"),
    ],
)
def test_a_step_of_the_plot_in_other_words(say, step, plain):
    first = "Who stole the Ember?"
    assert say(first, step)[-1].text == say(first, plain)[-1].text


def test_a_walk_goes_on_from_where_something_happens(say):
    told = say("Who is Rufus?", "go to the part where Della lights the beacon")[1]
    assert "lights the beacon" in told.text


def test_a_topic_named_before_its_question_is_no_step(real: Knowledge):
    told = talk(real, "Who is Thanos?", "Back to Selvig: what does he do at the end?")[1]
    assert "run" in told.text


# -- the ending ------------------------------------------------------------------------------------


def test_what_somebody_ends_up_doing_is_no_ending(real: Knowledge):
    told = talk(real, "Who ended up training the new team?")[0]
    assert "Rogers" in told.text and "departs" not in told.text


# -- what somebody does next -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "first, then, words",
    [
        ("Who stops the Hulk?", "So where did they go?", "safehouse"),
        ("Where do the Avengers hide?", "who drops in on them?", "Fury arrives"),
        ("What did Wanda discover?", "What do she and her brother do about it?", "turn against"),
        ("Who uploads Jarvis?", "How do the others react to that?", "fight amongst"),
        ("Who is Pietro?", "whats he do in the battle?", "shields"),
    ],
)
def test_what_somebody_does_next_is_what_lies_next_in_the_story(real, first, then, words):
    assert words in talk(real, first, then)[1].text


def test_where_somebody_goes_whom_the_talk_is_not_about_is_looked_for_anywhere(real: Knowledge):
    assert "Asgard" in talk(real, "Who raids the base?", "Where does Thor go at the end?")[1].text


def test_one_place_is_told_once(real: Knowledge):
    told = talk(real, "Where do Ultron and the twins go?")[0].text
    assert "to Klaue's base" not in told and "base of arms dealer" in told


def test_a_step_back_tells_no_ground_of_what_was_told(real: Knowledge):
    told = talk(real, "Skip to the ending.", "And before that?")[1].text
    assert "unwilling" not in told and "overload" in told


# -- what lies near --------------------------------------------------------------------------------


def test_of_events_that_fit_alike_the_one_near_what_was_told_is_meant(real: Knowledge):
    assert "Helicarrier" in talk(real, "Who fights the army?", "Who arrives then?")[1].text


@pytest.mark.parametrize(
    "then, words",
    [
        ("and who took it then?", "Ultron takes"),
        ("who took it after that?", "Ultron takes"),
    ],
)
def test_then_is_later_than_what_was_told(real: Knowledge, then, words):
    assert words in talk(real, "Who got the scepter back?", then)[1].text


# -- remarks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "aww, poor guy",
        "that's so sweet",
        "didn't see that coming!",
        "sooo sad",
        "haha good for her",
        "lol nice thx",
        "hi, my name is Anna",
        "you were great",
    ],
)
def test_a_remark_leaves_the_thread_as_it_was(say, words):
    replies = say("Who stole the Ember?", words, "what happened next?")
    assert replies[1].status == "smalltalk"
    assert replies[2].text == say("Who stole the Ember?", "what happened next?")[1].text


@pytest.mark.parametrize("words", ["she is evil", "the bad guy", "both", "how sad is he?", "Della"])
def test_what_may_say_something_of_the_film_is_no_remark(say, words):
    assert say("Who stole the Ember?", words)[1].status != "smalltalk"


# -- spoilers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "I've only watched until the bit in Seoul, don't tell me more",
        "I fell asleep after Ultron captured Romanoff",
        "i'm watching it right now, currently at the seoul part",
        "I just saw Ultron capture Romanoff. Nothing beyond that please.",
        "we paused it right when ultron kidnaps natasha, so keep the rest to yourself",
    ],
)
def test_a_limit_in_other_words(real: Knowledge, words):
    replies = talk(real, words, "Who captures Romanoff?", "Who rescues her?")
    assert [r.status for r in replies] == ["smalltalk", "answered", "not_yet"]


@pytest.mark.parametrize(
    "words",
    [
        "alright I finished it. Who rescues Romanoff?",
        "I've watched the rest now, you can tell me everything",
        "never mind the spoilers, who rescues Romanoff?",
        "done watching",
        "ok tell me anyway",
    ],
)
def test_a_limit_is_lifted_in_other_words(real: Knowledge, words):
    replies = talk(real, "No spoilers past the safehouse", words, "Who rescues Romanoff?")
    assert "Banner" in replies[2].text


def test_what_comes_after_a_limit_is_answered_in_the_same_message(real: Knowledge):
    told = talk(real, "Without spoiling the ending, who captures Romanoff?")[0]
    assert "Ultron captures" in told.text


def test_under_a_limit_nothing_is_told_in_which_somebody_named_has_no_part(real: Knowledge):
    told = talk(real, "No spoilers past Seoul", "Who captures Romanoff?", "Who rescues her?")
    assert told[2].status == "not_yet"


# -- repair ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "what's your source for that?",
        "can you quote it?",
        "got any proof?",
        "what does the text say exactly?",
        "are you making that up?",
        "Read me the original line",
        "that can't be right",
        "hmm I don't think that's right",
        "that's not what I remember",
        "and what's the source for Rufus's death?",
    ],
)
def test_a_doubt_and_a_question_for_the_source_quote_the_sentence(say, words):
    assert "Sentence 3 says" in say("Who killed Rufus?", words)[1].text


@pytest.mark.parametrize("words", ["no, Vane did it", "no it was Vane", "wasn't it Vane?"])
def test_somebody_else_is_put_right(say, words):
    told = say("Who killed Rufus?", words)[1]
    assert told.status == "corrected" and "M.O.T.H. kills Rufus" in told.text


@pytest.mark.parametrize("words", ["I didn't get that", "who was it again?", "rephrase that"])
def test_an_answer_is_said_again(say, words):
    replies = say("Who killed Rufus?", words)
    assert replies[0].text == replies[1].text


# -- choices, topics and times ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, told",
    [("option 2", "speed"), ("the one who dies", "speed"), ("I guess the girl", "minds")],
)
def test_one_is_chosen_by_what_is_said_of_them(real: Knowledge, words, told):
    assert told in talk(real, "What is Maximoff's power?", words)[1].text


def test_the_wrong_one_of_two_is_the_other(real: Knowledge):
    assert "speed" in talk(real, "What can Wanda do?", "wrong twin")[1].text


@pytest.mark.parametrize(
    "words", ["Let's talk about Thor", "I'm interested in Thor", "let's go back to Thor"]
)
def test_a_topic_alone_is_who_that_is(real: Knowledge, words):
    assert talk(real, "Who dies?", words)[1].text == talk(real, "Tell me about Thor")[0].text


def test_the_last_question_at_another_time(real: Knowledge):
    told = talk(real, "What does Stark do at the beginning?", "and at the end?")
    assert told[0].text != told[1].text and "leaves" in told[1].text


# -- what stays so, and who knew -------------------------------------------------------------------


@pytest.mark.parametrize(
    "question, words",
    [
        ("Do the twins stick with Ultron?", "turn against"),
        ("Does Stark stay on the team?", "leaves"),
        ("Do the Avengers keep the scepter?", "Ultron takes the scepter"),
        ("Does Ultron get to keep the new body?", "retrieve the synthetic body"),
        ("Do Romanoff and Banner stay together?", "departs"),
    ],
)
def test_what_does_not_stay_so(real: Knowledge, question, words):
    told = talk(real, question)[0]
    assert told.status == "corrected" and words in told.text


def test_of_what_the_text_lets_be_nothing_is_told(real: Knowledge):
    assert talk(real, "Does Cho stay with Ultron?")[0].status == "not_in_synopsis"


@pytest.mark.parametrize(
    "words, told",
    [
        ("were the others in on it?", "in secret"),
        ("did he ask the team first?", "in secret"),
        ("and the others were ok with that?", "fight amongst"),
    ],
)
def test_whether_others_knew_and_agreed(real: Knowledge, words, told):
    reply = talk(real, "Who uploads Jarvis?", words)[1]
    assert reply.status == "corrected" and told in reply.text


# -- several questions, opinions, what is no question of the film ---------------------------------


def test_an_initial_ends_no_sentence(real: Knowledge):
    assert talk(real, "Is Samuel L. Jackson in it?")[0].text.startswith("Yes")


def test_and_if_so_joins_two_questions(say, known):
    turn = converse(known, "Does Rufus die and if so, who kills him?")
    assert len(turn.replies) == 2 and "M.O.T.H." in turn.replies[1].text


def test_no_opinion_is_given_of_what_was_told(say):
    for words in ("was that a good idea?", "was it worth it?"):
        assert say("Who killed Rufus?", words)[1].status == "not_in_synopsis"


def test_a_joke_about_somebody_is_no_question_about_them(say):
    assert say("Who killed Rufus?", "tell me a joke about them")[1].status == "out_of_scope"
