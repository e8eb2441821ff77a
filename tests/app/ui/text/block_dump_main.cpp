// Prints the blocks of a Markdown file, for cases/: text_view_dump FILE > NAME.blocks

#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/app/ui/text/block_dump.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: text_view_dump FILE\n";
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  octant::ui::text::Document document;
  document.set(std::string(std::istreambuf_iterator<char>(in), {}));
  std::cout << octant::ui::text::test::dump(document);
  return 0;
}
