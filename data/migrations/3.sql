-- From schema 2 to schema 3: what is wrong with the instructions of a server, and with its tools
-- together, is kept. The next run fills it in.

CREATE TABLE server_finding (
  server_id INTEGER NOT NULL REFERENCES server,
  position  INTEGER NOT NULL,
  rule      TEXT NOT NULL,
  severity  INTEGER NOT NULL,
  message   TEXT NOT NULL,
  evidence  TEXT NOT NULL,
  PRIMARY KEY (server_id, position)
) STRICT, WITHOUT ROWID;
