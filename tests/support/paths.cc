#include "support/paths.h"

namespace mcprisk {

std::string SourceDir() { return MCPRISK_SOURCE_DIR; }
std::string ProgramPath() { return MCPRISK_PROGRAM; }
std::string AcceptanceDir() { return MCPRISK_ACCEPTANCE_DIR; }

}  // namespace mcprisk
