"""Carries connections out of the networks of processes: relay.py SOCKET, until standard input ends.

A launcher (launch.py) hands over the sockets that listen in a process's network; they live as long as that process. What connects to
one of them is connected to the same port of 127.0.0.1 out here.
"""

import errno
import os
import resource
import select
import signal
import socket
import struct
import sys

IN, OUT, ERR = select.EPOLLIN, select.EPOLLOUT, select.EPOLLERR
RESET = struct.pack("ii", 1, 0)
GONE = (ConnectionError, TimeoutError)
BUFFER = memoryview(bytearray(512 * 1024))


class Events:
    """Who waits for what."""

    def __init__(self):
        self.epoll = select.epoll()
        self.waiting = {}
        self.leaving = []

    def watch(self, source, mask, action):
        """Calls action(mask) when something happens; a mask of 0 ends it."""
        number = source if isinstance(source, int) else source.fileno()
        if number in self.waiting:
            if mask == 0:
                del self.waiting[number]
                self.epoll.unregister(number)
            else:
                self.waiting[number] = action
                self.epoll.modify(number, mask)
        elif mask != 0:
            self.waiting[number] = action
            self.epoll.register(number, mask)

    def run(self):
        while True:
            for number, mask in self.epoll.poll():
                action = self.waiting.get(number)
                if action is not None:
                    action(mask)
            # Not before: a new socket would get the number of one that still has events in this round.
            for one in self.leaving:
                one.close()
            self.leaving.clear()

    def close(self, source):
        self.watch(source, 0, None)
        self.leaving.append(source)


class Way:
    """One direction of a connection."""

    def __init__(self, source, sink):
        self.source = source
        self.sink = sink
        self.pending = b""
        self.ended = False

    def move(self):
        """Moves what has arrived, as far as the other side takes it."""
        try:
            count = self.source.recv_into(BUFFER)
        except BlockingIOError:
            return
        if count == 0:
            self.ended = True
            self.sink.shutdown(socket.SHUT_WR)
        else:
            self.send(BUFFER[:count])

    def send(self, data):
        try:
            sent = self.sink.send(data)
        except BlockingIOError:
            sent = 0
        self.pending = bytes(data[sent:])

    def flush(self):
        if self.pending:
            self.send(memoryview(self.pending))


class Connection:
    """A connection from within a network to a port outside."""

    def __init__(self, events, inner, port):
        self.events = events
        self.inner = inner
        self.outer = socket.socket()
        self.connected = False
        for side in (self.inner, self.outer):
            side.setblocking(False)
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.up = Way(self.inner, self.outer)
        self.down = Way(self.outer, self.inner)
        if self.outer.connect_ex(("127.0.0.1", port)) in (0, errno.EINPROGRESS):
            self.watch()
        else:
            self.reset()

    def watch(self):
        self.watch_side(self.inner, self.up, self.down, 0)
        self.watch_side(self.outer, self.down, self.up, 0 if self.connected else OUT)

    def watch_side(self, side, reading, writing, mask):
        if self.connected and not reading.ended and not reading.pending:
            mask |= IN
        if writing.pending:
            mask |= OUT
        self.events.watch(side, mask, lambda happened: self.happened(happened, reading, writing))

    def happened(self, mask, reading, writing):
        try:
            if mask & ERR:
                raise ConnectionError
            self.connected = True
            writing.flush()
            if not reading.ended and not reading.pending:
                reading.move()
        except GONE:
            self.reset()
        except OSError as e:
            if e.errno != errno.ENOTCONN:
                raise
            self.reset()
        else:
            if self.up.ended and self.down.ended:
                self.close()
            else:
                self.watch()

    def reset(self):
        """Ends both sides at once: what one of them lost, the other shall not take for a whole answer."""
        for side in (self.inner, self.outer):
            side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.close()

    def close(self):
        self.events.close(self.inner)
        self.events.close(self.outer)


class Guest:
    """A process in a network of its own, with the sockets that listen there for it."""

    def __init__(self, events, launcher):
        self.events = events
        self.launcher = launcher
        self.sockets = []
        pid = struct.unpack("iII", launcher.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        self.process = os.pidfd_open(pid)
        events.watch(self.process, IN, lambda mask: self.leave())
        events.watch(launcher, IN, lambda mask: self.take())

    def take(self):
        text, numbers, _, _ = socket.recv_fds(self.launcher, 4096, 253)
        if not text:  # the launcher has become the process
            self.events.watch(self.launcher, 0, None)
            return
        sockets = [socket.socket(fileno=number) for number in numbers]
        ports = [int(port) for port in text.rstrip(b";").split(b",") if port]
        for listener, port in zip(sockets, ports):
            listener.setblocking(False)
            self.events.watch(listener, IN, lambda mask, l=listener, p=port: self.accept(l, p))
        self.sockets += sockets
        self.launcher.send(b"!")

    def accept(self, listener, port):
        try:
            inner, _ = listener.accept()
        except OSError:
            return  # gone before it was taken
        Connection(self.events, inner, port)

    def leave(self):
        """The process has ended; what it sent before still arrives."""
        self.events.watch(self.process, 0, None)
        os.close(self.process)
        for one in [*self.sockets, self.launcher]:
            self.events.close(one)


def listen(path):
    folder = os.open(os.path.dirname(path), os.O_PATH | os.O_DIRECTORY)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f"/proc/self/fd/{folder}/{os.path.basename(path)}")
    os.chmod(path, 0o600)
    listener.listen(64)
    return listener


def main():
    path = sys.argv[1]
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)  # functions still talk while the embedded AWS stops
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if os.path.exists(path):
        os.unlink(path)
    events = Events()
    listener = listen(path)
    events.watch(listener, IN, lambda mask: Guest(events, listener.accept()[0]))
    events.watch(0, IN, lambda mask: os._exit(0))
    print("ready", flush=True)
    events.run()


main()
