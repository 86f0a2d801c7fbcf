"""Bokmål and nynorsk as one language: a table of spellings that are one word to a caller.

``canonical`` writes a folded word in the form both sides share. Every line of the table reads
"nynorsk or variant, shared form", in folded letters (ø is o, å is a, æ is e). ``^`` is the beginning of a word
and ``$`` its end; without them the letters are replaced inside compounds too. The longest line that fits is
used, and one that gives a word itself keeps shorter ones away from it. As both the knowledge base and the
query go through the table, a line that rewrites too much does no harm unless two different words meet.
"""

import re

# Sounds that differ throughout: ei/e, øy/ø, au/ø, ju/y, kj and gj inside a word, a/o.
_SOUNDS = """
heim hjem | leik lek | einsleg enslig | eingong engang | eigedom eiendom | eigendom eiendom | eigar eier
eigen egen | eigne egne | leige leie | meistar mester | meister mester | reinhald renhold | reingjer rengor
heit het | heildogn heldogn | fleir fler | meir mer | teikn tegn | seinare senere | breidde bredde
breiband bredband | aleine alene | koyr kjor | hoyr hor | loys los | royr ror | loyse$ loshet
loysetr loshetstr | gloym glem | stoyt stot | oydelegg odelegg | auke oke | auking oking | haust host
laus los | raud rod | aust ost | straum strom | kaup kjop | laup lop | naud nod | daud dod | draum drom
flaum flom | trauste troste | ^auge oye | sjuk syk | djup dyp | tjuv tyv | mjuk myk | ljos lys | ljod lyd
sokj sok | rkj rk | lgj lg | ggj gg | kkj kk | nkj nk | fylgj folg | folgj folg | kyrkj kirk | kyrk kirk
ferj ferg | verj verg | setj sett | setjenest setjenest | busetj bosett | symj svomm | hald hold | fald fold
vald vold | skoyte skjote | setel seddel | skild$ skilt | tilbod tilbud | forbod forbud | pabod pabud
ombod ombud | brot brudd | skot$ skudd | tilskot tilskudd | gong gang | bilet bild | hovud hoved
hode hoved | spel spill | vaksen voksen | vidare videre | amn avn | emn$ evn | nemn nevn | stemn stevn
emne emne | jamn jevn | botn bunn | heime hjemme | heima hjemme | slokk slukk | roykj royk | sporj spor
utan uten | utanfor utenfor | innanfor innenfor | nedanfor nedenfor | leidning ledning | forseink forsink
seinast senest | ^sein$ sen | ^seint$ sent | ^spreie$ spre | spreiing spredning | reins rens | forurein forurens
^rein$ ren | ^reint$ rent | ^leite$ lete | ^leitar$ leter | ^leiter$ leter | meining mening | ^meiner$ mener
^meint$ ment
einast enest | skeiv skjev | feitt fett | ^brei$ bred | ^breie$ brede | oydela odela | oydelagd odelagt
oydelagt odelagt | avgjer avgjor | oppgjer oppgjor
hogfjell hoyfjell | hogtid hoytid | hogspen hoyspen | ^hogd hoyd | ^hogare$ hoyere | ^hogast hoyest | ^lagare$ lavere
^lagast lavest | omn$ ovn | omnen$ ovnen | manad maned | aftan aften | slepp slipp | kopl kobl | rekn regn
^byte$ bytte | ^byter$ bytter
^tome$ tomme | ^tomer$ tommer | toming tomming | roming romning | ^lon$ lonn | ^lona$ lonnen | ngj ng | rgj rg
krevj krev
velj velg | skilj skill | tilvenj tilvenn | ^sitje$ sitte | kvardag hverdag | kvarandre hverandre | kvil hvil
^kvit hvit
kvalp valp | kveps veps | sameig samei | sereig serei | ^stig$ sti | turstig tursti | stigar$ stier | burett borett
omsyn hensyn
"""

# Endings inside and at the end of words.
_ENDINGS = """
ande$ ende | andes$ endes | andar ender | leg$ lig | legt$ lig | legare ligere | semd somhet | ar$ er
borgar borger | brukar bruker | takar taker | tager taker | givar giver | gjevar giver | gjev giv
forar forer | fiskar fisker | pleiar pleier | lerar lerer | arbeidar arbeider | byggjar bygger
leggjar legger | leiar leder | sokjar soker | soknar soker | malar maler | varslar varsler
forsorgar forsorger | bebuar bebor | hjelpar hjelper | vandrar vandrer | handlar handler | samar samer
samarbeid samarbeid | drivar driver | leiing leding | ledelse leding | seiing siging | vegleiing veiledning
rettleiing veiledning | rettlei veiled | lagd$ lagt | rettar$ rettigheter | offentleg offentlig
personleg personlig | venleg vennlig | tidleg tidlig | farleg farlig | arleg arlig | skriftleg skriftlig
munnleg muntlig | sal$ salg | gymsal gymsal | festsal festsal | universal universal | personal personal
sval$ svalg | valet$ valget | salet$ salget | eval$ evalg | neval neval | utval utvalg | utvalg utvalg | stad$ sted
staden$ stedet
stader$ steder | buar bor | leigar leier | mogleg mulig | vanleg vanlig | dagleg daglig | lovleg lovlig
legheit lighet | serleg serlig | kelege$ kelige | delege$ delige | gelege$ gelige | melege$ melige | velege$ velige
telege$ telige
oar$ or | oane$ one | igast igest | klast klest | nerast nermest | nerare nermere | nyare nyere | truleg trolig
jast$ es | erast$ eres | stengd stengt | sprengd sprengt | kjend$ kjent | kjende$ kjente | gjord$ gjort | sagd$ sagt
lagde$ lagte | ^nogd fornoyd | misnogd misfornoyd | teken$ tatt | tekne$ tatte | teke$ tatt | ^tek$ ter
vedtek$ vedter
deltek$ delter | godtek$ godter | mottek$ motter | overtek$ overter | ^held$ holder | oppheld$ oppholder
inneheld$ inneholder | ^fell$ faller | ^eig$ eier | ^eigd eid | ^sov$ sover | ^seld$ solgt | ^stole$ stjalet
forbode$ forbudt | pabode$ pabudt | anbod anbud | oppbod oppbud | ^sja$ se | ^seie$ si | ^seia$ si | ^ope$ apent
sondagsope$ sondagsapent | meirope$ merapent | ^opn apn | utsett$ utsatt | nedsett$ nedsatt | unnatak unntak
naturleg naturlig | ansvarleg ansvarlig | forsvarleg forsvarlig | hemmeleg hemmelig
tilgjengeleg tilgengelig | gjering gjoring
"""

# Words of their own.
_WORDS = """
bustad bolig | bostad bolig | bustonad bostotte | bustotte bostotte | buform boform | butilb botilb
buset boset | ^bu$ bo | buplikt boplikt | bumilj bomilj | bueining bonhet | busitu bositu | ^busett bosett
bukolle bokolle | loyve tillatelse | bevilling tillatelse | skule skole | skul skol | skuld skyld
tenest tjenest | ulukk ulykk | verksemd virksomhet | verknad virkning | medverk medvirk | verkemid virkemid
tilhove forhold | tryggleik trygghet | sikkerheit trygghet | sikkerhet trygghet | storleik storrelse
kjerleik kjerlighet | veg vei | vegring vegring | vass vann | vatn vann | veke uke | vigsle vigsel
vielse vigsel | ^val$ valg | ^vals valgs | ^sal$ salg | ^sals salgs | ^tru$ tro | trussamfunn trossamfunn
marknad marked | betring bedring | betre bedre | ferdigheit ferdighet | granne nabo | lekjar lege
lekje lege | tannlekjar tannlege | foreining forening | eining enhet | forureining forurensing
avkoyring avkjorsel | avkjoring avkjorsel | omsetj oversett | omsetting oversetting | saman sammen
framand frammed | frem fram | sjolv selv | sjolvmelding selvangivelse | mjolk melk | sommar sommer
morgon morgen | laurdag lordag | sundag sondag | tysdag tirsdag | syster soster | dotter datter
bryllaup bryllup | handsam behandl | opning apning | ^open$ apen | ^opne apne | rekning regning
kjelde kilde | vindauge vindu | golv gulv | jarn jern | nykel nokkel | mellombels midlertidig
attvinn gjenvinn | attbruk gjenbruk | attende tilbake | borne barne | ^born$ barn | ^borna$ barna
overforleg overforber | overforbar overforber | avskil avskjed | folgjebevis ledsagerbevis | herad kommune
skilnad forskjell | einskild enkelt | samanfoy sammenfoy | heimel hjemmel | innleiar innleder
utgreiing utredning | laga lage | noko no | nokon non | forsking forskning | naudsynt nodvendig
stonad stotte | numre nummere | ombring utbring | bos$ soppel | boss$ soppel | ^boss$ boss | ^boss soppel
bostom soppeltom | royst stemm | forehand forhand | ^valkort valgkort | ^vallok valglok | ^valdag valgdag
^valres valgres | luftureining luftforurensing | vassureining vannforurensing | einsemd ensomhet
eldstad ildsted | krins krets | tilsetj ansett | tilsett ansett | foresegn bestemmelse | lausoyre losore
tilvis henvis | gravstad gravsted | skuter scooter | skoter scooter | skooter scooter | skotter scooter | ^ar$ ar
gammal gammel | vaksn voksn | eigarane eierne | buande bonde | seljar selger | ^selje$ selge | ^fodd$ fodt
^fodde$ fodte
^tilsett$ ansatt | ^tilsette$ ansatte | ^gamal$ gammel | ^gamalt$ gammelt | ^samd enig | usamd uenig
^semje enighet | usemje uenighet
eigendel egenandel | eigendelar egenandeler | teieplikt taushetsplikt | styresmakt myndighet | ^byrj begynn
stadfest bekreft | meklar megler | forebels forelopig | yrkedag virkedag | verkedag virkedag | nyhende nyhet
familiesamein familiegjenforen | rorslehem forflytningshem | ^rorsle beveielse | kyrkjelyd menighet
folkeroysting folkeavstevning | ^yting ytelse | skadebot erstatning | grunngiv begrunn | grunngjev begrunn | hugs husk
framlegg forslag | forespurnad henvendelse | loyndom hemmelighet | trugsmal trussel | ^trugar$ truer | ^truga$ truet
^hol$ hull | ^holet$ hullet | ^hola$ hull | ^stove$ stue | ^stova$ stua | ^loa$ laven | ^lauv lov | oske aske
^vitje besoke | foremal formal | spegel speil | ^innbu$ innbo | bubil bobil | bustyr bostyr | atvar adver
namsfut namsfogd | skeis skjot | snomoking snomaking | ^moke$ make | ^saknar$ savner | ^sakna$ savnet
^uroa$ bekymret
^ex$ eks | ^exen$ eksen | ^exmann eksmann | ^exkon ekskon | forvalting forvaltning | pavising pavisning
aktlaus uaktsom | heilagdag helligdag | uheld uhell
"""

# What many dialects say, as it is written by those who write as they speak.
_DIALECTS = """
^dau$ dod | ^daue$ dode | ^holl$ hull | bonnehage barnehage | ^bonn$ barn | ^onga$ unger | ^ongan$ ungene
^onger$ unger
^ungan$ ungene | ^vainn vann | ^vatten$ vann | kjork kirk | broit broyt | ^gammalt$ gammelt | ^skola$ skolen
"""

# English words that the lists above would make into others.
_ENGLISH = """
^bear$ bear | ^bears$ bears | ^boar$ boar
"""


def _table() -> dict[str, str]:
    lines = re.split(r"[|\n]", _SOUNDS + _ENDINGS + _WORDS + _DIALECTS + _ENGLISH)
    return dict(line.split() for line in lines if line.strip())


def _pattern(variants: list[str]) -> re.Pattern[str]:
    """One alternation, grouped by first letter, so that a word is scanned once and fast."""
    by_letter: dict[str, list[str]] = {}
    for variant in sorted(variants, key=lambda spelling: (-len(spelling), spelling)):
        by_letter.setdefault(variant[0], []).append(re.escape(variant[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_letter.items()))


SHARED = _table()
_VARIANT = _pattern(list(SHARED))


def canonical(word: str) -> str:
    """The shared form of a folded word: ``skulelækjar`` and ``skolelege`` both give ``skolelege``."""
    return _VARIANT.sub(_shared, f"^{word}$").strip("^$")


def _shared(match: re.Match[str]) -> str:
    return SHARED[match[0]]
