// Tools that are several: one parameter says which operation a call performs.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "classify/docstrings.h"
#include "classify/judge.h"

namespace mcprisk {
namespace {

// The values are an action parameter's when at least this share of them are verbs.
constexpr size_t kVerbShareNumerator = 1;
constexpr size_t kVerbShareDenominator = 2;
constexpr size_t kMaxOperations = 64;

// Buffers of one value's frame; they must live as long as the frame is looked at.
struct ValueFrame {
  std::string lowered;
  std::vector<Token> tokens;
  std::vector<Frame> frames;
};

// A value that names no object acts on what the tool's name names: manage_label, action: delete.
void BorrowObject(const Traits& traits, Frame* frame) {
  if (frame->HasHead()) return;
  if (!traits.name_frames.empty()) {
    const Frame& name = traits.name_frames[0];
    frame->head_lists = name.head_lists;
    frame->object_lists = name.object_lists;
    frame->mention_lists |= name.mention_lists;
    return;
  }
  for (const Token& token : traits.name) {
    if (!token.word) continue;
    frame->head_lists = *token.word->lists;
    frame->object_lists |= *token.word->lists;
    frame->mention_lists |= *token.word->lists;
  }
}

std::optional<Category> CategoryOfValue(const std::string& value, const Subject& subject) {
  const Grammar& grammar = subject.rules->grammar();
  ValueFrame buffers;
  buffers.lowered = AsciiLowered(value.substr(0, kMaxToolNameBytes));
  TokenizeIdentifier(std::string_view(value).substr(0, kMaxToolNameBytes), buffers.lowered, grammar,
                     &buffers.tokens);
  FindNameFrames(buffers.tokens, {}, grammar, FrameKind::kOperation, &buffers.frames);
  std::optional<Category> most;
  for (Frame& frame : buffers.frames) {
    BorrowObject(*subject.traits, &frame);
    // "text", "json", "next": values that are verbs only at a stretch name no operation.
    if (frame.surety < Surety::kUsually) continue;
    Claim claim = ClaimOfFrame(frame, subject);
    if (!claim.rule) continue;
    if (!most || MoreSevere(claim.category, *most)) most = claim.category;
  }
  return most;
}

// "request.get" is the method "get".
std::string_view MethodOf(std::string_view value) {
  size_t dot = value.rfind('.');
  return dot == std::string_view::npos ? value : value.substr(dot + 1);
}

bool IsHttpMethod(const std::string& whole) {
  std::string_view value = MethodOf(whole);
  for (const char* method : {"get", "post", "put", "patch", "delete", "head", "options"}) {
    if (EqualsNoCase(value, method)) return true;
  }
  return false;
}

// Taxonomy, "Raw HTTP or API call".
Category CategoryOfHttpMethod(const std::string& whole) {
  std::string_view value = MethodOf(whole);
  if (EqualsNoCase(value, "delete")) return Category::kDestructive;
  bool reads =
      EqualsNoCase(value, "get") || EqualsNoCase(value, "head") || EqualsNoCase(value, "options");
  return reads ? Category::kRead : Category::kExecute;
}

bool NamesMethod(std::string_view parameter) {
  std::string lowered = AsciiLowered(parameter);
  return lowered.find("method") != std::string::npos || lowered.find("verb") != std::string::npos;
}

// "get", "put" and "delete" are operations of a store, too: HTTP shows by what the parameter is
// called, by a method that only HTTP has, or by capitals.
bool AreHttpMethods(const std::vector<std::string>& values, std::string_view parameter) {
  if (values.empty() || !std::all_of(values.begin(), values.end(), IsHttpMethod)) return false;
  return NamesMethod(parameter) ||
         std::any_of(values.begin(), values.end(), [](const std::string& whole) {
           std::string_view value = MethodOf(whole);
           return EqualsNoCase(value, "post") || EqualsNoCase(value, "patch") ||
                  EqualsNoCase(value, "head") || EqualsNoCase(value, "options") || value == "GET" ||
                  value == "PUT";
         });
}

std::vector<Operation> OperationsOf(const Parameter& parameter, const Subject& subject) {
  std::vector<Operation> operations;
  size_t verbs = 0;
  bool http = AreHttpMethods(parameter.values, parameter.name);
  for (const std::string& value : parameter.values) {
    if (operations.size() == kMaxOperations) break;
    std::optional<Category> category =
        http ? CategoryOfHttpMethod(value) : CategoryOfValue(value, subject);
    if (category) ++verbs;
    operations.push_back({value, category.value_or(Category::kRead)});
  }
  if (verbs * kVerbShareDenominator < parameter.values.size() * kVerbShareNumerator) return {};
  return operations;
}

// "add" and "remove" beside each other act on links: to remove is to undo the adding.
void PairAddWithRemove(std::vector<Operation>* operations) {
  bool adds = std::any_of(operations->begin(), operations->end(),
                          [](const Operation& one) { return EqualsNoCase(one.value, "add"); });
  for (Operation& one : *operations) {
    if (adds && EqualsNoCase(one.value, "remove")) one.category = Category::kWrite;
  }
}

}  // namespace

namespace {

bool NamesAct(const Token& token) {
  return token.word && token.word->lemma != kNoLemma && !token.compound &&
         token.word->form != VerbForm::kPast && token.word->surety >= Surety::kUsually;
}

// False when no two verbs are joined, so that no run of them has two. It asks for no verb's
// category, which takes long.
bool MayJoinVerbs(const std::vector<Token>& tokens, const Grammar& grammar) {
  for (size_t at = 0; at < tokens.size(); ++at) {
    bool joined = tokens[at].clause_end || tokens[at].On(grammar.conjunctions);
    if (!joined || !NamesAct(tokens[at])) continue;
    size_t next = at + 1;
    while (next < tokens.size() && !NamesAct(tokens[next]) &&
           tokens[next].On(grammar.conjunctions)) {
      ++next;
    }
    if (next < tokens.size() && NamesAct(tokens[next])) return true;
  }
  return false;
}

// "play" in "manage the playback queue" names none.
bool NamesListedAct(const std::vector<Token>& tokens, size_t at, const Grammar& grammar) {
  bool behind_article = at > 0 && tokens[at - 1].On(grammar.determiners);
  return NamesAct(tokens[at]) && tokens[at].word->surety == Surety::kAlways && !behind_article;
}

// Whether the words of a list's verb go on at `at`: no other verb, unless a joint precedes it.
bool MayGoOn(const std::vector<Token>& tokens, size_t at, const Grammar& grammar) {
  if (at + 1 >= tokens.size() || tokens[at].On(grammar.openers)) return false;
  bool joined = tokens[at].clause_end || tokens[at].On(grammar.conjunctions);
  return joined || !NamesListedAct(tokens, at + 1, grammar);
}

// "create playlists, update details, or delete them": as many words may follow a verb of a list.
constexpr size_t kMaxOperationObject = 3;

// Verbs that follow each other, joined by commas, "and" or a slash, anywhere in the text.
// `objects`: also where each has its own object; words that may be nouns are none then.
std::vector<Operation> OperationsIn(std::string_view lowered, const Subject& subject,
                                    bool objects) {
  const Grammar& grammar = subject.rules->grammar();
  std::string_view text = Utf8Prefix(lowered, kMaxContextBytes);
  std::vector<Token> tokens;
  TokenizeEverything(text, grammar, &tokens);
  if (!objects && !MayJoinVerbs(tokens, grammar)) return {};
  std::vector<Operation> best;
  std::vector<Operation> run;
  size_t words = 0;  // behind the last verb of the run
  for (size_t at = 0; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    bool verb = objects ? NamesListedAct(tokens, at, grammar) : NamesAct(token);
    if (verb) {
      const std::string& lemma = grammar.vocabulary.LemmaText(token.word->lemma);
      std::optional<Category> category = CategoryOfValue(lemma, subject);
      if (category) run.push_back({lemma, *category});
      words = 0;
    }
    bool joined = token.clause_end || token.On(grammar.conjunctions);
    if (verb && joined) continue;
    if (objects && !run.empty() && MayGoOn(tokens, at, grammar) && words++ < kMaxOperationObject) {
      if (joined) words = 0;
      continue;
    }
    if (!verb && token.On(grammar.conjunctions) && !run.empty()) continue;
    if (run.size() > best.size()) best = run;
    run.clear();
  }
  if (run.size() > best.size()) best = run;
  if (best.size() < 2) best.clear();
  PairAddWithRemove(&best);
  return best;
}

}  // namespace

// Only what is plainly called so: the text of a `command` or a `task` tells of much else.
bool NamesOperation(std::string_view parameter) {
  const std::string lowered = AsciiLowered(parameter);
  return lowered == "op" || lowered.find("action") != std::string::npos ||
         lowered.find("operation") != std::string::npos;
}

bool ListsOperations(std::string_view parameter) {
  return AsciiLowered(parameter) == "method" || NamesOperation(parameter);
}

bool TakesOperation(const Subject& subject) {
  const std::vector<ParameterTraits>& parameters = subject.traits->parameters;
  return std::any_of(parameters.begin(), parameters.end(), [](const ParameterTraits& traits) {
    return traits.parameter->values.empty() && NamesOperation(traits.parameter->name);
  });
}

std::vector<Operation> FindNamedOperations(const Subject& subject) {
  return OperationsIn(subject.traits->lowered_description, subject, false);
}

std::vector<Operation> FindListedOperations(const Subject& subject) {
  return OperationsIn(subject.traits->lowered_description, subject, true);
}

namespace {

// The first words of the items of a list in the description, joined by commas: "- drop: drop a
// table". Items that are parameters name no operation.
std::string ListedHeads(const Traits& traits) {
  constexpr std::string_view kMarks = " \t-*`'\"";
  std::string_view text = Utf8Prefix(traits.lowered_description, kMaxContextBytes);
  std::string heads;
  for (std::string_view line : Split(text, '\n')) {
    size_t mark = line.find_first_not_of(" \t");
    if (mark == line.npos || (line[mark] != '-' && line[mark] != '*')) continue;
    size_t begin = line.find_first_not_of(kMarks, mark);
    if (begin == line.npos) continue;
    size_t behind = begin;
    while (behind < line.size() && (IsAsciiAlnum(line[behind]) || line[behind] == '_')) ++behind;
    std::string_view head = line.substr(begin, behind - begin);
    size_t colon = line.find_first_not_of("`*'\" ", behind);
    bool explained = colon != line.npos && (line[colon] == ':' || line[colon] == '-');
    bool parameter = std::any_of(
        traits.parameters.begin(), traits.parameters.end(),
        [&](const ParameterTraits& one) { return EqualsNoCase(one.parameter->name, head); });
    if (head.empty() || !explained || parameter) continue;
    heads.append(head).append(", ");
  }
  return heads;
}

// Is the operation itself, as "action_id" is not.
bool IsOperation(std::string_view parameter) {
  for (const char* name : {"op", "action", "actions", "operation", "operations"}) {
    if (EqualsNoCase(parameter, name)) return true;
  }
  return false;
}

// The operations that `text`, which speaks of an action parameter, names.
std::vector<Operation> OperationsNamedBy(std::string text, const Subject& subject) {
  if (text.empty()) return {};
  std::vector<Operation> operations = OperationsIn(text, subject, false);
  if (!operations.empty()) return operations;
  // "start_vm, stop_vm"
  std::replace(text.begin(), text.end(), '_', ' ');
  return OperationsIn(text, subject, true);
}

}  // namespace

std::vector<Operation> FindDescribedOperations(const Subject& subject, std::string* parameter) {
  const Traits& tool = *subject.traits;
  // Made when a parameter asks for them: most tools have none that does.
  std::optional<Docstrings> documented;
  std::optional<std::vector<Operation>> listed;
  for (const ParameterTraits& traits : tool.parameters) {
    if (!traits.parameter->values.empty() || !NamesOperation(traits.parameter->name)) continue;
    const std::string& own = traits.parameter->description;
    if (own.empty() && !documented) documented.emplace(tool);
    const auto place = static_cast<size_t>(&traits - tool.parameters.data());
    std::vector<Operation> operations = OperationsNamedBy(
        own.empty() ? std::string(documented->Of(place)) : AsciiLowered(own), subject);
    if (operations.empty() && IsOperation(traits.parameter->name)) {
      if (!listed) listed = OperationsNamedBy(ListedHeads(tool), subject);
      operations = *listed;
    }
    if (own.empty() && !operations.empty()) {
      // The first sentence may name more: "create, modify, delete and find".
      std::vector<Operation> named = FindNamedOperations(subject);
      bool more = MoreSevere(CategoryOfTool(named, ""), CategoryOfTool(operations, ""));
      if (more) operations = std::move(named);
    }
    if (operations.empty()) continue;
    *parameter = traits.parameter->name;
    return operations;
  }
  return {};
}

Category CategoryOfTool(const std::vector<Operation>& operations, std::string_view parameter) {
  std::vector<std::string> values;
  for (const Operation& operation : operations) values.push_back(operation.value);
  bool http = AreHttpMethods(values, parameter);
  Category most = Category::kRead;
  for (const Operation& operation : operations) {
    if (MoreSevere(operation.category, most)) most = operation.category;
  }
  return http && MoreSevere(most, Category::kExecute) ? Category::kExecute : most;
}

namespace {

// updateMode: append|overwrite says how the one operation is done.
bool NamesManner(std::string_view parameter) {
  std::string lowered = AsciiLowered(parameter);
  return lowered.size() > 4 && lowered.ends_with("mode");
}

}  // namespace

std::vector<Operation> FindOperations(const Subject& subject, std::string* parameter) {
  size_t list = subject.rules->grammar().action_parameters;
  for (const ParameterTraits& traits : subject.traits->parameters) {
    if (traits.parameter->values.size() < 2 || NamesManner(traits.parameter->name)) continue;
    if (list == ListBits::kMax || !traits.word_lists.Has(list)) continue;
    std::vector<Operation> operations = OperationsOf(*traits.parameter, subject);
    if (operations.empty()) continue;
    *parameter = traits.parameter->name;
    return operations;
  }
  return {};
}

}  // namespace mcprisk
