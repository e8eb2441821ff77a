// The house rules that a reader should be able to rely on: which floor includes which, where
// outside libraries may appear, and how long a file may be.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace octant {
namespace {

namespace fs = std::filesystem;

struct SourceFile {
  std::string path;  // from the root of the project
  std::vector<std::string> lines;
};

bool is_source(const fs::path& path) {
  static const std::set<std::string> kEndings = {".h", ".cpp", ".cu", ".cuh"};
  return kEndings.count(path.extension().string()) > 0;
}

std::vector<SourceFile> sources_below(const std::vector<std::string>& folders) {
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    const fs::path root = fs::path(OCTANT_SOURCE_DIR);
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !is_source(entry.path())) continue;
      SourceFile file{fs::relative(entry.path(), root).string(), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  return files;
}

const std::vector<SourceFile>& product_sources() {
  static const std::vector<SourceFile> kFiles =
      sources_below({"app", "runtime", "models", "kernels"});
  return kFiles;
}

// What an #include names, without quotes or angle brackets.
std::optional<std::string> included(const std::string& line) {
  if (line.rfind("#include ", 0) != 0 || line.size() < 12) return std::nullopt;
  const size_t end = line.find_first_of("\">", 10);
  if (end == std::string::npos) return std::nullopt;
  return line.substr(10, end - 10);
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& beginning) { return text.rfind(beginning, 0) == 0; });
}

// Includes of project headers by `files` below `folder` that are not below `allowed`.
std::vector<std::string> forbidden_includes(const std::string& folder,
                                            const std::vector<std::string>& allowed) {
  static const std::vector<std::string> kFloors = {"app/",     "runtime/", "models/",
                                                   "kernels/", "tests/",   "benchmarks/"};
  std::vector<std::string> found;
  for (const SourceFile& file : product_sources()) {
    if (file.path.rfind(folder, 0) != 0) continue;
    for (const std::string& line : file.lines) {
      const std::optional<std::string> header = included(line);
      if (header && starts_with_any(*header, kFloors) && !starts_with_any(*header, allowed)) {
        found.push_back(file.path + " includes " + *header);
      }
    }
  }
  return found;
}

TEST(Architecture, KernelsSeeOnlyKernels) {
  EXPECT_THAT(forbidden_includes("kernels/", {"kernels/"}), testing::IsEmpty());
}

TEST(Architecture, KernelCoreSeesOnlyItself) {
  EXPECT_THAT(forbidden_includes("kernels/core/", {"kernels/core/"}), testing::IsEmpty());
}

TEST(Architecture, StagesSeeNoBackend) {
  EXPECT_THAT(forbidden_includes("kernels/stages/", {"kernels/core/", "kernels/stages/"}),
              testing::IsEmpty());
}

TEST(Architecture, BackendsDoNotSeeEachOther) {
  EXPECT_THAT(forbidden_includes("kernels/reference/",
                                 {"kernels/core/", "kernels/stages/", "kernels/reference/"}),
              testing::IsEmpty());
  EXPECT_THAT(
      forbidden_includes("kernels/cpu/", {"kernels/core/", "kernels/stages/", "kernels/cpu/"}),
      testing::IsEmpty());
}

TEST(Architecture, ModelsSeeStagesAndCoreButNoBackend) {
  EXPECT_THAT(forbidden_includes("models/", {"models/", "kernels/core/", "kernels/stages/"}),
              testing::IsEmpty());
}

TEST(Architecture, RuntimeNeverSeesTheApp) {
  EXPECT_THAT(forbidden_includes("runtime/", {"runtime/", "models/", "kernels/"}),
              testing::IsEmpty());
}

TEST(Architecture, ApiIsPlainStructsThatSeeOnlyThemselvesAndCore) {
  EXPECT_THAT(forbidden_includes("runtime/api/", {"runtime/api/", "kernels/core/"}),
              testing::IsEmpty());
}

TEST(Architecture, AppSeesOnlyTheRuntimesPublicFace) {
  EXPECT_THAT(forbidden_includes("app/", {"app/", "runtime/api/", "kernels/core/status.h",
                                          "kernels/core/check.h"}),
              testing::IsEmpty());
}

TEST(Architecture, ExportSeesTheHistoryAndNoCommandLine) {
  EXPECT_THAT(forbidden_includes("app/export/", {"app/export/", "app/store/", "app/text/",
                                                 "kernels/core/status.h"}),
              testing::IsEmpty());
}

TEST(Architecture, TextHelpersSeeOnlyThemselves) {
  EXPECT_THAT(forbidden_includes("app/text/", {"app/text/"}), testing::IsEmpty());
}

TEST(Architecture, OnlyTheProgramSeesTheCommandLine) {
  std::vector<std::string> found;
  for (const SourceFile& file : product_sources()) {
    if (file.path.rfind("app/cli/", 0) == 0) continue;
    for (const std::string& line : file.lines) {
      const std::optional<std::string> header = included(line);
      if (header && header->rfind("app/cli/", 0) == 0) {
        found.push_back(file.path + " includes " + *header);
      }
    }
  }
  EXPECT_THAT(found, testing::IsEmpty());
}

TEST(Architecture, TextIsLaidOutWithoutAWindow) {
  EXPECT_THAT(forbidden_includes("app/ui/text/", {"app/ui/text/", "app/text/"}),
              testing::IsEmpty());
  std::vector<std::string> found;
  for (const SourceFile& file : product_sources()) {
    if (file.path.rfind("app/ui/text/", 0) != 0) continue;
    for (const std::string& line : file.lines) {
      const std::optional<std::string> header = included(line);
      if (header && starts_with_any(*header, {"imgui", "GLFW/", "GL/", "EGL/", "ft2build"})) {
        found.push_back(file.path + " includes " + *header);
      }
    }
  }
  EXPECT_THAT(found, testing::IsEmpty());
}

TEST(Architecture, NobodyButTheRegistryNamesAFamily) {
  std::vector<std::string> found;
  for (const SourceFile& file : product_sources()) {
    if (starts_with_any(file.path, {"models/deepseek/", "models/registry.cpp"})) continue;
    for (const std::string& line : file.lines) {
      const std::optional<std::string> header = included(line);
      if (header && header->rfind("models/deepseek/", 0) == 0) {
        found.push_back(file.path + " includes " + *header);
      }
    }
  }
  EXPECT_THAT(found, testing::IsEmpty());
}

// Where headers of outside libraries may appear.
struct LibraryRule {
  std::string header;  // how the include begins
  std::vector<std::string> folders;
};

TEST(Architecture, OutsideLibrariesStayWhereTheyLive) {
  const std::vector<LibraryRule> rules = {
      {"imgui", {"app/ui/"}},
      {"imstb", {"app/ui/"}},
      {"backends/imgui", {"app/ui/platform/"}},
      {"GLFW/", {"app/ui/platform/"}},
      {"X11/", {"app/ui/platform/"}},
      {"EGL/", {"app/ui/platform/"}},
      {"GL/", {"app/ui/"}},
      {"ft2build", {"app/ui/glyphs/"}},
      {"freetype/", {"app/ui/glyphs/"}},
      {"md4c", {"app/ui/text/"}},
      {"systemd/", {"app/ui/portal/"}},
      {"stb_", {"app/ui/script/"}},
      {"sqlite3", {"app/store/"}},
      {"zstd", {"app/store/"}},
      {"CLI/", {"app/cli/"}},
      {"cuda", {"kernels/cuda/", "kernels/core/"}},
      {"cublas", {"kernels/cuda/"}},
      {"hwy/", {"kernels/cpu/"}},
      {"immintrin", {"kernels/cpu/"}},
      {"arm_neon", {"kernels/cpu/"}},
      {"oniguruma", {"runtime/text/"}},
      {"nlohmann/", {"app/", "runtime/", "models/"}},
  };
  std::vector<std::string> found;
  for (const SourceFile& file : product_sources()) {
    for (const std::string& line : file.lines) {
      const std::optional<std::string> header = included(line);
      if (!header) continue;
      for (const LibraryRule& rule : rules) {
        if (header->rfind(rule.header, 0) != 0) continue;
        if (!starts_with_any(file.path, rule.folders)) {
          found.push_back(file.path + " includes " + *header);
        }
        const bool is_cuda = rule.header == "cuda" && file.path.rfind("kernels/core/", 0) == 0;
        if (is_cuda && file.path.find("_cuda.") == std::string::npos) {
          found.push_back(file.path + " includes " + *header);
        }
      }
    }
  }
  EXPECT_THAT(found, testing::IsEmpty());
}

TEST(Architecture, IntrinsicsStayInTheCpuBackend) {
  std::vector<std::string> found;
  for (const SourceFile& file : product_sources()) {
    if (file.path.rfind("kernels/cpu/", 0) == 0) continue;
    for (const std::string& line : file.lines) {
      if (line.find("_mm_") != std::string::npos || line.find("_mm256_") != std::string::npos ||
          line.find("_mm512_") != std::string::npos) {
        found.push_back(file.path + ": " + line);
      }
    }
  }
  EXPECT_THAT(found, testing::IsEmpty());
}

TEST(Architecture, HeadersBeginWithPragmaOnceAndSayWhatTheyAreFor) {
  std::vector<std::string> found;
  for (const SourceFile& file : product_sources()) {
    if (fs::path(file.path).extension() != ".h") continue;
    // Highway's per-target headers are included once for every target, behind a guard of their own.
    if (file.path.find("-inl.h") != std::string::npos) continue;
    const bool good = file.lines.size() > 2 && file.lines[0] == "#pragma once" &&
                      file.lines[1].rfind("// ", 0) == 0;
    if (!good) found.push_back(file.path);
  }
  EXPECT_THAT(found, testing::IsEmpty());
}

TEST(Architecture, NoFileIsLongerThanSixHundredLines) {
  constexpr size_t kMostLines = 600;
  std::vector<std::string> found;
  std::vector<SourceFile> files = product_sources();
  for (SourceFile& file : sources_below({"tests", "benchmarks"})) files.push_back(std::move(file));
  for (const SourceFile& file : files) {
    if (file.lines.size() > kMostLines) {
      found.push_back(file.path + ": " + std::to_string(file.lines.size()));
    }
  }
  EXPECT_THAT(found, testing::IsEmpty());
}

TEST(Architecture, ItLooksAtRealFiles) {
  EXPECT_GT(product_sources().size(), 50u);
  EXPECT_EQ(included("#include \"kernels/core/view.h\""), "kernels/core/view.h");
  EXPECT_EQ(included("#include <vector>"), "vector");
  EXPECT_EQ(included("int x;"), std::nullopt);
}

}  // namespace
}  // namespace octant
