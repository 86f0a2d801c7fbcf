"""The same few concepts in both file forms, made up for the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

LOS = """\
<?xml version="1.0" encoding="UTF-8"?>
<Skos xmlns="urn:fdc:difi.no:2019:data:Skos-1">
  <Config><Name>Los</Name><BaseURI>https://psi.norge.no/los/</BaseURI></Config>
  <ConceptScheme path="ontologi/ord"><PrefLabel lang="nb">Ord</PrefLabel></ConceptScheme>
  <Concept path="tema/vei">
    <PrefLabel lang="en">Roads</PrefLabel><PrefLabel lang="nb">Vei</PrefLabel><PrefLabel lang="nn">Veg</PrefLabel>
    <InScheme>ontologi/tema</InScheme>
  </Concept>
  <Concept path="tema/vinter">
    <PrefLabel lang="nb">Vinterdrift</PrefLabel>
    <InScheme>ontologi/tema</InScheme><Broader>tema/vei</Broader>
  </Concept>
  <Concept path="ord/snorydding">
    <PrefLabel lang="en">*</PrefLabel>
    <PrefLabel lang="nb">Snørydding</PrefLabel>
    <PrefLabel lang="nn">Snørydding </PrefLabel>
    <AltLabel lang="nb">Snømåking</AltLabel>
    <HiddenLabel lang="nb">Plogbil</HiddenLabel>
    <HiddenLabel lang="nb">Freser</HiddenLabel>
    <HiddenLabel lang="nb">Snømåking</HiddenLabel>
    <HiddenLabel lang="nn">Fresar</HiddenLabel>
    <Note lang="nb">Å rydde snø.</Note>
    <InScheme>ontologi/ord</InScheme>
    <Broader>tema/vinter</Broader><Broader>tema/vei</Broader>
  </Concept>
  <Concept path="ord/riksvei">
    <PrefLabel lang="nb">Riksvei</PrefLabel><PrefLabel lang="nn">*</PrefLabel>
    <InScheme>ontologi/ord</InScheme><Broader>tema/vei</Broader>
  </Concept>
  <Concept path="hendelse/flytte">
    <PrefLabel lang="nb">Å flytte</PrefLabel><PrefLabel lang="nn">Å flytte</PrefLabel>
    <InScheme>ontologi/hendelse</InScheme><Related>ord/snorydding</Related>
  </Concept>
  <Concept path="ord/english"><PrefLabel lang="en">English only</PrefLabel><InScheme>ontologi/ord</InScheme></Concept>
  <Collection path="samling/kommune-los">
    <PrefLabel lang="nb">Kommune-Los</PrefLabel><Member>ord/snorydding</Member>
  </Collection>
</Skos>
"""

SKOS = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:ConceptScheme rdf:about="https://psi.norge.no/los/ontologi/ord"/>
  <skos:Concept rdf:about="https://psi.norge.no/los/ord/riksvei">
    <skos:prefLabel xml:lang="nb">Riksvei</skos:prefLabel>
    <skos:inScheme rdf:resource="https://psi.norge.no/los/ontologi/ord"/>
    <skos:notation>riksvei</skos:notation>
  </skos:Concept>
  <skos:Concept rdf:about="https://psi.norge.no/los/tema/vei">
    <skos:prefLabel xml:lang="nb">Vei</skos:prefLabel><skos:prefLabel xml:lang="nn">Veg</skos:prefLabel>
    <skos:inScheme rdf:resource="https://psi.norge.no/los/ontologi/tema"/>
    <skos:narrower rdf:resource="https://psi.norge.no/los/ord/riksvei"/>
    <skos:narrower rdf:resource="https://psi.norge.no/los/tema/vinter"/>
  </skos:Concept>
  <skos:Concept rdf:about="https://psi.norge.no/los/tema/vinter">
    <skos:prefLabel xml:lang="no">Vinterdrift</skos:prefLabel>
    <skos:inScheme rdf:resource="https://psi.norge.no/los/ontologi/tema"/>
  </skos:Concept>
  <skos:Concept rdf:about="https://psi.norge.no/los/ord/snorydding">
    <skos:hiddenLabel xml:lang="nb">Freser</skos:hiddenLabel>
    <skos:hiddenLabel xml:lang="nb">Plogbil</skos:hiddenLabel>
    <skos:hiddenLabel xml:lang="nn">Fresar</skos:hiddenLabel>
    <skos:altLabel xml:lang="nb-NO">Snømåking</skos:altLabel>
    <skos:prefLabel xml:lang="nb">Snørydding</skos:prefLabel>
    <skos:prefLabel xml:lang="nn">Snørydding</skos:prefLabel>
    <skos:inScheme rdf:resource="https://psi.norge.no/los/ontologi/ord"/>
    <skos:broader rdf:resource="https://psi.norge.no/los/tema/vei"/>
    <skos:broader rdf:resource="https://psi.norge.no/los/tema/vinter"/>
  </skos:Concept>
  <skos:Concept rdf:about="https://psi.norge.no/los/hendelse/flytte">
    <skos:prefLabel xml:lang="nb">Å flytte</skos:prefLabel><skos:prefLabel xml:lang="nn">Å flytte</skos:prefLabel>
    <skos:inScheme rdf:resource="https://psi.norge.no/los/ontologi/hendelse"/>
  </skos:Concept>
  <skos:Concept rdf:about="https://psi.norge.no/los/ord/english">
    <skos:prefLabel xml:lang="en">English only</skos:prefLabel>
  </skos:Concept>
  <skos:Collection rdf:about="https://psi.norge.no/los/samling/kommune-los">
    <skos:member rdf:resource="https://psi.norge.no/los/ord/snorydding"/>
  </skos:Collection>
</rdf:RDF>
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """``write(text)``: a file that holds it, under a name that says nothing."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "vocabulary.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def los(write: Callable[[str | bytes], Path]) -> Path:
    return write(LOS)


@pytest.fixture
def los_text() -> str:
    return LOS


@pytest.fixture
def skos_text() -> str:
    return SKOS
