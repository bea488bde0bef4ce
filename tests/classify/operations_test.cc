// Tools that are several: one parameter says which operation a call performs.
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "support/definitions.h"

namespace mcprisk {
namespace {

// "Destructive by action: list=Read delete=Destructive".
std::string Operations(const std::string& json) {
  Classification record = Judged(Defined(json));
  std::string text(CategoryName(record.category));
  if (record.operations.empty()) return text;
  text += " by " + record.operation_parameter + ":";
  for (const Operation& operation : record.operations) {
    text += " " + operation.value + "=" + std::string(CategoryName(operation.category));
  }
  return text;
}

// A tool of this name, description and enumerated parameter.
std::string Tool(const std::string& name, const std::string& description,
                 const std::string& parameter, const std::string& values) {
  return R"({"name":")" + name + R"(","description":")" + description +
         R"(","inputSchema":{"properties":{")" + parameter + R"(":{"type":"string","enum":[)" +
         values + "]}}}}";
}

TEST(OperationsTest, TheMostSevereOneCounts) {
  EXPECT_EQ(
      Operations(Tool("manage_user", "Manage users.", "action", R"("list","create","delete")")),
      "Destructive by action: list=Read create=Write delete=Destructive");
  EXPECT_EQ(Operations(Tool("manage_user", "Manage users.", "action", R"("list","get")")),
            "Read by action: list=Read get=Read");
  EXPECT_EQ(Operations(
                Tool("manage_label", "Manage labels.", "operation", R"("list","create","update")")),
            "Write by operation: list=Read create=Write update=Write");
  EXPECT_EQ(Operations(Tool("users", "Work with users.", "action",
                            R"("list_users","createUser","delete-user")")),
            "Destructive by action: list_users=Read createUser=Write delete-user=Destructive");
}

TEST(OperationsTest, AManagerThatNamesNothingIsWrite) {
  EXPECT_EQ(Operations(R"({"name":"manage_user","description":"Manage a user."})"), "Write");
  EXPECT_EQ(Operations(R"({"name":"manage_user"})"), "Write");
}

TEST(OperationsTest, TheDescriptionMayNameThem) {
  Classification record =
      Judged(Named("manage_user", "Manage users: create, update, delete or list."));
  EXPECT_EQ(record.category, Category::kDestructive);
  EXPECT_EQ(
      RecordFaults(Named("manage_user", "Manage users: create, update, delete or list."), record),
      "");
}

TEST(OperationsTest, EachMayHaveItsObject) {
  struct {
    const char* description;
    const char* category;
  } kRows[] = {
      {"Manage playlists - create playlists, rename them, or delete a playlist.", "Destructive"},
      {"Manage playlists: list playlists, show one, or find a song.", "Write"},
      {"Manage the reset button of a page.", "Write"},
      {"管理文件，支持上传文件、下载文件、删除文件。", "Destructive"},
  };
  for (const auto& row : kRows) {
    Classification record = Judged(Named("manage_playlists", row.description));
    EXPECT_EQ(CategoryName(record.category), row.category) << row.description;
    EXPECT_EQ(RecordFaults(Named("manage_playlists", row.description), record), "");
  }
}

TEST(OperationsTest, ARawHttpCallIsExecute) {
  EXPECT_EQ(Operations(Tool("http_request", "Send an HTTP request to any URL.", "method",
                            R"("GET","POST","PUT","PATCH","DELETE")")),
            "Execute by method: GET=Read POST=Execute PUT=Execute PATCH=Execute "
            "DELETE=Destructive");
  EXPECT_EQ(Operations(Tool("http_request", "Send an HTTP request to any URL.", "method",
                            R"("get","post","head","options")")),
            "Execute by method: get=Read post=Execute head=Read options=Read");
}

// A store has get, put and delete, too: HTTP shows by the parameter's name or by capitals.
TEST(OperationsTest, AStoreIsNoHttpCall) {
  auto category = [](const char* parameter, const char* values) {
    return Judged(Defined(Tool("stock_shelf", "Operate on a shelf.", parameter, values))).category;
  };
  EXPECT_EQ(category("action", R"("get","put","delete")"), Category::kDestructive);
  EXPECT_EQ(category("method", R"("get","put","delete")"), Category::kExecute);
  EXPECT_EQ(category("action", R"("GET","PUT","DELETE")"), Category::kExecute);
}

TEST(OperationsTest, OtherChoicesAreNoOperations) {
  EXPECT_EQ(Operations(Tool("get_report", "Get a report.", "format", R"("json","text","csv")")),
            "Read");
  EXPECT_EQ(Operations(Tool("get_report", "Get a report.", "mode", R"("short","long","full")")),
            "Read");
  EXPECT_EQ(Operations(Tool("list_users", "List users.", "action", R"("next","previous")")),
            "Read");
  // One value is no choice.
  EXPECT_EQ(Operations(Tool("list_users", "List users.", "action", R"("delete")")), "Read");
}

TEST(OperationsTest, ATrueDeleteStaysOne) {
  EXPECT_EQ(
      Judged(Defined(Tool("delete_file", "Delete a file.", "mode", R"("soft","hard")"))).category,
      Category::kDestructive);
}

// A tool whose parameters have no description in the schema.
std::string Undescribed(const std::string& name, const std::string& description,
                        const std::string& first, const std::string& second) {
  return R"({"name":")" + name + R"(","description":")" + description +
         R"(","inputSchema":{"properties":{")" + first + R"(":{"type":"string"},")" + second +
         R"(":{"type":"string"}}}})";
}

TEST(OperationsTest, ADocstringMayNameThem) {
  EXPECT_EQ(Operations(Undescribed("manage_stage",
                                   "Controls the stage.\\n\\nArgs:\\n    action: Operation (e.g., "
                                   "'play', 'pause').\\n    name: The stage to delete or clear.",
                                   "action", "name")),
            "Execute by action: play=Execute pause=Write");
  EXPECT_EQ(
      Operations(Undescribed("edit_sheet",
                             "Edit a sheet.\\n\\nArgs:\\n    operations (list): What to do:\\n"
                             "        - type: update_cell, delete_row, add_row",
                             "operations", "path")),
      "Destructive by operations: update=Write delete=Destructive add=Write");
  // The first sentence may name more.
  EXPECT_EQ(
      Operations(Undescribed("manage_prop",
                             "Manages props: create, modify, delete.\\n\\nArgs:\\n    action: "
                             "Operation ('create', 'find').",
                             "action", "name")),
      "Destructive by action: create=Write modify=Write delete=Destructive");
}

TEST(OperationsTest, AListMayNameThem) {
  EXPECT_EQ(Operations(Undescribed("tables",
                                   "Table tool. Actions:\\n- list: show tables\\n- drop: remove a "
                                   "table",
                                   "action", "table")),
            "Destructive by action: list=Read drop=Destructive");
  // What an identifier of an action stands for is none, nor is a parameter.
  EXPECT_EQ(Operations(Undescribed("tables", "Table tool.\\n- list: show\\n- drop: remove",
                                   "action_id", "table")),
            "Read");
  EXPECT_EQ(Operations(Undescribed("tables", "Table tool.\\n- filter: what to show\\n- sort: how",
                                   "action", "filter")),
            "Read");
}

TEST(OperationsTest, WordsMayBeQuotedOrJoined) {
  EXPECT_EQ(
      Operations(R"({"name":"vm","description":"A machine.","inputSchema":{"properties":)"
                 R"({"action":{"type":"string","description":"start_vm, stop_vm, delete_vm"}}}})"),
      "Destructive by action: start=Execute stop=Execute delete=Destructive");
  EXPECT_EQ(Judged(Named("shelves", "The shop's shelves, and users' lists.")).category,
            Category::kRead);
}

TEST(OperationsTest, RecordsOfManyOperationsAreSound) {
  std::string values;
  for (int i = 0; i < 300; ++i) {
    values += (i ? "," : "") + std::string("\"delete_") + std::to_string(i) + "\"";
  }
  for (const std::string& json :
       {Tool("manage_user", "Manage users.", "action", R"("list","create","delete")"),
        Tool("manage_user", "Manage users.", "action", values),
        Tool("manage_user", "Manage users: create, update or delete them.", "x", R"("a","b")"),
        std::string(R"({"name":"manage_user","inputSchema":{"properties":{"action":)"
                    R"({"enum":["list","delete"]},"id":{"type":"string"}},"required":["id"]}})")}) {
    mcprisk::Tool tool = Defined(json);
    EXPECT_EQ(RecordFaults(tool, Judged(tool)), "") << json.substr(0, 200);
  }
}

}  // namespace
}  // namespace mcprisk
