#include "serve/finish.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "support/served.h"

namespace mcprisk {
namespace {

int Refused(std::string_view request_text, const std::vector<std::string>& hosts = {"localhost"}) {
  const std::optional<WebResponse> refusal = Refusal(RequestOf(request_text), hosts);
  return refusal ? refusal->status : 0;
}

TEST(FinishTest, OnlyOurNamesAreAnswered) {
  EXPECT_EQ(Refused("GET /\nHost: localhost"), 0);
  EXPECT_EQ(Refused("GET /\nHost: LOCALHOST:8080"), 0);
  EXPECT_EQ(Refused("GET /\nHost: localhost."), 0);
  EXPECT_EQ(Refused("GET /\nHost: evil.example"), 421);
  EXPECT_EQ(Refused("GET /\nHost: localhost.evil.example"), 421);
  EXPECT_EQ(Refused("GET /\nHost: evil.example:localhost"), 421);
  EXPECT_EQ(Refused("GET /\nHost: "), 421);
  EXPECT_EQ(Refused("GET /\nHost: localhost\nHost: evil.example"), 400);
  EXPECT_EQ(Refused("GET /\nHost: [::1]:8080", {"[::1]"}), 0);
  EXPECT_EQ(Refused("GET /\nHost: catalog.acme.example", {"*"}), 0);
}

TEST(FinishTest, PagesOfOthersMayReadAndNothingElse) {
  EXPECT_EQ(Refused("GET /\nOrigin: https://evil.example"), 0);
  EXPECT_EQ(Refused("POST /x\nOrigin: https://evil.example"), 403);
  EXPECT_EQ(Refused("POST /x\nOrigin: null"), 403);
  EXPECT_EQ(Refused("POST /x\nOrigin: http://localhost:8080"), 0);
  EXPECT_EQ(Refused("POST /x"), 0);
  EXPECT_EQ(Refused("DELETE /x\nOrigin: https://localhost.evil.example"), 403);
}

TEST(FinishTest, GzipIsUsedWhereItIsTaken) {
  EXPECT_TRUE(AcceptsGzip("gzip"));
  EXPECT_TRUE(AcceptsGzip("br, GZIP;q=0.5"));
  EXPECT_TRUE(AcceptsGzip("deflate,gzip;q=1.0"));
  EXPECT_FALSE(AcceptsGzip("gzip;q=0"));
  EXPECT_FALSE(AcceptsGzip("gzip; q=0.000"));
  EXPECT_FALSE(AcceptsGzip("br"));
  EXPECT_FALSE(AcceptsGzip(""));
}

TEST(FinishTest, GzipGivesTheTextBack) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "line " + std::to_string(i) + "\n";
  const std::string packed = Gzipped(text);
  EXPECT_LT(packed.size(), text.size() / 3);
  std::string out(text.size(), '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  EXPECT_EQ(out, text);
}

TEST(FinishTest, AnAnswerIsDeliveredAsAsked) {
  Prepared prepared = Prepare({.body = std::string(5000, 'x')});
  const WebResponse whole = Deliver(RequestOf("GET /"), &prepared);
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body.size(), 5000u);
  EXPECT_EQ(whole.Header("Content-Encoding"), "");
  EXPECT_EQ(whole.Header("Vary"), "Accept-Encoding");
  EXPECT_EQ(whole.Header("X-Content-Type-Options"), "nosniff");
  EXPECT_TRUE(whole.Header("Content-Security-Policy").starts_with("default-src 'none';"));

  const WebResponse packed = Deliver(RequestOf("GET /\nAccept-Encoding: gzip"), &prepared);
  EXPECT_EQ(packed.Header("Content-Encoding"), "gzip");
  EXPECT_LT(packed.body.size(), 200u);

  const WebResponse head = Deliver(RequestOf("HEAD /"), &prepared);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.Header("Content-Length"), "5000");

  const std::string etag(whole.Header("ETag"));
  const WebResponse same = Deliver(RequestOf("GET /\nIf-None-Match: \"x\", " + etag), &prepared);
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  EXPECT_EQ(same.Header("ETag"), etag);
  EXPECT_EQ(Deliver(RequestOf("GET /\nIf-None-Match: W/\"other\""), &prepared).status, 200);
}

TEST(FinishTest, WhatMustNotBeKeptHasNoEtag) {
  Prepared prepared = Prepare({.body = "x", .freshness = Freshness::kNoStore});
  const WebResponse response = Deliver(RequestOf("GET /"), &prepared);
  EXPECT_EQ(response.Header("ETag"), "");
  EXPECT_EQ(response.Header("Cache-Control"), "no-store");
}

}  // namespace
}  // namespace mcprisk
