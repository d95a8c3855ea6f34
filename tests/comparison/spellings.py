"""Numbers in words as grammars print them, independent of the tables in the engine."""

WRITTEN_OUT = {
    "en": """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three""",
    "en ordinal": """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        twenty-first twenty-second twenty-third""",
    "es": """
        uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
        dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés
        veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta
        treinta-y-uno treinta-y-dos""",
    "es ordinal": """
        primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo
        decimotercero decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno
        vigésimo vigésimo-primero vigésimo-segundo""",
    "es feminine": """
        primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima
        décima-tercera decimacuarta décima-quinta décima-sexta décima-séptima décima-octava
        décima-novena vigésima vigésima-primera""",
    "pt": """
        um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis
        dezessete dezoito dezenove vinte vinte-e-um vinte-e-dois""",
    "pt ordinal": """
        primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo décimo-primeiro
        décimo-segundo décimo-terceiro décimo-quarto décimo-quinto décimo-sexto décimo-sétimo
        décimo-oitavo décimo-nono vigésimo vigésimo-primeiro""",
    "fr": """
        un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
        dix-sept dix-huit dix-neuf vingt vingt-et-un vingt-deux""",
    "fr ordinal": """
        premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième
        onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième
        dix-neuvième vingtième vingt-et-unième vingt-deuxième""",
}
ONES = {
    "en": "one two three four five six seven eight nine",
    "en ordinal": "first second third fourth fifth sixth seventh eighth ninth",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve",
    "es feminine": "una dos tres cuatro cinco seis siete ocho nueve",
    "es ordinal": "primero segundo tercero cuarto quinto sexto séptimo octavo noveno",
    "es clipped": "primer segundo tercer cuarto quinto sexto séptimo octavo noveno",
    "pt": "um dois três quatro cinco seis sete oito nove",
    "pt feminine": "uma duas três quatro cinco seis sete oito nove",
    "pt ordinal": "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono",
    "fr": "et-un deux trois quatre cinq six sept huit neuf",
    "fr ordinal": """
        et-unième deuxième troisième quatrième cinquième sixième septième huitième neuvième""",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "es ordinal": """
        vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo
        nonagésimo""",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "pt ordinal": """
        vigésimo trigésimo quadragésimo quinquagésimo sexagésimo septuagésimo octogésimo
        nonagésimo""",
    "fr": "vingt trente quarante cinquante soixante septante octante nonante",
}
TRICKY = {
    71: "soixante et onze, soixante-et-onzième, setenta y una, setenta e uma, seventy-first",
    77: "soixante-dix-sept, soixante-dix-septième, septuagésima séptima, septuagésimo sétimo",
    80: "quatre-vingts, quatre-vingtième, octogésimo, huitante, octante",
    81: "quatre-vingt-un, quatre-vingt-une, quatre-vingt-unième, octogésima primeira",
    91: "quatre-vingt-onze, quatre-vingt-onzième, nonante et un, nonagésimo primer",
    99: "quatre-vingt-dix-neuf, quatre-vingt-dix-neuvième, noventa y nueve, ninety-ninth",
    11: "undécimo, undécima, onceavo, décimo primero, decimoprimero, décima primera, onzième",
    16: "diez y seis, dezasseis, dezesseis, décimo sexto, seizième",
    18: "decimoctavo, décimo octavo, décimooctavo, décimo oitavo",
    21: "veintiún, veintiuna, veinte y uno, vingt et une, vigesimoprimera, vigésimo primer",
    14: "quatorze, catorze, catorce",
    1: "Firstly, premièrement, première, primer, primeramente, primeiramente, une, uma, 1ère",
    2: "second, seconde, deuxièmement, duas, secondly, 2nd, 2do, 2nde",
}


def spellings():
    """Yield each number from 1 to 99 with ways to write it in words."""
    for form, text in WRITTEN_OUT.items():
        yield from ((number, word, form) for number, word in enumerate(text.split(), 1))
    for form, text in ONES.items():
        language = form.split()[0]
        ordinal = form.split()[-1] in ("ordinal", "clipped") and language in ("es", "pt")
        tens = TENS[f"{language} ordinal" if ordinal else language].split()
        joint = {"es": "-y-", "pt": "-e-"}.get(language, "-") if not ordinal else "-"
        for decade, ten in enumerate(tens, 2):
            for one, word in enumerate(text.split(), 1):
                yield decade * 10 + one, f"{ten}{joint}{word}", form
    for number, words in TRICKY.items():
        yield from ((number, word, "tricky") for word in words.split(", "))


SPELLINGS = list(spellings())
