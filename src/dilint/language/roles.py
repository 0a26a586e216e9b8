"""Who is hit: which party the predicate of a clause takes something from.

A frame (rules/lexicon/frames.yaml) says where a class of predicates keeps its victim:
`subject` («работник уплачивает»), `object` («лишать работника»), or prepositional and bare cases («с+gent», «на+accs»,
«datv»); and what a missing victim means (`null`): `employee` (the holder of the post: «уплачивает штраф»),
`agent` (the holder is the one who acts: «взыскивает пени») or `nobody` («осмотр оплачивается»: who pays is not said).
Every noun phrase is read with all its cases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dilint.language.lexicon import FormTable, mask_of
from dilint.language.morphology import Reading, readings
from dilint.language.sentences import Sentence

UNKNOWN = "unknown"
NAMED = "named"  # beside "employee": the sentence itself names one
_ATTRIBUTES = frozenset(("ADJF", "PRTF", "NPRO", "NUMR", "ADVB", "CONJ"))
#: Pronouns that stand for a party named before.
PRONOUNS = frozenset(("него", "нее", "ему", "ней", "ним", "них", "нему", "нем", "ними", "те"))
_PERSONS = {"юридическ": "employer", "трет": "third", "посторон": "third", "физическ": "third"}
_ACTIVE = re.compile(r"(?:вш|[уюая]щ)(?:ий|его|ему|им|ая|ей|ую|ие|их|ими)(?:ся)?\Z")
_DID = re.compile(r"вш(?:ий|его|ему|им|ая|ей|ую|ие|их|ими)\Z")
_ADJECTIVES = ("следующ", "настоящ", "последующ", "предыдущ", "будущ", "бывш", "соответствующ", "действующ")
_EACH = ("каждый", "каждого", "каждому")
_PHRASE = 6  # tokens within which a participle's noun may follow
#: Reflexive in form, active in sense: «рассчитывается водитель».
_DEPONENT = ("рассчит", "расплач", "расплат", "договар", "договор", "раскошел", "скидыв", "сбрас", "скин", "откуп")
_PURSES = ("зарплат", "заработ", "оклад", "жаловань", "получк", "з/п", "преми", "счет", "плат")
#: «Обязать работника возместить»: whoever is obliged is the subject of the infinitive.
_OBLIGES = re.compile(r"обяза(?:ть|л|в)|обяж|обязыва|обязует\Z|застав|вынуд|вынужд|потребова|требова(?:ть|л)")
_MODAL = re.compile(r"обязан|долж[еа]?н|вправе|может|могут|прид[её]т|приходит|будет|буд[уе]|предстоит")
_OBLIGED = ("accs", "с+gent", "со+gent", "от+gent", "у+gent")
_OTHER = 6  # tokens that a comma counts
_REACH = 14  # tokens between a predicate and its victim


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties' words are classes of `table`; other animate nouns are employees (professions are many)."""

    table: FormTable
    own: frozenset[str] = frozenset()  # words of the document's position

    def of(self, word: str) -> str | None:
        """The party a noun names, or None where it names no party."""
        if word in self.own:
            return "employee"
        mask = mask_of(word, self.table)
        for part in word.split("-") if "-" in word else ():  # «перевозчик-подрядчик»
            mask |= mask_of(part, self.table)
        for party in ("third", "state", "employer", "employee"):
            if mask & self.table.bits.get(party, 0):
                return party
        if mask & self.table.bits.get("boss", 0):
            return "employee"
        if mask & self.table.bits.get("thing", 0):
            return None
        found = readings(word)
        nouns = [r for r in found if r.pos == "NOUN"]
        if nouns and any(r.animate for r in nouns[:3]) and found[0].pos in ("NOUN", "ADJF", "PRTF"):
            return "employee"
        return None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase head that names a party."""

    at: int
    party: str
    preposition: str
    cases: frozenset[str]
    attribute: bool  # a bare genitive behind another noun («зарплата работника»)
    numbers: frozenset[str] = frozenset()  # grammatical numbers of its nominative readings
    plural: bool = False  # in every reading
    refused: bool = False  # «лежит не на работнике», «а не водитель»


def nouns(sentence: Sentence, parties: Parties) -> tuple[Noun, ...]:
    """All party nouns of a sentence with the preposition that governs them."""
    result: list[Noun] = []
    words = sentence.words
    for i, word in enumerate(words):
        if len(word) < 2 and word not in ("я",):
            continue
        if not word[0].isalpha():
            continue
        if word in PRONOUNS:
            party: str | None = _named_before(result, words, i)
        else:
            party = _person(words, i) or parties.of(word) or _doer(words, i)
        if party == "third" and word.startswith("учени") and parties.of((*words, "")[i + 1]) == "employee":
            party = "employee"  # «ученик слесаря»
        if party is None:
            continue
        if result and _qualifies(words[result[-1].at], word) and all(map(modifies, words[result[-1].at : i])):
            result.pop()  # «виновному субподрядчику»: one person, and the noun says who
        found = _agreeing(words, i)
        cases = frozenset(r.case for r in found)
        numbers = frozenset(r.number for r in found if r.case == "nomn")
        plural = bool(found) and all(r.number == "plur" for r in found)
        preposition, attribute = _governor(words, i)
        result.append(
            Noun(i, party, preposition, cases, attribute and "gent" in cases, numbers, plural, _refused(words, i))
        )
    return tuple(result)


def _agreeing(words: tuple[str, ...], i: int) -> list[Reading]:
    """Readings of a noun that have a case, only those that agree with the attribute right before it."""
    found = [r for r in readings(words[i]) if r.case]
    before = words[i - 1] if i else ""
    own = {(r.case, r.number) for r in readings(before) if r.pos in ("ADJF", "PRTF")} if before.isalpha() else set()
    return [r for r in found if (r.case, r.number) in own] or found


def _refused(words: tuple[str, ...], i: int) -> bool:
    """Whether «не» stands right before a noun or its preposition; «не виновный в этом работник» is not refused."""
    k = i - 1
    while k >= 0 and modifies(words[k]):
        k -= 1
    if k >= 0 and words[k].isalpha() and readings(words[k])[0].pos == "PREP":
        return k > 0 and words[k - 1] in ("не", "ни")
    return k == i - 1 and k >= 0 and words[k] in ("не", "ни")


def _person(words: tuple[str, ...], i: int) -> str | None:
    """Whom «лицо» means with the adjective before it: «юридическое лицо», «третье лицо»."""
    if not i or not words[i].startswith("лиц"):
        return None
    return next((party for stem, party in _PERSONS.items() if words[i - 1].startswith(stem)), None)


def _doer(words: tuple[str, ...], i: int) -> str | None:
    """A participle that stands for whoever did it: «опоздавший платит», «с не прошедшего испытание», «с каждого».

    Behind a comma, or with its noun still to come («с вышедшего из строя станка»), it stands for nobody.
    """
    each = words[i] in _EACH
    if not (each or _ACTIVE.search(words[i])) or words[i].startswith(_ADJECTIVES) or (i and words[i - 1] == ","):
        return None
    own = {(r.case, r.number) for r in readings(words[i]) if each or (r.pos == "PRTF" and not r.passive)}
    for word in words[i + 1 : i + _PHRASE]:
        found = readings(word) if word[0].isalpha() else ()
        if not found or found[0].pos in ("VERB", "INFN"):
            break
        if any(r.pos == "NOUN" and (r.case, r.number) in own for r in found):
            return None
    return "employee" if own else None


def _qualifies(word: str, noun: str) -> bool:
    """Whether `word` is an adjective of the noun behind it."""
    cases = {r.case for r in readings(word) if r.pos in ("ADJF", "PRTF")}
    return any(r.pos == "NOUN" and r.case in cases for r in readings(noun))


def _named_before(found: list[Noun], words: tuple[str, ...], i: int) -> str:
    """Who a pronoun may be: an employer is seldom meant where something is taken, save by «нее» after «компания»."""
    if words[i] in ("нее", "ней"):
        women = [n.party for n in found if any(r.gender == "femn" for r in readings(words[n.at])[:2])]
        if women:
            return women[-1]
    return next((n.party for n in reversed(found) if n.party in ("employee", "third")), "employee")


def _governor(words: tuple[str, ...], i: int) -> tuple[str, bool]:
    for k in range(i - 1, max(-1, i - 6), -1):
        found = readings(words[k]) if words[k][0].isalpha() else ()
        if not found or words[k] in PRONOUNS or words[k].startswith("котор"):
            return "", False
        if found[0].pos == "PREP":
            return words[k], False
        if found[0].pos == "NOUN" and not any(r.pos in ("ADJF", "PRTF") for r in found):
            return "", k == i - 1 or all(modifies(w) for w in words[k + 1 : i])
        if not any(r.pos in _ATTRIBUTES for r in found):
            return "", False
    return "", False


def modifies(word: str) -> bool:
    """Whether a word may stand between a noun and what governs it."""
    return any(r.pos in ("ADJF", "PRTF", "NPRO") for r in readings(word)) if word[0].isalpha() else False


def victims(sentence: Sentence, at: int, frame: Mapping[str, str], parties: Parties, about: bool) -> frozenset[str]:
    """Parties that the predicate at token `at` hits, `{"unknown"}` where nothing tells, or empty: nobody here.

    An employee whom a noun of the sentence names is "named" as well.

    `about`: the sentence tells of a duty concerning such acts («ведёт учёт взысканий»), so a missing victim is nobody.
    """
    if _DID.search(sentence.words[at]) and frame.get("active") != "subject":
        return frozenset()  # «мастер, взявший с рабочего деньги, отвечает»: told of, not threatened with
    voice = _voice(sentence.words[at])
    near = _near(sentence, at, parties)
    fitting = _fitting(sentence, at, frame, near)
    if meant := _meant(fitting):
        return frozenset((meant.party, NAMED)) if meant.party == "employee" else frozenset((meant.party,))
    if fitting:
        return frozenset()
    purse = next((n.party for n in near if n.preposition == "из" or (n.attribute and _purse(sentence, n.at))), None)
    if purse is not None:
        return frozenset((purse,))
    if about or frame.get("null") == "nobody":
        return frozenset()
    null = "unknown" if voice != "active" else frame.get("null", "unknown")
    if null == "agent":
        return frozenset()
    if null == "unknown":
        around = {n.party for n in near}
        if around & {"third", "state"} and "employee" not in around:
            return frozenset(around)
        return frozenset((UNKNOWN,))
    return frozenset((null,))


def victim(sentence: Sentence, at: int, frame: Mapping[str, str], parties: Parties) -> Noun | None:
    """The noun that names whom the predicate at token `at` hits, where it is named."""
    return _meant(_fitting(sentence, at, frame, _near(sentence, at, parties)))


def _near(sentence: Sentence, at: int, parties: Parties) -> tuple[Noun, ...]:
    return tuple(n for n in nouns(sentence, parties) if abs(n.at - at) <= _REACH)


def _voice(word: str) -> str:
    kinds = readings(word)
    if kinds and kinds[0].pos == "NOUN":
        return "nominal"
    reflexive = word.endswith(("ся", "сь")) and any(r.lemma.endswith("ся") for r in kinds)  # not «неся»
    reflexive = reflexive and not word.startswith(_DEPONENT)
    return "passive" if reflexive or any(r.passive for r in kinds[:2]) else "active"


def _fitting(sentence: Sentence, at: int, frame: Mapping[str, str], near: tuple[Noun, ...]) -> list[tuple[int, Noun]]:
    """Nouns that may name the victim, each with how far it stands; a comma sets a subject far off."""
    specs = frame.get(_voice(sentence.words[at]), "").split()
    if "subject" in specs and _obliged(sentence, at):
        specs = [*(spec for spec in specs if spec != "subject"), *_OBLIGED]
    fitting = [(n, [spec for spec in specs if _fits(n, spec, at, sentence)]) for n in near]
    return [
        (_distance(n.at, at) + (_OTHER * _apart(sentence, at, n.at) if own == ["subject"] else 0), n)
        for n, own in fitting
        if own
    ]


def _obliged(sentence: Sentence, at: int) -> bool:
    """Whether the predicate is the infinitive of «обязать кого возместить»."""
    if readings(sentence.words[at])[0].pos != "INFN":
        return False
    return any(_OBLIGES.match(word) for word in sentence.words[max(0, at - _REACH) : at])


def _meant(fitting: list[tuple[int, Noun]]) -> Noun | None:
    return min(((away, n) for away, n in fitting if not n.refused), key=lambda pair: pair[0], default=(0, None))[1]


def _fits(noun: Noun, spec: str, at: int, sentence: Sentence) -> bool:
    if spec == "subject":
        verb = {r.number for r in readings(sentence.words[at]) if r.pos in ("VERB", "PRTS") and r.number}
        agrees = not verb or not noun.numbers or bool(verb & noun.numbers)
        if noun.at > at and sentence.clause[noun.at] != sentence.clause[at] and sentence.words[noun.at - 1] != "а":
            return False  # «возмещает ущерб, который причинил водитель», but «не мойщик, а водитель»
        if noun.at > at and readings(sentence.words[at])[0].pos == "INFN" and not _modal(sentence.words[at : noun.at]):
            return False  # «возмещать студии доход»
        if noun.at > at and not verb and len(noun.cases) > 1 and not _modal(sentence.words[at : noun.at]):
            return False  # «обязан вернуть компании бонус»
        if noun.at < at and _embedded(sentence.words, noun.at, at):
            return False  # «хозяин, у которого работает продавец, отвечает»
        return not noun.preposition and not noun.attribute and "nomn" in noun.cases and agrees
    if "+" in spec:
        preposition, case = spec.split("+")
        return noun.preposition.rstrip("о") == preposition.rstrip("о") and case in noun.cases
    if noun.preposition:
        return False
    if spec in ("gent", "ablt", "datv", "accs"):
        if spec == "gent" and noun.at < at:
            return False
        return spec in noun.cases and (not noun.attribute or noun.at > at)
    return False


def _embedded(words: tuple[str, ...], noun: int, at: int) -> bool:
    """Whether a noun stands in a relative clause that ends before the predicate."""
    if "," not in words[noun:at]:
        return False
    start = next((k for k in range(noun - 1, -1, -1) if words[k] in (",", ";", ":")), -1)
    return any(word.startswith("котор") for word in words[start + 1 : noun])


def _modal(between: tuple[str, ...]) -> bool:
    """Whether an infinitive has a subject behind it: «возмещать обязан водитель»."""
    return any(_MODAL.match(word) for word in between)


def _apart(sentence: Sentence, at: int, noun: int) -> int:
    """Commas from a predicate on to a subject behind it: «платит мастер, клиент тут ни при чем»."""
    return sentence.words[at:noun].count(",")


def _distance(noun: int, predicate: int) -> int:
    """Words behind the predicate count half: Russian clauses put the victim there more often."""
    return (predicate - noun) * 2 if noun < predicate else noun - predicate


def _purse(sentence: Sentence, at: int) -> bool:
    """Whether a genitive hangs on pay («из зарплаты работника»)."""
    k = at - 1
    while k > 0 and modifies(sentence.words[k]):
        k -= 1
    return k >= 0 and sentence.words[k].startswith(_PURSES)
