#include "contract/accept.h"

#include "content/number_text.h"
#include "wire/field_syntax.h"

#include <algorithm>
#include <functional>
#include <string>

namespace genserve::service {
namespace {

void forEachPiece(std::string_view list, char separator, const std::function<void(std::string_view)>& take)
{
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(separator), list.size());
        take(trimBlanks(list.substr(0, end)));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

double qualityOf(std::string_view range)
{
    double quality = 1;
    forEachPiece(range, ';', [&](std::string_view parameter) {
        if (startsWithIgnoringCase(parameter, "q=")) {
            quality = std::clamp(parseNumber(parameter.substr(2)).value_or(0), 0.0, 1.0);
        }
    });
    return quality;
}

// 3 for the type itself, 2 for "image/*", 1 for "*/*", 0 where the range does not hold it.
int precision(std::string_view range, std::string_view type)
{
    const std::string_view name = trimBlanks(range.substr(0, range.find(';')));
    const std::string family = std::string(type.substr(0, type.find('/'))) + "/*";
    return equalsIgnoringCase(name, type) ? 3 : equalsIgnoringCase(name, family) ? 2 : name == "*/*" ? 1 : 0;
}

} // namespace

double acceptedQuality(std::string_view accept, std::string_view type)
{
    if (trimBlanks(accept).empty()) {
        return 1;
    }
    int best = 0;
    double quality = 0;
    forEachPiece(accept, ',', [&](std::string_view range) {
        if (const int found = precision(range, type); found > best) {
            best = found;
            quality = qualityOf(range);
        }
    });
    return quality;
}

bool namesType(std::string_view accept, std::string_view type)
{
    bool isNamed = false;
    forEachPiece(accept, ',',
                 [&](std::string_view range) { isNamed |= precision(range, type) == 3 && qualityOf(range) > 0; });
    return isNamed;
}

} // namespace genserve::service
