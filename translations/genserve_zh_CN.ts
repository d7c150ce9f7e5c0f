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
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>A picture to go by</source>
        <translation>参考图片</translation>
    </message>
    <message>
        <source>Drop one here or open it (Ctrl+O): its lines or depth guide the new picture.</source>
        <translation>拖放到此处或打开（Ctrl+O）：其线条或深度将引导新图片。</translation>
    </message>
    <message>
        <source>as the model sees it</source>
        <translation>模型看到的图</translation>
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
    <name>genserve::ui::CommandWords</name>
    <message>
        <source>zoom whole window</source>
        <translation>缩放 整张 适合窗口</translation>
    </message>
    <message>
        <source>zoom 100% original size</source>
        <translation>缩放 100% 原始大小</translation>
    </message>
    <message>
        <source>save copy files</source>
        <translation>保存 导出 复制 文件</translation>
    </message>
    <message>
        <source>add pictures folder open</source>
        <translation>添加 导入 图片 文件夹</translation>
    </message>
    <message>
        <source>delete remove forever</source>
        <translation>彻底删除 永久删除</translation>
    </message>
    <message>
        <source>reuse parameters settings</source>
        <translation>复用 参数 设置</translation>
    </message>
    <message>
        <source>variation another seed</source>
        <translation>变体 换种子</translation>
    </message>
    <message>
        <source>delete remove bin</source>
        <translation>删除 移除 回收站</translation>
    </message>
    <message>
        <source>controlnet canny edges depth</source>
        <translation>controlnet 控制 边缘 canny 深度</translation>
    </message>
    <message>
        <source>inpaint repaint mask outpaint</source>
        <translation>局部重绘 修复 蒙版 扩图</translation>
    </message>
    <message>
        <source>img2img image to image variation</source>
        <translation>img2img 图生图 变体</translation>
    </message>
    <message>
        <source>txt2img text to image</source>
        <translation>txt2img 文生图</translation>
    </message>
    <message>
        <source>checkpoint LoRA download path</source>
        <translation>模型 LoRA 下载 路径</translation>
    </message>
    <message>
        <source>refresh reload checkpoints</source>
        <translation>刷新 重新加载 模型</translation>
    </message>
    <message>
        <source>load image file import</source>
        <translation>载入 图片 文件 导入</translation>
    </message>
    <message>
        <source>stop resume hold</source>
        <translation>停止 继续 暂停</translation>
    </message>
    <message>
        <source>again repeat</source>
        <translation>再次 重复</translation>
    </message>
    <message>
        <source>export download</source>
        <translation>导出 下载</translation>
    </message>
    <message>
        <source>API token password access</source>
        <translation>API 令牌 密码 访问</translation>
    </message>
    <message>
        <source>LAN REST API address</source>
        <translation>局域网 REST API 地址</translation>
    </message>
    <message>
        <source>stop interrupt abort</source>
        <translation>停止 中断 取消</translation>
    </message>
    <message>
        <source>make create render run start</source>
        <translation>生成 制作 运行 开始</translation>
    </message>
    <message>
        <source>outpaint extend uncrop larger</source>
        <translation>扩图 扩展 外绘 放大画布</translation>
    </message>
    <message>
        <source>theme night mode appearance</source>
        <translation>主题 夜间模式 深色 外观</translation>
    </message>
    <message>
        <source>theme day mode appearance</source>
        <translation>主题 日间模式 浅色 外观</translation>
    </message>
    <message>
        <source>theme appearance</source>
        <translation>主题 外观 跟随系统</translation>
    </message>
    <message>
        <source>help what can I do</source>
        <translation>帮助 能做什么 命令</translation>
    </message>
    <message>
        <source>canny edges depth preview</source>
        <translation>边缘 深度 预览 canny</translation>
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
    <message>
        <source>Show what the model sees</source>
        <translation>显示模型看到的图</translation>
    </message>
    <message>
        <source>The lines that the model goes by, on the canvas</source>
        <translation>在画布上显示模型所依据的线条</translation>
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
    <message>
        <source>holds no LoRA or ControlNet</source>
        <translation>不含 LoRA 或 ControlNet</translation>
    </message>
    <message>
        <source>holds several LoRAs, name one of them</source>
        <translation>含有多个 LoRA，请指定其中一个</translation>
    </message>
    <message>
        <source>is neither a LoRA nor a ControlNet</source>
        <translation>既不是 LoRA 也不是 ControlNet</translation>
    </message>
    <message>
        <source>holds neither model_index.json nor a safetensors file with a FLUX transformer</source>
        <translation>既没有 model_index.json，也没有含 FLUX Transformer 的 safetensors 文件</translation>
    </message>
    <message>
        <source>holds several models, name one of them: %1</source>
        <translation>含有多个模型，请指定其中一个：%1</translation>
    </message>
    <message>
        <source>the model is incomplete, missing: %1</source>
        <translation>模型不完整，缺少：%1</translation>
    </message>
    <message>
        <source>its pipeline is %1, expected FluxPipeline or a sibling</source>
        <translation>其管线是 %1，应为 FluxPipeline 或同类</translation>
    </message>
    <message>
        <source>lacks the text &quot;%1&quot;</source>
        <translation>缺少文字“%1”</translation>
    </message>
    <message>
        <source>in_channels %1 does not fit the autoencoder: the latents alone have %2, with a control picture %3, with a mask %4</source>
        <translation>in_channels %1 与自编码器不符：仅潜变量有 %2，加控制图片为 %3，加蒙版为 %4</translation>
    </message>
    <message>
        <source>joint_attention_dim differs from the T5 encoder&apos;s d_model (%1 and %2)</source>
        <translation>joint_attention_dim 与 T5 编码器的 d_model 不同（%1 和 %2）</translation>
    </message>
    <message>
        <source>pooled_projection_dim differs from the CLIP encoder&apos;s hidden_size (%1 and %2)</source>
        <translation>pooled_projection_dim 与 CLIP 编码器的 hidden_size 不同（%1 和 %2）</translation>
    </message>
    <message>
        <source>out_channels is not four times the autoencoder&apos;s latent_channels (%1 and %2)</source>
        <translation>out_channels 不是自编码器 latent_channels 的四倍（%1 和 %2）</translation>
    </message>
    <message>
        <source>is not a folder that can be read</source>
        <translation>不是可读取的文件夹</translation>
    </message>
    <message>
        <source>is a folder, not a file</source>
        <translation>是文件夹，不是文件</translation>
    </message>
    <message>
        <source>the model folders hold more than %1 %2</source>
        <translation>模型文件夹中的%2超过 %1 个</translation>
    </message>
    <message>
        <source>the rest is not looked at</source>
        <translation>其余的不再查看</translation>
    </message>
    <message>
        <source>weight files</source>
        <translation>权重文件</translation>
    </message>
    <message>
        <source>holds no snapshot</source>
        <translation>不含快照</translation>
    </message>
    <message>
        <source>the folder lacks config.json</source>
        <translation>文件夹中缺少 config.json</translation>
    </message>
    <message>
        <source>the tokenizer has ids up to %1, the encoder&apos;s embedding has %2 rows</source>
        <translation>分词器的编号最大为 %1，而编码器的嵌入只有 %2 行</translation>
    </message>
    <message>
        <source>FLUX.1 with guidance: text to image, image to image, inpainting</source>
        <translation>带引导的 FLUX.1：文生图、图生图、局部重绘</translation>
    </message>
    <message>
        <source>FLUX.1 without guidance, for few steps: text to image, image to image, inpainting</source>
        <translation>不带引导、步数很少的 FLUX.1：文生图、图生图、局部重绘</translation>
    </message>
    <message>
        <source>FLUX.1 trained for editing by instruction, used here as a model with guidance</source>
        <translation>为按指令编辑而训练的 FLUX.1，这里作为带引导的模型使用</translation>
    </message>
    <message>
        <source>FLUX.1 made for repainting and outpainting: fill</source>
        <translation>用于重绘和扩展画布的 FLUX.1：填充</translation>
    </message>
    <message>
        <source>FLUX.1 led by an edge map: controlnet</source>
        <translation>由边缘图引导的 FLUX.1：控制</translation>
    </message>
    <message>
        <source>FLUX.1 led by a depth map: controlnet</source>
        <translation>由深度图引导的 FLUX.1：控制</translation>
    </message>
    <message>
        <source>FLUX.1 led by a control picture: controlnet</source>
        <translation>由控制图片引导的 FLUX.1：控制</translation>
    </message>
    <message>
        <source>Picture prompts for FLUX.1; listed only, this version does not run it</source>
        <translation>用于 FLUX.1 的图片提示；仅列出，本版本不能运行</translation>
    </message>
    <message>
        <source>FLUX model of an unknown kind; listed only, this version does not run it</source>
        <translation>未知类型的 FLUX 模型；仅列出，本版本不能运行</translation>
    </message>
    <message>
        <source>%1 does not fit this model: %2 changes a layer of shape %3, the model&apos;s has %4</source>
        <translation>%1 不适合这个模型：%2 修改形状为 %3 的层，而模型的是 %4</translation>
    </message>
    <message>
        <source>%1 does not fit this model: %2 has another shape than the model&apos;s norm</source>
        <translation>%1 不适合这个模型：%2 的形状与模型的归一化层不同</translation>
    </message>
    <message>
        <source>%1 holds no tensors</source>
        <translation>%1 不含张量</translation>
    </message>
    <message>
        <source>%1: belongs to a %2 adapter; only LoRA is applied</source>
        <translation>%1：属于 %2 适配器；只支持 LoRA</translation>
    </message>
    <message>
        <source>holds no real numbers</source>
        <translation>不含实数</translation>
    </message>
    <message>
        <source>is the second of its kind for %1</source>
        <translation>是 %1 的第二个同类张量</translation>
    </message>
    <message>
        <source>its partner, the %1 matrix, is missing</source>
        <translation>缺少与之成对的 %1 矩阵</translation>
    </message>
    <message>
        <source>the down matrix %1 and the up matrix %2 can&apos;t be multiplied</source>
        <translation>down 矩阵 %1 与 up 矩阵 %2 不能相乘</translation>
    </message>
    <message>
        <source>the bias has shape %1, expected %2</source>
        <translation>偏置的形状是 %1，应为 %2</translation>
    </message>
    <message>
        <source>has shape %1, expected one number</source>
        <translation>形状是 %1，应为一个数</translation>
    </message>
    <message>
        <source>is not a finite number</source>
        <translation>不是有限的数</translation>
    </message>
    <message>
        <source>is no JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>%1 is no number</source>
        <translation>%1 不是数</translation>
    </message>
    <message>
        <source>%1 holds something else than numbers</source>
        <translation>%1 含有数以外的内容</translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>the JSON is not an object</source>
        <translation>该 JSON 不是对象</translation>
    </message>
    <message>
        <source>not valid JSON, see byte %1</source>
        <translation>不是有效的 JSON，见第 %1 字节</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>is not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>the JSON is nested more than 32 levels deep</source>
        <translation>JSON 嵌套超过 32 层</translation>
    </message>
    <message>
        <source>the JSON has more than 4000000 values</source>
        <translation>JSON 中的值超过 4000000 个</translation>
    </message>
    <message>
        <source>%1 must be an integer from %2 to %3</source>
        <translation>%1 必须是 %2 到 %3 的整数</translation>
    </message>
    <message>
        <source>%1 must be a number from %2 to %3</source>
        <translation>%1 必须是 %2 到 %3 的数</translation>
    </message>
    <message>
        <source>%1 must be true or false</source>
        <translation>%1 必须是 true 或 false</translation>
    </message>
    <message>
        <source>%1 must be a string</source>
        <translation>%1 必须是字符串</translation>
    </message>
    <message>
        <source>%1 must be a list of 1 to 64 integers from %2 to %3</source>
        <translation>%1 必须是 1 到 64 个 %2 到 %3 的整数的列表</translation>
    </message>
    <message>
        <source>%1 must be a list of 1 to 64 strings</source>
        <translation>%1 必须是 1 到 64 个字符串的列表</translation>
    </message>
    <message>
        <source>%1 must be %2 times %3</source>
        <translation>%1 必须是 %2 个 %3</translation>
    </message>
    <message>
        <source>%1 must be silu</source>
        <translation>%1 必须是 silu</translation>
    </message>
    <message>
        <source>%1 must have at most 8 entries</source>
        <translation>%1 最多 8 项</translation>
    </message>
    <message>
        <source>%1 must be multiples of norm_num_groups</source>
        <translation>%1 必须是 norm_num_groups 的倍数</translation>
    </message>
    <message>
        <source>%1 must be a multiple of num_attention_heads</source>
        <translation>%1 必须是 num_attention_heads 的倍数</translation>
    </message>
    <message>
        <source>%1 times patch_size squared is not in_channels</source>
        <translation>%1 乘以 patch_size 的平方不等于 in_channels</translation>
    </message>
    <message>
        <source>%1 must be three even numbers whose sum is attention_head_dim</source>
        <translation>%1 必须是三个偶数，其和为 attention_head_dim</translation>
    </message>
    <message>
        <source>%1 times attention_head_dim is over %2</source>
        <translation>%1 乘以 attention_head_dim 超过 %2</translation>
    </message>
    <message>
        <source>%1 must be over a quarter of relative_attention_num_buckets</source>
        <translation>%1 必须大于 relative_attention_num_buckets 的四分之一</translation>
    </message>
    <message>
        <source>%1 must differ from base_image_seq_len</source>
        <translation>%1 不能与 base_image_seq_len 相同</translation>
    </message>
    <message>
        <source>%1 is %2, supported are %3</source>
        <translation>%1 是 %2，支持的是 %3</translation>
    </message>
    <message>
        <source>%1 is %2, supported is %3</source>
        <translation>%1 是 %2，支持的是 %3</translation>
    </message>
    <message>
        <source>%1 is %2, expected %3</source>
        <translation>%1 是 %2，应为 %3</translation>
    </message>
    <message>
        <source>%1 is not supported</source>
        <translation>不支持 %1</translation>
    </message>
    <message>
        <source>%1 is %2; only T5 v1.1&apos;s gated-gelu is supported</source>
        <translation>%1 是 %2；只支持 T5 v1.1 的 gated-gelu</translation>
    </message>
    <message>
        <source>not a FLUX autoencoder</source>
        <translation>不是 FLUX 的自编码器</translation>
    </message>
    <message>
        <source>the autoencoder&apos;s channels are not multiples of 32</source>
        <translation>自编码器的通道数不是 32 的倍数</translation>
    </message>
    <message>
        <source>not a CLIP text encoder</source>
        <translation>不是 CLIP 文本编码器</translation>
    </message>
    <message>
        <source>not a T5 v1.1 encoder</source>
        <translation>不是 T5 v1.1 编码器</translation>
    </message>
    <message>
        <source>not a FLUX transformer: %1 is missing</source>
        <translation>不是 FLUX 的 Transformer：缺少 %1</translation>
    </message>
    <message>
        <source>not a FLUX ControlNet: %1 is missing</source>
        <translation>不是 FLUX 的 ControlNet：缺少 %1</translation>
    </message>
    <message>
        <source>no kind of FLUX ControlNet that is known</source>
        <translation>不是已知种类的 FLUX ControlNet</translation>
    </message>
    <message>
        <source>a ControlNet whose control input has %1 channels (an inpainting one?) where the latents have %2 can&apos;t be used</source>
        <translation>不能使用控制输入有 %1 个通道（是局部重绘用的吗？）而潜变量有 %2 个通道的 ControlNet</translation>
    </message>
    <message>
        <source>the head size %1 does not fit the width %2</source>
        <translation>注意力头大小 %1 与宽度 %2 不符</translation>
    </message>
    <message>
        <source>has shape %1, which the width %2 of img_in does not divide into q, k and v</source>
        <translation>形状是 %1，不能按 img_in 的宽度 %2 分成 q、k 和 v</translation>
    </message>
    <message>
        <source>has shape %1, which has no two halves</source>
        <translation>形状是 %1，不能分成两半</translation>
    </message>
    <message>
        <source>has shape %1, expected %2</source>
        <translation>形状是 %1，应为 %2</translation>
    </message>
    <message>
        <source>stands in %1 too</source>
        <translation>也在 %1 中</translation>
    </message>
    <message>
        <source>lacks the object &quot;%1&quot;</source>
        <translation>缺少对象“%1”</translation>
    </message>
    <message>
        <source>its shard is not text</source>
        <translation>其分片不是文字</translation>
    </message>
    <message>
        <source>its shard %1 is no file of this folder</source>
        <translation>其分片 %1 不是这个文件夹中的文件</translation>
    </message>
    <message>
        <source>the index promises it in %1, which lacks it</source>
        <translation>索引说它在 %1 中，但那里没有</translation>
    </message>
    <message>
        <source>names %1 shards; 1 to %2 are possible</source>
        <translation>列出 %1 个分片；可以有 1 到 %2 个</translation>
    </message>
    <message>
        <source>the shard is missing (%1 names it)</source>
        <translation>缺少分片（%1 中列出了它）</translation>
    </message>
    <message>
        <source>no diffusion_pytorch_model.safetensors, model.safetensors or index of shards in this folder</source>
        <translation>这个文件夹中没有 diffusion_pytorch_model.safetensors、model.safetensors 或分片索引</translation>
    </message>
    <message>
        <source>the file has changed since its header was read</source>
        <translation>文件在读取文件头之后发生了变化</translation>
    </message>
    <message>
        <source>the file was changed while it was read</source>
        <translation>文件在读取时被修改</translation>
    </message>
    <message>
        <source>loading was cancelled</source>
        <translation>加载已取消</translation>
    </message>
    <message>
        <source>the weights can&apos;t be loaded: %1</source>
        <translation>无法加载权重：%1</translation>
    </message>
    <message>
        <source>not enough memory for the weights</source>
        <translation>内存不足以容纳权重</translation>
    </message>
    <message>
        <source>the header is not valid JSON at byte %1</source>
        <translation>文件头在第 %1 字节处不是有效的 JSON</translation>
    </message>
    <message>
        <source>the header is not valid JSON: it holds a NUL byte</source>
        <translation>文件头不是有效的 JSON：含有 NUL 字节</translation>
    </message>
    <message>
        <source>has %1 where the format allows none</source>
        <translation>在格式不允许的位置有%1</translation>
    </message>
    <message>
        <source>a boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>a negative number</source>
        <translation>负数</translation>
    </message>
    <message>
        <source>a fraction</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>binary data</source>
        <translation>二进制数据</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>has more than %1 dimensions</source>
        <translation>维数超过 %1</translation>
    </message>
    <message>
        <source>has more than two data_offsets</source>
        <translation>data_offsets 超过两个</translation>
    </message>
    <message>
        <source>has more than %1 entries</source>
        <translation>超过 %1 项</translation>
    </message>
    <message>
        <source>has the key %1 twice</source>
        <translation>键 %1 出现两次</translation>
    </message>
    <message>
        <source>stands in the header twice</source>
        <translation>在文件头中出现两次</translation>
    </message>
    <message>
        <source>has the field %1 twice</source>
        <translation>字段 %1 出现两次</translation>
    </message>
    <message>
        <source>lacks dtype, shape or two data_offsets</source>
        <translation>缺少 dtype、shape 或两个 data_offsets</translation>
    </message>
    <message>
        <source>the header has more than %1 tensors</source>
        <translation>文件头中的张量超过 %1 个</translation>
    </message>
    <message>
        <source>the file does not exist</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>not a readable regular file</source>
        <translation>不是可读取的普通文件</translation>
    </message>
    <message>
        <source>the file can&apos;t be read</source>
        <translation>无法读取文件</translation>
    </message>
    <message>
        <source>the file ends at byte %1 while it is being read</source>
        <translation>读取时文件在第 %1 字节处结束</translation>
    </message>
    <message>
        <source>%1 weights are not read (tensor %2)</source>
        <translation>不读取 %1 权重（张量 %2）</translation>
    </message>
    <message>
        <source>holds no %1: %2 is missing</source>
        <translation>不含%1：缺少 %2</translation>
    </message>
    <message>
        <source>holds no %1</source>
        <translation>不含%1</translation>
    </message>
    <message>
        <source>two tensors stand for %1</source>
        <translation>有两个张量对应 %1</translation>
    </message>
    <message>
        <source>FLUX transformer</source>
        <translation>FLUX Transformer</translation>
    </message>
    <message>
        <source>CLIP text encoder</source>
        <translation>CLIP 文本编码器</translation>
    </message>
    <message>
        <source>T5 encoder</source>
        <translation>T5 编码器</translation>
    </message>
    <message>
        <source>autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>packed integer</source>
        <translation>打包整数</translation>
    </message>
    <message>
        <source>the tensor is missing</source>
        <translation>缺少张量</translation>
    </message>
    <message>
        <source>%1 (and %2 more fault)</source>
        <translation>%1（另有 %2 个问题）</translation>
    </message>
    <message>
        <source>%1 (and %2 more faults)</source>
        <translation>%1（另有 %2 个问题）</translation>
    </message>
    <message>
        <source>can&apos;t be stacked on %1</source>
        <translation>不能叠在 %1 上</translation>
    </message>
    <message>
        <source>the configured shape %1 is impossible</source>
        <translation>配置的形状 %1 不可能</translation>
    </message>
    <message>
        <source>not a safetensors file: it has only %1 bytes</source>
        <translation>不是 safetensors 文件：只有 %1 字节</translation>
    </message>
    <message>
        <source>not a safetensors file: its first 8 bytes announce a header of %1 bytes; the limit is %2</source>
        <translation>不是 safetensors 文件：开头 8 字节声明文件头有 %1 字节；上限是 %2</translation>
    </message>
    <message>
        <source>the file is truncated: its first 8 bytes announce a header of %1 bytes, and it has %2 in all</source>
        <translation>文件被截断：开头 8 字节声明文件头有 %1 字节，而整个文件只有 %2 字节</translation>
    </message>
    <message>
        <source>has the unknown dtype &quot;%1&quot;</source>
        <translation>的数据类型“%1”未知</translation>
    </message>
    <message>
        <source>has a shape whose size overflows</source>
        <translation>的形状大小溢出</translation>
    </message>
    <message>
        <source>its data end before they begin</source>
        <translation>的数据结束位置在开始位置之前</translation>
    </message>
    <message>
        <source>its data end at byte %1 of the %2 behind the header; the file is truncated</source>
        <translation>的数据到文件头之后 %2 字节中的第 %1 字节结束；文件被截断</translation>
    </message>
    <message>
        <source>has %1 bytes, its shape %2 in %3 needs %4</source>
        <translation>有 %1 字节，而形状 %2（%3）需要 %4 字节</translation>
    </message>
    <message>
        <source>its data begin at byte %1, inside another tensor; expected %2</source>
        <translation>的数据从第 %1 字节开始，位于另一个张量之内；应为 %2</translation>
    </message>
    <message>
        <source>its data begin at byte %1, after a gap; expected %2</source>
        <translation>的数据从第 %1 字节开始，前面有空隙；应为 %2</translation>
    </message>
    <message>
        <source>%1 bytes at the end belong to no tensor</source>
        <translation>末尾 %1 字节不属于任何张量</translation>
    </message>
    <message>
        <source>not a safetensors file: its header does not begin with &apos;{&apos;</source>
        <translation>不是 safetensors 文件：文件头不以“{”开头</translation>
    </message>
    <message>
        <source>quantised weights are not read but float8 with one scale a tensor (tensor %1 is %2)</source>
        <translation>量化权重中只读取每个张量一个比例的 float8（张量 %1 是 %2）</translation>
    </message>
    <message>
        <source>quantised weights are not read but float8 (tensor %1 is %2 with a scale)</source>
        <translation>量化权重中只读取 float8（张量 %1 是带比例的 %2）</translation>
    </message>
    <message>
        <source>the scale of a float8 tensor is not a finite number</source>
        <translation>float8 张量的比例不是有限的数</translation>
    </message>
    <message>
        <source>merge %1 (&quot;%2&quot;) names a token that is not in the vocabulary</source>
        <translation>合并规则 %1（“%2”）中的 token 不在词表中</translation>
    </message>
    <message>
        <source>the precompiled_charsmap&apos;s trie is longer than the map itself</source>
        <translation>precompiled_charsmap 的字典树比映射本身还长</translation>
    </message>
    <message>
        <source>the vocabulary is not an object of tokens and ids</source>
        <translation>词表不是 token 与编号的对象</translation>
    </message>
    <message>
        <source>token &quot;%1&quot; has no valid id</source>
        <translation>token“%1”没有有效的编号</translation>
    </message>
    <message>
        <source>two tokens have the id %1</source>
        <translation>有两个 token 的编号是 %1</translation>
    </message>
    <message>
        <source>merge %1 is not a pair of tokens</source>
        <translation>合并规则 %1 不是一对 token</translation>
    </message>
    <message>
        <source>model.merges is not a list</source>
        <translation>model.merges 不是列表</translation>
    </message>
    <message>
        <source>holds no BPE model with vocabulary and merges</source>
        <translation>不含带词表和合并规则的 BPE 模型</translation>
    </message>
    <message>
        <source>not a sentencepiece model</source>
        <translation>不是 sentencepiece 模型</translation>
    </message>
    <message>
        <source>a sentencepiece model of another type than unigram</source>
        <translation>不是 unigram 类型的 sentencepiece 模型</translation>
    </message>
    <message>
        <source>precompiled_charsmap is not base64</source>
        <translation>precompiled_charsmap 不是 base64</translation>
    </message>
    <message>
        <source>holds no unigram model</source>
        <translation>不含 unigram 模型</translation>
    </message>
    <message>
        <source>entry %1 of model.vocab is not [piece, score]</source>
        <translation>model.vocab 的第 %1 项不是 [片段, 分数]</translation>
    </message>
    <message>
        <source>the vocabulary has no piece 2, which stands for the unknown</source>
        <translation>词表中没有代表未知的第 2 个片段</translation>
    </message>
    <message>
        <source>%1 is not a token with an id</source>
        <translation>%1 不是带编号的 token</translation>
    </message>
    <message>
        <source>%1 is not given an id</source>
        <translation>%1 没有编号</translation>
    </message>
    <message>
        <source>%1 is not a token</source>
        <translation>%1 不是 token</translation>
    </message>
    <message>
        <source>%1 is not an object</source>
        <translation>%1 不是对象</translation>
    </message>
    <message>
        <source>%1 is not a list</source>
        <translation>%1 不是列表</translation>
    </message>
    <message>
        <source>%1 is not an id</source>
        <translation>%1 不是编号</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>contains a NUL character</source>
        <translation>含有 NUL 字符</translation>
    </message>
    <message>
        <source>has the weight &quot;%1&quot;, which must be a number from 0 to 4</source>
        <translation>其中的权重“%1”必须是 0 到 4 之间的数</translation>
    </message>
    <message>
        <source>%1 has no effect %2</source>
        <translation>%1 %2不起作用</translation>
    </message>
    <message>
        <source>in mode %1</source>
        <translation>在 %1 模式下</translation>
    </message>
    <message>
        <source>in prompt where prompt_2 is what T5 reads</source>
        <translation>在 prompt 中（T5 读取的是 prompt_2）</translation>
    </message>
    <message>
        <source>without a true_cfg_scale above 1</source>
        <translation>在 true_cfg_scale 不大于 1 时</translation>
    </message>
    <message>
        <source>without a negative_prompt</source>
        <translation>在没有 negative_prompt 时</translation>
    </message>
    <message>
        <source>with Fill models, which repaint the whole mask</source>
        <translation>对 Fill 模型（总是重绘整个蒙版）</translation>
    </message>
    <message>
        <source>without only_masked</source>
        <translation>在没有 only_masked 时</translation>
    </message>
    <message>
        <source>without paste_back</source>
        <translation>在没有 paste_back 时</translation>
    </message>
    <message>
        <source>without a ControlNet</source>
        <translation>在没有 ControlNet 时</translation>
    </message>
    <message>
        <source>without a control_image</source>
        <translation>在没有控制图片时</translation>
    </message>
    <message>
        <source>where controlnets have their own</source>
        <translation>在各 ControlNet 已有自己的值时</translation>
    </message>
    <message>
        <source>where every one of controlnets has its own</source>
        <translation>在每个 ControlNet 已有自己的控制图片时</translation>
    </message>
    <message>
        <source>with model %1</source>
        <translation>对模型 %1 </translation>
    </message>
    <message>
        <source>with %1, which is no union ControlNet</source>
        <translation>对 %1（不是 union ControlNet）</translation>
    </message>
    <message>
        <source>with weight 0</source>
        <translation>在权重为 0 时</translation>
    </message>
    <message>
        <source>each side grows by 0 to %1 px</source>
        <translation>每边可扩展 0 到 %1 像素</translation>
    </message>
    <message>
        <source>leaves no room for the input picture on a canvas of %1</source>
        <translation>在 %1 的画布上没有给输入图片留下位置</translation>
    </message>
    <message>
        <source>0 means the input picture&apos;s, but there is none</source>
        <translation>0 表示与输入图片相同，但没有输入图片</translation>
    </message>
    <message>
        <source>%1 pixels, the limit is %2</source>
        <translation>%1 像素，上限是 %2</translation>
    </message>
    <message>
        <source>%1 differs from input_image&apos;s %2</source>
        <translation>%1 与输入图片的 %2 不同</translation>
    </message>
    <message>
        <source>is required in mode fill without outpaint</source>
        <translation>在 fill 模式下没有扩展画布时是必需的</translation>
    </message>
    <message>
        <source>is required by model %1</source>
        <translation>是模型 %1 必需的</translation>
    </message>
    <message>
        <source>is required by this model</source>
        <translation>是这个模型必需的</translation>
    </message>
    <message>
        <source>is required by a ControlNet</source>
        <translation>是 ControlNet 必需的</translation>
    </message>
    <message>
        <source>is required by the ControlNet %1</source>
        <translation>是 ControlNet %1 必需的</translation>
    </message>
    <message>
        <source>is required by the control LoRA %1</source>
        <translation>是控制 LoRA %1 必需的</translation>
    </message>
    <message>
        <source>this model can only fill</source>
        <translation>这个模型只能用于填充</translation>
    </message>
    <message>
        <source>a Fill model can only be controlled by ControlNets</source>
        <translation>Fill 模型只能由 ControlNet 控制</translation>
    </message>
    <message>
        <source>strength: too small for %1 steps, no step would be run</source>
        <translation>强度对 %1 步来说太小，不会运行任何一步</translation>
    </message>
    <message>
        <source>no LoRA &apos;%1&apos; is installed</source>
        <translation>没有安装 LoRA“%1”</translation>
    </message>
    <message>
        <source>did you mean %1?</source>
        <translation>您要找的是 %1 吗？</translation>
    </message>
    <message>
        <source>installed: %1</source>
        <translation>已安装：%1</translation>
    </message>
    <message>
        <source>none is</source>
        <translation>一个也没有</translation>
    </message>
    <message>
        <source>%1 is a ControlNet, which belongs in controlnets</source>
        <translation>%1 是 ControlNet，应放在 controlnets 中</translation>
    </message>
    <message>
        <source>%1 does not fit model %2: it %3</source>
        <translation>%1 不适合模型 %2：%3</translation>
    </message>
    <message>
        <source>is made for %1 channels in a layer, the model has %2</source>
        <translation>它每层有 %1 个通道，而模型有 %2 个</translation>
    </message>
    <message>
        <source>is made for %1 channels a head, the model has %2</source>
        <translation>它每个注意力头有 %1 个通道，而模型有 %2 个</translation>
    </message>
    <message>
        <source>is made for %1 channels of text, the model has %2</source>
        <translation>它的文本有 %1 个通道，而模型有 %2 个</translation>
    </message>
    <message>
        <source>is made for %1 channels of pooled text, the model has %2</source>
        <translation>它的整体文本有 %1 个通道，而模型有 %2 个</translation>
    </message>
    <message>
        <source>is made for %1 input channels, the model has %2</source>
        <translation>它有 %1 个输入通道，而模型有 %2 个</translation>
    </message>
    <message>
        <source>is made for %1 output channels, the model has %2</source>
        <translation>它有 %1 个输出通道，而模型有 %2 个</translation>
    </message>
    <message>
        <source>works with base models only</source>
        <translation>它只能用于基础模型</translation>
    </message>
    <message>
        <source>needs a FLUX transformer</source>
        <translation>它需要 FLUX 的 Transformer</translation>
    </message>
    <message>
        <source>is a second control LoRA</source>
        <translation>是第二个控制 LoRA</translation>
    </message>
    <message>
        <source>there can be one</source>
        <translation>只能有一个</translation>
    </message>
    <message>
        <source>no ControlNet that fits is installed</source>
        <translation>没有安装适合的 ControlNet</translation>
    </message>
    <message>
        <source>no ControlNet &apos;%1&apos; is installed</source>
        <translation>没有安装 ControlNet“%1”</translation>
    </message>
    <message>
        <source>%1 is a LoRA, which belongs in loras</source>
        <translation>%1 是 LoRA，应放在 loras 中</translation>
    </message>
    <message>
        <source>can&apos;t be combined with a control LoRA</source>
        <translation>不能与控制 LoRA 同时使用</translation>
    </message>
    <message>
        <source>%1 is used for %2 control</source>
        <translation>%1 用于 %2 控制</translation>
    </message>
    <message>
        <source>nothing in its file or name says what it is for</source>
        <translation>其文件和名称都没有说明用途</translation>
    </message>
    <message>
        <source>makes edge maps, but %1 is for %2 maps, which the caller supplies</source>
        <translation>会生成边缘图，但 %1 用的是 %2 图，须由调用方提供</translation>
    </message>
    <message>
        <source>%1 is made for %2 maps, not for %3</source>
        <translation>%1 是为 %2 图制作的，不是 %3</translation>
    </message>
    <message>
        <source>the ControlNet %1</source>
        <translation>ControlNet %1</translation>
    </message>
    <message>
        <source>the control LoRA %1</source>
        <translation>控制 LoRA %1</translation>
    </message>
    <message>
        <source>%1 is none of the modes of %2: %3</source>
        <translation>%1 不是 %2 的模式：%3</translation>
    </message>
    <message>
        <source>the union ControlNet %1 needs to know its mode or a control_type: %2</source>
        <translation>union ControlNet %1 需要指定模式或 control_type：%2</translation>
    </message>
    <message>
        <source>is behind its end</source>
        <translation>在结束位置之后</translation>
    </message>
    <message>
        <source>is behind control_guidance_end</source>
        <translation>在 control_guidance_end 之后</translation>
    </message>
    <message>
        <source>makes canny edges only</source>
        <translation>只能生成 canny 边缘</translation>
    </message>
    <message>
        <source>%1 maps are supplied by the caller</source>
        <translation>%1 图须由调用方提供</translation>
    </message>
    <message>
        <source>work with base models, not with the control model %1</source>
        <translation>只能用于基础模型，不能用于控制模型 %1</translation>
    </message>
    <message>
        <source>model %1 needs no control LoRA</source>
        <translation>模型 %1 不需要控制 LoRA</translation>
    </message>
    <message>
        <source>%1 is a union net and needs one of its modes, %2</source>
        <translation>%1 是 union 网络，需要指定其模式之一：%2</translation>
    </message>
    <message>
        <source>%1 is not in %2</source>
        <translation>%1 不在 %2 之内</translation>
    </message>
    <message>
        <source>the ControlNet does not fit the model: %1 (%2 and %3)</source>
        <translation>这个 ControlNet 不适合该模型：%1（%2 和 %3）</translation>
    </message>
    <message>
        <source>other latents</source>
        <translation>潜变量不同</translation>
    </message>
    <message>
        <source>another width</source>
        <translation>宽度不同</translation>
    </message>
    <message>
        <source>another T5 encoder</source>
        <translation>T5 编码器不同</translation>
    </message>
    <message>
        <source>another CLIP encoder</source>
        <translation>CLIP 编码器不同</translation>
    </message>
    <message>
        <source>another number of pixels a token</source>
        <translation>每个 token 的像素数不同</translation>
    </message>
    <message>
        <source>can&apos;t be combined with the first: one kind (XLabs) sees the control picture&apos;s pixels and acts on the model&apos;s blocks in turns, the other sees latents and is spread over them</source>
        <translation>不能与第一个同时使用：一种（XLabs）读取控制图片的像素并轮流作用于模型的各个块，另一种读取潜变量并分布在各个块上</translation>
    </message>
    <message>
        <source>step_cache is not used where several devices make one picture</source>
        <translation>多个设备共同生成一张图片时不使用步缓存</translation>
    </message>
    <message>
        <source>no %1 control that fits model %2 is installed</source>
        <translation>没有安装适合模型 %2 的 %1 控制</translation>
    </message>
    <message>
        <source>no control that fits model %1 is installed</source>
        <translation>没有安装适合模型 %1 的控制</translation>
    </message>
    <message>
        <source>a %1 control model (such as %2 in diffusion_models), a %3 control LoRA (such as %4 in loras) or %5 (a safetensors file or a diffusers folder in controlnet) would enable it</source>
        <translation>%1 控制模型（如 diffusion_models 中的 %2）、%3 控制 LoRA（如 loras 中的 %4）或 %5（controlnet 中的 safetensors 文件或 diffusers 文件夹）可以启用它</translation>
    </message>
    <message>
        <source>a control model (such as %1 in diffusion_models), a control LoRA (such as %2 in loras) or %3 (a safetensors file or a diffusers folder in controlnet) would enable it</source>
        <translation>控制模型（如 diffusion_models 中的 %1）、控制 LoRA（如 loras 中的 %2）或 %3（controlnet 中的 safetensors 文件或 diffusers 文件夹）可以启用它</translation>
    </message>
    <message>
        <source>%1 (a safetensors file or a diffusers folder in controlnet) would enable it</source>
        <translation>%1（controlnet 中的 safetensors 文件或 diffusers 文件夹）可以启用它</translation>
    </message>
    <message>
        <source>a %1 ControlNet</source>
        <translation>%1 ControlNet</translation>
    </message>
    <message>
        <source>a ControlNet</source>
        <translation>ControlNet</translation>
    </message>
    <message>
        <source>model %1 is used, since %2 can&apos;t do this with what is installed</source>
        <translation>使用模型 %1，因为 %2 凭已安装的内容做不到</translation>
    </message>
    <message>
        <source>no model &apos;%1&apos; is installed</source>
        <translation>没有安装模型“%1”</translation>
    </message>
    <message>
        <source>devices that make a picture together need memory for all its weights each, and %1 are there</source>
        <translation>共同生成图片的每个设备都需要容纳全部权重的内存，而现有 %1</translation>
    </message>
    <message>
        <source>fp8 needs an NVIDIA GPU of the Hopper generation (H100, H200)</source>
        <translation>fp8 需要 Hopper 一代的 NVIDIA GPU（H100、H200）</translation>
    </message>
    <message>
        <source>%1 computes in fp32 and bf16</source>
        <translation>%1 以 fp32 和 bf16 计算</translation>
    </message>
    <message>
        <source>the devices that made this picture together lost one another</source>
        <translation>共同生成这张图片的设备失去了联系</translation>
    </message>
    <message>
        <source>the picture was given up</source>
        <translation>这张图片已放弃</translation>
    </message>
    <message>
        <source>an unknown exception</source>
        <translation>未知异常</translation>
    </message>
    <message>
        <source>there is no engine to ask</source>
        <translation>没有可用的引擎</translation>
    </message>
    <message>
        <source>the task&apos;s own values are out of range</source>
        <translation>任务自身的值超出范围</translation>
    </message>
    <message>
        <source>must be at least 1</source>
        <translation>至少为 1</translation>
    </message>
    <message>
        <source>must be -1000 to 1000</source>
        <translation>必须在 -1000 到 1000 之间</translation>
    </message>
    <message>
        <source>must be more than 0 and at most 10^9</source>
        <translation>必须大于 0 且不超过 10^9</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>不能为空</translation>
    </message>
    <message>
        <source>Small FLUX model that comes with GenServe: painted scenes and some sixty things, from English and Chinese prompts</source>
        <translation>GenServe 自带的小型 FLUX 模型：可用中英文提示词绘制场景和约六十种事物</translation>
    </message>
    <message>
        <source>The bound address is already in use</source>
        <translation>地址已被占用</translation>
    </message>
    <message>
        <source>The address is not available</source>
        <translation>地址不可用</translation>
    </message>
    <message>
        <source>The address is protected</source>
        <translation>端口受保护，需要管理员权限</translation>
    </message>
    <message>
        <source>Address already in use</source>
        <translation>地址已被占用</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统是只读的</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入输出错误</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件太多</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名太长</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>数据库或磁盘已满</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>磁盘读写错误</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>数据库文件已损坏</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>数据库是只读的</translation>
    </message>
    <message>
        <source>it has no image data</source>
        <translation>没有图像数据</translation>
    </message>
    <message>
        <source>a second picture begins inside the first</source>
        <translation>第一张图片中又开始了第二张</translation>
    </message>
    <message>
        <source>a segment has an impossible length</source>
        <translation>有一段的长度不可能</translation>
    </message>
    <message>
        <source>lossless, hierarchical and arithmetic JPEG are not read</source>
        <translation>不读取无损、分层和算术编码的 JPEG</translation>
    </message>
    <message>
        <source>JPEG with %1 components of %2 bits is not read</source>
        <translation>不读取有 %1 个 %2 位分量的 JPEG</translation>
    </message>
    <message>
        <source>its image data stands before its header</source>
        <translation>图像数据在文件头之前</translation>
    </message>
    <message>
        <source>it has more than %1 scans</source>
        <translation>扫描超过 %1 次</translation>
    </message>
    <message>
        <source>pictures are written as .png, .jpg or .jpeg, not as %1</source>
        <translation>图片只能写成 .png、.jpg 或 .jpeg，不能写成 %1</translation>
    </message>
    <message>
        <source>pictures are written as .png, .jpg or .jpeg</source>
        <translation>图片只能写成 .png、.jpg 或 .jpeg</translation>
    </message>
    <message>
        <source>this installation of Qt can&apos;t read %1</source>
        <translation>这里安装的 Qt 不能读取 %1</translation>
    </message>
    <message>
        <source>a picture with %1 channels and %2 bytes can&apos;t be written</source>
        <translation>不能写入有 %1 个通道和 %2 字节的图片</translation>
    </message>
    <message>
        <source>can&apos;t encode %1: %2</source>
        <translation>无法编码 %1：%2</translation>
    </message>
    <message>
        <source>not a PNG picture</source>
        <translation>不是 PNG 图片</translation>
    </message>
    <message>
        <source>there are bytes between its chunks that are none</source>
        <translation>数据块之间有不属于任何块的字节</translation>
    </message>
    <message>
        <source>it has more than %1 chunks</source>
        <translation>数据块超过 %1 个</translation>
    </message>
    <message>
        <source>its header asks for a kind of picture that PNG does not have</source>
        <translation>文件头要求 PNG 没有的图片种类</translation>
    </message>
    <message>
        <source>it has a part &apos;%1&apos; that PNG does not define</source>
        <translation>含有 PNG 未定义的部分“%1”</translation>
    </message>
    <message>
        <source>its image data is in several places</source>
        <translation>图像数据分散在多处</translation>
    </message>
    <message>
        <source>its palette is damaged</source>
        <translation>调色板已损坏</translation>
    </message>
    <message>
        <source>its transparency is damaged</source>
        <translation>透明度已损坏</translation>
    </message>
    <message>
        <source>the checksum of its part &apos;%1&apos; is wrong</source>
        <translation>部分“%1”的校验和错误</translation>
    </message>
    <message>
        <source>its palette is missing</source>
        <translation>缺少调色板</translation>
    </message>
    <message>
        <source>can&apos;t write the thumbnail</source>
        <translation>无法写入缩略图</translation>
    </message>
    <message>
        <source>there is something that is no regular file</source>
        <translation>那里有不是普通文件的东西</translation>
    </message>
    <message>
        <source>can&apos;t create a file in its folder: %1</source>
        <translation>无法在其文件夹中创建文件：%1</translation>
    </message>
    <message>
        <source>can&apos;t give it its name: %1</source>
        <translation>无法为其命名：%1</translation>
    </message>
    <message>
        <source>can&apos;t create it: %1</source>
        <translation>无法创建：%1</translation>
    </message>
    <message>
        <source>can&apos;t sync it: %1</source>
        <translation>无法同步到磁盘：%1</translation>
    </message>
    <message>
        <source>can&apos;t sync its file system: %1</source>
        <translation>无法同步其文件系统：%1</translation>
    </message>
    <message>
        <source>can&apos;t sync the folder: %1</source>
        <translation>无法同步文件夹：%1</translation>
    </message>
    <message>
        <source>can&apos;t rename it to %1: %2</source>
        <translation>无法改名为 %1：%2</translation>
    </message>
    <message>
        <source>can&apos;t read the folder: %1</source>
        <translation>无法读取文件夹：%1</translation>
    </message>
    <message>
        <source>there is no copy of the database</source>
        <translation>没有数据库的副本</translation>
    </message>
    <message>
        <source>the data folder belongs to the running process %1 (%2)</source>
        <translation>数据文件夹正由进程 %1（%2）使用</translation>
    </message>
    <message>
        <source>the data folder belongs to the running process %1</source>
        <translation>数据文件夹正由进程 %1 使用</translation>
    </message>
    <message>
        <source>can&apos;t open %1: %2</source>
        <translation>无法打开 %1：%2</translation>
    </message>
    <message>
        <source>can&apos;t lock %1: %2</source>
        <translation>无法锁定 %1：%2</translation>
    </message>
    <message>
        <source>the database was written by a newer version of this program (schema %1, this version knows up to %2)</source>
        <translation>数据库由本程序的较新版本写入（结构版本 %1，本版本最高支持 %2）</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is not installed (package libqt6sql6-sqlite)</source>
        <translation>没有安装 Qt 的 SQLite 驱动（软件包 libqt6sql6-sqlite）</translation>
    </message>
    <message>
        <source>database: %1</source>
        <translation>数据库：%1</translation>
    </message>
    <message>
        <source>no picture has this role</source>
        <translation>没有图片有这个用途</translation>
    </message>
    <message>
        <source>the request&apos;s picture has no file</source>
        <translation>请求的图片没有文件</translation>
    </message>
    <message>
        <source>a number of the request is not finite</source>
        <translation>请求中有数不是有限的</translation>
    </message>
    <message>
        <source>a text of the request is not UTF-8</source>
        <translation>请求中有文字不是 UTF-8</translation>
    </message>
    <message>
        <source>is no object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>is no text</source>
        <translation>不是文字</translation>
    </message>
    <message>
        <source>is neither true nor false</source>
        <translation>既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>is no number</source>
        <translation>不是数</translation>
    </message>
    <message>
        <source>is no whole number of 64 bits</source>
        <translation>不是 64 位整数</translation>
    </message>
    <message>
        <source>is no whole number of 32 bits</source>
        <translation>不是 32 位整数</translation>
    </message>
    <message>
        <source>is an unknown word</source>
        <translation>是未知的词</translation>
    </message>
    <message>
        <source>is no list of at most 64 entries</source>
        <translation>不是最多 64 项的列表</translation>
    </message>
    <message>
        <source>is no plain file name</source>
        <translation>不是单纯的文件名</translation>
    </message>
    <message>
        <source>a request of more than 1 MB</source>
        <translation>请求超过 1 MB</translation>
    </message>
    <message>
        <source>the request is no JSON</source>
        <translation>请求不是 JSON</translation>
    </message>
    <message>
        <source>there is no such device</source>
        <translation>没有这个设备</translation>
    </message>
    <message>
        <source>a tag has 1 to 64 characters</source>
        <translation>标签须为 1 到 64 个字符</translation>
    </message>
    <message>
        <source>this device makes every picture alone</source>
        <translation>这个设备独自生成每张图片</translation>
    </message>
    <message>
        <source>can&apos;t listen: %1</source>
        <translation>无法监听：%1</translation>
    </message>
    <message>
        <source>is no list of keys</source>
        <translation>不是密钥列表</translation>
    </message>
    <message>
        <source>holds a key that can&apos;t be understood</source>
        <translation>含有无法理解的密钥</translation>
    </message>
    <message>
        <source>can&apos;t be written: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>must be 1 to 64 letters, digits, dots, dashes or underlines</source>
        <translation>必须是 1 到 64 个字母、数字、点、短横线或下划线</translation>
    </message>
    <message>
        <source>is taken by another key</source>
        <translation>已被另一个密钥使用</translation>
    </message>
    <message>
        <source>must be some of generation, readonly, admin, all</source>
        <translation>必须取自 generation、readonly、admin、all</translation>
    </message>
    <message>
        <source>the system gives no random numbers</source>
        <translation>系统没有提供随机数</translation>
    </message>
    <message>
        <source>there are too many keys</source>
        <translation>密钥太多</translation>
    </message>
    <message>
        <source>no key has this name</source>
        <translation>没有这个名称的密钥</translation>
    </message>
    <message>
        <source>the queue&apos;s control socket can&apos;t be opened: %1</source>
        <translation>无法打开队列的控制套接字：%1</translation>
    </message>
    <message>
        <source>a backslash keeps a parenthesis plain</source>
        <translation>括号前加反斜杠表示普通括号</translation>
    </message>
    <message>
        <source>the program ended while a task ran; it begins anew</source>
        <translation>上次程序在任务运行时中断，该任务将重新开始</translation>
    </message>
    <message>
        <source>the program ended while a task ran; its picture was there already</source>
        <translation>上次程序在任务运行时中断，该任务的图片已经完成</translation>
    </message>
    <message>
        <source>the program ended while a task ran; it failed, since that was the third time</source>
        <translation>上次程序在任务运行时中断，该任务因第三次中断而失败</translation>
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
    <name>genserve::ui::FileChooser</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>图片 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
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
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
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
    <message>
        <source>%1: needs %2</source>
        <translation>%1：需要 %2</translation>
    </message>
    <message>
        <source>not installed · %1</source>
        <translation>未安装 · %1</translation>
    </message>
    <message>
        <source>not installed · needs %1</source>
        <translation>未安装 · 需要 %1</translation>
    </message>
</context>
<context>
    <name>genserve::ui::GalleryBrowser</name>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <translation>%1 张图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
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
</context>
<context>
    <name>genserve::ui::GalleryCommands</name>
    <message>
        <source>Star or remove the star</source>
        <translation>加星标或取消星标</translation>
    </message>
    <message>
        <source>Tag…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Compare two pictures</source>
        <translation>对比两张图片</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速查看</translation>
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
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>导入文件夹…</translation>
    </message>
</context>
<context>
    <name>genserve::ui::GalleryPage</name>
    <message>
        <source>The picture&apos;s file can&apos;t be read</source>
        <translation>无法读取图片文件</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) moved to trash</source>
        <translation>
            <numerusform>已将 %n 张图片移到回收站</numerusform>
        </translation>
    </message>
    <message>
        <source>This picture does not tell how it was made</source>
        <translation>这张图片没有记录它是如何生成的</translation>
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
    <message>
        <source>Does not fit: needs %1 GB</source>
        <translation>放不下：需要 %1 GB</translation>
    </message>
    <message>
        <source>%1 has %2 GB for it</source>
        <translation>%1 有 %2 GB 可用</translation>
    </message>
</context>
<context>
    <name>genserve::ui::InputSection</name>
    <message>
        <source>Picture to change</source>
        <translation>要修改的图片</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>打开图片…</translation>
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
    <message>
        <source>A name has up to 64 letters, digits, dots, underscores and hyphens</source>
        <translation>名称最多 64 个字符：字母、数字、点、下划线和连字符</translation>
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
    <message>
        <source>A task works with it</source>
        <translation>任务正在使用它</translation>
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
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>滑块</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Pixels changed outside</source>
        <translation>蒙版外改变的像素</translation>
    </message>
    <message>
        <source>Being counted in the last result</source>
        <translation>正在统计最近的结果</translation>
    </message>
    <message>
        <source>%1 pixels changed outside</source>
        <translation>蒙版外改变了 %1 个像素</translation>
    </message>
    <message>
        <source>Checked on the last result</source>
        <translation>已在最近的结果上核对</translation>
    </message>
    <message>
        <source>being repainted now</source>
        <translation>正在重绘</translation>
    </message>
    <message>
        <source>undo %1 of %2</source>
        <translation>撤销 %1 / %2</translation>
    </message>
    <message>
        <source>Mask in use</source>
        <translation>正在使用的蒙版</translation>
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
</context>
<context>
    <name>genserve::ui::LoraRow</name>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message numerus="yes">
        <source>All %n layer(s) fit this model</source>
        <translation>
            <numerusform>全部 %n 层都适合这个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers that this model does not have:</source>
        <translation>这个模型没有的层：</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n layer(s) fit this model</source>
        <translation>
            <numerusform>%n 层中有 %1 层适合这个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
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
</context>
<context>
    <name>genserve::ui::MainWindow</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The studio can&apos;t be saved: its folder can&apos;t be written to</source>
        <translation>无法保存创作内容：其文件夹不可写</translation>
    </message>
    <message>
        <source>everything saved</source>
        <translation>已全部保存</translation>
    </message>
    <message>
        <source>tasks and pictures can&apos;t be stored</source>
        <translation>任务和图片无法保存</translation>
    </message>
    <message>
        <source>not saved: the folder can&apos;t be written to</source>
        <translation>未保存：无法写入文件夹</translation>
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
    <name>genserve::ui::MaskSwatch</name>
    <message>
        <source>Mask colour</source>
        <translation>蒙版颜色</translation>
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
    <name>genserve::ui::ModeCommands</name>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Make a picture from text</source>
        <translation>由文字生成图片</translation>
    </message>
    <message>
        <source>Change a whole picture</source>
        <translation>改变整张图片</translation>
    </message>
    <message>
        <source>Fill a masked part of a picture</source>
        <translation>重绘图片的蒙版部分</translation>
    </message>
    <message>
        <source>Control a picture by another one</source>
        <translation>用另一张图片控制生成</translation>
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
    <message>
        <source>can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>of an unknown kind</source>
        <translation>类型未知</translation>
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
    <message>
        <source>Add a folder of models…</source>
        <translation>添加模型文件夹…</translation>
    </message>
    <message>
        <source>Look for models again</source>
        <translation>重新查找模型</translation>
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
    <name>genserve::ui::PageStack</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>genserve::ui::PictureExchange</name>
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
        <source>Copy the pictures to a folder</source>
        <translation>将图片复制到文件夹</translation>
    </message>
    <message>
        <source>%1 of %2 pictures copied</source>
        <translation>已复制 %2 张图片中的 %1 张</translation>
    </message>
    <message>
        <source>Import pictures from a folder</source>
        <translation>从文件夹导入图片</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
</context>
<context>
    <name>genserve::ui::PictureOpening</name>
    <message>
        <source>Can&apos;t open this picture: %1</source>
        <translation>无法打开这张图片：%1</translation>
    </message>
    <message>
        <source>%1 × %2 is too large: it was opened at %3 × %4</source>
        <translation>%1 × %2 过大：已按 %3 × %4 打开</translation>
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
    <message>
        <source>Untitled</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>Imported as</source>
        <translation>原文件名</translation>
    </message>
    <message>
        <source>ddd, MMM d</source>
        <translation>M月d日 ddd</translation>
    </message>
    <message>
        <source>computed in %1</source>
        <translation>以 %1 计算</translation>
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
    <message>
        <source>CLIP reads %1 of %2 tokens: the mood of the whole picture</source>
        <translation>CLIP 读取 %2 个 token 中的 %1 个：决定整张图片的氛围</translation>
    </message>
    <message>
        <source>T5 reads %1 of %2 tokens: everything that is in it</source>
        <translation>T5 读取 %2 个 token 中的 %1 个：决定画面中的全部内容</translation>
    </message>
    <message>
        <source>Open wildcards folder</source>
        <translation>打开通配符文件夹</translation>
    </message>
    <message>
        <source>__name__ in the prompt takes a line of name.txt in it, another one for each seed</source>
        <translation>提示词中的 __name__ 会取其中 name.txt 的一行，不同种子取不同的行</translation>
    </message>
    <message>
        <source>Wildcards</source>
        <translation>通配符</translation>
    </message>
    <message>
        <source>No program here shows folders. The wildcard files belong in %1</source>
        <translation>这里没有可以显示文件夹的程序。通配符文件应放在 %1</translation>
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
    <message>
        <source>Cancel everything that waits</source>
        <translation>取消所有等待的任务</translation>
    </message>
    <message>
        <source>Clear what is done, failed or cancelled</source>
        <translation>清除已完成、失败或取消的任务</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) taken out of the list</source>
        <translation>
            <numerusform>已从列表中移除 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting task(s) cancelled</source>
        <translation>
            <numerusform>已取消 %n 个等待中的任务</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>%n more device(s): show all</source>
        <translation>
            <numerusform>还有 %n 个设备：显示全部</numerusform>
        </translation>
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
    <name>genserve::ui::RemedyList</name>
    <message>
        <source>Only the masked part</source>
        <translation>只处理蒙版部分</translation>
    </message>
    <message>
        <source>same size · less memory and time</source>
        <translation>尺寸不变 · 更省内存和时间</translation>
    </message>
    <message>
        <source>Works on the mask and its surroundings and puts them back into the picture</source>
        <translation>只处理蒙版及其周围，再放回图片中</translation>
    </message>
    <message>
        <source>Make it %1 × %2</source>
        <translation>改为 %1 × %2</translation>
    </message>
    <message>
        <source>The largest size that fits the memory</source>
        <translation>内存放得下的最大尺寸</translation>
    </message>
    <message>
        <source>Use fp8 and start anew</source>
        <translation>改用 fp8 并重新启动</translation>
    </message>
    <message>
        <source>Models that do not fit are computed with 8-bit numbers: half the memory, slightly other pictures</source>
        <translation>放不下的模型以 8 位数计算：内存减半，图片略有不同</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%2 上%1</translation>
    </message>
    <message>
        <source>the largest size that fits</source>
        <translation>放得下的最大尺寸</translation>
    </message>
    <message>
        <source>half the memory · other details</source>
        <translation>内存减半 · 细节略有不同</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ResultCommands</name>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
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
    <message>
        <source>Before and after, side by side</source>
        <translation>前后并排对比</translation>
    </message>
    <message>
        <source>What the result changed</source>
        <translation>结果改变了什么</translation>
    </message>
    <message>
        <source>Its settings can&apos;t be read</source>
        <translation>无法读取其设置</translation>
    </message>
    <message>
        <source>Recall all settings</source>
        <translation>调回全部设置</translation>
    </message>
    <message>
        <source>Remix: all settings but the seed</source>
        <translation>再创作：除种子外的全部设置</translation>
    </message>
    <message>
        <source>Make a variation</source>
        <translation>生成变体</translation>
    </message>
    <message>
        <source>A variation was added to the queue</source>
        <translation>已将一个变体加入队列</translation>
    </message>
    <message>
        <source>This picture does not tell how it was made</source>
        <translation>这张图片没有记录它是如何生成的</translation>
    </message>
</context>
<context>
    <name>genserve::ui::ResultsModel</name>
    <message>
        <source>%1, starred</source>
        <translation>%1，已加星标</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
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
    <message>
        <source>Only starred ones</source>
        <translation>仅星标图片</translation>
    </message>
    <message>
        <source>No such picture has a star.</source>
        <translation>没有带星标的图片。</translation>
    </message>
</context>
<context>
    <name>genserve::ui::RightDock</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
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
    <message>
        <source>Switch the server on or off</source>
        <translation>打开或关闭服务</translation>
    </message>
    <message>
        <source>Share on this network, or stop sharing</source>
        <translation>在本网络共享或停止共享</translation>
    </message>
    <message>
        <source>New key for another computer…</source>
        <translation>为其他电脑新建密钥…</translation>
    </message>
    <message>
        <source>Put a key in place of $KEY. On this computer %1 works without one.</source>
        <translation>用密钥替换 $KEY。在这台电脑上，%1 不需要密钥。</translation>
    </message>
    <message>
        <source>Revoke “%1”…</source>
        <translation>吊销“%1”…</translation>
    </message>
    <message>
        <source>Revoke “%1”?</source>
        <translation>吊销“%1”？</translation>
    </message>
    <message>
        <source>Whoever uses it has no access from then on. Only a new key can be made.</source>
        <translation>此后使用它的人将无法访问，只能新建密钥。</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>吊销</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>未见使用</translation>
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
    <message>
        <source>fp8 for models that do not fit otherwise</source>
        <translation>放不下的模型改用 fp8</translation>
    </message>
    <message>
        <source>On GPUs of the Hopper generation, from the next start on: half the memory.</source>
        <translation>用于 Hopper 一代的 GPU，下次启动起生效：内存减半。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Models and the server have pages of their own.</source>
        <translation>模型和服务器各有自己的页面。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
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
        <source>%1 is “%2” now. Setting it here takes it away there.</source>
        <translation>%1 现用于“%2”。在此设定后，那里将不再使用。</translation>
    </message>
    <message>
        <source>Choose a command</source>
        <translation>选择一个命令</translation>
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
    <message>
        <source>Width and height</source>
        <translation>宽和高</translation>
    </message>
    <message>
        <source>Width × height, in steps of 16 px</source>
        <translation>宽 × 高，以 16 像素为步长</translation>
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
    <message>
        <source>The wildcard files are being read</source>
        <translation>正在读取通配符文件</translation>
    </message>
    <message>
        <source>The picture is too small: a side has at least %1 px</source>
        <translation>图片太小：每边至少 %1 px</translation>
    </message>
    <message>
        <source>%1 × %2 is too large: a side has at most %3 px</source>
        <translation>%1 × %2 太大：每边最多 %3 px</translation>
    </message>
    <message>
        <source>Too many pixels to work on at once: repaint only the masked part</source>
        <translation>像素太多，无法一次处理：请只重绘蒙版部分</translation>
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
        <source>Queue and devices</source>
        <translation>队列与设备</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
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
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>The picture could not be made: %1</source>
        <translation>图片没有生成：%1</translation>
    </message>
    <message>
        <source>Only masked is on: this picture is too large to be repainted whole</source>
        <translation>已开启“仅蒙版区域”：这张图片太大，无法整张重绘</translation>
    </message>
    <message>
        <source>Nothing has changed and the seed is kept: this will be the same picture again</source>
        <translation>没有任何改动且种子已锁定：将再次得到同一张图片</translation>
    </message>
    <message>
        <source>The picture was moved to the trash</source>
        <translation>图片已移到回收站</translation>
    </message>
    <message>
        <source>The picture&apos;s settings took the place of yours</source>
        <translation>已用这张图片的设置替换你的设置</translation>
    </message>
    <message>
        <source>The mask went with the picture that it was drawn on</source>
        <translation>蒙版已随它所在的图片一起移除</translation>
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
        <source>Take out of the list</source>
        <translation>从列表中移除</translation>
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
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>More for the queue</source>
        <translation>队列的更多操作</translation>
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
    <message>
        <source>Enlarge the picture</source>
        <translation>扩展画面</translation>
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
    <message>
        <source>not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>the program ended while it ran</source>
        <translation>运行时程序结束了</translation>
    </message>
    <message>
        <source>its device failed</source>
        <translation>设备发生故障</translation>
    </message>
    <message>
        <source>its time ran out</source>
        <translation>超过了时限</translation>
    </message>
    <message>
        <source>its row says why</source>
        <translation>原因见任务行</translation>
    </message>
    <message>
        <source>none in the last ten minutes</source>
        <translation>最近十分钟没有完成的</translation>
    </message>
    <message>
        <source>no device takes tasks</source>
        <translation>没有设备接受任务</translation>
    </message>
    <message>
        <source>switch a device on</source>
        <translation>请开启一个设备</translation>
    </message>
</context>
<context>
    <name>genserve::ui::TrashBin</name>
    <message numerus="yes">
        <source>Delete %n picture(s) for good?</source>
        <translation>
            <numerusform>永久删除 %n 张图片？</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty the trash?</source>
        <translation>清空回收站？</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Pictures and settings can&apos;t be brought back after this.</source>
        <translation>此后图片和设置都无法找回。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>genserve::ui::WildcardFolder</name>
    <message>
        <source>There is no wildcard file %1</source>
        <translation>没有通配符文件 %1</translation>
    </message>
    <message>
        <source>%1 is a link; only files of the wildcards folder itself are read</source>
        <translation>%1 是链接；只读取通配符文件夹内的文件本身</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB</source>
        <translation>%1 大于 %2 MB</translation>
    </message>
    <message>
        <source>%1 was not read: the wildcards folder holds more than %2 files or %3 MB</source>
        <translation>未读取 %1：通配符文件夹中的文件超过 %2 个或 %3 MB</translation>
    </message>
    <message>
        <source>%1 is not UTF-8 text</source>
        <translation>%1 不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>%1 has no lines to choose from</source>
        <translation>%1 中没有可选的行</translation>
    </message>
    <message>
        <source>%1 leads through more than %2 files, or back to itself</source>
        <translation>%1 牵连超过 %2 层文件，或又绕回自身</translation>
    </message>
    <message>
        <source>With %1 the prompt could become longer than %2 characters</source>
        <translation>加入 %1 后，提示词可能超过 %2 个字符</translation>
    </message>
</context>
<context>
    <name>genserve::ui::WindowCommands</name>
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
        <source>Show the messages</source>
        <translation>查看消息</translation>
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
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Quit GenServe</source>
        <translation>退出 GenServe</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>语言：%1</translation>
    </message>
</context>
<context>
    <name>genserve::ui::WindowMessages</name>
    <message>
        <source>Show all</source>
        <translation>查看全部</translation>
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
        <source>%1. Pictures wait in memory until that is mended.</source>
        <translation>%1。问题解决之前，图片保留在内存中。</translation>
    </message>
    <message>
        <source>Tasks and pictures are stored again</source>
        <translation>任务和图片又可以保存了</translation>
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
    <message>
        <source>Command line</source>
        <translation>命令行</translation>
    </message>
</context>
</TS>
