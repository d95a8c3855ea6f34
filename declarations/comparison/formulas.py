"""
Set phrases by which the parts of a declaration are told apart, in four languages.

Preambular paragraphs open with a participle, enacting lines end in a colon,
closing lines give place and date or the names of those who sign; pages from the
web bring "Read more" along. Sources: United Nations Editorial Manual ("Resolutions
and decisions", preambular and operative paragraphs) and the layouts of ministries'
communiqués. Every pattern is anchored and looks at a short line or at the beginning
of a long one, so that none takes more than linear time.
"""

import re

from .lexicon import OPENING_VERBS
from .normalization import fold

MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    """.split()
)
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"


def _forms(word: str) -> frozenset[str]:
    """Return a folded participle in both genders and numbers: "preocupados", "preoccupee"."""
    if word.endswith(("os", "as")):
        return frozenset(word[:-2] + ending for ending in ("o", "a", "os", "as"))
    if word.endswith(("es", "us")):
        return frozenset(word[:-1] + ending for ending in ("", "e", "s", "es"))
    return frozenset({word})


PREAMBULAR = frozenset(
    form
    for word in """
    acknowledging affirming alarmed appreciating aware bearing believing committed concerned
    condemning conscious considering convinced deploring desiring desirous determined emphasizing
    emphasising encouraged expressing guided having inspired mindful noting observing reaffirming
    realizing realising recalling recognizing recognising regretting reiterating resolved seeking
    sharing stressing taking underlining underscoring welcoming whereas

    acogiendo afirmando alarmados animados atentos celebrando comprometidos conscientes
    considerando constatando convencidos decididos deplorando deseosos destacando enfatizando
    expresando guiados habiendo inspirados lamentando notando observando preocupados ratificando
    reafirmando recordando reconociendo reiterando resaltando saludando subrayando teniendo
    tomando valorando vistos

    acolhendo alarmados cientes comprometidos conscientes enfatizando expressando havendo
    inspirados levando manifestando notando reafirmando reconhecendo recordando reiterando
    relembrando ressaltando salientando saudando sublinhando tendo tomando valorizando visto

    accueillant affirmant alarmés animés attachés ayant conscients considérant constatant
    convaincus déplorant désireux estimant exprimant félicitant gardant guidés insistant inspirés
    notant prenant préoccupés rappelant réaffirmant reconnaissant regrettant réitérant résolus
    saluant soulignant tenant vus
    """.split()
    for form in _forms(fold(word))
)
"""Folded participles and adjectives with which a preambular paragraph opens."""

_BEFORE_PARTICIPLE = frozenset(
    fold(word)
    for word in """
    also deeply firmly further fully gravely seriously strongly profundamente seriamente gravemente
    asimismo también igualmente vivamente firmemente também ainda profondément vivement gravement
    fermement également se
    """.split()
)
"""Folded words that may stand before it: "Deeply concerned", "Se félicitant"."""

_ENGLISH_OPERATIVE = """
    accept accepts acknowledge acknowledges affirm affirms agree agrees agreed announce announces
    appeal appeals appreciate appreciates approve approves ask asks authorize authorizes
    call calls commend commends commit commits condemn condemns confirm confirms congratulate
    congratulates decide decides decided declare declares demand demands denounce denounces deplore
    deplores emphasize emphasizes emphasise emphasises encourage encourages endorse endorses
    express expresses exhort exhorts hold holds instruct instructs invite invites insist insists
    note notes offer offers propose proposes reaffirm reaffirms recall recalls recognize recognizes
    recognise recognises recommend recommends regret regrets reiterate reiterates reject rejects
    renew renews repudiate repudiates request requests resolve resolves salute stress stresses
    support supports thank thanks underline underlines underscore underscores urge urges
    warn warns welcome welcomes
"""
_PLURAL_AND_PAST = """
    acogen acordaron acuerdan agradecen apoyan celebran condenan condenaron convocan deciden
    decidieron declaran demandan denuncian destacan destacaron encomiendan exhortan exigen expresan
    expresaron felicitan hacen instan invitan lamentan llaman manifiestan manifestaron piden
    ratifican reafirman reafirmaron rechazan reconocen recuerdan reiteran reiteraron renuevan
    respaldan saludan saludaron solicitan subrayan subrayaron toman urgen valoran
    condenar exigir exhortar reiterar reafirmar rechazar instar expresar manifestar convocar
    respaldar solicitar declarar acordar decidir hacer llamar saludar agradecer reconocer apoyar

    acolhem agradecem apelam apoiam condenam condenaram conclamam decidem decidiram declaram
    destacam destacaram encorajam exigem exortam expressam expressaram instam lamentam lamentaram
    manifestam manifestaram reafirmam reafirmaram ratificaram reconhecem recordam reiteram
    reiteraram rejeitam renovam repudiam ressaltam ressaltaram salientaram saúdam saudaram
    solicitam sublinham afirmaram celebraram congratularam felicitaram parabenizaram tomam tomaram

    acceptent affirment annoncent appellent appuient condamnent considèrent conviennent décident
    déclarent demandent déplorent dénoncent encouragent engagent exhortent exigent expriment
    félicitent insistent invitent lancent notent prient proposent rappellent réaffirment
    recommandent reconnaissent réitèrent rejettent remercient renouvellent saluent soulignent
    soutiennent
"""
OPERATIVE = frozenset(
    fold(verb)
    for words in (_ENGLISH_OPERATIVE.split(), _PLURAL_AND_PAST.split(), *OPENING_VERBS.values())
    for verb in words
)
"""Folded verbs with which an operative paragraph opens, "se" for the reflexive ones."""

REFERENCE = re.compile(
    r"(?:^|\W)(?:art(?:icle|[ií]culo|igo)?s?|paragraphe?s?|par[aá]grafos?|p[aá]rrafos?|par|points?|"
    r"puntos?|pontos?|numeral(?:es)?|resoluci[oó]n(?:es)?|r[eé]solutions?|resoluç(?:ão|ões)|"
    r"sections?|secci[oó]n|seção|chapters?|cap[ií]tulos?|chapitres?|annex(?:e|es)?|anexos?|pages?|"
    r"páginas?|n[o°º]|nos|nro|núm|no|items?|ítems?|incisos?|al[ií]neas?|decree|decreto|law|ley|lei|"
    r"protocolo?|number|número|numéro|rule|regla|step|fase|phase|on|el|le|du|em|los|les|the|"
    r"of|de|del|and|y|e|et|to|al?|à|au|than|que|con|com|with|en|in|by|por|para|pour|par|entre|"
    r"between|under|some|unos|uns|sobre|over|at|d[ií]as?|" + _MONTH + r")[.,]?$",
    re.IGNORECASE,
)
"""The end of a line after which a number belongs to the sentence: "under article", "on"."""

UNIT = re.compile(
    r"\s{0,3}(?:(?:de |of |d[’'])?" + _MONTH + r"\b|%|per ?cent|por ciento|por cento|pour cent|"
    r"(?:de )?(?:million|millon|millón|milhõ|mille|mil |thousand|billion|milliard)|"
    r"(?:a|p)\.?\s?m\.|h(?:rs?|ours|oras)?\b|km|states?\b|años|anos|ans\b|years|days|"
    r"días|dias|jours)",
    re.IGNORECASE,
)
"""What follows a number that counts something: a month, a measure, people."""

ENACTING = re.compile(
    r"(?:declaran?|resuelven?|acuerdan?|deciden?|proclaman?|expresan?|manifiestan?|"
    r"resolvem?|acordam?|decidem?|expressam|d[ée]clare(?:nt)?|d[ée]cide(?:nt)?|"
    r"convien(?:nen)?t|declares?|decides?|resolves?|agrees?|proclaims?|have agreed|"
    r"considerando|considering|considérant|vistos?|vu)\s{0,2}:?",
    re.IGNORECASE,
)
"""A line that is nothing but the verb of enacting, or the heading of the considerations."""

CONSIDERING = re.compile(r"(?:considerando|considérant|considering|vistos?|vu)\s{0,2}:", re.I)
"""After it paragraphs that begin with "Que" are preambular."""

_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|°|ª)?"
_DATE = rf"(?:{_DAY}\.?\s(?:de\s|of\s)?{_MONTH}|{_MONTH}\s{_DAY})(?:,?\s(?:de\s|del\s)?\d{{4}})"
DATELINE = re.compile(
    rf"[(\[*_]{{0,3}}(?:[^\W\d_][^\d\n.:;]{{0,60}}?[,.\s–—-]\s?)?"
    rf"(?:(?:on|el|le|em|a|los días|the)\s)?{_DATE}[.)\]*_]{{0,4}}",
    re.IGNORECASE,
)
"""A whole line of place and date: "Lima, 3 de mayo de 2019"."""

CLOSING = re.compile(
    r"[(*_]{0,3}(?:"
    r"(?:done|given|adopted|signed|issued|concluded)\s(?:at|in|on|this|by)\b|"
    r"(?:dad[oa]|hech[oa]|suscrit[oa]|firmad[oa]|adoptad[oa]|aprobad[oa]|emitid[oa])s?\s"
    r"(?:en|a|el|por)\b|"
    r"(?:feit[oa]|dad[oa]|assinad[oa]|adotad[oa]|aprovad[oa]|emitid[oa])s?\s(?:em|a|ao|aos|por)\b|"
    r"(?:fait|donnée?|adoptée?|signée?|approuvée?)\s(?:à|au|aux|en|le|par)\b|"
    r"en fe de lo cual|in witness whereof|em fé do que|en foi de quoi|"
    r"(?:\(|\b)(?:signed|fdo|firmado|assinado|signé)[.):]|"
    r"(?:firman|suscriben|assinam|signent|firmantes|signatories|signataires|signatários|"
    r"países firmantes|signatory|suscrito por|endorsed by|the present declaration was|"
    r"the following (?:states|countries|governments))\b|"
    r"(?:ann?ex[eo]?s?)(?:\s[\w]{1,4})?\s{0,2}[.:–-]?\s{0,2}(?:$|[A-Z])|"
    r"(?:note|nota)s?\s?[:–-]|\[\d{1,3}\]\s|[#*_=~–—-]{3,}$|[*#]{1,3}$)",
    re.IGNORECASE,
)
"""With it the points are over: place and date, signatures, a rule, an annex, a note."""

ANNEX = re.compile(r"[(*_#]{0,3}(?:ann?ex[eo]?s?|ap[eé]ndice|appendix)\b", re.IGNORECASE)
"""Of closing lines, those behind which points may follow."""

LINK = re.compile(
    r"[\s>»«•·|\[\](*–—-]{0,6}(?:"
    r"(?:click|haga cli[ck]|haz cli[ck]|clic|clique|cliquez|pulse|pinche)\b.{0,40}?"
    r"(?:here|aqu[ií]|ici|sobre|on|en el|para|pour|to)\b|"
    r"(?:read (?:more|the (?:full|complete))|leer (?:más|el texto|también|en)|"
    r"lea (?:también|más|el)|"
    r"leia (?:mais|também|a íntegra|o)|lire (?:la suite|aussi|le texte)|"
    r"ver (?:más|mais|también|também|texto|pdf|documento)|see also|voir aussi|view (?:pdf|full)|"
    r"(?:descarg(?:ar|ue)|baixar|download|télécharger)\b.{0,50}$|"
    # As buttons, not as what governments do: "Share the concern", "Volver a reunirse".
    r"(?:compartir|compartilh(?:ar|e)|share|partager|imprimir|imprimer|print(?:er)?)"
    r"(?:\s(?:on|en|em|no|na|sur|this|esta?|cette|via|by|por|page|página|link|article|"
    r"facebook|twitter|whats ?app|noticia)\b.{0,40})?$|"
    r"(?:volver|voltar|retour|back)(?:\s(?:al|a la|ao|à|au|to)\s.{0,30})?$|"
    r"(?:tweet(?:ear)?|facebook|twitter|whats ?app|instagram|youtube|linkedin)\b.{0,40}$|"
    r"follow us|síguenos|siga-nos|suivez-nous|subscribe|suscríbe(?:te|se)|inscreva-se|"
    r"top of page|ir al contenido|ir para o conteúdo|skip to|cookies?\b|copyright|©|"
    r"all rights reserved|todos los derechos reserv|todos os direitos reserv|tous droits réserv|"
    r"(?:media|press) (?:contact|enquir|inquir)|contacto de prensa|contato de imprensa|"
    r"contact presse|(?:for|para|pour) (?:more|más|mais|plus d[e’']) ?info|"
    r"(?:published|last updated|updated|publicado|actualizado|última actualización|atualizado|"
    r"última atualização|publié|mis à jour|dernière mise à jour)\s?(?:on|el|em|le|:)?\s?(?:\d|:|$)|"
    r"tags?:|etiquetas?:|home\s?[>/»|]|inicio\s?[>/»|]|início\s?[>/»|]|accueil\s?[>/»|]|"
    r"you are here|usted está|você está|vous êtes ici|version imprimable|print version|"
    r"versión (?:para imprimir|en (?:inglés|español|pdf))|english version|"
    # An address, with the number of the page where a browser printed it below.
    r"(?:https?://|file://|www\.)\S*(?:\s\d{1,3}\s?/\s?\d{1,3})?$|"
    # The day and the time at which it did, before the title.
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s\d{1,2}:\d\d(?:\s[ap]\.?\s?m\.?)?(?:\s.{1,120})?$))",
    re.IGNORECASE,
)
"""A line of a web page that is no part of the text."""

PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s?)?(?:p[aá]g(?:ina|\.)?|page|p\.)?\s?[|:]?\s?\d{1,3}"
    r"(?:\s?(?:/|\||of|de|sur)\s?\d{1,3})?(?:\s?[-–—|\])])?|"
    r"[-–—]\s?[ivxl]{1,6}\s?[-–—]",
    re.IGNORECASE,
)
"""A whole line with the number of a page; bare digits may be the number of a point instead."""

ISSUED_AS = re.compile(
    r"\b(?:declara(?:tion|ci[oó]n|ção)|d[ée]claration|statement|communiqu[eé]|comunicado|"
    r"pronunciamiento|resoluci[oó]n|resolution|resolução|r[eé]solution|acuerdo|acordo|accord|"
    r"consenso|consensus|manifiesto|proclam|conclusions?|conclusiones|conclusões|nota conjunta|"
    r"carta|charter|acta|plan|plano|agreement|compromiso|commitment)",
    re.IGNORECASE,
)
"""What a title calls the text."""


def opens_preambular(words: list[str]) -> bool:
    """
    Say whether a paragraph that begins with these folded words is preambular.

    >>> opens_preambular(["deeply", "concerned"]), opens_preambular(["calls", "upon"])
    (True, False)
    """
    place = 1 if len(words) > 1 and words[0] in _BEFORE_PARTICIPLE else 0
    return len(words) > place and words[place] in PREAMBULAR


def opens_operative(words: list[str]) -> bool:
    """
    Say whether a paragraph that begins with these folded words does something.

    >>> opens_operative(["no", "reconocen"]), opens_operative(["we", "urge"])
    (True, True)
    >>> opens_operative(["the", "ministers"])
    False
    """
    skipped = ("no", "nao", "ne", "se", "we", "also", "further", "strongly", "do", "does", "not")
    first = next((word for word in words[:4] if word not in skipped), "")
    return first in OPERATIVE
