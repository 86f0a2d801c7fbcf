"""Reading a vocabulary that somebody else made, in either form, and refusing what is none."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from _pytest.tmpdir import TempPathFactory
from hypothesis import given
from hypothesis import strategies as st

from kontakt.errors import KontaktError
from kontakt.files.validation import refused_character
from kontakt.vocabulary import reading
from kontakt.vocabulary.concept import Concept, ConceptVocabulary, Kind
from kontakt.vocabulary.reading import read_vocabulary

NO_CONCEPTS = '<Skos xmlns="urn:fdc:difi.no:2019:data:Skos-1"/>'
BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
RDF_AND_SKOS = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"'
)

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30).filter(
    lambda text: refused_character(text) is None and text.isprintable()
)
words = st.text("abcæøå éô-ABC&<'", min_size=1, max_size=12).filter(lambda text: any(map(str.isalpha, text)))


def refused(path: Path, *parts: Any) -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(KontaktError) as refusal:
        read_vocabulary(path)
    sentence = str(refusal.value)
    assert "\n" not in sentence
    for part in (path.name, *parts):
        assert part in sentence
    return sentence


def one_concept(label: str, lang: str = "nb") -> str:
    return NO_CONCEPTS.replace(
        "/>", f'><Concept path="ord/x"><PrefLabel lang="{lang}">{label}</PrefLabel></Concept></Skos>'
    )


def test_a_concept_comes_with_its_labels_in_both_language_forms(los: Path) -> None:
    assert read_vocabulary(los).vocabulary.by_path["ord/snorydding"] == Concept(
        path="ord/snorydding",
        kind=Kind.WORD,
        name="Snørydding",
        name_nn="Snørydding",
        alternatives=("Snømåking",),
        hidden=("Freser", "Plogbil"),
        hidden_nn=("Fresar",),
        broader=("tema/vei", "tema/vinter"),
        municipal=True,
    )


def test_themes_words_and_events_are_told_apart(los: Path) -> None:
    kinds = {each.path: each.kind for each in read_vocabulary(los).vocabulary.concepts}
    assert kinds == {
        "hendelse/flytte": Kind.EVENT,
        "ord/riksvei": Kind.WORD,
        "ord/snorydding": Kind.WORD,
        "tema/vei": Kind.THEME,
        "tema/vinter": Kind.THEME,
    }


def test_both_forms_of_the_same_concepts_are_equal(
    write: Callable[[str | bytes], Path], los_text: str, skos_text: str
) -> None:
    assert read_vocabulary(write(los_text)) == read_vocabulary(write(skos_text))


def test_a_placeholder_is_no_label(los: Path) -> None:
    assert read_vocabulary(los).vocabulary.by_path["ord/riksvei"].names == ("Riksvei",)


def test_a_concept_without_a_norwegian_name_is_left_out_and_counted(los: Path) -> None:
    read = read_vocabulary(los)
    assert read.nameless == 1
    assert "ord/english" not in read.vocabulary.by_path


def test_a_concept_with_a_nynorsk_name_alone_is_called_by_it(write: Callable[[str | bytes], Path]) -> None:
    concept = read_vocabulary(write(one_concept("Leikeplass", "nn"))).vocabulary.by_path["ord/x"]
    assert (concept.name, concept.name_nn) == ("Leikeplass", "Leikeplass")


def test_only_members_of_the_collection_are_municipal(los: Path) -> None:
    assert [each.path for each in read_vocabulary(los).vocabulary.concepts if each.municipal] == ["ord/snorydding"]


def test_without_a_collection_every_word_is_municipal(write: Callable[[str | bytes], Path], los_text: str) -> None:
    start = los_text.index("<Collection")
    without = los_text[:start] + "</Skos>"
    municipal = [each.path for each in read_vocabulary(write(without)).vocabulary.concepts if each.municipal]
    assert municipal == ["ord/riksvei", "ord/snorydding"]


def test_another_vocabulary_than_los_is_read_by_its_addresses(write: Callable[[str | bytes], Path]) -> None:
    text = f"""<rdf:RDF {RDF_AND_SKOS}>
      <skos:ConceptScheme rdf:about="https://example.invalid/s"><skos:prefLabel>Fylkesord</skos:prefLabel>
      </skos:ConceptScheme>
      <skos:Concept rdf:about="https://example.invalid/a"><skos:prefLabel>Buss</skos:prefLabel>
        <skos:broader rdf:resource="https://example.invalid/b"/></skos:Concept>
      <skos:Concept rdf:about="https://example.invalid/b"><skos:prefLabel xml:lang="no">Reise</skos:prefLabel>
      </skos:Concept>
      <skos:Concept><skos:prefLabel>Uten adresse</skos:prefLabel></skos:Concept>
    </rdf:RDF>"""
    assert read_vocabulary(write(text)).vocabulary == ConceptVocabulary(
        "Fylkesord",
        (
            Concept(
                path="https://example.invalid/a",
                kind=Kind.WORD,
                name="Buss",
                broader=("https://example.invalid/b",),
                municipal=True,
            ),
            Concept(path="https://example.invalid/b", kind=Kind.THEME, name="Reise"),
        ),
    )


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.tuples(words, st.lists(words, max_size=3), st.lists(words, max_size=3), st.sets(st.text("abc", min_size=1))),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_the_labels_both_forms_are_equal(
    tmp_path_factory: TempPathFactory, concepts: dict[str, tuple[str, list[str], list[str], set[str]]]
) -> None:
    los, skos = [], []
    for id, (name, alternative, hidden, broader) in concepts.items():
        los.append(f'<Concept path="ord/{id}"><PrefLabel lang="nb">{escape(name)}</PrefLabel>')
        los += [f'<AltLabel lang="nn">{escape(text)}</AltLabel>' for text in alternative]
        los += [f'<HiddenLabel lang="nb">{escape(text)}</HiddenLabel>' for text in hidden]
        los += [f"<Broader>ord/{each}</Broader>" for each in broader]
        los.append("<InScheme>ontologi/ord</InScheme></Concept>")
        base = "https://psi.norge.no/los/"
        skos.append(f'<skos:Concept rdf:about="{base}ord/{id}">')
        skos.append(f'<skos:prefLabel xml:lang="nb">{escape(name)}</skos:prefLabel>')
        skos += [f'<skos:altLabel xml:lang="nn">{escape(text)}</skos:altLabel>' for text in alternative]
        skos += [f'<skos:hiddenLabel xml:lang="nb">{escape(text)}</skos:hiddenLabel>' for text in hidden]
        skos += [f'<skos:broader rdf:resource="{base}ord/{each}"/>' for each in broader]
        skos.append(f'<skos:inScheme rdf:resource="{base}ontologi/ord"/></skos:Concept>')
    path = tmp_path_factory.mktemp("forms") / "file"
    path.write_text(NO_CONCEPTS.replace("/>", f">{''.join(los)}</Skos>"), encoding="utf-8")
    from_los = read_vocabulary(path)
    path.write_text(f"<rdf:RDF {RDF_AND_SKOS}>{''.join(skos)}</rdf:RDF>", encoding="utf-8")
    assert read_vocabulary(path) == from_los


@given(st.one_of(texts, texts.map(one_concept), texts.map(lambda text: f"<rdf:RDF {RDF_AND_SKOS}>{text}</rdf:RDF>")))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path_factory: TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_text(text, encoding="utf-8")
    with suppress(KontaktError):
        assert read_vocabulary(path).vocabulary.concepts


def test_what_is_not_xml_is_refused_with_its_line(write: Callable[[str | bytes], Path]) -> None:
    refused(write("<a>\n<b>\n</a>"), "line 3")
    refused(write("Kjære alle"), "line 1")
    refused(write(""), "line 1")


def test_another_form_of_xml_is_refused(write: Callable[[str | bytes], Path]) -> None:
    refused(write("<html/>"), "SKOS")


@pytest.mark.parametrize("content", [NO_CONCEPTS, f"<rdf:RDF {RDF_AND_SKOS}/>", one_concept("*")])
def test_a_file_without_concepts_is_refused(write: Callable[[str | bytes], Path], content: str) -> None:
    refused(write(content), "no concept")


@pytest.mark.parametrize(
    "content",
    [
        BOMB + one_concept("&b;"),
        BOMB + f'<rdf:RDF {RDF_AND_SKOS}><skos:Concept rdf:about="x"/></rdf:RDF>',
        '<!DOCTYPE x SYSTEM "file:///etc/hostname">' + one_concept("x"),
        "<!DOCTYPE x>" + one_concept("x"),
    ],
)
def test_a_document_type_is_refused_before_its_entities_are_read(
    write: Callable[[str | bytes], Path], content: str
) -> None:
    refused(write(content), "document type")


def test_a_file_above_the_limit_is_refused_before_it_is_parsed(write: Callable[[str | bytes], Path]) -> None:
    path = write("")
    with path.open("r+b") as stream:
        stream.truncate(100_000_000)
    refused(path, "10 MB")


def test_a_file_at_the_limit_is_read(
    write: Callable[[str | bytes], Path], los_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(los_text)
    monkeypatch.setattr(reading, "LARGEST_FILE", path.stat().st_size)
    assert read_vocabulary(path).vocabulary.name == "Los"
    monkeypatch.setattr(reading, "LARGEST_FILE", path.stat().st_size - 1)
    refused(path, "MB")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere.xml", "cannot be read")
    refused(tmp_path, "is a folder")


def test_broken_utf_8_is_refused_with_its_line(write: Callable[[str | bytes], Path]) -> None:
    refused(write(one_concept("\nbrøyt").encode("latin-1")), "line 2")


def test_the_encoding_that_a_file_names_is_read(write: Callable[[str | bytes], Path]) -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + one_concept("brøyt")
    assert read_vocabulary(write(text.encode("latin-1"))).vocabulary.by_path["ord/x"].name == "brøyt"


@pytest.mark.parametrize("encoding", ["EBCDIC-7", "Shift_JIS"])
def test_an_encoding_that_nobody_knows_is_refused(write: Callable[[str | bytes], Path], encoding: str) -> None:
    refused(write(f'<?xml version="1.0" encoding="{encoding}"?>' + one_concept("x")), "UTF-8")


def test_a_label_that_is_too_long_is_refused_and_its_concept_named(write: Callable[[str | bytes], Path]) -> None:
    refused(write(one_concept("x" * 5000)), "ord/x", "prefLabel@nb", "200")


@pytest.mark.parametrize("label", ["a\u202eb", "a\x85b\x9fc"])
def test_a_control_character_is_refused_and_its_concept_named(write: Callable[[str | bytes], Path], label: str) -> None:
    refused(write(one_concept(label)), "ord/x", "control character")


def test_paths_that_differ_in_how_a_letter_is_made_are_one(write: Callable[[str | bytes], Path]) -> None:
    composed, decomposed = (
        '<Concept path="ord/' + letter + '"><PrefLabel lang="nb">x</PrefLabel></Concept>' for letter in ("å", "a\u030a")
    )
    vocabulary = read_vocabulary(write(NO_CONCEPTS.replace("/>", f">{composed}{decomposed}</Skos>"))).vocabulary
    assert [each.path for each in vocabulary.concepts] == ["ord/å"]


def test_a_concept_without_a_path_is_refused(write: Callable[[str | bytes], Path]) -> None:
    refused(write(one_concept("x").replace(' path="ord/x"', "")), "path")


@pytest.mark.parametrize(
    "body",
    [
        '<skos:Concept rdf:about="x" rdf:ID="y"/>',
        '<skos:Concept rdf:about="http://[x"/>',
        '<skos:Concept rdf:about="x"><skos:member rdf:nodeID="y"><b>x</b></skos:member></skos:Concept>',
    ],
)
def test_what_is_xml_but_not_rdf_is_refused(write: Callable[[str | bytes], Path], body: str) -> None:
    refused(write(f"<rdf:RDF {RDF_AND_SKOS}>{body}</rdf:RDF>"), "RDF")
