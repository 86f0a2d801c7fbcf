"""Everyday words and the offices' words for the same: who says *doktor* is answered by what is written of *lege*.

Only words that mean one thing wherever a citizen says them; what one article alone calls so is a keyword of that
article. Bokmål and nynorsk spellings of one word are no matter of this table (``kontakt.search.spellings``).
"""

from collections.abc import Iterable

from kontakt.search.spellings import canonical
from kontakt.search.words import folded_words, stem

# Waste and home; water and heat; roads and traffic; animals.
_AROUND_THE_HOUSE = """
søppel boss avfall renovasjon skrot | søppelkasse søppeldunk avfallsdunk søppelspann bosspann avfallsbeholder dunk
søppelfylling avfallsmottak gjenvinningsstasjon miljøstasjon fyllplass | bleie engangsbleie | maling malingsspann
hus bolig enebolig | leilighet bolig | hytte fritidsbolig | utleier huseier husvert | hybel utleiedel sokkelleilighet
veranda terrasse platting balkong altan | bod uthus skur | garasje carport | tomt eiendom
tegning plantegning byggetegning
ovn ildsted vedovn peis | pipe skorstein | røykvarsler brannvarsler | kran vannkran springen | do toalett wc dass
kloakk avløp sluk | strømbrudd strømstans strømutfall | støy bråk leven | stank lukt vondlukt stinker | mur støttemur
lykt gatelys veilys lyktestolpe gatelykt lysstolpe | fartshump fartsdump | gangfelt fotgjengerfelt fotgjengerovergang
fortau gangvei | drosje taxi | buss rutebil | førerkort sertifikat | bot parkeringsbot kontrollsanksjon
holke hålke speilglatt speilblank glatt isete | brøyte snørydding | plog brøytebil | pukkelrygg hump
hund bikkje kjøter valp | katt pus pusekatt kattunge | sau søye lam | ku kyr storfe kveg | hest merr
hoggorm orm huggorm
rotte rotter mus skadedyr | veps vepsebol | dyrlege veterinær | krøtter beitedyr husdyr
papp kartong pappeske eske | matavfall matrest skrell kaffegrut bioavfall | kjeller sokkel underetasje | vegg skillevegg
lastebil vogntog trailer | elsparkesykkel sparkesykkel | snekre bygge | sofa møbel | kommode møbel | lenestol møbel
vaskemaskin hvitevare | komfyr hvitevare | varmtvannstank varmtvannsbereder
firehjuling atv | båthus naust | hytte feriehus | hive kaste slenge | ramle falle | jorde åker
"""

# Body and mind, old age, children, family, death.
_PEOPLE = """
lege doktor fastlege | sykehus hospital | sykehjem gamlehjem aldershjem pleiehjem | sykepleier pleier
hjemmehjelp praktisk vaskehjelp rengjøringshjelp | tannpine tannverk tannlege | medisin tablett pille legemiddel
influensasprøyte influensavaksine
deprimert deppa nedfor | selvskading skade | rus narkotika dop | ruser rusmisbruk | vold mishandler
rullestol hjelpemiddel | rullator gåstol | hjelpemiddel krykke | hørsel høreapparat | blind synshemmet svaksynt
døv hørselshemmet
barnehage barnehave | sfo skolefritidsordning fritidshjem | videregående gymnas | lærer kontaktlærer
erte mobbe utestenge mobbing
gymnastikksal gymsal idrettshall | skyss skoleskyss | gravid svanger | spedbarn baby nyfødt | bestemor besteforeldre
begravelse gravferd bisettelse | skilsmisse separasjon samlivsbrudd | vielse vigsel bryllup | dåp døpe
dødsfall død dødd avdød | pappapermisjon foreldrepermisjon pappaperm | skade ulykke | kjæledyr husdyr
dement glemsk senil demens | hjertestarter defibrillator | gravlund kirkegård gravplass
eks ekskone eksmann ekskjæreste
utlending innvandrer | flyktning asylsøker | tolk oversetter
"""

# Money, work, the office.
_OFFICE = """
regning faktura giro | lønning lønn | jobb arbeid stilling | oppsagt sparken | arbeidsledig arbeidsløs jobbløs
firma bedrift foretak selskap
kafé restaurant serveringssted spisested pub | øl alkohol sprit vin brennevin | gård småbruk gårdsbruk
fjøs låve driftsbygning | bonde gårdbruker
tillatelse løyve bevilling godkjenning | unntak dispensasjon fritak | klage anke | tilskudd støtte stønad
rabatt moderasjon redusert
lensmann politi | likningskontor ligningskontor skattekontor skatteetaten | arbeidskontor trygdekontor nav
rådhus kommunehus herredshus
stemme røyste valg | stemmekort valgkort | borgermester ordfører | fylkesmann statsforvalter
sosialkontor sosialhjelp nav
sjef arbeidsgiver | sykebil ambulanse | vgs videregående | mobil mobiltelefon | pc datamaskin | tv fjernsyn
utland spania | utland tyrkia | utland hellas | utland thailand | utland danmark | utland sverige | utland tyskland
utland polen
innlogging pålogging logge | internett bredbånd fiber wifi | personnummer fødselsnummer | adresse bosted
boliglån huslån
militær verneplikt førstegangstjeneste | moské menighet trossamfunn | forening lag klubb | utland syden | nettbrett ipad
forbruksgjeld forbrukslån kredittkort kredittgjeld | advokat jurist | purring purrebrev betalingspåminnelse
forsamlingslokale grendehus bygdehus samfunnshus lokale | svømmehall svømmebasseng basseng | kino film
korps musikkorps
skiløype skispor langrennsløype | sti tursti turvei | snøscooter skuter | bålbrenning bål | raketter fyrverkeri rakett
"""


def _groups() -> Iterable[tuple[str, ...]]:
    for line in (_AROUND_THE_HOUSE + _PEOPLE + _OFFICE).replace("\n", " | ").split("|"):
        yield tuple(map(canonical, folded_words(line)))


def _by_stem() -> dict[str, tuple[str, ...]]:
    by_stem: dict[str, tuple[str, ...]] = {}
    for words in _groups():
        for word in words:
            by_stem[stem(word)] = (*by_stem.get(stem(word), ()), *(other for other in words if other != word))
    return by_stem


_SYNONYMS = _by_stem()


def synonyms(word: str) -> tuple[str, ...]:
    """Other words, in the shared form, for what a folded word in any of its forms means."""
    return _SYNONYMS.get(stem(canonical(word)), ())
