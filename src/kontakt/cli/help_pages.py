"""How the commands are explained, and what is wrong with a command line, in the language of the screen.

Typer says both in English alone: its headings, what it knows of an option, and its errors are worded here instead.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kontakt.cli.output import print_error
from kontakt.locale import N_, _

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

_KINDS = {
    "<str>": N_("TEXT"),
    "<list[str]>": N_("TEXT"),
    "<int>": N_("NUMBER"),
    "<int range>": N_("NUMBER"),
    "<path>": N_("PATH"),
}
"""What is written after an option's name, by Typer's name for its type."""

ARGUMENTS = {
    "address": N_("ADDRESS"),
    "amount": N_("AMOUNT"),
    "login": N_("LOGIN"),
    "article": N_("ARTICLE"),
    "file": N_("FILE"),
    "folder": N_("FOLDER"),
    "id": N_("ID"),
    "source": N_("SOURCE"),
    "target": N_("TARGET"),
    "text": N_("TEXT"),
    "title": N_("TITLE"),
    "who": N_("WHO"),
}
"""What the arguments of the commands are called, by their names in the code."""

_TYPERS_OWN = (N_("Show this message and exit."), N_("Missing command."))
"""Texts of Typer that are shown as they are, in translation."""


def explain_in_the_language(app: typer.Typer) -> None:
    """Have the commands of ``app``, and of the groups in it, explained by the classes of this module."""
    app.info.cls = _Group
    for command in app.registered_commands:
        command.cls = _Command
    for group in app.registered_groups:
        if group.typer_instance:
            explain_in_the_language(group.typer_instance)


class _Command(TyperCommand):
    allow_extra_args = True  # refused below, in other words than Typer's

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        try:
            rest = super().parse_args(ctx, args)
        except typer.TyperException as refused:
            ctx.fail(usage_sentence(refused, ctx))
        if rest:
            ctx.fail(_("“{words}” is more than this command takes.").format(words=" ".join(rest)))
        return rest

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_usage(ctx, formatter, *map(_in_usage, _arguments(ctx)))

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_parameters(ctx, formatter)


class _Group(TyperGroup):
    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        if not args and self.no_args_is_help:
            for line in ctx.get_help().splitlines():
                print_error(line)
            ctx.exit(2)
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as refused:
            ctx.fail(usage_sentence(refused, ctx))

    def resolve_command(self, ctx: "Context", args: list[str]) -> tuple[str | None, Any, list[str]]:
        if args[0] not in self.commands:
            ctx.fail(_no_such_command(args[0], list(self.commands)))
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_usage(ctx, formatter, _("COMMAND"), "…")

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_parameters(ctx, formatter)
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])


# --- the help page -------------------------------------------------------------------------------------


def _write_usage(ctx: "Context", formatter: "HelpFormatter", *parts: str) -> None:
    formatter.write_usage(ctx.command_path, " ".join((_("[OPTIONS]"), *parts)), prefix=f"{_('Usage')}: ")


def _write_parameters(ctx: "Context", formatter: "HelpFormatter") -> None:
    if arguments := _arguments(ctx):
        with formatter.section(_("Arguments")):
            formatter.write_dl([(_named(each), _explained(each)) for each in arguments])
    with formatter.section(_("Options")):
        formatter.write_dl([(_option(each, ctx), _explained(each)) for each in _options(ctx)])


def _arguments(ctx: "Context") -> list[Any]:
    return [each for each in ctx.command.get_params(ctx) if each.param_type_name == "argument"]


def _options(ctx: "Context") -> list[Any]:
    return [each for each in ctx.command.get_params(ctx) if each.param_type_name == "option"]


def _in_usage(argument: Any) -> str:
    return _named(argument) if argument.required else f"[{_named(argument)}]"


def _named(parameter: Any) -> str:
    """What a person writes for it: an option's long name, an argument's word."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return _(ARGUMENTS[parameter.name]) if parameter.name in ARGUMENTS else str(parameter.name).upper()


def _option(option: Any, ctx: "Context") -> str:
    names = ", ".join(sorted(option.opts, key=len))
    if option.is_flag:
        return names
    kind = str(option.display_type(ctx))
    return f"{names} {_(_KINDS[kind]) if kind in _KINDS else kind}"


def _explained(parameter: Any) -> str:
    """What it is for, and what holds if it is not given."""
    text = _(parameter.help) if parameter.help else ""
    beside = [_("must be given")] if parameter.required else _default(parameter)
    if parameter.min is not None or parameter.max is not None:
        beside.append(_between(parameter))
    return f"{text}  [{'; '.join(beside)}]" if beside else text


def _default(parameter: Any) -> list[str]:
    default = parameter.default
    if default in (None, "", False) or not parameter.show_default:
        return []
    shown = default.value if isinstance(default, Enum) else default
    return [_("unless given: {default}").format(default=shown)]


def _between(parameter: Any) -> str:
    if parameter.max is None:
        return _("at least {least}").format(least=parameter.min)
    return _("from {least} to {most}").format(least=parameter.min, most=parameter.max)


# --- what is wrong -------------------------------------------------------------------------------------


def usage_sentence(refused: Any, ctx: "Context") -> str:
    """What Typer refuses, in one sentence; in its own words if it is of a kind that is not known here.

    The kinds are told apart by name: Typer has their classes in a package of its own.
    """
    match type(refused).__name__:
        case "NoSuchOption":
            return _no_such_option(refused.option_name, [name for each in _options(ctx) for name in each.opts])
        case "BadOptionUsage":
            option = next((each for each in _options(ctx) if refused.option_name in each.opts), None)
            text = _("{option} takes no value.") if option and option.is_flag else _("{option} needs a value after it.")
            return text.format(option=refused.option_name)
        case "MissingParameter":
            return _("{name} is missing: it must be given.").format(name=_named(refused.param))
        case "BadParameter" if refused.param is not None:
            return _bad_value(refused)
        case _:
            return str(refused.message)


def _bad_value(refused: Any) -> str:
    name, kind = _named(refused.param), refused.param.type_descriptor
    if kind.choices is not None:
        choices = ", ".join(choice.value if isinstance(choice, Enum) else str(choice) for choice in kind.choices)
        return _("{name} must be one of {choices}.").format(name=name, choices=choices)
    if kind.is_ranged:
        text = _("{name} must be a whole number, {between}.")
        return text.format(name=name, between=_between(refused.param))
    return f"{name}: {refused.message}"


def _no_such_option(name: str, known: Sequence[str]) -> str:
    return _("There is no option {name}.").format(name=name) + _perhaps(name, known)


def _no_such_command(name: str, known: Sequence[str]) -> str:
    return _("There is no command “{name}”.").format(name=name) + _perhaps(name, known)


def _perhaps(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, cutoff=0.7)
    return " " + _("Did you mean {names}?").format(names=", ".join(near)) if near else ""
