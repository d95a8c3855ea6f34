"""
Word lists: what carries no matter of its own, what negates, what a declaration does.

Sources. Operative verbs: the initiating phrases of the United Nations
Editorial Manual ("Resolutions and decisions") and the verbs of the sample
corpus. Force: the scale of the codebook (docs/codebook.md). Stop words: the
closed classes of each language (articles, prepositions, pronouns, auxiliaries),
chosen by hand; **negations are never among them**, since "support" and "do not
support" would read alike.
"""

NEGATIONS: dict[str, frozenset[str]] = {
    "en": frozenset("no nor not never none neither without cannot nobody nothing".split()),
    "es": frozenset("no ni nunca jamás nada nadie ningún ninguna ninguno sin tampoco".split()),
    "pt": frozenset("não nem nunca jamais nada ninguém nenhum nenhuma sem tampouco".split()),
    "fr": frozenset("non n ne ni pas jamais rien personne aucun aucune sans".split()),
}

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        """
        a about above after again against all also am among amongst an and any are as at be because
        been before being below between both but by can could d did do does doing down during each
        either else even ever every few for from further had has have having he her here hers
        herself him himself his how however i if in into is it its itself just ll may me might more
        most much must my o of off on once one only onto or other others our ours out over own per
        re s same shall she should since so some such t than that the their theirs them themselves
        then there thereby therefore these they this those though through thus to too towards under
        until unto up upon us ve very was we were what when where whereas whether which while who
        whom whose will with within would yet you your
        """.split()
    ),
    "es": frozenset(
        """
        a al algo alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aquello
        así aun aún aunque bajo cabe cada como con contra cual cuales cualquier cuando cuanto cuya
        cuyas cuyo cuyos de del desde donde durante e el él ella ellas ello ellos en entre era eran
        es esa esas ese eso esos esta está están estas este esto estos fue fueron ha haber había
        habían haya hayan han hacia hasta la las le les lo los mas más me mediante mi mis misma
        mismas mismo mismos mucha muchas mucho muchos muy nos nosotros nuestra nuestras nuestro
        nuestros o os otra otras otro otros para pero por porque pues que qué quien quienes se sea
        sean según ser será serán si sí sido sino siendo so sobre son su sus tal tales también
        tan tanto te toda todas todo todos tras tu tus u un una unas uno unos y ya yo
        """.split()
    ),
    "pt": frozenset(
        """
        a à ao aos aquela aquelas aquele aqueles aquilo as às assim até cada com como contra cuja
        cujas cujo cujos da das de dela dele deles desde do dos e é ela elas ele eles em entre era
        eram essa essas esse esses esta está estão estas este estes eu foi foram há isso isto já
        lhe lhes mais mas me mesma mesmo meu minha muito na nas no nos nós nossa nossas nosso
        nossos num numa o os ou outra outras outro outros para pela pelas pelo pelos perante pois
        por porque qual quais quando que quem são se seja sejam sem ser será serão seu seus si sido
        sob sobre sua suas tal tais também tão tem têm toda todas todo todos um uma umas uns
        """.split()
    )
    - NEGATIONS["pt"],
    "fr": frozenset(
        """
        a à afin ainsi après au aussi autre autres aux avec avant c ce ceci cela celle celles celui
        ces cet cette ceux chaque chez comme comment contre d dans de depuis des dont du elle elles
        en encore entre envers es est et été être eu eux font fut ici il ils j je jusqu l la le les
        leur leurs lors lui m ma mais me même mêmes mes moi mon nos notre nous on ont ou où par
        parce pendant plus pour puis qu quand que quel quelle quelles quels qui s sa se selon ses
        si soit son sont sous sur t ta te tel telle telles tels tes toi ton tous tout toute toutes
        très tu un une vers via vos votre vous y
        """.split()
    ),
}

PROPOSING_VERBS = frozenset("propose invite offer suggest request ask".split())
"""Operative verbs that put something to another, who may take it up."""

ACCEPTING_VERBS = frozenset("accept agree".split())
"""Operative verbs that take up what another put forward."""

OPENING_VERBS: dict[str, frozenset[str]] = {
    "es": frozenset(
        """
        acepta acoge acuerda adopta advierte afirma agradece alienta anima anuncia apela apoya
        aprecia aprueba asegura celebra coincide comparte concluye condena confía confirma
        considera constata continúa convoca da decide declara deja denuncia deplora describe
        desconoce destaca elogia encarga encomia encomienda estima examina exhorta exige expresa
        felicita fija hace impulsa insiste insta invita juzga lamenta llama manifiesta mantiene
        muestra nota observa ofrece pide plantea prohíbe promete promueve propone propugna
        ratifica reafirma reclama recoge reconoce recomienda recuerda rechaza refuerza reitera
        renueva repudia requiere respalda resalta resuelve saluda se señala siente solicita
        sostiene subraya sugiere suspende toma urge valora ve
        """.split()
    ),
    "pt": frozenset(
        """
        aceita acolhe acorda afirma agradece anuncia apela apoia condena considera decide declara
        denuncia deplora destaca encoraja exige exorta expressa insta lamenta manifesta observa
        oferece pede propõe reafirma recomenda reconhece recorda rejeita reitera renova repudia
        ressalta resolve saúda solicita sublinha urge
        """.split()
    ),
    "fr": frozenset(
        """
        accepte affirme annonce appelle appuie condamne considère convient décide déclare demande
        déplore dénonce encourage engage exhorte exige exprime félicite insiste invite lance note
        offre prie propose rappelle réaffirme recommande reconnaît réitère rejette remercie
        renouvelle salue se souligne soutient
        """.split()
    ),
}
"""
Third-person verbs that open a point, for wordings whose operative verbs are not coded.

``se`` stands for every reflexive verb: "se compromete", "se félicite".
"""
