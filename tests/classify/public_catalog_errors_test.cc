// Tools that the public catalogs of MCP tools have put into the wrong category: each is right here.
//
// Names and what the tools do are facts of those catalogs; the descriptions are written here. A row
// with the same name twice is a tool that one catalog has put into several categories.
#include <gtest/gtest.h>

#include <utility>

#include "support/definitions.h"
#include "support/verdict_rows.h"

namespace mcprisk {
namespace {

constexpr char kSql[] = R"("sql":{"type":"string"})";

TEST(PublicCatalogErrorsTest, AnswersCalledEffects) {
  EXPECT_EQ(
      WrongVerdicts({
          {"Read", "evidence_grade", "Fetch how well the evidence for a claim is rated."},
          {"Read", "criticality_score", "Compute how critical an open-source project is."},
          {"Read", "tool_risk_score", "Compute a risk score for a tool."},
          {"Read", "refund_eligibility", "Check whether an order can be refunded."},
          {"Read", "london_airport_transfer_quote", "Get a quote for a ride to the airport."},
          {"Read", "sequentialthinking", "Think about a problem in steps that may be revised."},
          {"Read", "garl_should_delegate", "Say whether a task should go to another agent."},
          {"Read", "review", "Give a verdict on a change."},
          {"Read", "check_policy", "Check whether a policy allows an action."},
          {"Read", "previewSubscriptionCancellation",
           "Preview what cancelling a subscription would change."},
          {"Read", "dynamoi_get_billing", "Get the billing of an account. Read-only."},
          {"Read", "remove_background", "Return the picture with its background cut out."},
          {"Read", "swap.quote", "Get a quote for a swap."},
          {"Read", "get_swap_quote", "Get a quote for a swap."},
          {"Read", "ga_run_report", "Query the analytics data and return a report."},
          {"Read", "lint_markdown", "Report what is wrong with a Markdown text."},
          {"Read", "execute_sql", "Run a read-only SQL query.", kSql},
      }),
      "");
}

TEST(PublicCatalogErrorsTest, EffectsCalledRead) {
  EXPECT_EQ(WrongVerdicts({
                {"Destructive", "BanUser", "Ban a user and end all of the user's sessions."},
                {"Financial", "book_flight", "Book a flight with the airline."},
                {"Financial", "purchase_hotel", "Purchase a hotel stay."},
                {"Financial", "mint_tokens", "Mint new tokens to an address."},
                {"Financial", "nft_mint", "Mint an NFT."},
                {"Financial", "MINT_NFT", "Mint an NFT."},
                {"Financial", "place_wager", "Place a wager on a match."},
                {"Execute", "ha_toggle", "Toggle a device of the house."},
            }),
            "");
}

TEST(PublicCatalogErrorsTest, OneEffectInSeveralCategories) {
  EXPECT_EQ(
      WrongVerdicts({
          {"Execute", "lights_control", "Control the lights of a room."},
          {"Execute", "control_device", "Control a device."},
          {"Execute", "type_text", "Type text into the focused field of the browser."},
          {"Execute", "forgot_password", "Send a mail with which the user can reset a password."},
          {"Execute", "request_password_reset", "Send a password reset mail to the user."},
          {"Execute", "execute_sql", "Execute a SQL statement.", kSql},
          {"Financial", "buy_domain", "Buy a domain name."},
          {"Financial", "purchase_domain", "Purchase a domain name."},
          {"Destructive", "revoke_token", "Revoke an access token."},
          {"Financial", "execute_swap", "Execute a token swap."},
          {"Financial", "swap_tokens", "Swap one token for another."},
          {"Financial", "approve_token_spending", "Approve a contract to spend tokens."},
          {"Execute", "send_email", "Send a mail."},
          {"Execute", "send_sms", "Send a text message."},
          {"Write", "merge_pull_request", "Merge a pull request."},
          {"Execute", "publish_post", "Publish a post on the blog."},
          {"Execute", "cancel_job", "Cancel a running job."},
          {"Financial", "create_invoice", "Create an invoice."},
          {"Execute", "kill_process", "Kill a process."},
          {"Execute", "terraform_apply", "Apply the plan to the infrastructure."},
          {"Execute", "logout_client_context", "Log out of the client's session."},
      }),
      "");
}

TEST(PublicCatalogErrorsTest, ANounDoesNotMakeMoneyMove) {
  EXPECT_EQ(WrongVerdicts({
                {"Write", "manage_notification_subscription",
                 "Manage the subscription to a thread: ignore, watch or delete it."},
                {"Write", "manage_repository_notification_subscription",
                 "Manage the subscription to the notices of a repository."},
                {"Read", "chargebee_documentation_search", "Search the documentation."},
                {"Read", "list_invoices", "List invoices."},
                {"Read", "get_refund", "Get the details of a refund."},
                {"Read", "show_subscription_details", "Show the details of a subscription."},
            }),
            "");
}

TEST(PublicCatalogErrorsTest, TheVerbNeedNotComeFirst) {
  EXPECT_EQ(WrongVerdicts({
                {"Destructive", "d1_database_delete", "Delete a database."},
                {"Destructive", "kv_namespace_delete", "Delete a namespace."},
                {"Destructive", "r2_bucket_delete", ""},
                {"Write", "sub_issue_write", "Add a sub-issue to an issue or move it."},
                {"Read", "pull_request_read", "Read a pull request."},
                {"Read", "issue_read", "Read an issue."},
                {"Destructive", "counterparty_delete", "Delete a counterparty."},
                {"Write", "needle_create_collection", "Create a collection."},
                {"Write", "kibela_update_note_content", "Update the content of a note."},
                {"Execute", "browserbase_session_create", "Create a browser session."},
                {"Write", "createTestRun", "Create a test run."},
                {"Write", "updateTestRun", "Update a test run."},
            }),
            "");
}

TEST(PublicCatalogErrorsTest, VerbsOfADomain) {
  EXPECT_EQ(WrongVerdicts({
                {"Destructive", "git_reset", "Reset the branch and discard uncommitted changes."},
                {"Destructive", "reset_from_parent", "Reset a branch to its parent's state."},
                {"Destructive", "reset_branch", "Reset the migrations of a branch; data is lost."},
                {"Execute", "tf_apply", "Apply a plan."},
                {"Execute", "stop_container", "Stop a container."},
                {"Execute", "browser_click", "Click an element."},
                {"Execute", "browser_navigate", "Go to a URL."},
                {"Read", "browser_console_messages", "Return the messages of the console."},
                {"Write", "fork_repository", "Fork a repository to one's account."},
                {"Write", "dismiss_notification", "Dismiss a notification."},
                {"Write", "mark_all_notifications_read", "Mark all notifications as read."},
                {"Write", "resolve_review_thread", "Resolve a review thread."},
                {"Write", "unresolve_review_thread", "Mark a review thread as unresolved."},
                {"Read", "keyvault", "Show what is in a key vault."},
            }),
            "");
}

TEST(PublicCatalogErrorsTest, OneToolOfManyActionsIsJudgedByThem) {
  EXPECT_EQ(WrongVerdicts({
                {"Destructive", "registry", "Work with the registry of agents.",
                 R"("action":{"enum":["list","register","unregister","delete"]})"},
                {"Write", "registry", "Work with the registry of agents.",
                 R"("action":{"enum":["list","search","update"]})"},
                {"Read", "registry", "Work with the registry of agents.",
                 R"("action":{"enum":["list","search"]})"},
            }),
            "");
}

// They were put down as Read, Low, to be allowed without a question.
TEST(PublicCatalogErrorsTest, ReadingSecretsIsNoLowRisk) {
  for (const auto& [name, description] :
       {std::pair("read_ssh_keys", "Read the SSH keys of the user."),
        std::pair("get_cloud_credentials", "Get the credentials of the cloud account.")}) {
    Classification record = Judged(Named(name, description));
    EXPECT_EQ(CategoryName(record.category), "Read") << name;
    EXPECT_GE(record.risk, Risk::kHigh) << name << ": " << RiskName(record.risk);
  }
}

}  // namespace
}  // namespace mcprisk
