#include "page_links.h"

#include "../gallery/gallery_page.h"
#include "../queue/queue_page.h"
#include "../studio/picture_intake.h"
#include "../studio/studio_page.h"

namespace genserve::ui {

void linkGallery(GalleryPage& gallery, StudioPage& studio, const std::function<void()>& showStudio)
{
    QObject::connect(&gallery, &GalleryPage::recallWanted, &studio,
                     [&studio, showStudio](const GenerationRequest& request, RecallPart part) {
                         showStudio();
                         studio.recall(request, part);
                     });
    QObject::connect(&gallery, &GalleryPage::useWanted, &studio,
                     [&studio, showStudio](const QImage& picture, Mode mode) {
                         showStudio();
                         studio.intake().use(picture, mode);
                     });
    QObject::connect(&gallery, &GalleryPage::openWanted, &studio, [&studio, showStudio](const tasks::Task& task) {
        showStudio();
        studio.showTask(task);
    });
    const auto showPossible = [&gallery, &studio] {
        gallery.setPossible([&studio](Mode mode) { return studio.model().isPossible(mode); });
    };
    QObject::connect(&studio.model(), &StudioModel::modelsChanged, &gallery, showPossible);
    showPossible();
}

void linkQueue(QueuePage& queue, StudioPage& studio, const std::function<void()>& showStudio)
{
    QObject::connect(&queue, &QueuePage::openWanted, &studio, [&studio, showStudio](const tasks::TaskView& view) {
        showStudio();
        studio.open(view);
    });
    QObject::connect(&queue, &QueuePage::editWanted, &studio, [&studio, showStudio](const tasks::TaskView& view) {
        showStudio();
        studio.edit(view);
    });
}

} // namespace genserve::ui
