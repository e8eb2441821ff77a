# octant_embed_migrations(OUT FILES...): the C++ source OUT that holds the texts of SQL migrations,
# written again when one of them changes. FILES are NNNN_name.sql from version 0001 on, in order.
function(octant_embed_migrations out)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} "-DOUT=${out}" "-DFILES=${ARGN}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake
    COMMENT "Embedding migrations"
    VERBATIM)
endfunction()
