#pragma once
// A stand-in for a desktop's portal: owns its name on a bus, notes what it is asked, and answers as
// it was told. Runs on a thread of its own.

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct sd_bus;
struct sd_bus_message;

namespace octant::ui {

struct PortalPlan {
  uint32_t version = 4;
  std::string refusal;           // an error's name: the call fails with it
  std::string refusal_words;     // its message
  bool replies = true;           // to the call, with the request's path
  bool answers = true;           // the request
  bool answers_first = false;    // before it replies
  bool chooses_request = false;  // its path, as portals did long ago
  uint32_t response = 0;
  std::vector<std::string> uris;
};

struct PortalCall {
  std::string method;  // OpenFile, SaveFile; Get for the version; Close of a request
  std::string path;
  std::string parent_window;
  std::string title;
  std::map<std::string, std::string> options;  // "true" and "false" for booleans
};

class FakePortal {
 public:
  FakePortal(const std::string& address, PortalPlan plan);
  // Its connection ends, as if it had crashed.
  ~FakePortal();
  FakePortal(const FakePortal&) = delete;
  FakePortal& operator=(const FakePortal&) = delete;

  std::vector<PortalCall> calls() const;
  // False after ten seconds without a call of this method.
  bool wait_for(const std::string& method) const;
  // The first call of this method; an empty one if there is none.
  PortalCall call_of(const std::string& method) const;

 private:
  static int on_message(sd_bus_message* message, void* self, void* error);
  void serve();
  void note(PortalCall call);
  int choose(sd_bus_message* message, PortalCall call);
  void respond(const std::string& request, const std::string& to);

  const PortalPlan plan_;
  sd_bus* bus_ = nullptr;  // the thread's, once it runs
  std::atomic<bool> closing_{false};
  mutable std::mutex mutex_;
  std::vector<PortalCall> calls_;  // guarded by mutex_
  std::thread thread_;             // last: it uses all the others
};

}  // namespace octant::ui
