#include "icon.h"

#include <optional>

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "icon_file.h"
#include "theme.h"

namespace genserve::ui {
namespace {

class ThemedIconEngine : public QIconEngine {
public:
    ThemedIconEngine(QString name, std::optional<Role> role) : m_name(std::move(name)), m_role(role) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        QSvgRenderer renderer(iconSvg(m_name, Theme::current().colour(roleOf(mode, state))));
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor colour = Theme::current().colour(roleOf(mode, state));
        const QString key =
            QStringLiteral("genserve/%1/%2/%3x%4").arg(m_name, colour.name()).arg(size.width()).arg(size.height());
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            paint(&painter, QRect(QPoint(), size), mode, state);
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    [[nodiscard]] Role roleOf(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled) {
            return Role::TextDisabled;
        }
        if (m_role) {
            return *m_role;
        }
        return state == QIcon::On ? Role::AccentText : mode == QIcon::Normal ? Role::TextSecondary : Role::Text;
    }

    QString m_name;
    std::optional<Role> m_role;
};

} // namespace

QIcon icon(const QString& name) { return QIcon(new ThemedIconEngine(name, std::nullopt)); }

QIcon icon(const QString& name, Role role) { return QIcon(new ThemedIconEngine(name, role)); }

} // namespace genserve::ui
