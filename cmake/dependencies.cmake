# Every library is named here once; docs/dependencies.md says why each is used and by which folder.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(doctest REQUIRED)

pkg_check_modules(ICU REQUIRED icu-uc icu-i18n)
pkg_check_modules(GUMBO REQUIRED gumbo)
pkg_check_modules(RE2 REQUIRED re2)
pkg_check_modules(GEOGRAPHICLIB REQUIRED geographiclib)
find_library(CLD2_LIBRARIES NAMES cld2 REQUIRED)

# OpenVINO comes from its Python wheel in .venv unless OpenVINO_DIR says otherwise.
if(NOT OpenVINO_DIR)
  file(GLOB TOCSIN_OPENVINO_WHEEL
       ${CMAKE_SOURCE_DIR}/.venv/lib/python3*/site-packages/openvino/cmake)
  set(OpenVINO_DIR ${TOCSIN_OPENVINO_WHEEL})
endif()
find_package(OpenVINO REQUIRED COMPONENTS Runtime)
