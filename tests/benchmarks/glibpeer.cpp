// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "peer.h"

#include <gio/gio.h>

#include <array>
#include <utility>

namespace {

constexpr gsize blockSize = 64 * 1024;

/// A child, and what is done with it; quits the loop with the last one.
class Child
{
public:
    Child(GMainLoop *loop, int &left)
        : m_loop(loop)
        , m_left(left)
    { }
    ~Child() { g_object_unref(m_process); }
    Q_DISABLE_COPY_MOVE(Child)

    void spawn(const Peer::Words &words, qint64 bytesToFeed = 0)
    {
        std::vector<const char *> arguments;
        for (const QByteArray &word : words)
            arguments.push_back(word.constData());
        arguments.push_back(nullptr);
        m_process = g_subprocess_newv(arguments.data(),
                                      GSubprocessFlags(G_SUBPROCESS_FLAGS_STDIN_PIPE
                                                       | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                       | G_SUBPROCESS_FLAGS_STDERR_PIPE),
                                      nullptr);
        if (!m_process)
            qFatal("g_subprocess_newv");
        m_bytesToFeed = bytesToFeed;
        read(0);
        read(1);
        g_subprocess_wait_async(
            m_process, nullptr,
            [](GObject *, GAsyncResult *, gpointer self) { static_cast<Child *>(self)->done(); },
            this);
        if (bytesToFeed > 0)
            write();
        else
            closeInput();
    }

    qint64 total = 0;

private:
    struct Reading
    {
        Child *child;
        int stream;
    };

    void read(int stream)
    {
        auto *const input = stream == 0 ? g_subprocess_get_stdout_pipe(m_process)
                                        : g_subprocess_get_stderr_pipe(m_process);
        m_readings[std::size_t(stream)] = {this, stream};
        if (m_blocks[std::size_t(stream)].empty())
            m_blocks[std::size_t(stream)].resize(blockSize);
        g_input_stream_read_async(
            input, m_blocks[std::size_t(stream)].data(), blockSize, G_PRIORITY_DEFAULT, nullptr,
            [](GObject *source, GAsyncResult *result, gpointer data) {
                const Reading reading = *static_cast<Reading *>(data);
                const gssize bytes =
                    g_input_stream_read_finish(G_INPUT_STREAM(source), result, nullptr);
                if (bytes <= 0)
                    return reading.child->done();
                reading.child->total += bytes;
                reading.child->read(reading.stream);
            },
            &m_readings[std::size_t(stream)]);
    }

    void write()
    {
        if (m_bytesToFeed <= 0)
            return closeInput();
        m_bytesToFeed -= Peer::pieceSize;
        g_output_stream_write_all_async(
            g_subprocess_get_stdin_pipe(m_process), Peer::piece().constData(),
            gsize(Peer::pieceSize), G_PRIORITY_DEFAULT, nullptr,
            [](GObject *source, GAsyncResult *result, gpointer self) {
                g_output_stream_write_all_finish(G_OUTPUT_STREAM(source), result, nullptr, nullptr);
                static_cast<Child *>(self)->write();
            },
            this);
    }

    void closeInput()
    {
        g_output_stream_close(g_subprocess_get_stdin_pipe(m_process), nullptr, nullptr);
    }

    // Two streams and the child itself.
    void done()
    {
        if (++m_done == 3 && --m_left == 0)
            g_main_loop_quit(m_loop);
    }

    GMainLoop *const m_loop;
    int &m_left;
    GSubprocess *m_process = nullptr;
    std::array<std::vector<char>, 2> m_blocks;
    std::array<Reading, 2> m_readings = {};
    qint64 m_bytesToFeed = 0;
    int m_done = 0;
};

class GLibPeer final : public Peer
{
public:
    ~GLibPeer() override { g_main_loop_unref(m_loop); }

    const char *name() const override { return "GSubprocess"; }

    void runChildren(int count, const Words &words) override
    {
        std::vector<std::unique_ptr<Child>> children;
        int left = count;
        for (int i = 0; i < count; ++i) {
            children.push_back(std::make_unique<Child>(m_loop, left));
            const TimedCall call(*this);
            children.back()->spawn(words);
        }
        g_main_loop_run(m_loop);
    }

    qint64 drain(qint64 bytes, int) override
    {
        int left = 1;
        Child child(m_loop, left);
        child.spawn(pouringChild(bytes));
        g_main_loop_run(m_loop);
        return child.total;
    }

    void feed(qint64 bytes) override
    {
        int left = 1;
        Child child(m_loop, left);
        child.spawn(countingChild(), bytes);
        g_main_loop_run(m_loop);
    }

private:
    GMainLoop *const m_loop = g_main_loop_new(nullptr, FALSE);
};

} // namespace

std::unique_ptr<Peer> makeGLib()
{
    return std::make_unique<GLibPeer>();
}
