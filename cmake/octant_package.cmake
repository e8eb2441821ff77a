# The Debian package: -DOCTANT_PACKAGE=ON adds man page, completions, copyright and changelog to what is
# installed, and `cpack -G DEB` wraps it. scripts/package.sh does all of it.
#
# Needs help2man and Python. The package fits the release of Debian or Ubuntu that it is built on:
# dpkg-shlibdeps takes the names and versions of libraries from there.

find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)
find_program(OCTANT_HELP2MAN help2man REQUIRED)
find_program(OCTANT_GZIP gzip REQUIRED)

set(octant_made ${CMAKE_BINARY_DIR}/package)
set(octant_completions ${octant_made}/octant.bash ${octant_made}/_octant ${octant_made}/octant.fish)
add_custom_command(
  OUTPUT ${octant_completions}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/scripts/make_completions.py $<TARGET_FILE:octant> ${octant_made}
  DEPENDS octant scripts/make_completions.py scripts/help_tree.py
  COMMENT "Making completions"
  VERBATIM)
# C.UTF-8: help2man takes the language of its own headings from the environment. gzip -n: without a
# time stamp, so that the same sources give the same file.
add_custom_command(
  OUTPUT ${octant_made}/octant.1.gz
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/scripts/make_man_sections.py $<TARGET_FILE:octant>
          ${octant_made}/octant.h2m ${CMAKE_INSTALL_FULL_DATADIR}/octant/models/demo
  COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C.UTF-8 ${OCTANT_HELP2MAN} --no-info
          "--name=run Mixture-of-Experts language models" --include=${octant_made}/octant.h2m
          --output=${octant_made}/octant.1 $<TARGET_FILE:octant>
  COMMAND ${OCTANT_GZIP} -9nf ${octant_made}/octant.1
  DEPENDS octant scripts/make_man_sections.py scripts/help_tree.py
  COMMENT "Making the man page"
  VERBATIM)
add_custom_target(octant_package_files ALL DEPENDS ${octant_completions} ${octant_made}/octant.1.gz)

# Packages whose code becomes part of the program: what they ask to be told is told.
set(octant_built_in nlohmann-json3-dev libcli11-dev)
if(OCTANT_APP)
  list(APPEND octant_built_in libimgui-dev libstb-dev)
endif()
file(READ ${octant_desktop_dir}/copyright copyright)
foreach(package ${octant_built_in})
  file(READ /usr/share/doc/${package}/copyright text)
  string(APPEND copyright "\n\n==== ${package} ====\n\n${text}")
endforeach()
file(WRITE ${octant_made}/copyright "${copyright}")

# There is no address to write to; example.org is nobody's (RFC 2606), and lintian refuses localhost.
set(octant_maintainer "Octant developers <octant@example.org>")
# Of SOURCE_DATE_EPOCH, if that is set.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${octant_made}/changelog
  "octant (${PROJECT_VERSION}) unstable; urgency=medium\n\n"
  "  * Version ${PROJECT_VERSION}; what changed is in the history of its repository.\n\n"
  " -- ${octant_maintainer}  ${date}\n")
execute_process(COMMAND ${OCTANT_GZIP} -9nf ${octant_made}/changelog COMMAND_ERROR_IS_FATAL ANY)

install(FILES ${octant_made}/octant.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${octant_made}/octant.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME octant)
install(FILES ${octant_made}/_octant DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${octant_made}/octant.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${octant_made}/copyright ${octant_made}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME octant)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# Folders that the umask of whoever builds would close to others.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${octant_maintainer}")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no library needs, but the window does: its fonts (assets/fonts.list) and OpenGL in software.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-inter, fonts-jetbrains-mono, fonts-noto-cjk, fonts-noto-core, \
fonts-noto-color-emoji, libgl1-mesa-dri")
# GLFW looks for these when it runs: themed pointers, smooth scrolling, screens and their changes. It
# opens a window without them, and every desktop has them.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libxcursor1, libxi6, libxinerama1, libxrandr2")
# File dialogs: the desktop's own, if it has them.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "xdg-desktop-portal")
# Lines of at most 80 characters, as Debian asks; each gets a space in front.
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION [[Mixture-of-Experts inference with a live view of its routing
Octant runs DeepSeek-style Mixture-of-Experts language models on one
workstation, from Hugging Face checkpoints in BF16 or block-scaled FP8, and
records while it answers which expert on which rank every token goes to.
.
A small demo model is included.]])
include(CPack)
