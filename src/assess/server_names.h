// The names of servers, cut into what they say.
//
// Pure functions, safe from any thread.
#ifndef MCPRISK_ASSESS_SERVER_NAMES_H_
#define MCPRISK_ASSESS_SERVER_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

// What a name looks like: letters of other alphabets, full-width letters, 0 and 1 as the ASCII
// letters that they resemble, in lower case. From UTS #39, the pairs with Latin letters.
std::string ServerNameSkeleton(std::string_view name);

// The words of a server's or package's name, lower case, without those that every server has (mcp,
// server, tools, …): "@acme/GitHub-MCP-Server" -> github. `skeleton`: of what it looks like.
std::vector<std::string> NameWords(std::string_view name, bool skeleton);

// The account that a package or image is published under, lower case: "acme" of
// npm:@acme/notes, oci:ghcr.io/acme/notes. Empty where the kind of package has none (PyPI), and for
// images of Docker's own collection.
std::string PackageOwner(std::string_view package);
// "acme" of github.com/acme/notes#sub, lower case.
std::string RepositoryOwner(std::string_view repository);
// "mcp.acme.example" of https://mcp.acme.example:8443/mcp.
std::string RemoteHost(std::string_view remote);
// "io.github.acme" of io.github.acme/notes, lower case; empty without "/".
std::string RegistryNamespace(std::string_view registry_name);
// "acme.example" of example.acme; empty of io.github.acme, which is an account.
std::string NamespaceDomain(std::string_view registry_namespace);
// "acme" of io.github.acme; empty of a domain.
std::string NamespaceAccount(std::string_view registry_namespace);
// Whether `host` is `domain` or lies under it.
bool IsUnderDomain(std::string_view host, std::string_view domain);

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_SERVER_NAMES_H_
