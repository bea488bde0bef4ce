// What a publisher of snapshots, or somebody on the way, hands to whoever takes one: the manifest,
// its signature and keys. What is read as a manifest is written and read again as the same.
#include "base/minisign.h"
#include "drift/manifest.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzManifest(std::string_view bytes) {
  if (Result<Manifest> manifest = ReadManifest(bytes)) {
    Promise(manifest->file.find('/') == std::string::npos && !manifest->file.starts_with('.'),
            "a file name of a manifest is no more than a name");
    const std::string text = ManifestText(*manifest);
    Result<Manifest> again = ReadManifest(text);
    Promise(static_cast<bool>(again), "a manifest that was read can be read again");
    Promise(ManifestText(*again) == text, "and is the same");
  }
  if (Result<PublicKey> key = ReadPublicKey(bytes)) {
    Promise(!Verify("message", "signature", *key), "a text that is no signature verifies nothing");
  }
  ReadSecretKey(bytes);
  static const KeyPair keys = NewKeyPair();
  Promise(!Verify("message", bytes, keys.open), "nobody signs with a key that is thrown away");
}

}  // namespace mcprisk
