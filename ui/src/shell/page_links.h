// Ways from gallery and queue into the studio.
#pragma once

#include <functional>

namespace genserve::ui {

class GalleryPage;
class QueuePage;
class StudioPage;

// Each brings the studio to the front by `showStudio` first.
void linkGallery(GalleryPage& gallery, StudioPage& studio, const std::function<void()>& showStudio);
void linkQueue(QueuePage& queue, StudioPage& studio, const std::function<void()>& showStudio);

} // namespace genserve::ui
