BEGIN TRANSACTION;
CREATE TABLE aside (number INTEGER PRIMARY KEY, found_at TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE delivered (
    id TEXT PRIMARY KEY, database TEXT NOT NULL, delivered_at TEXT NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE lately (inquiry TEXT PRIMARY KEY, made_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE restored (database TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE waiting (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
INSERT INTO "waiting" VALUES(1,'b8a6a0a0-0000-4000-8000-000000000021','{"version": 6, "type": "message", "id": "b8a6a0a0-0000-4000-8000-000000000021", "message": "b8a6a0a0-0000-4000-8000-000000000022", "agent": "kari", "made_at": "2026-11-20T12:16:30.250000+00:00", "state": "{\"step\": \"written\", \"subject\": \"Beskjed: vann\"}", "texts": "{\"number\": \"412 34 567\", \"text\": \"brunt vann i \u00d8vre gate\"}", "sum": 3368111613}');
COMMIT;
