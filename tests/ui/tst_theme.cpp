#include "suites.h"

#include <cmath>

#include <QAbstractItemView>
#include <QCompleter>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMetaEnum>
#include <QTest>

#include "theme/icon.h"
#include "theme/icon_file.h"
#include "theme/tabular_text.h"
#include "theme/theme.h"

using namespace genserve::ui;

namespace {

// WCAG 2: relative luminance and contrast ratio.
double luminance(const QColor& colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

constexpr std::array Schemes{Scheme::Light, Scheme::Dark};

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFilledIconIsTheSameOneFilled()
    {
        const QByteArray line = iconSvg(QStringLiteral("star"), Qt::red);
        const QByteArray filled = iconSvg(QStringLiteral("star-filled"), Qt::red);
        QVERIFY(line.contains("fill=\"none\""));
        QVERIFY(!filled.contains("fill=\"none\""));
        QVERIFY(filled.contains("fill=\"#ff0000\""));
        QVERIFY(contrast(QColor(0x1c, 0x1c, 0x1e), Tokens::load().colours(u"star").at(1)) >= 4.5);
    }

    void everyRoleHasAColourInBothSchemes()
    {
        const Tokens tokens = Tokens::load();
        const QMetaEnum roles = QMetaEnum::fromType<Role>();
        for (int i = 0; i < roles.keyCount(); ++i) {
            for (const Scheme scheme : Schemes) {
                QVERIFY2(tokens.colour(scheme, static_cast<Role>(roles.value(i))).isValid(), roles.key(i));
            }
        }
    }

    void textReachesItsContrastOnEverySurface()
    {
        const Tokens tokens = Tokens::load();
        for (const Scheme scheme : Schemes) {
            for (const Role surface : {Role::Window, Role::Rail, Role::Panel, Role::Card, Role::Input, Role::Popup}) {
                for (const Role text :
                     {Role::Text, Role::TextSecondary, Role::AccentText, Role::Success, Role::Warning, Role::Danger}) {
                    const double ratio = contrast(tokens.colour(scheme, text), tokens.colour(scheme, surface));
                    QVERIFY2(ratio >= 4.5, qPrintable(roleName(text) % QLatin1String(" on ") % roleName(surface)));
                }
            }
            QVERIFY(contrast(tokens.colour(scheme, Role::OnAccent), tokens.colour(scheme, Role::Accent)) >= 4.5);
            QVERIFY(contrast(tokens.colour(scheme, Role::Focus), tokens.colour(scheme, Role::Panel)) >= 3.0);
            QVERIFY(contrast(tokens.colour(scheme, Role::BorderStrong), tokens.colour(scheme, Role::Input)) >= 3.0);
        }
    }

    void changesPaletteAndSheetWithThePreference()
    {
        Theme& theme = Theme::current();
        for (const auto preference : {Theme::Preference::Dark, Theme::Preference::Light}) {
            theme.setPreference(preference);
            QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colour(Role::Window));
            QVERIFY(qApp->styleSheet().contains(theme.colour(Role::Window).name()));
            QVERIFY(!qApp->styleSheet().contains(QLatin1String("@{")));
        }
    }

    void aCompletionsListHasAGround()
    {
        for (const auto preference : {Theme::Preference::Dark, Theme::Preference::Light}) {
            Theme::current().setPreference(preference);
            QFileDialog dialog;
            dialog.setOption(QFileDialog::DontUseNativeDialog);
            auto* popup = dialog.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->completer()->popup();
            popup->resize(80, 40);
            popup->show();
            const QColor ground = popup->grab().toImage().pixelColor(40, 36);
            QCOMPARE(ground, Theme::current().colour(Role::Popup));
        }
    }

    void iconsTakeTheColourOfTheirState()
    {
        for (const QString& file : QDir(QStringLiteral(":/looks/icons")).entryList({QStringLiteral("*.svg")})) {
            const QIcon drawn = icon(file.chopped(4));
            const QImage image = drawn.pixmap(32, QIcon::Normal, QIcon::On).toImage();
            bool hasInk = false;
            for (int y = 0; y < image.height() && !hasInk; ++y) {
                for (int x = 0; x < image.width() && !hasInk; ++x) {
                    hasInk = image.pixelColor(x, y).alpha() > 200
                             && image.pixelColor(x, y).rgb() == Theme::current().colour(Role::AccentText).rgb();
                }
            }
            QVERIFY2(hasInk, qPrintable(file));
        }
    }

    void writesRecolouredCopiesForTheSheet()
    {
        const QString path = iconFile(QStringLiteral("check"), QColor(1, 2, 3));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("#010203"));
    }

    void figuresOfEqualLengthAreEquallyWide()
    {
        const QFontMetrics metrics{QFont()};
        QCOMPARE(tabularWidth(metrics, QStringLiteral("111.11 s")), tabularWidth(metrics, QStringLiteral("888.88 s")));
        QCOMPARE(groupedNumber(12408), QStringLiteral("12\u2009408"));
        QCOMPARE(groupedNumber(-1234567), QStringLiteral("-1\u2009234\u2009567"));
        QCOMPARE(groupedNumber(-123), QStringLiteral("-123"));
    }
};

int runTheme(int argc, char** argv)
{
    ThemeTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_theme.moc"
