// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "passphrasequestions.h"

#include "gpgconversation.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;

QString wordsOf(const GpgQuestion &question, Operation operation)
{
    const QString number =
        question.keyId.isEmpty() ? QString() : u" (key %1)"_s.arg(question.keyId);
    if (!question.owner.isEmpty() || !number.isEmpty())
        return (question.isNew ? u"The new passphrase of %1%2"_s : u"The passphrase of %1%2"_s)
            .arg(printable(question.owner), number);
    if (operation == Operation::GenerateKey)
        return u"A passphrase for the new key"_s;
    if (operation == Operation::Encrypt)
        return u"A passphrase to encrypt with"_s;
    return u"The passphrase with which this was encrypted"_s;
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
