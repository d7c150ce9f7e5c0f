#include "studio_page.h"

#include <array>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QListView>
#include <QMainWindow>
#include <QPointer>
#include <QVBoxLayout>

#include "../canvas/canvas_view.h"
#include "../commands/command_registry.h"
#include "../settings/settings_store.h"
#include "../shell/dock_panel.h"
#include "../theme/live_text.h"
#include "../words/engine_words.h"
#include "canvas_commands.h"
#include "canvas_pane.h"
#include "control_look.h"
#include "generate_bar.h"
#include "layers_panel.h"
#include "mode_commands.h"
#include "model_section.h"
#include "picture_intake.h"
#include "prompt_editor.h"
#include "prompt_panel.h"
#include "queue_strip.h"
#include "result_commands.h"
#include "result_proof.h"
#include "results_panel.h"
#include "right_dock.h"
#include "run_view.h"
#include "sending.h"
#include "studio_commands.h"
#include "studio_docks.h"
#include "task_edit.h"
#include "work_frame.h"

namespace genserve::ui {

StudioPage::StudioPage(const World& world, CommandRegistry& commands, SettingsStore& settings, QWidget* parent)
    : Page(parent),
      m_world(world),
      m_commands(commands),
      m_settings(settings),
      m_model(*world.models),
      m_area(new QMainWindow(this)),
      m_pane(new CanvasPane(m_model, world, m_area)),
      m_edit(new TaskEdit(*world.tasks, this)),
      m_files(settings.file()),
      m_intake(new PictureIntake(m_model, *m_pane, m_files))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_area);
    m_area->setWindowFlags(Qt::Widget);
    m_area->setDockOptions(QMainWindow::AnimatedDocks);
    m_area->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_area->setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_area->setCentralWidget(m_pane);
    addCommands();
    buildPromptDock();
    buildBottomDock();
    addCanvasCommands(commands, *m_pane, m_model,
                      {[this] { return m_rightDock->layers().amountPx(); },
                       [this](const QString& file) { m_intake->openMask(file); },
                       [this](const QString& text) { Q_EMIT message(text); }, m_files});
    addResultCommands(
        commands, *m_pane, m_model, *m_world.tasks,
        {m_files, [this](const QString& text) { Q_EMIT message(text); },
         [this](const std::vector<tasks::TaskView>& sent, const RunPicture& picture) { m_runs->sent(sent, picture); },
         [this](const tasks::Task& task) { trash(task); },
         [this](const GenerationRequest& request, RecallPart part) { m_intake->recall(request, part); }});
    m_prompt->addSeedSource(*commands.action(QStringLiteral("result.seed")));
    buildRightDock();
    m_pane->build(commands);
    m_pane->setLayerLooks(m_rightDock->layers().looks());
    m_pane->tools().keepIn(settings.file());
    connect(m_pane, &CanvasPane::openWanted, m_intake, &PictureIntake::choose);
    connect(m_pane, &CanvasPane::modelsWanted, this, &StudioPage::modelsWanted);
    connect(m_pane, &CanvasPane::dropped, m_intake, &PictureIntake::open);
    connect(m_intake, &PictureIntake::message, this, &StudioPage::message);
    connect(m_intake, &PictureIntake::undoable, this, &StudioPage::undoable);
    connect(m_intake, &PictureIntake::replacing, this, [this] { m_prompt->editor().remember(); });
    connect(m_pane, &CanvasPane::pictureDropped, m_intake, &PictureIntake::fit);
    connect(m_pane, &CanvasPane::exampleChosen, this, [this](const QString& prompt) {
        m_model.change([&](StudioState& state) { state.request.prompt = prompt.toStdString(); });
        generate(false);
    });
    connect(&m_model, &StudioModel::changed, this, &StudioPage::modeChanged);
    const auto noteChange = [this] { m_isSentAsItIs = false; };
    connect(&m_model, &StudioModel::changed, this, noteChange);
    connect(&m_model.mask(), &MaskDocument::changed, this, noteChange);
    m_runs = new RunView(*m_world.tasks, m_model, *m_pane);
    connect(m_runs, &RunView::message, this, &StudioPage::message);
    connect(m_runs, &RunView::failed, this, [this](const QString& reason) {
        m_prompt->generateBar().setRefusal(tr("Failed: %1").arg(reason));
        Q_EMIT message(tr("The picture could not be made: %1").arg(reason));
    });
    new WorkFrame(*m_world.tasks, m_model, *m_pane);
    new ControlLook(*m_world.tasks, m_model, *m_pane, *commands.action(QStringLiteral("control.look")));
    m_docks = new StudioDocks(*m_area, m_settings, *m_promptDock, *m_rightDock, *m_bottomDock);
    connect(m_docks, &StudioDocks::changed, this, &StudioPage::layoutChanged);
    addDockCommands();
    m_prompt->editor().setHistory(m_settings.prompts());
}

StudioPage::~StudioPage() { saveLayout(); }

void StudioPage::saveLayout()
{
    m_docks->save();
    m_settings.setPrompts(m_prompt->editor().history());
}

bool StudioPage::stepBack()
{
    if (m_pane->isComparing()) {
        m_pane->leaveComparison();
        return true;
    }
    const bool coversWork = m_pane->isShowingResult() && !m_model.workPicture().isNull();
    if (coversWork) {
        m_pane->leaveResult();
    }
    return coversWork;
}

QRect StudioPage::messageRoom() const
{
    const QWidget& bar = m_prompt->generateBar();
    if (!bar.isVisible() || m_promptDock->isFloating()) {
        return rect();
    }
    const QRect dock(m_promptDock->mapTo(this, QPoint()), m_promptDock->size());
    const bool isLeft = dock.center().x() < rect().center().x();
    return isLeft ? rect().adjusted(dock.right() + 1, 0, 0, 0) : rect().adjusted(0, 0, dock.left() - width(), 0);
}

void StudioPage::focusPrompt() { m_prompt->editor().setFocus(); }

QString StudioPage::title() const { return tr("Studio"); }

void StudioPage::buildPromptDock()
{
    const Theme& theme = Theme::current();
    m_promptDock = new DockPanel(QStringLiteral("prompt"), m_area);
    m_promptDock->hideTitle();
    m_promptDock->titleRow()->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.m"), theme.px(u"space.l"), 0);
    m_promptDock->titleRow()->addWidget(new ModeChoice(m_model, m_promptDock));
    m_prompt = new PromptPanel(m_model, m_world, m_commands, m_settings, m_promptDock);
    m_prompt->generateBar().setEdit(*m_edit);
    connect(m_edit, &TaskEdit::overtaken, this,
            [this] { Q_EMIT message(tr("The task does not wait any more: what you generate now is a new one")); });
    connect(m_prompt, &PromptPanel::pictureWanted, m_intake, &PictureIntake::choose);
    connect(m_prompt, &PromptPanel::workWanted, m_pane, &CanvasPane::leaveResult);
    m_promptDock->setWidget(m_prompt);
    m_promptDock->setMinimumWidth(theme.px(u"layout.promptDockMin"));
    m_area->addDockWidget(Qt::LeftDockWidgetArea, m_promptDock);
    keepTranslated(m_promptDock, [this] { m_promptDock->setTitle(tr("Prompt")); });
}

void StudioPage::buildRightDock()
{
    m_rightDock = new RightDock(m_model, *m_world.tasks, m_commands, m_settings, m_area);
    m_area->addDockWidget(Qt::RightDockWidgetArea, m_rightDock);
    LayersPanel* const layers = &m_rightDock->layers();
    ResultsPanel* const results = &m_rightDock->results();
    connect(results, &ResultsPanel::chosen, this, &StudioPage::showTask);
    connect(results, &ResultsPanel::runChosen, this, [this](const tasks::TaskId& task) { m_runs->choose(task); });
    connect(results, &ResultsPanel::menuWanted, this,
            [this, results](const QPoint& at) { openResultMenu(m_commands, *results, at); });
    connect(m_pane, &CanvasPane::resultChanged, results, &ResultsPanel::mark);
    connect(m_pane, &CanvasPane::resultLayerChanged, layers, &LayersPanel::setResult);
    connect(m_pane, &CanvasPane::runMaskChanged, layers, &LayersPanel::setRunMask);
    connect(m_pane, &CanvasPane::maskColourChosen, layers, &LayersPanel::setMaskColour);
    connect(m_pane, &CanvasPane::comparing, layers, &LayersPanel::setComparison);
    connect(m_pane, &CanvasPane::comparisonLeft, layers, [layers] { layers->setComparison(std::nullopt); });
    connect(m_pane, &CanvasPane::layersSeen, layers, &LayersPanel::setSeen);
    connect(layers, &LayersPanel::looksChanged, m_pane, &CanvasPane::setLayerLooks);
    connect(layers, &LayersPanel::used, m_pane, &CanvasPane::showMasking);
    connect(layers, &LayersPanel::maskDropped, m_intake, &PictureIntake::openMask);
    connect(layers, &LayersPanel::controlDropped, m_intake, &PictureIntake::openControl);
    connect(layers, &LayersPanel::pictureDropped, m_intake, &PictureIntake::open);
    layers->followProof(*new ResultProof(*m_world.tasks, *m_pane));
}

void StudioPage::buildBottomDock()
{
    const Theme& theme = Theme::current();
    m_bottomDock = new DockPanel(QStringLiteral("bottom"), m_area);
    m_bottomDock->hideTitle();
    auto* strip = new QueueStrip(*m_world.tasks, *m_world.models, *m_bottomDock->titleRow(), m_bottomDock);
    strip->setMinimumHeight(theme.px(u"layout.bottomDock") - theme.px(u"control.small"));
    connect(strip, &QueueStrip::queueWanted, this, &StudioPage::queueWanted);
    connect(strip, &QueueStrip::foldWanted, m_bottomDock, &QWidget::hide);
    m_bottomDock->setWidget(strip);
    m_area->addDockWidget(Qt::BottomDockWidgetArea, m_bottomDock);
    keepTranslated(m_bottomDock, [this] { m_bottomDock->setTitle(tr("Queue and devices")); });
}

void StudioPage::modeChanged()
{
    const Mode mode = m_model.state().request.mode;
    if (std::exchange(m_shownMode, mode) != mode && !m_model.workPicture().isNull()) {
        m_pane->leaveResult(); // what the mode works on is seen, not what another one made
    }
    const bool isFill = mode == Mode::Fill;
    if (isFill == m_wasFill) {
        return;
    }
    m_wasFill = isFill;
    m_docks->setFill(isFill, [this, isFill] { m_rightDock->setFill(isFill); });
}

void StudioPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_docks->setWidth(width());
}

QWidget& StudioPage::firstOf(QWidget& part) const
{
    if (&part == m_promptDock) {
        return m_prompt->editor();
    }
    if (&part == m_pane) {
        return m_pane->canvas();
    }
    if (&part == m_rightDock) {
        return m_rightDock->first();
    }
    return *part.nextInFocusChain();
}

void StudioPage::focusNextPart()
{
    const std::array<QWidget*, 4> parts{m_promptDock, m_pane, m_rightDock, m_bottomDock};
    const QWidget* now = QApplication::focusWidget();
    std::size_t at = parts.size() - 1;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        at = now != nullptr && parts[i]->isAncestorOf(now) ? i : at;
    }
    for (std::size_t step = 1; step <= parts.size(); ++step) {
        QWidget* next = parts[(at + step) % parts.size()];
        if (next->isVisible()) {
            firstOf(*next).setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void StudioPage::generate(bool isNext)
{
    if (!m_model.obstacle().isEmpty() || !m_prompt->generateBar().mayGenerate()) {
        return;
    }
    if (m_model.state().isSeedKept && m_isSentAsItIs) {
        Q_EMIT message(tr("Nothing has changed and the seed is kept: this will be the same picture again"));
    }
    m_prompt->editor().remember();
    Q_EMIT layoutChanged(); // the prompts are stored with it
    std::vector<tasks::Submission> submissions = m_model.submissions();
    m_isSentAsItIs = true;
    const RunPicture picture = RunView::pictureOf(m_model, m_pane->workArea());
    sendAll(*m_world.tasks, std::move(submissions), [this, isNext, picture](const auto& sent, const auto& refusal) {
        if (refusal) {
            m_prompt->generateBar().setRefusal(engineSentence(refusal->message));
        }
        if (sent.empty()) {
            return;
        }
        m_runs->sent(sent, picture);
        if (m_edit->isActive()) {
            m_edit->replaceBy(sent);
        }
        for (auto it = sent.rbegin(); isNext && it != sent.rend(); ++it) {
            m_world.tasks->move(it->task.id, {tasks::MoveTarget::Place::Front, {}});
        }
    });
}

void StudioPage::open(const tasks::TaskView& view)
{
    m_world.tasks->request(view.task.id,
                           [self = QPointer(this), view](const std::optional<GenerationRequest>& request) {
                               if (self == nullptr || !request) {
                                   return;
                               }
                               self->m_pane->leaveResult();
                               self->recall(*request, RecallPart::All);
                               if (view.task.state == tasks::TaskState::Running) {
                                   self->m_runs->choose(view.task.id);
                               } else if (view.task.state == tasks::TaskState::Finished) {
                                   self->m_runs->show(view.task);
                               }
                           });
}

void StudioPage::edit(const tasks::TaskView& view)
{
    open(view);
    m_edit->begin(view.task.id);
}

// The one beside it takes its place on the canvas.
void StudioPage::trash(const tasks::Task& task)
{
    const std::optional<tasks::Task> next = m_rightDock->results().beside(task.id);
    m_world.tasks->setTrashed(task.id, true);
    m_pane->leaveResult();
    if (next) {
        showTask(*next);
    }
    Q_EMIT undoable(tr("The picture was moved to the trash"), [self = QPointer(this), task] {
        if (self != nullptr) {
            self->m_world.tasks->setTrashed(task.id, false);
            self->showTask(task);
        }
    });
}

void StudioPage::showTask(const tasks::Task& task) { m_runs->show(task); }

void StudioPage::recall(const GenerationRequest& request, RecallPart part)
{
    m_intake->recall(request, part);
    focusPrompt();
}

void StudioPage::addCommands()
{
    addModeCommands(m_commands, m_model, this);
    StudioActs acts;
    acts.generate = [this] { generate(false); };
    acts.generateNext = [this] { generate(true); };
    acts.cancel = [this] { m_runs->cancelNewest(); };
    acts.open = [this] { m_intake->choose(); };
    acts.paste = [this] {
        const QImage picture = QApplication::clipboard()->image();
        if (!picture.isNull()) {
            m_intake->fit(picture);
        }
    };
    acts.resetDocks = [this] { m_docks->reset(); };
    addStudioCommands(m_commands, acts, this);
}

// A command is checked while its dock is there, whoever hid or showed it.
void StudioPage::addDockCommands()
{
    const std::array<std::pair<const char*, DockPanel*>, 3> docks{
        {{"dock.prompt", m_promptDock}, {"dock.bottom", m_bottomDock}, {"dock.right", m_rightDock}}};
    for (const auto& [id, dock] : docks) {
        QAction* action = m_commands.action(QLatin1String(id));
        action->setChecked(!dock->isHidden());
        connect(action, &QAction::triggered, dock, &QWidget::setVisible);
        connect(m_docks, &StudioDocks::changed, action,
                [action, dock = dock] { action->setChecked(!dock->isHidden()); });
    }
}

} // namespace genserve::ui
