// The verdict in two to four plain sentences.
//
// Every sentence rests on something seen: the words that decided, the parameters that matter, what
// was missing. Words of the definition are quoted, never spoken as ours.
#ifndef MCPRISK_CLASSIFY_RATIONALE_H_
#define MCPRISK_CLASSIFY_RATIONALE_H_

#include <string>

#include "classify/judge.h"
#include "model/classification.h"

namespace mcprisk {

std::string WriteRationale(const Verdict& verdict, const Subject& subject,
                           const Classification& classification);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RATIONALE_H_
