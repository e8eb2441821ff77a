#pragma once
// Pictures of the interface: read back from the renderer, written, read and compared.

#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/rect.h"
#include "kernels/core/status.h"

namespace octant::ui {

struct Image {
  PixelSize size;
  std::vector<uint8_t> rgb;  // rows from top to bottom
};

// Of the framebuffer that is bound, before a window shows it.
Image read_framebuffer(PixelSize size);

// Whoever waits for the file never sees half of it.
Status write_png(const Image& image, const std::string& path);
Result<Image> read_png(const std::string& path);

// Pixels of which a channel differs by more than `tolerance` (a share of the full range); all of
// them if the sizes differ.
int64_t count_differences(const Image& a, const Image& b, double tolerance);

}  // namespace octant::ui
