// Where the studio's docks are: by mode, remembered, and back as they were at first.
#pragma once

#include <array>
#include <functional>
#include <utility>

#include <QByteArray>
#include <QObject>

class QMainWindow;

namespace genserve::ui {

class DockPanel;
class SettingsStore;

class StudioDocks : public QObject {
    Q_OBJECT

public:
    // The docks are in their first places already. All of them outlive this.
    StudioDocks(QMainWindow& area, SettingsStore& settings, DockPanel& prompt, DockPanel& right, DockPanel& bottom);

    // Fill has an order of its own. rearrange: changes what is in the docks, once the order until now is kept.
    void setFill(bool isFill, const std::function<void()>& rearrange);
    void setWidth(int width); // of the page: docks give way in narrow windows
    void save();
    void reset(); // of both orders

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QString name() const;
    bool restore();
    void restoreFolded();
    [[nodiscard]] std::array<std::pair<DockPanel*, bool*>, 3> foldable();
    void setDesignWidths();
    [[nodiscard]] int foldRightBelow() const; // px of the page
    [[nodiscard]] bool& isRightFolded();
    // Hides a dock for want of width, and shows it again with more.
    void fold(DockPanel& dock, bool& isFolded, bool wants);

    QMainWindow& m_area;
    SettingsStore& m_settings;
    DockPanel& m_prompt;
    DockPanel& m_right;
    DockPanel& m_bottom;
    QByteArray m_first;
    int m_width = 0; // 0 = not seen yet
    bool m_isFill = false;
    bool m_isRestored = false;
    bool m_isBottomFolded = false, m_areResultsFolded = false, m_areLayersFolded = false;
};

} // namespace genserve::ui
