// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGPROTOCOL_H
#define GPGPROTOCOL_H

#include "gpgconclusion.h"
#include "gpgconversation.h"
#include "gpgfiles.h"
#include "gpgpreparation.h"
#include "gpgrequest.h"
#include "gpgresult.h"
#include "secret.h"

#include <offspring/processprotocol.h>

#include <QtCore/QBasicTimer>
#include <QtCore/QFuture>
#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>

#include <optional>

class Unpacking;

/// The life of one operation of gpg: its start, its one child with each kind of data on its own
/// descriptor (see GpgFD), its end and its result. GpgFiles has the data, GpgConversation what gpg
/// says and is answered, GpgPreparation and GpgConclusion what comes before and after it. Make it,
/// connect, start(); it serves once.
///
/// Memory is bounded whatever the size of the files, because the input is read only as fast as gpg
/// takes it. The output file appears as a whole, and only when gpg has confirmed it and has ended
/// well. Before that, and on a failure, a file that was there stays.
class GpgProtocol : public Offspring::ProcessProtocol
{
    Q_OBJECT

public:
    explicit GpgProtocol(const GpgRequest &request, QObject *parent = nullptr);
    ~GpgProtocol() override;

    /// A \a passphrase is given to gpg beforehand, and passphraseWanted() is not emitted then.
    /// Cancelling the future is cancel(): it has no result then, but finished() is emitted.
    QFuture<GpgResult> start(Secret passphrase = {});
    /// Ends gpg and what it started, leaves nothing behind. finished() follows.
    void cancel();
    /// To passphraseWanted().
    void answer(Secret passphrase);

    const GpgRequest &request() const { return m_request; }
    /// As one would type it; empty: gpg is not started, because of what was found before that.
    QString command() const { return m_command; }
    const GpgConversation &conversation() const { return m_conversation; }

    void childDataReceived(int childFD, const QByteArray &data) override;
    void childConnectionLost(int childFD) override;
    void processEnded(const Offspring::ExitReason &reason) override;

Q_SIGNALS:
    /// gpg waits: answer() or cancel().
    void passphraseWanted(const GpgQuestion &question);
    /// Bytes of the input that gpg has taken. \a total is -1 when that is not known.
    void progressed(qint64 done, qint64 total);
    /// gpg does, or waits for, something that takes a while; empty: no longer.
    void busyWith(const QString &what);
    void keysListed(const QList<GpgKey> &keys);
    void statusReceived(const QByteArray &line);
    void logReceived(const QByteArray &line);
    /// Once, and last.
    void finished(const GpgResult &result);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void begin(Secret passphrase);
    void beginPrepared();
    void unpack();
    void spawn(Secret passphrase);
    void feed(Offspring::ProcessTransport *child);
    template <typename Handle>
    void handle(Handle handle);
    void take(int childFD, const QByteArray &data);
    void finishWith(int childFD);
    void fail(const GpgFault &fault);
    void end();
    void conclude(GpgResult result);
    bool mayUsePinentry() const;
    void usePinentry();
    void report(const GpgResult &result);

    const GpgRequest m_request;
    GpgFiles m_files{m_request};
    GpgConversation m_conversation{m_request, *this};
    GpgEnding m_ending;
    GpgPreparation m_preparation{m_request, m_conversation, m_ending};
    GpgConclusion m_conclusion{m_request, m_files, m_conversation, m_ending};
    Unpacking *m_unpacking = nullptr;
    GpgProtocol *m_gpgWithPinentry = nullptr; // performs the operation once more
    QString m_command;
    bool m_isConcluded = false;
    int m_handlers = 0; // handlers of gpg's data and losses that are on the stack
    std::optional<Offspring::ExitReason> m_endedMeanwhile;
    QBasicTimer m_progressTimer;
    QPromise<GpgResult> m_promise;
    QFutureWatcher<GpgResult> m_watcher;
};

#endif // GPGPROTOCOL_H
