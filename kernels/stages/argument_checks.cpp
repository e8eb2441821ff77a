#include "kernels/stages/argument_checks.h"

#include <limits>

namespace octant::argument_checks {
namespace {

std::string quoted(const char* name, const char* member) {
  return std::string(name) + "." + member;
}

Status expect_positive(const char* name, int64_t value) {
  if (value > 0) return {};
  return refuse(name, std::to_string(value), "at least 1");
}

Status expect_scales(const char* name, const WeightView& weight) {
  const BlockScales& scales = weight.scales;
  if (weight.dtype != DType::kF8E4M3) {
    if (scales.data == nullptr) return {};
    return refuse(quoted(name, "scales"), "given",
                  "null for " + std::string(to_string(weight.dtype)));
  }
  if (scales.data == nullptr) return refuse(quoted(name, "scales"), "null", "given for F8_E4M3");
  if (scales.block_rows < 1 || scales.block_cols < 1) {
    return refuse(quoted(name, "scales block"),
                  shape_text<2>({scales.block_rows, scales.block_cols}), "at least [1, 1]");
  }
  if (scales.row_phase < 0 || scales.row_phase >= scales.block_rows || scales.col_phase < 0 ||
      scales.col_phase >= scales.block_cols) {
    return refuse(quoted(name, "scales phase"), shape_text<2>({scales.row_phase, scales.col_phase}),
                  "inside a block of " + shape_text<2>({scales.block_rows, scales.block_cols}));
  }
  const int64_t col_blocks =
      (weight.cols + scales.col_phase + scales.block_cols - 1) / scales.block_cols;
  const int64_t row_blocks =
      (weight.rows + scales.row_phase + scales.block_rows - 1) / scales.block_rows;
  if (row_blocks > 1 && scales.row_stride < col_blocks) {
    return refuse(quoted(name, "scales.row_stride"), std::to_string(scales.row_stride),
                  "at least " + std::to_string(col_blocks));
  }
  return {};
}

}  // namespace

Status refuse(const std::string& name, const std::string& value, const std::string& expected) {
  return invalid_argument(name + " is " + value + ", expected " + expected);
}

Status expect_weight(const char* name, const WeightView& weight, int64_t rows, int64_t cols,
                     WeightKind kind) {
  if ((rows == 0 || cols == 0) && weight.is_null()) return {};
  if (weight.rows != rows || weight.cols != cols) {
    return refuse(name, shape_text<2>({weight.rows, weight.cols}), shape_text<2>({rows, cols}));
  }
  if (weight.is_null()) return refuse(name, "null", shape_text<2>({rows, cols}));
  const bool unscaled = weight.dtype == DType::kF32 || weight.dtype == DType::kBF16;
  if (!unscaled && (weight.dtype != DType::kF8E4M3 || kind == WeightKind::kUnscaled)) {
    return refuse(quoted(name, "dtype"), std::string(to_string(weight.dtype)),
                  kind == WeightKind::kUnscaled ? "F32 or BF16" : "F32, BF16 or F8_E4M3");
  }
  if (rows > 1 && weight.row_stride < cols) {
    return refuse(quoted(name, "row_stride"), std::to_string(weight.row_stride),
                  "at least " + std::to_string(cols));
  }
  return expect_scales(name, weight);
}

Status expect_up_weights(const char* name, const GatedFfn& ffn, int64_t width,
                         int64_t hidden_size) {
  Status gate = expect_weight("gate", ffn.gate, width, hidden_size);
  if (!gate.ok()) return std::move(gate).with_context(name);
  Status up = expect_weight("up", ffn.up, width, hidden_size);
  if (!up.ok()) return std::move(up).with_context(name);
  return {};
}

Status expect_down_weight(const char* name, const GatedFfn& ffn, int64_t width,
                          int64_t hidden_size) {
  Status down = expect_weight("down", ffn.down, hidden_size, width);
  if (!down.ok()) return std::move(down).with_context(name);
  return {};
}

Status expect_eps(float eps) {
  if (std::isfinite(eps) && eps >= 0) return {};
  return refuse("eps", std::to_string(eps), "finite and not negative");
}

Status expect_mla_shape(const MlaShape& shape) {
  if (shape.num_heads < 0) {
    return refuse("num_heads", std::to_string(shape.num_heads), "at least 0");
  }
  RETURN_IF_ERROR(expect_positive("qk_nope_head_dim", shape.qk_nope_head_dim));
  RETURN_IF_ERROR(expect_positive("qk_rope_head_dim", shape.qk_rope_head_dim));
  RETURN_IF_ERROR(expect_positive("v_head_dim", shape.v_head_dim));
  RETURN_IF_ERROR(expect_positive("kv_lora_rank", shape.kv_lora_rank));
  if (shape.qk_rope_head_dim % 2 != 0) {
    return refuse("qk_rope_head_dim", std::to_string(shape.qk_rope_head_dim), "even");
  }
  return {};
}

Status expect_cache(const LatentCacheView& cache, const MlaShape& shape, int64_t begin,
                    int64_t end) {
  if (begin == end) return {};
  if (cache.data == nullptr) return refuse("cache.data", "null", "given");
  if (cache.dtype != DType::kF32 && cache.dtype != DType::kBF16) {
    return refuse("cache.dtype", std::string(to_string(cache.dtype)), "F32 or BF16");
  }
  if (cache.width != shape.cache_width()) {
    return refuse("cache.width", std::to_string(cache.width), std::to_string(shape.cache_width()));
  }
  RETURN_IF_ERROR(expect_positive("cache.page_block_size", cache.page_block_size));
  const int64_t page_elements = cache.page_block_size * cache.width;
  if (cache.page_stride < page_elements) {
    return refuse("cache.page_stride", std::to_string(cache.page_stride),
                  "at least " + std::to_string(page_elements));
  }
  const auto num_pages = static_cast<int64_t>(cache.block_table.size());
  const int64_t last_page = (end - 1) / cache.page_block_size;
  if (last_page >= num_pages) {
    return refuse("position " + std::to_string(end - 1), "on page " + std::to_string(last_page),
                  "a page of the block table, which has " + std::to_string(num_pages));
  }
  for (int64_t page = begin / cache.page_block_size; page <= last_page; ++page) {
    const int32_t id = cache.block_table[static_cast<size_t>(page)];
    if (id < 0) {
      return refuse("cache.block_table[" + std::to_string(page) + "]", std::to_string(id),
                    "at least 0");
    }
  }
  return {};
}

Status expect_positions(int64_t first_position, int64_t num_rows) {
  const int64_t most = std::numeric_limits<int64_t>::max() - num_rows;
  if (first_position >= 0 && first_position <= most) return {};
  return refuse("first_position", std::to_string(first_position),
                "between 0 and " + std::to_string(most));
}

}  // namespace octant::argument_checks
