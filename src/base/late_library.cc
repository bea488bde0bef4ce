#include "base/late_library.h"

#include <dlfcn.h>

#include <string>

#include "base/result.h"

namespace mcprisk {
namespace {

Error NotLoaded() {
  const char* why = dlerror();  // begins with the file
  return Error(std::string("a library cannot be loaded: ") + (why ? why : "unknown") +
               "; install the package of your system that has it");
}

}  // namespace

LateLibrary::LateLibrary(const char* file) : handle_(dlopen(file, RTLD_NOW | RTLD_LOCAL)) {
  if (!handle_) throw NotLoaded();
}

void* LateLibrary::Address(const char* name) const {
  void* const address = dlsym(handle_, name);
  if (!address) throw NotLoaded();
  return address;
}

}  // namespace mcprisk
