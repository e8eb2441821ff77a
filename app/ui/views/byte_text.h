#pragma once
// Amounts, as people read them.

#include <cstdint>
#include <string>
#include <string_view>

namespace octant::ui {

// "512 bytes", "4.2 kB", "1.3 GB": powers of 1000, as file managers show them.
std::string byte_text(int64_t num_bytes);

// "1 message", "1,204 messages".
std::string count_text(int64_t count, std::string_view one, std::string_view many);

}  // namespace octant::ui
