// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGCONVERSATION_H
#define GPGCONVERSATION_H

#include "gpgdialogue.h"
#include "gpgkeylisting.h"
#include "gpgrecord.h"
#include "gpgrequest.h"
#include "gpgresult.h"
#include "secret.h"

#include <offspring/processprotocol.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>
#include <vector>

/// What gpg asks a passphrase for.
struct GpgQuestion
{
    QString owner; ///< of the key; empty: for the data itself (symmetric), or a new key
    QString keyId;
    bool isNew = false; ///< ChangePassphrase: the one that it is to have
};

/// Reads gpg's status, log and error fds and its key listing, and answers its questions on the
/// command fd. A slot of any of its signals may delete the operation, and this with it.
class GpgConversation : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it. \a gpg has the transport while gpg runs.
    GpgConversation(const GpgRequest &request, const Offspring::ProcessProtocol &gpg,
                    QObject *parent = nullptr);
    ~GpgConversation() override;

    GpgRecord &record() { return m_record; }
    const GpgRecord &record() const { return m_record; }
    QList<GpgKey> keys() const { return m_keys; } ///< that gpg has listed

    /// What gpg cannot take in \a passphrase; empty: it can, or there is none.
    static QString faultOf(const Secret &passphrase, bool isForAgent);
    /// A passphrase comes from here. Otherwise gpg-agent asks with its own pinentry.
    bool asksHere() const;

    /// From gpg, of Status, Log or Errors.
    void receive(int childFD, const QByteArray &data);
    void receiveKeys(const QByteArray &data);
    /// The last line has come.
    void finish(int childFD);
    void finishKeys();

    /// The answers of --edit-key begin anew. The key that is worked on is in the record.
    void beginDialogue();
    void send(int childFD, Secret passphrase);
    /// Wipes passphrases that were sent: gpg has them, or has ended.
    void forgetSent() { m_sent.clear(); }
    /// The operation is over: no question follows, and no passphrase is kept.
    void end();

    // These are kept until end(), because gpg asks again for each part of a key.
    const Secret &oldPassphrase() const { return m_oldPassphrase; }
    void setOldPassphrase(Secret passphrase) { m_oldPassphrase = std::move(passphrase); }
    void setNewPassphrase(Secret passphrase) { m_newPassphrase = std::move(passphrase); }
    /// Whether the key has a passphrase that is to be changed.
    void setProtected(bool isProtected) { m_isProtected = isProtected; }
    /// How often it was asked for.
    int prompts() const { return m_prompts; }
    GpgQuestion questionOfKey() const;

Q_SIGNALS:
    /// From the event loop.
    void passphraseWanted(const GpgQuestion &question);
    /// The bytes that gpg has taken of an input whose size is not known.
    void progressed(qint64 done);
    void busyWith(const QString &what);
    void keysListed(const QList<GpgKey> &keys);
    void statusReceived(const QByteArray &line);
    void logReceived(const QByteArray &line);
    /// gpg is to be ended.
    void failed(GpgResult::Outcome outcome, const QString &detail);

private:
    class Lines;

    void addStatusLine(const QByteArray &line);
    void act(const StatusLine &status);
    void answer(const StatusLine &question);
    void answerWithPassphrase();
    void showActivity(const StatusLine &line);
    void addLogLine(const QByteArray &line);
    void showLog(const QByteArray &line);
    void setBusy(const QString &what);

    const GpgRequest &m_request;
    const Offspring::ProcessProtocol &m_gpg;
    GpgRecord m_record;
    GpgKeyListing m_listing;
    QList<GpgKey> m_keys;
    QList<GpgKey> m_newKeys; // not emitted yet
    std::unique_ptr<Lines> m_statusLines;
    std::unique_ptr<Lines> m_logLines;
    std::unique_ptr<Lines> m_errorLines;
    std::unique_ptr<Lines> m_keyLines;
    GpgDialogue m_dialogue;
    GpgQuestion m_question; // as far as gpg has said it
    std::vector<Secret> m_sent; // until gpg has them
    Secret m_oldPassphrase;
    Secret m_newPassphrase;
    int m_prompts = 0;
    bool m_isProtected = true;
    QString m_busyWith;
    bool m_isOver = false;
};

#endif // GPGCONVERSATION_H
