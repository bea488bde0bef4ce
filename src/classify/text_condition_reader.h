// Reads what rule files say of text: the classes of rules/phrases.yaml and the `text` of a rule's
// match. Private to classify/.
#ifndef MCPRISK_CLASSIFY_TEXT_CONDITION_READER_H_
#define MCPRISK_CLASSIFY_TEXT_CONDITION_READER_H_

#include <cstddef>
#include <vector>

#include "base/yaml_file.h"
#include "classify/pattern_set.h"
#include "classify/text/conditions.h"

namespace mcprisk {

// name: [phrase, …], in order; a class may use those above it.
void ReadPhraseClasses(YamlFile* file, PhraseClasses* classes);

// One map or a list of them, of which one must be met; their numbers. Problems go to the file.
std::vector<size_t> ReadTextConditions(YamlFile* file, const YAML::Node& node,
                                       TextConditions* conditions, PatternSet* patterns);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_CONDITION_READER_H_
