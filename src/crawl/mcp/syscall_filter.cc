#include "crawl/mcp/syscall_filter.h"

#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>

namespace mcprisk {
namespace {

// Names that this libseccomp or this architecture does not know are passed over.
constexpr const char* kRefused[] = {
    // other processes
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd",
    // mounts and name spaces
    "mount", "umount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "fsopen",
    "fsconfig", "fsmount", "fspick", "mount_setattr", "unshare", "setns",
    // code for the kernel
    "init_module", "finit_module", "delete_module", "create_module", "kexec_load",
    "kexec_file_load", "bpf", "perf_event_open", "lookup_dcookie",
    // key rings, memory and queues that attacks on the kernel use
    "keyctl", "add_key", "request_key", "userfaultfd", "io_uring_setup", "io_uring_enter",
    "io_uring_register", "vm86", "vm86old", "modify_ldt",
    // files past their folders
    "open_by_handle_at", "fanotify_init", "quotactl", "quotactl_fd",
    // the machine
    "reboot", "swapon", "swapoff", "acct", "syslog", "iopl", "ioperm", "settimeofday",
    "clock_settime", "clock_adjtime", "adjtimex", "nfsservctl", "uselib"};

constexpr std::array kSocketFamilies = {AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
constexpr int kMostSocketFamilies = 64;  // more than any kernel has
constexpr uint32_t kAsksForPersonality = 0xffffffff;
constexpr uint64_t kLowHalf = 0xffffffff;  // the kernel looks at no more of an int

#if defined(__s390__) || defined(__s390x__)
constexpr unsigned kCloneFlags = 1;
#else
constexpr unsigned kCloneFlags = 0;  // the place of the argument
#endif

class FilterMaker {
 public:
  bool Make() {
    if (!filter_) return false;
    for (const char* name : kRefused) Add(name, EPERM, 0, nullptr);
    Add("clone3", ENOSYS, 0, nullptr);
    Refuse("clone", EPERM, {kCloneFlags, SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER});
    Refuse("ioctl", EPERM, {1, SCMP_CMP_MASKED_EQ, kLowHalf, TIOCSTI});
    Refuse("ioctl", EPERM, {1, SCMP_CMP_MASKED_EQ, kLowHalf, TIOCLINUX});
    Refuse("personality", EPERM, SCMP_CMP32(0, SCMP_CMP_NE, kAsksForPersonality));
    for (int family = 0; family < kMostSocketFamilies; ++family) {
      if (std::find(kSocketFamilies.begin(), kSocketFamilies.end(), family) !=
          kSocketFamilies.end()) {
        continue;
      }
      Refuse("socket", EAFNOSUPPORT,
             {0, SCMP_CMP_MASKED_EQ, kLowHalf, static_cast<uint64_t>(family)});
    }
    return sound_;
  }

  bool WriteTo(int file) const { return seccomp_export_bpf(filter_.get(), file) == 0; }

 private:
  void Refuse(const char* name, int error, scmp_arg_cmp where) { Add(name, error, 1, &where); }

  void Add(const char* name, int error, unsigned count, const scmp_arg_cmp* where) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR) return;
    const auto action = SCMP_ACT_ERRNO(static_cast<uint32_t>(error));
    const int code = seccomp_rule_add_array(filter_.get(), action, number, count, where);
    // EDOM: this architecture has no such call.
    sound_ = sound_ && (code == 0 || code == -EDOM);
  }

  std::unique_ptr<void, void (*)(void*)> filter_{seccomp_init(SCMP_ACT_ALLOW), seccomp_release};
  bool sound_ = true;
};

bool ReadAll(int file, std::string* bytes) {
  if (lseek(file, 0, SEEK_SET) != 0) return false;
  char buffer[4096];
  ssize_t size = 0;
  while ((size = read(file, buffer, sizeof(buffer))) > 0) {
    bytes->append(buffer, static_cast<size_t>(size));
  }
  return size == 0 && !bytes->empty();
}

}  // namespace

Result<std::string> SyscallFilter() {
  FilterMaker maker;
  if (!maker.Make()) return Failure("libseccomp cannot make it for this machine");
  const int file = AnonymousFile("");
  std::string bytes;
  const bool made = file >= 0 && maker.WriteTo(file) && ReadAll(file, &bytes);
  if (file >= 0) close(file);
  if (!made) return Failure("no anonymous file can be made");
  return bytes;
}

int AnonymousFile(const std::string& bytes) {
  const int file = memfd_create("mcprisk", MFD_CLOEXEC);
  if (file < 0) return -1;
  if (write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      lseek(file, 0, SEEK_SET) == 0) {
    return file;
  }
  close(file);
  return -1;
}

}  // namespace mcprisk
