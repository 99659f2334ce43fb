// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WORDS_H
#define WORDS_H

#include <QtCore/QCoreApplication>

/// What the desk says, in the user's language. All of it has one context for translators, because
/// its sentences are made of parts that different classes know.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

#endif
