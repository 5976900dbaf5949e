"""Roundabout ways to ask why, when, how and in what order, and the plain way of each.

Each entry is a regular expression over a segment, in full spelling, and what is put in its place.
They are tried in order, each on what the ones before have made. Only words that belong to the form
of a question stand here; what happens in a plot is in ``data/language``.
"""

from __future__ import annotations

import re

from plotbot.language.inflection import conjugate, lemma_of_verb

_SOFT = (
    r"(?:exactly |precisely |really |actually |ultimately |eventually |finally |first |then |"
    r"suddenly |initially |on earth |the hell |the fuck |the heck )*"
)
_IT_IS = rf"(?:(?:is|was) it (?:exactly |really )?that {_SOFT})?"
_URGING = (
    r"(?:causes?|caused|leads?|led|drives?|drove|driven|gets?|got|prompts?|prompted|"
    r"moves?|"
    r"moved|compels?|compelled|forces?|forced|push(?:es)?|pushed|induces?|induced|impels?|"
    r"impelled|provokes?|provoked|spurs?|spurred|inspires?|inspired|persuades?|persuaded|"
    r"convinces?|"
    r"convinced|motivates?|motivated|incites?|incited|triggers?|triggered|possess(?:es)?|possessed|"
    r"brings?|brought|inclines?|inclined|obliges?|obliged|requires?|required|sends?|sent|decides?|"
    r"decided|tempts?|tempted|stirs?|stirred|goads?|goaded|propels?|propelled|determines?|"
    r"determined|encourages?|encouraged|allows?|allowed|enables?|enabled)"
)
_ENDS = (
    r"(?:end|ends|aim|aims|purpose|purposes|object|objective|intent|intention|goal|view|design|"
    r"motive|motives|reason|reasons|cause|account|ground|grounds|score|pretext|motivation|hope)"
)
_WHY_OF = (
    r"(?:owing to|due to|thanks to|because of|by reason of|on account of|as a result of|"
    r"in consequence of|in view of|in response to|out of|by virtue of|on the strength of|over|"
    r"on the basis of|following from)"
)
_OF_THE_STORY = (
    r"(?: (?:of|in|during) (?:the|this) (?:tale|story|plot|film|movie|narrative|picture|"
    r"proceedings|"
    r"course of events|synopsis|action))?"
)
_MIND = (
    r"(?:(?:sense|feeling|fit|burst|act|pang) of \w+|(?:piece|bit|item|scrap) of (?:\w+ )?"
    r"(?:knowledge|news|information|intelligence)|turn of events|thing|factor|event|incident|"
    r"circumstance|development|discovery|insight|realization|realisation|revelation|knowledge|"
    r"news|information|emotion|feeling|fear|worry|concern|scruple|qualm|thought|belief|conviction|"
    r"idea|consideration|motive|reason|cause|impulse|urge|desire|wish|hope|ambition|grievance|"
    r"injury|injustice|wrong|loss|resentment|grudge|hatred|love|passion|guilt|grief|anger|crime|"
    r"misdeed|deed|threat|danger|need|necessity)"
)
_MOMENT = r"(?:point|stage|juncture|moment|time|part|phase|instant|occasion|scene)"
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would)"

ROUNDABOUT: tuple[tuple[str, str], ...] = (
    (r"^what it (is|was) that\b", r"what \1 it that"),
    (r"^(?:who or what|what or who)\b", "what"),
    # -- who, what
    (
        r"^what (?:is|was) (?:the )?(.+?)(?:'s?|(?<=\w)s)? next "
        r"(?:move|step|action|act|deed|measure)$",
        r"what does \1 do next",
    ),
    (r"^who (?:all )?(?:makes?|made) up (?=the\b|his\b|her\b|their\b)", "who are "),
    (r"^of (?:whom|who) (?:do|does|did) (.+?) consist\b", r"who are \1"),
    (r"^(?:in|during|over|throughout) the course of (which|what)\b", r"in \1"),
    (
        r"\b(those|people|persons|ones|men|women|guys|folks|characters) (in charge of|"
        r"responsible for|in command of|in control of|at the head of|at the helm of)\b",
        r"\1 who are \2",
    ),
    (r"\b(?:ends?|ended|winds?|wound) up (?:as|being) (?=(?:a|the|an|[\w.]+'s?) \w)", "is "),
    # -- why
    (
        rf"^(?:what|which) (?:\w+ )?{_MIND} (?=(?:makes|made|has made|had made)\b|{_URGING} )",
        "what ",
    ),
    (
        r"^what (?:makes|made|has made|had made) (.+?) (?:willing|ready|eager|prepared|keen|want|"
        r"decide|choose|agree|wish|inclined|determined) to (?=\w)",
        r"why does \1 ",
    ),
    (
        rf"^(?:and )?(?:to|with|for|on|in|from|out of) what (?:possible |express |precise )?{_ENDS}"
        rf"(?: in (?:mind|view))?(?: that)?\b(?= {_AUXILIARY}\b)",
        "why",
    ),
    (
        rf"^{_WHY_OF} (?:what|which)(?: (?:cause|reason|circumstance|event|thing|happening)s?)?"
        rf"(?= {_AUXILIARY}\b)",
        "why",
    ),
    (
        rf"^(?:what|which) {_ENDS} (?:do|does|did|has|have|had|is|was) (.+?) "
        r"(?:have |had |got |get )?(?:in|for|behind) (?=\w+ing\b)",
        r"why is \1 ",
    ),
    (
        r"^(?:what (?:is|are|was|were) )?(.+?)(?:'s?| 's) (?:\w+ )?(?:motives?|motivation|reasons?|"
        r"purpose|grounds|excuse|aim) (?:for|in|behind) (?=\w+ing\b)",
        r"why is \1 ",
    ),
    (
        r"^(?:what (?:is|are|was|were) )?(.+?)(?:'s?| 's) (?:\w+ )?(?:motives?|motivation|reasons?|"
        r"purpose|grounds|excuse|aim) to (?=\w)",
        r"why does \1 ",
    ),
    (
        r"^what (?:kept|keeps|keep|stopped|stops|prevented|prevents|hindered|hinders|held|holds|"
        r"deterred|deters|discouraged|discourages) (.+?) (?:back )?from (?=\w+ing\b)",
        r"why is \1 not ",
    ),
    (
        r"^what (?:keeps|kept|has kept|saves|saved) (.+?) (?:alive|from (?:death|dying|destruction|"
        r"being (?:killed|destroyed|deleted)))$",
        r"why does \1 survive",
    ),
    (r"^(?:wherefore|how so|whyever|why ever|what for)\b(?= \w)", "why"),
    (
        rf"^what {_IT_IS}{_SOFT}{_URGING} ((?:the |his |her |their )?[\w.' -]+?) "
        r"(?:to|into) (?:have to |want to |decide to |go and )?"
        r"(?!the\b|his\b|her\b|their\b|a\b|an\b)(\w+)\b(.*)$",
        r"why does \1 \2\3",
    ),
    (
        r"^what (?:makes|made|has made|had made) ((?:the |his |her |their )?[\w.'-]+(?: "
        r"[\w.'-]+)?) "
        r"(?:so |that |feel (?:so )?|get |be |become )?(angry|mad|upset|unhappy|furious|sad|scared|"
        r"afraid|vengeful|dissatisfied|hostile|bitter|resentful)\b",
        r"why is \1 \2",
    ),
    (r"^why does him (?=[a-z])", "why does he "),
    (r"^why does them (?=[a-z])", "why do they "),
    (
        r"^why does her (?=(?!own)[a-z]+(?: (?:to|in|into|at|with|for|out|the|her|off|from|so)\b|"
        r"$))",
        "why does she ",
    ),
    (r"^what (?:has |had )?(?:made|makes) him (?=[a-z])", "why does he "),
    (
        r"^what (?:has |had )?(?:made|makes) her (?=(?!own)[a-z]+(?: (?:to|in|into|at|with|for|"
        r"out|the|her|"
        r"off|from|so)\b|$))",
        "why does she ",
    ),
    (r"^what (?:has |had )?(?:made|makes) them (?=[a-z])", "why do they "),
    (
        r"^what (?:has |had )?(?:made|makes) (?=(?:(?:the|his|her|their) )?(?!the\b|his\b|her\b|"
        r"their\b|up\b|of\b|"
        r"it\b)[\w.'-]+ "
        r"(?!possible|so\b|of\b|in\b|on\b|with\b|at\b|from\b|and\b|for\b|by\b|out\b|to\b|"
        r"special|different|"
        r"unique|great|up\b|that\b|who\b|such\b|a\b|an\b|the\b)[\w'-]+)",
        "why does ",
    ),
    (
        r"^what (?:gets|got|has gotten) (.+?) (killed|captured|caught|arrested|destroyed|taken|"
        r"shot|"
        r"activated|started|banned|stopped|freed|fired)\b",
        r"why is \1 \2",
    ),
    (
        r"^what (?:is|are|was|were) (?:the )?(?:\w+ )?(?:reasons?|causes?|motives?|point|"
        r"purpose|idea|"
        r"rationale|motivation|sense|aim|thinking|logic) (?:of|for|behind|in|to) "
        r"(?:the |her |his |its |their )?(.+?)(?:'s?)? (\w+ing\b(?! (?:of|for|by)\b).*)$",
        r"why is \1 \2",
    ),
    (
        r"^what (?:is|are|was|were) (?:the )?(?:\w+ )?(?:reasons?|causes?|motives?) (?:why|that) "
        r"(?=\w)",
        "why is it that ",
    ),
    (
        r"^what (?:is|are|was|were) (?:the|his|her|their) (?:\w+ )?reasons? "
        r"(?!why|that|for|of|behind|to|in|given|told|and|or)(?=\w+ \w+)",
        "why is it that ",
    ),
    (
        r"^what (is|are|was|were) (?:it that )?((?:the |his |her |their )?[\w.'-]+(?: [\w.'-]+)?) "
        r"(?:really |ultimately |actually )?(?:after|aiming (?:at|for)|driving at|striving for|"
        r"in it for|out for|out to (?:get|do|achieve)|going for|angling for|bent on)"
        r"(?: doing)?(?: (?:in the end|anyway|here|exactly))?$",
        r"what does \2 want",
    ),
    (
        r"^(?!what|who|why|how|when|where|which)(.+ .+) (?:because|on account|as a result|in "
        r"consequence"
        r"|by reason) of what$",
        r"why is it that \1",
    ),
    (
        r"^(?!what|who|why|how|when|where|which)(.+ .+),? (?:why|what for|how come|to what end)$",
        r"why is it that \1",
    ),
    (r"^why (?:is|was) it that (.+)$", r"why \1"),
    (r"^how come (?:that )?", "why "),
    # -- how
    (
        rf"^(?:by|through|via|with|using) what (?:means|method|device|agency|process|trick|ruse|"
        rf"mechanism|contrivance|stratagem|instrumentality|expedient|ways and means)(?= "
        rf"{_AUXILIARY}\b)",
        "how",
    ),
    (rf"^in what (?:way|manner|fashion|wise|style)s?(?= {_AUXILIARY}\b)", "how"),
    (
        r"^(?:how is it|how was it|how comes it|how came it)(?: possible)?(?: exactly)? "
        r"(?:that )?(.+?) (?:comes?|came) to (?:be )?(\w+.*)$",
        r"how is \1 \2",
    ),
    (
        r"^how (?:do|does|did|could|can|would) (.+?) "
        r"(?:manage|contrive|succeed|come|go about|get|work out how|find a way|figure out how)"
        r" (?:to|in|about) (?:be )?(?=\w)",
        r"how does \1 ",
    ),
    (rf"^how {_IT_IS}(?=\w)", "how "),
    (
        r"^how (?:do|does|did) (.+?) (?:help|contribute|assist|chip in|pitch in|lend a hand)"
        r"(?: out)?((?: (?:in|during|at) .+)?)$",
        r"what does \1 do\2",
    ),
    (r"^what (do|does|did) (.+?) use (?:in order )?to (?=\w+ \w+)(?!be\b)", r"with what \1 \2 "),
    (r"^(?:the )?(?:cause|manner) of (.+?)(?:'s?| 's) death$", r"how does \1 die"),
    (r"^(?:the )?(?:cause|manner) of death (?:of |for |- )?(.+)$", r"how does \1 die"),
    (r"^(?!what|who|how|why)(.+?)(?:'s?| 's)? (?:cause|manner) of death$", r"how does \1 die"),
    (
        r"^(?:the )?(?:reasons?|motives?) (?!of|for|behind|why|to|that|is|was|in)"
        r"(.+?) (\w+ing\b.*)$",
        r"why is \1 \2",
    ),
    # -- when
    (
        rf"^(?:at|in|on|during|by) (?:what|which) (?:exact |precise |very "
        rf")?{_MOMENT}{_OF_THE_STORY}"
        rf"(?= {_AUXILIARY}\b)",
        "when",
    ),
    (rf"^(?:what|which) {_MOMENT}{_OF_THE_STORY}(?= (?:do|does|did)\b)", "when"),
    (rf"^when {_OF_THE_STORY.strip('?')}?{_IT_IS}(?=\w)", "when "),
    (r"^when abouts|^about when|^around when|^roughly when", "when"),
    # -- what becomes of somebody
    (
        r"^what (?:lot|fate|destiny|doom|end|fortune|luck) (?:befalls?|befell|awaits?|awaited|"
        r"meets|met|overtakes|"
        r"overtook|comes to|came to|is in store for|is reserved for) (.+)$",
        r"what becomes of \1",
    ),
    (r"^what (?:befalls|befell|is in store for|lies in store for) (.+)$", r"what happens to \1"),
    (
        r"^what (?:office|post|role|job|task|duty|duties|function|position|charge|"
        r"responsibility|work|part) "
        r"(?:falls|fell|is given|is assigned|is allotted|is entrusted|goes|is left|passes) to "
        r"(.+)$",
        r"what does \1 do",
    ),
    (
        r"^what (?:office|post|role|job|task|duty|duties|function|position|charge|"
        r"responsibility|work|part) "
        r"(?:does|do|did) (.+?) (?:take up|take on|assume|hold|fill|get|end up with|have|be given|"
        r"land|occupy|perform|play)((?: (?:at|in|by|towards) the \w+)?)$",
        r"what does \1 do\2",
    ),
    (
        r"^how (?:do|does|did) (?:things|it|matters|everything|life|the story|the film|the "
        r"movie) (?:all )?"
        r"(?:wind up|end up|end|turn out|work out|pan out|go|finish|conclude|come out) (?:for|"
        r"with) (.+)$",
        r"what becomes of \1",
    ),
    (
        r"^how (?:does|do|did|is|are) (.+?)(?:'s?) (?:career|story|arc|journey|tale|part|"
        r"storyline|life|run|"
        r"service|time as .+?|road|path|adventure) (?:conclude|end|finish|close|come to an end|"
        r"wrap up|wind up|"
        r"turn out|concluded|brought to an end|over)$",
        r"what becomes of \1",
    ),
    (
        r"^how (?:does|do|did) (.+?) (?:end up|wind up|finish up|turn out|fare|make out|come "
        r"off|do)$",
        r"what becomes of \1",
    ),
    (
        r"^where (?:does|do|did|is|are) (.+?) (?:wind up|finish up|land up|land|betake "
        r"(?:himself|herself|themselves|"
        r"itself)|repair to|make for|take (?:himself|herself|themselves) off to|head off to|head "
        r"off)\b",
        r"where does \1 go",
    ),
    (
        r"^what (?:is|was) (?:the )?(?:final |eventual |ultimate )?(?:status|standing|situation|"
        r"position|state|"
        r"condition|whereabouts) of (?!the (?:team|film|story|affairs))(.+)$",
        r"what becomes of \1",
    ),
    (
        r"^what (?:is|was) (.+?)(?:'s?) (?:final |eventual |ultimate )?(?:status|standing|"
        r"situation|position|"
        r"condition|state)\b",
        r"what becomes of \1",
    ),
    (
        r"\b(?:pull through|make it out(?: alive)?|make it(?: (?:to the end|through))?|live to "
        r"tell the tale|"
        r"come out alive|get out alive)$",
        "survive",
    ),
    (
        r"^(how|where|why|when) is ((?:it|this|that|everything|the (?:movie|film|story))(?: all)?)"
        r" (?=(?:end|wrap|finish|conclude|turn|work|start|begin|happen|wind|play|pan)\b)",
        r"\1 does \2 ",
    ),
    # -- what happens
    (
        r"^(what|what all) (?:takes|took) place\b|^(what) (?:transpire[sd]?|unfold(?:s|ed)|goes "
        r"down|went down|"
        r"comes to pass|came to pass|passe[sd]|plays out)\b",
        r"what happens",
    ),
    (
        r"^what (?:event |thing )?(?:\w+ly )?(?:precede[sd]|leads up to|"
        r"led up to) (?=\w)",
        "what happens right before ",
    ),
    (
        r"^what (?:event |thing )?(?:\w+ly )?(?:succeed(?:s|ed)|comes next after|"
        r"came next after) (?=\w)",
        "what happens right after ",
    ),
    (
        r"^what (?:is|was) the (?:very )?(last|first|final|next) (?:thing|event|incident|deed|"
        r"scene)"
        r"(?: that| to)? (?:happens?|happened|occurs?|occurred|takes place|shown|we see)(?: in "
        r".+)?$",
        r"what happens \1",
    ),
    (
        r"^(?:what (?:is|was)|how is|how was) (.+?) (?:up to|doing|engaged in|busy with|"
        r"occupied with) "
        r"(while|as|when|during|meanwhile)\b",
        r"what does \1 do \2",
    ),
    (
        r"^(?:do|should|shall|must|ought) (?:i|we|you|people|one)(?: need to| have to| want to| "
        r"bother to)? "
        r"(?:stay|wait|stick around|sit|remain|hang around|keep watching|watch|sit "
        r"around)\b.*\bcredits?\b.*$",
        "what happens in the mid-credits scene",
    ),
    # -- how many, and who is dead
    (
        r"^(?!.*\b(?:did|do|does|is|are|was|were|has|have)\b)(.+?),? how many$",
        r"how many \1 are there",
    ),
    (
        r"\b(is|are|was|were) no longer (?:alive|living|among the living|with us)\b",
        r"\1 dead",
    ),
    (
        r"^(?:is it|is there|are there|was there|any|anything|something)\b.*\bcredits?\b(?: "
        r"(?:scenes?|stingers?))?$",
        "what happens in the mid-credits scene",
    ),
    # -- before and after
    (
        r"\b(?:immediately|directly|right|straight|just|soon|shortly|instantly|promptly|at once|"
        r"the moment|the very moment|once) (?:upon|on|after|following|subsequent to) "
        r"(?:having |the )?(?=\w+ing\b|\w+)",
        "right after ",
    ),
    (r"\b(?:as soon as|no sooner than|the (?:very )?(?:moment|instant) that) (?=\w)", "after "),
    (
        r"\bthe (?:very )?(?:moment|minute|instant|second) (?=(?:he|she|it|they|the|his|her|"
        r"their)\b)",
        "after ",
    ),
    (
        r"\b(?:upon|on) (?=(?:having|being|learning|discovering|finding|seeing|hearing|realizing|"
        r"realising|arriving|reaching|leaving|waking|escaping|killing|becoming)\b)",
        "after ",
    ),
    (
        r"\b(?:in the wake of|on the heels of|subsequent to|in the aftermath of|posterior to|"
        r"following on from|later than|past the point where)(?= \w)",
        "after",
    ),
    (
        r"\b(?:prior to|ahead of|previous to|in advance of|earlier than|in the run-?up to|"
        r"in the lead-?up to|leading up to|on the eve of|anterior to|by the time(?: that)?|"
        r"up until|up to the (?:point|moment|time) (?:that|where|when|of))(?= \w)",
        "before",
    ),
    (
        r"\b(?:amid|amidst|in the midst of|in the middle of|over the course of|in the course of|"
        r"at the same time (?:as|that)|at the time (?:of|that)|all the while|in the meantime that|"
        r"throughout)(?= (?:the|his|her|their|its|all|this|that|[a-z]+ing)\b(?! (?:story|film|"
        r"movie|"
        r"tale|plot|picture)\b))",
        "during",
    ),
)
"""(form, plain form), in the order in which they are tried."""

_COMPILED = tuple((re.compile(form, re.IGNORECASE), plain) for form, plain in ROUNDABOUT)


_ENDING_UP = re.compile(
    r"\b(end|wind|finish)(s|ed)? up (?:(?:getting|having) to (?P<base>\w+)|(?P<ing>\w+ing)\b|"
    r"(?P<state>inside|within|aboard|under|behind|alone|dead|alive|free)\b)",
    re.IGNORECASE,
)


def _ended_up(found: re.Match[str]) -> str:
    """What somebody ends up doing, as what they do; the same words where it is no verb."""
    doing = found.group("base") or found.group("ing") or "being"
    verb = doing if found.group("base") else next(iter(lemma_of_verb(doing.lower())), "")
    form = {"s": "third", "ed": "past"}.get((found.group(2) or "").lower(), "base")
    if not verb:
        return found.group()
    return " ".join(filter(None, (conjugate(verb, form), found.group("state"))))


def in_plain_words(text: str) -> str:
    """A question whose form is roundabout in plain words; any other as it is."""
    text = _ENDING_UP.sub(_ended_up, text)
    for form, plain in _COMPILED:
        text, count = form.subn(plain, text)
        if count:
            text = re.sub(r"\s+", " ", text).strip()
    return text
