// Who is at the other end of a TLS connection: private to fetch/.
#ifndef MCPRISK_CRAWL_FETCH_TLS_PEER_H_
#define MCPRISK_CRAWL_FETCH_TLS_PEER_H_

#include "crawl/fetch/fetcher.h"

namespace mcprisk {

// More of an issuer's name says nothing that is worth keeping.
inline constexpr size_t kMaxIssuerBytes = 256;

// `easy` is a CURL* whose exchange is under way and whose peer was verified. Empty without TLS.
TlsPeer PeerOf(void* easy);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_TLS_PEER_H_
