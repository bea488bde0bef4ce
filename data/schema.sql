-- The catalog: one SQLite file, and the product of mcprisk.
--
-- Schema 4 (PRAGMA user_version); "mcpr" in PRAGMA application_id. SQLite 3.37 and later read it.
-- A file of an older schema is brought forward by data/migrations/ when it is opened.
-- The view tool_risk answers most questions: start there. Times are UTC, RFC 3339. A list inside a
-- column is a JSON array. Nothing is ever deleted but an identity that a listing no longer states.
--
-- What a run stores shows in tool_risk once the run has ended: until then new listings have no
-- server.
--
-- REFERENCES always holds, but is not enforced while a run stores, as a check for each row would
-- cost a tenth of its speed. PRAGMA foreign_key_check finds nothing.

-- =================================================================================================
-- Part 1: made with the file
-- =================================================================================================

-- Where records come from: one format found under one argument of the user.
CREATE TABLE source (
  id         INTEGER PRIMARY KEY,         -- no meaning outside this file
  format     TEXT NOT NULL,               -- registry, toolsdk, mcpm, docker, metorial, …; '' when a
                                          -- file was not recognized
  location   TEXT NOT NULL,               -- the argument as given; '-' is standard input
  records    INTEGER NOT NULL DEFAULT 0,  -- records read in its last run
  tools_read INTEGER NOT NULL DEFAULT 0,  -- tool entries met in it, those with problems included
  problems   INTEGER NOT NULL DEFAULT 0,  -- problems met in it
  last_run   INTEGER REFERENCES run,      -- the last run that read it and ended; NULL before
  UNIQUE (format, location)
) STRICT;

-- A set of rules that judged definitions.
CREATE TABLE ruleset (
  id       INTEGER PRIMARY KEY,             -- in the order of first use
  digest   BLOB NOT NULL UNIQUE,            -- SHA-256 of its text
  last_run INTEGER NOT NULL REFERENCES run  -- that judged by it; the rule set with the highest one
                                            -- is in force
) STRICT;

-- One `mcprisk index`.
CREATE TABLE run (
  id              INTEGER PRIMARY KEY,  -- 1, 2, 3, …: later runs have higher ones
  started         TEXT NOT NULL,        -- time
  finished        TEXT,                 -- time; NULL while it runs, and for ever when it was killed
  state           TEXT NOT NULL         -- interrupted: asked to stop, so nothing was closed
                  CHECK (state IN ('running', 'complete', 'interrupted')),
  ruleset_id      INTEGER NOT NULL REFERENCES ruleset,  -- judged what this run brought
  program_version TEXT NOT NULL         -- of mcprisk
) STRICT;

-- One MCP server, merged from the listings of all sources that show it.
CREATE TABLE server (
  id          INTEGER PRIMARY KEY,       -- stable: never given to another server
  name        TEXT NOT NULL,             -- unique among the servers with listings > 0
  listings    INTEGER NOT NULL,          -- open listings; 0: no source shows it any longer
  sources     INTEGER NOT NULL,          -- distinct sources of these
  merged_into INTEGER REFERENCES server  -- the older server that it turned out to be; else NULL
) STRICT;

-- One source's view of one server, as it was when last shown.
CREATE TABLE listing (
  id             INTEGER PRIMARY KEY,                 -- in the order of first sight
  source_id      INTEGER NOT NULL REFERENCES source,  -- whose view it is
  name           TEXT NOT NULL,             -- the source's key for the server
  content_digest BLOB,                      -- SHA-256 over the record and its definitions; NULL
                                            -- when open sightings are not exactly what it shows,
                                            -- so that the next run compares it row by row
  server_id      INTEGER REFERENCES server, -- NULL until the run that stored it first has ended
  standing       INTEGER NOT NULL,          -- how good its definitions are: 0 live answer,
                                            -- 1 bundle, 2 Docker, 3 mcpm, 4 metorial, 5 toolsdk,
                                            -- 6 another list, 7 source of a package, 8 manifest,
                                            -- 9 none
  tools_known    INTEGER NOT NULL,          -- 1: the source said what tools there are, maybe none;
                                            -- 0: it never did
  first_run      INTEGER NOT NULL REFERENCES run,  -- the first run that was shown it
  last_run       INTEGER NOT NULL REFERENCES run,  -- the last run that was shown it
  gone_run       INTEGER REFERENCES run,    -- the complete run that was not; NULL while it is open
  title          TEXT NOT NULL,             -- '' when the source has none; so in the next four
  description    TEXT NOT NULL,             -- of the server
  version        TEXT NOT NULL,             -- of the server
  status         TEXT NOT NULL,             -- active, deprecated, deleted
  transports     TEXT NOT NULL,             -- list of stdio, streamable-http, sse
  instructions   TEXT NOT NULL,             -- what a live server told the model; '' when unknown
  place          TEXT NOT NULL,             -- file, or archive!entry, with #record
  authentication TEXT NOT NULL,             -- of a live server, asked without credentials: open,
                                            -- required (401), forbidden (403); '' unknown
  auth_scheme    TEXT NOT NULL,             -- that a 401 names, such as Bearer; else ''
  tls_key        TEXT NOT NULL,             -- hex SHA-256 of the public key (SPKI) of its
                                            -- certificate; '' when it has none or is no live server
  tls_issuer     TEXT NOT NULL,             -- of that certificate, RFC 2253
  UNIQUE (source_id, name)
) STRICT;

-- What a listing states of the server's identity; listings that share one are one server.
CREATE TABLE identity (
  listing_id INTEGER NOT NULL REFERENCES listing,  -- that states it
  kind       INTEGER NOT NULL,  -- 0 registry name, 1 package, 2 remote, 3 repository
  value      TEXT NOT NULL,     -- normalized: npm:@acme/weather, https://mcp.acme.example/mcp, …
  PRIMARY KEY (listing_id, kind, value)
) STRICT, WITHOUT ROWID;

-- A tool definition, stored once whoever shows it. NULL: the author did not state it.
CREATE TABLE definition (
  id            INTEGER PRIMARY KEY,  -- in the order of first sight
  digest        BLOB NOT NULL,        -- SHA-256 of its canonical JSON (RFC 8785); unique
  name          TEXT NOT NULL,        -- of the tool
  title         TEXT,                 -- of the tool
  description   TEXT,                 -- of the tool; '' is a statement of its author, too
  input_schema  TEXT,                 -- canonical JSON
  output_schema TEXT,                 -- canonical JSON
  annotations   TEXT                  -- canonical JSON, as received
) STRICT;

-- The judgement of a definition by a rule set.
CREATE TABLE classification (
  id            INTEGER PRIMARY KEY,  -- no meaning outside this file
  definition_id INTEGER NOT NULL REFERENCES definition,  -- what is judged
  ruleset_id    INTEGER NOT NULL REFERENCES ruleset,     -- by what
  category      INTEGER NOT NULL,  -- 0 Read, 1 Write, 2 Execute, 3 Destructive, 4 Financial
  risk          INTEGER NOT NULL,  -- 0 Low, 1 Medium, 2 High, 3 Critical
  confidence    REAL NOT NULL,     -- 0 to 1: the share of such verdicts that are right
  basis         TEXT NOT NULL,     -- what there was to see, of
                                   -- "name, description, schema, annotations, server"
  capabilities  TEXT NOT NULL,     -- list of capability ids
  rationale     TEXT NOT NULL,     -- two to four sentences
  evidence      TEXT NOT NULL,     -- list of [field, first byte, byte behind the last, quote, rule]
  operation_parameter TEXT NOT NULL,  -- the parameter that chooses the operation; '': there is one
  operations    TEXT NOT NULL,     -- list of [value of that parameter, category]
  risk_steps    TEXT NOT NULL,     -- list of sentences: how the risk class was derived
  UNIQUE (definition_id, ruleset_id)
) STRICT;

-- Something about a definition itself that a reader should know.
CREATE TABLE finding (
  definition_id INTEGER NOT NULL,  -- what it is about
  ruleset_id    INTEGER NOT NULL,  -- what found it
  position      INTEGER NOT NULL,  -- order in the judgement, from 0
  rule          TEXT NOT NULL,     -- id of the rule
  severity      INTEGER NOT NULL,  -- 0 Info, 1 Low, 2 Medium, 3 High, 4 Critical
  message       TEXT NOT NULL,     -- one sentence
  evidence      TEXT NOT NULL,     -- as in classification
  PRIMARY KEY (definition_id, ruleset_id, position),
  FOREIGN KEY (definition_id, ruleset_id) REFERENCES classification (definition_id, ruleset_id)
) STRICT, WITHOUT ROWID;

-- A listing showed this definition under this name, from first_run until gone_run.
CREATE TABLE sighting (
  listing_id    INTEGER NOT NULL REFERENCES listing,     -- where it is seen
  definition_id INTEGER NOT NULL REFERENCES definition,  -- what is seen
  first_run     INTEGER NOT NULL REFERENCES run,  -- the run that saw it first
  gone_run      INTEGER REFERENCES run,           -- the run that no longer saw it; NULL while open
  stands        INTEGER NOT NULL,  -- 1: it is open, and of all listings of this server that show a
                                   -- tool of this name, this one is believed; else 0
  name          TEXT NOT NULL,     -- the definition's, here to be looked up
  PRIMARY KEY (listing_id, definition_id, first_run)
) STRICT, WITHOUT ROWID;

-- Where the source of a package declares a definition that one of its listings shows: read there,
-- not told by the server.
CREATE TABLE declaration (
  listing_id    INTEGER NOT NULL REFERENCES listing,     -- the package
  definition_id INTEGER NOT NULL REFERENCES definition,  -- what is declared
  place         TEXT NOT NULL,                           -- package!file:line
  PRIMARY KEY (listing_id, definition_id)
) STRICT, WITHOUT ROWID;

-- What follows for a server from all its tools, as the last run left it. A server without tools, or
-- whose tools are unknown, has no row.
CREATE TABLE server_assessment (
  server_id     INTEGER PRIMARY KEY REFERENCES server,  -- what is assessed
  inputs        BLOB NOT NULL,     -- SHA-256 of what it follows from: as long as that is the same,
                                   -- so is the rest
  grade         TEXT NOT NULL,     -- A (least risk) to F, by rules/grade.yaml
  points        INTEGER NOT NULL,  -- that the grade comes from, 0 to 100
  worst_risk    INTEGER NOT NULL,  -- the highest risk of its tools, as in classification
  tools         INTEGER NOT NULL,  -- how many stand
  tokens        INTEGER NOT NULL,  -- what their definitions cost together in a model's context
  capabilities  TEXT NOT NULL,     -- list of capability ids that any of them has
  flows         TEXT NOT NULL,     -- list of toxic flows that they make alone: rules/flows.yaml
  worst_finding INTEGER            -- the highest severity of a finding; NULL: there is none
) STRICT;

-- What is wrong with what a server tells the model when it connects, and with its tools together, as
-- the last run left it. What holding servers against each other found has positions from 1000000 on
-- and the field /servers/NAME/name.
CREATE TABLE server_finding (
  server_id INTEGER NOT NULL REFERENCES server,  -- what it is about
  position  INTEGER NOT NULL,  -- order, from 0
  rule      TEXT NOT NULL,     -- id of a rule, or of an entry of rules/server.yaml
  severity  INTEGER NOT NULL,  -- 0 Info, 1 Low, 2 Medium, 3 High, 4 Critical
  message   TEXT NOT NULL,     -- one or two sentences
  evidence  TEXT NOT NULL,     -- as in classification; fields are instructions and /tools/NAME/…
  PRIMARY KEY (server_id, position)
) STRICT, WITHOUT ROWID;

-- How a listing stood before a run that changed it, or that only moved it to another place. What it
-- became is in the listing's next row here, else in listing and identity; its tools are in sighting,
-- by their runs. NULL: the schema of that time did not record it. A listing met for the first time
-- writes none.
CREATE TABLE listing_history (
  listing_id   INTEGER NOT NULL REFERENCES listing,  -- what stood so
  run_id       INTEGER NOT NULL REFERENCES run,      -- before this run
  open         INTEGER NOT NULL,  -- 1: its source showed it; 0: it was gone
  tools_known  INTEGER NOT NULL,  -- as in listing
  version      TEXT,              -- as in listing
  status       TEXT,              -- as in listing
  transports   TEXT,              -- as in listing
  instructions TEXT,              -- as in listing
  authentication TEXT,            -- as in listing
  auth_scheme  TEXT,              -- as in listing
  tls_key      TEXT,              -- as in listing
  tls_issuer   TEXT,              -- as in listing
  identities   TEXT,              -- list of [kind, value], as in identity
  graded       INTEGER NOT NULL,  -- 1: its events are in change; 0: not before the end of a run
  PRIMARY KEY (listing_id, run_id)
) STRICT, WITHOUT ROWID;

-- What a change of a listing means: one event for each field that changed; append-only, so a reader
-- goes on behind the highest sequence that it has seen. The classes are those of rules/drift.yaml.
CREATE TABLE change (
  sequence          INTEGER PRIMARY KEY AUTOINCREMENT,    -- rises; its gaps mean nothing
  run_id            INTEGER NOT NULL REFERENCES run,      -- that noticed it
  listing_id        INTEGER NOT NULL REFERENCES listing,  -- where it changed
  tool              TEXT NOT NULL,     -- its name; '' for the server's own fields
  field             TEXT NOT NULL,     -- JSON Pointer (RFC 6901) into the definition or the server;
                                       -- '' is the whole of it
  class             TEXT NOT NULL,     -- def.injected, schema.breaking, tool.added, …
  severity          INTEGER NOT NULL,  -- 0 Info, 1 Low, 2 Medium, 3 High, 4 Critical
  silent            INTEGER NOT NULL,  -- 1: the version stayed the same, so it is one step severer
  old_digest        BLOB,              -- SHA-256 of the canonical value; NULL: there was none
  new_digest        BLOB,              -- NULL: there is none now
  old_value         TEXT,              -- canonical JSON, cut to 16 KiB
  new_value         TEXT,              -- canonical JSON, cut to 16 KiB
  detectors         TEXT NOT NULL,     -- list of ids of rules that found something new here
  old_version       TEXT,              -- of the server; NULL: unknown
  new_version       TEXT,              -- of the server; NULL: unknown
  old_definition_id INTEGER REFERENCES definition,  -- NULL: no such tool before
  new_definition_id INTEGER REFERENCES definition,  -- NULL: no such tool now
  table_version     INTEGER NOT NULL   -- of rules/drift.yaml, which graded it
) STRICT;

-- Foreign input that could not be read. It stands while last_run is its source's last run.
CREATE TABLE problem (
  source_id INTEGER NOT NULL REFERENCES source,  -- where it was met
  place     TEXT NOT NULL,                       -- file, or archive!entry, with :line or #record
  what      TEXT NOT NULL,                       -- one sentence
  first_run INTEGER NOT NULL REFERENCES run,     -- the first run that met it
  last_run  INTEGER NOT NULL REFERENCES run,     -- the last run that met it
  PRIMARY KEY (source_id, place, what)
) STRICT, WITHOUT ROWID;

-- The words of definitions; rowid is definition.id. The index keeps no text of its own: that is in
-- definition. Words are runs of letters and digits without regard to case and accents, so
-- create_issue is found by issue. Before they come here, camelCase names are followed by their
-- parts (createIssue create Issue), and the characters of scripts without spaces (Chinese,
-- Japanese, Thai, …) are put apart, so ask for a word of theirs as a phrase: '"天 气"'.
CREATE VIRTUAL TABLE tool_text USING fts5 (
  name,  -- of the tool
  text,  -- its title and description
  content = '',
  tokenize = 'unicode61 remove_diacritics 2'
);
-- One flush for each transaction: half a million tools are fifty. To merge these as they come would
-- write the index several times over; the end of a run does it once.
INSERT INTO tool_text (tool_text, rank) VALUES ('hashsize', 67108864);
INSERT INTO tool_text (tool_text, rank) VALUES ('automerge', 0);
INSERT INTO tool_text (tool_text, rank) VALUES ('crisismerge', 64);

-- =================================================================================================
-- Part 2: views, made with the file and made anew when it is brought forward
-- =================================================================================================

-- Every tool of every server as it stands, with the judgement of the rule set in force (else of the
-- last one that judged the definition): the keys of all that there is to know of it.
CREATE VIEW standing AS
SELECT sighting.name AS tool,
       server.name AS server,
       server.id AS server_id,
       listing.id AS listing_id,
       listing.source_id AS source_id,
       sighting.definition_id AS definition_id,
       sighting.first_run AS first_run,
       classification.id AS classification_id,
       classification.category AS category,
       classification.risk AS risk,
       min(classification.category, 3) AS severity  -- Destructive and Financial are equally severe
FROM sighting
JOIN listing ON listing.id = sighting.listing_id
JOIN server ON server.id = listing.server_id
JOIN classification ON classification.id = coalesce(
       -- The first is what the second comes to nearly always, at a third of its cost.
       (SELECT judged.id FROM classification AS judged
        WHERE judged.definition_id = sighting.definition_id
        AND judged.ruleset_id = (SELECT id FROM ruleset ORDER BY last_run DESC LIMIT 1)),
       (SELECT judged.id FROM classification AS judged
        JOIN ruleset ON ruleset.id = judged.ruleset_id
        WHERE judged.definition_id = sighting.definition_id
        ORDER BY ruleset.last_run DESC LIMIT 1))
WHERE sighting.stands = 1;

-- The same for people.
CREATE VIEW tool_risk AS
SELECT standing.server AS server,
       standing.tool AS tool,
       CASE standing.category WHEN 0 THEN 'Read' WHEN 1 THEN 'Write' WHEN 2 THEN 'Execute'
                              WHEN 3 THEN 'Destructive' WHEN 4 THEN 'Financial' END AS category,
       CASE standing.risk WHEN 0 THEN 'Low' WHEN 1 THEN 'Medium' WHEN 2 THEN 'High'
                          WHEN 3 THEN 'Critical' END AS risk,
       classification.confidence AS confidence,
       classification.rationale AS rationale,
       classification.capabilities AS capabilities,
       definition.description AS description,
       source.format AS source,
       source.location AS location
FROM standing
JOIN classification ON classification.id = standing.classification_id
JOIN definition ON definition.id = standing.definition_id
JOIN source ON source.id = standing.source_id;

-- =================================================================================================
-- Part 3: made at the end of a run, where it is missing
-- =================================================================================================
-- Digests and names come in no order, and an index that grows in no order is written anew with
-- every transaction; made at the end it costs a tenth. The first run does without all of these
-- (nothing shows before its end), a later one that brings many definitions without the first two.

CREATE UNIQUE INDEX IF NOT EXISTS definition_by_digest ON definition (digest);
CREATE INDEX IF NOT EXISTS sighting_by_name ON sighting (name COLLATE NOCASE) WHERE stands = 1;
CREATE INDEX IF NOT EXISTS sighting_by_definition ON sighting (definition_id) WHERE stands = 1;
-- Few rows: tools that two sources show.
CREATE INDEX IF NOT EXISTS sighting_outdone ON sighting (listing_id)
  WHERE stands = 0 AND gone_run IS NULL;
CREATE INDEX IF NOT EXISTS listing_by_server ON listing (server_id);
CREATE INDEX IF NOT EXISTS listing_by_name ON listing (name COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS server_by_name ON server (name COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS identity_by_value ON identity (value COLLATE NOCASE);
-- A package is asked for without its type, too: @acme/weather for npm:@acme/weather.
CREATE INDEX IF NOT EXISTS identity_by_package
  ON identity (substr(value, instr(value, ':') + 1) COLLATE NOCASE) WHERE kind = 1;
CREATE INDEX IF NOT EXISTS listing_history_pending ON listing_history (run_id, listing_id)
  WHERE graded = 0;
CREATE INDEX IF NOT EXISTS change_by_listing ON change (listing_id);
