"""Answers on the film of four sentences: status, the sentence cited, and what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from plotbot.answer.wording import Reply
from plotbot.conversation import converse
from plotbot.knowledge import Knowledge

CITATION = re.compile(r" \(Synopsis, sentences? [^)]*\)")
KILLED = r"M\.O\.T\.H\. kill(s|ed) Rufus"
BUILT = r"Hale (builds|built) the beacon"
TRAPPED = r"M\.O\.T\.H\. trap(s|ped) Rufus"
LIT = r"Della Tarn (lights|lit) the beacon with the Ember"
STOLE = r"Jonas Vane, Imogen Hale, Rufus Tarn and Della Tarn (steal|stole) the Ember"
SHIELDED = r"Rufus Tarn shield(s|ed) Della"
SIBLINGS = r"Rufus Tarn and Della Tarn are siblings"
DROWNS = r"Grell drown(s|ed)"
SAILS = r"Jonas Vane sail(s|ed) to Skerry"


@dataclass(frozen=True)
class Want:
    """What a reply must be: ``says`` in order, anything between; ``not_says`` nowhere.

    ``sentences`` None leaves open which one is cited.
    """

    says: tuple[str, ...]
    sentences: tuple[int, ...] | None
    status: str = "answered"
    not_says: str = ""

    def check(self, reply: Reply) -> None:
        text = CITATION.sub("", reply.text)
        assert reply.status == self.status, reply.text
        assert re.search(".*".join(self.says), text, re.DOTALL), text
        assert not (self.not_says and re.search(self.not_says, text)), text
        cited = tuple(one["sentence"] for one in reply.citations)
        assert self.sentences in (None, cited), text


def yes(says: str, sentence: int) -> Want:
    return Want((r"^Yes\b", says), (sentence,))


def no(says: str, sentence: int, not_says: str = r"\bYes\b") -> Want:
    return Want((r"^No\b", says), (sentence,), "corrected", not_says)


def told(says: str, *sentences: int, not_says: str = "") -> Want:
    return Want((says,), sentences, not_says=not_says)


def untold(not_says: str = "") -> Want:
    return Want((r"^The synopsis does not say",), None, "not_in_synopsis", not_says)


ANSWERS = {
    # who did what to whom
    "Who killed Rufus?": told(KILLED, 3),
    "Who was Rufus killed by?": told(KILLED, 3),
    "At whose hands did Rufus die?": told(KILLED, 3),
    "Who did M.O.T.H. kill?": told(KILLED, 3),
    "Who stole the lantern?": told(STOLE, 2),
    "Who protected Della?": told(SHIELDED, 3),
    "Who persuaded Hale to build the beacon?": told(r"Della Tarn persuade", 3),
    "Who lit the beacon?": told(LIT, 4, not_says="Hale"),
    "Who drowned?": told(DROWNS, 4),
    "Who sails to an island?": told(SAILS, 4),
    "From whom was the lantern stolen?": told(r"from Baron Otto von Grell", 2),
    "What does the captain fear?": told(r"Grell will burn Brackwater", 2),
    # the same in other words
    "Who robbed Grell of the Ember?": told(STOLE, 2),
    "who put rufus to death": told(KILLED, 3),
    "the killing of Rufus": told(KILLED, 3),
    "What does Old Salt sail to?": told(SAILS, 4),
    # where, why, how, when
    "Where was Rufus trapped?": told(r"in the cellar of Marsh House", 3),
    "Where was the Ember stolen?": told(r"in Brackwater", 2),
    "Where did Vane go?": told(SAILS, 4),
    "Why did the smugglers steal the lantern?": told(r"because Jonas Vane fears", 2),
    "Why did Hale build the beacon?": told(rf"{BUILT} to destroy M\.O\.T\.H\.", 3),
    "Why did Rufus die?": told(rf"because {SHIELDED}", 3),
    "How did Della light the beacon?": told(LIT, 4),
    # yes and no
    "Did M.O.T.H. kill Rufus?": yes(KILLED, 3),
    "M.O.T.H. killed Rufus, didn't it?": yes(KILLED, 3),
    "Did Grell drown?": yes(DROWNS, 4),
    "Did Rufus die?": yes(KILLED, 3),
    "Is Della the sister of Rufus?": yes(SIBLINGS, 2),
    "It was Hale who built the beacon, right?": yes(BUILT, 3),
    # false premises: another one did it, roles swapped, somebody lives or dies
    "Did Della kill Rufus?": no(KILLED, 3),
    "Della killed Rufus, didn't she?": no(KILLED, 3),
    "Did Rufus kill M.O.T.H.?": no(KILLED, 3),
    "Did Della shield Rufus?": no(SHIELDED, 3),
    "Was the beacon built by Della?": no(BUILT, 3),
    "Was it Della who built the beacon?": no(BUILT, 3),
    "Did Della trap Rufus?": no(TRAPPED, 3),
    "Did Rufus survive?": no(KILLED, 3),
    "Does Della die?": no("Della", 4, not_says=r"Della Tarn dies"),
    # what was only planned or feared
    "Did Vane sell the Ember?": no(r"\bplan", 4),
    "Did Grell burn the town?": no(r"\b(plan|fear)", 2),
    "Did Della destroy M.O.T.H.?": no(r"\bplan", 3),
    # two facts joined
    "Who killed the man who shielded Della?": told(KILLED, 3),
    "Who was killed by the guard that trapped Rufus?": told(KILLED, 3),
    # people, relations, groups
    "Who is Della's brother?": told(SIBLINGS, 2),
    "Who owns M.O.T.H.?": told(r"Grell", 3),
    "Who are the smugglers?": told(r"Jonas Vane, Imogen Hale, Rufus Tarn and Della Tarn"),
    "Name the members of the crew": told(r"Jonas Vane, Imogen Hale, Rufus Tarn and Della Tarn"),
    "How many smugglers are there?": told(r"^Four\b"),
    "What happened to Rufus?": told(KILLED, 3),
    # order
    "What happened before Rufus was killed?": told(rf"{TRAPPED}.*{SHIELDED}", 3),
    "What happens after Rufus dies?": told(r"Della Tarn is grieving", 3),
    "What happens after Della lights the beacon?": told(DROWNS, 4, not_says="kill"),
    "What happens at the end?": told(rf"{DROWNS}.*{SAILS}", 4),
    # the film itself
    "Who directed the film?": told(r"Ada Quill", 1),
    "When was the film made?": told(r"1998", 1),
    "What came before The Lantern Heist?": told(r"The Paper Moon", 1),
    # what is not told: nobody knows which fact is the nearest, but none is told as the answer
    "Who killed Grell?": untold(not_says=r"(kill|drown)\w* Baron"),
    "Was Grell killed by M.O.T.H.?": untold(not_says=r"\b(Yes|No)\b"),
    "Why did Grell drown?": untold(not_says="because"),
    "Who killed Batman?": untold(),
    "How old is Della?": untold(not_says=r"\d+ years"),
    "Who plays Della?": untold(),
    "Who trapped Rufus when he was a kid?": untold(),
    "What is Vane's favourite food?": untold(),
    "Wer hat Rufus getötet?": Want((r"The Lantern Heist",), (), "out_of_scope"),
    '{"a": 1}': Want((r"The Lantern Heist",), (), "out_of_scope"),
    "hello": Want((r"The Lantern Heist",), (), "smalltalk"),
    "Who did it?": Want((r"mean",), (), "clarify"),
}


@pytest.mark.parametrize(("message", "want"), ANSWERS.items(), ids=list(ANSWERS))
def test_an_answer(tiny_knowledge: Knowledge, message: str, want: Want) -> None:
    (reply,) = converse(tiny_knowledge, message).replies
    want.check(reply)


CONVERSATIONS: list[list[tuple[str, Want]]] = [
    [
        ("What happened to Rufus?", told(KILLED, 3)),
        ("Why?", told(rf"because {SHIELDED}", 3)),
        ("And Grell?", told(DROWNS, 4)),
    ],
    [
        ("Who built the beacon?", told(BUILT, 3)),
        ("Why?", told(r"to destroy M\.O\.T\.H\.", 3)),
        ("How do you know?", told(r"\"Having trapped Rufus", 3)),
    ],
    [
        ("Who trapped Rufus?", told(TRAPPED, 3)),
        ("Where?", told(r"the cellar of Marsh House", 3)),
        ("thanks", Want((".",), (), "smalltalk")),
        ("Who was his sister?", told(SIBLINGS, 2)),
        ("What did she light?", told(LIT, 4)),
    ],
]


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=lambda turns: turns[0][0])
def test_a_conversation(tiny_knowledge: Knowledge, turns: list[tuple[str, Want]]) -> None:
    focus = None
    for message, want in turns:
        turn = converse(tiny_knowledge, message, focus=focus)
        focus = turn.focus
        (reply,) = turn.replies
        want.check(reply)


def test_two_questions_get_two_answers_in_order(tiny_knowledge: Knowledge) -> None:
    turn = converse(tiny_knowledge, "Who killed Rufus, and who lit the beacon?")
    assert len(turn.replies) == 2
    told(KILLED, 3).check(turn.replies[0])
    told(LIT, 4).check(turn.replies[1])


def test_the_reason_follows_from_the_first_of_two_questions(tiny_knowledge: Knowledge) -> None:
    first, second = converse(tiny_knowledge, "Who stole the Ember and why?").replies
    told(STOLE, 2).check(first)
    told("because Jonas Vane fears", 2).check(second)


def test_a_citation_carries_its_sentence_and_stands_in_the_text(tiny_knowledge: Knowledge) -> None:
    (reply,) = converse(tiny_knowledge, "Who killed Rufus?").replies
    assert reply.text.endswith(" (Synopsis, sentence 3)")
    assert reply.citations[0]["text"] == tiny_knowledge.film.sentence(3)


def test_the_same_question_gets_the_same_answer(tiny_knowledge: Knowledge) -> None:
    first = converse(tiny_knowledge, "Who are the smugglers?")
    assert converse(tiny_knowledge, "Who are the smugglers?") == first
