// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_GPGJOB_H
#define GPGDESK_GPGJOB_H

#include "gpghome.h"
#include "jobprogress.h"
#include "logmodel.h"
#include "passphrasequestions.h"
#include "secretinput.h"
#include "shownresult.h"
#include "tone.h"

#include <QtCore/QVariantList>

class GpgProtocol;
struct GpgQuestion;

/// Performs one operation of gpg at a time for the window, and keeps the result of the last one.
class GpgJob : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(GpgHome *home MEMBER m_home)

    // The input is the file, or, when that is empty, the text. An empty output file: memory.
    Q_PROPERTY(QString inputFile MEMBER m_inputFile)
    Q_PROPERTY(QString inputText MEMBER m_inputText)
    Q_PROPERTY(QString outputFile MEMBER m_outputFile)

    Q_PROPERTY(bool running READ isRunning NOTIFY runningChanged)
    Q_PROPERTY(QString operation READ operation NOTIFY runningChanged)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged) ///< 0 to 1; -1: not known
    Q_PROPERTY(double bytesDone READ bytesDone NOTIFY progressChanged)
    Q_PROPERTY(double bytesTotal READ bytesTotal NOTIFY progressChanged) ///< -1: not known
    Q_PROPERTY(double bytesPerSecond READ bytesPerSecond NOTIFY progressChanged)
    Q_PROPERTY(QString busyWith READ busyWith NOTIFY busyWithChanged)

    /// What gpg waits for, to be answered with answer() or cancel(); empty: for nothing.
    Q_PROPERTY(QString question READ question NOTIFY questionChanged)
    /// The passphrase is for something new, so gpg cannot check it.
    Q_PROPERTY(bool questionIsNew READ questionIsNew NOTIFY questionChanged)
    /// Its last answer was wrong.
    Q_PROPERTY(bool questionIsRepeated READ questionIsRepeated NOTIFY questionChanged)
    /// The wrong answer was the one that was kept from an earlier file.
    Q_PROPERTY(bool keptDoesNotFit READ keptDoesNotFit NOTIFY questionChanged)
    /// Which of several files it is for, in words; empty: there is only one.
    Q_PROPERTY(QString questionFiles READ questionFiles NOTIFY questionChanged)
    /// The place of the file among several ones, from 1, and their number; 0: there is only one.
    Q_PROPERTY(int queuePosition READ queuePosition NOTIFY queueChanged)
    Q_PROPERTY(int queueLength READ queueLength NOTIFY queueChanged)

    Q_PROPERTY(QString outcome READ outcome NOTIFY concluded) ///< see GpgResult; empty: none yet
    Q_PROPERTY(Tone::Value tone READ tone NOTIFY concluded)
    Q_PROPERTY(QString sentence READ sentence NOTIFY concluded)
    Q_PROPERTY(QString wayOut READ wayOut NOTIFY concluded)
    Q_PROPERTY(QString note READ note NOTIFY concluded)
    /// The signatures that the sentence is not about; of many, the worst. Each one has text,
    /// wayOut, tone and fingerprint.
    Q_PROPERTY(QVariantList furtherSignatures READ furtherSignatures NOTIFY concluded)
    /// How many more there are.
    Q_PROPERTY(int hiddenSignatures READ hiddenSignatures NOTIFY concluded)
    /// Where the last operation was to write to.
    Q_PROPERTY(QString wantedFile READ wantedFile NOTIFY concluded)
    Q_PROPERTY(QString resultFile READ resultFile NOTIFY concluded)
    Q_PROPERTY(double resultSize READ resultSize NOTIFY concluded) ///< of what is in memory
    Q_PROPERTY(bool resultIsText READ resultIsText NOTIFY concluded)
    Q_PROPERTY(QString resultText READ resultText NOTIFY concluded)
    Q_PROPERTY(bool resultIsCut READ resultIsCut NOTIFY concluded) ///< its text is its beginning
    /// The user can have the data in spite of its bad signature.
    Q_PROPERTY(bool canShowAnyway READ canShowAnyway NOTIFY concluded)
    /// The file with a decrypted archive; empty: it is none, or should not be opened.
    Q_PROPERTY(QString archive READ archive NOTIFY concluded)
    Q_PROPERTY(QString suggestedName READ suggestedName NOTIFY concluded)
    Q_PROPERTY(QString createdKey READ createdKey NOTIFY concluded)
    /// In lines.
    Q_PROPERTY(QString importedKeys READ importedKeys NOTIFY concluded)

    Q_PROPERTY(LogModel *log READ log CONSTANT)
    Q_PROPERTY(LogModel *status READ status CONSTANT)

public:
    enum SignatureForm { Detached, Clear, Inline };
    Q_ENUM(SignatureForm)

    explicit GpgJob(QObject *parent = nullptr);
    ~GpgJob() override;

    bool isRunning() const { return m_gpg || m_isRefused; }
    QString operation() const;
    double progress() const { return m_progress.fraction(); }
    double bytesDone() const { return double(m_progress.bytesDone()); }
    double bytesTotal() const { return double(m_progress.bytesTotal()); }
    double bytesPerSecond() const { return m_progress.bytesPerSecond(); }
    QString busyWith() const { return m_busyWith; }
    QString question() const { return m_questions.current(); }
    bool questionIsNew() const { return m_questions.isNew(); }
    bool questionIsRepeated() const { return m_questions.isRepeated(); }
    bool keptDoesNotFit() const { return m_questions.isKeptOneWrong(); }
    QString questionFiles() const;
    int queuePosition() const { return m_queuePosition; }
    int queueLength() const { return m_queueLength; }
    QString outcome() const { return m_shown.outcome(); }
    Tone::Value tone() const { return m_shown.tone(); }
    QString sentence() const { return m_shown.sentence(); }
    QString wayOut() const { return m_shown.wayOut(); }
    QString note() const { return m_shown.note(); }
    QVariantList furtherSignatures() const { return m_shown.furtherSignatures(); }
    int hiddenSignatures() const { return m_shown.hiddenSignatures(); }
    QString wantedFile() const { return m_request.outputFile; }
    QString resultFile() const { return result().outputFile; }
    double resultSize() const { return double(result().output.size()); }
    bool resultIsText() const { return m_shown.isText(); }
    QString resultText() const { return m_shown.text(); }
    bool resultIsCut() const { return m_shown.isCut(); }
    bool canShowAnyway() const { return m_shown.canShowAnyway(); }
    QString archive() const { return m_shown.archive(); }
    QString suggestedName() const { return result().suggestedName; }
    QString createdKey() const { return result().createdKey; }
    QString importedKeys() const { return result().importLines().join(u'\n'); }
    LogModel *log() { return &m_log; }
    LogModel *status() { return &m_status; }
    const GpgRequest &request() const { return m_request; }
    const GpgResult &result() const { return m_shown.result(); }

    /// The operations that are begun from now on belong together: a passphrase is asked for once,
    /// as long as it is right. A \a length of 0 ends that, and wipes the passphrases.
    Q_INVOKABLE void setQueue(int position, int length);
    Q_INVOKABLE void encrypt(const QStringList &recipients, const QString &signer, bool symmetric,
                             bool evenNotCertified, bool armor, const QString &alsoTo);
    Q_INVOKABLE void decrypt();
    Q_INVOKABLE void sign(const QString &signer, GpgJob::SignatureForm form, bool armor);
    /// An empty \a signatureFile: the signature is in the input.
    Q_INVOKABLE void verify(const QString &signatureFile);
    /// What was taken for a detached signature, after NotADetachedSignature.
    Q_INVOKABLE void verifyAlone();
    Q_INVOKABLE void importKeys();
    /// \a archive into \a folder, which is not there yet.
    Q_INVOKABLE void unpack(const QString &archive, const QString &folder);
    Q_INVOKABLE void exportKeys(const QStringList &keys, bool secretOnes);
    Q_INVOKABLE void generateKey(const QString &userId, const QString &expiry,
                                 bool withoutPassphrase);
    /// That \a key is its owner's, by one's own \a signer.
    Q_INVOKABLE void certifyKey(const QString &key, const QString &signer, bool forOthers);
    Q_INVOKABLE void markAsOwn(const QString &key);
    /// With its subkeys; \a expiry as GpgRequest takes it.
    Q_INVOKABLE void renewKey(const QString &key, const QString &expiry);
    Q_INVOKABLE void changePassphrase(const QString &key);
    Q_INVOKABLE void deleteKey(const QString &key, bool secretOneToo);
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void answer(SecretInput *input);
    /// The last operation once more, after OutputExists.
    Q_INVOKABLE void replaceOutput();
    /// The last operation once more, giving out data with a bad signature.
    Q_INVOKABLE void showAnyway();
    /// Writes the output that is in memory to a file. Returns the reason of a failure; empty: none.
    Q_INVOKABLE QString save(const QString &path) const;
    /// Drops the result of the last operation.
    Q_INVOKABLE void forget();

Q_SIGNALS:
    void queueChanged();
    void runningChanged();
    void progressChanged();
    void busyWithChanged();
    void questionChanged();
    void concluded();
    void keysCame(); ///< the keyring has changed

private:
    GpgRequest request(GpgRequest::Operation operation) const;
    GpgRequest keyRequest(GpgRequest::Operation operation, const QString &key) const;
    void begin(const GpgRequest &request);
    void run();
    void logCommand();
    void ask(const GpgQuestion &question);
    void setQuestion(const QString &question);
    void setProgress(qint64 done, qint64 total);
    void setBusyWith(const QString &what);
    void end(const GpgResult &result);
    void refuse(const QString &why);
    void conclude(const GpgResult &result);

    GpgHome *m_home = nullptr;
    QString m_inputFile;
    QString m_inputText;
    QString m_outputFile;
    GpgRequest m_request;
    GpgProtocol *m_gpg = nullptr;
    PassphraseQuestions m_questions;
    int m_queuePosition = 0;
    int m_queueLength = 0;
    JobProgress m_progress;
    QString m_busyWith;
    bool m_isCommandLogged = false; // in this attempt
    QString m_whyPinentry; // asks; empty: it does not
    bool m_isRefused = false; // before gpg was started
    ShownResult m_shown;
    LogModel m_log;
    LogModel m_status;
};

#endif // GPGDESK_GPGJOB_H
