#include "crawl/mcp/sse.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

constexpr size_t kEnough = 1000;

// Every event as "name=data;", line breaks in data as "|"; "limit" at the end when one was met.
std::string Events(std::string_view stream, size_t piece = std::string_view::npos,
                   size_t event_bytes = kEnough, size_t events = kEnough) {
  SseParser parser(event_bytes, events);
  std::string seen;
  auto on_event = [&](const SseEvent& event) {
    seen += event.name + "=";
    for (char c : event.data) seen += c == '\n' ? '|' : c;
    seen += ";";
    return true;
  };
  for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size()))) {
    if (!parser.Feed(stream.substr(0, piece), on_event)) return seen + "limit";
  }
  return seen;
}

TEST(Sse, EventsEndAtEmptyLines) {
  EXPECT_EQ(Events("data: a\n\ndata: b\n\n"), "message=a;message=b;");
  EXPECT_EQ(Events("event: endpoint\ndata: /x\n\n"), "endpoint=/x;");
  // An event that the stream's end cuts off was never sent.
  EXPECT_EQ(Events("data: a\n\ndata: b\n"), "message=a;");
}

TEST(Sse, DataLinesJoinAndOneSpaceIsDropped) {
  EXPECT_EQ(Events("data:a\ndata: b\ndata:  c\ndata\n\n"), "message=a|b| c|;");
  EXPECT_EQ(Events("data:\n\n"), "message=;");
}

TEST(Sse, CommentsAndOtherFieldsAreNothing) {
  EXPECT_EQ(Events(": ping\nretry: 10\nfoo: bar\nfoo\ndata: a\n\n"), "message=a;");
}

TEST(Sse, AnEventWithoutDataIsNoneButItsIdCounts) {
  SseParser parser(kEnough, kEnough);
  EXPECT_TRUE(parser.Feed("id: 7\nevent: x\n\ndata: a\n\n", [](const SseEvent& event) {
    EXPECT_EQ(event.name, "message");
    EXPECT_EQ(event.data, "a");
    return true;
  }));
  EXPECT_EQ(parser.last_event_id(), "7");
}

TEST(Sse, LinesEndInAnyOfThreeWays) {
  EXPECT_EQ(Events("data: a\r\ndata: b\r\n\r\ndata: c\r\rdata: d\n\n"),
            "message=a|b;message=c;message=d;");
}

TEST(Sse, PiecesOfAnySizeGiveTheSame) {
  const std::string stream =
      "\xEF\xBB\xBF: hi\r\nevent: message\r\ndata: {\"a\":\r\ndata: 1}\r\n\r\nid: 3\rdata: x\r\r";
  const std::string whole = Events(stream);
  EXPECT_EQ(whole, "message={\"a\":|1};message=x;");
  for (size_t piece = 1; piece < stream.size(); ++piece) EXPECT_EQ(Events(stream, piece), whole);
}

TEST(Sse, AnEventIsBounded) {
  EXPECT_EQ(Events("data: " + std::string(100, 'x'), 10, 50), "limit");
  std::string lines = "data: a\n\n";
  for (int i = 0; i < 100; ++i) lines += "data: b\n";
  EXPECT_EQ(Events(lines, 10, 50), "message=a;limit");
}

TEST(Sse, EventsAndCommentsAreCounted) {
  EXPECT_EQ(Events("data: a\n\n:\n:\ndata: b\n\n", 1, kEnough, 3), "message=a;limit");
  EXPECT_EQ(Events("\n\n\n\n", 1, kEnough, 3), "limit");
}

TEST(Sse, TheReaderMayStop) {
  SseParser parser(kEnough, kEnough);
  int seen = 0;
  EXPECT_TRUE(parser.Feed("data: a\n\ndata: b\n\n", [&](const SseEvent&) { return ++seen < 1; }));
  EXPECT_EQ(seen, 1);
}

}  // namespace
}  // namespace mcprisk
