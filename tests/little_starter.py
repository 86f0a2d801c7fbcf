"""Starter knowledge of two articles, in the place of the six hundred that are shipped."""

from pathlib import Path

import pytest

REGION = 'name: Dalføret\nmunicipalities:\n  - number: "0301"\n    name: Oslo\n    language: nb\n'


def article_file(title: str, answer: str) -> str:
    return f"---\ntitle: {title}\nkeywords: [{title}]\nfirst_line: usually\nstatus: published\n---\n{answer}\n"


@pytest.fixture
def little_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with the articles of a program that ships two: reading all that is shipped takes seconds."""
    folder = tmp_path / "shipped"
    (folder / "articles" / "vei").mkdir(parents=True)
    (folder / "region.yaml").write_text(REGION, encoding="utf-8")
    (folder / "themes.yaml").write_text("themes:\n  - {id: vei, name: Vei}\n", encoding="utf-8")
    (folder / "articles" / "vei" / "gatelys.md").write_text(article_file("Gatelys", "Si nummeret."), encoding="utf-8")
    (folder / "articles" / "vei" / "stroeing.md").write_text(article_file("Strøing", "Ved behov."), encoding="utf-8")
    monkeypatch.setattr("kontakt.installation.starter.starter_folder", lambda: folder)
    return folder / "articles" / "vei"
