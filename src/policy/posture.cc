#include "policy/posture.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <utility>

#include "base/embedded.h"
#include "base/shipped_table.h"
#include "base/text.h"
#include "base/yaml_values.h"
#include "policy/ruling_yaml.h"

namespace mcprisk {
namespace {

using YAML::Node;

constexpr std::string_view kFolder = "data/postures/";

// Beyond 2^53 a double no longer holds every whole number.
constexpr double kMaxAmount = 9'007'199'254'740'992;

bool IsId(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || IsAsciiDigit(c) || c == '-';
  });
}

// One function for each thing that a posture file is made of.
class PostureReader {
 public:
  PostureReader(std::string_view path, std::vector<Problem>* problems)
      : path_(path), yaml_(path, problems) {}

  void Read(const std::string& text, Posture* posture);

 private:
  void ReadPosture(const Node& value, Posture* posture);
  PostureLine ReadLine(const Node& value);
  void CheckMilder(const Node& value, const std::string& what, std::optional<Decision> decision,
                   const PostureLine& line);
  PostureAdjustment ReadAdjustment(const Node& value);
  PostureCondition ReadCondition(const Node& value);
  std::string ReadId(const Node& value);

  // A value, or a list of them, out of `words`; `parse` knows what each means.
  template <typename T>
  std::vector<T> ReadWords(const Node& value, const std::string& what,
                           std::optional<T> (*parse)(std::string_view),
                           const std::vector<std::string>& words);

  std::string path_;
  YamlValues yaml_;
  std::set<std::string> ids_;  // of lines and adjustments so far
};

template <typename T>
std::vector<T> PostureReader::ReadWords(const Node& value, const std::string& what,
                                        std::optional<T> (*parse)(std::string_view),
                                        const std::vector<std::string>& words) {
  std::vector<T> all;
  for (const Node& one : yaml_.ListOrOne(value, what)) {
    all.push_back(ReadWord(&yaml_, one, what, parse, words));
  }
  return all;
}

void PostureReader::Read(const std::string& text, Posture* posture) {
  yaml_.Document(text, [&](const Node& document) { ReadPosture(document, posture); });
}

void PostureReader::ReadPosture(const Node& value, Posture* posture) {
  auto name = [&](const Node& v) {
    posture->name = yaml_.Text(v, "name");
    std::string file = path_.substr(path_.find_last_of('/') + 1);
    if (file != posture->name + ".yaml") {
      yaml_.Complain(v, "the name must be that of the file, without .yaml");
    }
  };
  auto title = [&](const Node& v) { posture->title = yaml_.Text(v, "title"); };
  auto unknown_tool = [&](const Node& v) {
    if (YamlValues::Scalar(v) == "deny") return;
    yaml_.Complain(v, "unknown_tool must be deny: a tool that nobody judged is never let through");
  };
  auto lines = [&](const Node& v) {
    for (const Node& one : yaml_.List(v, "lines")) posture->lines.push_back(ReadLine(one));
  };
  auto adjustments = [&](const Node& v) {
    for (const Node& one : yaml_.List(v, "adjustments")) {
      posture->adjustments.push_back(ReadAdjustment(one));
    }
  };
  yaml_.Map(value, "a posture",
            {{"name", true, name},
             {"title", true, title},
             {"unknown_tool", true, unknown_tool},
             {"lines", true, lines},
             {"adjustments", false, adjustments}});
}

PostureLine PostureReader::ReadLine(const Node& value) {
  PostureLine line;
  auto cap = [&](const Node& v) { line.amount_cap = yaml_.Number(v, "amount_cap", kMaxAmount); };
  yaml_.Map(value, "a line",
            {{"id", true, [&](const Node& v) { line.id = ReadId(v); }},
             {"when", true, [&](const Node& v) { line.when = ReadCondition(v); }},
             {"ruling", true, [&](const Node& v) { line.ruling = ReadDecision(&yaml_, v); }},
             {"limit", false, [&](const Node& v) { line.limit = ReadLimit(&yaml_, v); }},
             {"amount_cap", false, cap},
             {"read_only_query", false,
              [&](const Node& v) { line.read_only_query = ReadDecision(&yaml_, v); }},
             {"dry_run", false, [&](const Node& v) { line.dry_run = ReadDecision(&yaml_, v); }},
             {"reason", true, [&](const Node& v) { line.reason = yaml_.Text(v, "reason"); }}});
  bool may_limit = line.ruling == Decision::kLimit || line.ruling == Decision::kAsk;
  if (line.ruling == Decision::kLimit && !line.limit) {
    yaml_.Complain(value, "a line that rules limit needs a limit: { max, window }");
  }
  if (line.limit && !may_limit) {
    yaml_.Complain(value, "only a line that rules limit or ask has a limit");
  }
  if (line.amount_cap && (line.ruling != Decision::kAsk || !line.limit)) {
    yaml_.Complain(value, "only a line that rules ask and has a limit has an amount_cap");
  }
  CheckMilder(value, "read_only_query", line.read_only_query, line);
  CheckMilder(value, "dry_run", line.dry_run, line);
  return line;
}

void PostureReader::CheckMilder(const Node& value, const std::string& what,
                                std::optional<Decision> decision, const PostureLine& line) {
  if (!decision) return;
  if (*decision >= line.ruling) {
    yaml_.Complain(value, what + " must be milder than the ruling of its line");
  } else if (*decision == Decision::kLimit && !line.limit) {
    yaml_.Complain(value, what + ": limit needs a limit: { max, window }");
  }
}

PostureAdjustment PostureReader::ReadAdjustment(const Node& value) {
  PostureAdjustment adjustment;
  auto stricter = [&](const Node& v) {
    adjustment.stricter = static_cast<int>(yaml_.Count(v, "stricter", kDecisions - 1));
  };
  auto reason = [&](const Node& v) { adjustment.reason = yaml_.Text(v, "reason"); };
  yaml_.Map(
      value, "an adjustment",
      {{"id", true, [&](const Node& v) { adjustment.id = ReadId(v); }},
       {"when", true, [&](const Node& v) { adjustment.when = ReadCondition(v); }},
       {"stricter", false, stricter},
       {"at_least", false, [&](const Node& v) { adjustment.at_least = ReadDecision(&yaml_, v); }},
       {"limit", false, [&](const Node& v) { adjustment.limit = ReadLimit(&yaml_, v); }},
       {"reason", true, reason}});
  if ((adjustment.stricter > 0) == (adjustment.at_least > Decision::kAllow)) {
    yaml_.Complain(value, "an adjustment needs one of stricter (1 to 3) and at_least (a ruling)");
  }
  bool reaches_limit = adjustment.stricter == 1 || adjustment.at_least == Decision::kLimit;
  if (reaches_limit && !adjustment.limit) {
    yaml_.Complain(value,
                   "an adjustment that turns allow into limit needs a limit: { max, window }");
  }
  return adjustment;
}

PostureCondition PostureReader::ReadCondition(const Node& value) {
  PostureCondition when;
  auto category = [&](const Node& v) { when.categories = ReadCategories(&yaml_, v); };
  auto risk = [&](const Node& v) {
    when.risks = ReadWords(v, "risk", ParseRisk, NamesUpTo(Risk::kCritical, RiskName));
  };
  auto capability = [&](const Node& v) { when.capabilities = yaml_.Texts(v, "capability"); };
  auto finding = [&](const Node& v) {
    when.findings =
        ReadWords(v, "finding", ParseSeverity, NamesUpTo(Severity::kCritical, SeverityName));
  };
  auto confidence = [&](const Node& v) {
    when.confidence_below = yaml_.Number(v, "confidence_below", 1);
  };
  yaml_.Map(value, "when",
            {{"category", false, category},
             {"risk", false, risk},
             {"capability", false, capability},
             {"finding", false, finding},
             {"confidence_below", false, confidence}});
  return when;
}

std::string PostureReader::ReadId(const Node& value) {
  std::string id = YamlValues::Scalar(value);
  if (!IsId(id)) {
    yaml_.Complain(value, "an id is made of lower-case letters, digits and hyphens");
  } else if (!ids_.insert(id).second) {
    yaml_.Complain(value, "the id \"" + id + "\" is taken by an earlier line or adjustment");
  }
  return id;
}

}  // namespace

std::unique_ptr<Posture> ParsePosture(std::string_view path, std::string_view yaml,
                                      std::vector<Problem>* problems) {
  auto posture = std::make_unique<Posture>();
  size_t before = problems->size();
  PostureReader(path, problems).Read(std::string(yaml), posture.get());
  return problems->size() == before ? std::move(posture) : nullptr;
}

struct Postures::Entry {
  std::string name;  // the stem of the file, which ParsePosture asks to be the posture's name
  const EmbeddedFile& file;
  std::once_flag asked_for;
  std::unique_ptr<Posture> posture;  // once it was asked for
};

Postures::Postures() {
  constexpr std::string_view kExtension = ".yaml";
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.path.starts_with(kFolder)) continue;
    std::string name(file.path.substr(kFolder.size()));
    name.resize(name.size() - kExtension.size());
    // NOLINTNEXTLINE(modernize-make-unique): which cannot fill what may not be moved
    entries_.push_back(std::unique_ptr<Entry>(new Entry{std::move(name), file, {}, {}}));
  }
}

Postures::~Postures() = default;

const Postures& Postures::Shipped() {
  static const Postures shipped;
  return shipped;
}

const Posture* Postures::Find(std::string_view name) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const auto& entry) { return entry->name == name; });
  if (found == entries_.end()) return nullptr;
  Entry& entry = **found;
  // One takes half a millisecond to read, and a command asks for one.
  std::call_once(entry.asked_for, [&] {
    std::vector<Problem> problems;
    entry.posture = ParsePosture(entry.file.path, entry.file.text, &problems);
    ThrowProblems(problems);
  });
  return entry.posture.get();
}

std::vector<std::string> Postures::Names() const {
  std::vector<std::string> names;
  for (const auto& entry : entries_) names.push_back(entry->name);
  return names;
}

}  // namespace mcprisk
