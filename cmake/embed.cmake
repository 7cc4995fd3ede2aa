# Builds the web application's files and the API's contract into the program: each file packed by gzip
# where that helps, taken in by the assembler, and listed in one table.
#
# usage: cmake -D FOLDER=web/dist -D CONTRACT=docs/openapi.yaml -D OUT=web_table.cc -D WORK=folder
#              -P cmake/embed.cmake
# FOLDER may be empty: then there is no web application in the program.
set(rows "")
set(symbols "")
set(count 0)
find_program(GZIP gzip REQUIRED)
file(MAKE_DIRECTORY ${WORK})

function(take file path)
  set(packed ${WORK}/${count}.gz)
  set(is_packed false)
  set(bytes ${file})
  if(NOT path MATCHES "\\.(png|woff2|pmtiles|gz|jpg|webp)$")
    execute_process(COMMAND ${GZIP} -9 -n -c ${file} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
    set(bytes ${packed})
    set(is_packed true)
  endif()
  file(SHA256 ${file} hash)
  string(SUBSTRING ${hash} 0 24 hash)
  file(SIZE ${bytes} size)
  string(APPEND symbols
    "__asm__(\".section .rodata\\n.balign 16\\ntocsin_web_${count}:\\n.incbin \\\"${bytes}\\\"\\n.byte 0\\n.previous\\n\");\n"
    "extern \"C\" const char tocsin_web_${count}[] __attribute__((visibility(\"hidden\")));\n")
  string(APPEND rows
    "    WebFile{\"${path}\", {tocsin_web_${count}, ${size}}, \"${hash}\", ${is_packed}},\n")
  math(EXPR count "${count} + 1")
  set(rows "${rows}" PARENT_SCOPE)
  set(symbols "${symbols}" PARENT_SCOPE)
  set(count ${count} PARENT_SCOPE)
endfunction()

if(FOLDER)
  file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
  list(SORT files)
  foreach(file IN LISTS files)
    take(${FOLDER}/${file} ${file})
  endforeach()
endif()
set(files_count ${count})
file(SIZE ${CONTRACT} contract_size)

file(WRITE ${OUT}.new "// Made by cmake/embed.cmake.
#include <array>

#include \"tocsin/serve/web.h\"

${symbols}
__asm__(\".section .rodata\\n.balign 16\\ntocsin_contract:\\n.incbin \\\"${CONTRACT}\\\"\\n.byte 0\\n.previous\\n\");
extern \"C\" const char tocsin_contract[] __attribute__((visibility(\"hidden\")));

namespace tocsin::serve {

std::span<const WebFile> web_files() {
  static const std::array<WebFile, ${files_count}> kFiles{{
${rows}  }};
  return kFiles;
}

std::string_view contract() { return {tocsin_contract, ${contract_size}}; }

}  // namespace tocsin::serve
")
file(RENAME ${OUT}.new ${OUT})
