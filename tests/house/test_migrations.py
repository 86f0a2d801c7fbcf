"""The migration step that the program believes is the newest."""

from pathlib import Path

from alembic.script import ScriptDirectory

from kontakt.database import migrations


def test_the_head_that_is_written_down_is_the_newest_step() -> None:
    steps = ScriptDirectory(str(Path(migrations.__file__).parent))

    assert steps.get_heads() == [migrations.HEAD]
