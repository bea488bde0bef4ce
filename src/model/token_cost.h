// What a tool definition costs in a model's context, estimated.
//
// Method "o200k-estimate": the text that clients hand to a model, {"description","inputSchema",
// "name"} as compact JSON, is cut into pieces as the o200k_base encoding of OpenAI's models cuts
// text before it merges bytes (words with the character before them, up to three digits, runs of
// punctuation, white space), and each piece counts what pieces of its kind and length take on the
// average. The averages were taken from 9,253 real definitions with that encoding; on 9,454 others
// the estimate of a tool is off by 2.3 % in the median and by less than 10 % for 95 of 100, that of
// a server by 1.7 % and 7.5 %, the sum by 0.01 %. Short definitions in languages other than English
// are the worst (up to 40 %). Other models' encodings differ by about a tenth to a third, and
// clients add some words of their own around each definition.
//
// Pure function in whole numbers, the same everywhere; safe from any thread.
#ifndef MCPRISK_MODEL_TOKEN_COST_H_
#define MCPRISK_MODEL_TOKEN_COST_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/tool.h"

namespace mcprisk {

inline constexpr std::string_view kTokenMethod = "o200k-estimate";
// The context windows that costs are shown against, in tokens.
inline constexpr size_t kSmallWindow = 200'000;
inline constexpr size_t kLargeWindow = 1'000'000;

size_t EstimateTokens(const Tool& tool);
// Of a definition's parts; the schema is JSON.
size_t EstimateTokens(std::string_view name, const std::optional<std::string>& description,
                      const std::optional<std::string>& input_schema);
// Of any text.
size_t EstimateTokens(std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_TOKEN_COST_H_
