// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "peer.h"

#include <uv.h>

#include <array>

namespace {

constexpr std::size_t blockSize = 64 * 1024;

/// A child, its three pipes, and what is done with them.
struct Child
{
    explicit Child(uv_loop_t *loop)
    {
        for (uv_pipe_t &pipe : pipes) {
            uv_pipe_init(loop, &pipe, 0);
            pipe.data = this;
        }
        process.data = this;
    }

    void spawn(uv_loop_t *loop, const Peer::Words &words)
    {
        std::vector<char *> arguments;
        for (const QByteArray &word : words)
            arguments.push_back(const_cast<char *>(word.constData()));
        arguments.push_back(nullptr);
        std::array<uv_stdio_container_t, 3> stdio = {};
        for (std::size_t fd = 0; fd < 3; ++fd) {
            stdio[fd].flags =
                uv_stdio_flags(UV_CREATE_PIPE | (fd == 0 ? UV_READABLE_PIPE : UV_WRITABLE_PIPE));
            stdio[fd].data.stream = reinterpret_cast<uv_stream_t *>(&pipes[fd]);
        }
        char *environment[] = {nullptr};
        uv_process_options_t options = {};
        options.file = arguments[0];
        options.args = arguments.data();
        options.env = environment;
        options.stdio = stdio.data();
        options.stdio_count = 3;
        options.exit_cb = [](uv_process_t *handle, int64_t status, int) {
            if (status != 0)
                qFatal("uv_spawn: %d", int(status));
            uv_close(reinterpret_cast<uv_handle_t *>(handle), nullptr);
        };
        if (uv_spawn(loop, &process, &options) != 0)
            qFatal("uv_spawn");
        for (const std::size_t fd : {std::size_t(1), std::size_t(2)}) {
            uv_read_start(
                reinterpret_cast<uv_stream_t *>(&pipes[fd]),
                [](uv_handle_t *, std::size_t, uv_buf_t *buffer) {
                    static std::vector<char> block(blockSize);
                    *buffer = uv_buf_init(block.data(), uint(block.size()));
                },
                [](uv_stream_t *stream, ssize_t bytes, const uv_buf_t *) {
                    auto *const self = static_cast<Child *>(stream->data);
                    if (bytes > 0)
                        self->total += bytes;
                    else if (bytes < 0)
                        uv_close(reinterpret_cast<uv_handle_t *>(stream), nullptr);
                });
        }
    }

    void closeInput() { uv_close(reinterpret_cast<uv_handle_t *>(&pipes[0]), nullptr); }

    void write()
    {
        if (left <= 0)
            return closeInput();
        left -= Peer::pieceSize;
        const uv_buf_t buffer =
            uv_buf_init(const_cast<char *>(Peer::piece().constData()), uint(Peer::pieceSize));
        request.data = this;
        uv_write(&request, reinterpret_cast<uv_stream_t *>(&pipes[0]), &buffer, 1,
                 [](uv_write_t *done, int) { static_cast<Child *>(done->data)->write(); });
    }

    uv_process_t process = {};
    std::array<uv_pipe_t, 3> pipes = {};
    uv_write_t request = {};
    qint64 total = 0;
    qint64 left = 0;
};

class UvPeer final : public Peer
{
public:
    UvPeer() { uv_loop_init(&m_loop); }
    ~UvPeer() override { uv_loop_close(&m_loop); }

    const char *name() const override { return "libuv"; }

    void runChildren(int count, const Words &words) override
    {
        std::vector<std::unique_ptr<Child>> children;
        for (int i = 0; i < count; ++i) {
            Child &child = *children.emplace_back(std::make_unique<Child>(&m_loop));
            const TimedCall call(*this);
            child.spawn(&m_loop, words);
            child.closeInput();
        }
        uv_run(&m_loop, UV_RUN_DEFAULT);
    }

    qint64 drain(qint64 bytes, int) override
    {
        Child child(&m_loop);
        child.spawn(&m_loop, pouringChild(bytes));
        child.closeInput();
        uv_run(&m_loop, UV_RUN_DEFAULT);
        return child.total;
    }

    void feed(qint64 bytes) override
    {
        Child child(&m_loop);
        child.left = bytes;
        child.spawn(&m_loop, countingChild());
        child.write();
        uv_run(&m_loop, UV_RUN_DEFAULT);
    }

private:
    uv_loop_t m_loop = {};
};

} // namespace

std::unique_ptr<Peer> makeLibuv()
{
    return std::make_unique<UvPeer>();
}
