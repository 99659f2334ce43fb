// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgpreparation.h"

#include "gpgprotocol.h"
#include "words.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

} // namespace

GpgPreparation::GpgPreparation(const GpgRequest &request, GpgConversation &conversation,
                               const GpgEnding &ending, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_conversation(conversation)
    , m_ending(ending)
{ }

bool GpgPreparation::isNeededFor(const GpgRequest &request)
{
    return request.operation == Operation::RenewKey
        || (request.operation == Operation::ChangePassphrase && !request.onlyTry);
}

/// It is deleted after its finished() was emitted.
GpgProtocol *GpgPreparation::makeGpg(const GpgRequest &request)
{
    m_gpg = new GpgProtocol(request, this);
    connect(m_gpg, &GpgProtocol::finished, this,
            [this] { std::exchange(m_gpg, nullptr)->deleteLater(); });
    return m_gpg;
}

void GpgPreparation::start()
{
    auto *const keys = makeGpg(m_request.listing(m_request.keys, true));
    connect(keys, &GpgProtocol::finished, this, [this](const GpgResult &result) {
        m_conversation.record().nameKeys(result.keys);
        if (!result.isDone())
            Q_EMIT failed(result.outcome, result.detail);
        continueWithKey();
    });
    keys->start();
}

void GpgPreparation::continueWithKey()
{
    if (m_ending.isCancelled || m_ending.ownFailure)
        return Q_EMIT ended();
    m_conversation.beginDialogue();
    if (m_request.operation == Operation::ChangePassphrase && m_conversation.asksHere()
        && !std::exchange(m_isTried, true))
        tryPassphrase();
    else
        Q_EMIT ended();
}

/// When the passphrase of one part of a key is wrong, gpg goes on with the next part, and so would
/// change some of the parts only.
void GpgPreparation::tryPassphrase()
{
    GpgRequest trial = m_request;
    trial.onlyTry = true;
    trial.unlocking = GpgRequest::Unlocking::Ask;
    auto *const gpg = makeGpg(trial);
    connect(gpg, &GpgProtocol::passphraseWanted, this, [this, gpg] {
        if (m_conversation.oldPassphrase().isEmpty())
            Q_EMIT passphraseWanted(m_conversation.questionOfKey());
        else
            gpg->answer(m_conversation.oldPassphrase().clone());
    });
    connect(gpg, &GpgProtocol::statusReceived, this, &GpgPreparation::statusReceived);
    connect(gpg, &GpgProtocol::logReceived, this, &GpgPreparation::logReceived);
    connect(gpg, &GpgProtocol::finished, this, [this, gpg](const GpgResult &result) {
        useTrial(result, gpg->conversation().prompts());
    });
    gpg->start();
}

void GpgPreparation::useTrial(const GpgResult &result, int prompts)
{
    const auto key = m_conversation.record().key(m_request.keys.value(0));
    const QList<GpgSubkey> parts = key ? key->subkeys : QList<GpgSubkey>();
    const auto partsHere = std::count_if(parts.begin(), parts.end(), [](const GpgSubkey &part) {
        return part.secret == GpgSubkey::Secret::Here;
    });
    m_conversation.setProtected(prompts > 0);
    if (!result.isDone())
        Q_EMIT failed(result.outcome, result.detail);
    else if (prompts > 0 && prompts != partsHere)
        Q_EMIT failed(Outcome::Failed,
                      Words::tr("some parts of the key have a passphrase, and some have none."));
    continueWithKey();
}

void GpgPreparation::answer(Secret passphrase)
{
    m_gpg->answer(std::move(passphrase));
}

void GpgPreparation::cancel()
{
    if (m_gpg)
        m_gpg->cancel();
}
