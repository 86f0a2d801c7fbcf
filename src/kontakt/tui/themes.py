"""The three themes: few colours, each named by what it means.

``$act`` is what can be acted on, ``$warn`` a warning, ``$quiet`` what may be overlooked, ``$lifted`` the ground
of what is chosen. A test computes the contrast of every pair that the styles use.
"""

from textual.theme import Theme


def _theme(name: str, *, dark: bool, ground: str, lifted: str, text: str, quiet: str, act: str, warn: str) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=act,
        accent=act,
        warning=warn,
        error=warn,
        success=text,
        foreground=text,
        background=ground,
        surface=ground,
        panel=lifted,
        text_alpha=1.0,
        variables={
            "ground": ground,
            "lifted": lifted,
            "text-plain": text,
            "quiet": quiet,
            "act": act,
            "warn": warn,
            "input-cursor-background": act,
            "input-cursor-foreground": ground,
            "input-selection-background": lifted,
            "block-cursor-background": lifted,
            "block-cursor-foreground": text,
            "border": quiet,
            "border-blurred": quiet,
            "scrollbar": quiet,
            "scrollbar-background": ground,
        },
    )


THEMES = (
    _theme(
        "kontakt-dark",
        dark=True,
        ground="#12181f",
        lifted="#22303c",
        text="#e6ebef",
        quiet="#8f9ca8",
        act="#86cbee",
        warn="#f0b866",
    ),
    _theme(
        "kontakt-light",
        dark=False,
        ground="#fbfaf7",
        lifted="#dfe9ee",
        text="#1b242c",
        quiet="#59646e",
        act="#0b4f74",
        warn="#703700",
    ),
    _theme(
        "kontakt-contrast",
        dark=True,
        ground="#000000",
        lifted="#003a5c",
        text="#ffffff",
        quiet="#d0d0d0",
        act="#ffee58",
        warn="#ffc46e",
    ),
)
