// Which system calls a sandboxed server is refused: what no MCP server needs and what attacks on
// kernels are made of. Bubblewrap loads the program just before the server begins, so that it holds
// for everything that the server starts.
//
// All others are allowed: a list of what a server may call would be another one for each runtime
// and its version. Refused with EPERM: looking into other processes, mounts, name spaces of one's
// own, loading code into the kernel (modules, kexec, BPF), performance counters, key rings,
// userfaultfd, io_uring, file handles, other personalities, swapping and rebooting, typing into a
// terminal. clone3 is not there (ENOSYS): its flags lie in memory, where a filter cannot look, and
// C libraries fall back on clone. Sockets are of this machine, IPv4, IPv6 or netlink; the name
// space of the network does not hold what virtual machines talk with their hosts over (vsock).
// Programs of another architecture (32 bits, x32) are ended. A browser that a server starts cannot
// make its own sandbox; none is started for a list of tools.
//
// Sources: seccomp(2); libseccomp 2.5; the lists of Docker's default profile and of Flatpak.
#ifndef MCPRISK_CRAWL_MCP_SYSCALL_FILTER_H_
#define MCPRISK_CRAWL_MCP_SYSCALL_FILTER_H_

#include <string>

#include "base/result.h"

namespace mcprisk {

// The BPF program for this machine's architecture, as bwrap --seccomp reads it. Thread-safe.
Result<std::string> SyscallFilter();

// An anonymous file of `bytes`, at its begin, closed on exec; -1 when there cannot be one. The
// caller closes it.
int AnonymousFile(const std::string& bytes);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_SYSCALL_FILTER_H_
