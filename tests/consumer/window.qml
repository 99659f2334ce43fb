// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import Offspring
import Offspring.Terminal

Terminal {
    process: Process {}
}
