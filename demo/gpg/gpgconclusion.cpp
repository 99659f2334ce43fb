// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgconclusion.h"

#include "archive.h"
#include "gpgconversation.h"
#include "gpgfiles.h"
#include "gpgprotocol.h"
#include "gpgversion.h"

#include <utility>

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

} // namespace

GpgConclusion::GpgConclusion(const GpgRequest &request, GpgFiles &files,
                             GpgConversation &conversation, GpgEnding &ending, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_files(files)
    , m_conversation(conversation)
    , m_ending(ending)
{
    connect(&m_files, &GpgFiles::archiveEnded, this, [this] {
        if (std::exchange(m_awaitsArchive, false))
            begin();
    });
    connect(&m_version, &QFutureWatcherBase::finished, this, &GpgConclusion::begin);
}

GpgConclusion::~GpgConclusion()
{
    m_version.cancel();
}

void GpgConclusion::cancel()
{
    m_version.cancel();
    if (m_listing)
        m_listing->cancel();
}

void GpgConclusion::begin()
{
    if (m_files.archive() && m_files.archive()->isRunning()) {
        m_awaitsArchive = true;
        return m_files.archive()->closeReadEnd();
    }
    const bool mayAsk = m_request.version.isNull() && !std::exchange(m_asksVersion, true);
    if (mayAsk && GpgVerdict::needsVersion(m_conversation.record(), m_ending))
        return m_version.setFuture(GpgVersion::ask(m_request));
    if (m_version.future().resultCount() > 0)
        m_ending.version = GpgVersion::read(m_version.result().out);
    lookUpNames();
}

// gpg names a signer by the key's primary user id, and calls the key trusted when any one of its
// user ids is. It does not name an imported key that was there already.
void GpgConclusion::lookUpNames()
{
    const QStringList names = keysToName();
    // gpg does not say which key it would have signed with.
    const bool hasNoSigner = m_conversation.record().hasArgument("FAILURE", "sign");
    if ((names.isEmpty() && !hasNoSigner) || m_ending.isCancelled || m_ending.ownFailure)
        return conclude();
    m_listing = new GpgProtocol(m_request.listing(names, hasNoSigner), this);
    connect(m_listing, &GpgProtocol::finished, this, [this](const GpgResult &result) {
        std::exchange(m_listing, nullptr)->deleteLater();
        m_conversation.record().nameKeys(result.keys);
        conclude();
    });
    m_listing->start();
}

QStringList GpgConclusion::keysToName() const
{
    QStringList result = m_conversation.record().keysToName();
    if (m_request.operation == Operation::Encrypt)
        result << m_request.recipients << m_request.alsoTo;
    if (m_request.isOnOneKey())
        result << m_request.keys;
    result.removeDuplicates();
    return result;
}

void GpgConclusion::conclude()
{
    m_conversation.end();
    const bool takesAll =
        m_request.operation == Operation::Encrypt || m_request.operation == Operation::Sign;
    m_ending.bytesOut = m_files.bytesOut();
    m_ending.isComplete = !m_ending.reason.truncated() && !(takesAll && !m_files.isReadToItsEnd());
    Q_EMIT concluded(resultOf(GpgVerdict(m_request, m_conversation.record(), m_ending)));
}

GpgResult GpgConclusion::resultOf(const GpgVerdict &verdict) const
{
    const GpgRecord &record = m_conversation.record();
    GpgResult result;
    result.outcome = verdict.outcome();
    result.detail = verdict.detail();
    result.subject = verdict.subject();
    result.notes = verdict.notes();
    // A signature on data that is not whole cannot be good.
    if (result.isDone() || result.outcome == Outcome::BadSignature)
        result.signatures = record.signatures();
    result.encryptedTo = record.encryptedTo();
    result.decryptedWith = record.decryptedWith();
    result.suggestedName = record.suggestedName();
    result.keys = m_conversation.keys();
    result.createdKey = record.createdKey();
    result.imports = record.imports();
    result.newKeys = record.newKeys();
    result.bytesIn = m_files.bytesIn();
    result.bytesOut = m_files.bytesOut();
    result.reason = m_ending.reason;
    return result;
}
