// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "outputroles.h"

#include "outputmodel.h"

#include <QtCore/QDateTime>

namespace Offspring {

QHash<int, QByteArray> outputRoleNames()
{
    return {{OutputModel::LineRole, "line"},
            {OutputModel::StyledTextRole, "styledText"},
            {OutputModel::ChildFDRole, "childFD"},
            {OutputModel::TimestampRole, "timestamp"},
            {OutputModel::LineNumberRole, "lineNumber"},
            {OutputModel::IsPartialRole, "isPartial"},
            {OutputModel::LengthRole, "length"},
            {OutputModel::BeginningRole, "beginning"},
            {OutputModel::ShownTextRole, "shownText"},
            {OutputModel::RunsRole, "runs"},
            {OutputModel::TabsRole, "tabs"}};
}

QVariant outputRole(int role, const OutputLine &line, double lineNumber, int shownLength)
{
    switch (role) {
    case Qt::DisplayRole:
    case OutputModel::LineRole:
        return line.text;
    case OutputModel::StyledTextRole:
        return line.styledText(shownLength);
    case OutputModel::ChildFDRole:
        return line.childFD;
    case OutputModel::TimestampRole:
        return QDateTime::fromMSecsSinceEpoch(line.milliseconds);
    case OutputModel::LineNumberRole:
        return lineNumber;
    case OutputModel::IsPartialRole:
        return line.isPartial;
    case OutputModel::LengthRole:
        return line.text.size();
    case OutputModel::BeginningRole:
        return line.beginning(shownLength).toString();
    case OutputModel::ShownTextRole:
        return line.shownText(shownLength);
    case OutputModel::RunsRole:
        return line.shownRuns(shownLength);
    case OutputModel::TabsRole:
        return QVariant::fromValue(line.tabs(shownLength));
    default:
        return {};
    }
}

} // namespace Offspring
