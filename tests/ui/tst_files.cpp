// Files that come into the studio and leave it: dialogs, saving, dragging out.
#include "suites.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include "square_mask.h"
#include "studio/file_chooser.h"
#include "studio/picture_saving.h"

using namespace genserve::ui;

namespace {

// What a dialog shows when it opens, and which file is chosen in it then.
struct Answer {
    QString folder, name;

    void giveTo(const QString& file)
    {
        QTimer::singleShot(0, qApp, [this, file] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            folder = dialog->directory().absolutePath();
            name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->text();
            if (file.isEmpty()) {
                dialog->reject();
            } else {
                dialog->selectFile(file);
                QMetaObject::invokeMethod(dialog, "accept");
            }
        });
    }
};

} // namespace

class FilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void eachKindOfFileRemembersItsFolder()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("genserve.ini")), QSettings::IniFormat);
        QDir(folder.path()).mkpath(QStringLiteral("masks"));
        const QString masks = folder.filePath(QStringLiteral("masks"));
        const QString file = masks + QStringLiteral("/sky.png");
        QVERIFY(squareMask().save(file));
        FileChooser chooser(settings);
        QWidget window;
        Answer answer;
        answer.giveTo(file);
        QCOMPARE(chooser.opened(window, FileChooser::Kind::Mask, QStringLiteral("Open")), file);
        QVERIFY(answer.folder != masks);
        QCOMPARE(answer.name, QString());

        FileChooser next(settings); // of the next start
        answer.giveTo({});
        QCOMPARE(next.saved(window, FileChooser::Kind::Mask, QStringLiteral("Save"), QStringLiteral("mask.png")),
                 QString());
        QCOMPARE(answer.folder, masks);
        QCOMPARE(answer.name, QStringLiteral("mask.png"));
        QVERIFY(next.folder(FileChooser::Kind::Picture) != masks);
    }

    void aFolderThatIsGoneIsNeitherShownNorANameForAFile()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("genserve.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("folders/picture"), folder.filePath(QStringLiteral("holiday")));
        FileChooser chooser(settings);
        const QString start = chooser.folder(FileChooser::Kind::Picture);
        QVERIFY(QFileInfo(start).isDir());
        QVERIFY(!start.startsWith(folder.path()));
        QWidget window;
        Answer answer;
        answer.giveTo({});
        QCOMPARE(chooser.opened(window, FileChooser::Kind::Picture, QStringLiteral("Open")), QString());
        QCOMPARE(answer.folder, QDir(start).absolutePath());
        QCOMPARE(answer.name, QString());
    }

    void aSavedPictureIsTheFileItselfWhileThereIsOne()
    {
        const QTemporaryDir folder;
        const QString original = folder.filePath(QStringLiteral("original.png"));
        QImage marked = squareMask();
        marked.setText(QStringLiteral("parameters"), QStringLiteral("a cat"));
        QVERIFY(marked.save(original));
        const QString copy = folder.filePath(QStringLiteral("copy.png"));
        QVERIFY(QFile(copy).open(QIODevice::WriteOnly)); // one that is replaced
        QObject context;
        const auto fail = [] { QFAIL("it can be saved"); };
        savePictureFile(original, {}, copy, context, fail);
        QTRY_COMPARE(QImage(copy).text(QStringLiteral("parameters")), QStringLiteral("a cat"));
        savePictureFile(original, {}, original, context, fail); // over itself
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QCOMPARE(QImage(original), squareMask());
        const QString painted = folder.filePath(QStringLiteral("painted.png"));
        savePictureFile(folder.filePath(QStringLiteral("gone.png")), squareMask(), painted, context, fail);
        QTRY_COMPARE(QImage(painted), squareMask());
    }

    void whatCannotBeSavedIsTold()
    {
        const QTemporaryDir folder;
        QObject context;
        int told = 0;
        savePicture(squareMask(), folder.filePath(QStringLiteral("no/such/folder.png")), context, [&] { ++told; });
        QTRY_COMPARE(told, 1);
    }
};

int runFiles(int argc, char** argv)
{
    FilesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_files.moc"
