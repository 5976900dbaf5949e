"""What stands round a claim that is put forward to be confirmed: "loved it when ...", "true?".

People rarely ask plainly whether something is so. They say how sure they are, what they felt when
it came, or who told them; the claim itself is what follows.
"""

from __future__ import annotations

import re

_FEELING = r"(?:love|like|hate|enjoy|adore|cheer|laugh|cry|cried|despise|dislike)[sd]?(?:e?d)?"
_COLOURED = (
    r"(?:cool|nice|neat|great|awesome|epic|funny|sad|crazy|wild|amazing|weird|odd|strange|brutal"
    r"|sweet|lovely|shame|pity|bad|glad|happy|sorry|surprised|shocked|relieved|impressed|touched"
    r"|good thing|so good|hilarious|brilliant|ironic|sick|insane|heartbreaking|unfair|convenient"
    r"|clever|hard to believe|believe it)"
)
_SURE = (
    r"(?:sure|certain|positive|convinced|confident|aware|under the impression|told|led to believe"
    r"|willing to bet|of the opinion)"
)
_DEGREE = (
    r"(?:(?:really|absolutely|totally|just|so|pretty|fairly|quite|almost|very|rather|truly|too"
    r"|also|kinda|kind of) )*"
)
_SOMEBODY = (
    r"(?:(?:my|a|some|this|one) )?(?:\w+ )?(?:friend|brother|sister|cousin|dad|mum|mom|mate|wife"
    r"|husband|girlfriend|boyfriend|guy|son|daughter|roommate|colleague|teacher|neighbour|buddy)"
)
_SAYING = (
    r"(?:say|says|said|claim|claims|claimed|insist|insists|insisted|swear|swears|swore|reckon"
    r"|reckons|think|thinks|told me|tells me|keeps saying|maintains)"
)
_PART = r"(?:bit|part|scene|moment|way|fact)"
_FRAMES = tuple(
    re.compile(rf"^(?:so |and |but |well |ok |oh |yeah )*(?:{frame}),? (?=\S+ \S)", re.IGNORECASE)
    for frame in (
        # "loved it when", "I like the bit where"
        rf"(?:i |we )?{_DEGREE}{_FEELING}(?: it)?(?: (?:that|the) {_PART})?"
        r" (?:when|where|how|that)",
        # "cool how", "it is a shame that", "I can not believe"
        rf"(?:(?:i am|it is|it was|that is|what a|i was|how|kind of|kinda|a) )*{_DEGREE}{_COLOURED}"
        rf"(?: {_PART})? (?:when|where|how|that)",
        r"(?:i )?(?:can not|could not) believe(?: that)?",
        # "I am pretty sure that", "is it so that", "could one say that"
        rf"(?:i am|i was|we are|we were|am i) {_DEGREE}{_SURE}(?: that)?",
        r"i (?:have )?(?:always )?(?:believed|thought|assumed|supposed|imagined|figured)(?: that)?",
        r"(?:is|was) it (?:not )?(?:really |actually |indeed )?"
        r"(?:so|the case|a fact|true|right|correct|accurate|fair to say) that",
        r"(?:it is|it was) (?:indeed )?(?:so|the case|a fact|true|right|correct) that",
        r"(?:could|can|may|might|would|should) (?:one|you|we|i) (?:fairly |rightly |also |safely )?"
        r"(?:say|claim|assume|conclude|argue|suppose|infer|state)(?: that)?",
        r"would it be (?:fair|true|right|correct|accurate|wrong) to (?:say|claim|assume)(?: that)?",
        r"(?:do|did|have) i (?:understand|understood|take it|get it|got it)(?: right| rightly"
        r"| correctly)?(?: that)?",
        r"i (?:gather|understand|presume|suspect|seem to (?:recall|remember)|vaguely remember"
        r"|was told|have heard|have read|could swear|would say|would guess|would bet|daresay)"
        r"(?: that)?",
        # "my brother says that"
        rf"{_SOMEBODY} {_SAYING}(?: that)?",
        r"(?:rumou?r has it|people say|they say|word is|legend has it)(?: that)?",
        r"(?:apparently|supposedly|allegedly|surely|obviously|clearly|evidently|presumably"
        r"|basically)",
    )
)


def unframed(text: str) -> str:
    """A claim without the words that only put it forward; any other text as it is."""
    for frame in _FRAMES:
        found = frame.match(text)
        if found:
            return text[found.end() :].strip(" ,")
    return text
