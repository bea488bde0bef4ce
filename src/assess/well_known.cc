// The table of well-known servers, data/well-known.yaml.
#include <yaml-cpp/yaml.h>

#include "assess/publisher.h"
#include "base/shipped_table.h"
#include "base/yaml_values.h"

namespace mcprisk {

namespace {

using YAML::Node;
using Strings = std::vector<std::string>;

}  // namespace

class WellKnownReader {
 public:
  WellKnownReader(std::string_view path, std::vector<Problem>* problems) : yaml_(path, problems) {}

  void Read(const std::string& text, WellKnownServers* table) {
    yaml_.Document(text, [&](const Node& document) {
      for (const Node& one : yaml_.List(document, "the table")) {
        ReadServer(one, &table->all_.emplace_back());
      }
    });
  }

 private:
  void ReadServer(const Node& value, WellKnownServer* server) {
    const auto texts = [&](const char* key, bool required, Strings* into) {
      return YamlValues::Key{key, required,
                             [=, this](const Node& v) { *into = yaml_.Texts(v, key); }};
    };
    const auto reference = [&](const Node& v) {
      server->reference = YamlValues::Scalar(v) == "true";
      if (!server->reference) yaml_.Complain(v, "reference can only be true");
    };
    yaml_.Map(value, "a well-known server",
              {texts("names", true, &server->names),
               {"publisher", true,
                [&](const Node& v) { server->publisher = yaml_.Text(v, "publisher"); }},
               texts("namespaces", true, &server->namespaces),
               texts("owners", true, &server->owners),
               texts("packages", false, &server->packages),
               texts("domains", false, &server->domains),
               texts("neighbors", false, &server->neighbors),
               {"reference", false, reference}});
  }

  YamlValues yaml_;
};

const WellKnownServers& WellKnownServers::Shipped() {
  static const std::unique_ptr<WellKnownServers> shipped =
      ShippedTable<WellKnownServers>("data/well-known.yaml");
  return *shipped;
}

std::unique_ptr<WellKnownServers> WellKnownServers::Parse(std::string_view path,
                                                          const std::string& yaml,
                                                          std::vector<Problem>* problems) {
  auto table = std::make_unique<WellKnownServers>();
  const size_t before = problems->size();
  WellKnownReader(path, problems).Read(yaml, table.get());
  return problems->size() == before ? std::move(table) : nullptr;
}

}  // namespace mcprisk
