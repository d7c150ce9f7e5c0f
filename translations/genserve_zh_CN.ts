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
    <name>genserve::ui::BeforeAfter</name>
    <message>
        <source>%1 pixels changed outside the mask</source>
        <translation>蒙版外有 %1 个像素改变</translation>
    </message>
    <message>
        <source>%1 pixels changed</source>
        <translation>%1 个像素改变</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>滑块</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Back to the result</source>
        <translation>返回结果</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
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
    <message>
        <source>Turn the view left</source>
        <translation>向左旋转视图</translation>
    </message>
    <message>
        <source>Turn the view right</source>
        <translation>向右旋转视图</translation>
    </message>
    <message>
        <source>Copy the mask</source>
        <translation>复制蒙版</translation>
    </message>
    <message>
        <source>Paste as mask</source>
        <translation>粘贴为蒙版</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>The mask could not be saved there</source>
        <translation>蒙版无法保存到该位置</translation>
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
    <message>
        <source>New size %1 × %2</source>
        <translation>新尺寸 %1 × %2</translation>
    </message>
    <message>
        <source>Only masked · %1 × %2</source>
        <translation>仅蒙版区域 · %1 × %2</translation>
    </message>
    <message>
        <source>Drag an edge outwards</source>
        <translation>向外拖动一条边</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>预览</translation>
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
    <name>genserve::ui::CloseDialog</name>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>There is work left</source>
        <translation>还有未完成的工作</translation>
    </message>
    <message>
        <source>%1 running, %2 waiting. Nothing is lost, whatever you choose.</source>
        <translation>%1 个在运行，%2 个在等待。无论如何选择都不会丢失。</translation>
    </message>
    <message>
        <source>Finish all in the background</source>
        <translation>在后台全部完成</translation>
    </message>
    <message>
        <source>The program ends when the queue is empty. Start it again to see the window.</source>
        <translation>队列清空后程序结束。再次启动即可看到窗口。</translation>
    </message>
    <message>
        <source>Stop after what runs now</source>
        <translation>完成正在运行的任务后停止</translation>
    </message>
    <message>
        <source>What waits is kept for the next start.</source>
        <translation>等待中的任务留到下次启动。</translation>
    </message>
    <message>
        <source>Stop now, keep everything</source>
        <translation>立即停止，全部保留</translation>
    </message>
    <message>
        <source>What runs begins anew at the next start.</source>
        <translation>正在运行的任务下次启动时重新开始。</translation>
    </message>
    <message>
        <source>Do this from now on</source>
        <translation>以后都这样做</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
</context>
<context>
    <name>genserve::ui::CommandMatches</name>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
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
        <source>↑↓ choose      ↵ run      Alt ↵ set a shortcut</source>
        <translation>↑↓ 选择      ↵ 运行      Alt ↵ 设置快捷键</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Commands that can&apos;t be used now are left out.</source>
        <translation>此刻不可用的命令不会列出。</translation>
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
    <message>
        <source>Choose a picture</source>
        <translation>选择一张图片</translation>
    </message>
    <message>
        <source>Its settings and what can be done with it stand here.</source>
        <translation>它的设置和可用的操作显示在这里。</translation>
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
    <message>
        <source>Load</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
</context>
<context>
    <name>genserve::ui::EngineWords</name>
    <message>
        <source>this picture needs %1 of main memory for weights that do not fit the device, and %2 are there</source>
        <translation>设备放不下的权重需要 %1 内存，目前只有 %2</translation>
    </message>
    <message>
        <source>this picture needs at least %1 of memory and %2 are there</source>
        <translation>这张图片至少需要 %1 显存或内存，目前只有 %2</translation>
    </message>
    <message>
        <source>%1 would fit, or precision fp8</source>
        <translation>%1 放得下，或改用 fp8 精度</translation>
    </message>
    <message>
        <source>precision fp8 would fit</source>
        <translation>改用 fp8 精度就放得下</translation>
    </message>
    <message>
        <source>no size of this model would fit</source>
        <translation>这个模型用任何尺寸都放不下</translation>
    </message>
    <message>
        <source>%1 x %2 would fit</source>
        <translation>%1 × %2 放得下</translation>
    </message>
    <message>
        <source>memory ran out: made with %1</source>
        <translation>内存不足：已改用 %1 生成</translation>
    </message>
    <message>
        <source>memory was not enough for the fastest plan; the picture was made with fallback %1</source>
        <translation>内存不足以使用最快的方案，图片用第 %1 个备用方案生成</translation>
    </message>
    <message>
        <source>the computer&apos;s memory is not enough</source>
        <translation>这台电脑的内存不足</translation>
    </message>
    <message>
        <source>not enough memory: the system refused an allocation</source>
        <translation>内存不足：系统拒绝了分配</translation>
    </message>
    <message>
        <source>not enough memory to read it</source>
        <translation>内存不足，无法读取</translation>
    </message>
    <message>
        <source>not enough memory: %1</source>
        <translation>内存不足：%1</translation>
    </message>
    <message>
        <source>the end of the prompt was cut off: &quot;%1&quot;</source>
        <translation>提示词末尾被截去：“%1”</translation>
    </message>
    <message>
        <source>%1 characters, the limit is %2</source>
        <translation>%1 个字符，上限为 %2</translation>
    </message>
    <message>
        <source>%1 is not in %2 to %3</source>
        <translation>%1 不在 %2 到 %3 之间</translation>
    </message>
    <message>
        <source>%1 can&apos;t run without: %2</source>
        <translation>%1 缺少以下文件，无法运行：%2</translation>
    </message>
    <message>
        <source>model %1 can&apos;t do %2</source>
        <translation>模型 %1 不支持 %2</translation>
    </message>
    <message>
        <source>model %1 does fill only, not %2</source>
        <translation>模型 %1 只能填充，不支持 %2</translation>
    </message>
    <message>
        <source>is required in mode %1</source>
        <translation>在 %1 模式下必须给出</translation>
    </message>
    <message>
        <source>model %1 is used instead of %2, which needs a control model for a control_image</source>
        <translation>已用模型 %1 代替 %2：后者需要控制模型才能使用控制图</translation>
    </message>
    <message>
        <source>model %1 is used instead of %2, which would only blend in mode fill</source>
        <translation>已用模型 %1 代替 %2：后者在填充模式下只会混合</translation>
    </message>
    <message>
        <source>no model that can run is installed</source>
        <translation>没有安装可运行的模型</translation>
    </message>
    <message>
        <source>is not installed</source>
        <translation>没有安装</translation>
    </message>
    <message>
        <source>the model computed invalid numbers (NaN); another precision may help</source>
        <translation>模型算出了无效数值（NaN），换一种精度也许有用</translation>
    </message>
    <message>
        <source>%1 of %2 tensors of %3 fit no layer of this model, the first is %4</source>
        <translation>%3 的 %2 个张量中有 %1 个与此模型的任何层都不匹配，第一个是 %4</translation>
    </message>
    <message>
        <source>%1 is a control LoRA and needs a control picture</source>
        <translation>%1 是控制 LoRA，需要控制图</translation>
    </message>
    <message>
        <source>%1 fits no layer of this model; its first tensor is %2</source>
        <translation>%1 与此模型的任何层都不匹配，它的第一个张量是 %2</translation>
    </message>
    <message>
        <source>is made for another kind of model: no tensor belongs to a layer of FLUX</source>
        <translation>为另一种模型而制：没有张量属于 FLUX 的层</translation>
    </message>
    <message>
        <source>can&apos;t be used: %1</source>
        <translation>无法使用：%1</translation>
    </message>
    <message>
        <source>a safetensors file that holds no part of a FLUX model</source>
        <translation>不含 FLUX 模型任何部分的 safetensors 文件</translation>
    </message>
    <message>
        <source>a FLUX model that it fits</source>
        <translation>与之匹配的 FLUX 模型</translation>
    </message>
    <message>
        <source>a FLUX base model that it fits</source>
        <translation>与之匹配的 FLUX 基础模型</translation>
    </message>
    <message>
        <source>GGUF files are not read</source>
        <translation>不读取 GGUF 文件</translation>
    </message>
    <message>
        <source>is an adapter, not a model</source>
        <translation>是适配器，不是模型</translation>
    </message>
    <message>
        <source>is not a FLUX model</source>
        <translation>不是 FLUX 模型</translation>
    </message>
    <message>
        <source>no such file or folder</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>not a PNG or JPEG picture</source>
        <translation>不是 PNG 或 JPEG 图片</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>the file has %1 bytes, the limit is %2</source>
        <translation>文件有 %1 字节，上限为 %2</translation>
    </message>
    <message>
        <source>its size is %1, the limits are %2 a side and %3</source>
        <translation>它的尺寸为 %1，上限为每边 %2、共 %3</translation>
    </message>
    <message>
        <source>its size is %1</source>
        <translation>它的尺寸为 %1</translation>
    </message>
    <message>
        <source>its image data is damaged</source>
        <translation>图像数据已损坏</translation>
    </message>
    <message>
        <source>its image data ends before the picture does</source>
        <translation>图像数据不完整</translation>
    </message>
    <message>
        <source>the file ends before the picture does</source>
        <translation>文件不完整</translation>
    </message>
    <message>
        <source>its header is damaged</source>
        <translation>文件头已损坏</translation>
    </message>
    <message>
        <source>takes longer than %1 ms to decode</source>
        <translation>解码超过 %1 毫秒</translation>
    </message>
    <message>
        <source>its colour profile is ignored, the colours are taken as sRGB</source>
        <translation>忽略了它的颜色配置，颜色按 sRGB 处理</translation>
    </message>
    <message>
        <source>it is animated, only its still picture is used</source>
        <translation>它是动图，只使用静态画面</translation>
    </message>
    <message>
        <source>the file has changed since its task was accepted</source>
        <translation>任务接受之后文件被改动过</translation>
    </message>
    <message>
        <source>there is no such task</source>
        <translation>没有这个任务</translation>
    </message>
    <message>
        <source>the task has no picture</source>
        <translation>这个任务没有图片</translation>
    </message>
    <message>
        <source>the task is %1 and can&apos;t be %2</source>
        <translation>任务%1，不能%2</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>在等待</translation>
    </message>
    <message>
        <source>running</source>
        <translation>在运行</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>已失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>tried again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>given a priority</source>
        <translation>设置优先级</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>this client may have %1 tasks in the queue and has %2</source>
        <translation>此客户端最多可有 %1 个排队任务，已有 %2 个</translation>
    </message>
    <message>
        <source>the queue holds %1 of %2 tasks</source>
        <translation>队列已有 %1 个任务，上限 %2 个</translation>
    </message>
    <message>
        <source>input pictures take %1 of %2</source>
        <translation>输入图片已占用 %1，上限 %2</translation>
    </message>
    <message>
        <source>emptying the trash frees space</source>
        <translation>清空回收站可以腾出空间</translation>
    </message>
    <message>
        <source>the program is shutting down</source>
        <translation>程序正在退出</translation>
    </message>
    <message>
        <source>the task can&apos;t be stored: %1</source>
        <translation>无法保存任务：%1</translation>
    </message>
    <message>
        <source>done, but it can&apos;t be stored yet: %1</source>
        <translation>已执行，但暂时无法保存：%1</translation>
    </message>
    <message>
        <source>the program ended %1 times while this task ran</source>
        <translation>运行此任务时程序中断了 %1 次</translation>
    </message>
    <message>
        <source>its deadline came before its picture</source>
        <translation>图片完成前已到期限</translation>
    </message>
    <message>
        <source>its deadline came before it started</source>
        <translation>开始之前已到期限</translation>
    </message>
    <message>
        <source>the device has failed; it comes back when the program is started anew</source>
        <translation>设备出现故障，重新启动程序后恢复</translation>
    </message>
    <message>
        <source>unexpected fault: %1</source>
        <translation>意外故障：%1</translation>
    </message>
    <message>
        <source>can&apos;t make the folder: %1</source>
        <translation>无法创建文件夹：%1</translation>
    </message>
    <message>
        <source>can&apos;t write to the folder</source>
        <translation>无法写入文件夹</translation>
    </message>
    <message>
        <source>can&apos;t write it: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>the database is damaged: %1</source>
        <translation>数据库已损坏：%1</translation>
    </message>
    <message>
        <source>the database was damaged; it lies in %1 and was rebuilt from the last hourly copy and %2 pictures</source>
        <translation>数据库曾损坏：原文件在 %1，已由最近一小时的副本和 %2 张图片重建</translation>
    </message>
    <message>
        <source>the database was damaged; it lies in %1 and was rebuilt from %2 pictures</source>
        <translation>数据库曾损坏：原文件在 %1，已由 %2 张图片重建</translation>
    </message>
    <message>
        <source>the program ended while tasks ran; %1 of them begin anew</source>
        <translation>上次程序在任务运行时中断，其中 %1 个任务将重新开始</translation>
    </message>
    <message>
        <source>the program ended while tasks ran; %1 of them had their picture already</source>
        <translation>上次程序在任务运行时中断，其中 %1 个任务的图片已经完成</translation>
    </message>
    <message>
        <source>the program ended while tasks ran; %1 of them failed, since that was the third time</source>
        <translation>上次程序在任务运行时中断，其中 %1 个任务因第三次中断而失败</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>: </source>
        <translation>：</translation>
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
    <name>genserve::ui::FinishNotice</name>
    <message numerus="yes">
        <source>%n picture(s) finished</source>
        <translation>
            <numerusform>已完成 %n 张图片</numerusform>
        </translation>
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
    <message>
        <source>PNG or JPEG · paste with Ctrl+V</source>
        <translation>PNG 或 JPEG · 可用 Ctrl+V 粘贴</translation>
    </message>
    <message>
        <source>The bundled starter is small and quick; larger models give full quality.</source>
        <translation>自带的入门模型小而快，更大的模型画质更完整。</translation>
    </message>
    <message>
        <source>What fits here</source>
        <translation>查看适合的模型</translation>
    </message>
    <message>
        <source>The devices are starting</source>
        <translation>设备正在启动</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 · runs %2</source>
        <translation>%1 · 可运行 %2</translation>
    </message>
    <message>
        <source>Make a picture</source>
        <translation>生成一张图片</translation>
    </message>
</context>
<context>
    <name>genserve::ui::FitsPanel</name>
    <message>
        <source>What this machine can run</source>
        <translation>这台机器能运行什么</translation>
    </message>
    <message>
        <source>Folders to search</source>
        <translation>搜索的文件夹</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Larger models</source>
        <translation>更大的模型</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>可运行</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>较慢</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>放不下</translation>
    </message>
    <message>
        <source>Known once the devices have started.</source>
        <translation>设备启动后即可得知。</translation>
    </message>
    <message>
        <source>At each model&apos;s own picture size.</source>
        <translation>按各模型自身的图片尺寸。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n LoRA(s) and ControlNet(s)</source>
        <translation>
            <numerusform>%n 个 LoRA 和 ControlNet</numerusform>
        </translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>无法访问</translation>
    </message>
    <message>
        <source>Search this folder no longer</source>
        <translation>不再搜索此文件夹</translation>
    </message>
    <message>
        <source>Hourglass: slow, since part of the model moves in and out of memory</source>
        <translation>沙漏：较慢，因为模型的一部分需换入换出内存</translation>
    </message>
    <message>
        <source>Where to get them</source>
        <translation>从哪里获取</translation>
    </message>
    <message>
        <source>FLUX.1 comes from its maker, Black Forest Labs, under a licence that you accept there.</source>
        <translation>FLUX.1 由其制作者 Black Forest Labs 提供，许可条款在那里接受。</translation>
    </message>
    <message>
        <source>Put the files into one of the folders above and press Rescan.</source>
        <translation>将文件放入上面的某个文件夹，然后点“重新扫描”。</translation>
    </message>
    <message>
        <source>Diffusers folders, single files and ComfyUI&apos;s folders are all understood.</source>
        <translation>diffusers 文件夹、单个文件和 ComfyUI 的文件夹都能识别。</translation>
    </message>
    <message>
        <source>%1 %2 %3</source>
        <translation>%1%2%3</translation>
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
    <message>
        <source>Quick look</source>
        <translation>快速查看</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
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
            <numerusform>%n 张图片</numerusform>
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
    <message>
        <source>Does not fit the memory</source>
        <translation>内存放不下</translation>
    </message>
    <message>
        <source>Changes a waiting task</source>
        <translation>正在修改等待中的任务</translation>
    </message>
    <message>
        <source>Make a new one instead</source>
        <translation>改为新建任务</translation>
    </message>
    <message>
        <source>Replace the task</source>
        <translation>替换任务</translation>
    </message>
</context>
<context>
    <name>genserve::ui::KeyDialog</name>
    <message>
        <source>New key</source>
        <translation>新密钥</translation>
    </message>
    <message>
        <source>Name of the program or person</source>
        <translation>程序或使用者的名称</translation>
    </message>
    <message>
        <source>May</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Make pictures and see the state</source>
        <translation>生成图片并查看状态</translation>
    </message>
    <message>
        <source>See the state only</source>
        <translation>仅查看状态</translation>
    </message>
    <message>
        <source>Manage all tasks and keys</source>
        <translation>管理所有任务和密钥</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>The key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Copy it now: it is kept as a checksum only and can&apos;t be shown again.</source>
        <translation>请立即复制：密钥只以校验和保存，无法再次显示。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>生成密钥</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>genserve::ui::LayerRow</name>
    <message>
        <source>Hide: %1</source>
        <translation>隐藏：%1</translation>
    </message>
    <message>
        <source>Show: %1</source>
        <translation>显示：%1</translation>
    </message>
    <message>
        <source>Its opacity is set below</source>
        <translation>在下方设置其不透明度</translation>
    </message>
</context>
<context>
    <name>genserve::ui::LayersPanel</name>
    <message>
        <source>Mask tools</source>
        <translation>蒙版工具</translation>
    </message>
    <message>
        <source>Grow, shrink, feather by</source>
        <translation>扩大、收缩、羽化</translation>
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
    <message>
        <source>Mask colour</source>
        <translation>蒙版颜色</translation>
    </message>
    <message>
        <source>Opacity of the mask</source>
        <translation>蒙版不透明度</translation>
    </message>
    <message>
        <source>Opacity of the result</source>
        <translation>结果不透明度</translation>
    </message>
    <message>
        <source>Opacity of the control</source>
        <translation>控制图不透明度</translation>
    </message>
    <message>
        <source>Opacity of the picture</source>
        <translation>图片不透明度</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制图</translation>
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
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
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
    <message>
        <source>The studio can&apos;t be saved: its folder can&apos;t be written to</source>
        <translation>无法保存创作内容：其文件夹不可写</translation>
    </message>
    <message>
        <source>%1 has failed and takes no tasks until GenServe starts anew: %2</source>
        <translation>%1 已出现故障，重新启动 GenServe 之前不再接受任务：%2</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>立即重新启动</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>查看全部</translation>
    </message>
    <message>
        <source>Show the messages</source>
        <translation>查看消息</translation>
    </message>
    <message>
        <source>everything saved</source>
        <translation>已全部保存</translation>
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
    <name>genserve::ui::MemoryLegend</name>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>%1 of %2 GB</source>
        <translation>%1，共 %2 GB</translation>
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
    <name>genserve::ui::ModelCard</name>
    <message>
        <source>On disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ModelWords</name>
    <message>
        <source>Missing: %1. Put it into one of the folders.</source>
        <translation>缺少：%1。请放入其中一个文件夹。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n LoRA(s) match</source>
        <translation>
            <numerusform>%n 个 LoRA 匹配</numerusform>
        </translation>
    </message>
    <message>
        <source>Can&apos;t be used yet</source>
        <translation>暂不可用</translation>
    </message>
    <message>
        <source>Never applied</source>
        <translation>从不应用</translation>
    </message>
    <message>
        <source>It fits none of the installed models.</source>
        <translation>它不适用于任何已安装的模型。</translation>
    </message>
    <message>
        <source>For %1</source>
        <translation>适用于 %1</translation>
    </message>
    <message>
        <source>diffusers folder</source>
        <translation>diffusers 文件夹</translation>
    </message>
    <message>
        <source>Hugging Face cache</source>
        <translation>Hugging Face 缓存</translation>
    </message>
    <message>
        <source>single file</source>
        <translation>单个文件</translation>
    </message>
    <message>
        <source>all in one file</source>
        <translation>一体文件</translation>
    </message>
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
        <source>Fits %1</source>
        <translation>可在 %1 运行</translation>
    </message>
    <message>
        <source>Fits every device</source>
        <translation>可在所有设备运行</translation>
    </message>
    <message>
        <source>Slow on %1</source>
        <translation>在 %1 上较慢</translation>
    </message>
    <message>
        <source>Too large for this machine</source>
        <translation>对这台机器来说太大</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ModelsPage</name>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有类型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Rescan</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found in %1 folders</source>
        <translation>
            <numerusform>在 %1 个文件夹中找到 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>A folder with models</source>
        <translation>存放模型的文件夹</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Add a folder with models.</source>
        <translation>请添加存放模型的文件夹。</translation>
    </message>
    <message>
        <source>No model has this in its name.</source>
        <translation>没有名称含此内容的模型。</translation>
    </message>
    <message numerus="yes">
        <source>%n found in one folder</source>
        <translation>
            <numerusform>在 1 个文件夹中找到 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::NoticeList</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Nothing to tell</source>
        <translation>没有消息</translation>
    </message>
    <message>
        <source>What happens while you look elsewhere is kept here.</source>
        <translation>你不在时发生的事会留在这里。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
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
        <translation>来源</translation>
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
    <name>genserve::ui::PresetMenu</name>
    <message>
        <source>Keep these settings as…</source>
        <translation>将当前设置保存为…</translation>
    </message>
    <message>
        <source>Keep the chosen words as…</source>
        <translation>将所选词语保存为…</translation>
    </message>
    <message>
        <source>Everything but the prompt and the seed</source>
        <translation>除提示词和种子以外的全部设置</translation>
    </message>
    <message>
        <source>Choose words in the prompt first; without a choice it is the whole prompt</source>
        <translation>请先在提示词中选择词语；未选择时为整段提示词</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>genserve::ui::PromptPanel</name>
    <message>
        <source>Presets: settings kept under a name</source>
        <translation>预设：以名称保存的设置</translation>
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
    <message>
        <source>Styles: words that you use often</source>
        <translation>风格：常用的词语</translation>
    </message>
    <message>
        <source>More weight for the selected words: (text:1.1)</source>
        <translation>提高所选词的权重：(文字:1.1)</translation>
    </message>
    <message>
        <source>Ctrl+Up, Ctrl+Down</source>
        <translation>Ctrl+↑、Ctrl+↓</translation>
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
        <source>Nothing like this</source>
        <translation>没有这样的任务</translation>
    </message>
    <message>
        <source>Take a filter away, or look for other words.</source>
        <translation>请去掉一个筛选条件，或换个词查找。</translation>
    </message>
    <message>
        <source>Filter tasks</source>
        <translation>筛选任务</translation>
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
    <message>
        <source>Hide queue and devices</source>
        <translation>隐藏队列和设备</translation>
    </message>
</context>
<context>
    <name>genserve::ui::QuickLook</name>
    <message>
        <source>Quick look</source>
        <translation>快速查看</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>The next one</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>What it was made with</source>
        <translation>生成设置</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>显示整张图片</translation>
    </message>
    <message>
        <source>Back to the gallery</source>
        <translation>返回图库</translation>
    </message>
</context>
<context>
    <name>genserve::ui::RateChart</name>
    <message>
        <source>now</source>
        <translation>现在</translation>
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
    <message>
        <source>It was made from words alone: there is no picture to compare it with</source>
        <translation>它仅由文字生成：没有可对比的图片</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Star or remove the star</source>
        <translation>加星或取消星标</translation>
    </message>
    <message>
        <source>Take the seed of the picture shown</source>
        <translation>取用所示图片的种子</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ResultsModel</name>
    <message>
        <source>%1, starred</source>
        <translation>%1，已加星标</translation>
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
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Words of the prompts</source>
        <translation>提示词中的词语</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No picture was made with these words.</source>
        <translation>没有用这些词语生成的图片。</translation>
    </message>
</context>
<context>
    <name>genserve::ui::RunPlate</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show it on the canvas</source>
        <translation>在画布上显示</translation>
    </message>
</context>
<context>
    <name>genserve::ui::RunView</name>
    <message>
        <source>The picture&apos;s file can&apos;t be read</source>
        <translation>无法读取图片文件</translation>
    </message>
    <message>
        <source>Your picture is done</source>
        <translation>您的图片已完成</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel this task</source>
        <translation>取消此任务</translation>
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
    <message>
        <source>Step cache</source>
        <translation>步缓存</translation>
    </message>
    <message>
        <source>Steps that change little reuse what earlier ones computed: faster, and another picture</source>
        <translation>变化很小的步会复用之前的计算结果：更快，但图片会不同</translation>
    </message>
    <message>
        <source>Step cache: off</source>
        <translation>步缓存：关</translation>
    </message>
    <message>
        <source>Step cache: light, nearly the same picture</source>
        <translation>步缓存：轻，图片几乎相同</translation>
    </message>
    <message>
        <source>Step cache: medium, faster</source>
        <translation>步缓存：中，更快</translation>
    </message>
    <message>
        <source>Step cache: strong, fastest</source>
        <translation>步缓存：强，最快</translation>
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
    <name>genserve::ui::ServerPage</name>
    <message>
        <source>No server in this start</source>
        <translation>本次启动没有服务器</translation>
    </message>
    <message>
        <source>This start of the program answers no other programs.</source>
        <translation>本次启动的程序不应答其他程序。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>May</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>上次使用</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Doing</source>
        <translation>正在做</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>每分钟请求数</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>新密钥…</translation>
    </message>
    <message>
        <source>Without a key nobody but this computer can use the server.</source>
        <translation>没有密钥时，只有这台电脑能使用服务器。</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Language of the example</source>
        <translation>示例语言</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Put a key in place of $KEY. On this computer it works without one.</source>
        <translation>将 $KEY 换成一个密钥。在这台电脑上无需密钥。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>On · shared on this network</source>
        <translation>已开启 · 在此网络共享</translation>
    </message>
    <message>
        <source>On · this computer only</source>
        <translation>已开启 · 仅限这台电脑</translation>
    </message>
    <message>
        <source>in this minute · %1 in the last hour</source>
        <translation>本分钟 · 过去一小时 %1</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>%1 生成</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>无密钥</translation>
    </message>
    <message>
        <source>none in the last ten minutes</source>
        <translation>最近十分钟没有</translation>
    </message>
    <message numerus="yes">
        <source>%n in the last ten minutes</source>
        <translation>
            <numerusform>最近十分钟 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Revoke “%1”</source>
        <translation>吊销“%1”</translation>
    </message>
    <message>
        <source>“%1” has no access any more</source>
        <translation>“%1”已无权访问</translation>
    </message>
    <message>
        <source>No keys yet</source>
        <translation>还没有密钥</translation>
    </message>
    <message>
        <source>Nobody calls</source>
        <translation>还没有客户端</translation>
    </message>
    <message>
        <source>Programs that ask for pictures stand here.</source>
        <translation>请求图片的程序会列在这里。</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>这台电脑</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ServerWords</name>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>manage all tasks and keys</source>
        <translation>管理所有任务和密钥</translation>
    </message>
    <message>
        <source>make pictures</source>
        <translation>生成图片</translation>
    </message>
    <message>
        <source>see the state</source>
        <translation>查看状态</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>refused: no valid key</source>
        <translation>已拒绝：没有有效密钥</translation>
    </message>
    <message numerus="yes">
        <source>waits for %n task(s)</source>
        <translation>
            <numerusform>等待 %n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>asked %1</source>
        <translation>%1请求过</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
</context>
<context>
    <name>genserve::ui::SettingsPage</name>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Changes at once.</source>
        <translation>立即生效。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>System follows the desktop&apos;s own light or dark look.</source>
        <translation>“系统”跟随桌面自身的浅色或深色外观。</translation>
    </message>
    <message>
        <source>Tell when pictures are finished</source>
        <translation>图片完成时通知</translation>
    </message>
    <message>
        <source>With a notification, where the window is not in front.</source>
        <translation>窗口不在最前时以通知告知。</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Finish them in the background</source>
        <translation>在后台完成</translation>
    </message>
    <message>
        <source>Stop after what runs now</source>
        <translation>完成正在运行的任务后停止</translation>
    </message>
    <message>
        <source>Keep them for the next start</source>
        <translation>留到下次启动</translation>
    </message>
    <message>
        <source>Closing the window with tasks left</source>
        <translation>关闭窗口时仍有任务</translation>
    </message>
    <message>
        <source>Nothing is lost in any case.</source>
        <translation>无论如何都不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Pictures and queue</source>
        <translation>图片与队列</translation>
    </message>
    <message>
        <source>With all settings, inputs and the trash.</source>
        <translation>包括全部设置、输入图片和回收站。</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>Can be read and edited while the program is closed.</source>
        <translation>程序关闭时可阅读和编辑。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>genserve::ui::SharingCard</name>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Share on this network</source>
        <translation>在此网络共享</translation>
    </message>
    <message>
        <source>Other computers on your network can send tasks with a key</source>
        <translation>网络中的其他电脑可凭密钥提交任务</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Scan to open on a phone</source>
        <translation>用手机扫描打开</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>地址已复制</translation>
    </message>
    <message>
        <source>Answers on port %1 since %2</source>
        <translation>自 %2 起在端口 %1 应答</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Off: only this window makes pictures</source>
        <translation>已关闭：只有此窗口生成图片</translation>
    </message>
    <message>
        <source>Answers elsewhere</source>
        <translation>在别处应答</translation>
    </message>
    <message>
        <source>Can&apos;t answer</source>
        <translation>无法应答</translation>
    </message>
    <message>
        <source>Address for other computers</source>
        <translation>供其他电脑使用的地址</translation>
    </message>
    <message>
        <source>Address on this computer</source>
        <translation>这台电脑上的地址</translation>
    </message>
    <message>
        <source>none while the server is off</source>
        <translation>服务器关闭时没有</translation>
    </message>
    <message>
        <source>also %1</source>
        <translation>另有 %1</translation>
    </message>
    <message>
        <source>API page</source>
        <translation>接口文档</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>无法应答</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ShortcutEditor</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>无快捷键</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>All defaults</source>
        <translation>全部默认</translation>
    </message>
    <message>
        <source>Choose a command to change its keys</source>
        <translation>选择一个命令以更改快捷键</translation>
    </message>
    <message>
        <source>%1 is “%2” now. Setting it here takes it away there.</source>
        <translation>%1 现用于“%2”。在此设定后，那里将不再使用。</translation>
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
    <message>
        <source>Queue done about %1</source>
        <translation>队列约 %1 完成</translation>
    </message>
    <message>
        <source>Server off</source>
        <translation>服务器已关闭</translation>
    </message>
    <message>
        <source>Only this computer</source>
        <translation>仅限这台电脑</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n 个客户端</numerusform>
        </translation>
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
    <message>
        <source>The weight %1 in the prompt is not a number from 0 to 4</source>
        <translation>提示词中的权重 %1 不是 0 到 4 之间的数</translation>
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
    <message>
        <source>The task does not wait any more: what you generate now is a new one</source>
        <translation>该任务已不在等待：现在生成的是新任务</translation>
    </message>
    <message>
        <source>Prompt beside the canvas</source>
        <translation>画布旁的提示词面板</translation>
    </message>
    <message>
        <source>All panels back to their places</source>
        <translation>所有面板恢复原位</translation>
    </message>
    <message>
        <source>%1 is not installed: %2 takes its place, with its own steps and guidance</source>
        <translation>未安装 %1：改用 %2 及其默认的步数和引导</translation>
    </message>
    <message>
        <source>Load mask</source>
        <translation>载入蒙版</translation>
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
    <name>genserve::ui::TaskAction</name>
    <message>
        <source>Open in the studio</source>
        <translation>在创作页打开</translation>
    </message>
    <message>
        <source>Edit and replace</source>
        <translation>编辑并替换</translation>
    </message>
    <message>
        <source>Run next</source>
        <translation>下一个运行</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Run last</source>
        <translation>最后运行</translation>
    </message>
    <message>
        <source>Once more with another seed</source>
        <translation>换种子再来一次</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>genserve::ui::TaskFilterBar</name>
    <message>
        <source>Filter tasks</source>
        <translation>筛选任务</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>From: all</source>
        <translation>来源：全部</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>来源：%1</translation>
    </message>
    <message>
        <source>Resume queue</source>
        <translation>继续队列</translation>
    </message>
    <message>
        <source>Pause queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Every door</source>
        <translation>所有来源</translation>
    </message>
</context>
<context>
    <name>genserve::ui::TaskHeading</name>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>genserve::ui::TaskRow</name>
    <message>
        <source>left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>starts %1</source>
        <translation>%1 开始</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>尝试 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
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
    <message>
        <source>From colour</source>
        <translation>按颜色</translation>
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
    <message>
        <source>Soft: little pressure does a lot</source>
        <translation>柔和：轻压即有明显效果</translation>
    </message>
    <message>
        <source>Firm: needs more pressure</source>
        <translation>硬实：需要更大压力</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Shift keeps to steps of 15°, Ctrl takes away</source>
        <translation>按住 Shift 以 15° 为步长，按住 Ctrl 减去</translation>
    </message>
    <message>
        <source>Shift makes a square, Ctrl takes away</source>
        <translation>按住 Shift 画正方形，按住 Ctrl 减去</translation>
    </message>
    <message>
        <source>Shift makes a circle, Ctrl takes away</source>
        <translation>按住 Shift 画圆，按住 Ctrl 减去</translation>
    </message>
    <message>
        <source>Ctrl takes away</source>
        <translation>按住 Ctrl 减去</translation>
    </message>
    <message>
        <source>Enter closes it, Backspace takes a corner back, Ctrl takes away</source>
        <translation>按 Enter 闭合，按 Backspace 撤回一个角点，按住 Ctrl 减去</translation>
    </message>
    <message>
        <source>Shift takes the colour everywhere, Ctrl takes away</source>
        <translation>按住 Shift 选取所有同色区域，按住 Ctrl 减去</translation>
    </message>
    <message>
        <source>Shift takes only what is connected, Ctrl takes away</source>
        <translation>按住 Shift 只选取相连区域，按住 Ctrl 减去</translation>
    </message>
    <message>
        <source>From all to nothing; Ctrl takes away</source>
        <translation>从全部到没有；按住 Ctrl 减去</translation>
    </message>
    <message>
        <source>Drag an edge or a corner outwards; a double click takes it back</source>
        <translation>向外拖动边或角；双击恢复原尺寸</translation>
    </message>
    <message>
        <source>With every tool Space or the middle button move the view</source>
        <translation>使用任何工具时，按住空格键或鼠标中键均可移动视图</translation>
    </message>
    <message>
        <source>Shift and a drag to the side change it on the canvas, too</source>
        <translation>在画布上按住 Shift 并左右拖动也可更改</translation>
    </message>
    <message>
        <source>How pen pressure acts: %1</source>
        <translation>笔压曲线：%1</translation>
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
    <message>
        <source>Enlarge the picture</source>
        <translation>扩展画面</translation>
    </message>
    <message>
        <source>From colour</source>
        <translation>按颜色</translation>
    </message>
    <message>
        <source>Swap brush and eraser</source>
        <translation>切换画笔与橡皮</translation>
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
    <message>
        <source>Messages, new ones</source>
        <translation>消息，有新的</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>genserve::ui::TotalsCard</name>
    <message>
        <source>Pictures a minute</source>
        <translation>每分钟图片数</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Queue done</source>
        <translation>队列完成</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>需要您处理</translation>
    </message>
    <message>
        <source>over the last ten minutes</source>
        <translation>最近十分钟</translation>
    </message>
    <message>
        <source>known after two pictures</source>
        <translation>完成两张图片后得知</translation>
    </message>
    <message>
        <source>every device may rest</source>
        <translation>所有设备都可休息</translation>
    </message>
    <message>
        <source>%1 from this computer · %2 from others</source>
        <translation>%1 个来自这台电脑 · %2 个来自其他</translation>
    </message>
    <message>
        <source>the queue is paused</source>
        <translation>队列已暂停</translation>
    </message>
    <message>
        <source>learned from finished tasks</source>
        <translation>根据已完成的任务估算</translation>
    </message>
    <message>
        <source>nothing runs or waits</source>
        <translation>没有运行或等待的任务</translation>
    </message>
    <message>
        <source>learned with the first pictures</source>
        <translation>完成最初几张图片后得知</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>task(s)</source>
        <translation>
            <numerusform>个任务</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>failed task(s)</source>
        <translation>
            <numerusform>个失败的任务</numerusform>
        </translation>
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
        <source>This computer</source>
        <translation>这台电脑</translation>
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
        <source>Text</source>
        <translation>文生图</translation>
    </message>
</context>
</TS>
