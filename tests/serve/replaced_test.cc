// The program serves while its catalog is indexed again and replaced by other files: no request is
// dropped, and the new state is shown.
#include <gtest/gtest.h>

#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

// Asks without a pause over kept connections until told to end, and prints how many requests were
// answered, how many were not, and which numbers of tools the front page told.
constexpr char kAsker[] = R"PY(
import http.client, os, re, sys, threading
host = open("said").read().split("/")[2]
answered, failed, seen = [0] * 4, [], set()
def ask(number):
    paths = ["/", "/servers/acme%2Fnotes", "/api/v1/stats", "/tools/get_note/acme/notes"]
    connection = http.client.HTTPConnection(host, timeout=20)
    while not os.path.exists("enough"):
        path = paths[answered[number] % len(paths)]
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read().decode()
            if response.status != 200:
                failed.append(f"{path} {response.status}")
            if path == "/":
                seen.update(re.findall(r"(\d+) MCP tools", body))
        except Exception as error:
            failed.append(f"{path} {error!r}")
            connection = http.client.HTTPConnection(host, timeout=20)
        answered[number] += 1
threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(min(answered) > 10, failed[:3], sorted(seen))
)PY";

TEST(ReplacedTest, NoRequestIsDroppedWhileTheCatalogIsReplaced) {
  TempDir folder;
  const auto server = [&](int tools) {
    std::string list = R"({"name":"get_note","description":"Get a note."})";
    for (int i = 1; i < tools; ++i) {
      list += R"(,{"name":"list_)" + std::to_string(i) + R"(","description":"List notes."})";
    }
    WriteWholeFile(folder / "notes.json",
                   R"({"serverInfo":{"name":"acme/notes","version":"1"},"tools":[)" + list + "]}");
  };
  WriteWholeFile(folder / "ask.py", kAsker);
  server(3);
  Ran ran = RunShell(
      "mcprisk index --quiet ./notes.json && "
      "{ mcprisk serve --listen 127.0.0.1:0 > said 2> complained & echo $! > pid; } && "
      "for i in $(seq 100); do [ -s said ] && break; sleep 0.1; done && "
      "{ python3 ask.py > asked 2>&1 & echo $! > asker; } && sleep 1",
      folder.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  // Indexed again in place, then another file under its name, three times.
  for (int tools = 4; tools < 7; ++tools) {
    server(tools);
    ran = RunShell("mcprisk index --quiet ./notes.json && sleep 1.5", folder.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    server(tools + 10);
    ran = RunShell(
        "mcprisk index --quiet ./notes.json --catalog other.db && mv other.db catalog.db && "
        "rm -f catalog.db-wal catalog.db-shm && sleep 1.5",
        folder.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
  ran = RunShell(
      "touch enough; while kill -0 $(cat asker) 2>/dev/null; do sleep 0.1; done; kill $(cat pid); "
      "cat asked",
      folder.path());
  EXPECT_EQ(ran.out, "True [] ['14', '15', '16', '3', '4', '5', '6']\n")
      << ReadWholeFile(folder / "complained");
}

}  // namespace
}  // namespace mcprisk
