// Answers over HTTP to whoever asks a live server: any sequence of them ends the dialogue.
//
// Answers are apart by lines "----"; the first line of each is its status and Content-Type, the
// rest its body. "$" in a body stands for the id of the question, so that the dialogue goes on.
#include <algorithm>
#include <deque>
#include <string>

#include "base/json.h"
#include "base/text.h"
#include "crawl/mcp/http_dialogue.h"
#include "fuzz/targets.h"

namespace mcprisk {
namespace {

constexpr size_t kPieceBytes = 7;
// Pages, retries and the end of a session, of answers as few as a seed may have.
constexpr size_t kMostRequests = 2000;

std::deque<std::string_view> AnswersOf(std::string_view bytes) {
  constexpr std::string_view kApart = "\n----\n";
  std::deque<std::string_view> answers;
  while (true) {
    const size_t end = bytes.find(kApart);
    answers.push_back(bytes.substr(0, end));
    if (end == std::string_view::npos) return answers;
    bytes.remove_prefix(end + kApart.size());
  }
}

std::string IdOf(const std::string& message) {
  JsonParser parser;
  Result<Json> json = parser.Parse(message);
  return json ? (*json)["id"].Canonical().value_or("null") : "null";
}

Response ResponseOf(std::string_view answer, const DialogueRequest& request) {
  const size_t line = std::min(answer.find('\n'), answer.size());
  const std::string_view head = answer.substr(0, line);
  const size_t space = std::min(head.find(' '), head.size());
  Response response;
  response.head.url = request.url;
  for (char c : head.substr(0, std::min<size_t>(space, 3))) {
    response.head.status = response.head.status * 10 + (IsAsciiDigit(c) ? c - '0' : 0);
  }
  if (response.head.status == 0) response.ending = {Outcome::kNetwork, "cut off"};
  if (space < head.size()) {
    response.head.headers = {{"Content-Type", std::string(head.substr(space + 1))},
                             {"Mcp-Session-Id", "s1"},
                             {"WWW-Authenticate", std::string(head)}};
  }
  if (line < answer.size()) {
    response.body = ReplaceAll(std::string(answer.substr(line + 1)), "\"$\"", IdOf(request.body));
  }
  return response;
}

// Gives the answer the way the network does: in pieces, while more is wanted.
DialogueActions Give(HttpDialogue* dialogue, int exchange, Response response) {
  DialogueActions all;
  const auto add = [&all](DialogueActions actions) {
    for (DialogueRequest& request : actions.requests) all.requests.push_back(std::move(request));
  };
  const std::string body = std::exchange(response.body, {});
  StreamVerdict verdict = StreamVerdict::kMore;
  const bool is_told = response.head.status >= 200 && response.head.status < 300;
  for (size_t at = 0; is_told && at < body.size() && verdict == StreamVerdict::kMore;
       at += kPieceBytes) {
    add(dialogue->Receive(exchange, response.head, std::string_view(body).substr(at, kPieceBytes),
                          &verdict));
  }
  if (!is_told) response.body = body;
  add(dialogue->Finish(exchange, response));
  return all;
}

}  // namespace

void FuzzHttpAnswer(std::string_view bytes) {
  if (bytes.empty()) return;
  ConversationOptions options;
  options.client_version = "0";
  options.place = "acme";
  uint64_t id = 0;
  options.random = [&id] { return ++id; };
  const bool is_sse = bytes.front() == 's';
  bytes.remove_prefix(1);
  HttpDialogue dialogue("https://acme.example/mcp",
                        is_sse ? McpTransport::kSse : McpTransport::kStreamableHttp, options);
  std::deque<std::string_view> answers = AnswersOf(bytes);
  std::deque<DialogueRequest> asked;
  const auto take = [&asked](DialogueActions actions) {
    for (DialogueRequest& request : actions.requests) asked.push_back(std::move(request));
  };
  take(dialogue.Start());
  size_t requests = 0;
  while (!asked.empty()) {
    Promise(++requests < kMostRequests, "the dialogue ends");
    const DialogueRequest request = std::move(asked.front());
    asked.pop_front();
    // The last answer goes on to be given, as by a server that says one thing only.
    take(Give(&dialogue, request.exchange, ResponseOf(answers.front(), request)));
    if (answers.size() > 1) answers.pop_front();
  }
  Promise(dialogue.Done(), "there is an answer when nothing is under way");
}

}  // namespace mcprisk
