// robots.txt (RFC 9309): what a site asks programs not to fetch.
//
// Pure; safe from any thread.
#ifndef MCPRISK_CRAWL_FETCH_ROBOTS_H_
#define MCPRISK_CRAWL_FETCH_ROBOTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

class RobotsRules {
 public:
  static RobotsRules AllowAll() { return {}; }
  static RobotsRules DisallowAll();
  // The rules for the product token "mcprisk", else those for "*". Only the first kMaxRobotsBytes
  // are read; lines that are no rules are let pass.
  static RobotsRules Parse(std::string_view text);

  // `path` with its query. The longest pattern that matches decides; of equally long ones, Allow.
  bool Allows(std::string_view path) const;

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;  // "*" stands for anything, a final "$" for the end
  };
  std::vector<Rule> rules_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_ROBOTS_H_
