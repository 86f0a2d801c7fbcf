"""Words that carry a sentence but not its subject, in bokmål, nynorsk and everyday speech.

They are never stripped: in a query of one or two words they count for less, in a longer one for little. So do the
words of a phrase, where they stand in it.
"""

from collections.abc import Iterable

from kontakt.search.english import ENGLISH_FILLERS, ENGLISH_OFFICE
from kontakt.search.words import folded_words

# Grammar: pronouns, prepositions, auxiliaries, question words, dialect among them.
_GRAMMAR = """
a alle alt altfor alltid and andre at att av bare begge ble bli blir blitt blei bort borte da de deg dei deira dem den
denne der dere deres dermed det dette di din ditt dit du då dykk dykkar eg egen ei eige ein eit eitt ej ell eller
elles ellers en enda enn ennå er et ett etter fekk fikk fleire flere for fordi fra fram frå før få får fått gjennom
gjer gjerne gjor gjorde gjort ha hadde han hans har hatt heile hele hel heilt helt hen henne hennar hennes her hit hja
ho hos hun hva hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor høgt høyt i igjen ikke ikkje inn inne innen
ingen inga ingenting ja jeg jo kan kanskje kom kor kordan korleis korfor kva kvar kven kvifor kvart kunne kommer kjem
la lang langs lenge lenger litt lite mange masse mest me med meg mellom men mer meir mi min mine mitt mot mye mykje må
na nei nok noe noen noka noko nokon nokre nor ny nye nytt nå når ned nede og også om opp oppe oss over på per
samme seg selv si sia siden sidan sin sine sitt sjøl sjølv skal skulle slik sånn sånne sant som så til tilbake to te
ti tre under unna ut ute utan utanfor utenfor uten vi vil ville vore var vart ved vere vert være vært vår våre vårt
vores verken å ofte oftare oftere alene åleine enten hverken jamt annen anna annan annet altså attafor bak bakafor
bakom blant bortanfor bortenfor bortover bortpå borti dersom derfor derfra derimot dessuten dog dykker endelig endeleg
ettersom etterpå eventuelt eine ene forbi foran framfor fremfor framme heller herfra hitover hvert iblant ifra imellom
innafor innanfor innom innover innpå inni kommet langsmed mens medan nedafor nedanfor nedenfor nedenom nedi nedover
nedpå noenting omkring oppi oppover oppå ovafor ovanfor ovenfor ovenpå samtlige slikt slike sjølve utafor utfor utom
utover utpå viss visst via sto berre aldri vekk gå ga gav man so imens
"""

_DIALECT = """
je jæ æ æg e ek mæ dæ sæ døm dom hu hårr hårre korr håkken håkke hokken åssen assen hossen koss kossn kossen
kem kæ ka kå kåffer kaffor itte ittj inte ikkj kje itt dikkan dokker dokke døkk dåkke dere'n dokk me mi
hainn haill noen' nåkka nåkken nåe nåen noe' sku ska må'n skull vart vørti blitt vøri vøre vær væl vel au
og'an henner hit attmed attåt
"""

# Talk: what callers and agents say around their subject, and who they are.
_TALK = """
angående beklager bra burde bør bor bur bodde dag forresten gjelder gjeld gjeller gjerne god greit greier går gått
hallo halla hei heisann hjelpe hjelpa hjelper høre høyre høyrer innbygger innbyggjar innringer komme koma kome lure
lurer lurte lurar morn mvh nettopp ok okei orker orkar ringe ringer ringte ringjer ringt sa sagt sier seier snakke
snakka snakker spør spørre spørr spørsmål spurt svar svare takk tenker tenkte tror trur trenge trenger treng trengte
vet veit vite vita visst vennlig vennligst venleg ønsker ønskjer finne finn finner finst finnes fins fant gjøre gjere
gjør må ta tar tek tatt står stå stod ligge ligger ligg skjer skjedd hendt gi gir gjev gitt mor moren mora mi
far faren bror søster syster sønn son sønnen sonen datter dotter datteren dattera mann mannen kone kona barnet ungen
ungene ungane gubben mamma pappa bestemor bestefar oldemor sjekke sjekka vise viser vis bruke bruker brukar snart fort
haste hastar haster fiksa fikse fiksar fikser ordne ordna ordner ordnar krev krever grunnet grunna ifølge pga ifm ift
mtp mht evt osv dvs vedr ang bla fbm asså assa fader faen fatter fortell fortelle forstå hilsen huff herregud jaggu
jammen jævla lissom liksom nødt orsak pleide pleier plar stakkars sannelig sjønner søren tenkt unnskyld uff gidder
gidde gadd ordnet seie seia spørje spørja gje gjeve dottera bestefaren bestemora bestemoren farmor farfar mormor
morfar forøvrig javel javisst jaja jada joda neida nja tja ehm eh øh hm mhm aha oi
"""

# Phrases of words that carry a subject elsewhere (utrygg grunn, av og på, kontakt med saksbehandler).
_PHRASES = """
på grunn av | av den grunn | i forbindelse med | i samband med | i forhold til | med hensyn til | med omsyn til
i tillegg til | i tillegg | ved hjelp av | i løpet av | når det gjelder | når det gjeld | det vil si | i stedet for
i staden for | for eksempel | til dømes | av og til | nå og da | no og da | med en gang | med ein gong | med det samme
så fort som mulig | så snart som mulig | så snart som mogleg
i det hele tatt | i det heile | først og fremst | fyrst og fremst | stort sett | til vanlig | til vanleg | som regel
etter hvert | etter kvart | til slutt | om lag | i orden | en del | ein del | på forhånd | på førehand
ta kontakt med | ta kontakt | komme i kontakt med | god dag | god morgen | god morgon | god kveld | ha det bra | ha det
så vidt | lyst til | lyst på | på plass | regnet som | regna som | regne med | regner med | hver gang | kvar gong
hele tida | hele tiden
heile tida | hver dag | kvar dag | hver eneste | kvar einaste | ved siden av | ved sida av | holder på | held på
holdt på | driver og | driv og
går an | gå an | lov til | er nødt til | det siste | for tida | for tiden | med tanke på | rett og slett
en eller annen | et eller annet
ein eller annan | eit eller anna | ett eller annet | i forveien | på forhånd | den slags | hva slags | kva slags
før eller siden | så å si | til og med
i hvert fall | i alle fall | i kvart fall | på en måte | på ein måte | i grunnen | i bunn og grunn | for så vidt
i utgangspunktet
hva som helst | kva som helst | hvem som helst | kven som helst | når som helst | for øvrig | på egen hånd
på eiga hand
få tak i | får tak i | fått tak i | fikk tak i | tak i noen | sette i gang | setter i gang | på ferde | uten videre
utan vidare
fra før | frå før | i mellomtiden
"""

# The office and the calendar: what nearly every question may hold. They say a little, not nothing; so does must
# (måtte), which is maths (matte) as well.
_OFFICE = """
kommune kommunen kommuna kommunane kommuner søke søkje søkja søker søkjer søkt søknad søknaden søkjast
skjema skjemaet frist fristen fristar frister koste koster kostar kosta pris prisen prisar priser
informasjon info opplysning kontakt kontakte hjelp hjelpen flytte flytter flyttar flytta flyttet bestille
bestiller bestilla melde melder meldt meld vilkår krav regler reglar rett tilbud tilbod ordning lov lovleg
lovlig avtale avtala mandag måndag tirsdag tysdag onsdag torsdag fredag lørdag laurdag lørdager søndag
sundag kveld kvelden morgen morgon natt natta helg helga helgen uke uka uken veke veka veker uker måned
måneden månad år året åra sommer sommar høst hausten høsten vinter vinteren vår våren jul påske januar
februar mars april mai juni juli august september oktober november desember tid tida tiden gang ganger
gonger time timar sentrum måtte
"""


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    by_word: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        by_word[phrase[0]] = (*by_word.get(phrase[0], ()), phrase)
    return by_word


FILLERS = frozenset(folded_words(_GRAMMAR + _DIALECT + _TALK)) | ENGLISH_FILLERS
OFFICE = (frozenset(folded_words(_OFFICE)) | ENGLISH_OFFICE) - FILLERS
TURNING = frozenset(folded_words("ikke ikkje inn ned opp ut uten utan"))
"""Fillers that turn what is said round: *ikke vann*, *si opp*."""

DENYING = frozenset(folded_words("ikke ikkje ikkj itte ittje itj inte uten utan"))

PHRASES = _by_first_word(tuple(folded_words(phrase)) for phrase in _PHRASES.strip().replace("\n", "|").split("|"))
