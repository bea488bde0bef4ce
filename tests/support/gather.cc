#include "support/gather.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "base/text.h"

namespace mcprisk {
namespace {

std::string_view StandingName(Standing standing) {
  constexpr std::string_view kNames[] = {"live",    "bundle", "docker", "mcpm",     "metorial",
                                         "toolsdk", "other",  "static", "manifest", "none"};
  return kNames[static_cast<size_t>(standing)];
}

void AppendLine(std::string_view what, std::string_view value, std::string* text) {
  if (value.empty()) return;
  text->append("  ").append(what).append(": ").append(value).append("\n");
}

void AppendListing(const Listing& listing, std::string* text) {
  const Server& server = listing.server;
  text->append(listing.origin.source.format).append(" ").append(listing.origin.place);
  text->append(" (").append(StandingName(listing.origin.standing)).append("): ");
  text->append(server.name).append("\n");
  AppendLine("title", server.title, text);
  AppendLine("description", server.description, text);
  AppendLine("version", server.version, text);
  if (server.status != "active") AppendLine("status", server.status, text);
  AppendLine("transports", Join(server.transports, " "), text);
  for (const Identity& identity : server.identities) {
    AppendLine(IdentityKindName(identity.kind), identity.value, text);
  }
  AppendLine("instructions", server.instructions, text);
  // Most are open, over the loopback without TLS.
  const ServerAccess& access = server.access;
  if (access != ServerAccess() && access != ServerAccess{.authentication = "open"}) {
    AppendLine("access",
               Join({access.authentication, access.scheme, access.tls.key, access.tls.issuer}, "|"),
               text);
  }
  if (listing.records != 1) AppendLine("records", std::to_string(listing.records), text);
  if (!listing.tools) AppendLine("tools", "unknown", text);
  if (listing.tools && listing.tools->empty()) AppendLine("tools", "none", text);
  size_t tools = listing.tools ? listing.tools->size() : 0;
  if (listing.tools_read != tools) {
    AppendLine("tools read", std::to_string(listing.tools_read), text);
  }
  AppendLine("repeated", Join(listing.repeated, " "), text);
  for (size_t i = 0; i < tools; ++i) {
    AppendLine("tool", CanonicalDefinition((*listing.tools)[i]), text);
    AppendLine("  at", (*listing.tools)[i].place, text);
  }
}

Gathered WithoutPrefix(const std::string& prefix, Gathered gathered) {
  auto cut = [&prefix](std::string* text) {
    if (text->starts_with(prefix)) text->erase(0, prefix.size());
  };
  for (Listing& listing : gathered.listings) {
    cut(&listing.origin.place);
    cut(&listing.origin.source.location);
    if (!listing.tools) continue;
    for (Tool& tool : *listing.tools) cut(&tool.place);
  }
  for (auto& [source, problem] : gathered.problems) {
    cut(&problem.place);
    cut(&source.location);
  }
  return gathered;
}

}  // namespace

std::string Gathered::Text() const {
  std::string text;
  for (const Listing& listing : listings) AppendListing(listing, &text);
  return text + Problems();
}

std::string Gathered::Problems() const {
  std::string text;
  for (const auto& [source, problem] : problems) {
    text += "problem " + (source.format.empty() ? "" : source.format + " ") + problem.place + ": " +
            problem.what + "\n";
  }
  return text;
}

Gathered Gather(const std::vector<std::string>& arguments) {
  Gathered gathered;
  CrawlSink sink;
  sink.listing = [&](Listing listing) { gathered.listings.push_back(std::move(listing)); };
  sink.problem = [&](const Source& source, Problem problem) {
    gathered.problems.emplace_back(source, std::move(problem));
  };
  sink.file = [&] { ++gathered.files; };
  const std::atomic<bool> stop = false;
  Crawl(arguments, stop, sink);
  return gathered;
}

void Folder::Write(const std::string& path, const std::string& text) const {
  std::filesystem::create_directories(std::filesystem::path(Path(path)).parent_path());
  std::ofstream out(Path(path), std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + Path(path));
}

Gathered Folder::Gather() const { return WithoutPrefix(path() + "/", mcprisk::Gather({path()})); }

Gathered Folder::Gather(const std::string& path) const {
  return WithoutPrefix(this->path() + "/", mcprisk::Gather({Path(path)}));
}

std::string GatherFile(const std::string& name, const std::string& text) {
  return Folder({{name, text}}).Gather(name).Text();
}

std::string GatherFolderOf(const std::string& name, const std::string& text) {
  return Folder({{name, text}}).Gather().Text();
}

}  // namespace mcprisk
