#include "model/reference.h"

#include <yaml-cpp/yaml.h>

#include "base/shipped_table.h"
#include "base/yaml_values.h"

namespace mcprisk {

using YAML::Node;

class ReferencesReader {
 public:
  ReferencesReader(std::string_view path, std::vector<Problem>* problems) : yaml_(path, problems) {}

  void Read(const std::string& text, References* table) {
    yaml_.Document(text, [&](const Node& document) {
      for (const Node& one : yaml_.List(document, "the table")) ReadFramework(one, table);
    });
  }

 private:
  void ReadFramework(const Node& value, References* table) {
    table->frameworks_.push_back(std::make_unique<Framework>());
    Framework* framework = table->frameworks_.back().get();
    const auto text = [&](const char* key, std::string* into) {
      return YamlValues::Key{key, true, [=, this](const Node& v) { *into = yaml_.Text(v, key); }};
    };
    const auto ids = [&](const Node& v) { ReadIds(v, framework, table); };
    yaml_.Map(value, "a framework",
              {text("framework", &framework->id),
               text("title", &framework->title),
               text("version", &framework->version),
               text("published", &framework->published),
               text("checked", &framework->checked),
               text("url", &framework->url),
               {"ids", true, ids}});
  }

  void ReadIds(const Node& value, const Framework* framework, References* table) {
    if (!value.IsMap()) return yaml_.Complain(value, "ids must be a map of ids and names");
    for (const auto& entry : value) {
      const std::string id = YamlValues::Scalar(entry.first);
      if (!table->by_id_.emplace(id, table->all_.size()).second) {
        yaml_.Complain(entry.first, "the id \"" + id + "\" is there twice");
      }
      table->all_.push_back({id, yaml_.Text(entry.second, "the name of an id"), framework});
    }
  }

  YamlValues yaml_;
};

const References& References::Shipped() {
  static const std::unique_ptr<References> shipped =
      ShippedTable<References>("data/references.yaml");
  return *shipped;
}

std::unique_ptr<References> References::Parse(std::string_view path, const std::string& yaml,
                                              std::vector<Problem>* problems) {
  auto table = std::make_unique<References>();
  const size_t before = problems->size();
  ReferencesReader(path, problems).Read(yaml, table.get());
  return problems->size() == before ? std::move(table) : nullptr;
}

const Reference* References::Find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &all_[found->second];
}

}  // namespace mcprisk
