#include "runtime/load/read_chunks.h"

#include <algorithm>
#include <utility>

#include "kernels/core/check.h"
#include "kernels/core/dtype.h"

namespace octant {
namespace {

// Rows at which the set of destinations changes.
std::vector<int64_t> row_cuts(const SourceTensor& source) {
  std::vector<int64_t> cuts;
  for (const Destination& to : source.destinations) {
    cuts.push_back(to.rect.row_begin);
    cuts.push_back(to.rect.row_end);
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

// Who takes rows [begin, end), which lie between two cuts.
struct Takers {
  int32_t count = 0;
  int32_t direct = -1;  // set if the only taker stores whole rows as the file has them
};

Takers takers_of(const SourceTensor& source, int64_t begin, int64_t end) {
  Takers takers;
  for (size_t i = 0; i < source.destinations.size(); ++i) {
    const ShardRect& rect = source.destinations[i].rect;
    if (rect.row_begin > begin || rect.row_end < end) continue;
    ++takers.count;
    const bool as_is = source.destinations[i].stride_bytes == source.row_bytes_in_file() &&
                       rect.cols() == source.cols && source.stored == source.entry->dtype;
    takers.direct = takers.count == 1 && as_is ? static_cast<int32_t>(i) : -1;
  }
  return takers;
}

void add_chunks(const SourceTensor& source, ReadChunk chunk, int64_t row_begin, int64_t row_end,
                int64_t max_bytes, std::vector<ReadChunk>& chunks) {
  const int64_t element_bytes = size_of(source.entry->dtype);
  const int64_t row_bytes = source.row_bytes_in_file();
  const int64_t rows_at_once = std::max<int64_t>(1, max_bytes / row_bytes);
  // Rows longer than a chunk are cut into parts.
  const int64_t cols_at_once = row_bytes <= max_bytes ? source.cols : max_bytes / element_bytes;
  for (int64_t row = row_begin; row < row_end; row += rows_at_once) {
    chunk.row_begin = row;
    chunk.row_end = std::min(row_end, row + rows_at_once);
    for (int64_t col = 0; col < source.cols; col += cols_at_once) {
      chunk.col_begin = col;
      chunk.col_end = std::min(source.cols, col + cols_at_once);
      chunk.offset_bytes = source.entry->offset_bytes + row * row_bytes + col * element_bytes;
      chunk.size_bytes =
          (chunk.row_end - chunk.row_begin) * (chunk.col_end - chunk.col_begin) * element_bytes;
      chunks.push_back(chunk);
    }
  }
}

// Elements of a widened source as F32.
std::vector<float> widened(const std::byte* from, DType dtype, int64_t count) {
  std::vector<float> out;
  const auto* in = reinterpret_cast<const uint16_t*>(from);
  for (int64_t i = 0; i < count; ++i) {
    out.push_back(dtype == DType::kBF16 ? bf16{in[i]}.to_float() : f16_to_float(in[i]));
  }
  return out;
}

}  // namespace

std::vector<ReadChunk> make_chunks(const MemoryLayout& layout, int64_t max_bytes) {
  std::vector<ReadChunk> chunks;
  for (size_t s = 0; s < layout.sources.size(); ++s) {
    const SourceTensor& source = layout.sources[s];
    CHECK(max_bytes >= size_of(source.entry->dtype));
    const std::vector<int64_t> cuts = row_cuts(source);
    for (size_t c = 0; c + 1 < cuts.size(); ++c) {
      const Takers takers = takers_of(source, cuts[c], cuts[c + 1]);
      if (takers.count == 0) continue;
      ReadChunk chunk;
      chunk.source = static_cast<int32_t>(s);
      chunk.direct = takers.direct;
      add_chunks(source, chunk, cuts[c], cuts[c + 1], max_bytes, chunks);
    }
  }
  std::sort(chunks.begin(), chunks.end(), [&](const ReadChunk& a, const ReadChunk& b) {
    const auto place = [&](const ReadChunk& chunk) {
      const SourceTensor& source = layout.sources[static_cast<size_t>(chunk.source)];
      return std::pair(source.entry->file, chunk.offset_bytes);
    };
    return place(a) < place(b);
  });
  return chunks;
}

std::span<std::byte> direct_target(const MemoryLayout& layout, std::span<const Arena> arenas,
                                   const ReadChunk& chunk) {
  const SourceTensor& source = layout.sources[static_cast<size_t>(chunk.source)];
  const Destination& to = source.destinations[static_cast<size_t>(chunk.direct)];
  const Arena& arena = arenas[static_cast<size_t>(to.arena)];
  if (!arena.memory->is_host()) return {};
  std::byte* begin =
      arena.bytes.data() + to.offset_bytes + source.offset_in(to, chunk.row_begin, chunk.col_begin);
  return {begin, static_cast<size_t>(chunk.size_bytes)};
}

Status copy_chunk(const MemoryLayout& layout, std::span<const Arena> arenas, const ReadChunk& chunk,
                  const std::byte* staging) {
  const SourceTensor& source = layout.sources[static_cast<size_t>(chunk.source)];
  const DType dtype = source.entry->dtype;
  const int64_t chunk_cols = chunk.col_end - chunk.col_begin;
  for (const Destination& to : source.destinations) {
    const int64_t row_begin = std::max(chunk.row_begin, to.rect.row_begin);
    const int64_t row_end = std::min(chunk.row_end, to.rect.row_end);
    const int64_t col_begin = std::max(chunk.col_begin, to.rect.col_begin);
    const int64_t col_end = std::min(chunk.col_end, to.rect.col_end);
    if (col_begin >= col_end || row_begin >= row_end) continue;
    const Arena& arena = arenas[static_cast<size_t>(to.arena)];
    const int64_t first = (row_begin - chunk.row_begin) * chunk_cols + col_begin - chunk.col_begin;
    RowsCopy rows{
        .to = arena.bytes.data() + to.offset_bytes + source.offset_in(to, row_begin, col_begin),
        .to_stride = to.stride_bytes,
        .from = staging + first * size_of(dtype),
        .from_stride = chunk_cols * size_of(dtype),
        .row_bytes = (col_end - col_begin) * size_of(source.stored),
        .num_rows = row_end - row_begin};
    std::vector<float> wide;
    if (source.stored != dtype) {
      CHECK(rows.num_rows == 1);  // only vectors are widened
      wide = widened(staging + first * size_of(dtype), dtype, col_end - col_begin);
      rows.from = wide.data();
      rows.from_stride = rows.row_bytes;
    }
    RETURN_IF_ERROR(arena.memory->copy_rows(rows));
  }
  return {};
}

}  // namespace octant
