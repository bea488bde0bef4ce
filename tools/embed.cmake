# Writes one C++ file that holds the text of every rule, posture and the schema, sorted by path.
# usage: cmake -DROOT=<source folder> -DOUT=<file> -P embed.cmake
file(GLOB_RECURSE FILES RELATIVE ${ROOT}
     ${ROOT}/rules/*.yaml ${ROOT}/data/postures/*.yaml ${ROOT}/data/arguments.yaml
     ${ROOT}/data/attacks.yaml ${ROOT}/data/references.yaml ${ROOT}/data/well-known.yaml
     ${ROOT}/data/schema.sql)
list(SORT FILES)
set(BODY "// Made by tools/embed.cmake; do not edit.\n#include \"base/embedded.h\"\n\n#include <vector>\n\n")
string(APPEND BODY "namespace mcprisk {\nnamespace {\n")
set(LIST "")
set(N 0)
foreach(FILE IN LISTS FILES)
  file(READ ${ROOT}/${FILE} TEXT)
  # A raw string literal may hold at most 64 KiB on some compilers, so a long file is several.
  string(LENGTH "${TEXT}" LENGTH)
  string(APPEND BODY "constexpr char kFile${N}[] =\n")
  set(AT 0)
  while(AT LESS LENGTH)
    string(SUBSTRING "${TEXT}" ${AT} 8000 PART)
    string(APPEND BODY "    R\"~~~~(${PART})~~~~\"\n")
    math(EXPR AT "${AT} + 8000")
  endwhile()
  if(LENGTH EQUAL 0)
    string(APPEND BODY "    \"\"\n")
  endif()
  string(APPEND BODY "    ;\n")
  string(APPEND LIST "    {\"${FILE}\", {kFile${N}, sizeof(kFile${N}) - 1}},\n")
  math(EXPR N "${N} + 1")
endforeach()
string(APPEND BODY "}  // namespace\n\nconst std::vector<EmbeddedFile>& EmbeddedFiles() {\n")
string(APPEND BODY "  static const std::vector<EmbeddedFile> files = {\n${LIST}  };\n  return files;\n}\n}  // namespace mcprisk\n")
file(WRITE ${OUT} "${BODY}")
