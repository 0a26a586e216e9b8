"""Which words of a sentence are negated or forbidden.

«не» before a verb negates that verb; «не» before a modal negates what the modal governs;
a prohibition («запрещается», «не допускается», «нельзя», «никто не вправе») negates its whole
clause, up to a comma or «и» behind which another verb rules. «не только», «не менее», «не позднее» negate nothing, and
no more does the «ни» of «кто бы ни», «каким бы ни был».
"""

from __future__ import annotations

import re
from functools import lru_cache

from dilint.language.morphology import readings
from dilint.language.sentences import Sentence

_HARMLESS = frozenset(
    ("только менее более позднее позже ранее раньше реже чаще выше ниже свыше меньше больше столько ").split()
)
#: After «не», these carry the negation to what they govern, before them and after them alike.
_CARRIERS = re.compile(
    r"(?:вправе|мо[гж]|долж[её]?н|обязан|подлеж|допуска|допусти|разреша|примен[яи]|предусм|устан[ао]вл|производ|влек|влеч|"
    r"явля|име[еюл]|осуществл|практику|след|служ|распростран|означ|предполаг|быва|быть|буд[еу]|станет|стан[еу]т|да[её]т|"
    r"счита|призна|дела|возник|наступ|ведет|пови?лечет|требу|нужн|нужен|надо\Z|уполномоч|попада|вход|относ|гроз|полага|положен|существу|отража|образу|перехо|переноси)"
)
_FORBIDS = re.compile(
    r"(?:запрещ(?!ающ|енн)|запрет|недопустим|недопущен|неприменим|нельзя|исключен[аоы]?\Z|исключа[ею]т|неправомерн[оы]?\Z|незакон(?:ен|на|но|ны)\Z|недействител(?:ен|ьн[аоы])\Z|возбраня|противореч|воспреща|отменен[аоы]?\Z|ничтожн|излиш(?:ен|не|ня|ни)\Z)"
)
_INFINITIVE_BAN = re.compile(r"запрещ|недопустим|нельзя|воспрещ|незаконно|неправомерно")
_NOBODY = frozenset(("никто никого никому ничто ничего никакой никакая никакие никаких никакого ни ").split())
_VERB = re.compile(
    r"(?:[еиаяую]т|[еиаяую]тся|л[аои]?|лся|лась|лось|лись|ть|ться|чь|ти|ешь|ишь|[еая]н[аоы]?|(?<![щшн])[ое]м)\Z"
)
_CONCESSION = 8  # tokens between «бы» and its «ни»
_QUESTION = re.compile(
    r"(?:кто|кого|кому|кем|ком|что|чего|чему|чем|чей|чья|чье|чьи|как|какой|каки\w*|како\w+|какая|сколько|где|когда|куда)\Z"
)
_PREPOSITIONS = frozenset("в во с со на по за из у от до".split())
#: «не подлежащий», «не предусмотренный»: denies what follows it up to the comma, not the clause it hangs on.
_PARTICIPLE = re.compile(
    r"(?:[ая]щ|[ую]щ|вш|нн|[еяи]м)(?:ий|ый|ая|ее|ое|ие|ые|его|ого|ему|ому|им|ым|их|ых|ими|ыми|ей|ой|ую|ем|ом)(?:ся)?\Z"
)
_GERUND = re.compile(
    r"(?:[ая]я|[аяеиоуы]в|вши|вшись|ясь|ась)\Z"
)  # «не устанавливая причин»: no more than the participle
#: «ревью», «интервью»: nouns that the dictionary lacks and guesses to be verbs.
_BORROWED = re.compile(r"(?:ре|тер)вью\Z")
_BORDERS = frozenset((",", ":", "и"))
_QUOTES = frozenset('«„“"')  # не «отрабатывается»
_MODALS = frozenset("вправе должен должна должны обязан обязана обязаны может могут".split())
_STRESS = frozenset(("отнюдь", "вовсе", "никак", "уж"))  # «но отнюдь не предупреждение»
_WITHOUT = frozenset(("без", "вместо", "помимо", "против"))


def negated(sentence: Sentence) -> tuple[bool, ...]:
    """One flag a token: whether what the word says is denied or forbidden."""
    return _scan(sentence)[0]


def denied(sentence: Sentence) -> tuple[bool, ...]:
    """One flag a token: whether it stands where the main verb is negated, so that nouns are not asserted."""
    return _scan(sentence)[1]


@lru_cache(maxsize=256)
def _scan(sentence: Sentence) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    words, clause = sentence.words, sentence.clause
    flags = [False] * len(words)
    denied = [False] * len(words)
    for i, word in enumerate(words):
        if word in ("не", "ни") and _concedes(words, i):
            continue
        if word == "не" and i + 1 < len(words):
            n = i + 2 if words[i + 1] in _QUOTES and i + 2 < len(words) else i + 1
            following = words[n]
            if following in _HARMLESS:
                continue
            flags[n] = True
            if following in _PREPOSITIONS and n + 1 < len(words):
                flags[n + 1] = True
            if _PARTICIPLE.search(following):
                _until_comma(flags, words, clause, n, verbs=True)
            elif _GERUND.search(following) and readings(following)[0].pos == "GRND":
                _until_comma(flags, words, clause, n)
            elif _CARRIERS.match(following):
                _spread((flags, denied), words, clause, i)
            elif i and words[i - 1 - (words[i - 1] in _STRESS)] in ("а", "но"):
                _until_comma(flags, words, clause, n)
            elif _VERB.search(following):
                _spread((denied,), words, clause, i)
        elif word == "нет" or _FORBIDS.match(word):
            if not _measures(words, i) and not (i and words[i - 1] == "не") and not _removes(words, i):
                before = flags[i], denied[i]
                _spread((flags, denied), words, clause, i)
                flags[i], denied[i] = before  # the ban itself holds
                if clause[i] and _INFINITIVE_BAN.match(word) and readings(words[0])[0].pos == "INFN":
                    _spread((flags, denied), words, clause, 0)  # «взыскивать …, если …, запрещается»
        elif word in _NOBODY and not (i and words[i - 1] == "в"):  # «превращается в ничто» says what it says
            _spread((flags, denied), words, clause, i)
    for i, word in enumerate(words):
        if word in _WITHOUT and not denied[i]:  # «не взыскивается без проверки» calls for one
            _deprive(flags, words, i)
    return tuple(flags), tuple(denied)


def _deprive(flags: list[bool], words: tuple[str, ...], i: int) -> None:
    """Mark the two words after «без», and two more behind an «и»: «без оформления и дополнительной оплаты»."""
    left = 2
    for k in range(i + 1, len(words)):
        joins = words[k] in ("и", "или") and words[k + 1 : k + 2] and words[k + 1] not in _PREPOSITIONS
        if not (left or joins) or words[k] == "," or _finite(words[k]) or _infinitive(words[k]):
            return
        flags[k] = True
        left = 2 if joins else left - 1


def _spread(marks: tuple[list[bool], ...], words: tuple[str, ...], clause: tuple[int, ...], i: int) -> None:
    """Mark the clause around token `i`, up to a comma or «и» behind which another verb rules."""
    low, high = i, i + 1
    while low > 0 and clause[low - 1] == clause[i]:
        if words[low - 1] in _BORDERS and _ruled(words, clause, low - 2, -1):
            break
        low -= 1
    while high < len(words) and clause[high] == clause[i]:
        if words[high] in _BORDERS and _ruled(words, clause, high + 1, 1):
            break
        high += 1
    for mark in marks:
        mark[low:high] = [True] * (high - low)


def _concedes(words: tuple[str, ...], i: int) -> bool:
    """Whether «не» or «ни» belongs to «кто бы ни», «сколько бы нарядов он ни закрыл»."""
    between = words[max(0, i - _CONCESSION) : i]
    if "бы" not in between or {"не", "ни"} & set(between[between.index("бы") :]):
        return False
    return any(_QUESTION.match(word) for word in words[max(0, i - 2 * _CONCESSION) : i])


def _removes(words: tuple[str, ...], i: int) -> bool:
    """«исключается из списка», «из штата исключается»: takes away, forbids nothing."""
    return words[i].startswith("исключа") and "из" in words[max(0, i - 5) : i + 2]


def _measures(words: tuple[str, ...], i: int) -> bool:
    """«излишне выданный»: tells how much, forbids nothing."""
    return words[i] == "излишне" and i + 1 < len(words) and _PARTICIPLE.search(words[i + 1]) is not None


def _ruled(words: tuple[str, ...], clause: tuple[int, ...], at: int, step: int) -> bool:
    """Whether the stretch between commas that begins at `at` has a finite verb of its own."""
    here = at - step
    while 0 <= at < len(words) and words[at] not in _BORDERS and clause[at] == clause[here]:
        if _finite(words[at]) or words[at] in _MODALS:
            return True
        at += step
    return False


def _finite(word: str) -> bool:
    if not word[0].isalpha() or _BORROWED.search(word):
        return False
    return any(r.pos in ("VERB", "PRTS") for r in readings(word)[:1])


def _infinitive(word: str) -> bool:
    """«без предупреждения менять» does without a warning, not without changing."""
    return word[0].isalpha() and any(r.pos == "INFN" for r in readings(word)[:1])


def _until_comma(
    flags: list[bool], words: tuple[str, ...], clause: tuple[int, ...], i: int, verbs: bool = False
) -> None:
    """Mark from token `i` up to a comma; with `verbs`, up to a finite verb as well."""
    for k in range(i, len(words)):
        if words[k] in (",", ";", ".") or clause[k] != clause[i] or (verbs and k > i and _finite(words[k])):
            return
        flags[k] = True
