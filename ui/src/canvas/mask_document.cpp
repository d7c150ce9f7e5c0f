#include "mask_document.h"

#include "area_shapes.h"

#include <algorithm>

namespace genserve::ui {
namespace {

// Towards white or black by the coverage's share, rounded.
void blend(QImage& image, const QImage& before, const QImage& coverage, MaskEdit kind, const QRect& area)
{
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const uchar* old = before.constScanLine(y);
        const uchar* share = coverage.constScanLine(y);
        uchar* out = image.scanLine(y);
        for (int x = area.left(); x <= area.right(); ++x) {
            const int room = kind == MaskEdit::Add ? 255 - old[x] : old[x];
            const int moved = (room * share[x] + 127) / 255;
            out[x] = static_cast<uchar>(kind == MaskEdit::Add ? old[x] + moved : old[x] - moved);
        }
    }
}

// to has from's size and its own pixels.
void copyArea(const QImage& from, QImage& to, const QRect& area)
{
    const QRect reach = area.intersected(from.rect());
    for (int y = reach.top(); y <= reach.bottom(); ++y) {
        std::copy_n(from.constScanLine(y) + reach.left(), reach.width(), to.scanLine(y) + reach.left());
    }
}

} // namespace

MaskDocument::MaskDocument(const QSize& size, QObject* parent)
    : QObject(parent), m_image(blackMask(size)), m_before(m_image.copy())
{
}

// Every change asks several times, and each look costs milliseconds with 16 megapixels.
const MaskDocument::Measures& MaskDocument::measures() const
{
    if (m_measures.key != m_image.cacheKey()) {
        m_measures = {m_image.cacheKey(), isBlack(m_image), shareCovered(m_image)};
    }
    return m_measures;
}

bool MaskDocument::isEmpty() const { return measures().isEmpty; }

double MaskDocument::coveredShare() const { return measures().share; }

void MaskDocument::reset(const QImage& mask)
{
    m_isEditing = false;
    m_image = mask.convertToFormat(QImage::Format_Grayscale8);
    m_before = m_image.copy();
    m_history.clear();
    Q_EMIT changed(m_image.rect());
    Q_EMIT historyChanged();
}

void MaskDocument::begin(MaskEdit kind)
{
    Q_ASSERT(!m_isEditing);
    m_isEditing = true;
    m_kind = kind;
    m_editArea = {};
}

void MaskDocument::show(const QImage& coverage, const QRect& changedArea)
{
    Q_ASSERT(m_isEditing && coverage.size() == m_image.size());
    const QRect area = changedArea.intersected(m_image.rect());
    blend(m_image, m_before, coverage, m_kind, area);
    m_editArea |= area;
    Q_EMIT changed(area);
}

void MaskDocument::commit(const QString& label)
{
    Q_ASSERT(m_isEditing);
    m_isEditing = false;
    m_history.record(m_before, m_image, m_editArea, label);
    copyArea(m_image, m_before, m_editArea);
    Q_EMIT historyChanged();
}

void MaskDocument::cancel()
{
    Q_ASSERT(m_isEditing);
    m_isEditing = false;
    copyArea(m_before, m_image, m_editArea);
    Q_EMIT changed(m_editArea);
}

void MaskDocument::apply(MaskEdit kind, const QImage& coverage, const QString& label)
{
    begin(kind);
    show(coverage, m_image.rect());
    commit(label);
}

void MaskDocument::finish(const QString& label)
{
    m_history.record(m_before, m_image, m_image.rect(), label);
    m_before = m_image.copy();
    Q_EMIT changed(m_image.rect());
    Q_EMIT historyChanged();
}

void MaskDocument::replace(const QImage& mask, const QString& label)
{
    Q_ASSERT(mask.size() == m_image.size());
    m_image = mask.convertToFormat(QImage::Format_Grayscale8);
    finish(label);
}

void MaskDocument::invert()
{
    m_image.invertPixels();
    finish(tr("Invert"));
}

void MaskDocument::clear()
{
    m_image.fill(0);
    finish(tr("Clear"));
}

void MaskDocument::undo() { tellRestored(m_history.undo(m_image)); }

void MaskDocument::redo() { tellRestored(m_history.redo(m_image)); }

void MaskDocument::tellRestored(const QRect& area)
{
    if (!area.isNull()) {
        copyArea(m_image, m_before, area);
        Q_EMIT changed(area);
        Q_EMIT historyChanged();
    }
}

} // namespace genserve::ui
