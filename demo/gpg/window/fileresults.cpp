// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fileresults.h"

#include "filenames.h"
#include "gpgrecord.h"
#include "words.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace {

using State = FileResults::State;

constexpr int maximumNamed = 3; // in the sentence
constexpr qsizetype longestName = 40; // there

QString doneWord(GpgRequest::Operation operation)
{
    switch (operation) {
    case GpgRequest::Operation::Encrypt:
        return Words::tr("encrypted");
    case GpgRequest::Operation::Decrypt:
        return Words::tr("decrypted");
    case GpgRequest::Operation::Sign:
        return Words::tr("signed");
    case GpgRequest::Operation::Import:
        return Words::tr("imported");
    default:
        return Words::tr("done");
    }
}

State stateOf(const GpgSignature &signature)
{
    switch (signature.state) {
    case GpgSignature::State::Good:
        return State::Good;
    case GpgSignature::State::NotCertified:
        return State::NotCertified;
    case GpgSignature::State::SignatureExpired:
    case GpgSignature::State::KeyExpired:
        return State::Expired;
    case GpgSignature::State::MissingKey:
    case GpgSignature::State::Unsupported:
        return State::Unchecked;
    case GpgSignature::State::KeyRevoked:
        return State::KeyRevoked;
    case GpgSignature::State::Bad:
        break;
    }
    return State::Bad;
}

State stateOf(const GpgResult &result)
{
    if (result.outcome == GpgResult::Outcome::Cancelled)
        return State::Cancelled;
    if (result.outcome == GpgResult::Outcome::BadSignature)
        return State::Bad;
    State worst = State::Good;
    for (const GpgSignature &signature : result.signatures)
        worst = std::min(worst, stateOf(signature));
    if (!result.isDone())
        return State::Failed;
    return result.signatures.isEmpty() ? State::Done : worst;
}

Tone::Value toneOf(State state)
{
    switch (state) {
    case State::Bad:
    case State::KeyRevoked:
    case State::Failed:
        return Tone::Red;
    case State::Unchecked:
    case State::Expired:
        return Tone::Amber;
    case State::NotCertified:
        return Tone::Yellow;
    case State::Good:
        return Tone::Green;
    default:
        return Tone::Plain;
    }
}

/// For one and for several.
QString predicate(State state, int files, const QString &done)
{
    const bool isOne = files == 1;
    switch (state) {
    case State::Bad:
        return isOne ? Words::tr("is BAD") : Words::tr("are BAD", "", files);
    case State::KeyRevoked:
        return isOne ? Words::tr("is signed with a revoked key")
                     : Words::tr("are signed with a revoked key", "", files);
    case State::Failed:
        return Words::tr("failed");
    case State::Cancelled:
        return isOne ? Words::tr("was cancelled") : Words::tr("were cancelled", "", files);
    case State::NotBegun:
        return isOne ? Words::tr("was not begun") : Words::tr("were not begun", "", files);
    case State::Skipped:
        return isOne ? Words::tr("was skipped") : Words::tr("were skipped", "", files);
    case State::Unchecked:
        return isOne ? Words::tr("is signed by somebody who cannot be checked")
                     : Words::tr("are signed by somebody who cannot be checked", "", files);
    case State::Expired:
        return isOne ? Words::tr("has an expired signature or key")
                     : Words::tr("have an expired signature or key", "", files);
    case State::NotCertified:
        return isOne ? Words::tr("is signed by a key that nobody vouches for")
                     : Words::tr("are signed by a key that nobody vouches for", "", files);
    case State::Done:
        return (isOne ? Words::tr("is %1") : Words::tr("are %1", "", files)).arg(done);
    case State::Good:
        break;
    }
    return isOne ? Words::tr("has a good signature")
                 : Words::tr("have a good signature", "", files);
}

QString shortName(const QString &path)
{
    const QString name = FileNames::nameOnly(path);
    return name.size() > longestName
        ? name.left(longestName / 2) + u'…' + name.right(longestName / 2)
        : name;
}

} // namespace

int FileResults::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant FileResults::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case NameRole:
        return FileNames::nameOnly(row.path);
    case PathRole:
        return printable(row.path);
    case StateRole:
        return words(row.state);
    case SentenceRole:
        return row.sentence;
    case WayOutRole:
        return row.wayOut;
    case ToneRole:
        return toneOf(row.state);
    default:
        return {};
    }
}

QHash<int, QByteArray> FileResults::roleNames() const
{
    return {{NameRole, "name"},         {PathRole, "path"},     {StateRole, "state"},
            {SentenceRole, "sentence"}, {WayOutRole, "wayOut"}, {ToneRole, "tone"}};
}

void FileResults::begin(int total)
{
    beginResetModel();
    m_rows.clear();
    m_total = total;
    endResetModel();
    Q_EMIT changed();
}

void FileResults::add(GpgJob *job, const QString &path)
{
    const GpgResult &result = job->result();
    m_done = doneWord(job->request().operation);
    QStringList sentences = {result.toString()};
    const auto worst = std::max_element(
        result.signatures.begin(), result.signatures.end(),
        [](const auto &left, const auto &right) { return left.state < right.state; });
    if (worst != result.signatures.end() && !result.subject) // else it says that already
        sentences << worst->toString();
    if (FileNames::isFolder(path)) // that it is an archive now
        sentences << result.notes;
    insert({path, stateOf(result), sentences.join(u' '), result.wayOut()});
}

void FileResults::addSkipped(const QString &path, const QString &why)
{
    insert({path, State::Skipped, why, {}});
}

void FileResults::addNotBegun(const QStringList &paths)
{
    for (const QString &path : paths)
        insert({path, State::NotBegun, Words::tr("It was cancelled before this one."), {}});
}

/// The row after the results that are as bad.
void FileResults::insert(const Row &row)
{
    const auto place =
        std::upper_bound(m_rows.begin(), m_rows.end(), row.state,
                         [](State state, const Row &other) { return state < other.state; });
    const int index = int(std::distance(m_rows.begin(), place));
    beginInsertRows({}, index, index);
    m_rows.insert(index, row);
    endInsertRows();
    Q_EMIT changed();
}

int FileResults::countOf(State state) const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [state](const Row &row) { return row.state == state; }));
}

/// A word besides the colour of a row.
QString FileResults::words(State state) const
{
    switch (state) {
    case State::Bad:
        return Words::tr("BAD signature");
    case State::KeyRevoked:
        return Words::tr("revoked key");
    case State::Failed:
        return Words::tr("failed");
    case State::Cancelled:
        return Words::tr("cancelled");
    case State::NotBegun:
        return Words::tr("not begun");
    case State::Skipped:
        return Words::tr("skipped");
    case State::Unchecked:
        return Words::tr("signer not checked");
    case State::Expired:
        return Words::tr("expired");
    case State::NotCertified:
        return Words::tr("signer not certified");
    case State::Done:
        return m_done;
    case State::Good:
        break;
    }
    return Words::tr("good signature");
}

Tone::Value FileResults::tone() const
{
    Tone::Value worst = Tone::Plain;
    bool isGreen = isComplete();
    for (const Row &row : m_rows) {
        worst = std::max(worst, toneOf(row.state));
        isGreen = isGreen && row.state == State::Good;
    }
    return worst == Tone::Green && !isGreen ? Tone::Plain : worst;
}

QString FileResults::namesOf(State state) const
{
    QStringList names;
    for (const Row &row : m_rows) {
        if (row.state == state && names.size() < maximumNamed)
            names << shortName(row.path);
    }
    const int further = countOf(state) - int(names.size());
    return names.join(u", "_s) + (further > 0 ? Words::tr(" and %n more", "", further) : QString());
}

QString FileResults::phrase(State state, bool withNames) const
{
    const int howMany = countOf(state);
    const bool isAll = howMany == count();
    QString result = QString::number(howMany);
    if (isAll && (isComplete() || howMany > 1))
        result = Words::tr("All %1").arg(howMany);
    else if (withNames && !isAll)
        result = Words::tr("%1 of %2").arg(howMany).arg(count());
    result += u' ' + predicate(state, howMany, m_done);
    return withNames ? result + u": "_s + namesOf(state) : result;
}

/// Only bad files are named.
QString FileResults::sentence() const
{
    if (m_rows.isEmpty())
        return {};
    const State worst = m_rows.first().state;
    const bool isWell = worst >= State::Done;
    return (isComplete() ? QString() : Words::tr("So far: ")) + phrase(worst, !isWell)
        + (isWell ? u"."_s : QString());
}

QString FileResults::others() const
{
    QStringList result;
    for (const Row &row : m_rows) {
        if (row.state == m_rows.first().state)
            continue;
        const QString words = phrase(row.state, false);
        if (result.value(result.size() - 1) != words)
            result << words;
    }
    return result.isEmpty() ? QString() : result.join(u", "_s) + u'.';
}

QString FileResults::wayOut() const
{
    return m_rows.isEmpty() ? QString() : m_rows.first().wayOut;
}
