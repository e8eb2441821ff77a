#include "tests/app/store/store_harness.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace octant::store {

int in_another_process(const std::function<int()>& use) {
  const pid_t child = fork();
  if (child == 0) _exit(use());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int count_in_files(const std::filesystem::path& database, const std::string& needle) {
  return in_another_process([&] {
    int hits = 0;
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::ifstream file(database.string() + suffix, std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), {});
      for (size_t at = bytes.find(needle); at != std::string::npos;
           at = bytes.find(needle, at + 1)) {
        ++hits;
      }
    }
    return std::min(hits, 100);
  });
}

}  // namespace octant::store
