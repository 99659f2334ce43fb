// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "contest.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <numeric>
#include <random>

namespace {

double cpuSeconds(pid_t pid)
{
    clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
    timespec time = {};
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0)
        std::perror("CPU time");
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

Effort measured(const Contestant &contestant)
{
    const double cpu = cpuSeconds(contestant.pid);
    const auto start = std::chrono::steady_clock::now();
    contestant.work();
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    if (contestant.settle)
        contestant.settle();
    return {time.count(), cpuSeconds(contestant.pid) - cpu};
}

} // namespace

std::vector<std::vector<Effort>> takeTurns(const std::vector<Contestant> &contestants, int rounds)
{
    std::vector<std::vector<Effort>> efforts(contestants.size());
    std::vector<std::size_t> order(contestants.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::minstd_rand random;
    for (int i = 0; i < rounds; ++i) {
        std::shuffle(order.begin(), order.end(), random);
        for (const std::size_t each : order)
            efforts[each].push_back(measured(contestants[each]));
    }
    return efforts;
}

double percentile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    const auto place = std::min(values.size() - 1, std::size_t(part * double(values.size())));
    std::nth_element(values.begin(), values.begin() + long(place), values.end());
    return values[place];
}

double median(std::vector<double> values)
{
    return percentile(std::move(values), 0.5);
}

double medianOf(const std::vector<Effort> &rounds, double Effort::*member)
{
    std::vector<double> values;
    for (const Effort &effort : rounds)
        values.push_back(effort.*member);
    return median(std::move(values));
}

double ratio(const std::vector<Effort> &ours, const std::vector<Effort> &theirs,
             double Effort::*member)
{
    std::vector<double> values;
    for (std::size_t i = 0; i < ours.size(); ++i)
        values.push_back(ours[i].*member / theirs[i].*member);
    return median(std::move(values));
}

double memoryKiB(const char *field, pid_t pid)
{
    std::ifstream status("/proc/" + (pid != 0 ? std::to_string(pid) : "self") + "/status");
    const std::string wanted = std::string(field) + ':';
    for (std::string line; std::getline(status, line);) {
        if (line.compare(0, wanted.size(), wanted) == 0)
            return std::atof(line.c_str() + wanted.size());
    }
    return 0;
}

std::size_t raiseDescriptorLimit()
{
    rlimit limit = {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

Table::Table(const std::string &title, const std::vector<std::string> &columns)
    : m_firstWidth(std::max<std::size_t>(title.size(), 34))
{
    std::printf("\n| %-*s |", int(m_firstWidth), title.c_str());
    for (const std::string &column : columns) {
        m_widths.push_back(std::max<std::size_t>(column.size(), 8));
        std::printf(" %*s |", int(m_widths.back()), column.c_str());
    }
    std::printf("\n|-%s-|", std::string(m_firstWidth, '-').c_str());
    for (const std::size_t width : m_widths)
        std::printf("-%s:|", std::string(width, '-').c_str());
    std::printf("\n");
    std::fflush(stdout);
}

void Table::row(const std::string &name, const std::vector<std::string> &cells) const
{
    std::printf("| %-*s |", int(m_firstWidth), name.c_str());
    for (std::size_t i = 0; i < cells.size(); ++i)
        std::printf(" %*s |", int(m_widths[i]), cells[i].c_str());
    std::printf("\n");
    std::fflush(stdout);
}

std::string Table::number(double value, int decimals)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}
