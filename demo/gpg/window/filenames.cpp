// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "filenames.h"

#include "gpgrecord.h"
#include "nativepath.h"
#include "words.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

NativePath::Kind kindOf(const QString &path)
{
    return path.isEmpty() ? NativePath::Kind::None : NativePath::kindAt(NativePath::absolute(path));
}

/// By its name alone: QFileInfo does not look there.
bool hasSuffix(const QString &path, const QStringList &suffixes)
{
    return suffixes.contains(QFileInfo(path).suffix().toLower());
}

/// Its beginning; nothing when it is no file.
QByteArray beginningOf(const QString &path)
{
    const int fd = path.isEmpty() ? -1 : NativePath::openForReading(NativePath::absolute(path));
    QFile file;
    if (NativePath::kindOf(fd) == NativePath::Kind::File
        && file.open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return file.read(4096);
    NativePath::close(fd);
    return {};
}

/// QUrl's own would lose the bytes of a name that are no UTF-8.
QString pathOf(const QUrl &url)
{
    if (!url.host().isEmpty())
        return url.toLocalFile();
    return NativePath::fromBytes(
        QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1()));
}

/// Of the packet with which OpenPGP data begins; -1: it is none. RFC 4880, 4.2.
int firstTag(const QByteArray &data)
{
    const int byte = data.isEmpty() ? 0 : uchar(data.front());
    return (byte & 0x80) == 0 ? -1 : (byte & 0x40) != 0 ? byte & 0x3f : (byte & 0x3c) >> 2;
}

/// The first bytes of what is armored in a message.
QByteArray dearmored(const QByteArray &armor)
{
    const qsizetype headersEnd = armor.indexOf("\n\n");
    const QByteArray body = headersEnd < 0 ? QByteArray() : armor.sliced(headersEnd + 2);
    return QByteArray::fromBase64(body.split('\n').value(0).trimmed());
}

QString actionOfPacket(const QByteArray &data)
{
    enum Tag {
        PublicKeyEncrypted = 1,
        Signature,
        SymmetricKeyEncrypted,
        OnePassSignature,
        SecretKey,
        PublicKey,
        SecretSubkey,
        Compressed,
        Encrypted,
        Literal = 11,
        Subkey = 14,
        EncryptedAndProtected = 18,
        AeadEncrypted = 20
    };
    switch (firstTag(data)) {
    case PublicKeyEncrypted:
    case SymmetricKeyEncrypted:
    case Encrypted:
    case EncryptedAndProtected:
    case AeadEncrypted:
        return u"Decrypt"_s;
    case Signature:
    case OnePassSignature:
    case Compressed: // what is signed is compressed, what is encrypted has that inside
        return u"Verify"_s;
    case SecretKey:
    case PublicKey:
        return u"Import"_s;
    default:
        return u"Encrypt"_s;
    }
}

/// Whether what is signed is in the file itself: a clear signed text, or a message.
bool isMessage(const QString &path)
{
    const QByteArray beginning = '\n' + beginningOf(path);
    return beginning.contains("\n-----BEGIN PGP SIGNED MESSAGE")
        || beginning.contains("\n-----BEGIN PGP MESSAGE");
}

} // namespace

QString FileNames::encrypted(const QString &path, bool armor)
{
    const QString suffix = armor ? u".asc"_s : u".gpg"_s;
    if (!isFolder(path))
        return path + suffix;
    const QString folder = NativePath::absolute(path);
    return (folder == u"/" ? u"/files"_s : folder) + u".tar"_s + suffix;
}

QString FileNames::decrypted(const QString &path)
{
    return hasSuffix(path, {u"gpg"_s, u"pgp"_s, u"asc"_s}) ? path.left(path.lastIndexOf(u'.'))
                                                           : path + u".decrypted"_s;
}

QString FileNames::unpacked(const QString &path)
{
    return hasSuffix(path, {u"tar"_s}) ? path.left(path.lastIndexOf(u'.')) : path + u".unpacked"_s;
}

QString FileNames::signature(const QString &path, bool isDetached, bool armor)
{
    return path + (armor ? u".asc"_s : isDetached ? u".sig"_s : u".gpg"_s);
}

/// Of the name, which anybody may have chosen, only letters and digits.
QString FileNames::exported(const QString &name, bool secretOnes)
{
    static const QRegularExpression others(u"[^\\p{L}\\p{N}]+"_s,
                                           QRegularExpression::UseUnicodePropertiesOption);
    const QStringList words = name.section(u" <"_s, 0, 0).split(others, Qt::SkipEmptyParts);
    const QString base = (words.isEmpty() ? u"key"_s : words.join(u'-').left(50))
        + (secretOnes ? u"-secret"_s : QString());
    QString result = base + u".asc"_s;
    for (int i = 2; isTaken(result); ++i)
        result = u"%1-%2.asc"_s.arg(base).arg(i);
    return result;
}

QString FileNames::unused(const QString &path)
{
    const qsizetype name = path.lastIndexOf(u'/') + 1;
    const qsizetype dot = path.indexOf(u'.', name + 1); // a first one hides the file
    const QString base = dot < 0 ? path : path.left(dot);
    const QString suffixes = dot < 0 ? QString() : path.sliced(dot);
    QString result = path;
    for (int i = 2; isTaken(result); ++i)
        result = u"%1-%2%3"_s.arg(base).arg(i).arg(suffixes);
    return result;
}

QString FileNames::signatureOf(const QString &path)
{
    for (const QString &suffix : {u".sig"_s, u".asc"_s}) {
        if (isFile(path + suffix) && !isMessage(path + suffix))
            return path + suffix;
    }
    return {};
}

QString FileNames::signedBy(const QString &path)
{
    if (!hasSuffix(path, {u"sig"_s, u"asc"_s}) || !isFile(path) || isMessage(path))
        return {};
    const QString signedFile = path.left(path.lastIndexOf(u'.'));
    return isFile(signedFile) ? signedFile : QString();
}

QString FileNames::actionFor(const QString &path)
{
    const QByteArray data = beginningOf(path);
    QByteArray text = '\n' + data;
    text.replace("\r\n", "\n");
    const qsizetype begin = text.indexOf("\n-----BEGIN PGP ");
    if (begin < 0) {
        // Anything may begin like a packet: the name has a word in it.
        static const QStringList suffixes = {u"gpg"_s, u"pgp"_s, u"sig"_s, u"asc"_s, u"key"_s};
        return hasSuffix(path, suffixes) ? actionOfPacket(data) : u"Encrypt"_s;
    }
    const QByteArray armor = text.sliced(begin + 1);
    if (armor.startsWith("-----BEGIN PGP PUBLIC KEY BLOCK")
        || armor.startsWith("-----BEGIN PGP PRIVATE KEY BLOCK"))
        return u"Import"_s;
    if (armor.startsWith("-----BEGIN PGP MESSAGE"))
        return actionOfPacket(dearmored(armor));
    return u"Verify"_s; // signed, or a signature
}

bool FileNames::isFile(const QString &path)
{
    return kindOf(path) == NativePath::Kind::File;
}

bool FileNames::isFolder(const QString &path)
{
    return kindOf(path) == NativePath::Kind::Folder;
}

bool FileNames::isTaken(const QString &path)
{
    return !path.isEmpty() && NativePath::isTaken(NativePath::absolute(path));
}

/// One that reads a pipe or a terminal may wait for ever.
QString FileNames::fault(const QString &path, bool mayBeFolder)
{
    if (path.isEmpty())
        return {};
    switch (kindOf(path)) {
    case NativePath::Kind::File:
        return {};
    case NativePath::Kind::Folder:
        return mayBeFolder
            ? QString()
            : Words::tr("“%1” is a folder: it can only be encrypted.").arg(shown(path));
    case NativePath::Kind::Other:
        return Words::tr("“%1” is a pipe or a device, not a file.").arg(shown(path));
    case NativePath::Kind::None:
        break;
    }
    return Words::tr("There is no file “%1”.").arg(shown(path));
}

double FileNames::size(const QString &path)
{
    return double(NativePath::sizeOf(NativePath::absolute(path)));
}

QString FileNames::nameOnly(const QString &path)
{
    return shown(QFileInfo(path).fileName());
}

QString FileNames::shown(const QString &path)
{
    return printable(path);
}

QStringList FileNames::paths(const QList<QUrl> &urls)
{
    QStringList result;
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            result << pathOf(url);
    }
    return result;
}

bool FileNames::isCompressed(const QString &path)
{
    return hasSuffix(path,
                     {u"gz"_s, u"bz2"_s, u"xz"_s, u"zst"_s, u"zip"_s, u"7z"_s, u"jpg"_s, u"jpeg"_s,
                      u"png"_s, u"webp"_s, u"mp3"_s, u"ogg"_s, u"flac"_s, u"mp4"_s, u"mkv"_s,
                      u"webm"_s, u"odt"_s, u"docx"_s, u"deb"_s});
}

/// Both kinds of tar have a word there, and no compressed one has.
bool FileNames::isArchive(const QString &path)
{
    constexpr qsizetype magic = 257;
    return beginningOf(path).mid(magic, 5) == "ustar";
}
