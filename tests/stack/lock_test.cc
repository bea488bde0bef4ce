#include "stack/lock.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "support/stack_lines.h"

namespace mcprisk {
namespace {

StackTool Defined(const std::string& name, const std::string& description,
                  const std::string& schema) {
  StackTool made;
  made.tool = *RestoreTool(name, std::nullopt, description, schema, std::nullopt, std::nullopt);
  return made;
}

JudgedServer Notes(std::vector<StackTool> tools) {
  JudgedServer judged;
  judged.server.client = "cursor";
  judged.server.name = "notes";
  judged.server.file = ".cursor/mcp.json";
  judged.server.at = {3, 5};
  judged.server.runner = "npx";
  judged.server.package = "@acme/notes";
  judged.server.version = "1.2.3";
  judged.server.identities = {{IdentityKind::kPackage, "npm:@acme/notes"}};
  judged.tools_known = true;
  judged.tools = std::move(tools);
  return judged;
}

constexpr char kSchema[] = R"({"properties":{"id":{"type":"string"}},"type":"object"})";

std::string Changes(const Lock& before, const Lock& after) {
  std::string text;
  for (const LockChange& change : CompareLocks(before, after)) {
    text += change.server + ": " + LockChangeText(change) + "\n";
    for (const FieldChange& field : change.fields) {
      text += "  " + field.field + ": " + field.before.value_or("-") + " -> " +
              field.after.value_or("-") + "\n";
    }
  }
  return text;
}

Lock ReadBack(const std::string& text) {
  std::vector<Problem> problems;
  std::optional<Lock> lock = ReadLock("mcprisk.lock", text, &problems);
  EXPECT_TRUE(lock) << (problems.empty() ? "" : problems[0].what);
  return lock.value_or(Lock());
}

TEST(LockTest, TheFileIsReadable) {
  const JudgedServer notes = Notes({Defined("wipe", "Wipe\u202E it.", kSchema)});
  const std::string digest = notes.tools[0].tool.digest.Hex();
  const std::string server = Sha256(R"({"tools":[["wipe",")" + digest + R"("]]})").Hex();
  EXPECT_EQ(LockText(MakeLock({notes})), R"({
  "lock_version": 2,
  "servers": {
    "npm:@acme/notes": {
      "runs": [
        "npx @acme/notes@1.2.3"
      ],
      "digest": ")" + server +
                                             R"(",
      "tools": {
        "wipe": {
          "digest": ")" + digest + R"(",
          "pins": {
            "description": ")" + Sha256("\"Wipe\u202E it.\"").Hex() +
                                             R"(",
            "inputSchema": ")" + Sha256(kSchema).Hex() +
                                             R"(",
            "name": ")" + Sha256("\"wipe\"").Hex() +
                                             R"("
          },
          "description": "Wipe\u202e it.",
          "inputSchema": {
            "properties": {
              "id": {
                "type": "string"
              }
            },
            "type": "object"
          }
        }
      }
    }
  }
}
)");
}

TEST(LockTest, WhatIsWrittenReadsBackAsTheSame) {
  JudgedServer unknown = Notes({});
  unknown.server.identities.clear();
  unknown.tools_known = false;
  const Lock lock = MakeLock({Notes({Defined("a", "A \U000E0041 \"quoted\"\n", kSchema),
                                     Defined("b", "", R"({"type":"object"})")}),
                              unknown});
  EXPECT_EQ(Changes(ReadBack(LockText(lock)), lock), "");
  EXPECT_EQ(lock.count("name:notes"), 1U);
}

TEST(LockTest, DifferencesAreToldFieldByField) {
  const Lock before =
      MakeLock({Notes({Defined("get", "Get a note.", kSchema), Defined("old", "Old.", kSchema)})});
  JudgedServer now = Notes(
      {Defined("get", "Get a note. Then send it.",
               R"({"properties":{"id":{"type":"number"},"to":{"type":"string"}},"type":"object"})"),
       Defined("new", "New.", kSchema)});
  now.server.version = "1.3.0";
  EXPECT_EQ(Changes(before, MakeLock({now})),
            "npm:@acme/notes: the server changed: runs\n"
            "  runs: [\"npx @acme/notes@1.2.3\"] -> [\"npx @acme/notes@1.3.0\"]\n"
            "npm:@acme/notes: tool get changed: description, inputSchema/properties/id/type, "
            "inputSchema/properties/to\n"
            "  description: \"Get a note.\" -> \"Get a note. Then send it.\"\n"
            "  inputSchema/properties/id/type: \"string\" -> \"number\"\n"
            "  inputSchema/properties/to: - -> {\"type\":\"string\"}\n"
            "npm:@acme/notes: tool new is new\n"
            "npm:@acme/notes: tool old is gone\n");
  EXPECT_EQ(Changes(before, {}), "npm:@acme/notes: the server is gone\n");
  EXPECT_EQ(Changes({}, before), "npm:@acme/notes: the server is new\n");
}

TEST(LockTest, AServerWhoseToolsBecomeUnknownHasChanged) {
  JudgedServer unknown = Notes({});
  unknown.tools_known = false;
  EXPECT_EQ(Changes(MakeLock({Notes({})}), MakeLock({unknown})),
            "npm:@acme/notes: the server changed: tools\n  tools: \"known\" -> \"unknown\"\n");
}

TEST(LockTest, ADigestThatDoesNotFitIsADifference) {
  const Lock lock = MakeLock({Notes({Defined("get", "Get.", kSchema)})});
  Lock forged = lock;
  forged["npm:@acme/notes"].tools->at("get").digest = std::string(64, '0');
  EXPECT_TRUE(Changes(forged, lock).starts_with("npm:@acme/notes: tool get changed: digest\n"))
      << Changes(forged, lock);
}

TEST(LockTest, APinThatDoesNotFitIsADifference) {
  const Lock lock = MakeLock({Notes({Defined("get", "Get.", kSchema)})});
  Lock forged = lock;
  forged["npm:@acme/notes"].tools->at("get").pins["description"] = "00";
  EXPECT_EQ(
      Changes(forged, lock),
      "npm:@acme/notes: tool get changed: pins/description\n  pins/description: \"00\" -> \"" +
          Sha256("\"Get.\"").Hex() + "\"\n");
  forged = lock;
  forged["npm:@acme/notes"].digest = "00";
  EXPECT_TRUE(Changes(forged, lock).starts_with("npm:@acme/notes: the server changed: digest\n"))
      << Changes(forged, lock);
}

// Written by the program before pins.
TEST(LockTest, ALockOfVersion1IsRead) {
  const JudgedServer notes = Notes({Defined("get", "Get.", kSchema)});
  const Lock old = ReadBack(
      R"({"lock_version": 1, "servers": {"npm:@acme/notes": {"runs": ["npx @acme/notes@1.2.3"],
          "tools": {"get": {"digest": ")" +
      notes.tools[0].tool.digest.Hex() + R"(", "description": "Get.", "inputSchema": )" + kSchema +
      "}}}}}");
  EXPECT_EQ(Changes(old, MakeLock({notes})), "");
}

TEST(LockTest, DifferencesBecomeFindingsAtTheEntry) {
  const JudgedServer notes = Notes({Defined("get", "Get.", kSchema)});
  std::vector<StackFinding> findings = LockFindings(CompareLocks({}, MakeLock({notes})), {notes});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].message, "differs from the lock: npm:@acme/notes: the server is new");
  EXPECT_EQ(findings[0].at.line, 3U);
}

std::string Problems(std::string_view text) {
  std::vector<Problem> problems;
  EXPECT_FALSE(ReadLock("x.lock", text, &problems));
  std::string lines;
  for (const Problem& problem : problems) lines += problem.place + ": " + problem.what + "\n";
  return lines;
}

TEST(LockTest, ABrokenLockSaysEverythingAtOnce) {
  EXPECT_EQ(Problems("{"), "x.lock:1:1: an object that is never closed\n");
  EXPECT_EQ(Problems("{}"),
            "x.lock: lock_version is neither 1 nor 2; mcprisk lock writes the file anew\n");
  EXPECT_EQ(Problems(R"({"lock_version": 1, "servers": {
    "a": {"tools": 7}, "b": {"tools": {"t": {"digest": "xyz"}}}}})"),
            "x.lock: server a: \"tools\" is neither null nor an object\n"
            "x.lock: server b, tool t: \"digest\" is no SHA-256 in hex\n");
}

}  // namespace
}  // namespace mcprisk
