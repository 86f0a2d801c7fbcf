"""What a lead's figures cost the servers, with a standby and without: ``python -m bench.standby [--inquiries N]``.

Two throw-away servers, of which one follows the other, with the log that ``bench/board.py`` makes. Printed are the
seconds of processor that the first copy in columns, and looks that find nothing new, take of the desks' server, of the
standby, and of the lead's own program.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.desks import load
from bench.made_up_log import BEGUN, COLUMNS, Log, put_rows, region
from tests.replicated_server import ReplicatedServer

from kontakt.database import open_engine, reading, writing
from kontakt.demo.throw_away_server import new_folder
from kontakt.directory import store as directory
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.shared_region import initialise
from kontakt.knowledge import store as knowledge
from kontakt.lead.freshness import freshness_sentence
from kontakt.lead.service import LeadService
from kontakt.settings import Settings

DATABASE = "kontakt"
LOOKS = 100


def fill(owner: Settings, count: int) -> None:
    initialise(owner, datetime.now(UTC))
    engine = open_engine(owner.database)
    with writing(engine) as session:
        directory.save(session, region(), by="bench", at=BEGUN)
    with reading(engine) as session:
        articles = sorted(each.id for each in knowledge.load(session).articles)
    for rows in Log(count, articles).parts():
        put_rows(engine, "inquiry", COLUMNS, rows)
    engine.dispose()


def measure(settings: Settings, desks: ReplicatedServer, standby: ReplicatedServer) -> None:
    with LazyEngine(settings) as database:
        service = LeadService(settings, database)
        assert database.engine is not None  # opened before it is measured

        def look() -> None:
            for _ in range(LOOKS):
                service.bring_up_to_date()

        steps: dict[str, Callable[[], object]] = {
            "first copy": service.bring_up_to_date,
            f"{LOOKS} looks, nothing new": look,
        }
        for name, do in steps.items():
            before, own = (load(desks).processor, load(standby).processor), time.process_time()
            do()
            own = time.process_time() - own
            at_desks, at_standby = load(desks).processor - before[0], load(standby).processor - before[1]
            print(f"  {name:<24}desks' server {at_desks:6.2f} s   standby {at_standby:6.2f} s   program {own:6.2f} s")
        if service.freshness:
            print(f"  “{freshness_sentence(service.freshness)}”", flush=True)
        service.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inquiries", type=int, default=100_000)
    given = parser.parse_args()
    desks = ReplicatedServer(new_folder())
    try:
        desks.make()
        desks.follow_me()
        desks.start()
        desks.create(DATABASE)
        with tempfile.TemporaryDirectory() as folder:
            owner = Settings(data_dir=Path(folder), database=desks.address(DATABASE), agent="owner")
            fill(owner, given.inquiries)
            desks.say("VACUUM ANALYZE", DATABASE)
            standby = desks.standby()
            try:
                for name, figures in (("with a standby", standby.address(DATABASE)), ("without", "")):
                    print(f"{given.inquiries} inquiries, {name}:")
                    data = Path(folder) / name
                    data.mkdir()
                    of_standby = replace(owner, data_dir=data, figures_database=figures)
                    measure(of_standby, desks, standby)
            finally:
                standby.end()
    finally:
        desks.end()


if __name__ == "__main__":
    main()
