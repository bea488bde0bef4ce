// How often words are met in tool definitions.
#ifndef MCPRISK_CLASSIFY_WORD_FREQUENCY_H_
#define MCPRISK_CLASSIFY_WORD_FREQUENCY_H_

#include <string_view>

namespace mcprisk {

// Of a hundred definitions, how many have the word, which is lower case: as counted over 18,707
// real ones. 0 for what less than two have.
double PercentOfDefinitions(std::string_view word);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_WORD_FREQUENCY_H_
