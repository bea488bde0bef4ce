-- From schema 1 to schema 2: what changed on a listing is no longer one row for each tool, but one
-- event for each field. Which listings changed in which run is kept, and graded at the end of the
-- next run; their tools are in sighting.

CREATE TABLE listing_history (
  listing_id   INTEGER NOT NULL REFERENCES listing,
  run_id       INTEGER NOT NULL REFERENCES run,
  open         INTEGER NOT NULL,
  tools_known  INTEGER NOT NULL,
  version      TEXT,
  status       TEXT,
  transports   TEXT,
  instructions TEXT,
  identities   TEXT,
  graded       INTEGER NOT NULL,
  PRIMARY KEY (listing_id, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO listing_history (listing_id, run_id, open, tools_known, graded)
  SELECT DISTINCT listing_id, run_id, 1, 1, 0 FROM change;
ALTER TABLE change RENAME TO change_of_schema_1;

CREATE TABLE change (
  sequence          INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id            INTEGER NOT NULL REFERENCES run,
  listing_id        INTEGER NOT NULL REFERENCES listing,
  tool              TEXT NOT NULL,
  field             TEXT NOT NULL,
  class             TEXT NOT NULL,
  severity          INTEGER NOT NULL,
  silent            INTEGER NOT NULL,
  old_digest        BLOB,
  new_digest        BLOB,
  old_value         TEXT,
  new_value         TEXT,
  detectors         TEXT NOT NULL,
  old_version       TEXT,
  new_version       TEXT,
  old_definition_id INTEGER REFERENCES definition,
  new_definition_id INTEGER REFERENCES definition,
  table_version     INTEGER NOT NULL
) STRICT;
-- A sequence that a reader has seen is not given again.
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'change', seq FROM sqlite_sequence WHERE name = 'change_of_schema_1';
DROP TABLE change_of_schema_1;

CREATE TABLE server_assessment (
  server_id     INTEGER PRIMARY KEY REFERENCES server,
  inputs        BLOB NOT NULL,
  grade         TEXT NOT NULL,
  points        INTEGER NOT NULL,
  worst_risk    INTEGER NOT NULL,
  tools         INTEGER NOT NULL,
  tokens        INTEGER NOT NULL,
  capabilities  TEXT NOT NULL,
  flows         TEXT NOT NULL,
  worst_finding INTEGER
) STRICT;

CREATE TABLE declaration (
  listing_id    INTEGER NOT NULL REFERENCES listing,
  definition_id INTEGER NOT NULL REFERENCES definition,
  place         TEXT NOT NULL,
  PRIMARY KEY (listing_id, definition_id)
) STRICT, WITHOUT ROWID;
