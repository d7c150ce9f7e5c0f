// How much of an encoder's room a prompt takes: "CLIP ▬▬ 47/77".
#pragma once

#include <QWidget>

namespace genserve::ui {

class TokenMeter : public QWidget {
    Q_OBJECT

public:
    explicit TokenMeter(const QString& encoder, QWidget* parent = nullptr);

    // limit 0 = not known yet. isAbout: other pictures of the prompt may have other counts.
    void setCount(int count, int limit, bool isAbout = false);
    [[nodiscard]] QString figures() const; // "≈12/77"
    [[nodiscard]] bool isOver() const { return m_limit > 0 && m_count > m_limit; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont textFont() const;

    QString m_encoder;
    int m_count = 0, m_limit = 0;
    bool m_isAbout = false;
};

} // namespace genserve::ui
