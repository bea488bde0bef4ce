// Classes of Unicode characters, as far as showing foreign text asks for them.
//
// Sources: DerivedCoreProperties (Default_Ignorable_Code_Point), DerivedGeneralCategory (Mn, Me,
// Cf) and EastAsianWidth (W, F) of Unicode 14. Pure functions, safe from any thread.
#ifndef MCPRISK_BASE_CHARACTERS_H_
#define MCPRISK_BASE_CHARACTERS_H_

#include <cstdint>

namespace mcprisk {

// Two columns in a terminal.
bool IsWideCharacter(uint32_t code_point);
// Stands on the character before it and takes no column.
bool IsCombiningMark(uint32_t code_point);
// Controls, direction marks, what is invisible by nature (zero-width and tag characters, fillers,
// variation selectors), private use and noncharacters: what can hide text or steer a terminal.
bool IsHiddenCharacter(uint32_t code_point);
// Emoji and the symbols that may become emoji.
bool IsPictograph(uint32_t code_point);
// A joiner or an emoji selector where honest text needs it: inside emoji, keycaps, Arabic and Indic
// words. `before` and `after`: 0 at the ends.
bool HiddenCharacterBelongs(uint32_t before, uint32_t code_point, uint32_t after);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_CHARACTERS_H_
