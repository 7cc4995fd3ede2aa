# Resolves given mentions for eval/place.py.
add_executable(place_driver ${CMAKE_SOURCE_DIR}/eval/place_driver.cc)
target_link_libraries(place_driver PRIVATE tocsin_text tocsin_resolve nlohmann_json::nlohmann_json)
target_compile_options(place_driver PRIVATE ${TOCSIN_WARNINGS})
