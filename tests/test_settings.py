"""Settings: from the environment and ``kontakt.toml``, frozen, with errors that name where."""

import os
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from kontakt.errors import KontaktError
from kontakt.locale import preferred_language
from kontakt.settings import Settings, config_path, load_settings


@pytest.fixture
def toml(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of a data folder that KONTAKT_DATA_DIR names."""
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(data_dir))
    return data_dir / "kontakt.toml"


def refused(*parts: str) -> str:
    with pytest.raises(KontaktError) as raised:
        load_settings()
    sentence = str(raised.value)
    assert "\n" not in sentence
    for part in parts:
        assert part in sentence
    return sentence


def test_without_any_setting_the_defaults_hold() -> None:
    settings = load_settings()
    assert (settings.note_days, settings.tally_days, settings.language) == (90, 30, None)
    assert settings.agent
    assert settings.home_municipality is None


def test_everything_lies_in_the_data_folder(toml: Path, data_dir: Path) -> None:
    settings = load_settings()
    paths = [settings.journal_path, settings.cache_path, settings.log_path, settings.lease_path]
    assert {path.parent for path in paths} == {data_dir}
    assert settings.database_url == f"sqlite:///{data_dir}/kontakt.sqlite"


def test_a_variable_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_AGENT", "kari")
    assert load_settings().agent == "kari"


def test_the_file_is_read(toml: Path) -> None:
    toml.write_text('agent = "kåre"\nhome_municipality = "4026"\ntally_days = 7\n', encoding="utf-8")
    settings = load_settings()
    assert (settings.agent, settings.home_municipality, settings.tally_days) == ("kåre", "4026", 7)


def test_the_environment_wins_over_the_file(toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toml.write_text('agent = "kåre"\n', encoding="utf-8")
    monkeypatch.setenv("KONTAKT_AGENT", "kari")
    assert load_settings().agent == "kari"


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        load_settings().agent = "another"  # type: ignore[misc]


def test_another_file_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other.toml").write_text('agent = "ola"\n')
    monkeypatch.setenv("KONTAKT_CONFIG", str(tmp_path / "other.toml"))
    assert load_settings().agent == "ola"


def test_the_named_file_goes_before_the_one_in_the_data_folder() -> None:
    assert config_path({"KONTAKT_CONFIG": "/a.toml", "KONTAKT_DATA_DIR": "/b"}) == Path("/a.toml")
    assert config_path({"KONTAKT_DATA_DIR": "/b"}) == Path("/b/kontakt.toml")


def test_without_a_data_folder_the_file_lies_in_the_users_configuration() -> None:
    assert config_path({}).is_relative_to(os.environ["XDG_CONFIG_HOME"])


def test_the_file_may_name_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "k.toml").write_text(f'data_dir = "{tmp_path / "there"}"\n')
    monkeypatch.setenv("KONTAKT_CONFIG", str(tmp_path / "k.toml"))
    assert load_settings().data_dir == tmp_path / "there"


def test_the_data_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONTAKT_DATA_DIR", "here")
    assert load_settings().data_dir == tmp_path / "here"


def test_the_data_folder_may_begin_with_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_DATA_DIR", "~/kontakt")
    assert load_settings().data_dir == Path(os.environ["HOME"]) / "kontakt"


def test_the_agents_name_loses_the_spaces_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_AGENT", "  kari ")
    assert load_settings().agent == "kari"


@pytest.mark.parametrize("name", ["DATA_DIR", "AGENT", "LANGUAGE", "TALLY_DAYS", "HOME_MUNICIPALITY", "CONFIG"])
def test_a_variable_that_is_set_to_nothing_is_as_good_as_unset(
    monkeypatch: pytest.MonkeyPatch, name: str, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    unset = load_settings()
    monkeypatch.setenv(f"KONTAKT_{name}", "")
    assert load_settings() == unset


def test_a_variable_beside_the_settings_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_SOMETHING", "1")
    load_settings()


def test_a_key_that_is_no_setting_is_named_with_its_file(toml: Path) -> None:
    toml.write_text('agnet = "kari"\n')
    refused(str(toml), "agnet", "home_municipality")


def test_bad_toml_is_named_with_its_line(toml: Path) -> None:
    toml.write_text("tally_days = 7\nagent = kari\n")
    refused(str(toml), "line 2")


def test_a_file_that_is_not_utf8_is_named(toml: Path) -> None:
    toml.write_bytes(b'agent = "k\xe5re"\n')
    refused(str(toml))


def test_a_folder_in_the_place_of_the_file_is_named(toml: Path) -> None:
    toml.mkdir()
    refused(str(toml))


def test_a_named_file_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_CONFIG", str(tmp_path / "nowhere.toml"))
    refused("KONTAKT_CONFIG", "nowhere.toml")


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("home_municipality", "301", "four-digit"),
        ("home_municipality", "Tinn", "four-digit"),
        ("home_municipality", "٤٠٢٦", "four-digit"),
        ("language", "sv", "nb, nn, en"),
        ("theme", "pink", "kontakt-dark"),
        ("tally_days", "0", "at least 1"),
        ("tally_days", "367", "at most 366"),
        ("tally_days", "7.5", "whole number"),
        ("note_days", "many", "whole number"),
        ("note_days", "-1", "at least 1"),
        ("agent", "   ", "agent"),
        ("agent", "a" * 101, "100"),
        ("private_calendars", "perhaps", "true or false"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, part: str
) -> None:
    monkeypatch.setenv(f"KONTAKT_{name.upper()}", value)
    refused(f"KONTAKT_{name.upper()}", part if part != "agent" else "")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("home_municipality = 4026", "home_municipality"),
        ("agent = 7", "agent"),
        ("agent = []", "agent"),
        ("data_dir = 7", "data_dir"),
        ("[agent]\nname = 1", "agent"),
        ("database = 7", "database"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_its_file_and_key(
    toml: Path, monkeypatch: pytest.MonkeyPatch, line: str, key: str
) -> None:
    path = toml.parent / "other.toml"
    path.write_text(line + "\n")
    monkeypatch.setenv("KONTAKT_CONFIG", str(path))
    monkeypatch.delenv("KONTAKT_DATA_DIR")
    refused(f"{path}: {key}")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////srv/kontakt.sqlite", "sqlite:////srv/kontakt.sqlite"),
        ("postgresql://kari:secret@host/kontakt", "postgresql://kari:***@host/kontakt"),
        ("postgresql://kari:se@cr:et@host/kontakt", "postgresql://kari:***@host/kontakt"),
        ("postgresql://host/kontakt", "postgresql://host/kontakt"),
        ("postgresql://host/kontakt?password=secret&user=kari", "postgresql://host/kontakt?password=***&user=kari"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert Settings(database=url).database_shown == shown


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nn_NO.UTF-8"}, "nn"),
        ({"LANG": "no_NO"}, "nb"),
        ({"LANG": "sv_SE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": ""}, "nb"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nn_NO"}, "nn"),
    ],
)
def test_without_the_setting_the_language_is_the_locales(environment: dict[str, str], language: str) -> None:
    assert preferred_language(None, environment) == language


def test_the_setting_goes_before_the_locale() -> None:
    assert preferred_language("nn", {"LC_ALL": "nb_NO.UTF-8"}) == "nn"


@pytest.mark.parametrize("name", ["010190 10046", "kari 01.01.1990 10046", "1234.56.78903"])
def test_an_agent_s_name_that_is_a_number_of_a_person_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("KONTAKT_AGENT", name)
    assert "10046" not in refused("KONTAKT_AGENT: the agent's name", "Write a name there")


def test_an_agent_s_name_in_the_file_is_refused_too(toml: Path) -> None:
    toml.write_text('agent = "01019010046"\n')
    refused(f"{toml}: agent: the agent's name")


def test_an_agent_may_be_known_by_the_work_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_AGENT", "kari.agent@tinn.kommune.no")
    assert load_settings().agent == "kari.agent@tinn.kommune.no"


def test_other_keys_are_read_with_whole_names_however_they_are_written(
    toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml.write_text('[keys]\nnote = "f11"\noutcome.answered = "f3"\n"outcome.guided" = "f2"\n', encoding="utf-8")
    assert load_settings().keys == {"note": "f11", "outcome.answered": "f3", "outcome.guided": "f2"}
    monkeypatch.setenv("KONTAKT_KEYS", "note=f12 undo=ctrl+b")
    assert load_settings().keys == {"note": "f12", "undo": "ctrl+b"}


@pytest.mark.parametrize("written", ["keys = 3", "[keys]\nnote = 3", "[keys]\nnote = ['f1']"])
def test_keys_that_are_no_table_of_texts_are_refused(toml: Path, written: str) -> None:
    toml.write_text(written, encoding="utf-8")
    refused("kontakt.toml: keys")


def test_a_variable_of_keys_that_says_nothing_of_commands_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_KEYS", "f12")
    refused("KONTAKT_KEYS: ")


@pytest.mark.parametrize(
    ("database", "figures", "part"),
    [
        ("", "postgresql://eva@two/kontakt", "is no server"),
        ("postgresql://eva@one/kontakt", "sqlite:///kontakt.sqlite", "no address of a server"),
        ("postgresql://eva@one/kontakt", "mysql://eva:secret@two/kontakt", "eva:***@two"),
    ],
)
def test_a_standby_is_one_of_a_server(toml: Path, database: str, figures: str, part: str) -> None:
    toml.write_text(f'database = "{database}"\nfigures_database = "{figures}"\n', encoding="utf-8")
    assert "secret" not in refused("figures_database", part)
