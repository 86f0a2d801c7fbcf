"""Ordinary words of Norwegian talk: what happened, when, to whom and how it feels, around the subject of a call.

In a sentence they count for half of what other words do, since they lie beside its subject more often than they are it;
in a few typed words every one counts in full. Bokmål, nynorsk and everyday forms, from what is common in talk and not
from any list of articles.
"""

from kontakt.search.english import ENGLISH_EVERYDAY
from kontakt.search.fillers import FILLERS, OFFICE
from kontakt.search.words import folded_words

# What people do and what happens: to get, send, wait, begin, stand and go.
_VERBS = """
aktar akte anbefale anbefaler ane aner angå angår ant avgjør avgjøre bad be bedt begynne begynner begynt begynte
beholde behøve behøver ber bestemme bestemmer bestemt bestemte betala betale betaler betalt betalte bety betydde betyr
brakk brekke bringe brukt brukte byrja byrjar byrje bytta bytte bytter byttet båret bæra bære bærer diskutere dra drar
dratt drege drev drevet driv drive driver dro drukke dytte eide eie eier eig eiga eigde elske endre endrer endret
endte falle faller falt fare farer fart feila feile feiler feilet fell foreslå forklara forklare forklarer forklart
forstand forsto forstår forstått fortalt fortalte fortel fortelje forteller forvente forventer fraus frykte frykter
fulgt fungere fungerer fungerte funka funker føle føler følge følger følgje følt følte føre fører førte gikk glemme
glemmer glemt glemte gløymde gløyme gløymt grave greide greie gråte gråter hald handle handler handlet havna havnet
heldt hende hender hendte henta hente henter hentet hevder hjalp hjelpes hjulpet holde holder holdt hoppe hugsar hugse
huska huske husker husket håpa håpe håper hører høres hørt hørte innrømme innse jobba jobbar jobbe jobber jobbet kalle
kaller kalt kjempe kjenne kjenner kjent kjente kjøpa kjøpe kjøper kjøpt kjøpte kjøre kjører kjørt kjørte klara klarar
klare klarer klart klarte knekke knekt krangle krangler kreves køyrde køyre køyrer køyrt laga lage lager laget lagt
legg legge legger leggje leite leiter lese leser lest leste lete leter levd levde leve lever lo lova love lovet lukke
låne lære lærer lært lærte løpe løper manglar mangle mangler manglet meiner meinte mene mener mente merka merke merker
merket mista miste mister mistet motta mottatt møte møter møtt nekta nekte nekter nektet nemne nevne nevnt nådd opna
opnar opne oppdaga oppdage oppdaget oppgi oppgitt opplevd oppleve opplever oppstår oppstått orka orket passa passe
passer passet prate praten prater pratet prøvar prøvd prøvde prøve prøver påstå påstår ramla ramle ramlet reise reiser
reist reiste rekk rekke rekker rette rettet ringes rope ropte rydde satt satte senda sende sender sendes sendt sendte
ser sett sette setter sit sitte sitter sittet sjå sjår skjøna skjønar skjønne skjønner skjønte skled skreiv skrev
skrevet skriv skrive skriver slapp slippe slipper slo sluppet slutta slutte slutter sluttet slå slår slått snu snudd
snudde snur sov sove sover spare spore spøke start starta starte starter startet stemme stenge stoppa stoppe stopper
stoppet svarte synast synes synest syns såg søkte sørge sørger tape tenke traff treffe treffer trives trodde trudde
trykke tåle tåler tålt tømme tør tørre unngå unngår valgt valgte varer velge velger velje venne venta ventar vente
venter ventes ventet virka virke virker virket visste vurdere vurderer vurdert våge våkne væra åpne åpner åpnet
ødelagt øve øydelagt bo bu dropper droppe dukka dukke dukker dukket forholde forholder forsøke forsøker forsøkt
forsøkte irritere irriterer irritert mase maser plaga plage plager plaget rakk skaffa skaffe skaffer skaffet stresse
stresser takle takler vent venting viste
"""

# How much, how many, how big, how good, how soon.
_QUALITIES = """
absolutt akkurat allerede allereie alvorleg alvorlig annerledes annleis bedre best betre billeg billig bortsett ca
cirka dessverre desverre diverse dobbelt dum dumt dyr dyre dyrt dårleg dårlege dårlig dårlige egentlig eget egne
eigentleg einaste einig ekkel ekstra eldre elleve eneste enig enkel enkelt enkle faktisk fantastisk farleg farlig feil
felles fem femti ferdig fin fine fint fire fleste flink flott forferdeleg forferdelig forrige forskjellig fortsatt
framleis fremdeles frisk fryktelege fryktelig full fullt fyrste fælt førre først første førti gal galne galt gamal
gamalt gamle gammalt gammel ganske glad glade grei grusomt halv halvannen halve halvt hard heldigvis helst herre
hittil hundre hyggeleg hyggelig høg høge høy høye iallfall ihvertfall ille innimellom kald kaldt kjempe klar klok kort
korte kun lange langt lav lavt lei lett lettere lik like likeså likevel likså likt lita liten livsfarleg livsfarlig
lyst låg mindre minst mogleg mulig mulighet naturligvis nemleg nemlig neste nesten ni nokså nyleg nylig nær nærmeste
nært omtrent ope open ordentleg ordentlig overhodet par passende plent plutseleg plutselig privat rask raskere raskt
redd ren rettferdig rik riktig rimeleg rimelig rundt same samstundes samtidig sein seinare seint seks seksti
selvfølgelig sen senere sent sikker sikkert siste sjelden sju sjølvsagt skikkeleg skikkelig skrekkelig skummel
skummelt slem sliten små snill spesiell spesielt stadig stille stor store stort stygg stygt større største svær svært
syv særleg særlig temmelig tett tidleg tidlig tidligere tilfeldig tjue tolv travel tretti trist trygg trygt trøtt tung
tungt tusen tydeligvis uansett uheldig umogleg umulig ung ungt uroleg urolig usikker utrolig utruleg utrygg vanleg
vanlig vanskeleg vanskelig varm varmt veldig verkeleg verre verst verste vesle viktig viktige virkelig vond vondt åpen
åpent åtte øde bittelite diger digert digre ekte enkelte flinke fortere fortest fortvila fortvilet forskjellige
frustrert
gode hyggelige lengre lengst massevis merkelig midt nederste nærme nærmere nærmest nøyaktig private rar rare rart
slitne snille ulik ulike vanlige vanligvis viktigste øverste
"""

# When.
_TIMES = """
annakvar annenhver dagane dagar dagen dagene dagens dager datoen døgn døgnet ettermiddag ettermiddagen ferie ferien
fjor forgårs formiddag formiddagen framover fremover førstkommende gangen helgene idag ifjor igår ikveld imorgen
imorra middag minutt minutter minuttet morgenen morra morraen månedene måneder natten nattens nyttår overmorgen
periode perioden rad sekund sist sommeren stund stunden timen timevis ukas ukene vekevis åras årene årets årevis
årsskiftet dagers dagtid foreløpig førre kveldstid morges måneders månedsvis ukers ukesvis års
"""

# Numbers. (A seventeenth is in May.)
_NUMBERS = """
elleve tolv tretten fjorten femten seksten sytten atten nitten søtti sytti åtti nitti tredje fjerde femte sjette sjuende
syvende åttende niende tiende ellevte tolvte trettende fjortende femtende sekstende attende nittende tjuende trettiende
halvannet million millioner tusenlapp tusenlapper
"""

# Who and what: people, places and things that nearly any call may be about.
_AROUND = """
adresse bekjent bekjente beløp beskjed beskjeden bil bilane bilde bildet bilen bilene bilete bit biten brev breva
brevet by byen bygd bygda dama dame damen dings ektefelle ektemann eldste ende enden enke fall fallet familia familie
familien fetter folk folka foreldra foreldre foreldrene forskjell fot fyr fyren gangene gard gjeng gjengen greia
greiene grunn grunnen guten gutt gutten guttene guttungen heim heime hjem hjemme hjørne hjørnet hode hovud hus huset
hånd ide jenta jente jentene jentungen kant kanten kaos kilo kjæreste kjæresten kollega kollegaen kompis kompisen
kontor kontoret kopi krok krona krone kroner kusine kvadrat kvadratmeter kvinne linje lista liste liter liv livet
mannfolk meining mening menneske mennesker menneskja meter meteren meterne minste mål måte måten namn navn nevø niese
nummer nummeret område området onkel opplegg opplegget ord ordet papir papirene papirer penga pengane pengar pengene
penger person personen personer plass plassen plasser problem problema problemer problemet punkt regning rot sak saka
saken sakene saker samboer samboeren sambuar sida side situasjon situasjonen sjefen slags slektning slutt slutten stad
staden sted steder stedet stykk stykke stykker stykket svaret svigerfar svigermor tall tanta tante tenåring ting tinga
tingen tingene tinget tips tull tur turen tvilling tvillingene type ulempe utseende valg veg vegen vei veien vener
venn vennen venninna venninne ventetid yngste øyeblikk bilder damen dører føttene gata gate gaten grunner hendene
hodet hovudet jobb jobben møter møtet namnet
navnet papiret sjef sjefer telefonen
"""

EVERYDAY = frozenset(folded_words(_VERBS + _QUALITIES + _TIMES + _NUMBERS + _AROUND)) | (
    ENGLISH_EVERYDAY - FILLERS - OFFICE
)
ORDINARY = FILLERS | OFFICE | EVERYDAY
"""Words that are no other word misspelled, and not made of others: ``satt`` is no *skatt*, ``fortsatt`` no *fort* and
*att*."""
