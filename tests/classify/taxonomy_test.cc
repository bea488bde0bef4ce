// The edges of the five categories that the taxonomy has decided, each by a definition that shows
// it. Verdicts that it leaves open do not stand here; how often the rules are right in general is
// for quality_test.cc.
#include <gtest/gtest.h>

#include "support/verdict_rows.h"

namespace mcprisk {
namespace {

TEST(TaxonomyTest, ReadingIsReadWhateverTheSubject) {
  EXPECT_EQ(WrongVerdicts({
                {"Read", "get_balance", "Get the balance of an account."},
                {"Read", "list_invoices", "List all invoices."},
                {"Read", "get_price", "Get the price of a share."},
                {"Read", "list_charges", "List the charges of a customer."},
                {"Read", "list_deleted_items", "List items that were deleted."},
                {"Read", "get_execution_log", "Get the log of an execution."},
                {"Read", "delete_preview", "Show what a delete would remove."},
                {"Read", "get_secret", "Read a secret from the vault."},
                {"Read", "validate_config", "Validate a configuration file."},
                {"Read", "convert_units", "Convert a quantity from one unit to another."},
            }),
            "");
}

TEST(TaxonomyTest, PlansAndSimulationsAreRead) {
  EXPECT_EQ(WrongVerdicts({
                {"Read", "simulate_trade", "Simulate a trade without placing it."},
                {"Read", "estimate_cost", "Estimate the cost of a deployment."},
                {"Read", "get_quote", "Get a quote for a swap."},
                {"Read", "preview_changes", "Preview the changes that a migration would make."},
            }),
            "");
}

TEST(TaxonomyTest, RemovingALinkOrTheThing) {
  EXPECT_EQ(WrongVerdicts({
                {"Write", "remove_label", "Remove a label from an issue."},
                {"Write", "unstar_repository", "Unstar a repository."},
                {"Write", "unassign_task", "Unassign a user from a task."},
                {"Write", "unfollow_user", "Unfollow a user."},
                {"Destructive", "revoke_api_key", "Revoke an API key."},
                {"Destructive", "remove_user", "Remove a user from the organization."},
                {"Destructive", "ban_user", "Ban a user."},
                {"Write", "archive_project", "Archive a project."},
                {"Write", "trash_message", "Move a message to the trash."},
                {"Write", "close_issue", "Close an issue."},
                {"Destructive", "delete_file", "Delete a file."},
                {"Destructive", "delete_variable", "Delete a variable."},
                {"Destructive", "delete_index", "Delete a search index."},
                {"Destructive", "empty_trash", "Empty the trash."},
                {"Destructive", "drop_table", "Drop a table."},
                {"Destructive", "purge_queue", "Purge all messages of a queue."},
                {"Destructive", "uninstall_package", "Uninstall a package."},
            }),
            "");
}

TEST(TaxonomyTest, ReplacingTheWholeOrAPart) {
  EXPECT_EQ(
      WrongVerdicts({
          {"Write", "update_record", "Update a record."},
          {"Write", "edit_file", "Replace a line of a file."},
          {"Write", "write_file", "Write text to a file."},
          {"Destructive", "write_file", "Write text to a file. Existing content is overwritten."},
          {"Destructive", "replace_document", "Replace the entire content of a document."},
          {"Write", "upload_file", "Upload a file.",
           R"("path":{"type":"string"},"overwrite":{"type":"boolean"})"},
      }),
      "");
}

TEST(TaxonomyTest, CancelKillAndRollBack) {
  EXPECT_EQ(WrongVerdicts({
                {"Execute", "cancel_job", "Cancel a running job."},
                {"Execute", "cancel_build", "Cancel a build."},
                {"Write", "cancel_event", "Cancel a calendar event."},
                {"Financial", "cancel_order", "Cancel an open limit order."},
                {"Financial", "cancel_subscription", "Cancel a paid subscription."},
                {"Execute", "kill_process", "Kill a process."},
                {"Destructive", "terminate_instance", "Terminate a virtual machine."},
                {"Destructive", "rollback_migration", "Roll back a database migration."},
                {"Execute", "rollback_deployment", "Roll back a deployment."},
            }),
            "");
}

TEST(TaxonomyTest, LocalWorkingState) {
  EXPECT_EQ(WrongVerdicts({
                {"Write", "select_tab", "Select a browser tab."},
                {"Write", "set_current_project", "Set the current project."},
                {"Write", "clear_cache", "Clear the cache."},
                {"Read", "think", "Think about a problem step by step."},
                {"Destructive", "clear_memory", "Clear all memories of the conversation."},
            }),
            "");
}

TEST(TaxonomyTest, Queries) {
  EXPECT_EQ(
      WrongVerdicts({
          {"Execute", "execute_sql", "Execute a SQL statement.", R"("sql":{"type":"string"})"},
          {"Read", "read_query", "Run a SELECT query.", R"("query":{"type":"string"})"},
          {"Read", "run_promql", "Run a PromQL query.", R"("query":{"type":"string"})"},
          {"Read", "search_issues", "Search issues with JQL.", R"("jql":{"type":"string"})"},
          {"Execute", "run_cypher", "Run a Cypher query.", R"("query":{"type":"string"})"},
          {"Execute", "execute_python", "Execute Python code.", R"("code":{"type":"string"})"},
          {"Execute", "run_command", "Run a shell command.", R"("command":{"type":"string"})"},
      }),
      "");
}

TEST(TaxonomyTest, TheWebAndInterfaces) {
  EXPECT_EQ(WrongVerdicts({
                {"Read", "fetch_page", "Fetch a web page and return its text."},
                {"Read", "scrape_url", "Scrape a web page."},
                {"Read", "crawl_site", "Crawl a web site and return its pages."},
                {"Read", "take_screenshot", "Take a screenshot of the current page."},
                {"Execute", "browser_navigate", "Navigate the browser to a URL."},
                {"Execute", "browser_click", "Click an element of the page."},
                {"Execute", "browser_type", "Type text into a field."},
                {"Execute", "press_key", "Press a key on the keyboard."},
                {"Read", "browser_console_messages", "Return all console messages."},
                {"Read", "browser_wait_for", "Wait for a text to appear."},
                {"Execute", "http_request", "Send an HTTP request with any method.",
                 R"("method":{"type":"string"},"url":{"type":"string"})"},
            }),
            "");
}

TEST(TaxonomyTest, ChecksAndModels) {
  EXPECT_EQ(WrongVerdicts({
                {"Read", "run_audit", "Run an accessibility audit of a page and report."},
                {"Read", "lint_code", "Lint the code and list problems."},
                {"Read", "health_check", "Check the health of the server."},
                {"Execute", "run_tests", "Run the test suite."},
                {"Read", "translate_text", "Translate a text to another language."},
                {"Read", "summarize_document", "Summarize a document."},
                {"Read", "transcribe_audio", "Transcribe an audio file."},
                {"Execute", "generate_image", "Generate an image from a prompt."},
                {"Execute", "ask_model", "Send a prompt to a language model."},
                {"Read", "generate_uuid", "Generate a UUID."},
                {"Read", "generate_qr_code", "Generate a QR code."},
                {"Read", "calculate", "Calculate an arithmetic expression."},
            }),
            "");
}

TEST(TaxonomyTest, RecordsMessagesAndPublishing) {
  EXPECT_EQ(WrongVerdicts({
                {"Write", "create_issue", "Create an issue."},
                {"Write", "add_comment", "Add a comment to a ticket."},
                {"Execute", "send_email", "Send an email."},
                {"Execute", "post_message", "Post a message to a chat channel."},
                {"Execute", "send_sms", "Send a text message to a phone."},
                {"Execute", "publish_package", "Publish a package to the registry."},
                {"Execute", "post_tweet", "Post a tweet."},
                {"Write", "create_draft", "Create a draft of an email."},
                {"Write", "import_contacts", "Import contacts into the address book."},
                {"Write", "mark_as_read", "Mark a message as read."},
                {"Read", "ask_user", "Ask the user a question."},
            }),
            "");
}

TEST(TaxonomyTest, RunningThings) {
  EXPECT_EQ(WrongVerdicts({
                {"Execute", "deploy_service", "Deploy a service."},
                {"Execute", "restart_server", "Restart the server."},
                {"Execute", "trigger_workflow", "Trigger a workflow."},
                {"Execute", "install_package", "Install a package."},
                {"Execute", "turn_on_light", "Turn on a light."},
                {"Execute", "login", "Log in with a user name and a password."},
                {"Execute", "logout", "Log out."},
                {"Write", "create_database", "Create a database."},
            }),
            "");
}

TEST(TaxonomyTest, Money) {
  EXPECT_EQ(
      WrongVerdicts({
          {"Financial", "charge_card", "Charge a credit card."},
          {"Financial", "create_refund", "Refund a payment."},
          {"Financial", "transfer_funds", "Transfer funds to another account."},
          {"Financial", "place_order", "Place a buy order for a stock."},
          {"Financial", "create_invoice", "Create an invoice for a customer."},
          {"Financial", "create_payment_link", "Create a payment link."},
          {"Write", "create_product", "Create a product."},
          {"Write", "create_coupon", "Create a coupon."},
          {"Financial", "sign_transaction", "Sign a transaction with the wallet's private key."},
          {"Financial", "swap_tokens", "Swap one token for another."},
          {"Financial", "stake_tokens", "Stake tokens."},
          {"Financial", "place_bid", "Place a bid in an auction."},
          {"Read", "build_unsigned_transaction", "Build an unsigned transaction and return it."},
          {"Write", "add_to_cart", "Add a product to the cart."},
          {"Write", "create_wallet", "Create a wallet."},
      }),
      "");
}

TEST(TaxonomyTest, WithoutADescriptionTheNameDecides) {
  EXPECT_EQ(WrongVerdicts({
                {"Read", "get_user", ""},
                {"Read", "list-files", ""},
                {"Read", "searchDocuments", ""},
                {"Write", "create_user", ""},
                {"Write", "updateTask", ""},
                {"Execute", "run_command", ""},
                {"Execute", "send_email", ""},
                {"Destructive", "delete_user", ""},
                {"Financial", "refund_payment", ""},
                {"Write", "manage_users", ""},
            }),
            "");
}

}  // namespace
}  // namespace mcprisk
