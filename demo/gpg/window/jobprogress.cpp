// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "jobprogress.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;

struct Activity
{
    Operation operation;
    const char16_t *words;
};

constexpr Activity activities[] = {
    {Operation::Encrypt, u"Encrypting"},
    {Operation::Decrypt, u"Decrypting"},
    {Operation::Sign, u"Signing"},
    {Operation::Verify, u"Verifying"},
    {Operation::Import, u"Importing"},
    {Operation::Export, u"Exporting"},
    {Operation::GenerateKey, u"Making a key"},
    {Operation::DeleteKey, u"Deleting"},
    {Operation::CertifyKey, u"Certifying"},
    {Operation::OwnKey, u"Marking as your own"},
    {Operation::RenewKey, u"Renewing"},
    {Operation::ChangePassphrase, u"Changing the passphrase"},
    {Operation::Unpack, u"Unpacking"},
};

} // namespace

QString JobProgress::wordsOf(Operation operation)
{
    const auto *const found =
        std::find_if(std::begin(activities), std::end(activities),
                     [operation](const Activity &row) { return row.operation == operation; });
    return found == std::end(activities) ? u"Working"_s : QString::fromUtf16(found->words);
}

void JobProgress::set(qint64 done, qint64 total)
{
    if (done > 0 && !m_clock.isValid())
        m_clock.start();
    m_done = done;
    m_total = total;
}

double JobProgress::fraction() const
{
    return m_total > 0 ? double(m_done) / double(m_total) : -1;
}

double JobProgress::bytesPerSecond() const
{
    const qint64 elapsed = m_clock.isValid() ? m_clock.elapsed() : 0;
    return elapsed > 0 ? double(m_done) * 1000 / double(elapsed) : 0;
}
