<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>GenerateBar</name>
    <message>
        <source>about %1 s</source>
        <translation>约 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>约 %1 分钟</translation>
    </message>
</context>
<context>
    <name>genserve::app::ServerControl</name>
    <message>
        <source>Port %1 is in use by another program, so port %2 answers.</source>
        <translation>端口 %1 被其他程序占用，现由端口 %2 应答。</translation>
    </message>
</context>
<context>
    <name>genserve::ui::CanvasCommands</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>显示整张图片</translation>
    </message>
    <message>
        <source>Show pixels 1:1</source>
        <translation>按 1:1 显示像素</translation>
    </message>
    <message>
        <source>Turn the view upright</source>
        <translation>转正视图</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>加大笔刷</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>减小笔刷</translation>
    </message>
    <message>
        <source>Load a mask</source>
        <translation>载入蒙版</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>图片 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Load mask</source>
        <translation>载入蒙版</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>扩大</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>收缩</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>From alpha</source>
        <translation>取自透明度</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>载入…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the mask</source>
        <translation>保存蒙版</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Show the mask</source>
        <translation>显示蒙版</translation>
    </message>
</context>
<context>
    <name>genserve::ui::CanvasPane</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>%1 × %2 · seed %3</source>
        <translation>%1 × %2 · 种子 %3</translation>
    </message>
</context>
<context>
    <name>genserve::ui::CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
</context>
<context>
    <name>genserve::ui::CommandPalette</name>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或运行命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>%1 of %2 commands</source>
        <translation>%2 个命令中的 %1 个</translation>
    </message>
    <message>
        <source>↑↓ choose      ↵ run</source>
        <translation>↑↓ 选择      ↵ 运行</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ComparePane</name>
    <message>
        <source>Not one pixel differs</source>
        <translation>没有一个像素不同</translation>
    </message>
    <message>
        <source>%1 pixels differ, by %2 of 255 at most</source>
        <translation>%1 个像素不同，最多相差 %2（满值 255）</translation>
    </message>
    <message>
        <source>Back to the gallery</source>
        <translation>返回图库</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>显示整张图片</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>交换 A 与 B</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>滑块</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Keep A, trash B</source>
        <translation>保留 A，B 移到回收站</translation>
    </message>
    <message>
        <source>Recall A</source>
        <translation>调回 A</translation>
    </message>
    <message>
        <source>Two pictures</source>
        <translation>两张图片</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>%1 of %2 settings are not the same</source>
        <translation>%2 项设置中有 %1 项不同</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ControlSection</name>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>Open control picture…</source>
        <translation>打开控制图…</translation>
    </message>
    <message>
        <source>Find its edges first</source>
        <translation>先提取边缘</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
</context>
<context>
    <name>genserve::ui::DetailsPanel</name>
    <message>
        <source>Recall all</source>
        <translation>全部调回</translation>
    </message>
    <message>
        <source>Everything it was made with, the seed and its pictures too</source>
        <translation>调回生成时的全部设置，包括种子和所用图片</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Remix</source>
        <translation>再创作</translation>
    </message>
    <message>
        <source>Everything but the seed</source>
        <translation>除种子外的全部设置</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图生图</translation>
    </message>
    <message>
        <source>Change this picture as a whole</source>
        <translation>整体修改这张图片</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Repaint a part of this picture</source>
        <translation>重绘这张图片的一部分</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>Let this picture guide a new one</source>
        <translation>用这张图片引导新图片</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Remove the tag “%1”</source>
        <translation>移除标签“%1”</translation>
    </message>
    <message>
        <source>Tag…</source>
        <translation>标签…</translation>
    </message>
</context>
<context>
    <name>genserve::ui::DevicePanel</name>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Switch off: it finishes its task first</source>
        <translation>关闭：先完成当前任务</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>No model held</source>
        <translation>未载入模型</translation>
    </message>
</context>
<context>
    <name>genserve::ui::FactRows</name>
    <message>
        <source>Copy %1</source>
        <translation>复制%1</translation>
    </message>
</context>
<context>
    <name>genserve::ui::FilterBar</name>
    <message>
        <source>Search prompts</source>
        <translation>搜索提示词</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Remove the filter “%1”</source>
        <translation>移除筛选“%1”</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>已加星标</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>来自：%1</translation>
    </message>
    <message>
        <source>Tag: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>%1 起</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation>添加筛选</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
</context>
<context>
    <name>genserve::ui::FirstStart</name>
    <message>
        <source>Make your first picture</source>
        <translation>生成第一张图片</translation>
    </message>
    <message>
        <source>Pick an example, or write your own prompt on the left and press Generate.</source>
        <translation>选一个示例，或在左侧写下提示词，再按“生成”。</translation>
    </message>
    <message>
        <source>Or drop a picture here to change a part of it</source>
        <translation>也可以把图片拖到这里，修改其中一部分</translation>
    </message>
    <message>
        <source>Open picture…</source>
        <translation>打开图片…</translation>
    </message>
</context>
<context>
    <name>genserve::ui::GalleryPage</name>
    <message>
        <source>Import pictures from a folder</source>
        <translation>从文件夹导入图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>张数</translation>
    </message>
    <message>
        <source>The picture&apos;s file can&apos;t be read</source>
        <translation>无法读取图片文件</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <translation>%1 张图片</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>回收站是空的</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>还没有图片</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>What you move to the trash can be put back from here.</source>
        <translation>移到回收站的图片可以从这里放回。</translation>
    </message>
    <message>
        <source>Every picture you make stays here with all its settings.</source>
        <translation>生成的每张图片及其全部设置都会留在这里。</translation>
    </message>
    <message>
        <source>Take a filter away, or look for other words.</source>
        <translation>去掉一个筛选，或换个词搜索。</translation>
    </message>
    <message>
        <source>more than %1 pictures</source>
        <translation>超过 %1 张图片</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) moved to trash</source>
        <translation>
            <numerusform>已将 %n 张图片移到回收站</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Empty the trash?</source>
        <translation>清空回收站？</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n picture(s) for good?</source>
        <translation>
            <numerusform>永久删除 %n 张图片？</numerusform>
        </translation>
    </message>
    <message>
        <source>Pictures and settings can&apos;t be brought back after this.</source>
        <translation>此后图片和设置都无法找回。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Copy the pictures to a folder</source>
        <translation>将图片复制到文件夹</translation>
    </message>
    <message>
        <source>%1 of %2 pictures copied</source>
        <translation>已复制 %2 张图片中的 %1 张</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) imported</source>
        <translation>
            <numerusform>已导入 %n 张图片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known before</source>
        <translation>
            <numerusform>%n 张已有</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped: %1</source>
        <translation>
            <numerusform>跳过 %n 张：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Star or remove the star</source>
        <translation>加星标或取消星标</translation>
    </message>
    <message>
        <source>Tag…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Recall all settings</source>
        <translation>调回全部设置</translation>
    </message>
    <message>
        <source>Recall the prompt</source>
        <translation>调回提示词</translation>
    </message>
    <message>
        <source>Recall the seed</source>
        <translation>调回种子</translation>
    </message>
    <message>
        <source>Remix: all settings but the seed</source>
        <translation>再创作：除种子外的全部设置</translation>
    </message>
    <message>
        <source>Compare two pictures</source>
        <translation>对比两张图片</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Search pictures</source>
        <translation>搜索图片</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Undo the last move to trash</source>
        <translation>撤销上次移到回收站</translation>
    </message>
    <message>
        <source>Put back from the trash</source>
        <translation>从回收站放回</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空回收站…</translation>
    </message>
</context>
<context>
    <name>genserve::ui::GalleryView</name>
    <message>
        <source>mask</source>
        <translation>蒙版</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>
            &lt;numerusform&gt;%n 张图片&lt;/numerusform&gt;
        </numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::GenerateBar</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Ctrl ↵</source>
        <translation>Ctrl ↵</translation>
    </message>
    <message>
        <source>More ways to generate</source>
        <translation>更多生成方式</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · the first one tells how long it takes</source>
        <translation>%1 · 生成第一张后即可预计时间</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>genserve::ui::LayersPanel</name>
    <message>
        <source>Mask tools</source>
        <translation>蒙版工具</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加显示</translation>
    </message>
    <message>
        <source>Overlay colour</source>
        <translation>叠加颜色</translation>
    </message>
    <message>
        <source>Grow, shrink, feather by</source>
        <translation>扩大、收缩、羽化</translation>
    </message>
    <message>
        <source>Overlay opacity</source>
        <translation>叠加不透明度</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>%1 % of the picture</source>
        <translation>占图片的 %1 %</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>undo %1</source>
        <translation>可撤销 %1 步</translation>
    </message>
</context>
<context>
    <name>genserve::ui::LibraryPanel</name>
    <message>
        <source>Library</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Import folder…</source>
        <translation>导入文件夹…</translation>
    </message>
    <message>
        <source>All pictures</source>
        <translation>所有图片</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>已加星标</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>本窗口</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>genserve::ui::LoraSection</name>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Add a LoRA</source>
        <translation>添加 LoRA</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>genserve::ui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Go to the next part of the page</source>
        <translation>转到页面的下一部分</translation>
    </message>
    <message>
        <source>Back to the canvas</source>
        <translation>回到画布</translation>
    </message>
    <message>
        <source>Light look</source>
        <translation>浅色外观</translation>
    </message>
    <message>
        <source>Dark look</source>
        <translation>深色外观</translation>
    </message>
    <message>
        <source>Look of the system</source>
        <translation>跟随系统外观</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>genserve::ui::MaskDocument</name>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>genserve::ui::MaskSection</name>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>white = repaint</source>
        <translation>白色为重绘</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>扩大</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>边距</translation>
    </message>
    <message>
        <source>Only masked</source>
        <translation>仅蒙版区域</translation>
    </message>
    <message>
        <source>Works on the masked part alone, at the model&apos;s best size, and puts it back</source>
        <translation>只处理蒙版部分，以模型的最佳尺寸生成后放回原处</translation>
    </message>
    <message>
        <source>Keep the rest exactly</source>
        <translation>其余部分保持不变</translation>
    </message>
    <message>
        <source>Outside the mask not one pixel changes</source>
        <translation>蒙版之外的像素一个都不变</translation>
    </message>
    <message>
        <source>Match colours at the seam</source>
        <translation>匹配接缝颜色</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ModeChoice</name>
    <message>
        <source>Text</source>
        <translation>文生图</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图生图</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ModelBox</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No model for this</source>
        <translation>没有适用的模型</translation>
    </message>
</context>
<context>
    <name>genserve::ui::PictureWords</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>kept with the picture</source>
        <translation>与图片一同保存</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成于</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>genserve::ui::PromptSection</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Describe the picture you want…</source>
        <translation>描述你想要的图片…</translation>
    </message>
    <message>
        <source>Earlier prompts</source>
        <translation>以前的提示词</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation>Alt+↑、Alt+↓</translation>
    </message>
    <message>
        <source>A choice {a | b}: each picture gets one of them</source>
        <translation>选项 {a | b}：每张图片取其中之一</translation>
    </message>
    <message numerus="yes">
        <source>%n cut off</source>
        <translation>
            <numerusform>截去 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Prompts that you run stand here</source>
        <translation>运行过的提示词会列在这里</translation>
    </message>
</context>
<context>
    <name>genserve::ui::QueuePage</name>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>没有等待的任务</translation>
    </message>
    <message>
        <source>Tasks of this window, of REST clients and of the command line stand here.</source>
        <translation>本窗口、REST 客户端和命令行的任务都在这里。</translation>
    </message>
    <message>
        <source>Queue and devices</source>
        <translation>队列与设备</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n 个设备</numerusform>
        </translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Pause or resume the queue</source>
        <translation>暂停或继续队列</translation>
    </message>
    <message>
        <source>Run the chosen task next</source>
        <translation>下一个运行所选任务</translation>
    </message>
    <message>
        <source>Cancel the chosen task</source>
        <translation>取消所选任务</translation>
    </message>
    <message>
        <source>Retry the chosen task</source>
        <translation>重试所选任务</translation>
    </message>
    <message>
        <source>Resume queue</source>
        <translation>继续队列</translation>
    </message>
    <message>
        <source>Pause queue</source>
        <translation>暂停队列</translation>
    </message>
</context>
<context>
    <name>genserve::ui::QueueStrip</name>
    <message>
        <source>Resume the queue</source>
        <translation>继续队列</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Show the whole queue</source>
        <translation>显示整个队列</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 running · %2 waiting</source>
        <translation>%1 个运行中 · %2 个等待</translation>
    </message>
    <message>
        <source>%1 of %2 working</source>
        <translation>%2 个中 %1 个在工作</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ResultCommands</name>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>The picture could not be saved there</source>
        <translation>无法将图片保存到该处</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>To image</source>
        <translation>图生图</translation>
    </message>
    <message>
        <source>To mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>To control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>Recall prompt, seed and size</source>
        <translation>调回提示词、种子和尺寸</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>图片另存为…</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ResultsPanel</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>还没有图片</translation>
    </message>
    <message>
        <source>Every picture you make stays here with all its settings.</source>
        <translation>生成的每张图片及其全部设置都会留在这里。</translation>
    </message>
</context>
<context>
    <name>genserve::ui::SamplingSection</name>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>张数</translation>
    </message>
</context>
<context>
    <name>genserve::ui::SeedRow</name>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Seed: the same seed and settings give the same picture</source>
        <translation>种子：相同的种子和设置得到相同的图片</translation>
    </message>
    <message>
        <source>Keep the seed</source>
        <translation>保留种子</translation>
    </message>
    <message>
        <source>Draw another seed</source>
        <translation>换一个种子</translation>
    </message>
</context>
<context>
    <name>genserve::ui::SelectionBar</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Choose nothing</source>
        <translation>取消选择</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选 %n 张</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::SizeSection</name>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>百万像素</translation>
    </message>
    <message>
        <source>Swap width and height</source>
        <translation>交换宽和高</translation>
    </message>
</context>
<context>
    <name>genserve::ui::StatusBar</name>
    <message>
        <source>Queue paused · %1 waiting</source>
        <translation>队列已暂停 · %1 个等待</translation>
    </message>
    <message>
        <source>Queue empty</source>
        <translation>队列为空</translation>
    </message>
    <message>
        <source>%1 running · %2 waiting</source>
        <translation>%1 个运行中 · %2 个等待</translation>
    </message>
    <message>
        <source>%1 pictures a minute</source>
        <translation>每分钟 %1 张</translation>
    </message>
</context>
<context>
    <name>genserve::ui::StudioModel</name>
    <message>
        <source>No installed model can do this</source>
        <translation>没有已安装的模型支持此功能</translation>
    </message>
    <message>
        <source>Describe the picture first</source>
        <translation>请先描述图片</translation>
    </message>
    <message>
        <source>Open a picture to work on</source>
        <translation>请打开要处理的图片</translation>
    </message>
    <message>
        <source>Paint over what is to be repainted</source>
        <translation>请涂抹要重绘的部分</translation>
    </message>
    <message>
        <source>Open a control picture</source>
        <translation>请打开控制图</translation>
    </message>
</context>
<context>
    <name>genserve::ui::StudioPage</name>
    <message>
        <source>Studio</source>
        <translation>创作</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Queue and devices</source>
        <translation>队列与设备</translation>
    </message>
    <message>
        <source>The picture&apos;s file can&apos;t be read</source>
        <translation>无法读取图片文件</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>图片 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Can&apos;t open this picture: %1</source>
        <translation>无法打开这张图片：%1</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Generate and run next</source>
        <translation>生成并优先运行</translation>
    </message>
    <message>
        <source>Cancel what runs for this window</source>
        <translation>取消本窗口正在运行的任务</translation>
    </message>
    <message>
        <source>Open picture…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Queue and devices below the canvas</source>
        <translation>画布下方的队列与设备</translation>
    </message>
    <message>
        <source>Results beside the canvas</source>
        <translation>画布旁的结果</translation>
    </message>
</context>
<context>
    <name>genserve::ui::TagMenu</name>
    <message>
        <source>New tag</source>
        <translation>新标签</translation>
    </message>
</context>
<context>
    <name>genserve::ui::Toast</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ToolBox</name>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>渐变</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>魔棒</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ToolOptions</name>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>硬度</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Pen pressure changes the size</source>
        <translation>笔压改变大小</translation>
    </message>
    <message>
        <source>Pen pressure changes the opacity</source>
        <translation>笔压改变不透明度</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ToolStrip</name>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>魔棒</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>渐变</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
</context>
<context>
    <name>genserve::ui::TopBar</name>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或运行命令</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>genserve::ui::Words</name>
    <message>
        <source>Loading the model</source>
        <translation>正在载入模型</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>正在读取提示词</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>Finishing the picture</source>
        <translation>正在完成图片</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>即将停用</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>工作中</translation>
    </message>
    <message>
        <source>starts when a device is free</source>
        <translation>有设备空闲即开始</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) come before it</source>
        <translation>
            <numerusform>前面还有 %n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>every device is switched off or has failed</source>
        <translation>所有设备都已关闭或出错</translation>
    </message>
    <message>
        <source>the devices are starting</source>
        <translation>设备正在启动</translation>
    </message>
    <message>
        <source>no device has the memory for it</source>
        <translation>没有内存足够的设备</translation>
    </message>
    <message>
        <source>runs alone, after two crashes</source>
        <translation>两次崩溃后将单独运行</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>没有等待的任务</translation>
    </message>
    <message>
        <source>what waits does not fit its memory</source>
        <translation>等待的任务超出其内存</translation>
    </message>
    <message>
        <source>gets ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>takes no more tasks</source>
        <translation>不再接受任务</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>出错：%1</translation>
    </message>
    <message>
        <source>the queue is paused</source>
        <translation>队列已暂停</translation>
    </message>
    <message>
        <source>another task has to run alone</source>
        <translation>另一个任务需要单独运行</translation>
    </message>
    <message>
        <source>tasks can&apos;t be stored: %1</source>
        <translation>无法保存任务：%1</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>本窗口</translation>
    </message>
</context>
</TS>
