#pragma once
// Whether this build's kernels report their accesses (access_hooks.cpp).

namespace octant::simt {

// False in a build with sanitizers, where they report to the sanitizer: then what depends on seeing
// every access is not found.
bool accesses_are_seen();

}  // namespace octant::simt
