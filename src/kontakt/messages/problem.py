"""Why a message was not sent. What happened is stored, and is put into words where it is shown: whoever sends may have
another language than whoever reads it. What a mail server said is stored as it said it."""

import json
from enum import StrEnum

from kontakt.locale import N_, _

_ROOM = 220
"""For the values together, in characters: written down they fit into the table, whatever signs they are of."""


class MessageProblem(StrEnum):
    """The names are stored: none is changed."""

    TEXT_GONE = "text_gone"
    BAD_ADDRESS = "bad_address"
    SENT_BEFORE_BACKUP = "sent_before_backup"
    COPIED = "copied"
    SILENT = "silent"
    NOT_TRUSTED = "not_trusted"
    NO_TLS = "no_tls"
    NOT_SUPPORTED = "not_supported"
    NOT_LET_IN = "not_let_in"
    NO_ANSWER = "no_answer"
    HUNG_UP = "hung_up"
    SAYS = "says"
    NOT_REACHED = "not_reached"


_SENTENCES = {
    MessageProblem.TEXT_GONE: N_("Its text is gone: it waited for too long."),
    MessageProblem.BAD_ADDRESS: N_("The address {address} cannot be written to."),
    MessageProblem.SENT_BEFORE_BACKUP: N_("It was sent before the database was put back from a backup."),
    MessageProblem.COPIED: N_("It waited when the region was copied: look whether it was sent from there."),
    MessageProblem.SILENT: N_("The server fell silent after it had the text."),
    MessageProblem.NOT_TRUSTED: N_(
        "The mail server {where} shows a certificate that is not trusted ({reason}): see mail_ca_file."
    ),
    MessageProblem.NO_TLS: N_("The mail server {where} does not use TLS as mail_security says ({reason})."),
    MessageProblem.NOT_SUPPORTED: N_("The mail server {where} does not support this: {reason}"),
    MessageProblem.NOT_LET_IN: N_(
        "The mail server {where} does not let {user} in: look at mail_user and the password."
    ),
    MessageProblem.NO_ANSWER: N_("The mail server {where} does not answer."),
    MessageProblem.HUNG_UP: N_("The mail server {where} hung up."),
    MessageProblem.SAYS: N_("The mail server {where} says: {word}"),
    MessageProblem.NOT_REACHED: N_("The mail server {where} cannot be reached ({reason})."),
}


def stored(problem: MessageProblem, **values: str) -> str:
    """As it is stored, with the ``values`` that its sentence names."""
    each = _ROOM // max(1, len(values))
    short = {name: value[:each] for name, value in values.items()}
    return json.dumps({"problem": problem, **short}, ensure_ascii=False)


def in_words(problem: str) -> str:
    """What is stored, in the language of whoever reads it; a mail server's word as it is, "" as nothing."""
    if not problem.startswith("{"):
        return problem
    try:
        values = json.loads(problem)
        return _(_SENTENCES[MessageProblem(values.pop("problem"))]).format(**values)
    except (ValueError, TypeError, LookupError):  # of a newer program, or a server that speaks so
        return problem
