"""The tenses of Norwegian verbs: what happened (*feide, frosset, skled*) and what it is called (*feie, fryse, skli*)
are one word to a caller."""

import re
from collections.abc import Iterator

from kontakt.search.words import folded_words

# Verbs whose vowel changes, each with its forms in both languages. Left out are forms that are other words as well
# (*rev, bar, red, vant*).
_STRONG = """
binde binder bandt bundet bunde | bite biter beit bitt bet | brekke brekker brakk brukket brekt
brenne brenner brant brent brunne | bryte bryter brøt brutt braut brote | bære bærer båret
dra drar dro dratt drog drege | drikke drikker drakk drukket drukke | drive driver drev drevet dreiv
falle faller falt fell | finne finner fant funnet funne | flyte flyter fløt flaut
forlate forlater forlot forlatt | forsvinne forsvinner forsvant forsvunnet | fryse fryser frøs frosset frossen frosne fraus frose
følge følger fulgte fulgt | grave graver gravde gravd gravet | gripe griper grep | gråte gråter gråt | henge henger hang hengt
hjelpe hjelper hjalp hjulpet | hogge hogger hogg hogd hugget | knekke knekker knakk knekt | krype kryper krøp
legge legger lagt | pipe piper pep | renne renner rant | rive river revet rivd | ryke ryker røk røket rauk
selge selger solgte solgt selje selde selt | skjære skjærer skåret | skli sklir skled sklidd | skrike skriker skrek
skrive skriver skrev skrevet skreiv | skyte skyter skjøt skutt skaut skote | skyve skyver skjøv | slippe slipper slapp sluppet
slå slår slo slått | smelle smeller smalt | snyte snyter snøt snytt | sprekke sprekker sprakk sprukket | sprette spretter spratt
springe springer sprang sprunget | stige stiger steget | stikke stikker stakk stukket | stjele stjeler stjal stjålet
stryke stryker strøk strøket | svi svir svidd | synke synker sank sunket | treffe treffer traff truffet
trekke trekker trakk trukket | tvinge tvinger tvang tvunget | velge velger valgte valgt valde | avslå avslår avslo avslått
bygge bygger bygde bygd | rømme rømmer rømte rømt | ødelegge ødelegger ødela ødelagt øydelagt
ansette ansetter ansatte ansatt | påkjøre påkjører påkjørte påkjørt
"""
_ONCE = re.compile("(.{3,}[^aeiouy])te?$|(.{2,}(?:ei|oy|v))de?$")
_NOW = re.compile("(?:(.{3,}[^aeiouy])|(.{2,}(?:ei|oy|v)))er?$")


def _by_form(table: str) -> dict[str, tuple[str, ...]]:
    by_form: dict[str, tuple[str, ...]] = {}
    for line in table.replace("\n", " | ").split("|"):
        forms = tuple(folded_words(line))
        by_form.update(dict.fromkeys(forms, forms))
    return by_form


_BY_FORM = _by_form(_STRONG)


def tenses(word: str) -> Iterator[str]:
    """What a folded verb may be in its other tenses, whether or not there is such a word."""
    yield from _BY_FORM.get(word, ())
    once = _ONCE.match(word)
    if once:
        stem = once[1] or once[2]
        yield from (f"{stem}e", f"{stem}er", f"{stem}ing")
    now = _NOW.match(word)
    if now:
        endings = ("te", "t") if now[1] else ("de", "d")
        yield from (f"{now[1] or now[2]}{ending}" for ending in endings)
