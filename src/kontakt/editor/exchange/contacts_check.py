"""What ought to be looked at in lists of contacts, beside the region and the knowledge base."""

from collections.abc import Iterator, Sequence

from kontakt.directory.contacts.contact_list import REGION, ContactList
from kontakt.directory.contacts.files import file_of
from kontakt.directory.region import Region
from kontakt.knowledge.base import Knowledge
from kontakt.locale import _


def check_contacts(lists: Sequence[ContactList], region: Region, knowledge: Knowledge) -> tuple[str, ...]:
    """A sentence for each thing: municipalities that are not in the region, articles and themes that there are not, and
    units that nobody reaches."""
    articles = {each.id for each in knowledge.articles} | {old for each in knowledge.articles for old in each.redirects}
    themes = {each.id for each in knowledge.every_theme}
    members = {each.number for each in region.municipalities}
    return tuple(sentence for each in lists for sentence in _findings(each, members, articles, themes))


def strangers(contacts: ContactList, members: set[str]) -> Iterator[str]:
    """A sentence for each municipality in a list that is none of the region's ``members``, which are numbers."""
    named = {number for unit in contacts.units for number in unit.municipalities} | ({contacts.municipality} - {REGION})
    for number in sorted(named - members):
        text = _("{file} speaks of the municipality {number}, which is not in the region: correct the number.")
        yield text.format(file=file_of(contacts.municipality), number=number)


def _findings(contacts: ContactList, members: set[str], articles: set[str], themes: set[str]) -> Iterator[str]:
    file = file_of(contacts.municipality)
    yield from strangers(contacts, members)
    for task in contacts.responsibilities:
        if task.article and task.article not in articles:
            yield _("{file}: there is no article “{id}” to answer for: correct the id.").format(
                file=file, id=task.article
            )
        if task.theme and task.theme not in themes:
            yield _("{file}: there is no theme “{id}” to answer for: correct the id.").format(file=file, id=task.theme)
    reached = {each.unit for each in contacts.contacts if each.phone or each.email}
    for unit in contacts.units:
        if not unit.phone and not unit.email and unit.id not in reached:
            text = _("{file}: nobody reaches “{name}”: give it, or one of its contacts, a number or an address.")
            yield text.format(file=file, name=unit.name)
