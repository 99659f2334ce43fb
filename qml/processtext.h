// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROCESSTEXT_H
#define PROCESSTEXT_H

#include "collectedtext.h"
#include "linesplitter.h"
#include "offspringqmlglobal.h"
#include "processproperties.h"
#include "utf8decoder.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtQml/qqmlregistration.h>

#include <map>

namespace Offspring {

/// What the child of a Process writes: as it comes, by lines, and collected. Text is decoded from
/// UTF-8: a character that a chunk cuts comes whole with the next one, what is no UTF-8 is U+FFFD.
/// Each of the handlers may start, stop and destroy the Process.
class OFFSPRING_QML_EXPORT ProcessText : public Offspring::ProcessProperties
{
    Q_OBJECT
    QML_ANONYMOUS

    /// True: what the child writes to descriptors 1 and 2 is kept in output and errorOutput. It may
    /// change at any time.
    Q_PROPERTY(bool collect MEMBER m_isCollecting NOTIFY collectChanged)
    /// What the child has written to descriptor 1, a terminal's included, as text. It is complete
    /// in ended(), and stays until the next child starts. It changes with each chunk, so that who
    /// shows it pays for its length each time: long output is for an OutputModel.
    Q_PROPERTY(QString output READ output NOTIFY outputChanged)
    /// The same of descriptor 2.
    Q_PROPERTY(QString errorOutput READ errorOutput NOTIFY errorOutputChanged)
    /// The most characters of output, and of errorOutput, that are kept: the first ones. What
    /// follows is not kept, while the child goes on. 0: none.
    Q_PROPERTY(int maximumOutput MEMBER m_maximumOutput NOTIFY maximumOutputChanged)
    /// The child has written more than that.
    Q_PROPERTY(bool outputTruncated READ isOutputTruncated NOTIFY outputTruncatedChanged)

public:
    QString output() const { return m_output.text(); }
    QString errorOutput() const { return m_errorOutput.text(); }
    bool isOutputTruncated() const { return m_output.isCut() || m_errorOutput.isCut(); }

Q_SIGNALS:
    void collectChanged();
    void outputChanged();
    void errorOutputChanged();
    void maximumOutputChanged();
    void outputTruncatedChanged();

    /// \a bytes of descriptor 1 as they came, an ArrayBuffer, and as text.
    void outReceived(const QString &text, const QByteArray &bytes);
    /// The same of descriptor 2.
    void errReceived(const QString &text, const QByteArray &bytes);
    /// The same for each descriptor, 1 and 2 too, and before them.
    void childDataReceived(int childFD, const QString &text, const QByteArray &bytes);
    /// A line without its end, of any descriptor, after the text that has ended it. A carriage
    /// return ends one, too: a progress display that writes over itself comes as all its states.
    /// The last line of a descriptor comes before its loss, whether it was ended or not. One that
    /// is longer than 65536 characters comes in pieces.
    void lineReceived(int childFD, const QString &line);

    /// The stream is closed, after its last byte.
    void childConnectionLost(int childFD);

    /// For listeners in C++: before everything else, and without the cost of the text.
    void bytesReceived(int childFD, const QByteArray &data);

protected:
    explicit ProcessText(QObject *parent);

    // A handler in each of these may delete this.

    /// A child starts: nothing has been written.
    void clearOutput();
    void receive(int childFD, const QByteArray &data);
    /// The end of \a childFD's stream: childConnectionLost() is the last signal.
    void finish(int childFD);
    /// Nothing more will come.
    void forgetStreams() { m_streams.clear(); }

private:
    struct Stream
    {
        Utf8Decoder decoder = {};
        LineSplitter splitter = {};
        QStringList lines = {}; // that are to be delivered
    };

    bool wantsText(int childFD) const;
    bool wantsLines() const;
    void deliver(int childFD, const QString &text, const QByteArray &data);
    void deliverLines(int childFD);
    void keep(int childFD, const QString &text);

    std::map<int, Stream> m_streams;
    CollectedText m_output;
    CollectedText m_errorOutput;
    int m_maximumOutput = 1 << 24;
    bool m_isCollecting = false;
};

} // namespace Offspring

#endif // PROCESSTEXT_H
