"""The vocabulary in the shared database, in the session and the transaction of the caller."""

from datetime import datetime

from sqlmodel import Session, delete, insert, select

from kontakt.vocabulary.concept import Concept, ConceptVocabulary, Kind
from kontakt.vocabulary.tables import ConceptRow, VocabularyRow


def load(session: Session) -> ConceptVocabulary | None:
    """The vocabulary that is kept; None where none was imported."""
    row = session.get(VocabularyRow, 1)
    if row is None:
        return None
    # Not left to the database: each collates in its own way.
    rows = sorted(session.exec(select(ConceptRow)), key=lambda row: row.path)
    return ConceptVocabulary(row.name, tuple(_concept(row) for row in rows))


def replace(session: Session, vocabulary: ConceptVocabulary, *, by: str, at: datetime) -> None:
    """Put ``vocabulary`` in the place of the one that is kept. ``at`` is UTC."""
    session.merge(VocabularyRow(name=vocabulary.name, editor=by, made_at=at))
    session.exec(delete(ConceptRow))
    if vocabulary.concepts:
        session.exec(insert(ConceptRow), params=[_values(concept) for concept in vocabulary.concepts])


def _values(concept: Concept) -> dict[str, object]:
    return {
        "path": concept.path,
        "kind": concept.kind.value,
        "name": concept.name,
        "name_nn": concept.name_nn,
        "alternatives": list(concept.alternatives),
        "alternatives_nn": list(concept.alternatives_nn),
        "hidden": list(concept.hidden),
        "hidden_nn": list(concept.hidden_nn),
        "broader": list(concept.broader),
        "municipal": concept.municipal,
    }


def _concept(row: ConceptRow) -> Concept:
    return Concept(
        path=row.path,
        kind=Kind(row.kind),
        name=row.name,
        name_nn=row.name_nn,
        alternatives=tuple(row.alternatives),
        alternatives_nn=tuple(row.alternatives_nn),
        hidden=tuple(row.hidden),
        hidden_nn=tuple(row.hidden_nn),
        broader=tuple(row.broader),
        municipal=row.municipal,
    )
