#include "app/ui/script/image.h"

#include <GL/gl.h>
#include <stb_image.h>
#include <stb_image_write.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace octant::ui {

Image read_framebuffer(PixelSize size) {
  const auto width = static_cast<size_t>(size.width);
  const auto height = static_cast<size_t>(size.height);
  std::vector<uint8_t> rgba(width * height * 4);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.width, size.height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  Image image{size, std::vector<uint8_t>(width * height * 3)};
  for (size_t y = 0; y < height; ++y) {
    const uint8_t* from = &rgba[(height - 1 - y) * width * 4];  // OpenGL counts rows from below
    uint8_t* to = &image.rgb[y * width * 3];
    for (size_t x = 0; x < width; ++x) std::copy_n(from + 4 * x, 3, to + 3 * x);
  }
  return image;
}

Status write_png(const Image& image, const std::string& path) {
  const std::string temporary = path + ".tmp";
  const int written = stbi_write_png(temporary.c_str(), image.size.width, image.size.height, 3,
                                     image.rgb.data(), image.size.width * 3);
  if (written == 0 || std::rename(temporary.c_str(), path.c_str()) != 0) {
    return io_error(path + ": cannot be written");
  }
  return {};
}

Result<Image> read_png(const std::string& path) {
  Image image;
  int channels = 0;
  stbi_uc* pixels = stbi_load(path.c_str(), &image.size.width, &image.size.height, &channels, 3);
  if (pixels == nullptr) return not_found(path + ": cannot be read as a picture");
  const auto count = static_cast<size_t>(image.size.width) * static_cast<size_t>(image.size.height);
  image.rgb.assign(pixels, pixels + count * 3);
  stbi_image_free(pixels);
  return image;
}

int64_t count_differences(const Image& a, const Image& b, double tolerance) {
  const auto pixels = static_cast<int64_t>(a.rgb.size() / 3);
  if (a.size != b.size) return std::max(pixels, static_cast<int64_t>(b.rgb.size() / 3));
  int64_t different = 0;
  for (size_t i = 0; i < a.rgb.size(); i += 3) {
    int largest = 0;
    for (size_t c = 0; c < 3; ++c)
      largest = std::max(largest, std::abs(a.rgb[i + c] - b.rgb[i + c]));
    if (largest > tolerance * 255) ++different;
  }
  return different;
}

}  // namespace octant::ui
