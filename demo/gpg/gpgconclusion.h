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

/// What follows gpg's end: it waits for the folder's tar, asks for what gpg has not said and the
/// verdict needs, and makes the result.
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
    /// Without asking for anything, such as when gpg was not started.
    void conclude();
    /// Asks for nothing more.
    void cancel();

Q_SIGNALS:
    /// The output is still to be published.
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
