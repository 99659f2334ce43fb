// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OUTPUTMODEL_P_H
#define OUTPUTMODEL_P_H

#include "keptlines.h"
#include "linecollector.h"
#include "outputmodel.h"

namespace Offspring {

/// The lines of a model, and what makes them of bytes.
struct OutputModel::Lines
{
    LineCollector collector{[this](qint64 number) { return kept.find(number); }};
    KeptLines kept = {}; ///< of its rows, all the views know
};

} // namespace Offspring

#endif // OUTPUTMODEL_P_H
