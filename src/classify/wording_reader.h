// Reads rules/wording.yaml. Private to classify/.
#ifndef MCPRISK_CLASSIFY_WORDING_READER_H_
#define MCPRISK_CLASSIFY_WORDING_READER_H_

#include "base/yaml_file.h"
#include "classify/wording.h"

namespace mcprisk {

// Problems go to the file.
void ReadWording(YamlFile* file, Wording* wording);

// `wording: {at_least: N}` of a rule: N, in hundredths.
int ReadLeastWording(YamlFile* file, const YAML::Node& node);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_WORDING_READER_H_
