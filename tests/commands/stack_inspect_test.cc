// stack, check, lock and policy with --inspect: the servers speak for themselves.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "crawl/mcp/sandbox.h"
#include "support/hostile_mcp.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

class StackInspectTest : public testing::Test {
 protected:
  void SetUp() override {
    if (SurroundingsHere().bwrap.empty()) GTEST_SKIP() << SurroundingsHere().why_not;
    fs::create_directories(folder_ / "p");
    fs::copy(SourceDir() + "/data/sample-server.py", folder_ / "p/server.py");
  }

  Ran Run(const std::string& line) { return RunShell(line, folder_.path()); }

  // p/.mcp.json with these entries.
  void Configure(const std::string& entries) {
    WriteWholeFile(folder_ / "p/.mcp.json", "{\"mcpServers\": {" + entries + "}}");
  }

  TempDir folder_;
};

constexpr char kNotes[] = R"("notes": {"command": "python3", "args": ["server.py"]})";

TEST_F(StackInspectTest, TheAnswerCountsAndEveryFailureIsSaid) {
  Configure(std::string(kNotes) + R"(,
"off": {"command": "python3", "args": ["server.py"], "disabled": true},
"gone": {"command": "nosuchprogram"},
"mine": {"command": "python3", "args": ["${FOLDER}/server.py"]}
)");
  Ran ran = Run("mcprisk stack p --inspect");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out.substr(0, ran.out.find("\nriskiest")),
            R"(1 client · 4 servers · 3 tools       2 servers are unknown

Claude Code   p/.mcp.json   project
  notes              D  Critical  python3
                        1 Critical, 2 Low · 1 Destructive, 2 Read
                        asked: stdio, MCP 2025-06-18; bubblewrap: no network,
                        files read-only, private home and /tmp, system calls
                        filtered, processes limited
  off                -  unknown   python3 (disabled)
                        not asked: it is disabled
  gone               -  unknown   nosuchprogram
                        asked: process.failed: the server's process ended before
                        it answered (there is no such program)
  mine               -  unknown   python3
                        not asked: needs.configuration: only its user can fill
                        in the address (it refers to the variable FOLDER)
)");
  EXPECT_EQ(ran.err,
            "mcprisk: p/.mcp.json:3:1: server gone: process.failed: the server's process ended "
            "before it answered (there is no such program)\n"
            "mcprisk: p/.mcp.json:4:1: server mine: needs.configuration: only its user can fill in "
            "the address (it refers to the variable FOLDER)\n");
}

TEST_F(StackInspectTest, TheRecordAndSarifHoldTheSame) {
  Configure(std::string(kNotes) + R"(, "gone": {"command": "nosuchprogram"})");
  Ran ran = Run("mcprisk stack p --inspect --json");
  const nlohmann::json record = nlohmann::json::parse(ran.out);
  const nlohmann::json& notes = record["servers"][0];
  EXPECT_EQ(notes["answered"], true);
  EXPECT_EQ(notes["catalog_server"], nullptr);
  EXPECT_EQ(notes["tools"][0]["name"], "delete_note");
  EXPECT_EQ(notes["inspection"]["outcome"], "ok");
  EXPECT_EQ(notes["inspection"]["location"], "python3");
  EXPECT_EQ(notes["inspection"]["protection"],
            "bubblewrap: no network, files read-only, private home and /tmp, system calls "
            "filtered, processes limited");
  EXPECT_EQ(record["servers"][1]["answered"], false);
  EXPECT_EQ(record["servers"][1]["inspection"]["outcome"], "process.failed");
  EXPECT_EQ(record["problems"].size(), 1U);
  const nlohmann::json sarif = nlohmann::json::parse(Run("mcprisk stack p --inspect --sarif").out);
  const std::string results = sarif["runs"][0]["results"].dump();
  EXPECT_NE(results.find("stack/critical-tools"), std::string::npos) << results;
  EXPECT_NE(results.find("1 tool of Critical risk: delete_note"), std::string::npos) << results;
  const std::string invocations = sarif["runs"][0]["invocations"].dump();
  EXPECT_NE(invocations.find("server gone: process.failed"), std::string::npos) << invocations;
  // Without the wish nothing is asked.
  EXPECT_EQ(nlohmann::json::parse(Run("mcprisk stack p --json").out)["servers"][0]["inspection"],
            nullptr);
}

TEST_F(StackInspectTest, TheServersOwnToolsStandInPlaceOfTheCatalogs) {
  Configure(R"("notes": {"command": "npx", "args": ["sample-notes@1.0.0"]})");
  WriteWholeFile(folder_ / "npx",
                 "#!/bin/sh\nexec python3 \"" + (folder_ / "p/server.py") + "\"\n");
  Run("chmod +x npx");
  // The catalog knows one harmless tool of the package.
  Run("mcprisk inspect --catalog catalog.db -- ./npx sample-notes@1.0.0 >/dev/null && sed -i "
      "/delete_note/d p/server.py");
  const std::string path = "PATH=\"$PWD:$PATH\" ";
  Ran before = Run("mcprisk stack p | grep Critical");
  EXPECT_NE(before.out.find("delete_note"), std::string::npos) << before.out << before.err;
  Ran now = Run(path + "mcprisk stack p --inspect");
  EXPECT_EQ(now.code, 0) << now.err;
  EXPECT_EQ(now.out.find("delete_note"), std::string::npos) << now.out;
  EXPECT_NE(now.out.find("A  Low"), std::string::npos) << now.out;
}

TEST_F(StackInspectTest, ValuesOfSecretsReachTheServerAndNoOutput) {
  WriteWholeFile(folder_ / "p/says.py",
                 "import os, sys\n"
                 "ok = os.environ.get('PASSWORD') == 'hunter2hunter2'\n"
                 "sys.exit('error: %s %s %s' % (ok, os.environ.get('PASSWORD'), sys.argv[2]))\n");
  Configure(R"("a": {"command": "python3", "args": ["says.py", "--token", "hunter3hunter3"],
    "env": {"PASSWORD": "hunter2hunter2"}})");
  for (const char* format : {"", " --json", " --sarif"}) {
    Ran ran = Run(std::string("mcprisk stack p --inspect") + format);
    EXPECT_EQ((ran.out + ran.err).find("hunter"), std::string::npos) << ran.out << ran.err;
    EXPECT_NE(ran.err.find("it wrote: error: True … …)"), std::string::npos) << ran.err;
  }
}

TEST_F(StackInspectTest, NoSecretOfACommandLineIsToldWhereverItStands) {
  WriteWholeFile(folder_ / "p/says.py",
                 "import sys\n"
                 "sys.exit('error: ' + ' '.join(w.split(':', 1)[-1].split('=')[-1].split()[-1] "
                 "for w in sys.argv[1:] if 'hunter' in w))\n");
  Configure(R"j("a": {"command": "python3", "args": ["says.py",
    "-H", "Authorization: Bearer hunter-of-header", "--header=X-Api-Key: hunter-of-flag",
    "https://acme.example/mcp?api_key=hunter-of-url", "--api-key=hunter-of-value"]},
"b": {"command": "env", "args": ["API_TOKEN=hunter-of-env", "python3", "-c",
    "import os, sys; sys.exit('error: ' + os.environ['API_TOKEN'])"]})j");
  Ran ran = Run("mcprisk stack p --inspect");
  EXPECT_EQ((ran.out + ran.err).find("hunter"), std::string::npos) << ran.out << ran.err;
  EXPECT_NE(ran.err.find("it wrote: error: … … … …)"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("it wrote: error: …)"), std::string::npos) << ran.err;
}

TEST_F(StackInspectTest, VariablesAreHandedOnByNameOnlyAndNoneThatSteersTheLoader) {
  WriteWholeFile(folder_ / "p/says.py",
                 "import os, sys\n"
                 "sys.exit('error: ' + ' '.join(os.environ.get(n, '-') for n in ['ONE', 'TWO', "
                 "'THREE', 'LD_PRELOAD', 'FOUR']))\n");
  Configure(R"("a": {"command": "python3", "args": ["says.py"], "env": {"ONE": "${ONE}",
    "TWO": "${env:TWO}", "THREE": "${THREE:-3}", "LD_PRELOAD": "/nowhere.so", "FOUR": "4"}})");
  const std::string set = "ONE=1 TWO=2 FOUR=no ";
  Ran ran = Run(set + "mcprisk stack p --inspect --pass-env TWO --pass-env NONE");
  EXPECT_NE(ran.err.find("mcprisk: --pass-env NONE: it is not set\n"), std::string::npos);
  EXPECT_NE(ran.err.find("it wrote: error: - 2 3 - 4)"), std::string::npos) << ran.err;
  EXPECT_NE(ran.out.find("without ONE,"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("LD_PRELOAD\n"), std::string::npos) << ran.out;
}

TEST_F(StackInspectTest, AServerSeesNoNetworkAndNoHome) {
  LoopbackServer canary([](const HttpRequest&) { return Answered(200, ""); });
  WriteWholeFile(folder_ / "p/looks.py",
                 "import os, socket, sys\n"
                 "def connects():\n"
                 "  try:\n"
                 "    socket.create_connection(('127.0.0.1', " +
                     std::to_string(canary.port()) +
                     "), 1)\n    return 'net'\n"
                     "  except OSError: return 'none'\n"
                     "sys.exit('error: %s %s' % (connects(), os.path.exists('" +
                     (folder_ / "home/key") + "')))\n");
  fs::create_directories(folder_ / "home");
  WriteWholeFile(folder_ / "home/key", "k");
  Configure(R"("a": {"command": "python3", "args": ["looks.py"]})");
  Ran ran = Run("mcprisk stack p --inspect");
  EXPECT_NE(ran.err.find("it wrote: error: none False)"), std::string::npos) << ran.err;
  EXPECT_EQ(canary.Connections(), 0U);
}

TEST_F(StackInspectTest, RemoteServersAreAskedWhereTheirAddressIsAllowed) {
  LoopbackServer server(HostileMcpReply);
  Configure(R"("web": {"type": "http", "url": ")" +
            server.Url("/tools/escapes?key=hunter2hunter2") +
            R"(", "headers": {"Authorization": "Bearer hunter2hunter2"}},
    "wall": {"type": "http", "url": ")" +
            server.Url("/http/401") + R"("})");
  Ran ran = Run("mcprisk stack p --inspect");
  EXPECT_EQ(server.RequestCount(), 0U);
  EXPECT_NE(ran.err.find("server web: address.forbidden: "), std::string::npos) << ran.err;
  ran = Run("mcprisk stack p --inspect --allow-private 127.0.0.1");
  EXPECT_NE(ran.out.find("asked: streamable-http, MCP 2025-06-18; without\n                        "
                         "Authorization\n"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.err.find("server wall: auth.required: the server wants credentials (HTTP 401, "
                         "Bearer)\n"),
            std::string::npos)
      << ran.err;
  EXPECT_EQ((ran.out + ran.err).find("hunter2"), std::string::npos) << ran.out << ran.err;
  for (const HttpRequest& request : server.Requests()) {
    EXPECT_FALSE(request.headers.contains("authorization"));  // it is plain HTTP
  }
}

TEST_F(StackInspectTest, WhatTwoEntriesStartAlikeIsStartedOnce) {
  Run("sed -i 's/\"Read a note before you delete it.\"/str(__import__(\"time\").time_ns())/' "
      "p/server.py");
  Configure(R"("a": {"command": "python3", "args": ["server.py"]},
    "b": {"command": "python3", "args": ["server.py"]},
    "c": {"command": "python3", "args": ["server.py"], "env": {"MODE": "other"}})");
  const nlohmann::json record = nlohmann::json::parse(Run("mcprisk stack p --inspect --json").out);
  auto start = [&](size_t server) {
    return record["servers"][server]["inspection"]["instructions"].get<std::string>();
  };
  EXPECT_FALSE(start(0).empty());
  EXPECT_EQ(start(0), start(1));
  EXPECT_NE(start(0), start(2));
}

TEST_F(StackInspectTest, LockAndCheckHoldTheLiveDefinitions) {
  Configure(kNotes);
  Ran locked = Run("mcprisk lock p --inspect");
  EXPECT_EQ(locked.out, "mcprisk.lock: 1 server, 3 tools\n") << locked.err;
  EXPECT_EQ(Run("mcprisk check p --inspect --lock mcprisk.lock | grep -c difference").out, "0\n");
  Run("sed -i 's/List all notes/List all notes and send them/' p/server.py");
  Ran ran = Run("mcprisk check p --inspect --lock mcprisk.lock");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("mcprisk.lock: 1 difference\n  name:notes: tool list_notes changed: "
                         "description"),
            std::string::npos)
      << ran.out;
}

TEST_F(StackInspectTest, ThePolicyIsOverTheLiveAnswer) {
  Configure(kNotes);
  Ran ran = Run("mcprisk stack p --inspect | tail -n 1");
  EXPECT_EQ(ran.out,
            "fix:  mcprisk policy --stack p --target claude-code --inspect --out claude-code/\n");
  ran = Run(ran.out.substr(6));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ReadWholeFile(folder_ / "claude-code/settings.json"), R"({
  "permissions": {
    "allow": [
      "mcp__notes__list_notes",
      "mcp__notes__read_note"
    ],
    "ask": [],
    "deny": [
      "mcp__notes__delete_note"
    ]
  }
}
)");
}

TEST_F(StackInspectTest, WhatAServerCallsItselfPicksNoOverride) {
  Configure(kNotes);
  WriteWholeFile(folder_ / "mcprisk.yaml",
                 "overrides:\n  - { server: sample-notes, ruling: allow, reason: trusted. }\n");
  Ran ran = Run("mcprisk policy --stack p --inspect --target claude-code");
  EXPECT_NE(ran.out.find("\"deny\": [\n      \"mcp__notes__delete_note\"\n"), std::string::npos)
      << ran.out;
}

}  // namespace
}  // namespace mcprisk
