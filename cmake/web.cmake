# The web application of `tocsin serve`: web/dist, as `npm ci && npm run build` in web/ leaves it.
if(EXISTS ${CMAKE_SOURCE_DIR}/web/dist/index.html)
  set(TOCSIN_WEB_BUILT ON)
else()
  set(TOCSIN_WEB_BUILT OFF)
endif()
option(TOCSIN_WEB "Build the web application of web/dist into the program" ${TOCSIN_WEB_BUILT})

set(TOCSIN_WEB_FOLDER "")
set(TOCSIN_WEB_FILES "")
if(TOCSIN_WEB)
  set(TOCSIN_WEB_FOLDER ${CMAKE_SOURCE_DIR}/web/dist)
  file(GLOB_RECURSE TOCSIN_WEB_FILES CONFIGURE_DEPENDS ${TOCSIN_WEB_FOLDER}/*)
  if(NOT TOCSIN_WEB_FILES)
    message(FATAL_ERROR "TOCSIN_WEB is on and web/dist is empty: run `npm ci && npm run build` in web/")
  endif()
endif()

set(TOCSIN_WEB_TABLE ${CMAKE_BINARY_DIR}/web/web_table.cc)
add_custom_command(
  OUTPUT ${TOCSIN_WEB_TABLE}
  COMMAND ${CMAKE_COMMAND} -D FOLDER=${TOCSIN_WEB_FOLDER} -D CONTRACT=${CMAKE_SOURCE_DIR}/docs/openapi.yaml
          -D OUT=${TOCSIN_WEB_TABLE} -D WORK=${CMAKE_BINARY_DIR}/web/packed -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
  DEPENDS ${TOCSIN_WEB_FILES} ${CMAKE_SOURCE_DIR}/docs/openapi.yaml ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
  VERBATIM)
target_sources(tocsin_serve PRIVATE ${TOCSIN_WEB_TABLE})
