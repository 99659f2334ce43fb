// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef UTF8DECODER_H
#define UTF8DECODER_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>

namespace Offspring {

/// UTF-8 that comes in chunks, cut anywhere, into text: a character that a chunk cuts comes whole
/// with the next one. What is no UTF-8 is U+FFFD.
///
/// QStringDecoder would be it, but in Qt 6.4 it loses the byte that follows a character cut short,
/// be it a newline.
class Utf8Decoder
{
public:
    QString decode(QByteArrayView data);
    /// The same for \a data of which nobody needs the text.
    void skip(QByteArrayView data);
    /// At the end of the stream: U+FFFD for what it has cut, for the next one to start afresh.
    QString finish();
    /// The last data have cut a character.
    bool isMidCharacter() const { return !m_cut.isEmpty(); }

private:
    QByteArray m_cut; // the first bytes of a character
};

/// Text that has no other part: U+FFFD for a character cut at its end, too.
QString decodeUtf8(QByteArrayView data);

} // namespace Offspring

#endif // UTF8DECODER_H
