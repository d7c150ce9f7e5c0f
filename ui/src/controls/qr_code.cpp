#include "qr_code.h"

#include <memory>

#include <QPainter>

#include <qrencode.h>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int QuietZone = 3; // modules; the plate's own margin is the fourth

} // namespace

QrModules qrModules(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(bytes.constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    if (code == nullptr || bytes.isEmpty()) {
        return {};
    }
    QrModules modules{code->width, QBitArray(code->width * code->width)};
    for (int i = 0; i < code->width * code->width; ++i) {
        modules.isBlack.setBit(i, (code->data[i] & 1) != 0);
    }
    return modules;
}

QrCode::QrCode(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

void QrCode::setText(const QString& text)
{
    m_modules = qrModules(text);
    setAccessibleName(text);
    update();
}

void QrCode::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.colour(Role::Border));
    painter.setBrush(Qt::white);
    const double radius = theme.px(u"radius.card");
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (m_modules.side == 0) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    // Whole device pixels for each module, or their edges blur.
    const double ratio = devicePixelRatioF();
    const int cell = static_cast<int>(width() * ratio) / (m_modules.side + 2 * QuietZone);
    const double left = (width() - m_modules.side * cell / ratio) / 2;
    for (int y = 0; y < m_modules.side; ++y) {
        for (int x = 0; x < m_modules.side; ++x) {
            if (m_modules.isBlack.at(y * m_modules.side + x)) {
                painter.fillRect(QRectF(left + x * cell / ratio, left + y * cell / ratio, cell / ratio, cell / ratio),
                                 Qt::black);
            }
        }
    }
}

} // namespace genserve::ui
