// robots.txt of strangers.
#include "crawl/fetch/robots.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzRobots(std::string_view bytes) {
  const RobotsRules rules = RobotsRules::Parse(bytes);
  rules.Allows("/");
  rules.Allows("/a/b.json?x=*$");
  rules.Allows(bytes.substr(0, 200));
}

}  // namespace mcprisk
