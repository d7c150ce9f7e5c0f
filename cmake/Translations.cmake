# genserve_add_translations(TARGET LANGUAGE...): translations/genserve_LANGUAGE.ts, compiled into the target's resources
# under :/i18n. English has a file for its plurals only. After a change of texts:
#   cmake --build BUILD --target update_translations, then translate what is unfinished (a test finds it).
#
# Only lrelease and lupdate are used: Qt's own LinguistTools package would bring Designer and Assistant along.
function(genserve_add_translations target)
    foreach(tool lrelease lupdate)
        find_program(GENSERVE_${tool} ${tool} NO_CACHE REQUIRED
            PATHS "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}" /usr/lib/qt6/bin NO_DEFAULT_PATH)
    endforeach()
    set(compiled "")
    set(updates "")
    foreach(language IN LISTS ARGN)
        set(source "${PROJECT_SOURCE_DIR}/translations/genserve_${language}.ts")
        set(result "${CMAKE_CURRENT_BINARY_DIR}/i18n/genserve_${language}.qm")
        file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/i18n")
        add_custom_command(OUTPUT "${result}" DEPENDS "${source}" VERBATIM
            COMMAND "${GENSERVE_lrelease}" -silent "${source}" -qm "${result}")
        list(APPEND compiled "${result}")
        set(plurals "")
        if(language STREQUAL en)
            set(plurals -pluralonly)
        endif()
        list(APPEND updates COMMAND "${GENSERVE_lupdate}" "${CMAKE_CURRENT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/app/src/desktop" -locations none
            -no-obsolete -source-language en -target-language ${language} ${plurals} -ts "${source}")
    endforeach()
    qt_add_resources(${target} translations PREFIX /i18n BASE "${CMAKE_CURRENT_BINARY_DIR}/i18n" FILES ${compiled})
    add_custom_target(update_translations ${updates} VERBATIM)
endfunction()
