// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGCONCLUSION_H
#define GPGCONCLUSION_H

#include "gpgrequest.h"
#include "gpgresult.h"
#include "gpgverdict.h"

#include <offspring/processoutput.h>

#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>
#include <QtCore/QStringList>

class GpgConversation;
class GpgFiles;
class GpgProtocol;

/// The steps after gpg's end: it waits for the tar of a folder, asks gpg for facts that the verdict
/// needs and that are missing, and makes the result.
class GpgConclusion : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    GpgConclusion(const GpgRequest &request, GpgFiles &files, GpgConversation &conversation,
                  GpgEnding &ending, QObject *parent = nullptr);
    ~GpgConclusion() override;

    /// gpg has ended. concluded() follows, maybe at once.
    void begin();
    /// Makes the result without asking gpg, such as when gpg was not started.
    void conclude();
    /// Asks gpg nothing more.
    void cancel();

Q_SIGNALS:
    /// The output has not been published yet.
    void concluded(const GpgResult &result);

private:
    void lookUpNames();
    QStringList keysToName() const;
    GpgResult resultOf(const GpgVerdict &verdict) const;

    const GpgRequest &m_request;
    GpgFiles &m_files;
    GpgConversation &m_conversation;
    GpgEnding &m_ending;
    bool m_awaitsArchive = false;
    bool m_asksVersion = false;
    QFutureWatcher<Offspring::ProcessOutput> m_version; // which gpg it was
    GpgProtocol *m_listing = nullptr; // of the keys that are to be named
};

#endif // GPGCONCLUSION_H
