#pragma once
// Sizes that the window can be shown at.

namespace octant::session {

// The next size up (direction > 0) or down (< 0), or the same at the end: 50 % to 300 %, in steps
// as browsers have them, small where small ones are seen.
float next_zoom(float zoom, int direction);

}  // namespace octant::session
