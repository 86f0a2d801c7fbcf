BEGIN TRANSACTION;
CREATE TABLE aside (number INTEGER PRIMARY KEY, found_at TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE lately (inquiry TEXT PRIMARY KEY, made_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE waiting (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
INSERT INTO "waiting" VALUES(1,'b8a6a0a0-0000-4000-8000-000000000019','{"version": 3, "type": "feedback", "id": "b8a6a0a0-0000-4000-8000-000000000019", "kind": "unclear", "made_at": "2026-11-20T12:14:30.250000+00:00", "agent": "kari", "municipality": "4026", "query": "gatelys", "article": "gatelys", "note": "st\u00e5r to uker, er \u00abtre\u00bb", "sum": 1332606775}');
COMMIT;
