// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "shownresult.h"

#include "filenames.h"
#include "words.h"

#include <QtCore/QMetaEnum>
#include <QtCore/QStringDecoder>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

} // namespace

ShownResult::ShownResult(const GpgRequest &request, const GpgResult &result,
                         const QString &whyPinentry)
    : m_isThere(true)
    , m_request(request)
    , m_result(result)
    , m_whyPinentry(whyPinentry)
{
    readText();
    // By its content. One with a bad signature on it should not be opened by anybody.
    m_isArchive = m_result.isDone() && m_request.operation == Operation::Decrypt
        && !m_request.evenBadSignature && FileNames::isArchive(m_result.outputFile);
}

void ShownResult::readText()
{
    const QByteArray beginning =
        m_result.output.first(std::min(m_result.output.size(), maximumText));
    QStringDecoder decode(QStringDecoder::Utf8);
    m_text = decode(beginning);
    m_isText = !decode.hasError() && !beginning.contains('\0');
    if (!m_isText)
        m_text.clear();
}

QString ShownResult::outcome() const
{
    static const QMetaEnum names = QMetaEnum::fromType<Outcome>();
    return m_isThere ? QString::fromLatin1(names.valueToKey(int(m_result.outcome))) : QString();
}

Tone::Value ShownResult::tone() const
{
    if (!m_isThere || m_result.outcome == Outcome::Cancelled)
        return Tone::Plain;
    if (!m_result.isDone())
        return Tone::Red;
    Tone::Value result = Tone::Plain;
    for (const GpgSignature &signature : m_result.signatures)
        result = std::max(result, Tone::of(signature.colour()));
    return result;
}

QString ShownResult::note() const
{
    if (!m_isThere)
        return {};
    QStringList result = m_result.notes;
    if (!m_whyPinentry.isEmpty() && m_result.outcome != Outcome::NoLoopback)
        result << m_whyPinentry;
    if (m_result.isDone() && m_request.evenBadSignature)
        result << Words::tr("You wanted it all the same: nobody vouches for a word of it.");
    if (m_request.operation == Operation::Decrypt && m_result.isDone()
        && m_result.signatures.isEmpty())
        result << Words::tr("It bears no signature: anybody may have written it.");
    return result.join(u'\n');
}

QList<GpgSignature> ShownResult::otherSignatures() const
{
    // Unless it is done, the data that they sign was not kept.
    return m_result.isDone() ? m_result.otherSignatures() : QList<GpgSignature>();
}

QVariantList ShownResult::furtherSignatures() const
{
    QList<GpgSignature> signatures = otherSignatures();
    if (signatures.size() > maximumSignatures) {
        std::stable_sort(
            signatures.begin(), signatures.end(),
            [](const auto &left, const auto &right) { return left.state > right.state; });
        signatures.resize(maximumSignatures);
    }
    QVariantList result;
    for (const GpgSignature &signature : std::as_const(signatures)) {
        result << QVariantMap{{u"text"_s, signature.toString()},
                              {u"wayOut"_s, signature.wayOut()},
                              {u"tone"_s, Tone::of(signature.colour())},
                              {u"fingerprint"_s, spacedFingerprint(signature.fingerprint)}};
    }
    return result;
}

int ShownResult::hiddenSignatures() const
{
    return int(std::max<qsizetype>(0, otherSignatures().size() - maximumSignatures));
}

bool ShownResult::canShowAnyway() const
{
    if (!m_isThere || m_request.evenBadSignature)
        return false;
    return m_result.outcome == Outcome::BadSignature
        || (m_request.operation == Operation::Verify && !m_request.hasSignature()
            && m_result.isDone() && m_result.worstSignature() == GpgSignature::State::Bad);
}

QString ShownResult::archive() const
{
    return m_isArchive ? m_result.outputFile : QString();
}

/// An operation that fails may have changed some of the keys all the same.
bool ShownResult::hasChangedKeys() const
{
    switch (m_request.operation) {
    case Operation::Import:
    case Operation::DeleteKey:
    case Operation::CertifyKey:
    case Operation::OwnKey:
    case Operation::RenewKey:
        return m_isThere;
    case Operation::GenerateKey:
        return m_result.isDone();
    default:
        return false;
    }
}
