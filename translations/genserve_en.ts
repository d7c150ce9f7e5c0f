<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>genserve::ui::FinishNotice</name>
    <message numerus="yes">
        <source>%n picture(s) finished</source>
        <translation>
            <numerusform>%n picture finished</numerusform>
            <numerusform>%n pictures finished</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::FitsPanel</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n LoRA(s) and ControlNet(s)</source>
        <translation>
            <numerusform>%n LoRA or ControlNet</numerusform>
            <numerusform>%n LoRAs and ControlNets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::GalleryPage</name>
    <message numerus="yes">
        <source>%n picture(s) moved to trash</source>
        <translation>
            <numerusform>%n picture moved to trash</numerusform>
            <numerusform>%n pictures moved to trash</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::GalleryView</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::GenerateBar</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::LoraRow</name>
    <message numerus="yes">
        <source>All %n layer(s) fit this model</source>
        <translation>
            <numerusform>Its %n layer fits this model</numerusform>
            <numerusform>All %n layers fit this model</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n layer(s) fit this model</source>
        <translation>
            <numerusform>%1 of %n layer fits this model</numerusform>
            <numerusform>%1 of %n layers fit this model</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::ModelWords</name>
    <message numerus="yes">
        <source>%n LoRA(s) match</source>
        <translation>
            <numerusform>%n LoRA matches</numerusform>
            <numerusform>%n LoRAs match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::ModelsPage</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found in %1 folders</source>
        <translation>
            <numerusform>%n found in %1 folders</numerusform>
            <numerusform>%n found in %1 folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found in one folder</source>
        <translation>
            <numerusform>%n found in one folder</numerusform>
            <numerusform>%n found in one folder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::PictureExchange</name>
    <message numerus="yes">
        <source>%n picture(s) imported</source>
        <translation>
            <numerusform>%n picture imported</numerusform>
            <numerusform>%n pictures imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known before</source>
        <translation>
            <numerusform>%n known before</numerusform>
            <numerusform>%n known before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped: %1</source>
        <translation>
            <numerusform>%n skipped: %1</numerusform>
            <numerusform>%n skipped: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::PromptSection</name>
    <message numerus="yes">
        <source>%n cut off</source>
        <translation>
            <numerusform>%n cut off</numerusform>
            <numerusform>%n cut off</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::QueuePage</name>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) taken out of the list</source>
        <translation>
            <numerusform>%n row taken out of the list</numerusform>
            <numerusform>%n rows taken out of the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting task(s) cancelled</source>
        <translation>
            <numerusform>%n waiting task cancelled</numerusform>
            <numerusform>%n waiting tasks cancelled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::QueueStrip</name>
    <message numerus="yes">
        <source>%n more device(s): show all</source>
        <translation>
            <numerusform>%n more device: show all</numerusform>
            <numerusform>%n more devices: show all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::SelectionBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::ServerPage</name>
    <message numerus="yes">
        <source>%n in the last ten minutes</source>
        <translation>
            <numerusform>%n in the last ten minutes</numerusform>
            <numerusform>%n in the last ten minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::ServerWords</name>
    <message numerus="yes">
        <source>waits for %n task(s)</source>
        <translation>
            <numerusform>waits for %n task</numerusform>
            <numerusform>waits for %n tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::StatusBar</name>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::TaskRow</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::TotalsCard</name>
    <message numerus="yes">
        <source>task(s)</source>
        <translation>
            <numerusform>task</numerusform>
            <numerusform>tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>failed task(s)</source>
        <translation>
            <numerusform>failed task</numerusform>
            <numerusform>failed tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::TrashBin</name>
    <message numerus="yes">
        <source>Delete %n picture(s) for good?</source>
        <translation>
            <numerusform>Delete %n picture for good?</numerusform>
            <numerusform>Delete %n pictures for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>genserve::ui::Words</name>
    <message numerus="yes">
        <source>%n task(s) come before it</source>
        <translation>
            <numerusform>%n task comes before it</numerusform>
            <numerusform>%n tasks come before it</numerusform>
        </translation>
    </message>
</context>
</TS>
