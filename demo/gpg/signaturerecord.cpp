// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signaturerecord.h"

#include "gpgrecord.h"

#include <QtCore/QTimeZone>

#include <algorithm>

namespace {

constexpr qsizetype maximumSignatures = 10'000;

const QByteArrayList verdicts = {"GOODSIG", "BADSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "ERRSIG"};

QDateTime time(const QByteArray &seconds)
{
    const qint64 value = seconds.toLongLong();
    return value > 0 ? QDateTime::fromSecsSinceEpoch(value, QTimeZone::utc()) : QDateTime();
}

} // namespace

void SignatureRecord::add(const StatusLine &line)
{
    const QByteArray &keyword = line.keyword();
    if (startsAnother(keyword) && m_blocks.size() >= maximumSignatures)
        m_hasMore = true;
    if (m_hasMore)
        return;
    if (keyword == "NEWSIG")
        m_blocks.emplaceBack();
    else if (verdicts.contains(keyword))
        addVerdict(line);
    else if (keyword == "VALIDSIG" && !m_blocks.isEmpty())
        addValidity(line);
    else if ((keyword == "TRUST_FULLY" || keyword == "TRUST_ULTIMATE") && !m_blocks.isEmpty())
        m_blocks.last().isTrusted = true;
}

/// A second verdict is on another signature, whether or not NEWSIG announced that.
bool SignatureRecord::startsAnother(const QByteArray &keyword) const
{
    return keyword == "NEWSIG"
        || (verdicts.contains(keyword) && !m_blocks.isEmpty()
            && !m_blocks.last().verdict.isEmpty());
}

void SignatureRecord::addVerdict(const StatusLine &line)
{
    if (m_blocks.isEmpty() || startsAnother(line.keyword()))
        m_blocks.emplaceBack();
    Block &block = m_blocks.last();
    block.verdict = line.keyword();
    block.signature.keyId = QString::fromLatin1(line.argument(0));
    if (block.verdict == "ERRSIG") {
        block.signature.created = time(line.argument(4));
        block.errorCode = line.argument(5).toInt();
    } else {
        block.signature.userId = printable(line.unescapedFrom(1));
    }
}

void SignatureRecord::addValidity(const StatusLine &line)
{
    Block &block = m_blocks.last();
    const QByteArray kind = line.argument(8);
    block.isValid = kind == "00" || kind == "01"; // on a document, not on a key
    block.signature.keyId = QString::fromLatin1(line.argument(0));
    block.signature.created = time(line.argument(2));
    block.signature.expires = time(line.argument(3));
    block.signature.fingerprint =
        QString::fromLatin1(line.argumentCount() > 9 ? line.argument(9) : line.argument(0));
}

GpgSignature::State SignatureRecord::stateOf(const Block &block)
{
    using State = GpgSignature::State;
    constexpr int noPublicKey = 9; // libgpg-error
    if (block.verdict == "BADSIG")
        return State::Bad;
    if (block.verdict == "ERRSIG" && block.errorCode == noPublicKey)
        return State::MissingKey;
    if (!block.isValid)
        return State::Unsupported;
    if (block.verdict == "REVKEYSIG")
        return State::KeyRevoked;
    if (block.verdict == "EXPKEYSIG")
        return State::KeyExpired;
    if (block.verdict == "EXPSIG")
        return State::SignatureExpired;
    if (block.verdict != "GOODSIG")
        return State::Unsupported;
    return block.isTrusted ? State::Good : State::NotCertified;
}

void SignatureRecord::name(const QList<GpgKey> &keys)
{
    for (Block &block : m_blocks) {
        const auto key = std::find_if(keys.begin(), keys.end(), [&block](const GpgKey &one) {
            return one.fingerprint == block.signature.fingerprint;
        });
        if (key != keys.end() && key->certifiedUserIds > 0)
            block.signature.userId = key->name();
        else
            block.isTrusted = false;
    }
}

QList<GpgSignature> SignatureRecord::all() const
{
    QList<GpgSignature> result;
    for (const Block &block : m_blocks) {
        result << block.signature;
        result.last().state = stateOf(block);
    }
    if (m_hasMore)
        result.emplaceBack(); // what gpg said of it was not kept, so it cannot be good
    return result;
}

GpgSignature SignatureRecord::worst() const
{
    const QList<GpgSignature> signatures = all();
    const auto worst = std::max_element(
        signatures.begin(), signatures.end(),
        [](const GpgSignature &a, const GpgSignature &b) { return a.state < b.state; });
    return worst == signatures.end() ? GpgSignature() : *worst;
}
