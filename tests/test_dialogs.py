"""Conversations about the film that comes with the project, and what points back in any."""

from __future__ import annotations

import pytest
from talking import answered, talk

from plotbot.conversation import converse
from plotbot.knowledge import Knowledge

# -- the real film ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "messages, words",
    [
        (
            ("Who captures Romanoff?", "Who rescues her?", "What does she do then?"),
            ("awakens the Hulk",),
        ),
        (("Who rescues Romanoff?", "Why does he leave her in the end?", "In what?"), ("Quinjet",)),
        (("Who created Ultron?", "What does he want?"), ("extinction",)),
        (("What happens to the Hulk at the end?", "what about Thor?"), ("Asgard",)),
        (("What can Wanda do?", "and her brother?", "does he die?"), ("Yes", "Pietro")),
        (("Who wrote this film?", "And directed it?"), ("directed by Joss Whedon",)),
    ],
)
def test_dialogs_about_the_real_film(real: Knowledge, messages, words):
    assert answered(talk(real, *messages)[-1], *words)


def test_one_of_two_who_act_together_is_asked_back(real: Knowledge):
    reply = talk(real, "Who overloads the machine?", "What does he do at the end?")[-1]
    assert reply.status == "clarify" and [b["title"] for b in reply.buttons] == [
        "Tony Stark",
        "Thor",
    ]


def test_who_knew(real: Knowledge):
    _, told, know = talk(
        real,
        "Who completes the Ultron program?",
        "Did they tell the team?",
        "When does Wanda find out about Ultron's plan?",
    )
    assert told.status == "corrected" and "secret" in told.text
    assert answered(know, "discover Ultron's plan")


def test_a_limit_in_the_real_film(real: Knowledge):
    replies = talk(
        real,
        "I've only seen up to Seoul",
        "Who dies?",
        "Does Pietro die?",
        "Who are the new Avengers?",
        "Who is Thanos?",
    )
    assert "Strucker" in replies[1].text and "Pietro" not in replies[1].text
    assert {r.status for r in replies[2:]} == {"not_yet"}


@pytest.mark.parametrize(
    "messages, words",
    [
        (
            ("Who destroys Ultron's primary body?", "What happened because of that?"),
            ("allows one",),
        ),
        (("Does Wanda change sides?", "Who does?"), ("The Maximoffs turn against Ultron",)),
        (("Who retrieves the scepter?", "in what country?"), ("Sokovia",)),
    ],
)
def test_more_dialogs_about_the_real_film(real: Knowledge, messages, words):
    assert answered(talk(real, *messages)[-1], *words)


@pytest.mark.parametrize("text", ["a" * 2000, "asdf qwer zxcv", "hello " * 30 + "zzz"])
def test_an_intent_alone_makes_no_small_talk_of_noise(tiny_knowledge, text):
    (reply,) = converse(tiny_knowledge, text, intent="greet").replies
    assert reply.status == "out_of_scope"


def test_an_intent_makes_small_talk_of_a_few_known_words(tiny_knowledge):
    (reply,) = converse(tiny_knowledge, "greetings my dear friend", intent="greet").replies
    assert reply.status == "smalltalk"


# -- what points back ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "messages, words",
    [
        # questions without a verb
        (("Who lights the beacon?", "by means of what?"), ("with the Ember",)),
        (("Where does Vane sail?", "why there?"), ("sell the Ember",)),
        # what points into a list
        (("Who are the smugglers?", "who is the second one?"), ("Imogen Hale",)),
        (("Who are the smugglers?", "Who killed the third one?"), ("kills Rufus",)),
        # a topic in front of its question
        (("Who stole the Ember?", "and Grell, does he drown?"), ("Yes", "drowns")),
        (("Who stole the Ember?", "what about Vane where does he sail"), ("sails to Skerry",)),
    ],
)
def test_what_points_back(say, messages, words):
    assert answered(say(*messages)[-1], *words)


def test_a_plan_is_followed_to_its_end(say):
    """Nothing tells that the plan comes about, so the plan is all that can be told."""
    _, plan, nobody = say("Where does Vane sail?", "does the plan work?", "does he pull it off?")
    assert plan.status == nobody.status == "corrected"
    assert plan.text.startswith("No, only the plan is told") and "sell the Ember" in plan.text


@pytest.mark.parametrize(
    "messages, words",
    [
        (("Who are the twins?", "how many are they?"), ("Two",)),
        (("What does Ultron want?", "how does he plan to do that?"), ("crash", "extinction")),
        (("What is the machine for?", "does the scheme succeed?"), ("No", "overload the machine")),
        (("What is the machine for?", "who prevents it?"), ("Stark and Thor overload",)),
        (("Who rampages?", "who put an end to that?"), ("stops the Hulk",)),
        (("Who activates the machine?", "what made that possible?"), ("abandons her post",)),
        (
            ("Who activates the machine?", "what made that possible?", "why did she do so?"),
            ("vengeful",),
        ),
        (("Who makes the synthetic body?", "did she want to?"), ("No", "forces")),
        (("Who abandons her post?", "what does that lead to?"), ("drone",)),
        (("Who dons a gauntlet?", "when do we see that?"), ("mid-credits",)),
        (("Who rescues Romanoff?", "and then what does she do"), ("awakens the Hulk",)),
        (("where does the team hide?", "and whos that showing up there"), ("Nick Fury arrives",)),
        (("What becomes of Stark and Thor at the end?", "and of the latter?"), ("Asgard",)),
    ],
)
def test_what_was_told_is_pointed_at(real: Knowledge, messages, words):
    assert answered(talk(real, *messages)[-1], *words)


def test_a_surname_of_two_is_asked_back_and_chosen_by_place(real: Knowledge):
    which, chosen = talk(real, "What is Maximoff's power?", "the second one")
    assert which.status == "clarify" and len(which.buttons) == 2
    assert answered(chosen, "power") and chosen.text.startswith(which.buttons[1]["title"])


@pytest.mark.parametrize(
    "words, told, kept",
    [
        ("just at the safehouse bit so no spoilers", "Who arrives there?", "Does Pietro die?"),
        ("recap up to the Seoul part, nothing after", "Who made the body?", "Who is the Vision?"),
        ("havent finished, im up to the rampage", "Who rampages?", "Who retires?"),
    ],
)
def test_limits_as_people_put_them(real: Knowledge, words, told, kept):
    first, second, third = talk(real, words, told, kept)
    assert "nothing that comes after this point" in first.text
    assert second.status == "answered" and third.status == "not_yet"


def test_what_no_film_tells_is_off_topic_under_a_limit_too(real: Knowledge):
    replies = talk(
        real, "I have only seen up to Seoul", "How do I bake bread?", "Who killed Galactus?"
    )
    assert [r.status for r in replies[1:]] == ["out_of_scope", "not_yet"]


def test_the_ending_fits_into_one_reply_and_the_walk_goes_on(real: Knowledge):
    ending, then = talk(real, "skip to the ending", "what happens next?")
    assert len(ending.text.split()) <= 64 and answered(then, "train new Avengers")


@pytest.mark.parametrize(
    "question", ["Who killed Strucker?", "How many Infinity Stones are there?", "Does Thor die?"]
)
def test_what_was_said_is_said_again_word_for_word(real: Knowledge, question):
    first, again = talk(real, question, "say that again")
    assert (first.text, first.status, first.citations) == (
        again.text,
        again.status,
        again.citations,
    )


@pytest.mark.parametrize(
    "doubt, status, words",
    [
        ("wasn't it Strucker?", "corrected", "No: Ultron captures"),
        ("was it Ultron?", "answered", "Yes: Ultron captures"),
        ("are you sure it wasn't Strucker?", "corrected", "Ultron captures"),
    ],
)
def test_was_it_somebody_else(real: Knowledge, doubt, status, words):
    reply = talk(real, "Who captured Romanoff?", doubt)[-1]
    assert reply.status == status and reply.text.startswith(words)


def test_whether_they_knew_of_what_is_said(real: Knowledge):
    knew, when = talk(
        real, "Did the Avengers know that Stark uploaded J.A.R.V.I.S.?", "When did they find out?"
    )
    assert answered(knew, "Yes", "fight amongst") and answered(when, "fight amongst")


def test_when_leaves_the_thread_with_what_was_asked_of(real: Knowledge):
    """The neighbour that "when?" tells of is nobody's "he"."""
    assert answered(
        talk(real, "What does Thanos vow?", "when?", "does he obtain them?")[-1], "plan"
    )


@pytest.mark.parametrize(
    "messages, words",
    [
        (("Who stole the Ember?", "Which of them dies?"), ("kills Rufus",)),
        (("Who are Rufus and Della?", "Which of the two is no longer alive?"), ("kills Rufus",)),
        (("Who are Rufus and Della?", "Do both survive?"), ("No:", "kills Rufus")),
        (("Who stole the Ember?", "Does any of them die?"), ("Yes:", "kills Rufus")),
        (("Who stole the Ember?", "Is Hale one of them?"), ("Yes:", "steal")),
    ],
)
def test_one_or_all_of_those_spoken_of(tiny_knowledge: Knowledge, messages, words):
    assert answered(talk(tiny_knowledge, *messages)[-1], *words)


def test_which_of_them_is_nobody_else(tiny_knowledge: Knowledge):
    assert not answered(talk(tiny_knowledge, "Who stole the Ember?", "Which of them drowns?")[-1])


def test_the_role_that_a_preposition_asks_for_is_looked_for_in_all_that_was_told(real: Knowledge):
    """Two arrivals are told; one of them names a vehicle, the other only a place."""
    replies = talk(real, "Who arrives?", "In what?")
    assert answered(replies[1], "in a Helicarrier")


def test_who_came_along_is_asked_of_what_tells_company(real: Knowledge):
    assert answered(talk(real, "Who arrives?", "Who is with him?")[1], "with", "Hill")


@pytest.mark.parametrize(
    "messages, words",
    [
        (("What does Wanda hold against Stark?", "And Pietro?"), ("hold Tony Stark",)),
        (("Who retires?", "Who are the new Avengers?", "And Thor?"), ("Asgard",)),
        (("Is Mark Ruffalo in it?", "And Meryl Streep?"), ("No,",)),
        (("Is Mark Ruffalo in it?", "What about Idris Elba?"), ("Idris Elba is in the cast",)),
    ],
)
def test_and_somebody_else_in_the_place_that_makes_sense(real: Knowledge, messages, words):
    assert answered(talk(real, *messages)[-1], *words)


def test_a_number_ends_a_phrase_before_a_verb(real: Knowledge):
    messages = ("Who can read minds?", "Who is her brother?", "What does the other one abandon?")
    assert answered(talk(real, "Who are the twins?", *messages[1:])[-1], "post")


@pytest.mark.parametrize(
    "messages, words",
    [
        (("Who lights the beacon?", "With?"), ("with the Ember",)),
        (("Who destroys the beacon?", "Who lights the beacon?", "Which lantern?"), ("Ember",)),
        (("Who stole the Ember?", "Because?"), ("because Jonas Vane fears",)),
        (("Who lights the beacon?", "By doing what?"), ("lights",)),
    ],
)
def test_questions_of_a_word_or_two(say, messages, words):
    assert answered(say(*messages)[-1], *words)


def test_a_verb_that_is_a_noun_too_keeps_its_subject(real: Knowledge):
    assert answered(talk(real, "What happens to Rogers at the end?", "Train whom?")[-1], "Rhodes")


def test_which_doctor_is_one_of_the_same_sentence(real: Knowledge):
    assert answered(talk(real, "Who departs from the safehouse?", "Which doctor?")[-1], "Selvig")


def test_where_they_go_is_where_they_go_from_there(real: Knowledge):
    hidden = ("Who stops the Hulk?", "Where do the Avengers go?")
    assert answered(talk(real, *hidden)[-1], "hiding at a safehouse")
    assert answered(talk(real, *hidden, "Where do they go then?")[-1], "Sokovia")


@pytest.mark.parametrize(
    "messages, words",
    [
        (("Who visits Klaue?", "What are they after there?"), ("to obtain Wakandan vibranium",)),
        (("Why was there destruction?", "Who ended that?"), ("Stark stops the Hulk",)),
        (("Who abandons her post?", "What does that mean for the city?"), ("plummets",)),
        (("What does Wanda find out?", "What do the twins do about it?"), ("turn against",)),
        (("Who activates the synthetic body?", "What is it called now?"), ("the Vision",)),
        (("Does Pietro survive?", "Whom did he protect?", "How did his sister react?"), ("Wanda",)),
    ],
)
def test_that_is_what_was_told(real: Knowledge, messages, words):
    assert answered(talk(real, *messages)[-1], *words)


@pytest.mark.parametrize(
    "messages, words",
    [
        (("Do Banner and Romanoff flee?", "Why not?"), ("departs", "because")),
        (("Does Ultron crash the city?", "But why not?"), ("overload the machine",)),
        (("What does Ultron build?", "Out of what?", "What is it for?"), ("machine",)),
        (("Who perfects the body?", "In which city was that?"), ("in Seoul",)),
        (("Who retrieves the body?", "How many are they?"), ("Three:",)),
        (("What are the Infinity Stones?", "How many exist?"), ("Six",)),
        (("What is Maximoff's power?", "the second one", "And what can she do?"), ("energy",)),
    ],
)
def test_what_goes_on_from_an_answer(real: Knowledge, messages, words):
    assert answered(talk(real, *messages)[-1], *words)


def test_she_is_nobody_in_a_talk_without_women(say):
    assert say("Who directed it?")[0].status == "answered"
    assert say("Who drowns?", "Is she in it?")[-1].status in ("clarify", "not_in_synopsis")


def test_that_man_is_not_any_man(real: Knowledge):
    replies = talk(real, "What is the machine made of?", "That man was a Hydra officer, wasn't he?")
    assert replies[-1].status == "not_in_synopsis"


@pytest.mark.parametrize(
    "messages, words",
    [
        (("Who killed Strucker?", "Whom does that guy recruit?"), ("Ultron recruits",)),
        (("Who is Helen Cho?", "Who forces this lady?"), ("Ultron forces",)),
        (("What becomes of Pietro?", "And of the city?"), ("plummets",)),
        (("Who are the twins?", "Do they both join Ultron?"), ("Yes:", "Maximoffs join")),
    ],
)
def test_phrases_that_say_no_more_than_a_pronoun(real: Knowledge, messages, words):
    assert answered(talk(real, *messages)[-1], *words)


@pytest.mark.parametrize(
    "messages, words",
    [
        (("Who goes away from the safehouse?", "To see whom?"), ("Selvig",)),
        (("Who visits Klaue?", "To get what?"), ("to obtain Wakandan vibranium",)),
        (("Who leaves the safehouse?", "From where?"), ("from the safehouse",)),
        (("Who loves Banner?", "Was she captured by somebody?"), ("Ultron captures",)),
    ],
)
def test_whom_to_see_and_where_from(real: Knowledge, messages, words):
    assert answered(talk(real, *messages)[-1], *words)


def test_where_to_is_no_place_of_departure(real: Knowledge):
    assert talk(real, "Who leaves the safehouse?", "Where to?")[-1].status == "not_in_synopsis"


def test_who_leaves_them_there_is_asked_of_the_place(real: Knowledge):
    replies = talk(real, "Where do the Avengers hide?", "Who leaves them there?", "To see whom?")
    assert answered(replies[1], "Thor departs") and answered(replies[2], "Selvig")
