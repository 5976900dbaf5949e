"""Conversations: what messages mean after other messages. Pure, on the film of four sentences."""

from __future__ import annotations

import json

import pytest
from talking import answered, talk

from plotbot.answer.wording import NOT_YET_REPLY
from plotbot.conversation import converse
from plotbot.conversation.cutting import cut, up_to
from plotbot.conversation.focus import Focus
from plotbot.conversation.spoilers import order_of
from plotbot.film.model import Film
from plotbot.knowledge import Knowledge

# -- pronouns --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "messages, words",
    [
        (("Who persuades Hale?", "What does she light?"), ("Della", "lights the beacon")),
        (("Who is Rufus?", "Does he die?"), ("Yes", "Rufus")),
        (("Who is Rufus?", "Who killed him?"), ("M.O.T.H. kills Rufus",)),
        (("Who is Rufus?", "Who is his sister?", "What does she light?"), ("Della", "lights")),
        (("Who drowns?", "Who stole the Ember from him?"), ("steal the Ember",)),
        (("Who are the smugglers?", "What did they steal?"), ("steal the Ember",)),
        (
            ("What did the smugglers steal?", "Who sails to Skerry to sell it?"),
            ("Vane sails to Skerry",),
        ),
        (("Who killed Rufus?", "Who directed it?"), ("Ada Quill",)),
    ],
)
def test_a_pronoun_means_whom_the_conversation_is_about(say, messages, words):
    assert answered(say(*messages)[-1], *words)


def test_the_answer_before_is_more_salient_than_the_question(say):
    assert answered(
        say("Who is Rufus?", "Who sails to Skerry?", "Does he fear Grell?")[-1], "Vane fears"
    )


def test_what_a_verb_does_to_another_it_does_not_do_to_its_subject(real: Knowledge):
    """ "him" beside Ultron is not Ultron."""
    assert answered(
        talk(real, "Who is Strucker?", "Does Ultron kill him?")[-1],
        "Yes",
        "kills Baron Wolfgang von Strucker",
    )


def test_a_pronoun_for_nobody_is_asked_back(say):
    reply = say("Does he die?")[0]
    assert reply.status == "clarify" and not reply.citations


def test_former_and_latter(say):
    assert answered(say("Who is Rufus?", "Who killed the former?")[-1], "kills Rufus")


# -- ellipsis --------------------------------------------------------------------------------------


def test_why_follows_the_chain_of_causes_to_its_end(say):
    _, second, third, last = say("Who is grieving?", "Why?", "Why?", "Why?")
    assert answered(second, "because", "kills Rufus")
    assert answered(third, "because", "Rufus Tarn shields Della")
    assert last.status == "not_in_synopsis"


@pytest.mark.parametrize(
    "question, follow_up, words",
    [
        ("Who stole the Ember?", "Why?", ("because Jonas Vane fears",)),
        ("Who stole the Ember?", "Where?", ("in Brackwater",)),
        ("Who stole the Ember?", "where was that?", ("in Brackwater",)),
        ("Who stole the Ember?", "From whom?", ("from Baron Otto von Grell",)),
        ("Who lights the beacon?", "with what?", ("with the Ember",)),
        ("Who is killed?", "By whom?", ("M.O.T.H. kills",)),
        ("Who builds the beacon?", "what for?", ("to destroy M.O.T.H.",)),
        ("Where does Vane sail?", "why did he do that?", ("sell the Ember",)),
        ("Whom does Della persuade?", "to do what?", ("build the beacon",)),
        ("Who was trapped?", "in which place?", ("cellar",)),
    ],
)
def test_a_bare_question_is_about_the_event_last_told(say, question, follow_up, words):
    assert answered(say(question, follow_up)[-1], *words)


def test_why_at_the_start_is_asked_back(say):
    assert say("Why?")[0].status == "clarify"


def test_why_not_is_no_small_talk(say):
    assert say("Who killed Rufus?", "Why not?")[-1].status != "smalltalk"


# -- the same question again -----------------------------------------------------------------------


def test_and_somebody_else(say):
    assert answered(say("Does Rufus die?", "And Grell?")[-1], "Grell drowns")


def test_and_a_relative(say):
    reply = say("Does Della die?", "What about her brother?")[-1]
    assert answered(reply, "Yes", "Rufus")


def test_and_somebody_else_without_an_answer_is_declined(say):
    assert say("Where does Vane sail?", "And Hale?")[-1].status == "not_in_synopsis"
    assert say("What does Della light?", "And Vane?")[-1].status == "not_in_synopsis"


def test_a_verb_keeps_the_asker_of_the_question_before(say):
    assert answered(say("Who trapped Rufus?", "and killed him?")[-1], "M.O.T.H. kills Rufus")


def test_who_else_names_only_others(say):
    assert say("Who killed Rufus?", "Who else?")[-1].status == "not_in_synopsis"


def test_only_one_of_several(say):
    reply = say("Who stole the Ember?", "Only Vane?")[-1]
    assert reply.status == "corrected" and "Della" in reply.text


# -- walking ---------------------------------------------------------------------------------------


def test_next_walks_to_the_end_and_says_so(say):
    replies = say("What happens first?", *["What happened next?"] * 6)
    sentences = [c["sentence"] for r in replies for c in r.citations]
    assert sentences == sorted(sentences) and sentences[-1] == 4
    assert any("Vane sails" in r.text for r in replies)
    assert "ends" in replies[-1].text and replies[-1].status == "not_in_synopsis"


def test_walking_goes_on_from_an_answer_in_the_middle(say):
    assert answered(say("Who killed Rufus?", "and then?")[-1], "Della")


def test_going_back_and_skipping(say):
    ending, back, before = say("skip to the ending", "go back", "and before that?")
    assert answered(ending, "drowns", "Skerry")
    assert answered(back, "lights the beacon")
    assert before.citations[0]["sentence"] == 3


def test_then_is_after_the_event_last_told(say):
    reply = say("Who killed Rufus?", "What did Della do after that?")[-1]
    assert answered(reply, "Della Tarn is grieving. She persuades") and "steal" not in reply.text


# -- repair ----------------------------------------------------------------------------------------


def test_say_that_again(say):
    first, again = say("Who killed Rufus?", "Say that again please")
    assert (again.text, again.status, again.citations) == (
        first.text,
        first.status,
        first.citations,
    )


@pytest.mark.parametrize(
    "words", ["How do you know?", "that's wrong", "are you sure?", "which sentence?"]
)
def test_doubt_is_met_with_the_sentence(say, words):
    reply = say("Who lights the beacon?", words)[-1]
    assert "In the end, Della lights the beacon" in reply.text
    assert [c["sentence"] for c in reply.citations] == [4]


def test_where_does_it_say_what_was_told_long_ago(say):
    reply = say("Who drowns?", "Who killed Rufus?", "Where does it say that Grell drowns?")[-1]
    assert "Grell drowns" in reply.text and [c["sentence"] for c in reply.citations] == [4]


def test_i_meant_somebody_else(say):
    assert answered(say("Does Rufus die?", "No, I meant Grell")[-1], "Grell drowns")


def test_smalltalk_leaves_the_thread(say):
    replies = say(
        "Who killed Rufus?", "thanks", "tell me a joke", "what is the capital of France?", "why?"
    )
    assert [r.status for r in replies[1:4]] == ["smalltalk", "smalltalk", "out_of_scope"]
    assert answered(replies[-1], "because Rufus Tarn shields Della")


# -- choices ---------------------------------------------------------------------------------------

TARN = "What happens to Tarn?"


def test_two_with_different_answers_are_asked_back_with_buttons(say):
    reply = say(TARN)[0]
    assert reply.status == "clarify"
    assert [b["title"] for b in reply.buttons] == ["Rufus Tarn", "Della Tarn"]


def test_one_with_an_answer_is_not_asked_back(say):
    assert answered(say("Who killed Tarn?")[0], "kills Rufus")


@pytest.mark.parametrize(
    "choice, words",
    [
        ("Rufus", "kills Rufus"),
        ("the second one", "Della Tarn lights"),
        ("1", "kills Rufus"),
        ("I mean Della Tarn", "Della Tarn lights"),
        ("the latter", "Della Tarn lights"),
    ],
)
def test_a_choice_is_answered(say, choice, words):
    assert answered(say(TARN, choice)[-1], words)


def test_every_button_can_be_typed(known):
    turn = converse(known, TARN)
    texts = [
        converse(known, b["payload"], turn.focus).replies[0].text for b in turn.replies[0].buttons
    ]
    assert "Rufus" in texts[0] and "Della Tarn lights" in texts[1]


def test_both_get_two_answers(known):
    replies = converse(known, "both", converse(known, TARN).focus).replies
    assert len(replies) == 2 and "Rufus" in replies[0].text and "Della" in replies[1].text


def test_not_that_one_takes_the_other(say):
    assert answered(say(TARN, "2", "not that one")[-1], "kills Rufus")


def test_a_new_question_instead_of_a_choice(say):
    assert answered(say(TARN, "Who drowns?")[-1], "Grell drowns")


# -- spoilers --------------------------------------------------------------------------------------

LIMIT = "I have only seen up to the theft"


def test_nothing_later_is_told_counted_or_cited(say):
    questions = [
        "Does Rufus die?",
        "Who lights the beacon?",
        "How does it end?",
        "Who drowns?",
        "Where does Vane sail?",
        "skip to the ending",
        "Why is Della grieving?",
        "Who is M.O.T.H.?",
    ]
    for reply in say(LIMIT, *questions)[1:]:
        assert (reply.status, reply.text, reply.citations, reply.buttons) == (
            "not_yet",
            NOT_YET_REPLY,
            (),
            (),
        )


def test_what_is_never_told_gets_the_same_reply_as_what_comes_later(say):
    later, never, nobody = say(
        LIMIT, "Who killed Rufus?", "Who killed Hale?", "Who killed Galactus?"
    )[1:]
    assert (later.text, later.status) == (never.text, never.status) == (nobody.text, nobody.status)


def test_what_lies_before_the_limit_is_told(say):
    assert answered(say(LIMIT, "Who stole the Ember?")[-1], "steal the Ember")


def test_walking_stops_at_the_limit(say):
    replies = say(LIMIT, "What happens first?", "next", "next")
    assert replies[-1].status == "not_yet"


def test_a_limit_takes_back_what_was_told_before(say):
    replies = say("Who killed Rufus?", LIMIT, "say that again", "how do you know?", "why?")
    assert all("M.O.T.H" not in r.text for r in replies[2:])
    assert "because Jonas Vane fears" in replies[-1].text, "why of the point that was named"


def test_a_question_in_the_same_message_is_under_the_limit(say):
    reply = say(f"{LIMIT}. Who killed Rufus?")[0]
    assert reply.status == "not_yet" and "M.O.T.H" not in reply.text


@pytest.mark.parametrize("words", ["spoil me", "I have seen it all", "spoilers are fine"])
def test_a_limit_can_be_lifted(say, words):
    assert answered(say(LIMIT, words, "Does Rufus die?")[-1], "Yes")


def test_the_ending_can_be_kept(say):
    replies = say(
        "Please don't spoil the ending", "Who killed Rufus?", "Who drowns?", "How does it end?"
    )
    assert answered(replies[1], "M.O.T.H.")
    assert [r.status for r in replies[2:]] == ["not_yet", "not_yet"]


@pytest.mark.parametrize(
    "words",
    [
        "I like films",
        "Who drowns after the theft?",
        "Have you seen it?",
        "I read that it is a crime film",
    ],
)
def test_other_words_set_no_limit(known, words):
    assert order_of(known, words) is None


def test_a_cut_film_has_no_trace_of_what_comes_later(tiny: Film):
    limit = tiny.event["theft"].order
    film = cut(tiny, limit)
    assert all(e.order <= limit for e in film.events)
    assert film.entities.keys() == tiny.entities.keys()
    assert film.sentences[0] == tiny.sentences[0] and film.sentences[2] == film.sentences[3] == ""
    assert (
        not {i for e in film.events for ids in e.links.values() for i in ids}
        - film.event.keys()
        - film.bond.keys()
    )
    assert film.bond["lantern_owner"].until == "theft" and "guard_owner" not in film.bond


def test_a_sentence_cut_in_two_cites_only_what_is_told(tiny: Film):
    film = cut(tiny, tiny.event["trapping"].order)
    assert "Having trapped Rufus" in film.sentences[2] and "kills" not in film.sentences[2]


def test_a_cut_film_is_made_once(known: Knowledge):
    assert up_to(known, 3) is up_to(known, 3)
    assert up_to(known, -1) is known


# -- focus -----------------------------------------------------------------------------------------


def test_focus_stays_small_however_long_it_lasts(known: Knowledge):
    focus: dict = {}
    sizes = []
    messages = [
        "Who stole the Ember?",
        "why?",
        "and then?",
        "who else?",
        TARN,
        "both",
        "thanks",
        "does he die?",
    ]
    for number in range(80):
        focus = converse(known, messages[number % len(messages)], focus).focus
        sizes.append(len(json.dumps(focus)))
    assert max(sizes) < 700 and max(sizes[40:]) <= max(sizes[:40])


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        [],
        {"version": 1},
        {"version": 3, "salient": 7, "event": ["x"], "limit": "far"},
        {
            "version": 3,
            "salient": ["nobody"],
            "event": "nothing",
            "choices": ["x"],
            "status": "clarify",
        },
    ],
)
def test_foreign_focus_does_no_harm(known: Knowledge, data):
    assert answered(converse(known, "Who killed Rufus?", data).replies[0], "M.O.T.H.")
    assert converse(known, "why?", data).replies[0].status in ("clarify", "not_in_synopsis")


def test_focus_survives_as_plain_data():
    focus = Focus(salient=("a", "b+c"), event="e", sentences=(3,), limit=0, fresh=2)
    assert Focus.from_data(json.loads(json.dumps(focus.to_data()))) == focus


def test_two_conversations_do_not_meet(known: Knowledge):
    one = converse(known, "Who killed Rufus?").focus
    two = converse(known, "Who drowns?").focus
    assert answered(converse(known, "why?", one).replies[0], "shields")
    assert converse(known, "why?", two).replies[0].status == "not_in_synopsis"
