#include "input_section.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "../controls/text_label.h"
#include "../theme/live_text.h"
#include "../words/text_forms.h"
#include "picture_row.h"
#include "studio_model.h"

namespace genserve::ui {

InputSection::InputSection(StudioModel& model, QWidget* parent)
    : Section(parent), m_model(model), m_size(new TextLabel(TextStep::Small, this)), m_picture(new PictureRow(this))
{
    head()->addWidget(m_size);
    column()->addWidget(m_picture);
    connect(m_picture, &PictureRow::wanted, this, &InputSection::pictureWanted);
    connect(m_picture, &PictureRow::shown, this, &InputSection::workWanted);
    connect(&model, &StudioModel::changed, this, &InputSection::refresh);
    keepTranslated(this, [this] {
        setTitle(tr("Picture to change"));
        m_picture->setLabel(tr("Open a picture…"));
    });
    refresh();
}

void InputSection::refresh()
{
    setVisible(m_model.state().request.mode == Mode::ImageToImage);
    const QImage& input = m_model.input();
    m_picture->setPicture(input);
    m_size->setText(input.isNull() ? QString() : sizeWords(input.size()));
}

} // namespace genserve::ui
