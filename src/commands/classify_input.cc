#include "commands/classify_input.h"

#include <sstream>
#include <vector>

#include "base/text.h"

namespace mcprisk {
namespace {

class InputReader {
 public:
  InputReader(std::string place, const std::function<void(ClassifyInput)>& tool,
              const ProblemSink& problem)
      : place_(std::move(place)), tool_(tool), problem_(problem) {}

  void Read(std::istream& in) {
    std::string first;
    size_t line = 0;
    // JSON Lines show themselves: the first line is a whole object and another line follows.
    while (std::getline(in, first) && Trimmed(first).empty()) ++line;
    ++line;
    Result<Json> json = parser_.Parse(first);
    bool more = in.peek() != std::istream::traits_type::eof();
    if (json && json->IsObject() && (more || !(*json)["tool"].IsMissing())) {
      ReadLines(in, first, line);
      return;
    }
    std::stringstream rest;
    rest << first << "\n" << in.rdbuf();
    ReadDocument(rest.str());
  }

 private:
  void ReadLines(std::istream& in, std::string text, size_t line) {
    do {
      if (!Trimmed(text).empty()) ReadLine(text, place_ + ":" + std::to_string(line));
      ++line;
    } while (std::getline(in, text));
  }

  void ReadLine(const std::string& text, const std::string& place) {
    Result<Json> json = parser_.Parse(text);
    if (!json) {
      problem_({place, json.error()});
      return;
    }
    Json tool = (*json)["tool"];
    Json server = (*json)["server"];
    std::string name(server.IsObject() ? server["name"].Text() : server.Text());
    Emit(tool.IsObject() ? tool : *json, name, place);
  }

  void ReadDocument(const std::string& text) {
    if (Trimmed(text).empty()) {
      problem_({place_, "the input is empty; give a tools/list result, a Tool or JSON Lines"});
      return;
    }
    Result<Json> json = parser_.Parse(text);
    if (!json) {
      problem_({place_, json.error()});
      return;
    }
    Json root = *json;
    if (root["result"].IsObject()) root = root["result"];
    std::string server(root["serverInfo"]["name"].Text());
    if (root["tools"].IsArray()) root = root["tools"];
    if (!root.IsArray()) {
      Json tool = root["tool"];
      Emit(tool.IsObject() ? tool : root, std::string(root["server"].Text()), place_);
      return;
    }
    size_t index = 0;
    for (Json item : root.Items()) {
      std::string place = place_ + "#" + std::to_string(++index);
      Json tool = item["tool"];
      if (tool.IsObject()) {
        Emit(tool, std::string(item["server"].Text()), place);
      } else {
        Emit(item, server, place);
      }
    }
  }

  void Emit(Json json, std::string server, const std::string& place) {
    Result<Tool> tool = ReadTool(json);
    if (!tool) {
      problem_({place, tool.error()});
      return;
    }
    tool_({std::move(server), std::move(*tool)});
  }

  std::string place_;
  const std::function<void(ClassifyInput)>& tool_;
  const ProblemSink& problem_;
  JsonParser parser_;
};

}  // namespace

void ReadClassifyInput(std::istream& in, const std::string& place,
                       const std::function<void(ClassifyInput)>& tool, const ProblemSink& problem) {
  InputReader(place, tool, problem).Read(in);
}

}  // namespace mcprisk
