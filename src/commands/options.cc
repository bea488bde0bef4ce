#include "commands/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/result.h"
#include "base/text.h"

namespace mcprisk {

struct Options::Rep {
  CLI::App app;
  std::string command;
  std::vector<std::string> flags;
};

Options::Options(const std::string& command, const std::string& summary, const std::string& example)
    : rep_(std::make_unique<Rep>()) {
  rep_->command = command;
  rep_->app.name("mcprisk " + command);
  rep_->app.description(summary);
  rep_->app.footer("Example:\n  " + example);
  rep_->app.set_help_flag("-h,--help", "Show this help");
}

Options::~Options() = default;

void Options::Flag(const std::string& name, bool* value, const std::string& help) {
  rep_->app.add_flag(name, *value, help);
}

void Options::Text(const std::string& name, std::string* value, const std::string& help) {
  rep_->app.add_option(name, *value, help)->type_name("TEXT");
}

void Options::Texts(const std::string& name, std::vector<std::string>* values,
                    const std::string& help) {
  rep_->app.add_option(name, *values, help)->type_name("TEXT");
}

void Options::Number(const std::string& name, size_t* value, const std::string& help) {
  rep_->app.add_option(name, *value, help)->type_name("N");
}

void Options::Choice(const std::string& name, std::string* value,
                     const std::vector<std::string>& choices, const std::string& help) {
  auto one_of = [name, choices](std::string& given) -> std::string {
    for (const std::string& choice : choices) {
      if (!EqualsNoCase(choice, given)) continue;
      given = choice;
      return "";
    }
    return name + " is one of: " + Join(choices, ", ");
  };
  rep_->app.add_option(name, *value, help + " (" + Join(choices, ", ") + ")")
      ->type_name("")
      ->check(CLI::Validator(one_of, ""));
}

void Options::Repeated(const std::string& name, std::vector<std::string>* values,
                       const std::string& help) {
  rep_->app.add_option(name, *values, help)->type_name("TEXT")->allow_extra_args(false);
}

void Options::Argument(const std::string& name, std::string* value, bool required,
                       const std::string& help) {
  CLI::Option* option = rep_->app.add_option(name, *value, help)->type_name("");
  if (required) option->required();
}

void Options::Arguments(const std::string& name, std::vector<std::string>* values, bool required,
                        const std::string& help) {
  CLI::Option* option = rep_->app.add_option(name, *values, help)->type_name("");
  if (required) option->required();
}

bool Options::Parse(const std::vector<std::string>& arguments, Console& console) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    rep_->app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    console.out() << rep_->app.help();
    return false;
  } catch (const CLI::ParseError& error) {
    throw UsageError(rep_->command + ": " + error.what() + " (mcprisk " + rep_->command +
                     " --help shows what it takes)");
  }
  return true;
}

}  // namespace mcprisk
