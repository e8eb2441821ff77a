# What `cmake --install` puts where. Man page and completions are made by running the program, so they
# are left to OCTANT_PACKAGE (octant_package.cmake): a build that is not installed needs neither.
include(GNUInstallDirs)

set(octant_desktop_dir ${CMAKE_SOURCE_DIR}/assets/desktop)
install(TARGETS octant RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

install(FILES ${octant_desktop_dir}/org.octant.Octant.desktop
  DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${octant_desktop_dir}/org.octant.Octant.metainfo.xml
  DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
set(octant_icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
install(FILES ${octant_desktop_dir}/icons/org.octant.Octant.svg DESTINATION ${octant_icons}/scalable/apps)
foreach(size 64 128 256)  # those of scripts/make_icons.sh
  install(FILES ${octant_desktop_dir}/icons/org.octant.Octant-${size}.png
    DESTINATION ${octant_icons}/${size}x${size}/apps RENAME org.octant.Octant.png)
endforeach()

# Below doc/octant as in the repository, so that their links to each other hold.
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES docs/architecture.md docs/cuda-kernels.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)

# What the loader reads; neither its README nor the recipe that made it.
set(octant_demo_dir ${CMAKE_INSTALL_DATADIR}/octant/models/demo)
install(DIRECTORY models/demo/ DESTINATION ${octant_demo_dir}
  FILES_MATCHING PATTERN "*.json" PATTERN "*.safetensors" PATTERN recipe EXCLUDE)
