// The parts of a server's page that follow from its tools together and from what it tells the
// model: findings, grade, flows, publisher, attacks, changes.
#ifndef MCPRISK_SERVE_PAGES_SERVER_VIEWS_H_
#define MCPRISK_SERVE_PAGES_SERVER_VIEWS_H_

#include "records/server_view.h"
#include "serve/context.h"
#include "serve/template.h"

namespace mcprisk {

// Each fills the members of one part of server.mustache.
// With the server's instructions, in which the findings are marked.
void SetServerFindings(const CatalogServer& server, const std::string& root, View* view);
void SetGrade(const ServerView& server, View* view);
void SetFlows(const ServerView& server, const std::string& root, View* view);
void SetPublisher(const ServerView& server, const std::string& root, View* view);
void SetServerAttacks(const ServerView& server, const std::string& root, View* view);
void SetServerChanges(const ServerView& server, ServeContext& context, View* view);
// Of all definitions together.
void SetTokens(const ServerView& server, View* view);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_PAGES_SERVER_VIEWS_H_
