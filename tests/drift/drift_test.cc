// What the pairs do not show: silence, flapping, new servers, taken names, limits, the table
// itself.
#include "drift/drift.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "drift/text_difference.h"

namespace mcprisk {
namespace {

DriftTool ToolOf(const std::string& name, const std::string& description,
                 const std::string& schema = R"({"type":"object"})") {
  return {*RestoreTool(name, std::nullopt, description, schema, std::nullopt, std::nullopt), {}};
}

DriftSide SideOf(const std::string& version, std::vector<DriftTool> tools) {
  DriftSide side;
  side.server.name = "notes";
  side.server.version = version;
  side.tools = std::move(tools);
  return side;
}

std::string EventsText(const std::vector<ChangeEvent>& events) {
  std::string text;
  for (const ChangeEvent& event : events) {
    text += event.tool + "|" + event.field + "|" + event.kind + "|" +
            std::string(SeverityName(event.severity)) + (event.silent ? "|silent" : "") + "\n";
  }
  return text;
}

constexpr char kOld[] = "Gets a note of the team by its id and shows it whole.";
constexpr char kNew[] = "Gets a note of the team by its id and shows it short.";

TEST(Drift, AnUnchangedVersionRaisesByOneStep) {
  const DriftSide before = SideOf("1.0", {ToolOf("get", kOld)});
  const DriftSide same = SideOf("1.0", {ToolOf("get", kNew)});
  EXPECT_EQ(EventsText(CompareServers(before, same, {})),
            "get|/description|desc.changed|Low|silent\n");
  EXPECT_EQ(EventsText(CompareServers(before, SideOf("1.1", {ToolOf("get", kNew)}), {})),
            "get|/description|desc.changed|Info\n");
  EXPECT_EQ(
      EventsText(CompareServers(
          before, same,
          {.versions_known = false, .names_elsewhere = {}, .changed = {}, .changed_before = {}})),
      "get|/description|desc.changed|Info\n");
  // Without a version nobody knows.
  EXPECT_EQ(EventsText(CompareServers(SideOf("", {ToolOf("get", kOld)}),
                                      SideOf("", {ToolOf("get", kNew)}), {})),
            "get|/description|desc.changed|Info\n");
}

TEST(Drift, ManyChangesInAWeekAreFlapping) {
  const DriftSide before = SideOf("1.0", {ToolOf("get", kOld)});
  const DriftSide after = SideOf("1.1", {ToolOf("get", kNew)});
  DriftContext context;
  context.changed = "2026-03-02T01:00:00Z";
  context.changed_before = {"2026-03-01T00:00:00Z", "2026-02-27T00:00:00Z", "2026-02-24T00:00:00Z"};
  EXPECT_EQ(EventsText(CompareServers(before, after, context)),
            "|/changes|flapping|Medium\nget|/description|desc.changed|Info\n");
  context.changed_before.back() = "2026-02-20T00:00:00Z";
  EXPECT_EQ(EventsText(CompareServers(before, after, context)),
            "get|/description|desc.changed|Info\n");
}

TEST(Drift, ANameThatAnotherServerHasIsTaken) {
  const DriftSide before = SideOf("1.0", {ToolOf("get", kOld)});
  DriftContext context;
  context.names_elsewhere = {"send_email", "search"};
  EXPECT_EQ(
      EventsText(CompareServers(before, SideOf("1.1", {ToolOf("send_email", kOld)}), context)),
      "send_email|/name|tool.renamed|High\n");
  // Everybody's name is nobody's.
  EXPECT_EQ(EventsText(CompareServers(before, SideOf("1.1", {ToolOf("search", kOld)}), context)),
            "search|/name|tool.renamed|Info\n");
}

TEST(Drift, ANewServerBringsItsTools) {
  DriftSide after = SideOf("1.0", {ToolOf("wipe", "Wipes.")});
  (*after.tools)[0].classification.category = Category::kDestructive;
  DriftSide before = after;
  before.exists = false;
  EXPECT_EQ(EventsText(CompareServers(before, after, {})),
            "||server.added|Info\nwipe||tool.added|High\n");
}

TEST(Drift, AnUnknownListOfToolsRemovesNothing) {
  const DriftSide known = SideOf("1.0", {ToolOf("get", kOld)});
  DriftSide unknown = SideOf("1.1", {});
  unknown.tools.reset();
  EXPECT_EQ(EventsText(CompareServers(known, unknown, {})), "");
  EXPECT_EQ(EventsText(CompareServers(unknown, known, {})), "");
}

TEST(Drift, MostToolsRemovedIsMoreThanOne) {
  const DriftSide before =
      SideOf("1.0", {ToolOf("a", "A."), ToolOf("b", "B."), ToolOf("c", "C."), ToolOf("d", "D.")});
  EXPECT_EQ(
      EventsText(CompareServers(before, SideOf("1.1", {ToolOf("a", "A."), ToolOf("b", "B.")}), {})),
      "c||tool.removed|Low\nd||tool.removed|Low\n");
  EXPECT_EQ(EventsText(CompareServers(before, SideOf("1.1", {ToolOf("a", "A.")}), {})),
            "b||tool.removed|Medium\nc||tool.removed|Medium\nd||tool.removed|Medium\n");
}

TEST(Drift, ASchemaOfThousandsOfChangesIsOneEvent) {
  std::string properties;
  for (size_t i = 0; i <= kMaxSchemaEvents; ++i) {
    properties += (i == 0 ? "\"p" : ",\"p") + std::to_string(i) + "\":{\"type\":\"string\"}";
  }
  properties += ",\"command\":{\"type\":\"string\"}";
  const std::string schema = R"({"type":"object","properties":{)" + properties + "}}";
  EXPECT_EQ(EventsText(CompareServers(SideOf("1.0", {ToolOf("get", kOld)}),
                                      SideOf("1.1", {ToolOf("get", kOld, schema)}), {})),
            "get|/inputSchema|schema.capability|High\n");
}

TEST(Drift, LongValuesAreCutAndTheirDigestsAreNot) {
  const std::string text(kMaxEventValueBytes + 100, 'x');
  const std::vector<ChangeEvent> events = CompareServers(SideOf("1.0", {ToolOf("get", kOld)}),
                                                         SideOf("1.1", {ToolOf("get", text)}), {});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].new_value->size(), kMaxEventValueBytes);
  EXPECT_EQ(events[0].new_digest->Hex(), Sha256("\"" + text + "\"").Hex());
}

TEST(DriftTableTest, SaysWhatIsWrong) {
  EXPECT_EQ(DriftTable::FromYaml("version: 1\n").error(), "rules/drift.yaml: it has no classes");
  EXPECT_EQ(DriftTable::FromYaml("version: 1\nclasses:\n  gone:\n    meaning: It is.\n"
                                 "    cases: { gone: Loud }\n")
                .error(),
            "rules/drift.yaml: gone has a severity that is none");
  EXPECT_GE(DriftTable::Shipped().version, 1);
}

std::string Pieces(std::string_view before, std::string_view after) {
  std::string text;
  for (const TextPiece& piece : CompareTexts(before, after)) {
    text += piece.kind == TextPiece::Kind::kSame    ? "="
            : piece.kind == TextPiece::Kind::kAdded ? "+"
                                                    : "-";
    text += std::string(Trimmed(piece.text)) + "|";
  }
  return text;
}

TEST(TextDifference, WordsThatChanged) {
  EXPECT_EQ(Pieces("Get a note by its id", "Get all notes by their id"),
            "=Get|-a note|+all notes|=by|-its|+their|=id|");
  EXPECT_EQ(Pieces("same text", "same text"), "=same text|");
  EXPECT_EQ(Pieces("", "new"), "+new|");
  EXPECT_EQ(Pieces("old", ""), "-old|");
  EXPECT_EQ(Pieces("", ""), "");
  EXPECT_EQ(Pieces("a  b\n\nc", "a b c"), "=a b c|");
  EXPECT_EQ(Pieces("取得笔记", "取得所有笔记"), "=取得|+所有|=笔记|");
}

TEST(TextDifference, SharesAndLimits) {
  EXPECT_EQ(ChangedShare("a b c d", "a b c e"), 0.25);
  EXPECT_EQ(ChangedShare("", ""), 0);
  EXPECT_EQ(ChangedShare("a", "b"), 1);
  std::string before;
  std::string after;
  for (size_t i = 0; i < 2 * kMaxWordEdits; ++i) {
    before += "a" + std::to_string(i) + " ";
    after += "b" + std::to_string(i) + " ";
  }
  EXPECT_EQ(ChangedShare(before, after), 1);
  EXPECT_EQ(Split(Pieces("x " + before + "y", "x " + after + "y"), '|').size(), 5u);
}

}  // namespace
}  // namespace mcprisk
