"""Los in its own source form: one XML file of themes, words, events and collections."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kontakt.vocabulary.concept import Kind, Role
from kontakt.vocabulary.concept_input import ReadConcept, ReadVocabulary, make_vocabulary

NAMESPACE = "{urn:fdc:difi.no:2019:data:Skos-1}"
ROOT = f"{NAMESPACE}Skos"

KINDS = {"ontologi/tema": Kind.THEME, "ontologi/ord": Kind.WORD, "ontologi/hendelse": Kind.EVENT}
"""By the scheme that a concept is in."""

MUNICIPAL = "samling/kommune-los"
"""The collection of the words that Los itself counts as the municipalities' ("Kommune-Los")."""

_ROLES = {"PrefLabel": Role.PREFERRED, "AltLabel": Role.ALTERNATIVE, "HiddenLabel": Role.HIDDEN}


def read_los(root: Element, file: str) -> ReadVocabulary:
    """The vocabulary below the root element. Raises KontaktError."""
    read_concepts: dict[str, ReadConcept] = {}
    for element in root.iter(f"{NAMESPACE}Concept"):
        path = (element.get("path") or "").strip()
        _fill(read_concepts.setdefault(path, ReadConcept(path)), element)
    collections = [
        collection for collection in root.iter(f"{NAMESPACE}Collection") if collection.get("path") == MUNICIPAL
    ]
    members = [text for collection in collections for text in _texts(collection, "Member")]
    name = next(_texts(root, "Config/Name"), "Los")
    return make_vocabulary(name, read_concepts.values(), members if collections else None, file)


def _fill(read_concept: ReadConcept, element: Element) -> None:
    for tag, role in _ROLES.items():
        for label in element.findall(NAMESPACE + tag):
            read_concept.add_label(role, label.get("lang"), label.text or "")
    read_concept.broader.update(_texts(element, "Broader"))
    for scheme in _texts(element, "InScheme"):
        read_concept.kind = KINDS.get(scheme, read_concept.kind)


def _texts(element: Element, path: str) -> Iterator[str]:
    for found_element in element.findall("/".join(NAMESPACE + tag for tag in path.split("/"))):
        if text := (found_element.text or "").strip():
            yield text
