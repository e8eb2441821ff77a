#pragma once
// Where the values of a large JSON text begin and end, found by quotes and brackets alone.
//
// An export of years is hundreds of megabytes. Cut up like this, one conversation at a time is
// parsed into memory, and one that is broken does not take the others along.
//
// What is inside the values is not looked at: whoever parses them finds what is wrong there.

#include <functional>
#include <string>
#include <string_view>

#include "kernels/core/status.h"

namespace octant::exporting {

// The deepest nesting of arrays and objects in `text`: 0 for a number.
int json_depth(std::string_view text);

// Calls `use` on the text of each element of the array, or on each member of the object, that
// `text` begins with. Ends at the first failure of `use`. Errors: kCorrupt where the structure
// breaks off; what came before has been passed, and of an object also the beginning of the value
// that has no end.
Status for_each_element(std::string_view text,
                        const std::function<Status(std::string_view value)>& use);
Status for_each_member(
    std::string_view text,
    const std::function<Status(const std::string& key, std::string_view value)>& use);

// Without white space in front of it.
std::string_view without_leading_space(std::string_view text);

// Whether `text` is one value from end to end, as far as brackets tell.
bool is_one_value(std::string_view text);

}  // namespace octant::exporting
