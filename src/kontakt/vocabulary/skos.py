"""A vocabulary as SKOS in RDF/XML, Los or another. rdflib is imported when one is read: it is slow to load."""

from typing import TYPE_CHECKING
from xml.sax import SAXException

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.vocabulary.concept import Kind, Role
from kontakt.vocabulary.concept_input import ReadConcept, ReadVocabulary, make_vocabulary
from kontakt.vocabulary.los import KINDS, MUNICIPAL

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ROOT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"

LOS = "https://psi.norge.no/los/"
"""What the addresses of Los's concepts begin with. What follows is the concept's path; concepts of other
vocabularies have their whole address as path."""

_STUMBLES = (SAXException, ValueError, TypeError, AttributeError, LookupError)
"""What rdflib's reader raises besides its own error: it trips over addresses and nodes that are none."""


def read_skos(data: bytes, file: str) -> ReadVocabulary:
    """The vocabulary in RDF/XML without a document type (the caller has looked). Raises KontaktError."""
    from rdflib import Graph  # noqa: PLC0415
    from rdflib.exceptions import ParserError  # noqa: PLC0415

    graph = Graph()
    try:
        graph.parse(data=data, format="xml", publicID=LOS)
    except (ParserError, *_STUMBLES) as problem:
        reason = " ".join(str(problem).removeprefix("None:").split())
        raise KontaktError(
            _("{file} is not RDF ({reason}): get the file again from where it came.").format(file=file, reason=reason)
        ) from problem
    return _SkosReader(graph).read(file)


class _SkosReader:
    """Makes read_concepts of a graph's concepts."""

    def __init__(self, graph: "Graph") -> None:
        from rdflib import RDF, SKOS, BNode  # noqa: PLC0415

        self.graph, self.type, self.skos, self.nameless = graph, RDF.type, SKOS, BNode

    def read(self, file: str) -> ReadVocabulary:
        skos = self.skos
        # A node without an address would have another name the next time.
        concepts = [node for node in self._all(skos.Concept) if not isinstance(node, self.nameless)]
        themes = {*self.graph.objects(None, skos.broader), *self.graph.subjects(skos.narrower, None)}
        read_concepts = [self._read(node, Kind.THEME if node in themes else Kind.WORD) for node in concepts]
        collections = [node for node in self._all(skos.Collection) if _path(node) == MUNICIPAL]
        members = [
            _path(member) for collection in collections for member in self.graph.objects(collection, skos.member)
        ]
        is_los = any(
            read_concept.path != str(concept) for read_concept, concept in zip(read_concepts, concepts, strict=True)
        )
        return make_vocabulary("Los" if is_los else self._name(), read_concepts, members if collections else None, file)

    def _all(self, kind: "Node") -> list["Node"]:
        return sorted(self.graph.subjects(self.type, kind), key=str)

    def _read(self, concept: "Node", kind: Kind) -> ReadConcept:
        skos, graph = self.skos, self.graph
        read_concept = ReadConcept(_path(concept), kind)
        for predicate, role in (
            (skos.prefLabel, Role.PREFERRED),
            (skos.altLabel, Role.ALTERNATIVE),
            (skos.hiddenLabel, Role.HIDDEN),
        ):
            for label in graph.objects(concept, predicate):
                read_concept.add_label(role, getattr(label, "language", None), str(label))
        read_concept.broader.update(map(_path, graph.objects(concept, skos.broader)))
        read_concept.broader.update(map(_path, graph.subjects(skos.narrower, concept)))
        for scheme in graph.objects(concept, skos.inScheme):
            read_concept.kind = KINDS.get(_path(scheme), read_concept.kind)
        return read_concept

    def _name(self) -> str:
        """What the first scheme is called."""
        labels = [label for scheme in self._all(self.skos.ConceptScheme) for label in self._names(scheme)]
        return labels[0] if labels else "SKOS"

    def _names(self, scheme: "Node") -> list[str]:
        return sorted(str(label) for label in self.graph.objects(scheme, self.skos.prefLabel))


def _path(node: "Node") -> str:
    return str(node).removeprefix(LOS).removeprefix(LOS.replace("https", "http"))
