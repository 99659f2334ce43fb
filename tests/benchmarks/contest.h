// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONTEST_H
#define CONTEST_H

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

/// What one round took.
struct Effort
{
    double seconds = 0; ///< by the clock
    double cpuSeconds = 0; ///< of the process that does it, its threads too
};

struct Contestant
{
    std::string name;
    std::function<void()> work;
    pid_t pid = 0; ///< of the process that does it; 0: this one
    std::function<void()> settle = {}; ///< what is left to do then, which the clock does not see
};

/// Each contestant does its work in each round, in another order each time: a noisy machine is
/// noisy for all, and what the kernel puts off falls on whoever is next. [contestant][round]
std::vector<std::vector<Effort>> takeTurns(const std::vector<Contestant> &contestants, int rounds);

double median(std::vector<double> values);
/// 0 … 1
double percentile(std::vector<double> values, double part);
double medianOf(const std::vector<Effort> &rounds, double Effort::*member);
/// The median of the rounds' ratios.
double ratio(const std::vector<Effort> &ours, const std::vector<Effort> &theirs,
             double Effort::*member);

/// A field of /proc/PID/status, in KiB: "VmRSS", "VmHWM" … \a pid 0: of this process.
double memoryKiB(const char *field, pid_t pid = 0);

/// As many as this program may have. Returns how many that are.
std::size_t raiseDescriptorLimit();

/// Prints one as Markdown, a row at a time; all but the first column are numbers.
class Table
{
public:
    Table(const std::string &title, const std::vector<std::string> &columns);
    void row(const std::string &name, const std::vector<std::string> &cells) const;
    static std::string number(double value, int decimals);

private:
    std::size_t m_firstWidth;
    std::vector<std::size_t> m_widths;
};

#endif // CONTEST_H
