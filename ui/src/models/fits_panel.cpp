#include "fits_panel.h"

#include <algorithm>

#include <QDesktopServices>
#include <QDir>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QUrl>

#include "../controls/icon_button.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "model_words.h"

namespace genserve::ui {
namespace {

constexpr int MarkRow = 26, DeviceWidth = 56;
constexpr std::uint64_t FluxBytes = 33'900'000'000; // dev with both text encoders and the autoencoder, bf16
const QString MakersPage = QStringLiteral("https://huggingface.co/black-forest-labs");

void clear(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

QString shortPath(const std::filesystem::path& path)
{
    const QString full = QString::fromStdString(path.string());
    return full.startsWith(QDir::homePath()) ? QString(u'~' % full.mid(QDir::homePath().size())) : full;
}

} // namespace

FitsPanel::FitsPanel(ModelsSource& models, TaskDoor& tasks, QWidget* parent)
    : QWidget(parent), m_models(models), m_tasks(tasks), m_fits(new QGridLayout), m_folders(new QVBoxLayout)
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    const int inset = theme.px(u"space.l");
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.px(u"space.s"));
    const auto plain = [&] {
        auto* label = new TextLabel(TextStep::Small, this);
        label->setWordWrap(true);
        column->addWidget(label);
        return label;
    };
    m_fitsTitle = addTitle(*column);
    m_fitsLine = plain();
    m_fits->setSpacing(0);
    m_fits->setColumnStretch(0, 1);
    column->addLayout(m_fits);
    m_legend = plain();
    m_foldersTitle = addTitle(*column);
    m_folders->setSpacing(theme.px(u"space.s"));
    column->addLayout(m_folders);
    m_add = new TextButton(ButtonKind::Normal, ButtonSize::Medium, this);
    m_add->setIconName(QStringLiteral("plus"));
    column->addWidget(m_add);
    m_largerTitle = addTitle(*column);
    m_larger = plain();
    auto* where = new TextButton(ButtonKind::Link, ButtonSize::Medium, this);
    where->setIconName(QStringLiteral("external-link"));
    where->setToolTip(MakersPage);
    column->addWidget(where, 0, Qt::AlignLeft);
    column->addStretch();
    connect(where, &QAbstractButton::clicked, this, [] { QDesktopServices::openUrl(QUrl(MakersPage)); });
    connect(m_add, &QAbstractButton::clicked, this, &FitsPanel::addFolderWanted);
    connect(&models, &ModelsSource::changed, this, &FitsPanel::refresh);
    connect(&tasks, &TaskDoor::devicesChanged, this, &FitsPanel::showFits);
    keepTranslated(this, [this, where] {
        where->setLabel(tr("Where to get them"));
        m_fitsTitle->setText(tr("What this machine can run"));
        m_legend->setText(tr("Hourglass: slow, since part of the model moves in and out of memory"));
        m_foldersTitle->setText(tr("Folders to search"));
        m_add->setLabel(tr("Add folder…"));
        m_largerTitle->setText(tr("Larger models"));
        const QString maker =
            tr("FLUX.1 comes from its maker, Black Forest Labs, under a licence that you accept there.");
        const QString place = tr("Put the files into one of the folders above and press Rescan.");
        const QString kinds = tr("Diffusers folders, single files and ComfyUI's folders are all understood.");
        m_larger->setText(tr("%1 %2 %3").arg(maker, place, kinds)); // not every language has a space between sentences
        refresh();
    });
}

TextLabel* FitsPanel::addTitle(QVBoxLayout& column)
{
    if (column.count() > 0) {
        auto* rule = new QFrame(this);
        rule->setProperty("role", QStringLiteral("rule"));
        column.addSpacing(Theme::current().px(u"space.xs"));
        column.addWidget(rule);
        column.addSpacing(Theme::current().px(u"space.xs"));
    }
    auto* title = new TextLabel(TextStep::Title, this);
    column.addWidget(title);
    return title;
}

void FitsPanel::refresh()
{
    showFits();
    showFolders();
}

QWidget* FitsPanel::fitMark(const ModelFit* fit)
{
    auto* mark = new QLabel(this);
    mark->setAlignment(Qt::AlignCenter);
    if (fit == nullptr) {
        mark->setText(QStringLiteral("–"));
        mark->setAccessibleName(tr("not known"));
        return mark;
    }
    using Verdict = ModelFit::Verdict;
    const bool fits = fit->verdict == Verdict::Fits, isSlow = fit->verdict == Verdict::Slow;
    const QString name = fits ? QStringLiteral("check") : isSlow ? QStringLiteral("hourglass") : QStringLiteral("x");
    const Role ink = fits ? Role::Success : isSlow ? Role::Warning : Role::TextSecondary;
    const int side = Theme::current().px(u"control.iconSmall");
    keepThemed(mark, [mark, name, ink, side] {
        mark->setPixmap(icon(name, ink).pixmap(QSize(side, side), mark->devicePixelRatioF()));
    });
    const QString words = fits ? tr("fits") : isSlow ? tr("slow") : tr("does not fit");
    mark->setAccessibleName(words);
    mark->setToolTip(
        fit->memory == 0 ? words : tr("%1: needs %2").arg(words, gigabytes(static_cast<std::uint64_t>(fit->memory))));
    return mark;
}

void FitsPanel::addFits(int row, QWidget& name, const std::string& modelId, const std::vector<ModelFit>& fits)
{
    auto* rule = new QFrame(this);
    rule->setProperty("role", QStringLiteral("rule"));
    m_fits->addWidget(rule, 2 * row, 0, 1, -1);
    name.setMinimumHeight(MarkRow);
    m_fits->addWidget(&name, 2 * row + 1, 0);
    int column = 1;
    for (const tasks::DeviceStatus& device : m_tasks.devices()) {
        const auto it = std::ranges::find_if(
            fits, [&](const ModelFit& fit) { return fit.modelId == modelId && fit.device == device.id; });
        m_fits->addWidget(fitMark(it == fits.end() ? nullptr : &*it), 2 * row + 1, column++);
    }
}

// What is not there, but could be.
QWidget* FitsPanel::fluxName(const std::vector<ModelFit>& fits)
{
    const bool isTooLarge =
        std::ranges::all_of(fits, [](const ModelFit& fit) { return fit.verdict == ModelFit::Verdict::TooLarge; });
    auto* words = new QWidget(this);
    auto* column = new QVBoxLayout(words);
    column->setContentsMargins(0, Theme::current().px(u"space.xs"), 0, 0);
    column->setSpacing(0);
    auto* name = new ElidedLabel(TextStep::Body, words);
    name->setFullText(QStringLiteral("FLUX.1 dev, schnell, Fill"));
    auto* note = new ElidedLabel(TextStep::Caption, words);
    const QString disk = gigabytes(FluxBytes), memory = gigabytes(static_cast<std::uint64_t>(fits.front().memory));
    note->setFullText(isTooLarge ? tr("not installed · needs %1").arg(memory) : tr("not installed · %1").arg(disk));
    column->addWidget(name);
    column->addWidget(note);
    return words;
}

void FitsPanel::showFits()
{
    clear(*m_fits);
    const auto fits = m_models.fits(), fluxFits = m_models.fluxFits();
    m_fitsLine->setText(fits.empty() ? tr("Known once the devices have started.")
                                     : tr("At each model's own picture size."));
    const auto isSlow = [](const ModelFit& fit) { return fit.verdict == ModelFit::Verdict::Slow; };
    m_legend->setVisible(std::ranges::any_of(fits, isSlow) || std::ranges::any_of(fluxFits, isSlow));
    if (fits.empty()) {
        return;
    }
    int column = 1;
    for (const tasks::DeviceStatus& device : m_tasks.devices()) {
        auto* head = new TextLabel(TextStep::Label, this);
        head->setText(QString::fromStdString(device.id));
        head->setAlignment(Qt::AlignCenter);
        head->setMinimumWidth(DeviceWidth);
        m_fits->addWidget(head, 1, column++);
    }
    int row = 1;
    for (const ModelInfo& model : m_models.models()) {
        auto* name = new ElidedLabel(TextStep::Body, this);
        name->setFullText(QString::fromStdString(model.name));
        addFits(row++, *name, model.id, fits);
    }
    if (!fluxFits.empty()) {
        addFits(row, *fluxName(fluxFits), {}, fluxFits);
    }
}

void FitsPanel::showFolders()
{
    clear(*m_folders);
    for (const ModelFolder& folder : m_models.folders()) {
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(Theme::current().px(u"space.s"));
        auto* picture = new QLabel(line);
        const int side = Theme::current().px(u"control.iconSmall");
        keepThemed(picture, [picture, side, isReachable = folder.isReachable] {
            picture->setPixmap(icon(isReachable ? QStringLiteral("folder-open") : QStringLiteral("triangle-alert"),
                                    isReachable ? Role::TextSecondary : Role::Warning)
                                   .pixmap(QSize(side, side), picture->devicePixelRatioF()));
        });
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        auto* path = new ElidedLabel(TextStep::Strong, line);
        path->setFullText(shortPath(folder.path));
        auto* what = new ElidedLabel(TextStep::Caption, line);
        what->setTone(folder.isReachable ? Tone::None : Tone::Warning);
        what->setFullText(folder.isReachable ? tr("%n model(s)", nullptr, folder.models) % QStringLiteral(" · ")
                                                   % tr("%n LoRA(s) and ControlNet(s)", nullptr, folder.adapters)
                                             : tr("Not reachable"));
        words->addWidget(path);
        words->addWidget(what);
        row->addWidget(picture, 0, Qt::AlignTop);
        row->addLayout(words, 1);
        if (folder.isOwn) {
            auto* remove = new IconButton(QStringLiteral("x"), IconButtonSize::Small, line);
            remove->setMeaning(tr("Search this folder no longer"));
            connect(
                remove, &QAbstractButton::clicked, this,
                [this, path = folder.path] { m_models.removeFolder(QString::fromStdString(path.string())); },
                Qt::QueuedConnection);
            row->addWidget(remove);
        }
        m_folders->addWidget(line);
    }
}

} // namespace genserve::ui
