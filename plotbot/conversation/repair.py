"""Repair: "say that again", "how do you know?", "that's wrong", "no, I meant her", "not him"."""

from __future__ import annotations

import re
from dataclasses import replace

from plotbot.answer.model import ANSWERED, CLARIFY, CORRECTED, SMALLTALK, Answer, Statement
from plotbot.conversation import telling
from plotbot.conversation.asking import ask
from plotbot.conversation.context import Context, Outcome
from plotbot.conversation.focus import MOST_LISTED
from plotbot.conversation.substitution import ask_about, put
from plotbot.film.model import PEOPLE

_THAT = r"(?:that|it|this|so|them|those|your (?:last )?answer|the last (?:one|bit|part))"
_YOU = r"(?:(?:can|could|would|will) you |please |just )*"
_AGAIN = re.compile(
    rf"^{_YOU}(?:say|repeat|rephrase|reword|tell me|give me|clarify|put) {_THAT}"
    r"(?: again| once more| one more time| differently| another way| in other words| to me)*$"
    r"|^(?:what|how|who|where|when|which one) (?:was|is|were) (?:that|it|this|he|she|they) again$"
    r"|^what (?:was that|did you (?:just )?say)$"
    r"|^(?:i )?(?:did not|do not|can not|could not) (?:quite |really )?(?:get|catch|understand|"
    r"follow|hear|read) (?:that|it|you|this|what you (?:said|mean|meant))$"
)
_TEXT = (
    r"(?:it|the (?:synopsis|text|plot|film|movie|summary|story|book|original|source)|you|that|this)"
)
_PROOF = (
    r"(?:source|sources|proof|evidence|citation|reference|quote|quotation|passage|sentence|line|"
    r"words|wording|text|excerpt|paragraph|page)"
)
_EXACT = r"(?:(?:exact|original|relevant|actual|full|corresponding|precise|whole) )*"
_SOURCE = re.compile(
    r"^(?:and |but )?(?:how (?:do|can|would|could|did) you (?:know|tell)|who (?:says|said)|"
    r"says who|what makes you (?:say|think|so (?:sure|certain|confident))|"
    rf"where (?:does|did|do|is|was) {_TEXT}"
    r" (?:say|tell|state|get|read|written|said|stated|find|take|come|from|learn)|"
    r"which (?:sentence|line|part|passage)(?: of the (?:synopsis|text|plot))?"
    r"(?: (?:says|tells|is it|was it|is that|is this|does that come))?|"
    rf"(?:{_YOU}(?:show|give|read|tell|quote|cite|paste|send)(?: me| us)?(?: out)? )"
    rf"(?:the|your|a|some|any) {_EXACT}{_PROOF}|"
    rf"{_YOU}(?:quote|cite|prove|source|verify|back|show)(?: me)?(?: {_THAT}| up)*|"
    rf"(?:what (?:is|was|are|were)|where (?:is|was)) (?:the|your) {_EXACT}{_PROOF}|"
    rf"(?:(?:have you|you|do you have|is there|are there|got|have you got|you got|you have) )*"
    rf"(?:any |a |some )?{_PROOF}|"
    r"what does the (?:synopsis|text|plot|summary|original) (?:actually |really )*"
    r"(?:say|state|read)|"
    rf"what does {_TEXT} (?:actually |really |exactly |literally )*(?:say|state|read)"
    r"(?: (?:exactly|literally|verbatim|word for word|precisely|about (?:that|it|this)))+|"
    r"(?:on )?what (?:do|did|are|is) (?:you|that|this|it) (?:base|basing|based)|"
    rf"(?:is|was) {_THAT} (?:really |actually |even )*(?:written |stated |mentioned |said )?"
    rf"(?:in|from) {_TEXT}|"
    rf"does {_TEXT} (?:really |actually |even )*(?:say|state|tell|mention) {_THAT}(?: anywhere)?|"
    r"(?:(?:are|did|do) )?you (?:just |are )*(?:mak(?:e|ing)|made|invent|inventing|invented) "
    rf"(?:{_THAT}|things|stuff)(?: (?:all )?up)?|is {_THAT} (?:all )?made up)"
    r"(?: (?:that|so|this|it|from|on|for|of|anyway|exactly))*$"
)
_SOURCE_OF = re.compile(
    r"^(?:(?:and|but|so|ok|well|wait)[ ,]+)*(?:how (?:do|can|would|did) you know|who says|"
    r"what makes you (?:say|think)|where does (?:it|the synopsis|the text|the plot) (?:say|tell|"
    r"state|mention)|where is it (?:written|said|stated)|"
    r"(?:which|what) (?:sentence|line|part|passage) (?:says|tells|mentions|talks)|"
    r"show me where it says|(?:what is|what was|show me|give me|where is) (?:the|your) (?:source|"
    r"proof|evidence|sentence|line|quote|passage) (?:for|of|about|on|that says))"
    r"(?: us| me)?(?: that| about)? (.{6,})$",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:wrong|not (?:true|right|correct|so)|incorrect|false|mistaken|nonsense|do not believe|"
    r"can not be|doubt|really sure|you sure|certain|joking|kidding|lying)\b"
    r"|\b(?:do|does|did|can) not (?:sound|seem|look|feel|think|believe|remember)\b"
    r"|\bnot (?:what|how|the way) i (?:remember|recall|heard|saw|read|thought|think)\b"
    r"|\b(?:remember|recall) (?:it|that|this|things) differently\b"
)
_WAS_IT = re.compile(
    r"^(?:(?:are you sure|wait|so|but|hm+|surely|really|i thought|i thought that|no|nope|nah|i am "
    r"(?:pretty |quite |fairly )?sure|i (?:think|believe|bet)|actually|maybe|perhaps)[ ,]+)*"
    r"(?:(?:it|that) (?:is|was)(?: not)?|(?:is|was)(?: not)? (?:it|that)(?: not)?) (.+)$",
    re.IGNORECASE,
)
_DID_IT = re.compile(
    r"^(?:(?:are you sure|wait|so|but|hm+|surely|really|i thought|i thought that|no|nope|nah|i am "
    r"(?:pretty |quite |fairly )?sure|i (?:think|believe|bet)|actually)[ ,]+)+"
    r"(?:that )?(\S+(?: \S+){0,3}?) (?:did|does|has done|had done) (?:it|that|so|this)$",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"^(?:(?:no|nope|nah|sorry|wait|oops|actually|not \w+|well)\b[ ,]*)*(?:i (?:mean|meant|"
    r"am asking about|am talking about|was asking about|"
    r"was talking about|meant to ask about|asked about)|rather|make that|"
    r"make it)[ ,]+(?:about )?(.+)$",
    re.IGNORECASE,
)
_MEANT_NOT = re.compile(
    r"^(?:no[ ,]+)?not (.+?)[ ,]+(?:but )?(?:i mean(?:t)? )?([A-Za-z].*)$", re.IGNORECASE
)
_MEANT_LAST = re.compile(
    r"^(?:no[ ,]+)?(.+?)[ ,]+(?:i mean|i meant|that is who i meant)$", re.IGNORECASE
)
_NOT_THAT = re.compile(
    r"^(?:no )?(?:not|i (?:did not|do not) mean) (?:that|this) (?:one|guy|man|woman|person)$|"
    r"^(?:no )?(?:not|i (?:did not|do not) mean) (?:him|her|them|it|that)$"
    r"|^(?:no )?(?:the|i mean(?:t)? the) other one$"
    r"|^(?:no )?(?:(?:that is|you (?:have|got|mean|took)) )?(?:the )?wrong (?:one|person|guy)$|"
    r"^(?:no )?(?:that is )?not (?:who|what) i (?:mean(?:t)?|asked(?: (?:for|about))?|wanted)$"
    r"|^you (?:misunderstood|misunderstand|got me wrong|did not (?:get|understand|answer))"
    r"(?: me| my question| the question| that)*$"
)
_WRONG_ONE = re.compile(
    r"^(?:no )?(?:(?:that is|you (?:have|got|mean|took)) )?(?:the )?wrong (?!one|person|guy)(\w+)$"
)


MOST_WORDS = 8
"""Words of a doubt that names nobody."""


def repaired(context: Context) -> Outcome | None:
    """What a message that mends the conversation comes to; None where it is none."""
    state = context.state
    low, bare = context.low, context.bare
    raw = re.sub(r"(?:[?!., ]|\b(?:please|pls|then|exactly|now)\b)+$", "", context.segment.raw)
    stated = _SOURCE_OF.match(raw.strip())
    if stated and len(stated.group(1).split()) > 1:
        return _source_of(context, stated.group(1))
    denied = _NOT_THAT.match(bare) or _NOT_THAT.match(low)
    if denied and (state.others or not bare.endswith("other one")):
        return _not_that(context)
    wrong = _WRONG_ONE.match(bare)
    meant = _meant(context, f"the other {wrong.group(1)}" if wrong else None)
    if meant is not None:
        return meant
    if context.kind == "repeat" or _AGAIN.match(low) or _AGAIN.match(bare):
        return Outcome(_again(context), keeps=True)
    if context.kind == "source" or _SOURCE.match(low) or _SOURCE.match(bare):
        return Outcome(_source(context), keeps=True)
    who = _was_it(context)
    if who is not None:
        return who
    short = len(low.split()) <= MOST_WORDS
    sure = (
        bool(
            re.match(
                r"^(?:are|is) (?:you|that|it)\b.*\b(?:sure|certain|right|true|correct)\b", bare
            )
        )
        and len(bare.split()) <= 6
    )
    untrue = (
        short
        and bool(_WRONG.search(low))
        and bool(
            re.match(r"^(?:no )?(?:that|this|it|you|i|wrong|not|nonsense|incorrect|false)\b", bare)
        )
    )
    if state.sentences and (context.kind == "doubt" or sure or untrue):
        return Outcome(_source(context), keeps=True)
    return None


def doubts(low: str, asked: bool) -> bool:
    """Whether words that may be small talk ("sure", "no way") doubt an answer."""
    return asked or bool(_WRONG.search(low))


def _again(context: Context) -> Answer:
    """The last answer once more: as it was said, or by its question where names were listed."""
    state = context.state
    if not state.said:
        return Answer(SMALLTALK, "nothing", form="chat")
    answer = telling.answer_of(
        context.knowledge.film, state.status or ANSWERED, state.said, state.listed
    )
    names = answer.lead in ("names", "not_listed") or answer.number is not None
    if names and answer.number in (None, len(state.listed)) and len(state.listed) < MOST_LISTED:
        names = len(state.listed) < 2
    bare = not answer.statements and not answer.lead and answer.status != CLARIFY
    if (names or bare) and state.question:
        answer = ask(context, state.question).answer
    return replace(answer, choices=state.choices, details={**answer.details, "again": True})


def _source(context: Context) -> Answer:
    sentences = context.state.sentences
    if not sentences:
        return Answer(SMALLTALK, "nothing", form="chat")
    return Answer(ANSWERED, "source", form="source", sentences=sentences, details={"quote": True})


def _source_of(context: Context, statement: str) -> Outcome:
    """The sentence that says what the user names: "where does it say that he dies?"."""
    found = ask(context, statement)
    if found.answer.refused or not found.answer.statements:
        return found
    sentences = tuple(dict.fromkeys(s.fact.sentence for s in found.answer.statements[:2]))
    answer = Answer(
        found.answer.status,
        "source",
        sentences=sentences,
        details={"quote": True, "event": found.answer.statements[0].fact.id},
        statements=(),
        entities=found.answer.entities,
        topic=found.answer.topic,
    )
    return Outcome(answer, found.reading)


def _meant(context: Context, new: str | None = None) -> Outcome | None:
    """The last question of whom the message says was meant, or of ``new``."""
    raw = re.sub(r"[?!. ]+$", "", context.segment.raw or context.text).strip()
    found = _MEANT.match(raw) or _MEANT.match(context.text)
    new = found.group(1) if found else new
    if new is None:
        last = _MEANT_LAST.match(raw)
        instead = _MEANT_NOT.match(raw)
        if last and len(last.group(1).split()) <= 4:
            new = last.group(1)
        elif (
            instead
            and len(instead.group(2).split()) <= 4
            and context.knowledge.names.find(instead.group(2))
        ):
            new = instead.group(2)
    if new is None:
        return None
    new = re.sub(
        r"^(?:no|sorry)[ ,]+",
        "",
        re.sub(r",? ?(?:of course|not \w+(?: \w+)?|instead|though)$", "", new),
        flags=re.IGNORECASE,
    )
    reading = context.read(new)
    if reading.clause.frame.units and reading.clause.frame.verb not in ("be", "") or reading.wh:
        return ask(context, new)
    if context.state.template:
        return ask(context, context.state.template.replace("{}", new).replace("'s's", "'s"))
    text = put(context, new, reading)
    ids = next((p.ids for p in reading.phrases if p.ids), ())
    return ask_about(context, text, ids) if text is not None and ids else ask(context, text or new)


def _was_it(context: Context) -> Outcome | None:
    """ "Wasn't it him?" of a question who it was: whether he is who was told."""
    raw = re.sub(r"[?!. ]+$", "", context.segment.raw or context.text).strip()
    found = _WAS_IT.match(raw) or _DID_IT.match(raw)
    event = next(iter(context.told), None)
    if found is None or event is None or len(found.group(1).split()) > 4:
        return None
    last = context.read(context.state.question, alone=True)
    if last.wh not in ("who", "whom") or last.clause.wh is None:
        return None
    reading = context.read(found.group(1))
    if reading.clause.wh is not None or reading.clause.frame.units or len(reading.phrases) != 1:
        return None
    ids = set(reading.phrases[0].ids)
    film, index = context.knowledge.film, context.knowledge.index
    if not ids or any(film.entities[i].kind not in PEOPLE for i in ids):
        return None
    asked = {i for p in last.phrases for i in p.ids}
    told = {i for role in event.roles for i in event.entities(role)} - asked
    told |= {m for i in told for m in index.members(i)}
    right = ids <= told
    answer = Answer(
        ANSWERED if right else CORRECTED,
        "yes" if right else "" if raw.lower().startswith("are you sure") else "no",
        (Statement(event),),
        form="whether",
        details={"event": event.id},
    )
    return Outcome(answer, keeps=True)


def _not_that(context: Context) -> Outcome:
    """The same question of the next who might have been meant; asked back when nobody is left."""
    state = context.state
    if state.template and state.others:
        film = context.knowledge.film
        from plotbot.answer import clauses

        known = [i for i in state.others if i in film.entities]
        if known:
            found = ask(context, state.template.replace("{}", clauses.name(film, known[0])))
            return Outcome(found.answer, found.reading, state.template, tuple(known[1:]))
    return Outcome(Answer(CLARIFY, form="clarify"), None, state.template, keeps=True)
