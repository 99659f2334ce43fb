// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGPROTOCOL_H
#define GPGPROTOCOL_H

#include "gpgcommand.h"
#include "gpgdialogue.h"
#include "gpgkeylisting.h"
#include "gpgrecord.h"
#include "gpgrequest.h"
#include "gpgresult.h"
#include "gpgverdict.h"
#include "outputfile.h"
#include "secret.h"

#include <offspring/linereceiver.h>
#include <offspring/processoutput.h>
#include <offspring/processprotocol.h>

#include <QtCore/QBasicTimer>
#include <QtCore/QFuture>
#include <QtCore/QFutureWatcher>
#include <QtCore/QIODevice>
#include <QtCore/QPromise>

#include <memory>
#include <optional>
#include <vector>

class Archive;
class Unpacking;

/// What gpg asks a passphrase for.
struct GpgQuestion
{
    QString owner; ///< of the key; empty: for the data itself (symmetric), or a new key
    QString keyId;
    bool isNew = false; ///< ChangePassphrase: the one that it is to have
};

/// One operation of gpg: one child, each kind of data on its own descriptor (see GpgFD), one
/// result. Make it, connect, start(); it serves once.
///
/// Memory is bounded whatever the size of the files: gpg's input is read as it takes it. The output
/// file appears, whole, only when gpg has vouched for it and ended well; until then, and if not,
/// what was there stays.
class GpgProtocol : public Offspring::ProcessProtocol
{
    Q_OBJECT

public:
    /// The most of an output that is kept in memory, in bytes.
    static constexpr qint64 maximumOutput = 64LL << 20;

    explicit GpgProtocol(const GpgRequest &request, QObject *parent = nullptr);
    ~GpgProtocol() override;

    /// With \a passphrase gpg gets it beforehand, and is asked for nothing. Cancelling the future
    /// is cancel(); a cancelled future has no result, finished() is emitted all the same.
    QFuture<GpgResult> start(Secret passphrase = {});
    /// Ends gpg and what it started, leaves nothing behind. finished() follows.
    void cancel();
    /// To passphraseWanted().
    void answer(Secret passphrase);

    const GpgRequest &request() const { return m_request; }
    /// As one would type it; empty: gpg is not started, because of what was found before that.
    QString command() const { return m_command; }

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
    class Lines;

    static QString faultOf(const Secret &passphrase, bool isForAgent);
    bool openFiles();
    bool openInput();
    bool openFile(std::unique_ptr<QIODevice> &device, const QString &name);
    bool openFolder();
    bool openOutput();
    bool isInTheWay(const QIODevice *device) const;
    void prepare(Secret passphrase);
    void unpack();
    QString faultOfInput() const;
    void goOn();
    void tryPassphrase();
    void useTried(const GpgResult &result);
    bool mayUsePinentry() const;
    void usePinentry();
    GpgQuestion questionOfKey() const;
    void spawn(Secret passphrase);
    GpgProtocol *helper(const GpgRequest &request);
    GpgRequest listing(const QStringList &keys, bool secretOnes) const;
    void dropFiles();
    void send(int childFD, Secret passphrase);
    void keepOutput(const QByteArray &data);
    void keepKeys(const QByteArray &data);
    template <typename Handle>
    void handle(Handle handle);
    void take(int childFD, const QByteArray &data);
    void finishWith(int childFD);
    void statusLine(const QByteArray &line);
    void act(const StatusLine &status);
    void prompt(const StatusLine &line);
    void promptForPassphrase();
    void tellWhatTakesTime(const StatusLine &line);
    void logLine(const QByteArray &line);
    void tellLog(const QByteArray &line);
    void setBusy(const QString &what);
    void fail(GpgResult::Outcome outcome, const QString &detail);
    void end();
    void settle();
    void askVersion();
    void lookUpNames();
    QStringList keysToName() const;
    void conclude();
    void tell(const GpgResult &result);
    GpgResult resultOf(const GpgVerdict &verdict) const;
    bool isWithheld(const GpgResult &result) const;
    qint64 bytesIn() const;
    bool publish(GpgResult &result);
    void setOutputFault(OutputFile::State state);

    const GpgRequest m_request;
    GpgRecord m_record;
    GpgKeyListing m_listing;
    QList<GpgKey> m_keys;
    QList<GpgKey> m_newKeys; // not told yet
    GpgQuestion m_question;
    std::vector<Secret> m_passphrases; // until gpg has them
    std::unique_ptr<QIODevice> m_input;
    std::unique_ptr<QIODevice> m_signature;
    std::unique_ptr<OutputFile> m_file; // the output's
    Archive *m_archive = nullptr; // the input, when that is a folder
    Unpacking *m_unpacking = nullptr;
    QByteArray m_output;
    qint64 m_bytesOut = 0;
    std::unique_ptr<Lines> m_statusLines;
    std::unique_ptr<Lines> m_logLines;
    std::unique_ptr<Lines> m_errorLines;
    std::unique_ptr<Lines> m_keyLines;
    GpgEnding m_ending;
    GpgProtocol *m_helper = nullptr; // lists keys, or tries a passphrase
    GpgDialogue m_dialogue;
    // ChangePassphrase, RenewKey: gpg asks for each part of a key.
    Secret m_oldPassphrase;
    Secret m_newPassphrase;
    int m_prompts = 0; // for passphrases, so far
    bool m_isProtected = true; // the key, by a passphrase
    bool m_isTried = false; // the old one
    QFutureWatcher<Offspring::ProcessOutput> m_version; // which gpg it was
    bool m_asksVersion = false;
    bool m_awaitsArchive = false;
    QString m_command;
    QString m_busyWith;
    bool m_isConcluded = false;
    int m_handlers = 0; // of gpg's data and losses, on the stack
    std::optional<Offspring::ExitReason> m_endedMeanwhile;
    QBasicTimer m_progressTimer;
    QPromise<GpgResult> m_promise;
    QFutureWatcher<GpgResult> m_watcher;
};

#endif // GPGPROTOCOL_H
