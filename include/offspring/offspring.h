// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_H
#define OFFSPRING_H

#include <offspring/capture.h>
#include <offspring/childdevice.h>
#include <offspring/childfd.h>
#include <offspring/command.h>
#include <offspring/conversation.h>
#include <offspring/exitreason.h>
#include <offspring/linereceiver.h>
#include <offspring/offspringversion.h>
#include <offspring/pipeline.h>
#include <offspring/processmonitor.h>
#include <offspring/processoutput.h>
#include <offspring/processprotocol.h>
#include <offspring/processtransport.h>
#include <offspring/reactor.h>
#include <offspring/restartpolicy.h>
#include <offspring/spawnoptions.h>

/// The library: child processes for Qt 6 programs.
///
/// A Reactor spawns, a ProcessTransport is the running child, a ProcessProtocol hears what happens
/// to it. What stands above them is for what most programs need: runProcess() and captureProcess(),
/// ChildDevice, Pipeline, Conversation, ProcessMonitor.
namespace Offspring { } // namespace Offspring

#endif // OFFSPRING_H
