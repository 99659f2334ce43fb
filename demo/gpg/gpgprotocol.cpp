// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgprotocol.h"

#include "archive.h"
#include "gpgcommand.h"
#include "gpgnotes.h"
#include "unpacking.h"

#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

constexpr int progressMilliseconds = 100;
constexpr auto graceForGpg = 2s; // after it

} // namespace

GpgProtocol::GpgProtocol(const GpgRequest &request, QObject *parent)
    : ProcessProtocol(parent)
    , m_request(request)
{
    const GpgConversation *const gpg = &m_conversation;
    connect(gpg, &GpgConversation::passphraseWanted, this, &GpgProtocol::passphraseWanted);
    connect(gpg, &GpgConversation::busyWith, this, &GpgProtocol::busyWith);
    connect(gpg, &GpgConversation::keysListed, this, &GpgProtocol::keysListed);
    connect(gpg, &GpgConversation::statusReceived, this, &GpgProtocol::statusReceived);
    connect(gpg, &GpgConversation::logReceived, this, &GpgProtocol::logReceived);
    connect(gpg, &GpgConversation::progressed, this, [this](qint64 done) {
        if (m_files.isEndless()) // of a file timerEvent() knows it
            Q_EMIT progressed(done, -1);
    });
    const GpgPreparation *const before = &m_preparation;
    connect(before, &GpgPreparation::passphraseWanted, this, &GpgProtocol::passphraseWanted);
    connect(before, &GpgPreparation::statusReceived, this, &GpgProtocol::statusReceived);
    connect(before, &GpgPreparation::logReceived, this, &GpgProtocol::logReceived);
    connect(before, &GpgPreparation::ended, this, &GpgProtocol::beginPrepared);
    const auto failWith = [this](Outcome outcome, const QString &detail) {
        fail({outcome, detail});
    };
    connect(gpg, &GpgConversation::failed, this, failWith);
    connect(before, &GpgPreparation::failed, this, failWith);
    connect(&m_conclusion, &GpgConclusion::concluded, this, [this](const GpgResult &result) {
        m_progressTimer.stop();
        conclude(result);
    });
    connect(&m_watcher, &QFutureWatcher<GpgResult>::canceled, this, &GpgProtocol::cancel);
}

/// Ends gpg when it still runs.
GpgProtocol::~GpgProtocol()
{
    end();
}

QFuture<GpgResult> GpgProtocol::start(Secret passphrase)
{
    m_promise.start();
    m_watcher.setFuture(m_promise.future());
    // When decrypting it may be for the data itself, and is not passed through the agent then.
    const bool isForAgent = !m_request.symmetric && m_request.operation != Operation::Decrypt;
    const QString fault = m_request.fault();
    const QString passphraseFault = GpgConversation::faultOf(passphrase, isForAgent);
    m_ending.hadPassphrase = !passphrase.isEmpty();
    if (!fault.isEmpty())
        fail({Outcome::BadRequest, fault});
    else if (!passphraseFault.isEmpty())
        fail({Outcome::PassphraseUnfit, passphraseFault});
    else if (const auto fileFault = m_files.open())
        fail(*fileFault);
    else
        begin(std::move(passphrase));
    // A failure before gpg is started is reported from the event loop, too.
    if (!transport() && !m_preparation.isRunning() && !m_unpacking)
        QMetaObject::invokeMethod(&m_conclusion, &GpgConclusion::conclude, Qt::QueuedConnection);
    return m_promise.future();
}

void GpgProtocol::begin(Secret passphrase)
{
    if (m_request.operation == Operation::Unpack)
        return unpack();
    if (!GpgPreparation::isNeededFor(m_request))
        return spawn(std::move(passphrase));
    m_conversation.setOldPassphrase(std::move(passphrase));
    m_preparation.start();
}

void GpgProtocol::beginPrepared()
{
    if (m_ending.isCancelled || m_ending.ownFailure)
        m_conclusion.conclude();
    else
        spawn({});
}

void GpgProtocol::unpack()
{
    m_unpacking = new Unpacking(m_files.input(), m_request.outputFile, this);
    connect(m_unpacking, &Unpacking::ended, this, [this] {
        m_progressTimer.stop();
        GpgResult result = m_unpacking->result(m_files.inputFault());
        result.bytesIn = m_files.bytesIn();
        m_files.close();
        report(result);
    });
    m_progressTimer.start(progressMilliseconds, this);
    m_unpacking->start();
}

void GpgProtocol::spawn(Secret passphrase)
{
    using Passphrase = GpgCommand::Passphrase;
    // gpg reads key parameters in batch mode only, in which it does not ask.
    const auto way = !m_request.needsPassphrase()                   ? Passphrase::None
        : !passphrase.isEmpty()                                     ? Passphrase::Given
        : (m_conversation.asksHere() && !m_request.hasParameters()) ? Passphrase::OnDemand
                                                                    : Passphrase::None;
    Archive *const archive = m_files.archive();
    GpgRequest request = m_request;
    if (archive) // so that the recipient sees that it is an archive
        request.furtherOptions << u"--set-filename"_s
                               << printable(Archive::nameOf(m_request.inputFile));
    const GpgCommand command = GpgCommand::of(request, way);
    m_command = command.toString();
    Offspring::SpawnOptions options = command.options(m_request);
    if (archive)
        options.childFDs.insert(GpgFD::Input, archive->readEnd());
    auto *const reactor = Offspring::Reactor::instance();
    auto *const child = reactor->spawnProcess(this, m_request.program, command.arguments, options);
    if (archive)
        archive->closeReadEnd(); // so that tar gets an error when gpg is gone
    if (way == Passphrase::Given) {
        m_conversation.send(GpgFD::Passphrase, std::move(passphrase));
        child->closeChildFD(GpgFD::Passphrase);
    }
    feed(child);
}

void GpgProtocol::feed(Offspring::ProcessTransport *child)
{
    if (m_files.input())
        child->streamToChild(GpgFD::Input, m_files.input());
    if (m_files.signature())
        child->streamToChild(GpgFD::Signature, m_files.signature());
    m_progressTimer.start(progressMilliseconds, this);
}

void GpgProtocol::answer(Secret passphrase)
{
    const bool isPreparing = m_preparation.isRunning();
    if (!transport() && !isPreparing)
        return;
    if (passphrase.isEmpty()) // gpg would make a key without one
        return fail({Outcome::PassphraseMissing, {}});
    const QString fault = GpgConversation::faultOf(passphrase, true); // the agent gets it
    if (!fault.isEmpty())
        return fail({Outcome::PassphraseUnfit, fault});
    const bool isChange = m_request.operation == Operation::ChangePassphrase && !m_request.onlyTry;
    if (isChange && !isPreparing)
        m_conversation.setNewPassphrase(passphrase.clone());
    else if (isChange || m_request.onlyTry || m_request.operation == Operation::RenewKey)
        m_conversation.setOldPassphrase(passphrase.clone());
    if (isPreparing)
        m_preparation.answer(std::move(passphrase));
    else
        m_conversation.send(GpgFD::Command, std::move(passphrase));
}

void GpgProtocol::cancel()
{
    if (m_isConcluded)
        return;
    m_ending.isCancelled = true;
    end();
    m_conclusion.cancel();
    m_preparation.cancel();
    if (m_gpgWithPinentry)
        m_gpgWithPinentry->cancel();
}

/// Stops gpg. Closing its input would not do, because gpg takes that for the end of a whole file.
void GpgProtocol::end()
{
    if (auto *const child = transport()) {
        child->abortChildFD(GpgFD::Passphrase); // first: queued passphrases are wiped
        child->abortChildFD(GpgFD::Command);
        child->stopWithin(graceForGpg);
    }
    if (m_files.archive())
        m_files.archive()->cancel();
    if (m_unpacking)
        m_unpacking->cancel();
    m_conversation.forgetSent();
}

void GpgProtocol::fail(const GpgFault &fault)
{
    if (!m_ending.ownFailure) {
        m_ending.ownFailure = fault.outcome;
        m_ending.ownDetail = fault.detail;
    }
    m_preparation.cancel(); // it may wait for an answer that does not come any more
    end();
}

// A slot may run an event loop in which gpg ends. The end is handled when the slot has returned.
template <typename Handle>
void GpgProtocol::handle(Handle handle)
{
    const QPointer<GpgProtocol> alive(this);
    ++m_handlers;
    handle();
    if (alive && --m_handlers == 0 && m_endedMeanwhile) {
        m_ending.reason = *std::exchange(m_endedMeanwhile, std::nullopt);
        m_conclusion.begin();
    }
}

void GpgProtocol::childDataReceived(int childFD, const QByteArray &data)
{
    handle([&] { take(childFD, data); });
}

void GpgProtocol::childConnectionLost(int childFD)
{
    handle([&] { finishWith(childFD); });
}

void GpgProtocol::processEnded(const Offspring::ExitReason &reason)
{
    m_endedMeanwhile = reason;
    handle([] { });
}

void GpgProtocol::take(int childFD, const QByteArray &data)
{
    if (childFD != GpgFD::Output)
        return m_conversation.receive(childFD, data);
    if (m_request.operation == Operation::ListKeys || m_request.operation == Operation::ShowKeys)
        return m_conversation.receiveKeys(data);
    if (m_ending.ownFailure || !m_request.writesData())
        return m_files.discard(data);
    if (const auto fault = m_files.write(data))
        fail(*fault);
}

void GpgProtocol::finishWith(int childFD)
{
    switch (childFD) {
    case GpgFD::Input:
        if (const QString fault = m_files.inputFault(); !fault.isEmpty())
            fail({Outcome::InputUnreadable, fault});
        break;
    case GpgFD::Output:
        return m_conversation.finishKeys();
    case GpgFD::Passphrase:
    case GpgFD::Command:
        return m_conversation.forgetSent();
    default:
        return m_conversation.finish(childFD);
    }
}

void GpgProtocol::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_progressTimer.timerId())
        return ProcessProtocol::timerEvent(event);
    const QIODevice *const input = m_files.input();
    auto *const reader = m_unpacking ? m_unpacking->transport() : transport();
    if (input && !input->isSequential() && reader) {
        const qint64 waiting = reader->bytesToWrite(GpgFD::Input); // tar has the same
        Q_EMIT progressed(input->pos() - waiting, input->size());
    }
}

void GpgProtocol::conclude(GpgResult result)
{
    result.command = m_command;
    if (result.outcome == Outcome::NoLoopback && mayUsePinentry())
        return usePinentry();
    // Data with a bad signature is not given out.
    const bool isWithheld = !m_request.evenBadSignature && m_request.operation == Operation::Verify
        && result.worstSignature() == GpgSignature::State::Bad;
    if (result.isDone() && !isWithheld) {
        if (const auto fault = m_files.publish(result)) {
            result.outcome = fault->outcome;
            result.detail = fault->detail;
            result.subject.reset();
        }
    }
    m_files.close();
    report(result);
}

/// The input has to be read a second time, which is not possible with a descriptor.
bool GpgProtocol::mayUsePinentry() const
{
    return m_request.inputFD < 0 && !m_ending.isCancelled && !m_ending.ownFailure;
}

/// Called when gpg-agent does not let us ask for the passphrase.
void GpgProtocol::usePinentry()
{
    m_files.close();
    GpgRequest request = m_request;
    request.unlocking = GpgRequest::Unlocking::Pinentry;
    auto *const gpg = new GpgProtocol(request, this);
    m_gpgWithPinentry = gpg;
    connect(gpg, &GpgProtocol::statusReceived, this, &GpgProtocol::statusReceived);
    connect(gpg, &GpgProtocol::logReceived, this, &GpgProtocol::logReceived);
    connect(gpg, &GpgProtocol::progressed, this, &GpgProtocol::progressed);
    connect(gpg, &GpgProtocol::busyWith, this, &GpgProtocol::busyWith);
    connect(gpg, &GpgProtocol::finished, this, [this, gpg](GpgResult result) {
        std::exchange(m_gpgWithPinentry, nullptr)->deleteLater();
        // When pinentry asked in either run, the agent may have cached the answer.
        const bool hasAsked = m_conversation.record().has("PINENTRY_LAUNCHED")
            || gpg->conversation().record().has("PINENTRY_LAUNCHED");
        if (result.outcome == Outcome::NoPinentry)
            result.outcome = Outcome::NoLoopback; // there is no third way
        else
            result.notes.prepend(GpgNotes::aboutPinentry(hasAsked));
        report(result);
    });
    gpg->start();
}

void GpgProtocol::report(const GpgResult &result)
{
    m_isConcluded = true;
    // This object may be deleted in either.
    QPromise<GpgResult> promise = std::move(m_promise);
    Q_EMIT finished(result);
    promise.addResult(result);
    promise.finish();
}
