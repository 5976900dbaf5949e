"""English words that carry structure rather than content, and talk about films and questions."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _words("a an the")

PREPOSITIONS = _words(
    "aboard about above across after against along alongside amid among amongst around as at "
    "before behind below beneath beside besides between beyond by despite down during except for "
    "from in inside into like near of off on onto out outside over past per since than through "
    "throughout till to together toward towards under underneath unlike until up upon versus via "
    "with within without"
)

CONJUNCTIONS = _words(
    "and or but nor so yet if unless because although though while whereas whether that when "
    "whenever where wherever once lest both either neither however therefore thus hence"
)

AUXILIARIES = _words(
    "am is are was were be been being do does did done doing have has had having can could will "
    "would shall should may might must ought cannot ain't isn't aren't wasn't weren't don't "
    "doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shan't shouldn't mustn't"
)

PRONOUNS = _words(
    "i me my mine myself you your yours yourself yourselves we us our ours ourselves he him his "
    "himself she her hers herself it its itself they them their theirs themselves this these "
    "those who whom whose which what each other another one ones some any all none someone "
    "somebody something anyone anybody anything everyone everybody everything nobody nothing "
    "there here"
)

QUESTION_WORDS = _words(
    "why how whoever whatever whichever much many long often far old else who's what's where's "
    "when's why's how's whos whats wheres hows"
)

SMALL_WORDS = _words(
    "not no yes yeah yep nope never ever even just only also too very really quite rather almost "
    "again still already always sometimes soon now then first second third last next later "
    "earlier ago finally eventually anyway maybe perhaps well ok okay please thanks thank hello "
    "hi hey bye goodbye sorry sure right wrong true false more most less least few fewer several "
    "such same different every own new old good bad big small little great long short high low "
    "early late main whole part half lot lots kind sort way thing things stuff time times day "
    "night hour year name named called two three four five six seven eight nine ten zero "
    "gonna wanna gotta dunno lemme gimme kinda pls plz thx lol omg hiya heya howdy"
)

FILM_WORDS = _words(
    "film films movie movies story stories plot plots scene scenes synopsis sentence sentences "
    "text summary summarise summarize character characters actor actors actress cast role roles "
    "ending beginning start end middle spoiler spoilers sequel question questions answer answers "
    "quote source mean means meant tell told say says said know knows knew known think thought "
    "guess ask asks asked happen happens happened happening describe explain list give gives gave "
    "given show shows showed want wants wanted get gets got go goes went gone going come comes "
    "came make makes made take takes took taken use uses used find finds found see sees saw seen "
    "look looks looked let put need needs needed try tries tried start starts started stop stops "
    "stopped stay stays keep kept become becomes became leave leaves left turn turns turned call "
    "calls man men woman women guy guys girl girls boy boys person people robot robots hero "
    "heroes villain villains team teams group groups friend friends place places world city "
    "country war fight fights power powers weapon weapons mind body head hand hands eye eyes face "
    "heart home house work job idea reason point order side story's film's movie's"
)

_ALL = (
    ARTICLES
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | PRONOUNS
    | QUESTION_WORDS
    | SMALL_WORDS
    | FILM_WORDS
)

FUNCTION_WORDS = _ALL | {word.replace("'", "") for word in _ALL}
"""Words that are never taken for a misspelt name."""

COVERED_BY_NOTHING = ARTICLES | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | PRONOUNS
"""Words that no fact need quote."""

REFLEXIVES = frozenset(
    {"himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves", "oneself"}
)
"""Pronouns that stand for "oneself" in an expression."""
