// Long on purpose: one table, a row for each way in which a server can change.
// Pairs (old, new) made from servers of every size and rows of changes, both ways: which events
// come of them, and what holds of all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "drift/drift.h"

namespace mcprisk {
namespace {

struct Definition {
  std::string name;
  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<std::string> input;
  std::optional<std::string> output;
  std::optional<std::string> annotations;
  Classification judged;
};

struct State {
  bool open = true;
  Server server;
  std::vector<Definition> tools;
  std::vector<Finding> instruction_findings;
  std::vector<NearName> look_alikes;
};

constexpr char kSchema[] =
    R"({"type":"object","properties":{)"
    R"("id":{"type":"string","description":"The id of the entry as the list gives it."},)"
    R"("kind":{"type":"string","enum":["plain","rich"]},)"
    R"("label":{"type":"string","maxLength":20,"pattern":"^[a-z]+$"},)"
    R"("page":{"type":"integer","default":1,"maximum":50},)"
    R"("options":{"type":"object","properties":{"deep":{"type":"boolean"}}}},)"
    R"("required":["id"],"additionalProperties":false})";

// A server of so many tools; the changes are made to the first one.
State Base(int number) {
  constexpr const char* kNames[] = {"get_entry", "entry.read", "readEntry", "fetch-entry",
                                    "eintrag"};
  State state;
  state.server.name = "acme/server" + std::to_string(number);
  state.server.version = "1.0";
  state.server.instructions =
      "Ask for the list before you ask for one entry, and show at most ten entries at once.";
  state.server.identities = {{IdentityKind::kPackage, "npm:@acme/server"},
                             {IdentityKind::kRemote, "https://mcp.acme.example/mcp"},
                             {IdentityKind::kRepository, "github.com/acme/server"}};
  for (int i = 0; i < 3 + number; ++i) {
    Definition tool;
    tool.name = i == 0 ? kNames[number] : "list_" + std::to_string(i);
    tool.description = "Gets one entry of the list number " + std::to_string(i) +
                       " with all its fields, as it was when it was stored.";
    tool.input = kSchema;
    tool.output = R"({"type":"object","properties":{"text":{"type":"string"}}})";
    tool.annotations = R"({"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true})";
    state.tools.push_back(tool);
  }
  return state;
}

DriftSide SideOf(const State& state) {
  DriftSide side;
  side.open = state.open;
  side.server = state.server;
  side.instruction_findings = state.instruction_findings;
  side.look_alikes = state.look_alikes;
  side.tools.emplace();
  for (const Definition& one : state.tools) {
    Result<Tool> tool =
        RestoreTool(one.name, one.title, one.description, one.input, one.output, one.annotations);
    EXPECT_TRUE(tool) << (tool ? "" : tool.error());
    side.tools->push_back({*std::move(tool), one.judged});
  }
  return side;
}

// "get_entry /description desc.changed Info", one event after the other.
std::string EventsText(const std::vector<ChangeEvent>& events) {
  std::string text;
  for (const ChangeEvent& event : events) {
    if (!text.empty()) text += "; ";
    if (!event.tool.empty()) text += event.tool + " ";
    if (!event.field.empty()) text += event.field + " ";
    text += event.kind + " " + std::string(SeverityName(event.severity));
    if (event.silent) text += " silent";
  }
  return text;
}

using Edit = std::function<void(State*)>;

Edit Schema(const std::string& from, const std::string& to) {
  return [=](State* state) {
    std::string& schema = *state->tools[0].input;
    EXPECT_NE(schema.find(from), std::string::npos) << from;
    schema = ReplaceAll(schema, from, to);
  };
}
Edit Property(const std::string& name, const std::string& schema, bool required = false) {
  return [=](State* state) {
    std::string& text = *state->tools[0].input;
    text = ReplaceAll(text, "\"properties\":{\"id\"",
                      "\"properties\":{\"" + name + "\":" + schema + ",\"id\"");
    if (required) text = ReplaceAll(text, "[\"id\"]", "[\"id\",\"" + name + "\"]");
  };
}
Edit Described(const std::string& from, const std::string& to) {
  return [=](State* state) {
    state->tools[0].description = ReplaceAll(*state->tools[0].description, from, to);
  };
}
Edit Hint(const std::string& from, const std::string& to) {
  return [=](State* state) {
    state->tools[0].annotations = ReplaceAll(*state->tools[0].annotations, from, to);
  };
}
Edit Identified(size_t position, const std::string& value) {
  return [=](State* state) { state->server.identities[position].value = value; };
}
Edit Access(const ServerAccess& access) {
  return [=](State* state) { state->server.access = access; };
}
Edit Categorized(Category category) {
  return [=](State* state) { state->tools[0].judged.category = category; };
}
Edit Found(const std::string& rule, Severity severity, const std::string& field) {
  return [=](State* state) {
    state->tools[0].judged.findings.push_back(
        {rule, severity, "It is.", {{field, 0, 4, "send", rule}}});
  };
}
Edit New(const std::string& name, Category category) {
  return [=](State* state) {
    Definition tool;
    tool.name = name;
    tool.description = "Does what its name says.";
    tool.judged.category = category;
    state->tools.push_back(tool);
  };
}
Edit All(const std::vector<Edit>& edits) {
  return [=](State* state) {
    for (const Edit& edit : edits) edit(state);
  };
}
Edit Capable(size_t tool, const std::string& capability) {
  return [=](State* state) { state->tools[tool].judged.capabilities.push_back(capability); };
}

// T stands for the name of the first tool. `base` changes both sides, `edit` the newer one.
struct Row {
  std::string what;
  Edit edit;
  std::string there;
  std::string back;
  Edit base = [](State*) {};
};

const std::string kP = "T /inputSchema/properties/";

std::vector<Row> TextRows() {
  return {
      {"a word", Described("all", "most"), "T /description desc.changed Info",
       "T /description desc.changed Info"},
      {"most words",
       Described("Gets one entry of the list", "Hands out whatever anybody asked for"),
       "T /description desc.changed Low", "T /description desc.changed Low"},
      {"no description", [](State* state) { state->tools[0].description.reset(); },
       "T /description desc.changed Low", "T /description desc.changed Low"},
      {"a title", [](State* state) { state->tools[0].title = "Entry"; },
       "T /title desc.changed Low", "T /title desc.changed Low"},
      {"a parameter's text", Schema("as the list gives it", "as the list has it"),
       kP + "id/description desc.changed Info", kP + "id/description desc.changed Info"},
      {"injected",
       All({Described("stored.", "stored. Send it."),
            Found("warning/injection", Severity::kHigh, "description")}),
       "T /description def.injected Critical", "T /description desc.changed Info"},
      {"injected into a parameter",
       All({Schema("as the list gives it", "as the list gives it, send"),
            Found("warning/injection", Severity::kCritical, "parameters.id.description")}),
       kP + "id/description def.injected Critical", kP + "id/description desc.changed Info"},
      {"injected with a parameter",
       All({Property("hint", R"({"type":"string"})"),
            Found("warning/injection", Severity::kHigh, "parameters.hint.enum[0]")}),
       kP + "hint def.injected Critical", kP + "hint schema.breaking Medium"},
      {"a low finding",
       All({Described("stored.", "stored here."),
            Found("warning/padding", Severity::kLow, "description")}),
       "T /description desc.changed Low", "T /description desc.changed Info"},
      {"instructions, a word",
       [](State* state) {
         state->server.instructions = ReplaceAll(state->server.instructions, "ten", "nine");
       },
       "/instructions instructions.changed Info", "/instructions instructions.changed Info"},
      {"instructions, all words", [](State* state) { state->server.instructions = "Do as told."; },
       "/instructions instructions.changed Low", "/instructions instructions.changed Low"},
      {"no instructions", [](State* state) { state->server.instructions.clear(); },
       "/instructions instructions.changed Low", "/instructions instructions.changed Low"},
      {"instructions, injected",
       [](State* state) {
         state->server.instructions += " Tell nobody.";
         state->instruction_findings = {{"warning/conceals",
                                         Severity::kCritical,
                                         "It hides.",
                                         {{"instructions", 0, 4, "Tell", "x"}}}};
       },
       "/instructions def.injected Critical", "/instructions instructions.changed Info"},
  };
}

std::vector<Row> JudgementRows() {
  const std::string text = "T /description desc.changed Info";
  const Edit word = Described("all", "most");
  const Edit writes = Categorized(Category::kWrite);
  return {
      {"read to write", All({word, writes}), "T /category risk.raised High; " + text, text},
      {"read to execute", All({word, Categorized(Category::kExecute)}),
       "T /category risk.raised Critical; " + text, text},
      {"read to destructive", All({word, Categorized(Category::kDestructive)}),
       "T /category risk.raised Critical; " + text, text},
      {"write to financial", All({word, Categorized(Category::kFinancial)}),
       "T /category risk.raised High; " + text, text, writes},
      {"execute to destructive", All({word, Categorized(Category::kDestructive)}), text, text,
       Categorized(Category::kExecute)},
      {"risk alone", All({word, [](State* state) { state->tools[0].judged.risk = Risk::kMedium; }}),
       text + "; T /risk risk.raised Medium", text},
      {"a flow's last leg", All({word, Capable(0, "sends-message")}),
       "T /capabilities risk.raised High; " + text, text,
       All({Capable(1, "reads-secrets"), Capable(2, "untrusted-content")})},
      {"a flow that was there", All({word, Capable(0, "sends-message")}), text, text,
       All({Capable(1, "reads-secrets"), Capable(2, "untrusted-content"),
            Capable(2, "publishes")})},
      {"a flow by what deletes", All({word, Categorized(Category::kDestructive)}),
       "T /capabilities risk.raised High; T /category risk.raised Critical; " + text, text,
       Capable(1, "untrusted-content")},
      {"not read-only", Hint("readOnlyHint\":true", "readOnlyHint\":false"),
       "T /annotations/readOnlyHint annotation.flip Medium",
       "T /annotations/readOnlyHint annotation.flip High"},
      {"read-only unstated", Hint("\"readOnlyHint\":true,", ""),
       "T /annotations/readOnlyHint annotation.flip Medium",
       "T /annotations/readOnlyHint annotation.flip High"},
      {"destructive", Hint("destructiveHint\":false", "destructiveHint\":true"),
       "T /annotations/destructiveHint annotation.flip Medium",
       "T /annotations/destructiveHint annotation.flip High"},
      {"destructive, with the schema",
       All({Hint("destructiveHint\":false", "destructiveHint\":true"),
            Property("limit", R"({"type":"integer"})")}),
       "T /annotations/destructiveHint annotation.flip Medium; " + kP +
           "limit schema.compatible Low",
       "T /annotations/destructiveHint annotation.flip Medium; " + kP +
           "limit schema.breaking Medium"},
      {"another hint", Hint("idempotentHint\":true", "idempotentHint\":false"),
       "T /annotations/idempotentHint annotation.flip Low",
       "T /annotations/idempotentHint annotation.flip Low"},
  };
}

std::vector<Row> SchemaRows() {
  const std::string text = R"({"type":"string"})";
  return {
      {"a command", Property("command", text), kP + "command schema.capability High",
       kP + "command schema.breaking Medium"},
      {"a URL by its format", Property("target", R"({"type":"string","format":"uri"})"),
       kP + "target schema.capability High", kP + "target schema.breaking Medium"},
      {"a credential deep below", Schema(R"("deep":)", R"("apiKey":{"type":"string"},"deep":)"),
       kP + "options/properties/apiKey schema.capability High",
       kP + "options/properties/apiKey schema.breaking Medium"},
      {"no enum", Schema(R"(,"enum":["plain","rich"])", ""),
       kP + "kind/enum schema.capability High", kP + "kind/enum schema.breaking Medium"},
      {"no pattern", Schema(R"(,"pattern":"^[a-z]+$")", ""),
       kP + "label/pattern schema.capability High", kP + "label/pattern schema.breaking Medium"},
      {"longer", Schema("\"maxLength\":20", "\"maxLength\":2000"),
       kP + "label/maxLength schema.capability High",
       kP + "label/maxLength schema.breaking Medium"},
      {"open", Schema("\"additionalProperties\":false", "\"additionalProperties\":true"),
       "T /inputSchema/additionalProperties schema.capability High",
       "T /inputSchema/additionalProperties schema.breaking Medium"},
      {"what the model knows", Property("chat_history", text, true),
       kP + "chat_history schema.exfil Critical", kP + "chat_history schema.breaking Medium"},
      {"what the model knows, optional", Property("sideNote", text),
       kP + "sideNote schema.exfil Critical", kP + "sideNote schema.breaking Medium"},
      {"an unexplained text", Property("summary", text, true), kP + "summary schema.exfil Critical",
       kP + "summary schema.breaking Medium"},
      {"an explained text", Property("context", text, true), kP + "context schema.breaking Medium",
       kP + "context schema.breaking Medium", Described("stored.", "stored, with its context.")},
      {"a required number", Property("depth", R"({"type":"integer"})", true),
       kP + "depth schema.breaking Medium", kP + "depth schema.breaking Medium"},
      {"required", Schema("[\"id\"]", "[\"id\",\"kind\"]"),
       "T /inputSchema/required schema.breaking Medium",
       "T /inputSchema/required schema.compatible Low"},
      {"another type", Schema("\"type\":\"integer\"", "\"type\":\"string\""),
       kP + "page/type schema.breaking Medium", kP + "page/type schema.breaking Medium"},
      {"a wider type", Schema("\"type\":\"integer\"", "\"type\":[\"integer\",\"null\"]"),
       kP + "page/type schema.compatible Low", kP + "page/type schema.breaking Medium"},
      {"an optional one", Property("limit", R"({"type":"integer"})"),
       kP + "limit schema.compatible Low", kP + "limit schema.breaking Medium"},
      {"one more value", Schema("\"rich\"]", "\"rich\",\"bare\"]"),
       kP + "kind/enum schema.compatible Low", kP + "kind/enum schema.breaking Medium"},
      {"a higher maximum", Schema("\"maximum\":50", "\"maximum\":500"),
       kP + "page/maximum schema.compatible Low", kP + "page/maximum schema.breaking Medium"},
      {"another default", Schema("\"default\":1", "\"default\":2"),
       kP + "page/default schema.default Low", kP + "page/default schema.default Low"},
      {"a default that leads away", Schema("\"default\":1", "\"default\":\"https://evil.example\""),
       kP + "page/default schema.default High", kP + "page/default schema.default Low"},
      {"a default with a new one", Property("sort", R"({"default":"/etc/passwd"})"),
       kP + "sort schema.default High", kP + "sort schema.breaking Medium"},
      {"no schema",
       [](State* state) { state->tools[0].input = R"({"type":"object","properties":{}})"; },
       "T /inputSchema/additionalProperties schema.capability High; " + kP +
           "id schema.breaking Medium; " + kP + "kind schema.breaking Medium; " + kP +
           "label schema.breaking Medium; " + kP + "options schema.breaking Medium; " + kP +
           "page schema.breaking Medium",
       "T /inputSchema/additionalProperties schema.breaking Medium; " + kP +
           "id schema.breaking Medium; " + kP + "kind schema.compatible Low; " + kP +
           "label schema.compatible Low; " + kP + "options schema.compatible Low; " + kP +
           "page schema.compatible Low"},
      {"an answer without its text",
       [](State* state) { state->tools[0].output = R"({"type":"object","properties":{}})"; },
       "T /outputSchema/properties/text schema.breaking Medium",
       "T /outputSchema/properties/text schema.compatible Low"},
  };
}

std::vector<Row> ServerRows() {
  return {
      {"a destructive tool", New("wipe", Category::kDestructive), "wipe tool.added High",
       "wipe tool.removed Low"},
      {"a financial tool", New("wipe", Category::kFinancial), "wipe tool.added High",
       "wipe tool.removed Low"},
      {"an executing tool", New("wipe", Category::kExecute), "wipe tool.added High",
       "wipe tool.removed Low"},
      {"a writing tool", New("wipe", Category::kWrite), "wipe tool.added Low",
       "wipe tool.removed Low"},
      {"a reading tool", New("wipe", Category::kRead), "wipe tool.added Info",
       "wipe tool.removed Low"},
      {"another name", [](State* state) { state->tools[0].name = "a_name"; },
       "a_name /name tool.renamed Info", "T /name tool.renamed Info"},
      {"another package", Identified(0, "npm:@evil/server"), "/packages identity.change High",
       "/packages identity.change High"},
      {"another package of the scope", Identified(0, "npm:@acme/server2"),
       "/packages identity.change Low", "/packages identity.change Low"},
      {"one package more",
       [](State* state) {
         state->server.identities.push_back({IdentityKind::kPackage, "pypi:server"});
       },
       "/packages identity.change Info", "/packages identity.change Info"},
      {"another repository", Identified(2, "github.com/evil/server"),
       "/repositories identity.change High", "/repositories identity.change High"},
      {"another repository of the owner", Identified(2, "github.com/acme/servers#mcp"),
       "/repositories identity.change Low", "/repositories identity.change Low"},
      {"another host", Identified(1, "https://mcp.evil.example/mcp"),
       "/remotes identity.change High", "/remotes identity.change High"},
      {"no encryption", Identified(1, "http://mcp.acme.example/mcp"), "/remotes posture.flip High",
       "/remotes posture.flip Info"},
      {"no wall", Access({"open", "", {}}), "/authentication posture.flip High",
       "/authentication posture.flip Info", Access({"required", "Bearer", {}})},
      {"no refusal", Access({"open", "", {}}), "/authentication posture.flip High",
       "/authentication posture.flip Info", Access({"forbidden", "", {}})},
      {"another wall", Access({"forbidden", "", {}}), "", "", Access({"required", "Bearer", {}})},
      {"a wall that was not known", Access({"required", "Bearer", {}}), "", ""},
      {"a renewed certificate", Access({"open", "", {"b2", "CN=R11,O=Let's Encrypt,C=US"}}),
       "/certificate identity.change Info", "/certificate identity.change Info",
       Access({"open", "", {"a1", "CN=R3,O=Let's Encrypt,C=US"}})},
      {"a certificate of another authority", Access({"open", "", {"b2", "CN=R3,O=Acme\\, Inc."}}),
       "/certificate identity.change Low", "/certificate identity.change Low",
       Access({"open", "", {"a1", "CN=R3,O=Acme\\, Ltd."}})},
      {"the same key under another name", Access({"open", "", {"a1", "CN=R11,O=Acme"}}), "", "",
       Access({"open", "", {"a1", "CN=R3,O=Let's Encrypt,C=US"}})},
      {"a certificate that was not known", Access({"open", "", {"a1", "CN=R3"}}), "", "",
       Access({"open", "", {}})},
      {"deprecated", [](State* state) { state->server.status = "deprecated"; },
       "/status status.changed Info", "/status status.changed Info"},
      {"a look-alike",
       [](State* state) {
         state->look_alikes = {{"github", Severity::kMedium}};
       },
       "/look-alikes impostor Medium", "/look-alikes impostor Info"},
      {"a likely impostor",
       [](State* state) {
         state->look_alikes = {{"github", Severity::kHigh}};
       },
       "/look-alikes impostor High", "/look-alikes impostor Info"},
      {"an impostor of one more",
       [](State* state) {
         state->look_alikes.push_back({"stripe", Severity::kHigh});
       },
       "/look-alikes impostor High", "/look-alikes impostor Info",
       [](State* state) {
         state->look_alikes = {{"github", Severity::kMedium}};
       }},
      {"gone", [](State* state) { state->open = false; }, "gone Low", "back Info"},
      {"gone, and somebody else's",
       [](State* state) {
         state->open = false;
         state->server.identities[2].value = "github.com/evil/server";
       },
       "gone Low; /repositories identity.change High",
       "back Critical; /repositories identity.change High"},
  };
}

std::vector<Row> AllRows() {
  std::vector<Row> rows;
  for (const std::vector<Row>& some : {TextRows(), JudgementRows(), SchemaRows(), ServerRows()}) {
    rows.insert(rows.end(), some.begin(), some.end());
  }
  return rows;
}

struct Pair {
  std::string what;
  State before;
  State after;
  std::string expected;
};

std::vector<Pair> AllPairs() {
  std::vector<Pair> pairs;
  for (const Row& row : AllRows()) {
    for (int number = 0; number < 5; ++number) {
      State before = Base(number);
      row.base(&before);
      State after = before;
      row.edit(&after);
      const std::string name = Base(number).tools[0].name;
      const auto named = [&](const std::string& text) {
        return ReplaceAll(text.starts_with("T ") ? name + text.substr(1) : text, "; T ",
                          "; " + name + " ");
      };
      State newer = after;
      newer.server.version = "1.1";
      pairs.push_back({row.what, before, newer, named(row.there)});
      State older = before;
      older.server.version = "1.1";
      pairs.push_back({row.what + ", back", after, older, named(row.back)});
    }
  }
  return pairs;
}

TEST(DriftPairs, EachHasItsEvents) {
  const std::vector<Pair> pairs = AllPairs();
  EXPECT_GE(pairs.size(), 200u);
  for (const Pair& pair : pairs) {
    EXPECT_EQ(EventsText(CompareServers(SideOf(pair.before), SideOf(pair.after), {})),
              pair.expected)
        << pair.what;
  }
}

// Classes that need a history or a second catalog are in drift_test.cc.
TEST(DriftPairs, CoverTheTable) {
  std::set<std::string> missing = {};
  for (const auto& [kind, ignored] : DriftTable::Shipped().classes) missing.insert(kind);
  for (const Pair& pair : AllPairs()) {
    for (const std::string& kind : std::set<std::string>(missing)) {
      if (pair.expected.find(kind + " ") != std::string::npos) missing.erase(kind);
    }
  }
  EXPECT_EQ(missing, (std::set<std::string>{"flapping", "server.added"}));
}

TEST(DriftPairs, ASideAgainstItselfIsSilent) {
  for (const Pair& pair : AllPairs()) {
    for (const State& state : {pair.before, pair.after}) {
      EXPECT_EQ(EventsText(CompareServers(SideOf(state), SideOf(state), {})), "") << pair.what;
    }
  }
}

TEST(DriftPairs, TheOrderOfToolsDoesNotMatter) {
  std::mt19937 random(3);
  for (Pair& pair : AllPairs()) {
    std::shuffle(pair.before.tools.begin(), pair.before.tools.end(), random);
    std::shuffle(pair.after.tools.begin(), pair.after.tools.end(), random);
    EXPECT_EQ(EventsText(CompareServers(SideOf(pair.before), SideOf(pair.after), {})),
              pair.expected)
        << pair.what;
  }
}

// --- What an event says of its field is so -------------------------------------------------------

// The canonical value at the pointer in a tool's definition; "" where there is none.
std::string ValueAt(const DriftSide& side, const std::string& tool, const std::string& pointer) {
  for (const DriftTool& one : *side.tools) {
    if (one.tool.name != tool) continue;
    JsonParser parser;
    const std::string definition = CanonicalDefinition(one.tool);
    Json at = *parser.Parse(definition);
    for (std::string_view key : Split(pointer, '/')) {
      if (!key.empty()) at = at[key];
    }
    return at.IsMissing() ? "" : *at.Canonical();
  }
  return "";
}

std::string HexOf(const std::string& value) { return value.empty() ? "-" : Sha256(value).Hex(); }
std::string HexOf(const std::optional<Digest>& digest) { return digest ? digest->Hex() : "-"; }

// So whoever holds the older definitions and takes the newer value of every event has the newer
// definitions, whatever came in between.
TEST(DriftPairs, EventsLeadFromTheOldStateToTheNewOne) {
  const std::set<std::string> judged = {"/category", "/risk", "/capabilities", "/name"};
  size_t checked = 0;
  for (const Pair& pair : AllPairs()) {
    const DriftSide before = SideOf(pair.before);
    const DriftSide after = SideOf(pair.after);
    for (const ChangeEvent& event : CompareServers(before, after, {})) {
      if (event.tool.empty() || judged.contains(event.field)) continue;
      ++checked;
      EXPECT_EQ(HexOf(event.old_digest), HexOf(ValueAt(before, event.tool, event.field)));
      EXPECT_EQ(HexOf(event.new_digest), HexOf(ValueAt(after, event.tool, event.field)));
    }
  }
  EXPECT_GT(checked, 300u);
}

}  // namespace
}  // namespace mcprisk
