"""From a loaded lexicon and rules to what the matcher runs on: the form table and the index of patterns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from dilint.language.lexicon import FormTable, compile_forms
from dilint.rules.index import Index, index_of
from dilint.rules.match import masks_of
from dilint.rules.spec import PERSONS, Lexicon, Party, Pattern, Rule


def compile_table(lexicon: Lexicon, rules: Iterable[Rule]) -> FormTable:
    """Expand all classes, the parties (as classes of their names) and every quoted atom of a pattern.

    Needs pymorphy3 and takes a second or two: done once per rule set, then cached.
    """
    classes: dict[str, tuple[str, ...]] = {name: tuple(members) for name, members in lexicon.classes.items()}
    for party in get_args(Party):
        classes[party] = tuple(lexicon.parties.get(party, ()))
    classes |= dict.fromkeys(PERSONS, ())
    for pattern in all_patterns(lexicon, rules):
        for term in pattern.terms:
            for atom in term.atoms:
                if atom.startswith("'"):
                    classes[atom] = (atom.strip("'"),)
    return compile_forms(classes)


def compile_index(rules: Iterable[Rule], table: FormTable) -> Index:
    """Index the patterns of all rules, in the order of the rules."""
    return index_of([((r.name, i), *masks_of(p, table)) for r in rules for i, p in enumerate(r.patterns)])


def all_patterns(lexicon: Lexicon, rules: Iterable[Rule]) -> Iterable[Pattern]:
    """Every pattern of the rules, their guards and the shared guards."""
    for guard in lexicon.guards.values():
        yield from guard.patterns
    for rule in rules:
        yield from rule.patterns
        for guard in rule.unless:
            yield from guard.patterns
