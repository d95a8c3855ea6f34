"""
The operative verbs of a point and its force, for an editor to confirm.

A declaration does things with verbs: it notes, supports, calls, demands,
commits. Read are the verbs with which its clauses open, those of the lists
below; the strongest gives the force (docs/codebook.md, "Force"). A point that
opens with none of them has no force that could be offered.

Sources: the initiating phrases of the United Nations Editorial Manual
("Resolutions and decisions") and the operative verbs coded in the sample, with
which in view the lists were written. On its points the force so read is the
coded one for 159 of 187 in English and 83 of 98 in Spanish, and none for 7 and
1: coders weigh what follows the verb ("reiterates that it does not recognise").
"""

import re
from dataclasses import dataclass

from .normalization import stem

FORCES: dict[str, dict[int, str]] = {
    "en": {
        1: "note observe record acknowledge recall highlight take describe mention",
        2: """support hold warn stress renew reaffirm regard stand back consider see sees express
              restate repeat welcome underline underscore emphasise emphasize confirm reiterate
              believe affirm recognise recognize share highlight maintain regret voice""",
        3: """call urge ask invite encourage offer propose request appeal exhort suggest
              recommend promote commend hail insist""",
        4: "demand condemn reject denounce oppose deplore repudiate judge disown require protest",
        5: """decide agree commit undertake announce resolve declare pledge accept entrust adopt
              establish instruct suspend approve continue mandate create thank""",
    },
    "es": {
        1: "nota toma señala hace deja constata observa recuerda describe destaca recoge muestra",
        2: """apoya sostiene advierte subraya renueva reafirma considera reitera respalda estima
              acoge saluda expresa manifiesta confirma resalta da celebra lamenta cree elogia
              afirma comparte""",
        3: """llama insta instan pide invita exhorta alienta anima ofrece propone solicita apela
              sugiere recomienda urge convoca promueve""",
        4: "exige condena rechaza denuncia repudia deplora opone juzga requiere desconoce insiste",
        5: """decide acuerda acordar compromete anuncia resuelve declara acepta encarga adopta
              establece encomienda suspende aprueba mantiene coincide reconoce agradece
              instruye crea""",
    },
    "pt": {
        1: "nota observa toma recorda registra registam assinala constata menciona",
        2: """apoia sustenta adverte sublinha renova reafirma considera reitera saúda acolhe
              expressa manifesta confirma ressalta destaca lamenta celebra""",
        3: """chama insta instam pede convida exorta encoraja oferece propõe propor solicita apela
              sugere recomenda urge convoca""",
        4: "exige condena rejeita denuncia repudia deplora opõe opor requer",
        5: """decide acorda concorda compromete anuncia resolve declara aceita encarrega adota
              estabelece aprova reconhece""",
    },
    "fr": {
        1: "note observe prend rappelle constate relève signale mentionne",
        2: """appuie soutient avertit souligne renouvelle réaffirme considère réitère salue
              accueille exprime confirme félicite regrette estime""",
        3: "appelle prie demande invite exhorte encourage offre propose sollicite recommande",
        4: "exige condamne rejette dénonce répudie déplore oppose réprouve",
        5: """décide convient engage annonce résout déclare accepte charge adopte établit
              approuve reconnaît suspend""",
    },
}
"""Operative verbs by their force, each in one form; the others are met by their stems."""

LONGEST = 300
"""Characters of all verbs together, as much as the field for them holds."""

_WORDS = re.compile(r"[^\W\d_]+")
_CLAUSES = re.compile(r"[;.]\s+|,?\s+(?:and|y|e|et)\s+|,\s+")
_OPENING = 5
"""Words in which the first clause may name who speaks: "The Foreign Ministers strongly condemn"."""


@dataclass(frozen=True, slots=True)
class Operative:
    """What a point does: its verbs as written, the opening one first, and its force, 1 to 5."""

    verbs: tuple[str, ...] = ()
    force: int | None = None

    @property
    def phrase(self) -> str:
        """The verbs on a line, as they are coded: "Condemns; demands"."""
        kept = self.verbs
        while len("; ".join(kept)) > LONGEST:
            kept = kept[:-1]
        return "; ".join(kept)


def _stems(language: str) -> dict[str, int]:
    # A verb that stands under two forces is met by the weaker: an offer should not overstate.
    return {
        stem(verb, language): force
        for force in sorted(FORCES[language], reverse=True)
        for verb in FORCES[language][force].split()
        if stem(verb, language)  # a stop word has none
    }


def _keys(word: str, language: str) -> tuple[str, ...]:
    """Return the stems to look a word up by; French stems keep the plural of the third person."""
    plural = language == "fr" and word.endswith("ent")
    return (stem(word, language), stem(word[:-2], language)) if plural else (stem(word, language),)


_FORCE_OF = {language: _stems(language) for language in FORCES}


def read_operative(text: str, language: str) -> Operative:
    """
    Return the operative verbs of a point and its force; neither where no clause opens with one.

    In another language than English, Spanish, Portuguese and French nothing is read.

    >>> read_operative("Condemns the attack and demands that it be investigated.", "en")
    Operative(verbs=('Condemns', 'demands'), force=4)
    >>> read_operative("Los Cancilleres reiteran su llamado al diálogo.", "es").force
    2
    """
    known = _FORCE_OF.get(language)
    if known is None:
        return Operative()
    found: dict[str, tuple[str, int]] = {}
    for place, clause in enumerate(_CLAUSES.split(text[:2_000])):
        for word in _WORDS.findall(clause)[: 1 if place else _OPENING]:
            key = next((key for key in _keys(word, language) if key in known), None)
            if key is not None:
                found.setdefault(key, (word, known[key]))
                break
        else:
            if not place:
                return Operative()
    return Operative(
        tuple(word for word, _ in found.values()), max(force for _, force in found.values())
    )
