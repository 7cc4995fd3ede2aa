# Every library is named here once; docs/dependencies.md says why each is used and by which folder.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(doctest REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)

pkg_check_modules(ICU REQUIRED icu-uc icu-i18n)
pkg_check_modules(GUMBO REQUIRED gumbo)
pkg_check_modules(ARCHIVE REQUIRED libarchive)
pkg_check_modules(PUGIXML REQUIRED pugixml)
pkg_check_modules(GMIME REQUIRED gmime-3.0)
pkg_check_modules(RE2 REQUIRED re2)
pkg_check_modules(SQLITE3 REQUIRED sqlite3)
find_package(OpenSSL REQUIRED COMPONENTS Crypto SSL)
find_package(ZLIB REQUIRED)
pkg_check_modules(GEOGRAPHICLIB REQUIRED geographiclib)
find_library(CLD2_LIBRARIES NAMES cld2 REQUIRED)

# OpenVINO comes from its Python wheel in .venv unless OpenVINO_DIR says otherwise.
if(NOT OpenVINO_DIR)
  file(GLOB TOCSIN_OPENVINO_WHEEL
       ${CMAKE_SOURCE_DIR}/.venv/lib/python3*/site-packages/openvino/cmake)
  set(OpenVINO_DIR ${TOCSIN_OPENVINO_WHEEL})
endif()
find_package(OpenVINO REQUIRED COMPONENTS Runtime)
