// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "passphrasequestions.h"

#include "gpgconversation.h"
#include "words.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;

QString wordsOf(const GpgQuestion &question, Operation operation)
{
    const QString number =
        question.keyId.isEmpty() ? QString() : Words::tr(" (key %1)").arg(question.keyId);
    if (!question.owner.isEmpty() || !number.isEmpty())
        return (question.isNew ? Words::tr("The new passphrase of %1%2")
                               : Words::tr("The passphrase of %1%2"))
            .arg(printable(question.owner), number);
    if (operation == Operation::GenerateKey)
        return Words::tr("A passphrase for the new key");
    if (operation == Operation::Encrypt)
        return Words::tr("A passphrase to encrypt with");
    return Words::tr("The passphrase with which this was encrypted");
}

bool isForSomethingNew(const GpgQuestion &question, Operation operation)
{
    const bool isOfAKey = !question.owner.isEmpty() || !question.keyId.isEmpty();
    return question.isNew
        || (!isOfAKey && (operation == Operation::GenerateKey || operation == Operation::Encrypt));
}

} // namespace

void PassphraseQuestions::beginOperation()
{
    m_refused.clear();
    m_refusedFromKept.clear();
}

void PassphraseQuestions::beginAttempt()
{
    m_asked.clear();
    m_answeredFromKept.clear();
}

std::optional<Secret> PassphraseQuestions::ask(const GpgQuestion &question, Operation operation)
{
    m_current = wordsOf(question, operation);
    m_isNew = isForSomethingNew(question, operation);
    if (!m_isNew) // a new passphrase cannot be wrong
        m_asked << m_current;
    const auto kept = m_kept.find(m_current);
    if (kept == m_kept.end())
        return std::nullopt;
    m_answeredFromKept << std::exchange(m_current, {});
    return kept->second.clone();
}

bool PassphraseQuestions::refuseAnswers()
{
    if (m_asked.isEmpty())
        return false;
    m_refused = m_asked;
    m_refusedFromKept = m_answeredFromKept;
    for (const QString &question : std::as_const(m_refused)) // gpg does not say which was wrong
        m_kept.erase(question);
    return true;
}

bool PassphraseQuestions::isRepeated() const
{
    // A new passphrase cannot be wrong: another one was, and gpg begins anew.
    return !m_isNew && m_refused.contains(m_current);
}

bool PassphraseQuestions::isKeptOneWrong() const
{
    return isRepeated() && m_refusedFromKept.contains(m_current);
}

void PassphraseQuestions::keep(const Secret &answer)
{
    m_kept.insert_or_assign(m_current, answer.clone());
}
