// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "jobprogress.h"

#include "words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;

struct Activity
{
    Operation operation;
    const char *words;
};

constexpr Activity activities[] = {
    {Operation::Encrypt, QT_TRANSLATE_NOOP("Words", "Encrypting")},
    {Operation::Decrypt, QT_TRANSLATE_NOOP("Words", "Decrypting")},
    {Operation::Sign, QT_TRANSLATE_NOOP("Words", "Signing")},
    {Operation::Verify, QT_TRANSLATE_NOOP("Words", "Verifying")},
    {Operation::Import, QT_TRANSLATE_NOOP("Words", "Importing")},
    {Operation::Export, QT_TRANSLATE_NOOP("Words", "Exporting")},
    {Operation::GenerateKey, QT_TRANSLATE_NOOP("Words", "Making a key")},
    {Operation::DeleteKey, QT_TRANSLATE_NOOP("Words", "Deleting")},
    {Operation::CertifyKey, QT_TRANSLATE_NOOP("Words", "Certifying")},
    {Operation::OwnKey, QT_TRANSLATE_NOOP("Words", "Marking as your own")},
    {Operation::RenewKey, QT_TRANSLATE_NOOP("Words", "Renewing")},
    {Operation::ChangePassphrase, QT_TRANSLATE_NOOP("Words", "Changing the passphrase")},
    {Operation::Unpack, QT_TRANSLATE_NOOP("Words", "Unpacking")},
};

} // namespace

QString JobProgress::wordsOf(Operation operation)
{
    const auto *const found =
        std::find_if(std::begin(activities), std::end(activities),
                     [operation](const Activity &row) { return row.operation == operation; });
    return found == std::end(activities) ? Words::tr("Working") : Words::tr(found->words);
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
