// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_PASSPHRASEQUESTIONS_H
#define GPGDESK_PASSPHRASEQUESTIONS_H

#include "gpgrequest.h"
#include "secret.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <map>
#include <optional>

struct GpgQuestion;

/// The passphrases that gpg asks for in one operation, in words, and their answers. A wrong answer
/// ends gpg, which is then started once more: that is the next attempt of the same operation.
/// Answers can be kept for the operations that follow; a kept answer that is wrong is wiped.
class PassphraseQuestions
{
public:
    void beginOperation();
    void beginAttempt();
    /// Makes \a question the current one, and returns the answer that was kept for it. Then there
    /// is no current one, because nobody needs to be asked.
    std::optional<Secret> ask(const GpgQuestion &question, GpgRequest::Operation operation);
    /// gpg has ended because an answer was wrong. False: nothing was asked that could be asked
    /// again.
    bool refuseAnswers();

    QString current() const { return m_current; } ///< empty: none
    void setCurrent(const QString &question) { m_current = question; }
    /// It is for something new, such as a key that is being made.
    bool isNew() const { return m_isNew; }
    /// Its answer in the attempt before was wrong.
    bool isRepeated() const;
    /// That answer was a kept one.
    bool isKeptOneWrong() const;

    /// Keeps the answer to the current one.
    void keep(const Secret &answer);
    void wipeKept() { m_kept.clear(); }

private:
    QString m_current;
    bool m_isNew = false;
    QStringList m_asked; // in this attempt
    QStringList m_refused; // asked in the attempt before, which a wrong answer has ended
    QStringList m_answeredFromKept; // in this attempt
    QStringList m_refusedFromKept; // in the attempt before
    std::map<QString, Secret> m_kept; // by the question
};

#endif // GPGDESK_PASSPHRASEQUESTIONS_H
