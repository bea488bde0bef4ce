// A shared library that few commands need, loaded when something is first asked of it.
//
// The loader takes milliseconds for what some libraries bring along, and a command that needs none
// of it takes ten. So the program is not linked with them. A file such as
// crawl/fetch/curl_library.cc defines the functions of one that are called, as its own header
// declares them, and each goes on to the library's: whoever calls them does not know.
#ifndef MCPRISK_BASE_LATE_LIBRARY_H_
#define MCPRISK_BASE_LATE_LIBRARY_H_

namespace mcprisk {

// Immutable; safe from any thread. The library stays for the whole run.
class LateLibrary {
 public:
  // `file` is what the loader knows it by, "libcurl.so.4". Throws Error when it cannot be loaded.
  explicit LateLibrary(const char* file);

  // The library's function `name`; `declared` only tells its type. Throws Error when it has none.
  template <typename Function>
  Function* Find(Function* /*declared*/, const char* name) const {
    return reinterpret_cast<Function*>(Address(name));
  }

 private:
  void* Address(const char* name) const;

  void* handle_;
};

}  // namespace mcprisk

#endif  // MCPRISK_BASE_LATE_LIBRARY_H_
