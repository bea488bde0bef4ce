// All SQL text of the program but the schema (data/schema.sql). Private to catalog/.
//
// Long on purpose: all statements stand in one place, so that a second database finds them there.
//
// Parameters are bound, never pasted; identifiers never come from data. "?1" is the first
// parameter.
#ifndef MCPRISK_CATALOG_SQL_H_
#define MCPRISK_CATALOG_SQL_H_

namespace mcprisk::sql {

// --- The file ----------------------------------------------------------------------------------

inline constexpr char kApplicationId[] = "PRAGMA application_id";
inline constexpr char kUserVersion[] = "PRAGMA user_version";
inline constexpr char kCountTables[] = "SELECT count(*) FROM sqlite_schema";
inline constexpr char kCountIndices[] =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name = 'definition_by_digest'";
inline constexpr char kDropUnorderedIndices[] =
    "DROP INDEX definition_by_digest; DROP INDEX IF EXISTS sighting_by_name";
inline constexpr char kNoAutoVacuum[] = "PRAGMA auto_vacuum = NONE";

inline constexpr char kViewNames[] = "SELECT name FROM sqlite_schema WHERE type = 'view'";
inline constexpr char kMayWrite[] = "PRAGMA query_only = OFF";
inline constexpr char kCopyInto[] = "VACUUM INTO ?1";
inline constexpr char kQuickCheck[] = "PRAGMA quick_check (1)";
inline constexpr char kCheckCells[] = "PRAGMA cell_size_check = ON";
// For a file whose page size is known: SQLite turns the size of the cache into pages at once. The
// writer's holds what one transaction changes. Foreign keys: see the head of the schema.
inline constexpr char kTuneWriter[] =
    "PRAGMA cache_size = -65536; PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF;"
    "PRAGMA temp_store = MEMORY";
// The reader's is small: a page that the system has anyway is copied faster than memory for it is
// had for the first time, and most who ask need each page once.
inline constexpr char kTuneReader[] = "PRAGMA cache_size = -2048; PRAGMA query_only = ON";
inline constexpr char kFreePages[] = "PRAGMA shrink_memory";

// While a run writes, readers go on reading what it has committed. NORMAL: a power cut may take the
// last transactions, never the file. The checkpoint is in pages of 16 KiB: 64 MiB.
inline constexpr char kWriteAhead[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4096";
// The words of all transactions in one place: nothing to do where they are. Half a million tools
// take a second, and a search half the time.
inline constexpr char kMergeWords[] = "INSERT INTO tool_text (tool_text) VALUES ('optimize')";
inline constexpr char kCheckpoint[] = "PRAGMA wal_checkpoint(TRUNCATE)";
// Leaves one file that can be copied, and read from a folder that nobody may write to.
inline constexpr char kOneFile[] = "PRAGMA journal_mode = DELETE";

inline constexpr char kBegin[] = "BEGIN IMMEDIATE";
inline constexpr char kBeginReading[] = "BEGIN";
inline constexpr char kCommit[] = "COMMIT";
inline constexpr char kRollback[] = "ROLLBACK";
inline constexpr char kDataVersion[] = "PRAGMA data_version";

// --- Writing: runs -----------------------------------------------------------------------------

inline constexpr char kInsertRuleset[] =
    "INSERT INTO ruleset (digest, last_run) VALUES (?1, ?2)"
    " ON CONFLICT (digest) DO UPDATE SET last_run = excluded.last_run";
inline constexpr char kFindRuleset[] = "SELECT id FROM ruleset WHERE digest = ?1";
inline constexpr char kNextRun[] = "SELECT coalesce(max(id), 0) + 1 FROM run";
inline constexpr char kInsertRun[] =
    "INSERT INTO run (id, started, state, ruleset_id, program_version)"
    " VALUES (?1, ?2, 'running', ?3, ?4)";
inline constexpr char kEndRun[] = "UPDATE run SET finished = ?2, state = ?3 WHERE id = ?1";

// --- Writing: definitions ----------------------------------------------------------------------

inline constexpr char kLastDefinition[] = "SELECT coalesce(max(id), 0) FROM definition";
inline constexpr char kDefinitionDigests[] = "SELECT id, digest FROM definition";
inline constexpr char kFindDefinition[] = "SELECT id FROM definition WHERE digest = ?1";
inline constexpr char kInsertDefinition[] =
    "INSERT INTO definition"
    " (id, digest, name, title, description, input_schema, output_schema, annotations)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
inline constexpr char kInsertWords[] =
    "INSERT INTO tool_text (rowid, name, text) VALUES (?1, ?2, ?3)";
inline constexpr char kJudgedDefinitions[] =
    "SELECT definition_id FROM classification WHERE ruleset_id = ?1";
inline constexpr char kInsertClassification[] =
    "INSERT INTO classification"
    " (definition_id, ruleset_id, category, risk, confidence, basis, capabilities, rationale,"
    "  evidence, operation_parameter, operations, risk_steps)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    " ON CONFLICT (definition_id, ruleset_id) DO NOTHING";
inline constexpr char kInsertFinding[] =
    "INSERT INTO finding (definition_id, ruleset_id, position, rule, severity, message, evidence)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

// --- Writing: listings -------------------------------------------------------------------------

inline constexpr char kInsertSource[] =
    "INSERT INTO source (format, location) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
inline constexpr char kFindSource[] = "SELECT id FROM source WHERE format = ?1 AND location = ?2";
inline constexpr char kListingsOfSource[] =
    "SELECT id, name, content_digest, gone_run IS NULL FROM listing WHERE source_id = ?1";
inline constexpr char kInsertListing[] =
    "INSERT INTO listing"
    " (source_id, name, content_digest, standing, tools_known, first_run, last_run, title,"
    "  description, version, status, transports, instructions, place, authentication, auth_scheme,"
    "  tls_key, tls_issuer)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
// Tools once known stay known until the listing is gone. A server that wants credentials says
// nothing of itself, and who cannot be asked nothing of its access: what is known stays.
inline constexpr char kUpdateListing[] =
    "UPDATE listing SET content_digest = ?2, standing = ?3,"
    " tools_known = CASE WHEN gone_run IS NULL THEN max(tools_known, ?4) ELSE ?4 END,"
    " last_run = ?5, gone_run = NULL, status = ?9, transports = ?10, place = ?12,"
    " title = iif(?6 = '' AND ?13 IN ('required', 'forbidden'), title, ?6),"
    " description = iif(?7 = '' AND ?13 IN ('required', 'forbidden'), description, ?7),"
    " version = iif(?8 = '' AND ?13 IN ('required', 'forbidden'), version, ?8),"
    " instructions = iif(?11 = '' AND ?13 IN ('required', 'forbidden'), instructions, ?11),"
    " authentication = iif(?13 = '', authentication, ?13),"
    " auth_scheme = iif(?13 = '', auth_scheme, ?14),"
    " tls_key = iif(?15 = '', tls_key, ?15), tls_issuer = iif(?15 = '', tls_issuer, ?16)"
    " WHERE id = ?1";
inline constexpr char kExtendListing[] =
    "UPDATE listing SET content_digest = ?2, tools_known = max(tools_known, ?3) WHERE id = ?1";
inline constexpr char kTouchListing[] = "UPDATE listing SET last_run = ?1 WHERE id = ?2";
inline constexpr char kStoreContentDigest[] =
    "UPDATE listing SET content_digest = ?2 WHERE id = ?1";
inline constexpr char kCloseListing[] =
    "UPDATE listing SET gone_run = ?2, content_digest = NULL WHERE id = ?1";
inline constexpr char kIdentitiesOfListing[] =
    "SELECT kind, value FROM identity WHERE listing_id = ?1";
inline constexpr char kInsertIdentity[] =
    "INSERT INTO identity (listing_id, kind, value) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
inline constexpr char kDeleteIdentity[] =
    "DELETE FROM identity WHERE listing_id = ?1 AND kind = ?2 AND value = ?3";
inline constexpr char kOpenSightings[] =
    "SELECT name, definition_id, stands FROM sighting WHERE listing_id = ?1 AND gone_run IS NULL";
inline constexpr char kInsertSighting[] =
    "INSERT INTO sighting (listing_id, definition_id, first_run, stands, name)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
inline constexpr char kStoreDeclaration[] =
    "INSERT INTO declaration (listing_id, definition_id, place) VALUES (?1, ?2, ?3)"
    " ON CONFLICT DO UPDATE SET place = excluded.place WHERE place <> excluded.place";
inline constexpr char kCloseSighting[] =
    "UPDATE sighting SET gone_run = ?1, stands = 0"
    " WHERE listing_id = ?2 AND definition_id = ?3 AND gone_run IS NULL";
// ?1 the listing, ?2 the run that is about to change it.
inline constexpr char kKeepHistory[] =
    "INSERT INTO listing_history (listing_id, run_id, open, tools_known, version, status,"
    " transports, instructions, authentication, auth_scheme, tls_key, tls_issuer, identities,"
    " graded)"
    " SELECT id, ?2, gone_run IS NULL, tools_known, version, status, transports, instructions,"
    " authentication, auth_scheme, tls_key, tls_issuer,"
    " (SELECT json_group_array(json_array(kind, value)) FROM"
    "   (SELECT kind, value FROM identity WHERE listing_id = ?1 ORDER BY kind, value)), 0"
    " FROM listing WHERE id = ?1 ON CONFLICT DO NOTHING";
inline constexpr char kInsertProblem[] =
    "INSERT INTO problem (source_id, place, what, first_run, last_run)"
    " VALUES (?1, ?2, ?3, ?4, ?4)"
    " ON CONFLICT DO UPDATE SET last_run = excluded.last_run"
    " WHERE last_run <> excluded.last_run";
inline constexpr char kStoreCounts[] =
    "UPDATE source SET records = ?2, tools_read = ?3, problems = ?4, last_run = ?5 WHERE id = ?1";

// --- Writing: servers --------------------------------------------------------------------------

inline constexpr char kOpenListings[] =
    "SELECT listing.id, source.format, source.location, listing.name, standing,"
    " status = 'active', server_id, listing.last_run, tools_known"
    " FROM listing JOIN source ON source.id = source_id WHERE gone_run IS NULL ORDER BY listing.id";
inline constexpr char kAllIdentities[] =
    "SELECT listing_id, kind, value FROM identity ORDER BY listing_id";
inline constexpr char kAllServers[] =
    "SELECT id, name, listings, sources, coalesce(merged_into, 0) FROM server";
inline constexpr char kStoreServer[] =
    "INSERT INTO server (id, name, listings, sources, merged_into)"
    " VALUES (?1, ?2, ?3, ?4, nullif(?5, 0))"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, listings = excluded.listings,"
    " sources = excluded.sources, merged_into = excluded.merged_into";
inline constexpr char kAssignServer[] = "UPDATE listing SET server_id = ?2 WHERE id = ?1";
inline constexpr char kOutdoneSightings[] =
    "SELECT listing_id, definition_id FROM sighting WHERE stands = 0 AND gone_run IS NULL";
inline constexpr char kSetStands[] =
    "UPDATE sighting SET stands = ?3"
    " WHERE listing_id = ?1 AND definition_id = ?2 AND gone_run IS NULL";

// --- Writing: what changes mean ----------------------------------------------------------------

inline constexpr char kPendingHistory[] =
    "SELECT listing_id, run_id FROM listing_history WHERE graded = 0 ORDER BY run_id, listing_id";
inline constexpr char kHistory[] =
    "SELECT open, tools_known, version, status, transports, instructions, identities,"
    " authentication, auth_scheme, tls_key, tls_issuer"
    " FROM listing_history WHERE listing_id = ?1 AND run_id = ?2";
inline constexpr char kNextHistory[] =
    "SELECT open, tools_known, version, status, transports, instructions, identities,"
    " authentication, auth_scheme, tls_key, tls_issuer"
    " FROM listing_history WHERE listing_id = ?1 AND run_id > ?2 ORDER BY run_id LIMIT 1";
inline constexpr char kListingNow[] =
    "SELECT gone_run IS NULL, tools_known, version, status, transports, instructions,"
    " (SELECT json_group_array(json_array(kind, value)) FROM"
    "   (SELECT kind, value FROM identity WHERE listing_id = ?1 ORDER BY kind, value)),"
    " authentication, auth_scheme, tls_key, tls_issuer,"
    " listing.name, title, description, place, coalesce(server_id, 0), format, location"
    " FROM listing JOIN source ON source.id = source_id WHERE listing.id = ?1";
// The second and third column: 1 where it was seen before the run ?2, and after it.
inline constexpr char kSightingsAround[] =
    "SELECT definition_id, first_run < ?2, gone_run IS NULL OR gone_run > ?2, sighting.name, title,"
    " description, input_schema, output_schema, annotations"
    " FROM sighting JOIN definition ON definition.id = definition_id"
    " WHERE listing_id = ?1 AND first_run <= ?2 AND (gone_run IS NULL OR gone_run >= ?2)"
    " ORDER BY sighting.name";
// Of the last run before ?2 that closed all of them.
inline constexpr char kSightingsWhenGone[] =
    "SELECT definition_id, 1, 0, sighting.name, title, description, input_schema, output_schema,"
    " annotations FROM sighting JOIN definition ON definition.id = definition_id"
    " WHERE listing_id = ?1 AND gone_run ="
    "  (SELECT max(gone_run) FROM sighting WHERE listing_id = ?1 AND gone_run < ?2)"
    " ORDER BY sighting.name";
inline constexpr char kTouchedSightings[] =
    "SELECT count(*) FROM sighting WHERE listing_id = ?1 AND (first_run = ?2 OR gone_run = ?2)";
inline constexpr char kStartOfRun[] = "SELECT started FROM run WHERE id = ?1";
inline constexpr char kEarlierChanges[] =
    "SELECT started FROM run WHERE id < ?2"
    " AND id IN (SELECT run_id FROM change WHERE listing_id = ?1) ORDER BY id DESC LIMIT ?3";
inline constexpr char kStandsElsewhere[] =
    "SELECT 1 FROM sighting JOIN listing ON listing.id = listing_id"
    " WHERE sighting.name = ?1 COLLATE NOCASE AND stands = 1 AND server_id <> ?2 LIMIT 1";
inline constexpr char kInsertChange[] =
    "INSERT INTO change (run_id, listing_id, tool, field, class, severity, silent, old_digest,"
    " new_digest, old_value, new_value, detectors, old_version, new_version, old_definition_id,"
    " new_definition_id, table_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
    " ?13, ?14, ?15, ?16, ?17)";
inline constexpr char kMarkGraded[] =
    "UPDATE listing_history SET graded = 1 WHERE listing_id = ?1 AND run_id = ?2";

// --- Assessments -------------------------------------------------------------------------------

// A catalog made before there were assessments has no table for them.
inline constexpr char kCountAssessmentTables[] =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'server_assessment'";
inline constexpr char kStandingKeys[] =
    "SELECT server_id, definition_id, classification_id FROM standing"
    " ORDER BY server_id, definition_id, classification_id";
inline constexpr char kAssessedTools[] =
    "SELECT server_id, standing.tool, standing.category, standing.risk, capabilities,"
    " coalesce((SELECT max(severity) FROM finding"
    "           WHERE finding.definition_id = standing.definition_id"
    "            AND finding.ruleset_id = classification.ruleset_id), -1),"
    " definition.description, definition.input_schema"
    " FROM standing JOIN classification ON classification.id = classification_id"
    " JOIN definition ON definition.id = standing.definition_id"
    " WHERE server_id BETWEEN ?1 AND ?2";
inline constexpr char kAssessmentInputs[] = "SELECT server_id, inputs FROM server_assessment";
inline constexpr char kGrades[] =
    "SELECT server_id, grade FROM server_assessment WHERE grade <> '' ORDER BY server_id";
inline constexpr char kAllAssessments[] = "SELECT grade, flows FROM server_assessment";
inline constexpr char kStoreAssessment[] =
    "INSERT OR REPLACE INTO server_assessment (server_id, inputs, grade, points, worst_risk, tools,"
    " tokens, capabilities, flows, worst_finding)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
inline constexpr char kDropAssessment[] = "DELETE FROM server_assessment WHERE server_id = ?1";
// Of each server those of its best listing come first.
inline constexpr char kInstructionsOfServers[] =
    "SELECT server_id, instructions FROM listing JOIN source ON source.id = source_id"
    " WHERE server_id IS NOT NULL AND gone_run IS NULL AND instructions <> ''"
    " ORDER BY server_id, standing, format, location, listing.name";
inline constexpr char kStoreServerFinding[] =
    "INSERT INTO server_finding (server_id, position, rule, severity, message, evidence)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
inline constexpr char kDropServerFindings[] = "DELETE FROM server_finding WHERE server_id = ?1";
inline constexpr char kDropUnassessedFindings[] =
    "DELETE FROM server_finding WHERE server_id NOT IN (SELECT server_id FROM server_assessment)";
// The check of rules/server.yaml that the stored definitions do not show.
inline constexpr char kRepeatedNameFindings[] =
    "SELECT server_id, evidence FROM server_finding WHERE rule = 'server/repeated-name'";
// What servers are held against each other by: server by server, in an order that does not depend
// on the run.
inline constexpr char kAssessedServers[] = "SELECT server_id FROM server_assessment";
inline constexpr char kStandingTexts[] =
    "SELECT standing.tool, coalesce(definition.description, '')"
    " FROM standing JOIN definition ON definition.id = definition_id WHERE server_id = ?1";
inline constexpr char kStatedIdentities[] =
    "SELECT server_id, kind, value, format = 'registry' AND kind = 0 AND value = listing.name"
    " FROM listing JOIN identity ON identity.listing_id = listing.id"
    " JOIN source ON source.id = source_id WHERE server_id IS NOT NULL AND gone_run IS NULL"
    " ORDER BY server_id, standing, format, location, listing.name, kind, value";
inline constexpr char kNamesAndFirstRuns[] =
    "SELECT server.id, server.name, min(listing.first_run) FROM server"
    " JOIN listing ON listing.server_id = server.id GROUP BY server.id";
inline constexpr char kDropComparisons[] = "DELETE FROM server_finding WHERE position >= ?1";
inline constexpr char kServerFindings[] =
    "SELECT rule, severity, message, evidence FROM server_finding WHERE server_id = ?1"
    " ORDER BY position";

// --- Reading: tools ----------------------------------------------------------------------------

// A query for tools gives the keys of its rows, listing and definition and classification, in
// order; the texts are fetched for those that are shown.

inline constexpr char kTool[] =
    "SELECT server.id, server.name, definition.name, definition.title, definition.description,"
    " input_schema, output_schema, annotations, category, risk, confidence, basis, capabilities,"
    " rationale, evidence, operation_parameter, operations, risk_steps, source.format,"
    " source.location, run.started, classification.ruleset_id, declaration.place"
    " FROM sighting"
    " JOIN listing ON listing.id = sighting.listing_id"
    " JOIN server ON server.id = listing.server_id"
    " JOIN source ON source.id = listing.source_id"
    " JOIN run ON run.id = sighting.first_run"
    " JOIN definition ON definition.id = sighting.definition_id"
    " JOIN classification ON classification.id = ?3"
    " LEFT JOIN declaration ON declaration.listing_id = sighting.listing_id"
    "  AND declaration.definition_id = sighting.definition_id"
    " WHERE sighting.listing_id = ?1 AND sighting.definition_id = ?2 AND sighting.stands = 1";
inline constexpr char kDefinitionText[] =
    "SELECT title, description, input_schema, annotations FROM definition WHERE id = ?1";
inline constexpr char kFindings[] =
    "SELECT rule, severity, message, evidence FROM finding"
    " WHERE definition_id = ?1 AND ruleset_id = ?2 ORDER BY position";
inline constexpr char kToolsOfServer[] =
    "SELECT listing_id, definition_id, classification_id FROM standing WHERE server_id = ?1"
    " ORDER BY risk DESC, severity DESC, tool, definition_id";
inline constexpr char kToolOfServer[] =
    "SELECT listing_id, definition_id, classification_id FROM standing"
    " WHERE server_id = ?1 AND tool = ?2 COLLATE NOCASE AND tool = ?2"
    " ORDER BY definition_id LIMIT 1";
inline constexpr char kToolsByExactName[] =
    "SELECT listing_id, definition_id, classification_id FROM standing"
    " WHERE tool = ?1 COLLATE NOCASE AND tool = ?1 ORDER BY server, definition_id LIMIT ?2";
inline constexpr char kToolsByFoldedName[] =
    "SELECT listing_id, definition_id, classification_id FROM standing"
    " WHERE tool = ?1 COLLATE NOCASE ORDER BY server, tool, definition_id LIMIT ?2";
inline constexpr char kVerdictsByExactName[] =
    "SELECT listing_id, definition_id, classification_id, server_id, server, tool, category, risk"
    " FROM standing WHERE tool = ?1 COLLATE NOCASE AND tool = ?1 ORDER BY server, definition_id";
inline constexpr char kVerdictsByFoldedName[] =
    "SELECT listing_id, definition_id, classification_id, server_id, server, tool, category, risk"
    " FROM standing WHERE tool = ?1 COLLATE NOCASE ORDER BY server, tool, definition_id";
// The first name from ?1 on and before ?2.
inline constexpr char kNextToolName[] =
    "SELECT name FROM sighting WHERE stands = 1 AND name >= ?1 COLLATE NOCASE"
    "  AND name < ?2 COLLATE NOCASE ORDER BY name COLLATE NOCASE LIMIT 1";
// Of at most ?2 sightings.
inline constexpr char kSpellingsOfToolName[] =
    "SELECT name FROM sighting WHERE stands = 1 AND name = ?1 COLLATE NOCASE LIMIT ?2";
// ?1 the expression, ?2 how many definitions to look at.
inline constexpr char kToolNamesMatching[] =
    "SELECT name FROM (SELECT rowid AS found FROM tool_text WHERE tool_text MATCH ?1 LIMIT ?2)"
    " CROSS JOIN sighting ON sighting.definition_id = found WHERE stands = 1";
inline constexpr char kClassificationOf[] =
    "SELECT classification.id FROM classification JOIN ruleset ON ruleset.id = ruleset_id"
    " WHERE definition_id = ?1 ORDER BY ruleset.last_run DESC LIMIT 1";

// ?1 the expression, ?2 how many definitions to rank, ?3 the words as they were typed, ?4 category,
// ?5 risk and ?6 capability or NULL, ?7 limit, ?8 offset.
inline constexpr char kSearch[] =
    "SELECT listing_id, definition_id, classification_id"
    " FROM (SELECT rowid AS found, bm25(tool_text, 8.0, 1.0) AS score FROM tool_text"
    "       WHERE tool_text MATCH ?1 ORDER BY score, rowid LIMIT ?2)"
    " CROSS JOIN standing ON standing.definition_id = found"
    " WHERE (?4 IS NULL OR category = ?4) AND (?5 IS NULL OR risk = ?5)"
    "  AND (?6 IS NULL OR ?6 IN (SELECT value FROM classification AS c, json_each(c.capabilities)"
    "                            WHERE c.id = classification_id))"
    " ORDER BY tool = ?3 COLLATE NOCASE DESC, score, length(tool), risk DESC, severity DESC, tool,"
    "  server, definition_id LIMIT ?7 OFFSET ?8";
// ?1 the expression, ?2 how many definitions to look at.
inline constexpr char kRanked[] =
    "SELECT found, score FROM (SELECT rowid AS found, closeness(tool_text, 8.0, 1.0) AS score"
    " FROM tool_text WHERE tool_text MATCH ?1 LIMIT ?2) ORDER BY score, found";
inline constexpr char kCountMatches[] =
    "SELECT count(*) FROM (SELECT rowid FROM tool_text WHERE tool_text MATCH ?1 LIMIT ?2)";
inline constexpr char kBrowse[] =
    "SELECT listing_id, definition_id, classification_id FROM standing"
    " WHERE (?1 IS NULL OR category = ?1) AND (?2 IS NULL OR risk = ?2)"
    "  AND (?3 IS NULL OR ?3 IN (SELECT value FROM classification AS c, json_each(c.capabilities)"
    "                            WHERE c.id = classification_id))"
    " ORDER BY risk DESC, severity DESC, tool, server, definition_id LIMIT ?4 OFFSET ?5";

// Every tool that stands.
inline constexpr char kAllStanding[] =
    "SELECT listing_id, definition_id, classification_id, server_id, category, risk,"
    " (SELECT capabilities FROM classification WHERE id = classification_id), tool FROM standing";

// When each server was first shown, and when one of its listings changed last.
inline constexpr char kTimesOfServers[] =
    "SELECT server_id, min(first.started), max(coalesce(changed.started, first.started))"
    " FROM listing JOIN run AS first ON first.id = first_run"
    " LEFT JOIN (SELECT listing_id, max(run_id) AS run_id FROM change GROUP BY listing_id) AS "
    "latest"
    "   ON latest.listing_id = listing.id"
    " LEFT JOIN run AS changed ON changed.id = latest.run_id"
    " WHERE server_id IS NOT NULL GROUP BY server_id ORDER BY server_id";

// --- Reading: servers --------------------------------------------------------------------------

// ?1 the kind, ?2 the value, ?3 the server that is left out.
inline constexpr char kServersWithIdentity[] =
    "SELECT DISTINCT server.name FROM identity JOIN listing ON listing.id = listing_id"
    " JOIN server ON server.id = server_id WHERE value = ?2 COLLATE NOCASE AND kind = ?1"
    " AND gone_run IS NULL AND server_id <> ?3 ORDER BY server.name";
inline constexpr char kServer[] = "SELECT name, coalesce(merged_into, 0) FROM server WHERE id = ?1";
inline constexpr char kServerListings[] =
    "SELECT listing.id, format, location, listing.name, title, description, version, status,"
    " transports, place, tools_known,"
    " (SELECT count(*) FROM sighting WHERE listing_id = listing.id AND gone_run IS NULL),"
    " EXISTS (SELECT 1 FROM identity WHERE listing_id = listing.id AND kind = 0),"
    " authentication, auth_scheme, tls_key, tls_issuer"
    " FROM listing JOIN source ON source.id = source_id"
    " WHERE server_id = ?1 AND gone_run IS NULL"
    " ORDER BY standing, format, location, listing.name";
inline constexpr char kServerIdentities[] =
    "SELECT DISTINCT kind, value FROM identity JOIN listing ON listing.id = listing_id"
    " WHERE server_id = ?1 AND gone_run IS NULL ORDER BY kind, value";
inline constexpr char kServerCounts[] =
    "SELECT category, risk, count(*) FROM standing WHERE server_id = ?1 GROUP BY category, risk";
inline constexpr char kServerNames[] =
    "SELECT id, name FROM server WHERE listings > 0 ORDER BY name";
inline constexpr char kListingNames[] =
    "SELECT server_id, name, title FROM listing WHERE gone_run IS NULL AND server_id IS NOT NULL";
// The second column: 1 where the case is the same, too.
inline constexpr char kServersCalled[] =
    "SELECT id, name = ?1 FROM server WHERE name = ?1 COLLATE NOCASE AND listings > 0"
    " UNION ALL"
    " SELECT server_id, name = ?1 FROM listing"
    " WHERE name = ?1 COLLATE NOCASE AND gone_run IS NULL AND server_id IS NOT NULL"
    " UNION ALL"
    " SELECT server_id, value = ?1 FROM identity JOIN listing ON listing.id = listing_id"
    " WHERE value = ?1 COLLATE NOCASE AND gone_run IS NULL AND server_id IS NOT NULL"
    " UNION ALL"
    " SELECT server_id, substr(value, instr(value, ':') + 1) = ?1"
    " FROM identity JOIN listing ON listing.id = listing_id"
    " WHERE kind = 1 AND substr(value, instr(value, ':') + 1) = ?1 COLLATE NOCASE"
    "  AND gone_run IS NULL AND server_id IS NOT NULL";

// --- Reading: what changed ---------------------------------------------------------------------

// ?1 behind this sequence, ?2 severity, ?3 id of the server or NULL, ?4 its name or NULL, ?5
// started then or later, ?6 limit, ?7 before this sequence or NULL.
#define MCPRISK_SELECT_CHANGES                                                                 \
  "SELECT sequence, run.started, coalesce(server_id, 0), coalesce(server.name, listing.name)," \
  " format, location, listing.name, tool, field, class, severity, silent, old_digest,"         \
  " new_digest, old_value, new_value, detectors, old_version, new_version FROM change"         \
  " JOIN run ON run.id = run_id JOIN listing ON listing.id = listing_id"                       \
  " JOIN source ON source.id = source_id LEFT JOIN server ON server.id = server_id"            \
  " WHERE sequence > ?1 AND severity >= ?2 AND (?3 IS NULL OR server_id = ?3)"                 \
  " AND (?4 IS NULL OR server.name = ?4 OR listing.name = ?4) AND run.started >= ?5"           \
  " AND (?7 IS NULL OR sequence < ?7)"
inline constexpr char kChangesBehind[] = MCPRISK_SELECT_CHANGES " ORDER BY sequence LIMIT ?6";
inline constexpr char kLastChanges[] = MCPRISK_SELECT_CHANGES " ORDER BY sequence DESC LIMIT ?6";
#undef MCPRISK_SELECT_CHANGES
inline constexpr char kLastChange[] = "SELECT coalesce(max(sequence), 0) FROM change";
inline constexpr char kListingsForPrints[] =
    "SELECT server_id, version, status, transports, instructions, tools_known,"
    " authentication, auth_scheme, tls_key, tls_issuer"
    " FROM listing JOIN source ON source.id = source_id"
    " WHERE gone_run IS NULL AND server_id IS NOT NULL"
    " ORDER BY server_id, standing, format, location, listing.name";
inline constexpr char kIdentitiesForPrints[] =
    "SELECT DISTINCT server_id, kind, value FROM identity JOIN listing ON listing.id = listing_id"
    " WHERE gone_run IS NULL AND server_id IS NOT NULL ORDER BY server_id, kind, value";
inline constexpr char kToolsForPrints[] =
    "SELECT server_id, sighting.name, digest FROM sighting"
    " JOIN listing ON listing.id = listing_id JOIN definition ON definition.id = definition_id"
    " WHERE stands = 1 AND server_id IS NOT NULL";
inline constexpr char kServerInstructions[] =
    "SELECT instructions FROM listing JOIN source ON source.id = source_id"
    " WHERE server_id = ?1 AND gone_run IS NULL AND instructions <> ''"
    " ORDER BY standing, format, location, listing.name LIMIT 1";

// --- Reading: the whole ------------------------------------------------------------------------

inline constexpr char kCounts[] =
    "SELECT (SELECT count(*) FROM server WHERE listings > 0),"
    " (SELECT count(*) FROM server WHERE listings > 1),"
    " (SELECT count(*) FROM server WHERE sources > 1),"
    " (SELECT count(*) FROM listing WHERE gone_run IS NULL AND server_id IS NOT NULL)";
inline constexpr char kLastRun[] =
    "SELECT finished, program_version, ruleset.digest FROM run"
    " JOIN ruleset ON ruleset.id = ruleset_id WHERE finished IS NOT NULL ORDER BY run.id DESC "
    "LIMIT 1";
inline constexpr char kSources[] =
    "SELECT format, location, records, tools_read, problems,"
    " (SELECT count(*) FROM listing WHERE source_id = source.id AND gone_run IS NULL),"
    " (SELECT count(*) FROM listing WHERE source_id = source.id AND gone_run IS NULL"
    "   AND EXISTS (SELECT 1 FROM sighting WHERE listing_id = listing.id AND gone_run IS NULL))"
    " FROM source ORDER BY format, location";
inline constexpr char kRulesetRanks[] =
    "SELECT id, row_number() OVER (ORDER BY last_run) FROM ruleset";
inline constexpr char kVerdicts[] =
    "SELECT definition_id, ruleset_id, category, risk FROM classification";
inline constexpr char kServersOfListings[] =
    "SELECT id, server_id FROM listing WHERE server_id IS NOT NULL";
inline constexpr char kAllOpenSightings[] =
    "SELECT listing_id, definition_id, stands, name FROM sighting WHERE gone_run IS NULL";
inline constexpr char kProblems[] =
    "SELECT format, location, place, what, started FROM problem"
    " JOIN source ON source.id = source_id JOIN run ON run.id = first_run"
    " WHERE problem.last_run = source.last_run ORDER BY format, location, place, what LIMIT ?1";

}  // namespace mcprisk::sql

#endif  // MCPRISK_CATALOG_SQL_H_
