#pragma once
// Index<Tag>: an integer that cannot be handed where another kind of index is meant.
//   using RankIdx = Index<struct RankTag>;
// Construction is explicit, `value` gives the number back; same-kind indices compare and can be
// counted up.

#include <compare>
#include <cstdint>
#include <functional>

namespace octant {

template <typename Tag>
struct Index {
  int32_t value = 0;

  Index() = default;
  constexpr explicit Index(int64_t v) : value(static_cast<int32_t>(v)) {}
  constexpr auto operator<=>(const Index&) const = default;
  constexpr Index& operator++() {
    ++value;
    return *this;
  }
  size_t as_size() const { return static_cast<size_t>(value); }
};

using LayerIdx = Index<struct LayerTag>;  // 0-based; the MTP layer is num_hidden_layers
using LogicalExpert = Index<struct LogicalExpertTag>;    // as the gate numbers them
using PhysicalExpert = Index<struct PhysicalExpertTag>;  // a copy of a logical expert on some rank
using LocalExpert = Index<struct LocalExpertTag>;        // position among the experts of one rank
using RankIdx = Index<struct RankTag>;

}  // namespace octant

template <typename Tag>
struct std::hash<octant::Index<Tag>> {
  size_t operator()(octant::Index<Tag> i) const noexcept { return std::hash<int32_t>{}(i.value); }
};
