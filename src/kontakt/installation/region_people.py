"""Who may sign in to a shared region: its owner lets people in and out."""

from collections.abc import Sequence

from kontakt.database import people, reading, writing
from kontakt.database.people import Person
from kontakt.database.rights import AGENT, GROUPS
from kontakt.directory import store as directory
from kontakt.errors import KontaktError
from kontakt.installation.shared_region import shared_engine
from kontakt.locale import _
from kontakt.privacy import holds_private_number
from kontakt.settings import Settings

_LONGEST_NAME = 100  # characters


def let_in(
    settings: Settings, login: str, name: str | None, home: str | None, groups: Sequence[str] | None = None
) -> Person:
    """Let ``login`` in with the rights of these groups and no others, or change them; what is None stays as it was, and
    whoever is new is an agent. As they are then.

    Raises KontaktError for a name that somebody else has or that may not be stored, a municipality that is no member,
    and a group that there is not.
    """
    _refuse_groups(groups or ())
    with shared_engine(settings) as engine, writing(engine) as session:
        known = {each.login: each for each in people.people(session)}
        before = known.get(login)
        agent = (name or "").strip() or (before.agent if before else "")
        stays = before.groups if before and before.groups else (AGENT.name,)
        chosen = tuple(each.name for each in GROUPS if each.name in (groups or stays))
        person = Person(login, agent, home or (before.home_municipality if before else None), chosen)
        _refuse(person, known)
        region = directory.load(session)
        if person.home_municipality and (region is None or region.municipality(person.home_municipality) is None):
            raise KontaktError(
                _("{number} is no municipality of the region: write one of {numbers}.").format(
                    number=person.home_municipality,
                    numbers=", ".join(each.number for each in region.municipalities) if region else "–",
                )
            )
        people.grant(session, person)
        return person


def revoke_rights(settings: Settings, login: str) -> None:
    """Take every right from ``login``. Raises KontaktError where it has none."""
    with shared_engine(settings) as engine, writing(engine) as session:
        if not people.revoke(session, login):
            raise KontaktError(_("“{login}” has no right in the region's database.").format(login=login))


def everybody_granted(settings: Settings) -> list[Person]:
    """Who may sign in, by login."""
    with shared_engine(settings) as engine, reading(engine) as session:
        return people.people(session)


def _refuse_groups(groups: Sequence[str]) -> None:
    known = [each.name for each in GROUPS]
    for group in groups:
        if group not in known:
            raise KontaktError(
                _("There is no group “{group}”: write one of {known}.").format(group=group, known=", ".join(known))
            )


def _refuse(person: Person, known: dict[str, Person]) -> None:
    if not person.agent:
        raise KontaktError(_("“{login}” is new: write the agent's name with --name.").format(login=person.login))
    if holds_private_number(person.agent) or len(person.agent) > _LONGEST_NAME:
        raise KontaktError(
            _(
                "The name holds an identity number or account, or is longer than {longest} characters: write a name, such as {example}."
            ).format(longest=_LONGEST_NAME, example="agent 7")
        )
    if any(each.agent == person.agent and each.login != person.login for each in known.values()):
        raise KontaktError(
            _("Another login is the agent “{agent}” already: what the two log could not be told apart.").format(
                agent=person.agent
            )
        )
