"""A vocabulary from a file that somebody else made: which form it has is seen from what it holds."""

from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ErrorString

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kontakt.errors import KontaktError
from kontakt.files.reading import read_file
from kontakt.files.strict_yaml import at_line
from kontakt.locale import _
from kontakt.vocabulary import los, skos
from kontakt.vocabulary.concept_input import ReadVocabulary

LARGEST_FILE = 10_000_000
"""In bytes: twenty times Los. A file is read whole, and takes some forty times its size in memory."""


def read_vocabulary(path: Path) -> ReadVocabulary:
    """The vocabulary in a file: Los in its own form, or SKOS in RDF/XML.

    Raises KontaktError when the file cannot be read, is too large, is not XML, declares entities or a document type,
    has another form, or holds labels that no text may hold.
    """
    file = path.name
    data = read_file(path, LARGEST_FILE)
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise KontaktError(
            _("{file} declares a document type, where harmful files hide entities: save it without one.").format(
                file=file
            )
        ) from problem
    except ParseError as problem:
        line, _column = problem.position
        sentence = _("this is not XML ({reason}): get the file again from where it came.")
        raise KontaktError(at_line(file, line, sentence.format(reason=ErrorString(problem.code)))) from problem
    except (LookupError, ValueError) as problem:
        raise KontaktError(
            _("{file} is in an encoding that is not known ({reason}): save it as UTF-8.").format(
                file=file, reason=problem
            )
        ) from problem
    if root.tag == los.ROOT:
        return los.read_los(root, file)
    if root.tag == skos.ROOT:
        return skos.read_skos(data, file)
    raise KontaktError(
        _("{file} is neither Los in its source form nor SKOS in RDF/XML: choose another file.").format(file=file)
    )
